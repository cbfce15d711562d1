package publication

import (
	"cmp"
	"slices"

	"creneaux/app/agenda"
)

// moment is one minute at which a release may go online.
type moment struct {
	at   agenda.Moment
	band string
	kept bool // a release that every schedule has, see [CountAgain]
}

// moments returns every moment of the windows in time order, each once, without the
// excluded dates.
func (c Config) moments() []moment {
	excluded := map[agenda.Date]bool{}
	for _, d := range c.ExcludedDates {
		excluded[d] = true
	}
	var all []moment
	for _, w := range c.Windows {
		date := c.Week.Day(w.Day)
		if excluded[date] {
			continue
		}
		for at := w.From; at < w.To; at += agenda.Clock(c.GridMinutes) {
			all = append(all, moment{at: date.At(at), band: w.Band})
		}
	}
	slices.SortFunc(all, func(a, b moment) int { return cmp.Compare(a.at, b.at) })
	return slices.Compact(all) // Check made sure that the same minute has the same band
}

// farEnough returns for each moment the index of the first one that may follow it in
// a schedule, len(all) when there is none.
func farEnough(all []moment, gapMinutes int) []int {
	gap := agenda.Moment(max(1, gapMinutes*60)) // different moments even where no gap is asked for
	next := make([]int, len(all))
	j := 0
	for i, m := range all {
		j = max(j, i+1)
		// A release that is kept is never leapt over, however near it lies.
		for j < len(all) && all[j].at < m.at+gap && !all[j].kept {
			j++
		}
		next[i] = j
	}
	return next
}
