package sample

import (
	"slices"

	"creneaux/app/agenda"
)

// Additional returns the additional appointments of the invented year: some for students,
// in the weeks after today; none where these are not of the year. As the targets leave
// students out, the year keeps its figures.
func Additional(procedures []agenda.Procedure, year int, today agenda.Date) []agenda.Additional {
	weeks := agenda.WeeksOf(year)
	from, to := today.Week().Add(2).Monday(), today.Week().Add(7).Day(agenda.Friday)
	if first := weeks[0].Monday(); from.Before(first) {
		from, to = first, first.AddDays(6*7-3)
	}
	if last := weeks[len(weeks)-1].Day(agenda.Friday); to.After(last) {
		to = last
	}
	students := slices.IndexFunc(procedures, func(p agenda.Procedure) bool { return !p.Counted && p.WalkIn == nil })
	if to.Before(from) || students < 0 {
		return nil
	}
	return []agenda.Additional{{
		Label: "Étudiants en attente", Procedures: []agenda.ProcedureCode{procedures[students].Code}, Slots: 120, From: from, To: to,
	}}
}
