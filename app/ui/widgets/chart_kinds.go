package widgets

import (
	"math"

	"creneaux/app/chart"
	"creneaux/app/wording"
)

// LineChart shows one or several series as lines from category to category. A value
// that is missing interrupts its line.
type LineChart struct {
	Chart

	lines chart.Lines
}

// NewLineChart returns a chart without values.
func NewLineChart(voice *wording.Voice) *LineChart {
	c := &LineChart{lines: chart.Lines{Target: math.NaN()}}
	c.init(voice, c.lines)
	c.ExtendBaseWidget(c)
	return c
}

// Set shows other values. The slices are the chart's from then on.
func (c *LineChart) Set(categories []Category, series []Series) {
	c.lines.Categories, c.lines.Series = categories, series
	c.SetModel(c.lines)
}

// SetAxis says what the categories are, for the table: "Semaine".
func (c *LineChart) SetAxis(name string) {
	c.lines.Axis = name
	c.SetModel(c.lines)
}

// SetTarget draws a line across the chart at a value, named in the legend; NaN removes it.
func (c *LineChart) SetTarget(name string, value float64) {
	c.lines.TargetName, c.lines.Target = name, value
	c.SetModel(c.lines)
}

// BarChart shows one or several series as bars by category, beside each other or, for
// series of which each is a part of the one before, one in front of the other.
type BarChart struct {
	Chart

	bars chart.Bars
}

// NewBarChart returns a chart without values.
func NewBarChart(voice *wording.Voice) *BarChart {
	c := &BarChart{bars: chart.Bars{Target: math.NaN()}}
	c.init(voice, c.bars)
	c.ExtendBaseWidget(c)
	return c
}

// Set shows other values. The slices are the chart's from then on.
func (c *BarChart) Set(categories []Category, series []Series) {
	c.bars.Categories, c.bars.Series = categories, series
	c.SetModel(c.bars)
}

// SetAxis says what the categories are, for the table.
func (c *BarChart) SetAxis(name string) {
	c.bars.Axis = name
	c.SetModel(c.bars)
}

// SetTarget draws a line across the chart at a value, named in the legend; NaN removes it.
func (c *BarChart) SetTarget(name string, value float64) {
	c.bars.TargetName, c.bars.Target = name, value
	c.SetModel(c.bars)
}

// SetOverlaid draws each series in front of the one before, narrower.
func (c *BarChart) SetOverlaid(overlaid bool) {
	c.bars.Overlaid = overlaid
	c.SetModel(c.bars)
}

// StackedChart shows series as the parts of one bar by category.
type StackedChart struct {
	Chart

	bars chart.StackedBars
}

// NewStackedChart returns a chart without values. total is what the parts make together,
// as their sum is named; "" leaves it out.
func NewStackedChart(voice *wording.Voice, total string) *StackedChart {
	c := &StackedChart{bars: chart.StackedBars{Target: math.NaN(), TotalName: total}}
	c.init(voice, c.bars)
	c.ExtendBaseWidget(c)
	return c
}

// Set shows other values. The slices are the chart's from then on.
func (c *StackedChart) Set(categories []Category, series []Series) {
	c.bars.Categories, c.bars.Series = categories, series
	c.SetModel(c.bars)
}

// SetAxis says what the categories are, for the table.
func (c *StackedChart) SetAxis(name string) {
	c.bars.Axis = name
	c.SetModel(c.bars)
}

// SetTarget draws a line across the chart at a value, named in the legend; NaN removes it.
func (c *StackedChart) SetTarget(name string, value float64) {
	c.bars.TargetName, c.bars.Target = name, value
	c.SetModel(c.bars)
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
