package sqlite

import (
	"context"
	"fmt"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// selectBookings reads bookings with their applicants, selectClosed without opening
// these. CROSS JOIN keeps SQLite from beginning with the applicants, which would lose
// the order of the indexes.
const (
	selectBookings = bookingColumns + `a.sealed` + bookingTables
	selectClosed   = bookingColumns + `NULL` + bookingTables

	bookingColumns = `
SELECT b.pk, b.id, b.reference, b.slot, b.desk, b.desk_name, b.procedure, b.motive, b.date, b.start,
       b.status, b.cause, b.booked_at, b.cancelled_at, b.gone, i.id, a.id, `
	bookingTables = `
FROM booking b CROSS JOIN import i ON i.pk = b.import CROSS JOIN applicant a ON a.pk = b.applicant`
)

// bookingRow is a booking with its place in the table.
type bookingRow struct {
	pk int64
	agenda.Booking
}

func (r *reader) scanBooking(row scanner) (b bookingRow, err error) {
	var applicant agenda.ApplicantID
	var sealed []byte
	if err := row.Scan(&b.pk, text(&b.ID), &b.Reference, text(&b.Slot), text(&b.Desk), &b.DeskName, text(&b.Procedure),
		&b.Motive, dateColumn{&b.Date}, &b.Start, text(&b.Status), text(&b.Cause), &b.BookedAt, &b.CancelledAt, &b.Gone,
		text(&b.Import), text(&applicant), &sealed); err != nil {
		return b, err
	}
	b.Applicant, err = r.keys.openApplicant(applicant, sealed)
	return b, err
}

// Bookings implements [workspace.Reader]. IDs that are empty but not nil find nothing.
// The word of a text may also be a whole e-mail address, phone or foreigner number,
// in any spelling. What has no known procedure or desk comes last in their orders.
func (r *reader) Bookings(ctx context.Context, q workspace.BookingQuery) ([]agenda.Booking, error) {
	if needsNames(q) {
		return r.bookingsByName(ctx, q)
	}
	order, err := orderOf(q)
	if err != nil {
		return nil, err
	}
	c := bookingConditions(q)
	limit := -1
	if q.Limit > 0 {
		limit = q.Limit
	}
	return query(ctx, r.tx, selectBookings+c.where()+order+` LIMIT ? OFFSET ?`,
		func(row scanner) (agenda.Booking, error) {
			b, err := r.scanBooking(row)
			return b.Booking, err
		}, append(c.args, limit, q.Offset)...)
}

// CountBookings implements [workspace.Reader]. Order, Offset and Limit do not matter.
func (r *reader) CountBookings(ctx context.Context, q workspace.BookingQuery) (int, error) {
	if q.Text != "" {
		found, err := r.findByName(ctx, q)
		return len(found), err
	}
	c := bookingConditions(q)
	return scalar[int](ctx, r.tx, `SELECT count(*) FROM booking b`+c.where(), c.args...)
}

// bookingConditions are the restrictions that SQL can see to: all but Text.
func bookingConditions(q workspace.BookingQuery) (c conditions) {
	if !q.From.IsZero() {
		c.add(`b.date >= ?`, q.From.String())
	}
	if !q.To.IsZero() {
		c.add(`b.date <= ?`, q.To.String())
	}
	if q.Desk != "" {
		c.add(`b.desk = ?`, q.Desk)
	}
	if q.Procedure != "" {
		c.add(`b.procedure = ?`, q.Procedure)
	}
	if q.Status != "" {
		c.add(`b.status = ?`, q.Status)
	}
	if q.ActiveOnly {
		c.add(`b.status = ? AND b.gone = 0`, agenda.BookingActive)
	}
	if q.IDs != nil {
		c.add(`b.id IN (SELECT value FROM json_each(?))`, idList(q.IDs))
	}
	return c
}

// bookingOrders are the sort columns; %s stands for the direction.
var bookingOrders = map[workspace.BookingOrder]string{
	"":                         `b.date %[1]s, b.start %[1]s, b.reference %[1]s`,
	workspace.OrderAppointment: `b.date %[1]s, b.start %[1]s, b.reference %[1]s`,
	workspace.OrderReference:   `b.reference %[1]s`,
	workspace.OrderBooked:      `b.booked_at %[1]s, b.reference %[1]s`,
	workspace.OrderProcedure: `(SELECT position FROM procedure p WHERE p.code = b.procedure) IS NULL %[1]s,
		(SELECT position FROM procedure p WHERE p.code = b.procedure) %[1]s, b.reference %[1]s`,
	workspace.OrderDesk: `(SELECT position FROM desk d WHERE d.id = b.desk) IS NULL %[1]s,
		(SELECT position FROM desk d WHERE d.id = b.desk) %[1]s, b.desk_name %[1]s, b.reference %[1]s`,
	workspace.OrderStatus: `b.status %[1]s, b.reference %[1]s`,
}

func orderOf(q workspace.BookingQuery) (string, error) {
	columns, ok := bookingOrders[q.Order]
	if !ok {
		return "", fmt.Errorf("sqlite: bookings cannot be sorted by %q", q.Order)
	}
	direction := "ASC"
	if q.Descending {
		direction = "DESC"
	}
	return ` ORDER BY ` + fmt.Sprintf(columns, direction), nil
}

// bookingState are the columns of a booking that an import may change, in the order of
// bookingValues, and that booking_before keeps.
const bookingState = `reference, slot, desk, desk_name, procedure, motive, date, start, status, cause, booked_at, cancelled_at, gone, applicant`

func bookingValues(b agenda.Booking, applicantPK int64) []any {
	return []any{
		b.Reference, orNull(b.Slot), orNull(b.Desk), b.DeskName, orNull(b.Procedure), b.Motive, b.Date.String(), b.Start,
		b.Status, b.Cause, b.BookedAt, b.CancelledAt, b.Gone, applicantPK,
	}
}

func (w *writer) insertBooking(ctx context.Context, importPK int64, b agenda.Booking) error {
	applicantPK, err := w.putApplicant(ctx, importPK, b.Applicant)
	if err != nil {
		return err
	}
	err = w.exec(ctx, `INSERT INTO booking (id, import, `+bookingState+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		append([]any{b.ID, importPK}, bookingValues(b, applicantPK)...)...)
	if err != nil {
		return fmt.Errorf("sqlite: booking %s: %w", b.Reference, err)
	}
	return nil
}

func (w *writer) changeBooking(ctx context.Context, importPK int64, b agenda.Booking) error {
	if err := w.keepBefore(ctx, importPK, b.ID); err != nil {
		return err
	}
	applicantPK, err := w.putApplicant(ctx, importPK, b.Applicant)
	if err != nil {
		return err
	}
	err = w.exec(ctx, `UPDATE booking SET (`+bookingState+`) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?`,
		append(bookingValues(b, applicantPK), b.ID)...)
	if err != nil {
		return fmt.Errorf("sqlite: booking %s: %w", b.Reference, err)
	}
	return nil
}

func (w *writer) markGone(ctx context.Context, importPK int64, id agenda.BookingID) error {
	if err := w.keepBefore(ctx, importPK, id); err != nil {
		return err
	}
	return w.exec(ctx, `UPDATE booking SET gone = 1 WHERE id = ?`, id)
}

// keepBefore keeps a booking as it is now, for UndoImport.
func (w *writer) keepBefore(ctx context.Context, importPK int64, id agenda.BookingID) error {
	result, err := w.tx.ExecContext(ctx,
		`INSERT INTO booking_before (import, booking, `+bookingState+`) SELECT ?, id, `+bookingState+` FROM booking WHERE id = ?`,
		importPK, id)
	if err != nil {
		return fmt.Errorf("sqlite: booking %s: %w", id, err)
	}
	kept, err := result.RowsAffected()
	if err != nil {
		return err
	}
	if kept == 0 {
		return fmt.Errorf("sqlite: there is no booking %q to change", id)
	}
	return nil
}

// SeatBookings implements [workspace.Writer]. A booking that has a slot keeps it.
func (w *writer) SeatBookings(ctx context.Context, seats []workspace.Seat) error {
	return forEach(ctx, seats, func(ctx context.Context, _ int, s workspace.Seat) error {
		return w.exec(ctx, `UPDATE booking SET slot = ? WHERE id = ? AND slot IS NULL`, s.Slot, s.Booking)
	})
}
