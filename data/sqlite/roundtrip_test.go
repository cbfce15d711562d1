package sqlite

import (
	"context"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/workspace"
)

func TestServiceProceduresDesksAndClosuresComeBack(t *testing.T) {
	w := create(t)
	service := view(t, w, func(ctx context.Context, r workspace.Reader) (agenda.Service, error) { return r.Service(ctx) })
	wantEqual(t, service, agenda.Service{})
	closures := []agenda.Closure{
		{ID: "c1", From: agenda.MustDate("2026-08-01"), To: agenda.MustDate("2026-08-15"), Desks: []agenda.DeskID{"desk-1"}, Reason: "été"},
		{ID: "c2", From: agenda.MustDate("2026-05-15"), To: agenda.MustDate("2026-05-15"), Reason: "pont"},
	}
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := setUp(ctx, w); err != nil {
			return err
		}
		return w.SetClosures(ctx, closures)
	})
	wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Procedure, error) { return r.Procedures(ctx) }), testProcedures)
	wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Desk, error) { return r.Desks(ctx) }), testDesks)
	wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Closure, error) { return r.Closures(ctx) }),
		[]agenda.Closure{closures[1], closures[0]})
	wantSound(t, w)
}

func TestWhatSlotsOrBookingsUseIsNotRemoved(t *testing.T) {
	w := filled(t, 4) // bookings 0 to 3: all desks and procedures
	wantProblem(t, tryUpdate(w, func(ctx context.Context, w workspace.Writer) error { return w.SetProcedures(ctx, testProcedures[:2]) }), "WS-PROCEDURE-IN-USE")
	wantProblem(t, tryUpdate(w, func(ctx context.Context, w workspace.Writer) error { return w.SetDesks(ctx, nil) }), "WS-DESK-IN-USE")

	free := agenda.Desk{ID: "desk-3", Name: "G3", Procedures: []agenda.ProcedureCode{"first"}}
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := w.SetDesks(ctx, append([]agenda.Desk{free}, testDesks...)); err != nil {
			return err
		}
		return keepPlan(ctx, w, []agenda.PlanCell{{Week: testWeek, Desk: free.ID, Procedure: "first", Slots: 3}}, nil)
	})
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.SetDesks(ctx, testDesks) })
	plan := view(t, w, func(ctx context.Context, r workspace.Reader) (workspace.PlanState, error) { return r.Plan(ctx) })
	if len(plan.Cells) != 0 {
		t.Errorf("the plan of a desk that left stays: %v", plan.Cells)
	}

	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		return w.PutSlots(ctx, []agenda.Slot{testSlot(1)})
	})
	wantProblem(t, tryUpdate(w, func(ctx context.Context, w workspace.Writer) error { return w.SetDesks(ctx, testDesks[:1]) }), "WS-DESK-IN-USE")
	wantSound(t, w)
}

func TestPlanComesBackAndCountsItsVersions(t *testing.T) {
	w := create(t)
	update(t, w, setUp)
	cells := []agenda.PlanCell{
		{Week: testWeek.Add(1), Desk: "desk-1", Procedure: "first", Slots: 4},
		{Week: testWeek, Desk: "desk-2", Procedure: "renewal", Slots: 7},
		{Week: testWeek, Desk: "desk-2", Procedure: "first", Slots: 0},
	}
	for range 2 {
		update(t, w, func(ctx context.Context, w workspace.Writer) error {
			return keepPlan(ctx, w, cells, []agenda.Week{testWeek.Add(3), testWeek})
		})
	}
	plan := view(t, w, func(ctx context.Context, r workspace.Reader) (workspace.PlanState, error) { return r.Plan(ctx) })
	wantEqual(t, plan, workspace.PlanState{Cells: []agenda.PlanCell{cells[1], cells[0]}, Locked: []agenda.Week{testWeek, testWeek.Add(3)},
		Counted: []agenda.Week{testWeek, testWeek.Add(1)}, MadeAt: now, Version: 2, Policy: "fewest"})
}

func TestSlotsAreFoundByWhatTheyAre(t *testing.T) {
	w := create(t)
	update(t, w, setUp)
	slots := make([]agenda.Slot, 200)
	for i := range slots {
		slots[i] = testSlot(i)
	}
	slots[7].State = agenda.SlotReserved
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.PutSlots(ctx, slots) })
	find := func(q workspace.SlotQuery) []agenda.Slot {
		return view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Slot, error) { return r.Slots(ctx, q) })
	}
	wantEqual(t, find(workspace.SlotQuery{}), slots)
	wantEqual(t, find(workspace.SlotQuery{State: agenda.SlotReserved}), slots[7:8])
	wantEqual(t, find(workspace.SlotQuery{From: slots[60].Date, To: slots[60].Date}), slots[60:120])
	if got := find(workspace.SlotQuery{Desk: "desk-1", Procedure: "first"}); len(got) != 100 {
		t.Errorf("%d slots of desk 1", len(got))
	}

	slots[3].Start, slots[3].Position = 1000, 2
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.PutSlots(ctx, slots[3:4]) })
	moved := find(workspace.SlotQuery{To: slots[0].Date})
	wantEqual(t, moved[len(moved)-1], slots[3])
}

func TestOnlyFreeSlotsAreDeleted(t *testing.T) {
	w := create(t)
	booked := testBooking(0)
	booked.Slot = "slot-00000"
	cancelled := testBooking(1)
	cancelled.Slot, cancelled.Status, cancelled.Cause = "slot-00001", agenda.BookingCancelled, agenda.CancelPlatform
	released := testSlot(3)
	released.State, released.Release = agenda.SlotReleased, "release-1"
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := setUp(ctx, w); err != nil {
			return err
		}
		if err := w.PutReleaseWeek(ctx, testDrawn(testWeek, agenda.Release{ID: "release-1"})); err != nil {
			return err
		}
		if err := w.PutSlots(ctx, []agenda.Slot{testSlot(0), testSlot(1), testSlot(2), released}); err != nil {
			return err
		}
		return w.ApplyImport(ctx, importOf(1, booked, cancelled))
	})
	for _, id := range []agenda.SlotID{"slot-00000", "slot-00001", "slot-00003"} {
		wantProblem(t, tryUpdate(w, func(ctx context.Context, w workspace.Writer) error {
			return dropSlots(ctx, w, "slot-00002", id)
		}), "WS-SLOT-IN-USE")
	}
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		return dropSlots(ctx, w, "slot-00002")
	})
	left := view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Slot, error) {
		return r.Slots(ctx, workspace.SlotQuery{})
	})
	if len(left) != 3 {
		t.Errorf("%d slots are left", len(left))
	}
	held := view(t, w, func(ctx context.Context, r workspace.Reader) (map[agenda.SlotID]bool, error) {
		return r.BookedSlots(ctx)
	})
	wantEqual(t, held, map[agenda.SlotID]bool{"slot-00000": true})
	taken := view(t, w, func(ctx context.Context, r workspace.Reader) (map[agenda.SlotID]bool, error) {
		return r.TakenSlots(ctx)
	})
	wantEqual(t, taken, held)
	used := view(t, w, func(ctx context.Context, r workspace.Reader) (map[agenda.SlotID]bool, error) {
		return r.UsedSlots(ctx, agenda.Date{}, agenda.Date{})
	})
	wantEqual(t, used, map[agenda.SlotID]bool{"slot-00000": true, "slot-00001": true})
}

func TestLeftoversAndMappingsComeBack(t *testing.T) {
	w := create(t)
	update(t, w, setUp)
	leftovers := intake.Leftovers{Titles: []string{"N° RDV", "Jour"}, Rejected: []intake.Rejection{
		{Line: 5, Reference: "RDV1", Column: "Heure du RDV", Value: "25h99", Reason: agenda.Msg("intake.reject.hour.impossible", "Value", "25h99", "Date", agenda.MustDate("2026-03-02"),
			"At", now, "Clock", agenda.MustClock("09:05"), "Week", testWeek, "Most", 12, "Share", 0.5, "Day", agenda.Monday, "Big", int64(3), "Yes", true,
			"Field", agenda.Msg("intake.field.time"), "All", []agenda.Message{agenda.Msg("a"), agenda.Msg("b", "N", 1)}, "Words", []string{"x", "y"})},
		{Line: 9, Reason: agenda.Msg("intake.reject.date.missing"), Cells: []string{"RDV2", ""}},
	}, Passed: []intake.Rejection{{Line: 10, Value: "Total", Reason: agenda.Msg("intake.passed.total"), Cells: []string{"Total", "2"}}}}
	mapping := intake.Mapping{HeaderLine: 3, Columns: map[intake.Field]int{"date": 2}, Titles: map[intake.Field]string{"date": "Jour"}}
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		a := importOf(1)
		a.Leftovers = leftovers
		a.Fields = []intake.Field{intake.FieldReference, intake.FieldDate}
		if err := w.ApplyImport(ctx, a); err != nil {
			return err
		}
		return w.SetMapping(ctx, "platform", mapping)
	})
	wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) (intake.Leftovers, error) {
		return r.Leftovers(ctx, "import-1")
	}), leftovers)
	wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) (map[agenda.ImportID][]intake.Field, error) {
		return r.ImportFields(ctx)
	}), map[agenda.ImportID][]intake.Field{"import-1": {intake.FieldReference, intake.FieldDate}})
	wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) (intake.Mapping, error) {
		m, found, err := r.Mapping(ctx, "platform")
		if !found {
			t.Error("the mapping is not found")
		}
		return m, err
	}), mapping)
	if view(t, w, func(ctx context.Context, r workspace.Reader) (bool, error) {
		_, found, err := r.Mapping(ctx, "other")
		return found, err
	}) {
		t.Error("a mapping that was never set was found")
	}
	wantSound(t, w)
}

func TestConvocationsComeBackAndNumbersNeverTwice(t *testing.T) {
	w := filled(t, 3)
	take := func(n int) (first int) {
		update(t, w, func(ctx context.Context, w workspace.Writer) (err error) {
			first, err = w.NextConvocationSequence(ctx, n)
			return err
		})
		return first
	}
	if a, b, c := take(5), take(1), take(2); a != 1 || b != 6 || c != 7 {
		t.Errorf("numbers from %d, %d, %d", a, b, c)
	}
	letters := []agenda.Convocation{{Number: "C1", Booking: "booking-00000", Code: "code 1", IssuedAt: now}, {Number: "C2", Booking: "booking-00001", Code: "code 2", IssuedAt: now}}
	put := func(cs ...agenda.Convocation) error {
		return tryUpdate(w, func(ctx context.Context, w workspace.Writer) error { return w.PutConvocations(ctx, cs) })
	}
	if err := put(letters...); err != nil {
		t.Fatal(err)
	}
	letters[0].IssuedAt++
	if err := put(letters[0]); err != nil {
		t.Fatal(err)
	}
	stolen := letters[1]
	stolen.Booking = "booking-00002"
	if put(stolen) == nil {
		t.Error("a number passed to another booking")
	}
	find := func(ids []agenda.BookingID) []agenda.Convocation {
		return view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Convocation, error) {
			return r.Convocations(ctx, ids)
		})
	}
	wantEqual(t, find(nil), letters)
	wantEqual(t, find([]agenda.BookingID{"booking-00001"}), letters[1:])
	wantEqual(t, find([]agenda.BookingID{}), []agenda.Convocation(nil))
	later := agenda.Convocation{Number: "C0", Booking: "booking-00001", Code: "code 3", IssuedAt: now + 2}
	if err := put(later); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, find([]agenda.BookingID{"booking-00001"}), []agenda.Convocation{later})
	wantEqual(t, find(nil), []agenda.Convocation{later, letters[0]})
	for number, want := range map[string]bool{"C1": true, "C9": false} {
		if got := view(t, w, func(ctx context.Context, r workspace.Reader) (bool, error) {
			c, found, err := r.ConvocationByNumber(ctx, number)
			return found && c == letters[0], err
		}); got != want {
			t.Errorf("letter %s found: %v", number, got)
		}
	}
	wantSound(t, w)
}

func TestSecretsComeBack(t *testing.T) {
	w := create(t)
	for _, value := range []string{"first", "", "third"} {
		update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.SetSecret(ctx, "signing", []byte(value)) })
		got := view(t, w, func(ctx context.Context, r workspace.Reader) (string, error) {
			b, found, err := r.Secret(ctx, "signing")
			if !found {
				t.Error("the secret is not found")
			}
			return string(b), err
		})
		if got != value {
			t.Errorf("got %q, want %q", got, value)
		}
	}
	if view(t, w, func(ctx context.Context, r workspace.Reader) (bool, error) {
		_, found, err := r.Secret(ctx, "other")
		return found, err
	}) {
		t.Error("a secret that was never set was found")
	}
}
