package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// Secret implements [workspace.Reader].
func (r *reader) Secret(ctx context.Context, name string) (value []byte, found bool, err error) {
	sealed, err := scalar[[]byte](ctx, r.tx, `SELECT sealed FROM secret WHERE name = ?`, name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	value, err = r.keys.open(sealSecret, name, sealed)
	return value, err == nil, err
}

// SetSecret implements [workspace.Writer].
func (w *writer) SetSecret(ctx context.Context, name string, value []byte) error {
	sealed, err := w.keys.seal(sealSecret, name, value)
	if err != nil {
		return err
	}
	return w.exec(ctx, `INSERT OR REPLACE INTO secret (name, sealed) VALUES (?, ?)`, name, sealed)
}
