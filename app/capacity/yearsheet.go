package capacity

import (
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

// YearSheet is a yearly plan as papers and workbooks show it: weeks down, procedures
// across.
type YearSheet struct {
	Service    agenda.Service
	Procedures []agenda.Procedure // that have slots or a target, the counted ones first
	Desks      []agenda.Desk
	Weeks      []SheetWeek // the 52 or 53 of the year, in order
	Version    int
	MadeAt     agenda.Moment
	By         string // who made the version; empty where nobody knows
	Policy     Policy
	// Additional appointments are asked for beside the targets.
	Additional []SheetAdditional
	// Reasons say what limits the plan.
	Reasons []agenda.Message
	// Versions are the plans that there were, newest first; none where nobody knows.
	Versions  []SheetVersion
	WrittenAt agenda.Moment
}

// SheetWeek is one week of a [YearSheet].
type SheetWeek struct {
	Week  agenda.Week
	Slots []int        // by procedure of the sheet
	Desks []SheetHours // by desk of the sheet
	State WeekState
	// Closed are the public holidays of the week.
	Closed []calendar.Holiday
}

// SheetHours is how long a desk is open for appointments in a week, and how much of that
// the plan takes, in minutes of all its positions.
type SheetHours struct {
	Open, Used int
}

// WeekState says what the planner may still do with a week.
type WeekState string

// The states of a week.
const (
	WeekFree   WeekState = ""       // it can be planned anew
	WeekLocked WeekState = "locked" // a person has locked it
	WeekKept   WeekState = "kept"   // some of it is dealt, online or booked
	WeekPast   WeekState = "past"   // it has begun or is over
)

// SheetAdditional is a number of additional appointments, and how many of them the plan
// has.
type SheetAdditional struct {
	Label         string
	From, To      agenda.Date // a zero From is "from now on"
	Asked, Placed int
}

// SheetVersion is one of the plans that there were.
type SheetVersion struct {
	Version        int
	At             agenda.Moment
	By             string
	Cause          agenda.Message
	Why            string // as the person said it; may be empty
	Weeks          int    // in which it differs from the one before
	Planned        int
	Permits        float64
	Added, Removed int // slots
}

// The shares of the hours that make a week short or full, in hundredths.
const (
	// ShortPercent of the open hours of an ordinary week: below it a week is short.
	ShortPercent = 90
	// FullPercent of a week's own open hours: from it on hardly a slot fits.
	FullPercent = 98
)

// Standing is what stands out in a week's opening.
type Standing struct {
	Closed bool // no desk opens for appointments
	Short  bool // it opens clearly less than an ordinary week
	Full   bool // hardly a slot more has room
}

// The signs of weeks that stand out, for readers and printers without colours.
const (
	SignClosed = "×"
	SignShort  = "▼"
	SignFull   = "■"
)

// Signs returns the signs of what stands out, "" where nothing does.
func (s Standing) Signs() string {
	signs := ""
	switch {
	case s.Closed:
		signs = SignClosed
	case s.Short:
		signs = SignShort
	}
	if s.Full {
		signs += SignFull
	}
	return signs
}

// Hours returns the minutes of all desks.
func (w SheetWeek) Hours() (sum SheetHours) {
	for _, d := range w.Desks {
		sum.Open += d.Open
		sum.Used += d.Used
	}
	return sum
}

// UsualMinutes returns the open minutes of an ordinary week: the median, the greater one
// of two, of the weeks that open at all.
func (s YearSheet) UsualMinutes() int {
	var open []int
	for _, w := range s.Weeks {
		if minutes := w.Hours().Open; minutes > 0 {
			open = append(open, minutes)
		}
	}
	if len(open) == 0 {
		return 0
	}
	slices.Sort(open)
	return open[len(open)/2]
}

// StandingOf tells what stands out in hours, where a week usually opens so many minutes.
func StandingOf(h SheetHours, usual int) Standing {
	return Standing{
		Closed: h.Open == 0,
		Short:  h.Open > 0 && h.Open*100 < ShortPercent*usual,
		Full:   h.Used > 0 && h.Used*100 >= FullPercent*h.Open,
	}
}

// SheetSum adds up weeks.
type SheetSum struct {
	Slots   []int // by procedure of the sheet
	Counted int   // slots of the procedures that the targets count
	All     int
	Permits float64 // expected
	SheetHours
}

// Sum adds up some of the sheet's weeks.
func (s YearSheet) Sum(weeks []SheetWeek) SheetSum {
	sum := SheetSum{Slots: make([]int, len(s.Procedures))}
	for _, w := range weeks {
		for i, n := range w.Slots {
			sum.Slots[i] += n
		}
		h := w.Hours()
		sum.Open += h.Open
		sum.Used += h.Used
	}
	for i, p := range s.Procedures {
		sum.All += sum.Slots[i]
		if p.Counted {
			sum.Counted += sum.Slots[i]
		}
		sum.Permits += p.ExpectedPermits(sum.Slots[i])
	}
	return sum
}

// weeksOfQuarter is how many weeks a quarter has; the last one has the 53rd week too.
const weeksOfQuarter = 13

// Quarters divides the weeks into four quarters of 13 weeks; the 53rd, where there is
// one, belongs to the last. Fewer weeks make fewer quarters.
func (s YearSheet) Quarters() [][]SheetWeek {
	var quarters [][]SheetWeek
	for left := s.Weeks; len(left) > 0; {
		n := weeksOfQuarter
		if len(left) <= weeksOfQuarter+1 {
			n = len(left)
		}
		quarters, left = append(quarters, left[:n]), left[n:]
	}
	return quarters
}
