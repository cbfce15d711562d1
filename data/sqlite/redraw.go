package sqlite

import (
	"context"
	"strconv"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// redrawRow names a redraw for what is sealed in it.
func redrawRow(week agenda.Week, number int) string {
	return week.String() + "/" + strconv.Itoa(number)
}

// redraws returns the redraws of each week by number.
func (r *reader) redraws(ctx context.Context, where string, args ...any) (map[agenda.Week][]workspace.Redraw, error) {
	byWeek := map[agenda.Week][]workspace.Redraw{}
	err := each(ctx, r.tx, `SELECT week, number, config, sealed, seal, kept, drawn_at FROM release_redraw`+where+` ORDER BY week, number`,
		func(row scanner) error {
			var week agenda.Week
			var redraw workspace.Redraw
			var seed, kept []byte
			err := row.Scan(weekColumn{&week}, &redraw.Number, &redraw.Config, &seed, &redraw.Seal, &kept, &redraw.DrawnAt)
			if err != nil {
				return err
			}
			name := redrawRow(week, redraw.Number)
			if redraw.Seed, err = r.keys.open(sealSeed, name, seed); err != nil {
				return err
			}
			again, err := r.keys.open(sealAgain, name, kept)
			redraw.Again = string(again)
			byWeek[week] = append(byWeek[week], redraw)
			return err
		}, args...)
	return byWeek, err
}

// PutRedraw implements [workspace.Writer].
func (w *writer) PutRedraw(ctx context.Context, week agenda.Week, redraw workspace.Redraw, releases []agenda.Release) error {
	name := redrawRow(week, redraw.Number)
	seed, err := w.keys.seal(sealSeed, name, redraw.Seed)
	if err != nil {
		return err
	}
	kept, err := w.keys.seal(sealAgain, name, []byte(redraw.Again))
	if err != nil {
		return err
	}
	if err := w.exec(ctx, `INSERT INTO release_redraw (week, number, config, sealed, seal, kept, drawn_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		week.String(), redraw.Number, redraw.Config, seed, redraw.Seal, kept, redraw.DrawnAt); err != nil {
		return err
	}
	return w.addReleases(ctx, week, redraw.Number, releases)
}

// GiveUp implements [workspace.Writer]. Who asks for it has seen that none of them is done:
// the table refuses one that is.
func (w *writer) GiveUp(ctx context.Context, at agenda.Moment, redraw int, ids ...agenda.ReleaseID) error {
	list := idList(ids)
	const chosen = `SELECT value FROM json_each(?)`
	if err := w.exec(ctx, `UPDATE release SET given_up = ?, replaced_by = ? WHERE id IN (`+chosen+`)`, at, redraw, list); err != nil {
		return err
	}
	return w.takeBack(ctx, chosen, list)
}
