package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"creneaux/app/agenda"
)

// MarkReleased implements [workspace.Writer].
//
// Problems: WS-RELEASE-GIVEN-UP, WS-RELEASE-RETURNED.
func (w *writer) MarkReleased(ctx context.Context, id agenda.ReleaseID, at agenda.Moment, by string) error {
	givenUp, err := scalar[agenda.Moment](ctx, w.tx, `SELECT given_up FROM release WHERE id = ?`, id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("sqlite: there is no release %q", id)
	case err != nil:
		return err
	case !givenUp.IsZero():
		return agenda.NewProblem("WS-RELEASE-GIVEN-UP", "At", givenUp)
	}
	if at.IsZero() {
		return w.unmark(ctx, id)
	}
	if err := w.exec(ctx, `UPDATE release SET done_at = ?, done_by = ? WHERE id = ?`, at, by, id); err != nil {
		return err
	}
	if err := w.exec(ctx, `UPDATE slot SET state = 'published' WHERE release = ?`, id); err != nil {
		return err
	}
	return w.exec(ctx, `INSERT OR REPLACE INTO slot_online (slot, release, at) SELECT id, release, ? FROM slot WHERE release = ?`, at, id)
}

// unmark takes a mark back. What it put online and is somewhere else by now was given back
// after it was online: there is no way back for that.
func (w *writer) unmark(ctx context.Context, id agenda.ReleaseID) error {
	returned, err := scalar[int](ctx, w.tx,
		`SELECT count(*) FROM slot_online o JOIN slot s ON s.id = o.slot WHERE o.release = ? AND s.release IS NOT o.release`, id)
	if err != nil {
		return err
	}
	if returned > 0 {
		return agenda.NewProblem("WS-RELEASE-RETURNED", "Count", returned)
	}
	for _, statement := range []string{
		`UPDATE release SET done_at = 0, done_by = '' WHERE id = ?`,
		`DELETE FROM slot_online WHERE release = ?`,
		`UPDATE slot SET state = 'released' WHERE release = ?`,
	} {
		if err := w.exec(ctx, statement, id); err != nil {
			return err
		}
	}
	return nil
}
