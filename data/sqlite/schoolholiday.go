package sqlite

import (
	"context"

	"creneaux/app/agenda"
)

// SchoolHolidays implements [workspace.Reader].
func (r *reader) SchoolHolidays(ctx context.Context) ([]agenda.SchoolHoliday, error) {
	return query(ctx, r.tx, `SELECT id, zone, name, from_date, to_date FROM school_holiday ORDER BY from_date, zone, pk`,
		func(row scanner) (h agenda.SchoolHoliday, err error) {
			err = row.Scan(text(&h.ID), &h.Zone, &h.Name, dateColumn{&h.From}, dateColumn{&h.To})
			return h, err
		})
}

// SetSchoolHolidays implements [workspace.Writer].
func (w *writer) SetSchoolHolidays(ctx context.Context, hs []agenda.SchoolHoliday) error {
	if err := w.exec(ctx, `DELETE FROM school_holiday`); err != nil {
		return err
	}
	return forEach(ctx, hs, func(ctx context.Context, i int, h agenda.SchoolHoliday) error {
		return w.exec(ctx, `INSERT INTO school_holiday (pk, id, zone, name, from_date, to_date) VALUES (?, ?, ?, ?, ?, ?)`,
			i+1, h.ID, h.Zone, h.Name, h.From.String(), h.To.String())
	})
}
