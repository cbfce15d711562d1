package setup

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/ui/screens/internal/columns"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// closuresStep shows the public holidays, offers the bridges, and asks for the service's
// own closures.
type closuresStep struct {
	w *Wizard

	holidays *fyne.Container
	bridges  *fyne.Container
	rows     []*closureRow
	own      *fyne.Container
	add      *widgets.Button
	page     fyne.CanvasObject
	of       [2]any // territory and year that are shown
	edited   bool
}

// closureRow is a closure of the service's own.
type closureRow struct {
	from, to *widgets.DatePicker
	desk     *widgets.Select
	desks    []*Desk // in the order of the list, after "every desk"
	reason   *widgets.Entry
	form     *widgets.Form
	line     fyne.CanvasObject
}

func newClosuresStep(w *Wizard) *closuresStep {
	text := w.p.Voice.Text
	s := &closuresStep{w: w, holidays: widgets.Down(), bridges: widgets.Down(), own: widgets.Down()}
	s.add = widgets.NewButton(widgets.Secondary, text("screen.setup.closures.add"), theme.IconAdd(), func() {
		row := s.newRow(Closure{})
		s.edited = true
		s.draw()
		s.w.focus(row.from.First())
	})
	section := func(key string, content fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Down(widgets.NewText(widgets.RoleStrong, text(key)), content)
	}
	s.page = widgets.Parts(nil,
		container.New(&columns.Grid{Shares: []float32{1, 1}, Wide: true, Fold: 460},
			section("screen.setup.closures.holidays", s.holidays), section("screen.setup.closures.bridges", s.bridges)),
		widgets.Down(section("screen.setup.closures.own", s.own), widgets.Across(s.add)),
	)
	for _, c := range w.answers.Closures {
		s.newRow(c)
	}
	s.draw()
	return s
}

func (s *closuresStep) title() string              { return s.w.p.Voice.Text("screen.setup.closures.title") }
func (s *closuresStep) purpose() string            { return s.w.p.Voice.Text("screen.setup.closures.purpose") }
func (s *closuresStep) content() fyne.CanvasObject { return s.page }

func (s *closuresStep) first() fyne.Focusable {
	if len(s.bridges.Objects) > 0 {
		if box, ok := s.bridges.Objects[0].(*widgets.Check); ok {
			return box
		}
	}
	return s.add
}

func (s *closuresStep) dirty() bool {
	for _, r := range s.rows {
		if r.form.Dirty() {
			return true
		}
	}
	return s.edited
}

func (s *closuresStep) enter() {
	for _, r := range s.rows {
		s.listDesks(r)
	}
	service := s.w.answers.Service
	if of := [2]any{service.Territory, service.Year}; of != s.of {
		s.of = of
		s.drawDays()
	}
}

// drawDays shows the holidays and the bridges of the year.
func (s *closuresStep) drawDays() {
	voice := s.w.p.Voice
	s.holidays.Objects, s.bridges.Objects = nil, nil
	for _, h := range s.w.answers.holidays() {
		line := widgets.NewText(widgets.RoleBody, voice.Date(h.Date)+"\u2002·\u2002"+h.Name)
		line.SetMinWidth(0)
		s.holidays.Add(line)
	}
	for _, b := range bridgesOf(s.w.answers.Service.Territory, s.w.answers.Service.Year) {
		s.bridges.Add(widgets.NewCheck(
			voice.Text("screen.setup.closures.bridge", "Date", b.Date, "Holiday", b.Holiday.Name), s.w.answers.Bridges[b.Date],
			func(on bool) { s.w.answers.Bridges[b.Date] = on },
		))
	}
	if len(s.bridges.Objects) == 0 {
		s.bridges.Add(widgets.NewText(widgets.RoleMuted, voice.Text("screen.setup.closures.bridges.none")))
	}
	s.page.Refresh()
}

func (s *closuresStep) newRow(c Closure) *closureRow {
	voice := s.w.p.Voice
	text := voice.Text
	r := &closureRow{reason: widgets.NewEntry()}
	p := widgets.MonthParams{Voice: voice, Today: s.today(), Note: s.note}
	r.from, r.to = widgets.NewDatePicker(p), widgets.NewDatePicker(p)
	r.from.SetDate(c.From)
	r.to.SetDate(c.To)
	r.from.OnChanged = func(d agenda.Date) {
		if last, ok := r.to.Date(); ok && last.IsZero() {
			r.to.SetDate(d) // most closures are of one day
		}
	}
	r.desk = widgets.NewComboField(voice, nil, 0, nil)
	s.listDesks(r)
	for i, d := range r.desks {
		if d == c.Desk {
			r.desk.SetSelectedIndex(i + 1)
		}
	}
	r.reason.SetText(c.Reason)
	from := widgets.NewField(text("screen.setup.closures.from"), "", r.from).Require(voice)
	to := widgets.NewField(text("screen.setup.closures.to"), "", r.to).Require(voice).CheckWith(func() string {
		first, _ := r.from.Date()
		last, _ := r.to.Date()
		if last.Before(first) {
			return text("screen.setup.closures.wrong.order")
		}
		return ""
	})
	desk := widgets.NewField(text("screen.setup.closures.desk"), "", r.desk)
	reason := widgets.NewField(text("screen.setup.closures.reason"), "", r.reason).Optional(voice)
	r.form = widgets.NewForm(from, to, desk, reason)
	remove := widgets.NewButton(widgets.Secondary, "", theme.IconDelete(), func() { s.remove(r) })
	remove.SetAccessibleLabel(text("screen.setup.closures.remove"))
	low := container.New(under{label: func() float32 { return from.HeightFor(0) - r.from.HeightFor(0) }}, remove)
	r.line = container.New(&columns.Grid{Shares: []float32{3, 3, 2.4, 3, 0.1}, Wide: true, Fold: 600}, from, to, desk, reason, low)
	s.rows = append(s.rows, r)
	return r
}

// today is where the calendar opens: today, or the beginning of the year that is planned.
func (s *closuresStep) today() agenda.Date {
	if year := s.w.answers.Service.Year; year != s.w.p.Today.Year && year > 0 {
		return agenda.NewDate(year, 1, 1)
	}
	return s.w.p.Today
}

func (s *closuresStep) note(d agenda.Date) string {
	days, err := calendar.Holidays(s.w.answers.Service.Territory, d.Year)
	if err != nil {
		return ""
	}
	for _, h := range days {
		if h.Date == d {
			return h.Name
		}
	}
	return ""
}

// listDesks offers the desks as they are now; the one that was chosen stays so.
func (s *closuresStep) listDesks(r *closureRow) {
	var before *Desk
	if at := r.desk.SelectedIndex(); at > 0 && at <= len(r.desks) {
		before = r.desks[at-1]
	}
	names, chosen := []string{s.w.p.Voice.Text("screen.setup.closures.every-desk")}, 0
	r.desks = s.w.answers.Desks
	for i, d := range r.desks {
		names = append(names, d.Name)
		if d == before {
			chosen = i + 1
		}
	}
	r.desk.SetOptions(names, chosen)
}

func (s *closuresStep) remove(r *closureRow) {
	for i, other := range s.rows {
		if other == r {
			s.rows = append(s.rows[:i:i], s.rows[i+1:]...)
			s.edited = true
			s.draw()
			s.w.focus(s.add)
			return
		}
	}
}

func (s *closuresStep) draw() {
	s.own.Objects = nil
	for _, r := range s.rows {
		s.own.Add(r.line)
	}
	if len(s.rows) == 0 {
		s.own.Add(widgets.NewText(widgets.RoleMuted, s.w.p.Voice.Text("screen.setup.closures.own.none")))
	}
	s.page.Refresh()
}

func (s *closuresStep) take() bool {
	for _, r := range s.rows {
		if !r.form.Validate() {
			s.page.Refresh()
			return false
		}
	}
	s.w.answers.Closures = nil
	for _, r := range s.rows {
		c := Closure{Reason: r.reason.Stands()}
		c.From, _ = r.from.Date()
		c.To, _ = r.to.Date()
		if at := r.desk.SelectedIndex(); at > 0 {
			c.Desk = r.desks[at-1]
		}
		s.w.answers.Closures = append(s.w.answers.Closures, c)
		r.form.Clean()
	}
	return true
}

// under puts a button beside fields on the line of their inputs, under their labels.
type under struct{ label func() float32 }

func (u under) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, u.label()))
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
	}
}

func (u under) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least.AddWidthHeight(0, u.label())
}
