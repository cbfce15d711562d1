package bookings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// The width of the panel, which leaves the list its first columns in a window of 1,280
// pixels, and what the list needs at least beside it, at text scale 1.
const (
	panelWidth = 290
	listWidth  = 430
)

// beside places the panel beside the list; where there is no room for both, under it,
// as high as all that it says.
type beside struct {
	widget.BaseWidget

	list  fyne.CanvasObject
	panel *panel
}

var _ widgets.Fitting = (*beside)(nil)

func newBeside(list fyne.CanvasObject, p *panel) *beside {
	b := &beside{list: list, panel: p}
	b.ExtendBaseWidget(b)
	return b
}

func gap() float32 { return theme.Size(theme.SizeGapLarge) }

// under tells whether the panel stands under the list at a width.
func under(width float32) bool { return width < (panelWidth+listWidth)*theme.Scale()+gap() }

// panelHeight is how high the panel is under the list.
func (b *beside) panelHeight(width float32) float32 {
	return widgets.HeightFor(b.panel.inset, width) + 2*theme.Size(theme.SizeEdge)
}

// HeightFor returns how high both are at least at a width.
func (b *beside) HeightFor(width float32) float32 {
	height := b.list.MinSize().Height
	if b.panel.side.Visible() && under(width) {
		height += gap() + b.panelHeight(width)
	}
	return height
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (b *beside) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(besideLayout{b}, b.list, b.panel.side))
}

type besideLayout struct{ b *beside }

// MinSize implements [fyne.Layout].
func (l besideLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.b.list.MinSize() }

// Layout implements [fyne.Layout].
func (l besideLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	list, side := l.b.list, l.b.panel.side
	place := func(o fyne.CanvasObject, x, y, width, height float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(width, height))
	}
	switch width := panelWidth * theme.Scale(); {
	case !side.Visible():
		place(list, 0, 0, size.Width, size.Height)
	case under(size.Width):
		height := l.b.panelHeight(size.Width)
		rest := size.Height - gap() - height
		place(list, 0, 0, size.Width, rest)
		place(side, 0, rest+gap(), size.Width, height)
	default:
		place(list, 0, 0, size.Width-width-gap(), size.Height)
		place(side, size.Width-width, 0, width, size.Height)
	}
}
