package publication

import (
	"context"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
)

// What chance gives is what enumerating the schedules of both weeks gives.
func TestGuessAgreesWithEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, second := smallConfig(t), smallConfig(t)
		second.Week = first.Week.Add(1)
		second.ExcludedDates = nil
		a, b := enumerate(first), enumerate(second)
		if len(a) == 0 || len(b) == 0 || len(a)*len(b) > 40_000 {
			return
		}
		done := [2][]agenda.Moment{rapid.SampledFrom(a).Draw(t, "first"), rapid.SampledFrom(b).Draw(t, "second")}
		learned := slices.Concat(rapid.SampledFrom(a).Draw(t, "learned"), rapid.SampledFrom(b).Draw(t, "learned too"))
		h, err := PrepareHistory(context.Background(), []Past{{first, done[0]}, {second, done[1]}}, agendatest.Watch(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range h.Guess(learned).Catches {
			seen := func(schedule []agenda.Moment) (n int) {
				for _, at := range schedule {
					if slices.Contains(c.Watched, hourOf(at)) {
						n++
					}
				}
				return n
			}
			total := float64(len(a) * len(b))
			mean, lucky, tail := 0.0, 0.0, 0.0
			for _, x := range a {
				for _, y := range b {
					n, m := seen(x), seen(y)
					mean += float64(n+m) / total
					lucky += float64(count(n > 0)+count(m > 0)) / 2 / total
					if n+m >= c.Seen {
						tail += 1 / total
					}
				}
			}
			n, m := seen(done[0]), seen(done[1])
			if c.Seen != n+m || c.Releases != len(done[0])+len(done[1]) || c.Any != float64(count(n > 0)+count(m > 0))/2 {
				t.Fatalf("%+v of %v and %v", c, done[0], done[1])
			}
			if math.Abs(c.ByChance*float64(c.Releases)-mean) > 1e-9 || math.Abs(c.AnyByChance-lucky) > 1e-9 || math.Abs(c.P-tail) > 1e-9 {
				t.Fatalf("%+v; want %v releases, %v of the weeks, p = %v", c, mean, lucky, tail)
			}
		}
	})
}

func TestGuessOfYears(t *testing.T) {
	learned := func(weeks []Past) (all []agenda.Moment) {
		for _, w := range weeks {
			all = append(all, w.Done...)
		}
		return all
	}
	before, year := aYear(t, seedOf(8)), aYear(t, seedOf(9))
	h := prepareHistory(t, year)
	g := h.Guess(learned(before))
	if g.Verdict != GuessNothing || g.Learned < 300 || g.Weeks != 52 || len(g.Catches) != 4 {
		t.Errorf("an honest year: %v, %+v", g.Verdict, g)
	}
	t.Logf("an honest year: %+v", g.Catches)
	// With one hour, at most one release a week can be seen, as they are 90 minutes apart.
	if one := g.Catches[0]; len(one.Watched) != 1 || math.Abs(one.AnyByChance-one.ByChance*float64(one.Releases)/52) > 1e-9 {
		t.Errorf("one hour: %+v", one)
	}

	habit := func(weeks []Past) []Past {
		out := slices.Clone(weeks)
		for i, w := range weeks {
			out[i].Done = append([]agenda.Moment{w.Config.Week.Day(agenda.Tuesday).At(agenda.MustClock("18:00"))}, w.Done[1:]...)
		}
		return out
	}
	g = h.withDone(habit(year)).Guess(learned(habit(before)))
	if g.Verdict != GuessGains || g.Catches[0].Watched[0] != (Hour{agenda.Tuesday, 18}) || g.Catches[0].Any != 1 {
		t.Errorf("a habit: %v, %+v", g.Verdict, g.Catches[0])
	}

	if few := h.Guess(nil); few.Verdict != GuessTooFew || len(few.Reasons) != 1 {
		t.Errorf("nothing learned: %+v", few)
	}
	little := h.Guess(before[0].Done[:1])
	if keys := little.Reasons; keys[len(keys)-1].Key != "publication.guess.fewer" {
		t.Errorf("one release learned: %v", keys)
	}
}
