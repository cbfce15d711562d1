package office

import (
	"context"
	"maps"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/capacity"
	"creneaux/app/workspace"
)

// PlanView is the yearly plan with what it is measured against.
type PlanView struct {
	House   House
	MadeAt  agenda.Moment // zero: never planned
	Version int
	Policy  capacity.Policy // of the last planning; "" where nobody chose
	Weeks   []PlanWeek
	// Planned slots of the counted procedures, students apart, and the permits that
	// they lead to on average.
	Planned         int
	ExpectedPermits float64
	Uncounted       int // slots of the procedures that the targets leave out
	Shortfall       int // slots of the procedures' own targets that are not planned
	// Additional appointments are asked for beside the targets, those that end first before
	// the others; Placed are how many of each the plan has.
	Additional  []agenda.Additional
	Placed      map[agenda.AdditionalID]int
	ByProcedure map[agenda.ProcedureCode]int
	// Reasons say what limits the plan.
	Reasons []agenda.Message
	// Proven tells that no plan of these desks and openings that leaves the kept weeks as
	// they are misses fewer slots of the targets. It is known where none is missed, and
	// right after the planning; elsewhere false means that nobody knows.
	Proven bool
}

// PlanWeek is one week of the plan.
type PlanWeek struct {
	Week        agenda.Week
	Kept        bool // it is locked, or one of its slots is released, published or was ever booked
	Locked      bool // by a person
	Past        bool // it has begun: nothing of it is planned any more
	OpenMinutes int  // of all desks, for appointments
	UsedMinutes int
	ByDesk      map[agenda.DeskID]DeskUse // of every desk of the house
	ByProcedure map[agenda.ProcedureCode]int
	Slots       int
	// Unserved are the slots from today on at whose hour no agent sits at their desk any
	// more. It is told of the plan that stands only.
	Unserved int
	Closed   []calendar.Holiday
}

// DeskUse is how much of a desk's week is used.
type DeskUse struct {
	OpenMinutes, UsedMinutes int
}

// PlanView returns the plan as it is kept, with its sums and what limits it.
func (o *Office) PlanView(ctx context.Context) (PlanView, error) {
	p, err := view(ctx, o, func(r workspace.Reader) (planning, error) { return o.loadPlanning(ctx, r) })
	if err != nil {
		return PlanView{}, err
	}
	v, err := p.view()
	if err == nil {
		err = p.tellUnserved(&v)
	}
	return v, err
}

// PlanAt returns an earlier version of the plan in the shape of the present one: its
// numbers and locks beside the openings and the targets of today.
//
// Problems: PLAN-VERSION.
func (o *Office) PlanAt(ctx context.Context, version int) (PlanView, error) {
	p, err := view(ctx, o, func(r workspace.Reader) (planning, error) {
		p, err := o.loadPlanning(ctx, r)
		if err != nil {
			return p, err
		}
		p.state, err = planOf(ctx, r, version)
		return p, err
	})
	if err != nil {
		return PlanView{}, err
	}
	p.keep()
	return p.view()
}

// view tells the plan that stands.
func (p planning) view() (PlanView, error) {
	input, err := p.input(p.kept)
	if err != nil {
		return PlanView{}, err
	}
	v := PlanView{
		House: p.house, MadeAt: p.state.MadeAt, Version: p.state.Version, Policy: capacity.Policy(p.state.Policy),
		ByProcedure: map[agenda.ProcedureCode]int{}, Weeks: p.weeks(input),
	}
	for _, w := range v.Weeks {
		for code, n := range w.ByProcedure {
			v.ByProcedure[code] += n
		}
	}
	v.Planned, v.ExpectedPermits = p.house.sums(v.ByProcedure)
	beside := map[agenda.ProcedureCode]int{}
	v.Additional, v.Placed = p.house.Additional, map[agenda.AdditionalID]int{}
	for _, a := range capacity.AdditionalIn(p.state.Cells, p.state.Additional, p.house.Additional) {
		for _, c := range a.Cells {
			beside[c.Procedure] += c.Slots
		}
		v.Placed[a.Additional.ID] = a.Placed
	}
	for _, q := range p.house.Procedures {
		n := v.ByProcedure[q.Code]
		if !q.Counted {
			v.Uncounted += n
		}
		if q.WalkIn == nil {
			v.Shortfall += max(q.Target-(n-beside[q.Code]), 0)
		}
	}
	if p.state.Version > 0 {
		v.Proven = v.Shortfall == 0
		v.Reasons = append(p.countedReasons(), capacity.Explain(input, p.state.Cells)...)
	}
	return v, nil
}

// sums returns the slots that count towards the target, and the permits they lead to.
func (h House) sums(byProcedure map[agenda.ProcedureCode]int) (planned int, permits float64) {
	for _, q := range h.Procedures {
		n := byProcedure[q.Code]
		if q.Counted {
			planned += n
		}
		permits += q.ExpectedPermits(n)
	}
	return planned, permits
}

func (p planning) weeks(input capacity.YearInput) []PlanWeek {
	minutes := map[agenda.ProcedureCode]int{}
	for _, q := range p.house.Procedures {
		minutes[q.Code] = q.Minutes
	}
	var weeks []PlanWeek
	index := map[agenda.Week]int{}
	for i, w := range input.Weeks {
		index[w] = i
		week := PlanWeek{
			Week: w, Kept: p.kept[w], Locked: slices.Contains(p.state.Locked, w), Past: p.begun(w),
			ByDesk: map[agenda.DeskID]DeskUse{}, ByProcedure: map[agenda.ProcedureCode]int{}, Closed: input.Calendar.HolidaysOf(w),
		}
		for _, d := range p.house.Desks {
			open := calendar.Minutes(input.Calendar.Openings(d, w, p.house.Procedures))
			week.ByDesk[d.ID] = DeskUse{OpenMinutes: open}
			week.OpenMinutes += open
		}
		weeks = append(weeks, week)
	}
	for _, c := range p.state.Cells {
		i, ok := index[c.Week]
		if !ok {
			continue
		}
		week, used := &weeks[i], c.Slots*minutes[c.Procedure]
		week.Slots += c.Slots
		week.UsedMinutes += used
		week.ByProcedure[c.Procedure] += c.Slots
		if use, ok := week.ByDesk[c.Desk]; ok {
			use.UsedMinutes += used
			week.ByDesk[c.Desk] = use
		}
	}
	return weeks
}

// countedReasons say how many slots count of the weeks that are over, where that is not
// how many there are.
func (p planning) countedReasons() []agenda.Message {
	counted := map[agenda.Week]bool{}
	for _, w := range p.state.Counted {
		counted[w] = true
	}
	if len(counted) == 0 {
		return nil
	}
	had, counts := 0, 0
	for _, s := range p.slots {
		if counted[s.Date.Week()] {
			had++
		}
	}
	for _, c := range p.state.Cells {
		if counted[c.Week] {
			counts += c.Slots
		}
	}
	last := slices.MaxFunc(slices.Collect(maps.Keys(counted)), agenda.Week.Compare)
	return []agenda.Message{agenda.Msg("office.plan.counted", "Count", len(counted), "Last", last, "Slots", counts, "Had", had)}
}
