package publication

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

// TestRebalanceHoldsTheShareWithFewChanges reserves, changes the plan around the reserve,
// and rebalances.
func TestRebalanceHoldsTheShareWithFewChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shares := map[agenda.ProcedureCode]float64{"a": rapid.Float64Range(0, 0.5).Draw(t, "share"), "b": 0.05}
		share := func(code agenda.ProcedureCode) float64 { return shares[code] }
		slots := make([]agenda.Slot, rapid.IntRange(0, 300).Draw(t, "slots"))
		for i := range slots {
			slots[i] = agenda.Slot{
				ID: agenda.SlotID(fmt.Sprintf("%04d", i)), Procedure: rapid.SampledFrom([]agenda.ProcedureCode{"a", "b"}).Draw(t, "procedure"),
				Date: agenda.MustDate("2027-01-04").AddDays(i), State: agenda.SlotPlanned,
			}
		}
		reserve := Reserve(slots, share, [32]byte{1})
		for i := range slots {
			if slices.Contains(reserve, slots[i].ID) {
				slots[i].State = agenda.SlotReserved
			}
		}
		nothing := func(agenda.SlotID) bool { return false }
		if join, leave := Rebalance(slots, nothing, share, [32]byte{2}); len(join)+len(leave) > 0 {
			t.Fatalf("nothing has changed, %v join and %v leave", join, leave)
		}

		from := rapid.IntRange(0, len(slots)).Draw(t, "from")
		to := rapid.IntRange(from, len(slots)).Draw(t, "to")
		slots = slices.Delete(slots, from, to)
		bound := map[agenda.SlotID]bool{}
		for i := range slots {
			switch rapid.IntRange(0, 12).Draw(t, "change") {
			case 0:
				slots[i].State = agenda.SlotPlanned
			case 1:
				bound[slots[i].ID] = true
			}
		}
		join, leave := Rebalance(slots, func(id agenda.SlotID) bool { return bound[id] }, share, [32]byte{3})
		held, all, movable := map[agenda.ProcedureCode]int{}, map[agenda.ProcedureCode]int{}, map[agenda.ProcedureCode]int{}
		for _, s := range slots {
			is := s.State == agenda.SlotReserved
			if joins, leaves := slices.Contains(join, s.ID), slices.Contains(leave, s.ID); joins || leaves {
				if bound[s.ID] || joins == is || leaves != is {
					t.Fatalf("%+v joins: %v, leaves: %v, is bound: %v", s, joins, leaves, bound[s.ID])
				}
				is = joins
			}
			all[s.Procedure]++
			if is {
				held[s.Procedure]++
			}
			if !bound[s.ID] {
				movable[s.Procedure]++
			}
		}
		for code, n := range all {
			if away := math.Abs(float64(held[code]) - shares[code]*float64(n)); movable[code] == n && away >= 1 {
				t.Fatalf("%d of %d %s are held, %.2f away from the share", held[code], n, code, away)
			}
		}
	})
}
