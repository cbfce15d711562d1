package widgets

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// manyRows is a year of a large service, several times over.
const manyRows = 500_000

// ledger is a source of numbered rows that writes down what it is asked.
type ledger struct {
	total   int
	removed int // from the beginning
	fails   error
	asked   []string
	offsets []int
}

func (l *ledger) Page(_ context.Context, offset, limit int, order Order) (Page, error) {
	l.asked = append(l.asked, fmt.Sprintf("%d+%d %s %v", offset, limit, order.Column, order.Descending))
	l.offsets = append(l.offsets, offset)
	if l.fails != nil {
		return Page{}, l.fails
	}
	page := Page{Total: l.total}
	for i := offset; i < min(offset+limit, l.total); i++ {
		number := i + l.removed
		if order.Descending {
			number = l.total + l.removed - 1 - i
		}
		page.Rows = append(page.Rows, Row{
			Key: fmt.Sprint("key", number), Cells: []string{fmt.Sprint(number), fmt.Sprint("nom ", number), "12:00"},
			State: State(number % 6), Tones: map[int]State{2: Warning},
		})
	}
	return page, nil
}

func tableColumns() []Column {
	return []Column{
		{ID: "number", Label: "Numéro", Width: 90, Align: fyne.TextAlignTrailing, Sortable: true},
		{ID: "name", Label: "Nom", Width: 160, Stretch: true, Sortable: true},
		{ID: "time", Label: "Heure", Width: 80},
	}
}

// shownTable is a table of a source in a window that shows about ten rows.
func shownTable(t *testing.T, source Source) (*DataTable, fyne.Window) {
	t.Helper()
	look(t)
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voiceOf(t, wording.French), Background: Inline, Signs: true})
	window := open(t, table, 500, 300)
	table.SetSource(source)
	return table, window
}

// rowsSeen returns the first cell of every row that is drawn, from the top.
func rowsSeen(table *DataTable) (cells []string) {
	d := table.drawing
	first, last := table.inSight()
	for index := first; index <= last; index++ {
		if s := d.slots[index%len(d.slots)]; !s.ground.Hidden && s.index == index {
			cells = append(cells, s.cells[0].Text)
		}
	}
	return cells
}

func wheel(table *DataTable, dy float32) {
	table.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: dy}})
}

func headOf(table *DataTable, column int) fyne.Position {
	l := table.layout()
	return fyne.NewPos(l.starts[column]+l.widths[column]/2-table.across, 10)
}

func clickAt(table *DataTable, p fyne.Position) {
	e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary}
	table.MouseDown(e)
	table.MouseUp(e)
}

func rowPosition(table *DataTable, index int) fyne.Position {
	return fyne.NewPos(60, table.headerHeight()+float32((float64(index)+0.5)*table.rowHeight()-table.offset))
}

func TestTableAsksForWhatIsInSight(t *testing.T) {
	l := &ledger{total: manyRows}
	table, _ := shownTable(t, l)
	if !slices.Equal(l.offsets, []int{0}) || table.Total() != manyRows {
		t.Fatalf("asked for %v, total %d", l.offsets, table.Total())
	}
	table.Select(manyRows / 2)
	table.Select(manyRows - 1)
	if want := []int{0, manyRows/2 - pageRows, manyRows / 2, manyRows - pageRows}; !slices.Equal(l.offsets, want) {
		t.Errorf("asked for %v, want %v", l.offsets, want)
	}
	if seen := rowsSeen(table); seen[len(seen)-1] != fmt.Sprint(manyRows-1) {
		t.Errorf("at the end the rows %v are seen", seen)
	}
	if _, ok := table.Row(manyRows); ok {
		t.Error("there is no row after the last")
	}
}

func TestTableKeepsFewRows(t *testing.T) {
	l := &ledger{total: manyRows}
	table, _ := shownTable(t, l)
	for page := range 3 * pagesKept {
		table.Select(page * pageRows)
		if kept := len(table.pages.rows); kept > pagesKept || kept != len(table.pages.order) {
			t.Fatalf("%d pages are kept, %d in the list", kept, len(table.pages.order))
		}
	}
	if _, ok := table.Row(0); ok {
		t.Error("the first page should have made room")
	}
	table.Select(0)
	if _, row, ok := table.Selected(); !ok || row.Key != "key0" {
		t.Error("the first page should have come back")
	}
}

// A page on its way when another question is asked must not be shown.
func TestTableDropsLateAnswers(t *testing.T) {
	look(t)
	var waiting []func()
	var contexts []context.Context
	later := func(work, show func()) { waiting = append(waiting, func() { work(); show() }) }
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voiceOf(t, wording.French), Background: later})
	open(t, table, 500, 300)
	named := func(name string) Source {
		return SourceFunc(func(ctx context.Context, _, _ int, _ Order) (Page, error) {
			contexts = append(contexts, ctx)
			return Page{Rows: []Row{{Key: name, Cells: []string{name}}}, Total: 1}, nil
		})
	}
	table.SetSource(named("old"))
	table.SetSource(named("new"))
	if len(waiting) != 2 {
		t.Fatalf("%d questions wait, want 2", len(waiting))
	}
	waiting[1]()
	waiting[0]()
	if row, _ := table.Row(0); row.Key != "new" {
		t.Errorf("the late answer %q is shown", row.Key)
	}
	if contexts[1].Err() == nil {
		t.Error("the first question was not cancelled")
	}
}

func TestTableAsksOneQuestionAtATime(t *testing.T) {
	look(t)
	l := &ledger{total: manyRows}
	var waiting []func()
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voiceOf(t, wording.French),
		Background: func(work, show func()) { waiting = append(waiting, func() { work(); show() }) }})
	open(t, table, 500, 300)
	table.SetSource(l)
	waiting[0]()
	for range 50 {
		wheel(table, -2000) // by hundreds of rows
	}
	if len(waiting) != 2 {
		t.Fatalf("%d questions were asked during the way, want 1", len(waiting)-1)
	}
	for i := 1; i < len(waiting); i++ {
		waiting[i]()
	}
	first, _ := table.inSight()
	if want := []int{0, 0, first / pageRows * pageRows}; len(l.offsets) > 4 || l.offsets[len(l.offsets)-1] < want[2] {
		t.Errorf("asked for %v, in sight from %d", l.offsets, first)
	}
	if seen := rowsSeen(table); seen[0] != fmt.Sprint(first) {
		t.Errorf("the rows %v are seen, want from %d", seen, first)
	}
}

func TestTableSortsByItsHeaders(t *testing.T) {
	l := &ledger{total: 1000}
	table, _ := shownTable(t, l)
	var orders []Order
	table.OnOrder = func(o Order) { orders = append(orders, o) }
	wheel(table, -400)
	for _, column := range []int{0, 0, 1, 2} {
		clickAt(table, headOf(table, column))
	}
	if want := []Order{{"number", false}, {"number", true}, {"name", false}}; !slices.Equal(orders, want) {
		t.Errorf("sorted by %v, want %v", orders, want)
	}
	if table.offset != 0 {
		t.Error("another order must begin at the first row")
	}
	if got := table.drawing.heads[1].label.Text; got != "Nom ▲" {
		t.Errorf("the header says %q", got)
	}
	if got := table.drawing.heads[0].label.Text; got != "Numéro" {
		t.Errorf("the other header says %q", got)
	}
	table.SetOrder(Order{Column: "number", Descending: true})
	if seen := rowsSeen(table); table.drawing.heads[0].label.Text != "Numéro ▼" || seen[0] != "999" {
		t.Errorf("the header says %q above %s", table.drawing.heads[0].label.Text, seen[0])
	}
}

func TestTableKeepsTheArrowInANarrowColumn(t *testing.T) {
	look(t)
	table := NewDataTable(TableParams{
		Columns: []Column{{ID: "a", Label: "Une très longue étiquette", Width: 60, Sortable: true}},
		Voice:   voiceOf(t, wording.French), Background: Inline, Order: Order{Column: "a"},
	})
	open(t, table, 300, 200)
	if got := table.drawing.heads[0].label.Text; !strings.HasSuffix(got, "… ▲") {
		t.Errorf("the header says %q", got)
	}
}

func TestTableSelectionFollowsItsRow(t *testing.T) {
	l := &ledger{total: 1000}
	table, _ := shownTable(t, l)
	var told []string
	table.OnSelected = func(i int, row Row) { told = append(told, fmt.Sprint(i, row.Key)) }
	gone := 0
	table.OnUnselected = func() { gone++ }
	table.Select(7)
	l.removed, l.total = 3, 997
	table.Reload()
	if i, row, ok := table.Selected(); !ok || i != 4 || row.Key != "key7" {
		t.Errorf("three rows before it have gone; selected is %d, %s, %v", i, row.Key, ok)
	}
	l.removed, l.total = 50, 950
	table.Reload()
	if _, _, ok := table.Selected(); ok || gone != 1 {
		t.Errorf("its row has gone, but something is selected (%v) or %d ends were told", ok, gone)
	}
	if want := []string{"7key7"}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}

func TestTableSelectionFollowsAnotherOrder(t *testing.T) {
	l := &ledger{total: 100}
	table, _ := shownTable(t, l)
	table.Select(1)
	table.SetOrder(Order{Column: "number", Descending: true})
	if i, row, ok := table.Selected(); !ok || i != 98 || row.Key != "key1" {
		t.Errorf("selected is %d, %s, %v", i, row.Key, ok)
	}
}

// Whoever heard of a selection must hear of its end, even if the next one never came.
func TestTableTellsTheEndOfAPendingSelection(t *testing.T) {
	look(t)
	l := &ledger{total: manyRows}
	var waiting []func()
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voiceOf(t, wording.French),
		Background: func(work, show func()) { waiting = append(waiting, func() { work(); show() }) }})
	open(t, table, 500, 300)
	gone := 0
	table.OnUnselected = func() { gone++ }
	table.SetSource(l)
	waiting[0]()
	table.Select(3)
	table.Select(300_000)
	l.total = 10
	table.Reload()
	for i := 1; i < len(waiting); i++ {
		waiting[i]()
	}
	if _, _, ok := table.Selected(); ok || gone != 1 || table.cursor.index != -1 {
		t.Errorf("selected %d (%v), %d ends told", table.cursor.index, ok, gone)
	}
}

func TestTableByKeyboard(t *testing.T) {
	table, window := shownTable(t, &ledger{total: 1000})
	var opened []int
	table.OnActivated = func(i int, _ Row) { opened = append(opened, i) }
	window.Canvas().Focus(table)
	view := int(table.bodyHeight()/table.rowHeight()) - 1
	for _, c := range []struct {
		key  fyne.KeyName
		want int
	}{
		{fyne.KeyDown, 0}, {fyne.KeyDown, 1}, {fyne.KeyUp, 0}, {fyne.KeyPageDown, view}, {fyne.KeyPageUp, 0},
		{fyne.KeyEnd, 999}, {fyne.KeyDown, 999}, {fyne.KeyPageDown, 999}, {fyne.KeyPageUp, 999 - view},
		{fyne.KeyHome, 0}, {fyne.KeyPageUp, 0},
	} {
		press(window, c.key)
		if table.cursor.index != c.want {
			t.Errorf("%s leads to %d, want %d", c.key, table.cursor.index, c.want)
		}
		if first, last := table.inSight(); table.cursor.index < first || table.cursor.index > last {
			t.Errorf("after %s row %d is out of sight", c.key, table.cursor.index)
		}
	}
	press(window, fyne.KeyReturn, fyne.KeyEnter)
	if !slices.Equal(opened, []int{0, 0}) {
		t.Errorf("opened %v", opened)
	}
	var passed []fyne.KeyName
	window.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { passed = append(passed, e.Name) })
	press(window, fyne.KeyEscape, fyne.KeyF5, fyne.KeySpace)
	if len(passed) != 3 {
		t.Errorf("only %v went on to the canvas", passed)
	}
}

func TestTableHeadersByKeyboard(t *testing.T) {
	l := &ledger{total: 1000}
	table, window := shownTable(t, l)
	window.Canvas().Focus(table)
	press(window, fyne.KeyDown, fyne.KeyUp)
	if table.head != 0 || table.cursor.index != 0 {
		t.Fatalf("Up from the first row leads to header %d", table.head)
	}
	press(window, fyne.KeyRight, fyne.KeyRight, fyne.KeySpace, fyne.KeyLeft, fyne.KeySpace)
	if want := (Order{Column: "name"}); table.Order() != want {
		t.Errorf("sorted by %v, want %v", table.Order(), want)
	}
	press(window, fyne.KeyReturn, fyne.KeyLeft, fyne.KeyUp)
	if want := (Order{Column: "name", Descending: true}); table.Order() != want || table.head != 0 {
		t.Errorf("sorted by %v, header %d", table.Order(), table.head)
	}
	press(window, fyne.KeyDown)
	if table.head != -1 || table.cursor.index < 0 {
		t.Errorf("Down leads to header %d, row %d", table.head, table.cursor.index)
	}
	press(window, fyne.KeyHome, fyne.KeyUp, fyne.KeyEnd)
	if table.head != -1 || table.cursor.index != 999 {
		t.Errorf("End from the header leads to header %d, row %d", table.head, table.cursor.index)
	}
}

func TestTableCopiesARow(t *testing.T) {
	look(t)
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voiceOf(t, wording.French), Background: Inline})
	open(t, table, 500, 300)
	table.SetSource(Rows([]Row{{Key: "1", Cells: []string{"-12", "Zoé\tA\nB", "=1+1", "+33 6 12", "@x", "-cmd", ""}}}))
	board := fyne.CurrentApp().Clipboard()
	board.SetContent("before")
	table.TypedShortcut(&fyne.ShortcutCopy{Clipboard: board})
	if board.Content() != "before" {
		t.Error("nothing is selected, nothing is to copy")
	}
	table.Select(0)
	table.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	table.TypedShortcut(&fyne.ShortcutCopy{Clipboard: board})
	if want := "Numéro\tNom\tHeure\n-12\t\"Zoé\tA\nB\"\t'=1+1\n"; board.Content() != want {
		t.Errorf("copied %q, want %q", board.Content(), want)
	}
}

func TestTableByPointer(t *testing.T) {
	table, window := shownTable(t, &ledger{total: 1000})
	var opened []int
	var about []string
	table.OnActivated = func(i int, _ Row) { opened = append(opened, i) }
	table.Menu = func(s Selection) []MenuItem {
		about, _ = s.SelectedKeys(t.Context())
		return nil
	}
	clickAt(table, rowPosition(table, 2))
	if table.cursor.index != 2 || window.Canvas().Focused() != fyne.Focusable(table) {
		t.Errorf("a click selects %d", table.cursor.index)
	}
	clickAt(table, rowPosition(table, 3))
	clickAt(table, rowPosition(table, 3))
	if !slices.Equal(opened, []int{3}) {
		t.Errorf("a double click opens %v", opened)
	}
	other := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: rowPosition(table, 4)}, Button: desktop.MouseButtonSecondary}
	table.MouseDown(other)
	table.TappedSecondary(&other.PointEvent)
	if !slices.Equal(about, []string{"key4"}) {
		t.Errorf("the menu is about %v", about)
	}
	table.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: rowPosition(table, 5)}})
	if table.hovered != 5 {
		t.Errorf("row %d is lit up", table.hovered)
	}
	table.MouseOut()
	if table.hovered != -1 {
		t.Error("the pointer has left")
	}
}

func TestTableScrolls(t *testing.T) {
	table, _ := shownTable(t, &ledger{total: manyRows})
	bottom := float64(manyRows)*table.rowHeight() - table.bodyHeight()
	wheel(table, 10)
	if table.offset != 0 {
		t.Error("there is nothing above the first row")
	}
	wheel(table, -10)
	if table.offset != 50 {
		t.Errorf("a notch scrolls by %v", table.offset)
	}
	bar := table.drawing.down
	drag := func(from, to float32) {
		at := func(y float32) fyne.PointEvent { return fyne.PointEvent{Position: fyne.NewPos(5, y)} }
		bar.MouseDown(&desktop.MouseEvent{PointEvent: at(from)})
		bar.Dragged(&fyne.DragEvent{PointEvent: at(to)})
		bar.DragEnd()
	}
	drag(5, bar.Size().Height*2)
	if table.offset != float64(int64(bottom+0.5)) {
		t.Errorf("the bar at its end shows %v, want %v", table.offset, bottom)
	}
	if seen := rowsSeen(table); seen[len(seen)-1] != fmt.Sprint(manyRows-1) {
		t.Errorf("at the end %v are seen", seen)
	}
	bar.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(5, 1)}})
	if want := float64(int64(bottom - table.bodyHeight() + 0.5)); table.offset != want {
		t.Errorf("a click above the thumb shows %v, want a view less, %v", table.offset, want)
	}
	drag(bar.thumbStart+1, -500)
	if table.offset != 0 {
		t.Errorf("the bar at its beginning shows %v", table.offset)
	}
}

func TestTableScrollsSideways(t *testing.T) {
	table, window := shownTable(t, &ledger{total: 10})
	if table.drawing.sideways.Visible() {
		t.Error("the columns fit")
	}
	window.Resize(fyne.NewSize(200, 300))
	if !table.drawing.sideways.Visible() {
		t.Fatal("the columns do not fit")
	}
	window.Canvas().Focus(table)
	press(window, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	total := table.layout().total
	if table.across != total-table.bodyWidth() {
		t.Errorf("at the right is %v, want %v", table.across, total-table.bodyWidth())
	}
	window.Resize(fyne.NewSize(600, 300))
	if table.across != 0 {
		t.Errorf("the columns fit again, but are moved by %v", table.across)
	}
}

func TestTableColumnsAreResized(t *testing.T) {
	for _, scale := range []float64{1, 1.5} {
		table, _ := shownTable(t, &ledger{total: 10})
		fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light, Scale: scale}))
		for column := range table.plan.columns {
			for _, by := range []float32{-20, +35, -1000} {
				l := table.layout()
				before := l.widths
				edge := fyne.NewPos(l.starts[column]+before[column]-table.across, 8)
				table.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: edge}})
				if table.Cursor() != desktop.HResizeCursor {
					t.Errorf("the edge of column %d is not told by the cursor", column)
				}
				table.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: edge}, Button: desktop.MouseButtonPrimary})
				for step := range 5 {
					table.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: edge.AddXY(by*float32(step+1)/5, 0)}})
				}
				table.DragEnd()
				after := table.layout().widths
				want := max(before[column]+by, leastColumn*float32(scale))
				if d := after[column] - want; d > 0.5 || d < -0.5 {
					t.Errorf("scale %v: column %d by %v: from %v to %v, want %v", scale, column, by, before[column], after[column], want)
				}
			}
		}
		if table.Order() != (Order{}) {
			t.Error("a click on an edge must not sort")
		}
	}
}

func TestTableSaysWhyItIsEmpty(t *testing.T) {
	l := &ledger{}
	table, _ := shownTable(t, l)
	voice := voiceOf(t, wording.French)
	if texts := textsIn(table.drawing.notice); !slices.Contains(texts, voice.Text("ui.table.empty")) {
		t.Errorf("an empty table says %v", texts)
	}
	said := "Importez un fichier."
	table.SetEmpty(func() fyne.CanvasObject { return NewNotice(NoticeParams{Title: said}) })
	if texts := textsIn(table.drawing.notice); !slices.Contains(texts, said) {
		t.Errorf("an empty table says %v", texts)
	}
	said = "Rien ne répond à ce filtre."
	table.Reload()
	if texts := textsIn(table.drawing.notice); !slices.Contains(texts, said) {
		t.Errorf("another question, but the table still says %v", texts)
	}
	l.total = 1
	table.Reload()
	if table.drawing.notice.Visible() {
		t.Error("there is a row now")
	}
}

func TestTableFailsAndTriesAgain(t *testing.T) {
	l := &ledger{total: 100, fails: agenda.NewProblem("SOURCE-GONE")}
	table, window := shownTable(t, l)
	if texts := textsIn(table.drawing.notice); !slices.Contains(texts, "SOURCE-GONE") {
		t.Fatalf("a failed table says %v", texts)
	}
	again := buttonsIn(table.drawing.notice)[0]
	window.Canvas().Focus(again)
	l.fails = errors.New("another reason")
	press(window, fyne.KeySpace)
	if texts := textsIn(table.drawing.notice); slices.Contains(texts, "SOURCE-GONE") {
		t.Errorf("it failed for another reason, but says %v", texts)
	}
	asked := len(l.asked)
	wheel(table, -10)
	if len(l.asked) != asked {
		t.Error("a failed table must not ask by itself")
	}
	l.fails = nil
	buttonsIn(table.drawing.notice)[0].Tapped(nil)
	if table.drawing.notice.Visible() || len(rowsSeen(table)) == 0 {
		t.Error("the rows are there, but not shown")
	}
	if window.Canvas().Focused() != fyne.Focusable(table) {
		t.Error("the button has gone; the table should have the keyboard")
	}
	l.fails = errors.New("later")
	table.Reload()
	selected := table.cursor.index
	clickAt(table, rowPosition(table, 1))
	if table.cursor.index != selected {
		t.Error("a click on the notice selects a row under it")
	}
}

// A row added between two questions of the same order makes the last page longer.
func TestTableTakesRowsThatCameMeanwhile(t *testing.T) {
	l := &ledger{total: 1010}
	table, _ := shownTable(t, l)
	table.Select(1009)
	l.total = 1100
	table.Select(500)
	table.Select(1050)
	if _, row, ok := table.Selected(); !ok || row.Key != "key1050" {
		t.Errorf("the row is %q, %v", row.Key, ok)
	}
}

func TestTableKeepsTheFirstRowWhenTheTextGrows(t *testing.T) {
	table, _ := shownTable(t, &ledger{total: manyRows})
	table.scrollTo(400_000 * table.rowHeight())
	for _, scale := range []float64{2, 0.8, 1} {
		fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light, Scale: scale}))
		table.Refresh()
		if first, last := table.inSight(); first < 399_999 || first > 400_000 || len(rowsSeen(table)) != last-first+1 {
			t.Errorf("at scale %v the first row is %d, %d are drawn", scale, first, len(rowsSeen(table)))
		}
	}
}

// A renderer that is not needed for a while is thrown away and made again later.
func TestTableComesBack(t *testing.T) {
	look(t)
	l := &ledger{total: 100}
	var waiting []func()
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voiceOf(t, wording.French),
		Background: func(work, show func()) { waiting = append(waiting, func() { work(); show() }) }})
	open(t, table, 500, 300)
	table.SetSource(l)
	test.WidgetRenderer(table).Destroy()
	l.fails = context.Canceled
	waiting[0]()
	l.fails = nil
	again := table.CreateRenderer()
	again.Refresh()
	if len(waiting) != 2 {
		t.Fatalf("%d questions were asked, want 2", len(waiting))
	}
	waiting[1]()
	if seen := rowsSeen(table); len(seen) == 0 || table.failure != nil {
		t.Errorf("%v are seen, failure %v", seen, table.failure)
	}
}

// Whatever somebody does while rows come and go, the table stays consistent.
func TestTableStaysWhole(t *testing.T) {
	look(t)
	voice := voiceOf(t, wording.French)
	keys := []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd,
		fyne.KeyLeft, fyne.KeyRight, fyne.KeyReturn, fyne.KeySpace, fyne.KeyEscape}
	rapid.Check(t, func(t *rapid.T) {
		l := &ledger{total: rapid.SampledFrom([]int{0, 1, 9, 200, 201, 5000, manyRows}).Draw(t, "total")}
		var waiting []func()
		table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voice, Signs: true,
			Background: func(work, show func()) { waiting = append(waiting, func() { work(); show() }) }})
		window := test.NewWindow(table)
		defer window.Close()
		window.SetPadded(false)
		window.Resize(fyne.NewSize(400, 260))
		selected := ""
		table.OnSelected = func(_ int, row Row) { selected = row.Key }
		table.OnUnselected = func() { selected = "" }
		table.SetSource(l)
		position := func(t *rapid.T) fyne.Position {
			return fyne.NewPos(float32(rapid.IntRange(-20, 900).Draw(t, "x")), float32(rapid.IntRange(-20, 900).Draw(t, "y")))
		}
		t.Repeat(map[string]func(*rapid.T){
			"answer": func(*rapid.T) {
				if len(waiting) > 0 {
					next := waiting[0]
					waiting = waiting[1:]
					next()
				}
			},
			"total": func(t *rapid.T) { l.total = rapid.SampledFrom([]int{0, 1, 150, 1000, manyRows}).Draw(t, "total") },
			"remove": func(t *rapid.T) {
				n := min(rapid.IntRange(0, 300).Draw(t, "n"), l.total)
				l.total, l.removed = l.total-n, l.removed+n
			},
			"fail": func(t *rapid.T) {
				l.fails = nil
				if rapid.Bool().Draw(t, "fails") {
					l.fails = errors.New("gone")
				}
			},
			"reload": func(*rapid.T) { table.Reload() },
			"source": func(*rapid.T) { table.SetSource(l) },
			"key":    func(t *rapid.T) { table.TypedKey(&fyne.KeyEvent{Name: rapid.SampledFrom(keys).Draw(t, "key")}) },
			"select": func(t *rapid.T) { table.Select(rapid.IntRange(-5, manyRows+5).Draw(t, "index")) },
			"clear":  func(*rapid.T) { table.ClearSelection() },
			"copy":   func(*rapid.T) { table.TypedShortcut(&fyne.ShortcutCopy{}) },
			"click":  func(t *rapid.T) { clickAt(table, position(t)) },
			"drag": func(t *rapid.T) {
				table.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: position(t)}, Button: desktop.MouseButtonPrimary})
				table.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: position(t)}})
				table.DragEnd()
			},
			"wheel": func(t *rapid.T) {
				table.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{
					DX: float32(rapid.IntRange(-99, 99).Draw(t, "dx")), DY: float32(rapid.IntRange(-99999, 99999).Draw(t, "dy"))}})
			},
			"bar": func(t *rapid.T) {
				table.drawing.down.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: position(t)}})
				table.drawing.down.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: position(t)}})
				table.drawing.down.DragEnd()
			},
			"resize": func(t *rapid.T) {
				window.Resize(fyne.NewSize(float32(rapid.IntRange(1, 900).Draw(t, "w")), float32(rapid.IntRange(1, 900).Draw(t, "h"))))
			},
			"": func(t *rapid.T) {
				if table.cursor.index < -1 {
					t.Fatalf("row %d of %d is the current one", table.cursor.index, table.total)
				}
				if bottom := max(float64(table.total)*table.rowHeight()-table.bodyHeight(), 0); table.offset < 0 || table.offset > bottom+1 {
					t.Fatalf("scrolled to %v of %v", table.offset, bottom)
				}
				if len(table.pages.rows) > pagesKept || len(table.pages.rows) != len(table.pages.order) {
					t.Fatalf("%d pages kept, %d listed", len(table.pages.rows), len(table.pages.order))
				}
				if _, row, ok := table.Selected(); ok && row.Key != selected {
					t.Fatalf("%s is selected, but %q was told", row.Key, selected)
				}
				if !table.anySelected() && selected != "" {
					t.Fatalf("nothing is selected, but %q was told last", selected)
				}
			},
		})
		l.fails = nil
		table.Reload()
		for len(waiting) > 0 {
			next := waiting[0]
			waiting = waiting[1:]
			next()
		}
		first, last := table.inSight()
		for i := first; i <= last && i < table.total; i++ {
			if row, ok := table.Row(i); !ok || row.Key != fmt.Sprint("key", i+l.removed) && !table.order.Descending {
				t.Fatalf("when all has come, row %d of %d is %q, %v", i, table.total, row.Key, ok)
			}
		}
	})
}

// benchmarkTable shows 500,000 rows in a window of a usual size.
func benchmarkTable(b *testing.B) *DataTable {
	b.Helper()
	app := test.NewTempApp(b)
	app.Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
	voice, err := wording.New(wording.French)
	if err != nil {
		b.Fatal(err)
	}
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voice, Background: Inline, Signs: true})
	window := test.NewTempWindow(b, table)
	window.Resize(fyne.NewSize(1280, 800))
	table.SetSource(&ledger{total: manyRows})
	return table
}

// BenchmarkTableScroll is a notch of the wheel: what the window's goroutine does for a
// frame, drawing by the graphics card aside.
func BenchmarkTableScroll(b *testing.B) {
	table := benchmarkTable(b)
	b.ReportAllocs()
	for b.Loop() {
		wheel(table, -11)
	}
}

// BenchmarkTableJump is a view elsewhere, as when the bar is dragged: every row is new.
func BenchmarkTableJump(b *testing.B) {
	table := benchmarkTable(b)
	index := 0
	b.ReportAllocs()
	for b.Loop() {
		index = (index + 12_345) % manyRows
		table.scrollTo(float64(index) * table.rowHeight())
	}
}

// BenchmarkTableFirstDrawing is from nothing to the first rows of 500,000 being drawn.
func BenchmarkTableFirstDrawing(b *testing.B) {
	app := test.NewTempApp(b)
	app.Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
	voice, err := wording.New(wording.French)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voice, Background: Inline, Signs: true})
		table.SetSource(&ledger{total: manyRows})
		table.Resize(fyne.NewSize(1100, 800))
		table.CreateRenderer().Refresh()
	}
}

// At its end a table hands the wheel on to the page; before, it keeps it.
func TestTheWheelGoesOnToThePage(t *testing.T) {
	look(t)
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voiceOf(t, wording.French), Background: Inline})
	page := NewScroll(Down(AtLeast(0, 150, table), AtLeast(0, 2000, Spacer())))
	open(t, page, 500, 300)
	table.SetSource(&ledger{total: 12})
	for range 100 { // until the table is at its end
		before := table.offset
		wheel(table, -10)
		if table.offset == before {
			break
		}
		if page.Offset().Y != 0 {
			t.Fatal("the page moves although the table could")
		}
	}
	if page.Offset().Y == 0 {
		t.Error("the page does not move")
	}
}
