package chart

// Picture is a chart with what stands around it when it leaves the window.
type Picture struct {
	Title  string
	Source string // below: where the figures are from, and of which day
	Chart  Chart
	// Format writes values; nil is at most two decimals.
	Format func(float64) string
}

// FileType is what kind of file a picture becomes.
type FileType string

// The kinds of files.
const (
	FilePNG FileType = "png"
	FileSVG FileType = "svg"
	FilePDF FileType = "pdf"
)

// FileTypes returns the kinds of files in the order in which they are offered.
func FileTypes() []FileType { return []FileType{FilePNG, FileSVG, FilePDF} }

// Draw returns the marks of the picture on a sheet, whose own Format and Corner do not
// count: a margin, the title, the chart, the source.
func (c Picture) Draw(s Sheet) Drawing {
	s.Format, s.Corner = c.Format, Point{}
	p := newPen(s)
	margin := p.snap(2 * s.Size(RoleLabel))
	top, bottom := margin, margin
	if c.Title != "" {
		line := p.line(RoleTitle)
		p.write(c.Title, margin, top+line/2, s.Width-2*margin, Start, RoleTitle, Paint{Ink: InkText})
		top = p.snap(top + line + p.gap())
	}
	if c.Source != "" {
		line := p.line(RoleNote)
		p.write(c.Source, margin, s.Height-margin-line/2, s.Width-2*margin, Start, RoleNote, Paint{Ink: InkMuted})
		bottom = p.snap(bottom + line + p.gap())
	}
	inner := s
	inner.Width, inner.Height = s.Width-2*margin, s.Height-top-bottom
	if inner.Width <= 0 || inner.Height <= 0 {
		return *p.d
	}
	d, by := c.Chart.Draw(inner), Point{margin, top}
	p.d.Marks = append(p.d.Marks, moved(d.Marks, by)...)
	for _, spot := range d.Spots {
		spot.Min, spot.Max = spot.Min.plus(by), spot.Max.plus(by)
		p.d.Spots = append(p.d.Spots, spot)
	}
	p.d.Plot = [2]Point{d.Plot[0].plus(by), d.Plot[1].plus(by)}
	return *p.d
}

// Describe says in one text what the picture shows: its title, what the chart says of
// itself, the source.
func (c Picture) Describe(w Words) []string {
	w.Format = c.Format
	var said []string
	for _, sentence := range append(append([]string{c.Title}, c.Chart.Describe(w)...), c.Source) {
		if sentence != "" {
			said = append(said, sentence)
		}
	}
	return said
}
