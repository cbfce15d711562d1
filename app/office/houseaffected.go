package office

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/workspace"
)

// HouseAffected is what an edit of the house does to the slots that are there already.
type HouseAffected struct {
	// Affected are the slots, and who sits on them, that would have no agent any more, or a
	// desk that does not deal with them.
	Affected
	// Unserved is how many of the slots have such a desk.
	Unserved int
	// Lengths is how many slots were promised, published or booked at a length that their
	// procedure would not have any more: they keep it.
	Lengths int
}

// HouseAffected returns what [Office.EditHouse] to such a house would do to the slots and
// the bookings from today on.
//
// Problems: those of [Office.EditHouse] about the house itself.
func (o *Office) HouseAffected(ctx context.Context, to House) (HouseAffected, error) {
	return view(ctx, o, func(r workspace.Reader) (a HouseAffected, err error) {
		from, err := loadHouse(ctx, r)
		if err != nil {
			return a, err
		}
		to := to.settled(from, func() string { return "new" }) // no slot is at a new desk
		if err := to.check(); err != nil {
			return a, err
		}
		today := o.now().Date()
		slots, err := r.Slots(ctx, workspace.SlotQuery{From: today})
		if err != nil {
			return a, err
		}
		bookings, err := r.Bookings(ctx, workspace.BookingQuery{From: today, ActiveOnly: true})
		if err != nil {
			return a, err
		}
		move, err := newMove(from, to)
		if err != nil {
			return a, err
		}
		return move.of(slots, bookings), nil
	})
}

// move compares two houses.
type move struct {
	from, to      map[agenda.DeskID]agenda.Desk
	before, after *calendar.Calendar
	procedures    map[agenda.ProcedureCode]agenda.Procedure // of the second
}

func newMove(from, to House) (m move, err error) {
	m.from, m.to = desksByID(from.Desks), desksByID(to.Desks)
	m.procedures = map[agenda.ProcedureCode]agenda.Procedure{}
	for _, p := range to.Procedures {
		m.procedures[p.Code] = p
	}
	if m.before, err = from.Calendar(); err != nil {
		return m, err
	}
	m.after, err = to.Calendar()
	return m, err
}

func desksByID(desks []agenda.Desk) map[agenda.DeskID]agenda.Desk {
	by := map[agenda.DeskID]agenda.Desk{}
	for _, d := range desks {
		by[d.ID] = d
	}
	return by
}

func (m move) of(slots []agenda.Slot, bookings []agenda.Booking) HouseAffected {
	a := HouseAffected{Affected: affectedBy(slots, bookings, func(s agenda.Slot) bool { return m.unserves(s) || m.unstaffs(s) })}
	for _, s := range a.Slots {
		if m.unserves(s) {
			a.Unserved++
		}
	}
	booked := map[agenda.SlotID]bool{}
	for _, b := range bookings {
		booked[b.Slot] = true
	}
	for _, s := range slots {
		bound := s.State == agenda.SlotReleased || s.State == agenda.SlotPublished || booked[s.ID]
		if p, known := m.procedures[s.Procedure]; bound && known && p.Minutes != s.Minutes {
			a.Lengths++
		}
	}
	return a
}

// unserves reports whether the desk of a slot dealt with its procedure by appointment, and
// does not any more.
func (m move) unserves(s agenda.Slot) bool {
	p, known := m.procedures[s.Procedure]
	return m.from[s.Desk].Serves(s.Procedure) && (!known || p.WalkIn != nil || !m.to[s.Desk].Serves(s.Procedure))
}

// unstaffs reports whether a slot had an agent and has none any more.
func (m move) unstaffs(s agenda.Slot) bool {
	from, known := m.from[s.Desk]
	return known && m.before.Staffed(from, s) && !m.after.Staffed(m.to[s.Desk], s)
}
