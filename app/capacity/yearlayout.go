package capacity

import (
	"context"

	"creneaux/app/agenda"
)

// YearLayout is the slots of a year in their places.
type YearLayout struct {
	Slots    []agenda.Slot // kept and new, by week, desk, date, hour and position
	Unplaced []Trimmed     // what found no place; none for a plan of [PlanYear] laid with nothing kept
}

// LayYear places the slots of a plan's cells by [Lay], desk by desk and week by week
// of the input. Slots in keep (published, booked, or simply placed before) stay as
// they are and count towards their cell; cells of procedures, desks or weeks that the
// input does not have place nothing. It answers the context's error when it is
// cancelled.
func LayYear(ctx context.Context, input YearInput, cells []agenda.PlanCell, keep []agenda.Slot, newID func() agenda.SlotID, progress agenda.Progress) (YearLayout, error) {
	type deskWeek struct {
		week agenda.Week
		desk agenda.DeskID
	}
	wanted := map[deskWeek]map[agenda.ProcedureCode]int{}
	for _, c := range cells {
		at := deskWeek{c.Week, c.Desk}
		if wanted[at] == nil {
			wanted[at] = map[agenda.ProcedureCode]int{}
		}
		wanted[at][c.Procedure] += c.Slots
	}
	kept := map[deskWeek][]agenda.Slot{}
	for _, s := range keep {
		at := deskWeek{s.Date.Week(), s.Desk}
		kept[at] = append(kept[at], s)
	}
	var year YearLayout
	for i, week := range input.Weeks {
		if err := ctx.Err(); err != nil {
			return YearLayout{}, err
		}
		progress.Report(agenda.Msg("capacity.stage.layout"), i, len(input.Weeks))
		for _, desk := range input.Desks {
			at := deskWeek{week, desk.ID}
			var want []Want
			for _, p := range input.Procedures {
				if n := wanted[at][p.Code]; n > 0 {
					want = append(want, Want{p.Code, p.Minutes, n})
				}
			}
			layout := Lay(input.Calendar.Openings(desk, week, input.Procedures), want, kept[at], newID)
			delete(kept, at)
			year.Slots = append(year.Slots, layout.Slots...)
			for _, u := range layout.Unplaced {
				year.Unplaced = append(year.Unplaced, Trimmed{week, desk.ID, u})
			}
		}
	}
	for _, s := range keep { // of other weeks, or of desks that are no more
		if _, elsewhere := kept[deskWeek{s.Date.Week(), s.Desk}]; elsewhere {
			year.Slots = append(year.Slots, s)
		}
	}
	return year, nil
}
