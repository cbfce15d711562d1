package chart

import (
	"math"
	"slices"
)

// HeatMap shows a value in each cell of a grid by how dark the cell is, in classes that
// the legend names; where there is room the values stand in the cells.
type HeatMap struct {
	RowAxis, ColumnAxis string // what rows and columns are: "Jour", "Heure"
	Rows, Columns       []Category
	Values              [][]float64 // by row and column; what is missing is NaN or beyond the end
	Name                string      // of the values: "Mises en ligne attendues"
	Ink                 Ink         // "" is the first of the series
	// Bounds divide the values into classes, from the least value to the largest, so that
	// several maps can be compared: at least two, at most [MostBounds]. nil: they follow
	// from the values.
	Bounds []float64
	// Detail says more about a cell to who points at it; nil: there is nothing more.
	Detail func(row, column int) []Value
}

// MostBounds is how many bounds the classes of a heat map have at most.
const MostBounds = 7

var _ Chart = HeatMap{}

func (c HeatMap) at(row, column int) (float64, bool) {
	if row >= len(c.Values) || column >= len(c.Values[row]) {
		return 0, false
	}
	return known(c.Values[row][column])
}

func (c HeatMap) extent() extent {
	e := newExtent()
	for r := range c.Rows {
		for k := range c.Columns {
			if v, ok := c.at(r, k); ok {
				e.take(v)
			}
		}
	}
	return e
}

// Empty reports whether there is no value.
func (c HeatMap) Empty() bool { return !c.extent().known }

// heatShares are how much ink the classes have, for as many classes as each row has.
// Between a half and four fifths neither dark nor light letters are read well, in any
// of the palettes, so that no class lies there.
var heatShares = [][]float64{
	{1},
	{0.3, 1},
	{0.2, 0.5, 1},
	{0.15, 0.36, 0.8, 1},
	{0.12, 0.3, 0.5, 0.82, 1},
	{0.1, 0.22, 0.36, 0.5, 0.82, 1},
}

// scale divides the values of a heat map into classes.
type scale struct{ bounds []float64 }

func (c HeatMap) scale(e extent) scale {
	if n := len(c.Bounds); 2 <= n && n <= MostBounds {
		return scale{c.Bounds}
	}
	for about := len(heatShares) - 1; ; about-- {
		if bounds := roundTicks(e.least, e.most, about, e.whole); len(bounds)-1 <= len(heatShares) || about == 1 {
			return scale{bounds[:min(len(bounds), len(heatShares)+1)]}
		}
	}
}

// paintOf returns what a value is painted with; the value 0, where it is the least, is
// left blank: nothing there.
func (s scale) paintOf(v float64, ink Ink) (paint Paint, blank bool) {
	if v == 0 && s.bounds[0] == 0 {
		return Paint{Ink: InkSurface}, true
	}
	shares := heatShares[len(s.bounds)-2]
	class, exact := slices.BinarySearch(s.bounds, v)
	if !exact || class == len(s.bounds) {
		class--
	}
	return Paint{Ink: ink, Share: shares[min(max(class, 0), len(shares)-1)]}, false
}

func (c HeatMap) ink() Ink { return inkOf(c.Ink, 0) }

func (c HeatMap) legend(p *pen, s scale, e extent) []entry {
	var entries []entry
	if c.Name != "" {
		entries = append(entries, entry{name: c.Name})
	}
	whole := e.whole && c.Bounds == nil // maps that are compared have the same legend
	for i := range len(s.bounds) - 1 {
		from, to := s.bounds[i], s.bounds[i+1]
		if whole && i < len(s.bounds)-2 {
			to-- // whole numbers below the next class
		}
		if whole && from == 0 {
			from = min(1, to) // 0 is a blank cell
		}
		name := p.number(from) + "\u2009–\u2009" + p.number(to)
		if from == to {
			name = p.number(from)
		}
		paint := Paint{Ink: c.ink(), Share: heatShares[len(s.bounds)-2][i]}
		entries = append(entries, entry{name, shareSample(paint)})
	}
	return entries
}

// Draw returns the marks of the chart.
func (c HeatMap) Draw(s Sheet) Drawing {
	p := newPen(s)
	e := c.extent()
	if !e.known {
		return *p.d
	}
	sc := c.scale(e)
	line := p.line(RoleLabel)
	top := p.snap(p.legend(c.legend(p, sc, e)))
	names := make([]string, len(c.Rows))
	for i, row := range c.Rows {
		names[i] = row.Label
	}
	left := p.up(min(p.widest(names, RoleLabel)+p.gap(), p.Width*0.35))
	f := plot{x: left, y: top, w: p.Width - left - 1, h: p.Height - top - line - p.gap()/2, count: len(c.Columns)}
	if f.w < 2*float64(len(c.Columns)) || f.h < 2*float64(len(c.Rows)) {
		return *p.d
	}
	p.d.Plot = [2]Point{{f.x, f.y}, {f.x + f.w, f.y + f.h}}
	c.drawCells(p, f, sc)
	high := f.h / float64(len(c.Rows))
	every := thinned(line, high, len(c.Rows))
	for r := 0; r < len(c.Rows); r += every {
		p.write(names[r], f.x-p.gap(), f.y+(float64(r)+0.5)*high, f.x-p.gap(), End, RoleLabel, Paint{Ink: InkMuted})
	}
	p.labelsBelow(f, c.Columns, widestLabel(p, c.Columns))
	return *p.d
}

// cell returns the corners of a cell; cells of a grid meet exactly, whatever the pixels.
func (p *pen) cell(f plot, row, rows, column int) (x0, y0, x1, y1 float64) {
	high := f.h / float64(rows)
	x0, x1 = p.snap(f.x+float64(column)*f.step()), p.snap(f.x+float64(column+1)*f.step())
	y0, y1 = p.snap(f.y+float64(row)*high), p.snap(f.y+float64(row+1)*high)
	return x0, y0, x1, y1
}

func (c HeatMap) drawCells(p *pen, f plot, sc scale) {
	hair := p.hair()
	labelled := c.labelsFit(p, f)
	for r := range c.Rows {
		for k := range c.Columns {
			x0, y0, x1, y1 := p.cell(f, r, len(c.Rows), k)
			spot := Spot{
				Min: Point{x0, y0}, Max: Point{x1, y1}, Index: r*len(c.Columns) + k, Row: r, Column: k,
				Title: c.Rows[r].full() + ", " + c.Columns[k].full(),
			}
			x1, y1 = x1-hair, y1-hair
			v, ok := c.at(r, k)
			if !ok {
				// Not known is not nothing: a frame with strokes.
				p.box(x0, y0, x1, y1, Paint{Ink: InkGrid})
				p.hatch(x0, y0, x1, y1, 1, Paint{Ink: InkSurface})
				p.d.Spots = append(p.d.Spots, spot)
				continue
			}
			paint, blank := sc.paintOf(v, c.ink())
			if blank {
				p.box(x0, y0, x1, y1, Paint{Ink: InkGrid})
				p.box(x0+hair, y0+hair, x1-hair, y1-hair, Paint{Ink: InkSurface})
			} else {
				p.box(x0, y0, x1, y1, paint)
			}
			text := p.number(v)
			if labelled {
				p.writeOn(text, (x0+x1)/2, (y0+y1)/2, x1-x0, Middle, RoleLabel, Paint{Ink: InkOver}, paint)
			}
			spot.Values = []Value{{Name: c.Name, Text: text, Sample: shareSample(paint)}}
			if c.Detail != nil {
				spot.Values = append(spot.Values, c.Detail(r, k)...)
			}
			p.d.Spots = append(p.d.Spots, spot)
		}
	}
}

// labelsFit reports whether all values have room in their cells: some with and some
// without would look like a meaning.
func (c HeatMap) labelsFit(p *pen, f plot) bool {
	if f.h/float64(len(c.Rows)) < p.line(RoleLabel)+2 {
		return false
	}
	for r := range c.Rows {
		for k := range c.Columns {
			if v, ok := c.at(r, k); ok && p.Measure(p.number(v), RoleLabel) > f.step()-6 {
				return false
			}
		}
	}
	return true
}

// Table returns the grid.
func (c HeatMap) Table(w Words) Table {
	t := Table{Headers: []string{w.header(c.RowAxis)}, Figures: []bool{false}}
	for _, column := range c.Columns {
		t.Headers, t.Figures = append(t.Headers, column.Label), append(t.Figures, true)
	}
	for r, row := range c.Rows {
		cells := []string{row.full()}
		for k := range c.Columns {
			cells = append(cells, w.cell(c.at(r, k)))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// Describe says what the chart shows.
func (c HeatMap) Describe(w Words) []string {
	e := c.extent()
	if !e.known {
		return []string{w.Voice.Text("chart.describe.empty")}
	}
	most, mostAt, least, leastAt := math.Inf(-1), "", math.Inf(1), ""
	for r, row := range c.Rows {
		for k, column := range c.Columns {
			v, ok := c.at(r, k)
			if ok && v > most {
				most, mostAt = v, row.full()+", "+column.full()
			}
			if ok && v < least {
				least, leastAt = v, row.full()+", "+column.full()
			}
		}
	}
	return []string{
		w.Voice.Text("chart.describe.grid", "Name", c.Name, "Rows", len(c.Rows), "Columns", len(c.Columns)),
		w.Voice.Text("chart.describe.extremes", "Least", w.number(least), "LeastAt", leastAt, "Most", w.number(most), "MostAt", mostAt),
	}
}
