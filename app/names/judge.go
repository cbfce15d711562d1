package names

import (
	"math"
	"strings"
)

// The limits of what can be one name. A few numbers, so that they say something about
// names and not about the pairs they were tried on.
const (
	// mostSlips is how much of all tied sounds may differ, in hundredths of a letter for
	// each sound.
	mostSlips cost = 16
)

// The weight of what two names have in common, in halves of a name.
const (
	nameWeight  = 2
	lightWeight = 1
)

// judge compares two names, the one that comes first in the alphabet first, so that the
// order in which they are given does not matter.
func (m *match) judge(a, b Name) (Likeness, float64) {
	m.swapped = a.folded > b.folded
	if m.swapped {
		a, b = b, a
	}
	m.x, m.y = a.words, b.words
	if a.folded == b.folded {
		m.wordless = true
		return Identical, 1
	}
	if a.IsEmpty() || b.IsEmpty() {
		m.wordless = true
		return Different, 0
	}
	m.align()
	m.sum()
	switch {
	case m.contradicted, m.reversed, m.left > 0 && m.common < m.needed(), !m.named, m.costs > cost(m.length)*mostSlips:
		return Different, score(0, 0.69, m.similarity())
	case m.equivalent():
		return Equivalent, score(0.9, 0.99, m.similarity())
	}
	return Close, score(0.7, 0.89, m.similarity())
}

// score places a similarity between two scores, to four decimals: more would say nothing.
func score(least, most, similarity float64) float64 {
	return math.Round((least+(most-least)*similarity)*10000) / 10000
}

// summary is what an alignment comes to.
type summary struct {
	costs         cost // of all ties
	length        int  // sounds tied
	common        int  // weight of the tied names
	named         bool // one tied name at least is written out in both
	left          int  // names without a tie, on either side
	shortened     int  // names of which one side has the initial only
	leftInitials  int  // initials and servants among them
	leftParticles int  // "son of", "father of": left out of the name as it is used
	leftLetters   int
	contradicted  bool // something is left on both sides
	reversed      bool // A son of B, B son of A
	mixed         bool // the order is another, and not that of surname before given name
	turned        bool
	weakest       kind
}

func (m *match) sum() {
	leftX, particlesX := m.leftOf(m.x, &m.tiedX)
	leftY, particlesY := m.leftOf(m.y, &m.tiedY)
	for k := range m.ties[:m.count] {
		t := &m.ties[k]
		m.costs += t.cost
		m.length += int(t.length)
		m.weakest = max(m.weakest, t.kind)
		switch x := &m.x[t.i]; {
		case t.kind == initials:
			m.common += lightWeight
			m.shortened++
		case t.kind == joined:
			m.common += nameWeight
			m.named = true
		case x.role == plain:
			m.common += m.weight(x)
			m.named = true
		}
	}
	m.contradicted = leftX > 0 && leftY > 0 || particlesX != 0 && particlesY != 0
	m.reversed = m.lineageReversed()
	m.readOrder()
}

// weight is what a name tells of its bearer where names were left out. Muhammad stands
// before so many names that it is left out or shortened to Md, and tells little; so do
// syllables.
func (m *match) weight(w *word) int {
	within := equivalentBound(len(muhammad))
	if m.left > 0 && (len(w.letters) < 3 || at(w.sounds, 0) == 'm' && distance(w.sounds, muhammad, within) <= within) {
		return lightWeight
	}
	return nameWeight
}

var muhammad = hear(nil, "mohamed")

// leftOf counts the names that have no tie and returns the particles without one as a set.
func (m *match) leftOf(words []word, tied *[mostWords]bool) (names int, particles uint16) {
	for i := range words {
		if tied[i] {
			continue
		}
		switch w := &words[i]; w.role {
		case title, status:
		case particle:
			particles |= 1 << w.family
			if w.family >= sonOf {
				m.leftParticles++
			}
		case initial, servant:
			m.leftInitials++
			names++
		default:
			m.left++
			m.leftLetters += len(w.sounds)
			names++
		}
	}
	return names, particles
}

// needed is how much the names must have in common where something is left on one side:
// the more was left out, the more; two whole names at most.
func (m *match) needed() int { return min(2*nameWeight, nameWeight+m.left) }

// equivalent reports whether nothing but ways of writing parts the two names.
func (m *match) equivalent() bool {
	return m.weakest < slip && m.left+m.leftInitials+m.leftParticles == 0 && !m.mixed
}

// similarity returns how much of both names is tied, less what their ties cost, from 0 to
// 1.
func (m *match) similarity() float64 {
	tied := 2 * m.length
	all := max(tied+m.leftLetters+2*(m.shortened+m.leftInitials+m.leftParticles), 1)
	return max(0, float64(tied)-2*float64(m.costs)/float64(letterCost)) / float64(all)
}

// lineageReversed reports whether the father of one is the son in the other: Salman bin
// Muhammad and Muhammad bin Salman.
func (m *match) lineageReversed() bool {
	inX, inY := false, false
	for k := range m.ties[:m.count] {
		t := &m.ties[k]
		if m.x[t.i].role == particle {
			continue
		}
		sonX, sonY := afterSonOf(m.x, t.i), afterSonOf(m.y, t.j)
		inX = inX || sonX && !sonY
		inY = inY || sonY && !sonX
	}
	return inX && inY
}

func afterSonOf(words []word, i int8) bool {
	return i > 0 && (words[i-1].family == sonOf || words[i-1].family == daughterOf)
}

// readOrder says whether the names stand in another order, and whether that is more than
// the surname being put first or last.
func (m *match) readOrder() {
	var place [mostWords]int // by word of x, one more than the word of y
	for k := range m.ties[:m.count] {
		t := &m.ties[k]
		if m.x[t.i].role != particle {
			place[t.i] = int(t.j) + 1
		}
	}
	falls, first, last := 0, 0, 0
	for _, p := range place[:len(m.x)] {
		if p == 0 {
			continue
		}
		if first == 0 {
			first = p
		}
		if p < last {
			falls++
		}
		last = p
	}
	m.turned = falls > 0
	m.mixed = falls > 1 || falls == 1 && last > first
}

// text returns words of a name as they were read.
func text(words []word, from, count int8) string {
	if count == 1 {
		return words[from].letters
	}
	parts := make([]string, count)
	for k := range parts {
		parts[k] = words[int(from)+k].letters
	}
	return strings.Join(parts, " ")
}
