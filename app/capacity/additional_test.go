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
)

// anyAdditionalYear draws a few weeks of a small service, some of them locked, with
// additional appointments of some procedures on some days.
func anyAdditionalYear(t *rapid.T) YearInput {
	input := YearInput{Weeks: agenda.WeeksOf(2027)[4:][:rapid.IntRange(1, 3).Draw(t, "weeks")], Calendar: newCalendar(t)}
	var codes []agenda.ProcedureCode
	for i := range rapid.IntRange(1, 3).Draw(t, "procedures") {
		code := agenda.ProcedureCode(rune('a' + i))
		codes = append(codes, code)
		input.Procedures = append(input.Procedures, agenda.Procedure{
			Code: code, Minutes: rapid.SampledFrom([]int{10, 15, 20, 30, 45}).Draw(t, "minutes"), Target: rapid.IntRange(0, 80).Draw(t, "target"),
		})
	}
	for i := range rapid.IntRange(1, 2).Draw(t, "desks") {
		serves := rapid.SliceOfNDistinct(rapid.SampledFrom(codes), 1, len(codes), rapid.ID).Draw(t, "serves")
		input.Desks = append(input.Desks, newDesk(fmt.Sprintf("g%d", i), rapid.IntRange(1, 2).Draw(t, "positions"), serves...))
	}
	for i := range rapid.IntRange(1, 2).Draw(t, "additional") {
		a := agenda.Additional{
			ID: agenda.AdditionalID(fmt.Sprintf("more%d", i)), Slots: rapid.IntRange(1, 60).Draw(t, "slots"),
			Procedures: rapid.SliceOfNDistinct(rapid.SampledFrom(codes), 1, len(codes), rapid.ID).Draw(t, "of"),
		}
		first := input.Weeks[0].Monday()
		if rapid.Bool().Draw(t, "begins") {
			a.From = first.AddDays(rapid.IntRange(-2, 10).Draw(t, "from"))
		}
		if rapid.Bool().Draw(t, "ends") {
			a.To = first.AddDays(rapid.IntRange(0, 20).Draw(t, "to"))
		}
		input.Additional = append(input.Additional, a)
	}
	for _, w := range input.Weeks {
		if rapid.IntRange(0, 2).Draw(t, "weight") == 0 {
			input.Weights = map[agenda.Week]float64{w: 0.5}
		}
	}
	return input
}

func lockSome(t *rapid.T, input YearInput, plan YearPlan) YearInput {
	input.Locked, input.Placed = plan.Cells, plan.AdditionalCells()
	for _, w := range input.Weeks {
		if rapid.Bool().Draw(t, "locked") {
			input.LockedWeeks = append(input.LockedWeeks, w)
		}
	}
	return input
}

// checkAdditional judges what a plan says about its additional appointments by its cells.
func checkAdditional(t *rapid.T, input YearInput, plan YearPlan) {
	t.Helper()
	room := roomIn(plan.Cells)
	if len(plan.Additional) != len(input.Additional) {
		t.Fatalf("%d additional appointments, said %d", len(input.Additional), len(plan.Additional))
	}
	for i, a := range plan.Additional {
		if diff := cmp.Diff(input.Additional[i], a.Additional); diff != "" {
			t.Fatal(diff)
		}
		placed := 0
		for _, c := range a.Cells {
			at := c.PlanCell
			at.Slots = 0
			if room[at] -= c.Slots; room[at] < 0 || c.Slots < 1 {
				t.Fatalf("%v is more than the plan has", c)
			}
			if !slices.Contains(a.Additional.Procedures, c.Procedure) || c.Additional != a.Additional.ID {
				t.Fatalf("%v is not one of %v", c, a.Additional)
			}
			d := slices.IndexFunc(input.Desks, func(d agenda.Desk) bool { return d.ID == c.Desk })
			if !onlyWithin(input.Calendar.Openings(input.Desks[d], c.Week, input.Procedures), a.Additional) {
				t.Fatalf("%v may stand on a day outside %v to %v", c, a.Additional.From, a.Additional.To)
			}
			placed += c.Slots
		}
		if placed != a.Placed || placed > a.Additional.Slots {
			t.Fatalf("%d placed, said %d of %d", placed, a.Placed, a.Additional.Slots)
		}
	}
	for _, p := range plan.Procedures {
		if p.Planned-p.Additional > p.Target {
			t.Fatalf("%v: beside the additional ones more than the target", p)
		}
	}
}

// One year serves all the properties: planning takes most of the time.
func TestAnyYearWithAdditionalAppointments(t *testing.T) {
	checkPlans(t, func(t *rapid.T) {
		input := anyAdditionalYear(t)
		plan := planYear(t, input)
		checkAdditional(t, input, plan)
		everySlotHasAPlace(t, input, plan)
		missingIsTold(t, input, plan)
		restHasRoom(t, input, plan)
		if len(input.Additional) == 1 {
			promiseComesFirst(t, input, plan)
		}
		lockedWeeksStay(t, input, plan)
	})
}

func everySlotHasAPlace(t *rapid.T, input YearInput, plan YearPlan) {
	for _, l := range plan.DeskWeeks {
		if l.Planned > l.Open {
			t.Fatalf("%v has more minutes than it is open", l)
		}
	}
	if layout := layYear(input, plan.Cells, nil); len(layout.unplaced) > 0 {
		t.Fatalf("without a place: %v", layout.unplaced)
	}
}

func missingIsTold(t *rapid.T, input YearInput, plan YearPlan) {
	missing := 0
	for _, a := range plan.Additional {
		missing += a.Missing()
	}
	told := slices.ContainsFunc(plan.Reasons, func(m agenda.Message) bool {
		return m.Key == "capacity.reason.additional-short" || m.Key == "capacity.reason.additional-closed"
	})
	if told != (missing > 0) {
		t.Fatalf("%d are missing, the reasons are %v", missing, plan.Reasons)
	}
	input.Placed = plan.AdditionalCells()
	if diff := cmp.Diff(plan.Reasons, Explain(input, plan.Cells)); diff != "" {
		t.Fatalf("(-planner +explain)\n%s", diff)
	}
}

// What is done and what the rest has room for make at least what the plan has: nothing of
// it is lost.
func restHasRoom(t *rapid.T, input YearInput, plan YearPlan) {
	input.Placed = plan.AdditionalCells()
	counts := func(p agenda.Procedure) bool { return p.Code != "a" }
	rest := Rest(input, plan.Cells, counts)
	planned, room := 0, 0.0
	for _, c := range plan.Cells {
		if c.Procedure != "a" {
			planned += c.Slots
		}
	}
	for _, n := range rest.Done {
		room += float64(n)
	}
	if len(rest.Instance.Procedures) > 0 {
		if err := rest.Instance.Validate(); err != nil {
			t.Fatal(err)
		}
		m, _, err := newGrid(rest.Instance).worthiest(context.Background(), Appointments(rest.Instance))
		if err != nil {
			t.Fatal(err)
		}
		room += m.planned()
	}
	if room < float64(planned)-unplanned {
		t.Fatalf("there is room for %g, the plan has %d", room, planned)
	}
}

// A promise gets as much whatever the targets are, as long as its shares stay the same.
func promiseComesFirst(t *rapid.T, input YearInput, plan YearPlan) {
	input.Procedures = slices.Clone(input.Procedures)
	for i := range input.Procedures {
		input.Procedures[i].Target *= 3
	}
	if more := planYear(t, input); more.Additional[0].Placed != plan.Additional[0].Placed {
		t.Fatalf("%d placed, with higher targets %d", plan.Additional[0].Placed, more.Additional[0].Placed)
	}
}

// Planning again around locked weeks neither changes these nor promises anything twice.
func lockedWeeksStay(t *rapid.T, input YearInput, first YearPlan) {
	input = lockSome(t, input, first)
	if len(input.Additional) > 0 && rapid.Bool().Draw(t, "more") {
		input.Additional = slices.Clone(input.Additional)
		input.Additional[0].Slots += 5
	}
	second := planYear(t, input)
	checkAdditional(t, input, second)
	free := func(w agenda.Week) bool { return !slices.Contains(input.LockedWeeks, w) }
	locked := func(cells []agenda.PlanCell) []agenda.PlanCell {
		return slices.DeleteFunc(slices.Clone(cells), func(c agenda.PlanCell) bool { return free(c.Week) })
	}
	if diff := cmp.Diff(locked(first.Cells), locked(second.Cells)); diff != "" {
		t.Fatalf("of the locked weeks (-first +second)\n%s", diff)
	}
	additional := func(plan YearPlan) []agenda.AdditionalCell {
		return slices.DeleteFunc(plan.AdditionalCells(), func(c agenda.AdditionalCell) bool { return free(c.Week) })
	}
	if diff := cmp.Diff(additional(first), additional(second)); diff != "" {
		t.Fatalf("of the additional ones there (-first +second)\n%s", diff)
	}
}

func TestFiveHundredBeforeJune(t *testing.T) {
	input := service(t)
	input.Weeks = input.Weeks[:26]
	for i := range input.Procedures {
		input.Procedures[i].Target /= 2
	}
	input.Additional = []agenda.Additional{{
		ID: "regular", Label: "Situation régulière", Procedures: []agenda.ProcedureCode{"renewal", "minor", "ten-year"},
		Slots: 500, To: agenda.MustDate("2027-05-31"),
	}}
	plan := planYear(t, input)
	if plan.Additional[0].Placed != 500 || plan.Shortfall != 0 {
		t.Errorf("%d of 500 placed, %d of the targets missing: %v", plan.Additional[0].Placed, plan.Shortfall, plan.Reasons)
	}
	shares := map[agenda.ProcedureCode]int{}
	weeks := map[agenda.Week]int{}
	for _, c := range plan.Additional[0].Cells {
		shares[c.Procedure] += c.Slots
		weeks[c.Week] += c.Slots
	}
	if diff := cmp.Diff(map[agenda.ProcedureCode]int{"renewal": 392, "minor": 108}, shares); diff != "" {
		t.Errorf("shared by the targets 2900 and 800 (-want +got)\n%s", diff)
	}
	for _, w := range input.Weeks[:20] { // 31 May is the Monday of the 22nd
		if n := weeks[w]; n < 12 || n > 30 {
			t.Errorf("%d in %v, spread evenly they are 24 or so", n, w)
		}
	}
}

// What one procedure has no room for another of the same appointments gets.
func TestAdditionalAppointmentsOfSeveralProceduresAreMetTogether(t *testing.T) {
	monday := agenda.MustWeek("2027-W10")
	input := YearInput{
		Weeks: []agenda.Week{monday},
		Procedures: []agenda.Procedure{
			{Code: "first", Minutes: 30, Target: 100}, {Code: "renewal", Minutes: 20, Target: 300}, {Code: "status", Minutes: 30, Target: 100},
		},
		Desks:      []agenda.Desk{newDesk("g1", 1, "first"), newDesk("g2", 1, "renewal")},
		Calendar:   newCalendar(t),
		Additional: []agenda.Additional{{ID: "a", Label: "Rattrapage", Procedures: []agenda.ProcedureCode{"first", "renewal", "status"}, Slots: 60}},
	}
	plan := planYear(t, input)
	if got := plan.Additional[0]; got.Placed != 60 {
		t.Errorf("%d of 60 placed: %v", got.Placed, got.Cells)
	}
	input.Additional[0].Slots = 400
	plan = planYear(t, input)
	// Five mornings and two afternoons hold 40 of the first, and 59 of the other.
	want := agenda.Msg("capacity.reason.additional-short", "Label", "Rattrapage", "Count", 301, "Placed", 99, "Slots", 400,
		"Desks", []string{"Guichet g1", "Guichet g2"})
	if i := slices.IndexFunc(plan.Reasons, func(m agenda.Message) bool { return m.Key == want.Key }); i < 0 {
		t.Errorf("got %v", plan.Reasons)
	} else if diff := cmp.Diff(want, plan.Reasons[i]); diff != "" {
		t.Error(diff)
	}
	input.Additional[0] = agenda.Additional{Procedures: []agenda.ProcedureCode{"first"}, Slots: 2, From: monday.Monday(), To: monday.Monday()}
	plan = planYear(t, input)
	closed := agenda.Msg("capacity.reason.additional-closed", "Label", []string{"first"}, "Count", 2)
	if !slices.ContainsFunc(plan.Reasons, func(m agenda.Message) bool { return cmp.Equal(m, closed) }) {
		t.Errorf("a week whose slots may stand on other days does not count: %v", plan.Reasons)
	}
}

func TestPlacingAdditionalAppointmentsCanBeCancelled(t *testing.T) {
	input := service(t)
	input.Additional = []agenda.Additional{{ID: "a", Procedures: []agenda.ProcedureCode{"renewal"}, Slots: 100}}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if _, err := PlanYear(ctx, input, &stopping{after: 1, cancel: cancel}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
