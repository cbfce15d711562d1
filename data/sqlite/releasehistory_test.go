package sqlite

import (
	"context"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// Seven slots are online from nine on the first day; three of them come back on the
// second day with another release. Whoever took one before is no booking of its second
// turn, and the first turn has none of the second's.
func TestUptakesGoByTurns(t *testing.T) {
	w := create(t)
	first, second := now-10*86400, now-3*86400
	week := workspace.ReleaseWeek{
		ReleaseWeek: agenda.ReleaseWeek{Week: testWeek, Config: "{}"},
		Releases:    []agenda.Release{{ID: "a", Week: testWeek, At: first}, {ID: "b", Week: testWeek, At: second}, {ID: "c", Week: testWeek, At: now}},
	}
	slots := func(release agenda.ReleaseID, which ...int) []agenda.Slot {
		var list []agenda.Slot
		for _, n := range which {
			s := testSlot(n)
			s.State, s.Release = agenda.SlotReleased, release
			list = append(list, s)
		}
		return list
	}
	n := 0
	booking := func(slot int, at agenda.Moment) agenda.Booking {
		b := testBooking(n)
		n++
		b.Slot, b.BookedAt = testSlot(slot).ID, at
		return b
	}
	gone := booking(2, first+300) // cancelled, and taken again in its second turn
	gone.Status, gone.Cause, gone.CancelledAt = agenda.BookingCancelled, agenda.CancelPlatform, first+400
	tomorrow := now + 86400 - now%86400
	update(t, w, setUp)
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.PutReleaseWeek(ctx, week) })
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := w.PutSlots(ctx, slots("a", 0, 1, 2, 3, 4, 5, 6)); err != nil {
			return err
		}
		return w.MarkReleased(ctx, "a", first, "agent")
	})
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := w.PutSlots(ctx, slots("b", 1, 2, 3)); err != nil {
			return err
		}
		return w.MarkReleased(ctx, "b", second, "agent")
	})
	if until := view(t, w, func(ctx context.Context, r workspace.Reader) (agenda.Moment, error) { return r.BookingsKnownUntil(ctx) }); until != 0 {
		t.Errorf("without a booking they are known until %s", until)
	}
	last := second + 120
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		return w.ApplyImport(ctx, importOf(1,
			booking(0, first-30), // a clock that differs
			gone, booking(2, second+60),
			booking(1, last), booking(1, last-60), // oversold: the first of them counts
			booking(4, 0), booking(5, tomorrow-5*86400), // nobody knows when
			booking(6, tomorrow+100), // a slip of the pen: after the export
		))
	})
	wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) (map[agenda.ReleaseID]workspace.Uptake, error) {
		return r.Uptakes(ctx)
	}), map[agenda.ReleaseID]workspace.Uptake{
		"a": {Slots: 5, Unknown: 2, Booked: []agenda.Moment{first - 30, first + 300, tomorrow + 100}},
		"b": {Slots: 3, Booked: []agenda.Moment{second + 60, last - 60}},
	})
	if until := view(t, w, func(ctx context.Context, r workspace.Reader) (agenda.Moment, error) { return r.BookingsKnownUntil(ctx) }); until != last {
		t.Errorf("bookings are known until %s, want %s", until, last)
	}
}
