package widgets

import (
	"context"
	"math"
	"strings"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// Column is a column of a [DataTable].
type Column struct {
	ID    string // what the source knows it by, in [Order]
	Label string
	// Width is in pixels at text scale 1. What is left over goes to the columns that
	// stretch, evenly.
	Width   float32
	Stretch bool
	// Align is where the text stands: numbers belong at the right.
	Align fyne.TextAlign
	// Sortable columns sort the table when their header is clicked.
	Sortable bool
}

// TableParams says what a table is made of.
type TableParams struct {
	Columns []Column
	Voice   *wording.Voice
	// Background loads pages; nil is [Goroutine].
	Background Background
	// Signs keeps room at the left for the signs of the rows' states.
	Signs bool
	// Order is how rows are sorted at first.
	Order Order
}

// DataTable shows any number of rows of a [Source], a screenful at a time.
//
// It draws its rows itself: Fyne's table selects cells, forgets where it is when a row
// is taller than others, and counts pixels in float32, which 500,000 rows exceed.
type DataTable struct {
	widget.BaseWidget

	// OnSelected is called when another row is selected, as soon as it is loaded.
	OnSelected func(index int, row Row)
	// OnUnselected is called when no row is selected any more.
	OnUnselected func()
	// OnActivated is called for a double click or Enter.
	OnActivated func(index int, row Row)
	// OnMenu is called for a click with the other button, with the place for a menu.
	OnMenu func(index int, row Row, at fyne.Position)
	// OnOrder is called when a click on a header has changed the order.
	OnOrder func(Order)
	// OnTotal is called when the number of rows is known or has changed.
	OnTotal func(total int)

	columns    []Column
	voice      *wording.Voice
	background Background
	signs      bool
	empty      func() fyne.CanvasObject

	source     Source
	order      Order
	pages      pages
	total      int
	known      bool // total was told by the source since it was set
	fresh      bool // the pages are of the present generation
	loading    bool
	failure    error
	generation int
	cancel     context.CancelFunc
	version    int // counts what makes every drawn row old
	// noticeVersion counts what makes the notice old: what it says depends on the question.
	noticeVersion int

	offset  float64 // first pixel seen, of all rows
	across  float32 // first pixel seen, sideways
	widths  []float32
	held    []bool // columns that somebody gave a width: they stretch no more
	rowWas  float64
	focused bool
	head    int // column whose header has the keyboard, -1 if the rows have it
	hovered int // index of the row under the pointer, -1 if none

	selected    int // index, -1 if none
	selectedKey string
	told        bool // OnSelected has been called for the selection
	heard       bool // OnSelected was called after the last OnUnselected

	resizing   int // column whose edge is held, -1 if none
	resizeFrom float32
	resizeAt   float32
	onEdge     bool
	clickedRow int
	clickedAt  time.Time

	drawing *tableDrawing
}

var (
	_ fyne.Focusable         = (*DataTable)(nil)
	_ fyne.Scrollable        = (*DataTable)(nil)
	_ fyne.Draggable         = (*DataTable)(nil)
	_ fyne.Shortcutable      = (*DataTable)(nil)
	_ fyne.SecondaryTappable = (*DataTable)(nil)
	_ desktop.Mouseable      = (*DataTable)(nil)
	_ desktop.Hoverable      = (*DataTable)(nil)
	_ desktop.Cursorable     = (*DataTable)(nil)
)

// NewDataTable returns a table without rows; [DataTable.SetSource] gives it some.
func NewDataTable(p TableParams) *DataTable {
	if p.Background == nil {
		p.Background = Goroutine
	}
	t := &DataTable{
		columns: p.Columns, voice: p.Voice, background: p.Background, signs: p.Signs, order: p.Order,
		hovered: -1, selected: -1, resizing: -1, clickedRow: -1, head: -1,
		widths: make([]float32, len(p.Columns)), held: make([]bool, len(p.Columns)),
	}
	for i, c := range p.Columns {
		t.widths[i] = c.Width
	}
	t.ExtendBaseWidget(t)
	return t
}

// SetSource shows the rows of another source, from the first one, none selected.
func (t *DataTable) SetSource(s Source) {
	t.source = s
	t.pages.clear()
	t.total, t.known = 0, false
	t.offset = 0
	t.ClearSelection()
	t.Reload()
}

// SetEmpty says what stands in the place of the rows when there are none: what to do
// next, usually a [Notice].
func (t *DataTable) SetEmpty(make func() fyne.CanvasObject) {
	t.empty = make
	t.noticeVersion++
	t.redraw()
}

// Reload asks the source again. The rows that are shown stay until the answer is
// there; the selection stays on its row if that row is still near.
func (t *DataTable) Reload() {
	t.giveUp()
	t.noticeVersion++
	t.fresh, t.failure = false, nil
	t.load()
	t.redraw()
}

// giveUp lets go of the question that is asked: its answer will not be heard.
func (t *DataTable) giveUp() {
	if t.cancel != nil {
		t.cancel()
		t.cancel = nil
	}
	t.generation++
	t.loading = false
}

// Order returns how the rows are sorted.
func (t *DataTable) Order() Order { return t.order }

// SetOrder sorts the rows by the source's means and goes to the first one.
func (t *DataTable) SetOrder(o Order) {
	t.order = o
	t.offset = 0
	t.Reload()
}

// Total returns how many rows there are, 0 until the source has told.
func (t *DataTable) Total() int { return t.total }

// Row returns a row if it is loaded.
func (t *DataTable) Row(index int) (Row, bool) {
	if index < 0 || index >= t.total {
		return Row{}, false
	}
	return t.pages.at(index)
}

// Selected returns the selected row; false when none is or it is not loaded yet.
func (t *DataTable) Selected() (index int, row Row, ok bool) {
	row, ok = t.Row(t.selected)
	return t.selected, row, ok
}

// Select selects a row and brings it into sight.
func (t *DataTable) Select(index int) {
	if t.total == 0 {
		return
	}
	index = min(max(index, 0), t.total-1)
	if index != t.selected {
		t.selected, t.selectedKey, t.told = index, "", false
	}
	t.reveal(index)
	t.tellSelection()
	t.redraw()
}

// ClearSelection selects nothing.
func (t *DataTable) ClearSelection() {
	if t.selected < 0 {
		return
	}
	heard := t.heard
	t.selected, t.selectedKey, t.told, t.heard = -1, "", false, false
	t.redraw()
	if heard && t.OnUnselected != nil {
		t.OnUnselected()
	}
}

// tellSelection calls OnSelected once for a selection whose row is there.
func (t *DataTable) tellSelection() {
	row, ok := t.Row(t.selected)
	if t.told || !ok {
		return
	}
	t.selectedKey, t.told, t.heard = row.Key, true, true
	if t.OnSelected != nil {
		t.OnSelected(t.selected, row)
	}
}

// load asks for the first page in sight that is not there, if nothing is asked already.
// While somebody scrolls, pages that have passed by are never asked for.
func (t *DataTable) load() {
	if t.source == nil || t.loading || t.failure != nil {
		return
	}
	first, last := t.inSight()
	page := first / pageRows
	if t.fresh {
		var missing bool
		if page, missing = t.pages.missing(first, last); !missing {
			return
		}
	}
	t.loading = true
	ctx, cancel := context.WithCancel(context.Background())
	t.cancel = cancel
	source, order, generation := t.source, t.order, t.generation
	var answer Page
	var err error
	t.background(func() {
		answer, err = source.Page(ctx, page*pageRows, pageRows, order)
	}, func() {
		cancel()
		if generation != t.generation {
			return // a late answer to a question that nobody asks any more
		}
		t.loading = false
		if err != nil {
			t.failure = err
			t.noticeVersion++
		} else {
			t.take(page, answer)
		}
		t.load()
		t.redraw()
	})
}

func (t *DataTable) take(page int, answer Page) {
	if !t.fresh {
		t.pages.clear()
		t.fresh = true
	}
	changed := !t.known || t.total != answer.Total
	switch {
	case t.known && answer.Total < t.total:
		// Rows have gone, nobody knows which: what was loaded before may be among them.
		t.pages.clear()
	case changed:
		// A page that ended where the rows ended is too short if there are more now.
		t.pages.forgetShort(answer.Total)
	}
	t.pages.store(page, answer.Rows)
	t.total, t.known = answer.Total, true
	t.version++
	t.offset = t.clamp(t.offset)
	t.followSelection()
	if changed && t.OnTotal != nil {
		t.OnTotal(t.total)
	}
}

// followSelection keeps the selection on its row after rows have changed.
func (t *DataTable) followSelection() {
	if t.selected < 0 {
		return
	}
	row, there := t.Row(t.selected)
	switch {
	case t.selectedKey == "" && t.selected >= t.total:
		t.ClearSelection()
	case t.selectedKey == "":
		t.tellSelection()
	case there && row.Key == t.selectedKey:
	default:
		if index, ok := t.pages.find(t.selectedKey); ok {
			t.selected = index
		} else if there || t.selected >= t.total {
			t.ClearSelection()
		}
	}
}

// Geometry, in pixels.

func (t *DataTable) rowHeight() float64 {
	return math.Round(float64(theme.Size(theme.SizeRow)))
}
func (t *DataTable) headerHeight() float32 { return float32(t.rowHeight()) + 3 }

func (t *DataTable) bodyHeight() float64 {
	return max(float64(t.Size().Height-t.headerHeight()), 0)
}

func (t *DataTable) clamp(offset float64) float64 {
	return math.Round(min(max(offset, 0), max(float64(t.total)*t.rowHeight()-t.bodyHeight(), 0)))
}

// inSight returns the first and last index that the body shows, as if there were rows.
func (t *DataTable) inSight() (first, last int) {
	first = int(t.offset / t.rowHeight())
	last = int((t.offset + t.bodyHeight()) / t.rowHeight())
	if t.known {
		last = min(last, max(t.total-1, 0))
	}
	return first, max(last, first)
}

func (t *DataTable) rowAt(y float32) int {
	if y < t.headerHeight() || t.failure != nil {
		return -1 // a notice covers the rows
	}
	index := int((t.offset + float64(y-t.headerHeight())) / t.rowHeight())
	if index >= t.total {
		return -1
	}
	return index
}

func (t *DataTable) reveal(index int) {
	top, height := float64(index)*t.rowHeight(), t.rowHeight()
	if top < t.offset {
		t.scrollTo(top)
	} else if top+height > t.offset+t.bodyHeight() {
		t.scrollTo(top + height - t.bodyHeight())
	}
}

func (t *DataTable) scrollTo(offset float64) {
	t.offset = t.clamp(offset)
	t.load()
	t.redraw()
}

// columnSpans returns where each column begins and how wide it is.
func (t *DataTable) columnSpans() (starts, widths []float32, total float32) {
	scale := theme.Size(theme.SizeTextBody) / 13
	starts, widths = make([]float32, len(t.columns)), make([]float32, len(t.columns))
	gutter := t.gutter()
	total = gutter
	stretching := 0
	for i, c := range t.columns {
		widths[i] = t.widths[i] * scale
		total += widths[i]
		if t.stretches(i, c) {
			stretching++
		}
	}
	if rest := t.bodyWidth() - total; rest > 0 && stretching > 0 {
		for i, c := range t.columns {
			if t.stretches(i, c) {
				widths[i] += rest / float32(stretching)
			}
		}
		total += rest
	}
	at := gutter
	for i := range widths {
		starts[i] = at
		at += widths[i]
	}
	return starts, widths, total
}

func (t *DataTable) stretches(i int, c Column) bool { return c.Stretch && !t.held[i] }

func (t *DataTable) gutter() float32 {
	if t.signs {
		return theme.Size(theme.SizeRow)
	}
	return theme.Size(theme.SizeGap) / 2
}

func (t *DataTable) bodyWidth() float32 {
	return max(t.Size().Width-theme.Size(fyneScrollBar), 0)
}

// rescale keeps the first row in sight when the text scale has changed, and stays
// within the rows and columns when the size has.
func (t *DataTable) rescale() {
	if height := t.rowHeight(); t.rowWas != height {
		if t.rowWas > 0 {
			t.offset *= height / t.rowWas
		}
		t.rowWas = height
	}
	t.offset = t.clamp(t.offset)
	_, _, total := t.columnSpans()
	t.across = min(t.across, max(total-t.bodyWidth(), 0))
}

// Keyboard.

// TypedKey moves the selection, opens what is selected, or lets the key go on. Up from
// the first row leads to the headers, where Enter or Space sorts.
func (t *DataTable) TypedKey(key *fyne.KeyEvent) {
	if t.head >= 0 && t.typedOnHead(key.Name) {
		return
	}
	view := max(int(t.bodyHeight()/t.rowHeight())-1, 1)
	from := t.selected
	switch key.Name {
	case fyne.KeyDown:
		t.Select(from + 1)
	case fyne.KeyUp:
		if from > 0 || !t.toHeads() {
			t.Select(max(from, 0) - 1)
		}
	case fyne.KeyPageDown:
		t.Select(max(from, 0) + view)
	case fyne.KeyPageUp:
		t.Select(from - view)
	case fyne.KeyHome:
		t.Select(0)
	case fyne.KeyEnd:
		t.Select(t.total - 1)
	case fyne.KeyLeft:
		t.shift(-3 * theme.Size(theme.SizeRow))
	case fyne.KeyRight:
		t.shift(3 * theme.Size(theme.SizeRow))
	case fyne.KeyReturn, fyne.KeyEnter:
		if index, row, ok := t.Selected(); ok && t.OnActivated != nil {
			t.OnActivated(index, row)
		} else {
			bubble(t, key)
		}
	default:
		bubble(t, key)
	}
}

// typedOnHead is TypedKey while a header has the keyboard. It returns false for keys
// that are for the rows.
func (t *DataTable) typedOnHead(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyLeft:
		t.moveHead(-1)
	case fyne.KeyRight:
		t.moveHead(+1)
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		t.sortBy(t.columns[t.head].ID)
	case fyne.KeyUp:
	case fyne.KeyDown:
		t.leaveHeads()
		t.Select(max(t.selected, 0))
	default:
		t.leaveHeads()
		return false
	}
	return true
}

// toHeads gives the keyboard to the header that sorts, or to the first that could. It
// returns false if none does.
func (t *DataTable) toHeads() bool {
	for i, c := range t.columns {
		if c.Sortable && (t.head < 0 || c.ID == t.order.Column) {
			t.head = i
		}
	}
	t.showHead()
	return t.head >= 0
}

// moveHead goes to the next header that sorts, in a direction, if there is one.
func (t *DataTable) moveHead(step int) {
	for i := t.head + step; i >= 0 && i < len(t.columns); i += step {
		if t.columns[i].Sortable {
			t.head = i
			break
		}
	}
	t.showHead()
}

// showHead scrolls sideways to the header that has the keyboard.
func (t *DataTable) showHead() {
	if t.head < 0 {
		return
	}
	starts, widths, _ := t.columnSpans()
	left, right := starts[t.head], starts[t.head]+widths[t.head]
	switch {
	case left < t.across:
		t.shift(left - t.across)
	case right > t.across+t.bodyWidth():
		t.shift(min(right-t.bodyWidth(), left) - t.across)
	default:
		t.redraw()
	}
}

func (t *DataTable) leaveHeads() {
	if t.head >= 0 {
		t.head = -1
		t.redraw()
	}
}

// TypedRune does nothing: rows are not searched by typing yet.
func (t *DataTable) TypedRune(rune) {}

// TypedShortcut copies the selected row, its cells parted by tabs, as a spreadsheet
// takes them.
func (t *DataTable) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutCopy); !ok {
		return
	}
	if _, row, ok := t.Selected(); ok {
		cells := make([]string, len(row.Cells))
		for i, cell := range row.Cells {
			cells[i] = pasted(cell)
		}
		fyne.CurrentApp().Clipboard().SetContent(strings.Join(cells, "\t"))
	}
}

// pasted returns a cell as a spreadsheet may take it: on one line, and never as a
// formula, for what is copied was typed by strangers (OWASP, "CSV Injection"). A
// number or a telephone number with its sign stays as it is.
func pasted(cell string) string {
	cell = oneLine(strings.ReplaceAll(cell, "\t", " "))
	switch begin := strings.TrimSpace(cell); {
	case strings.HasPrefix(begin, "=") || strings.HasPrefix(begin, "@"),
		(strings.HasPrefix(begin, "+") || strings.HasPrefix(begin, "-")) && strings.ContainsFunc(begin, unicode.IsLetter):
		return "'" + cell
	}
	return cell
}

// FocusGained shows where the keyboard is.
func (t *DataTable) FocusGained() { t.focused = true; t.redraw() }

// FocusLost ends what FocusGained began.
func (t *DataTable) FocusLost() { t.focused, t.head = false, -1; t.redraw() }

// Mouse.

// doubleClick is the longest time between the two clicks of a double click.
const doubleClick = 400 * time.Millisecond

// MouseDown selects at once; Fyne's own double tap would delay every single one.
func (t *DataTable) MouseDown(e *desktop.MouseEvent) {
	focus(t)
	t.leaveHeads()
	if e.Position.Y < t.headerHeight() {
		if e.Button == desktop.MouseButtonPrimary {
			t.headerDown(e.Position.X)
		}
		return
	}
	index := t.rowAt(e.Position.Y)
	if index < 0 {
		return
	}
	t.Select(index)
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	again := t.clickedRow == index && time.Since(t.clickedAt) < doubleClick
	t.clickedRow, t.clickedAt = index, time.Now()
	if row, ok := t.Row(index); again && ok && t.OnActivated != nil {
		t.clickedRow = -1
		t.OnActivated(index, row)
	}
}

// MouseUp ends a change of width.
func (t *DataTable) MouseUp(*desktop.MouseEvent) { t.resizing = -1 }

// TappedSecondary asks for the menu of a row.
func (t *DataTable) TappedSecondary(e *fyne.PointEvent) {
	index := t.rowAt(e.Position.Y)
	if row, ok := t.Row(index); ok && t.OnMenu != nil {
		t.OnMenu(index, row, e.AbsolutePosition)
	}
}

func (t *DataTable) headerDown(x float32) {
	if edge := t.edgeAt(x); edge >= 0 {
		_, widths, _ := t.columnSpans()
		t.resizing, t.resizeAt, t.resizeFrom = edge, x, widths[edge]
		return
	}
	starts, widths, _ := t.columnSpans()
	for i, c := range t.columns {
		at := x + t.across - starts[i]
		if at >= 0 && at < widths[i] && c.Sortable {
			t.sortBy(c.ID)
			return
		}
	}
}

// sortBy sorts by a column, or the other way round if it is sorted by it.
func (t *DataTable) sortBy(id string) {
	o := Order{Column: id}
	if t.order.Column == id {
		o.Descending = !t.order.Descending
	}
	t.SetOrder(o)
	if t.OnOrder != nil {
		t.OnOrder(o)
	}
}

// edgeAt returns the column whose right edge is at x, -1 if none is.
func (t *DataTable) edgeAt(x float32) int {
	starts, widths, _ := t.columnSpans()
	for i := range t.columns {
		if d := x + t.across - starts[i] - widths[i]; d > -4 && d < 4 {
			return i
		}
	}
	return -1
}

const leastColumn = 36

// Dragged changes the width of the column whose edge is held. A column that stretched
// keeps from then on the width it is given.
func (t *DataTable) Dragged(e *fyne.DragEvent) {
	if t.resizing < 0 {
		return
	}
	scale := theme.Size(theme.SizeTextBody) / 13
	wanted := max(t.resizeFrom+e.Position.X-t.resizeAt, leastColumn)
	t.held[t.resizing] = true
	t.widths[t.resizing] = max(wanted/scale, leastColumn)
	t.version++
	t.shift(0)
}

// DragEnd ends a change of width.
func (t *DataTable) DragEnd() { t.resizing = -1 }

// wheelFactor makes a notch of the wheel move about two rows, as mail programs do.
const wheelFactor = 5

// Scrolled moves the rows.
func (t *DataTable) Scrolled(e *fyne.ScrollEvent) {
	t.hovered = -1
	if e.Scrolled.DX != 0 {
		t.shift(-e.Scrolled.DX * wheelFactor)
	}
	if e.Scrolled.DY != 0 {
		t.scrollTo(t.offset - float64(e.Scrolled.DY)*wheelFactor)
	}
}

func (t *DataTable) shift(by float32) {
	_, _, total := t.columnSpans()
	across := min(max(t.across+by, 0), max(total-t.bodyWidth(), 0))
	if across != t.across {
		t.across = across
		t.version++
	}
	t.redraw()
}

// MouseIn begins to follow the pointer.
func (t *DataTable) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }

// MouseMoved lights up the row under the pointer.
func (t *DataTable) MouseMoved(e *desktop.MouseEvent) {
	t.onEdge = e.Position.Y < t.headerHeight() && t.edgeAt(e.Position.X) >= 0
	if row := t.rowAt(e.Position.Y); row != t.hovered {
		t.hovered = row
		t.redraw()
	}
}

// MouseOut ends what MouseIn began.
func (t *DataTable) MouseOut() {
	t.onEdge = false
	if t.hovered >= 0 {
		t.hovered = -1
		t.redraw()
	}
}

// Cursor tells the edges of columns, which can be dragged.
func (t *DataTable) Cursor() desktop.Cursor {
	if t.onEdge || t.resizing >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

func (t *DataTable) redraw() {
	if t.drawing != nil {
		t.drawing.draw()
	}
}
