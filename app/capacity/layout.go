package capacity

import (
	"cmp"
	"math"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

// Want is how many slots of a procedure a desk shall offer in a week, those kept
// included.
type Want struct {
	Procedure agenda.ProcedureCode
	Minutes   int // of one slot, 1 or more
	Slots     int
}

// Layout is the slots of one desk and week in their places.
type Layout struct {
	Slots    []agenda.Slot // kept and new, by date, hour and position
	Unplaced []Unplaced    // by procedure as wanted; none when everything stands
}

// Unplaced is how many wanted slots of a procedure found no place, and why.
type Unplaced struct {
	Procedure agenda.ProcedureCode
	Slots     int
	Reason    agenda.Message
}

// Lay places slots of one desk and week into its openings: never two at one position
// at a time, never outside an opening. Kept slots stay exactly as they are, even
// outside every opening; new ones get their id from newID, in order of date, hour and
// position, and are [agenda.SlotPlanned]. The procedures are spread over the days and
// positions in proportion to the time that is free there, and mixed within each
// session, so that somebody who can only come on Thursday finds every procedure.
func Lay(openings []calendar.Opening, want []Want, keep []agenda.Slot, newID func() agenda.SlotID) Layout {
	gaps := freeGaps(openings, keep)
	wanted := missing(want, keep)
	fill := bestFilling(gaps, wanted)
	layout := Layout{Slots: slices.Clone(keep)}
	for i, gap := range gaps {
		layout.Slots = append(layout.Slots, gap.place(wanted, fill.counts[i])...)
	}
	slices.SortStableFunc(layout.Slots, byPlace)
	for i := range layout.Slots {
		if layout.Slots[i].ID == "" {
			layout.Slots[i].ID = newID()
		}
	}
	layout.Unplaced = unplacedBy(fill, wanted, gaps)
	return layout
}

// unplacedOf returns what [Lay] would not place when nothing is kept, by procedure as
// wanted.
func unplacedOf(openings []calendar.Opening, want []Want) []Unplaced {
	gaps := freeGaps(openings, nil)
	return unplacedBy(bestFilling(gaps, want), want, gaps)
}

func unplacedBy(f filling, wanted []Want, gaps []gap) []Unplaced {
	var unplaced []Unplaced
	for i, w := range wanted {
		if n := f.left[i]; n > 0 {
			unplaced = append(unplaced, Unplaced{w.Procedure, n, unplacedReason(w, n, gaps)})
		}
	}
	return unplaced
}

// usableMinutes is the part of the openings that slots of the given lengths can fill:
// 120 of the 135 minutes of a morning when every slot takes 30.
func usableMinutes(openings []calendar.Opening, lengths []int) int {
	usable := 0
	for _, g := range freeGaps(openings, nil) {
		reached := make([]bool, g.length()+1)
		reached[0] = true
		most := 0
		for used := 1; used <= g.length(); used++ {
			for _, length := range lengths {
				if length <= used && reached[used-length] {
					reached[used] = true
					most = used
					break
				}
			}
		}
		usable += most
	}
	return usable
}

func byPlace(a, b agenda.Slot) int {
	return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Position, b.Position))
}

// missing is what is wanted beyond the slots that are kept.
func missing(want []Want, keep []agenda.Slot) []Want {
	kept := map[agenda.ProcedureCode]int{}
	for _, s := range keep {
		kept[s.Procedure]++
	}
	rest := slices.Clone(want)
	for i := range rest {
		covered := min(kept[rest[i].Procedure], max(rest[i].Slots, 0))
		kept[rest[i].Procedure] -= covered
		rest[i].Slots = max(rest[i].Slots, 0) - covered
	}
	return rest
}

func unplacedReason(w Want, n int, gaps []gap) agenda.Message {
	longest := 0
	for _, g := range gaps {
		longest = max(longest, g.length())
	}
	switch {
	case longest == 0:
		return agenda.Msg("capacity.layout.closed", "Procedure", w.Procedure, "Count", n)
	case longest < w.Minutes:
		return agenda.Msg("capacity.layout.too-long", "Procedure", w.Procedure, "Count", n, "Minutes", w.Minutes, "Longest", longest)
	default:
		return agenda.Msg("capacity.layout.no-room", "Procedure", w.Procedure, "Count", n)
	}
}

// gap is a time during which one position of the desk is free.
type gap struct {
	desk     agenda.DeskID
	date     agenda.Date
	position int
	from, to agenda.Clock
}

func (g gap) length() int { return int(g.to - g.from) }

// freeGaps cuts openings into the free times of each position, by date, position and
// hour. Openings that touch make one gap: nobody gets up at 10 o'clock because a
// second agent sits down then.
func freeGaps(openings []calendar.Opening, keep []agenda.Slot) []gap {
	var gaps []gap
	for _, o := range openings {
		for position := 1; position <= o.Positions; position++ {
			gaps = append(gaps, gap{o.Desk, o.Date, position, o.From, o.To})
		}
	}
	slices.SortStableFunc(gaps, func(a, b gap) int {
		return cmp.Or(a.date.Compare(b.date), cmp.Compare(a.position, b.position), cmp.Compare(a.from, b.from))
	})
	gaps = joinGaps(gaps)
	for _, s := range keep {
		gaps = cutGaps(gaps, s)
	}
	return gaps
}

func joinGaps(gaps []gap) []gap {
	var joined []gap
	for _, g := range gaps {
		if last := len(joined) - 1; last >= 0 && joined[last].date == g.date &&
			joined[last].position == g.position && g.from <= joined[last].to {
			joined[last].to = max(joined[last].to, g.to)
			continue
		}
		joined = append(joined, g)
	}
	return joined
}

// cutGaps takes the time of a slot out of the gaps of its position.
func cutGaps(gaps []gap, s agenda.Slot) []gap {
	for i := 0; i < len(gaps); i++ {
		g := gaps[i]
		if g.date != s.Date || g.position != s.Position || s.End() <= g.from || g.to <= s.Start {
			continue
		}
		before, after := g, g
		before.to, after.from = s.Start, s.End()
		switch {
		case before.length() > 0 && after.length() > 0:
			gaps[i] = before
			i++
			gaps = slices.Insert(gaps, i, after)
		case before.length() > 0:
			gaps[i] = before
		case after.length() > 0:
			gaps[i] = after
		default:
			gaps = slices.Delete(gaps, i, i+1)
			i--
		}
	}
	return gaps
}

// place puts the counted slots into the gap one after the other, the procedures mixed:
// the i-th of n slots of a procedure stands around the part (i+½)/n of the gap.
func (g gap) place(wanted []Want, counts []int) []agenda.Slot {
	type turn struct {
		procedure int
		at        float64
	}
	var turns []turn
	for p, n := range counts {
		for i := range n {
			turns = append(turns, turn{p, (float64(i) + 0.5) / float64(n)})
		}
	}
	slices.SortStableFunc(turns, func(a, b turn) int { return cmp.Compare(a.at, b.at) })
	var slots []agenda.Slot
	start := g.from
	for _, t := range turns {
		w := wanted[t.procedure]
		slot := agenda.Slot{
			Desk: g.desk, Procedure: w.Procedure, Date: g.date, Start: start,
			Minutes: w.Minutes, Position: g.position, State: agenda.SlotPlanned,
		}
		slots = append(slots, slot)
		start = slot.End()
	}
	return slots
}

// filling is how many slots of each wanted procedure stand in each gap.
type filling struct {
	counts [][]int // by gap and procedure
	left   []int   // by procedure: what found no gap
}

func (f filling) unplaced() int {
	n := 0
	for _, left := range f.left {
		n += left
	}
	return n
}

// bestFilling fills the gaps one by one, in a few orders and with more or less waste
// allowed in each, and keeps the first filling that leaves the fewest slots out.
func bestFilling(gaps []gap, wanted []Want) filling {
	free, asked := 0, 0
	for _, g := range gaps {
		free += g.length()
	}
	for _, w := range wanted {
		asked += w.Slots * w.Minutes
	}
	best := filling{}
	for i, order := range gapOrders(gaps) {
		for _, spare := range []int{max(free-asked, 0), 0} {
			f := fillGaps(gaps, order, wanted, spare, free)
			if i == 0 && best.counts == nil || f.unplaced() < best.unplaced() {
				best = f
			}
			if best.unplaced() == 0 {
				return best
			}
		}
	}
	return best
}

// gapOrders are the orders in which the gaps are filled: by date, the shortest first
// (what fits there least easily is still there), the longest first.
func gapOrders(gaps []gap) [][]int {
	byDate := make([]int, len(gaps))
	for i := range byDate {
		byDate[i] = i
	}
	shortest := slices.Clone(byDate)
	slices.SortStableFunc(shortest, func(a, b int) int { return cmp.Compare(gaps[a].length(), gaps[b].length()) })
	longest := slices.Clone(shortest)
	slices.Reverse(longest)
	return [][]int{byDate, shortest, longest}
}

// fillGaps gives each gap in turn its share of what is still wanted. spare are the
// minutes of all gaps that may stay free, free their whole length; each gap may waste
// its part of the spare minutes for the sake of an even mix, and hands on what it does
// not use.
func fillGaps(gaps []gap, order []int, wanted []Want, spare, free int) filling {
	f := filling{counts: make([][]int, len(gaps)), left: make([]int, len(wanted))}
	for p, w := range wanted {
		f.left[p] = w.Slots
	}
	for _, i := range order {
		length := gaps[i].length()
		allowed := 0
		if free > 0 {
			allowed = spare * length / free
		}
		f.counts[i] = fillGap(length, allowed, float64(length)/float64(max(free, 1)), wanted, f.left)
		used := 0
		for p, n := range f.counts[i] {
			f.left[p] -= n
			used += n * wanted[p].Minutes
		}
		spare = max(spare-(length-used), 0)
		free -= length
	}
	return f
}

// fillGap chooses how many slots of each procedure stand in one gap: among the
// choices that waste no more than allowed (or as little as possible) the one nearest
// to the gap's share of what is left. It is an exact knapsack over the time used,
// counted in the largest unit that measures every procedure.
func fillGap(length, allowed int, share float64, wanted []Want, left []int) []int {
	unit := commonUnit(wanted)
	size := length / unit
	unreached := math.Inf(1)
	cost := make([]float64, size+1) // of the best choice that uses exactly so much
	for used := 1; used <= size; used++ {
		cost[used] = unreached
	}
	chosen := make([][]int, len(wanted)) // slots of the procedure in that choice
	for p, w := range wanted {
		next := make([]float64, size+1)
		chosen[p] = make([]int, size+1)
		ideal := share * float64(left[p])
		for used := range next {
			next[used] = unreached
			for n, rest := 0, used; n <= left[p] && rest >= 0; n, rest = n+1, rest-w.Minutes/unit {
				away := float64(n) - ideal
				if c := cost[rest] + away*away/max(ideal, 0.5); c < next[used] {
					next[used], chosen[p][used] = c, n
				}
			}
		}
		cost = next
	}
	used := cheapest(cost, (length-allowed)/unit)
	counts := make([]int, len(wanted))
	for p := len(wanted) - 1; p >= 0; p-- {
		counts[p] = chosen[p][used]
		used -= counts[p] * wanted[p].Minutes / unit
	}
	return counts
}

// cheapest returns the cheapest reached use of at least least, or the largest reached
// use when none is that large.
func cheapest(cost []float64, least int) int {
	best := len(cost) - 1
	for math.IsInf(cost[best], 1) {
		best--
	}
	for used := best - 1; used >= max(least, 0); used-- {
		if cost[used] < cost[best] {
			best = used
		}
	}
	return best
}

func commonUnit(wanted []Want) int {
	unit := 0
	for _, w := range wanted {
		for a, b := w.Minutes, unit; ; a, b = b, a%b {
			if b == 0 {
				unit = a
				break
			}
		}
	}
	return max(unit, 1)
}
