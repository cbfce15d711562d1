package sqlite

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// ReleaseWeek implements [workspace.Reader].
func (r *reader) ReleaseWeek(ctx context.Context, week agenda.Week) (workspace.ReleaseWeek, bool, error) {
	weeks, err := r.releaseWeeks(ctx, ` WHERE week = ?`, week.String())
	if err != nil || len(weeks) == 0 {
		return workspace.ReleaseWeek{}, false, err
	}
	return weeks[0], true, nil
}

// ReleaseWeeks implements [workspace.Reader].
func (r *reader) ReleaseWeeks(ctx context.Context) ([]workspace.ReleaseWeek, error) {
	return r.releaseWeeks(ctx, ``)
}

func (r *reader) releaseWeeks(ctx context.Context, where string, args ...any) ([]workspace.ReleaseWeek, error) {
	weeks, err := query(ctx, r.tx, `SELECT week, config, sealed, seal, drawn_at FROM release_week`+where+` ORDER BY week`,
		func(row scanner) (rw workspace.ReleaseWeek, err error) {
			var sealed []byte
			if err := row.Scan(weekColumn{&rw.Week}, &rw.Config, &sealed, &rw.Seal, &rw.DrawnAt); err != nil {
				return rw, err
			}
			rw.Seed, err = r.keys.open(sealSeed, rw.Week.String(), sealed)
			return rw, err
		}, args...)
	if err != nil {
		return nil, err
	}
	releases, err := r.releases(ctx, where, args...)
	if err != nil {
		return nil, err
	}
	for i := range weeks {
		weeks[i].Releases = releases[weeks[i].Week]
	}
	return weeks, nil
}

// releases returns the releases of each week in order of time, which only who holds
// the key can tell. How many slots each has is counted: they are dealt after the week
// was put.
func (r *reader) releases(ctx context.Context, where string, args ...any) (map[agenda.Week][]agenda.Release, error) {
	byWeek := map[agenda.Week][]agenda.Release{}
	err := each(ctx, r.tx,
		`SELECT id, week, sealed, (SELECT count(*) FROM slot WHERE slot.release = release.id), done_at FROM release`+where, func(row scanner) error {
			var release agenda.Release
			var sealed []byte
			err := row.Scan(text(&release.ID), weekColumn{&release.Week}, &sealed, &release.Slots, &release.DoneAt)
			if err != nil {
				return err
			}
			if release.At, err = r.keys.openMoment(string(release.ID), sealed); err != nil {
				return err
			}
			byWeek[release.Week] = append(byWeek[release.Week], release)
			return nil
		}, args...)
	for _, list := range byWeek {
		slices.SortFunc(list, func(a, b agenda.Release) int {
			return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
		})
	}
	return byWeek, err
}

func (k *keyring) sealMoment(row string, m agenda.Moment) ([]byte, error) {
	return k.seal(sealMoment, row, binary.BigEndian.AppendUint64(nil, uint64(m)))
}

func (k *keyring) openMoment(row string, sealed []byte) (agenda.Moment, error) {
	plain, err := k.open(sealMoment, row, sealed)
	if err != nil {
		return 0, err
	}
	if len(plain) != 8 {
		return 0, fmt.Errorf("%w: a moment of %d bytes", errSealed, len(plain))
	}
	return agenda.Moment(binary.BigEndian.Uint64(plain)), nil
}

// PutReleaseWeek implements [workspace.Writer].
//
// Problems: WS-RELEASE-DONE.
func (w *writer) PutReleaseWeek(ctx context.Context, rw workspace.ReleaseWeek) error {
	week := rw.Week.String()
	done, err := scalar[int](ctx, w.tx, `SELECT count(*) FROM release WHERE week = ? AND done_at <> 0`, week)
	if err != nil {
		return err
	}
	if done > 0 {
		return agenda.NewProblem("WS-RELEASE-DONE", "Week", rw.Week, "Count", done)
	}
	for _, statement := range []string{
		`UPDATE slot SET state = 'planned', release = NULL WHERE release IN (SELECT id FROM release WHERE week = ?)`,
		`DELETE FROM release WHERE week = ?`,
	} {
		if err := w.exec(ctx, statement, week); err != nil {
			return err
		}
	}
	seed, err := w.keys.seal(sealSeed, week, rw.Seed)
	if err != nil {
		return err
	}
	if err := w.exec(ctx, `INSERT OR REPLACE INTO release_week (week, config, sealed, seal, drawn_at) VALUES (?, ?, ?, ?, ?)`,
		week, rw.Config, seed, rw.Seal, rw.DrawnAt); err != nil {
		return err
	}
	return forEach(ctx, rw.Releases, func(ctx context.Context, _ int, r agenda.Release) error {
		at, err := w.keys.sealMoment(string(r.ID), r.At)
		if err != nil {
			return err
		}
		return w.exec(ctx, `INSERT INTO release (id, week, sealed, done_at) VALUES (?, ?, ?, ?)`, r.ID, week, at, r.DoneAt)
	})
}

// MarkReleased implements [workspace.Writer].
func (w *writer) MarkReleased(ctx context.Context, id agenda.ReleaseID, at agenda.Moment) error {
	result, err := w.tx.ExecContext(ctx, `UPDATE release SET done_at = ? WHERE id = ?`, at, id)
	if err != nil {
		return err
	}
	marked, err := result.RowsAffected()
	if err != nil {
		return err
	}
	if marked == 0 {
		return fmt.Errorf("sqlite: there is no release %q", id)
	}
	state := agenda.SlotPublished
	if at.IsZero() {
		state = agenda.SlotReleased
	}
	return w.exec(ctx, `UPDATE slot SET state = ? WHERE release = ?`, state, id)
}
