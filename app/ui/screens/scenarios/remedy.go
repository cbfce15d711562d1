package scenarios

import (
	"cmp"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

// freeWeeks are the indices of the weeks in which more opening time would bring anything:
// those that may still change.
func freeWeeks(gap office.Gap) (free []int) {
	for i, row := range gap.Gains {
		if slices.ContainsFunc(row, func(gain float64) bool { return gain > 0 }) {
			free = append(free, i)
		}
	}
	return free
}

// reinforcements makes agents more of the openings that close a gap. Those of a desk are
// spread over the free weeks as timetables are made: as many fixed half-days a week as go
// into all of the weeks, then one more in the weeks, next to each other, where it brings
// most. Afternoons come first, for on mornings people may be received without appointment.
func reinforcements(found office.Worth, gap office.Gap) (all []agenda.Reinforcement) {
	free := freeWeeks(gap)
	if len(free) == 0 {
		return nil
	}
	for _, remedy := range gap.Remedies {
		j := slices.IndexFunc(found.Desks, func(d agenda.Desk) bool { return d.ID == remedy.Desk.ID })
		places := openings(remedy.Desk, found.Minutes)
		if j < 0 || len(places) == 0 {
			continue
		}
		every, rest := remedy.Times/len(free), remedy.Times%len(free)
		for k := range min(every, len(places)) {
			// What exceeds the openings of a week is more agents in each.
			positions := (every - k + len(places) - 1) / len(places)
			all = append(all, places[k].reinforcement(remedy.Desk.ID, found.Weeks[free[0]], found.Weeks[free[len(free)-1]], positions))
		}
		if rest > 0 {
			first := bestRun(gap, free, j, rest)
			all = append(all, places[every%len(places)].reinforcement(remedy.Desk.ID, found.Weeks[free[first]], found.Weeks[free[first+rest-1]], 1))
		}
	}
	return all
}

// bestRun returns the first of so many free weeks next to each other in which openings of
// a desk bring most.
func bestRun(gap office.Gap, free []int, desk, length int) (first int) {
	best := -1.0
	for i := 0; i+length <= len(free); i++ {
		sum := 0.0
		for _, week := range free[i : i+length] {
			sum += gap.Gains[week][desk]
		}
		if sum > best {
			first, best = i, sum
		}
	}
	return first
}

// opening is a time of the week at which a desk is open anyway.
type opening struct {
	day   agenda.Weekday
	hours agenda.Hours
}

func (o opening) reinforcement(desk agenda.DeskID, first, last agenda.Week, positions int) agenda.Reinforcement {
	return agenda.Reinforcement{
		Desk: desk, From: first.Monday(), To: last.Day(agenda.Sunday), Days: []agenda.Weekday{o.day}, Hours: o.hours, Positions: positions,
	}
}

// openings are the times of a desk's week that take so many minutes, afternoons first;
// where no session is that long, the longest ones.
func openings(d agenda.Desk, minutes int) []opening {
	type candidate struct {
		opening
		length int
	}
	var all []candidate
	for _, session := range d.Sessions {
		length := min(int(session.To-session.From), minutes)
		for _, day := range session.Days {
			all = append(all, candidate{opening{day, agenda.Hours{From: session.To - agenda.Clock(length), To: session.To}}, length})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.length, a.length), cmp.Compare(half(a.hours), half(b.hours)), cmp.Compare(a.day.ISO(), b.day.ISO()))
	})
	taken := map[opening]bool{}
	var places []opening
	for _, c := range all {
		if !taken[c.opening] {
			taken[c.opening] = true
			places = append(places, c.opening)
		}
	}
	return places
}

// half puts afternoons before mornings.
func half(h agenda.Hours) int {
	if h.From >= agenda.Noon {
		return 0
	}
	return 1
}
