package widgets

import (
	"image"
	"math"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// BarChart shows one or several series as bars by category, beside each other or, for
// series of which each is a part of the one before, one in front of the other.
type BarChart struct {
	Chart

	bars bars
}

// NewBarChart returns a chart without values.
func NewBarChart(voice *wording.Voice) *BarChart {
	c := &BarChart{}
	c.Chart = newChart(voice, &c.bars)
	c.ExtendBaseWidget(c)
	return c
}

// SetOverlaid draws each series in front of the one before, narrower.
func (c *BarChart) SetOverlaid(overlaid bool) {
	c.bars.overlaid = overlaid
	c.Refresh()
}

// LineChart shows one or several series as lines from category to category. A value
// that is missing interrupts its line.
type LineChart struct {
	Chart
}

// NewLineChart returns a chart without values.
func NewLineChart(voice *wording.Voice) *LineChart {
	c := &LineChart{}
	c.Chart = newChart(voice, lines{})
	c.ExtendBaseWidget(c)
	return c
}

type bars struct{ overlaid bool }

func (*bars) band() bool { return true }

// broadestBar is as broad as a bar becomes, at text scale 1: few categories make a
// chart with air in it, not a wall.
const broadestBar = 44

func (m *bars) paint(b *brush, c *Chart, f frame) {
	// Widths are whole pixels, the same in every category: rounding each edge by itself
	// would make equal bars look unequal.
	group := b.pixels(min(f.step()*0.78, broadestBar*theme.Size(theme.SizeTextBody)/13*float32(m.abreast(c))))
	base := b.pixel(f.y(0))
	for i := range c.series {
		ink := theme.Color(c.colorOf(i))
		from, to := m.span(i, len(c.series), group)
		for k := range c.categories {
			value, ok := c.series[i].at(k)
			if !ok || value == 0 {
				continue
			}
			left := b.pixel(f.x(k)) - group/2
			b.box(image.Rect(left+from, b.pixel(f.y(value)), left+to, base), ink)
		}
	}
}

// abreast returns how many bars stand beside each other in a category.
func (m *bars) abreast(c *Chart) int {
	if m.overlaid {
		return 1
	}
	return max(len(c.series), 1)
}

// narrowest is how narrow the last of overlaid bars is, of the width of the first.
const narrowest = 0.4

// span returns from where to where in its group the bar of a series is, in pixels.
func (m *bars) span(index, count, group int) (from, to int) {
	if m.overlaid {
		inset := 0
		if count > 1 {
			inset = int(math.Round(float64(group) * (1 - narrowest) / 2 * float64(index) / float64(count-1)))
			inset = max(inset, index) // a pixel of the bar before stays seen
		}
		return inset, max(group-inset, inset+1)
	}
	from, to = group*index/count, group*(index+1)/count
	if to-from > 4 && index < count-1 {
		to -= max((to-from)/12, 1) // a gap, once the bars are not themselves as thin as one
	}
	return from, max(to, from+1)
}

type lines struct{}

func (lines) band() bool { return false }

// sparse is how far apart values must be for each to have a dot of its own.
const sparse = 16

func (lines) paint(b *brush, c *Chart, f frame) {
	// The first series is drawn last: it is what the chart is about.
	for i := len(c.series) - 1; i >= 0; i-- {
		s, ink := c.series[i], theme.Color(c.colorOf(i))
		for _, run := range runs(s, len(c.categories)) {
			points := make([]fyne.Position, 0, len(run))
			for _, k := range run {
				value, _ := s.at(k)
				points = append(points, fyne.NewPos(f.x(k), f.y(value)))
			}
			b.line(points, 2, s.Dashed, ink)
			if len(run) == 1 || !s.Dashed && f.step() >= sparse {
				for _, p := range points {
					b.dot(p, 3, ink)
				}
			}
		}
	}
}

// runs returns the categories of a series by stretches without a missing value.
func runs(s Series, count int) [][]int {
	var all [][]int
	var run []int
	for k := range count {
		if _, ok := s.at(k); ok {
			run = append(run, k)
			continue
		}
		if len(run) > 0 {
			all = append(all, run)
		}
		run = nil
	}
	if len(run) > 0 {
		all = append(all, run)
	}
	return all
}
