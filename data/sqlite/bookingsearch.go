package sqlite

import (
	"context"
	"slices"
	"strings"

	"creneaux/app/names"
	"creneaux/app/workspace"
)

// searchedRows is how many bookings are read at once while one of them is looked for.
const searchedRows = 500

// FindBooking implements [workspace.Reader].
func (r *reader) FindBooking(ctx context.Context, q workspace.BookingQuery, s workspace.BookingSearch) (index int, found bool, err error) {
	list, err := r.listedByName(ctx, q)
	if err != nil {
		return 0, false, err
	}
	// Going back is going on through the reversed list.
	from := max(s.From, 0)
	if s.Backwards {
		slices.Reverse(list)
		from = max(len(list)-1-s.From, 0)
	}
	words := strings.Fields(names.Fold(s.Text))
	for first := from; first < len(list); first += searchedRows {
		at, found, err := r.findAmong(ctx, list[first:min(first+searchedRows, len(list))], words, s)
		if err != nil {
			return 0, false, err
		}
		if !found {
			continue
		}
		if index = first + at; s.Backwards {
			index = len(list) - 1 - index
		}
		return index, true, nil
	}
	return 0, false, nil
}

// findAmong returns the place of the first of some bookings that is the one looked for.
func (r *reader) findAmong(ctx context.Context, some []nameMatch, words []string, s workspace.BookingSearch) (at int, found bool, err error) {
	closed, err := r.bookingsOf(ctx, selectClosed, some)
	if err != nil {
		return 0, false, err
	}
	for i, b := range closed {
		if s.Matches(b, false) {
			return i, true, nil
		}
		if !some[i].sealed || !some[i].name.matches(words) {
			continue
		}
		opened, err := r.bookingsOf(ctx, selectBookings, some[i:i+1])
		if err != nil {
			return 0, false, err
		}
		if s.Matches(opened[0], true) {
			return i, true, nil
		}
	}
	return 0, false, nil
}
