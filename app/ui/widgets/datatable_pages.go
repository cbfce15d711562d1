package widgets

import (
	"context"
	"maps"
	"slices"
)

// Row is one row of a [DataTable], ready to be drawn.
type Row struct {
	// Key says which thing the row is about, however rows are sorted; the selection
	// follows it. Keys of one table differ.
	Key string
	// Cells are the texts, in the order of the columns.
	Cells []string
	// State gives the row its sign, and grey text to Quiet rows.
	State State
	// Tones colours single cells, by index of column; nil where none is.
	Tones map[int]State
}

// Order is how rows are sorted: by a column, from small to large or not. The zero
// Order is the source's own.
type Order struct {
	Column     string
	Descending bool
}

// Page is a part of the rows.
type Page struct {
	Rows  []Row
	Total int // how many rows there are in all
}

// Source gives rows by parts. It is called from another goroutine than the window's.
// ctx ends when nobody waits for the answer; the next call may then come before this
// one has returned.
type Source interface {
	Page(ctx context.Context, offset, limit int, order Order) (Page, error)
}

// SourceFunc is a function that is a [Source].
type SourceFunc func(ctx context.Context, offset, limit int, order Order) (Page, error)

// Page calls the function.
func (f SourceFunc) Page(ctx context.Context, offset, limit int, order Order) (Page, error) {
	return f(ctx, offset, limit, order)
}

// Rows is a [Source] of rows that are all there already, for short tables. It keeps
// the order it was given: declare its columns without sorting.
func Rows(rows []Row) Source { return RowsNow(func() []Row { return rows }) }

// RowsNow is a [Source] of rows that are all there, as they stand whenever the table asks
// for them: it has to be told to ask again when they are others. Like [Rows], it keeps
// their order; it is for tables that read on the window's goroutine.
func RowsNow(now func() []Row) Source {
	return SourceFunc(func(_ context.Context, offset, limit int, _ Order) (Page, error) {
		rows := now()
		from := min(max(offset, 0), len(rows))
		return Page{Rows: rows[from:min(from+limit, len(rows))], Total: len(rows)}, nil
	})
}

const (
	pageRows  = 200 // a few screens: one question to the source while somebody reads
	pagesKept = 40  // 8,000 rows in memory, whatever the size of the table
)

// pages are the rows a table has by now, by page, the last used last.
type pages struct {
	rows  map[int][]Row
	order []int
}

func (p *pages) clear() { p.rows, p.order = nil, nil }

func (p *pages) store(page int, rows []Row) {
	if p.rows == nil {
		p.rows = map[int][]Row{}
	}
	p.rows[page] = rows
	p.touch(page)
	for len(p.order) > pagesKept {
		delete(p.rows, p.order[0])
		p.order = p.order[1:]
	}
}

// forgetShort drops the pages that have fewer rows than they should, of so many in all.
func (p *pages) forgetShort(total int) {
	p.order = slices.DeleteFunc(p.order, func(page int) bool {
		short := len(p.rows[page]) < min(pageRows, total-page*pageRows)
		if short {
			delete(p.rows, page)
		}
		return short
	})
}

func (p *pages) touch(page int) {
	if n := len(p.order); n > 0 && p.order[n-1] == page {
		return
	}
	p.order = append(slices.DeleteFunc(p.order, func(q int) bool { return q == page }), page)
}

// at returns the row of an index, and whether it is there.
func (p *pages) at(index int) (Row, bool) {
	rows, ok := p.rows[index/pageRows]
	if i := index % pageRows; ok && i < len(rows) {
		return rows[i], true
	}
	return Row{}, false
}

// missing returns the first page between two indices that is not there.
func (p *pages) missing(first, last int) (page int, missing bool) {
	for page = first / pageRows; page <= last/pageRows; page++ {
		if _, ok := p.rows[page]; !ok {
			return page, true
		}
		p.touch(page)
	}
	return 0, false
}

// find returns the index of the row with a key, among the rows that are there.
func (p *pages) find(key string) (int, bool) {
	for page, rows := range p.rows {
		for i, row := range rows {
			if row.Key == key {
				return page*pageRows + i, true
			}
		}
	}
	return 0, false
}

// keysOf returns the keys of the rows of a page, if they are there.
func (p *pages) keysOf(page int) ([]string, bool) {
	rows, ok := p.rows[page]
	return keysOf(rows), ok
}

// complete tells whether all rows of a table are there.
func (p *pages) complete(total int) bool {
	loaded := 0
	for _, rows := range p.rows {
		loaded += len(rows)
	}
	return loaded == total
}

// keys returns the keys of all rows that are there.
func (p *pages) keys() map[string]bool {
	keys := map[string]bool{}
	for _, rows := range p.rows {
		for _, row := range rows {
			keys[row.Key] = true
		}
	}
	return keys
}

// sorted returns the pages that are there, in the order of the rows.
func (p *pages) sorted() []int { return slices.Sorted(maps.Keys(p.rows)) }
