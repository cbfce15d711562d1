package office

import (
	"context"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/capacity"
	"creneaux/app/workspace"
)

// WeekPlan returns a week of the plan as it stands, desk by desk.
//
// Problems: PLAN-NONE, PLAN-WEEK-YEAR.
func (o *Office) WeekPlan(ctx context.Context, week agenda.Week) (WeekDraft, error) {
	return view(ctx, o, func(r workspace.Reader) (WeekDraft, error) {
		b, err := o.loadBench(ctx, r, week)
		if err != nil {
			return WeekDraft{}, err
		}
		return b.draft(b.standing()), nil
	})
}

// TryWeek returns what an edit would make of a week; nothing is kept. What no session can
// hold is told in the draft.
//
// Problems: those of [Office.EditWeek] but PLAN-NO-ROOM.
func (o *Office) TryWeek(ctx context.Context, edit WeekEdit) (WeekDraft, error) {
	return view(ctx, o, func(r workspace.Reader) (WeekDraft, error) {
		b, err := o.loadBench(ctx, r, edit.Week)
		if err != nil {
			return WeekDraft{}, err
		}
		laid, err := b.lay(edit)
		if err != nil {
			return WeekDraft{}, err
		}
		return b.draft(laid), nil
	})
}

// EditWeek gives a week the numbers that a person wants and locks it. Slots that are
// released, online or were booked once stay exactly; of the others as many as can stay
// where they are.
//
// Problems: PLAN-NONE, PLAN-WEEK-YEAR, PLAN-WEEK-BEGUN, PLAN-EDIT-UNKNOWN, PLAN-EDIT-NUMBER,
// PLAN-BOUND, PLAN-NO-ROOM.
func (o *Office) EditWeek(ctx context.Context, edit WeekEdit) (PlanView, error) {
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		b, err := o.loadBench(ctx, w, edit.Week)
		if err != nil {
			return err
		}
		laid, err := b.lay(edit)
		if err != nil {
			return err
		}
		if err := b.refuse(laid); err != nil {
			return err
		}
		step, err := o.editStep(b, laid)
		if err != nil || step.cause == "" {
			return err
		}
		step.why = edit.Why
		return o.keepPlan(ctx, w, b.house, step)
	})
	if err != nil {
		return PlanView{}, err
	}
	o.changed(AreaPlan, AreaBookings)
	return o.PlanView(ctx)
}

// bench is a week of the plan on the workbench.
type bench struct {
	house    House
	state    workspace.PlanState
	week     agenda.Week
	begun    bool
	calendar *calendar.Calendar
	slots    []agenda.Slot // of the week
	bound    map[agenda.SlotID]bool
	boundOf  map[offer]int // what the week cannot do without
}

// offer is a procedure at a desk.
type offer struct {
	desk      agenda.DeskID
	procedure agenda.ProcedureCode
}

func (o *Office) loadBench(ctx context.Context, r workspace.Reader, week agenda.Week) (b bench, err error) {
	b = bench{week: week, begun: begun(week, o.now().Date()), bound: map[agenda.SlotID]bool{}, boundOf: map[offer]int{}}
	if b.house, b.state, err = loadPlan(ctx, r, week); err != nil {
		return b, err
	}
	if b.calendar, err = b.house.Calendar(); err != nil {
		return b, err
	}
	first, last := week.Monday(), week.Day(agenda.Sunday)
	if b.slots, err = r.Slots(ctx, workspace.SlotQuery{From: first, To: last}); err != nil {
		return b, err
	}
	used, err := r.UsedSlots(ctx, first, last)
	if err != nil {
		return b, err
	}
	p := planning{used: used}
	for _, s := range b.slots {
		if b.bound[s.ID] = p.bound(s); b.bound[s.ID] {
			b.boundOf[offer{s.Desk, s.Procedure}]++
		}
	}
	return b, nil
}

// laidWeek is a week desk by desk, with what has no place in it.
type laidWeek struct {
	desks    []laidDesk
	unplaced []capacity.Trimmed
}

type laidDesk struct {
	desk     agenda.Desk
	openings []calendar.Opening
	wants    []capacity.Want // of every procedure that the desk offers, in the house's order
	slots    []agenda.Slot   // new ones have no id
}

// standing is the week as it is.
func (b bench) standing() laidWeek {
	var laid laidWeek
	for _, desk := range b.house.Desks {
		laid.desks = append(laid.desks, b.deskWith(desk, b.slots, nil))
	}
	return laid
}

// deskWith is a desk of the week with some slots, of its own or not; numbers, where there
// are any, are what is wanted instead of what it has.
func (b bench) deskWith(desk agenda.Desk, slots []agenda.Slot, numbers map[agenda.ProcedureCode]int) laidDesk {
	d := laidDesk{desk: desk, openings: b.calendar.Openings(desk, b.week, b.house.Procedures)}
	count := map[agenda.ProcedureCode]int{}
	for _, s := range slots {
		if s.Desk == desk.ID {
			d.slots = append(d.slots, s)
			count[s.Procedure]++
		}
	}
	if numbers != nil {
		count = numbers
	}
	for _, p := range b.house.Procedures {
		if offers(desk, p) || count[p.Code] > 0 {
			d.wants = append(d.wants, capacity.Want{Procedure: p.Code, Minutes: p.Minutes, Slots: count[p.Code]})
		}
	}
	return d
}

// offers reports whether a desk gives appointments for a procedure.
func offers(desk agenda.Desk, p agenda.Procedure) bool { return p.WalkIn == nil && desk.Serves(p.Code) }

// lay makes the week that an edit asks for.
func (b bench) lay(edit WeekEdit) (laidWeek, error) {
	if b.begun {
		return laidWeek{}, agenda.NewProblem("PLAN-WEEK-BEGUN", "Week", b.week)
	}
	numbers, err := b.numbers(edit)
	if err != nil {
		return laidWeek{}, err
	}
	var laid laidWeek
	for _, desk := range b.house.Desks {
		d := b.deskWith(desk, b.slots, numbers[desk.ID])
		bound, standing := b.part(d.slots)
		layout := capacity.Relay(d.openings, d.wants, bound, standing)
		d.slots = layout.Slots
		for _, u := range layout.Unplaced {
			laid.unplaced = append(laid.unplaced, capacity.Trimmed{Week: b.week, Desk: desk.ID, Unplaced: u})
		}
		laid.desks = append(laid.desks, d)
	}
	return laid, nil
}

// part tells the slots that stay from those that may move.
func (b bench) part(slots []agenda.Slot) (bound, standing []agenda.Slot) {
	for _, s := range slots {
		if b.bound[s.ID] {
			bound = append(bound, s)
		} else {
			standing = append(standing, s)
		}
	}
	return bound, standing
}

// numbers reads what an edit asks of each desk. What a desk no longer offers but has bound
// slots of stays without being asked for.
func (b bench) numbers(edit WeekEdit) (map[agenda.DeskID]map[agenda.ProcedureCode]int, error) {
	const most = 10_000 // slots of a desk and week: far beyond any, and no overflow
	numbers := map[agenda.DeskID]map[agenda.ProcedureCode]int{}
	for _, d := range b.house.Desks {
		numbers[d.ID] = map[agenda.ProcedureCode]int{}
	}
	for _, c := range edit.Cells {
		at := slices.IndexFunc(b.house.Desks, func(d agenda.Desk) bool { return d.ID == c.Desk })
		procedure, known := b.house.Procedure(c.Procedure)
		if at < 0 || !known || c.Slots != 0 && !offers(b.house.Desks[at], procedure) && c.Slots != b.boundOf[offer{c.Desk, c.Procedure}] {
			return nil, agenda.NewProblem("PLAN-EDIT-UNKNOWN", "Desk", orText(b.house.DeskName(c.Desk), string(c.Desk)), "Procedure", orText(procedure.Label, string(c.Procedure)))
		}
		if c.Slots < 0 || c.Slots > most {
			return nil, agenda.NewProblem("PLAN-EDIT-NUMBER", "Desk", b.house.DeskName(c.Desk), "Procedure", procedure.Label, "Slots", c.Slots, "Most", most)
		}
		numbers[c.Desk][c.Procedure] = c.Slots
	}
	for _, desk := range b.house.Desks {
		for _, procedure := range b.house.Procedures {
			bound := b.boundOf[offer{desk.ID, procedure.Code}]
			if numbers[desk.ID][procedure.Code] >= bound {
				continue
			}
			if offers(desk, procedure) {
				return nil, agenda.NewProblem("PLAN-BOUND", "Week", b.week, "Desk", desk.Name, "Procedure", procedure.Label,
					"Count", bound, "Slots", numbers[desk.ID][procedure.Code])
			}
			numbers[desk.ID][procedure.Code] = bound
		}
	}
	return numbers, nil
}

func orText(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// refuse says what has no place in a week.
func (b bench) refuse(laid laidWeek) error {
	if len(laid.unplaced) == 0 {
		return nil
	}
	var why []agenda.Message
	slots := 0
	for _, u := range laid.unplaced {
		slots += u.Slots
		procedure, _ := b.house.Procedure(u.Procedure)
		why = append(why, agenda.Msg("office.plan.unplaced", "Desk", b.house.DeskName(u.Desk), "Why", named(u.Reason, procedure)))
	}
	return agenda.NewProblem("PLAN-NO-ROOM", "Week", b.week, "Count", slots, "Why", why)
}

// named returns a reason with the procedure called as people know it.
func named(reason agenda.Message, p agenda.Procedure) agenda.Message {
	args := agenda.Args{}
	for name, value := range reason.Args {
		args[name] = value
	}
	args["Procedure"] = p.Label
	return agenda.Message{Key: reason.Key, Args: args}
}

// editStep is the step to a week as it was laid; its cause is "" where nothing changes.
func (o *Office) editStep(b bench, laid laidWeek) (planStep, error) {
	var slots []agenda.Slot
	var cells []agenda.PlanCell
	for _, d := range laid.desks {
		slots = append(slots, d.slots...)
		for _, w := range d.wants {
			if w.Slots > 0 {
				cells = append(cells, agenda.PlanCell{Week: b.week, Desk: d.desk.ID, Procedure: w.Procedure, Slots: w.Slots})
			}
		}
	}
	o.name(slots, b.slots)
	if err := o.reserve(b.house, slots, func(id agenda.SlotID) bool { return b.bound[id] }); err != nil {
		return planStep{}, err
	}
	step := planStep{
		policy: capacity.Policy(b.state.Policy), additional: b.state.Additional, locked: b.state.Locked, counted: b.state.Counted,
	}
	step.slots, step.gone = changes(b.slots, slots)
	if len(step.slots)+len(step.gone) == 0 && slices.Contains(b.state.Locked, b.week) {
		return planStep{}, nil
	}
	step.cause = PlanEdited
	if !slices.Contains(step.locked, b.week) {
		step.locked = append(slices.Clone(step.locked), b.week)
		slices.SortFunc(step.locked, agenda.Week.Compare)
	}
	step.cells = slices.DeleteFunc(slices.Clone(b.state.Cells), func(c agenda.PlanCell) bool { return c.Week == b.week })
	step.cells = append(step.cells, cells...)
	return step, nil
}

// draft tells a week as it was laid.
func (b bench) draft(laid laidWeek) WeekDraft {
	draft := WeekDraft{Week: b.week, Locked: slices.Contains(b.state.Locked, b.week), Past: b.begun, Unplaced: laid.unplaced}
	var slots []agenda.Slot
	for _, d := range laid.desks {
		slots = append(slots, d.slots...)
		draft.Desks = append(draft.Desks, b.draftDesk(d))
	}
	stays := map[agenda.SlotID]bool{}
	for _, s := range withIDs(slots, b.slots) {
		if s.ID == "" {
			draft.Added++
		}
		stays[s.ID] = true
	}
	for _, s := range b.slots {
		if !stays[s.ID] {
			draft.Removed++
		}
	}
	return draft
}

// withIDs returns slots of which those at the place of one that stands have its id.
func withIDs(slots, standing []agenda.Slot) []agenda.Slot {
	known := map[agenda.Slot]agenda.SlotID{}
	for _, s := range standing {
		known[placeOf(s)] = s.ID
	}
	slots = slices.Clone(slots)
	for i, s := range slots {
		if s.ID == "" {
			slots[i].ID = known[placeOf(s)]
		}
	}
	return slots
}

func (b bench) draftDesk(d laidDesk) DeskDraft {
	draft := DeskDraft{Desk: d.desk, OpenMinutes: calendar.Minutes(d.openings)}
	bound, standing := b.part(d.slots)
	placed := map[agenda.ProcedureCode]int{}
	for _, s := range d.slots {
		draft.UsedMinutes += s.Minutes
		placed[s.Procedure]++
	}
	for i, w := range d.wants {
		procedure, _ := b.house.Procedure(w.Procedure)
		cell := CellDraft{Procedure: procedure, Slots: w.Slots, Bound: b.boundOf[offer{d.desk.ID, w.Procedure}]}
		if placed[w.Procedure] == w.Slots && offers(d.desk, procedure) && !b.begun {
			cell.Room = capacity.Room(d.openings, d.wants, i, bound, standing)
		}
		draft.Cells = append(draft.Cells, cell)
	}
	return draft
}
