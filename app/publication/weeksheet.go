package publication

import (
	"cmp"
	"slices"
	"time"

	"creneaux/app/agenda"
)

// WeekSheet is what the agent gets who puts the slots of a week online, in words and with
// everything that papers, workbooks and calendars show of it.
type WeekSheet struct {
	Prefecture string // may be empty
	Service    string
	Zone       *time.Location // where the clocks of the service hang
	Week       agenda.Week
	DrawnAt    agenda.Moment
	Seal       string        // SHA-256, hexadecimal
	Redraws    []SheetRedraw // oldest first
	Patience   Patience
	WrittenAt  agenda.Moment
	Releases   []SheetRelease // in time order, those that were replaced too
}

// Revision counts how often releases of the week were replaced or given up. It never
// goes down.
func (s WeekSheet) Revision() int {
	moments := map[agenda.Moment]bool{}
	for _, r := range s.Releases {
		if !r.GivenUp.IsZero() {
			moments[r.GivenUp] = true
		}
	}
	return len(moments)
}

// SheetRedraw is a draw of missed releases within what was left of the week.
type SheetRedraw struct {
	At   agenda.Moment
	Seal string
}

// SheetRelease is one release of a sheet. Redraw is 0 or the place in Redraws of the draw
// that made it, from 1.
type SheetRelease struct {
	agenda.Release
	Number   int // among the releases of the week in time order, from 1
	Standing Standing
	Replaced bool // its slots went elsewhere
	Envelope Envelope
	Online   []SheetSlot // what goes online with it, by date, hour, desk, position
}

// ToDo reports whether somebody still has to put the slots of the release online.
func (r SheetRelease) ToDo() bool {
	return !r.Replaced && (r.Standing == StandingPlanned || r.Standing == StandingLate)
}

// State says what has become of the release.
func (r SheetRelease) State() agenda.Message {
	if r.Replaced {
		return agenda.Msg("publication.sheet.replaced")
	}
	switch r.Standing {
	case StandingDone:
		return agenda.Msg("publication.sheet.done")
	case StandingLate:
		return agenda.Msg("publication.sheet.late")
	case StandingMissed:
		return agenda.Msg("publication.sheet.missed")
	}
	return agenda.Msg("publication.sheet.planned")
}

// SealOf returns the seal of the draw that made a release.
func (s WeekSheet) SealOf(r SheetRelease) string {
	if r.Redraw > 0 && r.Redraw <= len(s.Redraws) {
		return s.Redraws[r.Redraw-1].Seal
	}
	return s.Seal
}

// SheetSlot is one slot that goes online.
type SheetSlot struct {
	ID            agenda.SlotID
	Date          agenda.Date
	Start         agenda.Clock
	Minutes       int
	Position      int
	Desk          string // its name
	ProcedureCode agenda.ProcedureCode
	Procedure     string // its label
	Additional    string // the label of the additional appointments that it belongs to; empty for the year's own
}

// End returns the clock time at which the slot is over.
func (s SheetSlot) End() agenda.Clock { return s.Start + agenda.Clock(s.Minutes) }

// SheetLot is what goes online together of one procedure at one desk.
type SheetLot struct {
	Desk, Procedure string
	Additional      string      // as in [SheetSlot]
	From, To        agenda.Date // days of the appointments
	Slots           int
}

// Lots sums the slots of the release up: the year's own first, then each of the
// additional appointments, by procedure and desk.
func (r SheetRelease) Lots() []SheetLot {
	type place struct{ additional, procedure, desk string }
	index := map[place]int{}
	var lots []SheetLot
	for _, s := range r.Online {
		p := place{s.Additional, s.Procedure, s.Desk}
		n, known := index[p]
		if !known {
			n = len(lots)
			index[p] = n
			lots = append(lots, SheetLot{Desk: s.Desk, Procedure: s.Procedure, Additional: s.Additional, From: s.Date, To: s.Date})
		}
		lot := &lots[n]
		lot.Slots++
		if s.Date.Before(lot.From) {
			lot.From = s.Date
		}
		if s.Date.After(lot.To) {
			lot.To = s.Date
		}
	}
	slices.SortFunc(lots, func(a, b SheetLot) int {
		return cmp.Or(cmp.Compare(a.Additional, b.Additional), cmp.Compare(a.Procedure, b.Procedure),
			cmp.Compare(len(a.Desk), len(b.Desk)), cmp.Compare(a.Desk, b.Desk)) // G2 before G10
	})
	return lots
}

// Until returns the last minute at which a release may still be done.
func (p Patience) Until(at agenda.Moment) agenda.Moment {
	last := at + agenda.Moment(60*max(p.LateAfter, p.MissedAfter))
	return min(last, at.Date().At(lastMinute))
}

const lastMinute = 24*60 - 1

// Envelope says when the envelope of a release is opened. It stands on its outside and
// therefore follows from the day and the rules alone, never from the moment.
type Envelope struct {
	// By is the first hour at which the rules allow a release on that day: the envelope is
	// opened before it.
	By agenda.Clock
	// After is the number of the release of the same day once which is done this envelope
	// is opened, and not before; 0 for the first of a day.
	After int
}

// openingMinutes is the gap between releases from which on there is time to open the
// next envelope only when the one before has served.
const openingMinutes = 30

// Envelopes says when the envelope of each of the releases is opened, which are numbered
// and in time order. Whoever opens one learns of one moment, as long as the rules keep
// the releases of a day far enough apart; otherwise all those of a day are opened in its
// morning.
func Envelopes(releases []SheetRelease, rules Config) []Envelope {
	envelopes := make([]Envelope, len(releases))
	before := SheetRelease{}
	for i, r := range releases {
		if r.Replaced {
			continue
		}
		envelopes[i].By = rules.firstOf(r.At.Date().Weekday())
		if rules.MinGapMinutes >= openingMinutes && before.Number > 0 && before.At.Date() == r.At.Date() {
			envelopes[i].After = before.Number
		}
		before = r
	}
	return envelopes
}

// firstOf returns the earliest hour of a weekday's windows; 0 where it has none.
func (c Config) firstOf(day agenda.Weekday) agenda.Clock {
	first, found := agenda.Clock(0), false
	for _, w := range c.Windows {
		if w.Day == day && (!found || w.From < first) {
			first, found = w.From, true
		}
	}
	return first
}
