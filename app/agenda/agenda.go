// Package agenda is the vocabulary that every other package of Créneaux shares:
// dates and weeks, desks, procedures, sessions, slots, bookings, applicants,
// releases, decisions, and the two ways of speaking to a person that are not yet
// in any language, [Message] and [Problem].
//
// What belongs here: types without behaviour of a single feature, and the small
// calculations on them that more than one feature needs. It imports the standard
// library only, so that every package, pure or not, may import it.
package agenda

// ProcedureCode names a procedure (démarche, motif), e.g. "renewal". It is chosen
// by the service, stable over the years, and the key used in plans and files.
type ProcedureCode string

// DeskID identifies a desk for the life of a workspace, whatever its name becomes.
type DeskID string

// SlotID identifies one slot. It is a UUIDv7 given once, when the plan's layout
// first places the slot, and kept when the plan changes around it.
type SlotID string

// BookingID identifies a booking inside the workspace. The platform's own number
// is [Booking.Reference], which is what people outside know.
type BookingID string

// ApplicantID identifies the row that holds one person's sealed data.
type ApplicantID string

// ReleaseID identifies one release, the moment at which a set of slots goes online.
type ReleaseID string

// ImportID identifies one import of one export of the booking platform.
type ImportID string

// DecisionID identifies one decision of a person about bookings.
type DecisionID string

// Targets are what the year is measured against; student desks are not counted.
type Targets struct {
	Appointments int `json:"appointments"` // slots put online in the year
	Permits      int `json:"permits"`      // residence permits issued in the year
}

// Service is the office whose year a workspace holds.
type Service struct {
	Name       string   // "Service des étrangers"
	Prefecture string   // "Préfecture de l'Hérault"; may be empty
	Address    []string // lines of the address people are convoked to; may be empty
	Email      string   // where to write in an emergency; may be empty
	Website    string   // where appointments are booked, free of charge; may be empty
	Territory  string   // territory code of app/calendar, e.g. "metropole"
	SchoolZone string   // one of SchoolZones; empty where it does not matter
	// SchoolDemand is how much of a usual week's demand one of school holidays has, 0.1 to
	// 3; 0 where nobody said: as much as any other.
	SchoolDemand float64
	Year         int // the ISO year that is planned
	Targets      Targets
}

// WalkIn says when a procedure is received without appointment.
type WalkIn struct {
	// Mornings are the weekdays on whose mornings people may come without
	// appointment (10-year renewals: every morning but Wednesday's).
	Mornings []Weekday `json:"mornings"`
	// Share is the part of such a morning, from 0 to 1, that a desk keeps for them when
	// it serves other procedures too; 0 stands for the usual share of app/calendar.
	Share float64 `json:"share,omitempty"`
	// Positions, when it is not 0, is how many agents a desk keeps for them all morning,
	// instead of a share of everybody's time.
	Positions int `json:"positions,omitempty"`
}

// Procedure is a kind of request that a desk deals with.
type Procedure struct {
	Code    ProcedureCode
	Label   string // as people know it, in French: "Renouvellement de titre de séjour"
	Minutes int    // length of one slot, 1 to 480
	// Counted is false for what the targets leave out (student desks).
	Counted bool
	// Target is how many slots of this procedure the year should offer.
	Target int
	// NoShow is the share of booked people who do not come, from 0 to 1.
	NoShow float64
	// PermitsPerKept is how many permits one kept appointment leads to, from 0 to 1.
	PermitsPerKept float64
	// UrgentReserve is the share of the slots held back for urgent cases and
	// never published, from 0 to 1.
	UrgentReserve float64
	// WalkIn is nil where an appointment is always needed. A procedure received
	// without appointment gets no slots.
	WalkIn *WalkIn
	// Papers are the papers to bring, a line each, in French.
	Papers []string
}

// ExpectedPermits returns how many permits n slots of the procedure lead to on
// average: n × (1 − no-show) × permits per kept appointment. Procedures that the
// targets leave out lead to none that count.
func (p Procedure) ExpectedPermits(n int) float64 {
	if !p.Counted {
		return 0
	}
	return float64(n) * (1 - p.NoShow) * p.PermitsPerKept
}

// Session is a weekly opening of a desk: on these days, from one hour to another,
// with so many positions (agents) working side by side.
type Session struct {
	Days      []Weekday
	From, To  Clock // From < To, same day
	Positions int   // 1 or more
}

// Desk is a counter (guichet) that serves some procedures during its sessions.
type Desk struct {
	ID         DeskID
	Name       string // "G1", as painted on the wall
	Procedures []ProcedureCode
	Sessions   []Session
}

// Serves reports whether the desk deals with the procedure.
func (d Desk) Serves(code ProcedureCode) bool {
	for _, c := range d.Procedures {
		if c == code {
			return true
		}
	}
	return false
}

// PlanCell is one number of the yearly plan: how many slots of a procedure a desk
// offers in a week.
type PlanCell struct {
	Week      Week
	Desk      DeskID
	Procedure ProcedureCode
	Slots     int
}

// SlotState says what has become of a slot. Whether somebody booked it is told by
// the bookings, not by the slot.
type SlotState string

// The states of a slot.
const (
	SlotPlanned   SlotState = "planned"   // placed by the layout, not yet dealt to a release
	SlotReserved  SlotState = "reserved"  // held back for urgent cases, never published
	SlotReleased  SlotState = "released"  // dealt to a release that is still to come
	SlotPublished SlotState = "published" // online since its release was done
)

// Slot is one place in a session: a date, an hour, a desk, a position.
type Slot struct {
	ID        SlotID
	Desk      DeskID
	Procedure ProcedureCode
	Date      Date
	Start     Clock
	Minutes   int
	Position  int // from 1 to the session's positions
	State     SlotState
	Release   ReleaseID // set when State is SlotReleased or SlotPublished
}

// End returns the clock time at which the slot is over.
func (s Slot) End() Clock { return s.Start + Clock(s.Minutes) }

// BookingStatus is what has become of a booking.
type BookingStatus string

// The statuses of a booking.
const (
	BookingActive    BookingStatus = "booked"    // holds its slot
	BookingCancelled BookingStatus = "cancelled" // gave it back; CancelCause says why
	BookingServed    BookingStatus = "served"    // the person came
	BookingAbsent    BookingStatus = "absent"    // the person did not come
)

// CancelCause says who or what cancelled a booking.
type CancelCause string

// The causes of a cancellation.
const (
	CancelNone      CancelCause = ""
	CancelPlatform  CancelCause = "platform"  // cancelled on the booking platform
	CancelDuplicate CancelCause = "duplicate" // finding DUP-EMAIL or DUP-PERSON
	CancelName      CancelCause = "name"      // finding NAME-MISSING or NAME-MISMATCH
	CancelDecision  CancelCause = "decision"  // any other decision of a person
)

// Applicant (usager) is a person as written in the export. Every field is personal
// data: it is kept sealed and appears in nothing that leaves the service.
type Applicant struct {
	ID              ApplicantID
	Surname         string // family name as written; empty where the export has one field for both
	GivenNames      string
	BirthName       string
	FullName        string // as written, where the export has one field; else empty
	BirthDate       Date   // zero where unknown
	ForeignerNumber string // numéro étranger, digits, leading zeros kept
	Email           string // as written
	Phone           string // as written
	Postcode        string
}

// DisplayName returns the name as a letter shows it: given names then surname, or
// the one field where there is only one. It keeps every accent and capital.
func (a Applicant) DisplayName() string {
	switch {
	case a.Surname != "" && a.GivenNames != "":
		return a.GivenNames + " " + a.Surname
	case a.Surname != "":
		return a.Surname
	case a.GivenNames != "":
		return a.GivenNames
	default:
		return a.FullName
	}
}

// Booking is one appointment that somebody took.
type Booking struct {
	ID          BookingID
	Reference   string // the platform's number, "RDV100223"; unique in a workspace
	Slot        SlotID // empty where the booking falls on no known slot
	Desk        DeskID // empty where the desk of the export is not one of ours
	DeskName    string // as written in the export
	Procedure   ProcedureCode
	Motive      string // procedure as written in the export
	Date        Date
	Start       Clock
	Status      BookingStatus
	Cause       CancelCause // set when Status is BookingCancelled
	BookedAt    Moment      // zero where the export does not say
	CancelledAt Moment      // zero where it is not cancelled or the export does not say
	Import      ImportID    // the import that brought it first
	Gone        bool        // a later export of the same period no longer had it
	Applicant   Applicant
}

// Active reports whether the booking holds its slot.
func (b Booking) Active() bool { return b.Status == BookingActive && !b.Gone }

// Release (mise en ligne) is a moment at which a set of slots goes online.
type Release struct {
	ID     ReleaseID
	Week   Week
	At     Moment
	Slots  int    // how many slots were dealt to it
	DoneAt Moment // zero until an agent ticked it
	DoneBy string // operating-system account of who did it; empty until then, and where it is not known
	// Redraw counts the redraws of the week, from 1: the one that made this release; 0 where
	// the draw of the week did.
	Redraw int
	// GivenUp is when a missed release was replaced by others or left undone for good; zero
	// for any other. ReplacedBy is the number of the redraw that replaced it; 0 where none did.
	GivenUp    Moment
	ReplacedBy int
}

// ReleaseWeek is one week's drawn schedule with what proves that nobody chose it.
type ReleaseWeek struct {
	Week    Week
	Config  string // canonical configuration, the bytes that were sealed
	Seed    []byte // 32 bytes from the system's cryptographic source
	Seal    string // SHA-256 over seed and configuration, hexadecimal
	DrawnAt Moment
}

// Import is one import of an export file.
type Import struct {
	ID        ImportID
	Source    string // name under which the column mapping is remembered
	FileName  string // without folder
	Digest    string // SHA-256 of the file, hexadecimal
	At        Moment
	Rows      int // data rows in the file, blank ones aside
	New       int
	Changed   int
	Unchanged int
	Gone      int
	Rejected  int
	Undone    Moment // zero while it stands
}

// Passed is how many rows were no bookings, such as totals: those that are neither
// bookings nor rejected.
func (i Import) Passed() int { return i.Rows - i.New - i.Changed - i.Unchanged - i.Rejected }

// Outcome is what a person decided about a finding.
type Outcome string

// The outcomes of a finding.
const (
	OutcomeCancel Outcome = "cancel" // cancel the bookings listed
	OutcomeKeep   Outcome = "keep"   // leave every booking as it is
)

// Decision is what a person decided about one finding of the vetting. It can be
// undone until its cancellations were sent to the platform.
type Decision struct {
	ID       DecisionID
	Rule     string      // "DUP-EMAIL"
	Bookings []BookingID // those the finding is about
	Cancel   []BookingID // those the decision cancels; none for OutcomeKeep
	Outcome  Outcome
	Reason   string // free text of the person; may be empty
	At       Moment
	Undone   Moment // zero while it stands
}

// Convocation is the letter that was made for a booking.
type Convocation struct {
	Number   string // with its check character
	Booking  BookingID
	Code     string // signed text of the QR code
	IssuedAt Moment
}

// JournalEntry is one row of the append-only journal: who decided what and when.
// It never holds personal data.
type JournalEntry struct {
	Sequence int64
	At       Moment
	Actor    string // operating-system account of who acted
	Action   string // "import", "plan", "draw", "publish", "decide", "undo", ...
	Subject  string // what it was about: a week, an import id, a reference
	Detail   string // JSON
	Hash     string // SHA-256 over the row and the hash before it, hexadecimal
}
