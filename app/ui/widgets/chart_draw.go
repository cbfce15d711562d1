package widgets

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"creneaux/app/ui/theme"
)

// chartDrawing are the objects that a [Chart] is seen by: the picture of the plot, the
// texts around it, and what follows the pointer above it.
type chartDrawing struct {
	chart *Chart
	frame frame

	whole   *fyne.Container
	ring    *canvas.Rectangle
	pointer *canvas.Rectangle
	plot    *canvas.Raster
	texts   *fyne.Container // of the axes and the legend
	keys    *fyne.Container // samples of the legend
	empty   *canvas.Text
	tip     *fyne.Container
}

func newChartDrawing(c *Chart) *chartDrawing {
	d := &chartDrawing{
		chart: c, ring: canvas.NewRectangle(color.Transparent), pointer: canvas.NewRectangle(nil),
		texts: container.NewWithoutLayout(), keys: container.NewWithoutLayout(),
		empty: canvas.NewText("", nil), tip: container.NewWithoutLayout(),
	}
	d.plot = canvas.NewRaster(func(w, h int) image.Image { return c.picture(d.frame, w, h) })
	d.whole = container.NewWithoutLayout(d.pointer, d.plot, d.texts, d.keys, d.empty, d.ring, d.tip)
	return d
}

// write puts a line of text of the axes or the legend somewhere.
func (d *chartDrawing) write(text string, x, y, w float32, align fyne.TextAlign) {
	size := theme.Size(theme.SizeTextCaption)
	t := canvas.NewText(text, theme.Color(theme.ColorMuted))
	t.TextSize, t.Alignment = size, align
	place(t, x, y, w, lineHeight(size))
	d.texts.Objects = append(d.texts.Objects, t)
}

func (d *chartDrawing) draw(size fyne.Size) {
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	c := d.chart
	d.texts.Objects, d.keys.Objects = nil, nil
	least, most, whole, known := c.extent()
	d.plot.Hidden, d.texts.Hidden, d.keys.Hidden, d.empty.Hidden = !known, !known, !known, known
	d.drawRing(size)
	if !known {
		d.frame = frame{}
		d.drawEmpty(size)
		d.drawPointed()
		return
	}
	legend := d.drawLegend(size.Width)
	d.measure(size, legend, least, most, whole)
	d.drawAxes()
	f := d.frame
	place(d.plot, f.at.X-bleed, f.at.Y-bleed, f.size.Width+2*bleed, f.size.Height+2*bleed)
	d.texts.Refresh()
	d.keys.Refresh()
	d.drawPointed()
}

func (d *chartDrawing) drawRing(size fyne.Size) {
	ring := color.Color(color.Transparent)
	if d.chart.focused {
		ring = theme.Color(theme.ColorAccentText)
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

// measure decides where the plot stands: the axis' numbers must have room at its left.
func (d *chartDrawing) measure(size fyne.Size, legend float32, least, most float64, whole bool) {
	caption := theme.Size(theme.SizeTextCaption)
	line := lineHeight(caption)
	top := legend + float32(math.Ceil(float64(line)/2))
	height := max(size.Height-top-line-4, 1)
	f := frame{ticks: roundTicks(least, most, max(int(height/(2.6*line)), 1), whole), categories: len(d.chart.categories)}
	widest := float32(0)
	for _, tick := range f.ticks {
		widest = max(widest, textWidth(d.chart.format(tick), caption, fyne.TextStyle{}))
	}
	left := float32(math.Ceil(float64(widest))) + theme.Size(theme.SizeGap)
	f.at, f.size = fyne.NewPos(left, top), fyne.NewSize(max(size.Width-left, 1), height)
	if f.categories > namesAtMost {
		// The last label may be broader than its category.
		beyond := (d.widestLabel() - f.step()) / 2
		f.size.Width = max(f.size.Width-max(beyond, 0), 1)
	}
	d.frame = f
}

func (d *chartDrawing) drawAxes() {
	f, c := d.frame, d.chart
	caption := theme.Size(theme.SizeTextCaption)
	line := lineHeight(caption)
	for _, tick := range f.ticks {
		d.write(c.format(tick), 0, f.at.Y+f.y(tick)-line/2, f.at.X-theme.Size(theme.SizeGap), fyne.TextAlignTrailing)
	}
	every := labelEvery(d.widestLabel()+theme.Size(theme.SizeGap), f.step(), len(c.categories))
	for i := 0; i < len(c.categories); i += every {
		label := c.categories[i].Label
		room := f.step()*float32(every) - 4
		d.write(elide(label, room, caption, fyne.TextStyle{}), f.at.X+f.x(i)-room/2, f.at.Y+f.size.Height+4, room, fyne.TextAlignCenter)
	}
}

// widestLabel returns how wide the labels of the categories are at most.
func (d *chartDrawing) widestLabel() (widest float32) {
	for _, category := range d.chart.categories {
		widest = max(widest, textWidth(category.Label, theme.Size(theme.SizeTextCaption), fyne.TextStyle{}))
	}
	return widest
}

// namesAtMost is how many categories are taken for names, of which each is needed and
// rather cut than left out. More of them are steps that a reader can count.
const namesAtMost = 8

// labelEvery returns how many categories there are from one label to the next if they
// are not to touch: each, every second, fourth, fifth, tenth, …
func labelEvery(label, step float32, count int) int {
	if count <= namesAtMost {
		return 1
	}
	for _, every := range []int{1, 2, 4, 5, 10, 20, 50, 100, 200, 500} {
		if step*float32(every) >= label || every >= count {
			return every
		}
	}
	return max(count, 1)
}

// drawLegend writes the names of the series and of the target, in as many rows as it
// takes, and returns how high that is. One series without a name needs no legend.
func (d *chartDrawing) drawLegend(width float32) float32 {
	caption, gap := theme.Size(theme.SizeTextCaption), theme.Size(theme.SizeGapLarge)
	line := lineHeight(caption)
	const sample = 18
	x, y, any := float32(0), float32(0), false
	for _, e := range d.chart.legend() {
		w := min(textWidth(e.name, caption, fyne.TextStyle{})+1, width-sample-2)
		if x > 0 && x+sample+w > width {
			x, y = 0, y+line+2
		}
		d.keys.Objects = append(d.keys.Objects, e.sample(x, y+line/2)...)
		d.write(elide(e.name, w, caption, fyne.TextStyle{}), x+sample, y, w, fyne.TextAlignLeading)
		x += sample + w + gap
		any = true
	}
	if !any {
		return 0
	}
	return y + line + theme.Size(theme.SizeGap)
}

// legendEntry is one name of the legend with how what it names is drawn.
type legendEntry struct {
	name         string
	ink          fyne.ThemeColorName
	line, dashed bool
}

func (c *Chart) legend() []legendEntry {
	var all []legendEntry
	for i, s := range c.series {
		if s.Name != "" {
			all = append(all, legendEntry{s.Name, c.colorOf(i), !c.marks.band(), s.Dashed && !c.marks.band()})
		}
	}
	if c.hasTarget() && c.targetName != "" {
		all = append(all, legendEntry{c.targetName, theme.ColorTarget, true, true})
	}
	return all
}

// sample draws what the entry names: a square or a line of 12 pixels, around a height.
func (e legendEntry) sample(x, middle float32) []fyne.CanvasObject {
	part := func(left, width, height, radius float32) fyne.CanvasObject {
		r := canvas.NewRectangle(theme.Color(e.ink))
		r.CornerRadius = radius
		place(r, x+left, middle-height/2, width, height)
		return r
	}
	switch {
	case e.dashed:
		return []fyne.CanvasObject{part(0, 5, 2, 0), part(8, 5, 2, 0)}
	case e.line:
		return []fyne.CanvasObject{part(0, 13, 2, 0), part(3.5, 6, 6, 3)}
	default:
		return []fyne.CanvasObject{part(0, 11, 11, 2)}
	}
}

// drawPointed shows the values of the category under the pointer, or nothing.
func (d *chartDrawing) drawPointed() {
	c, f := d.chart, d.frame
	shown := c.pointed >= 0 && c.pointed < f.categories
	d.pointer.Hidden, d.tip.Hidden = !shown, !shown
	if !shown {
		return
	}
	if c.marks.band() {
		setFill(d.pointer, theme.Color(theme.ColorHoverRow), nil, 0)
		place(d.pointer, f.at.X+f.x(c.pointed)-f.step()/2, f.at.Y, f.step(), f.size.Height)
	} else {
		setFill(d.pointer, theme.Color(theme.ColorControl), nil, 0)
		place(d.pointer, f.at.X+f.x(c.pointed)-0.5, f.at.Y, 1, f.size.Height)
	}
	d.drawTip()
}

// tipLine is a line of what is said beside the pointer.
type tipLine struct {
	legendEntry
	value string
}

// tip returns what is said about a category: its title, then name and value of each
// series that has one.
func (c *Chart) tip(index int) (title string, lines []tipLine) {
	title = c.categories[index].Title
	if title == "" {
		title = c.categories[index].Label
	}
	for i, s := range c.series {
		if value, ok := s.at(index); ok {
			lines = append(lines, tipLine{legendEntry{s.Name, c.colorOf(i), !c.marks.band(), s.Dashed && !c.marks.band()}, c.format(value)})
		}
	}
	if c.hasTarget() && c.targetName != "" {
		lines = append(lines, tipLine{legendEntry{c.targetName, theme.ColorTarget, true, true}, c.format(c.target)})
	}
	return title, lines
}

func (d *chartDrawing) drawTip() {
	c, f := d.chart, d.frame
	title, lines := c.tip(c.pointed)
	size, bold := theme.Size(theme.SizeTextCaption), fyne.TextStyle{Bold: true}
	line, pad, gap := lineHeight(size)+2, theme.Size(theme.SizeGap), theme.Size(theme.SizeGapLarge)
	const sample = 18
	names, values := float32(0), float32(0)
	for _, l := range lines {
		names = max(names, textWidth(l.name, size, fyne.TextStyle{}))
		values = max(values, textWidth(l.value, size, bold))
	}
	inner := max(textWidth(title, size, bold), sample+names+gap+values)
	box := fyne.NewSize(inner+2*pad, line*float32(len(lines)+1)+2*pad)

	ground := canvas.NewRectangle(theme.Color(fynetheme.ColorNameOverlayBackground))
	ground.CornerRadius = theme.Size(theme.SizeRadius)
	ground.StrokeColor, ground.StrokeWidth = theme.Color(theme.ColorBorder), 1
	ground.Shadow = canvas.Shadow{Color: theme.Color(fynetheme.ColorNameShadow), BlurRadius: 8, Offset: fyne.NewPos(0, 2)}
	ground.Resize(box)
	objects := []fyne.CanvasObject{ground}
	write := func(text string, style fyne.TextStyle, ink fyne.ThemeColorName, y float32, align fyne.TextAlign, left float32) {
		t := canvas.NewText(text, theme.Color(ink))
		t.TextSize, t.TextStyle, t.Alignment = size, style, align
		place(t, left, y, box.Width-left-pad, line)
		objects = append(objects, t)
	}
	write(title, bold, fynetheme.ColorNameForeground, pad, fyne.TextAlignLeading, pad)
	for i, l := range lines {
		y := pad + line*float32(i+1)
		objects = append(objects, l.sample(pad, y+line/2)...)
		write(l.name, fyne.TextStyle{}, theme.ColorMuted, y, fyne.TextAlignLeading, pad+sample)
		write(l.value, bold, fynetheme.ColorNameForeground, y, fyne.TextAlignTrailing, pad+sample)
	}
	d.tip.Objects = objects
	at := tipPlace(f, c.pointed, box, c.Size())
	place(d.tip, at.X, at.Y, box.Width, box.Height)
	d.tip.Refresh()
}

// tipPlace puts the values beside their category, on the side that has room, so that
// they do not hide what they tell.
func tipPlace(f frame, index int, box, room fyne.Size) fyne.Position {
	away := max(f.step()/2, 4) + 4
	x := f.at.X + f.x(index) + away
	if x+box.Width > room.Width {
		x = f.at.X + f.x(index) - away - box.Width
	}
	return fyne.NewPos(max(x, 0), max(min(f.at.Y+4, room.Height-box.Height), 0))
}
