package office

import (
	"context"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// SetWalkIn says on which mornings a procedure is received without appointment and what
// desks with other procedures, too, keep for it: a share of the morning, some positions,
// or, with neither, the usual share. It returns what was said before: setting that undoes
// it.
//
// Problems: CAL-NO-WALK-IN for a procedure that needs an appointment or is none of the
// service's, CAL-WALK-IN for no morning, or for a share or positions that cannot be.
func (o *Office) SetWalkIn(ctx context.Context, code agenda.ProcedureCode, walkIn agenda.WalkIn) (before agenda.WalkIn, err error) {
	err = o.store.Update(ctx, func(w workspace.Writer) error {
		procedures, err := w.Procedures(ctx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(procedures, func(p agenda.Procedure) bool { return p.Code == code && p.WalkIn != nil })
		if at < 0 {
			return agenda.NewProblem("CAL-NO-WALK-IN", "Procedure", string(code))
		}
		if !validWalkIn(walkIn) {
			return agenda.NewProblem("CAL-WALK-IN", "Procedure", string(code), "Most", agenda.MostPositions)
		}
		before, procedures[at].WalkIn = *procedures[at].WalkIn, &walkIn
		if err := w.SetProcedures(ctx, procedures); err != nil {
			return err
		}
		return o.record(ctx, w, "walk-in", string(code), map[string]any{"before": before, "after": walkIn})
	})
	if err == nil {
		o.changed(AreaSetup, AreaPlan)
	}
	return before, err
}

func validWalkIn(w agenda.WalkIn) bool {
	return len(w.Mornings) > 0 && isShare(w.Share) && between(w.Positions, 0, agenda.MostPositions)
}
