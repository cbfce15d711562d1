package office_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
	"creneaux/app/office"
	"creneaux/app/workspace"
)

// sound reports what the check of the workspace says.
func (b *bureau) sound(t testing.TB) {
	t.Helper()
	if damage, err := b.Check(background); err != nil || len(damage) > 0 {
		t.Fatalf("the check says %v, %v", damage, err)
	}
}

// editHouse changes the set-up, as its page does.
func (b *bureau) editHouse(t testing.TB, change func(*office.House)) {
	t.Helper()
	from, err := b.House(background)
	if err != nil {
		t.Fatal(err)
	}
	to := from
	to.Desks, to.Procedures = slices.Clone(from.Desks), slices.Clone(from.Procedures)
	change(&to)
	if _, err := b.EditHouse(background, from, to); err != nil {
		t.Fatal(err)
	}
}

// desk returns the id of a desk of the small year.
func (b *bureau) desk(t testing.TB, name string) agenda.DeskID {
	t.Helper()
	house, err := b.House(background)
	if err != nil {
		t.Fatal(err)
	}
	return house.Desks[slices.IndexFunc(house.Desks, func(d agenda.Desk) bool { return d.Name == name })].ID
}

func additionalSlots(state workspace.PlanState) (slots int) {
	for _, c := range state.Additional {
		slots += c.Slots
	}
	return slots
}

// An edit takes additional appointments out with the slots that they are, undoing brings
// back which of the slots they were, and a plan around published ones still counts them.
func TestAdditionalAppointmentsFollowTheLifeOfThePlan(t *testing.T) {
	b := aBureau(t)
	const asked = 40
	kept, err := b.PutAdditional(background, agenda.Additional{
		Label: "Rattrapage", Procedures: []agenda.ProcedureCode{"first"}, Slots: asked, To: agenda.MustWeek("2030-W20").Day(agenda.Friday),
	})
	if err != nil {
		t.Fatal(err)
	}
	id := kept[0].ID
	if v := b.plan(t, office.PlanRequest{}); v.Placed[id] != asked {
		t.Fatalf("%d of %d have a place: %v", v.Placed[id], asked, v.Reasons)
	}
	planned, slots := b.state(t), byID(b.slots(t))
	cell := planned.Additional[len(planned.Additional)/2]
	edited, err := b.EditWeek(background, office.WeekEdit{Week: cell.Week})
	if err != nil {
		t.Fatal(err)
	}
	gone := 0
	for _, c := range planned.Additional {
		if c.Week == cell.Week {
			gone += c.Slots
		}
	}
	if gone == 0 || edited.Placed[id] != asked-gone || additionalSlots(b.state(t)) != asked-gone {
		t.Errorf("%d of the week's %d are gone: %d are left, %d are kept", gone, asked, edited.Placed[id], additionalSlots(b.state(t)))
	}
	b.sound(t)
	if v, err := b.UndoPlan(background, ""); err != nil || v.Placed[id] != asked {
		t.Errorf("undone: %v, %d have a place", err, v.Placed[id])
	}
	if diff := cmp.Diff(planned.Additional, b.state(t).Additional); diff != "" || !maps.Equal(slots, byID(b.slots(t))) {
		t.Errorf("undone, other slots are additional ones (-want +got):\n%s", diff)
	}
	// What is online stays, and is not asked for a second time.
	of := slices.DeleteFunc(b.slots(t), func(s agenda.Slot) bool {
		return s.Date.Week() != cell.Week || s.Procedure != "first" || s.State != agenda.SlotPlanned
	})
	b.publish(t, cell.Week, of[0])
	if _, err := b.RestorePlan(background, edited.Version, ""); err != nil {
		t.Fatal(err)
	}
	if v := b.plan(t, office.PlanRequest{}); v.Placed[id] != asked {
		t.Errorf("planned around what is online: %d of %d have a place", v.Placed[id], asked)
	}
	b.sound(t)
	// Nobody asks for them any more: the version still tells its slots, none is additional.
	if _, err := b.RemoveAdditional(background, id); err != nil {
		t.Fatal(err)
	}
	v, err := b.RestorePlan(background, planned.Version, "")
	if err != nil || len(v.Placed) != 0 || v.Shortfall != 0 && v.Proven {
		t.Errorf("%v, placed %v", err, v.Placed)
	}
	b.sound(t)
}

// A version with a desk, a procedure or a length that the house no longer has comes back
// as far as it can, and the reasons say which weeks could not.
func TestVersionsOfAnotherHouseComeBackAsFarAsTheyCan(t *testing.T) {
	closeDesk := func(t *testing.T, b *bureau) {
		week := agenda.WeeksOf(2030)
		if _, err := b.PutClosures(background, agenda.Closure{From: week[0].Monday(), To: week[len(week)-1].Day(agenda.Sunday), Desks: []agenda.DeskID{b.desk(t, "G2")}, Reason: "Travaux"}); err != nil {
			t.Fatal(err)
		}
		b.plan(t, office.PlanRequest{})
		b.editHouse(t, func(h *office.House) { h.Desks = h.Desks[:1] })
	}
	dropProcedure := func(t *testing.T, b *bureau) {
		b.editHouse(t, func(h *office.House) { h.Procedures[1].Target = 0 })
		b.plan(t, office.PlanRequest{})
		b.editHouse(t, func(h *office.House) { h.Procedures = h.Procedures[:1] })
	}
	lengthen := func(t *testing.T, b *bureau) {
		b.editHouse(t, func(h *office.House) { h.Procedures[0].Minutes = 45 })
		b.plan(t, office.PlanRequest{})
	}
	for name, test := range map[string]struct {
		change func(*testing.T, *bureau)
		stuck  func(s agenda.Slot, second agenda.DeskID) bool // a week with such a slot cannot go back
	}{
		"desk":      {closeDesk, func(s agenda.Slot, second agenda.DeskID) bool { return s.Desk == second }},
		"procedure": {dropProcedure, func(s agenda.Slot, _ agenda.DeskID) bool { return s.Procedure == "first" }},
		"length":    {lengthen, func(agenda.Slot, agenda.DeskID) bool { return false }},
	} {
		t.Run(name, func(t *testing.T) {
			b := aBureau(t)
			first, second := byID(b.slots(t)), b.desk(t, "G2")
			test.change(t, b)
			b.sound(t)
			before := byWeek(byID(b.slots(t)))
			v, err := b.RestorePlan(background, 1, "")
			if err != nil {
				t.Fatal(err)
			}
			after, stuck := byWeek(byID(b.slots(t))), 0
			for week, slots := range byWeek(first) {
				want := slots
				if slices.ContainsFunc(slices.Collect(maps.Values(slots)), func(s agenda.Slot) bool { return test.stuck(s, second) }) {
					want = before[week]
					stuck++
				}
				if !maps.Equal(want, after[week]) {
					t.Fatalf("%s:\n%s", week, cmp.Diff(want, after[week]))
				}
			}
			told := slices.ContainsFunc(v.Reasons, func(m agenda.Message) bool { return m.Key == "office.plan.stuck" && m.Args["Count"] == stuck })
			if told != (stuck > 0) {
				t.Errorf("%d weeks could not go back, the reasons are %v", stuck, v.Reasons)
			}
			b.sound(t)
			if _, err := b.RestorePlan(background, v.Version-1, ""); err != nil {
				t.Fatal(err)
			}
			if got := byWeek(byID(b.slots(t))); !cmp.Equal(before, got) {
				t.Errorf("undone:\n%s", cmp.Diff(before, got))
			}
			b.plan(t, office.PlanRequest{})
			b.sound(t)
		})
	}
}

// An entry of a scenario that replaces one that stands still does so once the scenario is
// kept; an entry that is new gets an id of its own in each scenario.
func TestAKeptScenarioReplacesWhatStands(t *testing.T) {
	b := aBureau(t)
	asked, err := b.PutAdditional(background, agenda.Additional{Procedures: []agenda.ProcedureCode{"first"}, Slots: 30})
	if err != nil {
		t.Fatal(err)
	}
	more := asked[0]
	more.Slots = 50
	what := office.WhatIf{Additional: []agenda.Additional{more}}
	tried, err := b.TryPlan(background, what, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	kept, err := b.PutScenario(background, office.Scenario{Name: "Davantage", WhatIf: what}, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tried.Additional, kept.Plan.Additional); diff != "" || len(kept.Plan.Additional) != 1 {
		t.Errorf("the kept scenario asks for something else than the tried one:\n%s", diff)
	}
	fresh := office.WhatIf{Additional: []agenda.Additional{{ID: "of-another", Procedures: []agenda.ProcedureCode{"first"}, Slots: 5}}}
	other, err := b.PutScenario(background, office.Scenario{Name: "Autre", WhatIf: fresh}, agenda.Silent{})
	if err != nil || len(other.WhatIf.Additional) != 1 || other.WhatIf.Additional[0].ID == "of-another" {
		t.Errorf("%v, %+v", err, other.WhatIf.Additional)
	}
	if _, err := b.AdoptScenario(background, kept.ID, "", agendatest.Watch(t)); err != nil {
		t.Fatal(err)
	}
	if _, err := b.UnadoptScenario(background, kept.ID, ""); err != nil {
		t.Fatal(err)
	}
	house, err := b.House(background)
	if err != nil || !cmp.Equal(house.Additional, asked) {
		t.Errorf("%v, taken back: %+v", err, house.Additional)
	}
}

// A scenario cannot be taken back into a house without the desk that it put aside.
func TestTakingBackNeedsTheDesksOfThatTime(t *testing.T) {
	b := aBureau(t)
	week := agenda.MustWeek("2030-W30")
	closed, err := b.PutClosures(background, agenda.Closure{From: week.Monday(), To: week.Day(agenda.Friday), Desks: []agenda.DeskID{b.desk(t, "G1"), b.desk(t, "G2")}, Reason: "Pont"})
	if err != nil {
		t.Fatal(err)
	}
	only := closed[0]
	only.Desks = []agenda.DeskID{b.desk(t, "G1")}
	all := agenda.WeeksOf(2030)
	what := office.WhatIf{Timetable: office.Timetable{
		Closures: []agenda.Closure{only},
		Absences: []agenda.Absence{{Desk: b.desk(t, "G2"), From: all[0].Monday(), To: all[len(all)-1].Day(agenda.Sunday), Positions: 2}},
	}}
	kept, err := b.PutScenario(background, office.Scenario{Name: "Un guichet", WhatIf: what}, agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.AdoptScenario(background, kept.ID, "", agenda.Silent{}); err != nil {
		t.Fatal(err)
	}
	adopted := b.state(t)
	b.editHouse(t, func(h *office.House) { h.Desks = h.Desks[:1] })
	_, err = b.UnadoptScenario(background, kept.ID, "")
	b.wantProblem(t, err, "SCENARIO-CHANGED")
	if diff := cmp.Diff(adopted, b.state(t)); diff != "" {
		t.Errorf("the refused step left:\n%s", diff)
	}
	b.sound(t)
}

// What was edited by hand since goes back with the adoption, but for what is online.
func TestTakingBackAnAdoptionAfterEdits(t *testing.T) {
	b := aBureau(t)
	before, slots := b.state(t), byID(b.slots(t))
	kept, err := b.PutScenario(background, office.Scenario{Name: "Moins", WhatIf: office.WhatIf{Targets: map[agenda.ProcedureCode]int{"renewal": 120}}}, agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.AdoptScenario(background, kept.ID, "", agenda.Silent{}); err != nil {
		t.Fatal(err)
	}
	week, other := agenda.MustWeek("2030-W10"), agenda.MustWeek("2030-W12")
	if _, err := b.EditWeek(background, office.WeekEdit{Week: week}); err != nil {
		t.Fatal(err)
	}
	of := slices.DeleteFunc(b.slots(t), func(s agenda.Slot) bool { return s.Date.Week() != other || s.State != agenda.SlotPlanned })
	online := slices.IndexFunc(of, func(s agenda.Slot) bool { _, was := slots[s.ID]; return !was })
	if online >= 0 {
		b.publish(t, other, of[online])
	}
	bound := b.bound(t)
	if _, err := b.UnadoptScenario(background, kept.ID, ""); err != nil {
		t.Fatal(err)
	}
	after := byID(b.slots(t))
	for id, s := range bound {
		if after[id] != s {
			t.Errorf("%+v was online and became %+v", s, after[id])
		}
	}
	for id, s := range slots {
		if (online < 0 || s.Date.Week() != other) && after[id] != s {
			t.Errorf("%+v became %+v", s, after[id])
		}
	}
	if locked := b.state(t).Locked; !slices.Equal(locked, before.Locked) {
		t.Errorf("locked are %v", locked)
	}
	b.sound(t)
}
