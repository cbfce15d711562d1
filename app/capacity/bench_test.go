package capacity

import (
	"testing"

	"creneaux/app/agenda"
)

func BenchmarkPlanYear(b *testing.B) {
	input := service(b)
	for b.Loop() {
		plan := planYear(b, input)
		b.ReportMetric(float64(plan.Shortfall), "short")
		b.ReportMetric(plan.Deviation, "deviation")
		b.ReportMetric(float64(len(plan.Trimmed)), "trimmed")
	}
}

// BenchmarkLayYear places every slot of a year.
func BenchmarkLayYear(b *testing.B) {
	input := service(b)
	plan := planYear(b, input)
	for b.Loop() {
		b.ReportMetric(float64(len(layYear(input, plan.Cells, nil).slots)), "slots")
	}
}

func BenchmarkSolve(b *testing.B) {
	for _, g := range given {
		b.Run(g.name, func(b *testing.B) {
			in := readInstance(b, g.name)
			for b.Loop() {
				plan := solve(b, in)
				b.ReportMetric(float64(plan.Shortfall), "short")
				b.ReportMetric(plan.Deviation, "deviation")
			}
		})
	}
}

// BenchmarkPlanYearWithAdditional plans 500 additional appointments before June, too.
func BenchmarkPlanYearWithAdditional(b *testing.B) {
	input := service(b)
	input.Additional = []agenda.Additional{{ID: "a", Procedures: []agenda.ProcedureCode{"renewal", "minor"}, Slots: 500, To: agenda.MustDate("2027-05-31")}}
	for b.Loop() {
		plan := planYear(b, input)
		b.ReportMetric(float64(plan.Additional[0].Placed), "placed")
		b.ReportMetric(float64(plan.Shortfall), "short")
	}
}
