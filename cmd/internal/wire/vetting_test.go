package wire_test

import (
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
	"creneaux/app/office"
	"creneaux/app/vetting"
)

// TestNamesThatNoColumnHeldAreNotMissing imports a file without names, then one with
// names under the same source, its columns chosen by a person: the first one's people
// are not nameless.
func TestNamesThatNoColumnHeldAreNotMissing(t *testing.T) {
	o := newOffice(t)
	nameless := []string{"N° RDV", "Date du RDV", "Heure du RDV", "Motif", "Guichet", "Statut", "Pris le", "E-mail"}
	importRows(t, o, nameless,
		confirmed("R1", "9h00", "", "a@boite.example").but("Date du RDV", "02/03/2026"),
		confirmed("R2", "9h30", "", "b@boite.example"))
	named := office.ImportOptions{Source: "with names", DryRun: true, Path: exportOf(t, allTitles,
		confirmed("R2", "9h30", "Ondo", "b@boite.example"),
		confirmed("R3", "10h00", "XXX", "c@boite.example").but("Prénom", ""))}
	mapping := importWith(t, o, named).Mapping
	importWith(t, o, office.ImportOptions{Path: named.Path, Mapping: &mapping})
	for _, f := range vet(t, o).Open {
		if f.Rule != "NAME-MISSING" {
			continue
		}
		if got := referencesOf(vet(t, o), f.Bookings); got != "R3" {
			t.Errorf("%s has a missing name: %s", got, f.Severity)
		}
	}
	if _, err := o.DecideAutomatic(background, agenda.Silent{}); err != nil {
		t.Fatal(err)
	}
	all := everything(t, o)
	for reference, want := range map[string]bool{"R1": true, "R2": true, "R3": false} {
		if got := all[reference].Active(); got != want {
			t.Errorf("%s is active: %v", reference, got)
		}
	}
}

// TestDecisionsRestOnWhatIsTrueNow shows findings, lets a later export change what they
// rest on, and decides on what was shown.
func TestDecisionsRestOnWhatIsTrueNow(t *testing.T) {
	first := confirmed("R1", "9h00", "Ondo", "a@boite.example")
	second := confirmed("R2", "9h30", "Sánchez", "a@boite.example").but("Pris le", "11/02/2026 10:00").but("Date du RDV", "05/03/2026")
	changes := map[string]row{
		"another address":     second.but("E-mail", "b@boite.example"),
		"another name":        second.but("Nom", "Pereira"),
		"taken earlier":       second.but("Pris le", "01/02/2026 10:00"),
		"cancelled meanwhile": second.but("Statut", "Annulé"),
	}
	for name, changed := range changes {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			importRows(t, o, allTitles, first, second)
			shown := vet(t, o)
			if len(shown.Open) != 1 || shown.Open[0].Severity != vetting.Automatic {
				t.Fatalf("found %+v", shown.Open)
			}
			importRows(t, o, allTitles, first, changed)
			before, entries := everything(t, o), len(journal(t, o))
			for _, outcome := range []agenda.Outcome{agenda.OutcomeCancel, agenda.OutcomeKeep} {
				_, err := o.Decide(background, []office.Verdict{{Finding: shown.Open[0], Outcome: outcome}})
				wantProblem(t, err, "VET-OUTDATED")
			}
			for reference, b := range everything(t, o) {
				if b.Status != before[reference].Status {
					t.Errorf("%s went from %s to %s", reference, before[reference].Status, b.Status)
				}
			}
			if n := len(journal(t, o)); n != entries {
				t.Errorf("%d journal entries of refused decisions", n-entries)
			}
		})
	}
}

// TestOneBookingInTwoFindings cancels a nameless duplicate, which two rules find.
func TestOneBookingInTwoFindings(t *testing.T) {
	o := newOffice(t)
	importRows(t, o, allTitles,
		confirmed("R1", "9h00", "Ondo", "a@boite.example"),
		confirmed("R2", "11h00", "XXX", "A@boite.example").but("Prénom", "").but("Date du RDV", "05/03/2026"))
	decisions, err := o.DecideAutomatic(background, agenda.Silent{})
	if err != nil || len(decisions) != 2 {
		t.Fatalf("decisions %+v, %v", decisions, err)
	}
	if n := vet(t, o).CountBySeverity(vetting.Automatic); n != 0 {
		t.Errorf("%d automatic findings are left", n)
	}
	if list, err := o.Cancellations(background); err != nil || len(list) != 1 || list[0].Reference != "R2" || list[0].Rule != "DUP-EMAIL" {
		t.Errorf("to cancel on the platform: %+v, %v", list, err)
	}
	ids := []agenda.DecisionID{decisions[0].ID, decisions[1].ID}
	wantProblem(t, o.UndoDecisions(background, append(ids, "nobody's"), agenda.Silent{}), "VET-NO-DECISION")
	if everything(t, o)["R2"].Active() {
		t.Error("a part of the decisions was undone")
	}
	if err := o.UndoDecisions(background, ids, agendatest.Watch(t)); err != nil {
		t.Fatal(err)
	}
	if !everything(t, o)["R2"].Active() {
		t.Error("undoing both does not restore the booking")
	}
	again, err := o.DecideAutomatic(background, agenda.Silent{})
	if err != nil || len(again) != 2 || everything(t, o)["R2"].Active() {
		t.Errorf("decided again: %+v, %v", again, err)
	}
}

// TestCancellationsForThePlatform leaves out what the platform no longer has and who
// came all the same.
func TestCancellationsForThePlatform(t *testing.T) {
	o := newOffice(t)
	var rows []row
	for _, r := range []struct{ reference, hour string }{{"R1", "9h00"}, {"R2", "9h30"}, {"R3", "10h00"}} {
		rows = append(rows, confirmed(r.reference, r.hour, "XXX", r.reference+"@boite.example").but("Prénom", ""))
	}
	named := confirmed("R4", "10h30", "Ondo", "d@boite.example")
	importRows(t, o, allTitles, append(rows, named)...)
	if _, err := o.DecideAutomatic(background, agenda.Silent{}); err != nil {
		t.Fatal(err)
	}
	importRows(t, o, allTitles, rows[0], rows[1].but("Statut", "Honoré"), named) // R3 is gone
	list, err := o.Cancellations(background)
	if err != nil || len(list) != 1 || list[0].Reference != "R1" {
		t.Errorf("to cancel on the platform: %+v, %v", list, err)
	}
}
