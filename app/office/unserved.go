package office

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/workspace"
)

// unservedSlots returns, by week, the slots from a day on at whose hour no agent sits at
// their desk any more: the calendar or the desks were changed after they were laid.
func unservedSlots(house House, days *calendar.Calendar, slots []agenda.Slot, from agenda.Date) map[agenda.Week][]agenda.Slot {
	desks := map[agenda.DeskID]agenda.Desk{}
	for _, d := range house.Desks {
		desks[d.ID] = d
	}
	weeks := map[agenda.Week][]agenda.Slot{}
	for _, s := range slots {
		if !s.Date.Before(from) && !days.Staffed(desks[s.Desk], s) {
			weeks[s.Date.Week()] = append(weeks[s.Date.Week()], s)
		}
	}
	return weeks
}

// tellUnserved says in a plan which of its weeks the calendar has left behind, and what to
// do: the planner moves what nobody waits for, a person what is online or booked.
func (p planning) tellUnserved(v *PlanView) error {
	days, err := p.house.Calendar()
	if err != nil {
		return err
	}
	weeks := unservedSlots(p.house, days, p.slots, p.today)
	if len(weeks) == 0 {
		return nil
	}
	all, bound := 0, 0
	var first, last agenda.Week
	for i := range v.Weeks {
		week := &v.Weeks[i]
		if week.Unserved = len(weeks[week.Week]); week.Unserved == 0 {
			continue
		}
		if all == 0 {
			first = week.Week
		}
		last = week.Week
		all += week.Unserved
		for _, s := range weeks[week.Week] {
			if p.bound(s) {
				bound++
			}
		}
	}
	reason := agenda.Msg("office.plan.unserved", "Count", all, "First", first, "Last", last)
	if bound > 0 {
		reason = agenda.Msg("office.plan.unserved-bound", "Count", all, "First", first, "Last", last, "Bound", bound)
	}
	v.Reasons = append([]agenda.Message{reason}, v.Reasons...)
	return nil
}

// unserved counts the slots to come that no agent serves any more, and returns the first
// week that has one.
func (o *Office) unserved(ctx context.Context) (count int, first agenda.Week, err error) {
	today := o.now().Date()
	var house House
	var slots []agenda.Slot
	err = o.store.View(ctx, func(r workspace.Reader) (err error) {
		if house, err = loadHouse(ctx, r); err != nil {
			return err
		}
		slots, err = r.Slots(ctx, workspace.SlotQuery{From: today})
		return err
	})
	if err != nil {
		return 0, first, err
	}
	days, err := house.Calendar()
	if err != nil {
		return 0, first, err
	}
	for week, some := range unservedSlots(house, days, slots, today) {
		if count == 0 || week.Before(first) {
			first = week
		}
		count += len(some)
	}
	return count, first, nil
}
