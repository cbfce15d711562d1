package calendar

import (
	"slices"

	"creneaux/app/agenda"
)

// CheckSchoolHolidays answers problem CAL-SCHOOL for a row without zone, name or first
// day, or that ends before it begins.
func CheckSchoolHolidays(holidays []agenda.SchoolHoliday) error {
	for _, h := range holidays {
		if h.Name == "" || h.From.IsZero() || h.To.Before(h.From) || !slices.Contains(agenda.SchoolZones(), h.Zone) {
			return agenda.NewProblem("CAL-SCHOOL", "Name", h.Name, "Zone", h.Zone, "From", h.From, "To", h.To)
		}
	}
	return nil
}

// SchoolHolidaysOf returns the holidays that a zone ("": any zone) has on a working day
// of a week, Monday to Friday: those that change how many people come.
func SchoolHolidaysOf(holidays []agenda.SchoolHoliday, w agenda.Week, zone string) []agenda.SchoolHoliday {
	var found []agenda.SchoolHoliday
	for _, h := range holidays {
		if (zone == "" || h.Zone == zone) && !h.From.After(w.Day(agenda.Friday)) && !h.To.Before(w.Monday()) {
			found = append(found, h)
		}
	}
	return found
}
