package capacity

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func reached(t *rapid.T, in Instance, aim Aim) float64 {
	t.Helper()
	m, _, err := newGrid(in).worthiest(context.Background(), aim)
	if err != nil {
		t.Fatal(err)
	}
	return m.planned()
}

func anyAim(t *rapid.T, in Instance) Aim {
	aim := Appointments(in)
	if rapid.Bool().Draw(t, "permits") {
		aim.Goal = 0
		for p := range aim.Worth {
			aim.Worth[p] = float64(rapid.IntRange(0, 10).Draw(t, "worth")) / 10
			aim.Goal += aim.Worth[p] * float64(in.Procedures[p].Target)
		}
	}
	return aim
}

// A gain is never told too small: whoever opens more never gets more than was said.
func TestGainsPromiseAtLeastWhatMoreTimeGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyInstance(t)
		aim := anyAim(t, in)
		minutes := 5 * rapid.IntRange(1, 48).Draw(t, "minutes")
		gains, err := Gains(context.Background(), in, aim, minutes)
		if err != nil {
			t.Fatal(err)
		}
		d := rapid.IntRange(0, len(in.Desks)-1).Draw(t, "desk")
		w := rapid.IntRange(0, len(in.Weeks)-1).Draw(t, "week")
		before := reached(t, in, aim)
		more := clone(t, in)
		more.Desks[d].Minutes[w] += minutes
		if after := reached(t, more, aim); after > before+gains[w][d]+10*enough {
			t.Fatalf("from %g to %g, promised %g", before, after, gains[w][d])
		}
	})
}

// No desk is asked for more than is needed, and what is asked for is enough, as far as
// any number of openings can be.
func TestRemediesAreEnoughAndNoneIsInVain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyInstance(t)
		aim := anyAim(t, in)
		const halfDay = 210
		remedies, reached, err := Remedies(context.Background(), in, aim, halfDay)
		if err != nil {
			t.Fatal(err)
		}
		h := helper{in: in, aim: aim, minutes: halfDay, times: make([]int, len(in.Desks))}
		for p, slots := range in.lockedSlots() {
			h.fixed += aim.Worth[p] * float64(slots)
		}
		for _, r := range remedies {
			d := slices.IndexFunc(in.Desks, func(s Supply) bool { return s.Name == r.Desk })
			h.times[d] = r.Times
		}
		got, err := h.reach(context.Background(), h.times)
		if err != nil {
			t.Fatal(err)
		}
		if got < reached-10*enough {
			t.Fatalf("%v reach %g, said %g", remedies, got, reached)
		}
		if reached > aim.Goal+unplanned {
			t.Fatalf("reaches %g of %g", reached, aim.Goal)
		}
		goal := min(aim.Goal-unplanned, got-unplanned/10)
		for d := range h.times {
			if h.times[d] == 0 {
				continue
			}
			less := slices.Clone(h.times)
			less[d]--
			if without, err := h.reach(context.Background(), less); err != nil || without >= goal {
				t.Fatalf("%v, and one less at %s reaches %g too, %v", remedies, in.Desks[d].Name, without, err)
			}
		}
	})
}

func TestRemediesOfTheGivenInstances(t *testing.T) {
	for _, g := range given {
		in := readInstance(t, g.name)
		remedies, reached, err := Remedies(context.Background(), in, Appointments(in), 240)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for _, r := range remedies {
			sum += r.Times
		}
		t.Logf("%s: %d half-days %v reach %.1f", g.name, sum, remedies, reached)
		if goal := Appointments(in).Goal; reached < goal-1 {
			t.Errorf("%s: %g of %g", g.name, reached, goal)
		}
	}
}
