package wire_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/workspace"
	"creneaux/cmd/internal/wire"
)

// TestPlanningTwiceKeepsSlotsAndKeptWeeks plans, lets weeks be drawn, published and
// booked, and plans again.
func TestPlanningTwiceKeepsSlotsAndKeptWeeks(t *testing.T) {
	o, first := planned(t)
	if len(first.Reasons) == 0 {
		t.Error("four desks cannot meet 15 000 appointments, and no reason is given")
	}
	before := slotsOf(t, o, workspace.SlotQuery{})
	again, err := o.Plan(background, office.PlanRequest{}, agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first.Reasons, again.Reasons); diff != "" {
		t.Errorf("reasons of the same plan (-first +again):\n%s", diff)
	}
	if diff := cmp.Diff(places(before), places(slotsOf(t, o, workspace.SlotQuery{}))); diff != "" {
		t.Errorf("planning again changed slots (-before +after):\n%s", diff)
	}

	week := agenda.Week{Year: first.House.Service.Year, Number: 10}
	drawing, err := o.DrawWeek(background, week, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.MarkReleased(background, true, drawing.Week.Releases[0].ID); err != nil {
		t.Fatal(err)
	}
	given := slotsOf(t, o, workspace.SlotQuery{From: week.Add(20).Monday(), To: week.Add(20).Day(agenda.Sunday)})[0]
	importRows(t, o, allTitles, rowOn(first, given, "R1"))
	importRows(t, o, allTitles, rowOn(first, given, "R1").but("Statut", "Annulé"))

	kept := slotsOf(t, o, workspace.SlotQuery{})
	replanned, err := o.Plan(background, office.PlanRequest{}, agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	why, err := o.KeptWeeks(background)
	if err != nil {
		t.Fatal(err)
	}
	if got := why[week.Add(20)]; got != (office.KeptWeek{GivenBack: 1}) {
		t.Errorf("the week of a cancelled booking is kept because of %+v", got)
	}
	inKept := func(s agenda.Slot) bool { _, ok := why[s.Date.Week()]; return !ok }
	if diff := cmp.Diff(slices.DeleteFunc(kept, inKept), slices.DeleteFunc(slotsOf(t, o, workspace.SlotQuery{}), inKept)); diff != "" {
		t.Errorf("kept weeks changed (-before +after):\n%s", diff)
	}
	for i, w := range replanned.Weeks {
		if _, ok := why[w.Week]; ok != w.Kept {
			t.Errorf("%s is kept: %v, and the reasons say %v", w.Week, w.Kept, ok)
		}
		if w.Kept && !cmp.Equal(w.ByProcedure, first.Weeks[i].ByProcedure) {
			t.Errorf("%s was %v and is %v", w.Week, first.Weeks[i].ByProcedure, w.ByProcedure)
		}
	}
}

// places returns slots without their state: which are held back is drawn anew.
func places(slots []agenda.Slot) []agenda.Slot {
	for i := range slots {
		slots[i].State, slots[i].Release = "", ""
	}
	return slots
}

// rowOn is a booking of a slot, as the platform exports it.
func rowOn(plan office.PlanView, s agenda.Slot, reference string) row {
	procedure, _ := plan.House.Procedure(s.Procedure)
	return confirmed(reference, s.Start.String(), "Ondo", reference+"@boite.example").
		but("Date du RDV", s.Date.Time().Format("02/01/2006")).but("Pris le", s.Date.AddDays(-40).Time().Format("02/01/2006 15:04")).
		but("Motif", procedure.Label).but("Guichet", plan.House.DeskName(s.Desk))
}

// TestBookedSlotsNeverGoOnline imports bookings before any draw, and draws.
func TestBookedSlotsNeverGoOnline(t *testing.T) {
	o, plan := planned(t)
	week := agenda.Week{Year: plan.House.Service.Year, Number: 10}
	coming := slotsOf(t, o, workspace.SlotQuery{From: week.Add(2).Monday(), To: week.Add(2).Day(agenda.Sunday), State: agenda.SlotPlanned})
	var rows []row
	taken := map[agenda.SlotID]bool{}
	for i, s := range coming[:20] {
		rows = append(rows, rowOn(plan, s, fmt.Sprint("R", i)))
		taken[s.ID] = true
	}
	importRows(t, o, allTitles, rows...)
	for reference, b := range everything(t, o) {
		if !taken[b.Slot] {
			t.Fatalf("%s sits on %q", reference, b.Slot)
		}
	}
	schedule, err := o.Schedule(background, week)
	if err != nil {
		t.Fatal(err)
	}
	drawing, err := o.DrawWeek(background, week, nil)
	if err != nil {
		t.Fatal(err)
	}
	dealt := 0
	for _, r := range drawing.Week.Releases {
		dealt += r.Slots
		if listed := len(slotsOf(t, o, workspace.SlotQuery{Release: r.ID})); listed != r.Slots || listed == 0 {
			t.Errorf("release of %s says %d slots and has %d", r.At, r.Slots, listed)
		}
	}
	if dealt+len(drawing.Left) != schedule.Planned {
		t.Errorf("%d dealt and %d left of %d that waited", dealt, len(drawing.Left), schedule.Planned)
	}
	for _, s := range slotsOf(t, o, workspace.SlotQuery{State: agenda.SlotReleased}) {
		if taken[s.ID] {
			t.Errorf("the booked slot of %s %s goes online", s.Date, s.Start)
		}
	}
}

// TestBookingsImportedBeforeThePlanGetTheirSlots imports into a workspace without a
// plan, then plans it: the same set-up gives the same places.
func TestBookingsImportedBeforeThePlanGetTheirSlots(t *testing.T) {
	elsewhere, plan := planned(t)
	slots := slotsOf(t, elsewhere, workspace.SlotQuery{})[:30]
	o, err := wire.Create(background, wire.Options{Path: filepath.Join(t.TempDir(), "an.creneaux")}, plan.House.Service.Year, filepath.Join(exports, "setup.json"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.Close() }) // the folder is thrown away
	var rows []row
	for i, s := range slots {
		rows = append(rows, rowOn(plan, s, fmt.Sprint("R", i)))
	}
	rows[29] = rows[29].but("Statut", "Annulé")
	result := importRows(t, o, allTitles, rows...)
	replanned, err := o.Plan(background, office.PlanRequest{}, agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	at := map[agenda.SlotID]agenda.Slot{}
	for _, s := range slotsOf(t, o, workspace.SlotQuery{}) {
		at[s.ID] = s
	}
	held := map[agenda.SlotID]bool{}
	for _, b := range everything(t, o) {
		s, seated := at[b.Slot]
		if seated != b.Active() || held[b.Slot] || seated && (s.Date != b.Date || s.Start != b.Start || s.Desk != b.Desk) {
			t.Errorf("%s %s of %s %s sits on %+v", b.Reference, b.Status, b.Date, b.Start, s)
		}
		held[b.Slot] = seated
	}
	if !replanned.Weeks[0].Kept {
		t.Error("the week of the bookings is not kept")
	}
	if err := o.UndoImport(background, result.Import.ID); err != nil {
		t.Fatal(err)
	}
}

func TestAWeekThatHasBegunIsNotDrawnAgain(t *testing.T) {
	o, plan := planned(t)
	week := agenda.Week{Year: plan.House.Service.Year, Number: 10}
	first, err := o.DrawWeek(background, week, nil)
	if err != nil {
		t.Fatal(err)
	}
	second, err := o.DrawWeek(background, week, nil)
	if err != nil {
		t.Fatal(err)
	}
	if first.Week.Seal == second.Week.Seal {
		t.Error("two draws have one seal")
	}
	release := second.Week.Releases[0].ID
	if err := o.MarkReleased(background, true, release); err != nil {
		t.Fatal(err)
	}
	slots := slotsOf(t, o, workspace.SlotQuery{})
	_, err = o.DrawWeek(background, week, nil)
	wantProblem(t, err, "PUB-WEEK-BEGUN")
	_, err = o.DrawWeek(background, week.Add(-200), nil)
	wantProblem(t, err, "PUB-WEEK-PAST")
	if diff := cmp.Diff(slots, slotsOf(t, o, workspace.SlotQuery{})); diff != "" {
		t.Errorf("a refused draw changed slots:\n%s", diff)
	}
	if v, err := o.VerifyWeek(background, week); err != nil || !v.SealOK || !v.ScheduleOK {
		t.Errorf("the seal: %+v, %v", v, err)
	}
	if err := o.MarkReleased(background, false, release); err != nil {
		t.Fatal(err)
	}
	if _, err := o.DrawWeek(background, week, nil); err != nil {
		t.Errorf("once the release was taken back: %v", err)
	}
}

// TestASlotPassesOnInOneExport cancels a booking and books its slot again in the same
// export, then takes that export back.
func TestASlotPassesOnInOneExport(t *testing.T) {
	o, plan := planned(t)
	monday := agenda.Week{Year: plan.House.Service.Year, Number: 10}.Monday()
	slots := slotsOf(t, o, workspace.SlotQuery{From: monday, To: monday.AddDays(4)})
	one, other := slots[0], slots[len(slots)-1]
	importRows(t, o, allTitles, rowOn(plan, one, "R1"), rowOn(plan, other, "R2"))
	before := everything(t, o)
	later := importRows(t, o, allTitles, rowOn(plan, one, "R1").but("Statut", "Annulé"), rowOn(plan, other, "R2"), rowOn(plan, one, "R3"))
	all := everything(t, o)
	if all["R3"].Slot != one.ID || all["R2"].Slot != other.ID || all["R1"].Active() {
		t.Errorf("R1 %+v\nR2 %+v\nR3 %+v", all["R1"], all["R2"], all["R3"])
	}
	// Restored to life, the first one finds its slot taken: it is kept without one.
	back := importRows(t, o, allTitles, rowOn(plan, one, "R1"), rowOn(plan, other, "R2"), rowOn(plan, one, "R3"))
	if b := everything(t, o)["R1"]; !b.Active() || b.Slot != "" {
		t.Errorf("R1 came back as %+v", b)
	}
	for _, id := range []agenda.ImportID{back.Import.ID, later.Import.ID} {
		if err := o.UndoImport(background, id); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(before, everything(t, o)); diff != "" {
		t.Errorf("undoing does not restore:\n%s", diff)
	}
}
