package publication

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"slices"

	"creneaux/app/agenda"
)

// Measures say how predictable the releases of a configuration are. Every figure is
// computed from exact counts and rounded once.
type Measures struct {
	Schedules *big.Int // number of schedules; 0 when the rules are impossible, and nothing else is set
	// EntropyBits is log2 of Schedules: what somebody who knows the rules does not
	// know. LargestEntropyBits is what it would be without any rule but the windows
	// and the number of releases.
	EntropyBits        float64
	LargestEntropyBits float64
	Hours              []HourExpectation // every clock hour that has a moment, in time order
	BestWatch          []Watch           // for 1, 2, 5 and 10 hours
	Minutes            []MomentChance    // every moment, in time order
}

// Hour is a clock hour of a week; its text form is "mon 08".
type Hour struct {
	Day  agenda.Weekday
	Hour int // 0 to 23
}

// MarshalText writes "mon 08".
func (h Hour) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "%v %02d", h.Day, h.Hour), nil }

func hourOf(at agenda.Moment) Hour {
	return Hour{at.Date().Weekday(), int(at.Clock()) / 60}
}

// HourExpectation is how many releases fall into an hour on average.
type HourExpectation struct {
	Hour     Hour    `json:"hour"`
	Expected float64 `json:"expected"`
}

// MomentChance is the probability that a release takes a moment.
type MomentChance struct {
	At     agenda.Moment
	Chance float64
}

// Watch is the catch of an observer who knows the rules and watches the Hours clock
// hours with the largest expectations (ties: the earliest) of the week.
type Watch struct {
	Hours int     `json:"hours"`
	Share float64 `json:"share"` // expected part of all releases seen
	Any   float64 `json:"any"`   // probability to see at least one
}

// watched are the numbers of hours that an observer is given.
var watched = []int{1, 2, 5, 10}

// MarshalJSON writes what `creneauxctl publication measure` promises. The count is a
// string, for it exceeds what JSON readers keep exactly; without any schedule it
// stands alone.
func (m Measures) MarshalJSON() ([]byte, error) {
	if m.Schedules.Sign() == 0 {
		return json.Marshal(struct {
			Schedules string `json:"schedules"`
		}{"0"})
	}
	return json.Marshal(struct {
		Schedules   string            `json:"schedules"`
		EntropyBits float64           `json:"entropy_bits"`
		Hours       []HourExpectation `json:"hours"`
		BestWatch   []Watch           `json:"best_watch"`
	}{m.Schedules.String(), m.EntropyBits, m.Hours, m.BestWatch})
}

// Measure computes the measures of a configuration; impossible rules have the count 0
// and no other figure. Its problems are those of [Config.Check] and PUB-TOO-LARGE.
func Measure(c Config) (Measures, error) {
	t, err := tablesOf(c)
	if err != nil {
		return Measures{}, err
	}
	if isZero(t.total()) {
		return Measures{Schedules: new(big.Int)}, nil
	}
	return (&Sampler{config: c, tables: t}).Measure()
}

// hourCount is the exact expectation of an hour, times the number of schedules.
type hourCount struct {
	hour  Hour
	count *big.Int
}

// Measure computes the measures of the prepared configuration. Its only problem is
// PUB-TOO-LARGE.
func (s *Sampler) Measure() (Measures, error) {
	total := s.Count()
	all, releases := len(s.tables.moments), s.config.Releases
	m := Measures{
		Schedules:          total,
		EntropyBits:        log2(total),
		LargestEntropyBits: log2(new(big.Int).Binomial(int64(all), int64(releases))),
	}
	var hours []hourCount
	for i, count := range s.tables.occurrences() {
		at := s.tables.moments[i].at
		m.Minutes = append(m.Minutes, MomentChance{at, ratio(count, total)})
		if h := hourOf(at); len(hours) == 0 || hours[len(hours)-1].hour != h {
			hours = append(hours, hourCount{h, new(big.Int)})
		}
		sum := hours[len(hours)-1].count
		sum.Add(sum, count)
	}
	for _, h := range hours {
		m.Hours = append(m.Hours, HourExpectation{h.hour, ratio(h.count, total)})
	}
	for _, n := range watched {
		w, err := s.watch(hours, n)
		if err != nil {
			return Measures{}, err
		}
		m.BestWatch = append(m.BestWatch, w)
	}
	return m, nil
}

// watch computes what the best observer of n hours catches. The probability to see
// nothing is the share of the schedules that avoid these hours, which is a count over
// fewer moments.
func (s *Sampler) watch(hours []hourCount, n int) (Watch, error) {
	best := slices.Clone(hours)
	slices.SortStableFunc(best, func(a, b hourCount) int { return b.count.Cmp(a.count) })
	best = best[:min(n, len(best))]

	seen := new(big.Int)
	inside := map[Hour]bool{}
	for _, h := range best {
		seen.Add(seen, h.count)
		inside[h.hour] = true
	}
	var outside []moment
	for _, m := range s.tables.moments {
		if !inside[hourOf(m.at)] {
			outside = append(outside, m)
		}
	}
	sp, err := spaceOver(s.config, outside)
	if err != nil {
		return Watch{}, err
	}
	t, err := newTables(sp)
	if err != nil {
		return Watch{}, err
	}
	total := s.Count()
	releases := big.NewInt(int64(s.config.Releases))
	return Watch{
		Hours: n,
		Share: ratio(seen, releases.Mul(releases, total)),
		Any:   ratio(new(big.Int).Sub(total, bigOf(t.total())), total),
	}, nil
}

// occurrences returns, for every moment, in how many schedules it stands: over all
// states, the ways to come to the moment times the ways to complete a schedule after
// choosing it. Both factors count parts of schedules, so that neither the products
// nor their sum exceed the number of schedules.
func (t *tables) occurrences() []*big.Int {
	ways := &tables{space: t.space, width: t.width, base: t.base, words: make([]uint64, len(t.words))}
	ways.cell(0, 0, t.start)[0] = 1
	out := make([]*big.Int, len(t.moments))
	for d, today := range t.days {
		for i := today.from; i < today.to; i++ {
			sum := make([]uint64, t.width)
			arrivals, _ := ways.onward(d, t.next[i])
			completions, via := t.onward(d, t.next[i])
			for s, picked := range today.picks[t.kinds[i]] {
				here := ways.cell(d, i, s)
				add(ways.cell(d, i+1, s), here)
				if picked = through(via, picked); picked != none && !isZero(here) {
					addProduct(sum, here, t.number(completions, picked))
					add(t.number(arrivals, picked), here)
				}
			}
			out[i] = bigOf(sum)
		}
		if d+1 == len(t.days) {
			break
		}
		for s, then := range today.settle {
			if then != none {
				add(ways.cell(d+1, today.to, then), ways.cell(d, today.to, s))
			}
		}
	}
	return out
}

// ratio returns a/b rounded to the nearest float64.
func ratio(a, b *big.Int) float64 {
	f, _ := new(big.Rat).SetFrac(a, b).Float64()
	return f
}

// log2 returns the binary logarithm of a positive integer of any size.
func log2(n *big.Int) float64 {
	mantissa := new(big.Float)
	exponent := new(big.Float).SetInt(n).MantExp(mantissa)
	m, _ := mantissa.Float64()
	return math.Log2(m) + float64(exponent)
}
