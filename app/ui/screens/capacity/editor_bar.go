package capacity

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// editBar stands under a week in which something was typed: what it comes to, why, and
// what becomes of it.
type editBar struct {
	e       *editor
	said    *widgets.Paragraph
	why     *widgets.Entry
	reason  fyne.CanvasObject // the field of why, which stands under the desks
	keep    *widgets.Button
	content fyne.CanvasObject
}

func newEditBar(e *editor) *editBar {
	voice := e.s.p.Voice
	b := &editBar{e: e, said: widgets.NewParagraph(widgets.RoleBody, ""), why: widgets.NewEntry()}
	b.why.OnChanged = func(text string) {
		if now := e.edit(); now != nil {
			now.why = text
		}
	}
	b.reason = widgets.NewField(voice.Text("screen.capacity.edit.why"), voice.Text("screen.capacity.edit.why.hint"), b.why).Optional(voice)
	b.keep = widgets.NewButton(widgets.Primary, voice.Text("screen.capacity.edit.keep.short"), theme.IconSave(), e.keep)
	discard := widgets.NewButton(widgets.Secondary, voice.Text("screen.capacity.edit.discard.short"), nil, e.discard)
	b.content = widgets.Down(b.said, widgets.Flow(nil, discard, b.keep))
	b.content.Hide()
	b.reason.Hide()
	return b
}

// draw shows what an edit comes to, or nothing where there is none.
func (b *editBar) draw() {
	e, voice := b.e, b.e.s.p.Voice
	now := e.edit()
	if now == nil || !e.there {
		b.content.Hide()
		b.reason.Hide()
		return
	}
	if b.why.Text != now.why {
		b.why.SetTextQuietly(now.why)
	}
	state, text := widgets.Plain, ""
	switch slots := e.unplaced(); {
	case !e.valid():
		state, text = widgets.Danger, voice.Text("screen.capacity.edit.invalid")
	case e.failure != nil:
		state = widgets.Danger
		text, _ = voice.Problem(e.failure)
	case slots > 0:
		state, text = widgets.Danger, voice.Text("screen.capacity.edit.unplaced", "Count", slots)
	default:
		text = voice.Text("screen.capacity.edit.change", "Added", e.shown.Added, "Removed", e.shown.Removed)
	}
	b.said.SetState(state)
	b.said.SetText(widgets.Signed(state, text))
	if e.keepable() {
		b.keep.Enable()
	} else {
		b.keep.Disable()
	}
	b.content.Show()
	b.reason.Show()
}
