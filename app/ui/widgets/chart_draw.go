package widgets

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"creneaux/app/chart"
	"creneaux/app/ui/theme"
)

// chartDrawing are the objects that a [Chart] is seen by: the picture of the marks, the
// texts on it, and what follows the pointer above it.
type chartDrawing struct {
	chart *Chart
	drawn chart.Drawing

	whole *fyne.Container
	ring  *canvas.Rectangle
	lit   *canvas.Rectangle // behind what is pointed at
	plot  *canvas.Raster
	texts *fyne.Container
	frame *canvas.Rectangle // around what is pointed at, or the line through it
	empty *canvas.Text
	table *Button
	tip   *fyne.Container
}

func newChartDrawing(c *Chart) *chartDrawing {
	d := &chartDrawing{
		chart: c, ring: canvas.NewRectangle(color.Transparent), lit: canvas.NewRectangle(nil),
		texts: container.NewWithoutLayout(), frame: canvas.NewRectangle(color.Transparent),
		empty: canvas.NewText("", nil), tip: container.NewWithoutLayout(),
	}
	d.plot = canvas.NewRaster(func(w, h int) image.Image {
		return rasterOf(d.drawn, w, h)
	})
	d.table = NewButton(Flat, "", theme.IconTable(), c.ShowTable)
	d.table.SetTip(c.voice.Text("widgets.chart.table"))
	d.whole = container.NewWithoutLayout(d.lit, d.plot, d.texts, d.frame, d.empty, d.ring, d.table, d.tip)
	return d
}

// rasterOf paints the marks of a drawing, with room around for what reaches over it.
func rasterOf(d chart.Drawing, w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	scale := float64(w) / (d.Width + 2*chart.Bleed)
	if scale > 0 && !math.IsInf(scale, 0) {
		chart.Raster(img, d.Moved(chart.Bleed, chart.Bleed), themePalette, scale)
	}
	return img
}

// themePalette gives the inks of charts the colours of the theme.
func themePalette(ink chart.Ink) color.NRGBA {
	if ink == chart.InkGrid {
		// A hint of the axis: the theme's borders are as strong as data in high contrast.
		return chart.Palette(themePalette).Color(chart.Paint{Ink: chart.InkAxis, Share: 0.3})
	}
	return color.NRGBAModel.Convert(theme.Color(inkNames[ink])).(color.NRGBA)
}

var inkNames = map[chart.Ink]fyne.ThemeColorName{
	chart.InkSurface: theme.ColorSurface, chart.InkText: fynetheme.ColorNameForeground, chart.InkMuted: theme.ColorMuted,
	chart.InkAxis: theme.ColorControl, chart.InkTarget: theme.ColorTarget,
	chart.InkSeries1: theme.ColorSeries1, chart.InkSeries2: theme.ColorSeries2, chart.InkSeries3: theme.ColorSeries3,
	chart.InkSeries4: theme.ColorSeries4, chart.InkSeries5: theme.ColorSeries5, chart.InkSeries6: theme.ColorSeries6,
}

// textOf returns the look of a role of texts in charts.
func textOf(role chart.Role) (size float32, style fyne.TextStyle) {
	switch role {
	case chart.RoleStrong:
		return theme.Size(theme.SizeTextCaption), fyne.TextStyle{Bold: true}
	case chart.RoleTitle:
		return theme.Size(theme.SizeTextHeading), fyne.TextStyle{Bold: true}
	default:
		return theme.Size(theme.SizeTextCaption), fyne.TextStyle{}
	}
}

// sheet is what the chart is drawn on, at a size on the screen.
func (d *chartDrawing) sheet(size fyne.Size) chart.Sheet {
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(d.whole); c != nil && c.Scale() > 0 {
		scale = c.Scale()
	}
	corner := d.corner()
	return chart.Sheet{
		Words: d.chart.words(), Width: float64(size.Width), Height: float64(size.Height), Pixel: 1 / float64(scale),
		Size: func(r chart.Role) float64 {
			s, _ := textOf(r)
			return float64(s)
		},
		Measure: func(text string, r chart.Role) float64 {
			s, style := textOf(r)
			return float64(textWidth(text, s, style))
		},
		Corner: chart.Point{X: float64(corner.Width), Y: float64(corner.Height)},
	}
}

// corner is how large the button of the table is.
func (d *chartDrawing) corner() fyne.Size {
	side := d.table.MinSize().Height
	return fyne.NewSize(side+4, side)
}

func (d *chartDrawing) layOut(size fyne.Size) {
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	place(d.whole, 0, 0, size.Width, size.Height)
	c := d.chart
	empty := c.model.Empty()
	d.plot.Hidden, d.texts.Hidden, d.empty.Hidden, d.table.Hidden = empty, empty, !empty, empty
	d.drawRing(size)
	d.drawn = chart.Drawing{}
	if empty {
		d.drawEmpty(size)
	} else {
		d.drawn = c.model.Draw(d.sheet(size))
		place(d.plot, -chart.Bleed, -chart.Bleed, size.Width+2*chart.Bleed, size.Height+2*chart.Bleed)
		corner := d.corner()
		place(d.table, size.Width-corner.Height, 0, corner.Height, corner.Height)
		d.writeTexts()
	}
	d.drawPointed()
}

// writeTexts puts the texts of the drawing where they are on it, as texts of the screen.
func (d *chartDrawing) writeTexts() {
	d.texts.Objects = d.texts.Objects[:0]
	palette := chart.Palette(themePalette)
	for _, m := range d.drawn.Marks {
		if m.Kind != chart.Text {
			continue
		}
		size, style := textOf(m.Role)
		t := canvas.NewText(m.Text, palette.ColorOf(m))
		t.TextSize, t.TextStyle = size, style
		box, base := fyne.CurrentApp().Driver().RenderedTextSize(m.Text, size, style, nil)
		left := float32(m.Points[0].X) - box.Width*float32(m.Anchor)/2
		place(t, left, float32(m.Points[0].Y)-base, box.Width, box.Height)
		d.texts.Objects = append(d.texts.Objects, t)
	}
	d.texts.Refresh()
}

func (d *chartDrawing) drawRing(size fyne.Size) {
	ring := color.Color(color.Transparent)
	if d.chart.focused {
		ring = theme.Color(theme.ColorFocusRing)
	}
	d.ring.CornerRadius = theme.Size(theme.SizeRadius)
	setFill(d.ring, color.Transparent, ring, theme.Size(theme.SizeFocus))
	place(d.ring, -4, -4, size.Width+8, size.Height+8)
}

func (d *chartDrawing) drawEmpty(size fyne.Size) {
	text := theme.Size(theme.SizeTextBody)
	setText(d.empty, elide(d.chart.empty, size.Width, text, fyne.TextStyle{}), theme.Color(theme.ColorMuted), text, fyne.TextStyle{}, fyne.TextAlignCenter)
	h := lineHeight(text)
	place(d.empty, 0, (size.Height-h)*0.45, size.Width, h)
}

// drawPointed shows the values of what is under the pointer, or nothing. What does not
// change is not drawn again: the picture of the marks is dear.
func (d *chartDrawing) drawPointed() {
	shown := d.chart.pointed >= 0 && d.chart.pointed < len(d.drawn.Spots)
	d.lit.Hidden, d.frame.Hidden, d.tip.Hidden = true, true, !shown
	if shown {
		spot := d.drawn.Spots[d.chart.pointed]
		d.light(spot)
		d.drawTip(spot)
	}
	canvas.Refresh(d.lit)
	canvas.Refresh(d.frame)
	canvas.Refresh(d.tip)
}

// light shows which part is pointed at.
func (d *chartDrawing) light(s chart.Spot) {
	x, y := float32(s.Min.X), float32(s.Min.Y)
	w, h := float32(s.Max.X)-x, float32(s.Max.Y)-y
	switch s.Light {
	case chart.LightGround:
		d.lit.Hidden = false
		setFill(d.lit, theme.Color(theme.ColorHoverRow), nil, 0)
		place(d.lit, x, y, w, h)
	case chart.LightMiddle:
		d.frame.Hidden = false
		setFill(d.frame, theme.Color(theme.ColorControl), nil, 0)
		place(d.frame, x+w/2-0.5, y, 1, h)
	default:
		d.frame.Hidden = false
		setFill(d.frame, color.Transparent, theme.Color(theme.ColorFocusRing), 2)
		place(d.frame, x-1, y-1, w+2, h+2)
	}
}

func (d *chartDrawing) drawTip(s chart.Spot) {
	size, bold := theme.Size(theme.SizeTextCaption), fyne.TextStyle{Bold: true}
	line, pad, gap := lineHeight(size)+2, theme.Size(theme.SizeGap), theme.Size(theme.SizeGapLarge)
	names, values := float32(0), float32(0)
	for _, v := range s.Values {
		names = max(names, textWidth(v.Name, size, fyne.TextStyle{}))
		values = max(values, textWidth(v.Text, size, bold))
	}
	inner := textWidth(s.Title, size, bold)
	if len(s.Values) > 0 {
		inner = max(inner, chart.SampleWidth+names+gap+values)
	}
	box := fyne.NewSize(min(inner+2*pad, d.chart.Size().Width), line*float32(len(s.Values)+1)+2*pad)

	ground := canvas.NewRectangle(theme.Color(fynetheme.ColorNameOverlayBackground))
	ground.CornerRadius = theme.Size(theme.SizeRadius)
	ground.StrokeColor, ground.StrokeWidth = theme.Color(theme.ColorBorder), 1
	ground.Shadow = canvas.Shadow{Color: theme.Color(fynetheme.ColorNameShadow), BlurRadius: 8, Offset: fyne.NewPos(0, 2)}
	ground.Resize(box)
	samples := chart.Drawing{Width: float64(box.Width), Height: float64(box.Height)}
	objects := []fyne.CanvasObject{ground}
	write := func(text string, style fyne.TextStyle, ink fyne.ThemeColorName, y float32, align fyne.TextAlign, left float32) {
		t := canvas.NewText(elide(text, box.Width-left-pad+0.5, size, style), theme.Color(ink))
		t.TextSize, t.TextStyle, t.Alignment = size, style, align
		place(t, left, y, box.Width-left-pad, line)
		objects = append(objects, t)
	}
	write(s.Title, bold, fynetheme.ColorNameForeground, pad, fyne.TextAlignLeading, pad)
	for i, v := range s.Values {
		y := pad + line*float32(i+1)
		sample := chart.Drawing{Marks: v.Sample}
		samples.Marks = append(samples.Marks, sample.Moved(float64(pad), float64(y+line/2)).Marks...)
		write(v.Name, fyne.TextStyle{}, theme.ColorMuted, y, fyne.TextAlignLeading, pad+chart.SampleWidth)
		write(v.Text, bold, fynetheme.ColorNameForeground, y, fyne.TextAlignTrailing, pad+chart.SampleWidth)
	}
	picture := canvas.NewRaster(func(w, h int) image.Image { return rasterOf(samples, w, h) })
	place(picture, -chart.Bleed, -chart.Bleed, box.Width+2*chart.Bleed, box.Height+2*chart.Bleed)
	d.tip.Objects = append(objects, picture)
	at := tipPlace(s, box, d.chart.Size())
	if d.isSmallFor(box) && d.roomAbove() > box.Height+tipAway {
		at.Y = -box.Height - tipAway
	}
	place(d.tip, at.X, at.Y, box.Width, box.Height)
}

// mostCovered is which part of a chart values may cover where they can stand above it.
const mostCovered = 0.25

// isSmallFor reports whether values would hide much of the chart that they are about.
func (d *chartDrawing) isSmallFor(box fyne.Size) bool {
	size := d.chart.Size()
	return box.Width*box.Height > mostCovered*size.Width*size.Height
}

// roomAbove returns how high what is seen above the chart is: up to the edge of the window
// or of the view that the chart is moved in. What stands there is drawn before the chart.
func (d *chartDrawing) roomAbove() float32 {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(d.whole).Y
	room := top
	for _, view := range viewsAround(d.whole) {
		room = min(room, top-driver.AbsolutePositionForObject(view).Y)
	}
	return room
}

// tipAway is between values and what they are about.
const tipAway = 6

// tipPlace puts the values beside what they are about, on the side that has room, so that
// they do not hide it.
func tipPlace(s chart.Spot, box, room fyne.Size) fyne.Position {
	left, right := float32(s.Min.X), float32(s.Max.X)
	y := float32(s.Min.Y) + 4
	if s.Light == chart.LightMiddle {
		left, right = (left+right)/2, (left+right)/2
	}
	x := right + tipAway
	if x+box.Width > room.Width {
		x = left - tipAway - box.Width
	}
	if x < 0 {
		// Neither side has room: below or above it.
		x = min(max((left+right-box.Width)/2, 0), max(room.Width-box.Width, 0))
		y = float32(s.Max.Y) + tipAway
		if y+box.Height > room.Height {
			y = float32(s.Min.Y) - tipAway - box.Height
		}
	}
	return fyne.NewPos(x, max(min(y, room.Height-box.Height), 0))
}
