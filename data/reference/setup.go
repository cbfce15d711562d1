package reference

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/mail"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

// Setup is what a set-up file says.
type Setup struct {
	Service    agenda.Service
	Procedures []agenda.Procedure
	Desks      []agenda.Desk // ids equal to the names
	Closures   []Closure
	Absences   []Absence
	Changes    []SessionChange
	// SchoolHolidays is the table of the year; a file may leave it out.
	SchoolHolidays []agenda.SchoolHoliday
	// Weights is the share of each procedure in a year's appointments, in any unit;
	// those that are not in it share by other means.
	Weights map[agenda.ProcedureCode]float64
}

// Closure is a closure whose desks are told by their names.
type Closure struct {
	agenda.Closure
	DeskNames []string // none: every desk
}

// Absence is an absence whose desk is told by its name.
type Absence struct {
	agenda.Absence
	DeskName string
}

// SessionChange is a dated change of sessions whose desk is told by its name.
type SessionChange struct {
	agenda.SessionChange
	DeskName string
}

// The limits of a set-up file, far above any real one.
const (
	maxSetupBytes = 4 << 20
	maxItems      = 500
	maxText       = 500
)

// ReadSetup reads a set-up file: JSON with service, procedures, desks and closures. It
// is strict: what is unknown, given twice, missing, of another type or out of range is
// a problem that names the place.
//
// A procedure may leave out what a service seldom knows: target, no_show,
// permits_per_kept, urgent_reserve, papers, weight. They are then those of the
// reference procedure of the same code; for a code that has none, no_show,
// permits_per_kept and urgent_reserve are the means of the reference procedures by
// weight, and the rest is empty.
//
// Problems: SETUP-READ, SETUP-SIZE, SETUP-SYNTAX, SETUP-UNKNOWN, SETUP-TWICE,
// SETUP-MISSING, SETUP-FIELD.
func ReadSetup(r io.Reader) (Setup, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxSetupBytes+1))
	if err != nil {
		return Setup{}, agenda.NewProblem("SETUP-READ").Because(err)
	}
	if len(data) > maxSetupBytes {
		return Setup{}, agenda.NewProblem("SETUP-SIZE", "Most", maxSetupBytes>>20)
	}
	return readSetup(data, usualOf(Standard()))
}

func readSetup(data []byte, u *usual) (Setup, error) {
	var whole json.RawMessage
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), &whole); err != nil {
		return Setup{}, syntaxProblem(data, err)
	}
	r := &reader{}
	s := r.setup(r.object("", whole), u)
	if r.problem != nil {
		return Setup{}, r.problem
	}
	return s, nil
}

// usual is what a procedure gets where the file does not say it.
type usual struct {
	byCode  map[agenda.ProcedureCode]agenda.Procedure
	weights map[agenda.ProcedureCode]float64
	other   agenda.Procedure // for codes that are not in byCode
}

func usualOf(s Setup) *usual {
	u := &usual{byCode: map[agenda.ProcedureCode]agenda.Procedure{}, weights: s.Weights}
	sum := 0.0
	for _, p := range s.Procedures {
		u.byCode[p.Code] = p
		w := s.Weights[p.Code]
		sum += w
		u.other.NoShow += w * p.NoShow
		u.other.PermitsPerKept += w * p.PermitsPerKept
		u.other.UrgentReserve += w * p.UrgentReserve
	}
	u.other.NoShow /= sum
	u.other.PermitsPerKept /= sum
	u.other.UrgentReserve /= sum
	return u
}

func (u *usual) procedure(code agenda.ProcedureCode) agenda.Procedure {
	if u == nil {
		return agenda.Procedure{}
	}
	if p, known := u.byCode[code]; known {
		return p
	}
	return u.other
}

func (u *usual) weight(code agenda.ProcedureCode) float64 {
	if u == nil {
		return 0
	}
	return u.weights[code]
}

func (r *reader) setup(o object, u *usual) Setup {
	o.only("service", "procedures", "desks", "closures", "absences", "session_changes", "school_holidays")
	s := Setup{Service: r.service(o.object("service")), Weights: map[agenda.ProcedureCode]float64{}}
	known := map[string]bool{}
	for _, item := range o.objects("procedures") {
		p, weight := r.procedure(item, u)
		item.unique("code", string(p.Code), known)
		if weight > 0 {
			s.Weights[p.Code] = weight
		}
		s.Procedures = append(s.Procedures, p)
	}
	desks := map[string]bool{}
	for _, item := range o.objects("desks") {
		d := r.desk(item, known)
		item.unique("name", d.Name, desks)
		s.Desks = append(s.Desks, d)
	}
	if o.has("closures") {
		for _, item := range o.objects("closures") {
			s.Closures = append(s.Closures, r.closure(item, desks))
		}
	}
	if o.has("absences") {
		for _, item := range o.objects("absences") {
			s.Absences = append(s.Absences, r.absence(item, desks))
		}
	}
	if o.has("session_changes") {
		for _, item := range o.objects("session_changes") {
			s.Changes = append(s.Changes, r.sessionChange(item, desks))
		}
	}
	if o.has("school_holidays") {
		for _, item := range o.objects("school_holidays") {
			s.SchoolHolidays = append(s.SchoolHolidays, r.schoolHoliday(item))
		}
	}
	return s
}

func (r *reader) service(o object) agenda.Service {
	o.only("name", "prefecture", "address", "email", "website", "territory", "school_zone", "school_demand", "year", "targets")
	s := agenda.Service{
		Name:      o.text("name"),
		Territory: o.text("territory"),
		Year:      o.integer("year", calendar.FirstYear, calendar.LastYear),
	}
	if _, err := calendar.Holidays(s.Territory, max(s.Year, calendar.FirstYear)); err != nil {
		o.refuse("territory", agenda.Msg("setup.field.territory", "Value", s.Territory), err)
	}
	if o.has("prefecture") {
		s.Prefecture = o.text("prefecture")
	}
	if o.has("address") {
		s.Address = o.texts("address")
	}
	if o.has("email") {
		s.Email = o.text("email")
		if _, err := mail.ParseAddress(s.Email); err != nil {
			o.refuse("email", agenda.Msg("setup.field.email", "Value", s.Email), err)
		}
	}
	if o.has("website") {
		s.Website = o.text("website")
	}
	if o.has("school_zone") {
		s.SchoolZone = o.schoolZone("school_zone")
	}
	if o.has("school_demand") {
		s.SchoolDemand = o.number("school_demand", 0.1, 3)
	}
	targets := o.object("targets")
	targets.only("appointments", "permits")
	s.Targets.Appointments = targets.integer("appointments", 0, agenda.MostTarget)
	s.Targets.Permits = targets.integer("permits", 0, agenda.MostTarget)
	return s
}

func (r *reader) procedure(o object, u *usual) (agenda.Procedure, float64) {
	o.only("code", "label", "minutes", "counted", "walk_in", "target", "no_show", "permits_per_kept",
		"urgent_reserve", "papers", "weight")
	p := agenda.Procedure{
		Code:    agenda.ProcedureCode(o.text("code")),
		Label:   o.text("label"),
		Minutes: o.integer("minutes", 1, agenda.MostMinutes),
		Counted: o.boolean("counted"),
	}
	if !p.Code.Valid() {
		o.refuse("code", agenda.Msg("setup.field.code", "Value", string(p.Code)), nil)
	}
	if o.has("walk_in") {
		walkIn := o.object("walk_in")
		walkIn.only("mornings", "share", "positions")
		p.WalkIn = &agenda.WalkIn{Mornings: walkIn.weekdays("mornings"), Share: walkIn.share("share", 0)}
		if walkIn.has("positions") {
			p.WalkIn.Positions = walkIn.integer("positions", 1, agenda.MostPositions)
		}
	}
	if o.has("target") {
		p.Target = o.integer("target", 0, agenda.MostTarget)
	}
	usual := u.procedure(p.Code)
	p.NoShow = o.share("no_show", usual.NoShow)
	p.PermitsPerKept = o.share("permits_per_kept", usual.PermitsPerKept)
	p.UrgentReserve = o.share("urgent_reserve", usual.UrgentReserve)
	p.Papers = usual.Papers
	if o.has("papers") {
		p.Papers = o.texts("papers")
	}
	weight := u.weight(p.Code)
	if o.has("weight") {
		weight = o.number("weight", 0, agenda.MostTarget)
	}
	if p.WalkIn != nil || !p.Counted {
		weight = 0 // neither takes a part of the yearly target
	}
	return p, weight
}

func (r *reader) desk(o object, procedures map[string]bool) agenda.Desk {
	o.only("name", "procedures", "sessions")
	d := agenda.Desk{Name: o.text("name")}
	d.ID = agenda.DeskID(d.Name)
	served := map[string]bool{}
	for i, code := range o.texts("procedures") {
		path := indexed("procedures", i)
		if !procedures[code] {
			o.refuse(path, agenda.Msg("setup.field.procedure", "Value", code), nil)
		}
		o.unique(path, code, served)
		d.Procedures = append(d.Procedures, agenda.ProcedureCode(code))
	}
	for _, item := range o.objects("sessions") {
		d.Sessions = append(d.Sessions, r.session(item))
	}
	return d
}

func (r *reader) session(o object) agenda.Session {
	o.only("days", "from", "to", "positions")
	s := agenda.Session{Days: o.weekdays("days"), Positions: o.integer("positions", 1, agenda.MostPositions)}
	o.decode("from", &s.From)
	o.decode("to", &s.To)
	if s.To <= s.From {
		o.refuse("to", agenda.Msg("setup.field.order", "From", s.From, "To", s.To), nil)
	}
	return s
}

func (r *reader) closure(o object, desks map[string]bool) Closure {
	o.only("from", "to", "from_hour", "to_hour", "desk", "desks", "reason")
	var c Closure
	c.From, c.To = o.days()
	c.Hours = o.hours()
	named := map[string]bool{}
	if o.has("desk") {
		if name := o.line("desk", 0); name != "" {
			o.deskNamed("desk", name, desks)
			c.DeskNames = append(c.DeskNames, name)
			named[name] = true
		}
	}
	if o.has("desks") {
		for i, name := range o.texts("desks") {
			o.deskNamed(indexed("desks", i), name, desks)
			o.unique(indexed("desks", i), name, named)
			c.DeskNames = append(c.DeskNames, name)
		}
		if len(c.DeskNames) == 0 {
			o.refuse("desks", agenda.Msg("setup.field.no-desk"), nil)
		}
	}
	c.Reason = o.reason()
	return c
}

func (r *reader) absence(o object, desks map[string]bool) Absence {
	o.only("from", "to", "from_hour", "to_hour", "desk", "positions", "reason")
	a := Absence{DeskName: o.text("desk")}
	o.deskNamed("desk", a.DeskName, desks)
	a.From, a.To = o.days()
	a.Hours = o.hours()
	a.Positions = 1
	if o.has("positions") {
		a.Positions = o.integer("positions", 1, agenda.MostPositions)
	}
	a.Reason = o.reason()
	return a
}

func (r *reader) sessionChange(o object, desks map[string]bool) SessionChange {
	o.only("from", "to", "desk", "sessions", "reason")
	c := SessionChange{DeskName: o.text("desk")}
	o.deskNamed("desk", c.DeskName, desks)
	if o.has("to") {
		c.From, c.To = o.days()
	} else {
		o.decode("from", &c.From)
	}
	for _, item := range o.objects("sessions") {
		c.Sessions = append(c.Sessions, r.session(item))
	}
	c.Reason = o.reason()
	return c
}

func (r *reader) schoolHoliday(o object) agenda.SchoolHoliday {
	o.only("zone", "name", "from", "to")
	h := agenda.SchoolHoliday{Zone: o.schoolZone("zone"), Name: o.text("name")}
	h.From, h.To = o.days()
	return h
}

// days reads a first and a last day.
func (o object) days() (from, to agenda.Date) {
	o.decode("from", &from)
	o.decode("to", &to)
	if to.Before(from) {
		o.refuse("to", agenda.Msg("setup.field.dates", "From", from, "To", to), nil)
	}
	return from, to
}

// hours reads the hours of a day; without them it is the whole day.
func (o object) hours() (h agenda.Hours) {
	if !o.has("from_hour") && !o.has("to_hour") {
		return h
	}
	h.To = agenda.EndOfDay
	if o.has("from_hour") {
		o.decode("from_hour", &h.From)
	}
	if o.has("to_hour") {
		o.decode("to_hour", &h.To)
	}
	if h.To <= h.From {
		o.refuse("to_hour", agenda.Msg("setup.field.order", "From", h.From, "To", h.To), nil)
	}
	if h.Whole() {
		return agenda.Hours{}
	}
	return h
}

func (o object) reason() string {
	if o.has("reason") {
		return o.line("reason", 0)
	}
	return ""
}

func (o object) deskNamed(path, name string, desks map[string]bool) {
	if !desks[name] {
		o.refuse(path, agenda.Msg("setup.field.desk", "Value", name), nil)
	}
}

func (o object) schoolZone(name string) string {
	zone := o.text(name)
	if !slices.Contains(agenda.SchoolZones(), zone) {
		o.refuse(name, agenda.Msg("setup.field.zone", "Value", zone), nil)
	}
	return zone
}

// syntaxProblem says where in the file the JSON breaks.
func syntaxProblem(data []byte, err error) error {
	at := len(data)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = min(at, int(syntax.Offset))
	}
	before := data[:at]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := max(1, at-1-bytes.LastIndexByte(before, '\n'))
	return agenda.NewProblem("SETUP-SYNTAX", "Line", line, "Column", column).Because(err)
}
