package publication

import (
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// showStatus says above the releases how the week stands.
func (s *Screen) showStatus(now agenda.Moment) {
	voice, schedule := s.p.Voice, s.schedule
	parts := []fyne.CanvasObject{
		widgets.NewText(widgets.RoleHeading, voice.Text("screen.publication.week", "Number", s.week.Number, "Days", voice.WeekDays(s.week))),
	}
	if schedule.Drawn {
		finished, overdue := progressOf(schedule, now)
		parts = append(parts, widgets.NewBadge(
			voice.Text("screen.publication.status.done", "Done", finished, "All", len(schedule.Kept.Releases)), finishedState(finished, len(schedule.Kept.Releases))))
		if overdue > 0 {
			parts = append(parts, widgets.NewBadge(voice.Text("screen.publication.status.late", "Count", overdue), widgets.Danger))
		}
	} else {
		parts = append(parts, widgets.NewBadge(voice.Text("screen.publication.status.undrawn"), widgets.Plain))
	}
	if schedule.Planned > 0 && schedule.MayDraw {
		parts = append(parts, widgets.NewBadge(voice.Text("screen.publication.status.waiting", "Count", schedule.Planned), widgets.Info))
	}
	for _, holiday := range schedule.Closed {
		parts = append(parts, widgets.NewBadge(voice.Text("screen.publication.status.holiday", "Date", holiday), widgets.Warning))
	}
	lines := []fyne.CanvasObject{widgets.Flow(nil, parts...)}
	if why := s.whyNot(); why != "" && schedule.Drawn {
		lines = append(lines, widgets.NewParagraph(widgets.RoleMuted, why))
	}
	s.status.Objects = []fyne.CanvasObject{widgets.Down(lines...)}
	s.status.Show()
}

func finishedState(finished, all int) widgets.State {
	if finished == all {
		return widgets.Success
	}
	return widgets.Plain
}

// whyNot says why the week may not be drawn, and "" where it may.
func (s *Screen) whyNot() string {
	if s.schedule.MayDraw || s.schedule.WhyNot == nil {
		return ""
	}
	sentence, remedy := s.p.Voice.Problem(s.schedule.WhyNot)
	return sentence + " " + remedy
}

// undrawn is what stands in the place of the releases of a week without any.
func (s *Screen) undrawn() widgets.NoticeParams {
	voice := s.p.Voice
	if !s.schedule.MayDraw {
		return widgets.NoticeParams{Icon: theme.IconInfo(), Title: voice.Text("screen.publication.past.title"), Text: s.whyNot()}
	}
	text := voice.Text("screen.publication.empty.none")
	if s.schedule.Planned > 0 {
		text = voice.Text("screen.publication.empty.text", "Count", s.schedule.Planned)
	}
	return widgets.NoticeParams{
		Icon: theme.IconCalendar(), Title: voice.Text("screen.publication.empty.title", "Number", s.week.Number), Text: text,
		Action: widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.draw"), theme.IconDraw(), s.askDraw),
	}
}

// showButtons shows the buttons that the week as it stands asks for. A drawn week is to
// be handed out; drawing it anew is the rare and grave thing.
func (s *Screen) showButtons(now agenda.Moment) {
	drawn := s.schedule.Drawn
	s.reveal.Hidden = !drawn || !s.secrets(now)
	s.sheet.Hidden = !drawn
	s.draw.Hidden = false
	s.draw.SetRole(widgets.Primary)
	if drawn {
		s.draw.SetRole(widgets.Secondary)
	}
	s.reveal.SetIcon(theme.IconShow())
	if s.shown {
		s.reveal.SetIcon(theme.IconHide())
	}
	for id, b := range map[string]*widgets.Button{actionDraw: s.draw, actionSheet: s.sheet, actionReveal: s.reveal} {
		a, _ := action.Set(s.Actions()).Find(id)
		b.SetText(a.Title)
		b.SetTip(a.Tip(s.p.Voice))
		if a.Usable() {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// secrets reports whether the week has a moment that is still worth money.
func (s *Screen) secrets(now agenda.Moment) bool {
	return slices.ContainsFunc(s.schedule.Kept.Releases, func(r agenda.Release) bool { return secret(r, now) })
}

// showCount says how many releases and slots there are, or are selected.
func (s *Screen) showCount() {
	voice, slots := s.p.Voice, slotsOf(s.schedule)
	all := s.schedule.Kept.Releases
	chosen := s.chosen()
	if len(chosen) < 2 {
		sum := 0
		for _, n := range slots {
			sum += n
		}
		s.count.SetText(voice.Text("screen.publication.count", "Count", len(all), "Slots", sum))
		return
	}
	sum := 0
	for _, r := range chosen {
		sum += slots[r.ID]
	}
	s.count.SetText(voice.Text("screen.publication.count.selected", "Count", len(chosen), "All", len(all), "Slots", sum))
}

// say says at the bottom what became of a draw.
func (s *Screen) say(text string) {
	s.outcome.SetText(text)
	s.outcome.Show()
	s.content.Refresh()
}
