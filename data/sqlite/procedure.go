package sqlite

import (
	"context"

	"creneaux/app/agenda"
)

// Procedures implements [workspace.Reader].
func (r *reader) Procedures(ctx context.Context) ([]agenda.Procedure, error) {
	return query(ctx, r.tx,
		`SELECT code, label, minutes, counted, target, no_show, permits_per_kept, urgent_reserve, walk_in, papers
		 FROM procedure ORDER BY position`,
		func(row scanner) (p agenda.Procedure, err error) {
			err = row.Scan(text(&p.Code), &p.Label, &p.Minutes, &p.Counted, &p.Target, &p.NoShow,
				&p.PermitsPerKept, &p.UrgentReserve, jsonColumn{&p.WalkIn}, jsonColumn{&p.Papers})
			return p, err
		})
}

// SetProcedures implements [workspace.Writer]. A procedure that leaves takes its cells
// of the plan and its places in the desks' lists with it.
//
// Problems: WS-PROCEDURE-IN-USE.
func (w *writer) SetProcedures(ctx context.Context, ps []agenda.Procedure) error {
	codes := make([]agenda.ProcedureCode, len(ps))
	for i, p := range ps {
		codes[i] = p.Code
	}
	if err := w.removeProcedures(ctx, codes); err != nil {
		return err
	}
	return forEach(ctx, ps, w.putProcedure)
}

func (w *writer) putProcedure(ctx context.Context, position int, p agenda.Procedure) error {
	var walkIn any
	if p.WalkIn != nil {
		s, err := jsonText(p.WalkIn)
		if err != nil {
			return err
		}
		walkIn = s
	}
	papers, err := jsonText(p.Papers)
	if err != nil {
		return err
	}
	return w.exec(ctx,
		`INSERT INTO procedure (code, position, label, minutes, counted, target, no_show, permits_per_kept, urgent_reserve, walk_in, papers)
		 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		 ON CONFLICT (code) DO UPDATE SET position = excluded.position, label = excluded.label, minutes = excluded.minutes,
		   counted = excluded.counted, target = excluded.target, no_show = excluded.no_show,
		   permits_per_kept = excluded.permits_per_kept, urgent_reserve = excluded.urgent_reserve,
		   walk_in = excluded.walk_in, papers = excluded.papers`,
		p.Code, position, p.Label, p.Minutes, p.Counted, p.Target, p.NoShow, p.PermitsPerKept, p.UrgentReserve, walkIn, papers)
}

// usedRow is something that a person wants to remove, and what still uses it.
type usedRow struct {
	name            string
	slots, bookings int
}

func scanUsed(row scanner) (u usedRow, err error) {
	err = row.Scan(&u.name, &u.slots, &u.bookings)
	return u, err
}

// removeProcedures removes those that are not in keep. A booking counts as using a
// procedure, too, while an import that moved it to another can be undone.
func (w *writer) removeProcedures(ctx context.Context, keep []agenda.ProcedureCode) error {
	used, err := query(ctx, w.tx,
		`SELECT label, slots, bookings FROM (
		   SELECT p.position, p.label,
		     (SELECT count(*) FROM slot s WHERE s.procedure = p.code) AS slots,
		     (SELECT count(*) FROM (SELECT id FROM booking WHERE procedure = p.code
		                            UNION SELECT booking FROM booking_before WHERE procedure = p.code)) AS bookings
		   FROM procedure p WHERE p.code NOT IN (SELECT value FROM json_each(?)))
		 WHERE slots + bookings > 0 ORDER BY position LIMIT 1`, scanUsed, idList(keep))
	if err != nil {
		return err
	}
	for _, u := range used {
		return agenda.NewProblem("WS-PROCEDURE-IN-USE", "Procedure", u.name, "Slots", u.slots, "Bookings", u.bookings)
	}
	if err := w.exec(ctx, `DELETE FROM procedure WHERE code NOT IN (SELECT value FROM json_each(?))`, idList(keep)); err != nil {
		return err
	}
	return w.removeAdditionalOfNothing(ctx)
}
