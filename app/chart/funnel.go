package chart

import "math"

// Stage is a step that fewer reach than the one before.
type Stage struct {
	Name  string
	Value float64
	Note  string // beside the figure: what was lost there, and why
}

// Funnel shows how many reach each of the stages of something, and which part of those
// of the stage before.
type Funnel struct {
	Axis   string // what the stages are; "" is "Étape"
	Name   string // of the values
	Stages []Stage
	Ink    Ink
}

var _ Chart = Funnel{}

func (c Funnel) value(i int) (float64, bool) {
	v, ok := known(c.Stages[i].Value)
	return v, ok && v >= 0
}

func (c Funnel) most() (most float64, any bool) {
	for i := range c.Stages {
		if v, ok := c.value(i); ok {
			most, any = max(most, v), true
		}
	}
	return most, any
}

// Empty reports whether there is no value.
func (c Funnel) Empty() bool { _, any := c.most(); return !any }

// shares returns which part of the stage before and of the first one a stage is; ""
// where that cannot be said.
func (c Funnel) shares(w Words, i int) (before, first string) {
	v, ok := c.value(i)
	if !ok || i == 0 {
		return "", ""
	}
	of := func(k int) string {
		if base, ok := c.value(k); ok && base > 0 {
			return w.Voice.Percent(v / base)
		}
		return ""
	}
	return of(i - 1), of(0)
}

// Draw returns the marks of the chart.
func (c Funnel) Draw(s Sheet) Drawing {
	p := newPen(s)
	most, any := c.most()
	if !any {
		return *p.d
	}
	top := p.Corner.Y
	high := (p.Height - top) / float64(len(c.Stages))
	names, figures := make([]string, len(c.Stages)), make([]string, len(c.Stages))
	notes := 0.0
	for i, stage := range c.Stages {
		names[i] = stage.Name
		if v, ok := c.value(i); ok {
			figures[i] = p.number(v)
		}
		notes = max(notes, p.Measure(c.note(p.Words, i), RoleLabel))
	}
	left := p.up(min(p.widest(names, RoleLabel)+p.gap(), p.Width*0.38))
	figure := math.Ceil(p.widest(figures, RoleStrong))
	right := min(figure+p.gap()+notes+p.gap(), p.Width*0.4)
	wide := p.Width - left - right - p.gap()
	if wide < 8 || high < 3 {
		return *p.d
	}
	f := funnelPlot{
		pen: p, middle: left + wide/2, wide: wide, most: most, top: top, high: high,
		figureEnd: left + wide + p.gap() + figure, left: left,
	}
	p.d.Plot = [2]Point{{left, top}, {left + wide, p.Height}}
	for i := range c.Stages {
		c.connect(f, i)
	}
	for i := range c.Stages {
		c.drawStage(f, i, figures[i])
	}
	return *p.d
}

type funnelPlot struct {
	*pen
	middle, wide, most float64
	left, figureEnd    float64
	top, high          float64
}

// bar returns the corners of the bar of a stage.
func (f funnelPlot) bar(i int, v float64) (x0, y0, x1, y1 float64) {
	half := 0.0
	if f.most > 0 {
		half = v / f.most * f.wide / 2
	}
	y := f.top + float64(i)*f.high
	return f.middle - half, f.snap(y + f.high*0.16), f.middle + half, f.snap(y + f.high*0.84)
}

// connect draws how the bar of the stage before narrows to that of a stage.
func (c Funnel) connect(f funnelPlot, i int) {
	if i == 0 {
		return
	}
	above, ok := c.value(i - 1)
	below, known := c.value(i)
	if !ok || !known {
		return
	}
	a0, _, a1, y0 := f.bar(i-1, above)
	b0, y1, b1, _ := f.bar(i, below)
	if a1 > a0 || b1 > b0 {
		f.add(Mark{Kind: Area, Points: []Point{{a0, y0}, {a1, y0}, {b1, y1}, {b0, y1}}, Paint: Paint{Ink: inkOf(c.Ink, 0), Share: 0.18}})
	}
}

// note is what stands beside the figure of a stage.
func (c Funnel) note(w Words, i int) string {
	before, _ := c.shares(w, i)
	switch note := c.Stages[i].Note; {
	case before == "":
		return note
	case note == "":
		return before
	default:
		return before + " · " + note
	}
}

func (c Funnel) drawStage(f funnelPlot, i int, figure string) {
	stage := c.Stages[i]
	y := f.top + (float64(i)+0.5)*f.high
	if f.high >= f.line(RoleLabel) {
		f.write(stage.Name, f.left-f.gap(), y, f.left-f.gap(), End, RoleLabel, Paint{Ink: InkText})
	}
	spot := Spot{Min: Point{0, f.top + float64(i)*f.high}, Max: Point{f.Width, f.top + float64(i+1)*f.high}, Index: i, Row: i, Light: LightGround, Title: stage.Name}
	if v, ok := c.value(i); ok {
		x0, y0, x1, y1 := f.bar(i, v)
		f.box(x0, y0, x1, y1, Paint{Ink: inkOf(c.Ink, 0)})
		if f.high >= f.line(RoleLabel) {
			f.write(figure, f.figureEnd, y, f.Width, End, RoleStrong, Paint{Ink: InkText})
			f.write(c.note(f.Words, i), f.figureEnd+f.gap(), y, f.Width-f.figureEnd-f.gap(), Start, RoleLabel, Paint{Ink: InkMuted})
		}
		spot.Values = c.said(f.pen, i, figure)
	}
	f.d.Spots = append(f.d.Spots, spot)
}

func (c Funnel) said(p *pen, i int, figure string) []Value {
	values := []Value{{Name: c.Name, Text: figure, Sample: p.boxSample(inkOf(c.Ink, 0), 0)}}
	before, first := c.shares(p.Words, i)
	if before != "" {
		values = append(values, Value{Name: p.Voice.Text("chart.column.share-before"), Text: before})
	}
	if first != "" && i > 1 {
		values = append(values, Value{Name: p.Voice.Text("chart.column.share-first"), Text: first})
	}
	return values
}

// Table returns a row for each stage.
func (c Funnel) Table(w Words) Table {
	axis := c.Axis
	if axis == "" {
		axis = w.Voice.Text("chart.column.stage")
	}
	name := c.Name
	if name == "" {
		name = w.Voice.Text("chart.column.value")
	}
	t := Table{
		Headers: []string{axis, name, w.Voice.Text("chart.column.share-before"), w.Voice.Text("chart.column.share-first")},
		Figures: []bool{false, true, true, true},
	}
	for i, stage := range c.Stages {
		before, first := c.shares(w, i)
		v, ok := c.value(i)
		t.Rows = append(t.Rows, []string{stage.Name, w.cell(v, ok), before, first})
	}
	return t
}

// Describe says what the chart shows.
func (c Funnel) Describe(w Words) []string {
	if c.Empty() {
		return []string{w.Voice.Text("chart.describe.empty")}
	}
	said := []string{w.Voice.Text("chart.describe.funnel", "Count", len(c.Stages))}
	for i, stage := range c.Stages {
		v, ok := c.value(i)
		if !ok {
			continue
		}
		before, _ := c.shares(w, i)
		if before == "" {
			said = append(said, w.Voice.Text("chart.describe.stage", "Name", stage.Name, "Value", w.number(v)))
			continue
		}
		said = append(said, w.Voice.Text("chart.describe.stage-share", "Name", stage.Name, "Value", w.number(v), "Share", before))
	}
	return said
}
