package scenarios

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/beside"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// list is the scenarios that are kept, with the chosen one beside them; where there are
// none, it says what they are for.
type list struct {
	s       *Screen
	rows    []widgets.Row
	chosen  office.ScenarioID // of the current row
	table   *widgets.DataTable
	panel   *fyne.Container
	buttons []offered.Button // of the panel
	kept    *beside.Beside
	none    *fyne.Container
	content *fyne.Container
}

// panelWidth holds the sentence of a change on a few lines.
const panelWidth = 340

// tableWidth holds the columns of the list.
const tableWidth = 480

func newList(s *Screen) *list {
	l := &list{s: s, panel: container.NewStack(), none: container.NewStack()}
	l.table = widgets.NewDataTable(widgets.TableParams{
		ID: tableKey, Memory: s.p.Memory, Label: s.p.Voice.Text("screen.scenarios.title"), Columns: l.columns(), Voice: s.p.Voice,
		Background: widgets.Inline, Signs: true, Multiple: true,
	})
	l.table.OnSelected = func(_ int, row widgets.Row) { l.choose(office.ScenarioID(row.Key)) }
	l.table.OnUnselected = func() { l.choose("") }
	l.table.OnSelection = func(widgets.Selection) { s.say(); s.acted() }
	l.table.OnActivated = func(int, widgets.Row) { s.edit() }
	l.table.Menu = func(widgets.Selection) []widgets.MenuItem {
		return offered.Items(s.p.Voice, action.Set(s.Actions()).Of(actionEdit, actionCopy, actionAgain, "", actionCompare, actionAdopt, actionUnadopt, "", actionRemove)...)
	}
	l.table.SetSource(widgets.RowsNow(func() []widgets.Row { return l.rows }))
	inside := widgets.Inset(theme.SizeGapLarge, l.panel)
	side := widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, widgets.NewScroll(inside))
	rows := widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, l.table)
	l.kept = beside.New(beside.Params{
		Main: rows, Side: side, Inside: inside, Width: panelWidth, Least: tableWidth, OnWidth: func(float32) { s.remember() },
	})
	l.content = container.NewStack(l.none)
	l.choose("")
	return l
}

func (l *list) columns() []widgets.Column {
	text := l.s.p.Voice.Text
	right := fyne.TextAlignTrailing
	return []widgets.Column{
		{ID: "name", Label: text("screen.scenarios.column.name"), Width: 150, Stretch: true, Typed: true},
		{ID: "appointments", Label: text("screen.scenarios.column.appointments"), Width: 96, Align: right},
		{ID: "more", Label: text("screen.scenarios.column.difference"), Tip: text("screen.scenarios.column.difference.tip"), Width: 118, Align: right},
		{ID: "permits", Label: text("screen.scenarios.column.permits"), Width: 76, Align: right},
		{ID: "state", Label: text("screen.scenarios.column.state"), Tip: text("screen.scenarios.column.state.tip"), Width: 108},
		{ID: "at", Label: text("screen.scenarios.column.at"), Width: 132, Hidden: true},
	}
}

// show shows the scenarios as they are now.
func (l *list) show() {
	if len(l.s.all) == 0 {
		l.none.Objects = []fyne.CanvasObject{l.examples()}
		l.content.Objects = []fyne.CanvasObject{l.none}
	} else {
		l.content.Objects = []fyne.CanvasObject{l.kept}
	}
	base := figuresOf(l.s.plan)
	l.rows = make([]widgets.Row, len(l.s.all))
	for i, c := range l.s.all {
		l.rows[i] = l.row(c, base)
	}
	l.table.Reload()
	l.content.Refresh()
	l.reveal(l.chosen)
}

// reveal selects a scenario, or the first.
func (l *list) reveal(id office.ScenarioID) {
	i := slices.IndexFunc(l.s.all, func(c office.Scenario) bool { return c.ID == id })
	if at, _, ok := l.table.Selected(); len(l.s.all) > 0 && (!ok || at != i) {
		l.table.Select(max(i, 0))
	}
	l.choose(id)
	if i < 0 && len(l.s.all) > 0 {
		l.choose(l.s.all[0].ID)
	}
}

func (l *list) row(c office.Scenario, base figures) widgets.Row {
	voice := l.s.p.Voice
	f := figuresOf(c.Plan)
	difference, tone := appointments(l.s.plan.House, voice).change(f, base, voice)
	row := widgets.Row{
		Key: string(c.ID), Tones: map[int]widgets.State{2: tone},
		Cells: []string{c.Name, voice.Number(f.appointments), difference, voice.Number(f.permits), voice.Text("screen.scenarios.fresh"), voice.Moment(c.At)},
	}
	switch {
	case c.Adopted > 0:
		row.State, row.Cells[4] = widgets.Success, voice.Text("screen.scenarios.adopted")
	case c.Old:
		row.State, row.Cells[4] = widgets.Warning, voice.Text("screen.scenarios.old")
	}
	row.Tones[4] = row.State
	return row
}

// choose shows a scenario beside the list.
func (l *list) choose(id office.ScenarioID) {
	l.chosen = id
	c, ok := l.s.find(id)
	if !ok {
		l.chosen, l.buttons = "", nil
		l.panel.Objects = []fyne.CanvasObject{widgets.NewParagraph(widgets.RoleMuted, l.s.p.Voice.Text("screen.scenarios.panel.none"))}
	} else {
		l.panel.Objects = []fyne.CanvasObject{l.details(c)}
	}
	l.panel.Refresh()
	if l.s.made {
		l.s.acted()
		l.s.content.Refresh()
	}
}

// details says what a scenario changes and comes to, and offers what can be done with it.
func (l *list) details(c office.Scenario) fyne.CanvasObject {
	s, voice := l.s, l.s.p.Voice
	head := widgets.Tight(widgets.NewParagraph(widgets.RoleHeading, c.Name))
	if c.Note != "" {
		head.Add(widgets.NewParagraph(widgets.RoleMuted, c.Note))
	}
	parts := []fyne.CanvasObject{head}
	l.buttons = nil
	set := action.Set(s.Actions())
	button := func(role widgets.ButtonRole, id string) fyne.CanvasObject {
		a, _ := set.Find(id)
		b := offered.NewButton(role, a, voice)
		l.buttons = append(l.buttons, b)
		return b.Button
	}
	decide := actionAdopt
	switch {
	case c.Adopted > 0:
		decide = actionUnadopt
		parts = append(parts, widgets.NewParagraph(widgets.RoleBody, widgets.Signed(widgets.Success, voice.Text("screen.scenarios.adopted.text", "Version", c.Adopted))))
	case c.Old:
		parts = append(parts, widgets.Down(
			widgets.NewParagraph(widgets.RoleBody, widgets.Signed(widgets.Warning, voice.Text("screen.scenarios.old.text", "Version", c.Base))),
			widgets.Flow(nil, button(widgets.Secondary, actionAgain)),
		))
	}
	changes := widgets.Down(widgets.NewText(widgets.RoleStrong, voice.Text("screen.scenarios.panel.changes")))
	for _, said := range s.teller().changes(c.WhatIf) {
		changes.Add(widgets.NewParagraph(widgets.RoleBody, said))
	}
	if len(changes.Objects) == 1 {
		changes.Add(widgets.NewParagraph(widgets.RoleMuted, voice.Text("screen.scenarios.panel.nothing")))
	}
	buttons := widgets.Down(
		widgets.Flow(nil, button(widgets.Secondary, decide)),
		widgets.Flow(nil, button(widgets.Secondary, actionEdit), button(widgets.Secondary, actionCompare), button(widgets.Secondary, actionRemove)),
	)
	return widgets.Parts(nil, append(parts, buttons, changes, widgets.NewFacts(voice, l.facts(c)...))...)
}

func (l *list) facts(c office.Scenario) []widgets.Fact {
	voice, f, base := l.s.p.Voice, figuresOf(c.Plan), figuresOf(l.s.plan)
	var facts []widgets.Fact
	for _, line := range lines(l.s.plan.House, voice) {
		if slices.Contains([]string{"appointments", "permits", "open"}, line.id) {
			said, _ := line.beside(f, base, voice)
			facts = append(facts, widgets.Fact{Label: line.label, Value: said})
		}
	}
	if c.Plan.Uncounted > 0 {
		facts = append(facts, widgets.Fact{Label: voice.Text("screen.scenarios.panel.students"), Value: voice.Number(c.Plan.Uncounted)})
	}
	return append(facts,
		widgets.Fact{Label: voice.Text("screen.scenarios.panel.at"), Value: voice.Moment(c.At)},
		widgets.Fact{Label: voice.Text("screen.scenarios.panel.by"), Value: c.By},
		widgets.Fact{Label: voice.Text("screen.scenarios.panel.base"), Value: voice.Text("screen.scenarios.version", "Version", c.Base)},
	)
}

// update enables the buttons of the panel that can be pressed now.
func (l *list) update() {
	for _, b := range l.buttons {
		b.Update()
	}
}

// selected are the scenarios whose rows are selected, in their order.
func (l *list) selected() (all []office.Scenario) {
	selection := l.table.Selection()
	for _, c := range l.s.all {
		if selection.Contains(string(c.ID)) {
			all = append(all, c)
		}
	}
	return all
}

// examples says what scenarios are for, and begins one with a click.
func (l *list) examples() fyne.CanvasObject {
	s, voice := l.s, l.s.p.Voice
	notice := widgets.NewNotice(widgets.NoticeParams{
		Icon: theme.IconScenarios(), Title: voice.Text("screen.scenarios.empty.title"), Text: voice.Text("screen.scenarios.empty.text"),
	})
	buttons := make([]fyne.CanvasObject, 0, 3)
	for _, example := range examplesOf(s.plan.House, s.today(), voice) {
		buttons = append(buttons, widgets.NewButton(widgets.Secondary, example.Name, theme.IconAdd(), func() { s.write(example, false) }))
	}
	return container.NewCenter(widgets.Parts(nil, notice, widgets.Down(buttons...)))
}

func (s *Screen) today() agenda.Date { return s.p.Office.Now().Date() }
