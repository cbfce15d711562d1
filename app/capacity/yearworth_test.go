package capacity

import (
	"context"
	"testing"

	"creneaux/app/agenda"
)

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
