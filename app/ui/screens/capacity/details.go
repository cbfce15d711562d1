package capacity

import (
	"fmt"
	"slices"
	"strconv"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/wording"
)

// weekDetails says in sentences what the sheet says of a week in signs.
func weekDetails(plan office.PlanView, kept map[agenda.Week]office.KeptWeek, week agenda.Week, voice *wording.Voice) []string {
	i := slices.IndexFunc(plan.Weeks, func(w office.PlanWeek) bool { return w.Week == week })
	if i < 0 {
		return []string{voice.Text("screen.capacity.detail.elsewhere", "Week", week, "Year", yearOf(plan))}
	}
	w := plan.Weeks[i]
	var said []string
	switch {
	case w.OpenMinutes == 0:
		said = append(said, voice.Text("screen.capacity.detail.closed"))
	default:
		share := float64(w.UsedMinutes) / float64(w.OpenMinutes)
		said = append(said, voice.Text("screen.capacity.detail.use",
			"Open", hours(w.OpenMinutes, voice), "Used", hours(w.UsedMinutes, voice), "Share", voice.Percent(share)))
		if short(w, usualMinutes(plan.Weeks)) {
			said = append(said, voice.Text("screen.capacity.detail.short", "Usual", hours(usualMinutes(plan.Weeks), voice)))
		}
		if share >= fullShare {
			said = append(said, voice.Text("screen.capacity.detail.full"))
		}
	}
	for _, h := range w.Closed {
		said = append(said, voice.Text("screen.capacity.detail.holiday", "Date", h.Date, "Name", h.Name))
	}
	return append(said, keptDetails(w, kept[week], voice)...)
}

func keptDetails(w office.PlanWeek, why office.KeptWeek, voice *wording.Voice) []string {
	if !w.Kept {
		return []string{voice.Text("screen.capacity.detail.free")}
	}
	var said []string
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
