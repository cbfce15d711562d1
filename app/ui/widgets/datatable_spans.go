package widgets

import "context"

// keysOf returns the keys of the rows of a span, and whether they are all known.
func (t *DataTable) keysOf(s span) (keys []string, known bool) {
	for page := s.from / pageRows; page <= s.to/pageRows; page++ {
		of, ok := t.keysOfPage(s.book, page)
		if !ok {
			return nil, false
		}
		first := page * pageRows
		keys = append(keys, of[min(max(s.from-first, 0), len(of)):min(s.to+1-first, len(of))]...)
	}
	return keys, true
}

func (t *DataTable) keysOfPage(book *keyBook, page int) ([]string, bool) {
	if keys, ok := book.pages[page]; ok {
		return keys, true
	}
	if book != t.book || !t.fresh {
		return nil, false
	}
	return t.pages.keysOf(page)
}

// keysSeen returns the keys of the rows of a span as they are shown, even while others
// are on their way; known only if every one is there.
func (t *DataTable) keysSeen(s span) (keys []string, known bool) {
	keys, known = t.keysOf(s)
	if known || t.fresh {
		return keys, known && len(keys) == s.to-s.from+1
	}
	for index := s.from; index <= s.to; index++ {
		row, ok := t.Row(index)
		if !ok {
			return nil, false
		}
		keys = append(keys, row.Key)
	}
	return keys, true
}

// noteLoaded writes down the keys of a span's rows that are loaded, before they go.
func (t *DataTable) noteLoaded(s span) {
	for page := s.from / pageRows; page <= s.to/pageRows; page++ {
		if keys, ok := t.pages.keysOf(page); ok {
			s.book.pages[page] = keys
		}
	}
}

// The pages of keys that are asked for, and that are put into the selection, at once.
const (
	resolvePages = walkRows / pageRows
	settlePages  = 4 * resolvePages
)

// settle puts spans into the selection as far as their keys are known, and tells whether
// the last of them is settled by that.
func (t *DataTable) settle() bool {
	if len(t.chosen.spans) == 0 {
		return false
	}
	t.chosen.settle(settlePages, t.keysOfPage)
	return len(t.chosen.spans) == 0
}

// resolve asks for keys that spans lack, one question at a time. What is selected has
// to be known by key: in another order the rows between two are others.
func (t *DataTable) resolve() {
	if t.keys.running() {
		return
	}
	t.settle()
	if len(t.chosen.spans) == 0 {
		return
	}
	first := t.chosen.spans[0]
	book, page := first.book, first.from/pageRows
	_, known := t.keysOfPage(book, page) // and there are so many that the rest comes later
	var answer Page
	var err error
	t.keys.start(t.background, func(ctx context.Context) {
		if !known {
			answer, err = book.source.Page(ctx, page*pageRows, walkRows, book.order)
		}
	}, func() {
		if err != nil {
			return // asked again when the selection changes, or by SelectedKeys
		}
		if !known {
			book.note(page, answer.Rows)
		}
		if t.settle() {
			t.selectionChanged()
			return
		}
		t.resolve()
	})
}

// note writes down the keys of the rows of some pages.
func (b *keyBook) note(page int, rows []Row) {
	for range resolvePages {
		part := rows[:min(pageRows, len(rows))]
		rows = rows[len(part):]
		b.pages[page] = keysOf(part)
		page++
	}
}

func keysOf(rows []Row) []string {
	keys := make([]string, len(rows))
	for i, row := range rows {
		keys[i] = row.Key
	}
	return keys
}
