package chart

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"creneaux/app/agenda"
)

// Wall is a year as the calendar on a wall shows it: a column for each month, a line for
// each day, and narrow bands beside the days for what lasts.
type Wall struct {
	Year    int
	Today   agenda.Date // framed; zero is none
	Natures []Nature    // of the marks
	Marks   map[agenda.Date][]WallMark
	Bands   []Band
}

// WallMark is something about a day. Of several the first is written, the others are
// told.
type WallMark struct {
	Nature int    // index
	Sign   string // what its nature means, for who sees no colours
	Text   string
}

// Band is what lasts for some days: the holidays of a school zone.
type Band struct {
	Name  string // "Zone A"
	Spans []BandSpan
}

// BandSpan is a time of a band.
type BandSpan struct {
	agenda.Period
	Name string
}

var _ Chart = Wall{}

// Empty reports whether there is no year to show.
func (c Wall) Empty() bool { return c.Year < 1 || c.Year > 9999 }

const (
	monthsInYear = 12
	mostDays     = 31
)

func daysIn(year, month int) int { return agenda.NewDate(year, time.Month(month+1), 0).Day }

// nature returns the ink of a mark and its place among the natures.
func (c Wall) nature(m WallMark) (Ink, int) {
	if m.Nature < 0 || m.Nature >= len(c.Natures) {
		return InkAxis, 0
	}
	return inkOf(c.Natures[m.Nature].Ink, m.Nature), m.Nature
}

func (c Wall) natureName(m WallMark) string {
	if m.Nature < 0 || m.Nature >= len(c.Natures) {
		return ""
	}
	return c.Natures[m.Nature].Name
}

// bandInk is after those of the natures, so that nothing looks alike.
func (c Wall) bandInk(i int) (Ink, int) { return inkOf("", len(c.Natures)+i), len(c.Natures) + i }

type wallPlot struct {
	*pen
	plot
	high   float64 // of a day
	letter float64 // where the number of a day begins …
	text   float64 // … and what is written after it
	strip  float64 // how wide a band is
}

// Draw returns the marks of the chart.
func (c Wall) Draw(s Sheet) Drawing {
	p := newPen(s)
	if c.Empty() {
		return *p.d
	}
	var entries []entry
	for i, n := range c.Natures {
		entries = append(entries, entry{n.Name, p.boxSample(inkOf(n.Ink, i), i)})
	}
	for i, b := range c.Bands {
		ink, place := c.bandInk(i)
		entries = append(entries, entry{b.Name, p.boxSample(ink, place)})
	}
	line := p.line(RoleLabel)
	head := p.legend(entries)
	top := p.snap(head + line + 2)
	f := plot{y: top, w: p.Width - p.hair(), h: p.Height - top - p.hair(), count: monthsInYear}
	w := wallPlot{pen: p, plot: f, high: f.h / mostDays, strip: p.snap(6)}
	if f.w < 12*monthsInYear || w.high < 4 {
		return *p.d
	}
	p.d.Plot = [2]Point{{f.x, f.y}, {f.x + f.w, f.y + f.h}}
	w.letter = p.Measure("M", RoleLabel) + 3
	w.text = w.letter + p.Measure("31", RoleLabel) + 4
	for month := range monthsInYear {
		p.write(p.Voice.Month(month+1), f.middle(month), head+line/2, f.step()-4, Middle, RoleStrong, Paint{Ink: InkText})
		for day := range daysIn(c.Year, month+1) {
			c.drawDay(w, agenda.NewDate(c.Year, time.Month(month+1), day+1))
		}
	}
	return *p.d
}

// corners returns where a day stands.
func (w wallPlot) corners(d agenda.Date) (x0, y0, x1, y1 float64) {
	month, day := float64(d.Month-1), float64(d.Day-1)
	return w.snap(w.x + month*w.step()), w.snap(w.y + day*w.high), w.snap(w.x+(month+1)*w.step()) - w.snap(3), w.snap(w.y + (day+1)*w.high)
}

func (c Wall) drawDay(w wallPlot, d agenda.Date) {
	x0, y0, x1, y1 := w.corners(d)
	marks, weekend := c.Marks[d], d.Weekday().ISO() > 5
	ground := Paint{Ink: InkSurface}
	if weekend {
		ground = Paint{Ink: InkGrid, Share: 0.6}
	}
	if len(marks) > 0 {
		ink, _ := c.nature(marks[0])
		ground = Paint{Ink: ink, Share: 0.2}
	}
	w.box(x0, y0, x1, y1, ground)
	w.box(x0, y1-w.hair(), x1, y1, Paint{Ink: InkGrid})
	right := c.drawBands(w, d, x1, y0, y1)
	middle := (y0 + y1) / 2
	if y1-y0 >= w.Size(RoleLabel)*0.9 && right-x0 >= w.text {
		ink := InkText
		if weekend && len(marks) == 0 {
			ink = InkMuted
		}
		initial := strings.ToUpper(w.Voice.WeekdayShort(d.Weekday())[:1])
		over := Paint{Ink: InkOver}
		if len(marks) == 0 {
			over = Paint{Ink: ink}
		}
		w.writeOn(initial, x0+6, middle, w.letter, Start, RoleLabel, over, ground)
		w.writeOn(strconv.Itoa(d.Day), x0+w.text, middle, w.text, End, RoleLabel, over, ground)
		switch room := right - x0 - w.text - 3; {
		case len(marks) > 0:
			w.writeOn(w.fitting(marks[0], room), x0+w.text+5, middle, room-2, Start, RoleLabel, over, ground)
		case d.Weekday() == agenda.Monday:
			w.write(strconv.Itoa(d.Week().Number), right-2, middle, room, End, RoleLabel, Paint{Ink: InkMuted})
		}
	}
	if len(marks) > 0 {
		ink, place := c.nature(marks[0])
		edge := w.snap(4)
		w.box(x0, y0, x0+edge, y1-w.hair(), Paint{Ink: ink})
		w.hatch(x0, y0, x0+edge, y1-w.hair(), variant(place), Paint{Ink: InkSurface})
	}
	if d == c.Today {
		w.frame(x0, y0, x1, y1-w.hair(), Paint{Ink: InkTarget})
	}
	w.d.Spots = append(w.d.Spots, c.spot(w, d, Point{x0, y0}, Point{x1, y1}))
}

// fitting returns what is written about a mark: where the sign leaves no room for the
// words, the edge of the day has to tell what it is.
func (w wallPlot) fitting(m WallMark, room float64) string {
	if signed := Signed(m.Sign, m.Text); m.Text == "" || w.Measure(signed, RoleLabel) <= room {
		return signed
	}
	return m.Text
}

func (p *pen) frame(x0, y0, x1, y1 float64, paint Paint) {
	thick := 2 * p.hair()
	p.box(x0, y0, x1, y0+thick, paint)
	p.box(x0, y1-thick, x1, y1, paint)
	p.box(x0, y0, x0+thick, y1, paint)
	p.box(x1-thick, y0, x1, y1, paint)
}

// drawBands draws what lasts at the right of a day, and returns where that begins.
func (c Wall) drawBands(w wallPlot, d agenda.Date, x1, y0, y1 float64) (begins float64) {
	left, begins := x1-float64(len(c.Bands))*w.strip, x1
	if left < x1-(x1-w.x)/2 {
		return x1
	}
	for i, b := range c.Bands {
		if b.on(d) == "" {
			continue
		}
		ink, place := c.bandInk(i)
		x := left + float64(i)*w.strip
		begins = min(begins, x)
		w.box(x+w.hair(), y0, x+w.strip, y1, Paint{Ink: ink})
		w.hatch(x+w.hair(), y0, x+w.strip, y1, variant(place), Paint{Ink: InkSurface})
	}
	return begins
}

// on returns what a band is called on a day, "" where it is not.
func (b Band) on(d agenda.Date) string {
	for _, s := range b.Spans {
		if s.Holds(d) {
			if s.Name == "" {
				return b.Name
			}
			return s.Name
		}
	}
	return ""
}

func (c Wall) spot(w wallPlot, d agenda.Date, from, to Point) Spot {
	spot := Spot{
		Min: from, Max: to, Index: d.DaysSince(agenda.NewDate(c.Year, 1, 1)), Row: d.Day - 1, Column: int(d.Month) - 1,
		Title: w.Voice.Date(d) + " · " + w.Voice.Text("chart.wall.week", "Number", d.Week().Number),
	}
	for _, m := range c.Marks[d] {
		ink, place := c.nature(m)
		spot.Values = append(spot.Values, Value{Name: c.natureName(m), Text: m.Text, Sample: w.boxSample(ink, place)})
	}
	for i, b := range c.Bands {
		if name := b.on(d); name != "" {
			ink, place := c.bandInk(i)
			spot.Values = append(spot.Values, Value{Name: b.Name, Text: name, Sample: w.boxSample(ink, place)})
		}
	}
	return spot
}

// days returns the days of the year with marks, in their order.
func (c Wall) days() []agenda.Date {
	var days []agenda.Date
	for d, marks := range c.Marks {
		if d.Year == c.Year && len(marks) > 0 {
			days = append(days, d)
		}
	}
	slices.SortFunc(days, agenda.Date.Compare)
	return days
}

// Table returns a row for each mark by date, then one for each span of the bands.
func (c Wall) Table(w Words) Table {
	t := Table{
		Headers: []string{w.Voice.Text("chart.column.day"), w.Voice.Text("chart.column.kind"), w.Voice.Text("chart.column.title")},
		Figures: []bool{false, false, false},
	}
	for _, d := range c.days() {
		for _, m := range c.Marks[d] {
			t.Rows = append(t.Rows, []string{w.Voice.Date(d), c.natureName(m), Signed(m.Sign, m.Text)})
		}
	}
	for _, b := range c.Bands {
		for _, s := range b.Spans {
			t.Rows = append(t.Rows, []string{w.Voice.Date(s.From) + " – " + w.Voice.Date(s.To), b.Name, s.Name})
		}
	}
	return t
}

// Describe says what the chart shows.
func (c Wall) Describe(w Words) []string {
	if c.Empty() {
		return []string{w.Voice.Text("chart.describe.empty")}
	}
	said := []string{w.Voice.Text("chart.describe.wall", "Year", strconv.Itoa(c.Year), "Count", len(c.days()))}
	for _, d := range c.days() {
		var texts []string
		for _, m := range c.Marks[d] {
			texts = append(texts, m.Text)
		}
		said = append(said, w.Voice.Text("chart.describe.named", "Name", w.Voice.Date(d), "Said", strings.Join(texts, ", ")))
	}
	return said
}
