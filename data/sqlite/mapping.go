package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"creneaux/app/intake"
)

// Mapping implements [workspace.Reader].
func (r *reader) Mapping(ctx context.Context, source string) (m intake.Mapping, found bool, err error) {
	err = r.tx.QueryRowContext(ctx, `SELECT mapping FROM mapping WHERE source = ?`, source).Scan(jsonColumn{&m})
	if errors.Is(err, sql.ErrNoRows) {
		return m, false, nil
	}
	return m, err == nil, err
}

// SetMapping implements [workspace.Writer].
func (w *writer) SetMapping(ctx context.Context, source string, m intake.Mapping) error {
	written, err := jsonText(m)
	if err != nil {
		return err
	}
	return w.exec(ctx, `INSERT OR REPLACE INTO mapping (source, mapping) VALUES (?, ?)`, source, written)
}
