package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/capacity"
	"creneaux/data/pdf"
)

// examplePlan is a year of a service of the usual size: short weeks in August, one closed
// at its end, holidays, weeks in every state.
func examplePlan(t testing.TB, year int) capacity.YearSheet {
	t.Helper()
	sheet := capacity.YearSheet{
		Service: agenda.Service{
			Name: "Service des étrangers", Prefecture: "Préfecture de l’Hérault", Year: year, Targets: agenda.Targets{Appointments: 15_000, Permits: 12_000},
		},
		Desks:   []agenda.Desk{{ID: "1", Name: "Guichet 1"}, {ID: "2", Name: "Guichet 2"}},
		Version: 4, MadeAt: agenda.MustMoment("2026-12-14T09:40"), By: "c.martin", Policy: capacity.Fewest,
		Reasons:    []agenda.Message{agenda.Msg("pdf.plan.policy.shared"), agenda.Msg("pdf.plan.no-limits")},
		Additional: []capacity.SheetAdditional{{Label: "Régularisations", To: agenda.MustDate("2026-06-01"), Asked: 500, Placed: 320}},
		WrittenAt:  agenda.MustMoment("2026-12-15T16:05"),
	}
	for i, label := range []string{
		"Première demande de titre de séjour", "Renouvellement de titre de séjour", "Duplicata et changement de situation",
		"Remise de titre de séjour", "Document de circulation pour étranger mineur", "Naturalisation", "Étudiants",
	} {
		sheet.Procedures = append(sheet.Procedures, agenda.Procedure{
			Code: agenda.ProcedureCode(fmt.Sprint(i)), Label: label, Minutes: 15 + 5*(i%3), Counted: i < 6, Target: 2500, NoShow: 0.08, PermitsPerKept: 0.85,
		})
	}
	days, err := calendar.Of(calendar.Facts{Territory: "metropole"})
	if err != nil {
		t.Fatal(err)
	}
	for i, week := range agenda.WeeksOf(year) {
		w := capacity.SheetWeek{Week: week, Slots: make([]int, 7), Closed: days.HolidaysOf(week)}
		open := 6300 * (5 - len(w.Closed)) / 5
		switch {
		case i >= 30 && i < 34:
			open /= 2
		case i == 51:
			open = 0
		}
		used := 0
		for j, p := range sheet.Procedures {
			w.Slots[j] = open * (90 + i%3*5) / 100 / 7 / p.Minutes
			used += w.Slots[j] * p.Minutes
		}
		if i%6 == 5 {
			w.Slots[5] += (open - used) / sheet.Procedures[5].Minutes
			used += (open - used) / sheet.Procedures[5].Minutes * sheet.Procedures[5].Minutes
		}
		w.Desks = []capacity.SheetHours{{Open: open / 2, Used: used / 2}, {Open: open - open/2, Used: used - used/2}}
		switch {
		case i < 3:
			w.State = capacity.WeekPast
		case i < 8:
			w.State = capacity.WeekKept
		case i == 20 || i == 40:
			w.State = capacity.WeekLocked
		}
		sheet.Weeks = append(sheet.Weeks, w)
	}
	return sheet
}

func planPDF(t testing.TB, sheet capacity.YearSheet, language string) ([]byte, pdf.Report) {
	t.Helper()
	var file bytes.Buffer
	report, err := pdf.WritePlan(context.Background(), &file, sheet, voice(t, language))
	if err != nil {
		t.Fatal(err)
	}
	return file.Bytes(), report
}

func TestPlanHasThePagesOfItsQuarters(t *testing.T) {
	api.DisableConfigDir()
	for _, year := range []int{2026, 2027} {
		file, report := planPDF(t, examplePlan(t, year), "fr")
		pages, err := api.PageCount(bytes.NewReader(file), nil)
		if err != nil || pages != 5 || report.Pages != 5 || len(report.Remarks) > 0 {
			t.Errorf("%d: %d pages, %+v (%v)", year, pages, report, err)
		}
		if err := api.Validate(bytes.NewReader(file), nil); err != nil {
			t.Error(err)
		}
		run(t, file, "qpdf", "--check", "in.pdf")
		info := run(t, file, "pdfinfo", "in.pdf")
		for _, want := range []string{"841.89 x 595.28 pts (A4)", "Title:           Plan annuel des créneaux", "Subject:", "Author:          Préfecture de l’Hérault"} {
			if !strings.Contains(info, want) {
				t.Errorf("%d: %q is not in %s", year, want, info)
			}
		}
		if !bytes.Contains(file, []byte("/Lang (fr-FR)")) || !bytes.Contains(file, []byte("/DisplayDocTitle true")) || !bytes.Contains(file, []byte("/Outlines")) {
			t.Error("language, title or outline are not set")
		}
	}
}

func TestPlanInReadingOrder(t *testing.T) {
	for _, language := range []string{"fr", "en"} {
		file, _ := planPDF(t, examplePlan(t, 2026), language)
		text := textOf(t, file)
		golden := filepath.Join("testdata", "plan."+language+".txt")
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
			t.Errorf("%s: %s", language, diff)
		}
	}
}

// Every week stands on the page of its quarter with its slots, its sign and its holidays.
func TestPlanNamesEveryWeek(t *testing.T) {
	sheet := examplePlan(t, 2026)
	file, _ := planPDF(t, sheet, "fr")
	pages := strings.Split(run(t, file, "pdftotext", "-layout", "-enc", "UTF-8", "in.pdf", "-"), "\f")
	for i, quarter := range sheet.Quarters() {
		page := pages[i+1]
		for _, w := range quarter {
			line := regexp.MustCompile(fmt.Sprintf(`(?m)^ *%d +\d.*$`, w.Week.Number)).FindString(page)
			signs := capacity.StandingOf(w.Hours(), sheet.UsualMinutes()).Signs()
			if line == "" || !strings.Contains(line, signs) {
				t.Errorf("page %d does not show week %d with %q: %q", i+2, w.Week.Number, signs, line)
				continue
			}
			for _, h := range w.Closed {
				if !strings.Contains(line, h.Name) {
					t.Errorf("week %d does not name %s: %q", w.Week.Number, h.Name, line)
				}
			}
			for _, n := range w.Slots {
				if n > 0 && !strings.Contains(line, " "+fmt.Sprint(n)) {
					t.Errorf("week %d does not show %d slots: %q", w.Week.Number, n, line)
				}
			}
		}
		if !strings.Contains(page, fmt.Sprintf("Page %d sur 5", i+2)) {
			t.Errorf("page %d is not numbered", i+2)
		}
	}
}

func TestPlanOfTheSameMomentIsTheSame(t *testing.T) {
	a, _ := planPDF(t, examplePlan(t, 2026), "fr")
	b, _ := planPDF(t, examplePlan(t, 2026), "fr")
	if !bytes.Equal(a, b) {
		t.Error("the plan differs from one writing to the next")
	}
}

// Whatever the procedures, desks and texts are, a quarter stays one page.
func TestPlanStaysOnItsPages(t *testing.T) {
	speaker := voice(t, "fr")
	rapid.Check(t, func(t *rapid.T) {
		sheet := capacity.YearSheet{
			Service: agenda.Service{Year: 2026, Name: rapid.String().Draw(t, "service"), Targets: agenda.Targets{Appointments: rapid.IntRange(0, 99_999).Draw(t, "target")}},
			Version: rapid.IntRange(0, 3).Draw(t, "version"), By: rapid.String().Draw(t, "by"), Desks: make([]agenda.Desk, 1),
		}
		for range rapid.IntRange(0, 40).Draw(t, "procedures") {
			sheet.Procedures = append(sheet.Procedures, agenda.Procedure{
				Label: rapid.String().Draw(t, "label"), Counted: rapid.Bool().Draw(t, "counted"), Target: rapid.IntRange(0, 20_000).Draw(t, "goal"),
			})
		}
		for range rapid.IntRange(0, 30).Draw(t, "reasons") {
			sheet.Reasons = append(sheet.Reasons, agenda.Msg("pdf.plan.policy.shared"))
		}
		weeks := agenda.WeeksOf(2026)
		for _, week := range weeks[:rapid.IntRange(1, len(weeks)).Draw(t, "weeks")] {
			w := capacity.SheetWeek{Week: week, Slots: make([]int, len(sheet.Procedures)), Desks: []capacity.SheetHours{{Open: rapid.IntRange(0, 20_000).Draw(t, "open"), Used: 100}}}
			for i := range w.Slots {
				w.Slots[i] = rapid.IntRange(0, 3000).Draw(t, "slots")
			}
			for range rapid.IntRange(0, 7).Draw(t, "holidays") {
				w.Closed = append(w.Closed, calendar.Holiday{Name: rapid.String().Draw(t, "holiday")})
			}
			sheet.Weeks = append(sheet.Weeks, w)
		}
		report, err := pdf.WritePlan(context.Background(), io.Discard, sheet, speaker)
		if err != nil || report.Pages != 1+len(sheet.Quarters()) {
			t.Fatalf("%+v, %v", report, err)
		}
	})
}

func TestPlanSaysWhichProceduresShareAColumn(t *testing.T) {
	sheet := examplePlan(t, 2026)
	for i := range 30 {
		sheet.Procedures = append(sheet.Procedures, agenda.Procedure{Label: fmt.Sprint("Motif ", i), Counted: true, Target: i})
		for j := range sheet.Weeks {
			sheet.Weeks[j].Slots = append(sheet.Weeks[j].Slots, 1)
		}
	}
	_, report := planPDF(t, sheet, "fr")
	if len(report.Remarks) != 1 || report.Remarks[0].Key != "pdf.remark.plan-joined" {
		t.Errorf("%+v", report)
	}
}

// What has no last day is not said to end.
func TestPlanSaysWhenAdditionalAppointmentsAre(t *testing.T) {
	from, to := agenda.MustDate("2026-03-02"), agenda.MustDate("2026-06-01")
	for want, additional := range map[string]capacity.SheetAdditional{
		"« Lot » : 0":                              {},
		"« Lot », jusqu’au 01/06/2026 : 0":         {To: to},
		"« Lot », à partir du 02/03/2026 : 0":      {From: from},
		"« Lot », du 02/03/2026 au 01/06/2026 : 0": {From: from, To: to},
	} {
		sheet := examplePlan(t, 2026)
		additional.Label, additional.Asked = "Lot", 5
		sheet.Additional = []capacity.SheetAdditional{additional}
		file, _ := planPDF(t, sheet, "fr")
		text := strings.Join(strings.Fields(textOf(t, file)), " ")
		if !strings.Contains(text, want) {
			t.Errorf("%q is not said", want)
		}
	}
}

func TestPlanOfNothing(t *testing.T) {
	if _, err := pdf.WritePlan(context.Background(), io.Discard, capacity.YearSheet{}, voice(t, "fr")); agenda.CodeOf(err) != "PDF-NOTHING" {
		t.Error(err)
	}
	ended, end := context.WithCancel(context.Background())
	end()
	var file bytes.Buffer
	if _, err := pdf.WritePlan(ended, &file, examplePlan(t, 2026), voice(t, "fr")); !errors.Is(err, context.Canceled) || file.Len() > 0 {
		t.Errorf("%v, %d bytes", err, file.Len())
	}
	if _, err := pdf.WritePlan(context.Background(), fullDisk{}, examplePlan(t, 2026), voice(t, "fr")); !errors.Is(err, errDiskFull) {
		t.Error(err)
	}
}

func BenchmarkWritePlan(b *testing.B) {
	sheet, speaker := examplePlan(b, 2026), voice(b, "fr")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pdf.WritePlan(context.Background(), io.Discard, sheet, speaker); err != nil {
			b.Fatal(err)
		}
	}
}
