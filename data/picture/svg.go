package picture

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"image/color"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"creneaux/app/chart"
	"creneaux/app/wording"
)

// WriteSVG writes a chart as a drawing: shapes as shapes and text as text, with a title
// and a description for who cannot see it. The typeface is named, not embedded; those
// that offices have beside it are as wide.
//
// When the context ends, nothing is written and its error is returned. Errors of w are
// returned unchanged.
func WriteSVG(ctx context.Context, w io.Writer, p chart.Picture, voice *wording.Voice) error {
	d := lay(p, voice)
	said := p.Describe(chart.Words{Voice: voice})
	title := p.Title
	if title == "" && len(said) > 0 {
		title = said[0]
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-labelledby="title desc" xml:lang="%s" font-family="'Liberation Sans', Arial, Helvetica, sans-serif">
<title id="title">%s</title>
<desc id="desc">%s</desc>
<rect width="%d" height="%d" fill="%s"/>
`, width, height, width, height, voice.Language(), escaped(title), escaped(strings.Join(said, "\n")),
		width, height, hex(chart.Paper(chart.InkSurface)))
	palette := chart.Palette(chart.Paper)
	for _, m := range d.Marks {
		writeMark(&b, m, hex(palette.ColorOf(m)))
	}
	b.WriteString("</svg>\n")
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := b.WriteTo(w)
	return err
}

func writeMark(b *bytes.Buffer, m chart.Mark, ink string) {
	at := m.Points[0]
	switch m.Kind {
	case chart.Rect:
		to := m.Points[1]
		fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="%s" fill="%s" shape-rendering="crispEdges"/>`,
			number(at.X), number(at.Y), number(to.X-at.X), number(to.Y-at.Y), ink)
	case chart.Area:
		fmt.Fprintf(b, `<polygon points="%s" fill="%s"/>`, points(m.Points), ink)
	case chart.Line:
		ends := `stroke-linecap="round"`
		if len(m.Dash) == 2 {
			ends = fmt.Sprintf(`stroke-dasharray="%s %s"`, number(m.Dash[0]), number(m.Dash[1]))
		}
		fmt.Fprintf(b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="%s" stroke-linejoin="round" %s/>`,
			points(m.Points), ink, number(m.Width), ends)
	case chart.Strokes:
		var path strings.Builder
		for pair := range slices.Chunk(m.Points, 2) {
			fmt.Fprintf(&path, "M%s %sL%s %s", number(pair[0].X), number(pair[0].Y), number(pair[1].X), number(pair[1].Y))
		}
		fmt.Fprintf(b, `<path d="%s" fill="none" stroke="%s" stroke-width="%s"/>`, path.String(), ink, number(m.Width))
	case chart.Disc:
		fmt.Fprintf(b, `<circle cx="%s" cy="%s" r="%s" fill="%s"/>`, number(at.X), number(at.Y), number(m.Radius), ink)
	case chart.Text:
		weight := ""
		if bold(m.Role) {
			weight = ` font-weight="bold"`
		}
		anchor := [...]string{chart.Start: "start", chart.Middle: "middle", chart.End: "end"}[m.Anchor]
		fmt.Fprintf(b, `<text x="%s" y="%s" font-size="%s"%s text-anchor="%s" fill="%s">%s</text>`,
			number(at.X), number(at.Y), number(sizeOf(m.Role)), weight, anchor, ink, escaped(m.Text))
	}
	b.WriteByte('\n')
}

func points(all []chart.Point) string {
	texts := make([]string, len(all))
	for i, p := range all {
		texts[i] = number(p.X) + "," + number(p.Y)
	}
	return strings.Join(texts, " ")
}

// number writes a length to a hundredth, as short as it can be.
func number(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100+0, 'f', -1, 64)
}

func hex(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// escaped returns a text as XML may hold it; what it may not hold at all is replaced.
func escaped(text string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		return "" // a buffer does not fail
	}
	return b.String()
}
