package pdf

import (
	"math"
	"strings"

	"creneaux/app/capacity"
	"creneaux/app/chart"
)

// charts draws, side by side, the hours of some weeks and the running totals up to the
// last of the weeks so far.
func (p *planPages) charts(y float64, weeks, soFar []capacity.SheetWeek) {
	const gap = 8.0
	width, height := (planWidth-gap)/2, planFooter-2-y
	p.text(planLeft, y+planCaption.capHeight(), planCaption, p.clean(p.voice.Text("pdf.plan.chart.hours")))
	p.chartIn(planLeft, y+planGap, width, height-planGap, p.hoursChart(weeks), planChartText)
	p.totals(planLeft+width+gap, y, width, height, soFar)
}

// totals draws the running totals over the whole year, as far as the weeks go.
func (p *planPages) totals(x, y, width, height float64, soFar []capacity.SheetWeek) {
	p.text(x, y+planCaption.capHeight(), planCaption, p.clean(p.voice.Text("pdf.plan.chart.totals")))
	p.chartIn(x, y+planGap, width, height-planGap, p.totalsChart(len(soFar)), planChartText)
}

func (p *planPages) categories(weeks []capacity.SheetWeek) []chart.Category {
	categories := make([]chart.Category, len(weeks))
	for i, w := range weeks {
		categories[i] = chart.Category{Label: p.voice.Number(w.Week.Number), Title: p.voice.Week(w.Week)}
	}
	return categories
}

func (p *planPages) hoursChart(weeks []capacity.SheetWeek) chart.Chart {
	open, used := chart.Series{Name: p.voice.Text("pdf.plan.chart.open"), Ink: chart.InkSeries2}, chart.Series{Name: p.voice.Text("pdf.plan.chart.used"), Ink: chart.InkSeries1}
	for _, w := range weeks {
		h := w.Hours()
		open.Values, used.Values = append(open.Values, float64(h.Open)/60), append(used.Values, float64(h.Used)/60)
	}
	return chart.Bars{
		Axis: p.voice.Text("pdf.plan.week"), Categories: p.categories(weeks), Series: []chart.Series{open, used}, Target: math.NaN(), Overlaid: true,
	}
}

// totalsChart has the running totals of so many weeks, and their targets as dashes.
func (p *planPages) totalsChart(known int) chart.Chart {
	slots, permits := chart.Series{Name: p.voice.Text("pdf.plan.counted"), Ink: chart.InkSeries1}, chart.Series{Name: p.voice.Text("pdf.plan.permits"), Ink: chart.InkSeries3}
	for i := range p.Weeks[:known] {
		sum := p.Sum(p.Weeks[:i+1])
		slots.Values, permits.Values = append(slots.Values, float64(sum.Counted)), append(permits.Values, math.Round(sum.Permits))
	}
	target := func(name string, value int, ink chart.Ink) chart.Series {
		s := chart.Series{Name: p.voice.Text(name, "Target", value), Ink: ink, Dashed: true}
		for range p.Weeks {
			s.Values = append(s.Values, float64(value))
		}
		return s
	}
	return chart.Lines{
		Axis: p.voice.Text("pdf.plan.week"), Categories: p.categories(p.Weeks), Target: math.NaN(),
		Series: []chart.Series{
			slots, permits,
			target("pdf.plan.chart.appointments-target", p.Service.Targets.Appointments, chart.InkSeries1),
			target("pdf.plan.chart.permits-target", p.Service.Targets.Permits, chart.InkSeries3),
		},
	}
}

// describe says in the file's properties what the charts show, for who cannot see them.
func (p *planPages) describe() {
	words := chart.Words{Voice: p.voice}
	said := append(p.totalsChart(len(p.Weeks)).Describe(words), p.hoursChart(p.Weeks).Describe(words)...)
	text, _ := printable(strings.Join(said, "\n"))
	p.out.SetSubject(text, true)
}
