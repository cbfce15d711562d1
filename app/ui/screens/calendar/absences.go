package calendar

import (
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// newAbsences returns the list of the agents' absences.
func newAbsences(s *Screen) *ledger[agenda.Absence, agenda.AbsenceID] {
	voice := s.p.Voice
	text := voice.Text
	return newLedger(s, kind[agenda.Absence, agenda.AbsenceID]{
		key: absencesKey, label: text("screen.calendar.tab.absences"), icon: theme.IconPerson(), plan: always,
		empty: [2]string{text("screen.calendar.absences.empty.title"), text("screen.calendar.absences.empty.text")},
		columns: []widgets.Column{
			{ID: "days", Label: text("screen.calendar.column.days"), Width: 290, Stretch: true},
			{ID: "hours", Label: text("screen.calendar.column.hours"), Width: 150},
			{ID: "desk", Label: text("screen.calendar.column.desk"), Width: 100},
			{ID: "positions", Label: text("screen.calendar.column.agents"), Width: 72, Align: fyne.TextAlignTrailing},
			{ID: "reason", Label: text("screen.calendar.column.reason"), Width: 200, Stretch: true},
		},
		list:   func(h office.House) []agenda.Absence { return h.Absences },
		id:     func(a agenda.Absence) agenda.AbsenceID { return a.ID },
		period: agenda.Absence.Period,
		on:     func(a agenda.Absence, desk agenda.DeskID) bool { return a.Desk == desk },
		cells: func(a agenda.Absence) []string {
			return []string{days(a.Period(), voice), part(a.Hours, voice), s.house.DeskName(a.Desk), voice.Number(a.Positions), a.Reason}
		},
		named: func(a agenda.Absence) string {
			return text("screen.calendar.absences.named", "Desk", s.house.DeskName(a.Desk), "Days", ofDays(a.Period(), voice))
		},
		many: func(n int) string { return text("screen.calendar.absences.many", "Count", n) },
		put:  s.p.Office.PutAbsences, remove: s.p.Office.RemoveAbsences,
		form:  s.absenceForm,
		blank: func() agenda.Absence { return agenda.Absence{From: s.today(), To: s.today(), Positions: 1} },
	})
}

// absenceForm asks for an absence. It does not ask who is absent.
func (s *Screen) absenceForm(a agenda.Absence, fresh bool) {
	voice := s.p.Voice
	text := voice.Text
	f := &form{s: s, title: text("screen.calendar.absences.add"), impact: newImpact(s)}
	before := &a
	if fresh {
		before, a.ID = nil, ""
	} else {
		f.title = text("screen.calendar.absences.change")
	}
	when := newPeriod(s, a.Period(), false).withHours(a.Hours)
	when.changed = f.changed
	desk := s.newDeskChoice(a.Desk, f.changed)
	positions := widgets.NewNumberField(widgets.NumberParams{Voice: voice, Least: 1, Most: agenda.MostPositions})
	positions.SetInt(a.Positions)
	positions.OnChanged, positions.OnTyped = f.changed, f.changed
	reason := widgets.NewEntry()
	reason.SetText(a.Reason)
	at := widgets.NewField(text("screen.calendar.column.desk"), "", desk.Select)
	agents := widgets.NewField(text("screen.calendar.absences.positions"), "", positions).Require(voice)
	why := widgets.NewField(text("screen.calendar.form.reason"), text("screen.calendar.absences.reason.hint"), reason).Optional(voice)
	f.fields = widgets.NewForm(append(slices.Clone(when.fields), at, agents, why)...)
	f.parts = append(when.parts(), widgets.Evenly(at, agents), why)
	read := func() (agenda.Absence, bool) {
		from, to, hours, ok := when.value()
		n, valid := positions.Int()
		absence := agenda.Absence{ID: a.ID, Desk: desk.desk().ID, From: from, To: to, Hours: hours, Positions: n, Reason: reason.Stands()}
		return absence, ok && valid && absence.Desk != ""
	}
	f.read = func() (office.Timetable, bool) {
		absence, ok := read()
		return office.Timetable{Absences: []agenda.Absence{absence}}, ok
	}
	f.keep = func(done func(bool)) bool {
		absence, ok := read()
		if ok {
			s.absences.keep(absence, before, done)
		}
		return ok
	}
	f.open()
}
