package calendar

import (
	"slices"

	"creneaux/app/agenda"
)

// Calendar answers when the desks of a service are open. It is read-only once made, and
// safe for concurrent use.
type Calendar struct {
	rules    []rule
	closures []agenda.Closure
	absences map[agenda.DeskID][]agenda.Absence
	changes  map[agenda.DeskID][]agenda.SessionChange // the one that begins last first
}

// Facts are what a calendar is made from.
type Facts struct {
	Territory string
	Closures  []agenda.Closure
	Absences  []agenda.Absence
	Changes   []agenda.SessionChange
}

// New returns the calendar of a territory with the closures of the service; see [Of].
func New(territory string, closures []agenda.Closure) (*Calendar, error) {
	return Of(Facts{Territory: territory, Closures: closures})
}

// Of returns the calendar that the facts make.
//
// Problems: CAL-TERRITORY for an unknown territory; CAL-CLOSURE, CAL-ABSENCE and
// CAL-CHANGE for what has no first day or ends before it begins; CAL-HOURS for hours
// that end before they begin; CAL-POSITIONS for an absence of nobody; CAL-CHANGE-TWICE
// for two changes of one desk that begin on one day; CAL-SESSION for a session of a
// change that has no day or no agent.
func Of(f Facts) (*Calendar, error) {
	rules, err := rulesOf(f.Territory)
	if err != nil {
		return nil, err
	}
	c := &Calendar{
		rules:    rules,
		closures: slices.Clone(f.Closures),
		absences: map[agenda.DeskID][]agenda.Absence{},
		changes:  map[agenda.DeskID][]agenda.SessionChange{},
	}
	for _, closure := range f.Closures {
		if err := checkClosure(closure); err != nil {
			return nil, err
		}
	}
	for _, a := range f.Absences {
		if err := checkAbsence(a); err != nil {
			return nil, err
		}
		c.absences[a.Desk] = append(c.absences[a.Desk], a)
	}
	for _, change := range f.Changes {
		if err := checkChange(change, c.changes[change.Desk]); err != nil {
			return nil, err
		}
		c.changes[change.Desk] = append(c.changes[change.Desk], change)
	}
	for _, changes := range c.changes {
		slices.SortFunc(changes, func(a, b agenda.SessionChange) int { return b.From.Compare(a.From) })
	}
	return c, nil
}

func checkClosure(c agenda.Closure) error {
	if c.From.IsZero() || c.To.Before(c.From) {
		return agenda.NewProblem("CAL-CLOSURE", "From", c.From, "To", c.To, "Reason", c.Reason)
	}
	return checkHours(c.Hours)
}

func checkAbsence(a agenda.Absence) error {
	if a.From.IsZero() || a.To.Before(a.From) {
		return agenda.NewProblem("CAL-ABSENCE", "From", a.From, "To", a.To)
	}
	if a.Positions < 1 {
		return agenda.NewProblem("CAL-POSITIONS", "From", a.From, "To", a.To)
	}
	return checkHours(a.Hours)
}

func checkChange(c agenda.SessionChange, others []agenda.SessionChange) error {
	if c.From.IsZero() || !c.To.IsZero() && c.To.Before(c.From) {
		return agenda.NewProblem("CAL-CHANGE", "From", c.From, "To", c.To)
	}
	if slices.ContainsFunc(others, func(o agenda.SessionChange) bool { return o.From == c.From }) {
		return agenda.NewProblem("CAL-CHANGE-TWICE", "From", c.From)
	}
	return CheckSessions(c.Sessions)
}

// CheckSessions says what of a desk's week cannot be.
//
// Problems: CAL-HOURS for a session that ends before it begins, CAL-SESSION for one that
// has no day, no agent, or more agents than [agenda.MostPositions].
func CheckSessions(sessions []agenda.Session) error {
	for _, s := range sessions {
		if h := (agenda.Hours{From: s.From, To: s.To}); s.From == s.To || !h.Valid() {
			return agenda.NewProblem("CAL-HOURS", "From", s.From, "To", s.To)
		}
		if len(s.Days) == 0 || s.Positions < 1 || s.Positions > agenda.MostPositions {
			return agenda.NewProblem("CAL-SESSION", "From", s.From, "To", s.To, "Most", agenda.MostPositions)
		}
	}
	return nil
}

func checkHours(h agenda.Hours) error {
	if h.Valid() {
		return nil
	}
	return agenda.NewProblem("CAL-HOURS", "From", h.From, "To", h.To)
}

// Closed reports whether a desk is closed the whole day, and why: the holiday's name
// or the closure's reason. A holiday is named before a closure, a closure of every
// desk before one of the desk.
func (c *Calendar) Closed(desk agenda.DeskID, d agenda.Date) (agenda.Message, bool) {
	if h, ok := c.holidayOn(d); ok {
		return agenda.Msg("calendar.closed.holiday", "Name", h.Name), true
	}
	for _, everywhere := range []bool{true, false} {
		for _, closure := range c.closures {
			if (len(closure.Desks) == 0) == everywhere && closure.Hours.Whole() && closure.Closes(desk) && closure.Period().Holds(d) {
				return reasonOf(closure), true
			}
		}
	}
	return agenda.Message{}, false
}

func reasonOf(c agenda.Closure) agenda.Message {
	if c.Reason == "" {
		return agenda.Msg("calendar.closed.unexplained")
	}
	return agenda.Msg("calendar.closed.closure", "Reason", c.Reason)
}

// Sessions returns the weekly sessions of a desk that hold on a day: its usual ones, or
// those of a dated change.
func (c *Calendar) Sessions(desk agenda.Desk, d agenda.Date) []agenda.Session {
	if change, ok := c.changeOn(desk.ID, d); ok {
		return change.Sessions
	}
	return desk.Sessions
}

func (c *Calendar) changeOn(desk agenda.DeskID, d agenda.Date) (agenda.SessionChange, bool) {
	for _, change := range c.changes[desk] {
		if change.Period().Holds(d) {
			return change, true
		}
	}
	return agenda.SessionChange{}, false
}

// HolidaysOf returns the public holidays of a week, weekends included, by date.
func (c *Calendar) HolidaysOf(w agenda.Week) []Holiday {
	return c.holidaysBetween(w.Monday(), w.Day(agenda.Sunday))
}

func (c *Calendar) holidaysBetween(from, to agenda.Date) []Holiday {
	var days []Holiday
	for year := from.Year; year <= to.Year; year++ {
		days = append(days, holidaysBy(c.rules, year)...)
	}
	return slices.DeleteFunc(days, func(h Holiday) bool {
		return h.Date.Before(from) || h.Date.After(to)
	})
}

// WorkingDay reports whether the service works on a day: Monday to Friday, neither a
// public holiday nor closed for every desk.
func (c *Calendar) WorkingDay(d agenda.Date) bool {
	if weekend(d) {
		return false
	}
	_, closed := c.Closed("", d)
	return !closed
}

func weekend(d agenda.Date) bool {
	day := d.Weekday()
	return day == agenda.Saturday || day == agenda.Sunday
}

func (c *Calendar) holidayOn(d agenda.Date) (Holiday, bool) {
	easter := easterSunday(d.Year)
	for _, r := range c.rules {
		if r.day(d.Year, easter) == d {
			return Holiday{d, r.name}, true
		}
	}
	return Holiday{}, false
}
