package widgets

import (
	"context"
	"errors"
	"slices"
	"sort"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/theme"
)

// Finder is a [Source] that can tell by itself where a text stands, faster than by
// handing out its rows: the next row from an index on, or before it if backwards, in
// the order of [Source.Page]. It does not go on at the other end. Capitals and accents
// do not count.
type Finder interface {
	Find(ctx context.Context, text string, from int, order Order, backwards bool) (index int, found bool, err error)
}

// How many rows are looked through for a text, and for counting where it stands, where
// the source is no [Finder].
const (
	findRows  = 100_000
	countRows = 20_000
)

// search looks for rows in a source.
type search struct {
	source  Source
	order   Order
	total   int
	most    int // rows that are looked through
	matches func(Row) bool
	finder  Finder // nil: the rows are looked through
	text    string
}

// errFar says that a search has looked through as many rows as it may.
var errFar = errors.New("the search went as far as it may")

// next returns the first row that matches from an index on, and around the end; -1 if
// none does.
func (s search) next(ctx context.Context, from int, backwards bool) (int, error) {
	if from < 0 || from >= s.total {
		from = 0
		if backwards {
			from = s.total - 1
		}
	}
	if s.finder != nil {
		return s.byFinder(ctx, from, backwards)
	}
	left, found := s.most, -1
	look := func(index int, row Row) bool {
		if s.matches(row) {
			found = index
		}
		left--
		return found < 0 && left > 0
	}
	parts := []func() error{
		func() error { return walk(ctx, s.source, s.order, from, s.total, look) },
		func() error { return walk(ctx, s.source, s.order, 0, from, look) },
	}
	if backwards {
		parts = []func() error{
			func() error { return walkBack(ctx, s.source, s.order, from, 0, look) },
			func() error { return walkBack(ctx, s.source, s.order, s.total-1, from+1, look) },
		}
	}
	for _, part := range parts {
		if err := part(); err != nil || found >= 0 {
			return found, err
		}
		if left <= 0 && s.most < s.total {
			return -1, errFar
		}
	}
	return -1, nil
}

func (s search) byFinder(ctx context.Context, from int, backwards bool) (int, error) {
	index, found, err := s.finder.Find(ctx, s.text, from, s.order, backwards)
	if err == nil && !found {
		end := 0
		if backwards {
			end = max(s.total-1, 0)
		}
		index, found, err = s.finder.Find(ctx, s.text, end, s.order, backwards)
	}
	if err != nil || !found {
		return -1, err
	}
	return index, nil
}

// run is next as a job's work, for searches whose failure is not worth a word.
func (s search) run(from int, backwards bool, found *int) func(context.Context) {
	return func(ctx context.Context) {
		index, err := s.next(ctx, from, backwards)
		if err != nil {
			index = -1
		}
		*found = index
	}
}

// all returns every row that matches.
func (s search) all(ctx context.Context) (found []int, err error) {
	err = walk(ctx, s.source, s.order, 0, s.total, func(index int, row Row) bool {
		if s.matches(row) {
			found = append(found, index)
		}
		return true
	})
	return found, err
}

// find is the search for a text in a table.
type find struct {
	open    bool
	text    string // as it was typed
	folded  string // as it is looked for
	looking job
	tallies job
	counted bool
	places  []int // every row with the text, once counted
	at      int   // the row that was found, -1 if none
	outcome string
	bar     *findBar
}

// OpenFind opens the bar to find a text in the table, or goes to it.
func (t *DataTable) OpenFind() {
	t.leaveHeads()
	t.find.show(t)
	t.focusPart(t.find.bar.field)
	t.find.bar.field.SelectAll()
}

// focusPart gives the keyboard to a part of the table. Fyne knows the canvas of a widget
// only once it was drawn, so the table's is asked.
func (t *DataTable) focusPart(part fyne.Focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
		c.Focus(part)
	}
}

// show opens the bar, wherever the keyboard is.
func (f *find) show(t *DataTable) {
	if f.open {
		return
	}
	if f.bar == nil {
		f.bar = newFindBar(t)
	}
	f.open = true
	t.refit()
	f.asNew(t)
}

// CloseFind closes the bar and gives the keyboard back to the rows.
func (t *DataTable) CloseFind() {
	if !t.find.open {
		return
	}
	t.find.open = false
	t.find.looking.stop()
	t.find.tallies.stop()
	t.refit()
	focus(t)
}

// refit makes room for what stands under the rows, or takes it back.
func (t *DataTable) refit() {
	t.version++
	top := float64(t.cursor.index) * t.rowHeight()
	seen := t.cursor.index >= 0 && top >= t.offset && top < t.offset+float64(t.Size().Height)
	t.offset = t.clamp(t.offset)
	if seen {
		t.bring(t.cursor.index)
	}
	t.load()
	t.redraw()
}

// set looks for another text, from the current row on.
func (f *find) set(t *DataTable, text string) {
	f.text, f.folded = text, fold(text)
	t.version++
	f.asNew(t)
	if f.folded == "" {
		f.looking.stop()
		f.say(t, "")
		t.redraw()
		return
	}
	f.look(t, max(t.cursor.index, 0), false)
}

// asNew counts again: the rows have changed, or the text.
func (f *find) asNew(t *DataTable) {
	f.counted, f.places, f.at = false, nil, -1
	f.tallies.stop()
	if !f.open || f.folded == "" || t.source == nil || !t.known {
		return
	}
	s := t.searchFor(f)
	s.finder = nil
	var places []int
	var err error
	background := t.background
	f.tallies.start(background, func(ctx context.Context) {
		s.total = min(s.total, countRows)
		places, err = s.all(ctx)
	}, func() {
		if err != nil || t.total > countRows {
			return
		}
		f.counted, f.places = true, places
		f.tell(t)
	})
}

// searchFor returns the search for the text in the rows as they stand.
func (t *DataTable) searchFor(f *find) search {
	folded, shown := f.folded, t.plan.shown()
	finder, _ := t.source.(Finder)
	return search{
		source: t.source, order: t.order, total: t.total, most: findRows, finder: finder, text: f.text,
		matches: func(row Row) bool {
			return slices.ContainsFunc(shown, func(column int) bool {
				_, _, ok := cellMatch(row, column, folded)
				return ok
			})
		},
	}
}

// cellMatch tells where a folded text stands in a cell.
func cellMatch(row Row, column int, folded string) (from, to int, ok bool) {
	if column >= len(row.Cells) {
		return 0, 0, false
	}
	return matchIn(row.Cells[column], folded)
}

// next goes to the next row with the text, or to the one before.
func (f *find) next(t *DataTable, backwards bool) {
	if f.folded == "" || t.total == 0 {
		return
	}
	f.show(t)
	from := t.cursor.index + 1
	if backwards {
		from = t.cursor.index - 1
	}
	f.look(t, from, backwards)
}

func (f *find) look(t *DataTable, from int, backwards bool) {
	if t.source == nil || t.total == 0 {
		f.say(t, t.voice.Text("table.find.none"))
		return
	}
	if f.counted {
		f.looking.stop()
		f.found(t, nearest(f.places, from, backwards), nil)
		return
	}
	s := t.searchFor(f)
	var index int
	var err error
	f.say(t, t.voice.Text("table.find.looking"))
	f.looking.start(t.background, func(ctx context.Context) {
		index, err = s.next(ctx, from, backwards)
	}, func() { f.found(t, index, err) })
}

// nearest returns the place from an index on, or before it, and around the end; -1 if
// there is none.
func nearest(places []int, from int, backwards bool) int {
	if len(places) == 0 {
		return -1
	}
	at := sort.SearchInts(places, from)
	if backwards {
		at = sort.SearchInts(places, from+1) - 1
	}
	return places[(at+len(places))%len(places)]
}

func (f *find) found(t *DataTable, index int, err error) {
	f.at = index
	switch {
	case errors.Is(err, errFar):
		f.say(t, t.voice.Text("table.find.far", "Count", findRows))
	case err != nil:
		sentence, _ := t.voice.Problem(err)
		f.say(t, sentence)
	case index < 0:
		f.say(t, t.voice.Text("table.find.none"))
	default:
		mode := goSelect
		if t.chosen.count(t.total) > 1 {
			mode = goMove // who has selected many rows wants to keep them
		}
		t.moveTo(index, mode)
		f.tell(t)
	}
}

// tell says which of how many rows with the text was found.
func (f *find) tell(t *DataTable) {
	at := sort.SearchInts(f.places, f.at)
	switch {
	case f.folded == "":
		f.say(t, "")
	case f.counted && len(f.places) == 0:
		f.say(t, t.voice.Text("table.find.none"))
	case f.counted && at < len(f.places) && f.places[at] == f.at:
		f.say(t, t.voice.Text("table.find.at", "Place", at+1, "Count", len(f.places)))
	case f.counted:
		f.say(t, t.voice.Text("table.find.count", "Count", len(f.places)))
	case f.at >= 0:
		f.say(t, t.voice.Text("table.find.row", "Number", f.at+1))
	}
}

func (f *find) say(t *DataTable, outcome string) {
	f.outcome = outcome
	if f.bar != nil {
		f.bar.outcome.SetText(outcome)
	}
	t.redraw()
}

// findBar is what stands under the rows while a text is looked for.
type findBar struct {
	field   *SearchField
	outcome *Text
	content fyne.CanvasObject
}

// findWidth is how wide the field is, at text scale 1.
const findWidth = 250

func newFindBar(t *DataTable) *findBar {
	b := &findBar{field: NewSearchField(t.voice.Text("table.find.placeholder")), outcome: NewText(RoleMuted, "")}
	b.outcome.SetMinWidth(0)
	b.field.OnSearch = func(text string) { t.find.set(t, text) }
	b.field.OnKey = func(key *fyne.KeyEvent) bool { return b.heard(t, key) }
	button := func(icon fyne.Resource, name string, do func()) *Button {
		button := NewButton(Flat, "", icon, do)
		button.SetTip(name)
		return button
	}
	before := button(theme.IconCollapse(), t.voice.Text("table.find.before"), func() { t.find.next(t, true) })
	after := button(theme.IconExpand(), t.voice.Text("table.find.after"), func() { t.find.next(t, false) })
	closing := button(theme.IconClose(), t.voice.Text("table.find.close"), t.CloseFind)
	row := AcrossWith(b.outcome, AtLeast(findWidth, 0, b.field), before, after, b.outcome, closing)
	b.content = NewSurface(theme.ColorChrome, EdgeTop, InsetEdges(theme.SizeGap, theme.SizeGap, theme.SizeGap, theme.SizeGap, row))
	return b
}

// heard is what keys do in the field.
func (b *findBar) heard(t *DataTable, key *fyne.KeyEvent) bool {
	shift := t.modifiers()&fyne.KeyModifierShift != 0
	switch key.Name {
	case fyne.KeyEscape:
		t.CloseFind()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF3:
		if b.field.Text != t.find.text {
			b.field.now() // who is in a hurry does not wait for the typing to rest
			return true
		}
		t.find.next(t, shift)
	case fyne.KeyDown:
		t.find.next(t, false)
	case fyne.KeyUp:
		t.find.next(t, true)
	default:
		return false
	}
	return true
}
