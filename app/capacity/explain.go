package capacity

import "creneaux/app/agenda"

// explain makes the plan of a finished grid, with what limits it.
func explain(in Instance, g *grid) Plan {
	plan := Plan{Slots: g.cells(in)}
	plan.Shortfall, plan.Deviation = Evaluate(in, plan.Slots)
	planned := map[string]int{}
	for _, c := range plan.Slots {
		planned[c.Procedure] += c.Slots
	}
	for p, demand := range in.Procedures {
		result := ProcedureResult{Code: demand.Code, Target: demand.Target, Planned: planned[demand.Code]}
		if result.Planned < result.Target {
			for _, d := range g.serving[p] {
				result.LimitedBy = append(result.LimitedBy, in.Desks[d].Name)
			}
			plan.Reasons = append(plan.Reasons, shortReason(result, g.opensFor(p)))
		}
		plan.Procedures = append(plan.Procedures, result)
	}
	for i, w := range g.weekOf {
		for d, desk := range in.Desks {
			if bin := g.bin(d, i); g.open[bin] > 0 && g.full(bin) {
				plan.Full = append(plan.Full, DeskWeek{in.Weeks[w], desk.Name})
			}
		}
	}
	return plan
}

// shortReason says why a procedure misses its target.
func shortReason(r ProcedureResult, opens bool) agenda.Message {
	missing := r.Target - r.Planned
	switch {
	case len(r.LimitedBy) == 0:
		return agenda.Msg("capacity.reason.no-desk", "Procedure", r.Code, "Target", r.Target)
	case !opens:
		return agenda.Msg("capacity.reason.never-open", "Procedure", r.Code, "Count", missing, "Desks", r.LimitedBy)
	default:
		return agenda.Msg("capacity.reason.short", "Procedure", r.Code, "Count", missing,
			"Planned", r.Planned, "Target", r.Target, "Desks", r.LimitedBy)
	}
}

// opensFor reports whether a desk that accepts the procedure has room for one slot
// of it in some free week.
func (g *grid) opensFor(p int) bool {
	for _, d := range g.serving[p] {
		for w := range g.weeks {
			if g.open[g.bin(d, w)] >= g.minutes[p] {
				return true
			}
		}
	}
	return false
}
