package capacity

import (
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

// Explain gives the reasons of a plan as it stands, in the sentences of [PlanYear]:
// what cells miss of the targets and why, which weeks have no opening, which locked
// weeks no longer fit theirs. For what PlanYear answers to the same input they are its
// Reasons. The cells of input.Locked count only where they are in cells, too, and
// input.Placed are the additional ones of all cells, not of the locked weeks alone.
func Explain(input YearInput, cells []agenda.PlanCell) []agenda.Message {
	y := newYear(input)
	additional := AdditionalIn(cells, input.Placed, input.Additional)
	return y.reasons(y.procedureYears(cells, placedOf(additional)), additional, y.loads(cells))
}

// reasons are about every week, locked ones too: that a week is kept does not make its
// openings disappear.
func (y *year) reasons(procedures []ProcedureYear, additional []AdditionalYear, loads []DeskWeekLoad) []agenda.Message {
	openings := make([][][]calendar.Opening, len(y.Weeks))
	for w, week := range y.Weeks {
		openings[w] = make([][]calendar.Opening, len(y.Desks))
		for d, desk := range y.Desks {
			openings[w][d] = y.Calendar.Openings(desk, week, y.Procedures)
		}
	}
	return slices.Concat(y.shortReasons(procedures, openings), y.additionalReasons(additional, openings), y.closedReasons(openings, loads), y.lockedReasons(loads))
}
