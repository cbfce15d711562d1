package widgets

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// Category is one step of a chart's horizontal axis: a week, a day, a desk.
type Category struct {
	Label string // under the axis, where there is room: "S10"
	Title string // above the values when the pointer is there; Label if it is empty
}

// Series are values by category. A value that is missing is NaN or beyond the end.
type Series struct {
	Name   string
	Values []float64
	// Color is a name of the theme; "" is the next of the theme's series colours.
	Color fyne.ThemeColorName
	// Dashed draws the series of a [LineChart] as dashes: what is expected, not known.
	Dashed bool
}

func (s Series) at(index int) (float64, bool) {
	if index >= len(s.Values) || math.IsNaN(s.Values[index]) || math.IsInf(s.Values[index], 0) {
		return 0, false
	}
	return s.Values[index], true
}

// Chart is what a [BarChart] and a [LineChart] have in common: axes, a target line, a
// legend, and the values of the category under the pointer. Left and Right move
// through the categories by keyboard.
//
// The plot is one picture painted at the screen's own pixels: crisp at any scale, and
// one thing to draw however many values there are.
type Chart struct {
	widget.BaseWidget

	// OnTapped is called when a category is clicked, or Enter pressed on it.
	OnTapped func(index int)

	voice      *wording.Voice
	format     func(float64) string
	empty      string
	categories []Category
	series     []Series
	targetName string
	target     float64 // NaN if there is none

	pointed int // category under the pointer or the keyboard, -1 if none
	focused bool

	marks   marks
	drawing *chartDrawing
}

// marks is how a chart shows values, and how the legend shows that.
type marks interface {
	// paint draws the data on a picture of the plot alone.
	paint(b *brush, c *Chart, f frame)
	// band reports whether the pointer lights up a band rather than a line.
	band() bool
}

var (
	_ fyne.Focusable    = (*Chart)(nil)
	_ fyne.Tappable     = (*Chart)(nil)
	_ desktop.Hoverable = (*Chart)(nil)
)

func newChart(voice *wording.Voice, m marks) Chart {
	return Chart{
		voice: voice, marks: m, pointed: -1, target: math.NaN(),
		format: func(f float64) string { return voice.Decimal(f, 2) },
		empty:  voice.Text("widgets.chart.empty"),
	}
}

// Set shows other values. The slices are the chart's from then on.
func (c *Chart) Set(categories []Category, series []Series) {
	c.categories, c.series = categories, series
	if c.pointed >= len(categories) {
		c.pointed = -1
	}
	c.Refresh()
}

// SetTarget draws a line across the chart at a value, named in the legend; NaN removes it.
func (c *Chart) SetTarget(name string, value float64) {
	c.targetName, c.target = name, value
	c.Refresh()
}

// SetFormat changes how values are written, at the axis and beside the pointer.
func (c *Chart) SetFormat(format func(float64) string) {
	c.format = format
	c.Refresh()
}

// SetEmpty changes what is said when there is no value at all.
func (c *Chart) SetEmpty(text string) {
	c.empty = text
	c.Refresh()
}

// Pointed returns the category under the pointer or the keyboard, -1 if none is.
func (c *Chart) Pointed() int { return c.pointed }

func (c *Chart) point(index int) {
	if index != c.pointed {
		c.pointed = index
		if c.drawing != nil {
			c.drawing.drawPointed()
		}
	}
}

// MouseIn begins to follow the pointer.
func (c *Chart) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved shows the values of the category under the pointer.
func (c *Chart) MouseMoved(e *desktop.MouseEvent) {
	if c.drawing != nil {
		c.point(c.drawing.frame.categoryAt(e.Position))
	}
}

// MouseOut ends what MouseIn began.
func (c *Chart) MouseOut() { c.point(-1) }

// Tapped tells which category was clicked.
func (c *Chart) Tapped(e *fyne.PointEvent) {
	if c.drawing == nil {
		return
	}
	if index := c.drawing.frame.categoryAt(e.Position); index >= 0 && c.OnTapped != nil {
		c.OnTapped(index)
	}
}

// TypedKey moves through the categories; other keys go on to the canvas.
func (c *Chart) TypedKey(key *fyne.KeyEvent) {
	last := len(c.categories) - 1
	switch {
	case last < 0:
		c.bubble(key)
	case key.Name == fyne.KeyRight:
		c.point(min(c.pointed+1, last))
	case key.Name == fyne.KeyLeft && c.pointed < 0:
		c.point(last)
	case key.Name == fyne.KeyLeft:
		c.point(max(c.pointed-1, 0))
	case key.Name == fyne.KeyHome:
		c.point(0)
	case key.Name == fyne.KeyEnd:
		c.point(last)
	case (key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter) && c.pointed >= 0 && c.OnTapped != nil:
		c.OnTapped(c.pointed)
	default:
		c.bubble(key)
	}
}

func (c *Chart) bubble(key *fyne.KeyEvent) {
	if c.drawing != nil {
		bubble(c.drawing.whole, key)
	}
}

// TypedRune does nothing: charts take no text.
func (c *Chart) TypedRune(rune) {}

// FocusGained shows that the arrows now move through the chart.
func (c *Chart) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost ends what FocusGained began.
func (c *Chart) FocusLost() { c.focused, c.pointed = false, -1; c.Refresh() }

// extent returns the smallest and largest value there is, 0 among them: a chart whose
// axis begins elsewhere exaggerates. known is false if there is no value.
func (c *Chart) extent() (least, most float64, whole, known bool) {
	whole = true
	take := func(v float64) {
		least, most, known = min(least, v), max(most, v), true
		whole = whole && v == math.Trunc(v)
	}
	for _, s := range c.series {
		for i := range c.categories {
			if v, ok := s.at(i); ok {
				take(v)
			}
		}
	}
	if known && c.hasTarget() {
		// The target need not be a whole number for the axis to be one of whole numbers.
		least, most = min(least, c.target), max(most, c.target)
	}
	return least, most, whole, known
}

func (c *Chart) hasTarget() bool { return !math.IsNaN(c.target) }

func (c *Chart) colorOf(index int) fyne.ThemeColorName {
	if name := c.series[index].Color; name != "" {
		return name
	}
	names := [...]fyne.ThemeColorName{theme.ColorSeries1, theme.ColorSeries2, theme.ColorSeries3, theme.ColorSeries4}
	return names[index%len(names)]
}

// frame is where the plot of a chart stands and what its axes count, in the
// density-independent pixels of the widget.
type frame struct {
	at         fyne.Position
	size       fyne.Size
	ticks      []float64
	categories int
}

// bottom and top are the values at the lower and upper edge.
func (f frame) bottom() float64 { return f.ticks[0] }
func (f frame) top() float64    { return f.ticks[len(f.ticks)-1] }

// y returns the height of a value in the plot, from its upper edge.
func (f frame) y(value float64) float32 {
	return f.size.Height * float32((f.top()-value)/(f.top()-f.bottom()))
}

// step is how wide a category is.
func (f frame) step() float32 { return f.size.Width / float32(max(f.categories, 1)) }

// x returns the middle of a category, from the plot's left edge.
func (f frame) x(index int) float32 { return (float32(index) + 0.5) * f.step() }

// categoryAt returns the category at a position in the widget, -1 if none is there.
func (f frame) categoryAt(p fyne.Position) int {
	x, y := p.X-f.at.X, p.Y-f.at.Y
	if f.categories == 0 || x < 0 || y < 0 || x >= f.size.Width || y >= f.size.Height {
		return -1
	}
	return min(int(x/f.step()), f.categories-1)
}

// roundTicks returns values to write at an axis from least to most or a little beyond:
// 1, 2, 2.5 or 5 times a power of ten apart, about so many, and whole if the values
// are.
func roundTicks(least, most float64, about int, whole bool) []float64 {
	if most <= least {
		most = least + 1
	}
	step := roundStep((most - least) / float64(max(about, 1)))
	switch {
	case whole && step < 1:
		step = 1
	case whole && step == 2.5:
		step = 5
	}
	first, last := math.Floor(least/step), math.Ceil(most/step)
	ticks := make([]float64, 0, int(last-first)+1)
	for k := first; k <= last; k++ {
		ticks = append(ticks, k*step)
	}
	return ticks
}

// roundStep returns the least round number that is not below a positive one.
func roundStep(rough float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, times := range []float64{1, 2, 2.5, 5} {
		if times*unit >= rough*(1-1e-9) {
			return times * unit
		}
	}
	return 10 * unit
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	d := newChartDrawing(c)
	c.drawing = d
	return &renderer{
		objects: fixedObjects(d.whole),
		layout: func(s fyne.Size) {
			place(d.whole, 0, 0, s.Width, s.Height)
			d.draw(s)
		},
		minSize: func() fyne.Size {
			row := theme.Size(theme.SizeRow)
			return fyne.NewSize(7*row, 6*row)
		},
		refresh: func() {
			place(d.whole, 0, 0, c.Size().Width, c.Size().Height)
			d.draw(c.Size())
			d.plot.Refresh()
			canvas.Refresh(d.whole)
		},
	}
}

// picture paints the plot, so many pixels wide and high.
func (c *Chart) picture(f frame, w, h int) image.Image {
	b := newBrush(w, h, f.size)
	if len(f.ticks) == 0 {
		return b.img
	}
	for _, tick := range f.ticks {
		ink := theme.Color(theme.ColorSunken)
		if tick == 0 {
			ink = theme.Color(theme.ColorControl)
		}
		b.across(f.y(tick), ink)
	}
	c.marks.paint(b, c, f)
	if c.hasTarget() {
		y := f.y(c.target)
		b.line([]fyne.Position{fyne.NewPos(0, y), fyne.NewPos(f.size.Width, y)}, 1.5, true, theme.Color(theme.ColorTarget))
	}
	return b.img
}
