package booked

import (
	"context"
	"strings"
	"sync/atomic"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// Office is what a list asks of the use cases.
type Office interface {
	House(ctx context.Context) (office.House, error)
	Bookings(ctx context.Context, q workspace.BookingQuery) (page []agenda.Booking, total int, err error)
	FindBooking(ctx context.Context, q workspace.BookingQuery, s workspace.BookingSearch) (index int, found bool, err error)
}

// List is the source of a table: the bookings that a query lets through. Its columns are
// called as the orders of the store.
type List struct {
	Office Office
	Query  workspace.BookingQuery
	// Row tells a booking in a row, whose key is the booking's ID.
	Row func(agenda.Booking, office.House) widgets.Row
	// Name is the index of the cell with the name. It says nothing while the person is
	// not opened.
	Name int
	// Barren is told, where it is not nil, whether there is no booking at all, whatever
	// is asked for: what to do next depends on it.
	Barren *atomic.Bool
}

var _ widgets.Finder = List{}

func (l List) in(order widgets.Order) workspace.BookingQuery {
	q := l.Query
	q.Order, q.Descending = workspace.BookingOrder(order.Column), order.Descending
	return q
}

// Page implements [widgets.Source].
func (l List) Page(ctx context.Context, offset, limit int, order widgets.Order) (widgets.Page, error) {
	house, err := l.Office.House(ctx)
	if err != nil {
		return widgets.Page{}, err
	}
	query := l.in(order)
	query.Offset, query.Limit = offset, limit
	bookings, total, err := l.Office.Bookings(ctx, query)
	if err != nil {
		return widgets.Page{}, err
	}
	if err := l.lookAround(ctx, total); err != nil {
		return widgets.Page{}, err
	}
	page := widgets.Page{Rows: make([]widgets.Row, len(bookings)), Total: total}
	for i, b := range bookings {
		page.Rows[i] = l.Row(b, house)
	}
	return page, nil
}

func (l List) lookAround(ctx context.Context, found int) error {
	if l.Barren == nil {
		return nil
	}
	if found == 0 {
		var err error
		if _, found, err = l.Office.Bookings(ctx, workspace.BookingQuery{Limit: 1}); err != nil {
			return err
		}
	}
	l.Barren.Store(found == 0)
	return nil
}

// Find implements [widgets.Finder]: it looks into the cells as the table does, and opens
// only the people whose name may hold the text.
func (l List) Find(ctx context.Context, text string, from int, order widgets.Order, backwards bool) (index int, found bool, err error) {
	house, err := l.Office.House(ctx)
	if err != nil {
		return 0, false, err
	}
	wanted := wording.Folded(text)
	return l.Office.FindBooking(ctx, l.in(order), workspace.BookingSearch{
		From: from, Backwards: backwards, Text: text,
		Matches: func(b agenda.Booking, opened bool) bool {
			for i, cell := range l.Row(b, house).Cells {
				if (opened || i != l.Name) && strings.Contains(wording.Folded(cell), wanted) {
					return true
				}
			}
			return false
		},
	})
}

// IndexOf tells where a booking stands in the list.
func (l List) IndexOf(ctx context.Context, id agenda.BookingID, order widgets.Order) (index int, found bool, err error) {
	return l.Office.FindBooking(ctx, l.in(order), workspace.BookingSearch{
		Matches: func(b agenda.Booking, _ bool) bool { return b.ID == id },
	})
}
