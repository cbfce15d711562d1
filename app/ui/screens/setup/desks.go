package setup

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/ui/screens/internal/columns"
	"creneaux/app/ui/screens/internal/weekform"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// desksStep asks for the desks: a list, and beside it the desk that is chosen in it.
type desksStep struct {
	w *Wizard

	panels []*deskPanel
	at     int
	list   *fyne.Container
	beside *fyne.Container
	wrong  *widgets.Paragraph
	page   fyne.CanvasObject
	edited bool // desks were added or removed
}

func newDesksStep(w *Wizard) *desksStep {
	s := &desksStep{w: w, list: widgets.Down(), beside: container.NewStack(), wrong: widgets.NewParagraph(widgets.RoleBody, "")}
	for _, d := range w.answers.Desks {
		s.panels = append(s.panels, &deskPanel{step: s, desk: d})
	}
	s.wrong.Hide()
	text := w.p.Voice.Text
	buttons := widgets.Down(
		widgets.NewButton(widgets.Secondary, text("screen.setup.desks.add"), theme.IconAdd(), func() { s.add(false) }),
		widgets.NewButton(widgets.Secondary, text("screen.setup.desks.copy"), theme.IconCopy(), func() { s.add(true) }),
	)
	left := widgets.Down(s.list, buttons)
	s.page = widgets.Down(s.wrong, container.New(&columns.Grid{Shares: []float32{1, 4}, Wide: true, Fold: 460}, left, s.beside))
	s.draw()
	return s
}

func (s *desksStep) title() string              { return s.w.p.Voice.Text("screen.setup.desks.title") }
func (s *desksStep) purpose() string            { return s.w.p.Voice.Text("screen.setup.desks.purpose") }
func (s *desksStep) content() fyne.CanvasObject { return s.page }
func (s *desksStep) enter()                     {}

func (s *desksStep) first() fyne.Focusable {
	if len(s.panels) == 0 {
		return nil
	}
	return s.panels[s.at].build().name
}

func (s *desksStep) dirty() bool {
	for _, p := range s.panels {
		if p.page != nil && p.form.Dirty() {
			return true
		}
	}
	return s.edited
}

// draw shows the list and the desk that is chosen.
func (s *desksStep) draw() {
	s.list.Objects = nil
	for i, p := range s.panels {
		role := widgets.Flat
		if i == s.at {
			role = widgets.Secondary
		}
		p.button = widgets.NewButton(role, p.called(), nil, func() { s.choose(i) })
		s.list.Add(p.button)
	}
	s.beside.Objects = nil
	if len(s.panels) > 0 {
		s.beside.Objects = []fyne.CanvasObject{s.panels[s.at].build().page}
	}
	s.list.Refresh()
	s.beside.Refresh()
	if s.page != nil {
		s.page.Refresh()
	}
}

func (s *desksStep) choose(at int) {
	s.at = at
	s.draw()
	s.w.focus(s.first())
}

func (s *desksStep) add(copied bool) {
	taken := make([]*Desk, len(s.panels))
	for i, p := range s.panels {
		taken[i] = &Desk{Name: p.called()}
	}
	desk := &Desk{Name: freeName(taken), Positions: 1, Serves: map[agenda.ProcedureCode]bool{}}
	if copied && len(s.panels) > 0 {
		from := s.panels[s.at]
		if n, ok := from.positions.Int(); ok {
			desk.Positions = n
		}
		desk.Week, _ = from.week()
		desk.Particular = from.desk.Particular
		for code, serves := range from.desk.Serves {
			desk.Serves[code] = serves
		}
	}
	s.panels = append(s.panels, &deskPanel{step: s, desk: desk})
	s.edited = true
	s.choose(len(s.panels) - 1)
}

func (s *desksStep) remove(p *deskPanel) {
	for i, other := range s.panels {
		if other == p {
			s.panels = append(s.panels[:i:i], s.panels[i+1:]...)
			s.edited = true
			s.choose(max(0, min(s.at, len(s.panels)-1)))
			return
		}
	}
}

// copyHours gives the hours of a desk to all the others.
func (s *desksStep) copyHours(from *deskPanel) {
	week, wrong := from.week()
	if wrong != "" {
		from.hours.Say(wrong)
		return
	}
	for _, p := range s.panels {
		if p != from {
			p.setWeek(week)
		}
	}
	s.draw()
}

func (s *desksStep) say(wrong string) {
	if s.wrong.Hidden && wrong == "" {
		return
	}
	s.wrong.SetText(widgets.Danger.Sign() + "\u2002" + wrong)
	s.wrong.Hidden = wrong == ""
	s.page.Refresh()
}

func (s *desksStep) take() bool {
	s.say("")
	if len(s.panels) == 0 {
		s.say(s.w.p.Voice.Text("screen.setup.desks.wrong.none"))
		return false
	}
	names := map[string]bool{}
	for i, p := range s.panels {
		name := strings.ToLower(p.called())
		p.taken, names[name] = names[name], true
		if p.take() {
			continue
		}
		if s.at != i {
			s.choose(i)
			p.take() // again, for the keyboard goes only to what is shown
		}
		return false
	}
	s.w.answers.Desks = nil
	for _, p := range s.panels {
		s.w.answers.Desks = append(s.w.answers.Desks, p.desk)
	}
	s.draw()
	return true
}

// deskPanel is one desk.
type deskPanel struct {
	step  *desksStep
	desk  *Desk
	taken bool // another desk has the name

	name      *widgets.Entry
	positions *widgets.NumberField
	hours     *weekform.Form
	form      *widgets.Form
	button    *widgets.Button
	own       fyne.CanvasObject // the hours that can be typed
	kept      fyne.CanvasObject // instead of them, that particular ones are kept
	page      fyne.CanvasObject
}

// build makes the fields, when the desk is first looked at: those of all desks at once
// would keep the window waiting.
func (p *deskPanel) build() *deskPanel {
	if p.page != nil {
		return p
	}
	s, d, voice := p.step, p.desk, p.step.w.p.Voice
	text := voice.Text
	p.name = widgets.NewEntry()
	p.name.SetText(d.Name)
	p.name.OnChanged = func(string) { p.button.SetText(p.called()) }
	p.positions = widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: 1, Most: agenda.MostPositions})
	p.positions.SetInt(d.Positions)
	name := widgets.NewField(text("screen.setup.desks.name"), text("screen.setup.desks.name.hint"), p.name).Require(voice).CheckWith(func() string {
		if p.taken {
			return text("screen.setup.desks.wrong.name")
		}
		return ""
	})
	positions := widgets.NewField(text("screen.setup.desks.positions"), text("screen.setup.desks.positions.hint"), p.positions).Require(voice)
	p.form = widgets.NewForm(name, positions)

	p.hours = weekform.New(weekform.Params{Voice: voice, Said: func() { s.page.Refresh() }})
	p.form.Watch(p.hours.Answers()...)
	p.own = widgets.Down(
		p.hours.Content(),
		container.New(&columns.Grid{Shares: []float32{1, 1}, Fold: 460},
			widgets.NewButton(widgets.Secondary, text("screen.setup.desks.copy.days"), nil, p.copyMonday),
			widgets.NewButton(widgets.Secondary, text("screen.setup.desks.copy.desks"), nil, func() { s.copyHours(p) }),
		),
	)
	p.kept = widgets.Down(
		widgets.NewParagraph(widgets.RoleBody, text("screen.setup.desks.particular")),
		widgets.Across(widgets.NewButton(widgets.Secondary, text("screen.setup.desks.particular.replace"), nil, func() { p.setWeek(weekform.Week{}) })),
	)
	remove := widgets.NewButton(widgets.Secondary, text("screen.setup.desks.remove"), theme.IconDelete(), func() { s.remove(p) })
	p.page = widgets.Down(
		container.New(&columns.Grid{Shares: []float32{1, 1}, Wide: true, Fold: 300}, name, positions),
		p.own, p.kept, widgets.Across(remove),
	)
	p.showWeek(d.Week)
	p.form.Clean()
	p.page.Refresh()
	return p
}

// called is what stands in the list of the desks.
func (p *deskPanel) called() string {
	switch {
	case p.page == nil:
		return p.desk.Name
	case p.name.Stands() == "":
		return "…"
	}
	return p.name.Stands()
}

// setWeek shows other hours, in place of particular ones too.
func (p *deskPanel) setWeek(week weekform.Week) {
	p.desk.Particular, p.desk.Week = nil, week
	p.step.edited = true
	if p.page != nil {
		p.showWeek(week)
		p.hours.Say("")
		p.page.Refresh()
	}
}

func (p *deskPanel) showWeek(week weekform.Week) {
	p.hours.Set(week)
	particular := p.desk.Particular != nil
	widgets.ShowIf(p.own, !particular)
	widgets.ShowIf(p.kept, particular)
}

// copyMonday gives Monday's hours to the other working days.
func (p *deskPanel) copyMonday() {
	if week, ok := p.hours.CopyMonday(); ok {
		p.setWeek(week)
	}
}

// week reads the hours; wrong is the first thing that is.
func (p *deskPanel) week() (week weekform.Week, wrong string) {
	if p.page == nil {
		return p.desk.Week, ""
	}
	week, wrong, _ = p.hours.Week()
	return week, wrong
}

// take reads the desk, or shows what is wrong with it.
func (p *deskPanel) take() bool {
	if p.page == nil && !p.taken {
		return true // nobody has looked at it
	}
	p.build()
	valid := p.form.Validate()
	if p.desk.Particular == nil {
		week, wrong := p.week()
		if wrong == "" && week == (weekform.Week{}) {
			wrong = p.step.w.p.Voice.Text("screen.setup.desks.wrong.closed")
		}
		p.hours.Say(wrong)
		if wrong != "" {
			if valid {
				p.focusWrong()
			}
			return false
		}
		p.desk.Week = week
	}
	if !valid {
		return false
	}
	p.desk.Name = p.name.Stands()
	p.desk.Positions, _ = p.positions.Int()
	p.form.Clean()
	return true
}

func (p *deskPanel) focusWrong() {
	_, _, at := p.hours.Week()
	if at == nil {
		at = p.hours.First() // nothing is wrong but that it never opens
	}
	p.step.w.focus(at)
}
