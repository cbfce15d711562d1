package calendar

import (
	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	opening "creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/widgets"
)

// form asks for one entry. While it is filled in, it tells whom the entry would hit.
type form struct {
	s      *Screen
	title  string
	fields *widgets.Form
	parts  []fyne.CanvasObject // from top to bottom
	// read returns what stands in the form as a calendar of this one entry; ok is false
	// while something is missing or wrong.
	read func() (by office.Timetable, ok bool)
	// keep begins to keep it, and calls done once it is kept or could not be; begun is false
	// where there is nothing to keep.
	keep func(done func(kept bool)) (begun bool)
	// check looks at what the fields cannot: it says what is wrong, and returns what gets
	// the keyboard then; nil when nothing is. It may be nil.
	check   func() fyne.Focusable
	impact  *impact // nil: it hits nobody
	asked   *dialogs.Asked
	keeping bool // it is being kept: nobody keeps it twice
}

// resized makes room for what has come to the form, or gone.
func (f *form) resized() {
	if f.asked != nil {
		f.asked.Changed()
	}
}

// changed asks anew whom the entry would hit.
func (f *form) changed() {
	if f.impact == nil {
		return
	}
	by, ok := f.read()
	f.impact.ask(by, ok)
}

// The least size of forms, at text scale 1.
const formWidth = 560

// open shows the form.
func (f *form) open() {
	voice := f.s.p.Voice
	content := widgets.Down(f.parts...)
	if f.impact != nil {
		content.Add(f.impact.box)
		f.impact.resized = f.resized
	}
	f.fields.Clean()
	f.asked = f.s.p.Dialogs.Ask(dialogs.Question{
		Title: f.title, Content: widgets.AtLeast(formWidth, 0, content), First: f.fields.First(), Role: widgets.Primary,
		Accept: voice.Text("screen.calendar.form.keep"), Refuse: voice.Text("screen.calendar.form.leave"),
		Answer: f.answer,
		Unsaved: func() []string {
			if f.fields.Dirty() {
				return []string{f.title}
			}
			return nil
		},
	})
	f.changed()
}

// answer keeps what stands in the form, once it is known whom that hits. People who have
// an appointment are not forgotten by mistake: the list is shown first.
func (f *form) answer() (done bool) {
	defer f.resized()
	if !f.fields.Validate() {
		return false
	}
	if f.check != nil {
		if wrong := f.check(); wrong != nil {
			f.focus(wrong)
			return false
		}
	}
	if f.impact == nil {
		f.finish()
		return false
	}
	f.changed()
	f.impact.once(func(hit office.Affected) {
		if !grave(hit) {
			f.finish()
			return
		}
		f.s.warn(f.impact.by, hit, f.finish)
	})
	return false
}

func (f *form) focus(o fyne.Focusable) {
	if drawn, ok := o.(fyne.CanvasObject); ok {
		if c := fyne.CurrentApp().Driver().CanvasForObject(drawn); c != nil {
			c.Focus(o)
		}
	}
}

// finish keeps the entry and closes the form, unless somebody has left it meanwhile.
func (f *form) finish() {
	if f.keeping || f.asked.Closed() {
		return
	}
	f.keeping = true
	begun := f.keep(func(kept bool) {
		f.keeping = false
		if kept {
			f.asked.Close()
		}
	})
	f.keeping = f.keeping && begun
}

// period asks for days, and for the hours of each.
type period struct {
	s          *Screen
	from, to   *widgets.DatePicker
	fields     []*widgets.Field
	hours      *widgets.Select
	begin, end *widgets.TimeField
	times      fyne.CanvasObject
	whole      bool // only days are asked for
	changed    func()
}

// The parts of a day, in the order of the list.
const (
	wholeDay = iota
	morning
	afternoon
	someHours
)

// newPeriod asks for the days of a period. forEver lets the last one be left out.
func newPeriod(s *Screen, p agenda.Period, forEver bool) *period {
	voice := s.p.Voice
	text := voice.Text
	f := &period{s: s, whole: true, changed: func() {}}
	month := widgets.MonthParams{Voice: voice, Today: s.today(), Note: s.note}
	f.from, f.to = widgets.NewDatePicker(month), widgets.NewDatePicker(month)
	f.from.SetDate(p.From)
	f.to.SetDate(p.To)
	f.from.OnChanged = func(d agenda.Date) {
		// Most entries are of one day; a longer one keeps its last day unless that has passed.
		if last, ok := f.to.Date(); ok && !forEver && !d.IsZero() && (last.IsZero() || last.Before(d)) {
			f.to.SetDate(d)
		}
		f.changed()
	}
	f.to.OnChanged = func(agenda.Date) { f.changed() }
	typed := func() { f.changed() }
	f.from.OnTyped, f.to.OnTyped = typed, typed
	from := widgets.NewField(text("screen.calendar.form.from"), "", f.from).Require(voice)
	order := func() string {
		first, _ := f.from.Date()
		if last, _ := f.to.Date(); !last.IsZero() && last.Before(first) {
			return text("screen.calendar.form.wrong.order")
		}
		return ""
	}
	to := widgets.NewField(text("screen.calendar.form.to"), "", f.to)
	if forEver {
		to.SetHint(text("screen.calendar.form.to.ever"))
		to.Optional(voice)
	} else {
		to.Require(voice)
	}
	f.fields = []*widgets.Field{from, to.CheckWith(order)}
	return f
}

// withHours asks for the hours, too.
func (f *period) withHours(h agenda.Hours) *period {
	voice := f.s.p.Voice
	text := voice.Text
	f.whole = false
	f.begin, f.end = widgets.NewTimeField(widgets.TimeParams{Voice: voice}), widgets.NewTimeField(widgets.TimeParams{Voice: voice})
	chosen := someHours
	switch {
	case h.Whole():
		chosen = wholeDay
	case h == agenda.Morning():
		chosen = morning
	case h == agenda.Afternoon():
		chosen = afternoon
	default:
		f.begin.SetValue(h.From)
		f.end.SetValue(h.To)
	}
	typed := func() { f.changed() }
	f.begin.OnChanged, f.end.OnChanged, f.begin.OnTyped, f.end.OnTyped = typed, typed, typed, typed
	f.hours = widgets.NewSelect([]string{
		text("screen.calendar.hours.day"), text("screen.calendar.hours.morning"), text("screen.calendar.hours.afternoon"), text("screen.calendar.hours.some"),
	}, chosen, func(int) { f.showTimes(); f.changed() })
	part := widgets.NewField(text("screen.calendar.form.hours"), "", f.hours)
	begin := widgets.NewField(text("screen.calendar.form.begin"), "", f.begin).Require(voice)
	end := widgets.NewField(text("screen.calendar.form.end"), "", f.end).Require(voice).CheckWith(func() string {
		from, _ := f.begin.Value()
		if to, _ := f.end.Value(); to <= from {
			return text("screen.calendar.form.wrong.hours")
		}
		return ""
	})
	f.fields = append(f.fields, part, begin, end)
	f.times = widgets.Evenly(part, begin, end)
	f.showTimes()
	return f
}

func (f *period) showTimes() {
	some := f.hours.SelectedIndex() == someHours
	widgets.ShowIf(f.fields[3], some)
	widgets.ShowIf(f.fields[4], some)
	f.times.Refresh()
}

// parts are the fields as they stand in a form.
func (f *period) parts() []fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Evenly(f.fields[0], f.fields[1])}
	if !f.whole {
		parts = append(parts, f.times)
	}
	return parts
}

// value returns what was asked for; ok is false while something is missing or wrong.
func (f *period) value() (from, to agenda.Date, hours agenda.Hours, ok bool) {
	from, validFrom := f.from.Date()
	to, validTo := f.to.Date()
	if !validFrom || !validTo || from.IsZero() || !to.IsZero() && to.Before(from) {
		return from, to, hours, false
	}
	if f.whole {
		return from, to, hours, true
	}
	switch f.hours.SelectedIndex() {
	case wholeDay:
	case morning:
		hours = agenda.Morning()
	case afternoon:
		hours = agenda.Afternoon()
	default:
		begin, hasBegin := f.begin.Value()
		end, hasEnd := f.end.Value()
		hours = agenda.Hours{From: begin, To: end}
		return from, to, hours, hasBegin && hasEnd && begin < end
	}
	return from, to, hours, true
}

// note is what there is to know of a day when one is chosen.
func (s *Screen) note(d agenda.Date) string {
	holidays, err := opening.Holidays(s.house.Service.Territory, d.Year)
	if err != nil {
		return ""
	}
	for _, h := range holidays {
		if h.Date == d {
			return h.Name
		}
	}
	return ""
}

// deskChoice is a list of the desks to choose one of, as they were when the form was
// opened: what is read anew meanwhile may have others.
type deskChoice struct {
	*widgets.Select
	desks []agenda.Desk
}

func (s *Screen) newDeskChoice(chosen agenda.DeskID, changed func()) deskChoice {
	at := 0
	names := make([]string, len(s.house.Desks))
	for i, d := range s.house.Desks {
		names[i] = d.Name
		if d.ID == chosen {
			at = i
		}
	}
	return deskChoice{widgets.NewSelect(names, at, func(int) { changed() }), s.house.Desks}
}

// desk returns the chosen desk; its ID is empty where there is none.
func (c deskChoice) desk() agenda.Desk {
	if i := c.SelectedIndex(); i >= 0 && i < len(c.desks) {
		return c.desks[i]
	}
	return agenda.Desk{}
}
