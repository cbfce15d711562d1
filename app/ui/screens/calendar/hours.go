package calendar

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	opening "creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// hoursView is when the desks are usually open, what changes that from some day on, and
// the mornings without appointment.
type hoursView struct {
	s       *Screen
	usual   *widgets.DataTable
	changes *ledger[agenda.SessionChange, agenda.ChangeID]
	walkIn  *widgets.DataTable
	codes   []agenda.ProcedureCode // of the rows of walkIn
	edit    *widgets.Button
	frames  [2]*fyne.Container // of usual and walkIn, as high as their rows
	box     fyne.CanvasObject
}

func newHoursView(s *Screen) *hoursView {
	voice := s.p.Voice
	text := voice.Text
	v := &hoursView{s: s}
	columns := []widgets.Column{{ID: "desk", Label: text("screen.calendar.column.desk"), Width: 70, Frozen: true}}
	for _, day := range weekdays[:6] {
		columns = append(columns, widgets.Column{ID: day.String(), Label: capital(voice.Weekday(day)), Width: 150, Stretch: true})
	}
	v.usual = widgets.NewDataTable(widgets.TableParams{
		ID: usualKey, Memory: s.p.Memory, Label: text("screen.calendar.hours.usual"), Columns: columns, Voice: voice, Background: widgets.Inline,
	})
	v.changes = newChanges(s)
	v.walkIn = widgets.NewDataTable(widgets.TableParams{
		ID: walkInKey, Memory: s.p.Memory, Label: text("screen.calendar.walk-in"), Voice: voice, Background: widgets.Inline,
		Columns: []widgets.Column{
			{ID: "procedure", Label: text("screen.calendar.column.procedure"), Width: 280, Stretch: true},
			{ID: "mornings", Label: text("screen.calendar.walk-in.mornings"), Width: 220},
			{ID: "kept", Label: text("screen.calendar.walk-in.kept"), Width: 280, Stretch: true},
		},
	})
	v.walkIn.OnActivated = func(int, widgets.Row) { v.editWalkIn() }
	v.walkIn.OnSelected = func(int, widgets.Row) { v.update() }
	v.walkIn.OnUnselected = v.update
	v.walkIn.SetEmpty(func() fyne.CanvasObject {
		return widgets.NewParagraph(widgets.RoleMuted, text("screen.calendar.walk-in.none"))
	})
	v.edit = widgets.NewButton(widgets.Secondary, text("screen.calendar.walk-in.edit"), theme.IconOpen(), v.editWalkIn)
	heading := func(key string, beside ...fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Flow(nil, append([]fyne.CanvasObject{widgets.NewText(widgets.RoleHeading, text(key))}, beside...)...)
	}
	v.frames = [2]*fyne.Container{container.NewStack(), container.NewStack()}
	changes := widgets.AtLeast(0, 150, v.changes.content())
	v.box = widgets.NewScroll(widgets.DownWith(changes,
		heading("screen.calendar.hours.usual"), v.frames[0],
		heading("screen.calendar.hours.changes"), changes,
		heading("screen.calendar.walk-in", v.edit), v.frames[1]))
	return v
}

func (v *hoursView) content() fyne.CanvasObject { return v.box }
func (v *hoursView) status() string             { return v.changes.status() }

func (v *hoursView) update() {
	v.changes.update()
	_, _, ok := v.walkIn.Selected()
	if ok {
		v.edit.Enable()
		v.edit.SetTip("")
	} else {
		v.edit.Disable()
		v.edit.SetTip(v.s.p.Voice.Text("screen.calendar.walk-in.choose"))
	}
}

func (v *hoursView) show() {
	voice := v.s.p.Voice
	var rows []widgets.Row
	for _, d := range v.s.house.Desks {
		row := widgets.Row{Key: string(d.ID), Cells: []string{d.Name}}
		for _, day := range weekdays[:6] {
			row.Cells = append(row.Cells, sessionsOf(d.Sessions, day, voice))
		}
		rows = append(rows, row)
	}
	v.usual.SetSource(widgets.Rows(rows))
	v.frame(0, v.usual, len(rows))
	v.changes.show()
	at, _, chosen := v.walkIn.Selected()
	v.codes, rows = nil, nil
	for _, p := range v.s.house.Procedures {
		if p.WalkIn != nil {
			v.codes = append(v.codes, p.Code)
			rows = append(rows, widgets.Row{Key: string(p.Code), Cells: []string{p.Label, weekdayNames(p.WalkIn.Mornings, voice), keptFor(*p.WalkIn, voice)}})
		}
	}
	v.walkIn.SetSource(widgets.Rows(rows))
	v.frame(1, v.walkIn, len(rows))
	if chosen {
		v.walkIn.Select(at)
	}
	v.update()
}

// frame makes a table as high as its rows, up to a dozen of them.
func (v *hoursView) frame(i int, t *widgets.DataTable, rows int) {
	const head, row = 34, 27
	height := float32(head + row*min(max(rows, 1), 12))
	v.frames[i].Objects = []fyne.CanvasObject{widgets.AtLeast(0, height, widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, t))}
	v.frames[i].Refresh()
}

// keptFor says what desks keep for people without appointment.
func keptFor(w agenda.WalkIn, voice *wording.Voice) string {
	switch {
	case w.Positions > 0:
		return voice.Text("screen.calendar.walk-in.positions", "Count", w.Positions)
	case w.Share > 0:
		return voice.Text("screen.calendar.walk-in.share", "Share", voice.Percent(w.Share))
	}
	return voice.Text("screen.calendar.walk-in.usual", "Share", voice.Percent(opening.WalkInShare))
}

// newChanges returns the list of the dated changes of sessions.
func newChanges(s *Screen) *ledger[agenda.SessionChange, agenda.ChangeID] {
	voice := s.p.Voice
	text := voice.Text
	return newLedger(s, kind[agenda.SessionChange, agenda.ChangeID]{
		key: changesKey, label: text("screen.calendar.hours.changes"), icon: theme.IconClock(), plan: true, brief: true,
		empty: [2]string{text("screen.calendar.changes.empty.title"), text("screen.calendar.changes.empty.text")},
		columns: []widgets.Column{
			{ID: "days", Label: text("screen.calendar.column.days"), Width: 260, Stretch: true},
			{ID: "desk", Label: text("screen.calendar.column.desk"), Width: 80},
			{ID: "sessions", Label: text("screen.calendar.column.sessions"), Width: 320, Stretch: true},
			{ID: "reason", Label: text("screen.calendar.column.reason"), Width: 160, Stretch: true},
		},
		list:   func(h office.House) []agenda.SessionChange { return h.Changes },
		id:     func(c agenda.SessionChange) agenda.ChangeID { return c.ID },
		period: agenda.SessionChange.Period,
		on:     func(c agenda.SessionChange, desk agenda.DeskID) bool { return c.Desk == desk },
		cells: func(c agenda.SessionChange) []string {
			return []string{days(c.Period(), voice), s.house.DeskName(c.Desk), weekOf(c.Sessions, voice), c.Reason}
		},
		named: func(c agenda.SessionChange) string {
			return text("screen.calendar.changes.named", "Desk", s.house.DeskName(c.Desk), "Days", days(c.Period(), voice))
		},
		many: func(n int) string { return text("screen.calendar.changes.many", "Count", n) },
		put:  s.p.Office.PutSessionChanges, remove: s.p.Office.RemoveSessionChanges,
		form:  s.changeForm,
		blank: s.blankChange,
	})
}

// blankChange begins with the usual sessions of the first desk.
func (s *Screen) blankChange() agenda.SessionChange {
	c := agenda.SessionChange{From: s.today()}
	if len(s.house.Desks) > 0 {
		c.Desk, c.Sessions = s.house.Desks[0].ID, s.house.Desks[0].Sessions
	}
	return c
}

// changeForm asks for other sessions of a desk.
func (s *Screen) changeForm(c agenda.SessionChange, fresh bool) {
	voice := s.p.Voice
	text := voice.Text
	f := &form{s: s, title: text("screen.calendar.changes.add"), impact: newImpact(s)}
	before := &c
	if fresh {
		before, c.ID = nil, ""
	} else {
		f.title = text("screen.calendar.changes.change")
	}
	when := newPeriod(s, c.Period(), true)
	when.changed = f.changed
	sessions := newSessionRows(s, c.Sessions, f.changed)
	var desk *widgets.Select
	desk = s.deskChoice(c.Desk, func() {
		// Until somebody has changed a session, the usual ones of the desk are what one begins with.
		if fresh && !sessions.edited {
			sessions.set(s.house.Desks[desk.SelectedIndex()].Sessions)
		}
		f.changed()
	})
	reason := widgets.NewEntry()
	reason.SetText(c.Reason)
	at := widgets.NewField(text("screen.calendar.column.desk"), "", desk)
	why := widgets.NewField(text("screen.calendar.form.reason"), "", reason).Optional(voice)
	f.fields = widgets.NewForm(append([]*widgets.Field{at}, append(when.fields, sessions.field, why)...)...)
	f.fields.Watch(sessionAnswer{sessions.list, sessions})
	f.parts = append(append([]fyne.CanvasObject{at}, when.parts()...), sessions.field, why)
	read := func() (agenda.SessionChange, bool) {
		from, to, _, ok := when.value()
		list, wrong := sessions.value()
		change := agenda.SessionChange{ID: c.ID, Desk: s.deskAt(desk.SelectedIndex()), From: from, To: to, Sessions: list, Reason: reason.Stands()}
		return change, ok && wrong == "" && change.Desk != ""
	}
	f.read = func() (office.Timetable, bool) {
		change, ok := read()
		return office.Timetable{Changes: []agenda.SessionChange{change}}, ok
	}
	f.keep = func(done func()) {
		if change, ok := read(); ok {
			s.hours.changes.keep(change, before, done)
		}
	}
	f.open()
}

// editWalkIn asks on which mornings the selected procedure is received without
// appointment, and what is kept for it.
func (v *hoursView) editWalkIn() {
	at, _, ok := v.walkIn.Selected()
	if !ok || at < 0 || at >= len(v.codes) {
		return
	}
	s, voice := v.s, v.s.p.Voice
	text := voice.Text
	procedure, _ := s.house.Procedure(v.codes[at])
	days := newDayTicks(s, procedure.WalkIn.Mornings, func() {})
	mornings := widgets.NewField(text("screen.calendar.walk-in.mornings"), "", days.box).CheckWith(func() string {
		if len(days.chosen()) == 0 {
			return text("screen.calendar.walk-in.wrong.mornings")
		}
		return ""
	})
	share := widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: 1, Most: 100, Step: 5, Unit: "%"})
	positions := widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: 1, Most: mostPositions})
	shareField := widgets.NewField(text("screen.calendar.walk-in.share.field"), "", share).Require(voice)
	positionsField := widgets.NewField(text("screen.calendar.walk-in.positions.field"), "", positions).Require(voice)
	way := 0
	switch w := procedure.WalkIn; {
	case w.Positions > 0:
		way = 2
		positions.SetInt(w.Positions)
	case w.Share > 0:
		way = 1
		share.SetInt(int(100*w.Share + 0.5))
	}
	var content *fyne.Container
	var ways *widgets.Select
	show := func() {
		shown(shareField, ways.SelectedIndex() == 1)
		shown(positionsField, ways.SelectedIndex() == 2)
		content.Refresh()
	}
	ways = widgets.NewSelect([]string{
		text("screen.calendar.walk-in.usual", "Share", voice.Percent(opening.WalkInShare)), text("screen.calendar.walk-in.way.share"), text("screen.calendar.walk-in.way.positions"),
	}, way, func(int) { show() })
	kept := widgets.NewField(text("screen.calendar.walk-in.kept"), text("screen.calendar.walk-in.kept.hint"), ways)
	content = widgets.Down(mornings, kept, shareField, positionsField)
	show()
	fields := widgets.NewForm(mornings, kept, shareField, positionsField)
	fields.Watch(days.answers()...)
	fields.Clean()
	var asked *dialogs.Asked
	asked = s.p.Dialogs.Ask(dialogs.Question{
		Title: text("screen.calendar.walk-in.title", "Procedure", procedure.Label), Content: widgets.AtLeast(formWidth, 0, content), First: fields.First(),
		Role: widgets.Primary, Accept: text("screen.calendar.form.keep"), Refuse: text("screen.calendar.form.leave"),
		Answer: func() bool {
			if !fields.Validate() {
				return false
			}
			w := agenda.WalkIn{Mornings: days.chosen()}
			switch ways.SelectedIndex() {
			case 1:
				n, _ := share.Int()
				w.Share = float64(n) / 100
			case 2:
				w.Positions, _ = positions.Int()
			}
			v.setWalkIn(procedure, w, asked.Close)
			return false
		},
		Unsaved: func() []string {
			if fields.Dirty() {
				return []string{text("screen.calendar.walk-in")}
			}
			return nil
		},
	})
}

func (v *hoursView) setWalkIn(p agenda.Procedure, w agenda.WalkIn, done func()) {
	s := v.s
	set := func(w agenda.WalkIn) func(context.Context, agenda.Progress) error {
		return func(ctx context.Context, _ agenda.Progress) error {
			_, err := s.p.Office.SetWalkIn(ctx, p.Code, w)
			return err
		}
	}
	var before agenda.WalkIn
	s.run(func(ctx context.Context) (err error) { before, err = s.p.Office.SetWalkIn(ctx, p.Code, w); return err }, func() {
		done()
		s.p.History.Record(history.Step{Name: s.p.Voice.Text("screen.calendar.walk-in.step", "Procedure", p.Label), Undo: set(before), Redo: set(w)})
		s.planAgain()
	})
}

// dayTicks asks for days of the week.
type dayTicks struct {
	boxes []*widgets.Check
	box   *fyne.Container
}

// newDayTicks offers Monday to Saturday, and Sunday where it is among those given.
func newDayTicks(s *Screen, days []agenda.Weekday, changed func()) *dayTicks {
	t := &dayTicks{}
	var boxes []fyne.CanvasObject
	for _, day := range weekdays {
		ticked := false
		for _, d := range days {
			ticked = ticked || d == day
		}
		if day == agenda.Sunday && !ticked {
			break
		}
		box := widgets.NewCheck(s.p.Voice.WeekdayShort(day), ticked, func(bool) { changed() })
		t.boxes, boxes = append(t.boxes, box), append(boxes, box)
	}
	t.box = widgets.Flow(nil, boxes...)
	return t
}

func (t *dayTicks) chosen() (days []agenda.Weekday) {
	for i, box := range t.boxes {
		if box.Checked {
			days = append(days, weekdays[i])
		}
	}
	return days
}

func (t *dayTicks) answers() (answers []widgets.Answer) {
	for _, box := range t.boxes {
		answers = append(answers, box)
	}
	return answers
}

// sessionRows asks for the sessions of a week, a row for each.
type sessionRows struct {
	s       *Screen
	changed func()
	edited  bool
	rows    []*sessionRow
	list    *fyne.Container
	field   *widgets.Field
}

type sessionRow struct {
	days      *dayTicks
	from, to  *widgets.TimeField
	positions *widgets.NumberField
	line      fyne.CanvasObject
}

func newSessionRows(s *Screen, sessions []agenda.Session, changed func()) *sessionRows {
	text := s.p.Voice.Text
	r := &sessionRows{s: s, list: widgets.Down(), changed: changed}
	add := widgets.NewButton(widgets.Secondary, text("screen.calendar.sessions.add"), theme.IconAdd(), func() {
		r.append(agenda.Session{Positions: 1})
		r.touched()
	})
	r.field = widgets.NewField(text("screen.calendar.column.sessions"), text("screen.calendar.sessions.hint"), widgets.Down(r.list, widgets.Flow(nil, add))).CheckWith(func() string {
		_, wrong := r.value()
		return wrong
	})
	r.set(sessions)
	return r
}

// set shows other sessions.
func (r *sessionRows) set(sessions []agenda.Session) {
	r.rows = nil
	for _, session := range sessions {
		r.append(session)
	}
	r.draw()
}

func (r *sessionRows) touched() {
	r.edited = true
	r.draw()
	r.changed()
}

func (r *sessionRows) append(session agenda.Session) {
	voice := r.s.p.Voice
	text := voice.Text
	row := &sessionRow{}
	tell := func() { r.edited = true; r.changed() }
	row.days = newDayTicks(r.s, session.Days, tell)
	row.from, row.to = widgets.NewTimeField(widgets.TimeParams{Voice: voice}), widgets.NewTimeField(widgets.TimeParams{Voice: voice})
	row.positions = widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: 1, Most: mostPositions})
	row.from.SetAccessibleLabel(text("screen.calendar.form.begin"))
	row.to.SetAccessibleLabel(text("screen.calendar.form.end"))
	row.positions.SetAccessibleLabel(text("screen.calendar.column.agents"))
	if session.To > session.From {
		row.from.SetValue(session.From)
		row.to.SetValue(session.To)
	}
	row.positions.SetInt(session.Positions)
	row.from.OnChanged, row.to.OnChanged, row.positions.OnChanged = tell, tell, tell
	remove := widgets.NewButton(widgets.Flat, "", theme.IconDelete(), func() {
		for i, other := range r.rows {
			if other == row {
				r.rows = append(r.rows[:i:i], r.rows[i+1:]...)
				r.touched()
				return
			}
		}
	})
	remove.SetTip(text("screen.calendar.sessions.remove"))
	row.line = widgets.NewSurface(theme.ColorChrome, widgets.EdgeAll, widgets.Inset(theme.SizeGapSmall, widgets.Flow(nil,
		row.days.box, row.from, widgets.NewText(widgets.RoleMuted, "–"), row.to,
		widgets.NewText(widgets.RoleMuted, text("screen.calendar.column.agents")), row.positions, remove)))
	r.rows = append(r.rows, row)
}

func (r *sessionRows) draw() {
	r.list.Objects = nil
	for _, row := range r.rows {
		r.list.Add(row.line)
	}
	r.list.Refresh()
	if r.field != nil {
		r.field.Refresh()
	}
}

// value returns the sessions, or what is wrong with them in a sentence. None at all is no
// opening.
func (r *sessionRows) value() (sessions []agenda.Session, wrong string) {
	text := r.s.p.Voice.Text
	for _, row := range r.rows {
		from, hasFrom := row.from.Value()
		to, hasTo := row.to.Value()
		positions, ok := row.positions.Int()
		days := row.days.chosen()
		switch {
		case len(days) == 0:
			return nil, text("screen.calendar.sessions.wrong.days")
		case !hasFrom || !hasTo || to <= from:
			return nil, text("screen.calendar.sessions.wrong.hours")
		case !ok:
			return nil, text("screen.calendar.sessions.wrong.positions")
		}
		sessions = append(sessions, agenda.Session{Days: days, From: from, To: to, Positions: positions})
	}
	return sessions, ""
}

// sessionAnswer makes the sessions an answer that a form watches.
type sessionAnswer struct {
	fyne.CanvasObject
	*sessionRows
}

// Wrong returns what is wrong with the sessions; "" when nothing is.
func (r *sessionRows) Wrong() string { _, wrong := r.value(); return wrong }

// Stands returns what stands in the rows, to be compared.
func (r *sessionRows) Stands() string {
	var said strings.Builder
	for _, row := range r.rows {
		for _, box := range row.days.boxes {
			said.WriteString(box.Stands() + ",")
		}
		said.WriteString(row.from.Stands() + "-" + row.to.Stands() + "*" + row.positions.Stands() + ";")
	}
	return said.String()
}

// First returns what gets the keyboard.
func (r *sessionRows) First() fyne.Focusable {
	if len(r.rows) == 0 {
		return nil
	}
	return r.rows[0].from.First()
}
