package capacity

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// rounding makes whole slots of a relaxation: it fills most of the open bins with the
// relaxation's own columns, asks what the rest can still do, and goes back where that
// is less than before. So the bound is kept until few bins are left, which are searched
// through.
type rounding struct {
	*grid
	room   []int // minutes, by bin; 0 for a bin that is closed
	budget int   // how many bins the search may still fill
}

const (
	// mixedBins is how many bins have to be filled at once for several variants of the
	// relaxation to be worth their time.
	mixedBins = 40
	// orderedBins is from how few open bins on those with the least room are filled first,
	// because the last ones need the most freedom.
	orderedBins = 48
	// searchedBins is from how few open bins on they are searched through, searchBudget
	// how many fillings are tried.
	searchedBins = 8
	searchBudget = 400
	// mostFillings bounds how many fillings of one bin are tried, fillingSteps how long they
	// are looked for.
	mostFillings = 60
	fillingSteps = 20_000
)

func newRounding(g *grid) *rounding { return &rounding{grid: g, room: make([]int, len(g.open))} }

// reopen takes everything out of a bin.
func (r *rounding) reopen(bin int) {
	for p := range r.procedures {
		r.add(bin, p, -r.slots[bin*r.procedures+p])
	}
	r.room[bin] = r.open[bin]
}

// put closes a bin with a number of slots of each procedure; what is beyond a target
// is left out.
func (r *rounding) put(bin int, slots []int) {
	r.room[bin] = 0
	for _, p := range r.accepts[bin/r.weeks] {
		r.add(bin, p, min(slots[p], max(r.limit[p]-r.total[p], 0)))
	}
}

// least is the number of whole slots that are missing at least, if a relaxation lacks
// as many. A hundredth of a slot stands between the bound and rounding errors.
func least(short float64) int { return max(int(math.Ceil(short-0.01)), 0) }

// missing is how many slots the targets still ask for.
func (g *grid) missing() (slots int) {
	for p, limit := range g.limit {
		slots += max(limit-g.total[p], 0)
	}
	return slots
}

// dive fills the open bins so that no more than goal slots are missing in the end, and
// reports whether it could. relaxed is the relaxation of the open bins. When it could
// not, some bins may have stayed empty.
func (r *rounding) dive(ctx context.Context, open []int, relaxed relaxation, goal, variants int) (done bool, err error) {
	take := len(open) / 2
	for len(open) > searchedBins && take > 1 {
		before := r.remember()
		now, later := r.split(open, take)
		r.settle(relaxed, now)
		if take < mixedBins {
			variants = 0
		}
		next, err := r.relax(ctx, r.room, variants)
		if err != nil {
			return false, err
		}
		if least(next.short) > goal {
			r.recall(before)
			take /= 2
			continue
		}
		open, relaxed = later, next
		take = len(open) / 2
	}
	r.budget = searchBudget
	return r.search(ctx, open, relaxed, goal)
}

// split chooses which of the open bins are filled first: evenly over the year, or the
// small ones.
func (r *rounding) split(open []int, take int) (now, later []int) {
	if len(open) <= orderedBins {
		open = slices.Clone(open)
		slices.SortStableFunc(open, func(a, b int) int { return cmp.Compare(r.room[a], r.room[b]) })
		return open[:take], open[take:]
	}
	due := 0
	for _, bin := range open {
		if due += take; due >= len(open) {
			due -= len(open)
			now = append(now, bin)
		} else {
			later = append(later, bin)
		}
	}
	return now, later
}

// settle fills bins with columns of a relaxation, each as often as its share asks for.
func (r *rounding) settle(relaxed relaxation, bins []int) {
	due := make([]float64, len(relaxed.columns))
	for _, bin := range bins {
		desk, week := bin/r.weeks, bin%r.weeks
		chosen := -1
		for i, c := range relaxed.columns {
			if c.desk != desk {
				continue
			}
			due[i] += relaxed.shares[i]
			if chosen < 0 || due[i] > due[chosen] {
				chosen = i
			}
		}
		if chosen >= 0 {
			due[chosen]--
			r.put(bin, relaxed.columns[chosen].slots[week*r.procedures:(week+1)*r.procedures])
		}
	}
}

// search tries the good fillings of the open bins one after the other, going back
// where the goal is out of reach.
func (r *rounding) search(ctx context.Context, open []int, relaxed relaxation, goal int) (done bool, err error) {
	if len(open) == 0 {
		return r.missing() <= goal, nil
	}
	before := r.remember()
	for _, slots := range r.fillings(open[0], relaxed, float64(goal)+0.01-relaxed.short) {
		if r.budget--; r.budget < 0 {
			return false, nil
		}
		r.put(open[0], slots)
		next, err := r.relax(ctx, r.room, 0)
		if err != nil {
			return false, err
		}
		if least(next.short) <= goal {
			if done, err := r.search(ctx, open[1:], next, goal); done || err != nil {
				return done, err
			}
		}
		r.recall(before)
	}
	return false, nil
}

// fillings lists what an open bin can hold that loses at most tolerance at the prices
// of the relaxation, counted in slots, what loses least first.
func (r *rounding) fillings(bin int, relaxed relaxation, tolerance float64) [][]int {
	f := filler{minutes: r.minutes, tolerance: tolerance, steps: fillingSteps, slots: make([]int, r.procedures)}
	for _, p := range r.accepts[bin/r.weeks] {
		if left := r.limit[p] - r.total[p]; left > 0 {
			f.choices = append(f.choices, choice{p, left, 1 - relaxed.prices[p]})
		}
	}
	slices.SortStableFunc(f.choices, func(a, b choice) int { return cmp.Compare(r.minutes[b.procedure], r.minutes[a.procedure]) })
	f.weigh(r.room[bin])
	f.walk(0, r.room[bin], 0)
	slices.SortStableFunc(f.found, func(a, b candidate) int { return cmp.Compare(a.loss, b.loss) })
	// Where there are many, a sample of all is more different than the first of them.
	var out [][]int
	for step, i := max(len(f.found)/mostFillings, 1), 0; i < len(f.found) && len(out) < mostFillings; i += step {
		out = append(out, f.found[i].slots)
	}
	return out
}

// filler enumerates the fillings of a bin, the choices one after the other.
type filler struct {
	minutes   []int
	choices   []choice
	best      [][]float64 // worth of the choices from one on, by minutes
	tolerance float64
	steps     int
	slots     []int
	found     []candidate
}

type choice struct {
	procedure, most int
	worth           float64
}

type candidate struct {
	slots []int
	loss  float64
}

func (f *filler) weigh(room int) {
	f.best = make([][]float64, len(f.choices)+1)
	f.best[len(f.choices)] = make([]float64, room+1)
	for i := len(f.choices) - 1; i >= 0; i-- {
		c := f.choices[i]
		best := slices.Clone(f.best[i+1])
		for m := f.minutes[c.procedure]; m <= room; m++ {
			best[m] = max(best[m], best[m-f.minutes[c.procedure]]+c.worth)
		}
		f.best[i] = best
	}
}

// walk goes through the numbers of slots of a choice and those after it.
func (f *filler) walk(i, room int, worth float64) {
	loss := f.best[0][len(f.best[0])-1] - worth - f.best[i][room]
	if f.steps--; f.steps < 0 || loss > f.tolerance {
		return
	}
	if i == len(f.choices) {
		f.found = append(f.found, candidate{slices.Clone(f.slots), loss})
		return
	}
	c := f.choices[i]
	for n := min(room/f.minutes[c.procedure], c.most); n >= 0; n-- {
		f.slots[c.procedure] = n
		f.walk(i+1, room-n*f.minutes[c.procedure], worth+float64(n)*c.worth)
	}
	f.slots[c.procedure] = 0
}

// memory is what a rounding goes back to.
type memory struct{ slots, slack, total, sum, room []int }

func (r *rounding) remember() memory {
	return memory{slices.Clone(r.slots), slices.Clone(r.slack), slices.Clone(r.total), slices.Clone(r.sum), slices.Clone(r.room)}
}

func (r *rounding) recall(m memory) {
	copy(r.slots, m.slots)
	copy(r.slack, m.slack)
	copy(r.total, m.total)
	copy(r.sum, m.sum)
	copy(r.room, m.room)
}
