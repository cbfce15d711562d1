package widgets

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"creneaux/app/wording"
)

// chooser is a table in which several rows can be selected, with answers that come when
// the test says so.
type chooser struct {
	table   *DataTable
	source  *ledger
	waiting []func()
	held    fyne.KeyModifier
}

func newChooser(voice *wording.Voice, total int) *chooser {
	c := &chooser{source: &ledger{total: total}}
	c.table = NewDataTable(TableParams{Columns: tableColumns(), Voice: voice, Signs: true, Multiple: true, Label: "Rendez-vous",
		Background: func(work, show func()) { c.waiting = append(c.waiting, func() { work(); show() }) }})
	c.table.modifiers = func() fyne.KeyModifier { return c.held }
	c.table.SetSource(c.source)
	return c
}

func (c *chooser) answer() {
	next := c.waiting[0]
	c.waiting = c.waiting[1:]
	next()
}

func (c *chooser) answerAll() {
	for len(c.waiting) > 0 {
		c.answer()
	}
}

func (c *chooser) key(name fyne.KeyName, held fyne.KeyModifier) {
	c.held = held
	switch {
	case held&fyne.KeyModifierControl != 0:
		c.table.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: held})
	default:
		c.table.TypedKey(&fyne.KeyEvent{Name: name})
	}
	c.held = 0
}

func (c *chooser) click(index int, held fyne.KeyModifier) {
	e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: rowPosition(c.table, index)}, Button: desktop.MouseButtonPrimary, Modifier: held}
	c.table.MouseDown(e)
	c.table.MouseUp(e)
}

// numberAt returns which row stands at an index in the present order.
func (c *chooser) numberAt(index int) int {
	if c.table.order.Descending {
		return c.source.total + c.source.removed - 1 - index
	}
	return index + c.source.removed
}

func keysOfNumbers(numbers map[int]bool) (keys []string) {
	for n, on := range numbers {
		if on {
			keys = append(keys, fmt.Sprint("key", n))
		}
	}
	slices.Sort(keys)
	return keys
}

const (
	ctrl  = fyne.KeyModifierControl
	shift = fyne.KeyModifierShift
)

// Whatever is clicked, typed, sorted and loaded anew, the same rows are selected as in a
// plain set of them.
func TestTableSelectionAgreesWithASet(t *testing.T) {
	look(t)
	voice := voiceOf(t, wording.French)
	rapid.Check(t, func(t *rapid.T) {
		c := newChooser(voice, rapid.SampledFrom([]int{1, 7, 150, 450, 1300}).Draw(t, "total"))
		window := test.NewWindow(c.table)
		defer window.Close()
		window.SetPadded(false)
		window.Resize(fyne.NewSize(420, 280))
		c.answerAll()
		model := map[int]bool{}
		cursor, anchor := -1, -1 // indices; -1: none
		only := func(i int) { clear(model); model[c.numberAt(i)] = true }
		span := func(a, b int) {
			for i := min(a, b); i <= max(a, b); i++ {
				model[c.numberAt(i)] = true
			}
		}
		move := func(to int, held fyne.KeyModifier) {
			to = min(max(to, 0), c.source.total-1)
			from := anchor
			if from < 0 {
				from = max(cursor, 0)
			}
			anchor = from
			switch held {
			case 0:
				anchor = to
				only(to)
			case shift:
				clear(model)
				span(from, to)
			case ctrl | shift:
				span(from, to)
			case ctrl:
				anchor = to
			}
			cursor = to
		}
		inSight := func(t *rapid.T) (int, bool) {
			first, last := c.table.inSight()
			index := rapid.IntRange(first, last).Draw(t, "row")
			_, loaded := c.table.Row(index)
			return index, loaded && c.table.rowAt(rowPosition(c.table, index).Y) == index
		}
		t.Repeat(map[string]func(*rapid.T){
			"answer": func(*rapid.T) {
				if len(c.waiting) > 0 {
					c.answer()
				}
			},
			"click": func(t *rapid.T) {
				held := rapid.SampledFrom([]fyne.KeyModifier{0, shift, ctrl | shift}).Draw(t, "held")
				if index, ok := inSight(t); ok {
					c.click(index, held)
					move(index, held)
				}
			},
			"turn": func(t *rapid.T) {
				if index, ok := inSight(t); ok {
					c.click(index, ctrl)
					model[c.numberAt(index)] = !model[c.numberAt(index)]
					cursor, anchor = index, index
				}
			},
			"key": func(t *rapid.T) {
				held := rapid.SampledFrom([]fyne.KeyModifier{0, shift, ctrl, ctrl | shift}).Draw(t, "held")
				if cursor < 0 {
					return
				}
				view := max(int(c.table.bodyHeight()/c.table.rowHeight())-1, 1)
				steps := map[fyne.KeyName]int{fyne.KeyDown: cursor + 1, fyne.KeyPageDown: cursor + view, fyne.KeyPageUp: cursor - view,
					fyne.KeyHome: 0, fyne.KeyEnd: c.source.total - 1}
				if cursor > 0 {
					steps[fyne.KeyUp] = cursor - 1
				}
				name := rapid.SampledFrom(slices.Sorted(maps.Keys(steps))).Draw(t, "key")
				c.key(name, held)
				move(steps[name], held)
				c.answerAll()
			},
			"space": func(*rapid.T) {
				if cursor >= 0 {
					c.key(fyne.KeySpace, ctrl)
					model[c.numberAt(cursor)] = !model[c.numberAt(cursor)]
					anchor = cursor
				}
			},
			"all": func(*rapid.T) {
				c.table.TypedShortcut(&fyne.ShortcutSelectAll{})
				span(0, c.source.total-1)
			},
			"sort": func(t *rapid.T) {
				c.answerAll()
				current := -1
				if cursor >= 0 {
					current = c.numberAt(cursor)
				}
				c.table.SetOrder(Order{Column: "number", Descending: rapid.Bool().Draw(t, "descending")})
				c.answerAll()
				anchor = -1
				if current >= 0 {
					cursor = c.numberAt(current) // the order is its own inverse
				}
			},
			"reload": func(*rapid.T) { c.answerAll(); c.table.Reload(); c.answerAll() },
			"wheel":  func(t *rapid.T) { wheel(c.table, float32(rapid.IntRange(-4000, 4000).Draw(t, "dy"))) },
			"": func(t *rapid.T) {
				selection := c.table.Selection()
				got, err := selection.SelectedKeys(context.Background())
				if want := keysOfNumbers(model); err != nil || !slices.Equal(got, want) {
					t.Fatalf("selected are %d rows %.200v, want %d %.200v (%v)", len(got), got, len(want), want, err)
				}
				if selection.Settled() && selection.Count() != len(got) || selection.Count() < len(got) {
					t.Fatalf("%d are selected, counted %d", len(got), selection.Count())
				}
				if c.table.cursor.index != cursor {
					t.Fatalf("the current row is %d, want %d", c.table.cursor.index, cursor)
				}
				first, last := c.table.inSight()
				for i := first; i <= last; i++ {
					row, loaded := c.table.Row(i)
					if loaded && len(c.waiting) == 0 && c.table.isSelected(i, row) != model[c.numberAt(i)] {
						t.Fatalf("row %d, %s, is drawn selected: %v", i, row.Key, !model[c.numberAt(i)])
					}
				}
			},
		})
	})
}

func TestTableSelectsOneRowUnlessToldOtherwise(t *testing.T) {
	table, _ := shownTable(t, &ledger{total: 100})
	table.modifiers = func() fyne.KeyModifier { return shift }
	table.Select(3)
	press2(table, fyne.KeyDown, fyne.KeyDown)
	table.TypedShortcut(&fyne.ShortcutSelectAll{})
	e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: rowPosition(table, 1)}, Button: desktop.MouseButtonPrimary, Modifier: ctrl}
	table.MouseDown(e)
	keys, _ := table.Selection().SelectedKeys(t.Context())
	if !slices.Equal(keys, []string{"key1"}) || table.Selection().Count() != 1 {
		t.Errorf("selected are %v", keys)
	}
}

func press2(table *DataTable, keys ...fyne.KeyName) {
	for _, key := range keys {
		table.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// A selection from the first row of many to one in the middle is known row by row only
// after the source was asked, which must outlast another order.
func TestTableSelectsWhatIsNotLoaded(t *testing.T) {
	look(t)
	c := newChooser(voiceOf(t, wording.French), 20_000)
	open(t, c.table, 420, 280)
	c.answerAll()
	var told []int
	c.table.OnSelection = func(s Selection) { told = append(told, s.Count()) }
	c.table.Select(0)
	c.table.scrollTo(9_000 * c.table.rowHeight())
	c.answerAll()
	c.click(9_001, shift)
	if s := c.table.Selection(); s.Count() != 9_002 || s.Settled() {
		t.Fatalf("%d rows, settled %v", s.Count(), s.Settled())
	}
	keys, err := c.table.Selection().SelectedKeys(t.Context())
	if err != nil || len(keys) != 9_002 {
		t.Fatalf("%d keys, %v", len(keys), err)
	}
	c.table.SetOrder(Order{Column: "number", Descending: true})
	c.answerAll()
	if s := c.table.Selection(); s.Count() != 9_002 || !s.Settled() || !s.Contains("key9001") || s.Contains("key9002") {
		t.Fatalf("in another order %d rows, settled %v", s.Count(), s.Settled())
	}
	if len(told) == 0 || told[len(told)-1] != 9_002 {
		t.Errorf("told %v", told)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	c.table.SelectAll()
	if _, err := c.table.Selection().SelectedKeys(cancelled); !errors.Is(err, context.Canceled) {
		t.Errorf("a search that nobody waits for ends with %v", err)
	}
	if all := c.table.Selection(); !all.All() || all.Count() != 20_000 {
		t.Errorf("all are %d", all.Count())
	}
}

// What is selected before the rows are there is selected when they are.
func TestTableSelectsBeforeTheRowsAreThere(t *testing.T) {
	look(t)
	c := newChooser(voiceOf(t, wording.French), 5000)
	open(t, c.table, 420, 280)
	var told []string
	c.table.OnSelected = func(i int, row Row) { told = append(told, fmt.Sprint(i, " ", row.Key)) }
	c.table.Select(700)
	c.answerAll()
	if i, row, ok := c.table.Selected(); !ok || i != 700 || row.Key != "key700" {
		t.Errorf("selected is %d, %s, %v", i, row.Key, ok)
	}
	if first, last := c.table.inSight(); first > 700 || last < 700 {
		t.Errorf("rows %d to %d are in sight", first, last)
	}
	c.table.SetSource(c.source)
	c.table.Select(1 << 40)
	c.answerAll()
	if want := []string{"700 key700", "4999 key4999"}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}

// Far from it, the selected row is still what was selected.
func TestTableKeepsTheSelectedRowWhenItsPageIsDropped(t *testing.T) {
	l := &ledger{total: manyRows}
	table, _ := shownTable(t, l)
	table.Select(5)
	for page := range 2 * pagesKept {
		table.scrollTo(float64(page*pageRows) * table.rowHeight())
	}
	if _, loaded := table.Row(5); loaded {
		t.Fatal("the page should have made room")
	}
	if i, row, ok := table.Selected(); !ok || i != 5 || row.Key != "key5" {
		t.Errorf("selected is %d, %s, %v", i, row.Key, ok)
	}
}

func TestTableReloadKeepsItsPlace(t *testing.T) {
	l := &ledger{total: 100_000}
	table, _ := shownTable(t, l)
	table.Select(3)
	table.scrollTo(50_000 * table.rowHeight())
	offset := table.offset
	table.Reload()
	if _, row, ok := table.Selected(); table.offset != offset || !ok || row.Key != "key3" {
		t.Errorf("at %v, was at %v; selected %q %v", table.offset, offset, row.Key, ok)
	}
	// The row has moved to a page that is not loaded.
	l.removed, l.total = -500, 100_500
	table.Reload()
	if i, row, ok := table.Selected(); i != 503 || !ok || row.Key != "key3" {
		t.Errorf("selected is %d %q %v, want it at 503", i, row.Key, ok)
	}
	// It has gone, and so have most of the others.
	l.removed, l.total = 4, 600
	gone := 0
	table.OnUnselected = func() { gone++ }
	table.Reload()
	if _, _, ok := table.Selected(); ok || gone != 1 || table.offset > 600*table.rowHeight() {
		t.Errorf("selected %v, %d ends told, at %v", ok, gone, table.offset)
	}
}

func TestTableForgetsSelectedRowsThatHaveGone(t *testing.T) {
	look(t)
	c := newChooser(voiceOf(t, wording.French), 12)
	open(t, c.table, 420, 280)
	c.answerAll()
	c.table.SelectAll()
	c.click(0, ctrl)
	c.source.removed, c.source.total = 1, 11
	c.table.Reload()
	c.answerAll()
	if s := c.table.Selection(); s.Count() != 11 || !s.All() {
		t.Errorf("%d of 11 are selected", s.Count())
	}
}

func TestTableCopiesManyRows(t *testing.T) {
	l := &ledger{total: 60_000}
	look(t)
	table := NewDataTable(TableParams{Columns: tableColumns(), Voice: voiceOf(t, wording.French), Background: Inline, Multiple: true})
	open(t, table, 500, 300)
	table.SetSource(l)
	board := fyne.CurrentApp().Clipboard()
	table.moveTo(2, goSelect)
	table.moveTo(4, goExtend)
	table.HideColumn("name", true)
	table.Copy()
	if want := "Numéro\tHeure\n2\t12:00\n3\t12:00\n4\t12:00\n"; board.Content() != want {
		t.Errorf("copied %q", board.Content())
	}
	if got := table.said.text.Text(); !strings.Contains(got, "3 lignes copiées") {
		t.Errorf("it says %q", got)
	}
	table.SelectAll()
	table.Copy()
	if n := strings.Count(board.Content(), "\n"); n != copyRows+1 {
		t.Errorf("%d lines are copied", n)
	}
	if got := table.said.text.Text(); !strings.Contains(got, "60\u202f000") || !table.said.shown {
		t.Errorf("it says %q", got)
	}
	press2(table, fyne.KeyDown)
	if table.said.shown {
		t.Error("what was said stays after another key")
	}
	var heard string
	table.OnSay = func(text string, _ State) { heard = text }
	l.fails = errors.New("gone")
	table.SelectAll()
	table.Copy()
	if heard == "" || table.said.shown {
		t.Errorf("the failure is told as %q", heard)
	}
}
