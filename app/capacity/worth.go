package capacity

import (
	"cmp"
	"context"
	"slices"
)

// Aim is a sum over the year that more opening hours could raise: appointments, where
// every counted slot is worth 1, or permits, where a slot is worth what it leads to on
// average.
type Aim struct {
	Worth []float64 // of a slot, by procedure of the instance; 0 or more
	Goal  float64
}

// Appointments is the aim of every target: each slot counts one.
func Appointments(in Instance) Aim {
	aim := Aim{Worth: make([]float64, len(in.Procedures))}
	for p, d := range in.Procedures {
		aim.Worth[p] = 1
		aim.Goal += float64(d.Target)
	}
	return aim
}

// Gains returns what that many minutes more in a desk's week would add to the aim at
// most, by week and desk of the instance; 0 in a locked week. It is the value of an
// hour, or of half a day: the prices of the relaxation tell it for every desk and week
// at once, exactly for a little more time and too much for a lot.
func Gains(ctx context.Context, in Instance, aim Aim, minutes int) ([][]float64, error) {
	g := newGrid(in)
	m, prices, err := g.worthiest(ctx, aim)
	if err != nil {
		return nil, err
	}
	gains := make([][]float64, len(in.Weeks))
	for w := range gains {
		gains[w] = make([]float64, len(in.Desks))
	}
	for d := range g.desks {
		k := m.knapsackUpTo(d, prices, m.mostRoom(d)+minutes)
		for w, week := range g.weekOf {
			open := g.open[g.bin(d, w)]
			gains[week][d] = k.worthOf(open+minutes) - k.worthOf(open)
		}
	}
	return gains, nil
}

// worthiest solves the relaxation for an aim instead of a number of slots.
func (g *grid) worthiest(ctx context.Context, aim Aim) (m *master, prices []float64, err error) {
	worth := make([]float64, g.desks*g.procedures)
	for i := range worth {
		worth[i] = aim.Worth[i%g.procedures]
	}
	wanted := make([]int, g.procedures)
	for p, limit := range g.limit {
		wanted[p] = max(limit, 0)
	}
	m = newMaster(g, g.open, wanted, worth)
	_, prices, err = m.solve(ctx)
	return m, prices, err
}

// Remedy is how much more a desk would have to be open.
type Remedy struct {
	Desk  string
	Times int // how often, for the minutes asked about
}

// Remedies returns the fewest additional openings of that many minutes each with which
// the aim can be met, by desk, and how much of the aim is reached then: where the
// targets themselves do not add up to the goal, less than the goal, and no opening is
// asked for in vain. The openings are spread over the free weeks. Each step adds where
// the relaxation gains most, and what proves superfluous in the end is taken away: the
// gains of more openings diminish, so the result is the smallest or near it.
func Remedies(ctx context.Context, in Instance, aim Aim, minutes int) (remedies []Remedy, reached float64, err error) {
	h := helper{in: in, aim: aim, minutes: minutes, times: make([]int, len(in.Desks))}
	locked, most := in.lockedSlots(), 0.0
	for p, d := range in.Procedures {
		h.fixed += aim.Worth[p] * float64(locked[p])
		most += aim.Worth[p] * float64(d.Target)
	}
	goal := min(aim.Goal, most) - unplanned
	if reached, err = h.reach(ctx, h.times); err != nil {
		return nil, 0, err
	}
	for reached < goal {
		d, gain, err := h.bestDesk(ctx, reached)
		if err != nil {
			return nil, 0, err
		}
		if gain < unplanned {
			break // no desk can do what is missing
		}
		// Half of what would do if every opening gained as much: later ones gain less.
		h.times[d] += max(int((goal-reached)/gain/2), 1)
		if reached, err = h.reach(ctx, h.times); err != nil {
			return nil, 0, err
		}
	}
	if reached, err = h.economise(ctx, reached, goal); err != nil {
		return nil, 0, err
	}
	for d, times := range h.times {
		if times > 0 {
			remedies = append(remedies, Remedy{in.Desks[d].Name, times})
		}
	}
	return remedies, reached, nil
}

// helper tries additional openings.
type helper struct {
	in      Instance
	aim     Aim
	minutes int
	fixed   float64 // what the locked weeks give to the aim
	times   []int   // by desk
}

// with is the instance with additional openings: each desk has a helper who serves
// what it serves.
func (h helper) with(times []int) Instance {
	locked := h.in.lockedWeeks()
	var free []int
	for w, week := range h.in.Weeks {
		if !locked[week] {
			free = append(free, w)
		}
	}
	in := h.in
	in.Desks = slices.Clone(in.Desks)
	for d, n := range times {
		if n == 0 {
			continue
		}
		extra := Supply{Accepts: h.in.Desks[d].Accepts, Minutes: make([]int, len(in.Weeks))}
		for i, w := range free {
			extra.Minutes[w] = h.minutes * (n*(i+1)/len(free) - n*i/len(free))
		}
		in.Desks = append(in.Desks, extra)
	}
	return in
}

// reach returns how much of the aim is met with additional openings.
func (h helper) reach(ctx context.Context, times []int) (float64, error) {
	m, _, err := newGrid(h.with(times)).worthiest(ctx, h.aim)
	if err != nil {
		return 0, err
	}
	return h.fixed + m.planned(), nil
}

// bestDesk returns the desk where one opening more gains most. The prices never promise
// less than an opening gives, so those that promise less than the best found so far need
// not be tried.
func (h helper) bestDesk(ctx context.Context, reached float64) (desk int, gain float64, err error) {
	g := newGrid(h.with(h.times))
	m, prices, err := g.worthiest(ctx, h.aim)
	if err != nil {
		return 0, 0, err
	}
	promised := make([]float64, len(h.times))
	order := make([]int, len(h.times))
	for d := range promised {
		order[d] = d
		promised[d] = m.knapsackUpTo(d, prices, h.minutes).worthOf(h.minutes)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(promised[b], promised[a]) })
	for _, d := range order {
		if promised[d] <= gain+unplanned/10 {
			break
		}
		times := slices.Clone(h.times)
		times[d]++
		with, err := h.reach(ctx, times)
		if err != nil {
			return 0, 0, err
		}
		if with-reached > gain+unplanned/10 {
			desk, gain = d, with-reached
		}
	}
	return desk, gain, nil
}

// economise takes away what the goal, or what was reached, does not need.
func (h helper) economise(ctx context.Context, reached, goal float64) (float64, error) {
	goal = min(goal, reached-unplanned/10)
	for d := range h.times {
		low, high := -1, h.times[d] // low is not enough, high is
		for high-low > 1 {
			h.times[d] = (low + high) / 2
			with, err := h.reach(ctx, h.times)
			if err != nil {
				return 0, err
			}
			if with < goal {
				low = h.times[d]
			} else {
				high, reached = h.times[d], with
			}
		}
		h.times[d] = high
	}
	return reached, nil
}
