package publication

import (
	"math"
	"slices"

	"creneaux/app/agenda"
)

// Rebalance says which slots join and which leave the reserve for urgent cases after a plan
// has changed around it, so that of each procedure about its share is held back, early and
// late alike, with as few changes as that takes. Slots in state reserved are held, those in
// state planned may be; any other only counts, as do those that are bound. share and seed
// are those of [Reserve].
//
// Along the time, the number held may be up to two away from its part, as after [Reserve]
// it is; on the whole it comes to less than one away.
//
// Both lists are in order of date, hour, desk and position.
func Rebalance(slots []agenda.Slot, bound func(agenda.SlotID) bool, share func(agenda.ProcedureCode) float64, seed [32]byte) (join, leave []agenda.SlotID) {
	random := streamOf(streamReserve, seed)
	inOrder := slices.SortedFunc(slices.Values(slots), byTime)
	held := map[agenda.SlotID]bool{}
	for _, group := range groupBy(inOrder, func(s agenda.Slot) agenda.ProcedureCode { return s.Procedure }) {
		part := min(1, max(0, share(group[0].Procedure)))
		movable := func(s agenda.Slot, state agenda.SlotState) bool { return s.State == state && !bound(s.ID) }
		n := 0
		for i, s := range group {
			due := part * float64(i+1)
			switch {
			case movable(s, agenda.SlotPlanned) && due-float64(n) >= 2:
				held[s.ID] = true
			case movable(s, agenda.SlotReserved) && float64(n+1)-due >= 2:
				held[s.ID] = false
			default:
				held[s.ID] = s.State == agenda.SlotReserved
			}
			if held[s.ID] {
				n++
			}
		}
		// A share such as 0.05 is no exact number, see parts.
		const slack = 1e-9
		due := part * float64(len(group))
		if math.Abs(float64(n)-due) < 1-slack {
			continue
		}
		wrong := n > int(math.Round(due)) // too many are held
		candidates := slices.DeleteFunc(slices.Clone(group), func(s agenda.Slot) bool {
			return held[s.ID] != wrong || bound(s.ID) || s.State != agenda.SlotPlanned && s.State != agenda.SlotReserved
		})
		change := min(int(math.Abs(math.Round(due)-float64(n))), len(candidates))
		for _, s := range systematic(candidates, change, random) {
			held[s.ID] = !wrong
		}
	}
	for _, s := range inOrder {
		switch is := s.State == agenda.SlotReserved; {
		case held[s.ID] && !is:
			join = append(join, s.ID)
		case !held[s.ID] && is:
			leave = append(leave, s.ID)
		}
	}
	return join, leave
}
