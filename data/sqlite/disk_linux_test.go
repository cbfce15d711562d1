package sqlite

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// smallDisk mounts a disk of its own for a test.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("mounting a small disk needs rights that this account lacks: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return folder
}

// fill leaves no byte on the disk of a folder; calling the result frees it.
func fill(t *testing.T, folder string) (free func()) {
	t.Helper()
	path := filepath.Join(folder, "filler")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	f.Close()
	return func() {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFullDiskLosesNothing(t *testing.T) {
	folder := smallDisk(t, "8m")
	path := filepath.Join(folder, "w.creneaux")

	free := fill(t, folder)
	_, err := Create(t.Context(), path, testOptions())
	wantProblem(t, err, "WS-DISK-FULL")
	wantFolder(t, folder, "filler")
	free()

	w := createAt(t, path, testOptions())
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := setUp(ctx, w); err != nil {
			return err
		}
		return w.ApplyImport(ctx, importOf(1, testBookings(500)...))
	})
	before := dump(t, w)
	more := make([]agenda.Booking, 6000)
	for i := range more {
		more[i] = testBooking(1000 + i)
	}
	free = fill(t, folder)
	large := func(ctx context.Context, w workspace.Writer) error { return w.ApplyImport(ctx, importOf(2, more...)) }
	wantProblem(t, tryUpdate(w, large), "WS-DISK-FULL")
	wantEqual(t, dump(t, w), before)
	wantProblem(t, w.Backup(t.Context(), filepath.Join(folder, "backup.creneaux")), "WS-DISK-FULL")
	if _, err := os.Stat(filepath.Join(folder, "backup.creneaux")); err == nil {
		t.Error("half a backup stays")
	}
	free()
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		return w.ApplyImport(ctx, importOf(3, testBooking(9000)))
	})
	wantSound(t, w)
	closeNow(t, w)

	free = fill(t, folder) // an upgrade needs room for its backup
	_, err = openIn(t.Context(), path, testOptions(), next(t, `CREATE TABLE novelty (a)`))
	wantProblem(t, err, "WS-DISK-FULL")
	free()
	w = open(t, path, testOptions())
	wantSound(t, w)
}

func TestReadOnlyMedium(t *testing.T) {
	folder := smallDisk(t, "16m")
	path := filepath.Join(folder, "w.creneaux")
	w := createAt(t, path, testOptions())
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := setUp(ctx, w); err != nil {
			return err
		}
		return w.ApplyImport(ctx, importOf(1, testBookings(20)...))
	})
	before := dump(t, w)
	closeNow(t, w)
	if err := syscall.Mount("", folder, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}

	_, err := Open(t.Context(), path, testOptions())
	wantProblem(t, err, "WS-READ-ONLY")
	_, err = Create(t.Context(), filepath.Join(folder, "new.creneaux"), testOptions())
	wantProblem(t, err, "WS-READ-ONLY")

	opts := testOptions()
	opts.ReadOnly = true
	w = open(t, path, opts)
	wantEqual(t, dump(t, w), before)
	wantSound(t, w)
	wantProblem(t, w.Backup(t.Context(), filepath.Join(folder, "b.creneaux")), "WS-READ-ONLY")
	target := filepath.Join(t.TempDir(), "b.creneaux")
	if err := w.Backup(t.Context(), target); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, dump(t, open(t, target, testOptions())), before)
}

// TestFileThatMayNotBeWritten makes the file itself unchangeable, in a folder that is
// not: permissions do not bind root, the attribute does.
func TestFileThatMayNotBeWritten(t *testing.T) {
	w := filled(t, 3)
	path := w.Path()
	closeNow(t, w)
	if out, err := exec.Command("chattr", "+i", path).CombinedOutput(); err != nil {
		t.Skipf("making a file unchangeable needs chattr, its file system and rights: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("chattr", "-i", path).CombinedOutput(); err != nil {
			t.Errorf("%v %s", err, out)
		}
	})
	_, err := Open(t.Context(), path, testOptions())
	wantProblem(t, err, "WS-READ-ONLY")
	opts := testOptions()
	opts.ReadOnly = true
	w = open(t, path, opts)
	wantEqual(t, len(allBookings(t, w)), 3)
}
