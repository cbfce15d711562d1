package capacity

import (
	"context"
	"math/rand/v2"
	"slices"
)

// freed is how many bins that lose nothing are opened again beside those that do, in
// one attempt after the other.
var freed = []int{6, 12, 24, 24, 48, 48, 96, 192}

// attempts bounds how many goals are tried, from the proven bound upwards.
const attempts = 6

// repair makes a plan miss as few slots as any can, as far as it finds out how, and
// returns the number of slots that every plan misses at least. What the plan already
// does well it leaves alone: only the bins that waste something, judged by the prices
// of the relaxation, are planned anew, with a few others that make room for that.
func (g *grid) repair(ctx context.Context) (least int, err error) {
	r := newRounding(g)
	bound, prices, err := r.bound(ctx)
	if err != nil || g.missing() <= bound {
		return bound, err
	}
	wasting := r.wasting(prices)
	source := rand.New(rand.NewPCG(1791, 1848)) // a fixed sequence, not chance
	for goal := bound; goal < min(g.missing(), bound+attempts); goal++ {
		for _, others := range freed {
			done, err := r.retry(ctx, wasting, source.Perm(len(g.open)), others, goal)
			if done || err != nil {
				return bound, err
			}
		}
	}
	return bound, r.anew(ctx, bound)
}

// bound returns what every plan misses at least, and the prices that prove it.
func (r *rounding) bound(ctx context.Context) (short int, prices []float64, err error) {
	before := r.remember()
	defer r.recall(before)
	for bin := range r.open {
		r.reopen(bin)
	}
	relaxed, err := r.relax(ctx, r.room, 0)
	return least(relaxed.short), relaxed.prices, err
}

// wasting tells the bins that hold less than they could at the prices.
func (r *rounding) wasting(prices []float64) []bool {
	wasting := make([]bool, len(r.open))
	all := make([]int, r.procedures)
	ones := make([]float64, r.desks*r.procedures)
	for p := range all {
		all[p] = r.limit[p]
	}
	for i := range ones {
		ones[i] = 1
	}
	m := &master{grid: r.grid, room: r.open, wanted: all, worth: ones}
	for desk := range r.desks {
		k := m.knapsack(desk, prices)
		for week := range r.weeks {
			bin := r.bin(desk, week)
			worth := 0.0
			for p, price := range prices {
				worth += float64(r.slots[bin*r.procedures+p]) * (1 - price)
			}
			wasting[bin] = k.worthOf(r.open[bin])-worth > negligible
		}
	}
	return wasting
}

// retry opens the wasting bins and the first others of an order again, and plans them
// anew; the plan stays what it was if that does not reach the goal.
func (r *rounding) retry(ctx context.Context, wasting []bool, order []int, others, goal int) (done bool, err error) {
	before := r.remember()
	var open []int
	for _, bin := range order {
		if r.open[bin] == 0 || !wasting[bin] && others == 0 {
			continue
		}
		if !wasting[bin] {
			others--
		}
		open = append(open, bin)
	}
	slices.Sort(open)
	for _, bin := range open {
		r.reopen(bin)
	}
	relaxed, err := r.relax(ctx, r.room, 0)
	if err == nil && least(relaxed.short) <= goal {
		done, err = r.dive(ctx, open, relaxed, goal, 0)
	}
	if !done {
		r.recall(before)
	}
	return done, err
}

// variantsAnew is how many variants of the relaxation a plan made anew is a mixture of.
const variantsAnew = 8

// anew plans everything again if that misses fewer slots.
func (r *rounding) anew(ctx context.Context, goal int) error {
	before, missing := r.remember(), r.missing()
	var open []int
	for week := range r.weeks { // week by week: what is filled first is spread over the year
		for desk := range r.desks {
			r.reopen(r.bin(desk, week))
			open = append(open, r.bin(desk, week))
		}
	}
	relaxed, err := r.relax(ctx, r.room, variantsAnew)
	if err == nil {
		_, err = r.dive(ctx, open, relaxed, goal, variantsAnew)
		r.grid.fill()
	}
	if err != nil || r.missing() >= missing {
		r.recall(before)
	}
	return err
}
