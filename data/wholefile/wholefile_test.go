package wholefile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

func TestWriteIsAllOrNothing(t *testing.T) {
	folder := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		path := filepath.Join(folder, "sortie.pdf")
		before := rapid.SliceOf(rapid.Byte()).Draw(t, "before")
		after := rapid.SliceOf(rapid.Byte()).Draw(t, "after")
		cut := rapid.IntRange(0, len(after)).Draw(t, "cut")
		failing := rapid.Bool().Draw(t, "failing")
		if err := os.WriteFile(path, before, 0o644); err != nil {
			t.Fatal(err)
		}
		encoderFailed := errors.New("encoder failed")
		err := Write(path, func(w io.Writer) error {
			if failing {
				_, _ = w.Write(after[:cut])
				return encoderFailed
			}
			_, err := w.Write(after)
			return err
		})
		want := after
		if failing {
			want = before
			if !errors.Is(err, encoderFailed) {
				t.Fatalf("the encoder's error was lost: %v", err)
			}
		} else if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != string(want) {
			t.Fatalf("file holds %q, want %q (%v)", got, want, err)
		}
		entries, _ := os.ReadDir(folder)
		if len(entries) != 1 {
			t.Fatalf("temporary files were left behind: %v", entries)
		}
	})
}

func TestProblems(t *testing.T) {
	folder := t.TempDir()
	readOnly := filepath.Join(folder, "lecture-seule.pdf")
	if err := os.WriteFile(readOnly, nil, 0o444); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, code string }{
		{folder, "OUT-IS-FOLDER"},
		{filepath.Join(folder, "absent", "x.pdf"), "OUT-FOLDER"},
		{readOnly, "OUT-NO-RIGHT"},
	} {
		err := Write(c.path, func(io.Writer) error { return nil })
		if got := agenda.CodeOf(err); got != c.code {
			t.Errorf("%s: got %v, want %s", c.path, err, c.code)
		}
	}
	for err, code := range map[error]string{
		syscall.ENOSPC:         "OUT-DISK-FULL",
		syscall.EROFS:          "OUT-NO-RIGHT",
		syscall.EBUSY:          "OUT-OPEN",
		errors.New("anything"): "OUT-FAILED",
	} {
		if got := agenda.CodeOf(problem("x", err)); got != code {
			t.Errorf("%v: got %s, want %s", err, got, code)
		}
	}
}

func TestFullDiskBehindAnEncoderIsSeen(t *testing.T) {
	full := &diskWriter{w: writerFunc(func([]byte) (int, error) { return 0, syscall.ENOSPC })}
	if _, err := full.Write([]byte("x")); err == nil || !isDiskFull(full.err) {
		t.Fatalf("the disk's error was not kept: %v", full.err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
