// Package wholefile writes files that appear whole or not at all: into a temporary
// file in the same folder, synced, then renamed over the target. An earlier file of
// that name stays as it was until the new one is complete.
//
// What belongs here: putting bytes on a disk safely, and telling a person in a
// sentence why it did not work. What the bytes are is the business of the writers.
package wholefile

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"creneaux/app/agenda"
)

// temporaryPattern marks the files of a write that has not ended. They are hidden
// where the system hides names that begin with a dot.
const temporaryPattern = ".creneaux-*.tmp"

// Write calls write with the file's content to be, and puts it in place of path when
// write returns nil. Whatever goes wrong, path is left as it was.
//
// Problems: OUT-FOLDER (the folder is missing), OUT-NO-RIGHT, OUT-DISK-FULL,
// OUT-OPEN (another program holds the file), OUT-IS-FOLDER, OUT-FAILED. An error of
// write itself comes back as it is, unless the disk is what failed.
func Write(path string, write func(io.Writer) error) (err error) {
	if info, statErr := os.Stat(path); statErr == nil {
		if info.IsDir() {
			return agenda.NewProblem("OUT-IS-FOLDER", "File", path)
		}
		if info.Mode().Perm()&0o200 == 0 {
			return agenda.NewProblem("OUT-NO-RIGHT", "File", path)
		}
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), temporaryPattern)
	if err != nil {
		return problem(path, err)
	}
	defer func() {
		if err != nil {
			_ = temporary.Close() // already closed when renaming failed
			_ = os.Remove(temporary.Name())
		}
	}()

	sink := &diskWriter{w: temporary}
	buffered := bufio.NewWriterSize(sink, 1<<16)
	if err := write(buffered); err != nil {
		if sink.err != nil {
			return problem(path, sink.err)
		}
		return err
	}
	if err := buffered.Flush(); err != nil {
		return problem(path, err)
	}
	if err := temporary.Chmod(0o644); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return problem(path, err)
	}
	if err := temporary.Sync(); err != nil {
		return problem(path, err)
	}
	if err := temporary.Close(); err != nil {
		return problem(path, err)
	}
	if err := os.Rename(temporary.Name(), path); err != nil {
		// The folder took the temporary file, so a refusal is about the old file:
		// Windows answers "access denied" while another program holds it.
		if errors.Is(err, fs.ErrPermission) {
			return agenda.NewProblem("OUT-OPEN", "File", path).Because(err)
		}
		return problem(path, err)
	}
	syncFolder(filepath.Dir(path))
	return nil
}

// diskWriter remembers the disk's own error, so that it is told from an error of
// the encoder that wraps it.
type diskWriter struct {
	w   io.Writer
	err error
}

func (d *diskWriter) Write(p []byte) (int, error) {
	n, err := d.w.Write(p)
	if err != nil {
		d.err = err
	}
	return n, err
}

// syncFolder makes the rename itself durable where the system allows it. Windows
// does not open folders; the rename is journaled there.
func syncFolder(folder string) {
	if f, err := os.Open(folder); err == nil {
		_ = f.Sync() // best effort: the file's own bytes are already safe
		_ = f.Close()
	}
}

func problem(path string, err error) error {
	folder := filepath.Dir(path)
	switch {
	case isDiskFull(err):
		return agenda.NewProblem("OUT-DISK-FULL", "File", path, "Folder", folder).Because(err)
	case isHeldByAnotherProgram(err):
		return agenda.NewProblem("OUT-OPEN", "File", path).Because(err)
	case errors.Is(err, fs.ErrNotExist) || strings.Contains(path, "\x00"):
		return agenda.NewProblem("OUT-FOLDER", "File", path, "Folder", folder).Because(err)
	case isReadOnly(err) || errors.Is(err, fs.ErrPermission):
		return agenda.NewProblem("OUT-NO-RIGHT", "File", path, "Folder", folder).Because(err)
	default:
		return agenda.NewProblem("OUT-FAILED", "File", path).Because(err)
	}
}

// Digest returns the SHA-256 of a file, hexadecimal. Problem: FILE-UNREADABLE.
func Digest(ctx context.Context, path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", agenda.NewProblem("FILE-UNREADABLE", "File", path).Because(err)
	}
	defer func() { _ = file.Close() }() // only read
	sum := sha256.New()
	block := make([]byte, 1<<20)
	for {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		n, err := file.Read(block)
		sum.Write(block[:n])
		switch {
		case err == io.EOF:
			return hex.EncodeToString(sum.Sum(nil)), nil
		case err != nil:
			return "", agenda.NewProblem("FILE-UNREADABLE", "File", path).Because(err)
		}
	}
}
