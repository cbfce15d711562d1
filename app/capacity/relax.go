package capacity

import (
	"context"
	"math"
	"math/rand/v2"
)

// The least shortfall is approached from below by column generation (G. B. Dantzig,
// P. Wolfe, Decomposition Principle for Linear Programs, Operations Research 8, 1960):
// a column is a whole year of one desk, each of its weeks filled with whole slots, and
// the master program mixes each desk's columns so that the targets are kept. No plan
// has more slots than that mixture. Unlike a program in which slots may be cut into
// pieces, it knows that a week of 675 minutes has no use for its last five where every
// slot lasts ten, twenty or thirty.

// column is what one desk could do in the bins that are still open.
type column struct {
	desk  int
	slots []int // by week and procedure
	total []int // by procedure
	worth float64
}

// relaxation is the optimum of the master program, or of several with slightly
// different worths of a slot.
type relaxation struct {
	// short is proven: whatever is done in the open bins, no fewer slots are missing.
	short  float64
	prices []float64 // what one more slot of a procedure's target would be worth: 0 to 1
	// columns come with their shares, which add up to 1 for each desk. A relaxation that
	// was given up has none.
	columns []column
	shares  []float64
}

// The master program works in rows: one a desk (its shares add up to 1), then one a
// procedure (its target is not exceeded). Its primal simplex keeps the inverse of the
// basis, and makes its columns by a knapsack for each desk.
type master struct {
	*grid
	room    []int     // open minutes, by bin
	wanted  []int     // slots still to be planned, by procedure
	worth   []float64 // of a slot, by desk and procedure
	rows    int
	inverse []float64 // of the basis, rows × rows
	basis   []basic
	value   []float64 // of what is in the basis, by row
	duals   []float64
	pivots  int
}

// basic is a column in the basis, or the unused part of a procedure's target.
type basic struct {
	column
	unused int // procedure; -1 for a column
}

const (
	// negligible is what counts as nothing: rounding errors stay far below.
	negligible = 1e-7
	// enough says how near to the bound, in slots, a mixture has to come.
	enough = 1e-4
	// refactorEvery is after how many pivots the inverse is computed anew, so that its
	// rounding errors do not add up.
	refactorEvery = 50
	// mostSteps bounds the arithmetic of one relaxation, in additions and multiplications.
	// A service's year takes a hundredth of it; only an instance far beyond any service
	// gives up, and is then planned without a proof.
	mostSteps = 2_000_000_000
)

func newMaster(g *grid, room, wanted []int, worth []float64) *master {
	m := &master{grid: g, room: room, wanted: wanted, worth: worth, rows: g.desks + g.procedures}
	m.inverse = make([]float64, m.rows*m.rows)
	m.duals = make([]float64, m.rows)
	for row := range m.rows {
		m.inverse[row*m.rows+row] = 1
		b := basic{unused: row - g.desks}
		if row < g.desks { // the desk does nothing at all
			b = basic{column{desk: row, slots: make([]int, g.weeks*g.procedures), total: make([]int, g.procedures)}, -1}
		}
		m.basis = append(m.basis, b)
	}
	m.setValues()
	return m
}

// limitOf is the right-hand side of a row. Each target is a hair's breadth more than a
// whole number, each by its own: ties, on which a simplex can turn in circles, are rare.
func (m *master) limitOf(row int) float64 {
	if row < m.desks {
		return 1
	}
	p := row - m.desks
	return float64(m.wanted[p]) + enough/10*float64(p+1)/float64(m.procedures+1)
}

func (m *master) setValues() {
	m.value = make([]float64, m.rows)
	for i := range m.value {
		for j := range m.rows {
			m.value[i] += m.inverse[i*m.rows+j] * m.limitOf(j)
		}
		m.value[i] = max(m.value[i], 0)
	}
}

// setDuals computes the prices of the rows for the present basis.
func (m *master) setDuals() {
	clear(m.duals)
	for i, b := range m.basis {
		if b.worth == 0 {
			continue
		}
		for j := range m.rows {
			m.duals[j] += b.worth * m.inverse[i*m.rows+j]
		}
	}
}

// vector is what a column has in each row.
func (m *master) vector(b basic) []float64 {
	v := make([]float64, m.rows)
	if b.unused >= 0 {
		v[m.desks+b.unused] = 1
		return v
	}
	v[b.desk] = 1
	for p, n := range b.total {
		v[m.desks+p] = float64(n)
	}
	return v
}

// enter brings a column into the basis and reports whether that was possible.
func (m *master) enter(b basic) bool {
	direction := make([]float64, m.rows)
	for j, e := range m.vector(b) {
		if e == 0 {
			continue
		}
		for i := range direction {
			direction[i] += m.inverse[i*m.rows+j] * e
		}
	}
	leaving, least := -1, math.Inf(1)
	for i, d := range direction {
		if d > negligible && m.value[i]/d < least {
			leaving, least = i, m.value[i]/d
		}
	}
	if leaving < 0 {
		return false
	}
	m.pivot(m.inverse, direction, leaving)
	for i, d := range direction {
		m.value[i] = max(m.value[i]-d*least, 0)
	}
	m.value[leaving] = least
	m.basis[leaving] = b
	if m.pivots++; m.pivots%refactorEvery == 0 {
		m.refactor()
	}
	return true
}

// pivot updates an inverse for a basis whose row becomes the column of the direction.
func (m *master) pivot(inverse, direction []float64, row int) {
	pivoted := inverse[row*m.rows : (row+1)*m.rows]
	for j := range pivoted {
		pivoted[j] /= direction[row]
	}
	for i, d := range direction {
		if i == row || d == 0 {
			continue
		}
		other := inverse[i*m.rows : (i+1)*m.rows]
		for j, e := range pivoted {
			other[j] -= d * e
		}
	}
}

// refactor computes the inverse anew, by bringing the columns of the basis one after the
// other into a basis of unit vectors, the largest pivot first. Where that fails the
// inverse stays what it was.
func (m *master) refactor() {
	inverse := make([]float64, m.rows*m.rows)
	for row := range m.rows {
		inverse[row*m.rows+row] = 1
	}
	basis := make([]basic, m.rows)
	taken := make([]bool, m.rows)
	for _, b := range m.basis {
		direction := make([]float64, m.rows)
		for j, e := range m.vector(b) {
			for i := range direction {
				direction[i] += inverse[i*m.rows+j] * e
			}
		}
		row := -1
		for i, d := range direction {
			if !taken[i] && (row < 0 || math.Abs(d) > math.Abs(direction[row])) {
				row = i
			}
		}
		if math.Abs(direction[row]) < negligible {
			return
		}
		m.pivot(inverse, direction, row)
		basis[row], taken[row] = b, true
	}
	m.inverse, m.basis = inverse, basis
	m.setValues()
}

// best returns the column of a desk that is worth most when a slot costs its
// procedure's price, and how much that is: a knapsack that slots may enter any number
// of times, solved for every room at once.
func (m *master) best(desk int, prices []float64) (c column, worth float64) {
	c = column{desk: desk, slots: make([]int, m.weeks*m.procedures), total: make([]int, m.procedures)}
	k := m.knapsack(desk, prices)
	for w := range m.weeks {
		room := m.room[m.bin(desk, w)]
		worth += k.worthOf(room)
		k.fill(room, func(p int) {
			c.slots[w*m.procedures+p]++
			c.total[p]++
			c.worth += m.worth[desk*m.procedures+p]
		})
	}
	return c, worth
}

// knapsack says for every room what a desk does best with it.
type knapsack struct {
	minutes []int // of a slot, by procedure
	unit    int   // of the rooms, in minutes: the greatest common divisor of the slots; 0: no slots
	worth   []float64
	last    []int // procedure of the last slot; -1: a unit is left free
}

func (m *master) knapsack(desk int, prices []float64) knapsack {
	return m.knapsackUpTo(desk, prices, m.mostRoom(desk))
}

func (m *master) knapsackUpTo(desk int, prices []float64, minutes int) knapsack {
	k := knapsack{minutes: m.minutes}
	var accepts []int
	for _, p := range m.accepts[desk] {
		if m.wanted[p] > 0 {
			accepts = append(accepts, p)
			k.unit = gcd(k.unit, m.minutes[p])
		}
	}
	if k.unit == 0 {
		return k
	}
	most := minutes / k.unit
	k.worth, k.last = make([]float64, most+1), make([]int, most+1)
	for room := range k.worth {
		k.last[room] = -1
		if room > 0 {
			k.worth[room] = k.worth[room-1]
		}
		for _, p := range accepts {
			if need := m.minutes[p] / k.unit; need <= room {
				with := k.worth[room-need] + m.worth[desk*m.procedures+p] - prices[p]
				if with > k.worth[room]+negligible/1000 {
					k.worth[room], k.last[room] = with, p
				}
			}
		}
	}
	return k
}

// mostRoom is the room of a desk's widest bin.
func (m *master) mostRoom(desk int) (minutes int) {
	for week := range m.weeks {
		minutes = max(minutes, m.room[m.bin(desk, week)])
	}
	return minutes
}

func (k knapsack) worthOf(minutes int) float64 {
	if k.unit == 0 {
		return 0
	}
	return k.worth[minutes/k.unit]
}

// fill calls add with the procedure of each slot of the best filling.
func (k knapsack) fill(minutes int, add func(procedure int)) {
	if k.unit == 0 {
		return
	}
	for room := minutes / k.unit; room > 0; {
		p := k.last[room]
		if p < 0 {
			room--
			continue
		}
		add(p)
		room -= k.minutes[p] / k.unit
	}
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// solve runs the simplex until no column is worth entering, and returns what the most
// slots are, as proven by the prices (Lagrange's bound), and those prices.
func (m *master) solve(ctx context.Context) (most float64, prices []float64, err error) {
	most = math.Inf(1)
	work := m.rows*m.rows*m.rows + len(m.room)*m.procedures + m.knapsackWork()
	for budget := mostSteps; budget > 0; budget -= work {
		if err := ctx.Err(); err != nil {
			return 0, nil, err
		}
		m.setDuals()
		now := make([]float64, m.procedures)
		for p := range now {
			now[p] = max(m.duals[m.desks+p], 0)
		}
		entered := m.enterUnused()
		bound := 0.0
		for p, price := range now {
			bound += price * float64(m.wanted[p])
		}
		for d := range m.desks {
			c, worth := m.best(d, now)
			bound += worth
			m.setDuals()
			if m.gain(c) > negligible && m.enter(basic{c, -1}) {
				entered = true
			}
		}
		if bound < most {
			most, prices = bound, now
		}
		if !entered || most-m.planned() < enough {
			break
		}
	}
	return most, prices, nil
}

// knapsackWork estimates the arithmetic of the knapsacks of all desks.
func (m *master) knapsackWork() (steps int) {
	for d := range m.desks {
		steps += m.mostRoom(d) * len(m.accepts[d])
	}
	return steps
}

// enterUnused lets the targets that the prices would rather not reach be unused.
func (m *master) enterUnused() (entered bool) {
	for p := range m.procedures {
		if m.duals[m.desks+p] < -negligible && m.enter(basic{unused: p}) {
			entered = true
			m.setDuals()
		}
	}
	return entered
}

// gain is how much the program gains by a whole column.
func (m *master) gain(c column) float64 {
	gain := c.worth - m.duals[c.desk]
	for p, n := range c.total {
		gain -= m.duals[m.desks+p] * float64(n)
	}
	return gain
}

func (m *master) planned() (slots float64) {
	for i, b := range m.basis {
		slots += b.worth * m.value[i]
	}
	return slots
}

// relax solves the relaxation of what the rooms, by bin, can still do. variants more are
// solved in which slots are worth a little more here or there, and all are mixed: the
// optimum is seldom one point, and the middle of where it can be makes better plans than
// a corner.
func (g *grid) relax(ctx context.Context, room []int, variants int) (relaxation, error) {
	wanted := make([]int, g.procedures)
	all := 0
	for p := range wanted {
		wanted[p] = max(g.limit[p]-g.total[p], 0)
		all += wanted[p]
	}
	worth := make([]float64, g.desks*g.procedures)
	for i := range worth {
		worth[i] = 1
	}
	m := newMaster(g, room, wanted, worth)
	most, prices, err := m.solve(ctx)
	if err != nil {
		return relaxation{}, err
	}
	r := relaxation{short: float64(all) - most, prices: prices}
	r.mix(m, 1/float64(variants+1))
	source := rand.New(rand.NewPCG(1788, 1902)) // a fixed sequence, not chance
	for range variants {
		for i := range worth {
			worth[i] = 1 + variation*source.Float64()
		}
		m := newMaster(g, room, wanted, worth)
		if _, _, err := m.solve(ctx); err != nil {
			return relaxation{}, err
		}
		r.mix(m, 1/float64(variants+1))
	}
	return r, nil
}

// variation is how much the worth of a slot differs between the variants of a
// relaxation: less than one slot in a year's thousands.
const variation = 1e-3

// mix takes a part of the columns of a solved program.
func (r *relaxation) mix(m *master, part float64) {
	for i, b := range m.basis {
		if b.unused < 0 && m.value[i] > negligible {
			r.columns = append(r.columns, b.column)
			r.shares = append(r.shares, m.value[i]*part)
		}
	}
}
