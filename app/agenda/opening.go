package agenda

// Hours is a part of a day, from one hour to another. The zero Hours is the whole day.
type Hours struct {
	From, To Clock
}

// Morning returns the hours before noon.
func Morning() Hours { return Hours{0, Noon} }

// Afternoon returns the hours from noon on.
func Afternoon() Hours { return Hours{Noon, EndOfDay} }

// Whole reports whether the hours are the whole day.
func (h Hours) Whole() bool { return h == Hours{} || h == Hours{0, EndOfDay} }

// Span returns the first and the last hour, also of the zero Hours.
func (h Hours) Span() (from, to Clock) {
	if h.Whole() {
		return 0, EndOfDay
	}
	return h.From, h.To
}

// Valid reports whether the hours lie in one day and end after they begin.
func (h Hours) Valid() bool {
	return h.Whole() || 0 <= h.From && h.From < h.To && h.To <= EndOfDay
}

// Overlaps reports whether some of the time between two hours lies within h.
func (h Hours) Overlaps(from, to Clock) bool {
	first, last := h.Span()
	return from < last && first < to
}

// Period is a range of days, both ends included. A zero To is "for ever".
type Period struct {
	From, To Date
}

// Holds reports whether a day lies in the period.
func (p Period) Holds(d Date) bool {
	return !d.Before(p.From) && (p.To.IsZero() || !d.After(p.To))
}

// ClosureID identifies a closure for the life of a workspace.
type ClosureID string

// Closure is a time without opening: a range of days, both ends included, whole or the
// same hours of each, of some desks or of all.
type Closure struct {
	ID       ClosureID // empty until a workspace keeps it
	From, To Date
	Hours    Hours    // zero: whole days
	Desks    []DeskID // none: every desk
	Reason   string
}

// Period returns the days of the closure.
func (c Closure) Period() Period { return Period{c.From, c.To} }

// Closes reports whether the closure is of the desk; "" asks for a closure of every
// desk.
func (c Closure) Closes(desk DeskID) bool {
	if len(c.Desks) == 0 {
		return true
	}
	for _, d := range c.Desks {
		if d == desk {
			return true
		}
	}
	return false
}

// AbsenceID identifies an absence for the life of a workspace.
type AbsenceID string

// Absence says that a desk lacks agents on a range of days, both ends included, all day
// or the same hours of each. It does not say who is absent: no plan needs to know.
type Absence struct {
	ID        AbsenceID // empty until a workspace keeps it
	Desk      DeskID
	From, To  Date
	Hours     Hours // zero: whole days
	Positions int   // agents who are missing, 1 or more
	Reason    string
}

// Period returns the days of the absence.
func (a Absence) Period() Period { return Period{a.From, a.To} }

// ChangeID identifies a dated change of sessions for the life of a workspace.
type ChangeID string

// SessionChange gives a desk other sessions than its usual ones from a day on, to a last
// day or for ever. Where several hold on one day, the one that began last does.
type SessionChange struct {
	ID       ChangeID // empty until a workspace keeps it
	Desk     DeskID
	From     Date
	To       Date      // zero: for ever
	Sessions []Session // of the whole week, in place of the usual ones; none: no opening
	Reason   string
}

// Period returns the days on which the change holds.
func (c SessionChange) Period() Period { return Period{c.From, c.To} }

// SchoolHolidayID identifies a row of the table of school holidays.
type SchoolHolidayID string

// SchoolHoliday is a time without school in one zone, both ends included.
type SchoolHoliday struct {
	ID       SchoolHolidayID // empty until a workspace keeps it
	Zone     string          // "A", "B" or "C"
	Name     string          // "Vacances de la Toussaint"
	From, To Date
}

// Period returns the days without school.
func (h SchoolHoliday) Period() Period { return Period{h.From, h.To} }

// SchoolZones returns the zones of the school year of the mainland.
func SchoolZones() []string { return []string{"A", "B", "C"} }
