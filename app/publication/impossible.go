package publication

import (
	"maps"

	"creneaux/app/agenda"
)

// feasible reports whether any schedule obeys the rules, much faster than counting:
// of all choices in one state only the one that frees the earliest next moment
// matters, for what the others allow, it allows too.
func (sp *space) feasible() bool {
	if sp.start == none {
		return false
	}
	earliest := make([][]int, len(sp.days)) // of each day and state: index of the next moment, or none
	for d, today := range sp.days {
		earliest[d] = make([]int, len(today.states))
		for s := range earliest[d] {
			earliest[d][s] = none
		}
	}
	// arrive notes that state s of day d is reached with i as the next moment, and
	// reports whether that completes a schedule.
	arrive := func(d, s, i int) bool {
		d, s = sp.after(d, s, i)
		if s == none || d == len(sp.days) {
			return s != none
		}
		if best := &earliest[d][s]; *best == none || i < *best {
			*best = i
		}
		return false
	}
	arrive(0, sp.start, 0)
	for d, today := range sp.days {
		for s := range today.states { // every pick leads to a later state of the order
			i := earliest[d][s]
			if i == none {
				continue
			}
			for kind, picks := range today.picks {
				if picks == nil || picks[s] == none {
					continue
				}
				j := i
				for j < today.to && sp.kinds[j] != kind {
					j++
				}
				if j < today.to && arrive(d, picks[s], sp.next[j]) {
					return true
				}
			}
			if arrive(d, s, today.to) {
				return true
			}
		}
	}
	return false
}

func (c Config) feasible() bool {
	sp, err := newSpace(c)
	return err == nil && sp.feasible()
}

// rule is one number of a configuration that can be loosened.
type rule struct {
	get     func(Config) int
	set     func(*Config, int)
	loosest int // the value that asks nothing
	// upTo, where it is not 0, is for a rule that asks less of some rules and more of
	// others as it falls: values from 1 to upTo are to be tried, whatever loosest says.
	upTo  int
	clash func(wanted, nearest int) agenda.Message
}

// Way is a way out of impossible rules.
type Way struct {
	// Clash says which rules clash and how far they have to be loosened, as in
	// PUB-IMPOSSIBLE.
	Clash agenda.Message
	// Rules are those that are possible.
	Rules Config
}

// Ways returns the ways out of impossible rules, those that a service would rather go
// first: the nearest possible value of each rule that makes them possible when it alone is
// loosened or, where no single one does, the rules that have to be loosened together. Rules
// that are possible, that are not well formed or that have no moment at all have none.
func Ways(c Config) []Way {
	if c.Check() != nil || c.feasible() {
		return nil
	}
	return c.ways()
}

func (c Config) ways() (ways []Way) {
	rules := rulesOf(c)
	for _, r := range rules {
		if nearest, ok := r.nearest(c); ok {
			loosened := c
			r.set(&loosened, nearest)
			ways = append(ways, Way{r.clash(r.get(c), nearest), loosened})
		}
	}
	if len(ways) > 0 {
		return ways
	}
	loosened, clashes := together(c, rules, Config.feasible)
	if len(clashes) == 0 {
		return nil
	}
	return []Way{{chain(clashes, both), loosened}}
}

// impossible explains why no schedule obeys the rules: which ways out there are, and that
// there is no moment where that is so.
func impossible(c Config) *agenda.Problem {
	var said []agenda.Message
	if len(c.moments()) == 0 {
		said = append(said, agenda.Msg("publication.clash.empty", "Week", c.Week))
	}
	for _, way := range c.ways() {
		said = append(said, way.Clash)
	}
	return agenda.NewProblem("PUB-IMPOSSIBLE", "Rule", chain(said, either))
}

// rulesOf lists the rules in the order in which a service would rather change them.
func rulesOf(c Config) []rule {
	needed := c.MinDays
	for _, q := range c.Quotas {
		needed += q.Min
	}
	rules := []rule{
		{
			// Fewer releases ask less of the calendar, but may be too few for the
			// days and quotas.
			upTo:    min(max(c.Releases, needed), maxReleases),
			get:     func(c Config) int { return c.Releases },
			set:     func(c *Config, n int) { c.Releases = n },
			loosest: 1,
			clash: func(wanted, nearest int) agenda.Message {
				return agenda.Msg("publication.clash.releases", "Wanted", wanted, "Nearest", nearest)
			},
		},
		{
			get:     func(c Config) int { return c.MaxPerDay },
			set:     func(c *Config, n int) { c.MaxPerDay = n },
			loosest: max(c.Releases, c.MaxPerDay),
			clash: func(wanted, nearest int) agenda.Message {
				return agenda.Msg("publication.clash.perday", "Wanted", wanted, "Nearest", nearest)
			},
		},
		daysRule(),
		{
			get:     func(c Config) int { return c.MinGapMinutes },
			set:     func(c *Config, n int) { c.MinGapMinutes = n },
			loosest: 0,
			clash: func(wanted, nearest int) agenda.Message {
				return agenda.Msg("publication.clash.gap", "Wanted", wanted, "Nearest", nearest)
			},
		},
	}
	for _, band := range c.quotaBands() {
		rules = append(rules, leastOf(band))
		if c.Quotas[band].Max != nil {
			rules = append(rules, mostOf(band, max(c.Releases, *c.Quotas[band].Max)))
		}
	}
	return rules
}

func daysRule() rule {
	return rule{
		get:     func(c Config) int { return c.MinDays },
		set:     func(c *Config, n int) { c.MinDays = n },
		loosest: 0,
		clash: func(wanted, nearest int) agenda.Message {
			return agenda.Msg("publication.clash.days", "Wanted", wanted, "Nearest", nearest)
		},
	}
}

func leastOf(band string) rule {
	return rule{
		get:     func(c Config) int { return c.Quotas[band].Min },
		set:     func(c *Config, n int) { c.setQuota(band, Quota{Min: n, Max: c.Quotas[band].Max}) },
		loosest: 0,
		clash: func(wanted, nearest int) agenda.Message {
			return agenda.Msg("publication.clash.least", "Band", BandLabel(band), "Wanted", wanted, "Nearest", nearest)
		},
	}
}

func mostOf(band string, loosest int) rule {
	return rule{
		get:     func(c Config) int { return *c.Quotas[band].Max },
		set:     func(c *Config, n int) { c.setQuota(band, Quota{Min: c.Quotas[band].Min, Max: &n}) },
		loosest: loosest,
		clash: func(wanted, nearest int) agenda.Message {
			return agenda.Msg("publication.clash.most", "Band", BandLabel(band), "Wanted", wanted, "Nearest", nearest)
		},
	}
}

// setQuota replaces a quota in a map of its own: the caller's is not touched.
func (c *Config) setQuota(band string, q Quota) {
	c.Quotas = maps.Clone(c.Quotas)
	c.Quotas[band] = q
}

// nearest returns the value nearest to that of c with which the rules are possible. A
// rule that asks less and less towards its loosest value is halved.
func (r rule) nearest(c Config) (int, bool) { return r.nearestBy(c, Config.feasible) }

// nearestBy is nearest with another idea of what is possible.
func (r rule) nearestBy(c Config, possible func(Config) bool) (int, bool) {
	with := func(value int) bool {
		r.set(&c, value)
		return possible(c)
	}
	wanted := r.get(c)
	if r.upTo > 0 {
		for step := 1; step < r.upTo; step++ {
			for _, n := range []int{wanted - step, wanted + step} {
				if n >= 1 && n <= r.upTo && with(n) {
					return n, true
				}
			}
		}
		return 0, false
	}
	if r.loosest == wanted || !with(r.loosest) {
		return 0, false
	}
	worse, better := wanted, r.loosest
	for better-worse > 1 || worse-better > 1 {
		middle := (better + worse) / 2
		if with(middle) {
			better = middle
		} else {
			worse = middle
		}
	}
	return better, true
}

// together loosens everything and takes the rules back one after the other as far as
// they go. It returns the rules as they then are, and names those that did not go back to
// what was wanted.
func together(c Config, rules []rule, possible func(Config) bool) (Config, []agenda.Message) {
	wanted := make([]int, len(rules))
	for i, r := range rules {
		wanted[i] = r.get(c)
		r.set(&c, r.loosest)
	}
	var ways []agenda.Message
	for i, r := range rules {
		r.set(&c, wanted[i])
		if possible(c) {
			continue
		}
		if nearest, ok := r.nearestBy(c, possible); ok {
			r.set(&c, nearest)
			ways = append(ways, r.clash(wanted[i], nearest))
		}
	}
	return c, ways
}

// chain joins messages, of which there is at least one, into one sentence.
func chain(messages []agenda.Message, join func(first, rest agenda.Message) agenda.Message) agenda.Message {
	if len(messages) == 1 {
		return messages[0]
	}
	return join(messages[0], chain(messages[1:], join))
}

// either and both join two ways out.
func either(first, rest agenda.Message) agenda.Message {
	return agenda.Msg("publication.clash.or", "First", first, "Rest", rest)
}

func both(first, rest agenda.Message) agenda.Message {
	return agenda.Msg("publication.clash.and", "First", first, "Rest", rest)
}
