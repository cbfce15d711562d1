package sqlite

import (
	"context"

	"creneaux/app/agenda"
)

// Absences implements [workspace.Reader].
func (r *reader) Absences(ctx context.Context) ([]agenda.Absence, error) {
	return query(ctx, r.tx,
		`SELECT id, desk, from_date, to_date, from_clock, to_clock, positions, sealed FROM absence ORDER BY from_date, to_date, pk`,
		func(row scanner) (a agenda.Absence, err error) {
			var sealed []byte
			if err := row.Scan(text(&a.ID), text(&a.Desk), dateColumn{&a.From}, dateColumn{&a.To}, &a.Hours.From, &a.Hours.To,
				&a.Positions, &sealed); err != nil {
				return a, err
			}
			a.Hours = plainHours(a.Hours)
			reason, err := r.keys.open(sealAbsence, string(a.ID), sealed)
			a.Reason = string(reason)
			return a, err
		})
}

// SetAbsences implements [workspace.Writer].
func (w *writer) SetAbsences(ctx context.Context, as []agenda.Absence) error {
	if err := w.exec(ctx, `DELETE FROM absence`); err != nil {
		return err
	}
	return forEach(ctx, as, func(ctx context.Context, i int, a agenda.Absence) error {
		sealed, err := w.keys.seal(sealAbsence, string(a.ID), []byte(a.Reason))
		if err != nil {
			return err
		}
		from, to := a.Hours.Span()
		return w.exec(ctx,
			`INSERT INTO absence (pk, id, desk, from_date, to_date, from_clock, to_clock, positions, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			i+1, a.ID, a.Desk, a.From.String(), a.To.String(), from, to, a.Positions, sealed)
	})
}
