package capacity

import (
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// newYearChart is the open hours of every week, and those that the plan takes.
func newYearChart(p Params) *widgets.LineChart {
	voice := p.Voice
	c := widgets.NewLineChart(voice)
	c.SetAxis(voice.Text("screen.capacity.chart.axis"))
	c.SetFormat(func(hours float64) string {
		return voice.Text("screen.capacity.chart.hours", "Hours", voice.Decimal(hours, 0))
	})
	c.OnSave = p.SaveChart
	return c
}

func showYear(c *widgets.LineChart, plan office.PlanView, voice *wording.Voice) {
	c.SetTitle(voice.Text("screen.capacity.chart.title", "Year", yearOf(plan)), voice.Text("screen.capacity.chart.source", "Version", plan.Version))
	c.Set(seriesOf(plan, voice))
}

// seriesOf are the hours of every week: open, and planned.
func seriesOf(plan office.PlanView, voice *wording.Voice) ([]widgets.Category, []widgets.Series) {
	open := widgets.Series{Name: voice.Text("screen.capacity.chart.open"), Dashed: true}
	used := widgets.Series{Name: voice.Text("screen.capacity.chart.used")}
	for _, w := range plan.Weeks {
		open.Values = append(open.Values, float64(w.OpenMinutes)/60)
		used.Values = append(used.Values, float64(w.UsedMinutes)/60)
	}
	return weekCategories(plan, voice), []widgets.Series{open, used}
}

// weekCategories are the weeks of a plan as a chart names them.
func weekCategories(plan office.PlanView, voice *wording.Voice) []widgets.Category {
	categories := make([]widgets.Category, len(plan.Weeks))
	for i, w := range plan.Weeks {
		categories[i] = widgets.Category{
			Label: voice.Number(w.Week.Number),
			Title: voice.Text("screen.capacity.detail.title", "Number", w.Week.Number, "Days", voice.WeekDays(w.Week)),
		}
	}
	return categories
}
