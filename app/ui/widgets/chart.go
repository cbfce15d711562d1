package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/chart"
	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// Category is one step of a chart's axis; see [chart.Category].
type Category = chart.Category

// Series are values by category; see [chart.Series].
type Series = chart.Series

// Chart shows a model of package chart. Its parts tell their values to the pointer and,
// by the arrows, to the keyboard; T and a small button show the numbers as a table; a
// menu copies them and saves the chart as a file.
//
// The marks are painted at the screen's own pixels: crisp at any scale, and one thing to
// draw however many values there are. Screen and files show the same marks.
type Chart struct {
	widget.BaseWidget

	// OnTapped is called when a part is clicked, or Enter pressed on it, with its index in
	// the model: of a category, a stage, a block, a cell (row by row).
	OnTapped func(index int)
	// OnSave is called when the chart is to be saved; without it that is not offered.
	OnSave func(chart.FileType, chart.Picture)

	voice  *wording.Voice
	model  chart.Chart
	format func(float64) string
	empty  string
	title  string
	source string

	pointed int // spot under the pointer or the keyboard, -1 if none
	focused bool
	table   *Overlay // the numbers, while they are shown

	drawing *chartDrawing
}

var (
	_ fyne.Focusable    = (*Chart)(nil)
	_ fyne.Tappable     = (*Chart)(nil)
	_ fyne.Shortcutable = (*Chart)(nil)
	_ fyne.Accessible   = (*Chart)(nil)
	_ desktop.Hoverable = (*Chart)(nil)
)

// NewChart returns a chart of any kind; nil shows none yet.
func NewChart(voice *wording.Voice, model chart.Chart) *Chart {
	c := &Chart{}
	c.init(voice, model)
	c.ExtendBaseWidget(c)
	return c
}

func (c *Chart) init(voice *wording.Voice, model chart.Chart) {
	if model == nil {
		model = chart.Lines{}
	}
	c.voice, c.model, c.pointed = voice, model, -1
	c.format = func(f float64) string { return voice.Decimal(f, 2) }
	c.empty = voice.Text("widgets.chart.empty")
}

// SetModel shows something else. What the model refers to is the chart's from then on.
func (c *Chart) SetModel(model chart.Chart) {
	c.model = model
	c.Refresh()
	if c.pointed >= c.spots() {
		c.point(-1)
	}
}

// SetTitle says what the chart shows and where the figures are from: above and below it
// when it is saved, above its table, and to a screen reader. On the screen a heading
// stands beside the chart already.
func (c *Chart) SetTitle(title, source string) { c.title, c.source = title, source }

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

// Picture returns the chart as it is saved.
func (c *Chart) Picture() chart.Picture {
	return chart.Picture{Title: c.title, Source: c.source, Chart: c.model, Format: c.format}
}

func (c *Chart) words() chart.Words { return chart.Words{Voice: c.voice, Format: c.format} }

// Pointed returns the index in the model of the part under the pointer or the keyboard, -1
// if none is.
func (c *Chart) Pointed() int { return c.indexOf(c.pointed) }

func (c *Chart) indexOf(spot int) int {
	if spot < 0 || spot >= c.spots() {
		return -1
	}
	return c.drawing.drawn.Spots[spot].Index
}

func (c *Chart) spots() int {
	if c.drawing == nil {
		return 0
	}
	return len(c.drawing.drawn.Spots)
}

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

// MouseMoved shows the values under the pointer.
func (c *Chart) MouseMoved(e *desktop.MouseEvent) { c.point(c.spotAt(e.Position)) }

// MouseOut ends what MouseIn began.
func (c *Chart) MouseOut() { c.point(-1) }

func (c *Chart) spotAt(p fyne.Position) int {
	if c.drawing == nil {
		return -1
	}
	x, y := float64(p.X), float64(p.Y)
	for i, s := range c.drawing.drawn.Spots {
		if x >= s.Min.X && x < s.Max.X && y >= s.Min.Y && y < s.Max.Y {
			return i
		}
	}
	return -1
}

// Tapped tells which part was clicked.
func (c *Chart) Tapped(e *fyne.PointEvent) { c.tell(c.spotAt(e.Position)) }

// tell reports whether there was something to tell, and somebody to hear it.
func (c *Chart) tell(spot int) bool {
	if spot < 0 || c.OnTapped == nil {
		return false
	}
	c.OnTapped(c.indexOf(spot))
	return true
}

// TypedKey moves through the parts; other keys go on to the canvas.
func (c *Chart) TypedKey(key *fyne.KeyEvent) {
	if IsMenuKey(key) {
		c.showMenuByKey()
		return
	}
	if c.spots() == 0 {
		c.bubble(key)
		return
	}
	switch key.Name {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown:
		if !c.move(key.Name) {
			c.bubble(key)
		}
	case fyne.KeyHome:
		c.point(0)
	case fyne.KeyEnd:
		c.point(c.spots() - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if !c.tell(c.pointed) {
			c.bubble(key)
		}
	default:
		c.bubble(key)
	}
}

// move goes to the next part in a direction, and reports whether the chart has parts
// that way at all.
func (c *Chart) move(key fyne.KeyName) bool {
	across := key == fyne.KeyLeft || key == fyne.KeyRight
	spots := c.drawing.drawn.Spots
	if !spread(spots, across) {
		return false
	}
	if c.pointed < 0 {
		if key == fyne.KeyLeft || key == fyne.KeyUp {
			c.point(len(spots) - 1)
		} else {
			c.point(0)
		}
		return true
	}
	if next := nextSpot(spots, c.pointed, key); next >= 0 {
		c.point(next)
	}
	return true
}

// spread reports whether there is more than one column, or row, of parts.
func spread(spots []chart.Spot, across bool) bool {
	for _, s := range spots {
		if across && s.Column != spots[0].Column || !across && s.Row != spots[0].Row {
			return true
		}
	}
	return len(spots) == 1
}

// nextSpot returns the nearest part in a direction, -1 if there is none.
func nextSpot(spots []chart.Spot, from int, key fyne.KeyName) int {
	next, best := -1, 0
	for i, s := range spots {
		ahead, aside := s.Column-spots[from].Column, s.Row-spots[from].Row
		if key == fyne.KeyUp || key == fyne.KeyDown {
			ahead, aside = aside, ahead
			if aside != 0 {
				continue
			}
		}
		if key == fyne.KeyLeft || key == fyne.KeyUp {
			ahead = -ahead
		}
		if ahead <= 0 {
			continue
		}
		// A row away counts more than any column would: first the same row.
		if distance := 1000*ahead + max(aside, -aside); next < 0 || distance < best {
			next, best = i, distance
		}
	}
	return next
}

func (c *Chart) bubble(key *fyne.KeyEvent) {
	if c.drawing != nil {
		bubble(c.drawing.whole, key)
	}
}

// TypedRune shows the numbers for T.
func (c *Chart) TypedRune(r rune) {
	if r == 't' || r == 'T' {
		c.ShowTable()
	}
}

// TypedShortcut copies the numbers, as a spreadsheet takes them; other shortcuts go on to
// the canvas.
func (c *Chart) TypedShortcut(s fyne.Shortcut) {
	if _, isCopy := s.(*fyne.ShortcutCopy); isCopy {
		c.CopyValues()
		return
	}
	if c.drawing != nil {
		bubbleShortcut(c.drawing.whole, s)
	}
}

// FocusGained shows that the arrows now move through the chart.
func (c *Chart) FocusGained() {
	c.focused = true
	if c.drawing != nil {
		Reveal(c.drawing.whole)
		c.drawing.drawRing(c.Size())
	}
}

// FocusLost ends what FocusGained began.
func (c *Chart) FocusLost() {
	c.focused = false
	leftBehind(c)
	c.point(-1)
	if c.drawing != nil {
		c.drawing.drawRing(c.Size())
	}
}

// AccessibilityLabel is what a screen reader says: the title and what the chart shows.
func (c *Chart) AccessibilityLabel() string {
	said := ""
	for _, sentence := range c.Picture().Describe(c.words()) {
		if said != "" {
			said += "\n"
		}
		said += sentence
	}
	return said
}

// AccessibilityRole is what a screen reader calls it.
func (c *Chart) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	d := newChartDrawing(c)
	c.drawing = d
	return &renderer{
		objects: fixedObjects(d.whole),
		layout:  d.layOut,
		minSize: func() fyne.Size {
			row := theme.Size(theme.SizeRow)
			return fyne.NewSize(7*row, 6*row)
		},
		refresh: func() {
			d.layOut(c.Size())
			d.plot.Refresh()
			canvas.Refresh(d.whole)
		},
	}
}
