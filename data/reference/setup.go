package reference

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/mail"
	"regexp"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

// Setup is what a set-up file says.
type Setup struct {
	Service    agenda.Service
	Procedures []agenda.Procedure
	Desks      []agenda.Desk // ids equal to the names
	Closures   []Closure
	// Weights is the share of each procedure in a year's appointments, in any unit;
	// those that are not in it share by other means.
	Weights map[agenda.ProcedureCode]float64
}

// Closure is a closure whose desk is told by its name.
type Closure struct {
	agenda.Closure
	DeskName string // empty: every desk
}

// The limits of a set-up file, far above any real one.
const (
	maxSetupBytes = 4 << 20
	maxItems      = 500
	maxText       = 500
	maxTarget     = 10_000_000
	maxPositions  = 99
)

// codePattern is what a procedure may be called in plans, files and commands.
var codePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,39}$`)

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
	o.only("service", "procedures", "desks", "closures")
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
	return s
}

func (r *reader) service(o object) agenda.Service {
	o.only("name", "prefecture", "address", "email", "website", "territory", "year", "targets")
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
	targets := o.object("targets")
	targets.only("appointments", "permits")
	s.Targets.Appointments = targets.integer("appointments", 0, maxTarget)
	s.Targets.Permits = targets.integer("permits", 0, maxTarget)
	return s
}

func (r *reader) procedure(o object, u *usual) (agenda.Procedure, float64) {
	o.only("code", "label", "minutes", "counted", "walk_in", "target", "no_show", "permits_per_kept",
		"urgent_reserve", "papers", "weight")
	p := agenda.Procedure{
		Code:    agenda.ProcedureCode(o.text("code")),
		Label:   o.text("label"),
		Minutes: o.integer("minutes", 1, 480),
		Counted: o.boolean("counted"),
	}
	if !codePattern.MatchString(string(p.Code)) {
		o.refuse("code", agenda.Msg("setup.field.code", "Value", string(p.Code)), nil)
	}
	if o.has("walk_in") {
		walkIn := o.object("walk_in")
		walkIn.only("mornings")
		p.WalkIn = &agenda.WalkIn{Mornings: walkIn.weekdays("mornings")}
	}
	if o.has("target") {
		p.Target = o.integer("target", 0, maxTarget)
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
		weight = o.number("weight", 0, maxTarget)
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
	s := agenda.Session{Days: o.weekdays("days"), Positions: o.integer("positions", 1, maxPositions)}
	o.decode("from", &s.From)
	o.decode("to", &s.To)
	if s.To <= s.From {
		o.refuse("to", agenda.Msg("setup.field.order", "From", s.From, "To", s.To), nil)
	}
	return s
}

func (r *reader) closure(o object, desks map[string]bool) Closure {
	o.only("from", "to", "desk", "reason")
	var c Closure
	o.decode("from", &c.From)
	o.decode("to", &c.To)
	if c.To.Before(c.From) {
		o.refuse("to", agenda.Msg("setup.field.dates", "From", c.From, "To", c.To), nil)
	}
	if o.has("desk") {
		c.DeskName = o.line("desk", 0)
		if c.DeskName != "" && !desks[c.DeskName] {
			o.refuse("desk", agenda.Msg("setup.field.desk", "Value", c.DeskName), nil)
		}
	}
	if o.has("reason") {
		c.Reason = o.line("reason", 0)
	}
	return c
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
