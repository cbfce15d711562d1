package widgets

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"creneaux/app/ui/theme"
)

// TypedKey moves the current row, opens it, or lets the key go on. Up from the first row
// leads to the headers.
func (t *DataTable) TypedKey(key *fyne.KeyEvent) {
	if isModifier(key.Name) || !t.pressed(key.Name, t.modifiers()) {
		bubble(t, key)
	}
}

// isModifier tells whether a key does nothing by itself.
func isModifier(key fyne.KeyName) bool {
	switch key {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight,
		desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight, desktop.KeyCapsLock:
		return true
	default:
		return false
	}
}

// TypedShortcut hears the keys that come with Ctrl or Alt. What the table has no use for
// goes on to the canvas.
func (t *DataTable) TypedShortcut(s fyne.Shortcut) {
	used := false
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		t.Copy()
		used = true
	case *fyne.ShortcutSelectAll:
		t.SelectAll()
		used = t.params.Multiple
	case *desktop.CustomShortcut:
		used = t.pressed(s.KeyName, s.Modifier)
	}
	if !used {
		bubbleShortcut(t, s)
	}
}

// pressed does what a key is for; false if it is for nothing here.
func (t *DataTable) pressed(key fyne.KeyName, held fyne.KeyModifier) bool {
	if held&fyne.KeyModifierAlt != 0 {
		return false
	}
	ctrl := held&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0
	shift := held&fyne.KeyModifierShift != 0
	hushTip(t)
	t.said.hush(t)
	if t.pressedAnywhere(key, ctrl, shift) {
		return true
	}
	if t.head >= 0 {
		if t.pressedOnHead(key, ctrl, shift) {
			return true
		}
		t.leaveHeads()
	}
	return t.travel(key, ctrl, shift) || t.act(key, ctrl)
}

// pressedAnywhere hears the keys that mean the same on rows and headers.
func (t *DataTable) pressedAnywhere(key fyne.KeyName, ctrl, shift bool) bool {
	switch {
	case key == fyne.KeyF && ctrl && !shift:
		t.OpenFind()
	case key == fyne.KeyF3 && t.find.text == "":
		t.OpenFind()
	case key == fyne.KeyF3:
		t.find.next(t, shift)
	case key == fyne.KeyEscape && t.find.open:
		t.CloseFind()
	case key == desktop.KeyMenu, key == fyne.KeyF10 && shift:
		t.menuByKey()
	default:
		return false
	}
	return true
}

// travel hears the keys that lead to other rows.
func (t *DataTable) travel(key fyne.KeyName, ctrl, shift bool) bool {
	view := max(int(t.bodyHeight()/t.rowHeight())-1, 1)
	from := t.cursor.index
	to := from
	switch key {
	case fyne.KeyDown:
		to = from + 1
		if from < 0 {
			to, _ = t.inSight()
		}
	case fyne.KeyUp:
		if from <= 0 && !shift && t.toHeads() {
			return true
		}
		to = max(from, 0) - 1
	case fyne.KeyPageDown:
		to = max(from, 0) + view
	case fyne.KeyPageUp:
		to = from - view
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = t.total - 1
	case fyne.KeyLeft:
		t.shift(-3 * theme.Size(theme.SizeRow))
		return true
	case fyne.KeyRight:
		t.shift(3 * theme.Size(theme.SizeRow))
		return true
	default:
		return false
	}
	if t.total > 0 {
		t.moveTo(max(to, 0), modeOf(ctrl, shift))
	}
	return true
}

// modeOf returns what happens to the selection on the way to another row.
func modeOf(ctrl, shift bool) goMode {
	switch {
	case shift && ctrl:
		return goAdd
	case shift:
		return goExtend
	case ctrl:
		return goMove
	default:
		return goSelect
	}
}

// act hears the keys that do something with the current row.
func (t *DataTable) act(key fyne.KeyName, ctrl bool) bool {
	switch key {
	case fyne.KeySpace:
		if !t.params.Multiple {
			return false
		}
		if !t.typing() && t.cursor.index >= 0 {
			t.turnRow(t.cursor.index)
		}
		return true
	case fyne.KeyReturn, fyne.KeyEnter:
		index, row, ok := t.Selected()
		if !ok || ctrl || t.OnActivated == nil {
			return false
		}
		t.OnActivated(index, row)
		return true
	default:
		return false
	}
}

// tableTyping is what somebody types to get to the row that begins with it.
type tableTyping struct {
	prefix  string
	typedAt time.Time
	leaping job
}

// typingRest is how long nobody types before a new word begins.
const typingRest = time.Second

func (t *DataTable) typing() bool {
	return t.prefix != "" && t.now().Sub(t.typedAt) < typingRest
}

// TypedRune goes to the next row that begins with what is typed, in the column that is
// sorted by if it holds text, else in the first that does.
func (t *DataTable) TypedRune(r rune) {
	if !t.typing() {
		t.prefix = ""
	}
	if t.total == 0 || t.prefix == "" && r == ' ' {
		return
	}
	again := t.prefix == fold(string(r)) // the same letter again: the next row with it
	if !again {
		t.prefix += fold(string(r))
	}
	t.typedAt = t.now()
	from := max(t.cursor.index, 0)
	if again || len([]rune(t.prefix)) == 1 && t.cursor.index >= 0 {
		from++
	}
	t.leapTo(from)
}

// textColumn returns the column that typing looks into: the one that is sorted by if it
// holds text, else the one that says it is for typing, else the first with text; -1 if
// there is none.
func (t *DataTable) textColumn() int {
	shown := t.plan.shown()
	for _, fits := range []func(Column) bool{
		func(c Column) bool { return c.ID == t.order.Column && (c.Typed || !t.typedElsewhere()) },
		func(c Column) bool { return c.Typed },
		func(Column) bool { return true },
	} {
		for _, column := range shown {
			if c := t.plan.columns[column]; c.Align == fyne.TextAlignLeading && fits(c) {
				return column
			}
		}
	}
	return -1
}

// typedElsewhere tells whether the screen says which columns are for typing.
func (t *DataTable) typedElsewhere() bool {
	return slices.ContainsFunc(t.plan.columns, func(c Column) bool { return c.Typed })
}

// leapTo selects the next row from an index on that begins with what is typed; after the
// last row it begins at the first.
func (t *DataTable) leapTo(from int) {
	column := t.textColumn()
	if column < 0 {
		return
	}
	prefix := t.prefix
	begins := func(row Row) bool {
		return column < len(row.Cells) && strings.HasPrefix(fold(row.Cells[column]), prefix)
	}
	t.leaping.stop()
	index := from
	for ; index < t.total; index++ {
		row, loaded := t.Row(index)
		if !loaded {
			break
		}
		if begins(row) {
			t.moveTo(index, goSelect)
			return
		}
	}
	hit := search{source: t.source, order: t.order, total: t.total, most: leapRows, matches: begins}
	found := -1
	t.leaping.start(t.background, hit.run(index, false, &found), func() {
		if found >= 0 {
			t.moveTo(found, goSelect)
		}
	})
}

// leapRows is how many rows are looked through for one that begins with what is typed.
const leapRows = 20_000

// FocusGained shows where the keyboard is.
func (t *DataTable) FocusGained() {
	t.focused = true
	if !t.byPointer {
		Reveal(t)
	}
	t.redraw()
}

// FocusLost ends what FocusGained began.
func (t *DataTable) FocusLost() {
	t.focused, t.head, t.prefix = false, -1, ""
	HideTip(t)
	leftBehind(t)
	t.redraw()
}
