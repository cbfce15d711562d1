package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"math"
	"strings"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/data/pdf"
)

func chartPDF(t testing.TB, p chart.Picture) ([]byte, pdf.Report) {
	t.Helper()
	var file bytes.Buffer
	report, err := pdf.WriteChart(context.Background(), &file, p, agenda.MustMoment("2027-03-02T10:17"), voice(t, "fr"))
	if err != nil {
		t.Fatal(err)
	}
	return file.Bytes(), report
}

func exampleCharts() map[string]chart.Picture {
	desks := []chart.Category{{Label: "Guichet 1"}, {Label: "Guichet 2"}, {Label: "Étudiants"}}
	series := []chart.Series{
		{Name: "Publiés", Values: []float64{3200, 2800, 900}}, {Name: "Réservés", Values: []float64{3100, math.NaN(), 640}},
		{Name: "Honorés", Values: []float64{2500, 2100, 500}, Dashed: true},
	}
	all := map[string]chart.Picture{}
	for name, c := range map[string]chart.Chart{
		"lines":   chart.Lines{Categories: desks, Series: series, Target: 3000, TargetName: "Objectif"},
		"bars":    chart.Bars{Categories: desks, Series: series, Target: math.NaN()},
		"stacked": chart.StackedBars{Categories: desks, Series: series, Target: math.NaN(), TotalName: "Total"},
		"heat":    chart.HeatMap{Name: "Mises en ligne", Rows: desks, Columns: desks, Values: [][]float64{{0, 1, 2}, {3, math.NaN(), 9}, {12, 20, 30}}},
		"funnel":  chart.Funnel{Name: "Rendez-vous", Stages: []chart.Stage{{Name: "Prévus", Value: 15000}, {Name: "Publiés", Value: 14210}, {Name: "Honorés", Value: 12102}}},
		"timetable": chart.Timetable{
			Days: []chart.Day{{Label: "lun. 1"}, {Label: "mar. 2"}}, From: 8 * 60, To: 18 * 60,
			Blocks: []chart.Block{{Day: 0, From: 540, To: 720, Title: "Guichet 1", Text: "36 rendez-vous"}},
		},
	} {
		all[name] = chart.Picture{Title: "Créneaux publiés", Source: "Source : espace de travail, établi le 2 mars 2027", Chart: c}
	}
	return all
}

func TestChartIsAPageOfText(t *testing.T) {
	for name, p := range exampleCharts() {
		file, report := chartPDF(t, p)
		if report.Pages != 1 || len(report.Remarks) != 0 {
			t.Errorf("%s: %+v", name, report)
		}
		text := run(t, file, "pdftotext", "-layout", "in.pdf", "-")
		for _, want := range []string{p.Title, p.Source} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in %s", name, want, text)
			}
		}
		info := run(t, file, "pdfinfo", "in.pdf")
		if !strings.Contains(info, "841.89 x 595.28 pts (A4)") {
			t.Errorf("%s: not A4 across: %s", name, info)
		}
	}
}

// bar is a chart of which it is known where its one bar stands.
func bar(value float64) chart.Picture {
	return chart.Picture{Title: "x", Chart: chart.Bars{
		Categories: []chart.Category{{Label: "a"}}, Target: 100, Series: []chart.Series{{Values: []float64{value}}},
	}}
}

// blue returns how many pixels have the colour of the first series.
func blue(t *testing.T, file []byte) (n int) {
	t.Helper()
	page, err := png.Decode(strings.NewReader(run(t, file, "pdftoppm", "-r", "72", "-png", "in.pdf")))
	if err != nil {
		t.Fatal(err)
	}
	r := page.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			red, green, b, _ := page.At(x, y).RGBA()
			if red < 0x2000 && green < 0x2000 && b > 0x8000 && b < 0xa000 {
				n++
			}
		}
	}
	if r.Size() != (image.Point{842, 596}) && r.Size() != (image.Point{842, 595}) {
		t.Errorf("the page is %v", r)
	}
	return n
}

func TestBarsOnPaperAreAsHighAsTheirValues(t *testing.T) {
	whole, _ := chartPDF(t, bar(100))
	half, _ := chartPDF(t, bar(50))
	if a, b := blue(t, whole), blue(t, half); b == 0 || math.Abs(float64(a)/float64(b)-2) > 0.05 {
		t.Errorf("100 is painted on %d pixels, 50 on %d", a, b)
	}
}

func TestChartOfTheSameMomentIsTheSame(t *testing.T) {
	for name, p := range exampleCharts() {
		a, _ := chartPDF(t, p)
		b, _ := chartPDF(t, p)
		if !bytes.Equal(a, b) {
			t.Errorf("%s differs from one time to the next", name)
		}
	}
}

func TestChartTellsWhatItLost(t *testing.T) {
	_, report := chartPDF(t, chart.Picture{Title: "日本", Chart: chart.Lines{}})
	if len(report.Remarks) != 1 {
		t.Errorf("%+v", report)
	}
}

func TestChartIsNotWrittenWhenCancelled(t *testing.T) {
	ended, end := context.WithCancel(context.Background())
	end()
	var file bytes.Buffer
	if _, err := pdf.WriteChart(ended, &file, bar(1), agenda.Moment(0), voice(t, "fr")); !errors.Is(err, context.Canceled) || file.Len() > 0 {
		t.Errorf("%v, %d bytes", err, file.Len())
	}
}
