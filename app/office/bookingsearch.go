package office

import (
	"context"

	"creneaux/app/workspace"
)

// FindBooking tells where in the list of a query a booking stands; see
// [workspace.Reader].
func (o *Office) FindBooking(ctx context.Context, q workspace.BookingQuery, s workspace.BookingSearch) (index int, found bool, err error) {
	err = o.store.View(ctx, func(r workspace.Reader) (err error) {
		index, found, err = r.FindBooking(ctx, q, s)
		return err
	})
	return index, found, err
}
