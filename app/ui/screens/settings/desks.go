package settings

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
)

// desksPart is the table of the desks and the fields of the one that is chosen.
type desksPart struct {
	listing[agenda.Desk]

	panel *deskPanel
	tools tools
	page  fyne.CanvasObject
}

func newDesksPart(s *Screen) *desksPart {
	text := s.p.Voice.Text
	p := &desksPart{listing: listing[agenda.Desk]{s: s, at: -1, all: func() *[]agenda.Desk { return &s.draft.now.Desks }}}
	p.listing.draw = p.draw
	p.table = p.newTable("settings.desks", text("screen.settings.part.desks"),
		widgets.Column{ID: "name", Label: text("screen.settings.column.desk"), Width: 80, Typed: true},
		widgets.Column{ID: "hours", Label: text("screen.settings.column.hours"), Tip: text("screen.settings.column.hours.tip"), Width: 90, Align: fyne.TextAlignTrailing},
		widgets.Column{ID: "procedures", Label: text("screen.settings.column.procedures"), Width: 120, Stretch: true})
	p.panel = newDeskPanel(p)
	p.listing.panel = p.panel
	p.tools = newTools(s, actionAdd, actionDuplicate, actionUp, actionDown, actionRemove)
	p.page = p.panel.around(p.tools.above(p.table))
	return p
}

func (p *desksPart) content() fyne.CanvasObject { return p.page }
func (p *desksPart) fill()                      { p.show(max(p.at, 0)) }
func (p *desksPart) valid() bool                { return p.panel.valid() }
func (p *desksPart) focus()                     { widgets.FocusBeside(p.s.content, p.table) }

// edited follows a change of the desks: the procedures tell which desks receive them.
func (p *desksPart) edited() {
	p.draw()
	p.s.procedures.draw()
	p.s.procedures.panel.describe()
	p.s.changed()
}

func (p *desksPart) draw() {
	p.rows = nil
	minutes := 0
	for i, d := range p.s.draft.now.Desks {
		p.rows = append(p.rows, p.row(i, d))
		minutes += minutesOf(d.Sessions)
	}
	p.table.Reload()
	voice := p.s.p.Voice
	p.table.SetSums(widgets.Row{Cells: []string{voice.Text("screen.settings.sum.desks"), voice.Duration(minutes), ""}})
}

func (p *desksPart) row(i int, d agenda.Desk) widgets.Row {
	voice := p.s.p.Voice
	row := widgets.Row{Key: rowKey(i, d), Cells: []string{d.Name, voice.Duration(minutesOf(d.Sessions)), strings.Join(p.s.labels(d.Procedures), ", ")}}
	switch {
	case len(d.Procedures) == 0:
		row.State, row.Cells[2] = widgets.Warning, voice.Text("screen.settings.no-procedure")
	case len(d.Sessions) == 0:
		row.State, row.Cells[1] = widgets.Warning, voice.Text("screen.settings.closed")
	}
	return row
}

// rowKey names a desk in the table: a new one has no id yet.
func rowKey(i int, d agenda.Desk) string {
	if d.ID == "" {
		return "new " + strconv.Itoa(i)
	}
	return string(d.ID)
}

// minutesOf returns the working time of a week: minutes × agents.
func minutesOf(sessions []agenda.Session) (minutes int) {
	for _, s := range sessions {
		minutes += int(s.To-s.From) * len(s.Days) * s.Positions
	}
	return minutes
}

// add puts a new desk after the chosen one: an empty one, or a copy of it.
func (p *desksPart) add(copied bool) {
	after, desk := "G0", agenda.Desk{}
	if chosen := p.chosen(); chosen != nil {
		after = chosen.Name
		if copied {
			desk.Procedures, desk.Sessions = slices.Clone(chosen.Procedures), slices.Clone(chosen.Sessions)
		}
	}
	desk.Name = deskName(after, p.s.draft.now.Desks)
	p.insert(desk)
	p.edited()
	p.panel.focus()
}

func (p *desksPart) move(by int) {
	p.shift(by)
	p.edited()
}

// remove takes the chosen desk away, unless something depends on it.
func (p *desksPart) remove() {
	gone := *p.chosen()
	if use := p.s.use.Desks[gone.ID]; !use.None() {
		p.s.p.Dialogs.Problem(agenda.NewProblem("WS-DESK-IN-USE", "Desk", gone.Name, "Slots", use.Slots, "Bookings", use.Bookings))
		return
	}
	p.drop()
	p.edited()
}

// copyHours gives the hours of the chosen desk to all the others.
func (p *desksPart) copyHours() {
	from := p.chosen()
	for i := range p.s.draft.now.Desks {
		p.s.draft.now.Desks[i].Sessions = from.Sessions
	}
	p.edited()
}

// served returns the names of the desks that receive a procedure.
func (s *Screen) served(code agenda.ProcedureCode) (names []string) {
	for _, d := range s.draft.now.Desks {
		if d.Serves(code) {
			names = append(names, d.Name)
		}
	}
	return names
}

// labels returns how procedures are called.
func (s *Screen) labels(codes []agenda.ProcedureCode) (labels []string) {
	for _, code := range codes {
		if p, ok := s.draft.now.Procedure(code); ok {
			labels = append(labels, p.Label)
		}
	}
	return labels
}

// usedText says what depends on something.
func (s *Screen) usedText(use office.Use) string {
	if use.None() {
		return s.p.Voice.Text("screen.settings.unused")
	}
	return s.p.Voice.Text("screen.settings.used", "Slots", use.Slots, "Bookings", use.Bookings)
}
