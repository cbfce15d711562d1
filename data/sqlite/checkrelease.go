package sqlite

import (
	"context"
	"encoding/json"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/publication"
)

// checkReleases compares the slots with what became of their releases, the releases with
// the draws that made them, and the draws with their seals.
func (r *reader) checkReleases(ctx context.Context) (messages []agenda.Message, err error) {
	for _, look := range []func(context.Context) ([]agenda.Message, error){
		r.checkReleased, r.checkOnline, r.checkRedraws, r.checkSeals, r.checkRedrawSeals, r.checkRules,
	} {
		found, err := look(ctx)
		messages = append(messages, found...)
		if err != nil {
			return messages, err
		}
	}
	return messages, nil
}

// checkReleased counts slots that wait for a release which is over, or that are online
// without one that put them there.
func (r *reader) checkReleased(ctx context.Context) ([]agenda.Message, error) {
	wrong, err := scalar[int](ctx, r.tx,
		`SELECT (SELECT count(*) FROM slot s JOIN release r ON r.id = s.release
		         WHERE s.state = 'released' AND (r.done_at <> 0 OR r.given_up <> 0))
		      + (SELECT count(*) FROM slot s LEFT JOIN slot_online o ON o.slot = s.id AND o.release = s.release
		         WHERE s.state = 'published' AND o.slot IS NULL)`)
	if err != nil || wrong == 0 {
		return nil, err
	}
	return []agenda.Message{agenda.Msg("workspace.check.release_slots", "Count", wrong)}, nil
}

func (r *reader) checkOnline(ctx context.Context) ([]agenda.Message, error) {
	wrong, err := scalar[int](ctx, r.tx, `SELECT count(*) FROM slot_online o JOIN release r ON r.id = o.release WHERE r.done_at = 0`)
	if err != nil || wrong == 0 {
		return nil, err
	}
	return []agenda.Message{agenda.Msg("workspace.check.release_online", "Count", wrong)}, nil
}

// checkRedraws names the weeks with a release that a redraw made or replaced that is not
// kept, or with a redraw that made or replaced none.
func (r *reader) checkRedraws(ctx context.Context) ([]agenda.Message, error) {
	return query(ctx, r.tx,
		`SELECT week FROM release r
		 WHERE redraw <> 0 AND NOT EXISTS (SELECT 1 FROM release_redraw d WHERE d.week = r.week AND d.number = r.redraw)
		    OR replaced_by <> 0 AND NOT EXISTS (SELECT 1 FROM release_redraw d WHERE d.week = r.week AND d.number = r.replaced_by)
		 UNION
		 SELECT week FROM release_redraw d
		 WHERE NOT EXISTS (SELECT 1 FROM release r WHERE r.week = d.week AND r.redraw = d.number)
		    OR NOT EXISTS (SELECT 1 FROM release r WHERE r.week = d.week AND r.replaced_by = d.number)
		 ORDER BY week`,
		func(row scanner) (agenda.Message, error) {
			var week agenda.Week
			err := row.Scan(weekColumn{&week})
			return agenda.Msg("workspace.check.release_redraw", "Week", week), err
		})
}

// checkSeals names the weeks whose seed and rules are not those that were sealed. A seed
// that does not open is found elsewhere; whether the moments are those of the seed takes
// a draw to tell, see [publication.Verify].
func (r *reader) checkSeals(ctx context.Context) (messages []agenda.Message, err error) {
	err = each(ctx, r.tx, `SELECT week, config, sealed, seal FROM release_week ORDER BY week`, func(row scanner) error {
		var week agenda.Week
		var config, seal string
		var sealed []byte
		if err := row.Scan(weekColumn{&week}, &config, &sealed, &seal); err != nil {
			return err
		}
		seed, err := r.keys.open(sealSeed, week.String(), sealed)
		if err == nil && !sealHolds(config, seed, seal, publication.Seal) {
			messages = append(messages, agenda.Msg("workspace.check.release_seal", "Week", week))
		}
		return nil
	})
	return messages, err
}

func (r *reader) checkRedrawSeals(ctx context.Context) (messages []agenda.Message, err error) {
	err = each(ctx, r.tx, `SELECT week, number, config, sealed, seal, kept FROM release_redraw ORDER BY week, number`, func(row scanner) error {
		var week agenda.Week
		var number int
		var config, seal string
		var sealedSeed, sealedAgain []byte
		if err := row.Scan(weekColumn{&week}, &number, &config, &sealedSeed, &seal, &sealedAgain); err != nil {
			return err
		}
		seed, err := r.keys.open(sealSeed, redrawRow(week, number), sealedSeed)
		if err != nil {
			return nil
		}
		kept, err := r.keys.open(sealAgain, redrawRow(week, number), sealedAgain)
		if err != nil {
			return nil
		}
		var again publication.Again
		read := json.Unmarshal(kept, &again)
		if read != nil || !sealHolds(config, seed, seal, func(seed [32]byte, c publication.Config) string { return publication.SealAgain(seed, c, again) }) {
			messages = append(messages, agenda.Msg("workspace.check.release_seal", "Week", week))
		}
		return nil
	})
	return messages, err
}

// sealHolds reports whether seed and rules give the seal.
func sealHolds(config string, seed []byte, seal string, sealOf func([32]byte, publication.Config) string) bool {
	rules, err := publication.ReadConfig(strings.NewReader(config))
	if err != nil {
		return false
	}
	secret, err := publication.SeedOf(seed)
	return err == nil && sealOf(secret, rules) == seal
}

func (r *reader) checkRules(ctx context.Context) ([]agenda.Message, error) {
	rules, found, err := r.ReleaseRules(ctx)
	if err != nil || !found {
		return nil, err
	}
	if _, err := publication.ReadConfig(strings.NewReader(rules.Config)); err != nil {
		return []agenda.Message{agenda.Msg("workspace.check.release_rules")}, nil
	}
	return nil, nil
}
