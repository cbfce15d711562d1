package publication

import (
	"cmp"
	"context"
	"slices"

	"creneaux/app/agenda"
)

// Past is a week that is over: its rules, and when its releases really went online,
// those that did.
type Past struct {
	Config Config
	Done   []agenda.Moment // minutes on the clock on the wall, in any order
}

// History is what past weeks were and what chance alone would have given them, ready
// for the questions whether the draw works. It is never changed once prepared.
type History struct {
	weeks []pastWeek
}

// pastWeek is one week with the chances of its rules.
type pastWeek struct {
	*chances
	week    agenda.Week
	done    []agenda.Moment // in time order, at clock hours that the rules know
	outside []agenda.Moment // at others
	missing int             // releases of the rules that were not done
}

// chances are what the rules of a week give to its clock hours.
type chances struct {
	releases int
	markov   *markov
	moments  moments2
	index    map[Hour]int // of an hour in moments
}

// PrepareHistory computes what chance gives the weeks. Weeks with the same rules, but
// for their place in the year, are computed once; a rich set of rules takes seconds,
// so that ctx can stop it and progress, which may be nil, is told. Weeks of which
// nothing went online are left out. Its problems are those of [Prepare].
func PrepareHistory(ctx context.Context, weeks []Past, progress agenda.Progress) (*History, error) {
	if progress == nil {
		progress = agenda.Silent{}
	}
	known := map[string]*chances{}
	h := &History{}
	inOrder := slices.SortedStableFunc(slices.Values(weeks), func(a, b Past) int { return a.Config.Week.Compare(b.Config.Week) })
	for n, week := range inOrder {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		progress.Report(agenda.Msg("publication.progress.history", "Week", week.Config.Week), n, len(inOrder))
		if len(week.Done) == 0 {
			continue
		}
		shape := week.Config.shape()
		key := string(shape.Canonical())
		if known[key] == nil {
			c, err := chancesOf(shape)
			if err != nil {
				return nil, err
			}
			known[key] = c
		}
		h.weeks = append(h.weeks, known[key].past(week))
	}
	return h, nil
}

// Since returns the part of the history from a week on, that week included, without
// computing anything anew.
func (h *History) Since(week agenda.Week) *History {
	first := slices.IndexFunc(h.weeks, func(w pastWeek) bool { return !w.week.Before(week) })
	if first < 0 {
		return &History{}
	}
	return &History{weeks: h.weeks[first:]}
}

// shape returns the rules as they would be in one fixed week: rules of the same shape
// have the same chances.
func (c Config) shape() Config {
	s := c
	s.Week = agenda.Week{Year: 2027, Number: 1}
	s.ExcludedDates = nil
	for _, d := range c.ExcludedDates {
		if d.Week() == c.Week {
			s.ExcludedDates = append(s.ExcludedDates, s.Week.Day(d.Weekday()))
		}
	}
	return s
}

func chancesOf(c Config) (*chances, error) {
	s, err := Prepare(c)
	if err != nil {
		return nil, err
	}
	mk := newMarkov(s.tables)
	ch := &chances{releases: c.Releases, markov: mk, moments: mk.moments2(), index: map[Hour]int{}}
	for i, h := range ch.moments.hours {
		ch.index[h] = i
	}
	return ch, nil
}

// past sorts what was done into the hours that the rules know and others.
func (c *chances) past(week Past) pastWeek {
	w := pastWeek{chances: c, week: week.Config.Week}
	for _, at := range slices.Sorted(slices.Values(week.Done)) {
		// More releases than the rules have cannot have come from their draw.
		if _, ok := c.index[hourOf(at)]; ok && len(w.done) < c.releases {
			w.done = append(w.done, at)
		} else {
			w.outside = append(w.outside, at)
		}
	}
	w.missing = max(0, c.releases-len(week.Done))
	return w
}

// kept returns by what the mean of an hour, and what the pairs of two, are multiplied
// where only some of a week's releases were done. Which of them were is taken for
// chance: each as likely as any other.
func (w pastWeek) kept() (one, two float64) {
	k, r := float64(w.releases), float64(len(w.done))
	if k < 2 {
		return r / k, 0
	}
	return r / k, r * (r - 1) / (k * (k - 1))
}

// isoOrder sorts hours as a week has them, Monday first.
func isoOrder(a, b Hour) int {
	return cmp.Or(cmp.Compare(a.Day.ISO(), b.Day.ISO()), cmp.Compare(a.Hour, b.Hour))
}
