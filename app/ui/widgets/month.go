package widgets

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// MonthParams says what a [MonthGrid], a [DatePicker] and a [WeekPicker] know.
type MonthParams struct {
	Voice *wording.Voice
	// Today is marked, and where the button for today goes.
	Today agenda.Date
	// First and Last bound what can be chosen; the zero date is no bound.
	First, Last agenda.Date
	// Note says what there is to know of a day, such as the name of a holiday; "" is
	// nothing. nil if there is nothing to know of any day.
	Note func(agenda.Date) string
}

func (p MonthParams) note(d agenda.Date) string {
	if p.Note == nil {
		return ""
	}
	return p.Note(d)
}

// allows reports whether a day can be chosen.
func (p MonthParams) allows(d agenda.Date) bool {
	return (p.First.IsZero() || !d.Before(p.First)) && (p.Last.IsZero() || !d.After(p.Last))
}

// nearest returns the day closest to d that can be chosen.
func (p MonthParams) nearest(d agenda.Date) agenda.Date {
	if !p.First.IsZero() && d.Before(p.First) {
		return p.First
	}
	if !p.Last.IsZero() && d.After(p.Last) {
		return p.Last
	}
	return d
}

// MonthGrid shows a month by weeks and lets somebody choose a day of it, or a whole
// week. The arrows move by days and weeks, PageUp and PageDown by months; Enter
// chooses.
type MonthGrid struct {
	widget.BaseWidget

	// OnChosen is called with the day that was chosen; in a grid of weeks, one of the
	// week's.
	OnChosen func(agenda.Date)

	p        MonthParams
	weeks    bool
	selected agenda.Date // zero if none
	days     *monthDays
	title    *Text
	note     *Text
	column   *fyne.Container
}

// NewMonthGrid returns a grid that chooses days and shows the month of today.
func NewMonthGrid(p MonthParams) *MonthGrid { return newMonthGrid(p, false) }

// NewWeekGrid returns a grid that chooses whole weeks and shows the month of today.
func NewWeekGrid(p MonthParams) *MonthGrid { return newMonthGrid(p, true) }

func newMonthGrid(p MonthParams, weeks bool) *MonthGrid {
	g := &MonthGrid{p: p, weeks: weeks, title: NewText(RoleHeading, ""), note: NewText(RoleCaption, "")}
	g.title.SetAlignment(fyne.TextAlignCenter)
	g.note.SetMinWidth(0)
	g.days = newMonthDays(g, p.nearest(p.Today))
	before := NewButton(Flat, "", theme.IconPrevious(), func() { g.days.turn(-1) })
	after := NewButton(Flat, "", theme.IconNext(), func() { g.days.turn(+1) })
	before.SetAccessibleLabel(p.Voice.Text("widgets.date.month-before"))
	after.SetAccessibleLabel(p.Voice.Text("widgets.date.month-after"))
	now := NewButton(Flat, g.p.Voice.Text("widgets.date.today"), nil, func() { g.choose(p.Today) })
	if !p.allows(p.Today) {
		now.Disable()
	}
	g.column = Down(
		AcrossWith(g.title, before, g.title, after),
		g.days,
		AcrossWith(g.note, g.note, now),
	)
	g.ExtendBaseWidget(g)
	g.write()
	return g
}

// SetSelected shows a day as the chosen one, and its month; the zero date is none.
func (g *MonthGrid) SetSelected(d agenda.Date) {
	g.selected = d
	if !d.IsZero() {
		g.days.moveTo(g.p.nearest(d))
	}
	g.days.Refresh()
}

// Selected returns the chosen day, zero if none is.
func (g *MonthGrid) Selected() agenda.Date { return g.selected }

// Cursor returns the day where the keyboard is; its month is the one that is shown.
func (g *MonthGrid) Cursor() agenda.Date { return g.days.cursor }

// First returns what the keyboard belongs to when the grid is opened.
func (g *MonthGrid) First() fyne.Focusable { return g.days }

// openAt shows the grid in a popover with the keyboard on its days; nil if the anchor
// is on no canvas.
func (g *MonthGrid) openAt(anchor fyne.CanvasObject) *Overlay { return g.openUnder(anchor, nil) }

// openUnder is openAt with something above the grid; above may be nil.
func (g *MonthGrid) openUnder(anchor, above fyne.CanvasObject) *Overlay {
	content := fyne.CanvasObject(g)
	if above != nil {
		content = container.New(&columnBox{gap: fynetheme.SizeNamePadding}, above, g)
	}
	o := ShowPopover(anchor, content)
	if o != nil {
		o.canvas.Focus(g.First())
	}
	return o
}

// choose selects a day that can be chosen and tells it.
func (g *MonthGrid) choose(d agenda.Date) {
	if !g.p.allows(d) {
		return
	}
	g.SetSelected(d)
	if g.OnChosen != nil {
		g.OnChosen(d)
	}
}

// same reports whether a day is chosen together with another.
func (g *MonthGrid) same(a, b agenda.Date) bool {
	if g.weeks {
		return a.Week() == b.Week()
	}
	return a == b
}

// write says which month is shown, and what there is to know of the day at hand.
func (g *MonthGrid) write() {
	month := g.days.cursor
	g.title.SetText(capital(g.p.Voice.Month(int(month.Month))) + "\u00a0" + strconv.Itoa(month.Year))
	day := g.days.atHand()
	text := g.p.note(day)
	if text != "" {
		text = g.p.Voice.ShortDate(day) + " · " + text
	}
	g.note.SetText(text)
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (g *MonthGrid) CreateRenderer() fyne.WidgetRenderer {
	room := Inset(theme.SizeGap, g.column)
	arrange := func(s fyne.Size) { place(room, 0, 0, s.Width, s.Height) }
	return &renderer{
		objects: fixedObjects(room),
		layout:  arrange,
		minSize: func() fyne.Size { return room.MinSize() },
		refresh: func() { g.write(); arrange(g.Size()); room.Refresh() },
	}
}

// firstShown returns the Monday that the grid of a day's month begins with.
func firstShown(d agenda.Date) agenda.Date {
	return agenda.NewDate(d.Year, d.Month, 1).Week().Monday()
}

// addMonths returns the same day so many months later, or the last one of that month
// if it is shorter: 31 January becomes 28 February, not 3 March.
func addMonths(d agenda.Date, months int) agenda.Date {
	first := agenda.NewDate(d.Year, d.Month+time.Month(months), 1)
	last := agenda.NewDate(first.Year, first.Month+1, 0)
	return agenda.NewDate(first.Year, first.Month, min(d.Day, last.Day))
}

// capital begins a text with a capital letter, as a title does.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// initials returns the first letters of a weekday's short name, without its point:
// seven columns have room for no more.
func initials(short string) string {
	return capital(strings.TrimSuffix(short, "."))
}
