package office

import (
	"creneaux/app/agenda"
)

// WhatIf is what a scenario changes of the house before it plans.
type WhatIf struct {
	// Timetable entries are added to those that stand: "desk 3 closed in August".
	Timetable Timetable
	// Reinforcements are agents more: "one agent more on Tuesdays".
	Reinforcements []agenda.Reinforcement
	// Additional appointments are asked for beside the targets: "500 before 1 June for
	// people in a regular situation".
	Additional []agenda.Additional
	// Targets replace those of some procedures, in slots of the year.
	Targets map[agenda.ProcedureCode]int
	Request PlanRequest // its Why is not used
}

// ScenarioID identifies a scenario for the life of a workspace.
type ScenarioID string

// Scenario is a plan that was tried and kept beside the one that stands.
type Scenario struct {
	ID   ScenarioID // empty until the workspace keeps it
	Name string
	Note string // may be empty
	WhatIf
	At   agenda.Moment // of the last reckoning
	By   string
	Base int  // version of the plan that stood then
	Old  bool // plan, calendar, desks or targets have changed since: it should be reckoned anew
	Plan PlanView
}

// Worth says what more opening time would bring to a plan that misses its targets.
type Worth struct {
	Minutes int // of one additional opening: an hour, a half-day
	Weeks   []agenda.Week
	Desks   []agenda.Desk
	// Appointments and Permits say what one additional opening adds, and how few of them
	// close the gap to the target.
	Appointments, Permits Gap
}

// Gap is the distance of a plan from a target, and what would close it.
type Gap struct {
	Target, Planned float64
	// Gains is what one additional opening adds at most, by week and desk; 0 in a week that
	// stays as it is.
	Gains [][]float64
	// Remedies are the fewest additional openings that close the gap, spread over the free
	// weeks, and Reached what the year comes to with them: less than the target where the
	// procedures' own targets do not add up to it.
	Remedies []DeskRemedy
	Reached  float64
}

// DeskRemedy is how many additional openings a desk would need.
type DeskRemedy struct {
	Desk  agenda.Desk
	Times int
}
