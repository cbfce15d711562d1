package spreadsheet

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/intake"
	"creneaux/app/publication"
	"creneaux/app/wording"
)

func french(t testing.TB) *wording.Voice { return voiceIn(t, wording.French) }

func english(t testing.TB) *wording.Voice { return voiceIn(t, wording.English) }

func voiceIn(t testing.TB, language string) *wording.Voice {
	t.Helper()
	voice, err := wording.New(language)
	if err != nil {
		t.Fatal(err)
	}
	return voice
}

func someConvocations() []ConvocationRow {
	return []ConvocationRow{
		{
			Number: "2026-000123-K", Reference: "RDV100223", FullName: "Aïssa Lotfi BENI LAHLOU", Surname: "Beni Lahlou", GivenNames: "Aïssa Lotfi",
			BirthDate: agenda.MustDate("1993-06-28"), ForeignerNumber: "0988439135", Date: agenda.MustDate("2026-03-06"), Start: agenda.MustClock("11:40"),
			Desk: "G4", Procedure: "Remise de titre", Papers: []string{"Passeport", "Timbre fiscal ; 225 €"}, Email: "a+b@boite.example",
			Phone: "0664744172", Postcode: "01000", Code: "CRX1:AbC-_9=",
		},
		{
			Number: "=1+1", Reference: "00042", FullName: "Trần <Minh> & \"Tài\"", BirthDate: agenda.Date{},
			Date: agenda.MustDate("2026-12-31"), Start: agenda.MustClock("09:05"), Desk: "2", Phone: "+33 6 12 34 56 78",
		},
		{FullName: "O", BirthDate: agenda.MustDate("1899-05-01"), Date: agenda.MustDate("2026-03-02"), Start: 0},
	}
}

var convocationsShown = [][]string{
	{
		"2026-000123-K", "RDV100223", "Aïssa Lotfi BENI LAHLOU", "Beni Lahlou", "Aïssa Lotfi", "28/06/1993", "0988439135", "06/03/2026", "11:40",
		"G4", "Remise de titre", "Passeport\nTimbre fiscal ; 225 €", "a+b@boite.example", "0664744172", "01000", "CRX1:AbC-_9=",
	},
	{
		"=1+1", "00042", "Trần <Minh> & \"Tài\"", "", "", "", "", "31/12/2026", "09:05",
		"2", "", "", "", "+33 6 12 34 56 78", "", "",
	},
	{"", "", "O", "", "", "1899-05-01", "", "02/03/2026", "00:00", "", "", "", "", "", "", ""},
}

func writeSomeConvocations(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WriteConvocations(context.Background(), &out, someConvocations(), french(t)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func openBook(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// rowsOf returns the cells of the first sheet as they are shown, each row of one width.
func rowsOf(t testing.TB, f *excelize.File) [][]string {
	t.Helper()
	return sheetRows(t, f, f.GetSheetName(0))
}

func sheetRows(t testing.TB, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
	}
	for i, row := range rows {
		rows[i] = append(row, make([]string, width-len(row))...)
	}
	return rows
}

func TestConvocationsReadBack(t *testing.T) {
	f := openBook(t, writeSomeConvocations(t))
	rows := rowsOf(t, f)
	if len(rows[0]) != 16 || rows[0][0] != "N° de convocation" || rows[0][15] != "Code à vérifier" {
		t.Errorf("header %q", rows[0])
	}
	if diff := cmp.Diff(convocationsShown, rows[1:]); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	sheet := f.GetSheetName(0)
	// Dates and hours are numbers; telephone and foreigner numbers are texts.
	for cell, want := range map[string]excelize.CellType{
		"F2": excelize.CellTypeUnset, "H2": excelize.CellTypeUnset, "I2": excelize.CellTypeUnset,
		"G2": excelize.CellTypeInlineString, "N2": excelize.CellTypeInlineString, "O2": excelize.CellTypeInlineString, "A3": excelize.CellTypeInlineString,
	} {
		if got, err := f.GetCellType(sheet, cell); err != nil || got != want {
			t.Errorf("%s has type %d, want %d (%v)", cell, got, want, err)
		}
	}
	if formula, err := f.GetCellFormula(sheet, "A3"); err != nil || formula != "" {
		t.Errorf("a text became the formula %q (%v)", formula, err)
	}
	if raw, err := f.GetCellValue(sheet, "H2", excelize.Options{RawCellValue: true}); err != nil || raw != "46087" {
		t.Errorf("6 March 2026 is %q (%v)", raw, err)
	}
	panes, err := f.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.TopLeftCell != "A2" {
		t.Errorf("panes %+v (%v)", panes, err)
	}
	layout, err := f.GetPageLayout(sheet)
	if err != nil || *layout.Orientation != "landscape" || *layout.Size != paperA4 || *layout.FitToWidth != 1 {
		t.Errorf("layout %+v (%v)", layout, err)
	}
	if props, err := f.GetSheetProps(sheet); err != nil || !*props.FitToPage {
		t.Errorf("sheet %+v (%v)", props, err)
	}
	names := make(map[string]string)
	for _, n := range f.GetDefinedName() {
		names[n.Name] = n.RefersTo
	}
	if names["_xlnm.Print_Titles"] != "'Convocations'!$1:$1" || !strings.HasSuffix(names["_xlnm._FilterDatabase"], "!$A$1:$P$4") {
		t.Errorf("names %v", names)
	}
}

func TestPropertiesNameNobody(t *testing.T) {
	props, err := openBook(t, writeSomeConvocations(t)).GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	if props.Title != "Convocations" || props.Creator != "Créneaux" || props.Language != "fr" || props.LastModifiedBy != "" || props.Created != "" || props.Modified != "" {
		t.Errorf("properties %+v", props)
	}
}

func TestEmptyListsAreWorkbooksToo(t *testing.T) {
	ctx, voice := context.Background(), french(t)
	for name, write := range map[string]func(*bytes.Buffer) error{
		"convocations":  func(b *bytes.Buffer) error { return WriteConvocations(ctx, b, nil, voice) },
		"cancellations": func(b *bytes.Buffer) error { return WriteCancellations(ctx, b, nil, voice) },
		"leftovers":     func(b *bytes.Buffer) error { return WriteLeftovers(ctx, b, intake.Leftovers{}, voice) },
		"plan":          func(b *bytes.Buffer) error { return WritePlan(ctx, b, capacity.YearSheet{}, voice) },
		"releases":      func(b *bytes.Buffer) error { return WriteReleases(ctx, b, publication.WeekSheet{}, voice) },
	} {
		var out bytes.Buffer
		if err := write(&out); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if rows := rowsOf(t, openBook(t, out.Bytes())); len(rows) == 0 || rows[0][0] == "" {
			t.Errorf("%s: no header: %q", name, rows)
		}
	}
}

func TestWritersStopWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	if err := WriteConvocations(ctx, &out, someConvocations(), french(t)); !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Errorf("wrote %d bytes, %v", out.Len(), err)
	}
	if err := WriteReleases(ctx, &out, someReleases(), french(t)); !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Errorf("wrote %d bytes, %v", out.Len(), err)
	}
	if err := WritePlan(ctx, &out, somePlan(), french(t)); !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Errorf("wrote %d bytes, %v", out.Len(), err)
	}
}

var errFull = errors.New("disk full")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestWritersReportAFullDisk(t *testing.T) {
	ctx, voice := context.Background(), french(t)
	for name, err := range map[string]error{
		"convocations":      WriteConvocations(ctx, fullDisk{}, someConvocations(), voice),
		"plan":              WritePlan(ctx, fullDisk{}, somePlan(), voice),
		"cancellations CSV": WriteCancellationsCSV(fullDisk{}, someCancellations(), voice),
		"releases":          WriteReleases(ctx, fullDisk{}, someReleases(), voice),
		"releases CSV":      WriteReleasesCSV(fullDisk{}, someReleases(), voice),
	} {
		if !errors.Is(err, errFull) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func someCancellations() []CancellationRow {
	return []CancellationRow{
		{
			Reference: "RDV100250", Date: agenda.MustDate("2026-03-09"), Start: agenda.MustClock("09:10"), Desk: "G4", Procedure: "Remise de titre",
			Rule: "DUP-EMAIL", Reason: agenda.Msg("workbook.cancellations.title"), DecidedAt: agenda.MustMoment("2026-02-28T14:05"),
		},
		{Reference: "=HYPERLINK(\"x\")", Date: agenda.MustDate("2026-03-10"), Start: agenda.MustClock("10:00"), Desk: "@G1", Procedure: "a;b\n\"c\"", Rule: "NAME-MISSING"},
	}
}

func TestCancellationsCSV(t *testing.T) {
	var out bytes.Buffer
	if err := WriteCancellationsCSV(&out, someCancellations(), french(t)); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffN° de rendez-vous;Date;Heure;Guichet;Démarche;Règle;Motif;Décidé le\r\n" +
		"RDV100250;09/03/2026;09:10;G4;Remise de titre;DUP-EMAIL;Rendez-vous à annuler sur la plateforme;28/02/2026 14:05\r\n" +
		"\"'=HYPERLINK(\"\"x\"\")\";10/03/2026;10:00;'@G1;\"a;b\r\n\"\"c\"\"\";NAME-MISSING;;\r\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCancellationsWorkbook(t *testing.T) {
	var out bytes.Buffer
	if err := WriteCancellations(context.Background(), &out, someCancellations(), french(t)); err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"N° de rendez-vous", "Date", "Heure", "Guichet", "Démarche", "Règle", "Motif", "Décidé le"},
		{"RDV100250", "09/03/2026", "09:10", "G4", "Remise de titre", "DUP-EMAIL", "Rendez-vous à annuler sur la plateforme", "28/02/2026 14:05"},
		{"=HYPERLINK(\"x\")", "10/03/2026", "10:00", "@G1", "a;b\n\"c\"", "NAME-MISSING", "", ""},
	}
	if diff := cmp.Diff(want, rowsOf(t, openBook(t, out.Bytes()))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDefused(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "RDV1": "RDV1", "a=b": "a=b", "  ": "  ",
		"=1+1": "'=1+1", "+33": "'+33", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\tx": "'\tx", "\rx": "'\rx",
		"  =1": "'  =1", "＝1": "'＝1", "'=1": "'=1",
	} {
		if got := defused(text); got != want {
			t.Errorf("defused(%q) = %q, want %q", text, got, want)
		}
	}
}

// Whatever the texts are, the CSV has as many records and fields as it was given, and
// each is the text or the defused text.
func TestCSVKeepsEveryText(t *testing.T) {
	voice := french(t)
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOf(rapid.StringOf(rapid.RuneFrom([]rune("aé;\"'=+-@\t\n\r ,0")))).Draw(t, "texts")
		var rows []CancellationRow
		for _, s := range texts {
			rows = append(rows, CancellationRow{Reference: s, Date: agenda.MustDate("2026-03-02")})
		}
		var out bytes.Buffer
		if err := WriteCancellationsCSV(&out, rows, voice); err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), byteOrderMark)))
		r.Comma = ';'
		records, err := r.ReadAll()
		if err != nil || len(records) != len(rows)+1 {
			t.Fatalf("%d records of %d rows: %v", len(records), len(rows), err)
		}
		// The reader, and every spreadsheet, makes one line end of CRLF.
		lines := strings.NewReplacer("\r\n", "\n", "\r", "")
		for i, s := range texts {
			if got := lines.Replace(records[i+1][0]); got != lines.Replace(defused(s)) {
				t.Fatalf("%q came back as %q", s, got)
			}
		}
	})
}

func TestDateSerial(t *testing.T) {
	for date, want := range map[string]int{"1900-03-01": 61, "1970-01-01": 25569, "2026-03-06": 46087} {
		if got, ok := dateSerial(agenda.MustDate(date)); !ok || got != want {
			t.Errorf("dateSerial(%s) = %d, %v, want %d", date, got, ok, want)
		}
	}
	for _, d := range []agenda.Date{{}, agenda.MustDate("1900-02-28")} {
		if _, ok := dateSerial(d); ok {
			t.Errorf("%q has a serial number", d)
		}
	}
}

// LibreOffice opens the workbooks and shows the same rows.
func TestLibreOfficeShowsTheSame(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed: soffice is not in the PATH")
	}
	for name, c := range map[string]struct {
		data   []byte
		sheets map[string][][]string
	}{
		"convocations": {writeSomeConvocations(t), map[string][][]string{"Convocations": convocationsShown}},
		"releases":     {writeSomeReleases(t), map[string][][]string{"Semaine": releasesShown, "Créneaux": releasedSlotsShown}},
	} {
		shown := shownByLibreOffice(t, soffice, c.data)
		for sheet, want := range c.sheets {
			if diff := cmp.Diff(want, shown(sheet)[1:]); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", name, sheet, diff)
			}
		}
	}
}

// shownByLibreOffice returns the cells of each sheet as LibreOffice shows them, by its
// export to CSV: semicolon (59), quotes (34), UTF-8 (76), from line 1, contents as shown,
// every sheet (-1).
func shownByLibreOffice(t *testing.T, soffice string, data []byte) (sheet func(name string) [][]string) {
	t.Helper()
	dir := t.TempDir()
	book := filepath.Join(dir, "book.xlsx")
	if err := os.WriteFile(book, data, 0o600); err != nil {
		t.Fatal(err)
	}
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile"))
	out, err := exec.Command(soffice, profile, "--headless", "--convert-to",
		"csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true,false,false,-1", "--outdir", dir, book).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	return func(name string) [][]string {
		t.Helper()
		text, err := os.ReadFile(filepath.Join(dir, "book-"+name+".csv"))
		if err != nil {
			t.Fatalf("soffice wrote no CSV: %v\n%s", err, out)
		}
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte(byteOrderMark))))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
}

func BenchmarkWriteConvocations15000(b *testing.B) {
	rows := make([]ConvocationRow, 15_000)
	for i := range rows {
		rows[i] = someConvocations()[0]
		rows[i].Number = fmt.Sprintf("2026-%06d-K", i)
	}
	voice := french(b)
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := WriteConvocations(context.Background(), &out, rows, voice); err != nil {
			b.Fatal(err)
		}
	}
}
