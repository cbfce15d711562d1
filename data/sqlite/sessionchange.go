package sqlite

import (
	"context"

	"creneaux/app/agenda"
)

// SessionChanges implements [workspace.Reader].
func (r *reader) SessionChanges(ctx context.Context) ([]agenda.SessionChange, error) {
	sessions := map[int64][]agenda.Session{}
	err := each(ctx, r.tx, `SELECT change, days, from_clock, to_clock, positions FROM changed_session ORDER BY change, position`,
		func(row scanner) error {
			var change int64
			var s agenda.Session
			err := row.Scan(&change, jsonColumn{&s.Days}, &s.From, &s.To, &s.Positions)
			sessions[change] = append(sessions[change], s)
			return err
		})
	if err != nil {
		return nil, err
	}
	return query(ctx, r.tx, `SELECT pk, id, desk, from_date, to_date, reason FROM session_change ORDER BY from_date, pk`,
		func(row scanner) (c agenda.SessionChange, err error) {
			var pk int64
			err = row.Scan(&pk, text(&c.ID), text(&c.Desk), dateColumn{&c.From}, dateColumn{&c.To}, &c.Reason)
			c.Sessions = sessions[pk]
			return c, err
		})
}

// SetSessionChanges implements [workspace.Writer].
func (w *writer) SetSessionChanges(ctx context.Context, cs []agenda.SessionChange) error {
	if err := w.exec(ctx, `DELETE FROM session_change`); err != nil {
		return err
	}
	return forEach(ctx, cs, func(ctx context.Context, i int, c agenda.SessionChange) error {
		if err := w.exec(ctx, `INSERT INTO session_change (pk, id, desk, from_date, to_date, reason) VALUES (?, ?, ?, ?, ?, ?)`,
			i+1, c.ID, c.Desk, c.From.String(), orNull(c.To.String()), c.Reason); err != nil {
			return err
		}
		for position, s := range c.Sessions {
			days, err := jsonText(s.Days)
			if err != nil {
				return err
			}
			if err := w.exec(ctx,
				`INSERT INTO changed_session (change, position, days, from_clock, to_clock, positions) VALUES (?, ?, ?, ?, ?, ?)`,
				i+1, position, days, s.From, s.To, s.Positions); err != nil {
				return err
			}
		}
		return nil
	})
}
