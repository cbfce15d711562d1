package chart

import (
	"math"

	"creneaux/app/wording"
)

// Ink is the role of a colour. What painting uses for it is up to a [Palette].
type Ink string

// The inks.
const (
	InkSurface Ink = "surface" // the ground that everything stands on
	InkText    Ink = "text"
	InkMuted   Ink = "muted" // text of second rank
	InkGrid    Ink = "grid"  // lines that help the eye
	InkAxis    Ink = "axis"  // the line of the value 0
	InkTarget  Ink = "target"
	InkSeries1 Ink = "series-1"
	InkSeries2 Ink = "series-2"
	InkSeries3 Ink = "series-3"
	InkSeries4 Ink = "series-4"
	InkSeries5 Ink = "series-5"
	InkSeries6 Ink = "series-6"
	// InkOver is text that stands on the mark's Ground: [InkText] or [InkSurface],
	// whichever is seen better there.
	InkOver Ink = "over"
)

// Inks are all inks that a palette gives a colour to.
func Inks() []Ink {
	return append([]Ink{InkSurface, InkText, InkMuted, InkGrid, InkAxis, InkTarget}, seriesInks[:]...)
}

// seriesInks are the inks of series, in their order.
var seriesInks = [...]Ink{InkSeries1, InkSeries2, InkSeries3, InkSeries4, InkSeries5, InkSeries6}

// Paint is an ink, pure or thinned with the surface.
type Paint struct {
	Ink Ink
	// Share is how much of the ink there is, from 0 to 1; the rest is surface. The
	// zero value means 1.
	Share float64
}

// Role is what a text is for; size and weight follow from it.
type Role int

// The roles of texts.
const (
	RoleLabel  Role = iota // of axes, legends, parts
	RoleStrong             // a figure among labels
	RoleTitle              // of a whole picture
	RoleNote               // under a picture: source, date
)

// Anchor is which part of a text stands at its point.
type Anchor int

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// Point is a place, from the upper left corner of a drawing.
type Point struct{ X, Y float64 }

func (p Point) plus(by Point) Point { return Point{p.X + by.X, p.Y + by.Y} }

// Kind is what a mark is.
type Kind int

// The kinds of marks, with what their points are.
const (
	Rect    Kind = iota // upper left and lower right corner
	Area                // the corners of a filled polygon
	Line                // the points of a line from one to the next
	Strokes             // pairs of points, a straight stroke each
	Disc                // the centre
	Text                // where the anchor stands, on the base line
)

// Mark is one thing to paint.
type Mark struct {
	Kind   Kind
	Points []Point
	Paint  Paint
	Width  float64   // of Line and Strokes
	Dash   []float64 // of Line: lengths of dash and gap; nil is solid
	Radius float64   // of Disc; of the corners of Rect

	Text   string
	Role   Role
	Anchor Anchor
	Ground Paint   // what the text stands on, for [InkOver]
	Reach  float64 // how wide the text is
}

// Spot is a part of a drawing that says something when it is pointed at.
type Spot struct {
	Min, Max Point // what can be pointed at
	// Index is what it is in the model: a category, a stage, a block, a cell (row by row).
	Index int
	// Row and Column are where the arrow keys find it.
	Row, Column int
	Light       Light
	Title       string
	Values      []Value
}

// Light is how a spot is shown when it is pointed at.
type Light int

// The lights.
const (
	LightFrame  Light = iota // around it
	LightGround              // behind it
	LightMiddle              // a line through its middle, from top to bottom
)

// Value is a line of what a spot says.
type Value struct {
	Name, Text string
	Sample     []Mark // how the legend shows it, in a box of [SampleWidth] around the height 0
}

// Drawing is a chart, drawn.
type Drawing struct {
	Width, Height float64
	Marks         []Mark
	Spots         []Spot
	// Plot is where the values stand, without labels and legend.
	Plot [2]Point
}

// Words are how a chart says things in the reader's language.
type Words struct {
	Voice *wording.Voice
	// Format writes values; nil is at most two decimals.
	Format func(float64) string
}

func (w Words) number(v float64) string {
	if w.Format != nil {
		return w.Format(v)
	}
	return w.Voice.Decimal(v, 2)
}

// Sheet is what a chart is drawn on. Its unit is that of the painter: a
// density-independent pixel, a point.
type Sheet struct {
	Words
	Width, Height float64
	// Pixel is how wide a pixel is, so that edges stand between pixels; 0 where there
	// are none.
	Pixel float64
	// Size returns the size of letters of a role, Measure how wide a text is.
	Size    func(Role) float64
	Measure func(text string, role Role) float64
	// Corner is how much room must be left free in the upper right corner.
	Corner Point
}

// Chart is a model that can be drawn, read as a table and described in words.
type Chart interface {
	// Draw returns the marks on a sheet. It draws nothing where there is no value or no
	// room.
	Draw(Sheet) Drawing
	// Table returns the same values as text.
	Table(Words) Table
	// Describe says in sentences what the chart shows, for who cannot see it.
	Describe(Words) []string
	// Empty reports whether there is nothing to draw.
	Empty() bool
}

// Table is the numbers behind a chart.
type Table struct {
	Headers []string
	Rows    [][]string
	// Figures says of each column whether it holds numbers.
	Figures []bool
}

// Category is one step of an axis: a week, a day, a desk.
type Category struct {
	Label string // at the axis, where there is room: "S10"
	Title string // in full; Label if it is empty
}

func (c Category) full() string {
	if c.Title != "" {
		return c.Title
	}
	return c.Label
}

// Series are values by category. A value that is missing is NaN or beyond the end.
type Series struct {
	Name   string
	Values []float64
	// Ink is what it is drawn with; "" is the next of the inks of series.
	Ink Ink
	// Dashed draws a line as dashes: what is expected, not known.
	Dashed bool
	// Apart draws markers alone, not the line between them: what is of one category and
	// leads to no other.
	Apart bool
}

// What is beyond the largest value nobody counts: it is taken for a mistake and shown as
// missing. What is nearer to 0 than the least is 0: steps of an axis could not be told
// apart.
const (
	largestValue = 1e100
	leastValue   = 1e-100
)

// known returns a value and whether it can be drawn.
func known(v float64) (float64, bool) {
	switch {
	case math.IsNaN(v) || math.Abs(v) > largestValue:
		return 0, false
	case math.Abs(v) < leastValue:
		return 0, true
	default:
		return v, true
	}
}

func (s Series) at(index int) (float64, bool) {
	if index >= len(s.Values) {
		return 0, false
	}
	return known(s.Values[index])
}

// inkOf returns what a series is drawn with, from its place among the others.
func inkOf(own Ink, index int) Ink {
	if own != "" {
		return own
	}
	return seriesInks[index%len(seriesInks)]
}

// variants is how many markers and how many hatchings there are.
const variants = 4

// variant returns which marker or hatching belongs to a series. Neighbours differ, and so
// do all those of one ink, as long as there are variants.
func variant(index int) int { return (index + index/len(seriesInks)) % variants }
