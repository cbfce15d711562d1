package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"creneaux/app/agenda"
)

// explain turns what SQLite or the system says into a Problem about the file, by code,
// never by text. What is a Problem already, or nothing that a person could act upon,
// stays as it is. A task that its context ended says so.
func explain(ctx context.Context, err error, path string) error {
	switch {
	case err == nil, agenda.CodeOf(err) != "":
		return err
	case ctx.Err() != nil:
		return ctx.Err()
	}
	if problem := problemOf(err, path); problem != nil {
		return problem.Because(err)
	}
	return err
}

// problemOf returns the problem that an error of SQLite or of the system stands for,
// or nil.
func problemOf(err error, path string) *agenda.Problem {
	switch errno := errnoOf(err); {
	case isFullErrno(errno):
		return agenda.NewProblem("WS-DISK-FULL", "File", path)
	case isHeldErrno(errno):
		return agenda.NewProblem("WS-OPEN-ELSEWHERE", "File", path)
	}
	if e, ok := errors.AsType[sqlite3.Error](err); ok {
		return problemOfSQLite(e, path)
	}
	switch {
	case errors.Is(err, errSealed):
		return agenda.NewProblem("WS-DAMAGED", "File", path)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return agenda.NewProblem("WS-READ-ONLY", "File", path)
	case errors.Is(err, fs.ErrNotExist):
		return agenda.NewProblem("WS-MISSING", "File", path)
	}
	return nil
}

func problemOfSQLite(e sqlite3.Error, path string) *agenda.Problem {
	switch e.Code {
	case sqlite3.ErrFull:
		return agenda.NewProblem("WS-DISK-FULL", "File", path)
	case sqlite3.ErrCorrupt:
		return agenda.NewProblem("WS-DAMAGED", "File", path)
	case sqlite3.ErrNotADB:
		return agenda.NewProblem("WS-NOT-A-WORKSPACE", "File", path)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return agenda.NewProblem("WS-OPEN-ELSEWHERE", "File", path)
	case sqlite3.ErrReadonly, sqlite3.ErrPerm:
		return agenda.NewProblem("WS-READ-ONLY", "File", path)
	case sqlite3.ErrCantOpen:
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return agenda.NewProblem("WS-MISSING", "File", path)
		}
		return agenda.NewProblem("WS-READ-ONLY", "File", path)
	case sqlite3.ErrIoErr:
		return agenda.NewProblem("WS-DISK", "File", path)
	}
	return nil
}

// errnoOf returns the system's number of an error, be it inside one of SQLite; 0 where
// there is none.
func errnoOf(err error) syscall.Errno {
	if e, ok := errors.AsType[sqlite3.Error](err); ok {
		return e.SystemErrno
	}
	errno, _ := errors.AsType[syscall.Errno](err)
	return errno
}
