package sqlite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

// dump writes every row that an import or a decision may change, byte for byte, the
// sealed values included.
func dump(t testing.TB, w *Workspace) string {
	t.Helper()
	var b strings.Builder
	for _, statement := range []string{
		`SELECT 'booking', id, quote(import), ` + quoted(bookingState) + ` FROM booking ORDER BY id`,
		`SELECT 'applicant', id, quote(import), quote(sealed), quote(email_hash), quote(number_hash), quote(phone_hash) FROM applicant ORDER BY id`,
		`SELECT 'before', quote(import), booking, ` + quoted(bookingState) + ` FROM booking_before ORDER BY import, booking`,
		`SELECT 'applicant before', quote(import), applicant, quote(sealed) FROM applicant_before ORDER BY import, applicant`,
		`SELECT 'import', id FROM import WHERE undone_at = 0 ORDER BY pk`,
		`SELECT 'decision', id FROM decision WHERE undone_at = 0 ORDER BY pk`,
	} {
		rows, err := w.pool.Query(statement)
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			values := make([]string, len(columns))
			to := make([]any, len(columns))
			for i := range values {
				to[i] = &values[i]
			}
			if err := rows.Scan(to...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, strings.Join(values, "|"))
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func quoted(columns string) string {
	list := strings.Split(columns, ", ")
	for i, c := range list {
		list[i] = "quote(" + c + ")"
	}
	return strings.Join(list, ", ")
}

// step is one thing of a history and the way back.
type step struct {
	name string
	undo func(ctx context.Context, w workspace.Writer) error
}

// history makes random imports and decisions on a workspace of few bookings, so that
// they meet each other often.
type history struct {
	t     *rapid.T
	tb    testing.TB
	w     *Workspace
	next  int // number of the next booking, import or decision
	alive []agenda.Booking
}

func (h *history) someIDs(name string) (ids []agenda.BookingID) {
	if len(h.alive) == 0 {
		return nil
	}
	picked := map[int]bool{}
	for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(h.alive)-1), 0, 4).Draw(h.t, name) {
		if !picked[i] {
			picked[i] = true
			ids = append(ids, h.alive[i].ID)
		}
	}
	return ids
}

func (h *history) importStep() (step, func(ctx context.Context, w workspace.Writer) error) {
	h.next++
	a := importOf(h.next)
	for range rapid.IntRange(0, 3).Draw(h.t, "new") {
		h.next++
		b := testBooking(h.next)
		if len(h.alive) > 0 && rapid.Bool().Draw(h.t, "shared") {
			b.Applicant = h.alive[0].Applicant // one person, two bookings
		}
		a.New = append(a.New, b)
	}
	changed := map[agenda.BookingID]bool{}
	current := allBookings(h.tb, h.w)
	for _, id := range h.someIDs("changed") {
		for _, b := range current {
			if b.ID == id {
				changed[id] = true
				a.Changed = append(a.Changed, h.alter(b))
			}
		}
	}
	for _, id := range h.someIDs("gone") {
		if !changed[id] {
			a.Gone = append(a.Gone, id)
		}
	}
	id := a.Import.ID
	return step{"import " + string(id), func(ctx context.Context, w workspace.Writer) error { return w.UndoImport(ctx, id, now) }},
		func(ctx context.Context, w workspace.Writer) error { return w.ApplyImport(ctx, a) }
}

// alter changes what an export may change in a booking.
func (h *history) alter(b agenda.Booking) agenda.Booking {
	switch rapid.IntRange(0, 5).Draw(h.t, "alter") {
	case 0:
		b.Applicant.Phone += "9"
	case 1:
		b.Applicant = testBooking(1000 + h.next).Applicant // the slot changed hands
		h.next++
	case 2:
		b.Status, b.Cause, b.CancelledAt = agenda.BookingCancelled, agenda.CancelPlatform, now
	case 3:
		b.Status, b.Cause, b.CancelledAt = agenda.BookingActive, agenda.CancelNone, 0
	case 4:
		b.Date, b.Start, b.Gone = b.Date.AddDays(1), b.Start+5, !b.Gone
	case 5:
		b.Reference += "x"
	}
	return b
}

func (h *history) decisionStep() (step, func(ctx context.Context, w workspace.Writer) error) {
	h.next++
	d := agenda.Decision{
		ID: agenda.DecisionID(fmt.Sprintf("decision-%d", h.next)), Rule: "DUP-EMAIL", Bookings: h.someIDs("about"), Cancel: h.someIDs("cancel"),
		Outcome: agenda.OutcomeCancel, Reason: "raison", At: now + agenda.Moment(rapid.IntRange(0, 2).Draw(h.t, "at")),
	}
	return step{"decision " + string(d.ID), func(ctx context.Context, w workspace.Writer) error { return w.UndoDecision(ctx, d.ID, now) }},
		func(ctx context.Context, w workspace.Writer) error {
			return w.PutDecision(ctx, d, agenda.CancelDuplicate)
		}
}

func TestUndoingInReverseRestoresEveryByte(t *testing.T) {
	template := create(t)
	update(t, template, setUp)
	closeNow(t, template)
	raw, err := os.ReadFile(template.Path())
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		folder, err := os.MkdirTemp(filepath.Dir(template.Path()), "history")
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, "w.creneaux")
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		w := open(t, path, testOptions())
		defer w.Close()
		h := &history{t: rt, tb: t, w: w}
		type moment struct {
			step  step
			state string
		}
		var past []moment
		for range rapid.IntRange(1, 8).Draw(rt, "steps") {
			h.alive = allBookings(t, w)
			make := h.importStep
			if len(h.alive) > 0 && rapid.Bool().Draw(rt, "decide") {
				make = h.decisionStep
			}
			s, do := make()
			before := dump(t, w)
			update(t, w, do)
			past = append(past, moment{s, before})
		}
		for len(past) > 0 {
			last := past[len(past)-1]
			past = past[:len(past)-1]
			if err := tryUpdate(w, last.step.undo); err != nil {
				rt.Fatalf("undoing %s: %v", last.step.name, err)
			}
			if after := dump(t, w); after != last.state {
				rt.Fatalf("undoing %s does not restore:\nbefore\n%s\nafter\n%s", last.step.name, last.state, after)
			}
		}
		wantSound(t, w)
	})
}

func put(d agenda.Decision) func(ctx context.Context, w workspace.Writer) error {
	return func(ctx context.Context, w workspace.Writer) error {
		return w.PutDecision(ctx, d, agenda.CancelDuplicate)
	}
}

func undoDecision(id agenda.DecisionID) func(ctx context.Context, w workspace.Writer) error {
	return func(ctx context.Context, w workspace.Writer) error { return w.UndoDecision(ctx, id, now+9) }
}

func undoImport(id agenda.ImportID) func(ctx context.Context, w workspace.Writer) error {
	return func(ctx context.Context, w workspace.Writer) error { return w.UndoImport(ctx, id, now+9) }
}

func changing(n int, bs ...agenda.Booking) func(ctx context.Context, w workspace.Writer) error {
	return func(ctx context.Context, w workspace.Writer) error {
		a := importOf(n)
		a.Changed = bs
		return w.ApplyImport(ctx, a)
	}
}

func cancelling(id agenda.DecisionID, bs ...agenda.BookingID) agenda.Decision {
	return agenda.Decision{ID: id, Rule: "DUP-EMAIL", Bookings: bs, Cancel: bs, Outcome: agenda.OutcomeCancel, Reason: "doublon", At: now + 5}
}

func TestDecisionsCancelAndComeBack(t *testing.T) {
	w := filled(t, 3)
	keep := agenda.Decision{ID: "d2", Rule: "DUP-EMAIL", Bookings: []agenda.BookingID{"booking-00002"}, Outcome: agenda.OutcomeKeep, At: now}
	first := cancelling("d1", "booking-00001", "booking-00000")
	update(t, w, put(first))
	update(t, w, put(keep))
	list := allBookings(t, w)
	if b := list[1]; b.Status != agenda.BookingCancelled || b.Cause != agenda.CancelDuplicate || b.CancelledAt != now+5 {
		t.Errorf("not cancelled: %+v", b)
	}
	if !list[2].Active() {
		t.Error("a booking to keep was cancelled")
	}
	update(t, w, undoDecision("d1"))
	first.Undone = now + 9
	wantEqual(t, view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Decision, error) { return r.Decisions(ctx) }), []agenda.Decision{first, keep})
	wantProblem(t, tryUpdate(w, undoDecision("d1")), "WS-UNDO-DONE")
	if err := tryUpdate(w, undoDecision("d9")); err == nil {
		t.Error("an unknown decision was undone")
	}
	if err := tryUpdate(w, put(cancelling("d3", "booking-99999"))); err == nil {
		t.Error("an unknown booking was cancelled")
	}
	wantSound(t, w)
}

func TestDecisionUnderALaterOneStays(t *testing.T) {
	w := filled(t, 2)
	update(t, w, put(cancelling("d1", "booking-00000")))
	update(t, w, put(cancelling("d2", "booking-00000", "booking-00001")))
	wantProblem(t, tryUpdate(w, undoDecision("d1")), "WS-UNDO-CHANGED")
	update(t, w, undoDecision("d2"))
	if list := allBookings(t, w); list[0].Active() || !list[1].Active() {
		t.Errorf("after undoing the second: %v %v", list[0].Status, list[1].Status)
	}
	update(t, w, undoDecision("d1"))
	if list := allBookings(t, w); !list[0].Active() {
		t.Error("still cancelled")
	}
}

func TestDecisionThatAnExportOvertookStays(t *testing.T) {
	w := filled(t, 1)
	update(t, w, put(cancelling("d1", "booking-00000")))
	b := allBookings(t, w)[0]
	b.Cause = agenda.CancelPlatform
	update(t, w, changing(2, b))
	wantProblem(t, tryUpdate(w, undoDecision("d1")), "WS-UNDO-CHANGED")
}

func TestUndoneCancellationDoesNotComeBackWithAnImport(t *testing.T) {
	w := filled(t, 1)
	update(t, w, put(cancelling("d1", "booking-00000")))
	b := allBookings(t, w)[0]
	b.Applicant.Phone = "0700000000" // an export that leaves the cancellation alone
	update(t, w, changing(2, b))
	update(t, w, undoDecision("d1"))
	update(t, w, undoImport("import-2"))
	want := testBooking(0)
	want.Import = "import-1"
	wantEqual(t, allBookings(t, w), []agenda.Booking{want})
	wantSound(t, w)
}

func TestImportIsUndoneOnlyWhenNothingRestsOnIt(t *testing.T) {
	w := filled(t, 2)
	update(t, w, changing(2, testBooking(0)))
	wantProblem(t, tryUpdate(w, undoImport("import-1")), "WS-UNDO-NOT-LAST")

	update(t, w, put(cancelling("d1", "booking-00000")))
	wantProblem(t, tryUpdate(w, undoImport("import-2")), "WS-UNDO-DECIDED")
	update(t, w, undoDecision("d1"))
	update(t, w, put(cancelling("d2", "booking-00001"))) // not of this import
	update(t, w, undoImport("import-2"))
	wantProblem(t, tryUpdate(w, undoImport("import-2")), "WS-UNDO-DONE")
	wantProblem(t, tryUpdate(w, undoImport("import-1")), "WS-UNDO-DECIDED")

	// A decision made before an import does not stand in its way.
	b := allBookings(t, w)[1]
	b.Applicant.Phone = "0700000000"
	update(t, w, changing(3, b))
	update(t, w, undoImport("import-3"))
	update(t, w, undoDecision("d2"))

	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		return w.PutConvocations(ctx, []agenda.Convocation{{Number: "C1", Booking: "booking-00001", IssuedAt: now}})
	})
	wantProblem(t, tryUpdate(w, undoImport("import-1")), "WS-UNDO-CONVOKED")
	if err := tryUpdate(w, undoImport("import-9")); err == nil {
		t.Error("an unknown import was undone")
	}
	wantSound(t, w)
}

func TestUndoneImportLeavesNobodyBehind(t *testing.T) {
	w := filled(t, 5)
	update(t, w, put(cancelling("d1", "booking-00003")))
	update(t, w, undoDecision("d1"))
	update(t, w, undoImport("import-1"))
	for _, table := range []string{"booking", "applicant", "booking_before", "applicant_before"} {
		n, err := scalar[int](t.Context(), w.pool, `SELECT count(*) FROM `+table)
		if err != nil || n != 0 {
			t.Errorf("%d rows of %s are left (%v)", n, table, err)
		}
	}
	imports := view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Import, error) { return r.Imports(ctx) })
	want := importOf(1).Import
	want.Rows, want.New, want.Undone = 5, 5, now+9
	wantEqual(t, imports, []agenda.Import{want})
	decisions := view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Decision, error) { return r.Decisions(ctx) })
	if len(decisions) != 1 || len(decisions[0].Bookings) != 1 {
		t.Errorf("the decision taken back is gone: %v", decisions)
	}
	wantSound(t, w)
}

func TestBookingsWithADecisionCannotLeave(t *testing.T) {
	w := filled(t, 1)
	update(t, w, put(cancelling("d1", "booking-00000")))
	if _, err := w.writer.Exec(`DELETE FROM booking`); err == nil {
		t.Error("the booking left")
	}
}
