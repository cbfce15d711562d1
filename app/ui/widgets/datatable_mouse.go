package widgets

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"creneaux/app/ui/theme"
)

// doubleClick is the longest time between the two clicks of a double click.
const doubleClick = 400 * time.Millisecond

// MouseDown selects at once; Fyne's own double tap would delay every single one.
func (t *DataTable) MouseDown(e *desktop.MouseEvent) {
	t.byPointer = true // what is clicked is in sight, and must not move under the pointer
	focus(t)
	t.byPointer = false
	hushTip(t)
	t.leaveHeads()
	t.said.hush(t)
	t.grip = noGrip
	if e.Position.Y < t.headerHeight() {
		if e.Button == desktop.MouseButtonPrimary {
			t.headerDown(e)
		}
		return
	}
	index := t.rowAt(e.Position.Y)
	if index < 0 {
		return
	}
	if e.Button != desktop.MouseButtonPrimary {
		t.pressOther(index)
		return
	}
	ctrl := e.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0
	shift := e.Modifier&fyne.KeyModifierShift != 0
	if t.params.Multiple && ctrl && !shift {
		t.turnRow(index)
		return
	}
	again := t.clickedAgain(index)
	t.moveTo(index, modeOf(ctrl && shift, shift))
	if row, ok := t.Row(index); again && ok && t.OnActivated != nil {
		t.OnActivated(index, row)
	}
}

// clickedAgain tells whether a click on something is the second of a double click. Rows
// are told by their index, the edges of columns by numbers below -1.
func (t *DataTable) clickedAgain(on int) bool {
	now := t.now()
	again := t.clickedRow == on && now.Sub(t.clickedAt) < doubleClick
	t.clickedRow, t.clickedAt = on, now
	if again {
		t.clickedRow = -1
	}
	return again
}

// pressOther is a click with the other button: on what is selected it leaves the
// selection alone, for the menu is about all of it.
func (t *DataTable) pressOther(index int) {
	row, _ := t.Row(index)
	mode := goSelect
	if t.isSelected(index, row) {
		mode = goMove
	}
	t.moveTo(index, mode)
}

// TappedSecondary opens the menu of a row or of a header.
func (t *DataTable) TappedSecondary(e *fyne.PointEvent) {
	if e.Position.Y < t.headerHeight() {
		l := t.layout()
		if place := l.placeAt(e.Position.X, t.across); place >= 0 {
			t.showHeadMenu(l.shown[place], e.Position)
		}
		return
	}
	if t.rowAt(e.Position.Y) >= 0 {
		t.showRowMenu(e.Position)
	}
}

// wheelFactor makes a notch of the wheel move about two rows, as mail programs do.
const wheelFactor = 5

// Scrolled moves the rows.
func (t *DataTable) Scrolled(e *fyne.ScrollEvent) {
	t.hovered = -1
	HideTip(t)
	if e.Scrolled.DX != 0 {
		t.shift(-e.Scrolled.DX * wheelFactor)
	}
	if e.Scrolled.DY == 0 {
		return
	}
	before := t.offset
	if t.scrollTo(t.offset - float64(e.Scrolled.DY)*wheelFactor); t.offset == before {
		passWheel(t, e) // at its end, a table must not keep the wheel from the page
	}
}

// MouseIn begins to follow the pointer.
func (t *DataTable) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }

// MouseMoved lights up the row under the pointer, and tells what is cut off.
func (t *DataTable) MouseMoved(e *desktop.MouseEvent) {
	l := t.layout()
	onHeader := e.Position.Y < t.headerHeight()
	t.grip.overEdge(onHeader && l.edgeAt(e.Position.X, t.across) >= 0)
	if row := t.rowAt(e.Position.Y); row != t.hovered {
		t.hovered = row
		t.redraw()
	}
	t.showTipAt(e.Position, l)
}

// MouseOut ends what MouseIn began.
func (t *DataTable) MouseOut() {
	t.grip.overEdge(false)
	HideTip(t)
	if t.hovered >= 0 {
		t.hovered = -1
		t.redraw()
	}
}

// overEdge notes whether the pointer is over something that can be drawn.
func (g *grip) overEdge(over bool) { g.edge = over }

// Cursor tells the edges of columns, which can be dragged.
func (t *DataTable) Cursor() desktop.Cursor {
	switch {
	case t.grip.edge || t.grip.kind == gripEdge:
		return desktop.HResizeCursor
	case t.grip.kind == gripMove:
		return desktop.PointerCursor
	default:
		return desktop.DefaultCursor
	}
}

// showTipAt tells the whole text of a cell or a header that is cut off.
func (t *DataTable) showTipAt(p fyne.Position, l *columnLayout) {
	place := l.placeAt(p.X, t.across)
	if place < 0 || t.grip.kind != gripNone {
		HideTip(t)
		return
	}
	left := max(l.x(place, t.across), 0)
	text, at := "", fyne.NewPos(left, t.headerHeight())
	if p.Y < t.headerHeight() {
		text = t.headTip(l.shown[place])
	} else if index := t.rowAt(p.Y); index >= 0 {
		text = t.cellTip(index, place, l)
		at.Y += float32(float64(index+1)*t.rowHeight() - t.offset)
	}
	if text == "" {
		HideTip(t)
		return
	}
	ShowTip(t, at, text)
}

// headTip returns what there is to say about a header: what it explains, after its label
// if that is cut.
func (t *DataTable) headTip(column int) string {
	c := t.plan.columns[column]
	l := t.layout()
	place := l.place(column)
	var parts []string
	style := fyne.TextStyle{Bold: true}
	if place >= 0 && textWidth(c.Label, theme.Size(theme.SizeTextCaption), style) > l.widths[place]-2*cellMargin() {
		parts = append(parts, c.Label)
	}
	if c.Tip != "" {
		parts = append(parts, c.Tip)
	}
	return strings.Join(parts, "\n")
}

// cellTip returns the text of a cell that is cut, else "".
func (t *DataTable) cellTip(index, place int, l *columnLayout) string {
	row, ok := t.Row(index)
	column := l.shown[place]
	if !ok || column >= len(row.Cells) {
		return ""
	}
	text := row.Cells[column]
	if oneLine(text) == text && textWidth(text, theme.Size(theme.SizeTextBody), fyne.TextStyle{}) <= l.widths[place]-2*cellMargin() {
		return ""
	}
	return text
}
