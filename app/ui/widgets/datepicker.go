package widgets

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// DatePicker is a day that is typed, or chosen in a calendar that a button or the Down
// key opens. It shows the weekday, and digits while somebody writes. What is wrong with
// what was typed stands under the field.
type DatePicker struct {
	valueField[agenda.Date]

	// OnChanged is called when somebody has typed or chosen another day; the zero date
	// when the field was emptied.
	OnChanged func(agenda.Date)

	p       MonthParams
	open    *Button
	overlay *Overlay
}

var _ Answer = (*DatePicker)(nil)

// NewDatePicker returns an empty field.
func NewDatePicker(p MonthParams) *DatePicker {
	d := &DatePicker{p: p}
	d.read = p.readDate
	d.write, d.edit = p.Voice.Date, p.Voice.ShortDate
	d.widen = d.widestDate
	d.open = NewButton(Secondary, "", theme.IconCalendar(), d.ShowCalendar)
	d.open.SetAccessibleLabel(p.Voice.Text("widgets.date.calendar"))
	d.build(d, valueParts{button: d.open})
	d.valueField.OnChanged = func() {
		if d.OnChanged != nil {
			d.OnChanged(d.value)
		}
	}
	d.entry.PlaceHolder = p.Voice.Text("widgets.date.placeholder")
	d.entry.OnKey = func(key *fyne.KeyEvent) bool {
		if key.Name != fyne.KeyDown {
			return false
		}
		d.ShowCalendar()
		return true
	}
	return d
}

// widestDate is how wide a date becomes: of all months, in a week of which the short
// names of the days are all met.
func (d *DatePicker) widestDate() float32 {
	var texts []string
	for month := time.January; month <= time.December; month++ {
		for day := 20; day < 27; day++ {
			texts = append(texts, d.p.Voice.Date(agenda.NewDate(2026, month, day)))
		}
	}
	return widestOf(texts...)
}

// SetDate shows a day without telling anybody; the zero date empties the field.
func (d *DatePicker) SetDate(date agenda.Date) { d.show(date, !date.IsZero()) }

// Date returns the day, zero if the field is empty. valid is false while what is typed
// is no day that can be chosen.
func (d *DatePicker) Date() (date agenda.Date, valid bool) {
	date, _ = d.Value()
	if wrong := d.Wrong(); wrong != "" {
		return agenda.Date{}, false
	}
	return date, true
}

// SetDisabled greys the field out.
func (d *DatePicker) SetDisabled(disabled bool) {
	d.valueField.SetDisabled(disabled)
	enable(d.open, !disabled)
}

// ShowCalendar opens the calendar under the field.
func (d *DatePicker) ShowCalendar() {
	if d.entry.Disabled() || d.overlay != nil {
		return
	}
	grid := NewMonthGrid(d.p)
	if date, ok := d.Date(); ok {
		grid.SetSelected(date)
	}
	grid.OnChosen = func(date agenda.Date) {
		d.overlay.Close()
		d.accept(date, true)
	}
	grid.days.onRune = func(r rune) { // who begins to write wants the field
		d.overlay.Close()
		give(d.entry)
		d.entry.SelectAll()
		d.entry.TypedRune(r)
	}
	if d.overlay = grid.openAt(d.entry); d.overlay != nil {
		d.overlay.OnClosed = func() { d.overlay = nil }
	}
}

// year is that of a day typed without one.
func (p MonthParams) year() int { return p.nearest(p.Today).Year }

// readDate understands what is typed.
func (p MonthParams) readDate(text string) (date agenda.Date, wrong string) {
	date, err := p.Voice.ReadDate(text, p.year())
	switch {
	case err != nil:
		return agenda.Date{}, p.wrongDate(err)
	case !p.allows(date):
		return agenda.Date{}, p.outside()
	}
	return date, ""
}

func (p MonthParams) wrongDate(err error) string {
	switch {
	case errors.Is(err, wording.ErrMissing):
		return p.Voice.Text("widgets.date.wrong.day")
	case errors.Is(err, wording.ErrWeekday):
		return p.Voice.Text("widgets.date.wrong.weekday")
	}
	return p.Voice.Text("widgets.date.wrong.form")
}

// outside says which days can be chosen.
func (p MonthParams) outside() string {
	voice, first, last := p.Voice, p.Voice.ShortDate(p.First), p.Voice.ShortDate(p.Last)
	switch {
	case p.Last.IsZero():
		return voice.Text("widgets.date.wrong.early", "First", first)
	case p.First.IsZero():
		return voice.Text("widgets.date.wrong.late", "Last", last)
	default:
		return voice.Text("widgets.date.wrong.range", "First", first, "Last", last)
	}
}
