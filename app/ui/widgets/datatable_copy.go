package widgets

import (
	"context"

	"fyne.io/fyne/v2"
)

// copyRows is how many rows are copied at once: what a clipboard and who receives it
// still take without trouble.
const copyRows = 50_000

// Copy puts the selected rows on the clipboard, with the labels of the columns above
// them, as they stand: hidden columns are left out. Rows that are not loaded are asked
// for in the background.
func (t *DataTable) Copy() {
	if !t.anySelected() || t.source == nil {
		return
	}
	c := t.copier()
	if rows, ok := t.selectedLoaded(); ok {
		for _, row := range rows {
			c.add(row)
		}
		c.put()
		if len(rows) != 1 { // one row is copied as in any field: without a word
			t.tellCopied(c, len(rows))
		}
		return
	}
	chosen, wanted := t.Selection(), t.chosen.count(t.total)
	from, to, book := t.copyFrom(), t.total, t.book
	if t.cursor.wanted {
		wanted = 1
	}
	t.say(t.voice.Text("table.copy.going", "Count", wanted), Info)
	var err error
	t.copying.start(t.background, func(ctx context.Context) {
		err = walk(ctx, chosen.source, chosen.order, from, to, func(index int, row Row) bool {
			if chosen.contains(book, index, row.Key) {
				c.add(row)
			}
			return c.rows < min(wanted, copyRows)
		})
	}, func() {
		if err != nil {
			sentence, _ := t.voice.Problem(err)
			t.say(sentence, Danger)
			return
		}
		c.put()
		t.tellCopied(c, wanted)
	})
}

// copyFrom returns the first index that can be selected.
func (t *DataTable) copyFrom() int {
	if t.chosen.all || len(t.chosen.apart)+len(t.chosen.after) > 0 {
		return 0
	}
	from := t.total
	for _, s := range t.chosen.spans {
		if s.book != t.book {
			return 0
		}
		from = min(from, s.from)
	}
	if t.cursor.wanted {
		from = min(from, t.cursor.index)
	}
	return from
}

// selectedLoaded returns the selected rows as they stand, if they are all loaded and few
// enough to be copied.
func (t *DataTable) selectedLoaded() ([]Row, bool) {
	if t.chosen.all || t.cursor.wanted || len(t.chosen.spans) > 0 {
		return nil, false
	}
	var rows []Row
	for _, page := range t.pages.sorted() {
		for _, row := range t.pages.rows[page] {
			if t.chosen.has(row.Key) {
				rows = append(rows, row)
			}
		}
	}
	return rows, len(rows) == len(t.chosen.apart) && len(rows) <= copyRows
}

func (t *DataTable) tellCopied(c *copier, wanted int) {
	if c.rows < wanted && c.rows >= copyRows {
		t.say(t.voice.Text("table.copy.part", "Count", c.rows, "Total", wanted), Warning)
		return
	}
	t.say(t.voice.Text("table.copy.done", "Count", c.rows), Success)
}

// copier writes rows as text for a spreadsheet.
type copier struct {
	shown []int
	cells []string
	text  separated
	rows  int
}

func (t *DataTable) copier() *copier {
	c := &copier{shown: t.plan.shown()}
	c.cells = make([]string, len(c.shown))
	for i, column := range c.shown {
		c.cells[i] = t.plan.columns[column].Label
	}
	c.text.row(c.cells)
	return c
}

func (c *copier) put() { fyne.CurrentApp().Clipboard().SetContent(c.text.String()) }

func (c *copier) add(row Row) {
	for i, column := range c.shown {
		c.cells[i] = ""
		if column < len(row.Cells) {
			c.cells[i] = row.Cells[column]
		}
	}
	c.text.row(c.cells)
	c.rows++
}
