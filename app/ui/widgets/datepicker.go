package widgets

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
)

// DatePicker is a day that is typed, or chosen in a calendar that a button or the Down
// key opens. What is wrong with what was typed stands under the field.
type DatePicker struct {
	widget.BaseWidget

	// OnChanged is called when somebody has typed or chosen another day; the zero date
	// when the field was emptied.
	OnChanged func(agenda.Date)

	p       MonthParams
	date    agenda.Date
	wrong   *Text
	entry   *Entry
	open    *Button
	column  *fyne.Container
	overlay *Overlay
}

// NewDatePicker returns an empty field.
func NewDatePicker(p MonthParams) *DatePicker {
	d := &DatePicker{p: p, entry: NewEntry(), wrong: NewText(RoleCaption, "")}
	d.entry.PlaceHolder = p.Voice.Text("widgets.date.placeholder")
	d.entry.OnSubmitted = func(string) { d.take() }
	d.entry.OnBlur = d.take
	d.entry.OnKey = func(key *fyne.KeyEvent) bool {
		if key.Name != fyne.KeyDown {
			return false
		}
		d.ShowCalendar()
		return true
	}
	d.open = NewButton(Secondary, "", theme.IconCalendar(), d.ShowCalendar)
	d.open.SetAccessibleLabel(p.Voice.Text("widgets.date.calendar"))
	d.wrong.SetState(Danger)
	d.wrong.SetMinWidth(0)
	d.wrong.Hide()
	row := container.New(&gapBox{gap: fynetheme.SizeNamePadding, stretch: d.entry}, d.entry, d.open)
	d.column = container.New(&gapBox{vertical: true, gap: fynetheme.SizeNamePadding}, row, d.wrong)
	d.ExtendBaseWidget(d)
	return d
}

// SetDate shows a day without telling anybody; the zero date empties the field.
func (d *DatePicker) SetDate(date agenda.Date) {
	d.date = date
	d.entry.SetTextQuietly(d.p.Voice.ShortDate(date))
	d.setWrong("")
}

// Date returns the day, zero if the field is empty. valid is false while what is typed
// is no day that can be chosen.
func (d *DatePicker) Date() (date agenda.Date, valid bool) {
	date, wrong := d.read()
	return date, wrong == ""
}

// SetDisabled greys the field out.
func (d *DatePicker) SetDisabled(disabled bool) {
	if disabled {
		d.entry.Disable()
		d.open.Disable()
	} else {
		d.entry.Enable()
		d.open.Enable()
	}
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
		d.accept(date)
	}
	if d.overlay = grid.openAt(d.entry); d.overlay != nil {
		d.overlay.OnClosed = func() { d.overlay = nil }
	}
}

// read understands what is typed.
func (d *DatePicker) read() (date agenda.Date, wrong string) {
	date, err := readDate(d.entry.Text, d.p.Today.Year)
	switch {
	case err == dateMalformed:
		return agenda.Date{}, d.p.Voice.Text("widgets.date.wrong.form")
	case err == dateImpossible:
		return agenda.Date{}, d.p.Voice.Text("widgets.date.wrong.day")
	case !date.IsZero() && !d.p.allows(date):
		return agenda.Date{}, d.outside()
	}
	return date, ""
}

// outside says which days can be chosen.
func (d *DatePicker) outside() string {
	voice, first, last := d.p.Voice, d.p.Voice.ShortDate(d.p.First), d.p.Voice.ShortDate(d.p.Last)
	switch {
	case d.p.Last.IsZero():
		return voice.Text("widgets.date.wrong.early", "First", first)
	case d.p.First.IsZero():
		return voice.Text("widgets.date.wrong.late", "Last", last)
	default:
		return voice.Text("widgets.date.wrong.range", "First", first, "Last", last)
	}
}

// take accepts what is typed, or says why it cannot.
func (d *DatePicker) take() {
	date, wrong := d.read()
	if wrong != "" {
		d.setWrong(wrong)
		return
	}
	d.accept(date)
}

func (d *DatePicker) accept(date agenda.Date) {
	changed := date != d.date
	d.SetDate(date)
	if changed && d.OnChanged != nil {
		d.OnChanged(date)
	}
}

// setWrong shows what is wrong with what is typed; "" when nothing is.
func (d *DatePicker) setWrong(wrong string) {
	if d.wrong.Text() == wrong {
		return
	}
	d.wrong.SetText(wrong)
	d.wrong.Hidden = wrong == ""
	d.Refresh()
}

// Error returns what is said to be wrong, "" when nothing is.
func (d *DatePicker) Error() string { return d.wrong.Text() }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (d *DatePicker) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: fixedObjects(d.column),
		layout:  func(s fyne.Size) { place(d.column, 0, 0, s.Width, s.Height) },
		minSize: func() fyne.Size {
			return d.column.MinSize().Max(fyne.NewSize(theme.Size(theme.SizeControl)*5, 0))
		},
		refresh: func() { d.column.Refresh() },
	}
}

// dateFault is why a typed text is no date.
type dateFault string

func (f dateFault) Error() string { return string(f) }

const (
	dateMalformed  = dateFault("not the form of a date")
	dateImpossible = dateFault("no day of the calendar")
)

var (
	dayFirst = regexp.MustCompile(`^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?$`)
	unparted = regexp.MustCompile(`^(\d{2})(\d{2})(\d{2}|\d{4})$`)
	isoDate  = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
)

// readDate reads a day as people type it: 02/03/2027, 2.3.27, 020327, 2/3 in the given
// year, 2027-03-02. Two digits of a year are of this century. An empty text is the
// zero date.
func readDate(text string, year int) (agenda.Date, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return agenda.Date{}, nil
	}
	var day, month string
	if m := isoDate.FindStringSubmatch(text); m != nil {
		day, month, year = m[3], m[2], number(m[1])
	} else {
		m := dayFirst.FindStringSubmatch(text)
		if m == nil {
			m = unparted.FindStringSubmatch(text)
		}
		if m == nil {
			return agenda.Date{}, dateMalformed
		}
		day, month = m[1], m[2]
		switch len(m[3]) {
		case 2:
			year = 2000 + number(m[3])
		case 4:
			year = number(m[3])
		}
	}
	date := agenda.Date{Year: year, Month: time.Month(number(month)), Day: number(day)}
	if date != agenda.NewDate(date.Year, date.Month, date.Day) {
		return agenda.Date{}, dateImpossible
	}
	return date, nil
}

// number reads digits that a pattern has found: they are few, nothing can go wrong.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
