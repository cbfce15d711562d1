package widgets

import "context"

// cursor is the current row.
type cursor struct {
	index  int // -1: there is none, or it is not known where it is
	key    string
	row    Row  // as it was last loaded
	wanted bool // it is to be selected as soon as it is loaded
	sought bool // it was looked for among the present rows
}

var nowhere = cursor{index: -1}

// goMode is what happens to the selection when the cursor goes somewhere.
type goMode int

const (
	goSelect goMode = iota // select the row there, and no other
	goExtend               // select from the anchor to there, and nothing else
	goAdd                  // select from the anchor to there, too
	goMove                 // leave the selection as it is
)

// moveTo makes another row the current one.
func (t *DataTable) moveTo(index int, mode goMode) {
	if t.known {
		index = min(max(index, 0), t.total-1)
	}
	if index < 0 {
		return
	}
	if !t.params.Multiple {
		mode = goSelect
	}
	from := t.anchor
	if from < 0 {
		from = max(t.cursor.index, 0)
	}
	t.cursor = cursor{index: index}
	if row, ok := t.Row(index); ok {
		t.cursor.key, t.cursor.row = row.Key, row
	}
	switch mode {
	case goSelect:
		t.anchor, t.reach = index, reach{}
		t.chosen.clear()
		if t.cursor.wanted = t.cursor.key == ""; !t.cursor.wanted {
			t.chosen.only(t.cursor.key)
		}
	case goExtend, goAdd:
		t.anchor = from
		t.chooseRange(from, index, mode == goAdd)
	case goMove:
		t.anchor, t.reach = index, reach{}
	}
	if t.known {
		t.reveal(index)
	}
	t.selectionChanged()
}

// reach is a selection from an anchor to another row, and nothing else.
type reach struct {
	book       *keyBook
	anchor, to int
}

// chooseRange selects the rows between an anchor and another, both included.
func (t *DataTable) chooseRange(anchor, to int, besides bool) {
	was := t.reach
	t.reach = reach{}
	from, end := min(anchor, to), max(anchor, to)
	if from == 0 && end == t.total-1 {
		t.chosen.selectAll()
		return
	}
	if !besides {
		t.reach = reach{t.book, anchor, to}
		if was.book == t.book && was.anchor == anchor && t.changeReach(was.to, to) {
			return
		}
		t.chosen.clear()
	}
	t.chooseSpan(span{book: t.book, from: from, to: end}, true)
}

// changeReach changes only what differs between a selection from the anchor to one row
// and to another; false if that cannot be told.
func (t *DataTable) changeReach(was, to int) bool {
	anchor := t.anchor
	old, now := span{t.book, min(anchor, was), max(anchor, was)}, span{t.book, min(anchor, to), max(anchor, to)}
	if len(t.chosen.spans) > 0 {
		return false
	}
	leaving, entering := old.without(now), now.without(old)
	return t.chooseSpan(leaving, false) && t.chooseSpan(entering, true)
}

// without returns the rows of a span that another, which shares a row with it, lacks;
// they lie at one side of it, for both begin or end at the same anchor.
func (s span) without(other span) span {
	if s.from < other.from {
		return span{s.book, s.from, other.from - 1}
	}
	return span{s.book, other.to + 1, s.to}
}

// chooseSpan selects rows that follow each other, or no longer; false if their keys are
// not known and they should no longer be. A span may be empty.
func (t *DataTable) chooseSpan(s span, on bool) bool {
	if s.from > s.to {
		return true
	}
	keys, known := t.keysSeen(s)
	if !known || len(keys) > settlePages*pageRows {
		if on {
			t.chosen.addSpan(s)
		}
		return on
	}
	for i, key := range keys {
		t.chosen.turn(t.book, s.from+i, key, on)
	}
	return true
}

// turnRow selects the row at an index, or no longer, besides what is selected.
func (t *DataTable) turnRow(index int) {
	row, ok := t.Row(index)
	if !ok && index == t.cursor.index && t.cursor.key != "" {
		row, ok = t.cursor.row, true
	}
	if !ok {
		return // nobody has seen yet which row it is
	}
	t.chosen.turn(t.book, index, row.Key, !t.chosen.contains(t.book, index, row.Key))
	t.cursor = cursor{index: index, key: row.Key, row: row}
	t.anchor, t.reach = index, reach{}
	t.reveal(index)
	t.selectionChanged()
}

// isSelected tells whether the row at an index is drawn as selected.
func (t *DataTable) isSelected(index int, row Row) bool {
	if t.cursor.wanted && t.cursor.index == index {
		return true
	}
	return t.chosen.contains(t.book, index, row.Key)
}

func (t *DataTable) anySelected() bool {
	return t.cursor.wanted || len(t.chosen.spans) > 0 || t.chosen.count(t.total) > 0
}

// selectionChanged tells who listens, and asks for the keys that are not known.
func (t *DataTable) selectionChanged() {
	t.resolve()
	t.tell()
	if t.OnSelection != nil {
		t.OnSelection(t.Selection())
	}
	t.redraw()
}

// tell calls OnSelected once for each row that becomes the current one, and OnUnselected
// when nothing is selected any more.
func (t *DataTable) tell() {
	index, row, ok := t.Selected()
	switch {
	case ok && row.Key != t.told:
		t.told, t.heard = row.Key, true
		if t.OnSelected != nil {
			t.OnSelected(index, row)
		}
	case !ok && !t.anySelected():
		heard := t.heard
		t.told, t.heard = "", false
		if heard && t.OnUnselected != nil {
			t.OnUnselected()
		}
	case !ok:
		t.told = ""
	}
}

// newBook begins to note keys anew: the rows may be others, or in another order.
func (t *DataTable) newBook() {
	for _, s := range t.chosen.spans {
		if s.book == t.book && t.fresh {
			t.noteLoaded(s)
		}
	}
	t.book = &keyBook{source: t.source, order: t.order, pages: map[int][]string{}}
	t.seeking.stop()
	t.cursor.sought = false
}

// loseTrack forgets where rows are, before they stand in another order.
func (t *DataTable) loseTrack() {
	t.anchor = -1
	if t.cursor.key != "" {
		t.cursor.index = -1
	}
}

// follow keeps the current row and the selection on their rows after a page has come.
// first says that nobody knew before how many rows there are.
func (t *DataTable) follow(first bool) {
	changed := t.settle()
	if t.prune() {
		changed = true
	}
	switch {
	case t.cursor.key != "":
		t.followKey()
	case t.cursor.index >= 0:
		if t.followIndex(first) {
			changed = true
		}
	}
	if changed {
		t.selectionChanged()
	}
}

// followIndex learns which row the current one is. It returns whether that changes what
// is selected.
func (t *DataTable) followIndex(first bool) bool {
	c := &t.cursor
	if first {
		c.index = min(c.index, t.total-1)
		t.anchor = c.index
		t.bring(c.index)
	}
	if c.index < 0 || c.index >= t.total {
		t.chosen.clear()
		t.cursor, t.anchor = nowhere, -1
		return true
	}
	row, ok := t.Row(c.index)
	if !ok {
		return false
	}
	c.key, c.row = row.Key, row
	if c.wanted {
		c.wanted = false
		t.chosen.only(row.Key)
	}
	return true
}

// bring moves the view to a row without asking for it yet.
func (t *DataTable) bring(index int) {
	top := float64(index) * t.rowHeight()
	if top < t.offset || top+t.rowHeight() > t.offset+t.bodyHeight() {
		t.offset = t.clamp(top - t.bodyHeight() + t.rowHeight())
	}
}

// followKey finds the current row where it stands now.
func (t *DataTable) followKey() {
	c := &t.cursor
	if row, ok := t.Row(c.index); ok && row.Key == c.key {
		c.row = row
		return
	}
	if index, ok := t.pages.find(c.key); ok {
		c.index = index
		c.row, _ = t.Row(index)
		return
	}
	t.locate()
}

// locateRows is how many rows are looked through for the current one, which may have
// gone, or be anywhere in another order.
const locateRows = 20_000

// locate looks for the current row where it is not loaded.
func (t *DataTable) locate() {
	if t.cursor.sought {
		return
	}
	t.cursor.sought = true
	source, order, total, near, key := t.source, t.order, t.total, t.cursor.index, t.cursor.key
	var index int
	var row Row
	var err error
	t.seeking.start(t.background, func(ctx context.Context) {
		index, row, err = rowWithKey(ctx, source, order, total, near, key)
	}, func() {
		switch {
		case err != nil || t.cursor.key != key:
			return
		case index >= 0:
			t.cursor.index, t.cursor.row = index, row
		case total <= locateRows:
			t.gone()
		default:
			t.cursor.index = -1
		}
		t.redraw()
	})
}

// rowWithKey looks for a row, first around where it was; index -1 if it is not among the
// rows that are looked through.
func rowWithKey(ctx context.Context, s Source, order Order, total, near int, key string) (index int, row Row, err error) {
	index = -1
	look := func(i int, r Row) bool {
		if r.Key == key {
			index, row = i, r
		}
		return index < 0
	}
	if near >= 0 {
		err = walk(ctx, s, order, max(near-walkRows/2, 0), min(near+walkRows/2, total), look)
	}
	if index < 0 && err == nil {
		err = walk(ctx, s, order, 0, min(total, locateRows), look)
	}
	return index, row, err
}

// gone forgets the current row, which is no more.
func (t *DataTable) gone() {
	key := t.cursor.key
	t.chosen.keep(func(other string) bool { return other != key })
	t.cursor, t.anchor = nowhere, -1
	t.selectionChanged()
}

// prune forgets the selected rows that are no more, where all that are there are loaded.
func (t *DataTable) prune() bool {
	if t.book.pruned || !t.fresh || !t.pages.complete(t.total) {
		return false
	}
	t.book.pruned = true
	if len(t.chosen.apart) == 0 && len(t.chosen.after) == 0 {
		return false
	}
	there := t.pages.keys()
	before := len(t.chosen.apart) + len(t.chosen.after)
	t.chosen.keep(func(key string) bool { return there[key] })
	return before != len(t.chosen.apart)+len(t.chosen.after)
}
