package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/cmd/internal/wire"
)

// assumptionDocument is what a scenario assumes, in JSON: what --file reads and what
// `scenario show --json` prints.
type assumptionDocument struct {
	Closures       []closureDocument            `json:"closures,omitempty"`
	Absences       []absenceDocument            `json:"absences,omitempty"`
	Changes        []changeDocument             `json:"session_changes,omitempty"`
	Reinforcements []reinforcementDocument      `json:"agents,omitempty"`
	Additional     []additionalDocument         `json:"additional,omitempty"`
	Targets        map[agenda.ProcedureCode]int `json:"targets,omitempty"`
	Policy         capacity.Policy              `json:"policy,omitempty"`
	From           string                       `json:"from,omitempty"`
	Past           office.PastCount             `json:"past,omitempty"`
}

type reinforcementDocument struct {
	Desk string           `json:"desk"`
	From agenda.Date      `json:"from"`
	To   agenda.Date      `json:"to"`   // empty: for ever
	Days []agenda.Weekday `json:"days"` // none: whenever the desk is open
	hoursDocument
	Positions int `json:"positions"`
}

type additionalDocument struct {
	ID         agenda.AdditionalID    `json:"id"`
	Label      string                 `json:"label"`
	Procedures []agenda.ProcedureCode `json:"procedures"`
	Slots      int                    `json:"slots"`
	From       agenda.Date            `json:"from"` // empty: from now on
	To         agenda.Date            `json:"to"`   // empty: to the end of the year
}

func assumptionDocumentOf(house office.House, what office.WhatIf) assumptionDocument {
	document := assumptionDocument{
		Closures: closureDocuments(house, what.Timetable.Closures), Absences: absenceDocuments(house, what.Timetable.Absences),
		Changes: changeDocuments(house, what.Timetable.Changes), Targets: what.Targets, Policy: what.Request.Policy, Past: what.Request.Past,
	}
	for _, r := range what.Reinforcements {
		document.Reinforcements = append(document.Reinforcements,
			reinforcementDocument{house.DeskName(r.Desk), r.From, r.To, r.Days, hoursDocumentOf(r.Hours), r.Positions})
	}
	for _, a := range what.Additional {
		document.Additional = append(document.Additional, additionalDocument(a))
	}
	if !what.Request.From.IsZero() {
		document.From = what.Request.From.String()
	}
	return document
}

// readAssumptions reads a file of assumptions. It is strict.
//
// Problems: SCENARIO-FILE, those of the file.
func readAssumptions(path string, house office.House) (what office.WhatIf, err error) {
	file, err := wire.OpenInput(path)
	if err != nil {
		return what, err
	}
	defer func() { _ = file.Close() }() // only read
	const most = 1 << 20
	data, err := io.ReadAll(io.LimitReader(file, most))
	if err != nil {
		return what, err
	}
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	decoder.DisallowUnknownFields()
	var document assumptionDocument
	if err := decoder.Decode(&document); err != nil {
		return what, agenda.NewProblem("SCENARIO-FILE", "File", path, "Detail", err.Error()).Because(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return what, agenda.NewProblem("SCENARIO-FILE", "File", path, "Detail", agenda.Msg("ctl.scenario.file.more"))
	}
	what, err = document.whatIf(house)
	if err != nil && agenda.CodeOf(err) == "" {
		return what, agenda.NewProblem("SCENARIO-FILE", "File", path, "Detail", err.Error()).Because(err)
	}
	return what, err
}

func (d assumptionDocument) whatIf(house office.House) (what office.WhatIf, err error) {
	what.Targets, what.Request.Policy, what.Request.Past = d.Targets, d.Policy, d.Past
	if d.From != "" {
		if what.Request.From, err = agenda.ParseWeek(d.From); err != nil {
			return what, err
		}
	}
	for _, c := range d.Closures {
		closure := agenda.Closure{From: c.From, To: c.To, Reason: c.Reason}
		if closure.Desks, err = deskIDs(house, c.Desks); err != nil {
			return what, err
		}
		if closure.Hours, err = c.hours(); err != nil {
			return what, err
		}
		what.Timetable.Closures = append(what.Timetable.Closures, closure)
	}
	for _, a := range d.Absences {
		absence := agenda.Absence{From: a.From, To: a.To, Positions: a.Positions, Reason: a.Reason}
		if absence.Desk, err = deskID(house, a.Desk); err != nil {
			return what, err
		}
		if absence.Hours, err = a.hours(); err != nil {
			return what, err
		}
		what.Timetable.Absences = append(what.Timetable.Absences, absence)
	}
	for _, c := range d.Changes {
		change := agenda.SessionChange{From: c.From, To: c.To, Reason: c.Reason}
		if change.Desk, err = deskID(house, c.Desk); err != nil {
			return what, err
		}
		for _, s := range c.Sessions {
			change.Sessions = append(change.Sessions, agenda.Session(s))
		}
		what.Timetable.Changes = append(what.Timetable.Changes, change)
	}
	for _, r := range d.Reinforcements {
		reinforcement := agenda.Reinforcement{From: r.From, To: r.To, Days: r.Days, Positions: r.Positions}
		if reinforcement.Desk, err = deskID(house, r.Desk); err != nil {
			return what, err
		}
		if reinforcement.Hours, err = r.hours(); err != nil {
			return what, err
		}
		what.Reinforcements = append(what.Reinforcements, reinforcement)
	}
	for _, a := range d.Additional {
		additional := agenda.Additional(a)
		additional.ID = ""
		what.Additional = append(what.Additional, additional)
	}
	return what, nil
}

func (d hoursDocument) hours() (h agenda.Hours, err error) {
	if d.FromHour == "" && d.ToHour == "" {
		return h, nil
	}
	h.To = agenda.EndOfDay
	if d.FromHour != "" {
		if h.From, err = agenda.ParseClock(d.FromHour); err != nil {
			return h, err
		}
	}
	if d.ToHour != "" {
		h.To, err = agenda.ParseClock(d.ToHour)
	}
	return h, err
}

func deskID(house office.House, name string) (agenda.DeskID, error) {
	ids, err := deskIDs(house, []string{name})
	if err != nil {
		return "", err
	}
	return ids[0], nil
}

// errForm says that a flag is not of the form that its help tells.
var errForm = errors.New("form")

// closureFrom reads "2027-08-01..2027-08-31 09:00-12:00 @G3,G4"; the hours may be left out,
// and the desks: then it is of all.
func closureFrom(text string, house office.House) (c agenda.Closure, err error) {
	names, words := atDesks(text)
	if c.Desks, err = deskIDs(house, names); err != nil {
		return c, err
	}
	if len(words) == 0 || len(words) > 2 {
		return c, errForm
	}
	if c.From, c.To, err = rangeFrom(words[0]); err != nil {
		return c, err
	}
	if c.To.IsZero() {
		return c, errForm
	}
	if len(words) == 2 {
		c.Hours, err = hoursFrom(words[1])
	}
	return c, err
}

// reinforcementFrom reads "+1 tue,thu 2027-01-01..2027-12-31 09:00-12:00 @G3"; the days and
// the hours may be left out, and the last day: then it is for ever.
func reinforcementFrom(text string, house office.House) (r agenda.Reinforcement, err error) {
	names, words := atDesks(text)
	if len(names) != 1 || len(words) < 2 {
		return r, errForm
	}
	if r.Desk, err = deskID(house, names[0]); err != nil {
		return r, err
	}
	if r.Positions, err = strconv.Atoi(strings.TrimPrefix(words[0], "+")); err != nil {
		return r, errForm
	}
	words = words[1:]
	if days, ok := weekdaysFrom(words[0]); ok {
		r.Days, words = days, words[1:]
	}
	if len(words) == 0 || len(words) > 2 {
		return r, errForm
	}
	if first, open := strings.CutSuffix(words[0], ".."); open {
		r.From, err = agenda.ParseDate(first)
	} else {
		r.From, r.To, err = rangeFrom(words[0])
	}
	if err == nil && len(words) == 2 {
		r.Hours, err = hoursFrom(words[1])
	}
	return r, err
}

// additionalFrom reads "500 renewal,minor before 2027-06-01 from 2027-03-01 Name of the
// lot"; until is the last day itself.
func additionalFrom(text string) (a agenda.Additional, err error) {
	words := strings.Fields(text)
	if len(words) < 2 {
		return a, errForm
	}
	if a.Slots, err = strconv.Atoi(words[0]); err != nil {
		return a, errForm
	}
	for code := range strings.SplitSeq(words[1], ",") {
		a.Procedures = append(a.Procedures, agenda.ProcedureCode(code))
	}
	words = words[2:]
	for len(words) >= 2 {
		day, err := agenda.ParseDate(words[1])
		if err != nil {
			break // a name may begin with such a word
		}
		switch words[0] {
		case "before":
			a.To = day.AddDays(-1)
		case "until":
			a.To = day
		case "from":
			a.From = day
		default:
			return a, errForm
		}
		words = words[2:]
	}
	a.Label = strings.Join(words, " ")
	return a, nil
}

// atDesks cuts the names of desks off.
func atDesks(text string) (names, words []string) {
	rest, desks, _ := strings.Cut(text, "@")
	for name := range strings.SplitSeq(desks, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names, strings.Fields(rest)
}

// rangeFrom reads "2027-08-01..2027-08-31", or one day.
func rangeFrom(text string) (from, to agenda.Date, err error) {
	first, last, several := strings.Cut(text, "..")
	if from, err = agenda.ParseDate(first); err != nil || !several {
		return from, from, err
	}
	to, err = agenda.ParseDate(last)
	return from, to, err
}

func weekdaysFrom(text string) (days []agenda.Weekday, ok bool) {
	for name := range strings.SplitSeq(text, ",") {
		day, err := agenda.ParseWeekday(name)
		if err != nil {
			return nil, false
		}
		days = append(days, day)
	}
	return days, true
}
