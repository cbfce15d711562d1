package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"creneaux/app/workspace"
)

// ReleaseRules implements [workspace.Reader].
func (r *reader) ReleaseRules(ctx context.Context) (rules workspace.ReleaseRules, found bool, err error) {
	err = r.tx.QueryRowContext(ctx, `SELECT config, lead_min, lead_max, late_after, missed_after FROM release_rules`).
		Scan(&rules.Config, &rules.Lead.LeadMinDays, &rules.Lead.LeadMaxDays, &rules.Patience.LateAfter, &rules.Patience.MissedAfter)
	if errors.Is(err, sql.ErrNoRows) {
		return workspace.ReleaseRules{}, false, nil
	}
	return rules, err == nil, err
}

// SetReleaseRules implements [workspace.Writer].
func (w *writer) SetReleaseRules(ctx context.Context, rules *workspace.ReleaseRules) error {
	if rules == nil {
		return w.exec(ctx, `DELETE FROM release_rules`)
	}
	return w.exec(ctx,
		`INSERT OR REPLACE INTO release_rules (only, config, lead_min, lead_max, late_after, missed_after) VALUES (1, ?, ?, ?, ?, ?)`,
		rules.Config, rules.Lead.LeadMinDays, rules.Lead.LeadMaxDays, rules.Patience.LateAfter, rules.Patience.MissedAfter)
}
