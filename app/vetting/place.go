package vetting

import (
	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

// House is what the rules need to know of the service: who receives what, and when.
type House struct {
	Desks      []agenda.Desk
	Procedures []agenda.Procedure
	// Calendar says when the desks are open; without it nothing is known of places.
	Calendar *calendar.Calendar
	// Slots are those of the plan that were put online or reserved. Where there are none,
	// no booking is on an unknown slot.
	Slots []agenda.Slot
}

// place is where and when somebody is received.
type place struct {
	desk  agenda.DeskID
	date  agenda.Date
	start agenda.Clock
}

func placeOf(b *entry) place { return place{b.Desk, b.Date, b.Start} }

// premises answers questions about places.
type premises struct {
	house      House
	desks      map[agenda.DeskID]agenda.Desk
	procedures map[agenda.ProcedureCode]agenda.Procedure
	planned    map[place]int // slots
}

func newPremises(h House) *premises {
	p := &premises{
		house:      h,
		desks:      make(map[agenda.DeskID]agenda.Desk, len(h.Desks)),
		procedures: make(map[agenda.ProcedureCode]agenda.Procedure, len(h.Procedures)),
		planned:    make(map[place]int, len(h.Slots)),
	}
	for _, d := range h.Desks {
		p.desks[d.ID] = d
	}
	for _, procedure := range h.Procedures {
		p.procedures[procedure.Code] = procedure
	}
	for _, s := range h.Slots {
		p.planned[place{s.Desk, s.Date, s.Start}]++
	}
	return p
}

// staffed reports whether so many agents sit at a desk at the beginning of an appointment.
func (p *premises) staffed(at place, agents int) bool {
	return p.house.Calendar.Staffed(p.desks[at.desk], agenda.Slot{Date: at.date, Start: at.start, Minutes: 1, Position: agents})
}

// positions returns how many bookings a place has room for: the slots that the plan put
// there, else an agent each.
func (p *premises) positions(at place) int {
	if n := p.planned[at]; n > 0 {
		return n
	}
	agents := 0
	for p.staffed(at, agents+1) {
		agents++
	}
	return agents
}

// missingHouse is why a rule about places cannot work.
func missingHouse(p policy) agenda.Message {
	if p.House.Calendar == nil || len(p.House.Desks) == 0 {
		return agenda.Msg("vetting.off.house")
	}
	return agenda.Message{}
}

// atKnownDesk reports whether a booking is at a desk of the house.
func atKnownDesk(d *docket, b *entry) bool {
	_, known := d.premises.desks[b.Desk]
	return known
}

func lacksDesk(bookings int) agenda.Message { return agenda.Msg("vetting.off.desk", "Count", bookings) }
