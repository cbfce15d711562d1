package office

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// The least and the most of the usual demand that a week of school holidays can have.
const (
	leastSchoolDemand = 0.1
	mostSchoolDemand  = 3
)

// SetSchoolDemand says how much of the usual demand a week of school holidays in the
// service's zone has: 0.8 is a fifth less, 1 (or 0) as much as any other. The plan follows
// when the year is planned the next time: such weeks have their part of the slots. It
// returns what was said before: setting that undoes it.
//
// Problems: CAL-DEMAND for a share that is neither 0 nor from 0.1 to 3.
func (o *Office) SetSchoolDemand(ctx context.Context, share float64) (before float64, err error) {
	if share != 0 && !(share >= leastSchoolDemand && share <= mostSchoolDemand) {
		return 0, agenda.NewProblem("CAL-DEMAND", "Share", share, "Least", leastSchoolDemand, "Most", mostSchoolDemand)
	}
	err = o.store.Update(ctx, func(w workspace.Writer) error {
		service, err := w.Service(ctx)
		if err != nil {
			return err
		}
		before, service.SchoolDemand = service.SchoolDemand, share
		if err := w.SetService(ctx, service); err != nil {
			return err
		}
		return o.record(ctx, w, "school-demand", "", map[string]any{"before": before, "after": share})
	})
	if err == nil {
		o.changed(AreaSetup, AreaPlan)
	}
	return before, err
}
