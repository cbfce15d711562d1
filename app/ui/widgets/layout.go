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

// gapBox places objects in a row or a column with a gap of the theme between them.
// A stretched object takes the space that is left.
type gapBox struct {
	vertical bool
	gap      fyne.ThemeSizeName
	stretch  fyne.CanvasObject
}

func (b *gapBox) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gap, rest := theme.Size(b.gap), b.along(size)
	shown := 0
	for _, o := range objects {
		if o.Visible() {
			shown++
			rest -= b.along(o.MinSize())
		}
	}
	rest -= gap * float32(max(shown-1, 0))
	at := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		length := b.along(least)
		if o == b.stretch {
			length += max(rest, 0)
		}
		if b.vertical {
			place(o, 0, at, size.Width, length)
		} else {
			place(o, at, 0, length, size.Height)
		}
		at += length + gap
	}
}

func (b *gapBox) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var along, across float32
	shown := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		shown++
		s := o.MinSize()
		along += b.along(s)
		if b.vertical {
			across = max(across, s.Width)
		} else {
			across = max(across, s.Height)
		}
	}
	along += theme.Size(b.gap) * float32(max(shown-1, 0))
	if b.vertical {
		return fyne.NewSize(across, along)
	}
	return fyne.NewSize(along, across)
}

func (b *gapBox) along(s fyne.Size) float32 {
	if b.vertical {
		return s.Height
	}
	return s.Width
}

// Across places objects beside each other with the theme's gap.
func Across(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&gapBox{gap: theme.SizeGap}, objects...)
}

// AcrossWith is [Across] with one object (of those given) that takes the width left over.
func AcrossWith(stretch fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&gapBox{gap: theme.SizeGap, stretch: stretch}, objects...)
}

// Down places objects under each other with the theme's gap.
func Down(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&gapBox{vertical: true, gap: theme.SizeGap}, objects...)
}

// DownWith is [Down] with one object (of those given) that takes the height left over.
func DownWith(stretch fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&gapBox{vertical: true, gap: theme.SizeGap, stretch: stretch}, objects...)
}

// Parts places the large parts of a page under each other; one may take the height
// left over.
func Parts(stretch fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&gapBox{vertical: true, gap: theme.SizeGapLarge, stretch: stretch}, objects...)
}

// evenly gives every object that is shown the same width.
type evenly struct{ gap fyne.ThemeSizeName }

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	return slices.DeleteFunc(slices.Clone(objects), func(o fyne.CanvasObject) bool { return !o.Visible() })
}

func (e *evenly) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects = visible(objects)
	if len(objects) == 0 {
		return
	}
	gap := theme.Size(e.gap)
	width := (size.Width - gap*float32(len(objects)-1)) / float32(len(objects))
	for i, o := range objects {
		place(o, float32(i)*(width+gap), 0, width, size.Height)
	}
}

func (e *evenly) MinSize(objects []fyne.CanvasObject) fyne.Size {
	objects = visible(objects)
	var widest, tallest float32
	for _, o := range objects {
		s := o.MinSize()
		widest, tallest = max(widest, s.Width), max(tallest, s.Height)
	}
	n := float32(len(objects))
	return fyne.NewSize(widest*n+theme.Size(e.gap)*max(n-1, 0), tallest)
}

// Evenly places objects beside each other, all of one width: tiles, charts.
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
	scale := theme.Size(theme.SizeTextBody) / 13
	least := fyne.NewSize(a.width*scale, a.height*scale)
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
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

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(nil)
	top, bottom, right := canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	draw := func() {
		border := theme.Color(theme.ColorBorder)
		if s.edge&EdgeAll != 0 {
			ground.CornerRadius = theme.Size(theme.SizeRadiusLarge)
			setFill(ground, theme.Color(s.ground), border, 1)
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
		place(top, 0, 0, size.Width, 1)
		place(bottom, 0, size.Height-1, size.Width, 1)
		place(right, size.Width-1, 0, 1, size.Height)
	}
	draw()
	return &renderer{
		objects: fixedObjects(ground, s.content, top, bottom, right),
		layout:  arrange,
		minSize: func() fyne.Size { return s.content.MinSize() },
		refresh: func() { draw(); arrange(s.Size()); s.content.Refresh(); canvas.Refresh(s) },
	}
}
