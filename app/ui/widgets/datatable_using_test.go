package widgets

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// people is a source of rows with a name each.
type people struct {
	names []string
	asked int
	fails func(offset int) error
}

func (p *people) Page(_ context.Context, offset, limit int, _ Order) (Page, error) {
	p.asked++
	if p.fails != nil {
		if err := p.fails(offset); err != nil {
			return Page{}, err
		}
	}
	page := Page{Total: len(p.names)}
	for i := offset; i < min(offset+limit, len(p.names)); i++ {
		page.Rows = append(page.Rows, Row{Key: fmt.Sprint(i), Cells: []string{fmt.Sprint(i), p.names[i], "12:00"}})
	}
	return page, nil
}

// crowd returns as many names, of which some stand at given places.
func crowd(n int, places map[int]string) *people {
	p := &people{names: make([]string, n)}
	for i := range p.names {
		p.names[i] = "Durand"
	}
	for i, name := range places {
		p.names[i] = name
	}
	return p
}

// indexed finds by itself, and counts how often it is asked.
type indexed struct {
	*people
	finds int
}

func (x *indexed) Find(_ context.Context, text string, from int, _ Order, backwards bool) (int, bool, error) {
	x.finds++
	step := 1
	if backwards {
		step = -1
	}
	for i := from; i >= 0 && i < len(x.names); i += step {
		if strings.Contains(fold(x.names[i]), fold(text)) {
			return i, true, nil
		}
	}
	return 0, false, nil
}

func find2(table *DataTable, text string) {
	table.OpenFind()
	table.find.bar.field.SetText(text)
	table.find.bar.field.now()
}

func TestTableFindsAsOneTypes(t *testing.T) {
	places := map[int]string{7: "Zoé", 450: "Mme Zoé Petit", 990: "zoe"}
	table, window := shownTable(t, crowd(1000, places))
	held := fyne.KeyModifier(0)
	table.modifiers = func() fyne.KeyModifier { return held }
	window.Canvas().Focus(table)
	table.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: ctrl})
	if window.Canvas().Focused() != fyne.Focusable(table.find.bar.field) {
		t.Fatal("the field should have the keyboard")
	}
	find2(table, "ZOÉ")
	for _, step := range []struct {
		key  fyne.KeyName
		held fyne.KeyModifier
		at   int
		says string
	}{
		{"", 0, 7, "1 sur 3 lignes"},
		{fyne.KeyReturn, 0, 450, "2 sur 3 lignes"},
		{fyne.KeyF3, 0, 990, "3 sur 3 lignes"},
		{fyne.KeyDown, 0, 7, "1 sur 3 lignes"},
		{fyne.KeyF3, shift, 990, "3 sur 3 lignes"},
		{fyne.KeyReturn, shift, 450, "2 sur 3 lignes"},
	} {
		held = step.held
		if step.key != "" {
			press(window, step.key)
		}
		if i, _, ok := table.Selected(); !ok || i != step.at || table.find.outcome != step.says {
			t.Errorf("%s leads to %d, %v, and says %q, want %d, %q", step.key, i, ok, table.find.outcome, step.at, step.says)
		}
	}
	held = 0
	if slot := table.drawing.slots[450%len(table.drawing.slots)]; slot.marks[1].Hidden || !slot.marks[0].Hidden {
		t.Error("what was found is not marked, or something else is")
	}
	press(window, fyne.KeyEscape)
	if table.find.open || window.Canvas().Focused() != fyne.Focusable(table) {
		t.Error("Escape closes the bar and leads back to the rows")
	}
	press(window, fyne.KeyF3)
	if i, _, _ := table.Selected(); i != 990 || !table.find.open || window.Canvas().Focused() != fyne.Focusable(table) {
		t.Errorf("F3 goes on with the search: row %d", i)
	}
	find2(table, "Personne")
	if table.find.outcome != "Aucun résultat" {
		t.Errorf("it says %q", table.find.outcome)
	}
	find2(table, "")
	if table.find.outcome != "" {
		t.Errorf("without a text it says %q", table.find.outcome)
	}
}

func TestTableFindsFarAway(t *testing.T) {
	table, _ := shownTable(t, crowd(findRows+5000, map[int]string{30_000: "Zoé", findRows + 10: "Yann"}))
	find2(table, "zoe")
	if i, _, _ := table.Selected(); i != 30_000 || table.find.counted {
		t.Errorf("found at %d, counted %v", i, table.find.counted)
	}
	table.Select(0)
	find2(table, "yann")
	if i, _, _ := table.Selected(); i != 0 || !strings.Contains(table.find.outcome, "100\u202f000") {
		t.Errorf("at %d it says %q", i, table.find.outcome)
	}
}

func TestTableAsksAFinder(t *testing.T) {
	x := &indexed{people: crowd(400_000, map[int]string{399_000: "Zoé"})}
	table, _ := shownTable(t, x)
	find2(table, "zoe")
	asked := x.asked
	if i, _, _ := table.Selected(); i != 399_000 || x.finds != 1 || asked > 30 {
		t.Errorf("found at %d after %d questions and %d pages", i, x.finds, asked)
	}
	table.find.next(table, false)
	if i, _, _ := table.Selected(); i != 399_000 || x.finds != 3 {
		t.Errorf("around the end: at %d after %d questions", i, x.finds)
	}
}

func TestTableFindingKeepsAChoiceOfManyRows(t *testing.T) {
	look(t)
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voiceOf(t, wording.French), Background: Inline, Multiple: true})
	open(t, table, 500, 300)
	table.SetSource(crowd(500, map[int]string{300: "Zoé"}))
	table.moveTo(0, goSelect)
	table.moveTo(4, goExtend)
	find2(table, "zoe")
	if table.Selection().Count() != 5 || table.cursor.index != 300 {
		t.Errorf("%d rows are selected, the current one is %d", table.Selection().Count(), table.cursor.index)
	}
}

func TestTableLeapsToWhatIsTyped(t *testing.T) {
	table, _ := shownTable(t, crowd(3000, map[int]string{5: "Élise", 9: "Emma", 12: "Emile", 2500: "Émilie", 20: "El Amrani"}))
	at := time.Now()
	table.now = func() time.Time { return at }
	table.Select(0)
	for _, step := range []struct {
		typed string
		rest  time.Duration
		want  int
	}{
		{"e", 0, 5}, {"m", 0, 9}, {"i", 0, 12}, {"l", 0, 12}, {"i", 0, 2500},
		{"e", 2 * time.Second, 5}, {"e", 0, 9}, {"e", 0, 12},
		{"e", 2 * time.Second, 20}, {"l", 0, 20}, {" ", 0, 20}, {"a", 0, 20},
		{"x", 2 * time.Second, 20},
	} {
		at = at.Add(step.rest)
		for _, r := range step.typed {
			table.TypedRune(r)
		}
		if table.cursor.index != step.want {
			t.Errorf("%q leads to %d, want %d", step.typed, table.cursor.index, step.want)
		}
	}
}

func TestTableLooksWhereTypingIsMeant(t *testing.T) {
	look(t)
	columns := []Column{
		{ID: "date", Label: "Date", Width: 90}, {ID: "n", Label: "Numéro", Width: 90, Align: fyne.TextAlignTrailing},
		{ID: "name", Label: "Nom", Width: 90, Typed: true}, {ID: "desk", Label: "Guichet", Width: 90, Typed: true},
	}
	table := NewDataTable(TableParams{Columns: columns, Voice: voiceOf(t, wording.French), Background: Inline})
	for _, c := range []struct {
		sorted string
		hidden []string
		want   int
	}{{"", nil, 2}, {"date", nil, 2}, {"n", nil, 2}, {"desk", nil, 3}, {"date", []string{"name"}, 3}, {"", []string{"name", "desk"}, 0}} {
		table.ResetColumns()
		table.SetOrder(Order{Column: c.sorted})
		for _, id := range c.hidden {
			table.HideColumn(id, true)
		}
		if got := table.textColumn(); got != c.want {
			t.Errorf("sorted by %q without %v: column %d, want %d", c.sorted, c.hidden, got, c.want)
		}
	}
}

// Shift and Ctrl come as keys too, before those that they are held for.
func TestTableHeaderKeepsTheKeyboardWhileAModifierIsPressed(t *testing.T) {
	table, _ := shownTable(t, &ledger{total: 10})
	table.Select(0)
	press2(table, fyne.KeyUp, desktop.KeyControlLeft, desktop.KeyShiftRight)
	if table.head != 0 {
		t.Errorf("the header lost the keyboard: %d", table.head)
	}
}

func TestTableTellsThePageThatFails(t *testing.T) {
	p := crowd(2000, nil)
	table, _ := shownTable(t, p)
	p.fails = func(offset int) error {
		if offset >= 1000 {
			return agenda.NewProblem("SOURCE-GONE")
		}
		return nil
	}
	table.scrollTo(1100 * table.rowHeight())
	if table.noticeNow() != noNotice || !table.said.shown {
		t.Fatal("the rows that are there should stay, and the failure be told under them")
	}
	press2(table, fyne.KeyDown)
	if !table.said.shown {
		t.Error("it is told until the rows are there")
	}
	p.fails = nil
	table.scrollTo(1100 * table.rowHeight())
	table.said.again.Tapped(nil)
	if _, ok := table.Row(1100); !ok || table.said.shown {
		t.Errorf("asked again: loaded %v, told %v", ok, table.said.shown)
	}
	p.fails = func(int) error { return errors.New("gone") }
	table.scrollTo(0)
	table.scrollTo(1500 * table.rowHeight())
	p.fails = nil
	table.Reload()
	if table.said.shown || table.failure != nil {
		t.Error("a reload settles what failed")
	}
}

// memory is a [Memory] for tests.
type memory map[string]string

func (m memory) String(key string) string    { return m[key] }
func (m memory) SetString(key, value string) { m[key] = value }

// A click takes the tip of a cell away until the pointer comes to another cell.
func TestTableDropsTheTipThatIsInTheWay(t *testing.T) {
	look(t)
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voiceOf(t, wording.French), Background: Inline})
	stage, clock, _ := openStage(t, table, 400, 300)
	long := strings.Repeat("Un nom qui est coupé ", 8)
	table.SetSource(Rows([]Row{{Key: "1", Cells: []string{"1", long + "1"}}, {Key: "2", Cells: []string{"2", long + "2"}}}))
	over := func(row int) *desktop.MouseEvent {
		y := table.headerHeight() + (float32(row)+0.5)*float32(table.rowHeight())
		return &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, PointEvent: fyne.PointEvent{
			Position: fyne.NewPos(table.layout().x(1, 0)+10, y),
		}}
	}
	seen := func() bool { clock.pass(tipRest); return stage.tips.box.Visible() }
	table.MouseMoved(over(0))
	if !seen() {
		t.Fatal("no tip for a cell that is cut")
	}
	table.MouseDown(over(0))
	if stage.tips.box.Visible() {
		t.Error("a click leaves the tip")
	}
	table.MouseMoved(over(0))
	if seen() {
		t.Error("the tip comes back over the row that was clicked")
	}
	table.MouseMoved(over(1))
	if !seen() {
		t.Error("the next cell has no tip")
	}
	table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	if stage.tips.box.Visible() {
		t.Error("a key leaves the tip")
	}
}

// Where a single row has to be fetched first, what was announced comes to an end.
func TestTableTellsThatOneRowIsCopied(t *testing.T) {
	table, _ := shownTable(t, &ledger{total: 20_000})
	var said []string
	table.OnSay = func(text string, _ State) { said = append(said, text) }
	table.Select(15_000)
	table.pages.clear()
	table.Copy()
	if len(said) != 2 || !strings.Contains(said[1], "1 ligne copiée") {
		t.Errorf("said %q", said)
	}
}

func rememberingTable(t *testing.T, m Memory) *DataTable {
	t.Helper()
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voiceOf(t, wording.French), Background: Inline, ID: "people", Memory: m})
	open(t, table, 500, 300)
	table.SetSource(&ledger{total: 100})
	return table
}

func TestTableColumnsByKeyboardAndRemembered(t *testing.T) {
	look(t)
	m := memory{}
	table := rememberingTable(t, m)
	held := fyne.KeyModifier(0)
	table.modifiers = func() fyne.KeyModifier { return held }
	key := func(name fyne.KeyName, modifier fyne.KeyModifier) {
		held = modifier
		if modifier&ctrl != 0 {
			table.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: modifier})
			return
		}
		press2(table, name)
	}
	table.Select(0)
	key(fyne.KeyUp, 0)
	width := table.layout().widths[0]
	key(fyne.KeyRight, shift)
	if got := table.layout().widths[0]; got != width+widthStep {
		t.Errorf("Shift+Right: %v wide, was %v", got, width)
	}
	key(fyne.KeyRight, ctrl)
	if shown := table.plan.shown(); !slices.Equal(shown, []int{1, 0, 2}) || table.head != 1 {
		t.Errorf("Ctrl+Right: %v, header %d", shown, table.head)
	}
	key(fyne.KeyRight, 0)
	key(fyne.KeyRight, 0)
	key(fyne.KeyRight, 0)
	if table.head != 3 {
		t.Errorf("after the last header comes the button of columns, not %d", table.head)
	}
	table.HideColumn("time", true)
	table.HideColumn("nobody", true)
	table.sortBy(0)
	again := rememberingTable(t, m)
	if shown := again.plan.shown(); !slices.Equal(shown, []int{1, 0}) || again.Order() != (Order{Column: "number"}) || again.layout().widths[1] != width+widthStep {
		t.Errorf("next time: %v sorted by %v, %v", shown, again.Order(), again.layout().widths)
	}
	if again.asDelivered() {
		t.Error("it is not as delivered")
	}
	again.ResetColumns()
	if !again.asDelivered() || again.Order() != (Order{}) || m["table.people"] != "" {
		t.Errorf("reset: %v, remembered %q", again.plan.shown(), m["table.people"])
	}
}

func TestTableHeadersAreDragged(t *testing.T) {
	table, _ := shownTable(t, &ledger{total: 10})
	drag := func(from, to int) {
		start, end := headOf(table, from), headOf(table, to)
		table.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: start}, Button: desktop.MouseButtonPrimary})
		table.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: end}})
		if table.drawing.drop.Hidden != (from == to) {
			t.Errorf("%d to %d: the place is shown: %v", from, to, !table.drawing.drop.Hidden)
		}
		table.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: end}})
		table.DragEnd()
	}
	drag(0, 2)
	if shown := table.plan.shown(); !slices.Equal(shown, []int{1, 2, 0}) || table.Order() != (Order{}) {
		t.Errorf("%v, sorted by %v", shown, table.Order())
	}
	drag(2, 0)
	if shown := table.plan.shown(); !slices.Equal(shown, []int{0, 1, 2}) {
		t.Errorf("%v", shown)
	}
	if seen := rowsSeen(table); seen[3] != "3" {
		t.Errorf("the cells have stayed behind: %v", seen)
	}
}

func TestTableColumnFitsItsContent(t *testing.T) {
	look(t)
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voiceOf(t, wording.French), Background: Inline})
	open(t, table, 500, 300)
	long := "Marie-Antoinette de la Fontaine-Saint-Germain"
	table.SetSource(crowd(50, map[int]string{33: long}))
	edge := fyne.NewPos(table.layout().starts[1]+table.layout().widths[1], 8)
	clickAt(table, edge)
	clickAt(table, edge)
	table.Select(33)
	slot := table.drawing.slots[33%len(table.drawing.slots)]
	if slot.cells[1].Text != long {
		t.Errorf("the column shows %q", slot.cells[1].Text)
	}
	if table.cellTip(33, 1, table.layout()) != "" {
		t.Error("what is seen needs no tip")
	}
	table.plan.hold(1, 60)
	if table.cellTip(33, 1, table.layout()) != long {
		t.Error("what is cut needs one")
	}
}

func TestTableKeepsAFrozenColumn(t *testing.T) {
	look(t)
	columns := tableColumns()
	columns[1].Frozen = true
	table := NewDataTable(TableParams{Columns: columns, Voice: voiceOf(t, wording.French), Background: Inline, Signs: true})
	window := open(t, table, 290, 300)
	table.SetSource(&ledger{total: 100})
	table.plan.hold(1, 90)
	table.plan.hold(2, 300)
	table.columnsMoved()
	before := table.drawing.heads[0].label.Position()
	table.shift(1000)
	if table.across == 0 || table.drawing.heads[0].label.Position() != before || table.drawing.fold.Hidden {
		t.Errorf("moved by %v, the first header is at %v, was at %v", table.across, table.drawing.heads[0].label.Position(), before)
	}
	if place := table.layout().placeAt(before.X+20, table.across); table.plan.shown()[0] != 1 || place != 0 {
		t.Errorf("under the pointer is place %d", place)
	}
	table.plan.move(0, 1)
	if table.plan.shown()[0] != 1 {
		t.Error("nothing goes before a frozen column")
	}
	window.Resize(fyne.NewSize(120, 300))
	if table.layout().staying != 0 {
		t.Error("in a narrow table a frozen column would leave no room")
	}
}

func TestTableMenus(t *testing.T) {
	table, window := shownTable(t, &ledger{total: 100})
	table.Menu = func(s Selection) []MenuItem {
		return []MenuItem{{Label: fmt.Sprint("Traiter ", s.Count())}}
	}
	window.Canvas().Focus(table)
	table.Select(3)
	shown := func() []string {
		over := window.Canvas().Overlays().Top()
		if over == nil {
			return nil
		}
		defer over.(*Overlay).Close()
		return textsIn(over)
	}
	press(window, desktop.KeyMenu)
	if texts := shown(); !slices.Contains(texts, "Traiter 1") || !slices.Contains(texts, "Copier") || slices.Contains(texts, "Tout sélectionner") {
		t.Errorf("the menu of a row says %v", texts)
	}
	table.modifiers = func() fyne.KeyModifier { return shift }
	press(window, fyne.KeyF10)
	if shown() == nil {
		t.Error("Shift+F10 opens the menu")
	}
	table.modifiers = func() fyne.KeyModifier { return 0 }
	table.TappedSecondary(&fyne.PointEvent{Position: headOf(table, 1)})
	if texts := shown(); !slices.Contains(texts, "Trier par ordre croissant") {
		t.Errorf("the menu of a header says %v", texts)
	}
	table.head = table.lastHead()
	press(window, fyne.KeyReturn)
	over := window.Canvas().Overlays().Top().(*Overlay)
	var checks []*Check
	visit(over, func(o fyne.CanvasObject) {
		if check, ok := o.(*Check); ok {
			checks = append(checks, check)
		}
	})
	if len(checks) != 3 {
		t.Fatalf("%d columns are offered", len(checks))
	}
	for _, check := range checks {
		check.SetChecked(false)
	}
	if shown := table.plan.shown(); !slices.Equal(shown, []int{2}) || !checks[2].Checked {
		t.Errorf("the last column stays, not %v", shown)
	}
}

func TestTableIsSaidToScreenReaders(t *testing.T) {
	look(t)
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voiceOf(t, wording.French), Background: Inline, Label: "Rendez-vous"})
	open(t, table, 500, 300)
	table.SetSource(&ledger{total: 100})
	if got := table.AccessibilityLabel(); got != "Rendez-vous" {
		t.Errorf("it says %q", got)
	}
	table.Select(4)
	if got, want := table.AccessibilityLabel(), "Rendez-vous, ligne 5 sur 100\u00a0: Numéro 4; Nom nom 4; Heure 12:00"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

// BenchmarkTablePage is a page of arrows: the cursor goes a view further.
func BenchmarkTablePage(b *testing.B) {
	table := benchmarkTable(b)
	table.Select(0)
	b.ReportAllocs()
	for b.Loop() {
		if table.cursor.index > manyRows-100 {
			table.Select(0)
		}
		press2(table, fyne.KeyPageDown)
	}
}

// BenchmarkTableArrow is a step of the cursor within the view.
func BenchmarkTableArrow(b *testing.B) {
	table := benchmarkTable(b)
	table.Select(0)
	b.ReportAllocs()
	for b.Loop() {
		if table.cursor.index > manyRows-100 {
			table.Select(0)
		}
		press2(table, fyne.KeyDown)
	}
}

// BenchmarkTableResize is another size of the window.
func BenchmarkTableResize(b *testing.B) {
	table := benchmarkTable(b)
	wide := float32(0)
	b.ReportAllocs()
	for b.Loop() {
		wide = 7 - wide
		table.Resize(fyne.NewSize(1200+wide, 760+wide))
	}
}

// BenchmarkTableExtend is Shift+Down at the end of 5,000 selected rows.
func BenchmarkTableExtend(b *testing.B) {
	table := benchmarkTable(b)
	table.params.Multiple = true
	for row := 0; row < 5000; row += pageRows {
		table.Select(row)
	}
	table.Select(0)
	table.moveTo(5000, goExtend)
	to := 0
	b.ReportAllocs()
	for b.Loop() {
		to = 1 - to
		table.moveTo(5000+to, goExtend)
	}
}
