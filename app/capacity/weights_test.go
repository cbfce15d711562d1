package capacity

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

func anyWeights(t *rapid.T, in Instance) []float64 {
	weights := make([]float64, len(in.Weeks))
	for i := range weights {
		weights[i] = float64(rapid.IntRange(1, 30).Draw(t, "weight")) / 10
	}
	return weights
}

// Weights move slots between weeks and cost none: the shortfall is proven as before.
func TestWeightsLeaveTheShortfallAtItsOptimum(t *testing.T) {
	checkPlans(t, func(t *rapid.T) {
		in := anyInstance(t)
		weighted := clone(t, in)
		weighted.Weights = anyWeights(t, in)
		a, b := solve(t, in), solve(t, weighted)
		if a.Least != b.Least || b.Shortfall > b.Least && a.Shortfall == a.Least {
			t.Fatalf("misses %d (proven %d), weighted %d (proven %d)", a.Shortfall, a.Least, b.Shortfall, b.Least)
		}
	})
}

// Weights that are all the same are none.
func TestOnlyWeightsThatDifferCount(t *testing.T) {
	checkPlans(t, func(t *rapid.T) {
		in := anyInstance(t)
		same := clone(t, in)
		same.Weights = make([]float64, len(in.Weeks))
		for i := range same.Weights {
			same.Weights[i] = 1
		}
		if diff := cmp.Diff(solve(t, in), solve(t, same)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestAWeekOfHalfTheDemandGetsHalfTheSlots(t *testing.T) {
	weeks := agenda.WeeksOf(2027)[:4]
	in := Instance{
		Weeks:      weeks,
		Procedures: []Demand{{"renewal", 20, 70}},
		Desks:      []Supply{{Name: "G1", Accepts: []string{"renewal"}, Minutes: []int{900, 900, 900, 900}}},
		Weights:    []float64{1, 0.5, 1, 1},
	}
	plan := solve(t, in)
	var got []int
	for _, c := range plan.Slots {
		got = append(got, c.Slots)
	}
	if diff := cmp.Diff([]int{20, 10, 20, 20}, got); diff != "" {
		t.Error(diff)
	}
	if _, deviation := Evaluate(in, plan.Slots); math.Abs(deviation) > 1e-12 || plan.Deviation != deviation {
		t.Errorf("deviation %g, want 0", deviation)
	}
}

// The judge and the planner reckon the ideals each in its own way, and alike.
func TestThePlannersIdealsAreTheJudges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyInstance(t)
		in.Weights = anyWeights(t, in)
		g := newGrid(in)
		want := 0.0
		for w := range g.weeks {
			for p := range g.procedures {
				want += g.ideal[w*g.procedures+p] // an empty week is its ideal away: q²/q
			}
		}
		if _, got := Evaluate(in, in.Fixed); math.Abs(got-want) > 1e-6 {
			t.Fatalf("%g, the planner says %g", got, want)
		}
	})
}

func TestWeightsOfAFileAreChecked(t *testing.T) {
	for weights, code := range map[string]string{
		`[1, 0.5]`: "", `[]`: "", `[1]`: "PLAN-LENGTH", `[1, 0.05]`: "PLAN-RANGE", `[1, 3.5]`: "PLAN-RANGE", `[1, "a"]`: "PLAN-TYPE",
	} {
		file := `{"weeks":["2027-W01","2027-W02"],"procedures":[{"code":"a","minutes":20,"target":4}],
			"desks":[{"name":"G1","accepts":["a"],"minutes":[100,100]}],"weights":` + weights + `}`
		in, err := ReadInstance(strings.NewReader(file))
		if agenda.CodeOf(err) != code {
			t.Errorf("%s: got %v, want %q", weights, err, code)
		}
		if err == nil {
			if _, err := Solve(context.Background(), in, Fewest, agenda.Silent{}); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestAYearInSchoolHolidaysHasFewerSlotsThen(t *testing.T) {
	input := summer(t)
	plain := planYear(t, input)
	input.Weights = map[agenda.Week]float64{}
	for _, w := range input.Weeks[:8] {
		input.Weights[w] = 0.5
	}
	weighted := planYear(t, input)
	checkYear(t, input, weighted)
	early := func(plan YearPlan) (slots int) {
		for _, c := range plan.Cells {
			if _, ok := input.Weights[c.Week]; ok {
				slots += c.Slots
			}
		}
		return slots
	}
	if early(weighted) >= early(plain) || weighted.Shortfall > plain.Shortfall {
		t.Errorf("%d slots in the holidays, weighted %d; missing %d and %d", early(plain), early(weighted), plain.Shortfall, weighted.Shortfall)
	}
}
