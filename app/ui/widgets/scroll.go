package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// Scroll shows content that has the width of its view and as much height as it needs at
// that width, the height of the view at least. Only content that cannot be as narrow as
// the view is moved sideways too.
type Scroll struct {
	widget.BaseWidget

	content fyne.CanvasObject
	body    *fyne.Container
	scroll  *container.Scroll
	view    fyne.Size
	upright bool   // as wide as the content, which moves up and down only
	laid    func() // called when the view has another size; may be nil
}

// NewScroll returns a view on content.
func NewScroll(content fyne.CanvasObject) *Scroll {
	s := &Scroll{content: content}
	s.body = container.New(scrolled{s}, content)
	s.scroll = container.NewScroll(s.body)
	s.ExtendBaseWidget(s)
	return s
}

// newUprightScroll returns a view that is never narrower than its content.
func newUprightScroll(content fyne.CanvasObject) *Scroll {
	s := NewScroll(content)
	s.upright = true
	s.scroll.Direction = container.ScrollVerticalOnly
	return s
}

// ScrollToTop shows the beginning.
func (s *Scroll) ScrollToTop() { s.scroll.ScrollToTop() }

// ScrollBy moves the content by parts of the view: half a view down is 0.5.
func (s *Scroll) ScrollBy(views float32) {
	s.scroll.ScrollToOffset(s.scroll.Offset.AddXY(0, views*s.view.Height))
}

// Offset returns how far the content is moved.
func (s *Scroll) Offset() fyne.Position { return s.scroll.Offset }

// HeightFor returns how high everything is at a width: where there is room, nothing
// needs to be moved.
func (s *Scroll) HeightFor(width float32) float32 { return HeightFor(s.content, width) }

func (s *Scroll) wantWidth() float32  { return wantWidth(s.content) }
func (s *Scroll) leastWidth() float32 { return s.MinSize().Width }

// scrolled is the layout of what is moved.
type scrolled struct{ of *Scroll }

func (l scrolled) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		place(o, 0, 0, size.Width, size.Height)
	}
}

// rounding is what sizes that were scaled, added and taken off again differ by: no content
// is moved for it.
const rounding = 0.1

func (l scrolled) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, o := range objects {
		width := l.of.view.Width
		if wants := leastWidth(o); wants > width+rounding {
			width = wants
		}
		height := HeightFor(o, width)
		if height <= l.of.view.Height+rounding {
			height = 0
		}
		least = least.Max(fyne.NewSize(width, height))
	}
	return least
}

// leastView is how small a view may become, at text scale 1.
const leastView = 120

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (s *Scroll) CreateRenderer() fyne.WidgetRenderer {
	openScrolls.add(s)
	return &renderer{
		objects: fixedObjects(s.scroll),
		layout: func(size fyne.Size) {
			s.view = size
			place(s.scroll, 0, 0, size.Width, size.Height)
			s.scroll.Refresh()
			if s.laid != nil {
				s.laid()
			}
		},
		minSize: func() fyne.Size {
			least := fyne.NewSquareSize(leastView * theme.Scale())
			if s.upright {
				least.Width = s.content.MinSize().Width
			}
			return least
		},
		refresh: func() { s.content.Refresh(); s.scroll.Refresh() },
		destroy: func() { openScrolls.remove(s) },
	}
}

// openScrolls are the views that are drawn: who gets the keyboard asks to be seen, and
// does not know in which view it stands.
var openScrolls scrollList

type scrollList struct{ views []*Scroll }

func (l *scrollList) add(s *Scroll) {
	if !slices.Contains(l.views, s) {
		l.views = append(l.views, s)
	}
}

func (l *scrollList) remove(s *Scroll) {
	l.views = slices.DeleteFunc(l.views, func(known *Scroll) bool { return known == s })
}

// Reveal moves the view that an object stands in, if it is in one, so that the object
// is in sight. A widget calls it when it gets the keyboard.
func Reveal(o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	for _, s := range viewsAround(o) {
		at := driver.AbsolutePositionForObject(o).Subtract(driver.AbsolutePositionForObject(s))
		s.show(at, o.Size())
	}
}

// viewsAround returns the views that an object stands in.
func viewsAround(o fyne.CanvasObject) (views []*Scroll) {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(o)
	if c == nil {
		return nil
	}
	for _, s := range openScrolls.views {
		if driver.CanvasForObject(s) == c && s.holds(o) {
			views = append(views, s)
		}
	}
	return views
}

// passWheel moves the page that an object stands in.
func passWheel(of fyne.CanvasObject, e *fyne.ScrollEvent) {
	for _, s := range viewsAround(of) {
		s.scroll.Scrolled(e)
	}
}

// holds tells whether an object stands in the view. Fyne knows no parents, but what
// moves along with the content is a part of it.
func (s *Scroll) holds(o fyne.CanvasObject) bool {
	driver := fyne.CurrentApp().Driver()
	before, place := driver.AbsolutePositionForObject(o), s.body.Position()
	s.body.Move(place.AddXY(0, 1))
	defer s.body.Move(place)
	return driver.AbsolutePositionForObject(o) != before
}

// show moves the view until what stands at a place of it is inside, with a little room.
func (s *Scroll) show(at fyne.Position, size fyne.Size) {
	room := theme.Size(theme.SizeGap)
	offset := s.scroll.Offset
	offset.X += needed(at.X-room, size.Width+2*room, s.view.Width)
	offset.Y += needed(at.Y-room, size.Height+2*room, s.view.Height)
	if offset != s.scroll.Offset {
		s.scroll.ScrollToOffset(offset)
	}
}

// needed is how far a view has to move to show a span; its beginning goes first, unless
// the view shows nothing else already.
func needed(at, length, view float32) float32 {
	switch {
	case at < 0 && at+length > view:
		return 0
	case at < 0 || length > view:
		return at
	case at+length > view:
		return at + length - view
	default:
		return 0
	}
}
