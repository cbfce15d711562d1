package spreadsheet

import (
	"bytes"
	"context"
	"encoding/csv"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/publication"
)

// someReleases is a week with a release that is done, one that was replaced, and the one
// that replaced it. Its texts try to be formulas.
func someReleases() publication.WeekSheet {
	at := agenda.MustMoment
	slot := func(id, date, start, desk, additional string) publication.SheetSlot {
		return publication.SheetSlot{
			ID: agenda.SlotID(id), Date: agenda.MustDate(date), Start: agenda.MustClock(start), Minutes: 20, Position: 2,
			Desk: desk, ProcedureCode: "first", Procedure: "Première ; demande", Additional: additional,
		}
	}
	return publication.WeekSheet{
		Week: agenda.MustWeek("2027-W10"), Seal: "9f86d081", Redraws: []publication.SheetRedraw{{At: at("2027-03-10T09:00"), Seal: "60303ae2"}},
		Releases: []publication.SheetRelease{
			{
				Release: agenda.Release{At: at("2027-03-08T07:05"), DoneAt: at("2027-03-08T07:06"), DoneBy: "=martin"}, Number: 1,
				Standing: publication.StandingDone, Online: []publication.SheetSlot{slot("a", "2027-03-22", "09:00", "G1", "")},
			},
			{Release: agenda.Release{At: at("2027-03-09T18:00"), GivenUp: at("2027-03-10T09:00")}, Number: 2, Standing: publication.StandingMissed, Replaced: true},
			{
				Release: agenda.Release{At: at("2027-03-11T12:34"), Redraw: 1}, Number: 3, Standing: publication.StandingPlanned,
				Online: []publication.SheetSlot{slot("b", "2027-03-23", "14:20", "@G2", ""), slot("=c", "2027-04-01", "08:00", "G1", "+Juin")},
			},
		},
	}
}

var releasesShown = [][]string{
	{"1", "08/03/2027", "07:05", "1", "faite", "08/03/2027 07:06", "=martin", "9f86d081"},
	{"2", "09/03/2027", "18:00", "0", "remplacée", "", "", "9f86d081"},
	{"3", "11/03/2027", "12:34", "2", "à faire", "", "", "60303ae2"},
}

var releasedSlotsShown = [][]string{
	{"1", "08/03/2027 07:05", "G1", "Première ; demande", "22/03/2027", "09:00", "20", "2", ""},
	{"3", "11/03/2027 12:34", "@G2", "Première ; demande", "23/03/2027", "14:20", "20", "2", ""},
	{"3", "11/03/2027 12:34", "G1", "Première ; demande", "01/04/2027", "08:00", "20", "2", "+Juin"},
}

func writeSomeReleases(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WriteReleases(context.Background(), &out, someReleases(), french(t)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestReleasesReadBack(t *testing.T) {
	f := openBook(t, writeSomeReleases(t))
	if diff := cmp.Diff([]string{"Semaine", "Créneaux"}, f.GetSheetList()); diff != "" {
		t.Fatal(diff)
	}
	for sheet, want := range map[string][][]string{"Semaine": releasesShown, "Créneaux": releasedSlotsShown} {
		if diff := cmp.Diff(want, sheetRows(t, f, sheet)[1:]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", sheet, diff)
		}
	}
	// Days, hours and moments are numbers, so that they sort and calculate.
	for _, c := range []struct{ sheet, cell, want string }{
		{"Semaine", "B2", "46454"}, {"Semaine", "C4", "0.523611111111111"}, {"Créneaux", "B3", "46457.5236111112"}, {"Créneaux", "E2", "46468"},
	} {
		raw, err := f.GetCellValue(c.sheet, c.cell, excelize.Options{RawCellValue: true})
		if err != nil || raw != c.want {
			t.Errorf("%s %s holds %q, want %s (%v)", c.sheet, c.cell, raw, c.want, err)
		}
	}
	if formula, err := f.GetCellFormula("Semaine", "G2"); err != nil || formula != "" {
		t.Errorf("a name became the formula %q (%v)", formula, err)
	}
}

func TestReleasesForThePlatform(t *testing.T) {
	var out bytes.Buffer
	if err := WriteReleasesCSV(&out, someReleases(), french(t)); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffMise en ligne le;Date;Heure;Fin;Guichet;Code de la démarche;Démarche;Référence du créneau;Rendez-vous supplémentaires\r\n" +
		"2027-03-08T07:05;2027-03-22;09:00;09:20;G1;first;\"Première ; demande\";a;\r\n" +
		"2027-03-11T12:34;2027-03-23;14:20;14:40;'@G2;first;\"Première ; demande\";b;\r\n" +
		"2027-03-11T12:34;2027-04-01;08:00;08:20;G1;first;\"Première ; demande\";'=c;'+Juin\r\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// LibreOffice shows every minute of a day as that minute.
func TestEveryMinuteIsShownAsItself(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed: soffice is not in the PATH")
	}
	var sheet publication.WeekSheet
	var want []string
	for minute := range agenda.Clock(24 * 60) {
		at := agenda.MustDate("2027-03-08").At(minute)
		sheet.Releases = append(sheet.Releases, publication.SheetRelease{Release: agenda.Release{At: at, DoneAt: at}})
		want = append(want, minute.String()+" 08/03/2027 "+minute.String())
	}
	var out bytes.Buffer
	if err := WriteReleases(context.Background(), &out, sheet, french(t)); err != nil {
		t.Fatal(err)
	}
	var shown []string
	for _, row := range shownByLibreOffice(t, soffice, out.Bytes())("Semaine")[1:] {
		shown = append(shown, row[2]+" "+row[5])
	}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Error(diff)
	}
}

// Whatever slots there are, the list has each once, with the minute of its release.
func TestThePlatformGetsEverySlotOnce(t *testing.T) {
	voice := french(t)
	rapid.Check(t, func(t *rapid.T) {
		var sheet publication.WeekSheet
		var want []string
		for i := range rapid.IntRange(0, 5).Draw(t, "releases") {
			r := publication.SheetRelease{Number: i + 1}
			r.At = agenda.MustDate("2027-03-08").At(agenda.Clock(rapid.IntRange(0, 24*60-1).Draw(t, "at")))
			for range rapid.IntRange(0, 4).Draw(t, "slots") {
				s := publication.SheetSlot{Date: agenda.MustDate("2027-04-01"), Start: agenda.Clock(rapid.IntRange(0, 1400).Draw(t, "start"))}
				r.Online = append(r.Online, s)
				want = append(want, r.At.String()+" "+s.Start.String())
			}
			sheet.Releases = append(sheet.Releases, r)
		}
		var out bytes.Buffer
		if err := WriteReleasesCSV(&out, sheet, voice); err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), byteOrderMark)))
		r.Comma = ';'
		records, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, record := range records[1:] {
			got = append(got, record[0]+" "+record[2])
		}
		if !slices.Equal(want, got) {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

// BenchmarkWriteReleases writes a week of 200 releases with 4,000 slots.
func BenchmarkWriteReleases(b *testing.B) {
	sheet, voice := someReleases(), french(b)
	last := sheet.Releases[2]
	last.Online = slices.Repeat(last.Online, 10)
	sheet.Releases = slices.Repeat([]publication.SheetRelease{last}, 200)
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := WriteReleases(context.Background(), &out, sheet, voice); err != nil {
			b.Fatal(err)
		}
	}
}
