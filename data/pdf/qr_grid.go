package pdf

import "math/bits"

// largestSide is the side of the largest version, in modules.
const largestSide = 17 + 4*largestVersion

// grid is a square of modules. A row is a number whose bit x is 1 where the module in
// column x is dark; so is a column. Whole lines can then be combined and searched at
// once, which is what makes choosing a mask quick.
type grid struct {
	side          int
	rows, columns [largestSide]uint64
}

// place is a module's column and row.
type place struct{ x, y int }

func (g *grid) dark(x, y int) bool { return g.rows[y]>>x&1 == 1 }

func (g *grid) darken(x, y int) {
	g.rows[y] |= 1 << x
	g.columns[x] |= 1 << y
}

func (g *grid) lighten(x, y int) {
	g.rows[y] &^= 1 << x
	g.columns[x] &^= 1 << y
}

// combined returns the grid with the modules turned round that are dark in a mask.
func (g *grid) combined(mask *grid) grid {
	c := grid{side: g.side}
	for i := range g.side {
		c.rows[i] = g.rows[i] ^ mask.rows[i]
		c.columns[i] = g.columns[i] ^ mask.columns[i]
	}
	return c
}

// penalty adds up what makes a symbol hard to read (table 11): runs of one colour,
// squares of one colour, what looks like a finder pattern, too much of one colour.
func (g *grid) penalty() int {
	sum, dark := 0, 0
	for i := range g.side {
		sum += linePenalty(g.rows[i], g.side) + linePenalty(g.columns[i], g.side)
		dark += bits.OnesCount64(g.rows[i])
		if i > 0 {
			alike := likeNext(g.rows[i], g.side) & likeNext(g.rows[i-1], g.side) &^ (g.rows[i] ^ g.rows[i-1])
			sum += 3 * bits.OnesCount64(alike)
		}
	}
	fromHalf := 100*dark/(g.side*g.side) - 50
	return sum + 10*(max(fromHalf, -fromHalf)/5)
}

// likeNext marks the modules of a line that have the colour of the next.
func likeNext(line uint64, side int) uint64 {
	return ^(line ^ line>>1) & (1<<(side-1) - 1)
}

func linePenalty(line uint64, side int) int {
	like := likeNext(line, side)
	// A run of n ≥ 5 modules costs n-2: it begins n-4 groups of five alike.
	fives := like & (like >> 1) & (like >> 2) & (like >> 3)
	cost := bits.OnesCount64(fives) + 2*bits.OnesCount64(fives&^(fives<<1))
	return cost + 40*(occurrences(line, side, 0b0000_1011101)+occurrences(line, side, 0b1011101_0000))
}

// occurrences counts where a pattern of eleven modules begins in a line.
func occurrences(line uint64, side, pattern int) int {
	const length = 11
	found := uint64(1)<<(side-length+1) - 1
	for i := range length {
		if pattern>>i&1 == 1 {
			found &= line >> i
		} else {
			found &^= line >> i
		}
	}
	return bits.OnesCount64(found)
}
