package scenarios

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/boxes"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// card is one change of a scenario, in the form: its fields, or folded to a sentence. The
// fields of many at once would keep the window waiting.
type card struct {
	kind  string
	title string               // key
	put   func(*office.WhatIf) // adds the change as it stands
	build func() []fyne.CanvasObject
	form  fields
	parts []fyne.CanvasObject // of the fields; nil: nobody has looked at them yet
	open  bool
}

// unfold makes the fields, when they are first looked at.
func (c *card) unfold() {
	c.open = true
	if c.parts == nil {
		c.parts = c.build()
	}
}

// made reports whether the fields are there.
func (c *card) made() bool { return c.parts != nil }

func (c *card) dirty() bool { return c.made() && c.form.Dirty() }

// valid checks the fields, and shows those of which one is wrong.
func (c *card) valid() bool {
	if !c.made() || c.form.Check() {
		return true
	}
	c.open = true
	return false
}

// fields is a form whose fields can be checked without moving the keyboard.
type fields struct {
	*widgets.Form
	all []*widgets.Field
}

func fieldsOf(all ...*widgets.Field) fields { return fields{widgets.NewForm(all...), all} }

// Check shows what is wrong at every field, and returns whether nothing is.
func (f fields) Check() bool {
	ok := true
	for _, one := range f.all {
		if one.Visible() && !one.Check() {
			ok = false
		}
	}
	return ok
}

// kind is a kind of changes.
type kind struct {
	id    string
	add   string // key of the button
	once  bool   // one card holds all of them
	fresh func(*editor) *card
	of    func(*editor, office.WhatIf) []*card
}

func kinds() []kind {
	return []kind{
		{
			id: "agents", add: "screen.scenarios.form.add.agents",
			fresh: func(e *editor) *card {
				return e.agents(agenda.Reinforcement{From: e.fromNow(), To: e.yearEnd(), Positions: 1})
			},
			of: func(e *editor, w office.WhatIf) []*card { return each(w.Reinforcements, e.agents) },
		},
		{
			id: "closure", add: "screen.scenarios.form.add.closure",
			fresh: func(e *editor) *card { return e.closure(agenda.Closure{}) },
			of:    func(e *editor, w office.WhatIf) []*card { return each(w.Timetable.Closures, e.closure) },
		},
		{
			id: "additional", add: "screen.scenarios.form.add.additional",
			fresh: func(e *editor) *card { return e.additional(agenda.Additional{From: e.fromNow(), To: e.yearEnd()}) },
			of:    func(e *editor, w office.WhatIf) []*card { return each(w.Additional, e.additional) },
		},
		{
			id: "targets", add: "screen.scenarios.form.add.targets", once: true,
			fresh: func(e *editor) *card { return e.targets(nil) },
			of: func(e *editor, w office.WhatIf) []*card {
				if len(w.Targets) == 0 {
					return nil
				}
				return []*card{e.targets(w.Targets)}
			},
		},
	}
}

func each[T any](all []T, make func(T) *card) []*card {
	var cards []*card
	for _, one := range all {
		cards = append(cards, make(one))
	}
	return cards
}

func (e *editor) fromNow() agenda.Date {
	return laterOf(e.s.today(), firstDay(e.s.plan.House.Service.Year))
}

func (e *editor) yearEnd() agenda.Date { return lastDay(e.s.plan.House.Service.Year) }

// shown is a change as it stands in the form: its title with its fields, or what it says.
func (e *editor) shown(c *card) fyne.CanvasObject {
	text := e.s.p.Voice.Text
	remove := widgets.NewButton(widgets.Flat, "", theme.IconDelete(), func() { e.remove(c) })
	remove.SetTip(text("screen.scenarios.form.remove"))
	if c.open {
		rest := widgets.NewText(widgets.RoleStrong, text(c.title))
		return widgets.NewTile(widgets.Down(append([]fyne.CanvasObject{widgets.AcrossMiddle(rest, rest, remove)}, c.parts...)...))
	}
	var one office.WhatIf
	c.put(&one)
	said := widgets.NewParagraph(widgets.RoleBody, strings.Join(e.s.teller().changes(one), " "))
	change := widgets.NewButton(widgets.Flat, "", theme.IconExpand(), func() { e.unfold(c) })
	change.SetTip(text("screen.scenarios.form.change"))
	return widgets.NewTile(widgets.AcrossMiddle(said, said, change, remove))
}

// unfold shows the fields of a change and gives them the keyboard.
func (e *editor) unfold(c *card) {
	c.unfold()
	e.draw()
	widgets.FocusBeside(e.s.keep.Button, c.form.First())
}

// agents asks for agents more at a desk.
func (e *editor) agents(r agenda.Reinforcement) *card {
	c := &card{kind: "agents", title: "screen.scenarios.form.agents.title", put: func(w *office.WhatIf) { w.Reinforcements = append(w.Reinforcements, r) }}
	c.build = func() []fyne.CanvasObject {
		text := e.s.p.Voice.Text
		names, ids := e.desks()
		desk := widgets.NewComboField(e.s.p.Voice, names, max(slices.Index(ids, r.Desk), 0), nil)
		number := widgets.NewNumberField(widgets.NumberParams{Voice: e.s.p.Voice, Least: 1, Most: mostAgents})
		number.SetInt(max(r.Positions, 1))
		days := boxes.New(e.weekdays())
		for i, day := range weekdays {
			days.Tick(i, slices.Contains(r.Days, day))
		}
		span := e.period(r.From, r.To, false)
		when := e.hoursOf(r.Hours)
		deskField := widgets.NewField(text("screen.scenarios.form.desk"), "", desk)
		numberField := widgets.NewField(text("screen.scenarios.form.agents"), "", number).Require(e.s.p.Voice)
		daysField := widgets.NewField(text("screen.scenarios.form.days"), text("screen.scenarios.form.days.hint"), days)
		c.form = fieldsOf(append([]*widgets.Field{deskField, numberField, daysField}, append(span.fields(), when.fields()...)...)...)
		c.put = func(w *office.WhatIf) {
			one := agenda.Reinforcement{Desk: ids[max(desk.SelectedIndex(), 0)], Hours: when.hours()}
			one.From, one.To = span.days()
			one.Positions, _ = number.Int()
			for i, day := range weekdays {
				if days.Ticked(i) {
					one.Days = append(one.Days, day)
				}
			}
			w.Reinforcements = append(w.Reinforcements, one)
		}
		return []fyne.CanvasObject{flowing(widgets.AtLeast(dateWidth, 0, deskField), widgets.AtLeast(shortWidth, 0, numberField), span.content),
			widgets.Across(widgets.AtLeast(daysWidth, 0, daysField), when.content)}
	}
	return c
}

const (
	daysWidth  = 500 // all days on a line
	mostAgents = 99
	mostSlots  = 99999
)

// closure asks for a time without opening.
func (e *editor) closure(was agenda.Closure) *card {
	c := &card{kind: "closure", title: "screen.scenarios.form.closure.title", put: func(w *office.WhatIf) { w.Timetable.Closures = append(w.Timetable.Closures, was) }}
	c.build = func() []fyne.CanvasObject {
		text := e.s.p.Voice.Text
		names, ids := e.desks()
		desks := boxes.New(names)
		for i, id := range ids {
			desks.Tick(i, slices.Contains(was.Desks, id))
		}
		reason := widgets.NewEntry()
		reason.SetText(was.Reason)
		span := e.period(was.From, was.To, true)
		when := e.hoursOf(was.Hours)
		desksField := widgets.NewField(text("screen.scenarios.form.desks"), text("screen.scenarios.form.desks.hint"), desks)
		reasonField := widgets.NewField(text("screen.scenarios.form.reason"), "", reason).Optional(e.s.p.Voice)
		c.form = fieldsOf(append(append([]*widgets.Field{desksField}, append(span.fields(), when.fields()...)...), reasonField)...)
		c.put = func(w *office.WhatIf) {
			one := agenda.Closure{ID: was.ID, Hours: when.hours(), Reason: reason.Stands()}
			one.From, one.To = span.days()
			for i, id := range ids {
				if desks.Ticked(i) {
					one.Desks = append(one.Desks, id)
				}
			}
			w.Timetable.Closures = append(w.Timetable.Closures, one)
		}
		return []fyne.CanvasObject{desksField, flowing(span.content, widgets.AtLeast(fieldWidth, 0, reasonField)), when.content}
	}
	return c
}

// additional asks for appointments beside the targets.
func (e *editor) additional(a agenda.Additional) *card {
	c := &card{kind: "additional", title: "screen.scenarios.form.additional.title", put: func(w *office.WhatIf) { w.Additional = append(w.Additional, a) }}
	c.build = func() []fyne.CanvasObject {
		voice := e.s.p.Voice
		text := voice.Text
		label := widgets.NewEntry()
		label.SetText(a.Label)
		number := widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: 1, Most: mostSlots, Step: 10})
		if a.Slots > 0 {
			number.SetInt(a.Slots)
		}
		var names []string
		var codes []agenda.ProcedureCode
		for _, p := range e.s.plan.House.Procedures {
			if p.WalkIn == nil || slices.Contains(a.Procedures, p.Code) {
				names, codes = append(names, p.Label), append(codes, p.Code)
			}
		}
		procedures := boxes.New(names)
		for i, code := range codes {
			procedures.Tick(i, slices.Contains(a.Procedures, code))
		}
		span := e.period(a.From, a.To, true)
		labelField := widgets.NewField(text("screen.scenarios.form.label"), text("screen.scenarios.form.label.hint"), label).Require(voice)
		numberField := widgets.NewField(text("screen.scenarios.form.number"), "", number).Require(voice)
		proceduresField := widgets.NewField(text("screen.scenarios.form.procedures"), "", procedures).CheckWith(func() string {
			if procedures.Stands() == "" {
				return text("screen.scenarios.form.wrong.procedures")
			}
			return ""
		})
		procedures.OnChanged = func() { lookAgain(proceduresField) }
		c.form = fieldsOf(append([]*widgets.Field{labelField, numberField, proceduresField}, span.fields()...)...)
		c.put = func(w *office.WhatIf) {
			one := agenda.Additional{ID: a.ID, Label: label.Stands()}
			one.Slots, _ = number.Int()
			one.From, one.To = span.days()
			for i, code := range codes {
				if procedures.Ticked(i) {
					one.Procedures = append(one.Procedures, code)
				}
			}
			w.Additional = append(w.Additional, one)
		}
		return []fyne.CanvasObject{flowing(widgets.AtLeast(fieldWidth, 0, labelField), widgets.AtLeast(shortWidth, 0, numberField), span.content), proceduresField}
	}
	return c
}

// targets asks for other targets of procedures; an empty field leaves one as it is.
func (e *editor) targets(of map[agenda.ProcedureCode]int) *card {
	c := &card{kind: "targets", title: "screen.scenarios.form.targets.title", put: func(w *office.WhatIf) { w.Targets = of }}
	c.build = func() []fyne.CanvasObject {
		voice := e.s.p.Voice
		text := voice.Text
		var all []*widgets.Field
		var parts []fyne.CanvasObject
		inputs := map[agenda.ProcedureCode]*widgets.NumberField{}
		for _, p := range e.s.plan.House.Procedures {
			target, changed := of[p.Code]
			if p.WalkIn != nil && !changed {
				continue
			}
			input := widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: 0, Most: mostSlots, Step: 10})
			if changed {
				input.SetInt(target)
			}
			field := widgets.NewField(p.Label, text("screen.scenarios.form.target.hint", "Target", p.Target), input)
			inputs[p.Code] = input
			all, parts = append(all, field), append(parts, widgets.AtLeast(fieldWidth, 0, field))
		}
		some := func() string {
			for _, input := range inputs {
				if input.Stands() != "" {
					return ""
				}
			}
			return text("screen.scenarios.form.wrong.targets")
		}
		if len(all) > 0 {
			all[0].CheckWith(some)
		}
		c.form = fieldsOf(all...)
		c.put = func(w *office.WhatIf) {
			for code, input := range inputs {
				if target, ok := input.Int(); ok {
					if w.Targets == nil {
						w.Targets = map[agenda.ProcedureCode]int{}
					}
					w.Targets[code] = target
				}
			}
		}
		return []fyne.CanvasObject{widgets.NewParagraph(widgets.RoleMuted, text("screen.scenarios.form.targets.text")), widgets.Evenly(parts...)}
	}
	return c
}

// lookAgain takes back what was said to be wrong once it is right.
func lookAgain(f *widgets.Field) {
	if f.Error() != "" {
		f.Check()
	}
}

func (e *editor) desks() (names []string, ids []agenda.DeskID) {
	for _, d := range e.s.plan.House.Desks {
		names, ids = append(names, d.Name), append(ids, d.ID)
	}
	return names, ids
}

// weekdays are the days on which a desk may be open.
var weekdays = []agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Wednesday, agenda.Thursday, agenda.Friday, agenda.Saturday}

func (e *editor) weekdays() []string {
	names := make([]string, len(weekdays))
	for i, day := range weekdays {
		names[i] = e.s.p.Voice.Weekday(day)
	}
	return names
}
