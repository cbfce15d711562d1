package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"creneaux/app/agenda"
)

const selectConvocations = `SELECT number, booking, sealed, issued_at FROM convocation`

func (r *reader) scanConvocation(row scanner) (c agenda.Convocation, err error) {
	var sealed []byte
	if err := row.Scan(&c.Number, text(&c.Booking), &sealed, &c.IssuedAt); err != nil {
		return c, err
	}
	code, err := r.keys.open(sealConvocation, c.Number, sealed)
	c.Code = string(code)
	return c, err
}

// Convocations implements [workspace.Reader]; they come in the order of their numbers.
// The latest letter of a booking is the one that was put last.
func (r *reader) Convocations(ctx context.Context, ids []agenda.BookingID) ([]agenda.Convocation, error) {
	var c conditions
	c.add(`rowid = (SELECT max(rowid) FROM convocation l WHERE l.booking = convocation.booking)`)
	if ids != nil {
		c.add(`booking IN (SELECT value FROM json_each(?))`, idList(ids))
	}
	return query(ctx, r.tx, selectConvocations+c.where()+` ORDER BY number`, r.scanConvocation, c.args...)
}

// ConvocationByNumber implements [workspace.Reader].
func (r *reader) ConvocationByNumber(ctx context.Context, number string) (agenda.Convocation, bool, error) {
	c, err := r.scanConvocation(r.tx.QueryRowContext(ctx, selectConvocations+` WHERE number = ?`, number))
	if errors.Is(err, sql.ErrNoRows) {
		return agenda.Convocation{}, false, nil
	}
	return c, err == nil, err
}

// NextConvocationSequence implements [workspace.Writer]: it takes count numbers and
// returns the first.
func (w *writer) NextConvocationSequence(ctx context.Context, count int) (first int, err error) {
	next, err := scalar[int](ctx, w.tx,
		`INSERT INTO counter (name, next) VALUES ('convocation', 1 + ?1)
		 ON CONFLICT (name) DO UPDATE SET next = next + ?1 RETURNING next`, max(count, 0))
	return next - max(count, 0), err
}

// PutConvocations implements [workspace.Writer]. A letter printed again replaces its
// code and its moment; a number never passes to another booking.
func (w *writer) PutConvocations(ctx context.Context, cs []agenda.Convocation) error {
	after, err := w.latestImport(ctx)
	if err != nil {
		return err
	}
	return forEach(ctx, cs, func(ctx context.Context, _ int, c agenda.Convocation) error {
		sealed, err := w.keys.seal(sealConvocation, c.Number, []byte(c.Code))
		if err != nil {
			return err
		}
		result, err := w.tx.ExecContext(ctx,
			`INSERT INTO convocation (number, booking, sealed, issued_at, after_import) VALUES (?, ?, ?, ?, ?)
			 ON CONFLICT (number) DO UPDATE SET sealed = excluded.sealed, issued_at = excluded.issued_at,
			   after_import = excluded.after_import WHERE booking = excluded.booking`,
			c.Number, c.Booking, sealed, c.IssuedAt, after)
		if err != nil {
			return err
		}
		kept, err := result.RowsAffected()
		if err == nil && kept == 0 {
			err = fmt.Errorf("sqlite: letter %s is of another booking", c.Number)
		}
		return err
	})
}
