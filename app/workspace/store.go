package workspace

import (
	"context"
	"encoding/json"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/publication"
	"creneaux/app/statistics"
)

// Store is a workspace: one year of one service in one file. Its methods may be
// called from any goroutine; what they return is the caller's own.
//
// Failures a person can act upon are [agenda.Problem]s: the file is read-only, open
// elsewhere, damaged, of a newer program, or the disk is full.
type Store interface {
	// View calls read with one consistent state of the workspace, without ever
	// waiting for a writer.
	View(ctx context.Context, read func(Reader) error) error

	// Update calls write in one transaction. What write did stays when it returns
	// nil, and leaves no trace when it returns an error, panics, or ctx ends.
	Update(ctx context.Context, write func(Writer) error) error

	// Path returns where the workspace file is.
	Path() string

	// Protected reports whether a passphrase wraps the key of the personal data.
	// In an unprotected workspace, such as the demo, the key lies beside them.
	Protected() bool

	// Check looks for damage: SQLite's own check, foreign keys, the journal's chain
	// of hashes, sealed rows that do not open. It returns one message for each.
	Check(ctx context.Context) ([]agenda.Message, error)

	// Backup writes a copy of the workspace, taken while in use, to a file that
	// appears whole or not at all.
	Backup(ctx context.Context, path string) error

	// Close ends the use of the workspace and frees its lock.
	Close() error
}

// SlotQuery chooses slots. Zero fields do not restrict.
type SlotQuery struct {
	From, To  agenda.Date // both included
	Desk      agenda.DeskID
	Procedure agenda.ProcedureCode
	State     agenda.SlotState
	Release   agenda.ReleaseID
	Free      bool // only those that no active booking holds
}

// BookingOrder names the column a list of bookings is sorted by. Ties are broken by
// reference, so that pages never overlap.
type BookingOrder string

// The orders of a list of bookings. OrderName sorts by the folded name, with an
// index that exists in memory only.
const (
	OrderAppointment BookingOrder = "appointment" // date, hour
	OrderReference   BookingOrder = "reference"
	OrderBooked      BookingOrder = "booked" // moment of booking
	OrderName        BookingOrder = "name"
	OrderProcedure   BookingOrder = "procedure"
	OrderDesk        BookingOrder = "desk"
	OrderStatus      BookingOrder = "status"
)

// BookingQuery chooses, sorts and pages bookings. Zero fields do not restrict.
type BookingQuery struct {
	From, To   agenda.Date // day of the appointment, both included
	Desk       agenda.DeskID
	Procedure  agenda.ProcedureCode
	Status     agenda.BookingStatus
	ActiveOnly bool   // Booking.Active
	Text       string // reference, or part of the name, accents and case ignored
	IDs        []agenda.BookingID
	Order      BookingOrder // OrderAppointment when empty
	Descending bool
	Offset     int
	Limit      int // 0: all
}

// ReleaseWeek is a drawn week as it is kept: the schedule, its proof, its releases.
type ReleaseWeek struct {
	agenda.ReleaseWeek
	Releases []agenda.Release // in order of time, those given up too
	Redraws  []Redraw         // by number
}

// Redraw is a draw of missed releases of a week, with its proof. The releases that it made
// have its number.
type Redraw struct {
	Number  int    // from 1, in a week
	Config  string // canonical configuration
	Seed    []byte // 32 bytes
	Again   string // what was drawn, and around what: a publication.Again as JSON
	Seal    string // over all of these, hexadecimal
	DrawnAt agenda.Moment
}

// ReleaseRules are the rules of every draw, where they are not the usual ones.
type ReleaseRules struct {
	Config   string // canonical configuration; its week is no matter
	Lead     publication.DealRules
	Patience publication.Patience
}

// Uptake is how the slots that a release put online were booked.
type Uptake struct {
	Slots int // without those of Unknown
	// Unknown is how many slots hold a booking of which nobody knows the moment.
	Unknown int
	// Booked is, of every slot that was booked, when it was first; in time order.
	Booked []agenda.Moment
}

// LotLine says how many slots of a procedure and desk a release puts online.
type LotLine struct {
	Release   agenda.ReleaseID
	Desk      agenda.DeskID
	Procedure agenda.ProcedureCode
	// Additional is set where they are additional appointments: a label of their own.
	Additional agenda.AdditionalID
	Slots      int
}

// GivenBack is a booking that held a slot and gave it back.
type GivenBack struct {
	Slot    agenda.Slot
	Booking agenda.BookingID
	At      agenda.Moment // see [Reader.GivenBack]
	Cause   agenda.CancelCause
	Gone    bool // a later export no longer had the booking
}

// Reader reads one consistent state of a workspace.
type Reader interface {
	Service(ctx context.Context) (agenda.Service, error)
	Procedures(ctx context.Context) ([]agenda.Procedure, error) // in the service's order
	Desks(ctx context.Context) ([]agenda.Desk, error)           // in the service's order
	Closures(ctx context.Context) ([]agenda.Closure, error)     // by date
	Absences(ctx context.Context) ([]agenda.Absence, error)     // by date
	// SessionChanges returns the dated changes of the desks' sessions, by first day.
	SessionChanges(ctx context.Context) ([]agenda.SessionChange, error)
	// SchoolHolidays returns the table of school holidays, by first day and zone.
	SchoolHolidays(ctx context.Context) ([]agenda.SchoolHoliday, error)
	// Additional returns the additional appointments that are asked for, those that end
	// first before the others.
	Additional(ctx context.Context) ([]agenda.Additional, error)
	Scenarios(ctx context.Context) ([]Scenario, error) // in the order in which they were first kept

	Plan(ctx context.Context) (PlanState, error)
	// PlanVersions returns the versions of the plan that are kept, newest first. A plan from
	// before versions were kept is the first of them.
	PlanVersions(ctx context.Context) ([]PlanVersion, error)
	// PlanOf returns the plan of a version; found is false where it is not kept.
	PlanOf(ctx context.Context, version int) (p PlanState, found bool, err error)
	// PlanSlots returns the slots that there were when a version was the newest, in the
	// order of Slots. What a release made since of a slot that has stayed is told as it is now.
	PlanSlots(ctx context.Context, version int) ([]agenda.Slot, error)
	Slots(ctx context.Context, q SlotQuery) ([]agenda.Slot, error) // by date, hour, desk, position
	// BookedSlots returns the slots that an active booking holds.
	BookedSlots(ctx context.Context) (map[agenda.SlotID]bool, error)
	// TakenSlots returns the slots that a booking took: one that stands, or whose person
	// came or stayed away.
	TakenSlots(ctx context.Context) (map[agenda.SlotID]bool, error)
	// UsedSlots returns the slots of a range of days, both included, that a booking holds or
	// ever held. They cannot be deleted: a booking, or the way back of an import, tells of
	// them. A zero day does not restrict.
	UsedSlots(ctx context.Context, from, to agenda.Date) (map[agenda.SlotID]bool, error)

	// ReleaseWeek returns the schedule of a week; found is false where none was drawn.
	ReleaseWeek(ctx context.Context, w agenda.Week) (rw ReleaseWeek, found bool, err error)
	// ReleaseWeeks returns every drawn week, in order.
	ReleaseWeeks(ctx context.Context) ([]ReleaseWeek, error)
	// ReleaseSlots returns the slots that the releases of a week put online or shall, in the
	// order of Slots. One that was given back and dealt anew since is told as it was with its
	// release of that week, or with each of them.
	ReleaseSlots(ctx context.Context, w agenda.Week) ([]agenda.Slot, error)
	// AdditionalCells returns what the plan says of additional appointments, by week, desk,
	// procedure and id.
	AdditionalCells(ctx context.Context) ([]agenda.AdditionalCell, error)
	// CellSlots returns the slots of cells of the plan, in no order, but for those of the
	// reserve: one that was moved there after it was online is told as it was.
	CellSlots(ctx context.Context, cells []agenda.PlanCell) ([]agenda.Slot, error)
	// ReleaseRules returns the rules of every draw; found is false where they are the usual.
	ReleaseRules(ctx context.Context) (rules ReleaseRules, found bool, err error)
	// Uptakes returns how the slots of every release that was done were booked.
	Uptakes(ctx context.Context) (map[agenda.ReleaseID]Uptake, error)
	// BookingsKnownUntil returns the moment until when bookings are known: that of the last
	// one taken before the newest import that stands. Zero where there is none.
	BookingsKnownUntil(ctx context.Context) (agenda.Moment, error)

	// GivenBack returns the bookings that gave back slots which nobody holds now, by slot in
	// the order of Slots, then by moment. The slots are those of the reserve, and those that
	// were online, of which only what came since they last went online is told; a slot that
	// was never online is nobody's to give back. Where a place has bookings without a slot,
	// they hold as many of its slots.
	//
	// The moment is that of the cancellation. Where the export does not say it, or where the
	// booking is gone or moved to another place, it is that of the import that told.
	GivenBack(ctx context.Context) ([]GivenBack, error)

	// Bookings returns bookings with the applicants' data opened.
	Bookings(ctx context.Context, q BookingQuery) ([]agenda.Booking, error)
	CountBookings(ctx context.Context, q BookingQuery) (int, error)
	// FindBooking returns where in the list of a query, Offset and Limit aside, the
	// booking stands that is looked for; found is false where none is.
	FindBooking(ctx context.Context, q BookingQuery, s BookingSearch) (index int, found bool, err error)

	Imports(ctx context.Context) ([]agenda.Import, error) // newest first
	// ImportFields returns which fields the file of each import had a column for.
	ImportFields(ctx context.Context) (map[agenda.ImportID][]intake.Field, error)
	// Leftovers returns the rows of an import that gave no booking, in the order of the
	// file.
	Leftovers(ctx context.Context, id agenda.ImportID) (intake.Leftovers, error)
	// Mapping returns the column mapping remembered for a source.
	Mapping(ctx context.Context, source string) (m intake.Mapping, found bool, err error)

	Decisions(ctx context.Context) ([]agenda.Decision, error) // oldest first, undone ones too

	// Convocations returns the latest letter of each of the bookings asked for that
	// has one, or of all bookings when ids is nil.
	Convocations(ctx context.Context, ids []agenda.BookingID) ([]agenda.Convocation, error)
	// ConvocationByNumber finds a letter by its number, replaced ones too.
	ConvocationByNumber(ctx context.Context, number string) (c agenda.Convocation, found bool, err error)

	// Counts returns the figures of the dashboard by week and procedure. It never
	// touches the applicants.
	Counts(ctx context.Context) (statistics.Counts, error)

	// Journal returns entries, newest first.
	Journal(ctx context.Context, offset, limit int) ([]agenda.JournalEntry, error)
	// LastEntry returns the newest entry of an action about a subject; found is false where
	// there is none.
	LastEntry(ctx context.Context, action, subject string) (e agenda.JournalEntry, found bool, err error)

	// Secret returns a value kept sealed under the workspace's key, such as the
	// private key that signs convocations; found is false where none was set.
	Secret(ctx context.Context, name string) (value []byte, found bool, err error)
}

// Writer reads and writes inside one transaction.
type Writer interface {
	Reader

	SetService(ctx context.Context, s agenda.Service) error
	// SetProcedures replaces the procedures, in the order given. Removing one that
	// slots or bookings use is refused by a Problem.
	SetProcedures(ctx context.Context, ps []agenda.Procedure) error
	// SetDesks replaces the desks, in the order given, with the same guard.
	SetDesks(ctx context.Context, ds []agenda.Desk) error
	// SetClosures, SetAbsences, SetSessionChanges and SetSchoolHolidays replace the whole
	// list. Each entry has an id of its own, given by the caller.
	SetClosures(ctx context.Context, cs []agenda.Closure) error
	SetAbsences(ctx context.Context, as []agenda.Absence) error
	SetSessionChanges(ctx context.Context, cs []agenda.SessionChange) error
	SetSchoolHolidays(ctx context.Context, hs []agenda.SchoolHoliday) error
	// SetAdditional replaces the additional appointments; each has an id given by the caller.
	SetAdditional(ctx context.Context, as []agenda.Additional) error
	// PutScenario keeps a scenario, replacing the one with its id.
	PutScenario(ctx context.Context, s Scenario) error
	DeleteScenario(ctx context.Context, id string) error

	// KeepPlan replaces the plan's numbers and locks and changes its slots, and keeps the
	// result as one version more. Slots that go must be neither released, published nor in
	// UsedSlots; any other is refused by a Problem.
	KeepPlan(ctx context.Context, step PlanStep) (PlanVersion, error)

	// PutSlots inserts slots, or replaces those whose id exists. It is for what becomes of
	// slots; where they are is the plan's affair.
	PutSlots(ctx context.Context, slots []agenda.Slot) error

	// PutReleaseWeek keeps a drawn week, replacing one of which no release is done or given
	// up. What was dealt to a replaced week goes back to SlotPlanned or, where it was online
	// before, to SlotPublished with the release that put it there last.
	PutReleaseWeek(ctx context.Context, rw ReleaseWeek) error
	// MarkReleased records that a release was done, when and by whom, and moves its slots to
	// SlotPublished. At zero it was not, after all: the slots go back to SlotReleased. That is
	// refused by a Problem where one of them was dealt anew since, and so is marking a release
	// that was given up.
	MarkReleased(ctx context.Context, id agenda.ReleaseID, at agenda.Moment, by string) error
	// GiveUp gives releases up that are not done; redraw is the one that replaces them, or 0.
	// Their slots go where PutReleaseWeek sends those of a replaced week.
	GiveUp(ctx context.Context, at agenda.Moment, redraw int, ids ...agenda.ReleaseID) error
	// PutRedraw keeps a redraw of a week with the releases that it made.
	PutRedraw(ctx context.Context, week agenda.Week, redraw Redraw, releases []agenda.Release) error
	// SetReleaseRules keeps the rules of every draw; nil restores the usual ones.
	SetReleaseRules(ctx context.Context, rules *ReleaseRules) error

	// TakeBackHeld takes the slots that an active booking holds out of releases to come and
	// off the reserve they were moved to after they were online: they are online with their
	// latest release, or wait for a draw where they never were. It returns how many changed.
	TakeBackHeld(ctx context.Context) (int, error)

	// ApplyImport keeps an import and what it brought. before holds, for each changed
	// booking, its state until now, so that UndoImport can go back to it.
	ApplyImport(ctx context.Context, a ImportApplication) error
	// UndoImport takes an import back: new bookings leave, changed and gone ones
	// become what they were. Only the newest import that stands can be undone, and
	// only while none of its bookings has a decision or a letter.
	UndoImport(ctx context.Context, id agenda.ImportID, now agenda.Moment) error
	// SeatBookings gives bookings that have no slot the one they sit on.
	SeatBookings(ctx context.Context, seats []Seat) error
	SetMapping(ctx context.Context, source string, m intake.Mapping) error

	// PutDecision keeps a decision and cancels its bookings with the cause given.
	PutDecision(ctx context.Context, d agenda.Decision, cause agenda.CancelCause) error
	// UndoDecision takes a decision back and makes its bookings what they were.
	UndoDecision(ctx context.Context, id agenda.DecisionID, now agenda.Moment) error

	// NextConvocationSequence returns a number never returned before, from 1.
	NextConvocationSequence(ctx context.Context, count int) (first int, err error)
	PutConvocations(ctx context.Context, cs []agenda.Convocation) error

	SetSecret(ctx context.Context, name string, value []byte) error

	// Record appends an entry to the journal. Sequence and Hash are set by the store.
	Record(ctx context.Context, e JournalRecord) error
}

// ImportApplication is everything one import changes.
type ImportApplication struct {
	Import    agenda.Import
	Fields    []intake.Field   // those that the file had a column for; nil: not known
	New       []agenda.Booking // with ids and applicant ids
	Changed   []agenda.Booking // as they become; ids of what is known
	Gone      []agenda.BookingID
	Leftovers intake.Leftovers
}

// Seat is the slot of a booking.
type Seat struct {
	Booking agenda.BookingID
	Slot    agenda.SlotID
}

// JournalRecord is what a use case writes into the journal. Detail is marshalled to
// JSON and must not hold personal data.
type JournalRecord struct {
	At      agenda.Moment
	Actor   string
	Action  string
	Subject string
	Detail  json.RawMessage
}
