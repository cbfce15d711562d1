package widgets

import "context"

// giveUp lets go of the question that is asked: its answer will not be heard.
func (t *DataTable) giveUp() {
	if t.cancel != nil {
		t.cancel()
		t.cancel = nil
	}
	t.generation++
	t.loading = false
}

// load asks for the first page in sight that is not there, if nothing is asked already.
// While somebody scrolls, pages that have passed by are never asked for.
func (t *DataTable) load() {
	if t.source == nil || t.loading || t.failure != nil {
		return
	}
	first, last := t.inSight()
	page := first / pageRows
	if t.fresh {
		var missing bool
		if page, missing = t.pages.missing(first, last); !missing {
			return
		}
	}
	t.ask(page)
}

// ask loads a page.
func (t *DataTable) ask(page int) {
	t.loading = true
	ctx, cancel := context.WithCancel(context.Background())
	t.cancel = cancel
	source, order, generation := t.source, t.order, t.generation
	var answer Page
	var err error
	t.background(func() {
		answer, err = source.Page(ctx, page*pageRows, pageRows, order)
	}, func() {
		cancel()
		if generation != t.generation {
			return // a late answer to a question that nobody asks any more
		}
		t.loading = false
		if err != nil {
			t.fail(err)
		} else {
			t.take(page, answer)
		}
		t.load()
		t.redraw()
	})
}

func (t *DataTable) fail(err error) {
	t.failure = err
	t.noticeVersion++
	t.said.failed(t)
}

// again asks for what could not be loaded.
func (t *DataTable) again() {
	focus(t)
	if !t.fresh {
		t.Reload()
		return
	}
	t.failure = nil
	t.said.hush(t)
	t.load()
	t.redraw()
}

func (t *DataTable) take(page int, answer Page) {
	if !t.fresh {
		t.pages.clear()
		t.fresh = true
	}
	first := !t.known
	changed := first || t.total != answer.Total
	switch {
	case t.known && answer.Total < t.total:
		// Rows have gone, nobody knows which: what was loaded before may be among them.
		t.pages.clear()
		t.newBook()
	case changed:
		// A page that ended where the rows ended is too short if there are more now.
		t.pages.forgetShort(answer.Total)
	}
	t.pages.store(page, answer.Rows)
	t.total, t.known = answer.Total, true
	t.version++
	t.offset = t.clamp(t.offset)
	t.follow(first)
	if changed {
		t.find.asNew(t)
		if t.OnTotal != nil {
			t.OnTotal(t.total)
		}
	}
}
