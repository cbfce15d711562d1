package calendar

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/weekform"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// newChanges returns the list of the dated changes of sessions.
func newChanges(s *Screen) *ledger[agenda.SessionChange, agenda.ChangeID] {
	voice := s.p.Voice
	text := voice.Text
	return newLedger(s, kind[agenda.SessionChange, agenda.ChangeID]{
		key: changesKey, label: text("screen.calendar.hours.changes"), icon: theme.IconClock(), plan: always, brief: true,
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
			return text("screen.calendar.changes.named", "Desk", s.house.DeskName(c.Desk), "Days", ofDays(c.Period(), voice))
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
	sessions := newSessionsField(s, c.Sessions, f.changed, f.resized)
	var desk deskChoice
	desk = s.newDeskChoice(c.Desk, func() {
		// Until somebody has changed a session, the usual ones of the desk are what one begins with.
		if fresh && !sessions.edited {
			sessions.set(desk.desk().Sessions)
		}
		f.changed()
	})
	reason := widgets.NewEntry()
	reason.SetText(c.Reason)
	at := widgets.NewField(text("screen.calendar.column.desk"), "", desk.Select)
	why := widgets.NewField(text("screen.calendar.form.reason"), "", reason).Optional(voice)
	f.fields = widgets.NewForm(append([]*widgets.Field{at}, append(when.fields, why)...)...)
	f.fields.Watch(sessions.table.Answers()...)
	f.parts = append(append([]fyne.CanvasObject{at}, when.parts()...), sessions.box, why)
	f.check = sessions.check
	read := func() (agenda.SessionChange, bool) {
		from, to, _, ok := when.value()
		list, valid := sessions.value()
		change := agenda.SessionChange{ID: c.ID, Desk: desk.desk().ID, From: from, To: to, Sessions: list, Reason: reason.Stands()}
		return change, ok && valid && change.Desk != ""
	}
	f.read = func() (office.Timetable, bool) {
		change, ok := read()
		return office.Timetable{Changes: []agenda.SessionChange{change}}, ok
	}
	f.keep = func(done func(bool)) bool {
		change, ok := read()
		if ok {
			s.hours.changes.keep(change, before, done)
		}
		return ok
	}
	f.open()
}

// sessionsField asks for the sessions of a week: in a table of mornings and afternoons or,
// where they do not fit into it, as they are until somebody replaces them.
type sessionsField struct {
	s          *Screen
	changed    func()
	resized    func()           // other words may need more room
	edited     bool             // somebody has typed in the table
	particular []agenda.Session // those that do not fit; nil: the table holds
	table      *weekform.Form
	said       *widgets.Paragraph
	instead    fyne.CanvasObject // what stands there in place of the table
	box        *fyne.Container
}

func newSessionsField(s *Screen, sessions []agenda.Session, changed, resized func()) *sessionsField {
	text := s.p.Voice.Text
	f := &sessionsField{s: s, changed: changed, resized: resized, said: widgets.NewParagraph(widgets.RoleBody, "")}
	f.table = weekform.New(weekform.Params{Voice: s.p.Voice, Agents: true, Changed: func() { f.edited = true; f.changed() }, Said: func() { f.box.Refresh(); f.resized() }})
	replace := widgets.NewButton(widgets.Secondary, text("screen.calendar.sessions.replace"), theme.IconOpen(), func() {
		f.particular, f.edited = nil, true
		f.show()
		f.changed()
	})
	f.instead = widgets.Down(f.said, widgets.Flow(nil, replace))
	f.box = widgets.Down(
		widgets.NewText(widgets.RoleCaption, text("screen.calendar.column.sessions")), container.NewStack(f.instead, f.table.Content()),
		widgets.NewParagraph(widgets.RoleCaption, text("screen.calendar.sessions.hint")))
	f.set(sessions)
	return f
}

// set shows other sessions.
func (f *sessionsField) set(sessions []agenda.Session) {
	week, fits := weekform.Of(sessions)
	f.table.Set(week)
	f.particular = nil
	if !fits {
		f.particular = sessions
	}
	f.show()
}

func (f *sessionsField) show() {
	widgets.ShowIf(f.instead, f.particular != nil)
	widgets.ShowIf(f.table.Content(), f.particular == nil)
	f.said.SetText(f.s.p.Voice.Text("screen.calendar.sessions.particular", "Sessions", weekOf(f.particular, f.s.p.Voice)))
	f.box.Refresh()
}

// value returns the sessions; ok is false while something is wrong with them. None at all
// is no opening.
func (f *sessionsField) value() (sessions []agenda.Session, ok bool) {
	if f.particular != nil {
		return f.particular, true
	}
	week, wrong, _ := f.table.Week()
	return week.Sessions(), wrong == ""
}

// check says what is wrong with the sessions, and returns what gets the keyboard then.
func (f *sessionsField) check() (at fyne.Focusable) {
	if f.particular != nil {
		return nil
	}
	f.table.Complain()
	_, wrong, at := f.table.Week()
	if wrong == "" {
		return nil
	}
	return at
}
