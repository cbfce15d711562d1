package office

import (
	"context"
	"maps"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/workspace"
)

// PlanVersions returns the plans that the workspace has had, newest first. Of a plan made
// before versions were kept it knows the last one.
func (o *Office) PlanVersions(ctx context.Context) ([]PlanVersion, error) {
	return view(ctx, o, func(r workspace.Reader) ([]PlanVersion, error) {
		kept, err := r.PlanVersions(ctx)
		if err != nil {
			return nil, err
		}
		versions := make([]PlanVersion, len(kept))
		for i, v := range kept {
			versions[i] = PlanVersion{
				Version: v.Version, At: v.At, By: v.By, Cause: PlanCause(v.Cause), Why: v.Why, Policy: capacity.Policy(v.Policy),
				Restored: v.Restored, Scenario: v.Scenario, Weeks: v.Weeks, Planned: v.Planned, ExpectedPermits: v.ExpectedPermits,
				Added: v.Added, Removed: v.Removed,
			}
		}
		return versions, nil
	})
}

// planOf returns a version of the plan.
//
// Problems: PLAN-VERSION.
func planOf(ctx context.Context, r workspace.Reader, version int) (workspace.PlanState, error) {
	p, found, err := r.PlanOf(ctx, version)
	if err == nil && !found {
		err = agenda.NewProblem("PLAN-VERSION", "Version", version)
	}
	return p, err
}

// RestorePlan takes an earlier version of the plan back, as a new version: the numbers, the
// locks, and the slots with the ids, places and states that they had. A week that has
// begun, or with a slot now bound that the version does not have, or in which the version
// has a desk or a procedure that is gone, cannot go back: but for its lock it stays as it
// is, and the reasons of the result say so. Taking back the version that stood before
// undoes any step, this one too.
//
// Problems: PLAN-VERSION.
func (o *Office) RestorePlan(ctx context.Context, version int, why string) (PlanView, error) {
	var back restored
	err := o.store.Update(ctx, func(w workspace.Writer) (err error) {
		back, err = o.restore(ctx, w, version, why)
		return err
	})
	if err != nil {
		return PlanView{}, err
	}
	o.changed(AreaPlan, AreaBookings)
	return o.restoredView(ctx, back)
}

// restored is a version that was taken back, with the weeks that could not be.
type restored struct {
	version int
	stuck   []agenda.Week
}

// restore takes an earlier version of the plan back.
//
// Problems: PLAN-VERSION.
func (o *Office) restore(ctx context.Context, w workspace.Writer, version int, why string) (restored, error) {
	back := restored{version: version}
	now, err := o.loadPlanning(ctx, w)
	if err != nil {
		return back, err
	}
	then, err := planOf(ctx, w, version)
	if err != nil || version == now.state.Version {
		return back, err
	}
	slots, err := w.PlanSlots(ctx, version)
	if err != nil {
		return back, err
	}
	step, stuck := now.goBack(then, slots)
	step.why, back.stuck = why, stuck
	return back, o.keepPlan(ctx, w, now.house, step)
}

// restoredView is the plan after a version was taken back, and which weeks could not be.
func (o *Office) restoredView(ctx context.Context, back restored) (PlanView, error) {
	v, err := o.PlanView(ctx)
	if len(back.stuck) > 0 {
		reason := agenda.Msg("office.plan.stuck", "Count", len(back.stuck), "Weeks", toldWeeks(back.stuck), "Version", back.version)
		v.Reasons = slices.Insert(v.Reasons, 0, reason)
	}
	return v, err
}

// UndoPlan takes back the last step that made a version of the plan, and said again, the
// one before that: what has been taken back already is passed over.
//
// Problems: PLAN-NO-EARLIER.
func (o *Office) UndoPlan(ctx context.Context, why string) (PlanView, error) {
	versions, err := o.PlanVersions(ctx)
	if err != nil {
		return PlanView{}, err
	}
	before, err := versionBefore(versions)
	if err != nil {
		return PlanView{}, err
	}
	return o.RestorePlan(ctx, before, why)
}

// versionBefore returns the version before the last step that stands. versions are those
// kept, newest first.
func versionBefore(versions []PlanVersion) (int, error) {
	if len(versions) == 0 {
		return 0, agenda.NewProblem("PLAN-NO-EARLIER")
	}
	newest, oldest := versions[0].Version, versions[len(versions)-1].Version
	step := versions[0]
	for step.Cause == PlanRestored {
		step = versions[newest-step.Restored]
	}
	if step.Version == oldest {
		return 0, agenda.NewProblem("PLAN-NO-EARLIER")
	}
	return step.Version - 1, nil
}

// goBack returns the step from the plan that stands to an earlier version with the slots
// that it had, and the weeks that cannot go back.
func (p planning) goBack(then workspace.PlanState, slots []agenda.Slot) (step planStep, stuck []agenda.Week) {
	weeks := map[agenda.Week]*weekBack{}
	at := func(week agenda.Week) *weekBack {
		if weeks[week] == nil {
			weeks[week] = &weekBack{}
		}
		return weeks[week]
	}
	for _, s := range p.slots {
		week := at(s.Date.Week())
		week.now = append(week.now, s)
	}
	for _, s := range slots {
		week := at(s.Date.Week())
		week.then = append(week.then, s)
	}
	for _, c := range p.state.Cells {
		week := at(c.Week)
		week.cellsNow = append(week.cellsNow, c)
	}
	for _, c := range then.Cells {
		week := at(c.Week)
		week.cellsThen = append(week.cellsThen, c)
	}
	step = planStep{cause: PlanRestored, restored: then.Version, policy: capacity.Policy(then.Policy), locked: then.Locked}
	for _, c := range p.state.Additional {
		week := at(c.Week)
		week.additionalNow = append(week.additionalNow, c)
	}
	for _, c := range then.Additional {
		week := at(c.Week)
		week.additionalThen = append(week.additionalThen, c)
	}
	for _, week := range slices.SortedFunc(maps.Keys(weeks), agenda.Week.Compare) {
		back := weeks[week]
		cells, additional, counted := back.cellsThen, back.additionalThen, then.Counted
		if p.canGoBack(week, *back) {
			come, gone := changes(back.now, p.withBound(*back))
			step.slots, step.gone = append(step.slots, come...), append(step.gone, gone...)
		} else {
			cells, additional, counted = back.cellsNow, back.additionalNow, p.state.Counted
			stuck = append(stuck, week)
		}
		step.cells = append(step.cells, cells...)
		step.additional = append(step.additional, additional...)
		if slices.Contains(counted, week) {
			step.counted = append(step.counted, week)
		}
	}
	return step, stuck
}

// weekBack is a week as it is and as it was in a version.
type weekBack struct {
	now, then                     []agenda.Slot
	cellsNow, cellsThen           []agenda.PlanCell
	additionalNow, additionalThen []agenda.AdditionalCell
}

// canGoBack reports whether the slots of a week can become what they were: every bound one
// was there already, and every desk and procedure still is. Of a week that has begun only
// the numbers can, where its slots are the same.
func (p planning) canGoBack(week agenda.Week, back weekBack) bool {
	was := map[agenda.Slot]bool{}
	for _, s := range back.then {
		was[samePlace(s)] = true
	}
	same := len(back.now) == len(back.then)
	for _, s := range back.now {
		if !was[samePlace(s)] {
			same = false
			if p.bound(s) {
				return false
			}
		}
	}
	return same || !p.begun(week) && p.knows(back)
}

// samePlace returns what of a slot tells that it has not moved: all but its state.
func samePlace(s agenda.Slot) agenda.Slot {
	s.State, s.Release = "", ""
	return s
}

// knows reports whether the house still has the desks and procedures that a week had.
func (p planning) knows(back weekBack) bool {
	for _, s := range back.then {
		if _, known := p.house.Procedure(s.Procedure); !known || p.house.DeskName(s.Desk) == "" {
			return false
		}
	}
	return true
}

// withBound returns the slots that a week had, those that are bound by now, or that belong
// to a week that has begun, as they are.
func (p planning) withBound(back weekBack) []agenda.Slot {
	now := map[agenda.SlotID]agenda.Slot{}
	for _, s := range back.now {
		if p.bound(s) || p.begun(s.Date.Week()) {
			now[s.ID] = s
		}
	}
	slots := slices.Clone(back.then)
	for i, s := range slots {
		if is, bound := now[s.ID]; bound {
			slots[i] = is
		}
	}
	return slots
}

// toldWeeks tells weeks in order, those that follow each other as one.
func toldWeeks(weeks []agenda.Week) (told []agenda.Message) {
	for from := 0; from < len(weeks); {
		to := from
		for to+1 < len(weeks) && weeks[to+1] == weeks[to].Add(1) {
			to++
		}
		if from == to {
			told = append(told, agenda.Msg("office.plan.week", "Week", weeks[from]))
		} else {
			told = append(told, agenda.Msg("office.plan.weeks", "From", weeks[from], "To", weeks[to]))
		}
		from = to + 1
	}
	return told
}
