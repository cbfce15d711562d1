package widgets

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/theme"
)

// said is what the table says under its rows until the next key or click.
type said struct {
	text   *Text
	again  *Button
	row    *fyne.Container
	strip  fyne.CanvasObject
	shown  bool
	fixed  bool // it stays until it is settled: rows are missing
	closer *Button
}

// say tells something to who uses the table.
func (t *DataTable) say(text string, state State) {
	if t.OnSay != nil {
		t.OnSay(text, state)
		return
	}
	t.said.show(t, text, state, false)
}

// failed says that some rows could not be loaded, while others are seen. If none is, a
// notice stands in their place.
func (s *said) failed(t *DataTable) {
	if t.fresh {
		sentence, _ := t.voice.Problem(t.failure)
		s.show(t, sentence, Danger, true)
	}
}

func (s *said) show(t *DataTable, text string, state State, fixed bool) {
	if s.strip == nil {
		s.make(t)
	}
	s.text.SetState(state)
	s.text.SetText(Signed(state, text))
	s.again.Hidden, s.closer.Hidden = !fixed, fixed
	s.row.Refresh() // another button has its place
	s.shown, s.fixed = true, fixed
	t.refit()
}

func (s *said) make(t *DataTable) {
	s.text = NewText(RoleBody, "")
	s.text.SetMinWidth(0)
	s.again = NewButton(Secondary, t.voice.Text("ui.notice.again"), theme.IconRefresh(), t.again)
	s.closer = NewButton(Flat, "", theme.IconClose(), func() { s.hush(t); focus(t) })
	s.closer.SetTip(t.voice.Text("table.said.close"))
	s.row = AcrossWith(s.text, s.text, s.again, s.closer)
	s.strip = NewSurface(theme.ColorChrome, EdgeTop, InsetEdges(theme.SizeGapLarge, theme.SizeGap, theme.SizeGap, theme.SizeGap, s.row))
}

// hush takes away what was said, unless rows are still missing.
func (s *said) hush(t *DataTable) {
	if s.shown && (!s.fixed || t.failure == nil) {
		s.shown = false
		t.refit()
	}
}

// footHeight is how much room what stands under the rows takes.
func (t *DataTable) footHeight() float32 {
	n := float32(0)
	if t.find.open {
		n++
	}
	if t.said.shown {
		n++
	}
	return n * stripHeight()
}

func stripHeight() float32 { return theme.Size(theme.SizeControl) + 2*theme.Size(theme.SizeGap) }

// foot returns what stands under the rows, from the top.
func (t *DataTable) foot() (strips []fyne.CanvasObject) {
	if t.said.shown {
		strips = append(strips, t.said.strip)
	}
	if t.find.open {
		strips = append(strips, t.find.bar.content)
	}
	return strips
}
