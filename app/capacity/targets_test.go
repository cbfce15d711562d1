package capacity

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

type (
	procedures = []agenda.Procedure
	weights    = map[agenda.ProcedureCode]float64
	targets    = map[agenda.ProcedureCode]int
)

func TestTargetsByHand(t *testing.T) {
	walkIn := &agenda.WalkIn{}
	for name, test := range map[string]struct {
		procedures procedures
		total      int
		weights    weights
		want       targets
	}{
		"largest remainder":     {procedures{{Code: "a", Counted: true}, {Code: "b", Counted: true}, {Code: "c", Counted: true}}, 10, weights{"a": 1, "b": 1, "c": 1.5}, targets{"a": 3, "b": 3, "c": 4}},
		"own targets first":     {procedures{{Code: "a", Counted: true, Target: 4}, {Code: "b", Counted: true}}, 10, weights{"b": 2}, targets{"a": 4, "b": 6}},
		"students aside":        {procedures{{Code: "a", Target: 4}, {Code: "b", Counted: true}, {Code: "c"}}, 10, nil, targets{"a": 4, "b": 10}},
		"walk-ins aside":        {procedures{{Code: "a", Counted: true, WalkIn: walkIn, Target: 9}, {Code: "b", Counted: true}}, 10, nil, targets{"b": 10}},
		"no weights at all":     {procedures{{Code: "a", Counted: true}, {Code: "b", Counted: true}}, 5, nil, targets{"a": 3, "b": 2}},
		"no weight is no share": {procedures{{Code: "a", Counted: true}, {Code: "b", Counted: true}}, 5, weights{"a": 1, "b": math.NaN()}, targets{"a": 5, "b": 0}},
		"own targets too high":  {procedures{{Code: "a", Counted: true, Target: 20}, {Code: "b", Counted: true}}, 10, nil, targets{"a": 20, "b": 0}},
	} {
		if diff := cmp.Diff(test.want, Targets(test.procedures, test.total, test.weights)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

func TestTargetsAddUpAndFollowTheWeights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.IntRange(0, 1_000_000).Draw(t, "total")
		n := rapid.IntRange(1, 8).Draw(t, "procedures")
		list := procedures{}
		given := weights{}
		sum := 0.0
		for i := range n {
			code := agenda.ProcedureCode(rune('a' + i))
			list = append(list, agenda.Procedure{Code: code, Counted: true})
			given[code] = rapid.Float64Range(0.001, 1000).Draw(t, "weight")
			sum += given[code]
		}
		got, all := Targets(list, total, given), 0
		for code, target := range got {
			all += target
			if exact := float64(total) * given[code] / sum; math.Abs(float64(target)-exact) > 1+1e-6 {
				t.Fatalf("%s gets %d, its exact share is %g", code, target, exact)
			}
		}
		if all != total {
			t.Fatalf("they add up to %d, not %d", all, total)
		}
	})
}
