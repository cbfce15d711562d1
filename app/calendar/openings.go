package calendar

import (
	"slices"

	"creneaux/app/agenda"
)

// WalkInShare is the part of a morning that a desk keeps for people who come
// without appointment, on the mornings of its walk-in procedures, when it serves
// other procedures too. A quarter is a choice of this program: the service's rules
// say on which mornings such people are received, not for how long.
const WalkInShare = 0.25

// walkInStep is what the time held for walk-ins is rounded to, in minutes, so that
// sessions end at hours that people can read.
const walkInStep = 5

// Opening is a time on a day during which a desk receives people by appointment.
type Opening struct {
	Desk      agenda.DeskID
	Date      agenda.Date
	From, To  agenda.Clock // From < To
	Positions int          // agents side by side, 1 or more
}

// Minutes returns the working time of the openings: minutes × positions.
func Minutes(openings []Opening) int {
	total := 0
	for _, o := range openings {
		total += int(o.To-o.From) * o.Positions
	}
	return total
}

// Openings returns when a desk receives by appointment in a week, by date and hour,
// never overlapping: its sessions (those that overlap add their positions), less
// holidays and closures, less the end of the mornings held for walk-ins. A desk that
// serves only walk-in procedures holds those mornings whole.
func (c *Calendar) Openings(desk agenda.Desk, w agenda.Week, procedures []agenda.Procedure) []Opening {
	walkIn := walkInOf(desk, procedures)
	var openings []Opening
	for i := range 7 {
		date := w.Monday().AddDays(i)
		if _, closed := c.Closed(desk.ID, date); closed {
			continue
		}
		spans := spansOn(desk, date.Weekday())
		if walkIn.on(date.Weekday()) {
			spans = walkIn.hold(spans)
		}
		for _, s := range spans {
			openings = append(openings, Opening{desk.ID, date, s.from, s.to, s.positions})
		}
	}
	return openings
}

// span is a time of a day with so many positions.
type span struct {
	from, to  agenda.Clock
	positions int
}

// spansOn adds up the sessions of a weekday into spans that do not overlap, by hour.
func spansOn(desk agenda.Desk, day agenda.Weekday) []span {
	var sessions []agenda.Session
	var edges []agenda.Clock
	for _, s := range desk.Sessions {
		if slices.Contains(s.Days, day) && s.From < s.To && s.Positions > 0 {
			sessions = append(sessions, s)
			edges = append(edges, s.From, s.To)
		}
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var spans []span
	for i := 1; i < len(edges); i++ {
		from, to := edges[i-1], edges[i]
		positions := 0
		for _, s := range sessions {
			if s.From <= from && to <= s.To {
				positions += s.Positions
			}
		}
		if positions > 0 {
			spans = append(spans, span{from, to, positions})
		}
	}
	return joined(spans)
}

// walkInTime is how a desk receives people without appointment.
type walkInTime struct {
	mornings []agenda.Weekday
	only     bool // it serves nothing else
}

func walkInOf(desk agenda.Desk, procedures []agenda.Procedure) walkInTime {
	t := walkInTime{only: true}
	for _, p := range procedures {
		if !desk.Serves(p.Code) {
			continue
		}
		if p.WalkIn == nil {
			t.only = false
			continue
		}
		t.mornings = append(t.mornings, p.WalkIn.Mornings...)
	}
	return t
}

func (t walkInTime) on(day agenda.Weekday) bool { return slices.Contains(t.mornings, day) }

// hold takes the time held for walk-ins off the end of a morning.
func (t walkInTime) hold(spans []span) []span {
	open := 0
	for _, s := range spans {
		open += int(max(min(s.to, agenda.Noon)-s.from, 0))
	}
	held := open
	if !t.only {
		held = int(float64(open)*WalkInShare/walkInStep+0.5) * walkInStep
	}
	var left []span // from the last to the first
	for _, s := range slices.Backward(spans) {
		if s.to > agenda.Noon {
			left = append(left, span{max(s.from, agenda.Noon), s.to, s.positions})
			s.to = agenda.Noon
		}
		if s.from >= s.to {
			continue
		}
		taken := min(held, int(s.to-s.from))
		held -= taken
		if s.to -= agenda.Clock(taken); s.from < s.to {
			left = append(left, s)
		}
	}
	slices.Reverse(left)
	return joined(left)
}

// joined makes one span of those that follow each other with as many positions.
func joined(spans []span) []span {
	var out []span
	for _, s := range spans {
		if last := len(out) - 1; last >= 0 && out[last].to == s.from && out[last].positions == s.positions {
			out[last].to = s.to
			continue
		}
		out = append(out, s)
	}
	return out
}
