package capacity

// grid is a plan under construction: the free weeks of an instance as flat arrays. A
// bin is one desk in one free week; it holds slots of the procedures that the desk
// accepts, within its open minutes.
type grid struct {
	weeks, desks, procedures int

	minutes []int   // of one slot, by procedure
	accepts [][]int // procedures by desk
	serving [][]int // desks by procedure
	open    []int   // minutes, by bin
	limit   []int   // slots that may still be planned, by procedure

	weight  []float64 // demand relative to a usual week, by week
	ideal   []float64 // by week and procedure; 0 where nothing may stand
	inverse []float64 // 1 / ideal, or 0

	slots []int // by bin and procedure
	slack []int // minutes still free, by bin
	total []int // slots planned, by procedure
	sum   []int // slots of all desks, by week and procedure

	weekOf []int // position in the instance of each free week
}

func newGrid(in Instance) *grid {
	locked := in.lockedWeeks()
	g := &grid{desks: len(in.Desks), procedures: len(in.Procedures)}
	for w, week := range in.Weeks {
		if !locked[week] {
			g.weekOf = append(g.weekOf, w)
			g.weight = append(g.weight, in.weight(w))
		}
	}
	g.weeks = len(g.weekOf)
	index := in.procedureIndex()
	g.serving = make([][]int, g.procedures)
	fixed := in.lockedSlots()
	for i, p := range in.Procedures {
		g.minutes = append(g.minutes, p.Minutes)
		g.limit = append(g.limit, p.Target-fixed[i])
	}
	for d, desk := range in.Desks {
		var accepts []int
		for _, code := range desk.Accepts {
			accepts = append(accepts, index[code])
			g.serving[index[code]] = append(g.serving[index[code]], d)
		}
		g.accepts = append(g.accepts, accepts)
		for _, w := range g.weekOf {
			g.open = append(g.open, desk.Minutes[w])
		}
	}
	g.slack = append([]int(nil), g.open...)
	g.slots = make([]int, len(g.open)*g.procedures)
	g.total = make([]int, g.procedures)
	g.sum = make([]int, g.weeks*g.procedures)
	g.setIdeals()
	return g
}

func (g *grid) setIdeals() {
	g.ideal = make([]float64, g.weeks*g.procedures)
	g.inverse = make([]float64, g.weeks*g.procedures)
	for p := range g.procedures {
		open := make([]float64, g.weeks) // minutes, weighted
		all := 0.0
		for _, d := range g.serving[p] {
			for w := range g.weeks {
				minutes := float64(g.open[g.bin(d, w)]) * g.weight[w]
				open[w] += minutes
				all += minutes
			}
		}
		for w, minutes := range open {
			if minutes > 0 && g.limit[p] > 0 {
				i := w*g.procedures + p
				g.ideal[i] = float64(g.limit[p]) * minutes / all
				g.inverse[i] = 1 / g.ideal[i]
			}
		}
	}
}

func (g *grid) bin(desk, week int) int { return desk*g.weeks + week }

// accepting reports whether the desk deals with the procedure.
func (g *grid) accepting(desk, procedure int) bool {
	for _, p := range g.accepts[desk] {
		if p == procedure {
			return true
		}
	}
	return false
}

// add puts n more slots of a procedure into a bin, or takes some out when n is
// negative. The caller sees to it that they fit.
func (g *grid) add(bin, procedure, n int) {
	g.slots[bin*g.procedures+procedure] += n
	g.slack[bin] -= n * g.minutes[procedure]
	g.total[procedure] += n
	g.sum[bin%g.weeks*g.procedures+procedure] += n
}

// price is how much the deviation grows when a week gets n more slots of a procedure.
func (g *grid) price(week, procedure, n int) float64 {
	i := week*g.procedures + procedure
	k := float64(n)
	return k * (2*(float64(g.sum[i])-g.ideal[i]) + k) * g.inverse[i]
}

// fill adds every slot that still fits somewhere, so that no plan leaves room that its
// targets ask for, however the search went.
func (g *grid) fill() {
	for p, serving := range g.serving {
		for _, d := range serving {
			for w := range g.weeks {
				bin := g.bin(d, w)
				g.add(bin, p, min(g.slack[bin]/g.minutes[p], g.limit[p]-g.total[p]))
			}
		}
	}
}

// full reports whether a bin has no room for any procedure of its desk.
func (g *grid) full(bin int) bool {
	for _, p := range g.accepts[bin/g.weeks] {
		if g.slack[bin] >= g.minutes[p] {
			return false
		}
	}
	return true
}

// cells returns the plan by week, desk and procedure, the locked weeks included.
func (g *grid) cells(in Instance) []Cell {
	fixed := map[place]int{}
	r := newResolver(in)
	for _, c := range in.Fixed {
		fixed[place{r.weeks[c.Week], r.desks[c.Desk], r.procedures[c.Procedure]}] = c.Slots
	}
	free := make(map[int]int, g.weeks)
	for i, w := range g.weekOf {
		free[w] = i
	}
	var cells []Cell
	for w, week := range in.Weeks {
		i, isFree := free[w]
		for d, desk := range in.Desks {
			for p, procedure := range in.Procedures {
				n := fixed[place{w, d, p}]
				if isFree {
					n = g.slots[g.bin(d, i)*g.procedures+p]
				}
				if n > 0 {
					cells = append(cells, Cell{week, desk.Name, procedure.Code, n})
				}
			}
		}
	}
	return cells
}
