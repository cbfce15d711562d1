package capacity

import (
	"cmp"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

// Relay places slots of one desk and week as [Lay] does, but moves as few of those that
// stand as it can: bound ones stay exactly as they are, even outside every opening; of the
// others those stay that still have an agent and are still wanted, taken off evenly where
// fewer are. Only where the rest then finds no place are others moved, one position of one
// day after the other. New slots have no id.
func Relay(openings []calendar.Opening, want []Want, bound, standing []agenda.Slot) Layout {
	stay := wantedOf(want, bound, fitting(openings, want, bound, standing))
	layout := layAround(openings, want, bound, stay)
	for _, bench := range benches(standing, stay) {
		if len(layout.Unplaced) == 0 {
			return layout
		}
		stay = slices.DeleteFunc(slices.Clone(stay), func(s agenda.Slot) bool { return benchOf(s) == bench })
		if next := layAround(openings, want, bound, stay); left(next) < left(layout) {
			layout = next
		}
	}
	return layout
}

// Steady is [Relay] for a week of which nothing is bound, as long as that spreads the
// procedures over the days about as evenly as a new layout; else it is the new layout.
func Steady(openings []calendar.Opening, want []Want, standing []agenda.Slot) Layout {
	const (
		worse = 1.25 // how much less even, times and beyond, still is as good
		slack = 1.0
	)
	fresh := layAround(openings, want, nil, nil)
	if len(standing) == 0 {
		return fresh
	}
	steady := Relay(openings, want, nil, standing)
	if left(steady) > left(fresh) || unevenness(openings, steady.Slots) > unevenness(openings, fresh.Slots)*worse+slack {
		return fresh
	}
	return steady
}

func layAround(openings []calendar.Opening, want []Want, bound, stay []agenda.Slot) Layout {
	return Lay(openings, want, slices.Concat(bound, stay), func() agenda.SlotID { return "" })
}

func left(l Layout) (slots int) {
	for _, u := range l.Unplaced {
		slots += u.Slots
	}
	return slots
}

// fitting returns the standing slots that have the length of their procedure and lie in an
// opening, beside the bound ones.
func fitting(openings []calendar.Opening, want []Want, bound, standing []agenda.Slot) []agenda.Slot {
	minutes := map[agenda.ProcedureCode]int{}
	for _, w := range want {
		minutes[w.Procedure] = w.Minutes
	}
	gaps := freeGaps(openings, bound)
	inOrder := slices.SortedStableFunc(slices.Values(standing), byPlace)
	return slices.DeleteFunc(inOrder, func(s agenda.Slot) bool {
		return s.Minutes != minutes[s.Procedure] || !slices.ContainsFunc(gaps, func(g gap) bool {
			return g.date == s.Date && g.position == s.Position && g.from <= s.Start && s.End() <= g.to
		})
	})
}

// wantedOf returns as many of the slots of each procedure as are wanted beside the bound
// ones, those taken off as far from each other in time as can be.
func wantedOf(want []Want, bound, slots []agenda.Slot) []agenda.Slot {
	var stay []agenda.Slot
	for _, w := range missing(want, bound) {
		of := slices.DeleteFunc(slices.Clone(slots), func(s agenda.Slot) bool { return s.Procedure != w.Procedure })
		n := min(w.Slots, len(of))
		for i := range n {
			stay = append(stay, of[(2*i+1)*len(of)/(2*n)])
		}
	}
	slices.SortStableFunc(stay, byPlace)
	return stay
}

// bench is a position of a desk on a day.
type bench struct {
	date     agenda.Date
	position int
}

func benchOf(s agenda.Slot) bench { return bench{s.Date, s.Position} }

// benches returns the positions of the slots that stay, those first that lose most.
func benches(standing, stay []agenda.Slot) []bench {
	lost := map[bench]int{}
	for _, s := range standing {
		lost[benchOf(s)]++
	}
	var all []bench
	for _, s := range stay {
		lost[benchOf(s)]--
		if !slices.Contains(all, benchOf(s)) {
			all = append(all, benchOf(s))
		}
	}
	slices.SortStableFunc(all, func(a, b bench) int { return cmp.Compare(lost[b], lost[a]) })
	return all
}

// unevenness is how far the slots are from being spread over the days in proportion to the
// time that each is open: Σ over days and procedures of (n − q)² / q.
func unevenness(openings []calendar.Opening, slots []agenda.Slot) float64 {
	open, total := map[agenda.Date]int{}, 0
	for _, o := range openings {
		minutes := calendar.Minutes([]calendar.Opening{o})
		open[o.Date] += minutes
		total += minutes
	}
	type dayOf struct {
		date      agenda.Date
		procedure agenda.ProcedureCode
	}
	count, sums := map[dayOf]int{}, map[agenda.ProcedureCode]int{}
	for _, s := range slots {
		count[dayOf{s.Date, s.Procedure}]++
		sums[s.Procedure]++
	}
	sum := 0.0
	for procedure, n := range sums {
		for date, minutes := range open {
			ideal := float64(n) * float64(minutes) / float64(total)
			away := float64(count[dayOf{date, procedure}]) - ideal
			sum += away * away / max(ideal, 0.5)
		}
	}
	return sum
}

// Room returns how many slots more of one of the wanted procedures [Relay] places beside
// everything that is wanted, as far as halving finds out; 0 where that has no place itself.
func Room(openings []calendar.Opening, want []Want, of int, bound, standing []agenda.Slot) int {
	free := 0
	for _, g := range freeGaps(openings, bound) {
		free += g.length()
	}
	for _, w := range missing(want, bound) {
		free -= w.Slots * w.Minutes
	}
	more := slices.Clone(want)
	low, high := 0, max(free/want[of].Minutes, 0)+1
	for high-low > 1 {
		middle := (low + high) / 2
		more[of].Slots = want[of].Slots + middle
		if left(Relay(openings, more, bound, standing)) == 0 {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}
