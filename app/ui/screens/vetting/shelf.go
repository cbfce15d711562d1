package vetting

import (
	"context"
	"sync/atomic"

	"creneaux/app/ui/widgets"
)

// shelf is a source of rows that are all there, and can be exchanged: the table then
// stays where it is, and its selection on its rows.
type shelf struct{ rows atomic.Pointer[[]widgets.Row] }

func newShelf(rows []widgets.Row) *shelf {
	s := &shelf{}
	s.set(rows)
	return s
}

func (s *shelf) set(rows []widgets.Row) { s.rows.Store(&rows) }

// Page implements [widgets.Source].
func (s *shelf) Page(ctx context.Context, offset, limit int, order widgets.Order) (widgets.Page, error) {
	return widgets.Rows(*s.rows.Load()).Page(ctx, offset, limit, order)
}
