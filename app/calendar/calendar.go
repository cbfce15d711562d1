package calendar

import (
	"slices"

	"creneaux/app/agenda"
)

// Calendar answers on which days a service is open. It is read-only once made, and
// safe for concurrent use.
type Calendar struct {
	rules    []rule
	closures []agenda.Closure
}

// New returns the calendar of a territory with the closures of the service. It
// answers problem CAL-TERRITORY for an unknown territory and CAL-CLOSURE for a
// closure that has no first day or ends before it begins.
func New(territory string, closures []agenda.Closure) (*Calendar, error) {
	rules, err := rulesOf(territory)
	if err != nil {
		return nil, err
	}
	for _, c := range closures {
		if c.From.IsZero() || c.To.Before(c.From) {
			return nil, agenda.NewProblem("CAL-CLOSURE", "From", c.From, "To", c.To, "Reason", c.Reason)
		}
	}
	return &Calendar{rules: rules, closures: slices.Clone(closures)}, nil
}

// Closed reports whether a desk is closed the whole day, and why: the holiday's name
// or the closure's reason. A holiday is named before a closure, a closure of every
// desk before one of the desk.
func (c *Calendar) Closed(desk agenda.DeskID, d agenda.Date) (agenda.Message, bool) {
	if h, ok := c.holidayOn(d); ok {
		return agenda.Msg("calendar.closed.holiday", "Name", h.Name), true
	}
	if reason, ok := c.closure("", d); ok {
		return reason, true
	}
	if desk == "" {
		return agenda.Message{}, false
	}
	return c.closure(desk, d)
}

func (c *Calendar) closure(desk agenda.DeskID, d agenda.Date) (agenda.Message, bool) {
	for _, closed := range c.closures {
		if closed.Desk != desk || d.Before(closed.From) || d.After(closed.To) {
			continue
		}
		if closed.Reason == "" {
			return agenda.Msg("calendar.closed.unexplained"), true
		}
		return agenda.Msg("calendar.closed.closure", "Reason", closed.Reason), true
	}
	return agenda.Message{}, false
}

// HolidaysOf returns the public holidays of a week, weekends included, by date.
func (c *Calendar) HolidaysOf(w agenda.Week) []Holiday {
	monday, sunday := w.Monday(), w.Day(agenda.Sunday)
	days := holidaysBy(c.rules, monday.Year)
	if sunday.Year != monday.Year {
		days = append(days, holidaysBy(c.rules, sunday.Year)...)
	}
	return slices.DeleteFunc(days, func(h Holiday) bool {
		return h.Date.Before(monday) || h.Date.After(sunday)
	})
}

// WorkingDay reports whether the service works on a day: Monday to Friday, neither a
// public holiday nor closed for every desk.
func (c *Calendar) WorkingDay(d agenda.Date) bool {
	if day := d.Weekday(); day == agenda.Saturday || day == agenda.Sunday {
		return false
	}
	_, closed := c.Closed("", d)
	return !closed
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
