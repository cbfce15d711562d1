package widgets

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
)

// monthDays are the days of a [MonthGrid], drawn and pressed as one thing: 42 buttons
// would be 42 stops for the Tab key.
type monthDays struct {
	widget.BaseWidget

	grid      *MonthGrid
	onRune    func(rune)  // hears what is typed; nil: nobody
	cursor    agenda.Date // its month is shown
	hovered   agenda.Date // zero if the pointer is on no day
	focused   bool
	byPointer bool
}

var (
	_ fyne.Focusable    = (*monthDays)(nil)
	_ fyne.Tappable     = (*monthDays)(nil)
	_ fyne.Scrollable   = (*monthDays)(nil)
	_ desktop.Hoverable = (*monthDays)(nil)
)

const (
	daysInWeek = 7
	// weeksShown is how many weeks a month can touch: always so many are shown, so that
	// nothing moves from month to month.
	weeksShown = 6
)

func newMonthDays(g *MonthGrid, cursor agenda.Date) *monthDays {
	m := &monthDays{grid: g, cursor: cursor}
	m.ExtendBaseWidget(m)
	return m
}

// atHand returns the day that the pointer, else the keyboard is on.
func (m *monthDays) atHand() agenda.Date {
	if !m.hovered.IsZero() {
		return m.hovered
	}
	return m.cursor
}

func (m *monthDays) moveTo(d agenda.Date) {
	m.cursor = m.grid.p.nearest(d)
	m.hovered = agenda.Date{}
	HideTip(m)
	m.grid.write()
	m.Refresh()
}

func (m *monthDays) turn(months int) { m.moveTo(addMonths(m.cursor, months)) }

// TypedKey moves through the calendar; other keys go on to the canvas.
func (m *monthDays) TypedKey(key *fyne.KeyEvent) {
	m.byPointer = false
	switch key.Name {
	case fyne.KeyLeft:
		m.moveTo(m.cursor.AddDays(-1))
	case fyne.KeyRight:
		m.moveTo(m.cursor.AddDays(1))
	case fyne.KeyUp:
		m.moveTo(m.cursor.AddDays(-daysInWeek))
	case fyne.KeyDown:
		m.moveTo(m.cursor.AddDays(daysInWeek))
	case fyne.KeyHome:
		m.moveTo(m.cursor.Week().Monday())
	case fyne.KeyEnd:
		m.moveTo(m.cursor.Week().Monday().AddDays(daysInWeek - 1))
	case fyne.KeyPageUp:
		m.turn(-1)
	case fyne.KeyPageDown:
		m.turn(+1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.grid.choose(m.cursor)
	default:
		bubble(m, key)
	}
}

// TypedRune hands what is typed to the field that the calendar belongs to. Space, which
// comes as a key too, chooses.
func (m *monthDays) TypedRune(r rune) {
	if m.onRune != nil && r != ' ' {
		m.onRune(r)
	}
}

// FocusGained shows where the keyboard is.
func (m *monthDays) FocusGained() { m.focused = true; Reveal(m); m.Refresh() }

// FocusLost ends what FocusGained began.
func (m *monthDays) FocusLost() { m.focused, m.byPointer = false, false; m.Refresh() }

// byKeyboard reports whether the cursor is to be seen.
func (m *monthDays) byKeyboard() bool { return m.focused && !m.byPointer }

// Tapped chooses the day under the pointer.
func (m *monthDays) Tapped(e *fyne.PointEvent) {
	m.byPointer = true
	focus(m)
	if d := m.dayAt(e.Position); !d.IsZero() {
		m.grid.choose(d)
	}
}

// Scrolled turns the months.
func (m *monthDays) Scrolled(e *fyne.ScrollEvent) {
	switch {
	case e.Scrolled.DY > 0:
		m.turn(-1)
	case e.Scrolled.DY < 0:
		m.turn(+1)
	}
}

// MouseIn begins to follow the pointer.
func (m *monthDays) MouseIn(e *desktop.MouseEvent) { m.MouseMoved(e) }

// MouseMoved lights up the day, or the week, under the pointer.
func (m *monthDays) MouseMoved(e *desktop.MouseEvent) { m.hover(m.dayAt(e.Position)) }

// MouseOut ends what MouseIn began.
func (m *monthDays) MouseOut() { m.hover(agenda.Date{}) }

func (m *monthDays) hover(d agenda.Date) {
	if d != m.hovered {
		m.hovered = d
		m.grid.write()
		m.tip(d)
		m.Refresh()
	}
}

// tip says beside a day what there is to know of it.
func (m *monthDays) tip(d agenda.Date) {
	if note := m.grid.p.note(d); !d.IsZero() && note != "" {
		ShowTip(m, m.cornerOf(d), m.grid.p.Voice.Date(d)+" · "+note)
		return
	}
	HideTip(m)
}

// cornerOf returns the lower left corner of a day that is shown.
func (m *monthDays) cornerOf(d agenda.Date) fyne.Position {
	cell, days := m.cell(), d.DaysSince(firstShown(m.cursor))
	return fyne.NewPos(float32(days%daysInWeek+1)*cell.Width, m.headHeight()+float32(days/daysInWeek+1)*cell.Height)
}

// Geometry, in pixels.

func (m *monthDays) cell() fyne.Size {
	return fyne.NewSize(m.Size().Width/(daysInWeek+1), theme.Size(theme.SizeRow)+2)
}

func (m *monthDays) headHeight() float32 {
	return lineHeight(theme.Size(theme.SizeTextCaption)) + theme.Size(theme.SizeGap)
}

// dayAt returns the day at a position, zero where none is. In a grid of weeks the
// number of a week stands for its Monday.
func (m *monthDays) dayAt(p fyne.Position) agenda.Date {
	cell := m.cell()
	column, row := int(p.X/cell.Width)-1, int((p.Y-m.headHeight())/cell.Height)
	if p.X < 0 || p.Y < m.headHeight() || column >= daysInWeek || row >= weeksShown {
		return agenda.Date{}
	}
	if column < 0 {
		if !m.grid.weeks {
			return agenda.Date{}
		}
		column = 0
	}
	return firstShown(m.cursor).AddDays(row*daysInWeek + column)
}

type dayDrawing struct {
	ground, ring, dot *canvas.Rectangle
	number            *canvas.Text
}

type monthDrawing struct {
	days  *monthDays
	heads []*canvas.Text
	weeks []*canvas.Text
	cells []*dayDrawing
}

func newMonthDrawing(m *monthDays) (*monthDrawing, []fyne.CanvasObject) {
	d := &monthDrawing{days: m}
	var objects []fyne.CanvasObject
	text := func() *canvas.Text {
		t := canvas.NewText("", nil)
		objects = append(objects, t)
		return t
	}
	for range daysInWeek + 1 {
		d.heads = append(d.heads, text())
	}
	for range weeksShown {
		d.weeks = append(d.weeks, text())
	}
	for range weeksShown * daysInWeek {
		c := &dayDrawing{ground: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil), dot: canvas.NewRectangle(nil), number: canvas.NewText("", nil)}
		objects = append(objects, c.ground, c.number, c.dot, c.ring)
		d.cells = append(d.cells, c)
	}
	return d, objects
}

func (d *monthDrawing) draw() {
	d.drawHeads()
	first, cell := firstShown(d.days.cursor), d.days.cell()
	for i, c := range d.cells {
		at := fyne.NewPos(float32(i%daysInWeek+1)*cell.Width, d.days.headHeight()+float32(i/daysInWeek)*cell.Height)
		d.drawDay(c, first.AddDays(i), at, cell)
	}
}

func (d *monthDrawing) drawHeads() {
	m, voice := d.days, d.days.grid.p.Voice
	cell, size := m.cell(), theme.Size(theme.SizeTextCaption)
	line := lineHeight(size)
	muted := theme.Color(theme.ColorMuted)
	for i, t := range d.heads {
		label := voice.Text("widgets.date.week-column")
		if i > 0 {
			label = initials(voice.WeekdayShort(firstShown(m.cursor).AddDays(i - 1).Weekday()))
		}
		setText(t, label, muted, size, fyne.TextStyle{}, fyne.TextAlignCenter)
		place(t, float32(i)*cell.Width, 0, cell.Width, line)
	}
	for i, t := range d.weeks {
		number := firstShown(m.cursor).AddDays(i * daysInWeek).Week().Number
		setText(t, strconv.Itoa(number), muted, size, fyne.TextStyle{}, fyne.TextAlignCenter)
		place(t, 0, m.headHeight()+float32(i)*cell.Height+(cell.Height-line)/2, cell.Width, line)
	}
}

func (d *monthDrawing) drawDay(c *dayDrawing, day agenda.Date, at fyne.Position, cell fyne.Size) {
	m, g := d.days, d.days.grid
	selected := !g.selected.IsZero() && g.same(day, g.selected)
	hovered := !m.hovered.IsZero() && g.same(day, m.hovered) || g.weeks && m.byKeyboard() && g.same(day, m.cursor)
	look := m.lookOf(day, selected, hovered)

	setFill(c.ground, look.fill, nil, 0)
	ring := color.Color(color.Transparent)
	thick := float32(1)
	switch {
	case m.byKeyboard() && day == m.cursor:
		ring, thick = theme.Color(theme.ColorAccentText), theme.Size(theme.SizeFocus)
	case day == g.p.Today:
		ring = theme.Color(theme.ColorControl)
	}
	setFill(c.ring, color.Transparent, ring, thick)
	radius := theme.Size(theme.SizeRadius)
	c.ring.CornerRadius = radius
	if g.weeks {
		c.ground.CornerRadius = 0 // the days of a week are one band
		place(c.ground, at.X, at.Y+1, cell.Width, cell.Height-2)
	} else {
		c.ground.CornerRadius = radius
		place(c.ground, at.X+1, at.Y+1, cell.Width-2, cell.Height-2)
	}
	place(c.ring, at.X+1, at.Y+1, cell.Width-2, cell.Height-2)

	style := fyne.TextStyle{Bold: day == g.p.Today || selected}
	size := theme.Size(theme.SizeTextBody)
	setText(c.number, strconv.Itoa(day.Day), theme.Color(look.ink), size, style, fyne.TextAlignCenter)
	line := lineHeight(size)
	place(c.number, at.X, at.Y+(cell.Height-line)/2-1, cell.Width, line)

	c.dot.Hidden = g.p.note(day) == ""
	setFill(c.dot, theme.Color(look.dot), nil, 0)
	c.dot.CornerRadius = 2
	place(c.dot, at.X+cell.Width/2-2, at.Y+cell.Height-7, 4, 4)
}

type dayLook struct {
	fill     color.Color
	ink, dot fyne.ThemeColorName
}

func (m *monthDays) lookOf(day agenda.Date, selected, hovered bool) dayLook {
	look := dayLook{color.Transparent, fynetheme.ColorNameForeground, theme.ColorWarningText}
	if !m.grid.p.allows(day) {
		look.ink = fynetheme.ColorNameDisabled
		return look
	}
	if day.Month != m.cursor.Month || m.grid.p.note(day) != "" {
		look.ink = theme.ColorMuted
	}
	switch {
	case selected && m.grid.weeks:
		look.fill, look.ink = theme.Color(theme.ColorAccentSoft), theme.ColorAccentText
	case selected:
		look.fill = theme.Color(fynetheme.ColorNamePrimary)
		look.ink, look.dot = fynetheme.ColorNameForegroundOnPrimary, fynetheme.ColorNameForegroundOnPrimary
	case hovered:
		look.fill = theme.Color(theme.ColorSunken)
	}
	return look
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (m *monthDays) CreateRenderer() fyne.WidgetRenderer {
	d, objects := newMonthDrawing(m)
	return &renderer{
		objects: fixedObjects(objects...),
		layout:  func(fyne.Size) { d.draw() },
		minSize: func() fyne.Size {
			row := theme.Size(theme.SizeRow)
			week := textWidth(m.grid.p.Voice.Text("widgets.date.week-column"), theme.Size(theme.SizeTextCaption), fyne.TextStyle{})
			return fyne.NewSize((daysInWeek+1)*max(row+9, week), m.headHeight()+weeksShown*(row+2))
		},
		refresh: func() { d.draw(); canvas.Refresh(m) },
	}
}
