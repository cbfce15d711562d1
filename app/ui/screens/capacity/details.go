package capacity

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/wording"
)

// weekDetails says in sentences what the sheet says of a week in signs.
func weekDetails(plan office.PlanView, weeks map[agenda.Week]standing, week agenda.Week, voice *wording.Voice) []string {
	i := slices.IndexFunc(plan.Weeks, func(w office.PlanWeek) bool { return w.Week == week })
	if i < 0 {
		return []string{voice.Text("screen.capacity.detail.elsewhere", "Week", week, "Year", yearOf(plan))}
	}
	w, stands := plan.Weeks[i], weeks[week]
	var said []string
	for _, over := range stands.over {
		said = append(said, voice.Say(over))
	}
	said = append(said, useDetails(w, usualMinutes(plan.Weeks), voice)...)
	if names := fullDesks(plan.House, w); len(names) > 0 && len(names) < len(plan.House.Desks) {
		said = append(said, voice.Text("screen.capacity.detail.full-desks", "Count", len(names), "Desks", strings.Join(names, ", ")))
	}
	said = append(said, dayDetails(plan.House, w, voice)...)
	return append(said, keptDetails(w, stands, voice)...)
}

// useDetails say how much of a week is open and taken.
func useDetails(w office.PlanWeek, usual int, voice *wording.Voice) []string {
	if w.OpenMinutes == 0 {
		return []string{voice.Text("screen.capacity.detail.closed")}
	}
	share := float64(w.UsedMinutes) / float64(w.OpenMinutes)
	said := []string{voice.Text("screen.capacity.detail.use",
		"Open", hours(w.OpenMinutes, voice), "Used", hours(w.UsedMinutes, voice), "Share", voice.Percent(share))}
	if short(w, usual) {
		said = append(said, voice.Text("screen.capacity.detail.short", "Usual", hours(usual, voice)))
	}
	if share >= fullShare {
		said = append(said, voice.Text("screen.capacity.detail.full"))
	}
	return said
}

// dayDetails say what makes days of a week other than usual.
func dayDetails(house office.House, w office.PlanWeek, voice *wording.Voice) []string {
	var said []string
	for _, h := range w.Closed {
		said = append(said, voice.Text("screen.capacity.detail.holiday", "Date", h.Date, "Name", h.Name))
	}
	for _, h := range calendar.SchoolHolidaysOf(house.SchoolHolidays, w.Week, house.Service.SchoolZone) {
		said = append(said, voice.Text("screen.capacity.detail.school", "Name", h.Name, "Zone", h.Zone, "From", h.From, "To", h.To))
	}
	for _, c := range house.Closures {
		if meets(c.Period(), w.Week) {
			said = append(said, voice.Text("screen.capacity.detail.closure", "From", c.From, "To", c.To, "Reason", c.Reason))
		}
	}
	absent := 0
	for _, a := range house.Absences {
		if meets(a.Period(), w.Week) {
			absent++
		}
	}
	if absent > 0 {
		said = append(said, voice.Text("screen.capacity.detail.absences", "Count", absent))
	}
	return said
}

// meets reports whether a range of days has one of a week.
func meets(p agenda.Period, w agenda.Week) bool {
	return !p.From.After(w.Day(agenda.Sunday)) && (p.To.IsZero() || !p.To.Before(w.Monday()))
}

func keptDetails(w office.PlanWeek, stands standing, voice *wording.Voice) []string {
	switch {
	case stands.past:
		return []string{voice.Text("screen.capacity.detail.past")}
	case !w.Kept && stands.current:
		return []string{voice.Text("screen.capacity.detail.current")}
	case !w.Kept:
		return []string{voice.Text("screen.capacity.detail.free")}
	}
	var said []string
	why := stands.why
	if why.Locked {
		said = append(said, voice.Text("screen.capacity.detail.locked"))
	}
	if why.Booked > 0 {
		said = append(said, voice.Text("screen.capacity.detail.booked", "Count", why.Booked))
	}
	if why.Published > 0 {
		said = append(said, voice.Text("screen.capacity.detail.published", "Count", why.Published))
	}
	if why.Released > 0 {
		said = append(said, voice.Text("screen.capacity.detail.released", "Count", why.Released))
	}
	return append(said, voice.Text("screen.capacity.detail.kept"))
}

func hours(minutes int, voice *wording.Voice) string {
	return voice.Text("screen.capacity.hours-minutes", "Hours", minutes/60, "Minutes", fmt.Sprintf("%02d", minutes%60))
}

// yearOf returns a year as it is written: 2026, not a number of things.
func yearOf(plan office.PlanView) string {
	return strconv.Itoa(plan.House.Service.Year)
}
