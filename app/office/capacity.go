package office

import (
	"context"
	"io"
	"maps"
	"reflect"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/capacity"
	"creneaux/app/publication"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// PlanView is the yearly plan with what it is measured against.
type PlanView struct {
	House   House
	MadeAt  agenda.Moment // zero: never planned
	Version int
	Weeks   []PlanWeek
	// Planned slots of the counted procedures, students apart, and the permits that
	// they lead to on average.
	Planned         int
	ExpectedPermits float64
	Uncounted       int // slots of the procedures that the targets leave out
	ByProcedure     map[agenda.ProcedureCode]int
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
	OpenMinutes int  // of all desks, for appointments
	UsedMinutes int
	ByProcedure map[agenda.ProcedureCode]int
	Slots       int
	Closed      []calendar.Holiday
}

// Plan plans the year's weeks and lays the slots into real sessions. Weeks that are
// locked, or that have a slot released, published or ever booked, stay as they are;
// slots that come out at the same place keep their id.
func (o *Office) Plan(ctx context.Context, progress agenda.Progress) (PlanView, error) {
	before, err := o.loadPlanning(ctx)
	if err != nil {
		return PlanView{}, err
	}
	input, err := before.input()
	if err != nil {
		return PlanView{}, err
	}
	plan, err := capacity.PlanYear(ctx, input, progress)
	if err != nil {
		return PlanView{}, err
	}
	slots, err := o.layOut(ctx, before, input, plan, progress)
	if err != nil {
		return PlanView{}, err
	}
	progress.Report(agenda.Msg("office.stage.save"), 0, 0)
	err = o.store.Update(ctx, func(w workspace.Writer) error {
		now, err := loadPlanning(ctx, w)
		if err != nil {
			return err
		}
		if now.state.Version != before.state.Version || !reflect.DeepEqual(now.house, before.house) || !maps.Equal(now.kept, before.kept) {
			return agenda.NewProblem("PLAN-OVERTAKEN")
		}
		if err := w.DeleteSlots(ctx, vanished(before, slots)); err != nil {
			return err
		}
		if err := w.PutSlots(ctx, slots); err != nil {
			return err
		}
		if err := seat(ctx, w); err != nil {
			return err
		}
		if err := w.SetPlan(ctx, plan.Cells, before.state.Locked, o.now()); err != nil {
			return err
		}
		return o.record(ctx, w, "plan", input.Weeks[0].String(), map[string]any{
			"version": before.state.Version + 1, "slots": len(slots), "kept_weeks": len(before.kept),
		})
	})
	if err != nil {
		return PlanView{}, err
	}
	o.changed(AreaPlan, AreaBookings)
	made, err := o.PlanView(ctx)
	made.Proven = made.Proven || plan.Shortfall <= plan.Least
	return made, err
}

// seat gives active bookings that were imported before their slot was planned the slot
// they sit on, so that it never goes online as if it were free.
func seat(ctx context.Context, w workspace.Writer) error {
	slots, err := w.Slots(ctx, workspace.SlotQuery{})
	if err != nil {
		return err
	}
	bookings, err := w.Bookings(ctx, workspace.BookingQuery{ActiveOnly: true})
	if err != nil {
		return err
	}
	free := newFreeSlots(slots, bookings)
	var seats []workspace.Seat
	for _, b := range bookings {
		if b.Slot != "" {
			continue
		}
		if slot := free.take(b); slot != "" {
			seats = append(seats, workspace.Seat{Booking: b.ID, Slot: slot})
		}
	}
	return w.SeatBookings(ctx, seats)
}

// planning is everything the planning of a year looks at.
type planning struct {
	house  House
	state  workspace.PlanState
	slots  []agenda.Slot
	booked map[agenda.SlotID]bool // by an active booking
	used   map[agenda.SlotID]bool // by a booking, be it cancelled since: the slot has to stay
	kept   map[agenda.Week]bool   // weeks that the planner must leave as they are
}

func (o *Office) loadPlanning(ctx context.Context) (planning, error) {
	return view(ctx, o, func(r workspace.Reader) (planning, error) { return loadPlanning(ctx, r) })
}

func loadPlanning(ctx context.Context, r workspace.Reader) (p planning, err error) {
	if p.house, err = loadHouse(ctx, r); err != nil {
		return p, err
	}
	if p.state, err = r.Plan(ctx); err != nil {
		return p, err
	}
	if p.slots, err = r.Slots(ctx, workspace.SlotQuery{}); err != nil {
		return p, err
	}
	if p.booked, err = r.BookedSlots(ctx); err != nil {
		return p, err
	}
	if p.used, err = r.UsedSlots(ctx); err != nil {
		return p, err
	}
	p.kept = map[agenda.Week]bool{}
	for _, w := range p.state.Locked {
		p.kept[w] = true
	}
	for _, s := range p.slots {
		if s.State == agenda.SlotReleased || s.State == agenda.SlotPublished || p.used[s.ID] {
			p.kept[s.Date.Week()] = true
		}
	}
	return p, nil
}

func (p planning) input() (capacity.YearInput, error) {
	days, err := p.house.Calendar()
	if err != nil {
		return capacity.YearInput{}, err
	}
	input := capacity.YearInput{
		Weeks:      agenda.WeeksOf(p.house.Service.Year),
		Procedures: p.house.Procedures,
		Desks:      p.house.Desks,
		Calendar:   days,
	}
	for _, w := range input.Weeks {
		if p.kept[w] {
			input.LockedWeeks = append(input.LockedWeeks, w)
		}
	}
	for _, c := range p.state.Cells {
		if p.kept[c.Week] {
			input.Locked = append(input.Locked, c)
		}
	}
	return input, nil
}

// layOut places the plan's slots of the weeks that are free and holds back the
// urgent reserve. A slot at the place of an earlier one takes over its id.
func (o *Office) layOut(ctx context.Context, before planning, input capacity.YearInput, plan capacity.YearPlan, progress agenda.Progress) ([]agenda.Slot, error) {
	known := map[agenda.Slot]agenda.SlotID{}
	for _, s := range before.slots {
		known[placeOf(s)] = s.ID
	}
	minutes := map[agenda.ProcedureCode]int{}
	for _, p := range before.house.Procedures {
		minutes[p.Code] = p.Minutes
	}
	wants := map[deskWeek][]capacity.Want{}
	for _, c := range plan.Cells {
		at := deskWeek{c.Desk, c.Week}
		wants[at] = append(wants[at], capacity.Want{Procedure: c.Procedure, Minutes: minutes[c.Procedure], Slots: c.Slots})
	}
	var slots []agenda.Slot
	for i, week := range input.Weeks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		progress.Report(agenda.Msg("office.stage.layout"), i, len(input.Weeks))
		if before.kept[week] {
			continue
		}
		for _, desk := range input.Desks {
			openings := input.Calendar.Openings(desk, week, input.Procedures)
			layout := capacity.Lay(openings, wants[deskWeek{desk.ID, week}], nil, func() agenda.SlotID { return "" })
			slots = append(slots, layout.Slots...)
		}
	}
	for i, s := range slots {
		if id, ok := known[placeOf(s)]; ok {
			slots[i].ID = id
		} else {
			slots[i].ID = agenda.SlotID(o.newID())
		}
	}
	seed, err := o.seed()
	if err != nil {
		return nil, err
	}
	reserve := publication.Reserve(slots, func(code agenda.ProcedureCode) float64 {
		p, _ := before.house.Procedure(code)
		return p.UrgentReserve
	}, seed)
	held := map[agenda.SlotID]bool{}
	for _, id := range reserve {
		held[id] = true
	}
	for i := range slots {
		if held[slots[i].ID] {
			slots[i].State = agenda.SlotReserved
		}
	}
	return slots, nil
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

// vanished returns the planned slots that the new layout no longer has.
func vanished(before planning, after []agenda.Slot) []agenda.SlotID {
	stays := map[agenda.SlotID]bool{}
	for _, s := range after {
		stays[s.ID] = true
	}
	var gone []agenda.SlotID
	for _, s := range before.slots {
		if !before.kept[s.Date.Week()] && !stays[s.ID] {
			gone = append(gone, s.ID)
		}
	}
	return gone
}

// PlanView returns the plan as it is kept, with its sums and what limits it.
func (o *Office) PlanView(ctx context.Context) (PlanView, error) {
	p, err := o.loadPlanning(ctx)
	if err != nil {
		return PlanView{}, err
	}
	input, err := p.input()
	if err != nil {
		return PlanView{}, err
	}
	v := PlanView{House: p.house, MadeAt: p.state.MadeAt, Version: p.state.Version, ByProcedure: map[agenda.ProcedureCode]int{}}
	minutes := map[agenda.ProcedureCode]int{}
	for _, q := range p.house.Procedures {
		minutes[q.Code] = q.Minutes
	}
	index := map[agenda.Week]int{}
	for i, w := range input.Weeks {
		index[w] = i
		week := PlanWeek{Week: w, Kept: p.kept[w], ByProcedure: map[agenda.ProcedureCode]int{}, Closed: input.Calendar.HolidaysOf(w)}
		for _, d := range p.house.Desks {
			week.OpenMinutes += calendar.Minutes(input.Calendar.Openings(d, w, p.house.Procedures))
		}
		v.Weeks = append(v.Weeks, week)
	}
	for _, c := range p.state.Cells {
		i, ok := index[c.Week]
		if !ok {
			continue
		}
		week := &v.Weeks[i]
		week.Slots += c.Slots
		week.UsedMinutes += c.Slots * minutes[c.Procedure]
		week.ByProcedure[c.Procedure] += c.Slots
		v.ByProcedure[c.Procedure] += c.Slots
	}
	for _, q := range p.house.Procedures {
		n := v.ByProcedure[q.Code]
		if q.Counted {
			v.Planned += n
		} else {
			v.Uncounted += n
		}
		v.ExpectedPermits += q.ExpectedPermits(n)
	}
	if p.state.Version > 0 {
		v.Proven = !slices.ContainsFunc(p.house.Procedures, func(q agenda.Procedure) bool {
			return q.WalkIn == nil && v.ByProcedure[q.Code] < q.Target
		})
		v.Reasons = capacity.Explain(input, p.state.Cells)
	}
	return v, nil
}

// WritePlan writes the plan as a workbook.
func (o *Office) WritePlan(ctx context.Context, path string, voice *wording.Voice) error {
	plan, err := o.PlanView(ctx)
	if err != nil {
		return err
	}
	err = o.files.WriteFile(path, func(w io.Writer) error { return o.writers.Plan(ctx, w, plan, voice) })
	if err != nil {
		return err
	}
	return o.exported(ctx, "plan", plan.Planned)
}
