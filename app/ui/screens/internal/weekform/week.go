// Package weekform asks for the week of a desk: when it opens on each day, and with how
// many agents.
//
// What belongs here: the table of the hours, what is wrong in it, and how it becomes the
// sessions of a desk. What a desk is for is the business of the screen.
package weekform

import (
	"cmp"
	"slices"

	"creneaux/app/agenda"
)

// Span is a time of a day with so many agents; the zero span is none.
type Span struct {
	From, To  agenda.Clock
	Positions int
}

// Weekdays are the days on which a desk may be open.
var Weekdays = [...]agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Wednesday, agenda.Thursday, agenda.Friday, agenda.Saturday}

// Week is when a desk is open: a morning and an afternoon on each of [Weekdays].
type Week [len(Weekdays)][2]Span

// Sessions returns the week as sessions, each for the days that have the same hours and
// agents.
func (w Week) Sessions() []agenda.Session {
	days := map[Span][]agenda.Weekday{}
	for i, spans := range w {
		for _, span := range spans {
			if span != (Span{}) {
				days[span] = append(days[span], Weekdays[i])
			}
		}
	}
	sessions := make([]agenda.Session, 0, len(days))
	for span, on := range days {
		sessions = append(sessions, agenda.Session{Days: on, From: span.From, To: span.To, Positions: span.Positions})
	}
	slices.SortFunc(sessions, func(a, b agenda.Session) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Days[0], b.Days[0]))
	})
	return sessions
}

// With returns the week with as many agents at all times.
func (w Week) With(positions int) Week {
	for i := range w {
		for j := range w[i] {
			if w[i][j] != (Span{}) {
				w[i][j].Positions = positions
			}
		}
	}
	return w
}

// Positions returns how many agents there are, and whether they are as many at all times.
// A week without opening has 0.
func (w Week) Positions() (positions int, even bool) {
	for _, spans := range w {
		for _, span := range spans {
			if span == (Span{}) {
				continue
			}
			if positions != 0 && span.Positions != positions {
				return 0, false
			}
			positions = span.Positions
		}
	}
	return positions, true
}

// Minutes returns the working time of the week: minutes × agents.
func (w Week) Minutes() (minutes int) {
	for _, spans := range w {
		for _, span := range spans {
			minutes += int(span.To-span.From) * span.Positions
		}
	}
	return minutes
}

// Of returns the week that sessions make; ok is false when they hold more than a [Week]
// can: three times a day, times that overlap, Sundays.
func Of(sessions []agenda.Session) (week Week, ok bool) {
	for _, s := range sessions {
		for _, day := range s.Days {
			i := slices.Index(Weekdays[:], day)
			if i < 0 || !week.put(i, Span{s.From, s.To, s.Positions}) {
				return Week{}, false
			}
		}
	}
	for i := range week {
		morning, afternoon := &week[i][0], &week[i][1]
		if *afternoon != (Span{}) && afternoon.From < morning.From {
			*morning, *afternoon = *afternoon, *morning
		}
		if *afternoon != (Span{}) && afternoon.From < morning.To {
			return Week{}, false
		}
		// A single time after noon is an afternoon.
		if *afternoon == (Span{}) && morning.From >= agenda.Noon {
			*morning, *afternoon = Span{}, *morning
		}
	}
	return week, true
}

// put adds a span to a day that has room for it.
func (w *Week) put(day int, span Span) bool {
	for j := range w[day] {
		if w[day][j] == (Span{}) {
			w[day][j] = span
			return true
		}
	}
	return false
}
