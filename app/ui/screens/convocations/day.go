package convocations

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// firstDay returns the first day from one day to another, both included, that has an
// appointment; a zero day does not bound.
func firstDay(ctx context.Context, o Office, from, to agenda.Date) (agenda.Date, error) {
	return dayOf(ctx, o, workspace.BookingQuery{From: from, To: to})
}

// lastDay returns the last day before a day that has an appointment.
func lastDay(ctx context.Context, o Office, before agenda.Date) (agenda.Date, error) {
	return dayOf(ctx, o, workspace.BookingQuery{To: before.AddDays(-1), Descending: true})
}

// dayOf returns the day of the first booking that a query finds, zero if it finds none.
func dayOf(ctx context.Context, o Office, q workspace.BookingQuery) (agenda.Date, error) {
	q.ActiveOnly, q.Order, q.Limit = true, workspace.OrderAppointment, 1
	found, _, err := o.Bookings(ctx, q)
	if err != nil || len(found) == 0 {
		return agenda.Date{}, err
	}
	return found[0].Date, nil
}

// dayToStart returns the day that a week is opened on: in the present week the next day
// with appointments after today, for whom letters are still in time; in another one its
// first such day; its Monday where there is none.
func dayToStart(ctx context.Context, o Office, week agenda.Week) (agenda.Date, error) {
	today := o.Now().Date()
	if week == today.Week() {
		if day, err := firstDay(ctx, o, today.AddDays(1), agenda.Date{}); err != nil || !day.IsZero() {
			return day, err
		}
	}
	day, err := firstDay(ctx, o, week.Monday(), week.Day(agenda.Sunday))
	if err == nil && day.IsZero() {
		day = week.Monday()
	}
	return day, err
}
