package office_test

import (
	"slices"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

// TestSlotsThatTheCalendarLeavesBehindAreTold closes a desk after the year was planned,
// looks at the plan and at what waits, and plans again.
func TestSlotsThatTheCalendarLeavesBehindAreTold(t *testing.T) {
	b := aBureau(t)
	week := agenda.MustWeek("2030-W10")
	before, err := b.PlanView(background)
	if err != nil {
		t.Fatal(err)
	}
	desk := before.House.Desks[1].ID
	in := func(w office.PlanWeek) int { return w.ByDesk[desk].UsedMinutes / 20 }
	lost := in(before.Weeks[9]) + in(before.Weeks[10])
	if lost == 0 {
		t.Fatal("the desk has no slots in these weeks")
	}
	if _, err := b.PutClosures(background, agenda.Closure{From: week.Monday(), To: week.Add(1).Day(agenda.Sunday), Desks: []agenda.DeskID{desk}, Reason: "Travaux"}); err != nil {
		t.Fatal(err)
	}
	told := func(m agenda.Message) bool { return m.Key == "office.plan.unserved" && m.Args["Count"] == lost }
	v, err := b.PlanView(background)
	if err != nil {
		t.Fatal(err)
	}
	if got := v.Weeks[9].Unserved + v.Weeks[10].Unserved; got != lost || v.Weeks[8].Unserved != 0 || !slices.ContainsFunc(v.Reasons, told) {
		t.Errorf("%d slots are told to be without an agent, want %d; the reasons are %v", got, lost, v.Reasons)
	}
	w, err := b.Waiting(background)
	if err != nil {
		t.Fatal(err)
	}
	if w.Unserved != lost || w.UnservedFrom != week {
		t.Errorf("%d slots from %s on wait, want %d from %s on", w.Unserved, w.UnservedFrom, lost, week)
	}
	v = b.plan(t, office.PlanRequest{})
	if w, err = b.Waiting(background); err != nil || w.Unserved != 0 || v.Weeks[9].Unserved != 0 || slices.ContainsFunc(v.Reasons, told) {
		t.Errorf("planned again: %d slots wait (%v), the reasons are %v", w.Unserved, err, v.Reasons)
	}
}
