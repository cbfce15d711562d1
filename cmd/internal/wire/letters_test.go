package wire_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
	"creneaux/app/office"
	"creneaux/app/workspace"
)

var thirdOfMarch = office.Selection{From: agenda.MustDate("2026-03-03"), To: agenda.MustDate("2026-03-03")}

func writeLetters(t *testing.T, o *office.Office, path string) {
	t.Helper()
	if _, err := o.WriteConvocations(background, thirdOfMarch, path, office.FormatPDF, french(t), agendatest.Watch(t)); err != nil {
		t.Fatal(err)
	}
}

// lettersOf returns the latest letters by the platform's reference.
func lettersOf(t *testing.T, o *office.Office) map[string]agenda.Convocation {
	t.Helper()
	byBooking := map[agenda.BookingID]string{}
	for reference, b := range everything(t, o) {
		byBooking[b.ID] = reference
	}
	letters := map[string]agenda.Convocation{}
	for _, c := range beside(t, o, func(r workspace.Reader) ([]agenda.Convocation, error) { return r.Convocations(background, nil) }) {
		letters[byBooking[c.Booking]] = c
	}
	return letters
}

func wantVerdict(t *testing.T, o *office.Office, shown agenda.Convocation, want office.CodeVerdict) {
	t.Helper()
	for _, text := range []string{shown.Number, shown.Code} {
		check, err := o.VerifyCode(background, text)
		if err != nil || check.Verdict != want || check.Number != shown.Number {
			t.Errorf("%s verifies as %q (%s), %v; want %q", text, check.Verdict, check.Number, err, want)
		}
	}
}

func TestALetterKeepsItsNumberWhileItIsTrue(t *testing.T) {
	o := newOffice(t)
	steady, moving := confirmed("R1", "9h00", "Ondo", "a@boite.example"), confirmed("R2", "9h30", "Sánchez", "b@boite.example")
	importRows(t, o, allTitles, steady, moving)
	path := filepath.Join(t.TempDir(), "lettres.pdf")
	writeLetters(t, o, path)
	first := lettersOf(t, o)
	once, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	writeLetters(t, o, path)
	twice, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if second := lettersOf(t, o); len(first) != 2 || second["R1"] != first["R1"] || second["R2"] != first["R2"] {
		t.Errorf("written twice: %v, then %v", first, second)
	}
	if !bytes.Equal(once, twice) {
		t.Error("the same letters are not the same bytes")
	}
	before := first["R2"]
	for _, changed := range []row{
		moving.but("Nom", "Pereira"), moving.but("Nom", "Pereira").but("Heure du RDV", "10h30"),
		moving.but("Nom", "Pereira").but("Heure du RDV", "10h30").but("Guichet", "G2"),
	} {
		wantVerdict(t, o, before, office.CodeValid)
		importRows(t, o, allTitles, steady, changed)
		wantVerdict(t, o, before, office.CodeOutdated)
		wantVerdict(t, o, first["R1"], office.CodeValid)
		writeLetters(t, o, path)
		after := lettersOf(t, o)
		if after["R1"] != first["R1"] || after["R2"].Number == before.Number {
			t.Errorf("after a change: %v, was %v", after, before)
		}
		wantVerdict(t, o, before, office.CodeReplaced)
		before = after["R2"]
	}
	importRows(t, o, allTitles, steady.but("Statut", "Annulé"))
	wantVerdict(t, o, first["R1"], office.CodeCancelled)
}

// TestAFileThatCannotBeWrittenLeavesTheEarlierOne writes where the disk is full and
// where the file may not be changed.
func TestAFileThatCannotBeWrittenLeavesTheEarlierOne(t *testing.T) {
	o := newOffice(t)
	importFile(t, o, "first-semicolon-utf8bom.csv")
	earlier := []byte("the earlier file")
	write := func(t *testing.T, folder, code string) {
		for name, write := range map[string]func(path string) error{
			"lettres.pdf": func(path string) error {
				_, err := o.WriteConvocations(background, office.Selection{From: agenda.MustDate("2026-03-02"), To: agenda.MustDate("2026-03-02")}, path, office.FormatPDF, french(t), agenda.Silent{})
				return err
			},
			"lettres.xlsx": func(path string) error {
				_, err := o.WriteConvocations(background, office.Selection{From: agenda.MustDate("2026-03-01"), To: agenda.MustDate("2026-04-30")}, path, office.FormatWorkbook, french(t), agenda.Silent{})
				return err
			},
			"plan.xlsx": func(path string) error { return o.WritePlan(background, path, french(t)) },
			"plan.pdf":  func(path string) error { return o.WritePlan(background, path, french(t)) },
		} {
			path := filepath.Join(folder, name)
			if err := os.WriteFile(path, earlier, 0o644); err != nil {
				t.Fatal(err)
			}
			if code == "OUT-NO-RIGHT" {
				if err := os.Chmod(path, 0o444); err != nil {
					t.Fatal(err)
				}
			}
			entries := len(journal(t, o))
			wantProblem(t, write(path), code)
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, earlier) {
				t.Errorf("%s is now %d bytes, %v", name, len(now), err)
			}
			for _, e := range journal(t, o)[:len(journal(t, o))-entries] {
				if e.Action == "export" {
					t.Errorf("%s: the journal tells of an export that failed", name)
				}
			}
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		}
	}
	t.Run("full disk", func(t *testing.T) { write(t, tinyDisk(t), "OUT-DISK-FULL") })
	t.Run("read-only", func(t *testing.T) { write(t, t.TempDir(), "OUT-NO-RIGHT") })
}

// tinyDisk mounts a disk of two blocks.
func tinyDisk(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", folder).CombinedOutput(); err != nil {
		t.Skipf("a full disk needs the right to mount one: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", folder).CombinedOutput(); err != nil {
			t.Errorf("%v %s", err, out)
		}
	})
	return folder
}
