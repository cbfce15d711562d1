package dashboard

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// side is what is to be done: what waits, the next release, what deserves attention.
type side struct {
	p    Params
	next *next

	waiting []string // what the errands say that are in sight
	warned  []string // and the warnings

	errands, notes *fyne.Container
	content        fyne.CanvasObject
}

func newSide(p Params, mark action.Action) *side {
	s := &side{p: p, errands: container.NewStack(), notes: container.NewStack(), next: newNext(p, mark)}
	title := s.heading("screen.dashboard.next.title")
	next := widgets.Tight(widgets.AcrossMiddle(title, title, s.next.reveal), inLine(s.next.when), s.next.mark)
	s.errands.Objects = []fyne.CanvasObject{widgets.Tight(s.heading("screen.dashboard.todo.title"),
		inLine(widgets.NewParagraph(widgets.RoleMuted, p.Voice.Text("screen.dashboard.todo.looking"))))}
	s.content = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll,
		widgets.Inset(theme.SizeGap, widgets.Parts(nil, s.errands, next, s.notes)))
	s.next.resized = s.content.Refresh
	return s
}

// heading is a title that stands where the lines below it do.
func (s *side) heading(key string) fyne.CanvasObject {
	title := widgets.NewText(widgets.RoleHeading, s.p.Voice.Text(key))
	title.SetMinWidth(0)
	return inLine(title)
}

// inLine keeps what leads nowhere in line with what does.
func inLine(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Inset(theme.SizeGapSmall, o)
}

// line is something that leads to a page.
func (s *side) line(state widgets.State, text, tip string, open func()) fyne.CanvasObject {
	leads := widgets.NewPressable(widgets.NewParagraph(widgets.RoleBody, widgets.Signed(state, text)), text, open)
	leads.SetArrow()
	leads.SetTip(tip)
	return leads
}

// showErrands lists what waits. Lines that say what they said stay, and with them the
// keyboard.
func (s *side) showErrands(errands []errand, err error) {
	voice := s.p.Voice
	var said []string
	for _, e := range errands {
		said = append(said, e.text)
	}
	if err == nil && len(said) > 0 && slices.Equal(said, s.waiting) {
		return
	}
	s.waiting = said
	lines := []fyne.CanvasObject{s.heading("screen.dashboard.todo.title")}
	switch {
	case err != nil:
		s.waiting = nil
		sentence, remedy := voice.Problem(err)
		lines = append(lines, inLine(widgets.NewParagraph(widgets.RoleBody, widgets.Signed(widgets.Danger, sentence+" "+remedy))))
	case len(errands) == 0:
		lines = append(lines, inLine(widgets.NewParagraph(widgets.RoleMuted, widgets.Signed(widgets.Success, voice.Text("screen.dashboard.todo.none")))))
	}
	for _, e := range errands {
		lines = append(lines, s.line(e.state, e.text, e.verb, e.open))
	}
	s.errands.Objects = []fyne.CanvasObject{widgets.Tight(lines...)}
	s.errands.Refresh()
}

// showNotes lists the warnings, each with where something can be done about it.
func (s *side) showNotes(warnings []agenda.Message) {
	voice := s.p.Voice
	var said []string
	for _, warning := range warnings {
		said = append(said, voice.Say(warning))
	}
	if s.notes.Objects != nil && slices.Equal(said, s.warned) {
		return
	}
	s.warned = said
	lines := []fyne.CanvasObject{s.heading("screen.dashboard.notes.title")}
	if len(warnings) == 0 {
		lines = append(lines, inLine(widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.dashboard.notes.none"))))
	}
	for i, warning := range warnings {
		page := pageOf(warning)
		lines = append(lines, s.line(widgets.Warning, said[i], openText(page, voice), func() { s.p.Navigate(page) }))
	}
	s.notes.Objects = []fyne.CanvasObject{widgets.Tight(lines...)}
	s.notes.Refresh()
}
