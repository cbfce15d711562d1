package chart

import (
	"cmp"
	"math"
	"slices"

	"creneaux/app/agenda"
)

// Day is a column of a timetable.
type Day struct {
	Label, Title string
	Closed       string // why nothing happens on the day; "" where it is open
}

// Block is something that takes time on a day.
type Block struct {
	Day      int // index of its column
	From, To agenda.Clock
	Title    string // in bold in the block, if there is room; "" is its time
	Sign     string // before the title: what its series means, for who sees no colours
	Text     string // under the title
	// More stands under the text. A block with it is high enough for all three where that
	// hides no other.
	More   string
	Struck bool // the title is struck through: it does not hold any more
	// Series chooses ink and pattern of its edge, 0 the first.
	Series int
	Faint  bool // over, or not certain
}

// Span is a stretch of a day that the timetable shows as open.
type Span struct {
	Day      int
	From, To agenda.Clock
}

// Timetable shows the blocks of some days by the hour; what overlaps stands side by
// side.
type Timetable struct {
	Days     []Day
	From, To agenda.Clock // what is shown at least; blocks outside widen it
	Open     []Span
	Blocks   []Block
	Kinds    []string // names of the series, for the legend; "" has no place there
}

var _ Chart = Timetable{}

// Empty reports whether there is no day to show.
func (c Timetable) Empty() bool { return len(c.Days) == 0 }

const dayMinutes = 24 * 60

// valid returns the blocks that stand on a day of the table, in order of time, with
// their place in the model.
func (c Timetable) valid() []int {
	var all []int
	for i, b := range c.Blocks {
		if b.Day >= 0 && b.Day < len(c.Days) && b.From >= 0 && b.From <= dayMinutes {
			all = append(all, i)
		}
	}
	slices.SortStableFunc(all, func(a, b int) int {
		x, y := c.Blocks[a], c.Blocks[b]
		return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.From, y.From), cmp.Compare(y.To, x.To))
	})
	return all
}

// hours returns the whole hours from which to which the table reaches.
func (c Timetable) hours() (first, last int) {
	from, to := c.From, c.To
	if to <= from {
		from, to = 8*60, 18*60
	}
	for _, i := range c.valid() {
		from, to = min(from, c.Blocks[i].From), max(to, c.Blocks[i].To, c.Blocks[i].From+1)
	}
	from, to = max(from, 0), min(to, dayMinutes)
	first, last = int(from)/60, (int(to)+59)/60
	return first, max(last, first+1)
}

// placed is a block with its place among those that it overlaps.
type placed struct {
	block         int
	y0, y1        float64
	lane, abreast int
}

// lanes puts blocks of one day that overlap side by side: each in the first lane that
// is free, and all that are tied by overlaps equally broad.
func lanes(blocks []placed) []placed {
	var ends []float64 // of the lanes of the present group
	begin, groupEnd := 0, math.Inf(-1)
	finish := func(end int) {
		for i := begin; i < end; i++ {
			blocks[i].abreast = len(ends)
		}
	}
	for i := range blocks {
		b := &blocks[i]
		if b.y0 >= groupEnd {
			finish(i)
			begin, ends, groupEnd = i, nil, math.Inf(-1)
		}
		lane := slices.IndexFunc(ends, func(end float64) bool { return end <= b.y0 })
		if lane < 0 {
			lane = len(ends)
			ends = append(ends, 0)
		}
		ends[lane], b.lane = b.y1, lane
		groupEnd = max(groupEnd, b.y1)
	}
	finish(len(blocks))
	return blocks
}

// Draw returns the marks of the chart.
func (c Timetable) Draw(s Sheet) Drawing {
	p := newPen(s)
	if c.Empty() {
		return *p.d
	}
	var entries []entry
	for i, name := range c.Kinds {
		if name != "" {
			entries = append(entries, entry{name, p.boxSample(inkOf("", i), i)})
		}
	}
	line := p.line(RoleLabel)
	head := p.legend(entries)
	top := p.snap(head + line + p.gap()/2)
	first, last := c.hours()
	labels := make([]string, last-first+1)
	for i := range labels {
		labels[i] = p.Voice.Clock(agenda.Clock(60 * (first + i)))
	}
	left := p.up(p.widest(labels, RoleLabel) + p.gap())
	f := plot{x: left, y: top, w: p.Width - left - p.hair(), h: p.snap(p.Height - top - line/2 - 1), count: len(c.Days)}
	if f.w < 4*float64(len(c.Days)) || f.h < 8 {
		return *p.d
	}
	p.d.Plot = [2]Point{{f.x, f.y}, {f.x + f.w, f.y + f.h}}
	t := timetablePlot{pen: p, plot: f, first: first, last: last}
	c.drawGround(t, labels)
	for i, day := range c.Days {
		p.write(day.Label, f.middle(i), head+line/2, f.step()-4, Middle, RoleStrong, Paint{Ink: InkText})
	}
	c.drawBlocks(t)
	return *p.d
}

type timetablePlot struct {
	*pen
	plot
	first, last int
}

// clock returns the height of a time.
func (t timetablePlot) clock(at agenda.Clock) float64 {
	share := (float64(at)/60 - float64(t.first)) / float64(t.last-t.first)
	return t.y + t.plot.h*min(max(share, 0), 1)
}

func (t timetablePlot) column(day int) (x0, x1 float64) {
	return t.snap(t.x + float64(day)*t.step()), t.snap(t.x + float64(day+1)*t.step())
}

func (c Timetable) drawGround(t timetablePlot, labels []string) {
	hair := t.hair()
	if len(c.Open) > 0 {
		// What is not open is shaded, as in any diary.
		t.box(t.x, t.y, t.x+t.w, t.y+t.plot.h, Paint{Ink: InkGrid, Share: 0.55})
	}
	for _, open := range c.Open {
		if open.Day >= 0 && open.Day < len(c.Days) {
			x0, x1 := t.column(open.Day)
			t.box(x0, t.clock(open.From), x1, t.clock(open.To), Paint{Ink: InkSurface})
		}
	}
	for day, d := range c.Days {
		if d.Closed != "" {
			x0, x1 := t.column(day)
			t.box(x0, t.y, x1, t.y+t.plot.h, Paint{Ink: InkGrid})
			t.hatch(x0, t.y, x1, t.y+t.plot.h, 1, Paint{Ink: InkSurface})
		}
	}
	every := thinned(t.line(RoleLabel)+2, t.plot.h/float64(len(labels)-1), len(labels))
	for i, label := range labels {
		y := t.clock(agenda.Clock(60 * (t.first + i)))
		t.box(t.x, t.snap(y), t.x+t.w, t.snap(y)+hair, Paint{Ink: InkGrid})
		if i%every == 0 {
			t.write(label, t.x-t.gap(), y, t.x, End, RoleLabel, Paint{Ink: InkMuted})
		}
	}
	for day := range len(c.Days) + 1 {
		x := t.snap(t.x + float64(day)*t.step())
		t.box(x, t.y, x+hair, t.y+t.plot.h+hair, Paint{Ink: InkGrid})
	}
	for day, d := range c.Days {
		if d.Closed != "" && !c.busy(day) {
			x0, x1 := t.column(day)
			line := t.line(RoleLabel)
			text := t.elide(d.Closed, x1-x0-8, RoleLabel)
			half := t.Measure(text, RoleLabel)/2 + 3
			middle, y := (x0+x1)/2, t.y+line
			if text != "" && t.plot.h > 2*line {
				t.box(max(middle-half, x0), y-line/2, min(middle+half, x1), y+line/2, Paint{Ink: InkSurface})
				t.write(text, middle, y, x1-x0-8, Middle, RoleLabel, Paint{Ink: InkMuted})
			}
		}
	}
}

// busy reports whether a day has blocks: they leave no room for why it is closed, which
// its description tells.
func (c Timetable) busy(day int) bool {
	return slices.ContainsFunc(c.valid(), func(i int) bool { return c.Blocks[i].Day == day })
}

// shortest is how high a block is at least, in lines: even a moment must be seen and
// read.
const shortest = 1.15

// lines is how high a block is at least, in lines, where there is room for so many more
// than its title.
func (b Block) lines(more float64) float64 {
	if b.More == "" {
		return shortest
	}
	return shortest + 1.1*more
}

// placedOn returns the blocks of a day: as high as what stands in them, as long as they
// do not have to share the width for that.
func (c Timetable) placedOn(t timetablePlot, day int) []placed {
	var blocks []placed
	for more := 2.0; more >= 0; more-- {
		blocks = lanes(c.blocksOn(t, day, more))
		if !slices.ContainsFunc(blocks, func(b placed) bool { return b.abreast > 1 }) {
			break
		}
	}
	return blocks
}

func (c Timetable) blocksOn(t timetablePlot, day int, more float64) (blocks []placed) {
	bottom := t.y + t.plot.h
	for _, i := range c.valid() {
		b := c.Blocks[i]
		if b.Day != day {
			continue
		}
		least := min(b.lines(more)*t.line(RoleLabel), t.plot.h)
		y0 := min(t.clock(b.From), bottom-least)
		blocks = append(blocks, placed{block: i, y0: y0, y1: max(t.clock(b.To), y0+least)})
	}
	slices.SortStableFunc(blocks, func(a, b placed) int { return cmp.Compare(a.y0, b.y0) })
	return blocks
}

func (c Timetable) drawBlocks(t timetablePlot) {
	for day := range c.Days {
		x0, x1 := t.column(day)
		x0, x1 = x0+t.hair()+1, x1-2
		for row, b := range c.placedOn(t, day) {
			wide := (x1 - x0) / float64(b.abreast)
			left := t.snap(x0 + float64(b.lane)*wide)
			c.drawBlock(t, b, row, left, max(t.snap(x0+float64(b.lane+1)*wide)-t.hair(), left))
		}
	}
}

func (c Timetable) drawBlock(t timetablePlot, at placed, row int, x0, x1 float64) {
	b := c.Blocks[at.block]
	y0, y1 := t.snap(at.y0), t.snap(at.y1)-t.hair()
	ink := inkOf("", max(b.Series, 0))
	ground := Paint{Ink: ink, Share: 0.2}
	if b.Faint {
		ground.Share = 0.08
	}
	edge := min(t.snap(4), (x1-x0)/3)
	t.box(x0, y0, x1, y1, ground)
	t.box(x0, y0, x0+edge, y1, Paint{Ink: ink})
	if x1-x0 > 8 {
		t.hatch(x0, y0, x0+edge, y1, variant(max(b.Series, 0)), Paint{Ink: InkSurface})
	}
	c.writeBlock(t, b, Point{x0 + edge + 3, y0}, Point{x1 - 2, y1}, ground)
	t.d.Spots = append(t.d.Spots, c.spot(t, at.block, row, Point{x0, y0}, Point{x1, y1}))
}

// writeBlock writes what there is to say of a block into its room, as far as that goes.
func (c Timetable) writeBlock(t timetablePlot, b Block, from, to Point, ground Paint) {
	line, title, text := t.line(RoleLabel), c.heading(t.Words, b), Paint{Ink: InkOver}
	left, room, high := from.X, to.X-from.X, to.Y-from.Y
	if high < line-1 {
		return
	}
	first := min(from.Y+line/2+1, (from.Y+to.Y)/2)
	t.writeOn(title, left, first, room, Start, RoleStrong, text, ground)
	if b.Struck {
		t.box(left, t.snap(first), left+min(t.Measure(title, RoleStrong), room), t.snap(first)+t.hair(), Paint{Ink: InkText})
	}
	switch {
	case b.Text == "":
	case high >= 2*line+2:
		t.writeOn(b.Text, left, first+line, room, Start, RoleLabel, text, ground)
		if b.More != "" && high >= 3*line {
			t.writeOn(b.More, left, first+2*line, room, Start, RoleLabel, text, ground)
		}
	case t.Measure(title, RoleStrong)+t.gap()+t.Measure(b.Text, RoleLabel) <= room:
		t.writeOn(b.Text, to.X-1, first, room, End, RoleLabel, text, ground)
	}
}

// heading is what stands in bold in a block.
func (c Timetable) heading(w Words, b Block) string {
	title := b.Title
	if title == "" {
		title = c.time(w, b)
	}
	if b.Sign != "" {
		title = b.Sign + "\u00a0" + title
	}
	return title
}

func (c Timetable) spot(t timetablePlot, block, row int, from, to Point) Spot {
	b := c.Blocks[block]
	spot := Spot{Min: from, Max: to, Index: block, Row: row, Column: b.Day, Title: b.Title}
	when := Value{Name: c.Days[b.Day].full(), Text: c.time(t.Words, b)}
	if spot.Title == "" {
		spot.Title = when.Name
		when.Name = t.Voice.Text("chart.column.time")
	}
	spot.Values = append(spot.Values, when)
	if kind := c.kind(b); b.Text != "" || kind != "" {
		spot.Values = append(spot.Values, Value{Name: kind, Text: b.said(), Sample: t.boxSample(inkOf("", max(b.Series, 0)), max(b.Series, 0))})
	}
	return spot
}

// said is what stands under the title of a block.
func (b Block) said() string {
	if b.More == "" {
		return b.Text
	}
	return b.Text + ", " + b.More
}

// kind is what the series of a block is called.
func (c Timetable) kind(b Block) string {
	if b.Series >= 0 && b.Series < len(c.Kinds) {
		return c.Kinds[b.Series]
	}
	return ""
}

func (d Day) full() string {
	if d.Title != "" {
		return d.Title
	}
	return d.Label
}

func (c Timetable) time(w Words, b Block) string {
	if b.To <= b.From {
		return w.Voice.Clock(b.From)
	}
	return w.Voice.Clock(b.From) + "\u2009–\u2009" + w.Voice.Clock(b.To)
}

// Table returns a row for each block, in order of time, without columns in which nothing
// would stand.
func (c Timetable) Table(w Words) Table {
	var t Table
	column := func(header string, cell func(Block) string) {
		cells, any := make([]string, 0, len(c.Blocks)), false
		for _, i := range c.valid() {
			cells = append(cells, cell(c.Blocks[i]))
			any = any || cells[len(cells)-1] != ""
		}
		if !any && len(t.Headers) > 1 {
			return
		}
		if t.Rows == nil {
			t.Rows = make([][]string, len(cells))
		}
		t.Headers, t.Figures = append(t.Headers, header), append(t.Figures, false)
		for i, text := range cells {
			t.Rows[i] = append(t.Rows[i], text)
		}
	}
	column(w.Voice.Text("chart.column.day"), func(b Block) string { return c.Days[b.Day].full() })
	column(w.Voice.Text("chart.column.time"), func(b Block) string { return c.time(w, b) })
	column(w.Voice.Text("chart.column.kind"), c.kind)
	column(w.Voice.Text("chart.column.title"), func(b Block) string { return b.Title })
	column(w.Voice.Text("chart.column.text"), Block.said)
	return t
}

// Describe says what the chart shows.
func (c Timetable) Describe(w Words) []string {
	if c.Empty() {
		return []string{w.Voice.Text("chart.describe.empty")}
	}
	said := []string{w.Voice.Text("chart.describe.timetable", "Count", len(c.valid()),
		"First", c.Days[0].full(), "Last", c.Days[len(c.Days)-1].full())}
	for _, d := range c.Days {
		if d.Closed != "" {
			said = append(said, w.Voice.Text("chart.describe.named", "Name", d.full(), "Said", d.Closed))
		}
	}
	return said
}
