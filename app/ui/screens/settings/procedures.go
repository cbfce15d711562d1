package settings

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/screens/internal/columns"
	"creneaux/app/ui/widgets"
)

// proceduresPart is the targets of the year, the table of the procedures against them, and
// the fields of the one that is chosen.
type proceduresPart struct {
	listing[agenda.Procedure]

	appointments, permits *widgets.NumberField
	targets               *widgets.Form
	panel                 *procedurePanel
	tools                 tools
	page                  fyne.CanvasObject
}

func newProceduresPart(s *Screen) *proceduresPart {
	voice := s.p.Voice
	text := voice.Text
	p := &proceduresPart{listing: listing[agenda.Procedure]{s: s, at: -1, all: func() *[]agenda.Procedure { return &s.draft.now.Procedures }}}
	p.listing.draw = p.draw
	number := func() *widgets.NumberField {
		n := widgets.NewNumberField(widgets.NumberParams{Voice: voice, Most: agenda.MostTarget, Step: 500})
		n.OnTyped, n.OnChanged = p.takeTargets, p.takeTargets
		return n
	}
	p.appointments, p.permits = number(), number()
	appointments := needed(voice, text("screen.setup.service.appointments"), "", p.appointments)
	permits := needed(voice, text("screen.setup.service.permits"), "", p.permits)
	p.targets = widgets.NewForm(appointments, permits)
	p.table = p.newTable("settings.procedures", text("screen.settings.part.procedures"), p.columns()...)
	p.panel = newProcedurePanel(p)
	p.listing.panel = p.panel
	p.tools = newTools(s, actionAdd, actionDuplicate, actionUp, actionDown, actionRemove, actionShare)
	targets := container.New(&columns.Grid{Shares: []float32{1, 1}, Wide: true, Fold: 300}, appointments, permits)
	around := p.panel.around(p.tools.above(p.table))
	p.page = widgets.Parts(around, columns.AtMost(520, targets), around)
	return p
}

func (p *proceduresPart) columns() []widgets.Column {
	text := p.s.p.Voice.Text
	right := func(id, label, tip string, width float32) widgets.Column {
		return widgets.Column{ID: id, Label: label, Tip: tip, Width: width, Align: fyne.TextAlignTrailing}
	}
	return []widgets.Column{
		{ID: "label", Label: text("screen.settings.column.procedure"), Width: 170, Stretch: true, Typed: true},
		right("minutes", text("screen.settings.column.minutes"), "", 64),
		right("target", text("screen.settings.column.target"), text("screen.settings.column.target.tip"), 82),
		right("no-show", text("screen.settings.column.no-show"), text("screen.settings.column.no-show.tip"), 70),
		right("permits", text("screen.settings.column.permits"), text("screen.settings.column.permits.tip"), 70),
		right("expected", text("screen.settings.column.expected"), text("screen.settings.column.expected.tip"), 76),
		right("reserve", text("screen.settings.column.reserve"), text("screen.settings.column.reserve.tip"), 84),
		{ID: "desks", Label: text("screen.settings.column.desks"), Width: 90, Hidden: true},
	}
}

func (p *proceduresPart) content() fyne.CanvasObject { return p.page }

func (p *proceduresPart) fill() {
	targets := p.s.draft.now.Service.Targets
	p.appointments.SetInt(targets.Appointments)
	p.permits.SetInt(targets.Permits)
	p.show(max(p.at, 0))
}

func (p *proceduresPart) valid() bool { return p.targets.Validate() && p.panel.valid() }

func (p *proceduresPart) focus() { widgets.FocusBeside(p.s.content, p.targets.First()) }

// takeTargets takes what stands in the fields of the year, where it is a number.
func (p *proceduresPart) takeTargets() {
	targets := &p.s.draft.now.Service.Targets
	for to, from := range map[*int]*widgets.NumberField{&targets.Appointments: p.appointments, &targets.Permits: p.permits} {
		if n, ok := from.Int(); ok {
			*to = n
		}
	}
	p.draw()
	p.s.changed()
}

// edited follows a change of the procedures.
func (p *proceduresPart) edited() {
	p.draw()
	p.s.changed()
}

// draw shows the procedures and their sums.
func (p *proceduresPart) draw() {
	p.rows = nil
	for _, procedure := range p.s.draft.now.Procedures {
		p.rows = append(p.rows, p.row(procedure))
	}
	p.table.Reload()
	p.table.SetSums(p.sums()...)
}

func (p *proceduresPart) row(of agenda.Procedure) widgets.Row {
	voice := p.s.p.Voice
	desks := p.s.served(of.Code)
	row := widgets.Row{Key: string(of.Code), Cells: []string{
		of.Label, voice.Text("screen.settings.minutes", "Minutes", of.Minutes), voice.Number(of.Target), voice.Percent(of.NoShow),
		voice.Percent(of.PermitsPerKept), voice.Number(int(of.ExpectedPermits(of.Target) + 0.5)), voice.Percent(of.UrgentReserve), strings.Join(desks, ", "),
	}}
	switch {
	case of.WalkIn != nil:
		row.Cells[2], row.Cells[5], row.Cells[6] = voice.Text("screen.settings.walk-in.short"), "–", "–"
		row.State = widgets.Quiet
	case !of.Counted:
		row.Cells[5] = voice.Text("screen.settings.uncounted.short")
	}
	if len(desks) == 0 && (of.WalkIn != nil || of.Target > 0) {
		row.State, row.Cells[7] = widgets.Warning, voice.Text("screen.settings.no-desk")
	}
	return row
}

// sums are the lines under the table: what the procedures come to, what the year wants,
// and how far they are from each other.
func (p *proceduresPart) sums() []widgets.Row {
	voice, house := p.s.p.Voice, p.s.draft.now
	is, targets := sumsOf(house), house.Service.Targets
	permits := int(is.permits + 0.5)
	line := func(label, appointments, permits string) widgets.Row {
		return widgets.Row{Cells: []string{label, "", appointments, "", "", permits, "", ""}}
	}
	gap := line(voice.Text("screen.settings.sum.gap"), signed(voice.Number, is.appointments-targets.Appointments), signed(voice.Number, permits-targets.Permits))
	gap.Tones = map[int]widgets.State{2: even(is.appointments, targets.Appointments), 5: enough(permits, targets.Permits)}
	return []widgets.Row{
		line(voice.Text("screen.settings.sum.all"), voice.Number(is.appointments), voice.Number(permits)),
		line(voice.Text("screen.settings.sum.targets"), voice.Number(targets.Appointments), voice.Number(targets.Permits)),
		gap,
	}
}

// signed writes a difference with its sign, "✓" where there is none.
func signed(write func(int) string, n int) string {
	switch {
	case n == 0:
		return "✓"
	case n > 0:
		return "+" + write(n)
	}
	return "−" + write(-n)
}

// even is the state of what should be the target, neither less nor more.
func even(n, target int) widgets.State {
	if n == target {
		return widgets.Success
	}
	return widgets.Warning
}

// enough is the state of what should reach the target.
func enough(n, target int) widgets.State {
	if n >= target {
		return widgets.Success
	}
	return widgets.Warning
}

// share shares the year's appointments anew among the procedures, in proportion.
func (p *proceduresPart) share() {
	now := &p.s.draft.now
	now.Procedures = office.ShareTargets(now.Procedures, now.Service.Targets.Appointments, nil)
	p.show(p.at)
	p.s.changed()
}

// add asks for the label of a new procedure and puts it after the chosen one.
func (p *proceduresPart) add() {
	voice := p.s.p.Voice
	p.s.p.Dialogs.Input(dialogs.Line{
		Title: voice.Text("screen.settings.procedure.add"), Text: voice.Text("screen.settings.procedure.add.text"), Accept: voice.Text("screen.settings.add"),
		Answer: func(label string) string {
			if label = strings.TrimSpace(label); label == "" {
				return voice.Text("widgets.field.missing")
			}
			p.put(agenda.Procedure{Label: label, Minutes: usualMinutes, Counted: true})
			return ""
		},
	})
}

// usualMinutes is how long a slot of a new procedure is, until somebody says otherwise.
const usualMinutes = 20

// duplicate puts a copy of the chosen procedure after it.
func (p *proceduresPart) duplicate() {
	copied := *p.chosen()
	copied.Label = p.s.p.Voice.Text("screen.settings.copy-of", "Name", copied.Label)
	p.put(copied)
}

// put gives a new procedure its code and puts it after the chosen one.
func (p *proceduresPart) put(procedure agenda.Procedure) {
	procedure.Code = codeOf(procedure.Label, p.s.draft.now.Procedures)
	p.insert(procedure)
	p.s.desks.fill()
	p.s.changed()
	p.panel.focus()
}

func (p *proceduresPart) move(by int) {
	p.shift(by)
	p.s.desks.fill()
	p.s.changed()
}

// remove takes the chosen procedure away, unless something depends on it.
func (p *proceduresPart) remove() {
	gone := *p.chosen()
	if use := p.s.use.Procedures[gone.Code]; !use.None() {
		p.s.p.Dialogs.Problem(agenda.NewProblem("WS-PROCEDURE-IN-USE", "Procedure", gone.Label, "Slots", use.Slots, "Bookings", use.Bookings))
		return
	}
	for i, d := range p.s.draft.now.Desks {
		p.s.draft.now.Desks[i].Procedures = without(d.Procedures, gone.Code)
	}
	p.drop()
	p.s.desks.fill()
	p.s.changed()
}
