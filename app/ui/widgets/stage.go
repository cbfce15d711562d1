package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// Wait calls then on the window's goroutine once a time has passed, unless it is
// stopped before.
type Wait func(rest time.Duration, then func()) (stop func())

// Stage is the root of what a window shows. Above its content lie a layer for toasts
// and one for tips, which neither take the keyboard nor keep the pointer from what is
// beside them. An [Overlay] has a layer for tips of its own.
type Stage struct {
	widget.BaseWidget

	// OnMessages is called when there is a message more, or none any more.
	OnMessages func()
	// Wait measures the time that tips and toasts stay; tests bring their own.
	Wait Wait
	// Hang returns where the first toast hangs from, in the stage, and the others below it:
	// a place that nobody has to reach. It is asked with the width of a toast. nil: they
	// stand in the lower right corner.
	Hang func(width float32) fyne.Position
	// Now tells when a toast appeared.
	Now func() agenda.Moment

	voice    *wording.Voice // nil: buttons have no words for screen readers
	content  fyne.CanvasObject
	left     fyne.Focusable // what the keyboard left last
	toasts   *fyne.Container
	shown    []*toast // the latest last
	messages []Message
	tips     *tipLayer
}

// NewStage returns a stage around the content of a window.
func NewStage(content fyne.CanvasObject) *Stage {
	s := &Stage{Wait: onceRested, content: content, Now: func() agenda.Moment { return agenda.MomentOf(time.Now()) }}
	s.toasts = container.New(toastColumn{s})
	s.tips = newTipLayer(func(rest time.Duration, then func()) func() { return s.Wait(rest, then) })
	s.ExtendBaseWidget(s)
	return s
}

// Speak sets the language of the buttons that toasts and messages have.
func (s *Stage) Speak(voice *wording.Voice) { s.voice = voice }

// SetContent changes what lies under the layers; toasts and messages stay.
func (s *Stage) SetContent(content fyne.CanvasObject) {
	s.tips.close()
	s.ForgetLeft()
	s.content = content
	s.Refresh()
}

// Content returns what lies under the layers.
func (s *Stage) Content() fyne.CanvasObject { return s.content }

func (s *Stage) text(key string, pairs ...any) string {
	if s.voice == nil {
		return ""
	}
	return s.voice.Text(key, pairs...)
}

// Left returns what the keyboard left last, if it can be seen: a click on the menu bar
// takes the keyboard from the field that the menu is asked about. nil: nothing to speak of.
func (s *Stage) Left() fyne.Focusable {
	o, ok := s.left.(fyne.CanvasObject)
	if !ok || !o.Visible() || fyne.CurrentApp().Driver().CanvasForObject(o) == nil {
		return nil
	}
	return s.left
}

// ForgetLeft forgets what the keyboard left, when it goes out of sight.
func (s *Stage) ForgetLeft() { s.left = nil }

// leftBehind notes that the keyboard leaves a widget whose content can be copied.
func leftBehind(w focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(w); c != nil {
		if stage := stageOf(c); stage != nil {
			stage.left = w
		}
	}
}

// stageOf returns the stage of a canvas, nil if it has none.
func stageOf(c fyne.Canvas) *Stage {
	s, _ := c.Content().(*Stage)
	return s
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (s *Stage) CreateRenderer() fyne.WidgetRenderer {
	arrange := func(size fyne.Size) {
		for _, layer := range []fyne.CanvasObject{s.content, s.toasts, s.tips.layer} {
			place(layer, 0, 0, size.Width, size.Height)
		}
	}
	return &renderer{
		objects: func() []fyne.CanvasObject { return []fyne.CanvasObject{s.content, s.toasts, s.tips.layer} },
		layout:  arrange,
		minSize: func() fyne.Size { return s.content.MinSize() },
		refresh: func() {
			arrange(s.Size())
			s.toasts.Refresh()
			s.content.Refresh()
			canvas.Refresh(s)
		},
	}
}
