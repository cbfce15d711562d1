package chart

// SampleWidth is how wide what a legend shows beside a name is, with the room after it.
const SampleWidth = 20

// entry is a name of the legend with how what it names is drawn, around the height 0
// from the left edge 0.
type entry struct {
	name   string
	sample []Mark
}

func (p *pen) boxSample(ink Ink, index int) []Mark {
	sample := newPen(p.Sheet)
	sample.Pixel = 0
	sample.filled(0, -6, 13, 6, ink, index)
	return sample.d.Marks
}

func shareSample(paint Paint) []Mark {
	return []Mark{
		{Kind: Rect, Points: []Point{{0, -6}, {13, 6}}, Paint: Paint{Ink: InkAxis}},
		{Kind: Rect, Points: []Point{{1, -5}, {12, 5}}, Paint: paint},
	}
}

func lineSample(ink Ink, index int, dashed bool) []Mark {
	paint := Paint{Ink: ink}
	if dashed {
		return []Mark{{Kind: Strokes, Points: []Point{{0, 0}, {6, 0}, {9, 0}, {15, 0}}, Width: 2, Paint: paint}}
	}
	return []Mark{
		{Kind: Strokes, Points: []Point{{0, 0}, {15, 0}}, Width: 2, Paint: paint},
		marker(Point{7.5, 0}, 3, variant(index), paint),
	}
}

// seriesSample is how a legend shows a series of [Lines].
func seriesSample(s Series, index int) []Mark {
	ink := inkOf(s.Ink, index)
	if s.Apart {
		return []Mark{marker(Point{7.5, 0}, 3, variant(index), Paint{Ink: ink})}
	}
	return lineSample(ink, index, s.Dashed)
}

// legend draws the names in as many rows as it takes, at most half the height, and
// returns how high that is; the corner stays free. Names alone need a legend, not
// one series without a name.
func (p *pen) legend(entries []entry) float64 {
	row := p.line(RoleLabel) + 3
	x, y, drawn := 0.0, max((p.Corner.Y-row)/2, 0), false
	for _, e := range entries {
		if e.name == "" {
			continue
		}
		room := func() float64 {
			if y < p.Corner.Y {
				return p.Width - p.Corner.X
			}
			return p.Width
		}
		sample := 0.0
		if len(e.sample) > 0 {
			sample = SampleWidth
		}
		width := sample + p.Measure(e.name, RoleLabel)
		if x > 0 && x+width > room() {
			x, y = 0, y+row
		}
		if y+row > p.Height/2 || room() < 2*SampleWidth {
			break
		}
		width = min(width, room()-x)
		for _, m := range moved(e.sample, Point{x, y + row/2}) {
			p.add(m)
		}
		p.write(e.name, x+sample, y+row/2, width-sample+0.01, Start, RoleLabel, Paint{Ink: InkMuted})
		x += width + 2*p.gap()
		drawn = true
	}
	if !drawn {
		return p.Corner.Y
	}
	return max(y+row, p.Corner.Y) + p.gap()/2
}
