package ui

import (
	"math"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/ui/task"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// taskBar is the bottom of a window: what runs, how far it is, how long it may take and a
// way to stop it; then what came out of it. It is there only while it has something to
// say.
type taskBar struct {
	p       *pane
	content fyne.CanvasObject
	window  *fyne.Container // what the bar is part of; nil before
	lines   *fyne.Container // the line in sight

	running fyne.CanvasObject
	text    *widgets.Text
	left    *widgets.Text
	line    *progressLine
	share   *widgets.Text // how much is done, in words
	result  bool          // the bar tells what came out of a task
}

func newTaskBar(p *pane) *taskBar {
	voice := p.s.voice
	b := &taskBar{
		p: p, text: widgets.NewText(widgets.RoleBody, ""), left: widgets.NewText(widgets.RoleMuted, ""),
		line: newProgressLine(), share: widgets.NewText(widgets.RoleBody, ""), lines: container.NewStack(),
	}
	b.share.SetAlignment(fyne.TextAlignTrailing)
	b.text.SetMinWidth(0)
	cancel := widgets.NewButton(widgets.Secondary, voice.Text("ui.task.cancel"), nil, p.s.tasks.Cancel)
	b.running = widgets.AcrossWith(b.text, b.text, b.left, widgets.AtLeast(220, 0, b.line), widgets.AtLeast(42, 0, b.share), cancel)
	b.content = widgets.NewSurface(theme.ColorChrome, widgets.EdgeTop, widgets.InsetEdges(theme.SizeMargin, theme.SizeGap, theme.SizeMargin, theme.SizeGap, b.lines))
	b.content.Hide()
	b.show(p.s.tasks.State())
	return b
}

// under puts the bar under what the window shows.
func (b *taskBar) under(content fyne.CanvasObject) fyne.CanvasObject {
	b.window = container.NewBorder(nil, b.content, nil, nil, content)
	return b.window
}

// rest ends the bar's movement, when another one takes its place.
func (b *taskBar) rest() { b.line.rest() }

// show shows what a task does; a new one takes the place of what came out of the last.
func (b *taskBar) show(s task.State) {
	if !s.Busy {
		b.line.rest()
		if !b.result {
			b.appear(false)
		}
		return
	}
	b.text.SetText(progressText(s, b.p.s.voice))
	b.left.SetText(leftOf(s, b.p.s.voice))
	if s.Total > 0 {
		share := float64(s.Done) / float64(s.Total)
		b.line.set(float32(share))
		b.share.SetText(b.p.s.voice.Percent(math.Floor(share*100) / 100)) // what is said to be done is done
	} else {
		b.line.set(-1)
		b.share.SetText("")
	}
	b.put(b.running)
	b.result = false
}

// progressText is what a task does, in a line.
func progressText(s task.State, voice *wording.Voice) string {
	switch {
	case s.Cancelling:
		return voice.Text("ui.task.cancelling")
	case s.Stage.IsZero():
		return s.Label
	default:
		return s.Label + " – " + voice.Say(s.Stage)
	}
}

// leftOf says how long the stage of a task may still take; "" while nobody can tell.
func leftOf(s task.State, voice *wording.Voice) string {
	if s.Cancelling || s.Left <= 0 {
		return ""
	}
	return voice.Text("ui.task.left", "Time", roughly(s.Left, voice))
}

// roughly says a time as people do who do not know it better. It rounds up: to be early
// is no offence.
func roughly(d time.Duration, voice *wording.Voice) string {
	minutes := int((d + time.Minute - 1) / time.Minute)
	switch {
	case d < time.Minute:
		return voice.Text("ui.task.left.moment")
	case minutes > 10 && minutes < 60:
		return voice.Text("ui.task.left.minutes", "Count", (minutes+4)/5*5)
	case minutes < 60:
		return voice.Text("ui.task.left.minutes", "Count", minutes)
	default:
		return voice.Text("ui.task.left.hours", "Count", (minutes+59)/60)
	}
}

// wrote tells that a file was written, and offers it.
func (p *pane) wrote(path string) {
	p = p.orAnother()
	voice := p.s.voice
	text := widgets.NewText(widgets.RoleBody, voice.Text("ui.wrote", "File", filepath.Base(path), "Folder", filepath.Dir(path)))
	p.bar.tell(widgets.Success, text,
		widgets.NewButton(widgets.Secondary, voice.Text("ui.wrote.open"), theme.IconOpen(), func() { p.openFile(path) }),
		widgets.NewButton(widgets.Secondary, voice.Text("ui.wrote.show"), theme.IconFolder(), func() { p.showInFolder(path) }))
}

// failed tells why a task failed, where no dialog has said so.
func (p *pane) failed(label string, err error) {
	sentence, _ := p.s.voice.Problem(err)
	p.bar.tell(widgets.Danger, widgets.NewText(widgets.RoleBody, p.s.voice.Text("ui.task.failed", "Task", label, "Why", sentence)))
}

// tell shows what came out of a task until somebody closes it or another one begins.
func (b *taskBar) tell(state widgets.State, text *widgets.Text, buttons ...fyne.CanvasObject) {
	if b.p.s.tasks.State().Busy {
		return // what runs now is more than what was
	}
	text.SetMinWidth(0)
	sign := widgets.NewText(widgets.RoleStrong, state.Sign())
	sign.SetState(state)
	row := append([]fyne.CanvasObject{sign, text}, buttons...)
	closing := widgets.NewButton(widgets.Flat, "", theme.IconClose(), b.forget)
	closing.SetAccessibleLabel(b.p.s.voice.Text("ui.dialog.close"))
	b.put(widgets.AcrossWith(text, append(row, closing)...))
	b.result = true
}

// forget takes what came out of a task away.
func (b *taskBar) forget() {
	if b.result {
		b.result = false
		b.appear(false)
	}
}

// put shows a line.
func (b *taskBar) put(line fyne.CanvasObject) {
	if len(b.lines.Objects) != 1 || b.lines.Objects[0] != line {
		b.lines.Objects = []fyne.CanvasObject{line}
		b.lines.Refresh()
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
