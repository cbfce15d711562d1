package widgets

import (
	"math"

	"creneaux/app/chart"
	"creneaux/app/wording"
)

// byCategory is what charts of series by category have in common: what they are set to.
// Each kind makes its model of that.
type byCategory struct {
	Chart

	axis       string
	categories []Category
	series     []Series
	targetName string
	target     float64
	build      func() chart.Chart // the model of what is set
}

// begin makes a chart without values.
func (c *byCategory) begin(voice *wording.Voice, build func() chart.Chart) {
	c.target, c.build = math.NaN(), build
	c.init(voice, build())
}

// Set shows other values. The slices are the chart's from then on.
func (c *byCategory) Set(categories []Category, series []Series) {
	c.categories, c.series = categories, series
	c.SetModel(c.build())
}

// SetAxis says what the categories are, for the table: "Semaine".
func (c *byCategory) SetAxis(name string) {
	c.axis = name
	c.SetModel(c.build())
}

// SetTarget draws a line across the chart at a value, named in the legend; NaN removes it.
func (c *byCategory) SetTarget(name string, value float64) {
	c.targetName, c.target = name, value
	c.SetModel(c.build())
}

// LineChart shows one or several series as lines from category to category. A value
// that is missing interrupts its line.
type LineChart struct{ byCategory }

// NewLineChart returns a chart without values.
func NewLineChart(voice *wording.Voice) *LineChart {
	c := &LineChart{}
	c.begin(voice, func() chart.Chart {
		return chart.Lines{Axis: c.axis, Categories: c.categories, Series: c.series, TargetName: c.targetName, Target: c.target}
	})
	c.ExtendBaseWidget(c)
	return c
}

// BarChart shows one or several series as bars by category, beside each other or, for
// series of which each is a part of the one before, one in front of the other.
type BarChart struct {
	byCategory

	overlaid bool
}

// NewBarChart returns a chart without values.
func NewBarChart(voice *wording.Voice) *BarChart {
	c := &BarChart{}
	c.begin(voice, func() chart.Chart {
		return chart.Bars{
			Axis: c.axis, Categories: c.categories, Series: c.series, TargetName: c.targetName, Target: c.target, Overlaid: c.overlaid,
		}
	})
	c.ExtendBaseWidget(c)
	return c
}

// SetOverlaid draws each series in front of the one before, narrower.
func (c *BarChart) SetOverlaid(overlaid bool) {
	c.overlaid = overlaid
	c.SetModel(c.build())
}

// StackedChart shows series as the parts of one bar by category.
type StackedChart struct{ byCategory }

// NewStackedChart returns a chart without values. total is what the parts make together,
// as their sum is named; "" leaves it out.
func NewStackedChart(voice *wording.Voice, total string) *StackedChart {
	c := &StackedChart{}
	c.begin(voice, func() chart.Chart {
		return chart.StackedBars{
			Axis: c.axis, Categories: c.categories, Series: c.series, TargetName: c.targetName, Target: c.target, TotalName: total,
		}
	})
	c.ExtendBaseWidget(c)
	return c
}

// HeatMap shows a value in each cell of a grid by how dark the cell is.
type HeatMap struct{ Chart }

// NewHeatMap returns a heat map without values.
func NewHeatMap(voice *wording.Voice) *HeatMap {
	c := &HeatMap{}
	c.init(voice, chart.HeatMap{})
	c.ExtendBaseWidget(c)
	return c
}

// Set shows other values.
func (c *HeatMap) Set(m chart.HeatMap) { c.SetModel(m) }

// FunnelChart shows how many reach each of the stages of something.
type FunnelChart struct{ Chart }

// NewFunnelChart returns a funnel without stages.
func NewFunnelChart(voice *wording.Voice) *FunnelChart {
	c := &FunnelChart{}
	c.init(voice, chart.Funnel{})
	c.ExtendBaseWidget(c)
	return c
}

// Set shows other stages.
func (c *FunnelChart) Set(f chart.Funnel) { c.SetModel(f) }

// Timetable shows the blocks of some days by the hour, side by side where they overlap.
type Timetable struct{ Chart }

// NewTimetable returns a timetable without days.
func NewTimetable(voice *wording.Voice) *Timetable {
	c := &Timetable{}
	c.init(voice, chart.Timetable{})
	c.ExtendBaseWidget(c)
	return c
}

// Set shows other days and blocks.
func (c *Timetable) Set(t chart.Timetable) { c.SetModel(t) }
