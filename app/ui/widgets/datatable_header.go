package widgets

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"creneaux/app/ui/theme"
)

// grip is what the pointer holds of the header.
type grip struct {
	kind   gripKind
	column int
	from   float32 // width of the column when its edge was taken
	at, x  float32 // where the pointer took it and where it is
	edge   bool    // the pointer is over an edge
}

type gripKind int

const (
	gripNone  gripKind = iota
	gripEdge           // the right edge of a column, to change its width
	gripLabel          // a header: let go where it is it sorts, elsewhere it moves
	gripMove           // a header on its way to another place
)

var noGrip = grip{column: -1}

// moveReach is how far a header is drawn before it moves: who clicks may tremble.
const moveReach = 6

func (t *DataTable) headerDown(e *desktop.MouseEvent) {
	l := t.layout()
	if place := l.edgeAt(e.Position.X, t.across); place >= 0 {
		column := l.shown[place]
		t.grip = grip{kind: gripEdge, column: column, from: l.widths[place], at: e.Position.X}
		if t.clickedAgain(-2 - column) {
			t.grip = noGrip
			t.fitColumn(column)
		}
		return
	}
	if place := l.placeAt(e.Position.X, t.across); place >= 0 {
		t.grip = grip{kind: gripLabel, column: l.shown[place], at: e.Position.X, x: e.Position.X}
	}
}

// Dragged changes the width of the column whose edge is held, or moves the column whose
// header is. A column that stretched keeps from then on the width it is given.
func (t *DataTable) Dragged(e *fyne.DragEvent) {
	g := &t.grip
	switch g.kind {
	case gripEdge:
		t.clickedRow = -1 // a drag is no click
		t.plan.hold(g.column, (g.from+e.Position.X-g.at)/t.textScale())
		t.columnsMoved()
	case gripLabel, gripMove:
		g.x = e.Position.X
		if d := g.x - g.at; d > moveReach || d < -moveReach {
			g.kind = gripMove
		}
		t.redraw()
	}
}

// DragEnd lets go of what MouseDown took.
func (t *DataTable) DragEnd() { t.letGo() }

// MouseUp lets go of what MouseDown took.
func (t *DataTable) MouseUp(*desktop.MouseEvent) { t.letGo() }

func (t *DataTable) letGo() {
	g := t.grip
	t.grip = noGrip
	switch g.kind {
	case gripEdge:
		t.remember()
	case gripLabel:
		t.sortBy(g.column)
	case gripMove:
		if target := t.dropAt(g); target >= 0 {
			t.plan.move(g.column, target)
		}
		t.columnsChanged()
	}
}

// dropAt returns the column in whose place a column that is moved would be put, -1 if
// it stays.
func (t *DataTable) dropAt(g grip) int {
	l := t.layout()
	place := l.placeAt(min(max(g.x, l.x(0, t.across)), l.total-t.across-1), t.across)
	if place < 0 || l.shown[place] == g.column || t.plan.columns[l.shown[place]].Frozen != t.plan.columns[g.column].Frozen {
		return -1
	}
	return l.shown[place]
}

// columnsMoved draws what a change of widths has changed.
func (t *DataTable) columnsMoved() {
	t.version++
	t.shift(0)
}

// columnsChanged draws and remembers a change of columns.
func (t *DataTable) columnsChanged() {
	if t.head >= 0 {
		t.head = min(t.head, t.lastHead())
	}
	t.columnsMoved()
	t.find.asNew(t)
	t.remember()
}

// sortBy sorts by a column, or the other way round if it is sorted by it.
func (t *DataTable) sortBy(column int) {
	c := t.plan.columns[column]
	if !c.Sortable {
		return
	}
	t.sort(Order{Column: c.ID, Descending: t.order.Column == c.ID && !t.order.Descending})
}

// sort is SetOrder by the hand of somebody.
func (t *DataTable) sort(o Order) {
	t.SetOrder(o)
	t.remember()
	if t.OnOrder != nil {
		t.OnOrder(o)
	}
}

func (t *DataTable) remembers() bool { return t.params.ID != "" && t.params.Memory != nil }

// memoryKey begins the keys under which tables are remembered.
const memoryKey = "table."

func (t *DataTable) remember() {
	if t.remembers() {
		t.params.Memory.SetString(memoryKey+t.params.ID, t.plan.remember(t.order, t.params.Order))
	}
}

func (t *DataTable) recall() {
	if t.remembers() {
		t.order = t.plan.recall(t.params.Memory.String(memoryKey+t.params.ID), t.params.Order)
	}
}

// HideColumn hides a column or shows it again. The last that is shown stays.
func (t *DataTable) HideColumn(id string, hidden bool) {
	if column := t.plan.find(id); column >= 0 {
		t.plan.hide(column, hidden)
		t.columnsChanged()
	}
}

// ResetColumns puts columns and order as they are delivered.
func (t *DataTable) ResetColumns() {
	t.plan.deliver()
	t.columnsChanged()
	if t.order != t.params.Order {
		t.sort(t.params.Order)
	}
}

// fitSamples is how many cells of a column are measured: the longest by their letters.
const fitSamples = 64

// fitColumn makes a column as wide as what is loaded of it.
func (t *DataTable) fitColumn(column int) {
	style := fyne.TextStyle{Bold: true}
	wide := textWidth(t.plan.columns[column].Label+" ▲", theme.Size(theme.SizeTextCaption), style)
	for _, cell := range t.longest(column) {
		wide = max(wide, textWidth(oneLine(cell), theme.Size(theme.SizeTextBody), fyne.TextStyle{}))
	}
	t.plan.hold(column, (wide+2*cellMargin()+1)/t.textScale())
	t.columnsChanged()
}

func (t *DataTable) longest(column int) []string {
	var cells []string
	for _, rows := range t.pages.rows {
		for _, row := range rows {
			if column < len(row.Cells) {
				cells = append(cells, row.Cells[column])
			}
		}
	}
	slices.SortFunc(cells, func(a, b string) int {
		return cmp.Compare(utf8.RuneCountInString(b), utf8.RuneCountInString(a))
	})
	return cells[:min(len(cells), fitSamples)]
}

// Keyboard on headers.

// pressedOnHead hears the keys while a header, or the button of columns behind them,
// has the keyboard. It returns false for keys that are for the rows.
func (t *DataTable) pressedOnHead(key fyne.KeyName, ctrl, shift bool) bool {
	step := 0
	switch key {
	case fyne.KeyLeft:
		step = -1
	case fyne.KeyRight:
		step = +1
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		t.pressHead()
		return true
	case fyne.KeyUp:
		return true
	case fyne.KeyDown:
		t.leaveHeads()
		if t.cursor.index < 0 && t.total > 0 {
			t.moveTo(0, goSelect)
		}
		return true
	default:
		return false
	}
	column, on := t.headColumn()
	switch {
	case ctrl && on:
		t.moveColumn(column, step)
	case shift && on:
		t.widen(column, float32(step)*widthStep)
	default:
		t.head = min(max(t.head+step, 0), t.lastHead())
	}
	t.showHead()
	return true
}

// lastHead returns the last place of the header: the button of columns, if there is one.
func (t *DataTable) lastHead() int {
	if t.hasCorner() {
		return len(t.plan.shown())
	}
	return len(t.plan.shown()) - 1
}

// widthStep is by how much a key changes the width of a column, at text scale 1.
const widthStep = 12

// widen changes the width of a column from what it has now, stretched or not.
func (t *DataTable) widen(column int, by float32) {
	l := t.layout()
	if place := l.place(column); place >= 0 {
		t.plan.hold(column, l.widths[place]/t.textScale()+by)
		t.columnsChanged()
	}
}

// moveColumn makes a column and its neighbour change places.
func (t *DataTable) moveColumn(column, step int) {
	target := t.plan.neighbour(column, step)
	if target < 0 {
		return
	}
	t.plan.move(column, target)
	if t.head >= 0 {
		t.head = slices.Index(t.plan.shown(), column)
	}
	t.columnsChanged()
}

// headColumn returns the column whose header has the keyboard.
func (t *DataTable) headColumn() (column int, on bool) {
	shown := t.plan.shown()
	if t.head < 0 || t.head >= len(shown) {
		return -1, false
	}
	return shown[t.head], true
}

func (t *DataTable) pressHead() {
	if column, on := t.headColumn(); on {
		t.sortBy(column)
		return
	}
	t.ShowColumns()
}

// toHeads gives the keyboard to the header that sorts, or to the first.
func (t *DataTable) toHeads() bool {
	shown := t.plan.shown()
	if len(shown) == 0 {
		return false
	}
	t.head = max(slices.Index(shown, t.plan.find(t.order.Column)), 0)
	t.showHead()
	return true
}

// showHead scrolls sideways to the header that has the keyboard, and explains it.
func (t *DataTable) showHead() {
	l := t.layout()
	HideTip(t)
	column, on := t.headColumn()
	if !on {
		t.redraw()
		return
	}
	if place := l.place(column); place >= l.staying {
		left, right := l.starts[place], l.starts[place]+l.widths[place]
		switch {
		case left < t.across+l.stays:
			t.shift(left - l.stays - t.across)
		case right > t.across+t.bodyWidth():
			t.shift(min(right-t.bodyWidth(), left-l.stays) - t.across)
		}
	}
	if tip := t.headTip(column); tip != "" {
		ShowTip(t, fyne.NewPos(l.x(l.place(column), t.across), t.headerHeight()), tip)
	}
	t.redraw()
}

func (t *DataTable) leaveHeads() {
	if t.head >= 0 {
		t.head = -1
		HideTip(t)
		t.redraw()
	}
}
