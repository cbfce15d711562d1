package setup

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/ui/screens/internal/columns"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// summaryStep shows what was answered and what it gives.
type summaryStep struct {
	w *Wizard

	facts    *fyne.Container
	tile     *widgets.StatTile
	permits  *widgets.StatTile
	room     *widgets.StatTile
	reasons  *widgets.Paragraph
	save     *widgets.Button
	page     fyne.CanvasObject
	estimate int // which one is awaited
}

func newSummaryStep(w *Wizard) *summaryStep {
	text := w.p.Voice.Text
	s := &summaryStep{
		w: w, facts: container.New(&columns.Grid{Shares: []float32{1, 2}}),
		tile:    widgets.NewStatTile(text("screen.setup.summary.appointments")),
		permits: widgets.NewStatTile(text("screen.setup.summary.permits")),
		room:    widgets.NewStatTile(text("screen.setup.summary.used")),
		reasons: widgets.NewParagraph(widgets.RoleBody, ""),
	}
	s.save = widgets.NewButton(widgets.Secondary, text("screen.setup.summary.save"), theme.IconSave(), func() { w.p.Save(w.Setup()) })
	s.page = widgets.Parts(nil,
		container.New(&columns.Grid{Shares: []float32{1, 1, 1}, Wide: true, Fold: 420}, s.tile, s.permits, s.room),
		s.reasons, s.facts, widgets.Across(s.save),
	)
	return s
}

func (s *summaryStep) title() string              { return s.w.p.Voice.Text("screen.setup.summary.title") }
func (s *summaryStep) purpose() string            { return s.w.p.Voice.Text("screen.setup.summary.purpose") }
func (s *summaryStep) content() fyne.CanvasObject { return s.page }
func (s *summaryStep) first() fyne.Focusable      { return s.w.next }
func (s *summaryStep) take() bool                 { return true }
func (s *summaryStep) dirty() bool                { return false }

func (s *summaryStep) enter() {
	s.describe()
	s.calculate()
}

// describe repeats the answers in a few lines.
func (s *summaryStep) describe() {
	voice, a := s.w.p.Voice, s.w.answers
	setup := s.w.Setup()
	minutes := 0
	for _, d := range setup.Desks {
		for _, session := range d.Sessions {
			minutes += int(session.To-session.From) * len(session.Days) * session.Positions
		}
	}
	protection := s.w.protection()
	protected := agenda.Msg("screen.setup.summary.protected")
	if protection.passphrase() == "" {
		protected = agenda.Msg("screen.setup.summary.unprotected")
	}
	text := voice.Text
	s.facts.Objects = nil
	for _, fact := range [][2]string{
		{text("screen.setup.summary.service"), a.Service.Name},
		{text("screen.setup.service.year"), itoa(a.Service.Year)},
		{text("screen.setup.desks.title"), text("screen.setup.summary.desks", "Count", len(setup.Desks), "Hours", voice.Duration(minutes))},
		{text("screen.setup.procedures.title"), text("screen.setup.summary.procedures", "Count", len(setup.Procedures))},
		{text("screen.setup.closures.title"), text("screen.setup.summary.closures", "Count", len(setup.Closures), "Holidays", len(a.holidays()))},
		{text("screen.setup.protection.path"), protection.file()},
		{text("screen.setup.protection.title"), voice.Say(protected)},
	} {
		s.facts.Add(widgets.NewText(widgets.RoleMuted, fact[0]))
		value := widgets.NewText(widgets.RoleBody, fact[1])
		value.SetMinWidth(0)
		s.facts.Add(value)
	}
	s.page.Refresh()
}

// calculate says how many appointments fit.
func (s *summaryStep) calculate() {
	voice := s.w.p.Voice
	s.estimate++
	turn := s.estimate
	wait := voice.Text("screen.setup.summary.calculating")
	for _, t := range []*widgets.StatTile{s.tile, s.permits, s.room} {
		t.Set("…", wait, widgets.Quiet)
	}
	s.explain("")
	s.w.estimate(s.w.Setup(), func(e Estimate, err error) {
		if turn != s.estimate {
			return
		}
		if err != nil {
			sentence, remedy := voice.Problem(err)
			for _, t := range []*widgets.StatTile{s.tile, s.permits, s.room} {
				t.Set("–", "", widgets.Quiet)
			}
			s.explain(sentence + " " + remedy)
			return
		}
		s.tell(e)
	})
}

func (s *summaryStep) tell(e Estimate) {
	voice := s.w.p.Voice
	against := func(value, target int) (string, widgets.State) {
		if value >= target {
			return voice.Text("screen.setup.summary.met", "Target", target), widgets.Success
		}
		return voice.Text("screen.setup.summary.missed", "Target", target, "Missing", target-value), widgets.Warning
	}
	detail, state := against(e.Planned, e.Target)
	s.tile.Set(voice.Number(e.Planned), detail, state)
	permits := int(e.Permits + 0.5)
	detail, state = against(permits, s.w.answers.Service.Targets.Permits)
	s.permits.Set(voice.Number(permits), detail, state)
	s.room.Set(voice.Percent(e.Used), voice.Text("screen.setup.summary.used.detail"), widgets.Plain)
	s.explain(voice.Join(e.Reasons[:min(len(e.Reasons), mostReasons)], "\n"))
}

func (s *summaryStep) explain(text string) {
	s.reasons.SetText(text)
	s.reasons.Hidden = text == ""
	s.page.Refresh()
}

// mostReasons is how many reasons are told here; the plan tells all.
const mostReasons = 3
