package office

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/workspace"
)

// Timetable is when the desks are not as their weekly sessions say, and when the schools
// are closed.
type Timetable struct {
	Closures       []agenda.Closure
	Absences       []agenda.Absence
	Changes        []agenda.SessionChange
	SchoolHolidays []agenda.SchoolHoliday
}

func loadTimetable(ctx context.Context, r workspace.Reader) (t Timetable, err error) {
	if t.Closures, err = r.Closures(ctx); err != nil {
		return t, err
	}
	if t.Absences, err = r.Absences(ctx); err != nil {
		return t, err
	}
	if t.Changes, err = r.SessionChanges(ctx); err != nil {
		return t, err
	}
	t.SchoolHolidays, err = r.SchoolHolidays(ctx)
	return t, err
}

// keep replaces what the workspace has.
func (t Timetable) keep(ctx context.Context, w workspace.Writer) error {
	if err := w.SetClosures(ctx, t.Closures); err != nil {
		return err
	}
	if err := w.SetAbsences(ctx, t.Absences); err != nil {
		return err
	}
	if err := w.SetSessionChanges(ctx, t.Changes); err != nil {
		return err
	}
	return w.SetSchoolHolidays(ctx, t.SchoolHolidays)
}

func (t Timetable) facts(territory string) calendar.Facts {
	return calendar.Facts{Territory: territory, Closures: t.Closures, Absences: t.Absences, Changes: t.Changes}
}

// Calendar returns when the desks of the house are open.
func (h House) Calendar() (*calendar.Calendar, error) {
	return calendar.Of(h.facts(h.Service.Territory))
}

// Calendar returns when the desks of a set-up will be open; each desk goes by the id that
// it has here.
//
// Problems: those of [calendar.Of], SETUP-CLOSURE-DESK.
func (s Setup) Calendar() (*calendar.Calendar, error) {
	ids := map[string]agenda.DeskID{}
	for _, d := range s.Desks {
		ids[d.Name] = d.ID
	}
	t, err := s.timetable(ids, func() string { return "" })
	if err != nil {
		return nil, err
	}
	return calendar.Of(t.facts(s.Service.Territory))
}

// lastingSessions returns the sessions that a desk has from a year on: those of the last
// change that began before it and holds for ever, else its usual ones.
func (h House) lastingSessions(d agenda.Desk, year int) []agenda.Session {
	first := agenda.WeeksOf(year)[0].Monday()
	sessions, since := d.Sessions, agenda.Date{}
	for _, c := range h.Changes {
		if c.Desk == d.ID && c.To.IsZero() && c.From.Before(first) && c.From.After(since) {
			sessions, since = c.Sessions, c.From
		}
	}
	return sessions
}

// addFrom adds what the calendar says of the days from one on to a set-up.
func (h House) addFrom(first agenda.Date, s *Setup) {
	past := func(p agenda.Period) bool { return !p.To.IsZero() && p.To.Before(first) }
	for _, c := range h.Closures {
		if past(c.Period()) {
			continue
		}
		closure := Closure{Closure: c}
		for _, d := range c.Desks {
			closure.DeskNames = append(closure.DeskNames, h.DeskName(d))
		}
		s.Closures = append(s.Closures, closure)
	}
	for _, a := range h.Absences {
		if !past(a.Period()) {
			s.Absences = append(s.Absences, Absence{a, h.DeskName(a.Desk)})
		}
	}
	for _, c := range h.Changes {
		if lasting := c.To.IsZero() && c.From.Before(first); !lasting && !past(c.Period()) {
			s.Changes = append(s.Changes, SessionChange{c, h.DeskName(c.Desk)})
		}
	}
	for _, holiday := range h.SchoolHolidays {
		if !past(holiday.Period()) {
			s.SchoolHolidays = append(s.SchoolHolidays, holiday)
		}
	}
}

// timetable gives what a set-up says about the calendar its ids, and those of its desks.
func (s Setup) timetable(desks map[string]agenda.DeskID, newID func() string) (t Timetable, err error) {
	find := func(name string) agenda.DeskID {
		id, known := desks[name]
		if !known && err == nil {
			err = agenda.NewProblem("SETUP-CLOSURE-DESK", "Desk", name)
		}
		return id
	}
	for _, c := range s.Closures {
		closure := c.Closure
		closure.ID = agenda.ClosureID(newID())
		closure.Desks = nil
		for _, name := range c.DeskNames {
			closure.Desks = append(closure.Desks, find(name))
		}
		t.Closures = append(t.Closures, closure)
	}
	for _, a := range s.Absences {
		absence := a.Absence
		absence.ID, absence.Desk = agenda.AbsenceID(newID()), find(a.DeskName)
		t.Absences = append(t.Absences, absence)
	}
	for _, c := range s.Changes {
		change := c.SessionChange
		change.ID, change.Desk = agenda.ChangeID(newID()), find(c.DeskName)
		t.Changes = append(t.Changes, change)
	}
	for _, h := range s.SchoolHolidays {
		h.ID = agenda.SchoolHolidayID(newID())
		t.SchoolHolidays = append(t.SchoolHolidays, h)
	}
	return t, err
}
