package sqlite

import (
	"context"

	"creneaux/app/agenda"
)

// Additional implements [workspace.Reader].
func (r *reader) Additional(ctx context.Context) ([]agenda.Additional, error) {
	return query(ctx, r.tx,
		`SELECT id, label, slots, from_date, to_date,
		   (SELECT json_group_array(procedure) FROM (SELECT procedure FROM additional_procedure WHERE additional = pk ORDER BY position))
		 FROM additional ORDER BY to_date IS NULL, to_date, from_date, pk`,
		func(row scanner) (a agenda.Additional, err error) {
			err = row.Scan(text(&a.ID), &a.Label, &a.Slots, dateColumn{&a.From}, dateColumn{&a.To}, jsonColumn{&a.Procedures})
			return a, err
		})
}

// SetAdditional implements [workspace.Writer].
func (w *writer) SetAdditional(ctx context.Context, as []agenda.Additional) error {
	if err := w.exec(ctx, `DELETE FROM additional`); err != nil {
		return err
	}
	return forEach(ctx, as, func(ctx context.Context, i int, a agenda.Additional) error {
		if err := w.exec(ctx, `INSERT INTO additional (pk, id, label, slots, from_date, to_date) VALUES (?, ?, ?, ?, ?, ?)`,
			i+1, a.ID, a.Label, a.Slots, orNull(a.From.String()), orNull(a.To.String())); err != nil {
			return err
		}
		for position, procedure := range a.Procedures {
			if err := w.exec(ctx, `INSERT INTO additional_procedure (additional, position, procedure) VALUES (?, ?, ?)`,
				i+1, position, procedure); err != nil {
				return err
			}
		}
		return nil
	})
}

// removeAdditionalOfNothing follows the removal of procedures.
func (w *writer) removeAdditionalOfNothing(ctx context.Context) error {
	return w.exec(ctx, `DELETE FROM additional WHERE pk NOT IN (SELECT additional FROM additional_procedure)`)
}
