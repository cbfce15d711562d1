package sqlite

import (
	"context"

	"creneaux/app/agenda"
)

func (r *reader) sessions(ctx context.Context, id agenda.DeskID) ([]agenda.Session, error) {
	return query(ctx, r.tx, `SELECT days, from_clock, to_clock, positions FROM session WHERE desk = ? ORDER BY position`,
		func(row scanner) (s agenda.Session, err error) {
			err = row.Scan(jsonColumn{&s.Days}, &s.From, &s.To, &s.Positions)
			return s, err
		}, id)
}

func (w *writer) setSessions(ctx context.Context, id agenda.DeskID, sessions []agenda.Session) error {
	if err := w.exec(ctx, `DELETE FROM session WHERE desk = ?`, id); err != nil {
		return err
	}
	for i, s := range sessions {
		days, err := jsonText(s.Days)
		if err != nil {
			return err
		}
		if err := w.exec(ctx, `INSERT INTO session (desk, position, days, from_clock, to_clock, positions) VALUES (?, ?, ?, ?, ?, ?)`,
			id, i, days, s.From, s.To, s.Positions); err != nil {
			return err
		}
	}
	return nil
}
