package chart

import (
	"math"
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// pen puts marks on a drawing.
type pen struct {
	Sheet
	d *Drawing
}

func newPen(s Sheet) *pen {
	return &pen{Sheet: s, d: &Drawing{Width: s.Width, Height: s.Height}}
}

func (p *pen) add(m Mark) { p.d.Marks = append(p.d.Marks, m) }

// snap returns the nearest edge between pixels.
func (p *pen) snap(v float64) float64 {
	if p.Pixel <= 0 {
		return v
	}
	return math.Round(v/p.Pixel) * p.Pixel
}

// up returns the first edge between pixels that is not before a place.
func (p *pen) up(v float64) float64 {
	if p.Pixel <= 0 {
		return v
	}
	return math.Ceil(v/p.Pixel-1e-6) * p.Pixel
}

// hair is how thick the lines of a grid are: one unit, and never less than a pixel.
func (p *pen) hair() float64 { return max(p.snap(1), p.Pixel) }

// line is the height of a line of text.
func (p *pen) line(role Role) float64 { return math.Ceil(p.Size(role) * 1.25) }

// gap is the distance between things that belong together.
func (p *pen) gap() float64 { return p.Size(RoleLabel) * 0.7 }

// box fills a rectangle; one without area is left out.
func (p *pen) box(x0, y0, x1, y1 float64, paint Paint) {
	if x1 > x0 && y1 > y0 {
		p.add(Mark{Kind: Rect, Points: []Point{{x0, y0}, {x1, y1}}, Paint: paint})
	}
}

// capShare is how high a capital is, of the size of its letters.
const capShare = 0.72

// write sets a text with its capitals around a height, in at most so much room. A text
// of which nothing is left is left out.
func (p *pen) write(text string, x, middle, room float64, anchor Anchor, role Role, paint Paint) {
	p.writeOn(text, x, middle, room, anchor, role, paint, Paint{})
}

func (p *pen) writeOn(text string, x, middle, room float64, anchor Anchor, role Role, paint, ground Paint) {
	size := p.Size(role)
	text = p.elide(text, room, role)
	if strings.TrimSpace(text) == "" || middle-size*0.6 < -0.01 || middle+size*0.6 > p.Height+0.01 {
		return
	}
	width := p.Measure(text, role)
	left := x - width*float64(anchor)/2
	if left < -0.01 || left+width > p.Width+0.01 {
		return
	}
	p.add(Mark{
		Kind: Text, Points: []Point{{x, middle + size*capShare/2}}, Text: text, Role: role, Anchor: anchor,
		Paint: paint, Ground: ground, Reach: width,
	})
}

// elide cuts a text that is wider than a room and ends it with an ellipsis; less than
// a letter and the ellipsis is nothing.
func (p *pen) elide(text string, room float64, role Role) string {
	text = oneLine(text)
	if text == "" || p.Measure(text, role) <= room {
		return text
	}
	runes := []rune(text)
	kept := sort.Search(len(runes), func(n int) bool {
		return p.Measure(string(runes[:n+1])+"…", role) > room
	})
	for kept > 0 && unicode.Is(unicode.M, runes[kept]) {
		kept--
	}
	if kept == 0 {
		return ""
	}
	return strings.TrimRight(string(runes[:kept]), " ") + "…"
}

// oneLine returns a text as painters take it: letters and their accents composed, lines
// behind each other. The spaces that do not break a line stay what they are.
func oneLine(text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0x2028 || r == 0x2029 }), " ")
}

func (p *pen) widest(texts []string, role Role) (widest float64) {
	for _, text := range texts {
		widest = max(widest, p.Measure(text, role))
	}
	return widest
}

// hatch draws the strokes of a hatching on a rectangle: that is how bars of series differ
// beside their ink. The first variant has none.
func (p *pen) hatch(x0, y0, x1, y1 float64, kind int, paint Paint) {
	const apart, width = 7.0, 1.2
	var points []Point
	stroke := func(a, b Point) {
		if a != b {
			points = append(points, a, b)
		}
	}
	switch kind {
	case 1, 3: // rising; 3 is crossed
		// The strokes lie on one raster in the whole drawing, so that parts of one series
		// beside each other look the same.
		for c := math.Ceil((x0+y0)/apart) * apart; c < x1+y1; c += apart {
			stroke(Point{max(x0, c-y1), c - max(x0, c-y1)}, Point{min(x1, c-y0), c - min(x1, c-y0)})
		}
		if kind == 3 {
			for c := math.Ceil((x0-y1)/apart) * apart; c < x1-y0; c += apart {
				stroke(Point{max(x0, c+y0), max(x0, c+y0) - c}, Point{min(x1, c+y1), min(x1, c+y1) - c})
			}
		}
	case 2: // level
		for y := (math.Floor(y0/apart) + 1) * apart; y < y1-width/2; y += apart {
			if y > y0+width/2 {
				stroke(Point{x0, y}, Point{x1, y})
			}
		}
	}
	if len(points) > 0 {
		p.add(Mark{Kind: Strokes, Points: points, Width: width, Paint: paint})
	}
}

// filled draws a bar with the hatching of its series, which narrow ones have no room
// for.
func (p *pen) filled(x0, y0, x1, y1 float64, ink Ink, index int) {
	p.box(x0, y0, x1, y1, Paint{Ink: ink})
	if x1-x0 >= 4 && y1-y0 >= 4 {
		p.hatch(x0, y0, x1, y1, variant(index), Paint{Ink: InkSurface})
	}
}

// marker returns the sign of a series on a line, around a point.
func marker(at Point, radius float64, kind int, paint Paint) Mark {
	m := Mark{Kind: Area, Paint: paint}
	corner := func(dx, dy float64) { m.Points = append(m.Points, Point{at.X + dx*radius, at.Y + dy*radius}) }
	switch kind {
	case 1: // square
		return Mark{Kind: Rect, Points: []Point{{at.X - 0.9*radius, at.Y - 0.9*radius}, {at.X + 0.9*radius, at.Y + 0.9*radius}}, Paint: paint}
	case 2: // triangle
		corner(0, -1.25)
		corner(1.15, 0.85)
		corner(-1.15, 0.85)
	case 3: // diamond
		corner(0, -1.3)
		corner(1.3, 0)
		corner(0, 1.3)
		corner(-1.3, 0)
	default:
		return Mark{Kind: Disc, Points: []Point{at}, Radius: radius, Paint: paint}
	}
	return m
}

// moved returns marks at another place.
func moved(marks []Mark, by Point) []Mark {
	all := make([]Mark, len(marks))
	for i, m := range marks {
		points := make([]Point, len(m.Points))
		for k, at := range m.Points {
			points[k] = at.plus(by)
		}
		m.Points = points
		all[i] = m
	}
	return all
}

// Moved returns the drawing's marks at another place on the same sheet.
func (d Drawing) Moved(x, y float64) Drawing {
	d.Marks = moved(d.Marks, Point{x, y})
	return d
}
