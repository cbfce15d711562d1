// Package beside places a panel at the right of the main part of a page, as wide as
// somebody wants it; where there is no room for both, under it.
//
// What belongs here: where the two stand, and the edge between them that can be dragged.
// What they show is the business of the screen.
package beside

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// Params say what stands where. Lengths are in pixels at text scale 1.
type Params struct {
	// Main has what the panel leaves; Side is the panel, which is hidden to fold it.
	Main, Side fyne.CanvasObject
	// Inside is what the panel shows: under the main part it is as high as all of that.
	Inside fyne.CanvasObject
	// Width is that of the panel at first, Least what the main part needs beside it.
	Width, Least float32
	// OnWidth is called when somebody has made the panel wider or narrower; nil: it stays
	// as it is.
	OnWidth func(width float32)
}

// Beside is a main part and its panel.
type Beside struct {
	widget.BaseWidget

	p     Params
	width float32 // of the panel, as somebody wants it
	edge  *edge
}

var _ widgets.Fitting = (*Beside)(nil)

// New returns a main part and its panel.
func New(p Params) *Beside {
	b := &Beside{p: p, width: p.Width}
	b.edge = newEdge(b.pull, func() { p.OnWidth(b.width) })
	b.ExtendBaseWidget(b)
	return b
}

// Width returns how wide the panel is wanted.
func (b *Beside) Width() float32 { return b.width }

// SetWidth makes the panel as wide as it was once, without telling anybody.
func (b *Beside) SetWidth(width float32) {
	b.width = max(width, b.p.Width)
	b.Refresh()
}

// pull makes the panel wider or narrower: never narrower than at first, nor so wide that
// it would have to go under the main part.
func (b *Beside) pull(by float32) {
	most := (b.Size().Width-gap())/theme.Scale() - b.p.Least
	b.width = max(b.p.Width, min(b.width-by/theme.Scale(), most))
	b.Refresh()
}

func gap() float32 { return theme.Size(theme.SizeGapLarge) }

// Under tells whether the panel stands under the main part at a width.
func (b *Beside) Under(width float32) bool {
	return width < (b.p.Width+b.p.Least)*theme.Scale()+gap()
}

// sideHeight is how high the panel is under the main part.
func (b *Beside) sideHeight(width float32) float32 {
	return widgets.HeightFor(b.p.Inside, width) + 2*theme.Size(theme.SizeEdge)
}

// HeightFor returns how high both are at least at a width.
func (b *Beside) HeightFor(width float32) float32 {
	height := b.p.Main.MinSize().Height
	if b.p.Side.Visible() && b.Under(width) {
		height += gap() + b.sideHeight(width)
	}
	return height
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (b *Beside) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(layout{b}, b.p.Main, b.edge, b.p.Side))
}

type layout struct{ b *Beside }

// MinSize implements [fyne.Layout].
func (l layout) MinSize([]fyne.CanvasObject) fyne.Size { return l.b.p.Main.MinSize() }

// Layout implements [fyne.Layout].
func (l layout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	b, main, side := l.b, l.b.p.Main, l.b.p.Side
	place := func(o fyne.CanvasObject, x, y, width, height float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(width, height))
	}
	b.edge.Hidden = true
	switch {
	case !side.Visible():
		place(main, 0, 0, size.Width, size.Height)
	case b.Under(size.Width):
		height := b.sideHeight(size.Width)
		rest := size.Height - gap() - height
		place(main, 0, 0, size.Width, rest)
		place(side, 0, rest+gap(), size.Width, height)
	default:
		width := min(b.width*theme.Scale(), size.Width-gap()-b.p.Least*theme.Scale())
		place(main, 0, 0, size.Width-width-gap(), size.Height)
		place(side, size.Width-width, 0, width, size.Height)
		b.edge.Hidden = b.p.OnWidth == nil
		place(b.edge, size.Width-width-gap(), 0, gap(), size.Height)
	}
}
