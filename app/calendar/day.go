package calendar

import "creneaux/app/agenda"

// Day is a day of a desk: what its sessions offer, what remains for appointments, and
// what took the rest.
type Day struct {
	Date     agenda.Date
	Sessions []Opening // before anything is taken off
	Staffed  []Opening // with an agent: less holidays, closures and absences
	Openings []Opening // for appointments, as in [Calendar.Openings]
	// Held is the working time kept for people without appointment, in minutes.
	Held int
	// Why says what is not as usual: other sessions, a holiday, closures, absences.
	// Absences are told without their reasons, which may be somebody's own affair.
	Why []agenda.Message
}

// Days returns the seven days of a desk in a week.
func (c *Calendar) Days(desk agenda.Desk, w agenda.Week, procedures []agenda.Procedure) []Day {
	walkIn := walkInOf(desk, procedures)
	days := make([]Day, 7)
	for i := range days {
		date := w.Monday().AddDays(i)
		staffed := c.staffed(desk, date)
		day := Day{
			Date:     date,
			Sessions: openingsOf(desk.ID, date, spansOn(c.Sessions(desk, date), date.Weekday())),
			Staffed:  openingsOf(desk.ID, date, staffed),
			Openings: openingsOf(desk.ID, date, walkIn.heldOff(staffed, date.Weekday())),
			Why:      c.why(desk, date),
		}
		day.Held = Minutes(day.Staffed) - Minutes(day.Openings)
		days[i] = day
	}
	return days
}

func (c *Calendar) why(desk agenda.Desk, d agenda.Date) []agenda.Message {
	var why []agenda.Message
	if change, ok := c.changeOn(desk.ID, d); ok {
		if change.Reason == "" {
			why = append(why, agenda.Msg("calendar.day.change", "From", change.From))
		} else {
			why = append(why, agenda.Msg("calendar.day.change-because", "From", change.From, "Reason", change.Reason))
		}
	}
	if closed, ok := c.Closed(desk.ID, d); ok {
		return append(why, closed)
	}
	for _, closure := range c.closures {
		if closure.Closes(desk.ID) && closure.Period().Holds(d) {
			why = append(why, agenda.Msg("calendar.day.closed-hours", "When", when(closure.Hours), "Why", reasonOf(closure)))
		}
	}
	for _, a := range c.absences[desk.ID] {
		if !a.Period().Holds(d) {
			continue
		}
		if a.Hours.Whole() {
			why = append(why, agenda.Msg("calendar.day.absent", "Count", a.Positions))
			continue
		}
		why = append(why, agenda.Msg("calendar.day.absent-hours", "Count", a.Positions, "When", when(a.Hours)))
	}
	return why
}

// when says which part of a day some hours are.
func when(h agenda.Hours) agenda.Message {
	switch h {
	case agenda.Morning():
		return agenda.Msg("calendar.hours.morning")
	case agenda.Afternoon():
		return agenda.Msg("calendar.hours.afternoon")
	}
	return agenda.Msg("calendar.hours.between", "From", h.From, "To", h.To)
}
