package chart

import "creneaux/app/agenda"

// Roster shows when some places are open on some days: a row for each place, a column
// for each day, and in each cell the hours from left to right. How high the parts of a
// stretch are says how much of the place each takes.
type Roster struct {
	Axis     string // what the rows are: "Guichet"
	Rows     []Category
	Days     []Day
	From, To agenda.Clock // what is shown at least; stretches outside widen it
	Natures  []Nature     // what parts of stretches are for
	Cells    [][]Shift    // by row and day
}

// Nature is what something is, in a legend.
type Nature struct {
	Name string
	Ink  Ink // "" is the next of the inks of series
}

// Shift is a place on a day.
type Shift struct {
	Stretches []Stretch
	// Text stands under the stretches, Note under it: what is not as usual, after a sign.
	Text, Sign, Note string
	Values           []Value // what is said when it is pointed at
	Chosen           bool    // framed: it is the one that is spoken of beside the chart
}

// Stretch is a part of a day: how much of the place is for each nature.
type Stretch struct {
	From, To agenda.Clock
	Parts    []int // by nature
}

var _ Chart = Roster{}

// Empty reports whether there is no place or no day to show.
func (c Roster) Empty() bool { return len(c.Days) == 0 || len(c.Rows) == 0 }

func (c Roster) at(row, day int) Shift {
	if row >= len(c.Cells) || day >= len(c.Cells[row]) {
		return Shift{}
	}
	return c.Cells[row][day]
}

// valid reports whether a stretch can be drawn.
func (s Stretch) valid() bool { return 0 <= s.From && s.From < s.To && s.To <= dayMinutes }

func (s Stretch) sum() (sum int) {
	for _, n := range s.Parts {
		sum += max(n, 0)
	}
	return sum
}

// hours returns the first and the last time that is shown.
func (c Roster) hours() (from, to float64) {
	first, last := c.From, c.To
	if last <= first || first < 0 || last > dayMinutes {
		first, last = 8*60, 18*60
	}
	for _, row := range c.Cells {
		for _, cell := range row {
			for _, s := range cell.Stretches {
				if s.valid() {
					first, last = min(first, s.From), max(last, s.To)
				}
			}
		}
	}
	return float64(first), float64(last)
}

// most returns how much a row has at most at once.
func (c Roster) most(row int) int {
	most := 1
	for day := range c.Days {
		for _, s := range c.at(row, day).Stretches {
			most = max(most, s.sum())
		}
	}
	return most
}

type rosterPlot struct {
	*pen
	plot
	high float64 // of a row
}

// Draw returns the marks of the chart.
func (c Roster) Draw(s Sheet) Drawing {
	p := newPen(s)
	if c.Empty() {
		return *p.d
	}
	var entries []entry
	for i, n := range c.Natures {
		entries = append(entries, entry{n.Name, p.boxSample(inkOf(n.Ink, i), i)})
	}
	line := p.line(RoleLabel)
	head := p.legend(entries)
	headings := line
	for _, d := range c.Days {
		if d.Closed != "" {
			headings = 2 * line
		}
	}
	names := make([]string, len(c.Rows))
	for i, row := range c.Rows {
		names[i] = row.Label
	}
	left := p.up(min(p.widest(names, RoleStrong)+2*p.gap(), p.Width*0.25))
	top := p.snap(head + headings + p.gap()/2)
	room := p.Height - top - p.hair()
	// Rows higher than what stands in them would only part what belongs together.
	high := p.snap(min(room/float64(len(c.Rows)), 6*line))
	f := plot{x: left, y: top, w: p.Width - left - p.hair(), h: high * float64(len(c.Rows)), count: len(c.Days)}
	if f.w < 8*float64(len(c.Days)) || high < 6 {
		return *p.d
	}
	p.d.Plot = [2]Point{{f.x, f.y}, {f.x + f.w, f.y + f.h}}
	r := rosterPlot{p, f, high}
	c.drawHead(r, head)
	for row := range c.Rows {
		y0 := p.snap(f.y + float64(row)*high)
		p.box(0, y0, f.x+f.w, y0+p.hair(), Paint{Ink: InkGrid})
		if high >= p.Size(RoleStrong)*0.9 {
			p.write(names[row], 0, y0+min(high/2, line), f.x-p.gap(), Start, RoleStrong, Paint{Ink: InkText})
		}
		for day := range c.Days {
			c.drawCell(r, row, day, y0+p.hair(), p.snap(f.y+float64(row+1)*high))
		}
	}
	p.box(0, f.y+f.h, f.x+f.w, f.y+f.h+p.hair(), Paint{Ink: InkGrid})
	return *p.d
}

func (r rosterPlot) column(day int) (x0, x1 float64) {
	return r.snap(r.x + float64(day)*r.step()), r.snap(r.x + float64(day+1)*r.step())
}

// drawHead names the days; one on which nothing happens is shaded.
func (c Roster) drawHead(r rosterPlot, top float64) {
	line := r.line(RoleLabel)
	for day, d := range c.Days {
		x0, x1 := r.column(day)
		if d.Closed != "" {
			r.box(x0, r.y, x1, r.y+r.plot.h, Paint{Ink: InkGrid, Share: 0.55})
			r.write(d.Closed, r.middle(day), top+1.5*line, x1-x0-6, Middle, RoleLabel, Paint{Ink: InkMuted})
		}
		r.write(d.Label, r.middle(day), top+line/2, x1-x0-6, Middle, RoleStrong, Paint{Ink: InkText})
		r.box(x0, r.y, x0+r.hair(), r.y+r.plot.h, Paint{Ink: InkGrid})
	}
	x := r.snap(r.x + r.w)
	r.box(x-r.hair(), r.y, x, r.y+r.plot.h, Paint{Ink: InkGrid})
}

func (c Roster) drawCell(r rosterPlot, row, day int, y0, y1 float64) {
	cell := c.at(row, day)
	x0, x1 := r.column(day)
	r.d.Spots = append(r.d.Spots, Spot{
		Min: Point{x0, y0}, Max: Point{x1, y1}, Index: row*len(c.Days) + day, Row: row, Column: day,
		Title: c.Rows[row].full() + ", " + c.Days[day].full(), Values: cell.Values,
	})
	if cell.Chosen {
		r.frame(x0, y0-r.hair(), x1+r.hair(), y1+r.hair(), Paint{Ink: InkTarget})
	}
	line, inner := r.line(RoleLabel), 4.0
	left, right := x0+inner, x1-inner
	y, bottom := y0+inner, y1-2
	if len(cell.Stretches) > 0 {
		band := min(max(1.5*line, bottom-y-3*line), 2.5*line, bottom-y-2)
		if bottom-y < band+line && bottom-y >= line+8 {
			band = bottom - y - line // the words need their line
		}
		c.drawStretches(r, cell, c.most(row), left, right, r.snap(y), r.snap(y+band))
		y += band + 1
	}
	note := Signed(cell.Sign, cell.Note)
	lines := []string{cell.Text, note}
	if note != "" && bottom-y < 2*line {
		lines = []string{note}
	}
	for _, text := range lines {
		if text == "" || y+line > bottom+1 {
			continue
		}
		ink := InkText
		if text == note {
			ink = InkMuted
		}
		r.write(text, left, y+line/2, right-left, Start, RoleLabel, Paint{Ink: ink})
		y += line
	}
}

// drawStretches draws the parts of each stretch above each other.
func (c Roster) drawStretches(r rosterPlot, cell Shift, most int, left, right, y0, y1 float64) {
	from, to := c.hours()
	at := func(clock agenda.Clock) float64 { return r.snap(left + (right-left)*(float64(clock)-from)/(to-from)) }
	r.box(left, y1-r.hair(), right, y1, Paint{Ink: InkGrid})
	for _, s := range cell.Stretches {
		if !s.valid() {
			continue
		}
		x0, x1 := at(s.From), max(at(s.To)-r.hair(), at(s.From))
		below := 0
		for i, n := range s.Parts {
			if n <= 0 {
				continue
			}
			share := func(n int) float64 { return r.snap(y1 - (y1-y0)*float64(n)/float64(most)) }
			ink := Ink(InkSeries1)
			if i < len(c.Natures) {
				ink = c.Natures[i].Ink
			}
			ink = inkOf(ink, i)
			bottom, top := share(below), share(below+n)
			r.filled(x0, top, x1, bottom, ink, i)
			count := r.Voice.Number(n)
			if variant(i) == 0 && bottom-top >= 0.9*r.Size(RoleLabel) && x1-x0 >= r.Measure(count, RoleStrong)+4 {
				r.writeOn(count, (x0+x1)/2, (top+bottom)/2, x1-x0, Middle, RoleStrong, Paint{Ink: InkOver}, Paint{Ink: ink})
			}
			below += n
		}
	}
}

// Signed puts a sign before a text, if there are both.
func Signed(sign, text string) string {
	if sign == "" || text == "" {
		return text
	}
	return sign + "\u00a0" + text
}

// Table returns a row for each place and a column for each day.
func (c Roster) Table(w Words) Table {
	t := Table{Headers: []string{w.header(c.Axis)}, Figures: []bool{false}}
	for _, d := range c.Days {
		t.Headers, t.Figures = append(t.Headers, d.full()), append(t.Figures, false)
	}
	for r, row := range c.Rows {
		cells := []string{row.full()}
		for day := range c.Days {
			cell := c.at(r, day)
			text := cell.Text
			if note := Signed(cell.Sign, cell.Note); note != "" {
				if text != "" {
					text += "\u2002"
				}
				text += note
			}
			cells = append(cells, text)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// Describe says what the chart shows.
func (c Roster) Describe(w Words) []string {
	if c.Empty() {
		return []string{w.Voice.Text("chart.describe.empty")}
	}
	said := []string{w.Voice.Text("chart.describe.roster", "Rows", len(c.Rows), "First", c.Days[0].full(), "Last", c.Days[len(c.Days)-1].full())}
	for _, d := range c.Days {
		if d.Closed != "" {
			said = append(said, w.Voice.Text("chart.describe.named", "Name", d.full(), "Said", d.Closed))
		}
	}
	return said
}
