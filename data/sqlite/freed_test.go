package sqlite

import (
	"context"
	"fmt"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

const day = agenda.Moment(86400)

// online puts slots of the test online with a release of their own, done at a moment.
func online(id agenda.ReleaseID, at agenda.Moment, slots ...int) func(context.Context, workspace.Writer) error {
	return func(ctx context.Context, w workspace.Writer) error {
		if err := w.PutReleaseWeek(ctx, testDrawn(at.Date().Week(), agenda.Release{ID: id, At: at})); err != nil {
			return err
		}
		var dealt []agenda.Slot
		for _, n := range slots {
			dealt = append(dealt, releaseOf(testSlot(n), id))
		}
		if err := w.PutSlots(ctx, dealt); err != nil {
			return err
		}
		return marking(id, at)(ctx, w)
	}
}

func reserve(n int) func(context.Context, workspace.Writer) error {
	return func(ctx context.Context, w workspace.Writer) error {
		s := testSlot(n)
		s.State = agenda.SlotReserved
		return w.PutSlots(ctx, []agenda.Slot{s})
	}
}

func imported(n int, at agenda.Moment, bs ...agenda.Booking) func(context.Context, workspace.Writer) error {
	return func(ctx context.Context, w workspace.Writer) error {
		known, err := w.Bookings(ctx, workspace.BookingQuery{})
		if err != nil {
			return err
		}
		knows := map[agenda.BookingID]bool{}
		for _, b := range known {
			knows[b.ID] = true
		}
		a := importOf(n)
		a.Import.At = at
		for _, b := range bs {
			switch {
			case !knows[b.ID]:
				a.New = append(a.New, b)
			case b.Gone:
				a.Gone = append(a.Gone, b.ID)
			default:
				a.Changed = append(a.Changed, b)
			}
		}
		return w.ApplyImport(ctx, a)
	}
}

// on is the nth booking, on the slot s, made at a moment.
func on(s, n int, at agenda.Moment) agenda.Booking {
	slot, b := testSlot(s), testBooking(n)
	b.Slot, b.Desk, b.Procedure, b.Date, b.Start, b.BookedAt = slot.ID, slot.Desk, slot.Procedure, slot.Date, slot.Start, at
	return b
}

func cancelled(b agenda.Booking, at agenda.Moment) agenda.Booking {
	b.Status, b.Cause, b.CancelledAt = agenda.BookingCancelled, agenda.CancelPlatform, at
	return b
}

func given(t testing.TB, w *Workspace) (told []string) {
	t.Helper()
	for _, g := range view(t, w, func(ctx context.Context, r workspace.Reader) ([]workspace.GivenBack, error) { return r.GivenBack(ctx) }) {
		gone := ""
		if g.Gone {
			gone = " gone"
		}
		told = append(told, fmt.Sprintf("%s %s %+d %s%s", g.Slot.ID, g.Booking, (g.At-now)/day, g.Cause, gone))
	}
	return told
}

func TestWhatGivesASlotBack(t *testing.T) {
	unseat := func(b agenda.Booking) agenda.Booking { b.Slot = ""; return b }
	absent := func(b agenda.Booking) agenda.Booking { b.Status = agenda.BookingAbsent; return b }
	gone := func(b agenda.Booking) agenda.Booking { b.Gone = true; return b }
	first := on(0, 1, now+day)
	for name, c := range map[string]struct {
		steps []func(context.Context, workspace.Writer) error
		want  []string
	}{
		"never booked": {nil, nil},
		"booked":       {steps(imported(1, now+2*day, first)), nil},
		"cancelled, and the export says when": {steps(imported(1, now+5*day, cancelled(first, now+3*day))),
			[]string{"slot-00000 booking-00001 +3 platform"}},
		"cancelled, known by the import that brought it": {steps(imported(1, now+5*day, cancelled(first, 0))),
			[]string{"slot-00000 booking-00001 +5 platform"}},
		"cancelled, known by the import that told": {steps(imported(1, now+2*day, first), imported(2, now+4*day, cancelled(first, 0)),
			imported(3, now+6*day, withPhone(cancelled(first, 0)))), []string{"slot-00000 booking-00001 +4 platform"}},
		"gone": {steps(imported(1, now+2*day, first), imported(2, now+4*day, gone(first))),
			[]string{"slot-00000 booking-00001 +4 platform gone"}},
		"gone and back":                   {steps(imported(1, now+2*day, first), imported(2, now+4*day, gone(first)), imported(3, now+5*day, first)), nil},
		"cancelled here":                  {steps(imported(1, now+2*day, first), put(cancelling("d", first.ID))), []string{"slot-00000 booking-00001 +0 duplicate"}},
		"cancelled, and taken by another": {steps(imported(1, now+5*day, cancelled(first, now+3*day), on(0, 2, now+4*day))), nil},
		"oversold, one of two cancelled":  {steps(imported(1, now+5*day, cancelled(first, now+3*day), unseat(on(0, 2, now+day)))), nil},
		"both of two cancelled": {steps(imported(1, now+5*day, cancelled(first, now+3*day), cancelled(on(0, 2, now+day), now+4*day))),
			[]string{"slot-00000 booking-00001 +3 platform", "slot-00000 booking-00002 +4 platform"}},
		"cancelled, and the person of another stayed away": {steps(imported(1, now+5*day, cancelled(first, now+3*day), absent(on(0, 2, now+day)))), nil},
		"cancelled before it was online":                   {steps(imported(1, now-2*day, cancelled(on(0, 1, now-5*day), now-3*day))), nil},
		"cancelled before its release was ticked":          {steps(imported(1, now+day, cancelled(on(0, 1, now-300), now-60))), []string{"slot-00000 booking-00001 +0 platform"}},
		"moved to another slot": {steps(imported(1, now+2*day, first), imported(2, now+4*day, func() agenda.Booking { b := on(1, 1, now+day); return b }())),
			[]string{"slot-00000 booking-00001 +4 platform gone"}},
		"online again since": {steps(imported(1, now+2*day, cancelled(first, now+day)), online("r2", now+9*day, 0)), nil},
		"online again, and given back again": {steps(imported(1, now+2*day, cancelled(first, now+day)), online("r2", now+9*day, 0),
			imported(2, now+12*day, cancelled(on(0, 2, now+10*day), now+11*day))), []string{"slot-00000 booking-00002 +11 platform"}},
		"of the reserve": {steps(reserve(2), imported(1, now+5*day, cancelled(on(2, 1, now+day), now+3*day))), []string{"slot-00002 booking-00001 +3 platform"}},
		"planned, never online": {steps(func(ctx context.Context, w workspace.Writer) error {
			return w.PutSlots(ctx, []agenda.Slot{testSlot(3)})
		}, imported(1, now+5*day, cancelled(on(3, 1, now+day), now+3*day))), nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := create(t)
			update(t, w, setUp)
			update(t, w, online("r1", now, 0, 1))
			for _, step := range c.steps {
				update(t, w, step)
			}
			wantEqual(t, given(t, w), c.want)
			wantSound(t, w)
		})
	}
}

func steps(s ...func(context.Context, workspace.Writer) error) []func(context.Context, workspace.Writer) error {
	return s
}

func withPhone(b agenda.Booking) agenda.Booking {
	b.Applicant.Phone = "0700000000"
	return b
}

// A slot that somebody holds again leaves its release: where it was online, it is so again.
func TestHeldSlotsAreTakenBack(t *testing.T) {
	w := create(t)
	update(t, w, setUp)
	update(t, w, online("r1", now, 0, 1, 2))
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		later := now + 9*day
		if err := w.PutReleaseWeek(ctx, testDrawn(later.Date().Week(), agenda.Release{ID: "r2", At: later})); err != nil {
			return err
		}
		reserved, never := testSlot(1), testSlot(4)
		reserved.State, never.State = agenda.SlotReserved, agenda.SlotReserved
		return w.PutSlots(ctx, []agenda.Slot{releaseOf(testSlot(0), "r2"), reserved, releaseOf(testSlot(2), "r2"), releaseOf(testSlot(3), "r2"), never})
	})
	// Slot 2 is nobody's; slots 3 and 4 were never online.
	update(t, w, imported(1, now+day, on(0, 1, now), on(1, 2, now), cancelled(on(2, 3, now), now), on(3, 4, now), on(4, 5, now)))
	for _, want := range []int{3, 0} {
		update(t, w, func(ctx context.Context, w workspace.Writer) error {
			n, err := w.TakeBackHeld(ctx)
			if n != want {
				t.Errorf("%d slots taken back, want %d", n, want)
			}
			return err
		})
	}
	wantSlot(t, w, 0, agenda.SlotPublished, "r1")
	wantSlot(t, w, 1, agenda.SlotPublished, "r1")
	wantSlot(t, w, 2, agenda.SlotReleased, "r2")
	wantSlot(t, w, 3, agenda.SlotPlanned, "")
	wantSlot(t, w, 4, agenda.SlotReserved, "")
	wantSound(t, w)
}

func TestLastEntryIsTheNewestOfItsKind(t *testing.T) {
	w := create(t)
	for n, r := range []workspace.JournalRecord{record("export", 1), record("export", 2), record("export", 1), record("import", 1)} {
		r.At = now + agenda.Moment(n)
		update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.Record(ctx, r) })
	}
	for _, c := range []struct {
		action, subject string
		want            agenda.Moment
	}{{"export", "1", now + 2}, {"export", "2", now + 1}, {"export", "3", 0}, {"decide", "1", 0}} {
		at := view(t, w, func(ctx context.Context, r workspace.Reader) (agenda.Moment, error) {
			e, found, err := r.LastEntry(ctx, c.action, c.subject)
			if found != (c.want != 0) {
				t.Errorf("%s of %s: found %v", c.action, c.subject, found)
			}
			return e.At, err
		})
		wantEqual(t, at, c.want)
	}
}

// BenchmarkGivenBack looks for what was given back of a year: 12,000 slots online, 15,000
// bookings, of which every fifth was cancelled and every tenth moved.
func BenchmarkGivenBack(b *testing.B) {
	const slots = 12_000
	w := create(b)
	update(b, w, setUp)
	all := make([]int, slots)
	for n := range all {
		all[n] = n
	}
	update(b, w, online("r1", now, all...))
	bookings, moved := make([]agenda.Booking, year), []agenda.Booking{}
	for n := range bookings {
		bookings[n] = on(n%slots, n, now+agenda.Moment(n))
		switch {
		case n%5 == 0:
			bookings[n] = cancelled(bookings[n], 0)
		case n%10 == 1:
			moved = append(moved, on((n+7)%slots, n, now+agenda.Moment(n)))
		}
	}
	update(b, w, imported(1, now+day, bookings...))
	update(b, w, imported(2, now+2*day, moved...))
	for b.Loop() {
		if n := len(given(b, w)); n < 1000 {
			b.Fatalf("%d given back", n)
		}
	}
}
