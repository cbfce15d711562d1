package wire_test

import (
	"maps"
	"path/filepath"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/workspace"
	"creneaux/cmd/internal/wire"
)

// TestTheDemoYearIsPlannedEditedReplannedAndUndone lives with the plan of a demo whose
// slots are online for most of the year, and ends where it began.
func TestTheDemoYearIsPlannedEditedReplannedAndUndone(t *testing.T) {
	year := wire.Now().Date().Year + 1
	o, err := wire.CreateDemo(background, wire.Options{Path: filepath.Join(t.TempDir(), "demo.creneaux")},
		wire.Demo{Year: year, Today: agenda.Week{Year: year, Number: 3}.Monday(), Bookings: 2000, Seed: 5}, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	if o, err = wire.Open(background, wire.Options{Path: o.Path()}); err != nil { // from here on with the true clock
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.Close() }) // the folder is thrown away
	slots := func() map[agenda.SlotID]agenda.Slot {
		all := map[agenda.SlotID]agenda.Slot{}
		for _, s := range slotsOf(t, o, workspace.SlotQuery{}) {
			all[s.ID] = s
		}
		return all
	}
	sound := func(after string) {
		t.Helper()
		if damage, err := o.Check(background); err != nil || len(damage) > 0 {
			t.Fatalf("after %s: %v, %v", after, damage, err)
		}
	}
	made, err := o.PlanView(background)
	if err != nil {
		t.Fatal(err)
	}
	first, week := slots(), agenda.Week{Year: year, Number: 30}

	// Half of what a week may lose is taken off it; the bookings stay.
	draft, err := o.WeekPlan(background, week)
	if err != nil {
		t.Fatal(err)
	}
	edit, wanted, bound := office.WeekEdit{Week: week, Why: "Formation du service"}, 0, 0
	for _, d := range draft.Desks {
		for _, c := range d.Cells {
			n := c.Bound + (c.Slots-c.Bound)/2
			wanted += n
			bound += c.Bound
			edit.Cells = append(edit.Cells, agenda.PlanCell{Week: week, Desk: d.Desk.ID, Procedure: c.Procedure.Code, Slots: n})
		}
	}
	if bound == 0 || wanted == bound {
		t.Fatalf("%d of %d slots are bound", bound, wanted)
	}
	edited, err := o.EditWeek(background, edit)
	if err != nil {
		t.Fatal(err)
	}
	if got := edited.Weeks[29]; got.Slots != wanted || !got.Locked {
		t.Errorf("the edited week is %+v, %d slots were wanted", got, wanted)
	}
	now := slots()
	for id, s := range first {
		if is := now[id]; is != s && (s.State == agenda.SlotPublished || s.Date.Week() != week) {
			t.Fatalf("%+v became %+v", s, is)
		}
	}
	sound("the edit")

	// The rest of the year makes up for it, with the shortage shared.
	if _, err := o.LockWeeks(background, []agenda.Week{week.Add(2), week.Add(3)}, ""); err != nil {
		t.Fatal(err)
	}
	replanned, err := o.Plan(background, office.PlanRequest{Policy: capacity.Shared, Past: office.PastTaken, Why: "Point de l’été"}, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := replanned.Weeks[29]; got.Slots != wanted || replanned.Policy != capacity.Shared || replanned.Version != made.Version+3 {
		t.Errorf("replanned version %d by %q, the edited week has %d slots", replanned.Version, replanned.Policy, got.Slots)
	}
	sound("the new plan")

	versions, err := o.PlanVersions(background)
	if err != nil {
		t.Fatal(err)
	}
	causes := []office.PlanCause{office.PlanMade, office.PlanLocked, office.PlanEdited, office.PlanMade}
	for i, v := range versions {
		if v.Cause != causes[i] || v.Version != len(versions)-i {
			t.Errorf("version %+v, want %s", v, causes[i])
		}
	}
	if versions[0].Why != "Point de l’été" || versions[2].Why != "Formation du service" || len(versions[2].Weeks) != 1 {
		t.Errorf("%+v", versions)
	}

	// All of it undone: every slot is where it was.
	for range 3 {
		if _, err := o.UndoPlan(background, ""); err != nil {
			t.Fatal(err)
		}
	}
	back, err := o.PlanView(background)
	if err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(first, slots()) || back.Planned != made.Planned || len(beside(t, o, func(r workspace.Reader) (workspace.PlanState, error) { return r.Plan(background) }).Locked) != 0 {
		t.Errorf("undone, %d slots are planned instead of %d", back.Planned, made.Planned)
	}
	sound("the undoing")
}
