package capacity

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creneaux/app/agenda"
)

// What a person put into a locked week counts, be it of a procedure without a target.
func TestTheRestOfAYearKnowsWhatIsLocked(t *testing.T) {
	weeks := agenda.WeeksOf(2027)[9:11]
	locked := []agenda.PlanCell{{Week: weeks[0], Desk: "G1", Procedure: "a", Slots: 3}, {Week: weeks[0], Desk: "G1", Procedure: "b", Slots: 4}, {Week: weeks[0], Desk: "G1", Procedure: "c", Slots: 5}}
	input := YearInput{
		Weeks: weeks, Desks: []agenda.Desk{newDesk("G1", 1, "a", "b", "c")}, Calendar: newCalendar(t),
		Procedures: []agenda.Procedure{
			{Code: "a", Minutes: 20, Target: 40, Counted: true}, {Code: "b", Minutes: 30, Counted: true}, {Code: "c", Minutes: 30, Target: 5},
		},
		LockedWeeks: weeks[:1], Locked: locked,
	}
	rest := Rest(input, planYear(t, input).Cells, func(p agenda.Procedure) bool { return p.Counted })
	if diff := cmp.Diff(map[agenda.ProcedureCode]int{"a": 3, "b": 4}, rest.Done); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkWorth(b *testing.B) {
	input := service(b)
	for i := range input.Procedures {
		input.Procedures[i].Target = input.Procedures[i].Target * 2 // out of reach
	}
	plan := planYear(b, input)
	rest := Rest(input, plan.Cells, func(p agenda.Procedure) bool { return p.Counted })
	aim := Appointments(rest.Instance)
	for b.Loop() {
		if _, err := Gains(context.Background(), rest.Instance, aim, 60); err != nil {
			b.Fatal(err)
		}
		if _, _, err := Remedies(context.Background(), rest.Instance, aim, 180); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(plan.Shortfall), "short")
	}
}
