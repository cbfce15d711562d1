package chart

import "math"

// plot is where values stand on a sheet and what its axes count.
type plot struct {
	x, y, w, h float64
	ticks      []float64
	count      int // categories
}

func (f plot) bottom() float64 { return f.ticks[0] }
func (f plot) top() float64    { return f.ticks[len(f.ticks)-1] }

// at returns the height of a value.
func (f plot) at(value float64) float64 {
	return f.y + f.h*((f.top()-value)/(f.top()-f.bottom()))
}

// step is how wide a category is, middle where the middle of one is.
func (f plot) step() float64            { return f.w / float64(max(f.count, 1)) }
func (f plot) middle(index int) float64 { return f.x + (float64(index)+0.5)*f.step() }

// extent is the smallest and largest value there is, 0 among them: a chart whose axis
// begins elsewhere exaggerates.
type extent struct {
	least, most  float64
	whole, known bool
}

func newExtent() extent { return extent{whole: true} }

func (e *extent) take(v float64) {
	e.least, e.most, e.known = min(e.least, v), max(e.most, v), true
	e.whole = e.whole && v == math.Trunc(v)
}

// reach makes room for a target, which need not be a whole number for the axis to be
// one of whole numbers.
func (e *extent) reach(v float64) { e.least, e.most = min(e.least, v), max(e.most, v) }

func extentOf(series []Series, count int) extent {
	e := newExtent()
	for _, s := range series {
		for i := range count {
			if v, ok := s.at(i); ok {
				e.take(v)
			}
		}
	}
	return e
}

// axes draws the legend, the grid and the labels, and returns where the values go. It
// is false where there is no room for any.
func (p *pen) axes(categories []Category, e extent, entries []entry) (plot, bool) {
	line := p.line(RoleLabel)
	top := p.snap(p.legend(entries) + line/2 + 1)
	below := line + p.gap()/2
	f := plot{y: top, h: p.snap(p.Height - top - below), count: len(categories)}
	if f.h < 8 {
		return f, false
	}
	f.ticks = roundTicks(e.least, e.most, max(int(f.h/(2.6*line)), 1), e.whole)
	labels := make([]string, len(f.ticks))
	for i, tick := range f.ticks {
		labels[i] = p.number(tick)
	}
	f.x = p.up(p.widest(labels, RoleLabel) + p.gap())
	if f.x > p.Width/2 {
		f.x = 0 // the values are more than what they are measured by
	}
	f.w = p.Width - f.x - 4
	widest := widestLabel(p, categories)
	if len(categories) > namesAtMost {
		// The last label may be broader than its category.
		f.w -= max((widest-f.w/float64(len(categories)))/2-3, 0)
	}
	if f.w < 8 {
		return f, false
	}
	p.grid(f, labels)
	p.labelsBelow(f, categories, widest)
	p.d.Plot = [2]Point{{f.x, f.y}, {f.x + f.w, f.y + f.h}}
	return f, true
}

func widestLabel(p *pen, categories []Category) (widest float64) {
	for _, c := range categories {
		widest = max(widest, p.Measure(c.Label, RoleLabel))
	}
	return widest
}

func (p *pen) grid(f plot, labels []string) {
	hair := p.hair()
	between := f.h / float64(max(len(f.ticks)-1, 1))
	every := thinned(p.line(RoleLabel), between, len(labels))
	for i, tick := range f.ticks {
		ink := InkGrid
		if tick == 0 {
			ink = InkAxis
		}
		y := min(p.snap(f.at(tick)-hair/2), p.Height-hair)
		p.box(f.x, y, f.x+f.w, y+hair, Paint{Ink: ink})
		if i%every == 0 && f.x > 0 {
			p.write(labels[i], f.x-p.gap(), f.at(tick), f.x, End, RoleLabel, Paint{Ink: InkMuted})
		}
	}
}

func (p *pen) labelsBelow(f plot, categories []Category, widest float64) {
	every := labelEvery(widest+p.gap(), f.step(), len(categories))
	for i := 0; i < len(categories); i += every {
		room := f.step()*float64(every) - 4
		if len(categories) > namesAtMost {
			room = min(room, 2*f.middle(i), 2*(p.Width-f.middle(i)))
			if p.Measure(categories[i].Label, RoleLabel) > room && widest <= f.step()*float64(every) {
				continue // at the edge; a reader counts on from the one before
			}
		}
		p.write(categories[i].Label, f.middle(i), f.y+f.h+p.gap()/2+p.line(RoleLabel)/2, room, Middle, RoleLabel, Paint{Ink: InkMuted})
	}
}

// spots makes each category something to point at.
func (p *pen) spots(f plot, categories []Category, light Light, values func(index int) []Value) {
	for i, c := range categories {
		x := f.x + float64(i)*f.step()
		p.d.Spots = append(p.d.Spots, Spot{
			Min: Point{x, f.y}, Max: Point{x + f.step(), f.y + f.h}, Index: i, Column: i, Light: light,
			Title: c.full(), Values: values(i),
		})
	}
}
