package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/task"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// taskBar is the bottom of the window: what runs, how far it is, and a way to stop it.
// It is there only while something runs.
type taskBar struct {
	content fyne.CanvasObject
	window  *fyne.Container // what the bar is part of; nil before
	voice   *wording.Voice
	text    *widgets.Text
	done    *widget.ProgressBar
	busy    *widget.ProgressBarInfinite
	cancel  *widgets.Button
}

func newTaskBar(tasks *task.Runner, voice *wording.Voice) *taskBar {
	b := &taskBar{
		voice: voice, text: widgets.NewText(widgets.RoleBody, ""),
		done: widget.NewProgressBar(), busy: widget.NewProgressBarInfinite(),
	}
	b.text.SetMinWidth(0)
	b.cancel = widgets.NewButton(widgets.Secondary, voice.Text("ui.task.cancel"), nil, tasks.Cancel)
	b.done.TextFormatter = func() string { return voice.Percent(b.done.Value) }
	bars := container.New(over{}, b.done, b.busy)
	row := widgets.AcrossWith(b.text, b.text, widgets.AtLeast(220, 0, bars), b.cancel)
	b.content = widgets.NewSurface(theme.ColorChrome, widgets.EdgeTop, widgets.Inset(theme.SizeGap, row))
	b.show(tasks.State())
	return b
}

// under puts the bar under what the window shows.
func (b *taskBar) under(content fyne.CanvasObject) fyne.CanvasObject {
	b.window = container.NewBorder(nil, b.content, nil, nil, content)
	return b.window
}

// rest ends the bar's movement, when another one takes its place.
func (b *taskBar) rest() { b.busy.Stop() }

// over gives every object the whole space.
type over struct{}

func (over) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
		o.Move(fyne.NewPos(0, 0))
	}
}

func (over) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}

func (b *taskBar) show(s task.State) {
	if !s.Busy {
		b.busy.Stop()
		b.appear(false)
		return
	}
	text := s.Label
	switch {
	case s.Cancelling:
		text = b.voice.Text("ui.task.cancelling")
	case !s.Stage.IsZero():
		text += " – " + b.voice.Say(s.Stage)
	}
	b.text.SetText(text)
	if s.Total > 0 {
		b.busy.Stop()
		b.busy.Hide()
		b.done.Show()
		b.done.SetValue(float64(s.Done) / float64(s.Total))
	} else {
		b.done.Hide()
		b.busy.Show()
		b.busy.Start()
	}
	b.appear(true)
}

// appear shows or hides the bar and gives its place to the rest of the window.
func (b *taskBar) appear(shown bool) {
	if shown == b.content.Visible() {
		return
	}
	if shown {
		b.content.Show()
	} else {
		b.content.Hide()
	}
	if b.window != nil {
		b.window.Refresh()
	}
}
