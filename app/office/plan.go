package office

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// Plan plans the year's weeks, or what is left of them, and lays the slots into real
// sessions. Weeks that have begun, that come before the one asked for, that are locked,
// or that have a slot released, published or ever booked, stay as they are; in the others
// slots stay where they are as far as the new numbers allow, and one that comes out at the
// place of an earlier one takes over its id. Only a year that was never planned is planned
// whole, whatever the day: what of it has begun shows what could have been.
//
// Problems: PLAN-YEAR-OVER, PLAN-FROM-BEGUN, PLAN-WEEK-YEAR, PLAN-REQUEST, PLAN-OVERTAKEN,
// those of [capacity.PlanYear].
func (o *Office) Plan(ctx context.Context, request PlanRequest, progress agenda.Progress) (PlanView, error) {
	before, err := view(ctx, o, func(r workspace.Reader) (planning, error) { return o.loadPlanning(ctx, r) })
	if err != nil {
		return PlanView{}, err
	}
	drawn, err := before.drawUp(ctx, request, progress)
	if err != nil {
		return PlanView{}, err
	}
	step, err := o.layOut(ctx, before, drawn, progress)
	if err != nil {
		return PlanView{}, err
	}
	progress.Report(agenda.Msg("office.stage.save"), 0, 0)
	err = o.store.Update(ctx, func(w workspace.Writer) error {
		now, err := o.loadPlanning(ctx, w)
		if err != nil {
			return err
		}
		if now.overtakes(before) {
			return agenda.NewProblem("PLAN-OVERTAKEN")
		}
		return o.keepPlan(ctx, w, before.house, step)
	})
	if err != nil {
		return PlanView{}, err
	}
	o.changed(AreaPlan, AreaBookings)
	made, err := o.PlanView(ctx)
	made.Proven = made.Proven || drawn.plan.Shortfall <= drawn.plan.Least
	return made, err
}

// overtakes reports whether something has changed that a plan drawn up before rests upon.
func (p planning) overtakes(before planning) bool {
	return p.state.Version != before.state.Version || !reflect.DeepEqual(p.house, before.house) ||
		!maps.Equal(p.kept, before.kept) || !maps.Equal(p.taken, before.taken) || !maps.Equal(p.used, before.used)
}

// drawnPlan is a plan in numbers, not yet laid into sessions.
type drawnPlan struct {
	request PlanRequest // with what was left open filled in
	stay    map[agenda.Week]bool
	counted []agenda.Week
	input   capacity.YearInput
	plan    capacity.YearPlan
}

// state is the plan as if it were kept.
func (d drawnPlan) state(before planning) workspace.PlanState {
	return workspace.PlanState{
		Cells: d.plan.Cells, Additional: d.plan.AdditionalCells(), Locked: before.state.Locked, Counted: d.counted,
		MadeAt: before.state.MadeAt, Version: before.state.Version, Policy: string(d.request.Policy),
	}
}

// drawUp plans what a request asks for, in numbers.
func (p planning) drawUp(ctx context.Context, request PlanRequest, progress agenda.Progress) (d drawnPlan, err error) {
	if d.request, err = p.complete(request); err != nil {
		return d, err
	}
	d.stay = maps.Clone(p.kept)
	for _, w := range agenda.WeeksOf(p.house.Service.Year) {
		if w.Before(d.request.From) {
			d.stay[w] = true
		}
	}
	p.state.Cells, d.counted = p.pastCells(d.request)
	p.state.Policy = string(d.request.Policy)
	if d.input, err = p.input(d.stay); err != nil {
		return d, err
	}
	d.plan, err = capacity.PlanYear(ctx, d.input, progress)
	return d, err
}

// complete fills in what a request leaves open.
func (p planning) complete(request PlanRequest) (PlanRequest, error) {
	if request.Policy == "" {
		request.Policy = capacity.Policy(p.state.Policy)
	}
	if request.Policy == "" {
		request.Policy = capacity.Fewest
	}
	if request.Past == "" {
		request.Past = PastPlanned
	}
	if !slices.Contains(capacity.Policies(), request.Policy) {
		return request, agenda.NewProblem("PLAN-REQUEST", "Value", string(request.Policy))
	}
	if !slices.Contains(PastCounts(), request.Past) {
		return request, agenda.NewProblem("PLAN-REQUEST", "Value", string(request.Past))
	}
	first, err := p.firstWeek()
	switch {
	case err != nil:
		return request, err
	case request.From.IsZero():
		request.From = first
	case request.From.Year != p.house.Service.Year:
		return request, agenda.NewProblem("PLAN-WEEK-YEAR", "Week", request.From, "Year", p.house.Service.Year)
	case request.From.Before(first):
		return request, agenda.NewProblem("PLAN-FROM-BEGUN", "Week", request.From, "First", first)
	}
	return request, nil
}

// firstWeek returns the first week that can be planned.
func (p planning) firstWeek() (agenda.Week, error) {
	weeks := agenda.WeeksOf(p.house.Service.Year)
	if p.state.Version == 0 {
		return weeks[0], nil
	}
	for _, w := range weeks {
		if !p.begun(w) {
			return w, nil
		}
	}
	return agenda.Week{}, agenda.NewProblem("PLAN-YEAR-OVER", "Year", p.house.Service.Year)
}

// pastCells returns the cells of the plan with those of the weeks that are over, before the
// first one planned anew, replaced by what counts of them; counted are the weeks in which
// that makes a difference.
func (p planning) pastCells(request PlanRequest) (cells []agenda.PlanCell, counted []agenda.Week) {
	past := func(w agenda.Week) bool { return w.Before(request.From) && p.over(w) }
	had, counts := map[agenda.PlanCell]int{}, map[agenda.PlanCell]int{}
	for _, s := range p.slots {
		at := agenda.PlanCell{Week: s.Date.Week(), Desk: s.Desk, Procedure: s.Procedure}
		if !past(at.Week) {
			continue
		}
		had[at]++
		if p.counts(s, request.Past) {
			counts[at]++
		}
	}
	for _, c := range p.state.Cells {
		if !past(c.Week) {
			cells = append(cells, c)
		}
	}
	differs := map[agenda.Week]bool{}
	for at, n := range had {
		differs[at.Week] = differs[at.Week] || counts[at] != n
		if at.Slots = counts[at]; at.Slots > 0 {
			cells = append(cells, at)
			at.Slots = 0
		}
	}
	for week, is := range differs {
		if is {
			counted = append(counted, week)
		}
	}
	slices.SortFunc(counted, agenda.Week.Compare)
	return cells, counted
}

// counts reports whether a slot of the past counts towards the targets.
func (p planning) counts(s agenda.Slot, past PastCount) bool {
	switch past {
	case PastOffered:
		return s.State != agenda.SlotPlanned || p.used[s.ID]
	case PastTaken:
		return p.taken[s.ID]
	default:
		return true
	}
}

// layOut places the plan's slots of the weeks that do not stay and holds back the urgent
// reserve. It returns the step from the plan before to this one.
func (o *Office) layOut(ctx context.Context, before planning, drawn drawnPlan, progress agenda.Progress) (planStep, error) {
	standing := map[deskWeek][]agenda.Slot{}
	var free []agenda.Slot
	for _, s := range before.slots {
		if week := s.Date.Week(); !drawn.stay[week] {
			free = append(free, s)
			standing[deskWeek{s.Desk, week}] = append(standing[deskWeek{s.Desk, week}], s)
		}
	}
	wants := wantsOf(before.house, drawn.plan.Cells)
	var slots []agenda.Slot
	for i, week := range drawn.input.Weeks {
		if err := ctx.Err(); err != nil {
			return planStep{}, err
		}
		progress.Report(agenda.Msg("office.stage.layout"), i, len(drawn.input.Weeks))
		if drawn.stay[week] {
			continue
		}
		for _, desk := range drawn.input.Desks {
			at := deskWeek{desk.ID, week}
			openings := drawn.input.Calendar.Openings(desk, week, drawn.input.Procedures)
			slots = append(slots, capacity.Steady(openings, wants[at], standing[at]).Slots...)
		}
	}
	o.name(slots, free)
	if err := o.reserve(before.house, slots, func(agenda.SlotID) bool { return false }); err != nil {
		return planStep{}, err
	}
	step := planStep{
		cause: PlanMade, why: drawn.request.Why, policy: drawn.request.Policy,
		cells: drawn.plan.Cells, additional: drawn.plan.AdditionalCells(), locked: before.state.Locked, counted: drawn.counted,
		detail: map[string]any{"from": drawn.request.From, "past": drawn.request.Past, "kept_weeks": len(before.kept)},
	}
	step.slots, step.gone = changes(free, slots)
	return step, nil
}

// wantsOf returns what each desk shall offer in each week.
func wantsOf(house House, cells []agenda.PlanCell) map[deskWeek][]capacity.Want {
	wants := map[deskWeek][]capacity.Want{}
	for _, c := range cells {
		at := deskWeek{c.Desk, c.Week}
		procedure, _ := house.Procedure(c.Procedure)
		wants[at] = append(wants[at], capacity.Want{Procedure: c.Procedure, Minutes: procedure.Minutes, Slots: c.Slots})
	}
	return wants
}

// name gives the new slots of a layout their ids: one at the place of a slot that stood
// takes over its id and state.
func (o *Office) name(slots, standing []agenda.Slot) {
	known := map[agenda.Slot]agenda.Slot{}
	for _, s := range standing {
		known[placeOf(s)] = s
	}
	for i, s := range slots {
		if s.ID != "" {
			continue
		}
		if before, ok := known[placeOf(s)]; ok {
			slots[i] = before
		} else {
			slots[i].ID = agenda.SlotID(o.newID())
		}
	}
}

// reserve holds back the urgent reserve among slots, as much as it can the one that is held.
func (o *Office) reserve(house House, slots []agenda.Slot, bound func(agenda.SlotID) bool) error {
	share := func(code agenda.ProcedureCode) float64 {
		p, _ := house.Procedure(code)
		return p.UrgentReserve
	}
	seed, err := o.seed()
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(slots, func(s agenda.Slot) bool { return s.State != agenda.SlotPlanned || bound(s.ID) }) {
		mark(slots, publication.Reserve(slots, share, seed), agenda.SlotReserved)
		return nil
	}
	join, leave := publication.Rebalance(slots, bound, share, seed)
	mark(slots, join, agenda.SlotReserved)
	mark(slots, leave, agenda.SlotPlanned)
	return nil
}

func mark(slots []agenda.Slot, ids []agenda.SlotID, state agenda.SlotState) {
	marked := map[agenda.SlotID]bool{}
	for _, id := range ids {
		marked[id] = true
	}
	for i := range slots {
		if marked[slots[i].ID] {
			slots[i].State = state
		}
	}
}

type deskWeek struct {
	desk agenda.DeskID
	week agenda.Week
}

// placeOf returns what makes two slots the same place: all but id and state.
func placeOf(s agenda.Slot) agenda.Slot {
	s.ID, s.State, s.Release = "", "", ""
	return s
}
