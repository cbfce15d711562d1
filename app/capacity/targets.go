package capacity

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"creneaux/app/agenda"
)

// Targets returns how many slots of each by-appointment procedure the year should
// offer, so that the counted ones add up to total: procedures with a target of their
// own keep it, the other counted ones share what is left of the total in proportion
// to their weights, by largest remainder, the first in the list before the later at
// equal remainders. A procedure without a weight, or with one that is not a positive
// number, gets none; when nobody has a weight, all get as much. Uncounted procedures
// without a target are left out of the map. The sum differs from total only when own
// targets exceed it or nobody is there to share.
func Targets(procedures []agenda.Procedure, total int, weights map[agenda.ProcedureCode]float64) map[agenda.ProcedureCode]int {
	targets := map[agenda.ProcedureCode]int{}
	var sharing []agenda.ProcedureCode
	for _, p := range procedures {
		switch {
		case p.WalkIn != nil:
		case p.Target > 0:
			targets[p.Code] = p.Target
			if p.Counted {
				total -= p.Target
			}
		case p.Counted:
			sharing = append(sharing, p.Code)
		}
	}
	maps.Copy(targets, share(max(total, 0), sharing, weights))
	return targets
}

func share(total int, codes []agenda.ProcedureCode, weights map[agenda.ProcedureCode]float64) map[agenda.ProcedureCode]int {
	parts := make([]float64, len(codes))
	largest := 0.0
	for i, code := range codes {
		if w := weights[code]; w > 0 && !math.IsInf(w, 1) {
			parts[i] = w
			largest = max(largest, w)
		}
	}
	sum := 0.0
	for i := range parts {
		if largest == 0 {
			parts[i] = 1
		} else {
			parts[i] /= largest // so that huge weights cannot add up to infinity
		}
		sum += parts[i]
	}
	shares := make(map[agenda.ProcedureCode]int, len(codes))
	remainder := make([]float64, len(codes))
	left := total
	for i, code := range codes {
		exact := float64(total) * parts[i] / sum
		shares[code] = int(exact)
		remainder[i] = exact - math.Floor(exact)
		left -= shares[code]
	}
	order := make([]int, 0, len(codes))
	for i, part := range parts {
		if part > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(remainder[b], remainder[a]) })
	for i := 0; left > 0 && len(order) > 0; i++ {
		shares[codes[order[i%len(order)]]]++
		left--
	}
	return shares
}
