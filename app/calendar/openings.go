package calendar

import (
	"math"
	"slices"

	"creneaux/app/agenda"
)

// WalkInShare is the usual part of a morning that a desk keeps for people who come
// without appointment, on the mornings of its walk-in procedures, when it serves
// other procedures too and the procedure does not say otherwise. A quarter is a choice
// of this program: the service's rules say on which mornings such people are received,
// not for how long.
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
// never overlapping: the sessions that hold on each day (those that overlap add their
// positions), less holidays, closures and absent agents, less what is held for walk-ins
// on their mornings: some positions, or the end of the morning. A desk that serves only
// walk-in procedures holds those mornings whole.
func (c *Calendar) Openings(desk agenda.Desk, w agenda.Week, procedures []agenda.Procedure) []Opening {
	walkIn := walkInOf(desk, procedures)
	var openings []Opening
	for i := range 7 {
		date := w.Monday().AddDays(i)
		openings = append(openings, openingsOf(desk.ID, date, walkIn.heldOff(c.staffed(desk, date), date.Weekday()))...)
	}
	return openings
}

func openingsOf(desk agenda.DeskID, date agenda.Date, spans []span) []Opening {
	var openings []Opening
	for _, s := range spans {
		openings = append(openings, Opening{desk, date, s.from, s.to, s.positions})
	}
	return openings
}

// staffed returns when agents sit at a desk on a day, be it for appointments or not.
func (c *Calendar) staffed(desk agenda.Desk, d agenda.Date) []span {
	if _, closed := c.Closed(desk.ID, d); closed {
		return nil
	}
	spans := spansOn(c.Sessions(desk, d), d.Weekday())
	for _, closure := range c.closures {
		if closure.Closes(desk.ID) && closure.Period().Holds(d) {
			spans = without(spans, closure.Hours, everybody)
		}
	}
	for _, a := range c.absences[desk.ID] {
		if a.Period().Holds(d) {
			spans = without(spans, a.Hours, a.Positions)
		}
	}
	return joined(spans)
}

// Staffed reports whether an agent sits at a slot's position for all of its time.
func (c *Calendar) Staffed(desk agenda.Desk, s agenda.Slot) bool {
	at := s.Start
	for _, span := range c.staffed(desk, s.Date) {
		if span.from <= at && at < span.to && span.positions >= s.Position {
			at = span.to
		}
	}
	return at >= s.End()
}

// span is a time of a day with so many positions.
type span struct {
	from, to  agenda.Clock
	positions int
}

// everybody is more positions than any desk has.
const everybody = math.MaxInt

// without takes positions off the spans during some hours.
func without(spans []span, h agenda.Hours, positions int) []span {
	from, to := h.Span()
	var left []span
	for _, s := range spans {
		for _, part := range []span{
			{s.from, min(s.to, from), s.positions},
			{max(s.from, from), min(s.to, to), max(s.positions-positions, 0)},
			{max(s.from, to), s.to, s.positions},
		} {
			if part.from < part.to && part.positions > 0 {
				left = append(left, part)
			}
		}
	}
	return left
}

// spansOn adds up the sessions of a weekday into spans that do not overlap, by hour.
func spansOn(all []agenda.Session, day agenda.Weekday) []span {
	var sessions []agenda.Session
	var edges []agenda.Clock
	for _, s := range all {
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
	rules []agenda.WalkIn
	only  bool // it serves nothing else
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
		t.rules = append(t.rules, *p.WalkIn)
	}
	return t
}

// heldOff takes what a day holds for walk-ins off its spans. Procedures that are received
// side by side share what is held: the largest of their wishes counts.
func (t walkInTime) heldOff(spans []span, day agenda.Weekday) []span {
	share, positions := 0.0, 0
	for _, rule := range t.rules {
		switch {
		case !slices.Contains(rule.Mornings, day):
		case t.only:
			share = 1
		case rule.Positions > 0:
			positions = max(positions, rule.Positions)
		case rule.Share > 0:
			share = max(share, rule.Share)
		default:
			share = max(share, WalkInShare)
		}
	}
	if positions > 0 {
		spans = joined(without(spans, agenda.Morning(), positions))
	}
	if share > 0 {
		spans = endHeld(spans, share)
	}
	return spans
}

// endHeld takes a share of the morning off its end.
func endHeld(spans []span, share float64) []span {
	open := 0
	for _, s := range spans {
		open += int(max(min(s.to, agenda.Noon)-s.from, 0))
	}
	held := open
	if share < 1 {
		held = int(float64(open)*share/walkInStep+0.5) * walkInStep
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
