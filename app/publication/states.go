package publication

import (
	"cmp"
	"slices"

	"creneaux/app/agenda"
)

// The most that is computed: states of one day, and words (of 8 bytes) in a table.
// Rules of a real week need a hundredth of it.
const (
	maxStates = 100_000
	maxWords  = 1 << 25
)

// none marks a state from which no schedule can be completed.
const none = -1

// limits are the rules that a state has to remember something for.
type limits struct {
	releases, perDay, days int
	bands                  []bandLimit // those with a quota that can bind, sorted by name
}

type bandLimit struct {
	name     string
	min, max int
}

func limitsOf(c Config) limits {
	l := limits{releases: c.Releases, perDay: min(c.MaxPerDay, c.Releases), days: c.MinDays}
	for _, band := range c.quotaBands() {
		q := c.Quotas[band]
		limit := bandLimit{name: band, min: q.Min, max: c.Releases}
		if q.Max != nil {
			limit.max = min(*q.Max, c.Releases)
		}
		if limit.min > 0 || limit.max < c.Releases {
			l.bands = append(l.bands, limit)
		}
	}
	return l
}

// state is what the choice so far means for the choice still to come. Two choices
// with the same state allow exactly the same completions.
type state struct {
	chosen uint8 // moments chosen
	today  uint8 // of these, on the day at hand; see canonical
	days   uint8 // different days, the one at hand included, no more than needed
	// bands has one byte a band of limits: how many were chosen, see canonical.
	bands string
}

// canonical maps states that allow the same completions to one of them. A day's or a
// band's count is forgotten as soon as its bound cannot be reached any more; what then
// remains to be known is whether the day was counted, or the band's minimum is met.
// What holds now holds after every further choice, so that no later step can tell.
func (l limits) canonical(s state) state {
	left := l.releases - int(s.chosen)
	if l.perDay-int(s.today) >= left {
		s.today = min(s.today, 1)
		if int(s.days) == l.days {
			s.today = 0
		}
	}
	counts := []byte(s.bands)
	for b, limit := range l.bands {
		if limit.max-int(counts[b]) >= left {
			counts[b] = min(counts[b], uint8(limit.min))
		}
	}
	s.bands = string(counts)
	return s
}

// hopeful is false when counting alone shows that the state has no completion with
// only daysAfter further days that have moments. It only saves room: a hopeless state
// that it lets through has the count 0.
func (l limits) hopeful(s state, daysAfter int) bool {
	left := l.releases - int(s.chosen)
	needed := 0
	for b, limit := range l.bands {
		needed += max(0, limit.min-int(s.bands[b]))
	}
	newDays := daysAfter
	if s.today == 0 {
		newDays++
	}
	missing := l.days - int(s.days)
	return needed <= left && missing <= min(left, newDays) &&
		left <= l.perDay-int(s.today)+l.perDay*daysAfter
}

// pick returns the state after a moment of the band is chosen on the day at hand;
// band is an index into limits.bands or none.
func (l limits) pick(s state, band int) (state, bool) {
	if int(s.chosen) == l.releases || int(s.today) == l.perDay {
		return state{}, false
	}
	if s.today == 0 {
		s.days = uint8(min(int(s.days)+1, l.days))
	}
	s.chosen++
	s.today++
	if band != none {
		counts := []byte(s.bands)
		if int(counts[band]) == l.bands[band].max {
			return state{}, false
		}
		counts[band]++
		s.bands = string(counts)
	}
	return l.canonical(s), true
}

// nextDay returns the state at the beginning of another day.
func (l limits) nextDay(s state) state {
	s.today = 0
	return l.canonical(s)
}

// complete reports whether the chosen moments are a schedule.
func (l limits) complete(s state) bool {
	for b, limit := range l.bands {
		if int(s.bands[b]) < limit.min {
			return false
		}
	}
	return int(s.chosen) == l.releases && int(s.days) == l.days
}

// day is one calendar day with moments: those of indexes from up to, but not
// including, to; the states that a choice can be in on it; and where these lead.
type day struct {
	from, to int
	states   []state
	// picks[k][s] is the state, of the same day, after a moment of kind k is chosen
	// in state s, or none. A kind is 0 for bands that no quota binds, else the index
	// of the band in limits.bands plus 1; kinds that the day lacks are nil.
	picks [][]int
	// settle[s] is the state at the beginning of the next day, or none. After the
	// last day there is one state, 0: the schedule is complete.
	settle []int
}

// space is everything about the choice that does not depend on numbers: moments,
// days, states and transitions.
type space struct {
	limits  limits
	moments []moment
	next    []int // see farEnough
	kinds   []int // of each moment
	days    []day
	dayOf   []int // of each moment; of len(moments): len(days)
	start   int   // state before anything is chosen, of the first day; or none
}

// newSpace checks the rules and builds their space. Its problems are those of
// [Config.Check] and PUB-TOO-LARGE.
func newSpace(c Config) (*space, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	return spaceOver(c, c.moments())
}

// spaceOver builds the space of checked rules with only the given moments of them.
func spaceOver(c Config, all []moment) (*space, error) {
	sp := &space{limits: limitsOf(c), moments: all, next: farEnough(all, c.MinGapMinutes)}
	sp.splitDays()
	sp.sortKinds()
	if !sp.explore() {
		return nil, agenda.NewProblem("PUB-TOO-LARGE", "Releases", c.Releases, "Bands", len(sp.limits.bands))
	}
	return sp, nil
}

func (sp *space) splitDays() {
	for i, m := range sp.moments {
		if i == 0 || m.at.Date() != sp.moments[i-1].at.Date() {
			sp.days = append(sp.days, day{from: i})
		}
		sp.days[len(sp.days)-1].to = i + 1
		sp.dayOf = append(sp.dayOf, len(sp.days)-1)
	}
	sp.dayOf = append(sp.dayOf, len(sp.days))
}

func (sp *space) sortKinds() {
	kindOf := map[string]int{}
	for b, limit := range sp.limits.bands {
		kindOf[limit.name] = b + 1
	}
	for _, m := range sp.moments {
		sp.kinds = append(sp.kinds, kindOf[m.band])
	}
}

// explore finds the states of every day, from the first to the last, and links them.
// It gives up, and returns false, when there are too many.
func (sp *space) explore() bool {
	l := sp.limits
	first := l.canonical(state{bands: string(make([]byte, len(l.bands)))})
	entering := []state{first}
	var before *day
	for d := range sp.days {
		today := &sp.days[d]
		index, ok := sp.exploreDay(today, entering, len(sp.days)-1-d)
		if !ok {
			return false
		}
		if before != nil {
			sp.link(before, index)
		}
		if d == 0 {
			sp.start = lookUp(index, first)
		}
		entering = entering[:0:0]
		for _, s := range today.states {
			entering = append(entering, l.nextDay(s))
		}
		before = today
	}
	if before == nil {
		sp.start = none
		return true
	}
	before.settle = make([]int, len(before.states))
	for s, st := range before.states {
		if !l.complete(st) {
			before.settle[s] = none
		}
	}
	return true
}

// exploreDay finds the states of a day from those it may begin with. Their order is
// that of the number chosen, so that every pick leads forward in it.
func (sp *space) exploreDay(today *day, entering []state, daysAfter int) (map[state]int, bool) {
	kinds := slices.Compact(slices.Sorted(slices.Values(sp.kinds[today.from:today.to])))
	known := map[state]bool{}
	queue := slices.Clone(entering)
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		if known[s] || !sp.limits.hopeful(s, daysAfter) {
			continue
		}
		if len(known) == maxStates {
			return nil, false
		}
		known[s] = true
		today.states = append(today.states, s)
		for _, k := range kinds {
			if after, ok := sp.limits.pick(s, k-1); ok {
				queue = append(queue, after)
			}
		}
	}
	slices.SortFunc(today.states, func(a, b state) int {
		return cmp.Or(cmp.Compare(a.chosen, b.chosen), cmp.Compare(a.days, b.days),
			cmp.Compare(a.today, b.today), cmp.Compare(a.bands, b.bands))
	})
	index := make(map[state]int, len(today.states))
	for i, s := range today.states {
		index[s] = i
	}
	today.picks = make([][]int, len(sp.limits.bands)+1)
	for _, k := range kinds {
		today.picks[k] = make([]int, len(today.states))
		for i, s := range today.states {
			today.picks[k][i] = none
			if after, ok := sp.limits.pick(s, k-1); ok {
				today.picks[k][i] = lookUp(index, after)
			}
		}
	}
	return index, true
}

func (sp *space) link(before *day, index map[state]int) {
	before.settle = make([]int, len(before.states))
	for i, s := range before.states {
		before.settle[i] = lookUp(index, sp.limits.nextDay(s))
	}
}

func lookUp(index map[state]int, s state) int {
	if i, ok := index[s]; ok {
		return i
	}
	return none
}

// after returns where a choice goes on when, in state s of day d, the next moment
// that may be chosen is the one of index i: the day of that moment and the state on
// it, or none. After the last moment the day is len(days).
func (sp *space) after(d, s, i int) (int, int) {
	for d < sp.dayOf[i] && s != none {
		s = sp.days[d].settle[s]
		d++
	}
	return sp.dayOf[i], s
}
