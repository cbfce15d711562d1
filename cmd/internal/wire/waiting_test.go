package wire_test

import (
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/vetting"
	"creneaux/cmd/internal/wire"
)

// TestKeptWeeksSayWhy compares the reasons with what the plan keeps: a week has one
// exactly when it is kept.
func TestKeptWeeksSayWhy(t *testing.T) {
	drawn, plan := planned(t)
	if kept := keptWeeks(t, drawn); len(kept) != 0 {
		t.Errorf("a plan of which nothing is drawn keeps %v", kept)
	}
	drawing, err := drawn.DrawWeek(background, plan.Weeks[20].Week, nil)
	if err != nil {
		t.Fatal(err)
	}
	dealt, released := 0, 0
	for _, lot := range drawing.Lots {
		dealt += lot.Slots
	}
	for _, why := range keptWeeks(t, drawn) {
		released += why.Released
	}
	if released != dealt || dealt == 0 {
		t.Errorf("%d slots are dealt, %d are said to be released", dealt, released)
	}
	for name, o := range map[string]*office.Office{"drawn": drawn, "demo": newDemo(t, wire.Demo{Year: 2026, Bookings: 500, Seed: 1})} {
		view, err := o.PlanView(background)
		if err != nil {
			t.Fatal(err)
		}
		kept := keptWeeks(t, o)
		for _, week := range view.Weeks {
			if why, said := kept[week.Week]; said != week.Kept {
				t.Errorf("%s: %s is kept: %v, and why is %+v", name, week.Week, week.Kept, why)
			}
		}
	}
}

func keptWeeks(t *testing.T, o *office.Office) map[agenda.Week]office.KeptWeek {
	t.Helper()
	kept, err := o.KeptWeeks(background)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func TestWaitingIsWhatIsLeftToDo(t *testing.T) {
	o := newDemo(t, wire.Demo{Year: 2026, Bookings: 3000, Seed: 1})
	before := waiting(t, o)
	found := vet(t, o)
	if before.Automatic != found.CountBySeverity(vetting.Automatic) || before.ToDecide != found.CountBySeverity(vetting.Decide) {
		t.Errorf("%+v does not agree with the vetting", before)
	}
	if len(before.Undrawn) == 0 {
		t.Fatal("the demo has no week to draw: is it still made so that next week's draw has something to deal?")
	}
	if _, err := o.DrawWeek(background, before.Undrawn[0], nil); err != nil {
		t.Fatal(err)
	}
	for _, release := range before.Late {
		if err := o.MarkReleased(background, true, release.ID); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.DecideAutomatic(background, agenda.Silent{}); err != nil {
		t.Fatal(err)
	}
	after := waiting(t, o)
	if len(after.Late) != 0 || after.Automatic != 0 || len(after.Undrawn) >= len(before.Undrawn) {
		t.Errorf("everything is done, and yet %+v waits", after)
	}
}

func waiting(t *testing.T, o *office.Office) office.Waiting {
	t.Helper()
	w, err := o.Waiting(background)
	if err != nil {
		t.Fatal(err)
	}
	return w
}
