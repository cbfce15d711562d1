package sqlite

import (
	"context"

	"creneaux/app/agenda"
)

// Desks implements [workspace.Reader].
func (r *reader) Desks(ctx context.Context) ([]agenda.Desk, error) {
	desks, err := query(ctx, r.tx, `SELECT id, name FROM desk ORDER BY position`,
		func(row scanner) (d agenda.Desk, err error) {
			err = row.Scan(text(&d.ID), &d.Name)
			return d, err
		})
	if err != nil {
		return nil, err
	}
	for i := range desks {
		if desks[i].Procedures, err = r.deskProcedures(ctx, desks[i].ID); err != nil {
			return nil, err
		}
		if desks[i].Sessions, err = r.sessions(ctx, desks[i].ID); err != nil {
			return nil, err
		}
	}
	return desks, nil
}

func (r *reader) deskProcedures(ctx context.Context, id agenda.DeskID) ([]agenda.ProcedureCode, error) {
	return query(ctx, r.tx, `SELECT procedure FROM desk_procedure WHERE desk = ? ORDER BY position`,
		func(row scanner) (code agenda.ProcedureCode, err error) {
			err = row.Scan(text(&code))
			return code, err
		}, id)
}

// SetDesks implements [workspace.Writer]. A desk that leaves takes its sessions and
// their changes, its absences, the closures of it alone and its cells of the plan with it.
//
// Problems: WS-DESK-IN-USE.
func (w *writer) SetDesks(ctx context.Context, ds []agenda.Desk) error {
	ids := make([]agenda.DeskID, len(ds))
	for i, d := range ds {
		ids[i] = d.ID
	}
	if err := w.removeDesks(ctx, ids); err != nil {
		return err
	}
	return forEach(ctx, ds, w.putDesk)
}

func (w *writer) putDesk(ctx context.Context, position int, d agenda.Desk) error {
	if err := w.exec(ctx,
		`INSERT INTO desk (id, position, name) VALUES (?, ?, ?)
		 ON CONFLICT (id) DO UPDATE SET position = excluded.position, name = excluded.name`, d.ID, position, d.Name); err != nil {
		return err
	}
	if err := w.exec(ctx, `DELETE FROM desk_procedure WHERE desk = ?`, d.ID); err != nil {
		return err
	}
	for i, code := range d.Procedures {
		if err := w.exec(ctx, `INSERT INTO desk_procedure (desk, position, procedure) VALUES (?, ?, ?)`, d.ID, i, code); err != nil {
			return err
		}
	}
	return w.setSessions(ctx, d.ID, d.Sessions)
}

func (w *writer) removeDesks(ctx context.Context, keep []agenda.DeskID) error {
	used, err := query(ctx, w.tx,
		`SELECT name, slots, bookings FROM (
		   SELECT d.position, d.name,
		     (SELECT count(*) FROM slot s WHERE s.desk = d.id) AS slots,
		     (SELECT count(*) FROM (SELECT id FROM booking WHERE desk = d.id
		                            UNION SELECT booking FROM booking_before WHERE desk = d.id)) AS bookings
		   FROM desk d WHERE d.id NOT IN (SELECT value FROM json_each(?)))
		 WHERE slots + bookings > 0 ORDER BY position LIMIT 1`, scanUsed, idList(keep))
	if err != nil {
		return err
	}
	for _, u := range used {
		return agenda.NewProblem("WS-DESK-IN-USE", "Desk", u.name, "Slots", u.slots, "Bookings", u.bookings)
	}
	if err := w.exec(ctx, `DELETE FROM desk WHERE id NOT IN (SELECT value FROM json_each(?))`, idList(keep)); err != nil {
		return err
	}
	return w.removeClosuresOfNoDesk(ctx)
}
