package spreadsheet

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/capacity"
	"creneaux/app/wording"
)

var update = flag.Bool("update", false, "write the golden files anew")

// somePlan is a year of five weeks: an ordinary one, a locked full one, a short one, a
// closed one, an ordinary one again. Its texts try to be formulas.
func somePlan() capacity.YearSheet {
	sheet := capacity.YearSheet{
		Service: agenda.Service{
			Name: "=Service des étrangers", Prefecture: "Préfecture de l’Hérault", Year: 2026,
			Targets: agenda.Targets{Appointments: 200, Permits: 90},
		},
		Procedures: []agenda.Procedure{
			{Code: "first", Label: "Première demande", Minutes: 30, Counted: true, Target: 100, NoShow: 0.1, PermitsPerKept: 0.8},
			{Code: "renewal", Label: `=HYPERLINK("x")`, Minutes: 15, Counted: true, Target: 60, NoShow: 0.2, PermitsPerKept: 0.5},
			{Code: "student", Label: "Étudiants", Minutes: 20, Target: 5},
		},
		Desks:   []agenda.Desk{{ID: "1", Name: "G1"}, {ID: "2", Name: "@G2"}},
		Version: 3, MadeAt: agenda.MustMoment("2026-01-02T14:05"), By: "+martin", Policy: capacity.Shared,
		Reasons: []agenda.Message{agenda.Msg("workbook.reasons.none")},
		Additional: []capacity.SheetAdditional{
			{Label: "=Régularisations", From: agenda.MustDate("2026-03-02"), To: agenda.MustDate("2026-05-31"), Asked: 500, Placed: 320},
			{Label: "Été", To: agenda.MustDate("2026-08-31"), Asked: 20, Placed: 20},
		},
		Versions: []capacity.SheetVersion{
			{Version: 3, At: agenda.MustMoment("2026-01-02T14:05"), By: "+martin", Cause: agenda.Msg("workbook.plan.title", "Year", 2026), Why: "=1+1", Weeks: 2, Planned: 111, Permits: 70.6, Added: 4, Removed: 1},
			{Version: 2, At: agenda.MustMoment("2025-12-30T09:00"), By: "martin", Planned: 108, Permits: 68},
		},
		WrittenAt: agenda.MustMoment("2026-01-03T08:00"),
	}
	for i, w := range []capacity.SheetWeek{
		{Slots: []int{30, 12, 4}, Desks: []capacity.SheetHours{{Open: 1200, Used: 900}, {Open: 600, Used: 260}}},
		{Slots: []int{40, 38, 0}, Desks: []capacity.SheetHours{{Open: 1200, Used: 1200}, {Open: 600, Used: 570}}, State: capacity.WeekLocked},
		{Slots: []int{10, 4, 1}, Desks: []capacity.SheetHours{{Open: 500, Used: 380}, {}}, State: capacity.WeekKept},
		{Slots: []int{0, 0, 0}, Desks: []capacity.SheetHours{{}, {}}, State: capacity.WeekPast},
		{Slots: []int{20, 6, 0}, Desks: []capacity.SheetHours{{Open: 1200, Used: 690}, {Open: 600}}},
	} {
		w.Week = agenda.MustWeek("2026-W10").Add(i)
		sheet.Weeks = append(sheet.Weeks, w)
	}
	sheet.Weeks[2].Closed = []calendar.Holiday{{Date: agenda.MustDate("2026-03-16"), Name: "=Lundi"}, {Date: agenda.MustDate("2026-03-18"), Name: "Mercredi"}}
	return sheet
}

// aYear is a whole year of a service of the usual size, as the benchmark and the
// pictures have it.
func aYear(procedures, desks int) capacity.YearSheet {
	sheet := somePlan()
	sheet.Service.Name = "Service des étrangers"
	sheet.Service.Targets = agenda.Targets{Appointments: 15_000, Permits: 12_000}
	sheet.Procedures, sheet.Desks, sheet.Weeks = nil, nil, nil
	for i := range procedures {
		sheet.Procedures = append(sheet.Procedures, agenda.Procedure{
			Code: agenda.ProcedureCode(fmt.Sprint("p", i)), Label: fmt.Sprint("Renouvellement de titre de séjour, motif ", i+1),
			Minutes: 15 + 5*(i%4), Counted: i+1 < procedures, Target: 15_000 / procedures, NoShow: 0.08, PermitsPerKept: 0.9,
		})
	}
	for i := range desks {
		sheet.Desks = append(sheet.Desks, agenda.Desk{ID: agenda.DeskID(fmt.Sprint(i)), Name: fmt.Sprint("Guichet ", i+1)})
	}
	for i, week := range agenda.WeeksOf(2026) {
		w := capacity.SheetWeek{Week: week, Slots: make([]int, procedures), Desks: make([]capacity.SheetHours, desks)}
		open := 0
		for j := range w.Desks {
			w.Desks[j].Open = 1800 - 900*(i%9/8)
			open += w.Desks[j].Open
		}
		used := 0
		for j := range w.Slots {
			w.Slots[j] = open * (85 + i%4*5) / 100 / procedures / sheet.Procedures[j].Minutes
			used += w.Slots[j] * sheet.Procedures[j].Minutes
		}
		for j := range w.Desks {
			w.Desks[j].Used = used / desks
		}
		sheet.Weeks = append(sheet.Weeks, w)
	}
	return sheet
}

func writePlan(t testing.TB, sheet capacity.YearSheet, language string) []byte {
	t.Helper()
	voice, err := wording.New(language)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := WritePlan(context.Background(), &out, sheet, voice); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// told writes down every cell of a workbook: as it is shown, and how it is calculated.
func told(t testing.TB, f *excelize.File) string {
	t.Helper()
	var b strings.Builder
	for _, sheet := range f.GetSheetList() {
		fmt.Fprintf(&b, "== %s\n", sheet)
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, text := range row {
				formula, err := f.GetCellFormula(sheet, cellName(c+1, r+1))
				if err != nil {
					t.Fatal(err)
				}
				switch {
				case formula != "":
					fmt.Fprintf(&b, "%s %s   =%s\n", cellName(c+1, r+1), text, formula)
				case text != "":
					fmt.Fprintf(&b, "%s %s\n", cellName(c+1, r+1), text)
				}
			}
		}
	}
	return b.String()
}

func TestPlanReadsBack(t *testing.T) {
	for _, language := range wording.Languages() {
		got := told(t, openBook(t, writePlan(t, somePlan(), language)))
		golden := filepath.Join("testdata", "plan."+language+".txt")
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
			t.Errorf("%s (-want +got):\n%s", language, diff)
		}
	}
}

// Texts of the service are never formulas, whatever they begin with.
func TestPlanTextsStayTexts(t *testing.T) {
	f := openBook(t, writePlan(t, somePlan(), wording.French))
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, text := range row {
				name := cellName(c+1, r+1)
				formula, err := f.GetCellFormula(sheet, name)
				if err != nil {
					t.Fatal(err)
				}
				if strings.Contains(formula, "HYPERLINK") || formula == "1+1" || strings.Contains(formula, "Lundi") {
					t.Errorf("%s!%s calculates %s", sheet, name, formula)
				}
				if kind, err := f.GetCellType(sheet, name); strings.HasPrefix(text, "=") && (err != nil || kind != excelize.CellTypeInlineString) {
					t.Errorf("%s!%s (%s) has type %d (%v)", sheet, name, text, kind, err)
				}
			}
		}
	}
}

// What a formula holds is what it calculates.
func checkFormulas(t interface {
	Fatalf(string, ...any)
	Fatal(...any)
}, data []byte,
) (formulas int) {
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, held := range row {
				name := cellName(c+1, r+1)
				if formula, err := f.GetCellFormula(sheet, name); err != nil || formula == "" {
					continue
				}
				formulas++
				calculated, err := f.CalcCellValue(sheet, name, excelize.Options{RawCellValue: true})
				if err != nil || !sameNumber(calculated, held) {
					formula, _ := f.GetCellFormula(sheet, name)
					t.Fatalf("%s!%s holds %q and calculates %q by %s (%v)", sheet, name, held, calculated, formula, err)
				}
			}
		}
	}
	return formulas
}

func sameNumber(a, b string) bool {
	if a == b {
		return true
	}
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return err1 == nil && err2 == nil && math.Abs(x-y) <= 1e-9*max(1, math.Abs(x))
}

func TestPlanFormulasHoldTheirResults(t *testing.T) {
	if n := checkFormulas(t, writePlan(t, somePlan(), wording.English)); n < 100 {
		t.Errorf("only %d formulas", n)
	}
	voice := french(t)
	rapid.Check(t, func(t *rapid.T) {
		var out bytes.Buffer
		if err := WritePlan(context.Background(), &out, drawPlan(t), voice); err != nil {
			t.Fatal(err)
		}
		checkFormulas(t, out.Bytes())
	})
}

func drawPlan(t *rapid.T) capacity.YearSheet {
	sheet := capacity.YearSheet{Service: agenda.Service{Year: 2026, Targets: agenda.Targets{
		Appointments: rapid.IntRange(0, 500).Draw(t, "appointments"), Permits: rapid.IntRange(0, 500).Draw(t, "permits"),
	}}}
	for counted, n := range []int{rapid.IntRange(0, 2).Draw(t, "others"), rapid.IntRange(0, 3).Draw(t, "counted")} {
		for range n {
			sheet.Procedures = append(sheet.Procedures, agenda.Procedure{
				Label: "P", Counted: counted == 1, Minutes: rapid.IntRange(5, 60).Draw(t, "minutes"), Target: rapid.IntRange(0, 90).Draw(t, "target"),
				NoShow: float64(rapid.IntRange(0, 100).Draw(t, "no-show")) / 100, PermitsPerKept: float64(rapid.IntRange(0, 100).Draw(t, "kept")) / 100,
			})
		}
	}
	slices.SortStableFunc(sheet.Procedures, func(a, b agenda.Procedure) int {
		switch {
		case a.Counted == b.Counted:
			return 0
		case a.Counted:
			return -1
		}
		return 1
	})
	sheet.Desks = make([]agenda.Desk, rapid.IntRange(0, 3).Draw(t, "desks"))
	for i := range rapid.IntRange(0, 5).Draw(t, "weeks") {
		w := capacity.SheetWeek{Week: agenda.MustWeek("2026-W10").Add(i), Slots: make([]int, len(sheet.Procedures)), Desks: make([]capacity.SheetHours, len(sheet.Desks))}
		for j := range w.Slots {
			w.Slots[j] = rapid.IntRange(0, 40).Draw(t, "slots")
		}
		for j := range w.Desks {
			w.Desks[j] = capacity.SheetHours{Open: 60 * rapid.IntRange(0, 20).Draw(t, "open"), Used: 60 * rapid.IntRange(0, 20).Draw(t, "used")}
		}
		sheet.Weeks = append(sheet.Weeks, w)
	}
	return sheet
}

// The defined names are what formulas may call a cell, in both languages.
func TestPlanNamesCanBeUsed(t *testing.T) {
	sound := regexp.MustCompile(`^[A-Z][A-Za-z]+(_[A-Za-z]+)+$`)
	for _, language := range wording.Languages() {
		f := openBook(t, writePlan(t, somePlan(), language))
		own, printed := 0, 0
		for _, n := range f.GetDefinedName() {
			switch {
			case strings.HasPrefix(n.Name, "_xlnm.Print_"):
				printed++
			case strings.HasPrefix(n.Name, "_xlnm."):
			case !sound.MatchString(n.Name):
				t.Errorf("%s: the name %q", language, n.Name)
			default:
				own++
			}
		}
		if sheets := len(f.GetSheetList()); own != 5 || printed != 2*sheets {
			t.Errorf("%s: %d names and %d for the printer on %d sheets", language, own, printed, sheets)
		}
	}
}

func TestPlanIsPreparedForScreenAndPrinter(t *testing.T) {
	f := openBook(t, writePlan(t, somePlan(), wording.French))
	if props, err := f.GetDocProps(); err != nil || props.Title != "Plan annuel des créneaux 2026" || props.Language != "fr" {
		t.Errorf("properties %+v (%v)", props, err)
	}
	for _, sheet := range f.GetSheetList() {
		layout, err := f.GetPageLayout(sheet)
		if err != nil || *layout.Orientation != "landscape" || *layout.Size != paperA4 || *layout.FitToWidth != 1 {
			t.Errorf("%s: layout %+v (%v)", sheet, layout, err)
		}
		if panes, err := f.GetPanes(sheet); err != nil || !panes.Freeze || panes.YSplit < planHeaderRow {
			t.Errorf("%s: panes %+v (%v)", sheet, panes, err)
		}
	}
	formats, err := f.GetConditionalFormats("Plan")
	if err != nil || len(formats) < 5 {
		t.Errorf("conditional formats %v (%v)", formats, err)
	}
	if raw, err := f.GetCellValue("Plan", "B5", excelize.Options{RawCellValue: true}); err != nil || raw != "46083" {
		t.Errorf("2 March 2026 is %q (%v)", raw, err)
	}
}

// partOf returns a part of a workbook whose name ends so.
func partOf(t *testing.T, data []byte, ending string) []byte {
	t.Helper()
	book, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range book.File {
		if !strings.HasSuffix(file.Name, ending) {
			continue
		}
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	t.Fatalf("the workbook has no %s", ending)
	return nil
}

// The charts take every week from the columns of formulas.
func TestPlanChartsShowTheColumns(t *testing.T) {
	data := writePlan(t, aYear(7, 6), wording.French)
	for name, want := range map[string][]string{
		"charts/chart1.xml": {"'Courbes'!$D$5:$D$57", "'Courbes'!$C$5:$C$57"},
		"charts/chart2.xml": {"'Courbes'!$E$5:$E$57", "'Courbes'!$F$5:$F$57", "'Courbes'!$G$5:$G$57", "'Courbes'!$H$5:$H$57"},
	} {
		var chart struct {
			Refs []string `xml:"chart>plotArea>barChart>ser>val>numRef>f"`
			More []string `xml:"chart>plotArea>lineChart>ser>val>numRef>f"`
		}
		if err := xml.Unmarshal(partOf(t, data, name), &chart); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, append(chart.Refs, chart.More...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for _, drawing := range []string{"drawings/drawing1.xml"} {
		if text := string(partOf(t, data, drawing)); !strings.Contains(text, "Graphique des cumuls") || !strings.Contains(text, "Graphique des heures") {
			t.Errorf("the charts say nothing to who does not see them: %s", text)
		}
	}
}

// LibreOffice calculates every sheet anew and comes to the numbers that the formulas
// hold.
func TestLibreOfficeCalculatesTheSamePlan(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed: soffice is not in the PATH")
	}
	sheet := aYear(7, 6)
	for i := range sheet.Weeks {
		sheet.Weeks[i].State = []capacity.WeekState{capacity.WeekFree, capacity.WeekLocked, capacity.WeekKept}[i%3]
	}
	sheet.Weeks[20].Desks = make([]capacity.SheetHours, 6)
	data := writePlan(t, sheet, wording.French)
	f := openBook(t, data)
	// What the cells hold is taken away, so that nothing but calculating shows it.
	shown := calculatedByLibreOffice(t, soffice, blanked(t, data))
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		compared := 0
		for r, row := range rows {
			for c, held := range row {
				formula, err := f.GetCellFormula(name, cellName(c+1, r+1))
				if err != nil || formula == "" {
					continue
				}
				compared++
				got, err := shown.GetCellValue(name, cellName(c+1, r+1), excelize.Options{RawCellValue: true})
				if err != nil || !sameNumber(got, held) {
					t.Errorf("%s!%s is %q there and %q here, by %s (%v)", name, cellName(c+1, r+1), got, held, formula, err)
				}
			}
		}
		if want := map[string]int{"Plan": 400, "Courbes": 300, "Guichets": 400, "Objectifs": 30}[name]; compared < want {
			t.Errorf("%s has %d formulas, at least %d are expected", name, compared, want)
		}
	}
}

var heldResult = regexp.MustCompile(`(</f>)<v>[^<]*</v>`)

// blanked returns a workbook whose formulas hold no results.
func blanked(t *testing.T, data []byte) []byte {
	t.Helper()
	book, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, file := range book.File {
		text := partOf(t, data, file.Name)
		if strings.HasPrefix(file.Name, "xl/worksheets/sheet") {
			text = heldResult.ReplaceAll(text, []byte("$1"))
		}
		to, err := w.Create(file.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// calculatedByLibreOffice returns the workbook as LibreOffice writes it again.
func calculatedByLibreOffice(t *testing.T, soffice string, data []byte) *excelize.File {
	t.Helper()
	dir := t.TempDir()
	book := filepath.Join(dir, "plan.xlsx")
	if err := os.WriteFile(book, data, 0o600); err != nil {
		t.Fatal(err)
	}
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile"))
	again := filepath.Join(dir, "again")
	out, err := exec.Command(soffice, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", again, book).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	calculated, err := os.ReadFile(filepath.Join(again, "plan.xlsx"))
	if err != nil {
		t.Fatalf("soffice wrote nothing: %v\n%s", err, out)
	}
	return openBook(t, calculated)
}

func TestPlanStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	if err := WritePlan(ctx, &out, somePlan(), french(t)); !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Errorf("wrote %d bytes, %v", out.Len(), err)
	}
}

func BenchmarkWritePlan(b *testing.B) {
	sheet, voice := aYear(7, 6), french(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := WritePlan(context.Background(), io.Discard, sheet, voice); err != nil {
			b.Fatal(err)
		}
	}
}
