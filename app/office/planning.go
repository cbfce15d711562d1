package office

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/capacity"
	"creneaux/app/workspace"
)

// planning is everything the planning of a year looks at.
type planning struct {
	house  House
	state  workspace.PlanState
	slots  []agenda.Slot
	booked map[agenda.SlotID]bool // by an active booking
	taken  map[agenda.SlotID]bool // by a booking that stands, or whose person came or stayed away
	used   map[agenda.SlotID]bool // by a booking, be it cancelled since: the slot has to stay
	kept   map[agenda.Week]bool   // weeks that the planner must leave as they are
	today  agenda.Date
}

func (o *Office) loadPlanning(ctx context.Context, r workspace.Reader) (p planning, err error) {
	p.today = o.now().Date()
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
	if p.taken, err = r.TakenSlots(ctx); err != nil {
		return p, err
	}
	if p.used, err = r.UsedSlots(ctx, agenda.Date{}, agenda.Date{}); err != nil {
		return p, err
	}
	p.keep()
	return p, nil
}

// keep finds the weeks that stay: the locked ones, and those with a slot that is bound.
func (p *planning) keep() {
	p.kept = map[agenda.Week]bool{}
	for _, w := range p.state.Locked {
		p.kept[w] = true
	}
	for _, s := range p.slots {
		if p.bound(s) {
			p.kept[s.Date.Week()] = true
		}
	}
}

// bound reports whether a slot is no longer the plan's to move: it is dealt to a release,
// online, or was booked once.
func (p planning) bound(s agenda.Slot) bool {
	return s.State == agenda.SlotReleased || s.State == agenda.SlotPublished || p.used[s.ID]
}

// begun reports whether a week is no longer planned.
func (p planning) begun(w agenda.Week) bool { return begun(w, p.today) }

func begun(w agenda.Week, today agenda.Date) bool { return !w.Monday().After(today) }

// over reports whether nothing more can happen in a week.
func (p planning) over(w agenda.Week) bool { return w.Day(agenda.Sunday).Before(p.today) }

// input is what the year is planned from when some weeks stay as the plan has them.
func (p planning) input(stay map[agenda.Week]bool) (capacity.YearInput, error) {
	days, err := p.house.Calendar()
	if err != nil {
		return capacity.YearInput{}, err
	}
	input := capacity.YearInput{
		Weeks:      agenda.WeeksOf(p.house.Service.Year),
		Procedures: p.house.Procedures,
		Desks:      p.house.Desks,
		Calendar:   days,
		Policy:     capacity.Policy(p.state.Policy),
		Weights:    calendar.SchoolWeights(days, agenda.WeeksOf(p.house.Service.Year), p.house.SchoolHolidays, p.house.Service.SchoolZone, p.house.Service.SchoolDemand),
		Additional: p.house.Additional,
		Placed:     p.state.Additional,
	}
	for _, w := range input.Weeks {
		if stay[w] {
			input.LockedWeeks = append(input.LockedWeeks, w)
		}
	}
	for _, c := range p.state.Cells {
		if stay[c.Week] {
			input.Locked = append(input.Locked, c)
		}
	}
	return input, nil
}
