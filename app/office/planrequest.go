package office

import (
	"creneaux/app/agenda"
	"creneaux/app/capacity"
)

// PlanRequest says what is planned anew, and how.
type PlanRequest struct {
	// From is the first week that is planned anew; zero: the first of the year that has
	// not begun. The weeks before it stay as they are.
	From agenda.Week
	// Past says what of the weeks before From counts towards the targets; "" is
	// [PastPlanned].
	Past PastCount
	// Policy says who goes without when the targets cannot all be met; "" is the policy of
	// the plan that stands, or [capacity.Fewest] where there is none.
	Policy capacity.Policy
	// Why is told in the journal, for ever: it must not be about a person. It may be empty.
	Why string
}

// PastCount says what of the weeks that are over counts towards the targets.
type PastCount string

// What may count of a week that is over.
const (
	PastPlanned PastCount = "planned" // the slots that the plan has there
	PastOffered PastCount = "offered" // the slots that went online, were held back for urgent cases or booked
	PastTaken   PastCount = "taken"   // the slots that somebody took and did not give back, whether he came or not
)

// PastCounts returns what may count of the past, the usual one first.
func PastCounts() []PastCount { return []PastCount{PastPlanned, PastOffered, PastTaken} }

// PlanCause says what made a version of the plan.
type PlanCause string

// What makes a version of the plan.
const (
	PlanMade     PlanCause = "made"     // the year, or what is left of it, was planned
	PlanEdited   PlanCause = "edited"   // a week was changed by hand
	PlanLocked   PlanCause = "locked"   // weeks were locked
	PlanUnlocked PlanCause = "unlocked" // weeks were unlocked
	PlanAdopted  PlanCause = "adopted"  // a scenario was adopted
	PlanRestored PlanCause = "restored" // an earlier version was taken back
)

// PlanVersion is one of the plans that the workspace has had.
type PlanVersion struct {
	Version int // from 1
	At      agenda.Moment
	By      string
	Cause   PlanCause
	Why     string // as the person said it; may be empty
	Policy  capacity.Policy
	// Restored is the version that was taken back, when the cause is [PlanRestored].
	Restored int
	// Scenario is the name of the scenario, when the cause is [PlanAdopted].
	Scenario string
	// Weeks are those in which the version has other numbers or locks than the one before.
	Weeks []agenda.Week
	// Planned slots of the counted procedures and the permits they lead to, as it was
	// counted then.
	Planned         int
	ExpectedPermits float64
	// Added and Removed are how many slots came and went with it.
	Added, Removed int
}

// WeekEdit is a week as a person wants it.
type WeekEdit struct {
	Week  agenda.Week
	Cells []agenda.PlanCell // all of the week; what is not listed is 0
	Why   string            // see [PlanRequest]
}

// WeekDraft is a week of the plan, desk by desk, as it stands or as an edit would make it.
type WeekDraft struct {
	Week   agenda.Week
	Locked bool
	Past   bool // it is over: nothing can be changed
	Desks  []DeskDraft
	// Unplaced is what no session of the week can hold, with the reason; none as it stands.
	Unplaced []capacity.Trimmed
	// Added and Removed are how many slots would come and go; 0 as it stands.
	Added, Removed int
}

// DeskDraft is what a desk does in a week.
type DeskDraft struct {
	Desk        agenda.Desk
	OpenMinutes int // for appointments, all positions
	UsedMinutes int // of the slots in Cells that have a place
	Cells       []CellDraft
}

// CellDraft is how many slots of a procedure a desk offers in a week. There is one for
// every procedure by appointment that the desk serves.
type CellDraft struct {
	Procedure agenda.Procedure
	Slots     int
	// Bound is how many of them are released, online or booked, or were booked once: fewer
	// than that the week cannot have.
	Bound int
	// Room is how many slots more the desk's sessions could hold beside the others.
	Room int
}
