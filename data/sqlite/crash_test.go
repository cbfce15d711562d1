package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// crashEnv tells the test program to be the one that is killed.
const crashEnv = "CRENEAUX_SQLITE_CRASH"

func TestMain(m *testing.M) {
	if path := os.Getenv(crashEnv); path != "" {
		if err := runUntilKilled(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

const crashBatch = 15

// runUntilKilled applies and undoes imports for ever. It writes a line after each
// Update that came back.
func runUntilKilled(path string) error {
	ctx := context.Background()
	w, err := Open(ctx, path, testOptions())
	if err != nil {
		return err
	}
	for {
		var n int
		err := w.Update(ctx, func(w workspace.Writer) (err error) {
			if n, err = crest(ctx, w); err != nil {
				return err
			}
			n++
			if err := wave(ctx, w, n); err != nil {
				return err
			}
			if n%3 == 0 { // every third takes back what the one before brought
				return w.UndoImport(ctx, agenda.ImportID(fmt.Sprintf("import-%d", n-1)), now)
			}
			var bookings []agenda.Booking
			for i := range crashBatch {
				bookings = append(bookings, testBooking(n*crashBatch+i))
			}
			return w.ApplyImport(ctx, importOf(n, bookings...))
		})
		if err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// bookingsAfter is how many bookings there are after n waves.
func bookingsAfter(n int) int { return crashBatch * (n/3 + min(n%3, 2)) }

func TestKilledProgramsLeaveAllOrNothing(t *testing.T) {
	kills := 8
	if testing.Short() {
		kills = 3
	}
	w := create(t)
	update(t, w, setUp)
	path := w.Path()
	closeNow(t, w)
	last := 0
	for range kills {
		promised := killedAfter(t, path, time.Duration(rand.IntN(60_000))*time.Microsecond)
		w := open(t, path, testOptions())
		kept := view(t, w, crest)
		if kept < promised || kept > promised+1 || promised <= last {
			t.Fatalf("wave %d is kept, %d was promised, %d was kept before", kept, promised, last)
		}
		if n := count(t, w, workspace.BookingQuery{}); n != bookingsAfter(kept) {
			t.Fatalf("%d bookings after wave %d", n, kept)
		}
		wantSound(t, w)
		closeNow(t, w)
		last = kept
	}
	t.Logf("%d kills, %d updates kept", kills, last)
}

// killedAfter runs the program on a workspace, kills it some time after its first
// Update, and returns the last wave that it said was kept.
func killedAfter(t *testing.T, path string, after time.Duration) (promised int) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(program)
	child.Env = append(os.Environ(), crashEnv+"="+path)
	var complaint strings.Builder
	child.Stderr = &complaint
	said, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if promised == 0 {
			time.AfterFunc(after, func() { _ = child.Process.Kill() }) // fails only when it has ended, which is told below
		}
		if promised, err = strconv.Atoi(lines.Text()); err != nil {
			t.Fatalf("the program said %q", lines.Text())
		}
	}
	_ = child.Wait() // "signal: killed"
	if complaint.Len() > 0 {
		t.Fatal(complaint.String())
	}
	return promised
}
