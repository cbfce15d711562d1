package calendar

import (
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// newClosures returns the list of the service's own closures.
func newClosures(s *Screen) *ledger[agenda.Closure, agenda.ClosureID] {
	voice := s.p.Voice
	text := voice.Text
	return newLedger(s, kind[agenda.Closure, agenda.ClosureID]{
		key: closuresKey, label: text("screen.calendar.tab.closures"), icon: theme.IconRefused(), plan: always,
		empty: [2]string{text("screen.calendar.closures.empty.title"), text("screen.calendar.closures.empty.text")},
		columns: []widgets.Column{
			{ID: "days", Label: text("screen.calendar.column.days"), Width: 290, Stretch: true},
			{ID: "hours", Label: text("screen.calendar.column.hours"), Width: 150},
			{ID: "desks", Label: text("screen.calendar.column.desks"), Width: 150, Stretch: true},
			{ID: "reason", Label: text("screen.calendar.column.reason"), Width: 230, Stretch: true},
		},
		list:   func(h office.House) []agenda.Closure { return h.Closures },
		id:     func(c agenda.Closure) agenda.ClosureID { return c.ID },
		period: agenda.Closure.Period,
		on:     agenda.Closure.Closes,
		cells: func(c agenda.Closure) []string {
			return []string{days(c.Period(), voice), part(c.Hours, voice), deskNames(c.Desks, s.house, voice), c.Reason}
		},
		named: func(c agenda.Closure) string {
			return text("screen.calendar.closures.named", "Days", ofDays(c.Period(), voice))
		},
		many: func(n int) string { return text("screen.calendar.closures.many", "Count", n) },
		put:  s.p.Office.PutClosures, remove: s.p.Office.RemoveClosures,
		form:  s.closureForm,
		blank: s.blankClosure,
	})
}

// blankClosure is of the day in sight.
func (s *Screen) blankClosure() agenda.Closure {
	day := s.today()
	if s.tabs.Selected() == tabWeek {
		day = s.weekView.day
	}
	if s.tabs.Selected() == tabYear {
		day = s.yearView.day
	}
	return agenda.Closure{From: day, To: day}
}

// closureForm asks for a closure.
func (s *Screen) closureForm(c agenda.Closure, fresh bool) {
	text := s.p.Voice.Text
	f := &form{s: s, title: text("screen.calendar.closures.add"), impact: newImpact(s)}
	before := &c
	if fresh {
		before, c.ID = nil, ""
	} else {
		f.title = text("screen.calendar.closures.change")
	}
	when := newPeriod(s, c.Period(), false).withHours(c.Hours)
	when.changed = f.changed
	desks := newDeskTicks(s, c.Desks, f.changed)
	reason := widgets.NewEntry()
	reason.SetText(c.Reason)
	why := widgets.NewField(text("screen.calendar.form.reason"), text("screen.calendar.closures.reason.hint"), reason).Optional(s.p.Voice)
	f.fields = widgets.NewForm(append(slices.Clone(when.fields), desks.field, why)...)
	f.fields.Watch(desks.answers()...)
	f.parts = append(when.parts(), desks.field, why)
	read := func() (agenda.Closure, bool) {
		from, to, hours, ok := when.value()
		return agenda.Closure{ID: c.ID, From: from, To: to, Hours: hours, Desks: desks.chosen(), Reason: reason.Stands()}, ok && desks.valid()
	}
	f.read = func() (office.Timetable, bool) {
		closure, ok := read()
		return office.Timetable{Closures: []agenda.Closure{closure}}, ok
	}
	f.keep = func(done func(bool)) bool {
		closure, ok := read()
		if ok {
			s.closures.keep(closure, before, done)
		}
		return ok
	}
	f.open()
}

// deskTicks asks for some desks, or all.
type deskTicks struct {
	desks []agenda.Desk // as they were when the form was opened
	all   *widgets.Check
	each  []*widgets.Check
	some  *fyne.Container
	field *widgets.Field
}

func newDeskTicks(s *Screen, chosen []agenda.DeskID, changed func()) *deskTicks {
	voice := s.p.Voice
	d := &deskTicks{desks: s.house.Desks}
	d.all = widgets.NewCheck(voice.Text("screen.calendar.desks.all"), len(chosen) == 0, func(bool) { d.show(); changed() })
	boxes := []fyne.CanvasObject{}
	for _, desk := range d.desks {
		box := widgets.NewCheck(desk.Name, slices.Contains(chosen, desk.ID), func(bool) { changed() })
		d.each = append(d.each, box)
		boxes = append(boxes, box)
	}
	d.some = widgets.Flow(nil, boxes...)
	d.field = widgets.NewField(voice.Text("screen.calendar.column.desks"), "", widgets.Down(d.all, d.some)).CheckWith(func() string {
		if !d.valid() {
			return voice.Text("screen.calendar.form.wrong.desks")
		}
		return ""
	})
	d.show()
	return d
}

func (d *deskTicks) show() {
	widgets.ShowIf(d.some, !d.all.Checked)
	if d.field != nil {
		d.field.Refresh()
	}
}

func (d *deskTicks) answers() []widgets.Answer {
	answers := []widgets.Answer{d.all}
	for _, box := range d.each {
		answers = append(answers, box)
	}
	return answers
}

// chosen returns the desks; none are all of them.
func (d *deskTicks) chosen() (ids []agenda.DeskID) {
	for i, box := range d.each {
		if !d.all.Checked && box.Checked {
			ids = append(ids, d.desks[i].ID)
		}
	}
	return ids
}

func (d *deskTicks) valid() bool { return d.all.Checked || len(d.chosen()) > 0 }
