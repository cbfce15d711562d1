package office

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// KeptWeek says why the planner leaves a week as it is.
type KeptWeek struct {
	Locked bool // by a person
	// Slots of the week that are dealt to a release to come, online, booked, or whose
	// bookings were all cancelled. A slot counts once: as booked, else as released or
	// published, else as given back.
	Released, Published, Booked, GivenBack int
}

// KeptWeeks returns the weeks of the plan that the planner leaves as they are, and
// why.
func (o *Office) KeptWeeks(ctx context.Context) (map[agenda.Week]KeptWeek, error) {
	p, err := view(ctx, o, func(r workspace.Reader) (planning, error) { return o.loadPlanning(ctx, r) })
	if err != nil {
		return nil, err
	}
	weeks := map[agenda.Week]KeptWeek{}
	for _, week := range p.state.Locked {
		weeks[week] = KeptWeek{Locked: true}
	}
	for _, slot := range p.slots {
		week := slot.Date.Week()
		why := weeks[week]
		switch {
		case p.booked[slot.ID]:
			why.Booked++
		case slot.State == agenda.SlotReleased:
			why.Released++
		case slot.State == agenda.SlotPublished:
			why.Published++
		case p.used[slot.ID]:
			why.GivenBack++
		default:
			continue
		}
		weeks[week] = why
	}
	return weeks, nil
}
