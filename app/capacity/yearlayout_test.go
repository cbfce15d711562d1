package capacity

import "creneaux/app/agenda"

// yearLayout is the slots of a year in their places.
type yearLayout struct {
	slots    []agenda.Slot // kept and new, by week, desk, date, hour and position
	unplaced []Trimmed     // what found no place; none for a plan of [PlanYear] laid with nothing kept
}

// layYear places the slots of a plan's cells by [Lay], desk by desk and week by week of the
// input, around those to keep.
func layYear(input YearInput, cells []agenda.PlanCell, keep []agenda.Slot) (year yearLayout) {
	type deskWeek struct {
		week agenda.Week
		desk agenda.DeskID
	}
	wanted := map[deskWeek][]Want{}
	for _, c := range cells {
		for _, p := range input.Procedures {
			if p.Code == c.Procedure {
				at := deskWeek{c.Week, c.Desk}
				wanted[at] = append(wanted[at], Want{p.Code, p.Minutes, c.Slots})
			}
		}
	}
	kept := map[deskWeek][]agenda.Slot{}
	for _, s := range keep {
		at := deskWeek{s.Date.Week(), s.Desk}
		kept[at] = append(kept[at], s)
	}
	newID := numbered()
	for _, week := range input.Weeks {
		for _, desk := range input.Desks {
			at := deskWeek{week, desk.ID}
			layout := Lay(input.Calendar.Openings(desk, week, input.Procedures), wanted[at], kept[at], newID)
			year.slots = append(year.slots, layout.Slots...)
			for _, u := range layout.Unplaced {
				year.unplaced = append(year.unplaced, Trimmed{week, desk.ID, u})
			}
		}
	}
	return year
}
