package calendar

import (
	"cmp"
	"slices"

	"creneaux/app/agenda"
)

// CheckReinforcement answers problem CAL-REINFORCEMENT for a reinforcement without a first
// day or that ends before it begins, CAL-AGENTS for one of nobody
// or of more than [agenda.MostPositions], and CAL-HOURS for hours that end before they begin.
func CheckReinforcement(r agenda.Reinforcement) error {
	if r.From.IsZero() || !r.To.IsZero() && r.To.Before(r.From) {
		return agenda.NewProblem("CAL-REINFORCEMENT", "From", r.From, "To", r.To)
	}
	if r.Positions < 1 || r.Positions > agenda.MostPositions {
		return agenda.NewProblem("CAL-AGENTS", "From", r.From, "Positions", r.Positions, "Most", agenda.MostPositions)
	}
	return checkHours(r.Hours)
}

// Reinforced returns the dated changes of sessions that make a desk's agents more: on the
// reinforced weekdays of its period exactly r.Positions are added at every minute of its
// hours, open or not, or, where it names no hours, at every minute at which the desk has a
// session. Everything else stays as the given changes have it, those of other desks too.
//
// No two of the changes of one desk begin on one day. Those that stay or get other
// sessions keep their ids and reasons; new ones have no id, and the reason of the change
// that would have held.
func Reinforced(desk agenda.Desk, changes []agenda.SessionChange, r agenda.Reinforcement) []agenda.SessionChange {
	var own, result []agenda.SessionChange
	for _, c := range changes {
		if c.Desk == desk.ID {
			own = append(own, c)
		} else {
			result = append(result, c)
		}
	}
	replaced := map[agenda.Date]bool{} // changes that begin on a day on which one of ours has to
	var added []agenda.SessionChange
	segments := segmentsOf(own, r)
	for _, s := range segments {
		sessions, more := reinforce(desk, s, r)
		if !s.within(r) || !more {
			continue
		}
		change := agenda.SessionChange{Desk: desk.ID, From: s.From, To: s.To, Sessions: sessions}
		if s.holder != nil {
			change.Reason = s.holder.Reason
			if s.holder.From == s.From {
				change.ID = s.holder.ID
				replaced[s.From] = true
			}
		}
		added = append(added, change)
	}
	for _, s := range segments { // what is left of those that were replaced
		if s.holder == nil || !replaced[s.holder.From] || slices.ContainsFunc(added, func(c agenda.SessionChange) bool { return c.From == s.From }) {
			continue
		}
		rest := *s.holder
		rest.ID, rest.From, rest.To = "", s.From, s.To
		added = append(added, rest)
	}
	for _, c := range own {
		if !replaced[c.From] {
			result = append(result, c)
		}
	}
	result = append(result, added...)
	slices.SortStableFunc(result, func(a, b agenda.SessionChange) int {
		return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.Desk, b.Desk))
	})
	return result
}

// segment is a range of days on which the same change of a desk holds, and the same part
// of a reinforcement: all of it, or none.
type segment struct {
	From, To agenda.Date           // both included; a zero To is "for ever"
	holder   *agenda.SessionChange // nil: the desk's usual sessions
}

func (s segment) within(r agenda.Reinforcement) bool {
	return agenda.Period{From: r.From, To: r.To}.Holds(s.From)
}

// segmentsOf cuts the time from the first change or the reinforcement on, by day.
func segmentsOf(changes []agenda.SessionChange, r agenda.Reinforcement) []segment {
	var edges []agenda.Date
	cut := func(from, to agenda.Date) {
		edges = append(edges, from)
		if !to.IsZero() {
			edges = append(edges, to.AddDays(1))
		}
	}
	cut(r.From, r.To)
	for _, c := range changes {
		cut(c.From, c.To)
	}
	slices.SortFunc(edges, agenda.Date.Compare)
	edges = slices.Compact(edges)
	var segments []segment
	for i, from := range edges {
		s := segment{From: from, holder: holderOn(changes, from)}
		if i+1 < len(edges) {
			s.To = edges[i+1].AddDays(-1)
		}
		if last := len(segments) - 1; last >= 0 && segments[last].holder == s.holder && segments[last].within(r) == s.within(r) {
			segments[last].To = s.To
			continue
		}
		segments = append(segments, s)
	}
	return segments
}

// holderOn returns the change that holds on a day: the one that began last.
func holderOn(changes []agenda.SessionChange, d agenda.Date) (holder *agenda.SessionChange) {
	for i, c := range changes {
		if c.Period().Holds(d) && (holder == nil || c.From.After(holder.From)) {
			holder = &changes[i]
		}
	}
	return holder
}

// has reports whether a weekday is among the days of the segment.
func (s segment) has(day agenda.Weekday) bool {
	first := s.From.AddDays((int(day) - int(s.From.Weekday()) + 7) % 7)
	return s.To.IsZero() || !first.After(s.To)
}

// reinforce returns the sessions of a segment with the agents more; more is false where
// that changes nothing on any of its days.
func reinforce(desk agenda.Desk, s segment, r agenda.Reinforcement) (sessions []agenda.Session, more bool) {
	usual := desk.Sessions
	if s.holder != nil {
		usual = s.holder.Sessions
	}
	var extra []agenda.Session
	for i := range 7 {
		day := agenda.Weekday((int(agenda.Monday) + i) % 7)
		for _, h := range reinforcedHours(usual, day, r) {
			extra = addDay(extra, day, h, r.Positions)
			more = more || s.has(day)
		}
	}
	return slices.Concat(usual, extra), more
}

// reinforcedHours returns when there are agents more on a weekday, by hour.
func reinforcedHours(usual []agenda.Session, day agenda.Weekday, r agenda.Reinforcement) []agenda.Hours {
	spans := spansOn(usual, day)
	if len(r.Days) > 0 && !slices.Contains(r.Days, day) || len(r.Days) == 0 && len(spans) == 0 {
		return nil
	}
	if !r.Hours.Whole() {
		return []agenda.Hours{r.Hours}
	}
	var hours []agenda.Hours
	for _, s := range spans {
		if last := len(hours) - 1; last >= 0 && hours[last].To == s.from {
			hours[last].To = s.to
			continue
		}
		hours = append(hours, agenda.Hours{From: s.from, To: s.to})
	}
	return hours
}

// addDay adds a day to the session of the same hours, or a session.
func addDay(sessions []agenda.Session, day agenda.Weekday, h agenda.Hours, positions int) []agenda.Session {
	for i, s := range sessions {
		if s.From == h.From && s.To == h.To {
			sessions[i].Days = append(sessions[i].Days, day)
			return sessions
		}
	}
	return append(sessions, agenda.Session{Days: []agenda.Weekday{day}, From: h.From, To: h.To, Positions: positions})
}
