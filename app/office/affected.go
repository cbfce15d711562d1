package office

import (
	"context"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/workspace"
)

// Affected is what would lose its place.
type Affected struct {
	Slots    []agenda.Slot    // by date and hour
	Bookings []agenda.Booking // those that stand, by date and hour
	// How many of the slots are in each state. The planned ones and the reserve move with
	// the next plan; those that were dealt, published or booked do not.
	Planned, Reserved, Released, Published int
}

// Affected returns the slots and the bookings from today on that the entries of a
// timetable would take the desk or the agent from: closures, absences and dated changes,
// added to those that stand or, with the id of one, in its place.
//
// Problems: CAL-DESK, those of [calendar.Of].
func (o *Office) Affected(ctx context.Context, by Timetable) (Affected, error) {
	from, to := span(by)
	if today := o.now().Date(); from.Before(today) {
		from = today
	}
	var house House
	var slots []agenda.Slot
	var bookings []agenda.Booking
	err := o.store.View(ctx, func(r workspace.Reader) (err error) {
		if house, err = loadHouse(ctx, r); err != nil {
			return err
		}
		if slots, err = r.Slots(ctx, workspace.SlotQuery{From: from, To: to}); err != nil {
			return err
		}
		bookings, err = r.Bookings(ctx, workspace.BookingQuery{From: from, To: to, ActiveOnly: true})
		return err
	})
	if err != nil || !to.IsZero() && to.Before(from) {
		return Affected{}, err
	}
	loss, err := newLoss(house, by)
	if err != nil {
		return Affected{}, err
	}
	return loss.of(slots, bookings), nil
}

// span returns the days that a timetable is about; no last day is "for ever".
func span(t Timetable) (from, to agenda.Date) {
	var periods []agenda.Period
	for _, c := range t.Closures {
		periods = append(periods, c.Period())
	}
	for _, a := range t.Absences {
		periods = append(periods, a.Period())
	}
	for _, c := range t.Changes {
		periods = append(periods, c.Period())
	}
	forEver := false
	for i, p := range periods {
		if i == 0 || p.From.Before(from) {
			from = p.From
		}
		if p.To.After(to) {
			to = p.To
		}
		forEver = forEver || p.To.IsZero()
	}
	if forEver {
		to = agenda.Date{}
	}
	return from, to
}

// loss compares the calendar with and without some entries.
type loss struct {
	house         House
	closures      []agenda.Closure
	without, with *calendar.Calendar
}

func newLoss(house House, by Timetable) (l loss, err error) {
	l = loss{house: house, closures: by.Closures}
	others := house
	others.Timetable = Timetable{
		Closures: butFor(house.Closures, by.Closures, closureEntry),
		Absences: butFor(house.Absences, by.Absences, absenceEntry),
		Changes:  butFor(house.Changes, by.Changes, changeEntry),
	}
	if l.without, err = others.Calendar(); err != nil {
		return l, err
	}
	all := others
	all.Timetable = Timetable{
		Closures: slices.Concat(others.Closures, by.Closures),
		Absences: slices.Concat(others.Absences, by.Absences),
		Changes:  slices.Concat(others.Changes, by.Changes),
	}
	if err := all.checkTimetable(); err != nil {
		return l, err
	}
	l.with, err = all.Calendar()
	return l, err
}

// butFor returns the entries of a list whose ids others do not have.
func butFor[T any, ID ~string](list, others []T, e entry[T, ID]) []T {
	return slices.DeleteFunc(slices.Clone(list), func(entry T) bool {
		return slices.ContainsFunc(others, func(other T) bool { return *e.id(&other) == *e.id(&entry) })
	})
}

func (l loss) of(slots []agenda.Slot, bookings []agenda.Booking) Affected {
	return affectedBy(slots, bookings, l.hits)
}

// affectedBy gathers what something hits.
func affectedBy(slots []agenda.Slot, bookings []agenda.Booking, hits func(agenda.Slot) bool) (a Affected) {
	hit := map[agenda.SlotID]bool{}
	for _, s := range slots {
		if !hits(s) {
			continue
		}
		hit[s.ID] = true
		a.Slots = append(a.Slots, s)
		switch s.State {
		case agenda.SlotPlanned:
			a.Planned++
		case agenda.SlotReserved:
			a.Reserved++
		case agenda.SlotReleased:
			a.Released++
		case agenda.SlotPublished:
			a.Published++
		}
	}
	for _, b := range bookings {
		if hit[b.Slot] || b.Slot == "" && b.Desk != "" && hits(beginning(b)) {
			a.Bookings = append(a.Bookings, b)
		}
	}
	return a
}

// beginning stands for a booking of no known slot, whose length only the platform knows:
// its first minute, at the first position.
func beginning(b agenda.Booking) agenda.Slot {
	return agenda.Slot{Desk: b.Desk, Procedure: b.Procedure, Date: b.Date, Start: b.Start, Minutes: 1, Position: 1}
}

// hits reports whether a slot falls into one of the closures, or had an agent without the
// entries and has none with them.
func (l loss) hits(s agenda.Slot) bool {
	for _, c := range l.closures {
		if c.Closes(s.Desk) && c.Period().Holds(s.Date) && c.Hours.Overlaps(s.Start, s.End()) {
			return true
		}
	}
	for _, d := range l.house.Desks {
		if d.ID == s.Desk {
			return l.without.Staffed(d, s) && !l.with.Staffed(d, s)
		}
	}
	return false
}
