package office

import (
	"cmp"
	"fmt"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

// WhatIf is what a scenario changes of the house before it plans.
type WhatIf struct {
	// Timetable entries are added to those that stand, or replace the one with their id:
	// "desk 3 closed in August".
	Timetable Timetable
	// Reinforcements are agents more: "one agent more on Tuesdays".
	Reinforcements []agenda.Reinforcement
	// Additional appointments are asked for beside the targets, and beside those that are
	// asked for already: "500 before 1 June for people in a regular situation".
	Additional []agenda.Additional
	// Targets replace those of some procedures, in slots of the year.
	Targets map[agenda.ProcedureCode]int
	Request PlanRequest // its Why is not used
}

// with returns the house as it would be.
//
// Problems: CAL-DESK, SCENARIO-TARGET, those of [calendar.Of], of
// [calendar.CheckReinforcement] and of [Office.PutAdditional].
func (h House) with(what WhatIf) (House, error) {
	h.Timetable = h.Timetable.with(what.Timetable)
	if err := h.checkTimetable(); err != nil {
		return h, err
	}
	for _, r := range what.Reinforcements {
		at := slices.IndexFunc(h.Desks, func(d agenda.Desk) bool { return d.ID == r.Desk })
		if at < 0 {
			return h, agenda.NewProblem("CAL-DESK", "Desk", string(r.Desk))
		}
		if err := calendar.CheckReinforcement(r); err != nil {
			return h, err
		}
		h.Changes = calendar.Reinforced(h.Desks[at], h.Changes, r)
	}
	additional := slices.Clone(what.Additional)
	for i := range additional {
		// The planner tells them apart by their ids; what is only tried has none yet.
		additional[i].ID = cmp.Or(additional[i].ID, agenda.AdditionalID(fmt.Sprintf("tried-%d", i+1)))
	}
	h.Additional = merged(h.Additional, additional, func(a agenda.Additional) agenda.AdditionalID { return a.ID })
	if err := h.checkAdditional(); err != nil {
		return h, err
	}
	return h.withTargets(what.Targets)
}

// with returns the timetable with other entries.
func (t Timetable) with(other Timetable) Timetable {
	return Timetable{
		Closures:       merged(t.Closures, other.Closures, func(c agenda.Closure) agenda.ClosureID { return c.ID }),
		Absences:       merged(t.Absences, other.Absences, func(a agenda.Absence) agenda.AbsenceID { return a.ID }),
		Changes:        merged(t.Changes, other.Changes, func(c agenda.SessionChange) agenda.ChangeID { return c.ID }),
		SchoolHolidays: merged(t.SchoolHolidays, other.SchoolHolidays, func(s agenda.SchoolHoliday) agenda.SchoolHolidayID { return s.ID }),
	}
}

func (h House) withTargets(targets map[agenda.ProcedureCode]int) (House, error) {
	const most = 1_000_000
	h.Procedures = slices.Clone(h.Procedures)
	for code, target := range targets {
		at := slices.IndexFunc(h.Procedures, func(p agenda.Procedure) bool { return p.Code == code && p.WalkIn == nil })
		if at < 0 || target < 0 || target > most {
			p, _ := h.Procedure(code)
			return h, agenda.NewProblem("SCENARIO-TARGET", "Procedure", orText(p.Label, string(code)), "Target", target, "Most", most)
		}
		h.Procedures[at].Target = target
	}
	return h, nil
}

// ScenarioID identifies a scenario for the life of a workspace.
type ScenarioID string

// Scenario is a plan that was tried and kept beside the one that stands.
type Scenario struct {
	ID   ScenarioID // empty until the workspace keeps it
	Name string     // of no other scenario
	Note string     // may be empty
	WhatIf
	At   agenda.Moment // of the last reckoning
	By   string
	Base int  // version of the plan that stood then
	Old  bool // plan, calendar, desks or targets have changed since: it should be reckoned anew
	Plan PlanView
	// Adopted is the version of the plan that adopting the scenario made, while that
	// stands; 0: it is not adopted. See [Office.UnadoptScenario].
	Adopted int

	row keptRow // as it is kept, so that removing can be undone
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
	// Reasons say why the target stays out of reach; none where it does not.
	Reasons []agenda.Message
}

// DeskRemedy is how many additional openings a desk would need.
type DeskRemedy struct {
	Desk  agenda.Desk
	Times int
}
