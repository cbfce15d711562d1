package capacity

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
	"creneaux/app/calendar"
)

var workdays = []agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Wednesday, agenda.Thursday, agenda.Friday}

func newCalendar(t tester, closures ...agenda.Closure) *calendar.Calendar {
	t.Helper()
	c, err := calendar.New("metropole", closures)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func newDesk(id string, positions int, serves ...agenda.ProcedureCode) agenda.Desk {
	return agenda.Desk{ID: agenda.DeskID(id), Name: "Guichet " + id, Procedures: serves, Sessions: []agenda.Session{
		{Days: workdays, From: agenda.MustClock("09:00"), To: agenda.MustClock("12:00"), Positions: positions},
		{Days: []agenda.Weekday{agenda.Tuesday, agenda.Thursday}, From: agenda.MustClock("13:30"), To: agenda.MustClock("16:00"), Positions: positions},
	}}
}

// service is a year of 7 procedures and 6 desks, one procedure of them without
// appointment, with an August closure and enough desks for the targets.
func service(t tester) YearInput {
	t.Helper()
	august := agenda.MustDate("2027-08-09")
	return YearInput{
		Weeks: agenda.WeeksOf(2027),
		Procedures: []agenda.Procedure{
			{Code: "first", Label: "Première demande", Minutes: 30, Counted: true, Target: 2800},
			{Code: "renewal", Label: "Renouvellement", Minutes: 20, Counted: true, Target: 5800},
			{Code: "status", Label: "Changement de statut", Minutes: 30, Counted: true, Target: 1400},
			{Code: "duplicate", Label: "Duplicata", Minutes: 10, Counted: true, Target: 1200},
			{Code: "minor", Label: "Document de circulation", Minutes: 15, Counted: true, Target: 1600},
			{Code: "pickup", Label: "Remise de titre", Minutes: 10, Counted: true, Target: 2200},
			{Code: "ten-year", Label: "Carte de dix ans", Minutes: 20, Counted: true, WalkIn: &agenda.WalkIn{
				Mornings: []agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Thursday, agenda.Friday}}},
		},
		Desks: []agenda.Desk{
			newDesk("g1", 2, "first", "status"), newDesk("g2", 2, "renewal", "minor"), newDesk("g3", 1, "renewal", "duplicate", "ten-year"),
			newDesk("g4", 2, "minor", "pickup", "duplicate"), newDesk("g5", 1, "first", "renewal", "status"), newDesk("g6", 1, "first", "renewal", "pickup"),
		},
		Calendar: newCalendar(t, agenda.Closure{From: august, To: august.AddDays(6), Reason: "Fermeture annuelle"}),
	}
}

func planYear(t tester, input YearInput) YearPlan {
	t.Helper()
	plan, err := PlanYear(context.Background(), input, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// summer is the third quarter of the service, with a quarter of its targets.
func summer(t *testing.T) YearInput {
	t.Helper()
	input := service(t)
	input.Weeks = input.Weeks[26:39]
	for i := range input.Procedures {
		input.Procedures[i].Target /= 4
	}
	return input
}

// servicePlan is the plan of the service, made once.
var servicePlan *YearPlan

func plannedService(t *testing.T) (YearInput, YearPlan) {
	t.Helper()
	input := service(t)
	if servicePlan == nil {
		plan := planYear(t, input)
		servicePlan = &plan
	}
	return input, *servicePlan
}

func TestAYearMeetsItsTargets(t *testing.T) {
	input, plan := plannedService(t)
	if plan.Shortfall != 0 || plan.Least != 0 {
		t.Errorf("shortfall %d with enough desks: %v", plan.Shortfall, plan.Procedures)
	}
	sums := map[agenda.ProcedureCode]int{}
	for _, c := range plan.Cells {
		sums[c.Procedure] += c.Slots
		if c.Week == agenda.MustWeek("2027-W32") {
			t.Errorf("%v is in the week of the closure", c)
		}
	}
	want := map[agenda.ProcedureCode]int{"first": 2800, "renewal": 5800, "status": 1400, "duplicate": 1200, "minor": 1600, "pickup": 2200}
	if diff := cmp.Diff(want, sums); diff != "" {
		t.Errorf("(-target +planned)\n%s", diff)
	}
	reason := agenda.Msg("capacity.reason.week-closed", "Week", agenda.MustWeek("2027-W32"), "Why",
		[]agenda.Message{agenda.Msg("calendar.closed.closure", "Reason", "Fermeture annuelle")})
	if diff := cmp.Diff([]agenda.Message{reason}, plan.Reasons); diff != "" {
		t.Error(diff)
	}
	checkYear(t, input, plan)
}

func TestEveryPlannedSlotHasAPlace(t *testing.T) {
	input, plan := plannedService(t)
	layout := layYear(input, plan.Cells, nil)
	if len(layout.unplaced) > 0 || len(layout.slots) != 15000 {
		t.Errorf("%d slots stand, %v do not", len(layout.slots), layout.unplaced)
	}
	for _, s := range layout.slots {
		if reason, closed := input.Calendar.Closed(s.Desk, s.Date); closed {
			t.Fatalf("%v stands on a closed day: %v", s, reason)
		}
	}
}

func TestReplanningKeepsLockedWeeksAndPlacedSlots(t *testing.T) {
	input := summer(t)
	first := planYear(t, input)
	layout := layYear(input, first.Cells, nil)
	input.LockedWeeks = input.Weeks[:10]
	input.Locked = first.Cells
	input.Procedures[0].Target += 60
	second := planYear(t, input)
	checkYear(t, input, second)
	early := func(c agenda.PlanCell) bool { return c.Week.Compare(input.Weeks[9]) > 0 }
	if diff := cmp.Diff(slices.DeleteFunc(slices.Clone(first.Cells), early), slices.DeleteFunc(slices.Clone(second.Cells), early)); diff != "" {
		t.Error(diff)
	}
	isLate := func(s agenda.Slot) bool { return s.Date.Week().Compare(input.Weeks[9]) > 0 }
	keep := slices.DeleteFunc(slices.Clone(layout.slots), isLate)
	again := layYear(input, second.Cells, keep)
	if diff := cmp.Diff(keep, slices.DeleteFunc(slices.Clone(again.slots), isLate)); diff != "" {
		t.Error(diff)
	}
}

// checkYear judges a plan by itself: sums, targets, minutes.
func checkYear(t interface {
	Helper()
	Fatalf(string, ...any)
}, input YearInput, plan YearPlan) {
	t.Helper()
	planned := map[agenda.ProcedureCode]int{}
	locked := 0
	for _, c := range plan.Cells {
		planned[c.Procedure] += c.Slots
		if c.Slots < 1 {
			t.Fatalf("odd cell %v", c)
		}
		if slices.Contains(input.LockedWeeks, c.Week) {
			locked++
		}
	}
	missing := 0
	for _, p := range plan.Procedures {
		if planned[p.Procedure] != p.Planned || locked == 0 && p.Planned > p.Target {
			t.Fatalf("%v, but the cells have %d", p, planned[p.Procedure])
		}
		missing += max(p.Target-p.Planned, 0)
	}
	if missing != plan.Shortfall {
		t.Fatalf("shortfall %d, %d are missing", plan.Shortfall, missing)
	}
	if plan.Least > plan.Shortfall || plan.Least < 0 {
		t.Fatalf("no plan is said to miss fewer than %d, this one misses %d", plan.Least, plan.Shortfall)
	}
	if len(plan.DeskWeeks) != len(input.Weeks)*len(input.Desks) {
		t.Fatalf("%d desk-weeks", len(plan.DeskWeeks))
	}
	for _, l := range plan.DeskWeeks {
		if l.Planned > l.Open && !slices.Contains(input.LockedWeeks, l.Week) {
			t.Fatalf("%v has more minutes than it is open", l)
		}
	}
}

func TestAnyYearIsPlannedWithinTheRules(t *testing.T) {
	checkPlans(t, func(t *rapid.T) {
		input := YearInput{Weeks: agenda.WeeksOf(2026)[:rapid.IntRange(0, 3).Draw(t, "weeks")], Calendar: newCalendar(t)}
		for i := range rapid.IntRange(0, 3).Draw(t, "procedures") {
			p := agenda.Procedure{
				Code:    agenda.ProcedureCode(rune('a' + i)),
				Minutes: rapid.SampledFrom([]int{10, 15, 20, 30, 45}).Draw(t, "minutes"),
				Target:  rapid.IntRange(0, 80).Draw(t, "target"),
			}
			if rapid.IntRange(0, 3).Draw(t, "walk-in") == 0 {
				p.WalkIn = &agenda.WalkIn{Mornings: workdays}
			}
			input.Procedures = append(input.Procedures, p)
		}
		for i := range rapid.IntRange(0, 2).Draw(t, "desks") {
			var serves []agenda.ProcedureCode
			for _, p := range input.Procedures {
				if rapid.Bool().Draw(t, "serves") {
					serves = append(serves, p.Code)
				}
			}
			input.Desks = append(input.Desks, newDesk(fmt.Sprintf("g%d", i), rapid.IntRange(1, 2).Draw(t, "positions"), serves...))
		}
		plan := planYear(t, input)
		checkYear(t, input, plan)
		layout := layYear(input, plan.Cells, nil)
		slots := 0
		for _, c := range plan.Cells {
			slots += c.Slots
		}
		if len(layout.unplaced) > 0 || len(layout.slots) != slots {
			t.Fatalf("the plan counts %d slots, the layout places %d: %v", slots, len(layout.slots), layout.unplaced)
		}
		if plan.Shortfall > 0 && len(plan.Reasons) == 0 {
			t.Fatal("a shortfall without a reason")
		}
	})
}

func TestLockedWeeksStandWhateverChanged(t *testing.T) {
	input := summer(t)
	locked := agenda.MustWeek("2027-W32") // closed since
	input.LockedWeeks = []agenda.Week{locked}
	input.Locked = []agenda.PlanCell{
		{Week: locked, Desk: "g1", Procedure: "first", Slots: 4},
		{Week: locked, Desk: "gone", Procedure: "renewal", Slots: 3},
		{Week: agenda.MustWeek("2027-W30"), Desk: "g1", Procedure: "first", Slots: 400}, // not a locked week
	}
	plan := planYear(t, input)
	got := slices.DeleteFunc(slices.Clone(plan.Cells), func(c agenda.PlanCell) bool { return c.Week != locked })
	if diff := cmp.Diff(input.Locked[:2], got); diff != "" {
		t.Error(diff)
	}
	want := agenda.Msg("capacity.reason.locked-over", "Week", locked, "Desk", "Guichet g1", "Planned", 120, "Open", 0)
	if len(plan.Reasons) != 1 || !cmp.Equal(plan.Reasons[0], want) {
		t.Errorf("got %v", plan.Reasons)
	}
	for _, p := range plan.Procedures {
		if p.Planned != p.Target {
			t.Errorf("%v: what is locked counts towards the target", p)
		}
	}
}

func TestAShortYearSaysWhichDesksLimitIt(t *testing.T) {
	input := summer(t)
	input.Procedures = append(input.Procedures, agenda.Procedure{Code: "family", Minutes: 45, Counted: true, Target: 10})
	input.Procedures[3].Target = 15_000
	plan := planYear(t, input)
	checkYear(t, input, plan)
	if len(plan.Reasons) < 2 || plan.Shortfall == 0 {
		t.Fatalf("shortfall %d, reasons %v", plan.Shortfall, plan.Reasons)
	}
	duplicate := plan.Procedures[3]
	if diff := cmp.Diff([]agenda.DeskID{"g3", "g4"}, duplicate.LimitedBy); diff != "" {
		t.Error(diff)
	}
	last := plan.Reasons[slices.IndexFunc(plan.Reasons, func(m agenda.Message) bool { return m.Key == "capacity.reason.no-desk" })]
	if last.Args["Procedure"] != "family" {
		t.Errorf("a procedure without a label is named by its code: %v", last)
	}
}

// Where every week is locked, no other plan is left: it misses what it misses.
func TestALockedYearIsItsOwnBest(t *testing.T) {
	input, _ := plannedService(t)
	input.LockedWeeks = input.Weeks
	input.Locked = []agenda.PlanCell{{Week: input.Weeks[0], Desk: input.Desks[0].ID, Procedure: "first", Slots: 7}}
	plan := planYear(t, input)
	if plan.Shortfall == 0 || plan.Least != plan.Shortfall {
		t.Errorf("misses %d, proven are %d", plan.Shortfall, plan.Least)
	}
}

func TestPlanningAYearCanBeCancelled(t *testing.T) {
	input := service(t)
	for _, after := range []int{0, 10} {
		ctx, cancel := context.WithCancel(context.Background())
		plan, err := PlanYear(ctx, input, &stopping{after: after, cancel: cancel})
		if !errors.Is(err, context.Canceled) || plan.Cells != nil {
			t.Errorf("got %v and %d cells", err, len(plan.Cells))
		}
		cancel()
	}
}

func TestWhatNoSessionHoldsIsTrimmed(t *testing.T) {
	// Five slots of 20 minutes fill 100 minutes on paper; two sessions of 50 hold four.
	input := YearInput{
		Weeks:      []agenda.Week{agenda.MustWeek("2027-W10")},
		Procedures: []agenda.Procedure{{Code: "renewal", Minutes: 20, Target: 5}, {Code: "first", Minutes: 30, Target: 1}},
		Desks: []agenda.Desk{{ID: "g1", Name: "G1", Procedures: []agenda.ProcedureCode{"renewal", "first"}, Sessions: []agenda.Session{
			{Days: []agenda.Weekday{agenda.Monday, agenda.Tuesday}, From: agenda.MustClock("09:00"), To: agenda.MustClock("09:50"), Positions: 1},
		}}},
		Calendar: newCalendar(t),
	}
	plan := planYear(t, input)
	checkYear(t, input, plan)
	want := []Trimmed{{input.Weeks[0], "g1", Unplaced{"renewal", 1,
		agenda.Msg("capacity.layout.no-room", "Procedure", agenda.ProcedureCode("renewal"), "Count", 1)}}}
	if diff := cmp.Diff(want, plan.Trimmed); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if plan.Shortfall != 2 {
		t.Errorf("shortfall %d, want one slot of each procedure", plan.Shortfall)
	}
}

// A desk without any agent is not said to receive people without appointment.
func TestADeskWhoseAgentsAreAbsentIsNotSaidToReceive(t *testing.T) {
	week := agenda.MustWeek("2027-W10")
	desk := newDesk("G1", 1, "a")
	days, err := calendar.Of(calendar.Facts{
		Territory: "metropole",
		Absences:  []agenda.Absence{{ID: "a", Desk: desk.ID, From: week.Monday(), To: week.Day(agenda.Sunday), Positions: 1, Reason: "une opération"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	plan := planYear(t, YearInput{
		Weeks: []agenda.Week{week}, Desks: []agenda.Desk{desk}, Calendar: days,
		Procedures: []agenda.Procedure{{Code: "a", Minutes: 20, Target: 0}},
	})
	want := []agenda.Message{agenda.Msg("capacity.reason.week-closed", "Week", week, "Why", []agenda.Message{agenda.Msg("calendar.day.absent", "Count", 1)})}
	if diff := cmp.Diff(want, plan.Reasons); diff != "" {
		t.Error(diff)
	}
}
