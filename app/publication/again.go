package publication

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"slices"

	"creneaux/app/agenda"
)

// Again says which releases of a week are drawn again, and around what.
type Again struct {
	// Kept are the releases that stay: those done and, unless they are to move too,
	// those still to come.
	Kept []Kept `json:"kept"`
	// Missed is how many are drawn again, 1 or more.
	Missed int `json:"missed"`
	// After is the minute after which they may fall: now, and what preparing takes.
	After agenda.Moment `json:"after"`
}

// Kept is a release that stays as it is when others are drawn again.
type Kept struct {
	At   agenda.Moment `json:"at"`   // as drawn; its band counts for the quotas
	Done agenda.Moment `json:"done"` // when it really went online; zero where it is to come
}

// real returns the minute from which the gap is kept.
func (k Kept) real() agenda.Moment {
	if k.Done.IsZero() {
		return k.At
	}
	return minuteOf(k.Done)
}

// CountAgain returns in how many ways missed releases can be drawn again within what
// is left of their week, at least 1. A way is a set of new moments that obeys the
// rules together with what is kept, falls after the minute given and lies far enough
// from each other and from every release kept, as it really was. What is kept is a
// fact and is not judged: a release that was done late may lie closer to the next than
// the rules want.
//
// Its problems are those of [Config.Check], PUB-TOO-LARGE, and PUB-AGAIN with the
// nearest possibilities when there is no way.
func CountAgain(c Config, again Again) (*big.Int, error) {
	t, err := again.prepare(c)
	if err != nil {
		return nil, err
	}
	return bigOf(t.total()), nil
}

func (again Again) prepare(c Config) (*tables, error) {
	t, err := again.tables(c)
	if err != nil {
		return nil, err
	}
	if isZero(t.total()) {
		return nil, again.impossible(c)
	}
	return t, nil
}

// Redraw returns the new moments that belong to a seed, in time order. Each way of
// [CountAgain] is exactly as likely as any other: the draw is that of [Sampler.Draw],
// keyed by the SHA-256 of a name of its own followed by the seed.
// Its problems are those of CountAgain.
func Redraw(c Config, again Again, seed [32]byte) ([]agenda.Moment, error) {
	t, err := again.prepare(c)
	if err != nil {
		return nil, err
	}
	return t.redraw(rand.NewChaCha8(keyOf(streamAgain, seed))), nil
}

// redraw draws a schedule and returns its moments that are not kept.
func (t *tables) redraw(source rand.Source) []agenda.Moment {
	rank := make([]uint64, t.width)
	uniformBelow(rank, t.total(), source)
	kept := map[agenda.Moment]int{}
	for i, m := range t.moments {
		if t.forced(i) {
			kept[m.at]++
		}
	}
	return slices.DeleteFunc(t.schedule(rank), func(at agenda.Moment) bool {
		kept[at]--
		return kept[at] >= 0
	})
}

// SealAgain returns the seal of a redraw: the lower-case hexadecimal SHA-256 of the
// seed, the canonical configuration and what was kept, missed and when, as JSON with
// the kept releases in time order.
func SealAgain(seed [32]byte, c Config, again Again) string {
	again.Kept = append([]Kept{}, again.Kept...)
	slices.SortFunc(again.Kept, compareKept)
	what, err := json.Marshal(again)
	if err != nil {
		// No type of an Again can fail to be written.
		panic(err)
	}
	sum := sha256.Sum256(slices.Concat(seed[:], c.Canonical(), what))
	return hex.EncodeToString(sum[:])
}

// VerifyAgain checks redrawn moments against their seal, as [Verify] does those of a
// week.
func VerifyAgain(seed [32]byte, c Config, again Again, seal string, moments []agenda.Moment) Verification {
	return verification(SealAgain(seed, c, again), seal, moments, func() ([]agenda.Moment, error) { return Redraw(c, again, seed) })
}

func compareKept(a, b Kept) int {
	return cmp.Or(cmp.Compare(a.real(), b.real()), cmp.Compare(a.At, b.At))
}

// rules returns the rules of the whole week with as many releases as it comes to have.
func (again Again) rules(c Config) Config {
	c.Releases = len(again.Kept) + again.Missed
	return c
}

func (again Again) tables(c Config) (*tables, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	if err := checkRange("missed", again.Missed, 1, maxReleases-len(again.Kept)); err != nil {
		return nil, err
	}
	c = again.rules(c)
	sp, err := spaceOver(c, again.moments(c))
	if err != nil {
		return nil, err
	}
	return newTables(sp)
}

// moments returns the moments that are still free, and the kept releases as moments
// that every schedule has.
func (again Again) moments(c Config) []moment {
	gap := agenda.Moment(max(1, c.MinGapMinutes*60))
	whole := c
	whole.ExcludedDates = nil // a day may have been excluded since
	bands := map[agenda.Moment]string{}
	for _, m := range whole.moments() {
		bands[m.at] = m.band
	}
	var all []moment
	for _, m := range c.moments() {
		free := m.at > again.After
		for _, k := range again.Kept {
			away := m.at - k.real()
			free = free && max(away, -away) >= gap
		}
		if free {
			all = append(all, m)
		}
	}
	for _, k := range again.Kept {
		all = append(all, moment{at: k.real(), band: bands[k.At], kept: true})
	}
	slices.SortStableFunc(all, func(a, b moment) int { return cmp.Compare(a.at, b.at) })
	return all
}

// possible reports whether so many releases can be drawn again.
func (again Again) possible(c Config, missed int) bool {
	again.Missed = missed
	t, err := again.tables(c)
	return err == nil && !isZero(t.total())
}

// impossible says why no set of moments is left, and the nearest that is possible: how
// many can still be drawn, or which rule alone would have to give way.
func (again Again) impossible(c Config) *agenda.Problem {
	var ways []agenda.Message
	for missed := again.Missed - 1; missed > 0; missed-- {
		if again.possible(c, missed) {
			ways = append(ways, agenda.Msg("publication.again.fewer", "Wanted", again.Missed, "Nearest", missed))
			break
		}
	}
	if !slices.ContainsFunc(c.moments(), func(m moment) bool { return m.at > again.After }) {
		ways = append(ways, agenda.Msg("publication.again.over", "After", again.After))
		return again.problem(c, ways, either)
	}
	c = again.rules(c)
	rules := rulesOf(c)[1:] // the number of releases is that of the missed
	all := func(c Config) bool { return again.possible(c, again.Missed) }
	for _, r := range rules {
		if nearest, ok := r.nearestBy(c, all); ok {
			ways = append(ways, r.clash(r.get(c), nearest))
		}
	}
	if len(ways) > 0 {
		return again.problem(c, ways, either)
	}
	if _, ways = together(c, rules, all); len(ways) == 0 {
		ways = append(ways, agenda.Msg("publication.again.nothing", "After", again.After))
	}
	return again.problem(c, ways, both)
}

func (again Again) problem(c Config, ways []agenda.Message, join func(first, rest agenda.Message) agenda.Message) *agenda.Problem {
	return agenda.NewProblem("PUB-AGAIN", "Count", again.Missed, "Week", c.Week, "Rule", chain(ways, join))
}
