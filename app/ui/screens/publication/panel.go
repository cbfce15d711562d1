package publication

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// showPanel shows the selected release: when, what, and the button that ticks it.
func (s *Screen) showPanel() {
	voice, now := s.p.Voice, s.p.Office.Now()
	r, number, ok := s.release(s.selected)
	if !ok {
		s.panel.Objects = []fyne.CanvasObject{widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.publication.panel.none"))}
		s.panel.Refresh()
		return
	}
	when := voice.Moment(r.At)
	if secret(r, now) && !s.shown {
		when = voice.Text("screen.publication.panel.hidden")
	}
	said, state := standingText(r, now, voice)
	parts := []fyne.CanvasObject{
		widgets.NewText(widgets.RoleCaption, voice.Text("screen.publication.panel.number", "Number", number, "All", len(s.schedule.Kept.Releases))),
		widgets.NewParagraph(widgets.RoleHeading, when),
		widgets.Across(widgets.NewBadge(said, state)),
		s.tickButton(r, now),
	}
	parts = append(parts, s.lots(r.ID)...)
	s.panel.Objects = []fyne.CanvasObject{widgets.Down(parts...)}
	s.panel.Refresh()
}

// tickButton ticks a release whose moment has come, or takes the tick back.
func (s *Screen) tickButton(r agenda.Release, now agenda.Moment) fyne.CanvasObject {
	voice := s.p.Voice
	switch standingOf(r, now) {
	case toCome:
		return widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.publication.panel.wait"))
	case done:
		return widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.untick"), theme.IconUndo(), func() { s.mark(false, r) })
	default:
		return widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.tick"), theme.IconCheck(), func() { s.mark(true, r) })
	}
}

// lots lists what a release puts online, desk by desk.
func (s *Screen) lots(id agenda.ReleaseID) []fyne.CanvasObject {
	voice := s.p.Voice
	desks := lotsOf(s.schedule, id)
	if len(desks) == 0 {
		return []fyne.CanvasObject{widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.publication.panel.no-lots"))}
	}
	var parts []fyne.CanvasObject
	for _, d := range desks {
		lines := []fyne.CanvasObject{widgets.NewText(widgets.RoleStrong, voice.Text("screen.publication.panel.desk", "Desk", d.desk))}
		for _, l := range d.lots {
			count := widgets.NewText(widgets.RoleBody, voice.Number(l.slots))
			count.SetAlignment(alignRight)
			label := widgets.NewParagraph(widgets.RoleBody, l.procedure)
			lines = append(lines, widgets.AcrossWith(label, widgets.AtLeast(28, 0, count), label))
		}
		parts = append(parts, container.NewVBox(lines...))
	}
	return parts
}
