package sqlite

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/names"
	"creneaux/app/workspace"
)

// needsNames reports whether a query cannot be answered by SQL alone, which sees names
// only sealed.
func needsNames(q workspace.BookingQuery) bool {
	return q.Text != "" || q.Order == workspace.OrderName
}

// nameMatch is a booking that a query by name has found.
type nameMatch struct {
	pk        int64
	applicant int64
	stamp     stamp
	sealed    bool
	reference string
	name      foldedName
}

// bookingsByName finds and sorts with the index in memory, then opens only what the
// page shows.
func (r *reader) bookingsByName(ctx context.Context, q workspace.BookingQuery) ([]agenda.Booking, error) {
	found, err := r.listedByName(ctx, q)
	if err != nil {
		return nil, err
	}
	page := found[min(max(q.Offset, 0), len(found)):]
	if q.Limit > 0 && q.Limit < len(page) {
		page = page[:q.Limit]
	}
	return r.bookingsOf(ctx, selectBookings, page)
}

// listedByName returns every booking of a query with its names, in the query's order.
func (r *reader) listedByName(ctx context.Context, q workspace.BookingQuery) ([]nameMatch, error) {
	found, err := r.findByName(ctx, q)
	if err == nil && q.Order == workspace.OrderName {
		slices.SortFunc(found, func(a, b nameMatch) int {
			order := cmp.Or(cmp.Compare(a.name.key, b.name.key), cmp.Compare(a.reference, b.reference))
			if q.Descending {
				return -order
			}
			return order
		})
	}
	return found, err
}

// bookingsOf reads the bookings found, in their order, by selectBookings or selectClosed.
func (r *reader) bookingsOf(ctx context.Context, selected string, page []nameMatch) ([]agenda.Booking, error) {
	places := make(map[int64]int, len(page))
	pks := make([]int64, len(page))
	for i, m := range page {
		places[m.pk] = i
		pks[i] = m.pk
	}
	list := make([]agenda.Booking, len(page))
	err := each(ctx, r.tx, selected+` WHERE b.pk IN (SELECT value FROM json_each(?))`, func(row scanner) error {
		b, err := r.scanBooking(row)
		list[places[b.pk]] = b.Booking
		return err
	}, idList(pks))
	return list, err
}

// findByName returns the bookings of a query with their names, in the query's order
// unless that is by name.
func (r *reader) findByName(ctx context.Context, q workspace.BookingQuery) ([]nameMatch, error) {
	if err := r.prepareNames(ctx); err != nil {
		return nil, err
	}
	wanted, err := r.wantedBy(ctx, q.Text)
	if err != nil {
		return nil, err
	}
	candidates, err := r.candidates(ctx, q)
	if err != nil {
		return nil, err
	}
	found := candidates[:0]
	for _, m := range candidates {
		if m.sealed {
			if m.name, err = r.nameOf(ctx, m.applicant, m.stamp); err != nil {
				return nil, err
			}
		}
		if wanted.has(m) {
			found = append(found, m)
		}
	}
	return found, nil
}

// candidates returns what fulfils the conditions that SQL can see to.
func (r *reader) candidates(ctx context.Context, q workspace.BookingQuery) ([]nameMatch, error) {
	var order string
	if q.Order != workspace.OrderName {
		var err error
		if order, err = orderOf(q); err != nil {
			return nil, err
		}
	}
	c := bookingConditions(q)
	return query(ctx, r.tx,
		`SELECT b.pk, a.pk, `+stampColumn+`, b.reference FROM booking b CROSS JOIN applicant a ON a.pk = b.applicant`+c.where()+order,
		func(row scanner) (m nameMatch, err error) {
			var drawn []byte
			if err := row.Scan(&m.pk, &m.applicant, &drawn, &m.reference); err != nil {
				return m, err
			}
			m.sealed = copy(m.stamp[:], drawn) == len(m.stamp)
			return m, nil
		}, c.args...)
}

// wanted is what a text looks for.
type wanted struct {
	everything bool
	words      []string           // folded, each part of a name
	reference  string             // in lower case, part of a reference
	applicants map[int64]struct{} // those with this e-mail address, phone or number
}

func (r *reader) wantedBy(ctx context.Context, written string) (wanted, error) {
	written = strings.TrimSpace(written)
	if written == "" {
		return wanted{everything: true}, nil
	}
	applicants, err := r.applicantsWith(ctx, written)
	return wanted{
		words:      strings.Fields(names.Fold(written)),
		reference:  strings.ToLower(written),
		applicants: applicants,
	}, err
}

func (w wanted) has(m nameMatch) bool {
	if w.everything || m.name.matches(w.words) || strings.Contains(strings.ToLower(m.reference), w.reference) {
		return true
	}
	_, ok := w.applicants[m.applicant]
	return ok
}

// applicantsWith finds by keyed hash who has an e-mail address, a phone or a
// foreigner number.
func (r *reader) applicantsWith(ctx context.Context, written string) (map[int64]struct{}, error) {
	hashes := r.keys.hashApplicant(agenda.Applicant{Email: written, ForeignerNumber: written, Phone: written})
	found := map[int64]struct{}{}
	err := each(ctx, r.tx,
		`SELECT pk FROM applicant WHERE email_hash = ?
		 UNION SELECT pk FROM applicant WHERE number_hash = ?
		 UNION SELECT pk FROM applicant WHERE phone_hash = ?`,
		func(row scanner) error {
			var pk int64
			err := row.Scan(&pk)
			found[pk] = struct{}{}
			return err
		}, hashes.emailHash, hashes.numberHash, hashes.phoneHash)
	return found, err
}
