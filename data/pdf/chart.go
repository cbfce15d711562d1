package pdf

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/jung-kurt/gofpdf"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/wording"
)

// WriteChart writes a chart on one A4 page across, its lines as lines and its texts as
// text. at is what the file's properties say it was made at.
//
// The problem: PDF-FAILED. When the context ends, nothing is written and its error is
// returned. Errors of w are returned unchanged.
func WriteChart(ctx context.Context, w io.Writer, p chart.Picture, at agenda.Moment, voice *wording.Voice) (Report, error) {
	d := newDocument(voice, p.Title, "", at)
	said, _ := printable(strings.Join(p.Describe(chart.Words{Voice: voice}), "\n"))
	d.out.SetSubject(said, true)
	d.chartPage(p)
	if err := ctx.Err(); err != nil {
		return Report{}, err
	}
	report := Report{Pages: d.out.PageCount()}
	if lost := d.takeLost(); lost != "" {
		report.Remarks = append(report.Remarks, agenda.Msg("pdf.remark.chart-characters", "Characters", lost))
	}
	return report, d.writeTo(w)
}

// The unit of a chart on paper is the point.
const (
	chartWidth  = pageHeight / millimetresPerPoint
	chartHeight = pageWidth / millimetresPerPoint
)

// chartStyle returns how a text of a chart looks.
func chartStyle(role chart.Role) typeStyle {
	switch role {
	case chart.RoleTitle:
		return typeStyle{bold: true, size: 18}
	case chart.RoleStrong:
		return typeStyle{bold: true, size: 10.5}
	case chart.RoleNote:
		return typeStyle{size: 9}
	default:
		return typeStyle{size: 10.5}
	}
}

func (d *document) chartPage(p chart.Picture) {
	d.addPageAcross()
	d.out.SetLineJoinStyle("round")
	drawn := p.Draw(chart.Sheet{
		Words: chart.Words{Voice: d.voice}, Width: chartWidth, Height: chartHeight,
		Size:    func(r chart.Role) float64 { return chartStyle(r).size },
		Measure: func(text string, r chart.Role) float64 { return d.measured(text, chartStyle(r)) },
	})
	d.marks(drawn.Marks, chartStyle)
}

// chartIn draws a chart into a rectangle of a page, with texts of this size.
func (d *document) chartIn(x, y, width, height float64, c chart.Chart, size float64) {
	const k = millimetresPerPoint
	style := func(r chart.Role) typeStyle { return typeStyle{bold: r == chart.RoleStrong, size: size} }
	d.out.SetLineJoinStyle("round")
	drawn := c.Draw(chart.Sheet{
		Words: chart.Words{Voice: d.voice}, Width: width / k, Height: height / k,
		Size:    func(chart.Role) float64 { return size },
		Measure: func(text string, r chart.Role) float64 { return d.measured(text, style(r)) },
	})
	for i := range drawn.Marks {
		moved := slices.Clone(drawn.Marks[i].Points)
		for j := range moved {
			moved[j].X, moved[j].Y = moved[j].X+x/k, moved[j].Y+y/k
		}
		drawn.Marks[i].Points = moved
	}
	d.marks(drawn.Marks, style)
}

// measured returns how wide a text is as it will be printed, in points.
func (d *document) measured(text string, style typeStyle) float64 {
	printed, _ := printable(text)
	return widthOf(printed, style) / millimetresPerPoint
}

func (d *document) marks(marks []chart.Mark, style func(chart.Role) typeStyle) {
	palette := chart.Palette(chart.Paper)
	for _, m := range marks {
		c := palette.ColorOf(m)
		d.mark(m, ink{int(c.R), int(c.G), int(c.B)}, style)
	}
}

// mark draws one mark of a chart.
func (d *document) mark(m chart.Mark, colour ink, styleOf func(chart.Role) typeStyle) {
	const k = millimetresPerPoint
	d.out.SetFillColor(colour.red, colour.green, colour.blue)
	d.out.SetDrawColor(colour.red, colour.green, colour.blue)
	d.out.SetLineWidth(m.Width * k)
	at := m.Points[0]
	switch m.Kind {
	case chart.Rect:
		d.fill(at.X*k, at.Y*k, (m.Points[1].X-at.X)*k, (m.Points[1].Y-at.Y)*k, colour)
	case chart.Area:
		corners := make([]gofpdf.PointType, len(m.Points))
		for i, p := range m.Points {
			corners[i] = gofpdf.PointType{X: p.X * k, Y: p.Y * k}
		}
		d.out.Polygon(corners, "F")
	case chart.Line:
		d.chartLine(m)
	case chart.Strokes:
		d.out.SetLineCapStyle("butt")
		for pair := range slices.Chunk(m.Points, 2) {
			d.out.Line(pair[0].X*k, pair[0].Y*k, pair[1].X*k, pair[1].Y*k)
		}
	case chart.Disc:
		d.out.Circle(at.X*k, at.Y*k, m.Radius*k, "F")
	case chart.Text:
		style := styleOf(m.Role)
		style.ink = colour
		d.text((at.X-m.Reach*float64(m.Anchor)/2)*k, at.Y*k, style, d.clean(m.Text))
	}
}

func (d *document) chartLine(m chart.Mark) {
	const k = millimetresPerPoint
	d.out.SetLineCapStyle("round")
	if len(m.Dash) == 2 {
		d.out.SetLineCapStyle("butt")
		d.out.SetDashPattern([]float64{m.Dash[0] * k, m.Dash[1] * k}, 0)
	}
	for i, p := range m.Points {
		if i == 0 {
			d.out.MoveTo(p.X*k, p.Y*k)
		} else {
			d.out.LineTo(p.X*k, p.Y*k)
		}
	}
	d.out.DrawPath("D")
	d.out.SetDashPattern(nil, 0)
}
