package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"

	"creneaux/app/agenda"
)

//go:embed migrations/*.sql
var embedded embed.FS

// migration is one numbered step of the schema.
type migration struct {
	version int
	name    string
	script  string
}

var migrationName = regexp.MustCompile(`^(\d{4})_([a-z0-9_]+)\.sql$`)

// migrations are the steps from an empty file to the present schema.
func migrations() ([]migration, error) {
	folder, err := fs.Sub(embedded, "migrations")
	if err != nil {
		return nil, err
	}
	return readMigrations(folder)
}

// readMigrations reads the steps of a folder: files 0001_name.sql, 0002_name.sql and
// so on without a gap.
func readMigrations(folder fs.FS) ([]migration, error) {
	entries, err := fs.ReadDir(folder, ".") // sorted by name
	if err != nil {
		return nil, err
	}
	var list []migration
	for _, entry := range entries {
		parts := migrationName.FindStringSubmatch(entry.Name())
		if parts == nil {
			return nil, fmt.Errorf("sqlite: %s is not the name of a migration", entry.Name())
		}
		version, err := strconv.Atoi(parts[1])
		if err != nil {
			return nil, err
		}
		if version != len(list)+1 {
			return nil, fmt.Errorf("sqlite: migration %s stands where number %d is due", entry.Name(), len(list)+1)
		}
		script, err := fs.ReadFile(folder, entry.Name())
		if err != nil {
			return nil, err
		}
		list = append(list, migration{version, parts[2], string(script)})
	}
	return list, nil
}

// migrate brings a file from its version to that of the last step, each step in one
// transaction with its record. It does nothing when there is nothing to do.
func migrate(ctx context.Context, db *sql.DB, steps []migration, opts Options) error {
	version, err := scalar[int](ctx, db, `PRAGMA user_version`)
	if err != nil {
		return err
	}
	for _, step := range steps[min(version, len(steps)):] {
		opts.Log.Info("migrating the workspace", "version", step.version, "name", step.name)
		if err := inTransaction(ctx, db, func(tx *sql.Tx) error { return step.apply(ctx, tx, opts) }); err != nil {
			return fmt.Errorf("sqlite: migration %d %s: %w", step.version, step.name, err)
		}
	}
	return nil
}

// apply runs the step and records it. A pragma takes no bound value, hence the format.
func (m migration) apply(ctx context.Context, tx *sql.Tx, opts Options) error {
	if _, err := tx.ExecContext(ctx, m.script); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, m.version)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO migration (version, name, applied_at, applied_by) VALUES (?, ?, ?, ?)`,
		m.version, m.name, int64(opts.Now()), opts.ApplicationVersion)
	return err
}

// compareVersion tells a file of a newer program, which is refused, from one of this
// program or an older one.
func compareVersion(path string, version, own int) error {
	if version > own {
		return agenda.NewProblem("WS-NEWER", "File", path, "Version", version, "Own", own)
	}
	if version < 1 {
		return agenda.NewProblem("WS-DAMAGED", "File", path).Because(fmt.Errorf("sqlite: schema version %d", version))
	}
	return nil
}

// inTransaction commits what do did, or leaves no trace of it when do fails or panics.
func inTransaction(ctx context.Context, db *sql.DB, do func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing; otherwise the first error counts
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}
