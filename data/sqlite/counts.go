package sqlite

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/statistics"
)

// weekOf is what counts are added up by.
type weekOf struct {
	week      agenda.Week
	procedure agenda.ProcedureCode
}

// tally adds up counts by day into counts by week: SQLite before 3.46 knows no ISO
// weeks, and other programs may read this file.
type tally map[weekOf]*statistics.Figures

func (t tally) at(date agenda.Date, procedure agenda.ProcedureCode) *statistics.Figures {
	key := weekOf{date.Week(), procedure}
	f := t[key]
	if f == nil {
		f = &statistics.Figures{}
		t[key] = f
	}
	return f
}

// Counts implements [workspace.Reader]; they come by week and procedure.
func (r *reader) Counts(ctx context.Context) (statistics.Counts, error) {
	t := tally{}
	if err := r.countSlots(ctx, t); err != nil {
		return statistics.Counts{}, err
	}
	if err := r.countBookings(ctx, t); err != nil {
		return statistics.Counts{}, err
	}
	keys := slices.SortedFunc(maps.Keys(t), func(a, b weekOf) int {
		return cmp.Or(a.week.Compare(b.week), cmp.Compare(a.procedure, b.procedure))
	})
	var counts statistics.Counts
	for _, key := range keys {
		counts.ByWeek = append(counts.ByWeek, statistics.Count{Week: key.week, Procedure: key.procedure, Figures: *t[key]})
	}
	return counts, nil
}

// countSlots counts a slot that was online as published, once, wherever it waits since it
// was given back: in a release to come, or among the urgent cases.
func (r *reader) countSlots(ctx context.Context, t tally) error {
	return each(ctx, r.tx,
		`SELECT date, procedure, count(*), sum(state = 'reserved' AND o.slot IS NULL), sum(o.slot IS NOT NULL)
		 FROM slot LEFT JOIN (SELECT DISTINCT slot FROM slot_online) o ON o.slot = slot.id GROUP BY date, procedure`,
		func(row scanner) error {
			var date agenda.Date
			var procedure agenda.ProcedureCode
			var planned, reserved, published int
			if err := row.Scan(dateColumn{&date}, text(&procedure), &planned, &reserved, &published); err != nil {
				return err
			}
			f := t.at(date, procedure)
			f.Planned += planned
			f.Reserved += reserved
			f.Published += published
			return nil
		})
}

// countBookings counts a booking that held its slot when a later export no longer had
// it as cancelled on the platform; one that had come to its end keeps it.
func (r *reader) countBookings(ctx context.Context, t tally) error {
	return each(ctx, r.tx,
		`SELECT date, procedure, status, cause, gone, count(*) FROM booking GROUP BY date, procedure, status, cause, gone`,
		func(row scanner) error {
			var b agenda.Booking
			var n int
			if err := row.Scan(dateColumn{&b.Date}, text(&b.Procedure), text(&b.Status), text(&b.Cause), &b.Gone, &n); err != nil {
				return err
			}
			addBookings(t.at(b.Date, b.Procedure), b, n)
			return nil
		})
}

// addBookings adds n bookings like b.
func addBookings(f *statistics.Figures, b agenda.Booking, n int) {
	cause := b.Cause
	switch {
	case b.Active():
		f.Waiting += n
		return
	case b.Status == agenda.BookingServed:
		f.Served += n
		return
	case b.Status == agenda.BookingAbsent:
		f.Absent += n
		return
	case b.Status == agenda.BookingActive: // gone
		cause = agenda.CancelPlatform
	}
	if f.Cancelled == nil {
		f.Cancelled = map[agenda.CancelCause]int{}
	}
	f.Cancelled[cause] += n
}
