package widgets

import (
	"context"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// TableParams says what a table is made of.
type TableParams struct {
	Columns []Column
	Voice   *wording.Voice
	// Label names the table to who cannot see it.
	Label string
	// Background loads pages; nil is [Goroutine].
	Background Background
	// Signs keeps room at the left for the signs of the rows' states.
	Signs bool
	// Order is how rows are sorted at first.
	Order Order
	// Multiple lets several rows be selected.
	Multiple bool
	// Memory remembers under the ID how the columns stand and how rows are sorted. No ID
	// or no memory: every table begins as delivered.
	ID     string
	Memory Memory
}

// DataTable shows any number of rows of a [Source], a screenful at a time.
//
// It draws its rows itself: Fyne's table selects cells, forgets where it is when a row
// is taller than others, and counts pixels in float32, which 500,000 rows exceed.
//
// One row is the current one: it has the keyboard, and its details stand beside the
// table. It is what [DataTable.Selected] returns. Where several rows can be selected,
// [DataTable.Selection] tells which ones are.
type DataTable struct {
	widget.BaseWidget

	// OnSelected is called when another row is the current one and selected, as soon as
	// it is loaded.
	OnSelected func(index int, row Row)
	// OnUnselected is called when no row is selected any more.
	OnUnselected func()
	// OnSelection is called when other rows are selected, or more is known about them.
	OnSelection func(Selection)
	// OnActivated is called for a double click or Enter.
	OnActivated func(index int, row Row)
	// Menu returns what the screen does with the selected rows, for the context menu. The
	// table adds what it can do itself.
	Menu func(Selection) []MenuItem
	// OnOrder is called when somebody has changed the order.
	OnOrder func(Order)
	// OnTotal is called when the number of rows is known or has changed.
	OnTotal func(total int)
	// OnSay takes what the table has to tell about what was asked of it, such as how many
	// rows were copied. Without it the table says it itself, under its rows.
	OnSay func(text string, state State)

	params     TableParams
	voice      *wording.Voice
	background Background
	empty      func() fyne.CanvasObject
	now        func() time.Time
	modifiers  func() fyne.KeyModifier

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
	rowWas  float64
	bodyWas float64
	focused bool
	// byPointer says that the keyboard comes by the click that is being heard.
	byPointer bool

	plan *columnPlan
	laid laidOut
	head int // place of the header that has the keyboard, -1 if the rows have it
	grip grip
	tableTyping

	hovered    int // index of the row under the pointer, -1 if none
	clickedRow int
	clickedAt  time.Time

	chosen  choice
	book    *keyBook
	cursor  cursor
	anchor  int // where a selection from here to there begins, -1 if at the cursor
	reach   reach
	told    string
	heard   bool // OnSelected was called after the last OnUnselected
	keys    job  // asks for the keys of spans
	seeking job  // looks where the current row is
	copying job
	find    find
	said    said
	sums    []Row // what stands still under the rows

	drawing *tableDrawing
}

var (
	_ fyne.Focusable         = (*DataTable)(nil)
	_ fyne.Scrollable        = (*DataTable)(nil)
	_ fyne.Draggable         = (*DataTable)(nil)
	_ fyne.Shortcutable      = (*DataTable)(nil)
	_ fyne.SecondaryTappable = (*DataTable)(nil)
	_ fyne.Accessible        = (*DataTable)(nil)
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
		params: p, voice: p.Voice, background: p.Background, order: p.Order, now: time.Now, modifiers: modifiersHeld,
		hovered: -1, clickedRow: -1, head: -1, anchor: -1, cursor: nowhere, grip: noGrip,
		plan: newColumnPlan(p.Columns), book: &keyBook{},
	}
	t.recall()
	t.ExtendBaseWidget(t)
	return t
}

// modifiersHeld returns which of Shift, Ctrl and Alt are held.
func modifiersHeld() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
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

// Reload asks the source again. The rows that are shown stay until the answer is there;
// the view stays where it is, and the selection on its rows.
func (t *DataTable) Reload() {
	t.giveUp()
	t.newBook()
	t.noticeVersion++
	t.fresh, t.failure = false, nil
	t.said.shown = t.said.shown && !t.said.fixed
	t.load()
	t.find.asNew(t)
	t.redraw()
}

// Order returns how the rows are sorted.
func (t *DataTable) Order() Order { return t.order }

// SetOrder sorts the rows by the source's means and goes to the first one. What is
// selected stays selected.
func (t *DataTable) SetOrder(o Order) {
	t.order = o
	t.offset = 0
	t.loseTrack()
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

// Selected returns the current row if it is selected, as it was when it was last loaded;
// false when none is or it never was. The index is -1 while it is not known where the
// row is in the present order.
func (t *DataTable) Selected() (index int, row Row, ok bool) {
	if t.cursor.key == "" || !t.chosen.contains(t.book, t.cursor.index, t.cursor.key) {
		return -1, Row{}, false
	}
	return t.cursor.index, t.cursor.row, true
}

// Selection returns which rows are selected now.
func (t *DataTable) Selection() Selection {
	t.chosen.shared = true
	c := t.chosen
	c.after, c.spans = maps.Clone(c.after), slices.Clone(c.spans)
	if t.cursor.wanted && t.cursor.index >= 0 && t.cursor.index < t.total {
		c.spans = append(c.spans, span{book: t.book, from: t.cursor.index, to: t.cursor.index})
	}
	return Selection{choice: c, total: t.total, source: t.source, order: t.order}
}

// Select selects a row, and no other, and brings it into sight. Before the rows are
// there it is remembered, and done then.
func (t *DataTable) Select(index int) {
	if t.known && t.total == 0 || t.source == nil {
		return
	}
	t.chosen.clear()
	t.moveTo(max(index, 0), goSelect)
}

// ClearSelection selects nothing.
func (t *DataTable) ClearSelection() {
	t.chosen.clear()
	t.cursor, t.anchor, t.reach = nowhere, -1, reach{}
	t.keys.stop()
	t.seeking.stop()
	t.selectionChanged()
}

// SelectAll selects every row, loaded or not.
func (t *DataTable) SelectAll() {
	if !t.params.Multiple || t.total == 0 {
		return
	}
	t.cursor.wanted, t.reach = false, reach{}
	t.chosen.selectAll()
	t.selectionChanged()
}

// Geometry, in pixels.

func (t *DataTable) rowHeight() float64 {
	return math.Round(float64(theme.Size(theme.SizeRow)))
}

func (t *DataTable) headerHeight() float32 { return float32(t.rowHeight()) + 3 }

func (t *DataTable) bodyHeight() float64 {
	height := t.Size().Height - t.headerHeight() - t.sumsHeight() - t.footHeight()
	if t.sideways() {
		height -= theme.Size(fyneScrollBar)
	}
	return max(float64(height), 0)
}

func (t *DataTable) bodyWidth() float32 {
	return max(t.Size().Width-theme.Size(fyneScrollBar), 0)
}

func (t *DataTable) textScale() float32 { return theme.Size(theme.SizeTextBody) / 13 }

func (t *DataTable) gutter() float32 {
	if t.params.Signs {
		return theme.Size(theme.SizeRow)
	}
	return theme.Size(theme.SizeGap) / 2
}

// laidOut is a layout with what it was made for.
type laidOut struct {
	*columnLayout
	scale, gutter, room float32
	changes             int
}

// layout returns where the columns lie now.
func (t *DataTable) layout() *columnLayout {
	was := &t.laid
	scale, gutter, room := t.textScale(), t.gutter(), t.bodyWidth()
	if was.columnLayout == nil || was.scale != scale || was.gutter != gutter || was.room != room || was.changes != t.plan.changes {
		*was = laidOut{t.plan.lay(scale, gutter, room), scale, gutter, room, t.plan.changes}
	}
	return was.columnLayout
}

// sideways tells whether the columns do not fit, so that there is a bar to move them.
func (t *DataTable) sideways() bool { return t.layout().total > t.bodyWidth()+0.5 }

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

// rowAt returns the index of the row at a height, -1 if none is there.
func (t *DataTable) rowAt(y float32) int {
	if y < t.headerHeight() || float64(y-t.headerHeight()) >= t.bodyHeight() || t.noticeNow() != noNotice {
		return -1
	}
	index := int((t.offset + float64(y-t.headerHeight())) / t.rowHeight())
	if index >= t.total {
		return -1
	}
	return index
}

// keepInSight brings the current row back into sight that was before the table got another
// height, or that was chosen before it had one.
func (t *DataTable) keepInSight() {
	was, height := t.bodyWas, t.rowHeight()
	t.bodyWas = t.bodyHeight()
	if t.cursor.index < 0 || t.bodyWas == was {
		return
	}
	top := float64(t.cursor.index) * height
	if was < 2*height || top < t.offset+was && top+height > t.offset {
		t.reveal(t.cursor.index)
	}
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

// shift moves the columns sideways.
func (t *DataTable) shift(by float32) {
	l := t.layout()
	if across := min(max(t.across+by, 0), max(l.total-t.bodyWidth(), 0)); across != t.across {
		t.across = across
	}
	t.redraw()
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
	l := t.layout()
	t.across = min(t.across, max(l.total-t.bodyWidth(), 0))
}

func (t *DataTable) redraw() {
	if t.drawing != nil {
		t.drawing.draw()
	}
}

// AccessibilityLabel tells a screen reader what the table is and where in it one is.
func (t *DataTable) AccessibilityLabel() string {
	if t.cursor.key == "" || t.cursor.index < 0 {
		return t.params.Label
	}
	return t.voice.Text("table.said.row", "Table", t.params.Label, "Number", t.cursor.index+1, "Total", t.total, "Cells", t.spoken(t.cursor.row))
}

// AccessibilityRole says text, for Fyne knows no tables: it is at least read out.
func (t *DataTable) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// spoken returns the cells of a row with the labels of their columns.
func (t *DataTable) spoken(row Row) string {
	var parts []string
	for _, column := range t.plan.shown() {
		if column < len(row.Cells) && row.Cells[column] != "" {
			parts = append(parts, t.plan.columns[column].Label+" "+row.Cells[column])
		}
	}
	return strings.Join(parts, "; ")
}
