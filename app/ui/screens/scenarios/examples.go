package scenarios

import (
	"slices"
	"time"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/wording"
)

// Of the examples.
const (
	exampleAppointments = 500
	exampleDesk         = 3  // counted from 1, as on the wall
	exampleDays         = 30 // that there must be for the appointments at least
)

// examplesOf are three scenarios to begin with, made for a house: an agent more, a desk
// closed, additional appointments.
func examplesOf(house office.House, today agenda.Date, voice *wording.Voice) []office.Scenario {
	if len(house.Desks) == 0 {
		return nil
	}
	year := house.Service.Year
	begin := laterOf(today, firstDay(year))
	first, closed := house.Desks[0], house.Desks[min(exampleDesk, len(house.Desks))-1]
	month := time.August
	if last := agenda.NewDate(year, month, 31); last.Before(begin) {
		month = time.December
	}
	examples := []office.Scenario{
		{
			Name: voice.Text("screen.scenarios.example.agent", "Desk", first.Name),
			WhatIf: office.WhatIf{Reinforcements: []agenda.Reinforcement{{
				Desk: first.ID, Days: []agenda.Weekday{agenda.Tuesday}, Positions: 1, From: begin, To: lastDay(year),
			}}},
		},
		{
			Name: voice.Text("screen.scenarios.example.closed", "Desk", closed.Name, "Month", voice.Month(int(month))),
			WhatIf: office.WhatIf{Timetable: office.Timetable{Closures: []agenda.Closure{{
				Desks: []agenda.DeskID{closed.ID}, From: agenda.NewDate(year, month, 1), To: agenda.NewDate(year, month, 31),
				Reason: voice.Text("screen.scenarios.example.closed.reason"),
			}}}},
		},
	}
	if codes := inRegularSituation(house); len(codes) > 0 {
		name, end := voice.Text("screen.scenarios.example.additional", "Count", exampleAppointments), agenda.NewDate(year, time.May, 31)
		if end.AddDays(-exampleDays).Before(begin) {
			name, end = voice.Text("screen.scenarios.example.additional.end", "Count", exampleAppointments), lastDay(year)
		}
		examples = append(examples, office.Scenario{
			Name: name,
			WhatIf: office.WhatIf{Additional: []agenda.Additional{{
				Label: voice.Text("screen.scenarios.example.additional.label"), Procedures: codes, Slots: exampleAppointments, From: begin, To: end,
			}}},
		})
	}
	return examples
}

// inRegularSituation are the procedures by appointment of people who have a permit
// already; all counted ones where the house calls its procedures otherwise than the
// reference does.
func inRegularSituation(house office.House) (codes []agenda.ProcedureCode) {
	known := []agenda.ProcedureCode{"renewal", "status", "duplicate"}
	var counted []agenda.ProcedureCode
	for _, p := range byAppointment(house) {
		if !p.Counted {
			continue
		}
		counted = append(counted, p.Code)
		if slices.Contains(known, p.Code) {
			codes = append(codes, p.Code)
		}
	}
	if len(codes) == 0 {
		return counted
	}
	return codes
}

// firstDay and lastDay are those of the weeks that a year is planned in.
func firstDay(year int) agenda.Date { return agenda.WeeksOf(year)[0].Monday() }

func lastDay(year int) agenda.Date {
	weeks := agenda.WeeksOf(year)
	return weeks[len(weeks)-1].Day(agenda.Sunday)
}

func laterOf(a, b agenda.Date) agenda.Date {
	if a.Before(b) {
		return b
	}
	return a
}
