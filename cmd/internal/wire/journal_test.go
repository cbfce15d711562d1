package wire_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/cmd/internal/wire"
)

// TestTheJournalTellsEachThingOnceAndNobodysName does everything that a person can do
// and reads the journal.
func TestTheJournalTellsEachThingOnceAndNobodysName(t *testing.T) {
	o, plan := planned(t)
	folder, voice := t.TempDir(), french(t)
	done := []string{"init", "plan"}
	did := func(action string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", action, err)
		}
		done = append(done, action)
	}
	in := func(name string) string { return filepath.Join(folder, name) }

	week := agenda.Week{Year: plan.House.Service.Year, Number: 10}
	drawing, err := o.DrawWeek(background, week, nil)
	did("draw", err)
	did("publish", o.MarkReleased(background, true, drawing.Week.Releases[0].ID))
	did("unpublish", o.MarkReleased(background, false, drawing.Week.Releases[0].ID))
	for _, name := range []string{"feuille.pdf", "semaine.xlsx", "plateforme.csv", "alarmes.ics"} {
		_, err = o.WriteReleases(background, week, in(name), voice)
		did("export", err)
	}
	result, err := o.Import(background, office.ImportOptions{Path: filepath.Join(exports, "first.xlsx")}, agenda.Silent{})
	did("import", err)
	if _, err := o.Import(background, office.ImportOptions{Path: filepath.Join(exports, "second.xlsx"), DryRun: true}, agenda.Silent{}); err != nil {
		t.Fatal(err)
	}
	later, err := o.Import(background, office.ImportOptions{Path: filepath.Join(exports, "bad-rows.csv"), Source: "autre"}, agenda.Silent{})
	did("import", err)
	_, err = o.WriteRejections(background, later.Import.ID, in("rejets.csv"), office.FormatCSV, voice)
	did("export", err)
	did("undo-import", o.UndoImport(background, later.Import.ID))
	decisions, err := o.DecideAutomatic(background, agenda.Silent{})
	if err != nil || len(decisions) == 0 {
		t.Fatalf("%d decisions, %v", len(decisions), err)
	}
	for range decisions {
		done = append(done, "decide")
	}
	did("undo-decision", o.UndoDecision(background, decisions[len(decisions)-1].ID))
	open := vet(t, o).Open
	_, err = o.Decide(background, []office.Verdict{{Finding: open[0], Outcome: agenda.OutcomeKeep, Reason: "Mme Zyx est connue"}})
	did("decide", err)
	_, err = o.WriteCancellations(background, in("annulations.csv"), office.FormatCSV, voice)
	did("export", err)
	day := agenda.MustDate("2026-03-02")
	_, err = o.WriteConvocations(background, office.Selection{From: day, To: day}, in("lettres.pdf"), office.FormatPDF, voice, agenda.Silent{})
	done = append(done, "convoke")
	did("export", err)
	_, err = o.WriteConvocations(background, office.Selection{From: day, To: day}, in("lettres.xlsx"), office.FormatWorkbook, voice, agenda.Silent{})
	did("export", err)
	_, err = o.WriteDayList(background, day, "", in("liste.pdf"), voice)
	did("export", err)
	did("export", o.WritePlan(background, in("plan.xlsx"), voice))
	did("export", o.WritePlan(background, in("plan.pdf"), voice))
	_, err = o.WriteAffected(background, in("touches.csv"), office.Timetable{Closures: []agenda.Closure{{From: day, To: day}}}, voice)
	did("export", err)
	_, err = wire.WriteDemoExport(background, o, in("tout.csv"))
	did("export", err)
	did("export", o.Backup(background, in("copie.creneaux")))

	entries := journal(t, o)
	slices.Reverse(entries)
	var told []string
	for _, e := range entries {
		told = append(told, e.Action)
		if e.Actor == "" || e.At.IsZero() {
			t.Errorf("nobody did %s, or never: %+v", e.Action, e)
		}
	}
	if diff := cmp.Diff(done, told); diff != "" {
		t.Errorf("the journal (-done +told):\n%s", diff)
	}
	refuseNames(t, entries, result)
}

// refuseNames looks in the journal for what people are called and where they are
// written to.
func refuseNames(t *testing.T, entries []agenda.JournalEntry, result office.ImportResult) {
	t.Helper()
	for _, e := range entries {
		text := strings.ToLower(e.Action + " " + e.Subject + " " + e.Detail)
		if strings.Contains(text, "@") || strings.Contains(text, "zyx") {
			t.Errorf("personal data: %s", text)
		}
		for _, d := range result.Reading.Bookings {
			for _, word := range []string{d.Applicant.Surname, d.Applicant.ForeignerNumber, d.Applicant.Phone} {
				if len(word) > 3 && strings.Contains(text, strings.ToLower(word)) {
					t.Fatalf("%q stands in the journal: %s", word, text)
				}
			}
		}
	}
}
