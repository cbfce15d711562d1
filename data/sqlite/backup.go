package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"creneaux/app/agenda"
)

// Backup implements [workspace.Store]. An earlier file of that name is replaced,
// unless it is the workspace itself or open in a program. The copy needs the same
// passphrase.
//
// Problems: WS-NO-FOLDER, WS-BACKUP-SAME, WS-BACKUP-IN-USE, WS-BACKUP-UNSOUND,
// WS-READ-ONLY, WS-DISK-FULL, WS-DISK; each names the file of the backup.
func (w *Workspace) Backup(ctx context.Context, path string) error {
	target, err := newPath(path)
	if err != nil {
		return err
	}
	if sameFile(target, w.path) {
		return agenda.NewProblem("WS-BACKUP-SAME", "File", target)
	}
	// A log left beside the target belongs to another database; SQLite would play it
	// into the copy.
	if holdsSomething(target+"-wal") || holdsSomething(target+"-journal") {
		return agenda.NewProblem("WS-BACKUP-IN-USE", "File", target)
	}
	err = w.during(ctx, func() error {
		return explain(ctx, copyTo(ctx, copierDSN(w.path, w.immutable), target, os.Rename), target)
	})
	if err != nil {
		return err
	}
	w.log.Info("workspace backed up", "path", target)
	return nil
}

func sameFile(a, b string) bool {
	if a == b {
		return true
	}
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

// copyTo writes one consistent state of a workspace into a file that appears whole or
// not at all. VACUUM INTO reads a snapshot, so nobody waits, and leaves behind what
// deleted rows left in free pages.
func copyTo(ctx context.Context, source, target string, publish func(temporary, path string) error) (err error) {
	db := connect(source, 1)
	defer func() { err = errors.Join(err, db.Close()) }()
	entries, err := scalar[int64](ctx, db, `SELECT count(*) FROM journal`)
	if err != nil {
		return err
	}
	return wholeFile(target, publish, func(temporary string) error {
		if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, temporary); err != nil {
			return err
		}
		if err := verify(ctx, temporary, entries); err != nil {
			return agenda.NewProblem("WS-BACKUP-UNSOUND", "File", target).Because(err)
		}
		return nil
	})
}

// verify opens a copy and reads all of it. The journal only grows, so the copy has at
// least the entries that it had before.
func verify(ctx context.Context, path string, entries int64) (err error) {
	db := connect(readerDSN(path, true), 1)
	defer func() { err = errors.Join(err, db.Close()) }()
	id, err := scalar[int64](ctx, db, `PRAGMA application_id`)
	if err != nil {
		return err
	}
	copied, err := scalar[int64](ctx, db, `SELECT count(*) FROM journal`)
	if err != nil {
		return err
	}
	if id != applicationID || copied < entries {
		return fmt.Errorf("sqlite: copy with application id %#x and %d of %d journal entries", id, copied, entries)
	}
	verdict, err := scalar[string](ctx, db, `PRAGMA integrity_check(1)`)
	if err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("sqlite: copy fails its check: %s", verdict)
	}
	return nil
}

// backupBefore copies a workspace beside itself before it is migrated, under a name
// that says from which version and when: "2027.schema-1.2027-03-02T101700.creneaux".
func backupBefore(ctx context.Context, path string, version int, now agenda.Moment) error {
	extension := filepath.Ext(path)
	when := now.Time().Format("2006-01-02T150405")
	target := fmt.Sprintf("%s.schema-%d.%s%s", strings.TrimSuffix(path, extension), version, when, extension)
	return explain(ctx, copyTo(ctx, copierDSN(path, false), target, publishNew), target)
}
