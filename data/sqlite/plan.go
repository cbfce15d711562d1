package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// Plan implements [workspace.Reader].
func (r *reader) Plan(ctx context.Context) (p workspace.PlanState, err error) {
	err = r.tx.QueryRowContext(ctx,
		`SELECT p.made_at, p.version, coalesce(v.policy, '') FROM plan p LEFT JOIN plan_version v USING (version)`).
		Scan(&p.MadeAt, &p.Version, &p.Policy)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return p, err
	}
	if p.Cells, err = query(ctx, r.tx, `SELECT week, desk, procedure, slots FROM plan_cell ORDER BY week, desk, procedure`, scanCell); err != nil {
		return p, err
	}
	if p.Additional, err = r.AdditionalCells(ctx); err != nil {
		return p, err
	}
	if p.Locked, err = query(ctx, r.tx, `SELECT week FROM plan_lock ORDER BY week`, scanWeek); err != nil {
		return p, err
	}
	p.Counted, err = query(ctx, r.tx, `SELECT week FROM (`+weeksOfVersion+`) WHERE counted = 1 ORDER BY week`, scanWeek, p.Version)
	return p, err
}

// AdditionalCells implements [workspace.Reader].
func (r *reader) AdditionalCells(ctx context.Context) ([]agenda.AdditionalCell, error) {
	return query(ctx, r.tx,
		`SELECT week, desk, procedure, additional, slots FROM plan_additional ORDER BY week, desk, procedure, additional`, scanAdditional)
}

func scanCell(row scanner) (c agenda.PlanCell, err error) {
	err = row.Scan(weekColumn{&c.Week}, text(&c.Desk), text(&c.Procedure), &c.Slots)
	return c, err
}

func scanAdditional(row scanner) (c agenda.AdditionalCell, err error) {
	err = row.Scan(weekColumn{&c.Week}, text(&c.Desk), text(&c.Procedure), text(&c.Additional), &c.Slots)
	return c, err
}

func scanWeek(row scanner) (week agenda.Week, err error) {
	err = row.Scan(weekColumn{&week})
	return week, err
}

// KeepPlan implements [workspace.Writer].
//
// Problems: WS-SLOT-IN-USE.
func (w *writer) KeepPlan(ctx context.Context, step workspace.PlanStep) (workspace.PlanVersion, error) {
	before, err := w.Plan(ctx)
	if err != nil {
		return workspace.PlanVersion{}, err
	}
	v := step.PlanVersion
	v.Version = before.Version + 1
	adopted, err := w.keys.sealAdopted(v)
	if err != nil {
		return v, err
	}
	if err := w.exec(ctx,
		`INSERT INTO plan_version (version, made_at, made_by, cause, why, policy, restored, sealed, planned, permits, added, removed)
		 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
		v.Version, v.At, v.By, v.Cause, v.Why, v.Policy, v.Restored, adopted, v.Planned, v.ExpectedPermits); err != nil {
		return v, err
	}
	if v.Weeks, err = w.keepWeeks(ctx, v.Version, weeksOf(before), weeksOf(workspace.PlanState{
		Cells: step.Cells, Additional: step.Additional, Locked: step.Locked, Counted: step.Counted,
	})); err != nil {
		return v, err
	}
	if err := w.moveSlots(ctx, v.Version, step.Slots, step.Gone); err != nil {
		return v, err
	}
	if v.Added, v.Removed, err = w.countMoved(ctx, v.Version); err != nil {
		return v, err
	}
	return v, w.exec(ctx,
		`INSERT INTO plan (only, made_at, version) VALUES (1, ?, ?)
		 ON CONFLICT (only) DO UPDATE SET made_at = excluded.made_at, version = excluded.version`, v.At, v.Version)
}

// planWeek is what a version says of a week.
type planWeek struct {
	locked, counted bool
	cells           []agenda.PlanCell       // with slots, by desk and procedure
	additional      []agenda.AdditionalCell // with slots, by desk, procedure and id
}

func (w planWeek) same(other planWeek) bool {
	return w.locked == other.locked && w.counted == other.counted && slices.Equal(w.cells, other.cells) &&
		slices.Equal(w.additional, other.additional)
}

func weeksOf(p workspace.PlanState) map[agenda.Week]planWeek {
	weeks := map[agenda.Week]planWeek{}
	change := func(week agenda.Week, how func(*planWeek)) {
		at := weeks[week]
		how(&at)
		weeks[week] = at
	}
	for _, c := range p.Cells {
		if c.Slots > 0 {
			change(c.Week, func(w *planWeek) { w.cells = append(w.cells, c) })
		}
	}
	for _, c := range p.Additional {
		if c.Slots > 0 {
			change(c.Week, func(w *planWeek) { w.additional = append(w.additional, c) })
		}
	}
	for _, week := range p.Locked {
		change(week, func(w *planWeek) { w.locked = true })
	}
	for _, week := range p.Counted {
		change(week, func(w *planWeek) { w.counted = true })
	}
	for _, week := range weeks {
		slices.SortFunc(week.cells, compareCells)
		slices.SortFunc(week.additional, compareAdditional)
	}
	return weeks
}

func sortedWeeks(weeks map[agenda.Week]planWeek) []agenda.Week {
	return slices.SortedFunc(maps.Keys(weeks), agenda.Week.Compare)
}

// keepWeeks writes the weeks that differ, both where the plan stands and where the
// version does, and returns them.
func (w *writer) keepWeeks(ctx context.Context, version int, before, after map[agenda.Week]planWeek) ([]agenda.Week, error) {
	all := maps.Clone(before)
	maps.Copy(all, after)
	changed := slices.DeleteFunc(sortedWeeks(all), func(week agenda.Week) bool { return before[week].same(after[week]) })
	return changed, forEach(ctx, changed, func(ctx context.Context, _ int, week agenda.Week) error {
		return w.keepWeek(ctx, version, week, after[week])
	})
}

func (w *writer) keepWeek(ctx context.Context, version int, week agenda.Week, of planWeek) error {
	for _, statement := range []string{
		`DELETE FROM plan_cell WHERE week = ?`, `DELETE FROM plan_additional WHERE week = ?`, `DELETE FROM plan_lock WHERE week = ?`,
	} {
		if err := w.exec(ctx, statement, week.String()); err != nil {
			return err
		}
	}
	if of.locked {
		if err := w.exec(ctx, `INSERT INTO plan_lock (week) VALUES (?)`, week.String()); err != nil {
			return err
		}
	}
	if err := w.exec(ctx, `INSERT INTO plan_version_week (version, week, locked, counted) VALUES (?, ?, ?, ?)`,
		version, week.String(), of.locked, of.counted); err != nil {
		return err
	}
	for _, c := range of.cells {
		if err := w.exec(ctx, `INSERT INTO plan_cell (week, desk, procedure, slots) VALUES (?, ?, ?, ?)`,
			week.String(), c.Desk, c.Procedure, c.Slots); err != nil {
			return err
		}
		if err := w.exec(ctx, `INSERT INTO plan_version_cell (version, week, desk, procedure, slots) VALUES (?, ?, ?, ?, ?)`,
			version, week.String(), c.Desk, c.Procedure, c.Slots); err != nil {
			return err
		}
	}
	return w.keepAdditional(ctx, version, week, of.additional)
}

func (w *writer) keepAdditional(ctx context.Context, version int, week agenda.Week, cells []agenda.AdditionalCell) error {
	for _, c := range cells {
		if err := w.exec(ctx, `INSERT INTO plan_additional (week, desk, procedure, additional, slots) VALUES (?, ?, ?, ?, ?)`,
			week.String(), c.Desk, c.Procedure, c.Additional, c.Slots); err != nil {
			return err
		}
		if err := w.exec(ctx, `INSERT INTO plan_version_additional (version, week, desk, procedure, additional, slots) VALUES (?, ?, ?, ?, ?, ?)`,
			version, week.String(), c.Desk, c.Procedure, c.Additional, c.Slots); err != nil {
			return err
		}
	}
	return nil
}

// moveSlots changes the slots and keeps what they were and what they became.
func (w *writer) moveSlots(ctx context.Context, version int, come []agenda.Slot, gone []agenda.SlotID) error {
	ids := make([]agenda.SlotID, len(come))
	for i, s := range come {
		ids[i] = s.ID
	}
	const keep = `INSERT INTO plan_version_slot (version, id, added, desk, procedure, date, start, minutes, position, state)
		SELECT ?, id, ?, desk, procedure, date, start, minutes, position, state FROM slot
		WHERE id IN (SELECT value FROM json_each(?))`
	if err := w.exec(ctx, keep, version, false, idList(slices.Concat(ids, gone))); err != nil {
		return err
	}
	if err := w.deleteSlots(ctx, gone); err != nil {
		return err
	}
	if err := w.PutSlots(ctx, come); err != nil {
		return err
	}
	return w.exec(ctx, keep, version, true, idList(ids))
}

// countMoved counts the slots that came and went with a version, those that only
// changed left out.
func (w *writer) countMoved(ctx context.Context, version int) (added, removed int, err error) {
	err = w.tx.QueryRowContext(ctx,
		`SELECT coalesce(sum(came AND NOT went), 0), coalesce(sum(went AND NOT came), 0)
		 FROM (SELECT max(added) AS came, max(NOT added) AS went FROM plan_version_slot WHERE version = ? GROUP BY id)`, version).
		Scan(&added, &removed)
	if err != nil {
		return 0, 0, err
	}
	return added, removed, w.exec(ctx, `UPDATE plan_version SET added = ?, removed = ? WHERE version = ?`, added, removed, version)
}
