package publication

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

func close12(a, b float64) bool { return math.Abs(a-b) <= 1e-11 }

// Expectations, pairs and distributions are those of all schedules, tried one by one.
func TestMarkovAgreesWithEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := smallConfig(t)
		schedules := enumerate(c)
		if len(schedules) == 0 {
			return
		}
		tables, err := tablesOf(c)
		if err != nil {
			t.Fatal(err)
		}
		mk := newMarkov(tables)
		m := mk.moments2()
		index := map[Hour]int{}
		inside := map[Hour]bool{}
		for i, h := range m.hours {
			index[h] = i
			inside[h] = rapid.Bool().Draw(t, "watched")
		}
		total := float64(len(schedules))
		mean, pairs := make([]float64, len(m.hours)), make([][]float64, len(m.hours))
		for i := range pairs {
			pairs[i] = make([]float64, len(m.hours))
		}
		kept := rapid.IntRange(0, c.Releases).Draw(t, "kept")
		caught, fewer := make([]float64, c.Releases+1), make([]float64, c.Releases+1)
		for _, schedule := range schedules {
			seen := 0
			for i, at := range schedule {
				if inside[hourOf(at)] {
					seen++
				}
				mean[index[hourOf(at)]] += 1 / total
				for j, other := range schedule {
					if i != j {
						pairs[index[hourOf(at)]][index[hourOf(other)]] += 1 / total
					}
				}
			}
			caught[seen] += 1 / total
			for _, n := range subsetCatches(schedule, inside, kept) {
				fewer[n.caught] += n.chance / total
			}
		}
		for a := range m.hours {
			if !close12(m.mean[a], mean[a]) {
				t.Fatalf("%v expects %v, want %v", m.hours[a], m.mean[a], mean[a])
			}
			for b := range m.hours {
				if !close12(m.pairs[a][b], pairs[a][b]) {
					t.Fatalf("%v and %v: %v, want %v; %s", m.hours[a], m.hours[b], m.pairs[a][b], pairs[a][b], c.Canonical())
				}
			}
		}
		distribution := mk.caught(inside)
		sameDistribution(t, distribution, caught)
		sameDistribution(t, thinned(distribution, kept, c.Releases), fewer)
	})
}

func sameDistribution(t *rapid.T, got, want []float64) {
	for n := range max(len(got), len(want)) {
		g, w := 0.0, 0.0
		if n < len(got) {
			g = got[n]
		}
		if n < len(want) {
			w = want[n]
		}
		if !close12(g, w) {
			t.Fatalf("caught as %v, want %v", got, want)
		}
	}
}

type catch struct {
	caught int
	chance float64
}

// subsetCatches tries every subset of r of the moments.
func subsetCatches(schedule []agenda.Moment, inside map[Hour]bool, r int) []catch {
	var all []catch
	for set := range 1 << len(schedule) {
		size, n := 0, 0
		for i, at := range schedule {
			if set>>i&1 == 1 {
				size++
				if inside[hourOf(at)] {
					n++
				}
			}
		}
		if size == r {
			all = append(all, catch{caught: n})
		}
	}
	for i := range all {
		all[i].chance = 1 / float64(len(all))
	}
	return all
}

func BenchmarkMomentsOfTwelve(b *testing.B) {
	t, err := tablesOf(weekOfTwelve())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		newMarkov(t).moments2()
	}
}

func BenchmarkMomentsOfDefault(b *testing.B) {
	t, err := tablesOf(Default(agenda.MustWeek("2027-W10"), nil))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		newMarkov(t).moments2()
	}
}
