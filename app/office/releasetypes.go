package office

import (
	"creneaux/app/agenda"
	"creneaux/app/publication"
)

// ReleaseRules are what every draw of a workspace obeys.
type ReleaseRules struct {
	// Config holds the rules of a week. Its Week and ExcludedDates are those of no week in
	// particular.
	Config   publication.Config
	Lead     publication.DealRules
	Patience publication.Patience
	Usual    bool // nobody has changed them
}

// ScheduledRelease is a release of a week, and what has become of it.
type ScheduledRelease struct {
	agenda.Release
	publication.ReleaseStanding
	Number int // among the releases of its week in time order, from 1
	// Replaced is true where the release was missed and its slots went elsewhere: to the
	// releases of a later redraw, or back to those that wait for a draw.
	Replaced bool
}

// Redraw is a draw of missed releases within what was left of their week.
type Redraw struct {
	At   agenda.Moment
	Seal string
	// Missed are the releases that it replaced.
	Missed []agenda.ReleaseID
}

// FreedSlot is a slot that was online and that nobody holds any more.
type FreedSlot struct {
	agenda.Slot
	At    agenda.Moment // when it was given back
	Cause agenda.CancelCause
	// Return says what becomes of it now, and why.
	publication.Return
	// Unsent is true where the cancellation was decided here and no list for the platform
	// was written since: there, the slot is still taken.
	Unsent bool
}

// FreedPool is what was given back and is not online again.
type FreedPool struct {
	House House
	Slots []FreedSlot // by date, hour, desk, position
}

// FreedReturn is what was done with the pool.
type FreedReturn struct {
	Released, Urgent int
	// Before holds the slots as they were, so that it can be undone.
	Before []agenda.Slot
}

// PastRelease is a release of a week that is over.
type PastRelease struct {
	ScheduledRelease
	Week agenda.Week
	// Life is how fast its slots were booked; Life.Slots is 0 where that is not known.
	Life publication.HalfLife
}

// ReleaseHistory is what past weeks tell of the draw.
type ReleaseHistory struct {
	Releases   []PastRelease // newest first, those missed too
	Weeks      int           // weeks that are over and were drawn
	Uniformity publication.Uniformity
	// Guess is what a watcher would have caught in the weeks of Watched who had learned from
	// those of Learned. Both are empty where there are too few.
	Guess            publication.Guess
	Learned, Watched WeekRange
	Lives            publication.HalfLives
}

// WeekRange is a stretch of weeks, both ends included; the zero value is none.
type WeekRange struct{ From, To agenda.Week }
