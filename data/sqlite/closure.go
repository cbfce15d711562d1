package sqlite

import (
	"context"

	"creneaux/app/agenda"
)

// Closures implements [workspace.Reader].
func (r *reader) Closures(ctx context.Context) ([]agenda.Closure, error) {
	return query(ctx, r.tx,
		`SELECT id, from_date, to_date, from_clock, to_clock, reason,
		   (SELECT json_group_array(desk) FROM (SELECT desk FROM closure_desk WHERE closure = pk ORDER BY position))
		 FROM closure ORDER BY from_date, to_date, pk`,
		func(row scanner) (c agenda.Closure, err error) {
			err = row.Scan(text(&c.ID), dateColumn{&c.From}, dateColumn{&c.To}, &c.Hours.From, &c.Hours.To, &c.Reason, jsonColumn{&c.Desks})
			c.Hours = plainHours(c.Hours)
			if len(c.Desks) == 0 {
				c.Desks = nil
			}
			return c, err
		})
}

// plainHours writes the whole day in one way only.
func plainHours(h agenda.Hours) agenda.Hours {
	if h.Whole() {
		return agenda.Hours{}
	}
	return h
}

// SetClosures implements [workspace.Writer].
func (w *writer) SetClosures(ctx context.Context, cs []agenda.Closure) error {
	if err := w.exec(ctx, `DELETE FROM closure`); err != nil {
		return err
	}
	return forEach(ctx, cs, func(ctx context.Context, i int, c agenda.Closure) error {
		from, to := c.Hours.Span()
		if err := w.exec(ctx,
			`INSERT INTO closure (pk, id, from_date, to_date, from_clock, to_clock, everywhere, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			i+1, c.ID, c.From.String(), c.To.String(), from, to, len(c.Desks) == 0, c.Reason); err != nil {
			return err
		}
		for position, desk := range c.Desks {
			if err := w.exec(ctx, `INSERT INTO closure_desk (closure, position, desk) VALUES (?, ?, ?)`, i+1, position, desk); err != nil {
				return err
			}
		}
		return nil
	})
}

// removeClosuresOfNoDesk follows the removal of desks.
func (w *writer) removeClosuresOfNoDesk(ctx context.Context) error {
	return w.exec(ctx, `DELETE FROM closure WHERE everywhere = 0 AND pk NOT IN (SELECT closure FROM closure_desk)`)
}
