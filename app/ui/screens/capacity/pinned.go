package capacity

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// pinned moves what is in its middle, as far as it is higher than the room for it; head
// and foot stay.
type pinned struct {
	widget.BaseWidget

	head, foot fyne.CanvasObject
	middle     *widgets.Scroll
}

var _ widgets.Fitting = (*pinned)(nil)

func newPinned(head fyne.CanvasObject, middle *widgets.Scroll, foot fyne.CanvasObject) *pinned {
	p := &pinned{head: head, middle: middle, foot: foot}
	p.ExtendBaseWidget(p)
	return p
}

func (p *pinned) gap() float32 { return theme.Size(theme.SizeGap) }

// footHeight is how high the foot is with what is between it and the middle.
func (p *pinned) footHeight(width float32) float32 {
	if !p.foot.Visible() {
		return 0
	}
	return p.gap() + widgets.HeightFor(p.foot, width)
}

// HeightFor returns how high everything is at a width.
func (p *pinned) HeightFor(width float32) float32 {
	return widgets.HeightFor(p.head, width) + p.gap() + widgets.HeightFor(p.middle, width) + p.footHeight(width)
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (p *pinned) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(pinnedLayout{p}, p.head, p.middle, p.foot))
}

type pinnedLayout struct{ p *pinned }

// MinSize implements [fyne.Layout].
func (l pinnedLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.p.middle.MinSize() }

// Layout implements [fyne.Layout].
func (l pinnedLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := l.p
	head, foot := widgets.HeightFor(p.head, size.Width), p.footHeight(size.Width)
	place := func(o fyne.CanvasObject, y, height float32) {
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, height))
	}
	top := head + p.gap()
	place(p.head, 0, head)
	place(p.middle, top, max(size.Height-top-foot, 0))
	place(p.foot, size.Height-foot+p.gap(), max(foot-p.gap(), 0))
}
