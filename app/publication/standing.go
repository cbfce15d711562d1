package publication

import "creneaux/app/agenda"

// Standing is what has become of a release.
type Standing string

// The standings of a release.
const (
	StandingPlanned Standing = "planned" // its minute has not come, or only just
	StandingLate    Standing = "late"    // not done although its minute is over; it still can be
	StandingDone    Standing = "done"
	StandingMissed  Standing = "missed" // not done in time: to be drawn again
)

// Patience says, in minutes after the drawn minute, when a release is late and when it
// is missed.
type Patience struct {
	LateAfter   int // 0 or more
	MissedAfter int // LateAfter or more
}

// UsualPatience leaves the agent ten minutes, and gives a release up after an hour: one
// that is done much later than drawn was not drawn.
var UsualPatience = Patience{LateAfter: 10, MissedAfter: 60}

// Check returns a problem of code PUB-FIELD where the minutes can never be meant.
func (p Patience) Check() error {
	if err := checkRange("late_after", p.LateAfter, 0, minutesOfDay); err != nil {
		return err
	}
	return checkRange("missed_after", p.MissedAfter, p.LateAfter, minutesOfDay)
}

// ReleaseStanding is the standing of one release.
type ReleaseStanding struct {
	Standing Standing
	// Delay is how many minutes after its drawn minute a release was done, less than 0
	// where it was before; or, where it is late or missed, by how many it is over. It
	// is 0 where it is planned.
	Delay int
	// OnTime is true where a release was done in its minute or within the patience for
	// a late one. One done before its minute was not on time.
	OnTime bool
	Reason agenda.Message
}

// StandingOf returns the standing of a release at now. by is who did it, as the
// journal has it; empty where that is not known. A release is missed at the end of its
// day at the latest, and stays so once it was given up.
func StandingOf(r agenda.Release, by string, now agenda.Moment, patience Patience) ReleaseStanding {
	if !r.DoneAt.IsZero() {
		delay := minutesBetween(r.At, r.DoneAt)
		s := ReleaseStanding{Standing: StandingDone, Delay: delay, OnTime: delay >= 0 && delay <= patience.LateAfter}
		s.Reason = doneReason(r, by, s)
		return s
	}
	over := minutesBetween(r.At, now)
	switch {
	case !r.GivenUp.IsZero():
		return ReleaseStanding{Standing: StandingMissed, Delay: minutesBetween(r.At, r.GivenUp), Reason: givenUpReason(r)}
	case over > max(patience.LateAfter, patience.MissedAfter), over > 0 && now.Date() != r.At.Date():
		return ReleaseStanding{Standing: StandingMissed, Delay: over, Reason: agenda.Msg("publication.standing.missed", "At", r.At)}
	case over > patience.LateAfter:
		return ReleaseStanding{Standing: StandingLate, Delay: over, Reason: agenda.Msg("publication.standing.late", "At", r.At, "Count", over)}
	default:
		return ReleaseStanding{Standing: StandingPlanned, Reason: agenda.Msg("publication.standing.planned", "At", r.At)}
	}
}

func givenUpReason(r agenda.Release) agenda.Message {
	if r.ReplacedBy > 0 {
		return agenda.Msg("publication.standing.replaced", "At", r.At, "GivenUp", r.GivenUp)
	}
	return agenda.Msg("publication.standing.left", "At", r.At, "GivenUp", r.GivenUp)
}

func doneReason(r agenda.Release, by string, s ReleaseStanding) agenda.Message {
	who := agenda.Msg("publication.standing.nobody")
	if by != "" {
		who = agenda.Msg("publication.standing.by", "By", by)
	}
	switch {
	case s.Delay < 0:
		return agenda.Msg("publication.standing.done-early", "At", r.At, "Done", r.DoneAt, "Count", -s.Delay, "Who", who)
	case s.OnTime:
		return agenda.Msg("publication.standing.done", "At", r.At, "Done", r.DoneAt, "Who", who)
	default:
		return agenda.Msg("publication.standing.done-late", "At", r.At, "Done", r.DoneAt, "Count", s.Delay, "Who", who)
	}
}

// minutesBetween returns how many minutes of the clock lie between two moments; what
// happens within a minute happens at it.
func minutesBetween(from, to agenda.Moment) int { return int(minuteOf(to)-minuteOf(from)) / 60 }

// minuteOf returns the beginning of a moment's minute.
func minuteOf(at agenda.Moment) agenda.Moment { return at - (at%60+60)%60 }
