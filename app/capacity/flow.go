package capacity

import (
	"cmp"
	"slices"
)

// The minutes that the desks can give to sets of procedures form a polymatroid, and
// every slot counts one, so filling the procedures by increasing minutes, each as far
// as it goes without taking from those before it, plans the most slots that are
// possible when slots may be cut into pieces (J. Edmonds, Submodular Functions,
// Matroids, and Certain Polyhedra, 1970: the greedy algorithm). Weeks do not limit
// that sum, so the flow runs over the desks' whole year.

// yearFlow returns the minutes that each desk gives to each procedure over the free
// weeks, as minutes[procedure][desk].
func (g *grid) yearFlow() [][]int {
	f := flow{grid: g, given: make([][]int, g.procedures), left: make([]int, g.desks)}
	for p := range f.given {
		f.given[p] = make([]int, g.desks)
	}
	for d := range g.desks {
		for w := range g.weeks {
			f.left[d] += g.open[g.bin(d, w)]
		}
	}
	order := make([]int, g.procedures)
	for p := range order {
		order[p] = p
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(g.minutes[a], g.minutes[b]) })
	for _, p := range order {
		want := max(g.limit[p], 0) * g.minutes[p]
		for want > 0 {
			sent := f.augment(p, want)
			if sent == 0 {
				break
			}
			want -= sent
		}
	}
	return f.given
}

type flow struct {
	*grid
	given [][]int // minutes by procedure and desk
	left  []int   // minutes by desk
}

// step says how a desk was reached: a procedure that may come to it, and the desk
// that this procedure would leave (-1 at the start of the path).
type step struct{ procedure, from int }

// augment sends up to want minutes more to a procedure along a shortest path of
// exchanges, and returns how many went.
func (f flow) augment(procedure, want int) int {
	reached := make(map[int]step, f.desks)
	var queue []int
	for _, d := range f.serving[procedure] {
		reached[d] = step{procedure, -1}
		queue = append(queue, d)
	}
	for len(queue) > 0 {
		d := queue[0]
		queue = queue[1:]
		if f.left[d] > 0 {
			return f.push(reached, d, want)
		}
		for _, p := range f.accepts[d] {
			if f.given[p][d] == 0 {
				continue
			}
			for _, next := range f.serving[p] {
				if _, seen := reached[next]; !seen {
					reached[next] = step{p, d}
					queue = append(queue, next)
				}
			}
		}
	}
	return 0
}

func (f flow) push(reached map[int]step, end, want int) int {
	amount := min(want, f.left[end])
	for d := end; reached[d].from >= 0; d = reached[d].from {
		amount = min(amount, f.given[reached[d].procedure][reached[d].from])
	}
	f.left[end] -= amount
	for d := end; d >= 0; d = reached[d].from {
		s := reached[d]
		f.given[s.procedure][d] += amount
		if s.from >= 0 {
			f.given[s.procedure][s.from] -= amount
		}
	}
	return amount
}

// seed fills the grid from the year's flow: each desk-week takes its share of what
// the desk gives to a procedure, rounded down, so that it fits.
func (g *grid) seed() {
	for p, given := range g.yearFlow() {
		for d, minutes := range given {
			year := 0
			for w := range g.weeks {
				year += g.open[g.bin(d, w)]
			}
			if year == 0 {
				continue
			}
			for w := range g.weeks {
				bin := g.bin(d, w)
				g.add(bin, p, minutes*g.open[bin]/year/g.minutes[p])
			}
		}
	}
}
