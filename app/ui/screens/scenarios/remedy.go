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
// A day on which a desk is closed counts for nothing.
func reinforcements(found office.Worth, gap office.Gap, open func(agenda.DeskID, agenda.Date) bool) (all []agenda.Reinforcement) {
	free := freeWeeks(gap)
	for _, remedy := range gap.Remedies {
		desk := remedy.Desk
		j := slices.IndexFunc(found.Desks, func(d agenda.Desk) bool { return d.ID == desk.ID })
		var places []place
		for _, o := range openings(desk, found.Minutes) {
			held := slices.DeleteFunc(slices.Clone(free), func(i int) bool { return !open(desk.ID, found.Weeks[i].Day(o.day)) })
			if len(held) > 0 {
				places = append(places, place{opening: o, weeks: held})
			}
		}
		if j < 0 || len(places) == 0 {
			continue
		}
		left, k := remedy.Times, 0
		for ; left >= len(places[k].weeks); k = (k + 1) % len(places) {
			places[k].agents++
			left -= len(places[k].weeks)
		}
		for _, p := range places {
			if p.agents > 0 {
				all = append(all, p.reinforcement(desk.ID, found.Weeks[p.weeks[0]], found.Weeks[p.weeks[len(p.weeks)-1]], p.agents))
			}
		}
		if left > 0 {
			weeks := places[k].weeks
			first := bestRun(gap, weeks, j, left)
			all = append(all, places[k].reinforcement(desk.ID, found.Weeks[weeks[first]], found.Weeks[weeks[first+left-1]], 1))
		}
	}
	return all
}

// place is a time of the week with the free weeks in which the desk is open then.
type place struct {
	opening
	weeks  []int
	agents int // more in all of them
}

// openDays tells on which days the desks of a house are open at all.
func openDays(house office.House) func(agenda.DeskID, agenda.Date) bool {
	days, err := house.Calendar()
	if err != nil {
		return func(agenda.DeskID, agenda.Date) bool { return true }
	}
	return func(desk agenda.DeskID, day agenda.Date) bool {
		_, closed := days.Closed(desk, day)
		return !closed
	}
}

// bestRun returns the first of so many weeks next to each other in which openings of a
// desk bring most.
func bestRun(gap office.Gap, weeks []int, desk, length int) (first int) {
	best := -1.0
	for i := 0; i+length <= len(weeks); i++ {
		sum := 0.0
		for _, week := range weeks[i : i+length] {
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
