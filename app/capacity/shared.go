package capacity

import (
	"context"
	"slices"

	"creneaux/app/agenda"
)

// Policy says who goes without when the targets cannot all be met.
type Policy string

const (
	// Fewest plans as many slots as possible: the procedures whose slots are longest pay
	// for all.
	Fewest Policy = "fewest"
	// Shared lets every procedure fall short by about the same part of its target, as far
	// as the desks that serve it allow; who can have more without taking it from one that
	// has less gets it (max-min fairness: D. Bertsekas, R. Gallager, Data Networks, 1987).
	Shared Policy = "shared"
)

// Policies returns the policies, the usual one first.
func Policies() []Policy { return []Policy{Fewest, Shared} }

const (
	// sharePrecision is how many parts of a target are told apart.
	sharePrecision = 1 << 12
	// unplanned is what counts as nothing missing, in slots.
	unplanned = 0.01
)

// lower brings the targets of an instance down to what every procedure can have at once,
// filling them in step: all by the same part until a desk is full, then those that
// still can. It leaves the locked counts alone.
func lower(ctx context.Context, in Instance) (Instance, error) {
	s := sharing{in: in, parts: make([]int, len(in.Procedures)), fixed: in.lockedSlots()}
	rising := make([]bool, len(s.parts))
	for p := range rising {
		rising[p] = true
	}
	for slices.Contains(rising, true) {
		if err := s.raise(ctx, rising); err != nil {
			return Instance{}, err
		}
		if err := s.stop(ctx, rising); err != nil {
			return Instance{}, err
		}
	}
	return s.at(s.parts), nil
}

// sharing is how much of its target each procedure has got, in parts of sharePrecision.
type sharing struct {
	in    Instance
	fixed []int // locked slots, by procedure
	parts []int
}

// at is the instance with targets lowered to parts of them.
func (s sharing) at(parts []int) Instance {
	in := s.in
	in.Procedures = slices.Clone(in.Procedures)
	for p := range in.Procedures {
		d := &in.Procedures[p]
		d.Target = max(d.Target*parts[p]/sharePrecision, s.fixed[p])
	}
	return in
}

// possible reports whether the lowered targets can all be met.
func (s sharing) possible(ctx context.Context, parts []int) (bool, error) {
	g := newGrid(s.at(parts))
	relaxed, err := g.relax(ctx, g.open, 0)
	return relaxed.short < unplanned, err
}

// raise gives those that are rising the largest common part that is possible.
func (s sharing) raise(ctx context.Context, rising []bool) error {
	low, high := sharePrecision, sharePrecision+1 // low is possible, high is not or is beyond the target
	for p, up := range rising {
		if up {
			low = min(low, s.parts[p])
		}
	}
	for high-low > 1 {
		middle := (low + high) / 2
		ok, err := s.possible(ctx, s.with(rising, middle))
		if err != nil {
			return err
		}
		if ok {
			low = middle
		} else {
			high = middle
		}
	}
	copy(s.parts, s.with(rising, low))
	return nil
}

// with is what everybody has when those that are rising have a part at least.
func (s sharing) with(rising []bool, part int) []int {
	parts := slices.Clone(s.parts)
	for p, up := range rising {
		if up {
			parts[p] = max(parts[p], part)
		}
	}
	return parts
}

// stop ends the rise of those that have their whole target or cannot have one slot more
// while all others keep what they have. Where each could, but not all at once, the one
// that is worst off with it has it.
func (s sharing) stop(ctx context.Context, rising []bool) error {
	stopped, worst, next := false, -1, 0
	for p, up := range rising {
		if !up {
			continue
		}
		more := s.oneMore(p)
		ok := more <= sharePrecision
		if ok {
			parts := slices.Clone(s.parts)
			parts[p] = more
			var err error
			if ok, err = s.possible(ctx, parts); err != nil {
				return err
			}
		}
		switch {
		case !ok:
			rising[p], stopped = false, true
		case worst < 0 || more < next:
			worst, next = p, more
		}
	}
	if !stopped && worst >= 0 {
		s.parts[worst] = next
	}
	return nil
}

// oneMore is the smallest part with which a procedure has a slot more than now; beyond
// sharePrecision where it has its whole target.
func (s sharing) oneMore(p int) int {
	whole := s.in.Procedures[p].Target
	now := s.at(s.parts).Procedures[p].Target
	if now >= whole {
		return sharePrecision + 1
	}
	return ((now+1)*sharePrecision + whole - 1) / whole
}

// makeSharedPlan is makePlan with the shortage shared.
func makeSharedPlan(ctx context.Context, in Instance, progress agenda.Progress) (*grid, int, error) {
	whole := newGrid(in)
	relaxed, err := whole.relax(ctx, whole.open, 0)
	if err != nil {
		return nil, 0, err
	}
	if relaxed.short < unplanned {
		return makePlan(ctx, in, progress)
	}
	progress.Report(agenda.Msg("capacity.stage.share"), 0, 0)
	lowered, err := lower(ctx, in)
	if err != nil {
		return nil, 0, err
	}
	g, _, err := makePlan(ctx, lowered, progress)
	if err != nil {
		return nil, 0, err
	}
	for bin := range g.open {
		for p := range g.procedures {
			whole.add(bin, p, g.slots[bin*g.procedures+p])
		}
	}
	whole.fill()
	return whole, least(relaxed.short), nil
}
