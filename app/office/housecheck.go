package office

import (
	"cmp"
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

// mostText is how many characters a name or a line has at most.
const mostText = 500

// check says what of a house cannot be.
func (h House) check() error {
	if wrong := wrongService(h.Service); wrong != nil {
		return agenda.NewProblem("HOUSE-SERVICE", "Wrong", *wrong)
	}
	if _, err := calendar.Holidays(h.Service.Territory, h.Service.Year); err != nil {
		return err
	}
	if err := h.checkProcedures(); err != nil {
		return err
	}
	if err := h.checkDesks(); err != nil {
		return err
	}
	if err := h.checkAsked(); err != nil {
		return err
	}
	return h.checkTimetable()
}

// checkAsked refuses to lose a procedure of which additional appointments are asked for.
func (h House) checkAsked() error {
	for _, a := range h.Additional {
		for _, code := range a.Procedures {
			if p, there := h.Procedure(code); !there || p.WalkIn != nil {
				return agenda.NewProblem("HOUSE-ADDITIONAL", "Procedure", cmp.Or(p.Label, string(code)), "Additional", a.Label)
			}
		}
	}
	return nil
}

func wrong(m agenda.Message) *agenda.Message { return &m }

func wrongService(s agenda.Service) *agenda.Message {
	lines := append([]string{s.Prefecture, s.Website}, s.Address...)
	switch {
	case !isLine(s.Name, 1) || slices.ContainsFunc(lines, func(line string) bool { return !isLine(line, 0) }):
		return wrong(agenda.Msg("house.wrong.text", "Most", mostText))
	case s.Email != "" && !isEmail(s.Email):
		return wrong(agenda.Msg("house.wrong.email", "Value", s.Email))
	case !between(s.Targets.Appointments, 0, agenda.MostTarget) || !between(s.Targets.Permits, 0, agenda.MostTarget):
		return wrong(agenda.Msg("house.wrong.target", "Most", agenda.MostTarget))
	case s.SchoolZone != "" && !slices.Contains(agenda.SchoolZones(), s.SchoolZone):
		return wrong(agenda.Msg("house.wrong.zone", "Value", s.SchoolZone))
	}
	return nil
}

func isEmail(text string) bool {
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text
}

// isLine reports whether a text is one line of at least so many characters.
func isLine(text string, least int) bool {
	return between(utf8.RuneCountInString(strings.TrimSpace(text)), least, mostText) && !strings.ContainsFunc(text, unicode.IsControl)
}

func between(n, least, most int) bool { return least <= n && n <= most }

// isShare reports whether a number is a part from 0 to 1; what is not a number is none.
func isShare(f float64) bool { return f >= 0 && f <= 1 }

func (h House) checkProcedures() error {
	codes := map[agenda.ProcedureCode]bool{}
	for _, p := range h.Procedures {
		w := wrongProcedure(p)
		if codes[p.Code] {
			w = wrong(agenda.Msg("house.wrong.code-taken", "Code", string(p.Code)))
		}
		if w != nil {
			return agenda.NewProblem("HOUSE-PROCEDURE", "Procedure", cmp.Or(p.Label, string(p.Code)), "Wrong", *w)
		}
		codes[p.Code] = true
	}
	if len(h.Procedures) == 0 {
		return agenda.NewProblem("HOUSE-SERVICE", "Wrong", agenda.Msg("house.wrong.no-procedure"))
	}
	return nil
}

func wrongProcedure(p agenda.Procedure) *agenda.Message {
	switch {
	case !p.Code.Valid():
		return wrong(agenda.Msg("house.wrong.code", "Code", string(p.Code)))
	case !isLine(p.Label, 1) || slices.ContainsFunc(p.Papers, func(paper string) bool { return !isLine(paper, 1) }):
		return wrong(agenda.Msg("house.wrong.text", "Most", mostText))
	case !between(p.Minutes, 1, agenda.MostMinutes):
		return wrong(agenda.Msg("house.wrong.minutes", "Most", agenda.MostMinutes))
	case !between(p.Target, 0, agenda.MostTarget):
		return wrong(agenda.Msg("house.wrong.target", "Most", agenda.MostTarget))
	case !isShare(p.NoShow) || !isShare(p.PermitsPerKept) || !isShare(p.UrgentReserve):
		return wrong(agenda.Msg("house.wrong.share"))
	case p.WalkIn != nil && !validWalkIn(*p.WalkIn):
		return wrong(agenda.Msg("house.wrong.walk-in", "Most", agenda.MostPositions))
	}
	return nil
}

func (h House) checkDesks() error {
	names := map[string]bool{}
	for _, d := range h.Desks {
		w, err := h.wrongDesk(d)
		if err != nil {
			return err
		}
		name := strings.ToLower(strings.TrimSpace(d.Name))
		if names[name] {
			w = wrong(agenda.Msg("house.wrong.name-taken"))
		}
		if w != nil {
			return agenda.NewProblem("HOUSE-DESK", "Desk", d.Name, "Wrong", *w)
		}
		names[name] = true
	}
	if len(h.Desks) == 0 {
		return agenda.NewProblem("HOUSE-SERVICE", "Wrong", agenda.Msg("house.wrong.no-desk"))
	}
	return nil
}

func (h House) wrongDesk(d agenda.Desk) (*agenda.Message, error) {
	if !isLine(d.Name, 1) {
		return wrong(agenda.Msg("house.wrong.text", "Most", mostText)), nil
	}
	for i, code := range d.Procedures {
		if _, known := h.Procedure(code); !known || slices.Contains(d.Procedures[:i], code) {
			return wrong(agenda.Msg("house.wrong.procedure", "Code", string(code))), nil
		}
	}
	for _, s := range d.Sessions {
		if s.Positions > agenda.MostPositions {
			return wrong(agenda.Msg("house.wrong.positions", "Most", agenda.MostPositions)), nil
		}
	}
	return nil, calendar.CheckSessions(d.Sessions)
}
