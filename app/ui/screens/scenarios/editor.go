package scenarios

import (
	"encoding/json"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// editor is the form of a scenario. What it does not ask for stays as it was.
type editor struct {
	s     *Screen
	from  office.Scenario
	begun bool // something was done that the fields do not know: changes added, removed

	name   *widgets.Entry
	note   *widgets.Entry
	policy *widgets.Select
	week   *widgets.DatePicker
	past   *widgets.Select
	head   *widgets.Form
	named  *widgets.Field
	cards  []*card
	list   *fyne.Container
	none   *widgets.Paragraph
	wrong  *widgets.Paragraph

	page    *widgets.Scroll
	content fyne.CanvasObject
}

func newEditor(s *Screen, from office.Scenario) *editor {
	voice := s.p.Voice
	text := voice.Text
	e := &editor{s: s, from: from, name: widgets.NewEntry(), note: widgets.NewEntry(), list: widgets.Down(), wrong: widgets.NewParagraph(widgets.RoleBody, "")}
	e.none = widgets.NewParagraph(widgets.RoleMuted, text("screen.scenarios.form.none"))
	e.wrong.Hide()
	e.name.SetText(from.Name)
	e.note.SetText(from.Note)
	e.named = widgets.NewField(text("screen.scenarios.form.name"), "", e.name).Require(voice).CheckWith(e.nameTaken)
	note := widgets.NewField(text("screen.scenarios.form.note"), "", e.note).Optional(voice)
	planning := e.planning()
	e.head = widgets.NewForm(append([]*widgets.Field{e.named, note}, planning...)...)

	var add []fyne.CanvasObject
	for _, kind := range kinds() {
		add = append(add, widgets.NewButton(widgets.Secondary, text(kind.add), theme.IconAdd(), func() { e.add(kind) }))
	}
	title := text("screen.scenarios.form.new")
	if from.ID != "" {
		title = text("screen.scenarios.form.edit")
	}
	parts := []fyne.CanvasObject{
		widgets.Tight(widgets.NewText(widgets.RoleHeading, title), e.wrong),
		widgets.AcrossWith(note, widgets.AtLeast(300, 0, e.named), note),
		widgets.Down(widgets.NewText(widgets.RoleStrong, text("screen.scenarios.form.changes")), e.none, e.list, widgets.Flow(nil, add...)),
	}
	if said := s.teller().particular(from.Timetable); len(said) > 0 {
		parts = append(parts, widgets.NewParagraph(widgets.RoleMuted, widgets.Signed(widgets.Info, text("screen.scenarios.form.kept", "Changes", strings.Join(said, " ")))))
	}
	fields := make([]fyne.CanvasObject, len(planning))
	for i, f := range planning {
		fields[i] = widgets.AtLeast(fieldWidth, 0, f)
	}
	parts = append(parts, widgets.Down(widgets.NewText(widgets.RoleStrong, text("screen.scenarios.form.planning")), flowing(fields...)))
	e.page = widgets.NewScroll(widgets.Inset(theme.SizeGapLarge, widgets.Parts(nil, parts...)))
	e.content = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, e.page)
	for _, kind := range kinds() {
		e.cards = append(e.cards, kind.of(e, from.WhatIf)...)
	}
	for _, c := range e.cards[:min(len(e.cards), mostOpen)] {
		if len(e.cards) <= mostOpen {
			c.unfold()
		}
	}
	e.arrange()
	return e
}

// mostOpen is how many changes show their fields when a form is opened; of more, each is
// told in its sentence.
const mostOpen = 2

// The widths of fields, in pixels at text scale 1.
const (
	fieldWidth = 250
	shortWidth = 120
	dateWidth  = 178
)

// flowing places fields beside each other, from their labels on.
func flowing(fields ...fyne.CanvasObject) *fyne.Container { return widgets.Across(fields...) }

// planning asks how the year is planned under the changes.
func (e *editor) planning() []*widgets.Field {
	voice, r := e.s.p.Voice, e.from.Request
	text := voice.Text
	policies := []string{text("screen.scenarios.policy.same", "Policy", policyName(e.s.plan.Policy, voice))}
	for _, p := range capacity.Policies() {
		policies = append(policies, policyName(p, voice))
	}
	e.policy = widgets.NewSelect(policies, slices.Index(capacity.Policies(), r.Policy)+1, nil)
	var pasts []string
	for _, p := range office.PastCounts() {
		pasts = append(pasts, pastName(p, voice))
	}
	e.past = widgets.NewSelect(pasts, max(slices.Index(office.PastCounts(), r.Past), 0), nil)
	year := e.s.plan.House.Service.Year
	e.week = widgets.NewDatePicker(widgets.MonthParams{Voice: voice, Today: e.s.today(), First: firstDay(year), Last: lastDay(year)})
	if !r.From.IsZero() {
		e.week.SetDate(r.From.Monday())
	}
	return []*widgets.Field{
		widgets.NewField(text("screen.scenarios.form.policy"), "", e.policy),
		widgets.NewField(text("screen.scenarios.form.week"), text("screen.scenarios.form.week.hint"), e.week),
		widgets.NewField(text("screen.scenarios.form.past"), "", e.past),
	}
}

// nameTaken says that another scenario has the name.
func (e *editor) nameTaken() string {
	for _, other := range e.s.all {
		if other.ID != e.from.ID && strings.EqualFold(strings.TrimSpace(other.Name), e.title()) {
			return e.s.p.Voice.Text("screen.scenarios.form.wrong.name")
		}
	}
	return ""
}

func (e *editor) title() string { return strings.TrimSpace(e.name.Stands()) }

// add adds an empty change of a kind and gives it the keyboard.
func (e *editor) add(k kind) {
	if k.once {
		for _, c := range e.cards {
			if c.kind == k.id {
				e.unfold(c)
				return
			}
		}
	}
	one := k.fresh(e)
	e.cards = append(e.cards, one)
	e.begun = true
	e.unfold(one)
}

func (e *editor) remove(c *card) {
	e.cards = slices.DeleteFunc(e.cards, func(other *card) bool { return other == c })
	e.begun = true
	e.draw()
	widgets.FocusBeside(e.s.keep.Button, e.name)
}

// draw shows the form as it stands.
func (e *editor) draw() {
	e.arrange()
	e.s.content.Refresh()
}

// arrange puts the changes into the form.
func (e *editor) arrange() {
	e.list.Objects = nil
	for _, c := range e.cards {
		e.list.Objects = append(e.list.Objects, e.shown(c))
	}
	widgets.ShowIf(e.none, len(e.cards) == 0)
	widgets.ShowIf(e.list, len(e.cards) > 0)
}

// say tells what is wrong with the scenario as a whole; "" takes it away.
func (e *editor) say(wrong string) {
	e.wrong.SetText(widgets.Signed(widgets.Danger, wrong))
	widgets.ShowIf(e.wrong, wrong != "")
}

// valid checks every field and leads to the first wrong one.
func (e *editor) valid() bool {
	e.say("")
	ok := e.head.Validate()
	var wrong *card
	for _, c := range e.cards {
		if !c.valid() && wrong == nil {
			wrong = c
		}
	}
	e.arrange()
	if wrong != nil {
		if ok {
			wrong.form.Validate() // again, for the keyboard goes to the first wrong field
		}
		ok = false
	}
	if ok && len(e.cards) == 0 && e.scenario().sameAsPlan() {
		e.say(e.s.p.Voice.Text("screen.scenarios.form.wrong.empty"))
		e.page.ScrollToTop()
		ok = false
	}
	e.s.content.Refresh()
	return ok
}

// written is a scenario as it stands in the form.
type written struct{ office.Scenario }

// sameAsPlan reports whether nothing is to be otherwise than in the plan that stands.
func (w written) sameAsPlan() bool {
	t := w.Timetable
	return len(t.Closures)+len(t.Absences)+len(t.Changes)+len(t.SchoolHolidays) == 0 &&
		len(w.Reinforcements)+len(w.Additional)+len(w.Targets) == 0 && w.Request.Policy == "" && w.Request.From.IsZero() &&
		(w.Request.Past == "" || w.Request.Past == office.PastPlanned)
}

// scenario returns what stands in the form.
func (e *editor) scenario() written {
	c := office.Scenario{ID: e.from.ID, Name: e.title(), Note: strings.TrimSpace(e.note.Stands())}
	c.Timetable = e.from.Timetable
	c.Timetable.Closures = nil
	for _, one := range e.cards {
		one.put(&c.WhatIf)
	}
	if at := e.policy.SelectedIndex(); at > 0 {
		c.Request.Policy = capacity.Policies()[at-1]
	}
	// The usual one stays unsaid where it was: a scenario is not another for having been read.
	if past := office.PastCounts()[max(e.past.SelectedIndex(), 0)]; past != office.PastPlanned || e.from.Request.Past != "" {
		c.Request.Past = past
	}
	if day, ok := e.week.Value(); ok {
		c.Request.From = day.Week()
	}
	return written{c}
}

// dirty reports whether something would be lost with the form.
func (e *editor) dirty() bool {
	return e.begun || e.head.Dirty() || slices.ContainsFunc(e.cards, func(c *card) bool { return c.dirty() })
}

// goOn has the form go on with a scenario that is kept by now.
func (e *editor) goOn(kept office.ScenarioID) {
	e.from.ID = kept
	e.begun = true
}

// draft is what is kept of a form while the screen is made anew.
type draft struct {
	ID     office.ScenarioID
	Name   string
	Note   string
	WhatIf office.WhatIf
	From   agenda.Date // of the week, for a week that is none has no text form
}

// text returns the form as [editorOf] takes it.
func (e *editor) text() string {
	c := e.scenario().Scenario
	d := draft{ID: c.ID, Name: c.Name, Note: c.Note, WhatIf: c.WhatIf}
	if !c.Request.From.IsZero() {
		d.From = c.Request.From.Monday()
	}
	d.WhatIf.Request.From = agenda.NewDate(1, 1, 4).Week()
	raw, err := json.Marshal(d)
	if err != nil {
		return ""
	}
	return string(raw)
}

// draftOf reads what text has returned.
func draftOf(text string) (c office.Scenario, ok bool) {
	var d draft
	if text == "" || json.Unmarshal([]byte(text), &d) != nil {
		return c, false
	}
	c = office.Scenario{ID: d.ID, Name: d.Name, Note: d.Note, WhatIf: d.WhatIf}
	c.Request.From = agenda.Week{}
	if !d.From.IsZero() {
		c.Request.From = d.From.Week()
	}
	return c, true
}

// refuse says what the office does not take: at the field that it is about, else above
// the form.
func (e *editor) refuse(code, wrong string) {
	if code == "SCENARIO-NAME" || code == "SCENARIO-TWICE" {
		e.named.SetError(wrong)
		e.s.content.Refresh()
		widgets.FocusBeside(e.s.keep.Button, e.name)
		return
	}
	e.say(wrong)
	e.page.ScrollToTop()
	e.s.content.Refresh()
}
