package calendar

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

// openingsBefore is how openings were counted before closures had hours, agents were
// absent, sessions changed by date and walk-in procedures said what they need: sessions,
// whole days off, a quarter of the morning. Workspaces that use none of the new keep
// exactly these openings, and with them their plans.
func openingsBefore(c *Calendar, closures []agenda.Closure, desk agenda.Desk, w agenda.Week, procedures []agenda.Procedure) []Opening {
	var mornings []agenda.Weekday
	only := true
	for _, p := range procedures {
		switch {
		case !desk.Serves(p.Code):
		case p.WalkIn == nil:
			only = false
		default:
			mornings = append(mornings, p.WalkIn.Mornings...)
		}
	}
	var openings []Opening
	for i := range 7 {
		date := w.Monday().AddDays(i)
		_, off := c.holidayOn(date)
		for _, closure := range closures {
			off = off || closure.Closes(desk.ID) && !date.Before(closure.From) && !date.After(closure.To)
		}
		if off {
			continue
		}
		spans := spansOn(desk.Sessions, date.Weekday())
		if slices.Contains(mornings, date.Weekday()) {
			open := 0
			for _, s := range spans {
				open += int(max(min(s.to, agenda.Noon)-s.from, 0))
			}
			held := open
			if !only {
				held = int(float64(open)*0.25/5+0.5) * 5
			}
			spans = cutMornings(spans, held)
		}
		openings = append(openings, openingsOf(desk.ID, date, spans)...)
	}
	return openings
}

// cutMornings takes so many minutes off the end of a morning.
func cutMornings(spans []span, held int) []span {
	var left []span
	for _, s := range slices.Backward(spans) {
		if s.to > agenda.Noon {
			left = append(left, span{max(s.from, agenda.Noon), s.to, s.positions})
			s.to = agenda.Noon
		}
		taken := max(min(held, int(s.to-s.from)), 0)
		held -= taken
		if s.to -= agenda.Clock(taken); s.from < s.to {
			left = append(left, s)
		}
	}
	slices.Reverse(left)
	return joined(left)
}

func TestOpeningsOfBeforeAreUnchanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		desk := anyDesk(t)
		week := rapid.SampledFrom(agenda.WeeksOf(2027)).Draw(t, "week")
		var closures []agenda.Closure
		for range rapid.IntRange(0, 3).Draw(t, "closures") {
			from := week.Monday().AddDays(rapid.IntRange(-3, 6).Draw(t, "closed from"))
			closures = append(closures, agenda.Closure{
				From: from, To: from.AddDays(rapid.IntRange(0, 2).Draw(t, "days closed")),
				Desks: rapid.SampledFrom([][]agenda.DeskID{nil, {desk.ID}, {"other"}, {"other", desk.ID}}).Draw(t, "desks"),
			})
		}
		c := mustNew(t, rapid.SampledFrom(Territories()).Draw(t, "territory"), closures...)
		procedures := []agenda.Procedure{renewal, tenYear}
		want := openingsBefore(c, closures, desk, week, procedures)
		if diff := cmp.Diff(want, c.Openings(desk, week, procedures)); diff != "" {
			t.Fatalf("-before +now:\n%s", diff)
		}
	})
}
