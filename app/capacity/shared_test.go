package capacity

import (
	"context"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda/agendatest"
)

func shared(t tester, in Instance) Plan {
	t.Helper()
	plan, err := Solve(context.Background(), in, Shared, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := Check(in, plan.Slots); err != nil {
		t.Fatal(err)
	}
	return plan
}

// parts are what a plan gives of each target, 1 where there is none.
func parts(plan Plan) []float64 {
	var out []float64
	for _, p := range plan.Procedures {
		part := 1.0
		if p.Target > 0 {
			part = float64(p.Planned) / float64(p.Target)
		}
		out = append(out, part)
	}
	return out
}

// In c-short every procedure shares a desk with one that falls short, directly or by
// others, so all can fall short alike; with the fewest missing slots, one goes down to
// a third.
func TestASharedShortageIsAlike(t *testing.T) {
	if underRace {
		t.Skip("solves for seconds under the race detector; the other tests run the same code on small instances")
	}
	in := readInstance(t, "c-short")
	plan := shared(t, in)
	got := parts(plan)
	t.Logf("parts %.3f, shortfall %d, least %d", got, plan.Shortfall, plan.Least)
	if slices.Max(got)-slices.Min(got) > 0.02 {
		t.Errorf("parts from %.3f to %.3f", slices.Min(got), slices.Max(got))
	}
	if few := parts(solve(t, in)); slices.Min(few) > slices.Min(got) {
		t.Errorf("the worst off has %.3f, without sharing %.3f", slices.Min(got), slices.Min(few))
	}
}

// Nobody can have more without taking it from one that has no more than itself: with
// all that are better off brought down to its part, its own cannot rise.
func TestNobodyIsLeftBehindWhoCouldHaveMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyInstance(t)
		lowered, err := lower(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		if err := lowered.Validate(); err != nil {
			t.Fatal(err)
		}
		g := newGrid(lowered)
		if relaxed, err := g.relax(context.Background(), g.open, 0); err != nil || relaxed.short > 2*unplanned {
			t.Fatalf("the lowered targets cannot be met: %g, %v", relaxed.short, err)
		}
		for p, d := range lowered.Procedures {
			whole := in.Procedures[p].Target
			if d.Target == whole {
				continue
			}
			part := float64(d.Target+1) / float64(whole)
			more := lowered
			more.Procedures = slices.Clone(lowered.Procedures)
			more.Procedures[p].Target++
			for q := range more.Procedures {
				if q != p {
					other := &more.Procedures[q]
					other.Target = min(other.Target, max(int(math.Ceil(part*float64(in.Procedures[q].Target))), in.lockedSlots()[q]))
				}
			}
			g := newGrid(more)
			relaxed, err := g.relax(context.Background(), g.open, 0)
			if err != nil {
				t.Fatal(err)
			}
			if relaxed.short < unplanned/2 {
				t.Fatalf("%s could have %d of %d, not %d", d.Code, d.Target+1, whole, d.Target)
			}
		}
	})
}

func TestWhatCanBeMetIsNotShared(t *testing.T) {
	checkPlans(t, func(t *rapid.T) {
		in := anyInstance(t)
		if plan := solve(t, in); plan.Least == 0 && shared(t, in).Shortfall != plan.Shortfall {
			t.Fatal("targets that can be met are not met when the shortage is shared")
		}
	})
}
