package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/uuid"

	"creneaux/app/agenda"
)

// Create makes a new workspace and opens it. The file appears whole or not at all.
//
// Problems: WS-EXISTS, WS-NO-FOLDER, WS-READ-ONLY, WS-OPEN-ELSEWHERE, WS-DISK-FULL,
// WS-DISK, WS-PASSPHRASE-EMPTY.
func Create(ctx context.Context, path string, opts Options) (*Workspace, error) {
	env, err := present()
	if err != nil {
		return nil, err
	}
	return createIn(ctx, path, opts, env)
}

func createIn(ctx context.Context, path string, opts Options, env surroundings) (_ *Workspace, err error) {
	path, err = newPath(path)
	if err != nil {
		return nil, err
	}
	if opts.ReadOnly {
		return nil, agenda.NewProblem("WS-READ-ONLY", "File", path)
	}
	if exists(path) {
		return nil, agenda.NewProblem("WS-EXISTS", "File", path)
	}
	lock, err := takeLock(path)
	if err != nil {
		return nil, err
	}
	opts = opts.withDefaults()
	if opts.Passphrase != nil {
		once := &askedOnce{ask: opts.Passphrase}
		defer once.forget()
		opts.Passphrase = once.passphrase
	}
	err = wholeFile(path, publishNew, func(temporary string) error { return build(ctx, temporary, opts, env) })
	if err != nil {
		_ = lock.Unlock()          // the error that brought us here counts
		_ = os.Remove(lock.Path()) // there is nothing for it to lock
		return nil, explain(ctx, err, path)
	}
	opts.Log.Info("workspace created", "path", path, "protected", opts.Passphrase != nil)
	return attach(ctx, path, lock, opts, env)
}

// askedOnce asks for a passphrase once, though making a workspace and then opening it
// each need one.
type askedOnce struct {
	ask    func() ([]byte, error)
	answer []byte
}

func (a *askedOnce) passphrase() ([]byte, error) {
	if a.answer == nil {
		answer, err := a.ask()
		if err != nil {
			return nil, err
		}
		a.answer = answer
	}
	return bytes.Clone(a.answer), nil
}

func (a *askedOnce) forget() { clear(a.answer) }

// newPath returns the absolute path of a file to be made, links of its folder followed.
func newPath(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(absolute))
	if err != nil {
		return "", agenda.NewProblem("WS-NO-FOLDER", "Folder", filepath.Dir(absolute)).Because(err)
	}
	return filepath.Join(folder, filepath.Base(absolute)), nil
}

// build writes a whole new workspace into an empty file, in rollback mode so that all
// of it is in that one file when it is closed.
func build(ctx context.Context, path string, opts Options, env surroundings) (err error) {
	db := connect(writerDSN(path, journalRollback), 1)
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, fmt.Sprintf(`PRAGMA application_id = %d`, applicationID)); err != nil {
		return err
	}
	if err := migrate(ctx, db, env.steps, opts); err != nil {
		return err
	}
	return inTransaction(ctx, db, func(tx *sql.Tx) error {
		id, err := uuid.NewRandomFromReader(opts.Random)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO workspace (only, id, created_at, created_by) VALUES (1, ?, ?, ?)`,
			id.String(), int64(opts.Now()), opts.ApplicationVersion); err != nil {
			return err
		}
		return storeNewKey(ctx, tx, id.String(), opts)
	})
}

// wholeFile lets write fill an empty temporary file beside path, syncs it and
// publishes it under its name. Whatever goes wrong, nothing is left behind.
func wholeFile(path string, publish func(temporary, path string) error, write func(temporary string) error) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".creneaux-*.tmp") // only its owner may read it
	if err != nil {
		return err
	}
	temporary := file.Name()
	defer func() {
		for _, leftover := range []string{"", "-journal", "-wal", "-shm"} {
			_ = os.Remove(temporary + leftover) // all but a failed write have none
		}
	}()
	if err := file.Close(); err != nil {
		return err
	}
	if err := write(temporary); err != nil {
		return err
	}
	if err := syncFile(temporary); err != nil {
		return err
	}
	if err := publish(temporary, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// publishNew gives the temporary file its name unless a file has it already. Where the
// file system knows no hard links, a look before renaming has to do.
func publishNew(temporary, path string) error {
	err := os.Link(temporary, path)
	if errors.Is(err, fs.ErrExist) || exists(path) && err != nil {
		return agenda.NewProblem("WS-EXISTS", "File", path)
	}
	if err != nil {
		return os.Rename(temporary, path)
	}
	return nil
}

func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0) // Windows flushes no file that is open for reading
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// holdsSomething reports whether a file exists and is not empty.
func holdsSomething(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() > 0
}
