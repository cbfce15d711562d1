package widgets

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// WeekPicker is a week between buttons to the one before and the one after; pressed
// itself, it opens a calendar of weeks, in which the number of a week or a date can be
// typed as well.
type WeekPicker struct {
	widget.BaseWidget

	// OnChanged is called when somebody has chosen another week.
	OnChanged func(agenda.Week)

	p                    MonthParams
	week                 agenda.Week
	before, after, label *Button
	current              *Button
	row                  *fyne.Container
	overlay              *Overlay
	widest               labelWidth
	brief                bool // the label is the number of the week alone
}

// labelWidth is how wide the label becomes, and for what that was measured.
type labelWidth struct {
	year        int
	brief       bool
	size, width float32
}

// NewWeekPicker returns a picker at the week of today.
func NewWeekPicker(p MonthParams) *WeekPicker {
	w := &WeekPicker{p: p}
	w.before = NewButton(Secondary, "", theme.IconPrevious(), func() { w.choose(w.week.Add(-1)) })
	w.after = NewButton(Secondary, "", theme.IconNext(), func() { w.choose(w.week.Add(1)) })
	w.before.SetAccessibleLabel(p.Voice.Text("widgets.week.before"))
	w.after.SetAccessibleLabel(p.Voice.Text("widgets.week.after"))
	w.label = NewButton(Secondary, "", theme.IconExpand(), w.ShowCalendar)
	w.label.SetIconTrailing()
	w.label.onRune = func(r rune) { w.openWith(r) }
	w.current = NewButton(Flat, p.Voice.Text("widgets.week.this"), nil, func() { w.choose(p.Today.Week()) })
	steady := container.New(steadyWidth{w.widestLabel}, w.label)
	w.row = container.New(&rowBox{gap: fynetheme.SizeNamePadding}, w.before, steady, w.after, w.current)
	w.ExtendBaseWidget(w)
	w.SetWeek(p.nearest(p.Today).Week())
	return w
}

// SetWeek shows a week without telling anybody.
func (w *WeekPicker) SetWeek(week agenda.Week) {
	w.week = week
	w.write()
	enable(w.before, w.allows(week.Add(-1)))
	enable(w.after, w.allows(week.Add(1)))
	enable(w.current, week != w.p.Today.Week() && w.allows(w.p.Today.Week()))
}

// SetBrief leaves the days of the week to the tip, where there is little room.
func (w *WeekPicker) SetBrief(brief bool) {
	if brief != w.brief {
		w.brief = brief
		w.write()
		w.row.Refresh()
	}
}

// write writes the week on its button.
func (w *WeekPicker) write() {
	tip := ""
	if w.brief {
		tip = w.Label()
	}
	w.label.SetText(w.labelOf(w.week))
	w.label.SetAccessibleLabel(tip)
	w.label.SetTip(tip)
}

// Week returns the week that is shown.
func (w *WeekPicker) Week() agenda.Week { return w.week }

// Label returns the week with its days, as it stands between the buttons where there is
// room: "sem. 10 · 8–14 mars 2027".
func (w *WeekPicker) Label() string { return w.inFull(w.week) }

// labelOf returns what the button says of a week.
func (w *WeekPicker) labelOf(week agenda.Week) string {
	if w.brief {
		return w.p.Voice.Text("widgets.week.label.brief", "Number", week.Number)
	}
	return w.inFull(week)
}

func (w *WeekPicker) inFull(week agenda.Week) string {
	return w.p.Voice.Text("widgets.week.label", "Number", week.Number, "Days", w.p.Voice.WeekDays(week))
}

func (w *WeekPicker) allows(week agenda.Week) bool { return w.p.allowsWeek(week) }

// allowsWeek reports whether some day of a week can be chosen.
func (p MonthParams) allowsWeek(week agenda.Week) bool {
	monday := week.Monday()
	nearest := p.nearest(monday)
	return !nearest.Before(monday) && nearest.Before(monday.AddDays(daysInWeek))
}

func (w *WeekPicker) choose(week agenda.Week) {
	if week == w.week || !w.allows(week) {
		return
	}
	w.SetWeek(week)
	if w.OnChanged != nil {
		w.OnChanged(week)
	}
}

// ShowCalendar opens the calendar of weeks under the picker.
func (w *WeekPicker) ShowCalendar() { w.openWith(0) }

// openWith opens the calendar; a letter typed on the picker begins the name of a week.
func (w *WeekPicker) openWith(r rune) {
	if w.overlay != nil {
		return
	}
	grid := NewWeekGrid(w.p)
	grid.SetSelected(w.week.Monday())
	grid.OnChosen = func(d agenda.Date) { w.answer(d.Week()) }
	field := newWeekField(w.p, w.week.Year)
	field.OnChanged = func() {
		if week, ok := field.Value(); ok {
			w.answer(week)
		}
	}
	named := NewField(w.p.Voice.Text("widgets.week.field"), "", field)
	write := func(r rune) {
		give(field.First())
		field.entry.TypedRune(r)
	}
	grid.days.onRune = write
	if w.overlay = grid.openUnder(w.label, InsetEdges(theme.SizeGap, theme.SizeGap, theme.SizeGap, "", named)); w.overlay == nil {
		return
	}
	w.overlay.OnClosed = func() { w.overlay = nil }
	if r != 0 {
		write(r)
	}
}

func (w *WeekPicker) answer(week agenda.Week) {
	if w.overlay != nil {
		w.overlay.Close()
	}
	w.choose(week)
}

// weekField is a week that is typed: S10, 10, 2027-W10, sem. 10, or a day of it.
type weekField struct {
	valueField[agenda.Week]
}

func newWeekField(p MonthParams, year int) *weekField {
	f := &weekField{}
	f.read = func(text string) (agenda.Week, string) {
		week, err := p.Voice.ReadWeek(text, year)
		switch {
		case errors.Is(err, wording.ErrMissing):
			return agenda.Week{}, p.Voice.Text("widgets.week.wrong.week")
		case errors.Is(err, wording.ErrWeekday):
			return agenda.Week{}, p.Voice.Text("widgets.date.wrong.weekday")
		case err != nil:
			return agenda.Week{}, p.Voice.Text("widgets.week.wrong.form")
		case !p.allowsWeek(week):
			return agenda.Week{}, p.Voice.Text("widgets.week.wrong.bounds")
		}
		return week, ""
	}
	f.write = p.Voice.Week
	f.build(f, valueParts{})
	f.entry.PlaceHolder = p.Voice.Text("widgets.week.placeholder")
	return f
}

// widestLabel returns how wide the label becomes in the year of the week: the buttons
// beside it must not run away under the pointer of somebody who presses them again.
func (w *WeekPicker) widestLabel() float32 {
	size := theme.Size(theme.SizeTextBody)
	if w.widest.year != w.week.Year || w.widest.size != size || w.widest.brief != w.brief {
		w.widest = labelWidth{year: w.week.Year, brief: w.brief, size: size}
		for _, week := range agenda.WeeksOf(w.week.Year) {
			w.widest.width = max(w.widest.width, textWidth(w.labelOf(week), size, fyne.TextStyle{}))
		}
	}
	return w.widest.width + theme.Size(fynetheme.SizeNameInlineIcon) + 2*theme.Size(theme.SizeGap) + 14
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (w *WeekPicker) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: fixedObjects(w.row),
		layout:  func(s fyne.Size) { place(w.row, 0, 0, s.Width, s.Height) },
		minSize: func() fyne.Size { return w.row.MinSize() },
		refresh: func() { w.row.Refresh() },
	}
}

// steadyWidth gives its object a least width that is asked for when it counts.
type steadyWidth struct{ width func() float32 }

func (l steadyWidth) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		place(o, 0, 0, s.Width, s.Height)
	}
}

func (l steadyWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(l.width(), 0)
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}

func enable(b *Button, enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}
