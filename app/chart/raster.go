package chart

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"
)

// Bleed is how far lines and markers at the edge of a sheet may reach over it: painters
// leave that much room around.
const Bleed = 4

// Raster paints the marks of a drawing on a picture, texts excepted, in so many pixels
// a unit. Edges of rectangles stand between pixels; everything else has smooth edges.
func Raster(img *image.RGBA, d Drawing, palette Palette, scale float64) {
	b := brush{img, scale}
	for _, m := range d.Marks {
		b.paint(m, palette.ColorOf(m))
	}
}

// brush paints on a picture.
type brush struct {
	img   *image.RGBA
	scale float64
}

func (b brush) paint(m Mark, ink color.NRGBA) {
	switch m.Kind {
	case Rect:
		b.box(m.Points[0], m.Points[1], ink)
	case Area:
		b.area(m.Points, ink)
	case Line:
		b.line(m.Points, m.Width, m.Dash, ink)
	case Strokes:
		for pair := range slices.Chunk(m.Points, 2) {
			b.stroke(pair[0], pair[1], m.Width, ink)
		}
	case Disc:
		b.line([]Point{m.Points[0], m.Points[0]}, 2*m.Radius, nil, ink)
	}
}

func (b brush) pixel(at float64) int { return int(math.Round(at * b.scale)) }

// box fills a rectangle of whole pixels, at least one either way.
func (b brush) box(from, to Point, ink color.NRGBA) {
	x0, y0, x1, y1 := b.pixel(from.X), b.pixel(from.Y), b.pixel(to.X), b.pixel(to.Y)
	r := image.Rect(x0, y0, max(x1, x0+1), max(y1, y0+1))
	draw.Draw(b.img, r.Intersect(b.img.Rect), image.NewUniform(ink), image.Point{}, draw.Over)
}

// line draws a line through points with smooth edges and round ends, dashes with
// straight ones.
func (b brush) line(points []Point, width float64, dash []float64, ink color.NRGBA) {
	// A long line is covered a few segments at a time: masks as large as the picture cost
	// more than the line.
	const together = 6
	along := 0.0
	for from := 0; from < len(points)-1; from += together {
		along = b.piece(points[from:min(from+together+1, len(points))], width, dash, along, ink)
	}
}

// piece draws a part of a line and returns how long the line is at its end.
func (b brush) piece(points []Point, width float64, dash []float64, along float64, ink color.NRGBA) float64 {
	cover := image.NewAlpha(b.around(points, width/2+2/b.scale).Intersect(b.img.Rect))
	for i := 1; i < len(points); i++ {
		s := segment{
			x0: points[i-1].X * b.scale, y0: points[i-1].Y * b.scale,
			x1: points[i].X * b.scale, y1: points[i].Y * b.scale,
			half: width * b.scale / 2, along: along,
		}
		if len(dash) == 2 {
			s.dash, s.gap = dash[0]*b.scale, dash[1]*b.scale
		}
		s.cover(cover)
		along += math.Hypot(s.x1-s.x0, s.y1-s.y0)
	}
	draw.DrawMask(b.img, cover.Rect, image.NewUniform(ink), image.Point{}, cover, cover.Rect.Min, draw.Over)
	return along
}

// stroke draws a straight line with smooth edges and straight ends.
func (b brush) stroke(from, to Point, width float64, ink color.NRGBA) {
	cover := image.NewAlpha(b.around([]Point{from, to}, width/2+2/b.scale).Intersect(b.img.Rect))
	segment{
		x0: from.X * b.scale, y0: from.Y * b.scale, x1: to.X * b.scale, y1: to.Y * b.scale,
		half: width * b.scale / 2, flat: true,
	}.cover(cover)
	draw.DrawMask(b.img, cover.Rect, image.NewUniform(ink), image.Point{}, cover, cover.Rect.Min, draw.Over)
}

// around returns the pixels that points and what is so near to them can touch.
func (b brush) around(points []Point, reach float64) image.Rectangle {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range points {
		x0, y0, x1, y1 = min(x0, p.X), min(y0, p.Y), max(x1, p.X), max(y1, p.Y)
	}
	return image.Rect(
		int(math.Floor((x0-reach)*b.scale)), int(math.Floor((y0-reach)*b.scale)),
		int(math.Ceil((x1+reach)*b.scale)), int(math.Ceil((y1+reach)*b.scale)),
	)
}

// segment is a straight piece of a line, in pixels.
type segment struct {
	x0, y0, x1, y1 float64
	half           float64 // half its thickness
	along          float64 // how long the line is before it
	dash, gap      float64 // 0 if it is not dashed
	flat           bool    // it ends where it ends, not half its thickness later
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
		row := cover.Pix[(y-cover.Rect.Min.Y)*cover.Stride:]
		from, to := s.reaches(float64(y)+0.5, r.Min.X, r.Max.X)
		for x := from; x < to; x++ {
			if a := uint8(math.Round(255 * s.share(float64(x)+0.5, float64(y)+0.5))); a > row[x-cover.Rect.Min.X] {
				row[x-cover.Rect.Min.X] = a
			}
		}
	}
}

// reaches returns which pixels of a row the segment can touch: a long stroke leaves most
// of its bounds alone.
func (s segment) reaches(y float64, from, to int) (int, int) {
	dx, dy := s.x1-s.x0, s.y1-s.y0
	if math.Abs(dy) < 1e-9 {
		return from, to
	}
	slope := dx / dy
	middle := s.x0 + (y-s.y0)*slope
	side := (s.half + 1) * math.Sqrt(1+slope*slope)
	first, last := math.Floor(middle-side)-1, math.Ceil(middle+side)+1
	return int(max(float64(from), min(first, float64(to)))), int(min(float64(to), max(last, float64(from))))
}

// share returns how much of the pixel around a point the segment covers, from 0 to 1.
func (s segment) share(x, y float64) float64 {
	dx, dy := s.x1-s.x0, s.y1-s.y0
	length := math.Sqrt(dx*dx + dy*dy) // Hypot guards against overflows that pixels cannot have
	t, ends := 0.0, 1.0
	if length > 0 {
		t = ((x-s.x0)*dx + (y-s.y0)*dy) / length
		if s.flat {
			ends = min(max(min(t, length-t)+0.5, 0), 1)
		}
		t = min(max(t, 0), length)
		x, y = x-dx*t/length, y-dy*t/length
	}
	if s.dash > 0 && math.Mod(s.along+t, s.dash+s.gap) >= s.dash {
		return 0
	}
	dx, dy = x-s.x0, y-s.y0
	return ends * min(max(s.half+0.5-math.Sqrt(dx*dx+dy*dy), 0), 1)
}

// rows is how many times a row of pixels is looked at to fill an area.
const rows = 8

// area fills a polygon, its inside as the even-odd rule has it.
func (b brush) area(points []Point, ink color.NRGBA) {
	r := b.around(points, 0).Intersect(b.img.Rect)
	if r.Empty() {
		return
	}
	cover := image.NewAlpha(r)
	shares := make([]float64, r.Dx())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		clear(shares)
		for k := range rows {
			b.fillRow(points, float64(y)+(float64(k)+0.5)/rows, float64(r.Min.X), shares)
		}
		for i, share := range shares {
			cover.Pix[(y-r.Min.Y)*cover.Stride+i] = uint8(math.Round(255 * min(share/rows, 1)))
		}
	}
	draw.DrawMask(b.img, r, image.NewUniform(ink), image.Point{}, cover, r.Min, draw.Over)
}

// fillRow adds what a polygon covers of each pixel along one line.
func (b brush) fillRow(points []Point, y, left float64, shares []float64) {
	var crossings []float64
	for i, from := range points {
		to := points[(i+1)%len(points)]
		y0, y1 := from.Y*b.scale, to.Y*b.scale
		if (y0 <= y) != (y1 <= y) {
			crossings = append(crossings, (from.X+(to.X-from.X)*(y-y0)/(y1-y0))*b.scale-left)
		}
	}
	slices.Sort(crossings)
	for i := 0; i+1 < len(crossings); i += 2 {
		from, to := max(crossings[i], 0), min(crossings[i+1], float64(len(shares)))
		for x := int(from); x < len(shares) && float64(x) < to; x++ {
			shares[x] += min(to, float64(x+1)) - max(from, float64(x))
		}
	}
}
