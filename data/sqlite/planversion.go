package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// weeksOfVersion gives, of every week, the newest row that is no newer than a version: a
// bare column beside max is that of the row with the largest value.
const weeksOfVersion = `SELECT week, max(version) AS version, locked, counted FROM plan_version_week WHERE version <= ? GROUP BY week`

func compareCells(a, b agenda.PlanCell) int {
	return cmp.Or(a.Week.Compare(b.Week), cmp.Compare(a.Desk, b.Desk), cmp.Compare(a.Procedure, b.Procedure))
}

func compareAdditional(a, b agenda.AdditionalCell) int {
	return cmp.Or(compareCells(a.PlanCell, b.PlanCell), cmp.Compare(a.Additional, b.Additional))
}

// PlanVersions implements [workspace.Reader].
func (r *reader) PlanVersions(ctx context.Context) ([]workspace.PlanVersion, error) {
	versions, err := query(ctx, r.tx,
		`SELECT version, made_at, made_by, cause, why, policy, restored, sealed, planned, permits, added, removed
		 FROM plan_version ORDER BY version DESC`,
		func(row scanner) (v workspace.PlanVersion, err error) {
			var adopted []byte
			if err := row.Scan(&v.Version, &v.At, &v.By, &v.Cause, &v.Why, &v.Policy, &v.Restored, &adopted, &v.Planned, &v.ExpectedPermits,
				&v.Added, &v.Removed); err != nil || adopted == nil {
				return v, err
			}
			v.Scenario, err = r.keys.openAdopted(v.Version, adopted)
			return v, err
		})
	if err != nil {
		return nil, err
	}
	err = each(ctx, r.tx, `SELECT version, week FROM plan_version_week ORDER BY version, week`, func(row scanner) error {
		var version int
		var week agenda.Week
		if err := row.Scan(&version, weekColumn{&week}); err != nil {
			return err
		}
		if i, found := slices.BinarySearchFunc(versions, version, func(v workspace.PlanVersion, n int) int { return cmp.Compare(n, v.Version) }); found {
			versions[i].Weeks = append(versions[i].Weeks, week)
		}
		return nil
	})
	return versions, err
}

// sealAdopted seals the name of the scenario that a version adopted; nil where it adopted
// none.
func (k *keyring) sealAdopted(v workspace.PlanVersion) ([]byte, error) {
	if v.Scenario == "" {
		return nil, nil
	}
	return k.seal(sealAdopted, strconv.Itoa(v.Version), []byte(v.Scenario))
}

func (k *keyring) openAdopted(version int, sealed []byte) (string, error) {
	name, err := k.open(sealAdopted, strconv.Itoa(version), sealed)
	return string(name), err
}

// PlanOf implements [workspace.Reader].
func (r *reader) PlanOf(ctx context.Context, version int) (p workspace.PlanState, found bool, err error) {
	err = r.tx.QueryRowContext(ctx, `SELECT made_at, version, policy FROM plan_version WHERE version = ?`, version).
		Scan(&p.MadeAt, &p.Version, &p.Policy)
	if errors.Is(err, sql.ErrNoRows) {
		return p, false, nil
	}
	if err != nil {
		return p, false, err
	}
	p.Cells, err = query(ctx, r.tx,
		`SELECT c.week, c.desk, c.procedure, c.slots FROM (`+weeksOfVersion+`) w JOIN plan_version_cell c USING (version, week)
		 ORDER BY c.week, c.desk, c.procedure`, scanCell, version)
	if err != nil {
		return p, false, err
	}
	p.Additional, err = query(ctx, r.tx,
		`SELECT a.week, a.desk, a.procedure, a.additional, a.slots
		 FROM (`+weeksOfVersion+`) w JOIN plan_version_additional a USING (version, week)
		 ORDER BY a.week, a.desk, a.procedure, a.additional`, scanAdditional, version)
	if err != nil {
		return p, false, err
	}
	for list, column := range map[*[]agenda.Week]string{&p.Locked: "locked", &p.Counted: "counted"} {
		if *list, err = query(ctx, r.tx, `SELECT week FROM (`+weeksOfVersion+`) WHERE `+column+` = 1 ORDER BY week`, scanWeek, version); err != nil {
			return p, false, err
		}
	}
	return p, true, nil
}

// PlanSlots implements [workspace.Reader]. Of each slot that a newer version touched, the
// first touch decides: one that went was there, as it was then; one that came was not.
func (r *reader) PlanSlots(ctx context.Context, version int) ([]agenda.Slot, error) {
	return query(ctx, r.tx,
		`WITH touched AS (
		   SELECT id, added, desk, procedure, date, start, minutes, position, state,
		          row_number() OVER (PARTITION BY id ORDER BY version, added) AS nth
		   FROM plan_version_slot WHERE version > ?)
		 SELECT id, desk, procedure, date, start, minutes, position, state, NULL FROM touched WHERE nth = 1 AND added = 0
		 UNION ALL
		 SELECT id, desk, procedure, date, start, minutes, position, state, release FROM slot
		 WHERE id NOT IN (SELECT id FROM touched)
		 ORDER BY date, start, desk, position, id`, scanSlot, version)
}
