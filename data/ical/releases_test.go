package ical

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/wording"
)

var update = flag.Bool("update", false, "write the golden files anew")

func voice(t testing.TB, language string) *wording.Voice {
	t.Helper()
	v, err := wording.New(language)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// someWeek has a release in every state; the clocks change in its last night.
func someWeek(t testing.TB) publication.WeekSheet {
	at := agenda.MustMoment
	lot := func(procedure, additional string) publication.SheetSlot {
		return publication.SheetSlot{Date: agenda.MustDate("2027-04-12"), Desk: "G1", Procedure: procedure, Additional: additional}
	}
	release := func(n int, id, moment string, standing publication.Standing, slots ...publication.SheetSlot) publication.SheetRelease {
		return publication.SheetRelease{
			Release: agenda.Release{ID: agenda.ReleaseID(id), At: at(moment)}, Number: n, Standing: standing, Online: slots,
		}
	}
	sheet := publication.WeekSheet{
		Zone: zone(t, "Europe/Paris"), Week: agenda.MustWeek("2027-W12"), Patience: publication.UsualPatience, WrittenAt: at("2027-03-24T09:30"),
		Releases: []publication.SheetRelease{
			release(1, "019c3a51-77a2-7d11-8b0e-000000000001", "2027-03-22T10:17", publication.StandingDone, lot("Première demande", "")),
			release(2, "019c3a51-77a2-7d11-8b0e-000000000002", "2027-03-23T18:41", publication.StandingMissed),
			release(3, "019c3a51-77a2-7d11-8b0e-000000000003", "2027-03-24T09:12", publication.StandingLate, lot("Duplicata ; perte, vol \\ échange", "")),
			release(4, "019c3a51-77a2-7d11-8b0e-000000000004", "2027-03-27T23:55", publication.StandingPlanned, lot("Première demande", ""), lot("Première demande", "Dossiers de juin")),
			release(5, "019c3a51-77a2-7d11-8b0e-000000000005", "2027-03-28T12:00", publication.StandingMissed, lot("Remise", "")),
		},
	}
	later := lot("Première demande", "")
	later.Date = agenda.MustDate("2027-04-16")
	sheet.Releases[3].Online = append(sheet.Releases[3].Online, later)
	sheet.Releases[0].DoneAt = at("2027-03-22T10:18")
	sheet.Releases[1].Replaced, sheet.Releases[1].GivenUp = true, at("2027-03-24T09:00")
	return sheet
}

func written(t testing.TB, sheet publication.WeekSheet, language string) string {
	t.Helper()
	var file bytes.Buffer
	if err := WriteReleases(context.Background(), &file, sheet, voice(t, language)); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

func TestWeekInBothLanguages(t *testing.T) {
	for _, language := range wording.Languages() {
		got := written(t, someWeek(t), language)
		golden := filepath.Join("testdata", "week."+language+".ics")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s: %s", language, diff)
		}
	}
}

// TestAnotherProgramReadsIt reads the file with icalendar, a Python library, which fails
// on what RFC 5545 does not allow.
func TestAnotherProgramReadsIt(t *testing.T) {
	const python = "/usr/bin/python3" // Debian's, which finds Debian's libraries
	if err := exec.Command(python, "-c", "import icalendar").Run(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("python3-icalendar is missing: %v", err)
		}
		t.Skip("python3-icalendar is not installed")
	}
	sheet := someWeek(t)
	command := exec.Command(python, filepath.Join("testdata", "read.py"))
	command.Stdin = strings.NewReader(written(t, sheet, "fr"))
	command.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8")
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	const id = "019c3a51-77a2-7d11-8b0e-00000000000"
	want := strings.Join([]string{
		id + "1 2027-03-22T09:17:00+00:00 CONFIRMED 1 [] Mise en ligne n° 1 (faite)",
		id + "2 2027-03-23T17:41:00+00:00 CANCELLED 1 [] Mise en ligne n° 2 (remplacée)",
		id + "3 2027-03-24T08:12:00+00:00 CONFIRMED 1 [-10, 0] Mise en ligne n° 3 : 1 créneau",
		"  1 × Duplicata ; perte, vol \\ échange, G1 (le 12/04/2027)",
		id + "4 2027-03-27T22:55:00+00:00 CONFIRMED 1 [-10, 0] Mise en ligne n° 4 : 3 créneaux",
		"  2 × Première demande, G1 (du 12/04/2027 au 16/04/2027)",
		"  1 × Première demande, G1 (le 12/04/2027), rendez-vous supplémentaires : Dossiers de juin",
		id + "5 2027-03-28T10:00:00+00:00 CONFIRMED 1 [] Mise en ligne n° 5 (manquée)",
		"",
	}, "\n")
	blanks := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
	if diff := cmp.Diff(want, blanks.Replace(string(out))); diff != "" {
		t.Error(diff)
	}
}

// Every moment of every territory is the instant at which its clocks show it, whatever
// the season.
func TestInstants(t *testing.T) {
	for _, c := range []struct{ zone, local, utc string }{
		{"Europe/Paris", "2027-03-28T01:59", "2027-03-28T00:59"}, {"Europe/Paris", "2027-03-28T03:00", "2027-03-28T01:00"},
		{"Europe/Paris", "2027-10-31T01:59", "2027-10-30T23:59"}, {"Europe/Paris", "2027-10-31T03:00", "2027-10-31T02:00"},
		{"America/Cayenne", "2027-07-01T10:00", "2027-07-01T13:00"}, {"America/Miquelon", "2027-07-01T10:00", "2027-07-01T12:00"},
		{"America/Miquelon", "2027-01-04T10:00", "2027-01-04T13:00"}, {"Indian/Reunion", "2027-01-01T02:30", "2026-12-31T22:30"},
		{"Pacific/Noumea", "2027-01-04T07:00", "2027-01-03T20:00"}, {"Pacific/Tahiti", "2027-01-04T18:00", "2027-01-05T04:00"},
	} {
		got := instant(agenda.MustMoment(c.local), zone(t, c.zone)).UTC().Format("2006-01-02T15:04")
		if got != c.utc {
			t.Errorf("%s in %s is %s, want %s", c.local, c.zone, got, c.utc)
		}
	}
}

// Whatever texts there are, lines are folded at 75 octets between whole characters, end
// in CRLF, and hold no other control character; and there are as many as each needs.
func TestLinesAreThoseOfTheStandard(t *testing.T) {
	speaker, sheet := voice(t, "fr"), someWeek(t)
	rapid.Check(t, func(t *rapid.T) {
		sheet.Releases[3].Online[0].Procedure = rapid.String().Draw(t, "procedure")
		sheet.Releases[3].Online[1].Additional = rapid.StringOfN(rapid.SampledFrom([]rune("aé\u202f;,\\\n\r\t\x00\"😀")), 1, 200, -1).Draw(t, "label")
		var file bytes.Buffer
		if err := WriteReleases(context.Background(), &file, sheet, speaker); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(file.String(), "\r\n"), "\r\n")
		for _, line := range lines {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n\x00") {
				t.Fatalf("%d octets: %q", len(line), line)
			}
		}
		if n := strings.Count(file.String(), "BEGIN:VEVENT\r\n"); n != len(sheet.Releases) {
			t.Fatalf("%d events of %d releases", n, len(sheet.Releases))
		}
	})
}

// A calendar that reads the file of a week again knows each event by its id, and the
// later revision by its number.
func TestAWeekDrawnAgain(t *testing.T) {
	before := someWeek(t)
	before.Releases = before.Releases[1:4]
	before.Releases[0].Replaced, before.Releases[0].GivenUp, before.Releases[0].Standing = false, 0, publication.StandingPlanned
	first, second := written(t, before, "fr"), written(t, someWeek(t), "fr")
	event := func(file string) string {
		_, rest, _ := strings.Cut(file, "UID:"+string(before.Releases[0].ID)+"\r\n")
		event, _, _ := strings.Cut(rest, "END:VEVENT")
		return event
	}
	if e := event(first); !strings.Contains(e, "SEQUENCE:0\r\n") || !strings.Contains(e, "STATUS:CONFIRMED\r\n") || strings.Count(e, "BEGIN:VALARM") != 2 {
		t.Errorf("before:\n%s", e)
	}
	if e := event(second); !strings.Contains(e, "SEQUENCE:1\r\n") || !strings.Contains(e, "STATUS:CANCELLED\r\n") || strings.Contains(e, "VALARM") {
		t.Errorf("after:\n%s", e)
	}
}

type fullDisk struct{}

var errFull = errors.New("disk full")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestWhatGoesWrongIsTold(t *testing.T) {
	if err := WriteReleases(context.Background(), fullDisk{}, someWeek(t), voice(t, "fr")); err != errFull {
		t.Errorf("a full disk: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var file bytes.Buffer
	if err := WriteReleases(ctx, &file, someWeek(t), voice(t, "fr")); !errors.Is(err, context.Canceled) || file.Len() > 0 {
		t.Errorf("cancelled: %d bytes, %v", file.Len(), err)
	}
}

// BenchmarkWriteReleases writes the 200 releases that a week has at most.
func BenchmarkWriteReleases(b *testing.B) {
	sheet, speaker := someWeek(b), voice(b, "fr")
	for len(sheet.Releases) < 200 {
		sheet.Releases = append(sheet.Releases, sheet.Releases[3])
	}
	b.ReportAllocs()
	for b.Loop() {
		var file bytes.Buffer
		if err := WriteReleases(context.Background(), &file, sheet, speaker); err != nil {
			b.Fatal(err)
		}
	}
}
