package office

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// adoption is what adopting a scenario changed, so that it can be taken back.
type adoption struct {
	Version      int // of the plan that it made
	Before       int // the version that stood
	Was, Became  arrangement
	DigestBefore string // of the scenario
}

// arrangement is the part of the house that scenarios change.
type arrangement struct {
	Timetable  Timetable
	Additional []agenda.Additional
	Targets    map[agenda.ProcedureCode]int
}

func (h House) arrangement() arrangement {
	a := arrangement{Timetable: h.Timetable, Additional: h.Additional, Targets: map[agenda.ProcedureCode]int{}}
	for _, p := range h.Procedures {
		a.Targets[p.Code] = p.Target
	}
	return a
}

// AdoptScenario makes a scenario the plan: in one transaction the calendar, the additional
// appointments and the targets become what it assumes, and the year is planned anew as in
// [Office.TryPlan], as a version with the cause [PlanAdopted]. The scenario stays, adopted;
// [Office.UnadoptScenario] takes all of it back, so that a step of a history is
// Undo: UnadoptScenario, Redo: AdoptScenario. Taking back the version of the plan alone
// leaves the calendar, the additional appointments and the targets as adopted.
//
// Problems: SCENARIO-UNKNOWN, SCENARIO-ADOPTED, PLAN-NONE where no plan was made yet,
// PLAN-OVERTAKEN, those of [Office.TryPlan].
func (o *Office) AdoptScenario(ctx context.Context, id ScenarioID, why string, progress agenda.Progress) (PlanView, error) {
	var s Scenario
	before, err := view(ctx, o, func(r workspace.Reader) (p planning, err error) {
		if s, err = findScenario(ctx, r, id); err != nil {
			return p, err
		}
		return o.loadPlanning(ctx, r)
	})
	switch {
	case err != nil:
		return PlanView{}, err
	case s.Adopted > 0:
		return PlanView{}, agenda.NewProblem("SCENARIO-ADOPTED", "Name", s.Name)
	case before.state.Version == 0:
		return PlanView{}, agenda.NewProblem("PLAN-NONE", "Year", before.house.Service.Year)
	}
	t, step, err := o.adopted(ctx, before, s, progress)
	if err != nil {
		return PlanView{}, err
	}
	step.why = why
	progress.Report(agenda.Msg("office.stage.save"), 0, 0)
	err = o.store.Update(ctx, func(w workspace.Writer) error {
		now, err := o.loadPlanning(ctx, w)
		if err != nil {
			return err
		}
		known, err := findScenario(ctx, w, id)
		if err != nil {
			return err
		}
		if now.overtakes(before) || known.Adopted > 0 || !same(known.WhatIf, s.WhatIf) {
			return agenda.NewProblem("PLAN-OVERTAKEN")
		}
		return o.keepAdoption(ctx, w, known, before, t, step)
	})
	if err != nil {
		return PlanView{}, err
	}
	o.changed(AreaSetup, AreaPlan, AreaBookings, AreaScenarios)
	v, err := o.PlanView(ctx)
	v.Proven = v.Proven || t.proven()
	return v, err
}

// adopted plans what a scenario assumes and lays it out.
func (o *Office) adopted(ctx context.Context, before planning, s Scenario, progress agenda.Progress) (trial, planStep, error) {
	t, err := before.try(ctx, before.stillPossible(s.WhatIf), progress)
	if err != nil {
		return t, planStep{}, err
	}
	for i := range t.assumed.house.Changes { // those that reinforcements have made
		if change := &t.assumed.house.Changes[i]; change.ID == "" {
			change.ID = agenda.ChangeID(o.newID())
		}
	}
	step, err := o.layOut(ctx, t.assumed, t.drawn, progress)
	step.cause, step.scenario = PlanAdopted, s.Name
	return t, step, err
}

// keepAdoption writes what adopting a scenario changes, and in the scenario what was
// before.
func (o *Office) keepAdoption(ctx context.Context, w workspace.Writer, s Scenario, before planning, t trial, step planStep) error {
	assumed := t.assumed.house
	if err := assumed.arrangement().keep(ctx, w, before.house); err != nil {
		return err
	}
	if err := o.keepPlan(ctx, w, assumed, step); err != nil {
		return err
	}
	house, err := loadHouse(ctx, w)
	if err != nil {
		return err
	}
	state, err := w.Plan(ctx)
	if err != nil {
		return err
	}
	row := s.row
	row.content.Adoption = &adoption{
		Version: state.Version, Before: before.state.Version, Was: before.house.arrangement(), Became: house.arrangement(), DigestBefore: row.Digest,
	}
	row.content.House, row.content.Plan, row.content.Proven = house, state, t.proven()
	row.content.Plan.Counted = nil
	row.Digest = digestOf(house, state.Version)
	if err := row.put(ctx, w); err != nil {
		return err
	}
	return o.record(ctx, w, "scenario-adopt", row.ID, toldChanges(before.house.arrangement(), house.arrangement()))
}

// keep makes the arrangement that of the house.
func (a arrangement) keep(ctx context.Context, w workspace.Writer, house House) error {
	if err := a.Timetable.keep(ctx, w); err != nil {
		return err
	}
	if err := w.SetAdditional(ctx, a.Additional); err != nil {
		return err
	}
	procedures := slices.Clone(house.Procedures)
	for i, p := range procedures {
		if target, told := a.Targets[p.Code]; told {
			procedures[i].Target = target
		}
	}
	return w.SetProcedures(ctx, procedures)
}

// check says what of the arrangement cannot be in a house: the desks and procedures that it
// is about may be gone since.
func (a arrangement) check(house House) error {
	house.Timetable, house.Additional = a.Timetable, a.Additional
	if err := house.checkTimetable(); err != nil {
		return err
	}
	return house.checkAdditional()
}

// UnadoptScenario takes back what adopting a scenario has made, in one transaction: the
// calendar entries that it added or changed, the additional appointments, the targets, and
// the plan, by the version that stood before; see [Office.RestorePlan] for the weeks that
// cannot go back. What was entered since stays.
//
// Problems: SCENARIO-UNKNOWN, SCENARIO-NOT-ADOPTED, SCENARIO-CHANGED where something that
// the scenario has made is no longer as it made it, those of [Office.RestorePlan].
func (o *Office) UnadoptScenario(ctx context.Context, id ScenarioID, why string) (PlanView, error) {
	var back restored
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		s, err := findScenario(ctx, w, id)
		if err != nil {
			return err
		}
		a := s.row.content.Adoption
		if a == nil {
			return agenda.NewProblem("SCENARIO-NOT-ADOPTED", "Name", s.Name)
		}
		house, err := loadHouse(ctx, w)
		if err != nil {
			return err
		}
		now := house.arrangement()
		then, ok := now.without(a.Was, a.Became)
		if !ok {
			return agenda.NewProblem("SCENARIO-CHANGED", "Name", s.Name)
		}
		if err := then.check(house); err != nil {
			return agenda.NewProblem("SCENARIO-CHANGED", "Name", s.Name).Because(err)
		}
		if err := then.keep(ctx, w, house); err != nil {
			return err
		}
		if back, err = o.restore(ctx, w, a.Before, why); err != nil {
			return err
		}
		row := s.row
		row.content.Adoption, row.Digest = nil, a.DigestBefore
		if err := row.put(ctx, w); err != nil {
			return err
		}
		return o.record(ctx, w, "scenario-unadopt", row.ID, toldChanges(now, then))
	})
	if err != nil {
		return PlanView{}, err
	}
	o.changed(AreaSetup, AreaPlan, AreaBookings, AreaScenarios)
	return o.restoredView(ctx, back)
}

// toldChanges is what the journal says of a change of the arrangement.
func toldChanges(was, is arrangement) map[string]any {
	targets := map[agenda.ProcedureCode][2]int{}
	for code, n := range is.Targets {
		if was.Targets[code] != n {
			targets[code] = [2]int{was.Targets[code], n}
		}
	}
	return map[string]any{
		"closures":   toldEntries(was.Timetable.Closures, is.Timetable.Closures, closureEntry.id, closureEntry.tell),
		"absences":   toldEntries(was.Timetable.Absences, is.Timetable.Absences, absenceEntry.id, absenceEntry.tell),
		"sessions":   toldEntries(was.Timetable.Changes, is.Timetable.Changes, changeEntry.id, changeEntry.tell),
		"school":     toldEntries(was.Timetable.SchoolHolidays, is.Timetable.SchoolHolidays, schoolEntry.id, schoolEntry.tell),
		"additional": toldEntries(was.Additional, is.Additional, additionalID, toldAdditional),
		"targets":    targets,
	}
}

func additionalID(a *agenda.Additional) *agenda.AdditionalID { return &a.ID }

// toldEntries tells, by id, what each entry that came or changed is now, and of each that
// went nothing.
func toldEntries[T any, ID ~string](was, is []T, id func(*T) *ID, tell func(T) map[string]any) map[ID]map[string]any {
	told := map[ID]map[string]any{}
	before, after := byID(was, id), byID(is, id)
	for key, entry := range after {
		if old, stood := before[key]; !stood || !reflect.DeepEqual(old, entry) {
			told[key] = tell(entry)
		}
	}
	for key := range before {
		if _, stays := after[key]; !stays {
			told[key] = map[string]any{}
		}
	}
	return told
}

func byID[T any, ID ~string](entries []T, id func(*T) *ID) map[ID]T {
	found := map[ID]T{}
	for i := range entries {
		found[*id(&entries[i])] = entries[i]
	}
	return found
}

// without returns the arrangement without what made became of was; ok is false where some
// of that is no longer as it became.
func (a arrangement) without(was, became arrangement) (then arrangement, ok bool) {
	ok = true
	t, w, b := a.Timetable, was.Timetable, became.Timetable
	then.Timetable = Timetable{
		Closures:       takenBack(t.Closures, w.Closures, b.Closures, closureEntry.id, &ok),
		Absences:       takenBack(t.Absences, w.Absences, b.Absences, absenceEntry.id, &ok),
		Changes:        takenBack(t.Changes, w.Changes, b.Changes, changeEntry.id, &ok),
		SchoolHolidays: takenBack(t.SchoolHolidays, w.SchoolHolidays, b.SchoolHolidays, schoolEntry.id, &ok),
	}
	then.Additional = takenBack(a.Additional, was.Additional, became.Additional, additionalID, &ok)
	then.Targets = maps.Clone(a.Targets)
	for code, n := range became.Targets {
		if old := was.Targets[code]; old != n {
			now, known := a.Targets[code]
			ok = ok && (!known || now == n)
			then.Targets[code] = old
		}
	}
	return then, ok
}

// takenBack returns the entries that stand now with those that an adoption added taken
// out, and those that it changed as they were.
func takenBack[T any, ID ~string](now, was, became []T, id func(*T) *ID, ok *bool) []T {
	before, after := byID(was, id), byID(became, id)
	standing := byID(now, id)
	var then []T
	for i := range now {
		key := *id(&now[i])
		old, stood := before[key]
		switch made, is := after[key]; {
		case !is || stood && reflect.DeepEqual(old, made): // none of the adoption's business
			then = append(then, now[i])
		case !reflect.DeepEqual(made, now[i]):
			*ok = false
		case stood:
			then = append(then, old)
		}
	}
	for i := range became {
		key := *id(&became[i])
		_, stands := standing[key]
		if old, stood := before[key]; !stands && !(stood && reflect.DeepEqual(old, became[i])) {
			*ok = false // somebody removed what the adoption had made
		}
	}
	return then
}
