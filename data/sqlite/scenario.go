package sqlite

import (
	"context"

	"creneaux/app/workspace"
)

// Scenarios implements [workspace.Reader].
func (r *reader) Scenarios(ctx context.Context) ([]workspace.Scenario, error) {
	return query(ctx, r.tx, `SELECT id, at, made_by, base, digest, sealed FROM scenario ORDER BY pk`,
		func(row scanner) (s workspace.Scenario, err error) {
			var sealed []byte
			if err := row.Scan(&s.ID, &s.At, &s.By, &s.Base, &s.Digest, &sealed); err != nil {
				return s, err
			}
			s.Content, err = r.keys.open(sealScenario, s.ID, sealed)
			return s, err
		})
}

// PutScenario implements [workspace.Writer].
func (w *writer) PutScenario(ctx context.Context, s workspace.Scenario) error {
	sealed, err := w.keys.seal(sealScenario, s.ID, s.Content)
	if err != nil {
		return err
	}
	return w.exec(ctx,
		`INSERT INTO scenario (id, at, made_by, base, digest, sealed) VALUES (?, ?, ?, ?, ?, ?)
		 ON CONFLICT (id) DO UPDATE SET at = excluded.at, made_by = excluded.made_by, base = excluded.base,
		   digest = excluded.digest, sealed = excluded.sealed`,
		s.ID, s.At, s.By, s.Base, s.Digest, sealed)
}

// DeleteScenario implements [workspace.Writer].
func (w *writer) DeleteScenario(ctx context.Context, id string) error {
	return w.exec(ctx, `DELETE FROM scenario WHERE id = ?`, id)
}
