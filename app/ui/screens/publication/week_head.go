package publication

import (
	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// showHead says above the releases how the week stands.
func (t *weekTab) showHead(now agenda.Moment) {
	voice, schedule := t.s.p.Voice, t.schedule
	parts := []fyne.CanvasObject{
		widgets.NewText(widgets.RoleHeading, voice.Text("screen.publication.week", "Number", t.week.Number, "Days", voice.WeekDays(t.week))),
	}
	if schedule.Drawn {
		parts = append(parts, t.drawnBadges(now)...)
	} else {
		parts = append(parts, widgets.NewBadge(voice.Text("screen.publication.status.undrawn"), widgets.Plain))
	}
	if schedule.Planned > 0 && schedule.MayDraw {
		parts = append(parts, widgets.NewBadge(voice.Text("screen.publication.status.waiting", "Count", schedule.Planned), widgets.Info))
	}
	for _, holiday := range schedule.Closed {
		parts = append(parts, widgets.NewBadge(voice.Text("screen.publication.status.holiday", "Date", holiday), widgets.Warning))
	}
	if schedule.Drawn {
		gap := widgets.Spacer()
		parts = append(parts, gap, t.s.button(widgets.Flat, actionRules), t.views)
		t.head.Objects = []fyne.CanvasObject{widgets.Flow(gap, parts...)}
	} else {
		t.head.Objects = []fyne.CanvasObject{widgets.Flow(nil, parts...)}
	}
	t.head.Show()
}

// drawnBadges say how far a drawn week is.
func (t *weekTab) drawnBadges(now agenda.Moment) []fyne.CanvasObject {
	voice, tallies := t.s.p.Voice, talliesOf(t.schedule, now)
	all := 0
	for how, tally := range tallies {
		if how != replaced {
			all += tally.releases
		}
	}
	state := widgets.Plain
	if tallies[done].releases == all {
		state = widgets.Success
	}
	badges := []fyne.CanvasObject{
		widgets.NewBadge(voice.Text("screen.publication.status.done", "Done", tallies[done].releases, "All", all), state),
	}
	if n := tallies[late].releases; n > 0 {
		badges = append(badges, widgets.NewBadge(voice.Text("screen.publication.status.late", "Count", n), widgets.Warning))
	}
	if n := tallies[missed].releases; n > 0 {
		badges = append(badges, widgets.NewBadge(voice.Text("screen.publication.status.missed", "Count", n), widgets.Danger))
	}
	return badges
}

// whyNot says why the week may not be drawn, and "" where it may.
func (t *weekTab) whyNot() string {
	if t.schedule.MayDraw || t.schedule.WhyNot == nil {
		return ""
	}
	sentence, remedy := t.s.p.Voice.Problem(t.schedule.WhyNot)
	return sentence + " " + remedy
}

// undrawn is what stands in the place of the releases of a week without any.
func (t *weekTab) undrawn() widgets.NoticeParams {
	voice := t.s.p.Voice
	if !t.schedule.MayDraw {
		return widgets.NoticeParams{Icon: theme.IconInfo(), Title: voice.Text("screen.publication.past.title"), Text: t.whyNot()}
	}
	text := voice.Text("screen.publication.empty.none")
	if t.schedule.Planned > 0 {
		text = voice.Text("screen.publication.empty.text", "Count", t.schedule.Planned)
	}
	return widgets.NoticeParams{
		Icon: theme.IconCalendar(), Title: voice.Text("screen.publication.empty.title", "Number", t.week.Number), Text: text,
		Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.draw"), theme.IconDraw(), t.askDraw),
	}
}

// showButtons shows the buttons that the week as it stands asks for. A drawn week is to
// be handed out; drawing it anew is the rare and grave thing.
func (t *weekTab) showButtons(inSight bool) {
	drawn, inSight := t.schedule.Drawn, inSight && t.there
	t.reveal.Hidden = !inSight || !drawn || talliesOf(t.schedule, t.now())[toCome].releases == 0
	t.sheet.Hidden = !inSight || !drawn
	t.draw.Hidden = !inSight
	t.draw.SetRole(widgets.Primary)
	if drawn {
		t.draw.SetRole(widgets.Secondary)
	}
	t.reveal.SetIcon(theme.IconShow())
	if t.veil.Lifted() {
		t.reveal.SetIcon(theme.IconHide())
	}
	all := action.Set(t.s.Actions())
	for id, b := range map[string]*widgets.Button{actionDraw: t.draw, actionSheet: t.sheet, actionReveal: t.reveal} {
		a, _ := all.Find(id)
		b.SetText(a.Title)
		b.SetTip(a.Tip(t.s.p.Voice))
		if a.Usable() {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// now is the time while a week is in sight; before, nothing depends on it.
func (t *weekTab) now() agenda.Moment {
	if !t.there {
		return 0
	}
	return t.s.p.Office.Now()
}

// count says how many releases and slots there are, or are selected.
func (t *weekTab) count() string {
	if !t.there || !t.schedule.Drawn {
		return ""
	}
	voice, slots := t.s.p.Voice, slotsOf(t.schedule)
	selection := t.table.Selection()
	all, inAll, chosen, inChosen := 0, 0, 0, 0
	for _, r := range t.schedule.Releases {
		all, inAll = all+1, inAll+slots[r.ID]
		if selection.Contains(string(r.ID)) {
			chosen, inChosen = chosen+1, inChosen+slots[r.ID]
		}
	}
	if chosen < 2 {
		return voice.Text("screen.publication.count", "Count", all, "Slots", inAll)
	}
	return voice.Text("screen.publication.count.selected", "Count", chosen, "All", all, "Slots", inChosen)
}
