package pdf_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/data/pdf"
)

// exampleSheet is a week with a release in every state: one done, one missed, one that
// replaced another one, two on a day.
func exampleSheet() publication.WeekSheet {
	sheet := publication.WeekSheet{
		Prefecture: "Préfecture de l’Hérault", Service: "Service des étrangers",
		Week:    agenda.MustWeek("2027-W10"),
		Seal:    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		DrawnAt: agenda.MustMoment("2027-03-05T16:12"), WrittenAt: agenda.MustMoment("2027-03-09T09:30"),
		Patience: publication.UsualPatience,
		Redraws:  []publication.SheetRedraw{{At: agenda.MustMoment("2027-03-09T09:29"), Seal: strings.Repeat("60303ae2", 8)}},
	}
	for i, at := range []string{"2027-03-08T10:17", "2027-03-08T16:31", "2027-03-10T18:41", "2027-03-11T08:32", "2027-03-11T12:04", "2027-03-12T07:02"} {
		r := publication.SheetRelease{Number: i + 1, Standing: publication.StandingPlanned}
		r.ID, r.At = agenda.ReleaseID(fmt.Sprint(i)), agenda.MustMoment(at)
		switch i {
		case 0:
			r.Standing, r.DoneAt, r.DoneBy = publication.StandingDone, agenda.MustMoment("2027-03-08T10:19"), "c.martin"
		case 1:
			r.Standing, r.Replaced, r.GivenUp = publication.StandingMissed, true, agenda.MustMoment("2027-03-09T09:29")
		case 2:
			r.Redraw = 1
		}
		if !r.Replaced {
			r.Online = exampleOnline(i)
		}
		sheet.Releases = append(sheet.Releases, r)
	}
	rules := publication.Default(sheet.Week, nil)
	for i, envelope := range publication.Envelopes(sheet.Releases, rules) {
		sheet.Releases[i].Envelope = envelope
	}
	return sheet
}

func exampleOnline(n int) (slots []publication.SheetSlot) {
	for i, lot := range []publication.SheetLot{
		{Desk: "G1", Procedure: "Première demande de titre de séjour", Slots: 4 + n},
		{Desk: "G2", Procedure: "Renouvellement de titre de séjour", Slots: 4},
		{Desk: "G4", Procedure: "Document de circulation pour étranger mineur", Slots: 1 + n},
		{Desk: "G2", Procedure: "Renouvellement de titre de séjour", Additional: "Dossiers de juin", Slots: 2},
	} {
		for j := range lot.Slots {
			slots = append(slots, publication.SheetSlot{
				Date: agenda.MustDate("2027-03-22").AddDays(2 * (i + j)), Start: 540, Minutes: 20, Position: 1,
				Desk: lot.Desk, Procedure: lot.Procedure, Additional: lot.Additional,
			})
		}
	}
	return slots
}

func sheetPDF(t testing.TB, sheet publication.WeekSheet) ([]byte, pdf.Report) {
	t.Helper()
	var file bytes.Buffer
	report, err := pdf.WriteReleaseSheet(context.Background(), &file, sheet, voice(t, "fr"))
	if err != nil {
		t.Fatal(err)
	}
	return file.Bytes(), report
}

// pagesOf returns the text of each page in one line, whatever its spaces are.
func pagesOf(t *testing.T, file []byte) []string {
	t.Helper()
	pages := strings.Split(textOf(t, file), "\f")
	pages = pages[:len(pages)-1]
	for i, page := range pages {
		pages[i] = oneLine(page)
	}
	return pages
}

// hourOf returns how an hour stands in the text of a page.
func hourOf(t *testing.T, r publication.SheetRelease) string {
	return oneLine(voice(t, "fr").Clock(r.At.Clock()))
}

// A page goes into an envelope of its own: it tells of no other release, and its top
// third, which shows, not even of its own hour.
func TestAnEnvelopeHoldsOneMoment(t *testing.T) {
	sheet := exampleSheet()
	file, _ := sheetPDF(t, sheet)
	pages := pagesOf(t, file)
	paged := slices.DeleteFunc(slices.Clone(sheet.Releases), func(r publication.SheetRelease) bool { return r.Replaced })
	for i, r := range paged {
		if !strings.Contains(pages[i], hourOf(t, r)) {
			t.Errorf("page %d does not tell %s:\n%s", i+1, r.At, pages[i])
		}
		for _, other := range sheet.Releases {
			if hour := hourOf(t, other); other.ID != r.ID && strings.Contains(pages[i], hour) {
				t.Errorf("page %d of %s tells of %s", i+1, r.At, other.At)
			}
		}
		page := fmt.Sprint(i + 1)
		top := run(t, file, "pdftotext", "-f", page, "-l", page, "-r", "72", "-x", "0", "-y", "0", "-W", "595", "-H", "281", "-enc", "UTF-8", "in.pdf", "-")
		top = oneLine(top)
		if hour := hourOf(t, r); strings.Contains(top, hour) {
			t.Errorf("the outside of page %d tells %s:\n%s", i+1, hour, top)
		}
		if r.ToDo() && !strings.Contains(top, oneLine(voice(t, "fr").LongDate(r.At.Date()))) {
			t.Errorf("the outside of page %d does not tell the day:\n%s", i+1, top)
		}
	}
	summary := pages[len(pages)-1]
	for _, r := range sheet.Releases {
		if !strings.Contains(summary, hourOf(t, r)) {
			t.Errorf("the summary does not tell %s", r.At)
		}
	}
	for i, page := range pages {
		if !strings.Contains(page, sheet.Seal) || !strings.Contains(page, fmt.Sprintf("Page %d sur %d", i+1, len(pages))) {
			t.Errorf("page %d lacks its seal or its number:\n%s", i+1, page)
		}
	}
}

// A release that is missed or replaced has no page: its page would ask for what must not
// be done.
func TestOnlyWhatIsToDoOrDoneHasAPage(t *testing.T) {
	sheet := exampleSheet()
	for i := range sheet.Releases {
		sheet.Releases[i].Standing = publication.StandingMissed
	}
	sheet.Releases[3].Standing = publication.StandingLate
	file, report := sheetPDF(t, sheet)
	if report.Pages != 2 || !strings.Contains(pagesOf(t, file)[0], "Enveloppe n° 4") {
		t.Errorf("%d pages:\n%s", report.Pages, textOf(t, file))
	}
}

// forty returns a release with as many lots, the last of them additional.
func forty(procedure string) publication.SheetRelease {
	r := exampleSheet().Releases[5]
	r.Online = nil
	for i := range 40 {
		s := exampleOnline(0)[0]
		s.Desk, s.Procedure = fmt.Sprintf("G%d", i), procedure
		if i >= 30 {
			s.Additional = "Dossiers de juin"
		}
		r.Online = append(r.Online, s)
	}
	return r
}

func TestALotIsNeverLost(t *testing.T) {
	sheet := exampleSheet()
	for procedure, pages := range map[string]int{
		"Renouvellement de titre de séjour":                                       2,
		"Demande de document de circulation pour étranger mineur né en France":    3,
		strings.Repeat("Démarche dont le nom ne finit pas ", 12) + "ou peut-être": 7,
	} {
		sheet.Releases = []publication.SheetRelease{forty(procedure)}
		file, report := sheetPDF(t, sheet)
		if report.Pages > pages+1 || report.Pages < 3 {
			t.Errorf("%s: %d pages", procedure, report.Pages)
		}
		text := textOf(t, file)
		for i := range 40 {
			if desk := fmt.Sprintf("G%d 22/03/2027", i); !strings.Contains(text, desk) {
				t.Errorf("%s: the lot of %s is lost", procedure, desk)
			}
		}
		if strings.Count(text, ", suite") != report.Pages-2 || strings.Count(text, "continue à la page suivante") != 1 {
			t.Errorf("%s: further pages are not announced:\n%s", procedure, text)
		}
	}
	one := forty("Renouvellement de titre de séjour")
	one.Online = one.Online[:18]
	sheet.Releases = []publication.SheetRelease{one}
	if _, report := sheetPDF(t, sheet); report.Pages != 2 {
		t.Errorf("18 lots are on %d pages", report.Pages-1)
	}
}

func TestSheetOfTwoHundredReleases(t *testing.T) {
	sheet := exampleSheet()
	sheet.Releases = slices.Repeat(sheet.Releases[5:6], 200)
	file, report := sheetPDF(t, sheet)
	if report.Pages < 205 || report.Pages > 208 {
		t.Errorf("200 releases on %d pages", report.Pages)
	}
	run(t, file, "qpdf", "--check", "in.pdf")
}

// Where the releases fill the last page, the slip with the seals has one of its own, and
// no row is lost wherever the page ends.
func TestTheSlipIsOnTheLastPageWhateverTheNumber(t *testing.T) {
	sheet := exampleSheet()
	for _, n := range []int{1, 15, 20, 22, 23, 24, 25, 26, 27, 28, 29, 30, 60} {
		sheet.Releases = slices.Repeat(exampleSheet().Releases[1:2], n) // replaced: in the summary alone
		file, report := sheetPDF(t, sheet)
		pages := pagesOf(t, file)
		rows := strings.Count(strings.Join(pages, ""), "remplacée")
		if rows != n || len(pages) != report.Pages || !strings.Contains(pages[len(pages)-1], "9f86d081 884c7d65") {
			t.Errorf("%d releases: %d rows on %d pages", n, rows, len(pages))
		}
	}
}

// Whoever did a release, and on whatever day, is told.
func TestTheSummaryTellsWhoDidWhatWhen(t *testing.T) {
	sheet := exampleSheet()
	done := sheet.Releases[0]
	nobody, later := done, done
	nobody.DoneBy = ""
	later.DoneAt = agenda.MustMoment("2027-03-09T08:00")
	sheet.Releases = []publication.SheetRelease{done, nobody, later}
	file, _ := sheetPDF(t, sheet)
	pages := pagesOf(t, file)
	for _, want := range []string{"11 faite à 10 h 19, par c.martin ", "11 faite à 10 h 19 ", "11 faite à 09/03/2027 08:00, par c.martin "} {
		if !strings.Contains(pages[3], want) {
			t.Errorf("%q is not in %s", want, pages[3])
		}
	}
	if strings.Contains(pages[0], "À ne montrer à personne") || !strings.Contains(pages[1], "Faite le lun. 8 mars 2027 à 10 h 19") {
		t.Errorf("what is done is no secret: %s", pages[0])
	}
}

func TestSheetNamesWhatItCannotPrint(t *testing.T) {
	sheet := exampleSheet()
	sheet.Releases[5].Online[0].Procedure = "Passeport talent 李"
	_, report := sheetPDF(t, sheet)
	want := []agenda.Message{agenda.Msg("pdf.remark.sheet-characters", "Characters", "李 (U+674E)")}
	if diff := cmp.Diff(want, report.Remarks); diff != "" {
		t.Error(diff)
	}
}

// BenchmarkWriteReleaseSheet writes a usual week, and the 200 releases that one has at
// most.
func BenchmarkWriteReleaseSheet(b *testing.B) {
	week := exampleSheet()
	most := exampleSheet()
	most.Releases = slices.Repeat(week.Releases[5:6], 200)
	for name, sheet := range map[string]publication.WeekSheet{"6": week, "200": most} {
		b.Run(name, func(b *testing.B) {
			speaker := voice(b, "fr")
			b.ReportAllocs()
			for b.Loop() {
				if _, err := pdf.WriteReleaseSheet(context.Background(), io.Discard, sheet, speaker); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
