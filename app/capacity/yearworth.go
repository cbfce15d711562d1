package capacity

import (
	"slices"

	"creneaux/app/agenda"
)

// RestOfYear is what more opening time in a year would be used for.
type RestOfYear struct {
	// Instance has the weeks that are free, the procedures that count, and the minutes that
	// the plan leaves them.
	Instance Instance
	// Done are the slots of these procedures that stand beside the instance: those of the
	// locked weeks, and the additional ones.
	Done map[agenda.ProcedureCode]int
}

// Rest returns what is left of a year with a plan when only some procedures count: the
// slots of the others, and the additional ones, stay where they are. input.Placed are the
// additional ones of all cells.
func Rest(input YearInput, cells []agenda.PlanCell, counts func(agenda.Procedure) bool) RestOfYear {
	y := newYear(input)
	rest := RestOfYear{Instance: y.in, Done: map[agenda.ProcedureCode]int{}}
	counted := map[agenda.ProcedureCode]bool{}
	rest.Instance.Procedures = nil
	for p, procedure := range y.planned {
		if counts(procedure) {
			counted[procedure.Code] = true
			rest.Instance.Procedures = append(rest.Instance.Procedures, y.in.Procedures[p])
		}
	}
	taken := map[place]int{} // minutes, by free week and desk
	take := func(c agenda.PlanCell) {
		w, d, p := slices.Index(y.free, c.Week), slices.IndexFunc(y.Desks, func(d agenda.Desk) bool { return d.ID == c.Desk }), y.position(c.Procedure)
		if w >= 0 && d >= 0 && p >= 0 {
			taken[place{week: w, desk: d}] += c.Slots * y.planned[p].Minutes
		}
	}
	for _, c := range cells {
		switch {
		case y.locked[c.Week]: // there, a person may have given slots to a procedure without a target
			if at := slices.IndexFunc(input.Procedures, func(p agenda.Procedure) bool { return p.Code == c.Procedure }); at >= 0 && counts(input.Procedures[at]) {
				rest.Done[c.Procedure] += c.Slots
			}
		case !counted[c.Procedure]:
			take(c)
		}
	}
	for _, c := range placedOf(AdditionalIn(cells, input.Placed, input.Additional)) {
		if counted[c.Procedure] && !y.locked[c.Week] {
			take(c.PlanCell)
			rest.Done[c.Procedure] += c.Slots
		}
	}
	for d := range rest.Instance.Desks {
		supply := &rest.Instance.Desks[d]
		supply.Accepts = slices.DeleteFunc(slices.Clone(supply.Accepts), func(code string) bool { return !counted[agenda.ProcedureCode(code)] })
		supply.Minutes = slices.Clone(supply.Minutes)
		for w := range supply.Minutes {
			supply.Minutes[w] = max(supply.Minutes[w]-taken[place{week: w, desk: d}], 0)
		}
	}
	return rest
}
