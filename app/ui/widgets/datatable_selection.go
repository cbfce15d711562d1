package widgets

import (
	"context"
	"maps"
	"slices"
)

// ticks are the rows that are chosen, by key: all but some, or none but some.
type ticks struct {
	all    bool
	apart  map[string]bool // the keys that differ from all
	shared bool            // apart belongs to a Selection too: it is copied before it changes
}

func (m *ticks) has(key string) bool { return m.all != m.apart[key] }

func (m *ticks) own() {
	if m.shared {
		m.apart, m.shared = maps.Clone(m.apart), false
	}
}

func (m *ticks) set(key string, on bool) {
	m.own()
	if on == m.all {
		delete(m.apart, key)
		return
	}
	if m.apart == nil {
		m.apart = map[string]bool{}
	}
	m.apart[key] = true
}

func (m *ticks) count(total int) int {
	if m.all {
		return max(total-len(m.apart), 0)
	}
	return len(m.apart)
}

// keyBook knows the keys of rows in one order of one source, as far as somebody asked.
type keyBook struct {
	source Source
	order  Order
	pages  map[int][]string
	pruned bool // the selection was compared with all rows
}

// span is rows that follow each other and are chosen before their keys are known.
type span struct {
	book     *keyBook
	from, to int // both included
}

func (s span) holds(book *keyBook, index int) bool {
	return s.book == book && s.from <= index && index <= s.to
}

// turned is a row that was chosen or not after the spans were.
type turned struct {
	on    bool
	book  *keyBook
	index int // in the book's order
}

// choice is which rows are chosen. What is said later wins: first the ticks, then the
// spans, then the rows turned since. As soon as the keys of a span are known it goes
// into the ticks: only keys outlast another order.
type choice struct {
	ticks
	spans []span
	after map[string]turned
}

func (c *choice) clear() { *c = choice{} }

func (c *choice) selectAll() { *c = choice{ticks: ticks{all: true}} }

// only chooses some keys and nothing else.
func (c *choice) only(keys ...string) {
	*c = choice{}
	for _, key := range keys {
		c.set(key, true)
	}
}

// contains tells whether a row is chosen. Its key is "" while it is not loaded.
func (c *choice) contains(book *keyBook, index int, key string) bool {
	if key != "" {
		if t, ok := c.after[key]; ok {
			return t.on
		}
	}
	if slices.ContainsFunc(c.spans, func(s span) bool { return s.holds(book, index) }) {
		return true
	}
	if key == "" {
		return c.all
	}
	return c.has(key)
}

// turn chooses a row, or not.
func (c *choice) turn(book *keyBook, index int, key string, on bool) {
	if len(c.spans) == 0 {
		c.set(key, on)
		return
	}
	if c.after == nil {
		c.after = map[string]turned{}
	}
	c.after[key] = turned{on: on, book: book, index: index}
}

// addSpan chooses rows whose keys are not known, besides what is chosen.
func (c *choice) addSpan(s span) {
	c.spans = append(c.spans, s)
	maps.DeleteFunc(c.after, func(_ string, t turned) bool { return s.holds(t.book, t.index) })
}

// settle puts spans into the ticks from their beginning on, as far as their keys are
// known, some pages at a time: who selects 500,000 rows goes on working meanwhile.
func (c *choice) settle(pages int, keysOf func(book *keyBook, page int) ([]string, bool)) {
	c.spans = slices.DeleteFunc(c.spans, func(s span) bool { return s.from > s.to })
	for i := range c.spans {
		for s := &c.spans[i]; pages > 0 && s.from <= s.to; pages-- {
			page := s.from / pageRows
			keys, known := keysOf(s.book, page)
			if !known {
				break
			}
			first, end := page*pageRows, min((page+1)*pageRows, s.to+1)
			for index := s.from; index < min(end, first+len(keys)); index++ {
				c.set(keys[index-first], true)
			}
			s.from = end
		}
	}
	c.spans = slices.DeleteFunc(c.spans, func(s span) bool { return s.from > s.to })
	c.close()
}

// close applies what was turned after the spans, once they are settled.
func (c *choice) close() {
	if len(c.spans) > 0 {
		return
	}
	for key, t := range c.after {
		c.set(key, t.on)
	}
	c.after = nil
}

// keep forgets the keys of rows that have gone.
func (c *choice) keep(there func(key string) bool) {
	c.own()
	gone := func(key string, _ bool) bool { return !there(key) }
	maps.DeleteFunc(c.apart, gone)
	maps.DeleteFunc(c.after, func(key string, _ turned) bool { return !there(key) })
}

// count returns how many rows of a table are chosen. While spans are not settled it is
// what they can hold at most.
func (c *choice) count(total int) int {
	n := c.ticks.count(total)
	covered := spansLength(c.spans)
	for key, t := range c.after {
		covers := slices.ContainsFunc(c.spans, func(s span) bool { return s.holds(t.book, t.index) })
		switch before := c.has(key) || covers; {
		case t.on && !before:
			n++
		case !t.on && before:
			n--
		}
	}
	return min(max(n+covered, 0), total)
}

// spansLength returns how many rows lie in any of some spans.
func spansLength(spans []span) (n int) {
	sorted := slices.SortedFunc(slices.Values(spans), func(a, b span) int { return a.from - b.from })
	end := -1
	for _, s := range sorted {
		if from := max(s.from, end+1); from <= s.to {
			n += s.to - from + 1
			end = s.to
		}
	}
	return n
}

// Selection is which rows of a [DataTable] were selected at one moment. It stays as it
// is, whatever happens to the table, and may be used by any goroutine.
type Selection struct {
	choice
	total  int
	source Source
	order  Order
}

// Count returns how many rows are selected; at most, while the selection is not settled.
func (s Selection) Count() int { return s.choice.count(s.total) }

// Settled tells whether the table knows the keys of every row that was selected one by
// one or from here to there. A selection of all rows is settled.
func (s Selection) Settled() bool { return len(s.spans) == 0 }

// All tells whether every row is selected.
func (s Selection) All() bool {
	return s.total > 0 && s.all && len(s.apart) == 0 && !slices.ContainsFunc(slices.Collect(maps.Values(s.after)), func(t turned) bool { return !t.on })
}

// Contains tells whether the row with a key is selected, as far as keys are known.
func (s Selection) Contains(key string) bool { return s.choice.contains(nil, -1, key) }

// SelectedKeys returns the keys of the selected rows, sorted. It asks the source page by
// page for those that the table has not loaded: call it away from the window's goroutine.
func (s Selection) SelectedKeys(ctx context.Context) ([]string, error) {
	whole := choice{ticks: s.ticks, after: s.after}
	for _, span := range s.spans {
		err := walk(ctx, span.book.source, span.book.order, span.from, span.to+1, func(_ int, row Row) bool {
			whole.set(row.Key, true)
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	whole.close()
	if !whole.all {
		return slices.Sorted(maps.Keys(whole.apart)), nil
	}
	var keys []string
	err := walk(ctx, s.source, s.order, 0, s.total, func(_ int, row Row) bool {
		if whole.has(row.Key) {
			keys = append(keys, row.Key)
		}
		return true
	})
	slices.Sort(keys)
	return keys, err
}
