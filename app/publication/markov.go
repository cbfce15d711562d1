package publication

import (
	"math"
	"slices"
)

// markov is a uniform draw of a schedule seen as a walk through the moments: in a state
// of the choice so far, a moment is chosen with the probability that the tables give
// it, the completions with it over all completions. Every figure of it is a
// probability, so that nothing can overflow however many schedules there are, and all
// sums are of positive terms, which keeps them exact to about 14 digits.
type markov struct {
	*space
	base []int     // of each day: offset of its first row in choose
	pick []float64 // of each row and state: the probability to choose the row's moment
}

func newMarkov(t *tables) *markov {
	mk := &markov{space: t.space, base: make([]int, len(t.days))}
	size := 0
	for d, today := range t.days {
		mk.base[d] = size
		size += (today.to - today.from + 1) * len(today.states)
	}
	mk.pick = make([]float64, size)
	for d, today := range t.days {
		for i := today.from; i < today.to; i++ {
			after, via := t.onward(d, t.next[i])
			here := mk.row(mk.pick, d, i)
			for s, picked := range today.picks[t.kinds[i]] {
				picked = through(via, picked)
				if all := t.cell(d, i, s); picked != none && !isZero(all) {
					here[s] = quotient(t.number(after, picked), all)
				}
			}
		}
	}
	return mk
}

// quotient returns a/b for words, the lowest first, with a at most b and b not 0.
func quotient(a, b []uint64) float64 {
	top := len(b) - 1
	for b[top] == 0 {
		top--
	}
	if top == 0 {
		return float64(a[0]) / float64(b[0])
	}
	const word = 1 << 64
	// Words below these two change the quotient by less than 2^-64.
	return (float64(a[top])*word + float64(a[top-1])) / (float64(b[top])*word + float64(b[top-1]))
}

// row returns the figures of all states of day d at the moment of index i, or at the
// day's end.
func (mk *markov) row(cells []float64, d, i int) []float64 {
	today := &mk.days[d]
	size := len(today.states)
	at := mk.base[d] + (i-today.from)*size
	return cells[at : at+size]
}

// begin returns cells in which the walk stands before the first moment.
func (mk *markov) begin() []float64 {
	cells := make([]float64, len(mk.pick))
	mk.row(cells, 0, 0)[mk.start] = 1
	return cells
}

// walk carries what stands in cells from the moment of index from to the end, and
// returns what reaches it. What chooses a moment goes on in the cells that into gives
// for the moment's index, and its probability is added to seen, where that is not nil.
func (mk *markov) walk(cells []float64, from int, into func(i int) []float64, seen []float64) float64 {
	for d := mk.dayOf[from]; d < len(mk.days); d++ {
		today := &mk.days[d]
		for i := max(from, today.from); i < today.to; i++ {
			sum := mk.step(cells, into(i), d, i)
			if seen != nil {
				seen[i] += sum
			}
		}
		if d+1 == len(mk.days) {
			break
		}
		over, next := mk.row(cells, d, today.to), mk.row(cells, d+1, today.to)
		for s, p := range over {
			if then := today.settle[s]; then != none {
				next[then] += p
			}
		}
	}
	last := len(mk.days) - 1
	end := 0.0
	for _, p := range mk.row(cells, last, mk.days[last].to) {
		end += p
	}
	return end
}

// step carries one row on: to the next row what skips the moment, into other cells,
// or the same, what chooses it. It returns how much chooses it.
func (mk *markov) step(cells, into []float64, d, i int) float64 {
	here, skipped := mk.row(cells, d, i), mk.row(cells, d, i+1)
	pick, picks, to, via := mk.choice(into, d, i)
	sum := 0.0
	for s, p := range here {
		if p == 0 {
			continue
		}
		chosen := p * pick[s]
		skipped[s] += p - chosen
		if chosen > 0 {
			to[through(via, picks[s])] += chosen
			sum += chosen
		}
	}
	return sum
}

// choice returns what a step needs of the choice of moment i: the probability of it in
// every state, the state after it, and the row of cells where that goes on, via a
// transition; see landing.
func (mk *markov) choice(cells []float64, d, i int) (pick []float64, picks []int, to []float64, via []int) {
	landed, via := mk.landing(d, mk.next[i])
	return mk.row(mk.pick, d, i), mk.days[d].picks[mk.kinds[i]], mk.row(cells, landed, mk.next[i]), via
}

// hourSpans returns the clock hours that have a moment, in time order, and the index
// of the first moment of each; one past the last closes the list.
func (mk *markov) hourSpans() (hours []Hour, first []int) {
	for i, m := range mk.moments {
		if h := hourOf(m.at); len(hours) == 0 || hours[len(hours)-1] != h {
			hours = append(hours, h)
			first = append(first, i)
		}
	}
	return hours, append(first, len(mk.moments))
}

// moments2 are the first two moments of how many releases fall into each clock hour.
type moments2 struct {
	hours []Hour
	mean  []float64 // expected releases in an hour
	// pairs[a][b] is the expected number of ordered pairs of different releases, the
	// first in hour a and the second in hour b.
	pairs [][]float64
}

func (mk *markov) moments2() moments2 {
	hours, first := mk.hourSpans()
	m := moments2{hours: hours, mean: make([]float64, len(hours)), pairs: make([][]float64, len(hours))}
	hour := make([]int, len(mk.moments))
	for h := range hours {
		m.pairs[h] = make([]float64, len(hours))
		for i := first[h]; i < first[h+1]; i++ {
			hour[i] = h
		}
	}
	flow, after := mk.begin(), make([]float64, len(mk.pick))
	seen := make([]float64, len(mk.moments))
	mk.walk(flow, 0, func(int) []float64 { return flow }, seen)
	for i, p := range seen {
		m.mean[hour[i]] += p
	}
	for a := range hours {
		clear(after)
		clear(seen)
		for i := first[a]; i < first[a+1]; i++ {
			d := mk.dayOf[i]
			pick, picks, to, via := mk.choice(after, d, i)
			for s, p := range mk.row(flow, d, i) {
				if chosen := p * pick[s]; chosen > 0 {
					to[through(via, picks[s])] += chosen
				}
			}
		}
		mk.walk(after, first[a], func(int) []float64 { return after }, seen)
		for j, p := range seen {
			m.pairs[a][hour[j]] += p
			m.pairs[hour[j]][a] += p
		}
	}
	return m
}

// caught returns the distribution of how many of the releases fall into the hours
// that inside names: element n is the probability of exactly n.
func (mk *markov) caught(inside map[Hour]bool) []float64 {
	var distribution []float64
	layer := mk.begin()
	for {
		next := make([]float64, len(layer))
		distribution = append(distribution, mk.walk(layer, 0, func(i int) []float64 {
			if inside[hourOf(mk.moments[i].at)] {
				return next
			}
			return layer
		}, nil))
		if !slices.ContainsFunc(next, func(p float64) bool { return p > 0 }) {
			return distribution
		}
		layer = next
	}
}

// thinned returns the distribution of how many of r releases, taken at random from a
// week of which distribution tells how many of all k are caught, are caught: the
// hypergeometric mixture.
func thinned(distribution []float64, r, k int) []float64 {
	if r >= k {
		return distribution
	}
	out := make([]float64, min(r, len(distribution)-1)+1)
	for n, p := range distribution {
		for caught := max(0, r-(k-n)); caught <= min(n, r); caught++ {
			out[caught] += p * math.Exp(logChoose(n, caught)+logChoose(k-n, r-caught)-logChoose(k, r))
		}
	}
	return out
}

func logChoose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n) + 1)
	b, _ := math.Lgamma(float64(k) + 1)
	c, _ := math.Lgamma(float64(n-k) + 1)
	return a - b - c
}
