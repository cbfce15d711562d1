package publication

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"creneaux/app/agenda"
)

// Reserve chooses which of the slots in state planned are held back for urgent cases,
// at random and always in the same way for a seed. share gives the part of a
// procedure's slots, from 0 to 1; what is outside counts as the nearer end.
//
// The number of all procedures together is the sum of their parts, rounded; each gets
// its part rounded down, and what is missing goes to the largest remainders (Hamilton's
// method, ties at random). A week alone may leave a rare procedure without any; given
// the slots of a longer time at once, it gets its part. The choice inside a procedure
// is a systematic sample of its slots in time order: every slot is as likely as any
// other, and any stretch of days has its part of them to within one.
//
// The ids are in order of date, hour, desk and position.
func Reserve(slots []agenda.Slot, share func(agenda.ProcedureCode) float64, seed [32]byte) []agenda.SlotID {
	random := streamOf(streamReserve, seed)
	planned := plannedSlots(slots)
	groups := groupBy(planned, func(s agenda.Slot) agenda.ProcedureCode { return s.Procedure })
	held := map[agenda.SlotID]bool{}
	for g, n := range parts(groups, share, random) {
		for _, s := range systematic(groups[g], n, random) {
			held[s.ID] = true
		}
	}
	var ids []agenda.SlotID
	for _, s := range planned {
		if held[s.ID] {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// parts returns how many slots of each group are held back.
func parts(groups [][]agenda.Slot, share func(agenda.ProcedureCode) float64, random *rand.Rand) []int {
	// A share such as 0.05 is no exact number: 0.05 × 60 must be 3, not a little less.
	const slack = 1e-9
	counts, remainders := make([]int, len(groups)), make([]float64, len(groups))
	sum := 0.0
	for g, slots := range groups {
		part := float64(len(slots)) * min(1, max(0, share(slots[0].Procedure)))
		counts[g] = int(math.Floor(part + slack))
		remainders[g] = max(0, part-float64(counts[g]))
		sum += part
	}
	missing := int(math.Floor(sum + 0.5 + slack))
	for _, n := range counts {
		missing -= n
	}
	order := random.Perm(len(groups))
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(remainders[b], remainders[a]) })
	for _, g := range order {
		if missing > 0 && remainders[g] > slack {
			counts[g]++
			missing--
		}
	}
	return counts
}

// systematic returns n of the slots, as far apart in their order as whole numbers
// allow, from a random start.
func systematic(slots []agenda.Slot, n int, random *rand.Rand) []agenda.Slot {
	if n == 0 {
		return nil
	}
	start := random.IntN(len(slots))
	chosen := make([]agenda.Slot, n)
	for j := range chosen {
		chosen[j] = slots[(start+j*len(slots))/n]
	}
	return chosen
}
