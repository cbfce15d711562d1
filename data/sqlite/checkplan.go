package sqlite

import (
	"context"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// checkPlan compares the plan that stands with its latest version, its numbers with the
// slots, and the slots with what the versions say came and went.
func (r *reader) checkPlan(ctx context.Context) ([]agenda.Message, error) {
	plan, err := r.Plan(ctx)
	if err != nil || plan.Version == 0 {
		return nil, err
	}
	kept, found, err := r.PlanOf(ctx, plan.Version)
	if err != nil {
		return nil, err
	}
	if !found {
		return []agenda.Message{agenda.Msg("workspace.check.plan_version", "Version", plan.Version)}, nil
	}
	known, err := r.knownPairs(ctx)
	if err != nil {
		return nil, err
	}
	messages := comparePlans(plan, kept, known)
	for _, look := range []func(context.Context, workspace.PlanState) ([]agenda.Message, error){r.checkNumbers, r.checkMoved} {
		found, err := look(ctx, plan)
		if err != nil {
			return messages, err
		}
		messages = append(messages, found...)
	}
	return messages, nil
}

// pair is a desk and a procedure.
type pair struct {
	desk      agenda.DeskID
	procedure agenda.ProcedureCode
}

// knownPairs returns every desk with every procedure. A cell of another one has left the
// plan with it, and stays in the versions only.
func (r *reader) knownPairs(ctx context.Context) (map[pair]bool, error) {
	known := map[pair]bool{}
	err := each(ctx, r.tx, `SELECT d.id, p.code FROM desk d, procedure p`, func(row scanner) error {
		var at pair
		err := row.Scan(text(&at.desk), text(&at.procedure))
		known[at] = true
		return err
	})
	return known, err
}

// comparePlans names the weeks in which the plan is not what its version says.
func comparePlans(plan, kept workspace.PlanState, known map[pair]bool) (messages []agenda.Message) {
	gone := func(c agenda.PlanCell) bool { return !known[pair{c.Desk, c.Procedure}] }
	kept.Cells = slices.DeleteFunc(slices.Clone(kept.Cells), gone)
	kept.Additional = slices.DeleteFunc(slices.Clone(kept.Additional), func(c agenda.AdditionalCell) bool { return gone(c.PlanCell) })
	stands, told := weeksOf(plan), weeksOf(kept)
	for week := range told {
		if _, is := stands[week]; !is {
			stands[week] = planWeek{}
		}
	}
	for _, week := range sortedWeeks(stands) {
		if !stands[week].same(told[week]) {
			messages = append(messages, agenda.Msg("workspace.check.plan_week", "Week", week, "Version", plan.Version))
		}
	}
	return messages
}

// checkNumbers names the weeks whose slots are not as many as the plan says. What counts of
// a week that is over is another matter.
func (r *reader) checkNumbers(ctx context.Context, plan workspace.PlanState) (messages []agenda.Message, err error) {
	counted := map[agenda.Week]bool{}
	for _, week := range plan.Counted {
		counted[week] = true
	}
	away := map[agenda.PlanCell]int{}
	for _, c := range plan.Cells {
		at := c
		at.Slots = 0
		away[at] += c.Slots
	}
	err = each(ctx, r.tx, `SELECT date, desk, procedure, count(*) FROM slot GROUP BY date, desk, procedure`, func(row scanner) error {
		var date agenda.Date
		var at agenda.PlanCell
		var slots int
		if err := row.Scan(dateColumn{&date}, text(&at.Desk), text(&at.Procedure), &slots); err != nil {
			return err
		}
		at.Week = date.Week()
		away[at] -= slots
		return nil
	})
	wrong := map[agenda.Week]planWeek{}
	for at, n := range away {
		if n != 0 && !counted[at.Week] {
			wrong[at.Week] = planWeek{}
		}
	}
	for _, week := range sortedWeeks(wrong) {
		messages = append(messages, agenda.Msg("workspace.check.plan_slots", "Week", week))
	}
	return messages, err
}

// checkMoved counts the slots of which the versions say last that they came and that are
// not there or elsewhere, or that they went and that are there.
func (r *reader) checkMoved(ctx context.Context, _ workspace.PlanState) ([]agenda.Message, error) {
	wrong, err := scalar[int](ctx, r.tx,
		`WITH last AS (
		   SELECT *, row_number() OVER (PARTITION BY id ORDER BY version DESC, added DESC) AS nth FROM plan_version_slot)
		 SELECT count(*) FROM last l LEFT JOIN slot s USING (id)
		 WHERE l.nth = 1 AND CASE l.added WHEN 0 THEN s.id IS NOT NULL ELSE s.id IS NULL
		   OR s.desk <> l.desk OR s.procedure <> l.procedure OR s.date <> l.date OR s.start <> l.start
		   OR s.minutes <> l.minutes OR s.position <> l.position END`)
	if err != nil || wrong == 0 {
		return nil, err
	}
	return []agenda.Message{agenda.Msg("workspace.check.plan_moved", "Count", wrong)}, nil
}
