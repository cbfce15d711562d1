package chart

import "math"

// Lines shows one or several series as lines from category to category. A value that is
// missing interrupts its line.
type Lines struct {
	Axis       string // what the categories are: "Semaine"
	Categories []Category
	Series     []Series
	// Target is a line across the chart, named in the legend; NaN is none.
	Target     float64
	TargetName string
	// WholeAxis writes whole numbers only at the axis, whatever the values.
	WholeAxis bool
}

var _ Chart = Lines{}

// Empty reports whether there is no value.
func (c Lines) Empty() bool { return !extentOf(c.Series, len(c.Categories)).known }

func hasTarget(target float64) bool {
	_, ok := known(target)
	return ok
}

// dashes are those of what is expected and of targets.
var (
	expected = []float64{6, 4}
	aimed    = []float64{6, 4}
)

func targetEntry(name string) entry {
	return entry{name, lineSample(InkTarget, 0, true)}
}

// drawTarget draws the line of a target across a plot.
func (p *pen) drawTarget(f plot, target float64) {
	y := f.at(target)
	p.add(Mark{Kind: Line, Points: []Point{{f.x, y}, {f.x + f.w, y}}, Width: 1.5, Dash: aimed, Paint: Paint{Ink: InkTarget}})
}

// markersApart is how far apart the markers of a line are at least.
const markersApart = 16

// Draw returns the marks of the chart.
func (c Lines) Draw(s Sheet) Drawing {
	p := newPen(s)
	e := extentOf(c.Series, len(c.Categories))
	if !e.known {
		return *p.d
	}
	var entries []entry
	for i, series := range c.Series {
		entries = append(entries, entry{series.Name, seriesSample(series, i)})
	}
	e.whole = e.whole || c.WholeAxis
	if hasTarget(c.Target) {
		e.reach(c.Target)
		entries = append(entries, targetEntry(c.TargetName))
	}
	f, ok := p.axes(c.Categories, e, entries)
	if !ok {
		return *p.d
	}
	// The first series is drawn last: it is what the chart is about.
	for i := len(c.Series) - 1; i >= 0; i-- {
		p.drawSeries(f, c.Series[i], i, len(c.Series))
	}
	if hasTarget(c.Target) {
		p.drawTarget(f, c.Target)
	}
	p.spots(f, c.Categories, LightMiddle, func(index int) []Value {
		return valuesOf(p, c.Series, index, entries, c.Target, c.TargetName)
	})
	return *p.d
}

func (p *pen) drawSeries(f plot, s Series, index, of int) {
	paint := Paint{Ink: inkOf(s.Ink, index)}
	// Lines of many steps carry a marker now and then: enough to tell them apart.
	every := 1
	if f.step() < markersApart {
		every = int(math.Ceil(4 * markersApart / f.step()))
	}
	for _, run := range runs(s, f.count) {
		points := make([]Point, len(run))
		for i, k := range run {
			v, _ := s.at(k)
			points[i] = Point{f.middle(k), f.at(v)}
		}
		if len(points) > 1 && !s.Apart {
			m := Mark{Kind: Line, Points: points, Width: 2, Paint: paint}
			if s.Dashed {
				m.Dash = expected
			}
			p.add(m)
		}
		for i, k := range run {
			alone := len(run) == 1
			now := every == 1 || of > 1 && (k+index*every/max(of, 1))%every == 0
			if alone || s.Apart || !s.Dashed && now {
				p.add(marker(points[i], 3, variant(index), paint))
			}
		}
	}
}

// runs returns the categories of a series by stretches without a missing value.
func runs(s Series, count int) [][]int {
	var all [][]int
	var run []int
	for k := range count {
		if _, ok := s.at(k); ok {
			run = append(run, k)
			continue
		}
		if len(run) > 0 {
			all = append(all, run)
		}
		run = nil
	}
	if len(run) > 0 {
		all = append(all, run)
	}
	return all
}

// valuesOf returns what is said about a category: each series that has a value there,
// and the target.
func valuesOf(p *pen, series []Series, index int, entries []entry, target float64, targetName string) []Value {
	var values []Value
	for i, s := range series {
		if v, ok := s.at(index); ok {
			values = append(values, Value{s.Name, p.number(v), entries[i].sample})
		}
	}
	if hasTarget(target) && targetName != "" {
		values = append(values, Value{targetName, p.number(target), lineSample(InkTarget, 0, true)})
	}
	return values
}

// Table returns a row for each category.
func (c Lines) Table(w Words) Table {
	return seriesTable(w, c.Axis, c.Categories, c.Series, c.Target, c.TargetName, "")
}

// Describe says what the chart shows.
func (c Lines) Describe(w Words) []string {
	return describeSeries(w, c.Categories, c.Series, c.Target, c.TargetName)
}
