package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// scrollbar shows and moves the part that is seen of something longer. Lengths are in
// float64: 500,000 rows are more pixels than a float32 counts one by one.
type scrollbar struct {
	widget.BaseWidget

	onMoved func(offset float64)

	horizontal           bool
	content, view, at    float64
	hovered              bool
	dragging             bool
	grab                 float32 // where in the thumb the pointer took it
	thumbStart, thumbLen float32
}

var (
	_ fyne.Draggable    = (*scrollbar)(nil)
	_ desktop.Mouseable = (*scrollbar)(nil)
	_ desktop.Hoverable = (*scrollbar)(nil)
)

func newScrollbar(horizontal bool, moved func(float64)) *scrollbar {
	s := &scrollbar{horizontal: horizontal, onMoved: moved}
	s.ExtendBaseWidget(s)
	return s
}

// set says how long the content is, how much of it is seen, and from where.
func (s *scrollbar) set(content, view, at float64) {
	if s.content == content && s.view == view && s.at == at {
		return
	}
	s.content, s.view, s.at = content, view, at
	s.Refresh()
}

func (s *scrollbar) needed() bool { return s.content > s.view+0.5 }

func (s *scrollbar) length() float32 {
	if s.horizontal {
		return s.Size().Width
	}
	return s.Size().Height
}

// leastThumb is how short the thumb may become: it must stay easy to catch.
const leastThumb = 28

func (s *scrollbar) measure() {
	length := float64(s.length())
	thumb := min(max(length*s.view/max(s.content, 1), leastThumb), length)
	s.thumbLen = float32(thumb)
	s.thumbStart = 0
	if s.needed() {
		s.thumbStart = float32((length - thumb) * s.at / (s.content - s.view))
	}
}

func (s *scrollbar) along(p fyne.Position) float32 {
	if s.horizontal {
		return p.X
	}
	return p.Y
}

func (s *scrollbar) moveTo(start float32) {
	room := s.length() - s.thumbLen
	if room <= 0 {
		return
	}
	share := min(max(float64(start)/float64(room), 0), 1)
	s.onMoved(share * (s.content - s.view))
}

// MouseDown takes the thumb, or goes a view further towards the pointer.
func (s *scrollbar) MouseDown(e *desktop.MouseEvent) {
	s.measure()
	at := s.along(e.Position)
	switch {
	case at < s.thumbStart:
		s.onMoved(max(s.at-s.view, 0))
	case at > s.thumbStart+s.thumbLen:
		s.onMoved(min(s.at+s.view, s.content-s.view))
	default:
		s.grab = at - s.thumbStart
		s.dragging = true
		s.Refresh()
	}
}

// MouseUp lets the thumb go.
func (s *scrollbar) MouseUp(*desktop.MouseEvent) { s.DragEnd() }

// Dragged moves the thumb.
func (s *scrollbar) Dragged(e *fyne.DragEvent) {
	if s.dragging {
		s.moveTo(s.along(e.Position) - s.grab)
	}
}

// DragEnd lets the thumb go.
func (s *scrollbar) DragEnd() { s.dragging = false; s.Refresh() }

// MouseIn makes the thumb stand out.
func (s *scrollbar) MouseIn(*desktop.MouseEvent) { s.hovered = true; s.Refresh() }

// MouseMoved does nothing more than MouseIn did.
func (s *scrollbar) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (s *scrollbar) MouseOut() { s.hovered = false; s.Refresh() }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (s *scrollbar) CreateRenderer() fyne.WidgetRenderer {
	track, thumb := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	draw := func(size fyne.Size) {
		s.measure()
		track.Hidden, thumb.Hidden = !s.needed(), !s.needed()
		setFill(track, theme.Color(fynetheme.ColorNameScrollBarBackground), nil, 0)
		setFill(thumb, theme.Color(fynetheme.ColorNameScrollBar), nil, 0)
		place(track, 0, 0, size.Width, size.Height)
		margin := float32(3)
		if s.hovered || s.dragging {
			margin = 1.5
		}
		if s.horizontal {
			place(thumb, s.thumbStart, margin, s.thumbLen, size.Height-2*margin)
			thumb.CornerRadius = (size.Height - 2*margin) / 2
		} else {
			place(thumb, margin, s.thumbStart, size.Width-2*margin, s.thumbLen)
			thumb.CornerRadius = (size.Width - 2*margin) / 2
		}
	}
	return &renderer{
		objects: fixedObjects(track, thumb),
		layout:  draw,
		minSize: func() fyne.Size {
			w := theme.Size(fynetheme.SizeNameScrollBar)
			return fyne.NewSize(w, w)
		},
		refresh: func() { draw(s.Size()); canvas.Refresh(s) },
	}
}
