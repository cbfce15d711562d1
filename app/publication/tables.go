package publication

import (
	"math/big"
	"math/bits"
	"slices"
	"sort"

	"creneaux/app/agenda"
)

// tables hold, for every moment and every state of its day, the exact number of ways
// to complete a schedule with moments from that one on. A day has one row more than
// moments: what is possible once it is over.
//
// A number takes width words of 64 bits, the lowest first. Every number here counts
// subsets of at most as many moments as there are releases, so that the binomial
// coefficient bounds it: plain words never overflow, and spare the allocations of
// millions of big.Int.
type tables struct {
	*space
	width int
	words []uint64
	base  []int // of each day: offset of its first row in words
	kept  []int // indexes of the moments that every schedule has
}

// newTables fills the tables of a space. Its problem is PUB-TOO-LARGE.
func newTables(sp *space) (*tables, error) {
	t := &tables{space: sp, width: sp.width(), base: make([]int, len(sp.days))}
	size := 0
	for d, today := range sp.days {
		t.base[d] = size
		size += (today.to - today.from + 1) * len(today.states) * t.width
		if size > maxWords {
			return nil, agenda.NewProblem("PUB-TOO-LARGE", "Releases", sp.limits.releases, "Bands", len(sp.limits.bands))
		}
	}
	for i := range sp.moments {
		if sp.forced(i) {
			t.kept = append(t.kept, i)
		}
	}
	t.words = make([]uint64, size)
	for d := len(sp.days) - 1; d >= 0; d-- {
		t.fillDay(d)
	}
	return t, nil
}

// width returns how many words the largest possible count needs.
func (sp *space) width() int {
	n, k := int64(len(sp.moments)), int64(sp.limits.releases)
	most := new(big.Int).Binomial(n, min(k, n/2)) // the largest of C(n,0) … C(n,k)
	return max(1, (most.BitLen()+63)/64)
}

// row returns the counts of all states of day d when the moment of index i, up to the
// day's end, is the first that may still be chosen.
func (t *tables) row(d, i int) []uint64 {
	today := &t.days[d]
	size := len(today.states) * t.width
	at := t.base[d] + (i-today.from)*size
	return t.words[at : at+size]
}

// number returns one count of a row.
func (t *tables) number(row []uint64, s int) []uint64 { return row[s*t.width : (s+1)*t.width] }

// cell returns one count.
func (t *tables) cell(d, i, s int) []uint64 { return t.number(t.row(d, i), s) }

func (t *tables) fillDay(d int) {
	today := &t.days[d]
	over := t.row(d, today.to)
	for s, then := range today.settle {
		switch {
		case then == none:
		case d+1 == len(t.days):
			t.number(over, s)[0] = 1
		default:
			copy(t.number(over, s), t.cell(d+1, t.days[d+1].from, then))
		}
	}
	for i := today.to - 1; i >= today.from; i-- {
		sums := t.row(d, i)
		if !t.forced(i) {
			copy(sums, t.row(d, i+1))
		}
		after, via := t.onward(d, t.next[i])
		for s, picked := range today.picks[t.kinds[i]] {
			if picked = through(via, picked); picked != none {
				add(t.number(sums, s), t.number(after, picked))
			}
		}
	}
}

// onward returns the row in which a choice made on day d goes on when the next moment
// that may be chosen has index i, and what becomes of a state of day d there; see
// landing.
func (t *tables) onward(d, i int) (row []uint64, via []int) {
	d, via = t.landing(d, i)
	return t.row(d, i), via
}

// landing returns the day on which a choice made on day d goes on when the next moment
// that may be chosen has index i, on that day or later, and what becomes of a state of
// day d there: nil when it stays what it is.
func (sp *space) landing(d, i int) (day int, via []int) {
	if i <= sp.days[d].to {
		return d, nil
	}
	// The gap reaches beyond the first moment of the next day, or over the whole of
	// it. What can follow after the last moment of all stands in the last row.
	via = slices.Clone(sp.days[d].settle)
	last := min(sp.dayOf[i], len(sp.days)-1)
	for d++; d < last; d++ {
		for s := range via {
			via[s] = through(sp.days[d].settle, via[s])
		}
	}
	return last, via
}

// through follows a state, or none, along a transition; nil stands for no change.
func through(via []int, s int) int {
	if via == nil || s == none {
		return s
	}
	return via[s]
}

// total returns the number of schedules.
func (t *tables) total() []uint64 {
	if t.start == none {
		return make([]uint64, t.width)
	}
	return t.cell(0, 0, t.start)
}

// schedule returns the moments of the schedule of a rank below the total, in
// lexicographic order. It uses up the words of rank.
func (t *tables) schedule(rank []uint64) []agenda.Moment {
	// Every step splits the schedules into those that choose moment i and those that
	// go on without it. In lexicographic order the first come first; counted from the
	// end they come last, which is what the loop does: the count without a moment
	// stands in the table as it is.
	fromEnd := t.mirrored(rank)
	chosen := make([]agenda.Moment, 0, t.limits.releases)
	d, s, i := 0, t.start, 0
	for len(chosen) < t.limits.releases {
		// The counts of a state fall from moment to moment. The one to choose is the
		// last whose count is still above what remains of the rank, up to the next
		// moment that is kept, if any.
		rows := t.keptFrom(d, i) - i
		skipped := sort.Search(rows, func(n int) bool { return !less(fromEnd, t.cell(d, i+n+1, s)) })
		i += skipped
		if i < t.days[d].to {
			if !t.forced(i) { // nothing goes on without a moment that is kept
				subtract(fromEnd, t.cell(d, i+1, s))
			}
			chosen = append(chosen, t.moments[i].at)
			s = t.days[d].picks[t.kinds[i]][s]
			i = t.next[i]
		}
		if len(chosen) < t.limits.releases {
			d, s = t.after(d, s, i)
		}
	}
	return chosen
}

// forced reports whether every schedule has the moment of index i.
func (sp *space) forced(i int) bool { return sp.moments[i].kept }

// keptFrom returns the index of the first moment of day d, from i on, that every
// schedule has, or the day's end.
func (t *tables) keptFrom(d, i int) int {
	if n := slices.IndexFunc(t.kept, func(k int) bool { return k >= i && k < t.days[d].to }); n >= 0 {
		return t.kept[n]
	}
	return t.days[d].to
}

// mirrored returns total − 1 − rank.
func (t *tables) mirrored(rank []uint64) []uint64 {
	out := append(make([]uint64, 0, t.width), t.total()...)
	subtract(out, rank)
	one := make([]uint64, t.width)
	one[0] = 1
	subtract(out, one)
	return out
}

// The arithmetic of words, lowest first, all of one length.

func add(sum, x []uint64) {
	var carry uint64
	for i := range sum {
		sum[i], carry = bits.Add64(sum[i], x[i], carry)
	}
}

func subtract(from, x []uint64) {
	var borrow uint64
	for i := range from {
		from[i], borrow = bits.Sub64(from[i], x[i], borrow)
	}
}

func less(a, b []uint64) bool {
	for i := len(a) - 1; i >= 0; i-- {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

// addProduct adds a·b to sum, whose length is known to hold the result.
func addProduct(sum, a, b []uint64) {
	for i, x := range a {
		if x == 0 {
			continue
		}
		var carry uint64
		for j := 0; i+j < len(sum); j++ {
			var y uint64
			if j < len(b) {
				y = b[j]
			}
			high, low := bits.Mul64(x, y)
			var c uint64
			low, c = bits.Add64(low, carry, 0)
			high += c
			sum[i+j], c = bits.Add64(sum[i+j], low, 0)
			carry = high + c
		}
	}
}

func isZero(x []uint64) bool {
	for _, w := range x {
		if w != 0 {
			return false
		}
	}
	return true
}

// bigOf returns the words as a big integer.
func bigOf(words []uint64) *big.Int {
	n := new(big.Int)
	word := new(big.Int)
	for i := len(words) - 1; i >= 0; i-- {
		n.Lsh(n, 64).Or(n, word.SetUint64(words[i]))
	}
	return n
}
