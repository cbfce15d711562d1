package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/workspace"
)

// Imports implements [workspace.Reader].
func (r *reader) Imports(ctx context.Context) ([]agenda.Import, error) {
	return query(ctx, r.tx,
		`SELECT id, source, file_name, digest, at, read, new, changed, unchanged, gone, rejected, undone_at
		 FROM import ORDER BY pk DESC`,
		func(row scanner) (i agenda.Import, err error) {
			err = row.Scan(text(&i.ID), &i.Source, &i.FileName, &i.Digest, &i.At, &i.Rows, &i.New, &i.Changed, &i.Unchanged,
				&i.Gone, &i.Rejected, &i.Undone)
			return i, err
		})
}

// ImportFields implements [workspace.Reader].
func (r *reader) ImportFields(ctx context.Context) (map[agenda.ImportID][]intake.Field, error) {
	fields := map[agenda.ImportID][]intake.Field{}
	err := each(ctx, r.tx, `SELECT id, fields FROM import`, func(row scanner) error {
		var id agenda.ImportID
		var list []intake.Field
		err := row.Scan(text(&id), jsonColumn{&list})
		fields[id] = list
		return err
	})
	return fields, err
}

// ApplyImport implements [workspace.Writer]. New bookings get this import as theirs;
// changed ones keep the one that brought them first.
func (w *writer) ApplyImport(ctx context.Context, a workspace.ImportApplication) error {
	pk, err := w.insertImport(ctx, a.Import, a.Fields)
	if err != nil {
		return err
	}
	if err := w.putLeftovers(ctx, pk, a.Import.ID, a.Leftovers); err != nil {
		return err
	}
	if err := forEach(ctx, a.New, func(ctx context.Context, _ int, b agenda.Booking) error {
		return w.insertBooking(ctx, pk, b)
	}); err != nil {
		return err
	}
	if err := forEach(ctx, a.Changed, func(ctx context.Context, _ int, b agenda.Booking) error {
		return w.changeBooking(ctx, pk, b)
	}); err != nil {
		return err
	}
	return forEach(ctx, a.Gone, func(ctx context.Context, _ int, id agenda.BookingID) error {
		return w.markGone(ctx, pk, id)
	})
}

func (w *writer) insertImport(ctx context.Context, i agenda.Import, fields []intake.Field) (pk int64, err error) {
	columns, err := jsonText(fields)
	if err != nil {
		return 0, err
	}
	result, err := w.tx.ExecContext(ctx,
		`INSERT INTO import (id, source, file_name, digest, at, read, new, changed, unchanged, gone, rejected, undone_at, fields)
		 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		i.ID, i.Source, i.FileName, i.Digest, i.At, i.Rows, i.New, i.Changed, i.Unchanged, i.Gone, i.Rejected, i.Undone, columns)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// UndoImport implements [workspace.Writer]. A decision or a letter made before the
// import does not stand in its way: it rests on the state that comes back.
//
// Problems: WS-UNDO-DONE, WS-UNDO-NOT-LAST, WS-UNDO-DECIDED, WS-UNDO-CONVOKED.
func (w *writer) UndoImport(ctx context.Context, id agenda.ImportID, now agenda.Moment) error {
	pk, err := w.undoableImport(ctx, id)
	if err != nil {
		return err
	}
	if err := w.refuseUsed(ctx, pk); err != nil {
		return err
	}
	for _, statement := range []string{
		// References may have been exchanged between bookings; the way back passes
		// over a state in which two have one, which UNIQUE forbids.
		`UPDATE booking SET reference = '#' || pk WHERE id IN (SELECT booking FROM booking_before WHERE import = ?)`,
		`DELETE FROM booking WHERE import = ?`,
		`UPDATE booking SET (` + bookingState + `) =
		   (SELECT ` + bookingState + ` FROM booking_before f WHERE f.import = ?1 AND f.booking = booking.id)
		 WHERE id IN (SELECT booking FROM booking_before WHERE import = ?1)`,
		`DELETE FROM booking_before WHERE import = ?`,
		`UPDATE applicant SET (sealed, email_hash, number_hash, phone_hash) =
		   (SELECT sealed, email_hash, number_hash, phone_hash FROM applicant_before f WHERE f.import = ?1 AND f.applicant = applicant.pk)
		 WHERE pk IN (SELECT applicant FROM applicant_before WHERE import = ?1)`,
		`DELETE FROM applicant_before WHERE import = ?`,
		// The people that the import brought leave with their bookings.
		`DELETE FROM applicant WHERE import = ?`,
	} {
		if err := w.exec(ctx, statement, pk); err != nil {
			return err
		}
	}
	return w.exec(ctx, `UPDATE import SET undone_at = ? WHERE pk = ?`, now, pk)
}

// undoableImport returns the row of an import, if it is the newest that stands.
func (w *writer) undoableImport(ctx context.Context, id agenda.ImportID) (pk int64, err error) {
	var undone agenda.Moment
	var later int
	err = w.tx.QueryRowContext(ctx,
		`SELECT pk, undone_at, (SELECT count(*) FROM import l WHERE l.pk > i.pk AND l.undone_at = 0) FROM import i WHERE id = ?`, id).
		Scan(&pk, &undone, &later)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, fmt.Errorf("sqlite: there is no import %q", id)
	case err != nil:
		return 0, err
	case !undone.IsZero():
		return 0, agenda.NewProblem("WS-UNDO-DONE", "At", undone)
	case later > 0:
		return 0, agenda.NewProblem("WS-UNDO-NOT-LAST", "Count", later)
	}
	return pk, nil
}

// refuseUsed refuses to take an import back whose bookings have a decision that stands
// or a letter, made since the import.
func (w *writer) refuseUsed(ctx context.Context, pk int64) error {
	const touched = `(SELECT id FROM booking WHERE import = ?1 UNION SELECT booking FROM booking_before WHERE import = ?1)`
	decided, err := scalar[int](ctx, w.tx,
		`SELECT count(*) FROM decision d WHERE d.undone_at = 0 AND d.after_import >= ?1 AND EXISTS (
		   SELECT 1 FROM decision_booking b WHERE b.decision = d.pk AND b.booking IN `+touched+`
		   UNION ALL SELECT 1 FROM decision_cancel c WHERE c.decision = d.pk AND c.booking IN `+touched+`)`, pk)
	if err != nil {
		return err
	}
	if decided > 0 {
		return agenda.NewProblem("WS-UNDO-DECIDED", "Count", decided)
	}
	convoked, err := scalar[int](ctx, w.tx,
		`SELECT count(*) FROM convocation WHERE after_import >= ?1 AND booking IN `+touched, pk)
	if err != nil {
		return err
	}
	if convoked > 0 {
		return agenda.NewProblem("WS-UNDO-CONVOKED", "Count", convoked)
	}
	return nil
}

// latestImport returns the row of the newest import, undone or not; 0 before the first.
func (w *writer) latestImport(ctx context.Context) (int64, error) {
	return scalar[int64](ctx, w.tx, `SELECT coalesce(max(pk), 0) FROM import`)
}
