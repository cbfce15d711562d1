package capacity

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

// TestExplainSaysWhatThePlannerSaid plans a few weeks with some of them locked, with
// targets that may be out of reach and a closure, and asks for the reasons again.
func TestExplainSaysWhatThePlannerSaid(t *testing.T) {
	checkPlans(t, func(t *rapid.T) {
		input := service(t)
		input.Weeks = input.Weeks[30:33] // around the closure of August
		input.Desks = input.Desks[1:4]   // nobody serves two of the procedures
		for i := range input.Procedures {
			input.Procedures[i].Target = rapid.IntRange(0, 200).Draw(t, "target")
		}
		fresh := planYear(t, input)
		if diff := cmp.Diff(fresh.Reasons, Explain(input, fresh.Cells)); diff != "" {
			t.Fatalf("of a fresh plan (-planner +explain):\n%s", diff)
		}
		for _, week := range input.Weeks {
			if rapid.Bool().Draw(t, "locked") {
				input.LockedWeeks = append(input.LockedWeeks, week)
			}
		}
		input.Locked = fresh.Cells
		again := planYear(t, input)
		if diff := cmp.Diff(again.Reasons, Explain(input, again.Cells)); diff != "" {
			t.Fatalf("of a plan with locked weeks (-planner +explain):\n%s", diff)
		}
		// Locking what was planned changes nothing about why it is as it is.
		input.LockedWeeks = input.Weeks
		if diff := cmp.Diff(fresh.Reasons, Explain(input, fresh.Cells)); diff != "" {
			t.Fatalf("of the same plan, all locked (-fresh +locked):\n%s", diff)
		}
	})
}

func TestExplainOfAFullPlanNamesDesksNotMissingOpenings(t *testing.T) {
	input := service(t)
	input.Weeks = input.Weeks[:2]
	input.Procedures = input.Procedures[:1]
	input.Procedures[0].Target = 100_000
	plan := planYear(t, input)
	input.LockedWeeks, input.Locked = input.Weeks, plan.Cells
	reasons := Explain(input, plan.Cells)
	if !slices.ContainsFunc(reasons, func(m agenda.Message) bool { return m.Key == plan.Reasons[0].Key }) {
		t.Errorf("got %v, want a sentence like %v", reasons, plan.Reasons)
	}
}
