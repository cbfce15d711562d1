package setup

import (
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/weekform"
)

// Answers are what the guided set-up has been told so far.
type Answers struct {
	Service    agenda.Service
	Procedures []*Procedure
	Desks      []*Desk
	Bridges    map[agenda.Date]bool // ticked
	Closures   []Closure
	School     []agenda.SchoolHoliday // as read; the guided set-up does not show them
	kept       kept
}

// Procedure is one that the service may offer.
type Procedure struct {
	agenda.Procedure
	Offered bool
	Weight  float64 // share of the appointments, in any unit; unused where Target is set
}

// Shared reports whether the procedure takes a part of the yearly target.
func (p *Procedure) Shared() bool { return p.Counted && p.WalkIn == nil && p.Target == 0 }

// Desk is a desk with its week.
type Desk struct {
	Name       string
	Positions  int
	Week       weekform.Week
	Particular []agenda.Session // hours that the table cannot hold, kept as they are; nil: none
	Serves     map[agenda.ProcedureCode]bool
}

// Sessions returns when the desk is open.
func (d *Desk) Sessions() []agenda.Session {
	if d.Particular != nil {
		return d.Particular
	}
	return d.Week.With(d.Positions).Sessions()
}

// Closure is a closure of the service's own.
type Closure struct {
	From, To agenda.Date
	Desk     *Desk // nil: every desk
	Reason   string
}

// answersOf turns a set-up into answers, all its procedures offered.
func answersOf(s office.Setup) Answers {
	a := Answers{Service: s.Service, Bridges: map[agenda.Date]bool{}}
	a.Service.Address = slices.Clone(s.Service.Address)
	for _, p := range s.Procedures {
		a.Procedures = append(a.Procedures, &Procedure{Procedure: p, Offered: true, Weight: s.Weights[p.Code]})
	}
	byName := map[string]*Desk{}
	for _, d := range s.Desks {
		desk := &Desk{Name: d.Name, Serves: map[agenda.ProcedureCode]bool{}}
		for _, code := range d.Procedures {
			desk.Serves[code] = true
		}
		week, ok := weekform.Of(d.Sessions)
		positions, even := week.Positions()
		if desk.Positions = max(positions, 1); ok && even {
			desk.Week = week.With(0)
		} else {
			desk.Particular = d.Sessions
		}
		byName[d.Name] = desk
		a.Desks = append(a.Desks, desk)
	}
	bridges := map[agenda.Date]bool{}
	for _, b := range bridgesOf(s.Service.Territory, s.Service.Year) {
		bridges[b.Date] = true
	}
	for _, c := range s.Closures {
		if !c.Hours.Whole() || len(c.DeskNames) > 1 {
			a.kept.closures = append(a.kept.closures, c)
			continue
		}
		if c.From == c.To && c.DeskNames == nil && bridges[c.From] {
			a.Bridges[c.From] = true
			continue
		}
		closure := Closure{From: c.From, To: c.To, Reason: c.Reason}
		for _, name := range c.DeskNames {
			closure.Desk = byName[name]
		}
		a.Closures = append(a.Closures, closure)
	}
	a.School = s.SchoolHolidays
	a.kept.absences, a.kept.changes, a.kept.desks = s.Absences, s.Changes, byName
	return a
}

// Setup returns the answers as a set-up; reason says why a bridge is closed.
func (a Answers) Setup(reason func(Bridge) string) office.Setup {
	s := office.Setup{Service: a.Service, Weights: map[agenda.ProcedureCode]float64{}}
	offered := map[agenda.ProcedureCode]bool{}
	for _, p := range a.Procedures {
		if !p.Offered {
			continue
		}
		offered[p.Code] = true
		s.Procedures = append(s.Procedures, p.Procedure)
		if p.Shared() && p.Weight > 0 {
			s.Weights[p.Code] = p.Weight
		}
	}
	for _, d := range a.Desks {
		desk := agenda.Desk{ID: agenda.DeskID(d.Name), Name: d.Name, Sessions: d.Sessions()}
		for _, p := range a.Procedures {
			if offered[p.Code] && d.Serves[p.Code] {
				desk.Procedures = append(desk.Procedures, p.Code)
			}
		}
		s.Desks = append(s.Desks, desk)
	}
	for _, b := range bridgesOf(a.Service.Territory, a.Service.Year) {
		if a.Bridges[b.Date] {
			s.Closures = append(s.Closures, office.Closure{Closure: agenda.Closure{From: b.Date, To: b.Date, Reason: reason(b)}})
		}
	}
	for _, c := range a.Closures {
		closure := office.Closure{Closure: agenda.Closure{From: c.From, To: c.To, Reason: c.Reason}}
		if c.Desk != nil {
			closure.DeskNames = []string{c.Desk.Name}
		}
		s.Closures = append(s.Closures, closure)
	}
	s.SchoolHolidays = a.School
	a.kept.addTo(&s, a.Desks)
	return s
}

// Bridge is a working day between a public holiday and a weekend.
type Bridge struct {
	Date    agenda.Date
	Holiday calendar.Holiday
}

// bridgesOf returns the bridges of a year; none for a territory or a year not known.
func bridgesOf(territory string, year int) []Bridge {
	holidays, err := calendar.Holidays(territory, year)
	if err != nil {
		return nil
	}
	off := map[agenda.Date]bool{}
	for _, h := range holidays {
		off[h.Date] = true
	}
	var bridges []Bridge
	for _, h := range holidays {
		var day agenda.Date
		switch h.Date.Weekday() {
		case agenda.Tuesday:
			day = h.Date.AddDays(-1)
		case agenda.Thursday:
			day = h.Date.AddDays(1)
		default:
			continue
		}
		if !off[day] {
			bridges = append(bridges, Bridge{Date: day, Holiday: h})
			off[day] = true
		}
	}
	return bridges
}

// freeName returns a name for a desk that no other has: that of the last one counted on.
func freeName(desks []*Desk) string {
	taken := map[string]bool{}
	for _, d := range desks {
		taken[strings.ToLower(d.Name)] = true
	}
	for n := len(desks) + 1; ; n++ {
		if name := "G" + itoa(n); !taken[strings.ToLower(name)] {
			return name
		}
	}
}
