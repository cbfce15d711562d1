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
	redraws, err := r.redraws(ctx, where, args...)
	if err != nil {
		return nil, err
	}
	for i := range weeks {
		weeks[i].Releases, weeks[i].Redraws = releases[weeks[i].Week], redraws[weeks[i].Week]
	}
	return weeks, nil
}

// releases returns the releases of each week in order of time, which only who holds
// the key can tell. How many slots each has is counted: they are dealt after the week
// was put, and one that was given back after it was online counts for both its releases.
func (r *reader) releases(ctx context.Context, where string, args ...any) (map[agenda.Week][]agenda.Release, error) {
	byWeek := map[agenda.Week][]agenda.Release{}
	err := each(ctx, r.tx,
		`SELECT id, week, sealed,
		   (SELECT count(*) FROM slot_online o WHERE o.release = release.id) +
		     (SELECT count(*) FROM slot s WHERE s.release = release.id AND s.state = 'released'),
		   done_at, done_by, redraw, given_up, replaced_by FROM release`+where, func(row scanner) error {
			var release agenda.Release
			var sealed []byte
			err := row.Scan(text(&release.ID), weekColumn{&release.Week}, &sealed, &release.Slots, &release.DoneAt, &release.DoneBy,
				&release.Redraw, &release.GivenUp, &release.ReplacedBy)
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
	over, err := scalar[int](ctx, w.tx, `SELECT count(*) FROM release WHERE week = ? AND (done_at <> 0 OR given_up <> 0)`, week)
	if err != nil {
		return err
	}
	if over > 0 {
		return agenda.NewProblem("WS-RELEASE-DONE", "Week", rw.Week, "Count", over)
	}
	if err := w.takeBack(ctx, `SELECT id FROM release WHERE week = ?`, week); err != nil {
		return err
	}
	if err := w.exec(ctx, `DELETE FROM release WHERE week = ?`, week); err != nil {
		return err
	}
	seed, err := w.keys.seal(sealSeed, week, rw.Seed)
	if err != nil {
		return err
	}
	if err := w.exec(ctx, `INSERT OR REPLACE INTO release_week (week, config, sealed, seal, drawn_at) VALUES (?, ?, ?, ?, ?)`,
		week, rw.Config, seed, rw.Seal, rw.DrawnAt); err != nil {
		return err
	}
	return w.addReleases(ctx, rw.Week, 0, rw.Releases)
}

// addReleases inserts the releases that a draw made, by their ids: in order of time, the
// place of a row would tell whoever reads the file which release is among the first.
func (w *writer) addReleases(ctx context.Context, week agenda.Week, redraw int, releases []agenda.Release) error {
	byID := slices.SortedFunc(slices.Values(releases), func(a, b agenda.Release) int { return cmp.Compare(a.ID, b.ID) })
	return forEach(ctx, byID, func(ctx context.Context, _ int, r agenda.Release) error {
		at, err := w.keys.sealMoment(string(r.ID), r.At)
		if err != nil {
			return err
		}
		return w.exec(ctx, `INSERT INTO release (id, week, sealed, redraw) VALUES (?, ?, ?, ?)`, r.ID, week.String(), at, redraw)
	})
}

// latestOnline is the release that put a slot online last, NULL where none did.
const latestOnline = `(SELECT o.release FROM slot_online o WHERE o.slot = slot.id ORDER BY o.at DESC, o.release DESC LIMIT 1)`

// asLastOnline undoes the dealing of slots: those that were online before are so again
// with their latest release, the others wait for a draw.
const asLastOnline = `(state, release) =
  (SELECT CASE WHEN latest IS NULL THEN 'planned' ELSE 'published' END, latest FROM (SELECT ` + latestOnline + ` AS latest))`

// takeBack undoes the dealing of slots to the releases of a query.
func (w *writer) takeBack(ctx context.Context, releases string, args ...any) error {
	return w.exec(ctx, `UPDATE slot SET `+asLastOnline+` WHERE state = 'released' AND release IN (`+releases+`)`, args...)
}
