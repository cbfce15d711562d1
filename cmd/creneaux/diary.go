package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"

	"creneaux/app/agenda"
	"creneaux/app/ui"
)

// places are where the program keeps files of its own, beside the workspaces.
type places struct {
	folder string // settings folder of the account
	log    string
	crash  string
}

// ownPlaces returns the places and makes their folder.
func ownPlaces() (places, error) {
	base, err := os.UserConfigDir()
	if err != nil {
		return places{}, err
	}
	folder := filepath.Join(base, "creneaux")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return places{}, err
	}
	return places{folder, filepath.Join(folder, "creneaux.log"), filepath.Join(folder, "crash.log")}, nil
}

const (
	keptLogs   = 4       // older logs kept beside the present one
	largestLog = 1 << 20 // bytes above which a log is put aside at the next start
)

// openLog opens the technical log, putting a long one aside first. It holds no
// personal data: errors carry codes, counts and file names.
func openLog(path string) (*slog.Logger, *os.File, error) {
	var kept error
	if info, err := os.Stat(path); err == nil && info.Size() > largestLog {
		kept = rotate(path)
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, err
	}
	diary := slog.New(slog.NewTextHandler(file, nil))
	if kept != nil {
		// Another window has it open, and Windows renames no open file. It goes on
		// growing until the next start.
		diary.Warn("the log was not put aside", "error", kept)
	}
	return diary, file, nil
}

// rotate renames log to log.1, log.1 to log.2 and so on; the oldest goes.
func rotate(path string) error {
	for n := keptLogs; n > 0; n-- {
		from := path
		if n > 1 {
			from = fmt.Sprintf("%s.%d", path, n-1)
		}
		if err := os.Rename(from, fmt.Sprintf("%s.%d", path, n)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// keepCrashes makes the runtime write the trace of a crash to a file, for a window
// program has no console to show it on.
func keepCrashes(path string) error {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // the runtime keeps its own handle
	return debug.SetCrashOutput(file, debug.CrashOptions{})
}

// shown returns the places for the About dialog and for --paths.
func (p places) shown() []ui.Place {
	return []ui.Place{
		{Label: agenda.Msg("app.path.log"), Path: p.log},
		{Label: agenda.Msg("app.path.crash"), Path: p.crash},
		{Label: agenda.Msg("app.path.settings"), Path: filepath.Dir(p.folder)},
	}
}
