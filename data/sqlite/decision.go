package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"creneaux/app/agenda"
)

// Decisions implements [workspace.Reader].
func (r *reader) Decisions(ctx context.Context) ([]agenda.Decision, error) {
	about, err := r.decisionBookings(ctx, `SELECT decision, booking FROM decision_booking ORDER BY decision, position`)
	if err != nil {
		return nil, err
	}
	cancel, err := r.decisionBookings(ctx, `SELECT decision, booking FROM decision_cancel ORDER BY decision, position`)
	if err != nil {
		return nil, err
	}
	return query(ctx, r.tx, `SELECT pk, id, rule, outcome, sealed, at, undone_at FROM decision ORDER BY pk`,
		func(row scanner) (d agenda.Decision, err error) {
			var pk int64
			var sealed []byte
			if err := row.Scan(&pk, text(&d.ID), &d.Rule, text(&d.Outcome), &sealed, &d.At, &d.Undone); err != nil {
				return d, err
			}
			reason, err := r.keys.open(sealDecision, string(d.ID), sealed)
			d.Reason = string(reason)
			d.Bookings, d.Cancel = about[pk], cancel[pk]
			return d, err
		})
}

func (r *reader) decisionBookings(ctx context.Context, statement string) (map[int64][]agenda.BookingID, error) {
	lists := map[int64][]agenda.BookingID{}
	err := each(ctx, r.tx, statement, func(row scanner) error {
		var decision int64
		var booking agenda.BookingID
		err := row.Scan(&decision, text(&booking))
		lists[decision] = append(lists[decision], booking)
		return err
	})
	return lists, err
}

// PutDecision implements [workspace.Writer]. A booking that was cancelled already
// stays cancelled for the cause it was cancelled for.
func (w *writer) PutDecision(ctx context.Context, d agenda.Decision, cause agenda.CancelCause) error {
	sealed, err := w.keys.seal(sealDecision, string(d.ID), []byte(d.Reason))
	if err != nil {
		return err
	}
	after, err := w.latestImport(ctx)
	if err != nil {
		return err
	}
	result, err := w.tx.ExecContext(ctx,
		`INSERT INTO decision (id, rule, outcome, sealed, at, undone_at, after_import) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		d.ID, d.Rule, d.Outcome, sealed, d.At, d.Undone, after)
	if err != nil {
		return err
	}
	pk, err := result.LastInsertId()
	if err != nil {
		return err
	}
	if err := forEach(ctx, d.Bookings, func(ctx context.Context, i int, id agenda.BookingID) error {
		return w.exec(ctx, `INSERT INTO decision_booking (decision, position, booking) VALUES (?, ?, ?)`, pk, i, id)
	}); err != nil {
		return err
	}
	return forEach(ctx, d.Cancel, func(ctx context.Context, i int, id agenda.BookingID) error {
		return w.cancelBooking(ctx, pk, i, id, cause, d.At)
	})
}

// cancelBooking cancels one booking of a decision and keeps what it was.
func (w *writer) cancelBooking(ctx context.Context, decision int64, position int, id agenda.BookingID, cause agenda.CancelCause, at agenda.Moment) error {
	result, err := w.tx.ExecContext(ctx,
		`INSERT INTO decision_cancel (decision, position, booking, cause, effective, was_status, was_cause, was_cancelled_at)
		 SELECT ?, ?, id, ?, status <> 'cancelled', status, cause, cancelled_at FROM booking WHERE id = ?`,
		decision, position, cause, id)
	if err != nil {
		return err
	}
	found, err := result.RowsAffected()
	if err != nil {
		return err
	}
	if found == 0 {
		return fmt.Errorf("sqlite: there is no booking %q to cancel", id)
	}
	return w.exec(ctx,
		`UPDATE booking SET status = 'cancelled', cause = ?, cancelled_at = ? WHERE id = ? AND status <> 'cancelled'`, cause, at, id)
}

// UndoDecision implements [workspace.Writer]. The cancellation also leaves what later
// imports keep for their own undoing, so that no order of undoing brings it back.
//
// Problems: WS-UNDO-DONE; WS-UNDO-CHANGED: a later decision cancels one of the
// bookings, too, or a later export cancelled or restored it.
func (w *writer) UndoDecision(ctx context.Context, id agenda.DecisionID, now agenda.Moment) error {
	pk, err := w.undoableDecision(ctx, id)
	if err != nil {
		return err
	}
	if err := w.refuseChangedSince(ctx, pk); err != nil {
		return err
	}
	for _, statement := range []string{
		`UPDATE booking SET (status, cause, cancelled_at) = (c.was_status, c.was_cause, c.was_cancelled_at)
		 FROM decision_cancel c WHERE c.decision = ? AND c.effective AND c.booking = booking.id`,
		`UPDATE booking_before SET (status, cause, cancelled_at) = (c.was_status, c.was_cause, c.was_cancelled_at)
		 FROM decision_cancel c JOIN decision d ON d.pk = c.decision
		 WHERE c.decision = ? AND c.effective AND c.booking = booking_before.booking AND booking_before.import > d.after_import
		   AND booking_before.status = 'cancelled' AND booking_before.cause = c.cause AND booking_before.cancelled_at = d.at`,
	} {
		if err := w.exec(ctx, statement, pk); err != nil {
			return err
		}
	}
	return w.exec(ctx, `UPDATE decision SET undone_at = ? WHERE pk = ?`, now, pk)
}

func (w *writer) undoableDecision(ctx context.Context, id agenda.DecisionID) (pk int64, err error) {
	var undone agenda.Moment
	err = w.tx.QueryRowContext(ctx, `SELECT pk, undone_at FROM decision WHERE id = ?`, id).Scan(&pk, &undone)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, fmt.Errorf("sqlite: there is no decision %q", id)
	case err != nil:
		return 0, err
	case !undone.IsZero():
		return 0, agenda.NewProblem("WS-UNDO-DONE", "At", undone)
	}
	return pk, nil
}

// refuseChangedSince refuses to take a decision back over what came after it.
func (w *writer) refuseChangedSince(ctx context.Context, pk int64) error {
	changed, err := query(ctx, w.tx,
		`SELECT DISTINCT b.reference FROM decision_cancel c
		 JOIN decision d ON d.pk = c.decision JOIN booking b ON b.id = c.booking
		 WHERE c.decision = ? AND (
		   EXISTS (SELECT 1 FROM decision_cancel l JOIN decision e ON e.pk = l.decision
		           WHERE l.booking = c.booking AND e.pk > d.pk AND e.undone_at = 0)
		   OR c.effective AND (b.status <> 'cancelled' OR b.cause <> c.cause OR b.cancelled_at <> d.at))
		 ORDER BY b.reference`,
		func(row scanner) (reference string, err error) {
			err = row.Scan(&reference)
			return reference, err
		}, pk)
	if err != nil {
		return err
	}
	if len(changed) > 0 {
		return agenda.NewProblem("WS-UNDO-CHANGED", "Reference", changed[0], "Count", len(changed))
	}
	return nil
}
