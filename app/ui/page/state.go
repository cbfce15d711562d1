package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// State is the content of a page, or of a part of one, in one of its states: there, on
// its way, empty, failed. Screens say these in no other way.
type State struct {
	widget.BaseWidget

	voice *wording.Voice
	ready fyne.CanvasObject
	there bool // ready was shown, and is still what the reader sees
	stack *fyne.Container
}

var _ widgets.Holder = (*State)(nil)

// NewState returns content that is on its way. ready is shown once it is there.
func NewState(voice *wording.Voice, ready fyne.CanvasObject) *State {
	s := &State{voice: voice, ready: ready, stack: container.NewStack(widgets.NewLoading(voice))}
	s.ExtendBaseWidget(s)
	return s
}

// Ready shows the content.
func (s *State) Ready() {
	s.there = true
	s.show(s.ready)
}

// Loading says that the content is on its way, unless it is there already: what is read
// anew stays in sight until it has changed.
func (s *State) Loading() {
	if !s.there {
		s.show(widgets.NewLoading(s.voice))
	}
}

// Clear says that the content is on its way, whatever was there: it is that of something
// else.
func (s *State) Clear() {
	s.there = false
	s.Loading()
}

// Empty says that there is nothing, why, and what to do next.
func (s *State) Empty(p widgets.NoticeParams) {
	s.there = false
	s.show(widgets.NewNotice(p))
}

// Failed says why the content did not come and what to do, with a button to try again
// if again is not nil.
func (s *State) Failed(err error, again func()) {
	s.there = false
	s.show(widgets.NewFailed(s.voice, err, again))
}

func (s *State) show(o fyne.CanvasObject) {
	s.stack.Objects = []fyne.CanvasObject{o}
	s.stack.Refresh()
	s.Refresh()
}

// Held is what is shown: a page is laid out as if it stood there itself.
func (s *State) Held() fyne.CanvasObject { return s.stack }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (s *State) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.stack) }
