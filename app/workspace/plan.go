package workspace

import "creneaux/app/agenda"

// PlanState is the yearly plan as it is kept, or as an earlier version of it was.
type PlanState struct {
	Cells []agenda.PlanCell // only those with slots, by week, desk, procedure
	// Additional says which slots of the cells are additional appointments, by week, desk,
	// procedure; also of appointments that are no longer asked for.
	Additional []agenda.AdditionalCell
	Locked     []agenda.Week
	// Counted are the weeks that were over when the year was planned anew, and whose cells
	// tell what had happened instead of the slots that they have.
	Counted []agenda.Week
	MadeAt  agenda.Moment // of the version; zero: never planned
	Version int           // counts the versions, from 1
	Policy  string        // of app/capacity; "" where nobody chose
}

// PlanVersion is one of the plans that the workspace has had. Each keeps the numbers and
// locks of the weeks that it changed, and the slots that came and went with it.
type PlanVersion struct {
	Version         int
	At              agenda.Moment
	By              string
	Cause           string // one of those of app/office
	Why             string // as a person said it; may be empty, and is about nobody
	Policy          string
	Restored        int    // the version that was taken back, if one was
	Scenario        string // the name of the one that was adopted, if one was
	Planned         int    // slots that count towards the target
	ExpectedPermits float64
	Weeks           []agenda.Week // in which numbers or locks are not those of the version before
	Added, Removed  int           // slots
}

// PlanStep makes a plan of the one that stands.
type PlanStep struct {
	// PlanVersion is the version that the step makes. What it says of Version, Weeks, Added
	// and Removed is not looked at: that is counted.
	PlanVersion
	Cells      []agenda.PlanCell
	Additional []agenda.AdditionalCell
	Locked     []agenda.Week
	Counted    []agenda.Week
	Slots      []agenda.Slot   // those that come, or change
	Gone       []agenda.SlotID // those that go; see [Writer.KeepPlan]
}
