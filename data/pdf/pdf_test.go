package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/api"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
	"creneaux/app/convocation"
	"creneaux/app/publication"
	"creneaux/data/pdf"
)

var update = flag.Bool("update", false, "write the golden files anew")

func lettersPDF(t testing.TB, language string, letters ...convocation.Letter) ([]byte, pdf.Report) {
	t.Helper()
	var file bytes.Buffer
	report, err := pdf.WriteLetters(context.Background(), &file, letters, voice(t, language), agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	return file.Bytes(), report
}

func exampleDayList() convocation.DayList {
	var expected []convocation.Expected
	for i, name := range difficultNames {
		number, _ := convocation.NewNumber(2027, i+1)
		e := convocation.Expected{
			Booking: agenda.Booking{
				Date:      agenda.MustDate("2027-03-02"),
				Start:     agenda.MustClock("09:00") + agenda.Clock(i/3*20),
				Applicant: agenda.Applicant{FullName: name},
			},
			Desk: "G2", Procedure: "Renouvellement de titre de séjour", Number: number,
		}
		if i%4 == 3 {
			e.Desk, e.Procedure = "Guichet des mineurs", "Document de circulation pour étranger mineur"
		}
		expected = append(expected, e)
	}
	return convocation.ComposeDayList(exampleService(), expected, agenda.MustMoment("2027-03-01T17:00"))
}

func dayListPDF(t testing.TB, list convocation.DayList) ([]byte, pdf.Report) {
	t.Helper()
	var file bytes.Buffer
	report, err := pdf.WriteDayList(context.Background(), &file, list, voice(t, "fr"))
	if err != nil {
		t.Fatal(err)
	}
	return file.Bytes(), report
}

// run runs a program on a file and returns what it prints. The test is skipped where
// the program is not installed.
func run(t *testing.T, file []byte, program string, arguments ...string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("%s is not installed", program)
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "in.pdf"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(path, arguments...)
	command.Dir = folder
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", program, err, out, stderr.String())
	}
	return string(out)
}

// textOf returns the text of a file in reading order, as another program sees it.
func textOf(t *testing.T, file []byte) string {
	return run(t, file, "pdftotext", "-raw", "-enc", "UTF-8", "in.pdf", "-")
}

func TestTextInReadingOrder(t *testing.T) {
	many := make([]string, 60)
	for i := range many {
		many[i] = fmt.Sprintf("%d. %s", i+1, examplePapers()[i%8])
	}
	long := exampleLetter(t, 7, difficultNames[13], many)
	long.BirthName = "Rakoto"
	letterFr, _ := lettersPDF(t, "fr", exampleLetter(t, 41252, difficultNames[0], examplePapers()))
	letterEn, _ := lettersPDF(t, "en", exampleLetter(t, 41252, difficultNames[0], examplePapers()))
	longFr, _ := lettersPDF(t, "fr", long)
	day, _ := dayListPDF(t, exampleDayList())
	sheet, _ := sheetPDF(t, exampleSheet())
	for name, file := range map[string][]byte{
		"letter.fr": letterFr, "letter.en": letterEn, "letter-two-pages.fr": longFr, "day-list.fr": day, "release-sheet.fr": sheet,
	} {
		t.Run(name, func(t *testing.T) {
			text := textOf(t, file)
			golden := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), text); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDifficultNamesComeBackExactly(t *testing.T) {
	letters := make([]convocation.Letter, len(difficultNames))
	for i, name := range difficultNames {
		letters[i] = exampleLetter(t, i, name, nil)
	}
	file, report := lettersPDF(t, "fr", letters...)
	if len(report.Remarks) > 0 {
		t.Errorf("remarks: %v", report.Remarks)
	}
	pages := strings.Split(textOf(t, file), "\f")
	day, _ := dayListPDF(t, exampleDayList())
	list := oneLine(textOf(t, day))
	for i, name := range difficultNames {
		if want := convocation.ExactName(name); !strings.Contains(oneLine(pages[i]), want) {
			t.Errorf("page %d does not show %q:\n%s", i+1, want, pages[i])
		} else if !strings.Contains(list, want) {
			t.Errorf("the day list does not show %q", want)
		}
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestCodesAreScanned(t *testing.T) {
	var letters []convocation.Letter
	for i, name := range difficultNames[:4] {
		letters = append(letters, exampleLetter(t, i, name, examplePapers()))
	}
	file, _ := lettersPDF(t, "fr", letters...)
	for _, looks := range [][]string{{"-r", "150"}, {"-r", "100", "-gray"}, {"-r", "200", "-mono"}} {
		for i, l := range letters {
			if _, err := exec.LookPath("zbarimg"); err != nil {
				t.Skip("zbarimg is not installed")
			}
			page := fmt.Sprint(i + 1)
			image := run(t, file, "pdftoppm", append(looks, "-f", page, "-l", page, "in.pdf")...)
			if scanned := strings.TrimSpace(run(t, []byte(image), "zbarimg", "-q", "--raw", "--nodbus", "in.pdf")); scanned != l.Code {
				t.Errorf("%v: page %s: scanned %q, want %q", looks, page, scanned, l.Code)
			}
		}
	}
}

func TestFilesAreSound(t *testing.T) {
	api.DisableConfigDir()
	letters := make([]convocation.Letter, 25)
	for i := range letters {
		letters[i] = exampleLetter(t, i, difficultNames[i], examplePapers())
	}
	letters[3].Papers = strings.Split(strings.Repeat(examplePapers()[2]+"\n", 60), "\n")
	letterFile, letterReport := lettersPDF(t, "fr", letters...)
	dayFile, dayReport := dayListPDF(t, exampleDayList())
	sheetFile, sheetReport := sheetPDF(t, exampleSheet())
	for name, c := range map[string]struct {
		file  []byte
		pages int
		told  int
	}{
		"letters":       {letterFile, 26, letterReport.Pages},
		"day list":      {dayFile, 4, dayReport.Pages},
		"release sheet": {sheetFile, 6, sheetReport.Pages},
	} {
		t.Run(name, func(t *testing.T) {
			pages, err := api.PageCount(bytes.NewReader(c.file), nil)
			if err != nil || pages != c.pages || c.told != c.pages {
				t.Errorf("%d pages, told %d, want %d (%v)", pages, c.told, c.pages, err)
			}
			if err := api.Validate(bytes.NewReader(c.file), nil); err != nil {
				t.Error(err)
			}
			if !bytes.Contains(c.file, []byte("/Lang (fr-FR)")) || !bytes.Contains(c.file, []byte("/DisplayDocTitle true")) {
				t.Error("language or title are not set for screen readers")
			}
			run(t, c.file, "qpdf", "--check", "in.pdf")
		})
	}
}

func TestSameContentSameBytes(t *testing.T) {
	letters := []convocation.Letter{exampleLetter(t, 1, difficultNames[9], examplePapers()), exampleLetter(t, 2, difficultNames[10], nil)}
	first, _ := lettersPDF(t, "fr", letters...)
	second, _ := lettersPDF(t, "fr", letters...)
	if !bytes.Equal(first, second) {
		t.Error("letters differ from one writing to the next")
	}
	undated := letters[0]
	undated.IssuedAt = 0
	first, _ = lettersPDF(t, "fr", undated)
	if !bytes.Contains(first, []byte("/CreationDate (D:19700101000000)")) {
		t.Error("an undated letter takes its date from the machine")
	}
	firstDay, _ := dayListPDF(t, exampleDayList())
	secondDay, _ := dayListPDF(t, exampleDayList())
	firstSheet, _ := sheetPDF(t, exampleSheet())
	secondSheet, _ := sheetPDF(t, exampleSheet())
	if !bytes.Equal(firstDay, secondDay) || !bytes.Equal(firstSheet, secondSheet) {
		t.Error("day list or release sheet differ from one writing to the next")
	}
}

func TestDocumentsAtTheSameTime(t *testing.T) {
	letter := exampleLetter(t, 1, difficultNames[13], examplePapers())
	want, _ := lettersPDF(t, "fr", letter)
	results := make(chan []byte)
	for range 4 {
		go func() {
			file, _ := lettersPDF(t, "fr", letter)
			results <- file
		}()
	}
	for range 4 {
		if !bytes.Equal(<-results, want) {
			t.Error("a document written beside others differs")
		}
	}
}

func TestThirtyPapersOnOnePage(t *testing.T) {
	papers := make([]string, 30)
	for i := range papers {
		papers[i] = fmt.Sprintf("Justificatif de ressources n° %d (original et copie)", i+1)
	}
	if _, report := lettersPDF(t, "fr", exampleLetter(t, 1, difficultNames[29], papers)); report.Pages != 1 {
		t.Errorf("%d pages, %v", report.Pages, report.Remarks)
	}
}

func TestRemarksNameTheLetter(t *testing.T) {
	letter := exampleLetter(t, 0, "李小龍 Bruce", nil)
	_, report := lettersPDF(t, "fr", exampleLetter(t, 1, "Léa", nil), letter)
	want := []agenda.Message{agenda.Msg("pdf.remark.characters",
		"Number", convocation.SpacedNumber(letter.Number), "Characters", "小 (U+5C0F), 李 (U+674E), 龍 (U+9F8D)")}
	if diff := cmp.Diff(want, report.Remarks); diff != "" {
		t.Error(diff)
	}
	letter.Name = strings.Repeat("Interminable ", 2000)
	if _, report = lettersPDF(t, "fr", letter); len(report.Remarks) != 1 || report.Remarks[0].Key != "pdf.remark.overflow" {
		t.Errorf("a page that overflows: %v", report.Remarks)
	}
	for _, language := range []string{"fr", "en"} {
		for _, m := range append(report.Remarks, want...) {
			if said := voice(t, language).Say(m); strings.HasPrefix(said, m.Key) {
				t.Errorf("%s: %s is not in the catalogue", language, m)
			}
		}
	}
}

func TestNothingToPrint(t *testing.T) {
	ctx, speaker := context.Background(), voice(t, "fr")
	_, letters := pdf.WriteLetters(ctx, io.Discard, nil, speaker, agenda.Silent{})
	_, list := pdf.WriteDayList(ctx, io.Discard, convocation.DayList{}, speaker)
	_, sheet := pdf.WriteReleaseSheet(ctx, io.Discard, publication.WeekSheet{}, speaker)
	for _, err := range []error{letters, list, sheet} {
		if agenda.CodeOf(err) != "PDF-NOTHING" {
			t.Errorf("%v", err)
		}
	}
}

// progressFunc is called for every report.
type progressFunc func(done, total int)

func (f progressFunc) Report(_ agenda.Message, done, total int) { f(done, total) }

func TestCancelledWritesNothing(t *testing.T) {
	letters := make([]convocation.Letter, 300)
	for i := range letters {
		letters[i] = exampleLetter(t, i, "Léa", nil)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var file bytes.Buffer
	last := 0
	_, err := pdf.WriteLetters(ctx, &file, letters, voice(t, "fr"), progressFunc(func(done, total int) {
		if total != len(letters) || done != last+1 {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		if last = done; done == 20 {
			cancel()
		}
	}))
	if !errors.Is(err, context.Canceled) || file.Len() > 0 || last == len(letters) {
		t.Errorf("err %v, %d bytes, %d letters", err, file.Len(), last)
	}
	if _, err := pdf.WriteDayList(ctx, &file, exampleDayList(), voice(t, "fr")); !errors.Is(err, context.Canceled) || file.Len() > 0 {
		t.Errorf("day list: %v", err)
	}
	if _, err := pdf.WriteReleaseSheet(ctx, &file, exampleSheet(), voice(t, "fr")); !errors.Is(err, context.Canceled) || file.Len() > 0 {
		t.Errorf("release sheet: %v", err)
	}
}

type fullDisk struct{}

var errDiskFull = errors.New("no space left on device")

func (fullDisk) Write([]byte) (int, error) { return 0, errDiskFull }

func TestErrorsOfTheFileComeBackUnchanged(t *testing.T) {
	letters := []convocation.Letter{exampleLetter(t, 1, "Léa", nil)}
	if _, err := pdf.WriteLetters(context.Background(), fullDisk{}, letters, voice(t, "fr"), agenda.Silent{}); err != errDiskFull {
		t.Errorf("%v", err)
	}
}

func TestDayListOnManyPages(t *testing.T) {
	list := exampleDayList()
	var rows []convocation.DayRow
	for range 10 {
		rows = append(rows, list.Sheets[0].Rows...)
	}
	list.Sheets = []convocation.DaySheet{{Date: list.Sheets[0].Date, Desk: "G2", Rows: rows}}
	file, report := dayListPDF(t, list)
	if report.Pages < 4 {
		t.Errorf("%d rows on %d pages", len(rows), report.Pages)
	}
	if pages := strings.Count(textOf(t, file), "sur "+fmt.Sprint(report.Pages)); pages != report.Pages {
		t.Errorf("%d of %d pages are numbered", pages, report.Pages)
	}
}

func FuzzNoTextMakesItFail(f *testing.F) {
	f.Add("Nguye\u0302\u0303n", "G1")
	f.Add("👩\U0010FFFF\uFFFF\x00", "\xff\xfe")
	f.Add(strings.Repeat("é", 500), "(\\)")
	f.Add("\u0301\u0302", "\u202eabc \u00a0 ")
	f.Fuzz(func(t *testing.T, name, other string) { writeAll(t, name, other, []string{other, name}) })
}

// writeAll puts texts in every place that takes one.
func writeAll(t *testing.T, name, other string, papers []string) {
	t.Helper()
	letter := exampleLetter(t, 1, "Léa", papers)
	letter.Name, letter.BirthName, letter.Desk, letter.Procedure = name, other, other, name
	letter.Prefecture, letter.Service, letter.Address, letter.Number = other, name, papers, other
	lettersPDF(t, "fr", letter)
	row := convocation.DayRow{Start: 540, Number: other, Name: name, Procedure: other}
	dayListPDF(t, convocation.DayList{Prefecture: name, Sheets: []convocation.DaySheet{{Desk: other, Rows: []convocation.DayRow{row, row}}}})
	slot := publication.SheetSlot{Desk: name, Procedure: other, Additional: name}
	sheetPDF(t, publication.WeekSheet{Service: name, Seal: other, Releases: []publication.SheetRelease{
		{Standing: publication.StandingPlanned, Online: []publication.SheetSlot{slot}},
		{Standing: publication.StandingDone, Release: agenda.Release{DoneBy: other}},
	}})
}
