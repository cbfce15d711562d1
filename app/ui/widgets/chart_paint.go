package widgets

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"fyne.io/fyne/v2"
)

// bleed is how far the picture reaches beyond the plot on each side, in
// density-independent pixels: lines and dots at its edge are seen whole.
const bleed = 4

// brush paints on a picture of a plot. Positions are density-independent pixels from
// the plot's corner; sizes in pixels are named so.
type brush struct {
	img   *image.RGBA
	scale float64 // pixels for a density-independent one
}

// newBrush returns a brush for a picture of w by h pixels around a plot of a size.
func newBrush(w, h int, plot fyne.Size) *brush {
	return &brush{
		img:   image.NewRGBA(image.Rect(0, 0, w, h)),
		scale: float64(w) / float64(plot.Width+2*bleed),
	}
}

// pixel returns the pixel edge that is nearest to a position.
func (b *brush) pixel(at float32) int { return int(math.Round(b.exact(at))) }

// exact returns a position in pixels of the picture.
func (b *brush) exact(at float32) float64 { return float64(at+bleed) * b.scale }

// pixels returns how many whole pixels a length is.
func (b *brush) pixels(length float32) int { return int(math.Round(float64(length) * b.scale)) }

// hairline is how thick a line of the grid is: one unit, and never less than a pixel.
func (b *brush) hairline() int { return max(b.pixels(1), 1) }

// box fills a rectangle of pixels.
func (b *brush) box(r image.Rectangle, ink color.Color) {
	draw.Draw(b.img, r.Intersect(b.img.Rect), image.NewUniform(ink), image.Point{}, draw.Over)
}

// across draws a hairline from edge to edge of the plot.
func (b *brush) across(y float32, ink color.Color) {
	top, margin := b.pixel(y)-b.hairline()/2, b.pixel(0)
	b.box(image.Rect(margin, top, b.img.Rect.Max.X-margin, top+b.hairline()), ink)
}

// The lengths of a dash and of the gap after it.
const (
	dashLength = 6
	dashGap    = 4
)

// line draws a line through points with smooth edges.
func (b *brush) line(points []fyne.Position, thick float32, dashed bool, ink color.Color) {
	cover := image.NewAlpha(b.around(points, thick).Intersect(b.img.Rect))
	along := 0.0
	for i := 1; i < len(points); i++ {
		s := segment{
			x0: b.exact(points[i-1].X), y0: b.exact(points[i-1].Y),
			x1: b.exact(points[i].X), y1: b.exact(points[i].Y),
			half: float64(thick) * b.scale / 2, along: along,
		}
		if dashed {
			s.dash, s.gap = dashLength*b.scale, dashGap*b.scale
		}
		s.cover(cover)
		along += math.Hypot(s.x1-s.x0, s.y1-s.y0)
	}
	draw.DrawMask(b.img, cover.Rect, image.NewUniform(ink), image.Point{}, cover, cover.Rect.Min, draw.Over)
}

// around returns the pixels that a line through points can touch.
func (b *brush) around(points []fyne.Position, thick float32) image.Rectangle {
	var r image.Rectangle
	reach := int(math.Ceil(float64(thick)*b.scale)) + 2
	for _, p := range points {
		x, y := b.pixel(p.X), b.pixel(p.Y)
		r = r.Union(image.Rect(x-reach, y-reach, x+reach, y+reach))
	}
	return r
}

// dot fills a disc with a smooth edge.
func (b *brush) dot(at fyne.Position, radius float32, ink color.Color) {
	b.line([]fyne.Position{at, at}, 2*radius, false, ink)
}

// segment is a straight piece of a line, in pixels.
type segment struct {
	x0, y0, x1, y1 float64
	half           float64 // half its thickness
	along          float64 // how long the line is before it
	dash, gap      float64 // 0 if it is not dashed
}

// cover marks how much of each pixel the segment takes, where that is more than what
// stands there already: overlapping ends do not add up.
func (s segment) cover(cover *image.Alpha) {
	reach := s.half + 1
	r := image.Rect(
		int(math.Floor(min(s.x0, s.x1)-reach)), int(math.Floor(min(s.y0, s.y1)-reach)),
		int(math.Ceil(max(s.x0, s.x1)+reach)), int(math.Ceil(max(s.y0, s.y1)+reach)),
	).Intersect(cover.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			share := s.share(float64(x)+0.5, float64(y)+0.5)
			if a := uint8(math.Round(255 * share)); a > cover.AlphaAt(x, y).A {
				cover.SetAlpha(x, y, color.Alpha{A: a})
			}
		}
	}
}

// share returns how much of the pixel around a point the segment covers, from 0 to 1.
func (s segment) share(x, y float64) float64 {
	dx, dy := s.x1-s.x0, s.y1-s.y0
	length := math.Sqrt(dx*dx + dy*dy) // Hypot guards against overflows that pixels cannot have
	t := 0.0
	if length > 0 {
		t = min(max(((x-s.x0)*dx+(y-s.y0)*dy)/length, 0), length)
		x, y = x-dx*t/length, y-dy*t/length
	}
	if s.dash > 0 && math.Mod(s.along+t, s.dash+s.gap) >= s.dash {
		return 0
	}
	dx, dy = x-s.x0, y-s.y0
	return min(max(s.half+0.5-math.Sqrt(dx*dx+dy*dy), 0), 1)
}
