package picture

import (
	"context"
	"image"
	"image/draw"
	"image/png"
	"io"

	"golang.org/x/image/font"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/wording"
)

// WritePNG writes a chart as a picture of 2400 by 1350 pixels.
//
// The problem: PICTURE-FAILED. When the context ends, nothing is written and its error
// is returned. Errors of w are returned unchanged.
func WritePNG(ctx context.Context, w io.Writer, p chart.Picture, voice *wording.Voice) error {
	img, err := paint(lay(p, voice), scale)
	if err != nil {
		return agenda.NewProblem("PICTURE-FAILED").Because(err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return png.Encode(w, img)
}

// paint paints a drawing with its texts, at so many pixels a unit.
func paint(d chart.Drawing, scale float64) (*image.RGBA, error) {
	palette := chart.Palette(chart.Paper)
	img := image.NewRGBA(image.Rect(0, 0, int(width*scale), int(height*scale)))
	draw.Draw(img, img.Rect, image.NewUniform(palette(chart.InkSurface)), image.Point{}, draw.Src)
	chart.Raster(img, d, palette, scale)
	b := brush{img: img, sized: map[string]font.Face{}}
	for _, m := range d.Marks {
		if m.Kind != chart.Text {
			continue
		}
		left := m.Points[0].X - m.Reach*float64(m.Anchor)/2
		if err := b.write(m.Text, left*scale, m.Points[0].Y*scale, sizeOf(m.Role)*scale, bold(m.Role), palette.ColorOf(m)); err != nil {
			return nil, err
		}
	}
	return img, nil
}
