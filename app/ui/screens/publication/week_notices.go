package publication

import (
	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// showNotices says above the releases what has to be done now, and by which ways.
func (t *weekTab) showNotices(now agenda.Moment) {
	var lines []fyne.CanvasObject
	if notice := t.dueNotice(now); notice != nil {
		lines = append(lines, notice)
	}
	if notice := t.missedNotice(now); notice != nil {
		lines = append(lines, notice)
	}
	if why := t.whyNot(); why != "" && t.schedule.Drawn && len(lines) == 0 {
		lines = append(lines, widgets.NewParagraph(widgets.RoleMuted, why))
	}
	t.notices.Objects = nil
	if len(lines) > 0 {
		t.notices.Objects = []fyne.CanvasObject{widgets.Down(lines...)}
	}
	widgets.ShowIf(t.notices, len(lines) > 0)
	t.notices.Refresh()
}

// dueNotice says that releases are to be put online now; nil where none is.
func (t *weekTab) dueNotice(now agenda.Moment) fyne.CanvasObject {
	voice, tallies := t.s.p.Voice, talliesOf(t.schedule, now)
	count, slots := tallies[due].releases+tallies[late].releases, tallies[due].slots+tallies[late].slots
	if count == 0 {
		return nil
	}
	state, text := widgets.Info, voice.Text("screen.publication.notice.due", "Count", count, "Slots", slots)
	if tallies[late].releases > 0 {
		state, text = widgets.Warning, voice.Text("screen.publication.notice.late", "Count", count, "Slots", slots)
	}
	mark := t.s.button(widgets.Primary, actionMark)
	mark.SetText(voice.Text("screen.publication.notice.mark", "Keys", action.Keys(voice, action.Alone(fyne.KeyF7))))
	return newNotice(state, text, mark)
}

// missedNotice says that slots are stuck in missed releases; nil where none are.
func (t *weekTab) missedNotice(now agenda.Moment) fyne.CanvasObject {
	voice, stuck := t.s.p.Voice, talliesOf(t.schedule, now)[missed]
	if stuck.releases == 0 {
		return nil
	}
	giveUp := t.s.button(widgets.Secondary, actionGiveUp)
	if !t.mayRedraw() {
		return newNotice(widgets.Danger, voice.Text("screen.publication.notice.missed-over", "Count", stuck.releases, "Slots", stuck.slots), giveUp)
	}
	return newNotice(widgets.Danger, voice.Text("screen.publication.notice.missed", "Count", stuck.releases, "Slots", stuck.slots),
		giveUp, t.s.button(widgets.Primary, actionRedraw))
}

// button returns the button of an action.
func (s *Screen) button(role widgets.ButtonRole, id string) *widgets.Button {
	a, _ := action.Set(s.Actions()).Find(id)
	return offered.NewButton(role, a, s.p.Voice).Button
}

// newNotice returns a text on the ground of its state, with what can be done about it.
func newNotice(state widgets.State, text string, buttons ...*widgets.Button) fyne.CanvasObject {
	said := widgets.NewParagraph(widgets.RoleBody, widgets.Signed(state, text))
	said.SetState(state)
	parts := []fyne.CanvasObject{widgets.AtLeast(240, 0, said)}
	for _, b := range buttons {
		parts = append(parts, b)
	}
	return widgets.NewSurface(state.GroundName(), widgets.EdgeAll, widgets.Inset(theme.SizeGap, widgets.Flow(parts[0], parts...)))
}
