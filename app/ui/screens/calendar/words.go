package calendar

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"creneaux/app/agenda"
	opening "creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/wording"
)

// days writes the days of a period.
func days(p agenda.Period, voice *wording.Voice) string {
	switch {
	case p.To.IsZero():
		return voice.Text("screen.calendar.days.ever", "From", p.From)
	case p.From == p.To:
		return voice.Date(p.From)
	default:
		return voice.Text("screen.calendar.days.range", "From", p.From, "To", p.To)
	}
}

// ofDays writes the days of a period after what holds on them: "la fermeture du …".
func ofDays(p agenda.Period, voice *wording.Voice) string {
	if p.From == p.To {
		return voice.Text("screen.calendar.days.on", "Date", p.From)
	}
	return days(p, voice)
}

// shortDays writes the days of a period in little room.
func shortDays(p agenda.Period, voice *wording.Voice) string {
	if p.From == p.To {
		return voice.ShortDate(p.From)
	}
	return voice.ShortDate(p.From) + "\u2009–\u2009" + voice.ShortDate(p.To)
}

// part writes a part of a day.
func part(h agenda.Hours, voice *wording.Voice) string {
	switch {
	case h.Whole():
		return voice.Text("screen.calendar.hours.day")
	case h == agenda.Morning():
		return voice.Text("screen.calendar.hours.morning")
	case h == agenda.Afternoon():
		return voice.Text("screen.calendar.hours.afternoon")
	}
	return span(h.From, h.To, voice)
}

func span(from, to agenda.Clock, voice *wording.Voice) string {
	return hour(from, voice) + "–" + hour(to, voice)
}

// hour writes a time of day in little room: full hours without their minutes.
func hour(c agenda.Clock, voice *wording.Voice) string {
	if c%60 != 0 {
		return voice.Clock(c)
	}
	return voice.Text("screen.calendar.hour", "Hour", int(c)/60)
}

// deskNames writes the desks of a closure; none are all of them.
func deskNames(ids []agenda.DeskID, house office.House, voice *wording.Voice) string {
	if len(ids) == 0 {
		return voice.Text("screen.calendar.desks.all")
	}
	var names []string
	for _, d := range house.Desks {
		if slices.Contains(ids, d.ID) {
			names = append(names, d.Name)
		}
	}
	return strings.Join(names, ", ")
}

// openings writes the hours of a day with how many agents receive.
func openings(list []opening.Opening, voice *wording.Voice) string {
	var texts []string
	for _, o := range list {
		texts = append(texts, staffed(o.From, o.To, o.Positions, voice))
	}
	return strings.Join(texts, " · ")
}

func staffed(from, to agenda.Clock, positions int, voice *wording.Voice) string {
	text := span(from, to, voice)
	if positions > 1 {
		text += "\u00a0×\u2009" + voice.Number(positions)
	}
	return text
}

// sessionsOf writes the sessions of a desk on a weekday.
func sessionsOf(sessions []agenda.Session, day agenda.Weekday, voice *wording.Voice) string {
	var on []agenda.Session
	for _, s := range sessions {
		if slices.Contains(s.Days, day) {
			on = append(on, s)
		}
	}
	slices.SortFunc(on, func(a, b agenda.Session) int { return int(a.From - b.From) })
	var texts []string
	for _, s := range on {
		texts = append(texts, staffed(s.From, s.To, s.Positions, voice))
	}
	return strings.Join(texts, " · ")
}

// weekOf writes the sessions of a week, days alike together.
func weekOf(sessions []agenda.Session, voice *wording.Voice) string {
	if len(sessions) == 0 {
		return voice.Text("screen.calendar.sessions.none")
	}
	var order []string
	alike := map[string][]agenda.Weekday{}
	for _, day := range weekdays {
		text := sessionsOf(sessions, day, voice)
		if text == "" {
			continue
		}
		if alike[text] == nil {
			order = append(order, text)
		}
		alike[text] = append(alike[text], day)
	}
	var said []string
	for _, text := range order {
		said = append(said, weekdayNames(alike[text], voice)+" "+text)
	}
	return strings.Join(said, "\u2002;\u2002")
}

// weekdays are the days of the week in their order.
var weekdays = []agenda.Weekday{
	agenda.Monday, agenda.Tuesday, agenda.Wednesday, agenda.Thursday, agenda.Friday, agenda.Saturday, agenda.Sunday,
}

// weekdayNames writes days of the week; those that follow each other as from and to.
func weekdayNames(some []agenda.Weekday, voice *wording.Voice) string {
	var texts []string
	for i := 0; i < len(weekdays); i++ {
		if !slices.Contains(some, weekdays[i]) {
			continue
		}
		last := i
		for last+1 < len(weekdays) && slices.Contains(some, weekdays[last+1]) {
			last++
		}
		switch first := voice.WeekdayShort(weekdays[i]); {
		case last >= i+2:
			texts = append(texts, first+"\u2009–\u2009"+voice.WeekdayShort(weekdays[last]))
			i = last
		default:
			texts = append(texts, first)
		}
	}
	return strings.Join(texts, ", ")
}

// duration writes minutes of work.
func duration(minutes int, voice *wording.Voice) string { return voice.Duration(minutes) }

// capital begins a sentence.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
