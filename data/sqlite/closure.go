package sqlite

import (
	"context"

	"creneaux/app/agenda"
)

// Closures implements [workspace.Reader].
func (r *reader) Closures(ctx context.Context) ([]agenda.Closure, error) {
	return query(ctx, r.tx, `SELECT from_date, to_date, desk, reason FROM closure ORDER BY from_date, to_date, pk`,
		func(row scanner) (c agenda.Closure, err error) {
			err = row.Scan(dateColumn{&c.From}, dateColumn{&c.To}, text(&c.Desk), &c.Reason)
			return c, err
		})
}

// SetClosures implements [workspace.Writer].
func (w *writer) SetClosures(ctx context.Context, cs []agenda.Closure) error {
	if err := w.exec(ctx, `DELETE FROM closure`); err != nil {
		return err
	}
	return forEach(ctx, cs, func(ctx context.Context, _ int, c agenda.Closure) error {
		return w.exec(ctx, `INSERT INTO closure (from_date, to_date, desk, reason) VALUES (?, ?, ?, ?)`,
			c.From.String(), c.To.String(), orNull(c.Desk), c.Reason)
	})
}
