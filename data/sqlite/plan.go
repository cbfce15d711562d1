package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// Plan implements [workspace.Reader].
func (r *reader) Plan(ctx context.Context) (p workspace.PlanState, err error) {
	err = r.tx.QueryRowContext(ctx, `SELECT made_at, version FROM plan`).Scan(&p.MadeAt, &p.Version)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return p, err
	}
	p.Cells, err = query(ctx, r.tx, `SELECT week, desk, procedure, slots FROM plan_cell ORDER BY week, desk, procedure`,
		func(row scanner) (c agenda.PlanCell, err error) {
			err = row.Scan(weekColumn{&c.Week}, text(&c.Desk), text(&c.Procedure), &c.Slots)
			return c, err
		})
	if err != nil {
		return p, err
	}
	p.Locked, err = query(ctx, r.tx, `SELECT week FROM plan_lock ORDER BY week`,
		func(row scanner) (week agenda.Week, err error) {
			err = row.Scan(weekColumn{&week})
			return week, err
		})
	return p, err
}

// SetPlan implements [workspace.Writer].
func (w *writer) SetPlan(ctx context.Context, cells []agenda.PlanCell, locked []agenda.Week, now agenda.Moment) error {
	for _, statement := range []string{`DELETE FROM plan_cell`, `DELETE FROM plan_lock`} {
		if err := w.exec(ctx, statement); err != nil {
			return err
		}
	}
	err := forEach(ctx, cells, func(ctx context.Context, _ int, c agenda.PlanCell) error {
		if c.Slots == 0 {
			return nil
		}
		return w.exec(ctx, `INSERT INTO plan_cell (week, desk, procedure, slots) VALUES (?, ?, ?, ?)`,
			c.Week.String(), c.Desk, c.Procedure, c.Slots)
	})
	if err != nil {
		return err
	}
	for _, week := range locked {
		if err := w.exec(ctx, `INSERT OR IGNORE INTO plan_lock (week) VALUES (?)`, week.String()); err != nil {
			return err
		}
	}
	return w.exec(ctx,
		`INSERT INTO plan (only, made_at, version) VALUES (1, ?, 1)
		 ON CONFLICT (only) DO UPDATE SET made_at = excluded.made_at, version = version + 1`, now)
}
