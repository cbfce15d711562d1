package settings

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/ui/screens/internal/beside"
	"creneaux/app/ui/screens/internal/columns"
	"creneaux/app/ui/screens/internal/weekform"
	"creneaux/app/ui/widgets"
)

// deskPanel is the fields of the chosen desk.
type deskPanel struct {
	part    *desksPart
	filling bool
	shown   weekform.Week // what the table of the week was filled with

	title      *widgets.Text
	name       *widgets.Entry
	form       *widgets.Form
	boxes      []*widgets.Check
	offers     []agenda.Procedure // those of the boxes
	procedures *fyne.Container
	week       *weekform.Form
	own        *fyne.Container // the hours that can be typed
	kept       *fyne.Container // instead of them, that particular ones are kept
	particular *widgets.Paragraph
	used       *widgets.Paragraph
	body       *fyne.Container
	scroll     *widgets.Scroll
}

func newDeskPanel(part *desksPart) *deskPanel {
	voice := part.s.p.Voice
	text := voice.Text
	p := &deskPanel{part: part, title: widgets.NewText(widgets.RoleHeading, ""), used: widgets.NewParagraph(widgets.RoleMuted, "")}
	p.title.SetMinWidth(0)
	p.name = widgets.NewEntry()
	p.name.OnChanged = func(string) { p.take() }
	name := widgets.NewField(text("screen.setup.desks.name"), text("screen.setup.desks.name.hint"), p.name).Require(voice).CheckWith(p.wrongName)
	p.form = widgets.NewForm(name)
	p.procedures = container.New(&columns.Grid{Shares: []float32{1, 1}, Fold: 640})
	p.week = weekform.New(weekform.Params{Voice: voice, Agents: true, Changed: p.take, Said: p.relay})
	button := func(key string, do func()) fyne.CanvasObject {
		return widgets.NewButton(widgets.Secondary, text(key), nil, do)
	}
	p.own = widgets.Down(p.week.Content(), widgets.Flow(nil,
		button("screen.setup.desks.copy.days", p.copyMonday), button("screen.setup.desks.copy.desks", p.copyToAll)))
	p.particular = widgets.NewParagraph(widgets.RoleBody, "")
	p.kept = widgets.Down(widgets.NewParagraph(widgets.RoleMuted, text("screen.settings.particular")), p.particular,
		widgets.Across(button("screen.setup.desks.particular.replace", p.replace)))
	heading := func(key string) fyne.CanvasObject { return widgets.NewText(widgets.RoleStrong, text(key)) }
	p.body = widgets.Parts(nil, p.title, name,
		widgets.Down(heading("screen.settings.desk.week"), p.own, p.kept),
		widgets.Down(heading("screen.settings.desk.procedures"), p.procedures), p.used)
	p.scroll = widgets.NewScroll(columns.BesideBar(p.body))
	return p
}

// around places the panel beside the table.
func (p *deskPanel) around(table fyne.CanvasObject) *beside.Beside {
	return beside.New(beside.Params{Main: table, Side: widgets.NewTile(p.scroll), Inside: p.body, Width: 600, Least: 300})
}

// relay makes room for what is said under the table.
func (p *deskPanel) relay() {
	p.body.Refresh()
	p.scroll.Refresh()
}

// wrongName refuses the name of another desk.
func (p *deskPanel) wrongName() string {
	name := strings.TrimSpace(p.name.Stands())
	for i, d := range p.part.s.draft.now.Desks {
		if i != p.part.at && strings.EqualFold(strings.TrimSpace(d.Name), name) {
			return p.part.s.p.Voice.Text("screen.setup.desks.wrong.name")
		}
	}
	return ""
}

// show shows the chosen desk.
func (p *deskPanel) show() {
	of, s := p.part.chosen(), p.part.s
	if of == nil {
		return
	}
	p.filling = true
	p.title.SetText(of.Name)
	p.name.SetTextQuietly(of.Name)
	p.offer(s.draft.now.Procedures)
	for i, procedure := range p.offers {
		p.boxes[i].SetChecked(of.Serves(procedure.Code))
	}
	var typed bool
	p.shown, typed = weekform.Of(of.Sessions)
	p.week.Set(p.shown)
	p.week.Say("")
	p.particular.SetText(s.sessionsText(of.Sessions))
	p.own.Hidden, p.kept.Hidden = !typed, typed
	use := s.use.Desks[of.ID]
	p.used.SetText(s.usedText(use))
	p.filling = false
	p.form.Clean()
	p.relay()
}

// offer makes a box for each procedure, unless they are there already.
func (p *deskPanel) offer(procedures []agenda.Procedure) {
	same := slices.EqualFunc(p.offers, procedures, func(a, b agenda.Procedure) bool { return a.Code == b.Code && a.Label == b.Label })
	if same {
		return
	}
	p.offers, p.boxes, p.procedures.Objects = slices.Clone(procedures), nil, nil
	for _, procedure := range procedures {
		box := widgets.NewCheck(procedure.Label, false, func(bool) { p.take() })
		p.boxes = append(p.boxes, box)
		p.procedures.Objects = append(p.procedures.Objects, box)
	}
	p.procedures.Refresh()
}

// take takes what stands in the fields; what is wrong stays as it was, until it is right
// or the desk is left.
func (p *deskPanel) take() {
	of := p.part.chosen()
	if p.filling || of == nil {
		return
	}
	if name := strings.TrimSpace(p.name.Stands()); name != "" && name != strings.TrimSpace(of.Name) && p.wrongName() == "" {
		of.Name = name
		p.title.SetText(name)
	}
	of.Procedures = p.takeProcedures(of.Procedures)
	if week, wrong, _ := p.week.Week(); wrong == "" && week != p.shown && !p.own.Hidden {
		of.Sessions, p.shown = week.Sessions(), week
	}
	p.part.edited()
}

// takeProcedures returns those that are ticked: in the order that they had, new ones
// behind.
func (p *deskPanel) takeProcedures(before []agenda.ProcedureCode) []agenda.ProcedureCode {
	ticked := map[agenda.ProcedureCode]bool{}
	for i, procedure := range p.offers {
		ticked[procedure.Code] = p.boxes[i].Checked
	}
	var now []agenda.ProcedureCode
	for _, code := range before {
		if ticked[code] {
			now = append(now, code)
		}
	}
	for _, procedure := range p.offers {
		if ticked[procedure.Code] && !slices.Contains(now, procedure.Code) {
			now = append(now, procedure.Code)
		}
	}
	return now
}

func (p *deskPanel) copyMonday() {
	if week, ok := p.week.CopyMonday(); ok {
		p.week.Set(week)
		p.week.Say("")
		p.take()
	}
}

func (p *deskPanel) copyToAll() {
	if p.valid() {
		p.part.copyHours()
	}
}

// replace begins a week of the desk anew, in place of hours that the table cannot show.
func (p *deskPanel) replace() {
	p.part.chosen().Sessions = nil
	p.show()
	p.part.edited()
	widgets.FocusBeside(p.part.s.content, p.week.First())
}

func (p *deskPanel) valid() bool {
	if p.part.chosen() == nil {
		return true
	}
	if !p.form.Validate() {
		return false
	}
	if p.own.Hidden {
		return true
	}
	_, wrong, at := p.week.Week()
	p.week.Say(wrong)
	if wrong != "" {
		widgets.FocusBeside(p.part.s.content, at)
	}
	return wrong == ""
}

func (p *deskPanel) focus() { widgets.FocusBeside(p.part.s.content, p.name) }

// sessionsText tells sessions a line each.
func (s *Screen) sessionsText(sessions []agenda.Session) string {
	voice := s.p.Voice
	lines := make([]string, len(sessions))
	for i, session := range sessions {
		days := make([]string, len(session.Days))
		for j, day := range session.Days {
			days[j] = voice.WeekdayShort(day)
		}
		lines[i] = voice.Text("screen.settings.session", "Days", strings.Join(days, ", "), "From", session.From, "To", session.To, "Count", session.Positions)
	}
	return strings.Join(lines, "\n")
}
