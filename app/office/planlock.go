package office

import (
	"context"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/workspace"
)

// LockWeeks locks weeks of the plan: planning the year anew leaves them as they are. Where
// all of them are locked already, nothing changes.
//
// Problems: PLAN-NONE, PLAN-WEEK-YEAR.
func (o *Office) LockWeeks(ctx context.Context, weeks []agenda.Week, why string) (PlanView, error) {
	return o.relock(ctx, weeks, planStep{cause: PlanLocked, why: why}, func(locked []agenda.Week) []agenda.Week {
		locked = slices.Concat(locked, weeks)
		slices.SortFunc(locked, agenda.Week.Compare)
		return slices.Compact(locked)
	})
}

// UnlockWeeks takes the locks of weeks away, as [Office.LockWeeks] sets them.
func (o *Office) UnlockWeeks(ctx context.Context, weeks []agenda.Week, why string) (PlanView, error) {
	return o.relock(ctx, weeks, planStep{cause: PlanUnlocked, why: why}, func(locked []agenda.Week) []agenda.Week {
		return slices.DeleteFunc(slices.Clone(locked), func(w agenda.Week) bool { return slices.Contains(weeks, w) })
	})
}

func (o *Office) relock(ctx context.Context, weeks []agenda.Week, step planStep, change func(locked []agenda.Week) []agenda.Week) (PlanView, error) {
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		house, state, err := loadPlan(ctx, w, weeks...)
		if err != nil {
			return err
		}
		step.locked = change(state.Locked)
		if slices.Equal(step.locked, state.Locked) {
			return nil
		}
		step.policy, step.cells, step.counted = capacity.Policy(state.Policy), state.Cells, state.Counted
		step.additional = state.Additional
		step.detail = map[string]any{"list": weeks}
		return o.keepPlan(ctx, w, house, step)
	})
	if err != nil {
		return PlanView{}, err
	}
	o.changed(AreaPlan)
	return o.PlanView(ctx)
}

// loadPlan loads a plan that there must be, with the house; the weeks must be of its year.
//
// Problems: PLAN-NONE, PLAN-WEEK-YEAR.
func loadPlan(ctx context.Context, r workspace.Reader, weeks ...agenda.Week) (house House, state workspace.PlanState, err error) {
	if house, err = loadHouse(ctx, r); err != nil {
		return house, state, err
	}
	if state, err = r.Plan(ctx); err != nil {
		return house, state, err
	}
	if state.Version == 0 {
		return house, state, agenda.NewProblem("PLAN-NONE", "Year", house.Service.Year)
	}
	for _, w := range weeks {
		if w.Year != house.Service.Year {
			return house, state, agenda.NewProblem("PLAN-WEEK-YEAR", "Week", w, "Year", house.Service.Year)
		}
	}
	return house, state, nil
}
