package publication

import (
	"cmp"
	"slices"

	"creneaux/app/agenda"
)

// GuessVerdict is what a watcher gains who has learned from releases of the past.
type GuessVerdict string

// The verdicts on a learned guess.
const (
	GuessTooFew   GuessVerdict = "too-few"  // nothing to learn from, or no week to try it on
	GuessNothing  GuessVerdict = "nothing"  // no more than chance
	GuessDoubtful GuessVerdict = "doubtful" // chance gives as much once in 20 to 100 times
	GuessGains    GuessVerdict = "gains"    // chance gives as much less than once in 100 times
)

// Guess is what somebody would have caught who learned the hours of past releases and
// watches the best of them in the weeks of a history.
type Guess struct {
	Learned int // releases learned from
	Weeks   int // weeks watched
	Catches []Catch
	// P is the smallest p-value of Catches times their number (Bonferroni), 1 at most.
	P       float64
	Verdict GuessVerdict
	Reasons []agenda.Message
}

// Catch is the catch of watching some hours of every week, beside what chance gives
// for the very same hours under the rules of these weeks.
type Catch struct {
	Hours    int    // hours a week that the watcher has
	Watched  []Hour // those watched, the most frequent first; fewer where fewer were learned
	Seen     int    // releases seen
	Releases int    // releases done in the weeks
	// Share is Seen over Releases; ByChance what is expected of it.
	Share, ByChance float64
	// Any is the share of weeks with at least one release seen; AnyByChance what is
	// expected of it.
	Any, AnyByChance float64
	// P is the exact probability that chance lets the watcher see as many or more.
	P float64
}

// Guess lets a watcher learn from past releases, which should be of other weeks than
// those of the history, and watch in each week the 1, 2, 5 and 10 clock hours in which
// most of them fell (ties: the earliest of the week). As these hours are fixed before
// the weeks begin, chance alone gives what the rules say for them.
func (h *History) Guess(learned []agenda.Moment) Guess {
	g := Guess{Learned: len(learned), Weeks: len(h.weeks), P: 1, Verdict: GuessTooFew}
	if g.Learned > 0 && g.Weeks > 0 {
		favourites := favouriteHours(learned)
		for _, n := range watched {
			c := h.catch(n, favourites[:min(n, len(favourites))])
			g.Catches = append(g.Catches, c)
			g.P = min(g.P, c.P)
		}
		g.P = min(1, g.P*float64(len(g.Catches)))
		switch {
		case g.P < unevenLevel:
			g.Verdict = GuessGains
		case g.P < doubtfulLevel:
			g.Verdict = GuessDoubtful
		default:
			g.Verdict = GuessNothing
		}
	}
	g.Reasons = g.reasons()
	return g
}

// favouriteHours returns the clock hours of moments, those with most of them first.
func favouriteHours(moments []agenda.Moment) []Hour {
	times := map[Hour]int{}
	for _, at := range moments {
		times[hourOf(at)]++
	}
	hours := make([]Hour, 0, len(times))
	for hour := range times {
		hours = append(hours, hour)
	}
	slices.SortFunc(hours, func(a, b Hour) int { return cmp.Or(cmp.Compare(times[b], times[a]), isoOrder(a, b)) })
	return hours
}

func (h *History) catch(n int, hours []Hour) Catch {
	c := Catch{Hours: n, Watched: hours}
	inside := map[Hour]bool{}
	for _, hour := range hours {
		inside[hour] = true
	}
	ofRules := map[*chances][]float64{}
	all, expected, lucky, luckyByChance := []float64{1}, 0.0, 0, 0.0
	for _, w := range h.weeks {
		if ofRules[w.chances] == nil {
			ofRules[w.chances] = w.markov.caught(inside)
		}
		distribution := thinned(ofRules[w.chances], len(w.done), w.releases)
		all = convolved(all, distribution)
		luckyByChance += 1 - distribution[0]
		for caught, p := range distribution {
			expected += float64(caught) * p
		}
		seen := 0
		for _, at := range w.done {
			if inside[hourOf(at)] {
				seen++
			}
		}
		c.Seen += seen
		c.Releases += len(w.done)
		if seen > 0 {
			lucky++
		}
	}
	if c.Releases > 0 {
		c.Share, c.ByChance = float64(c.Seen)/float64(c.Releases), expected/float64(c.Releases)
	}
	weeks := float64(len(h.weeks))
	c.Any, c.AnyByChance = float64(lucky)/weeks, luckyByChance/weeks
	if c.Seen == 0 {
		c.P = 1
		return c
	}
	for _, p := range all[min(c.Seen, len(all)):] {
		c.P += p
	}
	c.P = min(1, c.P)
	return c
}

// convolved returns the distribution of the sum of two independent numbers.
func convolved(a, b []float64) []float64 {
	out := make([]float64, len(a)+len(b)-1)
	for i, p := range a {
		for j, q := range b {
			out[i+j] += p * q
		}
	}
	return out
}

func (g Guess) reasons() []agenda.Message {
	var reasons []agenda.Message
	switch g.Verdict {
	case GuessTooFew:
		return []agenda.Message{agenda.Msg("publication.guess.too-few", "Learned", g.Learned, "Weeks", g.Weeks)}
	case GuessNothing:
		reasons = append(reasons, agenda.Msg("publication.guess.nothing", "Learned", g.Learned, "Chance", Probability(g.P)))
	case GuessDoubtful:
		reasons = append(reasons, agenda.Msg("publication.guess.doubtful", "Learned", g.Learned, "Chance", Probability(g.P)))
	case GuessGains:
		reasons = append(reasons, agenda.Msg("publication.guess.gains", "Learned", g.Learned, "Chance", Probability(g.P)))
	}
	for _, c := range g.Catches {
		reasons = append(reasons, agenda.Msg("publication.guess.catch", "Count", c.Hours, "Seen", c.Seen, "Releases", c.Releases,
			"Share", 100*c.Share, "ByChance", 100*c.ByChance, "Any", 100*c.Any, "AnyByChance", 100*c.AnyByChance))
		if len(c.Watched) < c.Hours {
			reasons = append(reasons, agenda.Msg("publication.guess.fewer", "Count", len(c.Watched)))
			break // with more hours it is the same watch again
		}
	}
	return reasons
}
