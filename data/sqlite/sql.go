package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"creneaux/app/agenda"
)

// querier is what a pool, a connection and a transaction have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// scanner is one row of a result.
type scanner interface{ Scan(dest ...any) error }

// query runs a statement and reads each of its rows.
func query[T any](ctx context.Context, q querier, statement string, read func(scanner) (T, error), args ...any) (list []T, err error) {
	err = each(ctx, q, statement, func(row scanner) error {
		v, err := read(row)
		list = append(list, v)
		return err
	}, args...)
	if err != nil {
		return nil, err
	}
	return list, nil
}

// each runs a statement and calls read on each of its rows.
func each(ctx context.Context, q querier, statement string, read func(scanner) error, args ...any) error {
	rows, err := q.QueryContext(ctx, statement, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := read(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// scalar reads the one value of a statement.
func scalar[T any](ctx context.Context, q querier, statement string, args ...any) (v T, err error) {
	err = q.QueryRowContext(ctx, statement, args...).Scan(&v)
	return v, err
}

// orNull stores an empty identifier as NULL, which foreign keys leave alone.
func orNull[S ~string](s S) any {
	if s == "" {
		return nil
	}
	return string(s)
}

// dateColumn reads a date written as "2027-03-02".
type dateColumn struct{ to *agenda.Date }

// Scan implements [sql.Scanner].
func (c dateColumn) Scan(value any) error { return c.to.UnmarshalText(textOf(value)) }

// weekColumn reads a week written as "2027-W10".
type weekColumn struct{ to *agenda.Week }

// Scan implements [sql.Scanner].
func (c weekColumn) Scan(value any) error { return c.to.UnmarshalText(textOf(value)) }

// textColumn reads a text into a type made of one; NULL is the empty text.
type textColumn[S ~string] struct{ to *S }

// Scan implements [sql.Scanner].
func (c textColumn[S]) Scan(value any) error {
	*c.to = S(textOf(value))
	return nil
}

func text[S ~string](to *S) textColumn[S] { return textColumn[S]{to} }

// jsonColumn reads a JSON text.
type jsonColumn struct{ to any }

// Scan implements [sql.Scanner].
func (c jsonColumn) Scan(value any) error {
	if value == nil {
		return nil
	}
	return json.Unmarshal(textOf(value), c.to)
}

// textOf returns the bytes of a text or blob column; nil for any other.
func textOf(value any) []byte {
	switch v := value.(type) {
	case string:
		return []byte(v)
	case []byte:
		return v
	}
	return nil
}

// jsonText writes a value as JSON.
func jsonText(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("sqlite: %w", err)
	}
	return string(b), nil
}

// idList writes identifiers as one JSON array for json_each: one bound value, however
// many identifiers, so that SQLite's limit on variables never matters.
func idList[S ~string | ~int64](ids []S) string {
	if ids == nil {
		ids = []S{}
	}
	b, err := json.Marshal(ids)
	if err != nil {
		panic(err) // texts and integers always marshal
	}
	return string(b)
}
