package chart

import "math"

// Bars shows one or several series as bars by category, beside each other or, for
// series of which each is a part of the one before, one in front of the other.
type Bars struct {
	Axis       string // what the categories are
	Categories []Category
	Series     []Series
	Target     float64 // as in [Lines]
	TargetName string
	Overlaid   bool // each series in front of the one before, narrower
}

// StackedBars shows series as the parts of one bar by category.
type StackedBars struct {
	Axis       string
	Categories []Category
	Series     []Series
	Target     float64
	TargetName string
	TotalName  string // what the parts make together; "" leaves the sum out
}

var (
	_ Chart = Bars{}
	_ Chart = StackedBars{}
)

// Empty reports whether there is no value.
func (c Bars) Empty() bool { return !extentOf(c.Series, len(c.Categories)).known }

// broadestBar is as broad as a bar becomes, in sizes of a label: few categories make a
// chart with air in it, not a wall.
const broadestBar = 4.0

// groupOf returns how broad the bars of a category are together: whole pixels, the same
// everywhere, for rounding each edge by itself would make equal bars look unequal.
func (p *pen) groupOf(f plot, abreast int) float64 {
	return max(p.snap(min(f.step()*0.78, broadestBar*p.Size(RoleLabel)*float64(abreast))), p.Pixel, 0.5)
}

// Draw returns the marks of the chart.
func (c Bars) Draw(s Sheet) Drawing {
	p := newPen(s)
	e := extentOf(c.Series, len(c.Categories))
	if !e.known {
		return *p.d
	}
	entries := p.barEntries(c.Series, c.Target, c.TargetName, &e)
	f, ok := p.axes(c.Categories, e, entries)
	if !ok {
		return *p.d
	}
	abreast := max(len(c.Series), 1)
	if c.Overlaid {
		abreast = 1
	}
	group, base := p.groupOf(f, abreast), p.snap(f.at(0))
	for i, series := range c.Series {
		from, to := p.span(i, len(c.Series), group, c.Overlaid)
		for k := range c.Categories {
			v, ok := series.at(k)
			if !ok || v == 0 {
				continue
			}
			left, y := p.snap(f.middle(k)-group/2), p.snap(f.at(v))
			p.filled(left+from, min(y, base), left+to, max(y, base), inkOf(series.Ink, i), i)
		}
	}
	if hasTarget(c.Target) {
		p.drawTarget(f, c.Target)
	}
	p.spots(f, c.Categories, LightGround, func(index int) []Value {
		return valuesOf(p, c.Series, index, entries, c.Target, c.TargetName)
	})
	return *p.d
}

func (p *pen) barEntries(series []Series, target float64, targetName string, e *extent) []entry {
	var entries []entry
	for i, s := range series {
		entries = append(entries, entry{s.Name, p.boxSample(inkOf(s.Ink, i), i)})
	}
	if hasTarget(target) {
		e.reach(target)
		entries = append(entries, targetEntry(targetName))
	}
	return entries
}

// narrowest is how narrow the last of overlaid bars is, of the width of the first.
const narrowest = 0.4

// span returns from where to where in its group the bar of a series is.
func (p *pen) span(index, count int, group float64, overlaid bool) (from, to float64) {
	pixel := p.Pixel
	if pixel <= 0 {
		pixel = group / 1000
	}
	if overlaid {
		inset := 0.0
		if count > 1 {
			inset = p.snap(group * (1 - narrowest) / 2 * float64(index) / float64(count-1))
			inset = max(inset, float64(index)*pixel) // a pixel of the bar before stays seen
		}
		return min(inset, group-pixel), max(group-inset, min(inset, group-pixel)+pixel)
	}
	from, to = p.snap(group*float64(index)/float64(count)), p.snap(group*float64(index+1)/float64(count))
	if to-from > 4 && index < count-1 {
		to -= max(p.snap((to-from)/12), pixel) // a gap, once the bars are not themselves as thin as one
	}
	if to <= from {
		from = min(from, group-pixel)
		to = from + pixel
	}
	return from, to
}

// Table returns a row for each category.
func (c Bars) Table(w Words) Table {
	return seriesTable(w, c.Axis, c.Categories, c.Series, c.Target, c.TargetName, "")
}

// Describe says what the chart shows.
func (c Bars) Describe(w Words) []string {
	return describeSeries(w, c.Categories, c.Series, c.Target, c.TargetName)
}

// Empty reports whether there is no value.
func (c StackedBars) Empty() bool { return !extentOf(c.Series, len(c.Categories)).known }

// sums returns how far the bar of a category reaches up and down: parts below 0 stand
// under the axis.
func (c StackedBars) sums(index int) (down, up float64, whole, any bool) {
	whole = true
	for _, s := range c.Series {
		v, ok := s.at(index)
		if !ok {
			continue
		}
		any, whole = true, whole && v == math.Trunc(v)
		if v < 0 {
			down += v
		} else {
			up += v
		}
	}
	return down, up, whole, any
}

// Draw returns the marks of the chart.
func (c StackedBars) Draw(s Sheet) Drawing {
	p := newPen(s)
	e := newExtent()
	for k := range c.Categories {
		if down, up, whole, any := c.sums(k); any {
			e.take(down)
			e.take(up)
			e.whole = e.whole && whole
		}
	}
	if !e.known {
		return *p.d
	}
	entries := p.barEntries(c.Series, c.Target, c.TargetName, &e)
	f, ok := p.axes(c.Categories, e, entries)
	if !ok {
		return *p.d
	}
	group := p.groupOf(f, 1)
	for k := range c.Categories {
		c.drawStack(p, f, k, group)
	}
	if hasTarget(c.Target) {
		p.drawTarget(f, c.Target)
	}
	p.spots(f, c.Categories, LightGround, func(index int) []Value {
		values := valuesOf(p, c.Series, index, entries, math.NaN(), "")
		if down, up, _, any := c.sums(index); any && c.TotalName != "" {
			values = append(values, Value{Name: c.TotalName, Text: p.number(down + up)})
		}
		return append(values, valuesOf(p, nil, index, nil, c.Target, c.TargetName)...)
	})
	return *p.d
}

func (c StackedBars) drawStack(p *pen, f plot, k int, group float64) {
	left := p.snap(f.middle(k) - group/2)
	down, up := 0.0, 0.0
	for i, series := range c.Series {
		v, ok := series.at(k)
		if !ok || v == 0 {
			continue
		}
		from := up
		if v < 0 {
			from = down
			down += v
		} else {
			up += v
		}
		y0, y1 := p.snap(f.at(from)), p.snap(f.at(from+v))
		p.filled(left, min(y0, y1), left+group, max(y0, y1), inkOf(series.Ink, i), i)
		if math.Abs(y1-y0) > 4*p.hair() && from != 0 {
			// A hairline of the ground parts what stands on what.
			edge := y0 - p.hair()
			if v < 0 {
				edge = y0
			}
			p.box(left, edge, left+group, edge+p.hair(), Paint{Ink: InkSurface})
		}
	}
}

// Table returns a row for each category, with the sum of its parts.
func (c StackedBars) Table(w Words) Table {
	return seriesTable(w, c.Axis, c.Categories, c.Series, c.Target, c.TargetName, c.TotalName)
}

// Describe says what the chart shows.
func (c StackedBars) Describe(w Words) []string {
	return describeSeries(w, c.Categories, c.Series, c.Target, c.TargetName)
}
