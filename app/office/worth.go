package office

import (
	"context"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/workspace"
)

// PlanWorth says what so many minutes more of a desk's opening would be worth (60: an
// hour, 180: a half-day), for the plan that stands, or for the one that a scenario makes:
// for the yearly appointments, and for the permits that they lead to. The slots of the
// procedures that the targets leave out, and the additional ones, stay where they are.
//
// Problems: WORTH-MINUTES, PLAN-NONE where nothing is assumed and no plan stands, those of
// [Office.TryPlan].
func (o *Office) PlanWorth(ctx context.Context, what WhatIf, minutes int, progress agenda.Progress) (Worth, error) {
	const most = 24 * 60
	if minutes < 1 || minutes > most {
		return Worth{}, agenda.NewProblem("WORTH-MINUTES", "Minutes", minutes, "Most", most)
	}
	p, err := view(ctx, o, func(r workspace.Reader) (planning, error) { return o.loadPlanning(ctx, r) })
	if err != nil {
		return Worth{}, err
	}
	var stay map[agenda.Week]bool
	if same(what, WhatIf{}) {
		if p.state.Version == 0 {
			return Worth{}, agenda.NewProblem("PLAN-NONE", "Year", p.house.Service.Year)
		}
		stay = p.unplannable()
	} else {
		t, err := p.try(ctx, what, progress)
		if err != nil {
			return Worth{}, err
		}
		p, stay = t.result(), t.drawn.stay
	}
	return p.worth(ctx, stay, minutes, progress)
}

// unplannable are the weeks that planning the year anew would leave as they are.
func (p planning) unplannable() map[agenda.Week]bool {
	stay := map[agenda.Week]bool{}
	for _, w := range agenda.WeeksOf(p.house.Service.Year) {
		stay[w] = p.kept[w] || p.begun(w)
	}
	return stay
}

func (p planning) worth(ctx context.Context, stay map[agenda.Week]bool, minutes int, progress agenda.Progress) (Worth, error) {
	input, err := p.input(stay)
	if err != nil {
		return Worth{}, err
	}
	sums, err := p.view()
	if err != nil {
		return Worth{}, err
	}
	v := valuation{
		house: p.house, input: input, minutes: minutes,
		rest: capacity.Rest(input, p.state.Cells, func(q agenda.Procedure) bool { return q.Counted }),
	}
	worth := Worth{Minutes: minutes, Weeks: input.Weeks, Desks: input.Desks}
	progress.Report(agenda.Msg("office.stage.worth"), 0, 2)
	worth.Appointments, err = v.gap(ctx, float64(p.house.Service.Targets.Appointments), float64(sums.Planned),
		func(agenda.Procedure) float64 { return 1 })
	if err != nil {
		return Worth{}, err
	}
	progress.Report(agenda.Msg("office.stage.worth"), 1, 2)
	worth.Permits, err = v.gap(ctx, float64(p.house.Service.Targets.Permits), sums.ExpectedPermits,
		func(q agenda.Procedure) float64 { return q.ExpectedPermits(1) })
	return worth, err
}

// valuation reckons what more time is worth to a plan.
type valuation struct {
	house   House
	input   capacity.YearInput
	rest    capacity.RestOfYear
	minutes int
}

// gap reckons the distance to a target in which a slot of a procedure counts so much.
func (v valuation) gap(ctx context.Context, target, planned float64, of func(agenda.Procedure) float64) (Gap, error) {
	gap := Gap{Target: target, Planned: planned, Gains: make([][]float64, len(v.input.Weeks))}
	for w := range gap.Gains {
		gap.Gains[w] = make([]float64, len(v.input.Desks))
	}
	done := 0.0
	for code, n := range v.rest.Done {
		q, _ := v.house.Procedure(code)
		done += of(q) * float64(n)
	}
	gap.Reached = done
	in := v.rest.Instance
	if len(in.Weeks) > 0 && len(in.Procedures) > 0 && len(in.Desks) > 0 {
		if err := v.close(ctx, &gap, done, of); err != nil {
			return gap, err
		}
	}
	gap.Reasons = v.unreached(gap, done, of)
	return gap, nil
}

// close finds what additional openings bring, and how few of them close the gap.
func (v valuation) close(ctx context.Context, gap *Gap, done float64, of func(agenda.Procedure) float64) error {
	in := v.rest.Instance
	aim := capacity.Aim{Goal: gap.Target - done, Worth: make([]float64, len(in.Procedures))}
	for p, demand := range in.Procedures {
		q, _ := v.house.Procedure(agenda.ProcedureCode(demand.Code))
		aim.Worth[p] = of(q)
	}
	gains, err := capacity.Gains(ctx, in, aim, v.minutes)
	if err != nil {
		return err
	}
	for w, row := range gains {
		gap.Gains[slices.Index(v.input.Weeks, in.Weeks[w])] = row
	}
	remedies, reached, err := capacity.Remedies(ctx, in, aim, v.minutes)
	if err != nil {
		return err
	}
	for _, r := range remedies {
		at := slices.IndexFunc(v.input.Desks, func(d agenda.Desk) bool { return string(d.ID) == r.Desk })
		gap.Remedies = append(gap.Remedies, DeskRemedy{v.input.Desks[at], r.Times})
	}
	gap.Reached += reached
	return nil
}

// unreached says why a target stays out of reach.
func (v valuation) unreached(gap Gap, done float64, of func(agenda.Procedure) float64) []agenda.Message {
	const negligible = 0.5 // less than half an appointment or permit is nobody's concern
	most := done
	for _, demand := range v.rest.Instance.Procedures {
		q, _ := v.house.Procedure(agenda.ProcedureCode(demand.Code))
		most += of(q) * float64(demand.Target)
	}
	switch {
	case most < gap.Target-negligible:
		return []agenda.Message{agenda.Msg("office.worth.targets", "Most", int(most+0.5), "Target", int(gap.Target))}
	case gap.Reached < gap.Target-negligible:
		return []agenda.Message{agenda.Msg("office.worth.desks", "Reached", int(gap.Reached+0.5), "Target", int(gap.Target))}
	}
	return nil
}
