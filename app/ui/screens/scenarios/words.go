package scenarios

import (
	"slices"
	"strconv"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/wording"
)

// teller says in sentences what a scenario changes.
type teller struct {
	house office.House
	voice *wording.Voice
}

// changes returns a sentence for every change of a scenario, in the order of the form.
func (t teller) changes(w office.WhatIf) []string {
	var said []string
	for _, r := range w.Reinforcements {
		said = append(said, t.reinforcement(r))
	}
	for _, c := range w.Timetable.Closures {
		said = append(said, t.closure(c))
	}
	for _, a := range w.Additional {
		said = append(said, t.additional(a))
	}
	said = append(said, t.targets(w.Targets)...)
	said = append(said, t.particular(w.Timetable)...)
	return append(said, t.request(w.Request)...)
}

func (t teller) reinforcement(r agenda.Reinforcement) string {
	return t.voice.Text("screen.scenarios.said.agents", "Count", r.Positions, "Desk", t.house.DeskName(r.Desk),
		"Days", t.days(r.Days), "Hours", t.hours(r.Hours), "When", t.when(r.From, r.To))
}

func (t teller) closure(c agenda.Closure) string {
	said := t.voice.Text("screen.scenarios.said.closure", "Desks", t.desks(c.Desks), "Hours", t.hours(c.Hours), "When", t.when(c.From, c.To))
	if c.Reason != "" {
		return t.voice.Text("screen.scenarios.said.reason", "Said", said, "Reason", c.Reason)
	}
	return said
}

func (t teller) additional(a agenda.Additional) string {
	labels := make([]string, len(a.Procedures))
	for i, code := range a.Procedures {
		labels[i] = t.procedure(code)
	}
	return t.voice.Text("screen.scenarios.said.additional", "Count", a.Slots, "Label", a.Label,
		"Procedures", strings.Join(labels, ", "), "When", t.when(a.From, a.To))
}

// targets are told in the order of the house.
func (t teller) targets(targets map[agenda.ProcedureCode]int) (said []string) {
	for _, p := range t.house.Procedures {
		if target, changed := targets[p.Code]; changed {
			said = append(said, t.voice.Text("screen.scenarios.said.target", "Procedure", p.Label, "Target", target, "Before", p.Target))
		}
	}
	return said
}

// particular tells of what the form does not ask for, and keeps.
func (t teller) particular(of office.Timetable) (said []string) {
	for _, a := range of.Absences {
		said = append(said, t.voice.Text("screen.scenarios.said.absence", "Count", a.Positions, "Desk", t.house.DeskName(a.Desk), "When", t.when(a.From, a.To)))
	}
	for _, c := range of.Changes {
		said = append(said, t.voice.Text("screen.scenarios.said.sessions", "Desk", t.house.DeskName(c.Desk), "When", t.when(c.From, c.To)))
	}
	for _, h := range of.SchoolHolidays {
		said = append(said, t.voice.Text("screen.scenarios.said.holidays", "Name", h.Name, "Zone", h.Zone, "When", t.when(h.From, h.To)))
	}
	return said
}

func (t teller) request(r office.PlanRequest) (said []string) {
	if r.Policy != "" {
		said = append(said, t.voice.Text("screen.scenarios.said.policy", "Policy", policyName(r.Policy, t.voice)))
	}
	if !r.From.IsZero() {
		said = append(said, t.voice.Text("screen.scenarios.said.from", "Week", r.From))
	}
	if r.Past != "" && r.Past != office.PastPlanned {
		said = append(said, t.voice.Text("screen.scenarios.said.past", "Past", pastName(r.Past, t.voice)))
	}
	return said
}

func (t teller) procedure(code agenda.ProcedureCode) string {
	if p, known := t.house.Procedure(code); known {
		return p.Label
	}
	return string(code)
}

// desks names desks, or all of them.
func (t teller) desks(ids []agenda.DeskID) string {
	if len(ids) == 0 {
		return t.voice.Text("screen.scenarios.every-desk")
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = t.house.DeskName(id)
	}
	return t.list(names)
}

// days names weekdays in their order, or every day of opening.
func (t teller) days(days []agenda.Weekday) string {
	if len(days) == 0 {
		return t.voice.Text("screen.scenarios.every-day")
	}
	sorted := slices.SortedFunc(slices.Values(days), func(a, b agenda.Weekday) int { return a.ISO() - b.ISO() })
	names := make([]string, len(sorted))
	for i, day := range sorted {
		names[i] = t.voice.Weekday(day)
	}
	return t.voice.Text("screen.scenarios.each", "Days", t.list(names))
}

func (t teller) hours(h agenda.Hours) string {
	switch {
	case h.Whole():
		return t.voice.Text("screen.scenarios.hours.whole")
	case h == agenda.Morning():
		return t.voice.Text("screen.scenarios.hours.morning")
	case h == agenda.Afternoon():
		return t.voice.Text("screen.scenarios.hours.afternoon")
	default:
		return t.voice.Text("screen.scenarios.hours.between", "From", h.From, "To", h.To)
	}
}

// when tells a range of days; zero ends are open.
func (t teller) when(from, to agenda.Date) string {
	switch {
	case from.IsZero() && to.IsZero():
		return t.voice.Text("screen.scenarios.when.always")
	case from == to:
		return t.voice.Text("screen.scenarios.when.day", "Date", from)
	case from.IsZero():
		return t.voice.Text("screen.scenarios.when.until", "To", to)
	case to.IsZero():
		return t.voice.Text("screen.scenarios.when.from", "From", from)
	default:
		return t.voice.Text("screen.scenarios.when.between", "From", from, "To", to)
	}
}

// list joins names: "lundi, mardi et jeudi".
func (t teller) list(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return t.voice.Text("screen.scenarios.and", "Names", strings.Join(names[:last], ", "), "Last", names[last])
}

func policyName(p capacity.Policy, voice *wording.Voice) string {
	if p == capacity.Shared {
		return voice.Text("screen.scenarios.policy.shared")
	}
	return voice.Text("screen.scenarios.policy.fewest")
}

func pastName(p office.PastCount, voice *wording.Voice) string {
	switch p {
	case office.PastOffered:
		return voice.Text("screen.scenarios.past.offered")
	case office.PastTaken:
		return voice.Text("screen.scenarios.past.taken")
	default:
		return voice.Text("screen.scenarios.past.planned")
	}
}

// yearOf returns a year as it is written: 2026, not a number of things.
func yearOf(house office.House) string { return strconv.Itoa(house.Service.Year) }
