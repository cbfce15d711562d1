package widgets

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// columnBox places objects under each other with a gap of the theme between them. A
// stretched object takes the height that is left.
type columnBox struct {
	gap     fyne.ThemeSizeName
	stretch fyne.CanvasObject
	width   float32 // the one given last
}

func (c *columnBox) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	rest := size.Height - c.heightFor(objects, size.Width)
	at := float32(0)
	for _, o := range visible(objects) {
		height := HeightFor(o, size.Width)
		if o == c.stretch {
			height += max(rest, 0)
		}
		place(o, 0, at, size.Width, height)
		at += height + theme.Size(c.gap)
	}
}

func (c *columnBox) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return measuredSize(measure{of: c, which: minMeasure}, func() fyne.Size {
		least := func(o fyne.CanvasObject) float32 { return o.MinSize().Width }
		return fyne.NewSize(most(objects, least), heightAt(c, objects, c.width))
	})
}

func (c *columnBox) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	height, objects := float32(0), visible(objects)
	for _, o := range objects {
		height += HeightFor(o, width)
	}
	return height + theme.Size(c.gap)*float32(max(len(objects)-1, 0))
}

func (c *columnBox) wantWidth(objects []fyne.CanvasObject) float32  { return most(objects, wantWidth) }
func (c *columnBox) leastWidth(objects []fyne.CanvasObject) float32 { return most(objects, leastWidth) }

// heightAt is the height of what a layout places at the width that it was given last;
// before that, at the width it wants.
func heightAt(l fittingLayout, objects []fyne.CanvasObject, width float32) float32 {
	if width <= 0 {
		width = l.wantWidth(objects)
	}
	return l.heightFor(objects, width)
}

// rowBox places objects beside each other with a gap of the theme between them. A
// stretched object takes the width that is left. Objects that do not fit beside the
// others go on under them.
type rowBox struct {
	gap     fyne.ThemeSizeName
	stretch fyne.CanvasObject
	middle  bool    // objects keep their own height, in the middle of the line
	narrow  bool    // the least size is that of the narrowest arrangement
	width   float32 // the one given last
}

// rowLine are the objects of a row that stand beside each other.
type rowLine struct {
	objects   []fyne.CanvasObject
	widths    []float32
	stretches bool
}

// broken shares a width out among the objects.
func (r *rowBox) broken(objects []fyne.CanvasObject, width float32) (lines []rowLine) {
	const tolerance = 0.5
	gap := theme.Size(r.gap)
	line, used := rowLine{}, float32(0)
	end := func() {
		if line.stretches {
			i := slices.Index(line.objects, r.stretch)
			line.widths[i] = max(line.widths[i]+width-used, 0)
		}
		lines = append(lines, line)
	}
	fixed := func(o fyne.CanvasObject) float32 { return max(o.MinSize().Width, wantWidth(o)) }
	for _, o := range visible(objects) {
		wants := min(fixed(o), max(width, leastWidth(o)))
		if o == r.stretch {
			wants = min(wantWidth(o), max(width, leastWidth(o)))
		}
		if len(line.objects) > 0 && used+gap+wants > width+tolerance {
			end()
			line, used = rowLine{}, 0
		}
		if len(line.objects) > 0 {
			used += gap
		}
		line.objects, line.widths = append(line.objects, o), append(line.widths, wants)
		line.stretches = line.stretches || o == r.stretch
		used += wants
	}
	if len(line.objects) > 0 {
		end()
	}
	return lines
}

func (l rowLine) height() (tallest float32) {
	for i, o := range l.objects {
		tallest = max(tallest, HeightFor(o, l.widths[i]))
	}
	return tallest
}

func (r *rowBox) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	r.width = size.Width
	lines := r.broken(objects, size.Width)
	rest := size.Height - r.heightFor(objects, size.Width)
	gap, top := theme.Size(r.gap), float32(0)
	for _, line := range lines {
		height := line.height()
		if len(lines) == 1 {
			height = size.Height
		} else if line.stretches {
			height += max(rest, 0)
		}
		left := float32(0)
		for i, o := range line.objects {
			own, above := height, float32(0)
			if r.middle {
				own = HeightFor(o, line.widths[i])
				above = (height - own) / 2
			}
			place(o, left, top+above, line.widths[i], own)
			left += line.widths[i] + gap
		}
		top += height + gap
	}
}

func (r *rowBox) MinSize(objects []fyne.CanvasObject) fyne.Size {
	objects = visible(objects)
	return measuredSize(measure{of: r, which: minMeasure}, func() fyne.Size {
		width := theme.Size(r.gap) * float32(max(len(objects)-1, 0))
		for _, o := range objects {
			width += o.MinSize().Width
		}
		if r.narrow {
			width = r.leastWidth(objects)
		}
		return fyne.NewSize(width, heightAt(r, objects, r.width))
	})
}

func (r *rowBox) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	lines := r.broken(objects, width)
	height := theme.Size(r.gap) * float32(max(len(lines)-1, 0))
	for _, line := range lines {
		height += line.height()
	}
	return height
}

func (r *rowBox) wantWidth(objects []fyne.CanvasObject) float32 {
	objects = visible(objects)
	width := theme.Size(r.gap) * float32(max(len(objects)-1, 0))
	for _, o := range objects {
		width += wantWidth(o)
	}
	return width
}

func (r *rowBox) leastWidth(objects []fyne.CanvasObject) float32 { return most(objects, leastWidth) }

// Across places objects beside each other with the theme's gap; what does not fit goes
// on under them.
func Across(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowBox{gap: theme.SizeGap}, objects...)
}

// AcrossWith is [Across] with one object (of those given) that takes the width left over.
func AcrossWith(stretch fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowBox{gap: theme.SizeGap, stretch: stretch}, objects...)
}

// AcrossMiddle is [AcrossWith] where objects keep their own height, in the middle of
// the tallest. The stretched object may be nil.
func AcrossMiddle(stretch fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowBox{gap: theme.SizeGap, stretch: stretch, middle: true}, objects...)
}

// Flow is [AcrossMiddle] that does not keep what it stands in from becoming narrow: bars
// of a window, filters, buttons, badges.
func Flow(stretch fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowBox{gap: theme.SizeGap, stretch: stretch, middle: true, narrow: true}, objects...)
}

// Tight places objects under each other that are one thing: a title and its line.
func Tight(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnBox{gap: theme.SizeGapSmall}, objects...)
}

// Down places objects under each other with the theme's gap.
func Down(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnBox{gap: theme.SizeGap}, objects...)
}

// DownWith is [Down] with one object (of those given) that takes the height left over.
func DownWith(stretch fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnBox{gap: theme.SizeGap, stretch: stretch}, objects...)
}

// Parts places the large parts of a page under each other; one may take the height
// left over.
func Parts(stretch fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnBox{gap: theme.SizeGapLarge, stretch: stretch}, objects...)
}

// evenly gives every object that is shown the same width, in as few lines as they fit
// in.
type evenly struct {
	gap   fyne.ThemeSizeName
	width float32 // the one given last
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	return slices.DeleteFunc(slices.Clone(objects), func(o fyne.CanvasObject) bool { return !o.Visible() })
}

// columns returns how many objects stand beside each other at a width, and how wide
// each is. The last line is not left with one if that can be helped.
func (e *evenly) columns(objects []fyne.CanvasObject, width float32) (int, float32) {
	if len(objects) == 0 {
		return 1, 0
	}
	const tolerance = 0.5
	gap, n := theme.Size(e.gap), len(objects)
	fit := int((width + gap + tolerance) / (most(objects, wantWidth) + gap))
	fit = min(max(fit, 1), n)
	lines := (n + fit - 1) / fit
	columns := (n + lines - 1) / lines
	return columns, (width - gap*float32(columns-1)) / float32(columns)
}

func (e *evenly) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	e.width = size.Width
	objects = visible(objects)
	columns, width := e.columns(objects, size.Width)
	gap, top := theme.Size(e.gap), float32(0)
	for line := range slices.Chunk(objects, columns) {
		height := most(line, func(o fyne.CanvasObject) float32 { return HeightFor(o, width) })
		if len(objects) <= columns {
			height = size.Height
		}
		for i, o := range line {
			place(o, float32(i)*(width+gap), top, width, height)
		}
		top += height + gap
	}
}

func (e *evenly) MinSize(objects []fyne.CanvasObject) fyne.Size {
	objects = visible(objects)
	widest := most(objects, func(o fyne.CanvasObject) float32 { return o.MinSize().Width })
	n := float32(len(objects))
	return fyne.NewSize(widest*n+theme.Size(e.gap)*max(n-1, 0), heightAt(e, objects, e.width))
}

func (e *evenly) heightFor(objects []fyne.CanvasObject, width float32) (height float32) {
	objects = visible(objects)
	columns, each := e.columns(objects, width)
	lines := 0
	for line := range slices.Chunk(objects, columns) {
		height += most(line, func(o fyne.CanvasObject) float32 { return HeightFor(o, each) })
		lines++
	}
	return height + theme.Size(e.gap)*float32(max(lines-1, 0))
}

func (e *evenly) wantWidth(objects []fyne.CanvasObject) float32 {
	n := float32(len(visible(objects)))
	return most(objects, wantWidth)*n + theme.Size(e.gap)*max(n-1, 0)
}

func (e *evenly) leastWidth(objects []fyne.CanvasObject) float32 { return most(objects, leastWidth) }

// Evenly places objects beside each other, all of one width: tiles, charts. Those that
// do not fit go on under them.
func Evenly(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&evenly{gap: theme.SizeGapLarge}, objects...)
}

// Spacer is an empty object to stretch.
func Spacer() fyne.CanvasObject { return canvas.NewRectangle(color.Transparent) }

// inset keeps a distance from each edge.
type inset struct{ left, top, right, bottom fyne.ThemeSizeName }

func (i *inset) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	l, t, r, b := i.sizes()
	for _, o := range objects {
		place(o, l, t, s.Width-l-r, s.Height-t-b)
	}
}

func (i *inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var most fyne.Size
	for _, o := range objects {
		most = most.Max(o.MinSize())
	}
	l, t, r, b := i.sizes()
	return most.AddWidthHeight(l+r, t+b)
}

func (i *inset) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	l, t, r, b := i.sizes()
	return most(objects, func(o fyne.CanvasObject) float32 { return HeightFor(o, width-l-r) }) + t + b
}

func (i *inset) wantWidth(objects []fyne.CanvasObject) float32 {
	l, _, r, _ := i.sizes()
	return most(objects, wantWidth) + l + r
}

func (i *inset) leastWidth(objects []fyne.CanvasObject) float32 {
	l, _, r, _ := i.sizes()
	return most(objects, leastWidth) + l + r
}

func (i *inset) sizes() (l, t, r, b float32) {
	size := func(n fyne.ThemeSizeName) float32 {
		if n == "" {
			return 0
		}
		return theme.Size(n)
	}
	return size(i.left), size(i.top), size(i.right), size(i.bottom)
}

// Inset keeps the same distance from every edge of the content.
func Inset(distance fyne.ThemeSizeName, content fyne.CanvasObject) *fyne.Container {
	return InsetEdges(distance, distance, distance, distance, content)
}

// InsetEdges keeps a distance from each edge of the content; "" is none.
func InsetEdges(left, top, right, bottom fyne.ThemeSizeName, content fyne.CanvasObject) *fyne.Container {
	return container.New(&inset{left, top, right, bottom}, content)
}

// atLeast gives its object a least size, scaled with the text.
type atLeast struct{ width, height float32 }

func (a atLeast) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		place(o, 0, 0, s.Width, s.Height)
	}
}

func (a atLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(a.width*theme.Scale(), a.height*theme.Scale())
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}

func (a atLeast) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return max(most(objects, func(o fyne.CanvasObject) float32 { return HeightFor(o, width) }), a.height*theme.Scale())
}

func (a atLeast) wantWidth(objects []fyne.CanvasObject) float32 {
	return max(most(objects, wantWidth), a.width*theme.Scale())
}

func (a atLeast) leastWidth(objects []fyne.CanvasObject) float32 {
	return max(most(objects, leastWidth), a.width*theme.Scale())
}

// AtLeast gives an object a least size, in pixels at text scale 1.
func AtLeast(width, height float32, content fyne.CanvasObject) *fyne.Container {
	return container.New(atLeast{width, height}, content)
}

// Edge says at which edges a [Surface] has a hairline.
type Edge int

// The edges.
const (
	EdgeNone Edge = 0
	EdgeTop  Edge = 1 << iota
	EdgeBottom
	EdgeRight
	EdgeAll // all around, with rounded corners
)

// Surface is a ground of a theme colour under its content.
type Surface struct {
	widget.BaseWidget

	content fyne.CanvasObject
	ground  fyne.ThemeColorName
	edge    Edge
}

// NewSurface returns a ground with content; content may be nil.
func NewSurface(ground fyne.ThemeColorName, edge Edge, content fyne.CanvasObject) *Surface {
	if content == nil {
		content = Spacer()
	}
	s := &Surface{content: content, ground: ground, edge: edge}
	s.ExtendBaseWidget(s)
	return s
}

// NewTile returns a framed surface with room around its content.
func NewTile(content fyne.CanvasObject) *Surface {
	return NewSurface(theme.ColorSurface, EdgeAll, Inset(theme.SizeGapLarge, content))
}

// SetGround changes the colour.
func (s *Surface) SetGround(name fyne.ThemeColorName) {
	if s.ground != name {
		s.ground = name
		s.Refresh()
	}
}

// HeightFor returns how high the content is at a width.
func (s *Surface) HeightFor(width float32) float32 { return HeightFor(s.content, width) }

func (s *Surface) wantWidth() float32  { return wantWidth(s.content) }
func (s *Surface) leastWidth() float32 { return leastWidth(s.content) }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(nil)
	top, bottom, right := canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	draw := func() {
		border := theme.Color(theme.ColorBorder)
		if s.edge&EdgeAll != 0 {
			ground.CornerRadius = theme.Size(theme.SizeRadiusLarge)
			setFill(ground, theme.Color(s.ground), border, theme.Size(theme.SizeEdge))
		} else {
			setFill(ground, theme.Color(s.ground), nil, 0)
		}
		for edge, line := range map[Edge]*canvas.Rectangle{EdgeTop: top, EdgeBottom: bottom, EdgeRight: right} {
			line.Hidden = s.edge&edge == 0
			setFill(line, border, nil, 0)
		}
	}
	arrange := func(size fyne.Size) {
		place(ground, 0, 0, size.Width, size.Height)
		place(s.content, 0, 0, size.Width, size.Height)
		thick := theme.Size(theme.SizeEdge)
		place(top, 0, 0, size.Width, thick)
		place(bottom, 0, size.Height-thick, size.Width, thick)
		place(right, size.Width-thick, 0, thick, size.Height)
	}
	draw()
	return &renderer{
		objects: fixedObjects(ground, s.content, top, bottom, right),
		layout:  arrange,
		minSize: func() fyne.Size { return s.content.MinSize() },
		refresh: func() { draw(); arrange(s.Size()); s.content.Refresh(); canvas.Refresh(s) },
	}
}
