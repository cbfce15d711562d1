package statistics

import (
	"maps"

	"creneaux/app/agenda"
)

// Counts are the figures of a year, one [Count] for each week and procedure that has
// any, in any order. A pair that is listed twice is added up.
type Counts struct {
	ByWeek []Count
}

// Count holds the figures of one procedure in one week, that of the appointments.
type Count struct {
	Week      agenda.Week
	Procedure agenda.ProcedureCode // empty where the export's is not one of ours
	Figures
}

// Figures count slots and bookings. Every booking is in exactly one of Waiting,
// Cancelled, Served and Absent.
type Figures struct {
	Planned   int // slots of the plan, whatever has become of them; the two below are among them
	Reserved  int // slots held back for urgent cases
	Published int // slots online since their release was done

	Waiting int // bookings that hold their slot
	Served  int // bookings whose person came
	Absent  int // bookings whose person did not come
	// Cancelled bookings, by cause. One that a later export no longer had is
	// cancelled on the platform.
	Cancelled map[agenda.CancelCause]int
}

// Causes are the causes of a cancellation, in the order in which they are shown.
func Causes() []agenda.CancelCause {
	return []agenda.CancelCause{
		agenda.CancelPlatform, agenda.CancelDuplicate, agenda.CancelName, agenda.CancelDecision, agenda.CancelNone,
	}
}

// AllCancelled returns the cancelled bookings of every cause.
func (f Figures) AllCancelled() int {
	n := 0
	for _, count := range f.Cancelled {
		n += count
	}
	return n
}

// Booked returns every booking ever taken, whatever has become of it.
func (f Figures) Booked() int { return f.Waiting + f.Served + f.Absent + f.AllCancelled() }

// plus returns the sum of two figures and leaves both as they are.
func (f Figures) plus(g Figures) Figures {
	sum := Figures{
		Planned: f.Planned + g.Planned, Reserved: f.Reserved + g.Reserved, Published: f.Published + g.Published,
		Waiting: f.Waiting + g.Waiting, Served: f.Served + g.Served, Absent: f.Absent + g.Absent,
		Cancelled: maps.Clone(f.Cancelled),
	}
	if sum.Cancelled == nil && len(g.Cancelled) > 0 {
		sum.Cancelled = make(map[agenda.CancelCause]int, len(g.Cancelled))
	}
	for cause, count := range g.Cancelled {
		sum.Cancelled[cause] += count
	}
	return sum
}
