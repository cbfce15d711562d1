package sqlite

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/names"
	"creneaux/app/statistics"
	"creneaux/app/workspace"
)

func bookings(t testing.TB, w *Workspace, q workspace.BookingQuery) []agenda.Booking {
	t.Helper()
	return view(t, w, func(ctx context.Context, r workspace.Reader) ([]agenda.Booking, error) { return r.Bookings(ctx, q) })
}

func count(t testing.TB, w *Workspace, q workspace.BookingQuery) int {
	t.Helper()
	return view(t, w, func(ctx context.Context, r workspace.Reader) (int, error) { return r.CountBookings(ctx, q) })
}

func references(list []agenda.Booking) (refs []string) {
	for _, b := range list {
		refs = append(refs, b.Reference)
	}
	return refs
}

// ask is the model of a query: what it means, the slow way.
func ask(all []agenda.Booking, q workspace.BookingQuery) []agenda.Booking {
	words := strings.Fields(names.Fold(q.Text))
	list := slices.Collect(func(yield func(agenda.Booking) bool) {
		for _, b := range all {
			names := names.Fold(b.Applicant.Surname + " " + b.Applicant.GivenNames)
			textFound := q.Text == "" || strings.Contains(strings.ToLower(b.Reference), strings.ToLower(q.Text)) || len(words) > 0
			for _, word := range words {
				textFound = textFound && (strings.Contains(names, word) || strings.Contains(strings.ToLower(b.Reference), strings.ToLower(q.Text)))
			}
			if (q.From.IsZero() || !b.Date.Before(q.From)) && (q.To.IsZero() || !b.Date.After(q.To)) &&
				(q.Desk == "" || b.Desk == q.Desk) && (q.Procedure == "" || b.Procedure == q.Procedure) &&
				(q.Status == "" || b.Status == q.Status) && (!q.ActiveOnly || b.Active()) && textFound &&
				(q.IDs == nil || slices.Contains(q.IDs, b.ID)) && !yield(b) {
				return
			}
		}
	})
	place := func(b agenda.Booking) (desk, procedure int) {
		known := func(i int) int { // what is not known comes last
			if i < 0 {
				return 1 << 20
			}
			return i
		}
		desk = known(slices.IndexFunc(testDesks, func(d agenda.Desk) bool { return d.ID == b.Desk }))
		return desk, known(slices.IndexFunc(testProcedures, func(p agenda.Procedure) bool { return p.Code == b.Procedure }))
	}
	slices.SortFunc(list, func(a, b agenda.Booking) int {
		deskA, procedureA := place(a)
		deskB, procedureB := place(b)
		order := map[workspace.BookingOrder]int{
			"":                         cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Start, b.Start)),
			workspace.OrderAppointment: cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Start, b.Start)),
			workspace.OrderBooked:      cmp.Compare(a.BookedAt, b.BookedAt),
			workspace.OrderName:        cmp.Compare(foldName(a.Applicant).key, foldName(b.Applicant).key),
			workspace.OrderProcedure:   cmp.Compare(procedureA, procedureB),
			workspace.OrderDesk:        cmp.Or(cmp.Compare(deskA, deskB), cmp.Compare(a.DeskName, b.DeskName)),
			workspace.OrderStatus:      cmp.Compare(a.Status, b.Status),
		}[q.Order]
		order = cmp.Or(order, cmp.Compare(a.Reference, b.Reference))
		if q.Descending {
			return -order
		}
		return order
	})
	list = list[min(q.Offset, len(list)):]
	if q.Limit > 0 {
		list = list[:min(q.Limit, len(list))]
	}
	return list
}

func TestBookingsAnswerAsTheModelDoes(t *testing.T) {
	all := testBookings(150)
	for i := range all {
		b := &all[i]
		b.Import = "import-1"
		switch i % 10 {
		case 1:
			b.Status, b.Cause, b.CancelledAt = agenda.BookingCancelled, agenda.CancelPlatform, now
		case 2:
			b.Desk, b.DeskName, b.Procedure = "", "Guichet inconnu", ""
		case 3:
			b.Gone = true
		case 4:
			b.Status = agenda.BookingServed
		}
	}
	w := create(t)
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := setUp(ctx, w); err != nil {
			return err
		}
		return w.ApplyImport(ctx, importOf(1, all...))
	})
	texts := []string{"", "", "ndiaye", "N’Diaye", "tour la", "rdv0001", "dang zoe", "nobody", "-", "o briain", "öz"}
	rapid.Check(t, func(rt *rapid.T) {
		q := workspace.BookingQuery{
			Desk:       rapid.SampledFrom([]agenda.DeskID{"", "", "desk-1"}).Draw(rt, "desk"),
			Procedure:  rapid.SampledFrom([]agenda.ProcedureCode{"", "", "first"}).Draw(rt, "procedure"),
			Status:     rapid.SampledFrom([]agenda.BookingStatus{"", "", agenda.BookingActive, agenda.BookingCancelled}).Draw(rt, "status"),
			ActiveOnly: rapid.Bool().Draw(rt, "active"),
			Text:       rapid.SampledFrom(texts).Draw(rt, "text"),
			Order: rapid.SampledFrom([]workspace.BookingOrder{"", workspace.OrderAppointment, workspace.OrderReference, workspace.OrderBooked,
				workspace.OrderName, workspace.OrderProcedure, workspace.OrderDesk, workspace.OrderStatus}).Draw(rt, "order"),
			Descending: rapid.Bool().Draw(rt, "descending"),
			Offset:     rapid.IntRange(0, 40).Draw(rt, "offset"),
			Limit:      rapid.IntRange(0, 30).Draw(rt, "limit"),
		}
		if rapid.Bool().Draw(rt, "dates") {
			q.From = all[0].Date.AddDays(rapid.IntRange(-50, 200).Draw(rt, "from"))
			q.To = q.From.AddDays(rapid.IntRange(0, 200).Draw(rt, "to"))
		}
		if rapid.Bool().Draw(rt, "ids") {
			q.IDs = []agenda.BookingID{"unknown"}
			for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(all)-1), 0, 60).Draw(rt, "which") {
				q.IDs = append(q.IDs, all[i].ID)
			}
		}
		want := ask(all, q)
		got := bookings(t, w, q)
		if !slices.Equal(got, want) {
			rt.Fatalf("%+v:\ngot  %v\nwant %v", q, references(got), references(want))
		}
		whole := q
		whole.Offset, whole.Limit = 0, 0
		if n := count(t, w, q); n != len(ask(all, whole)) {
			rt.Fatalf("%+v: counted %d, want %d", q, n, len(ask(all, whole)))
		}
	})
}

func TestNoIDsFindNothing(t *testing.T) {
	w := filled(t, 3)
	if got := bookings(t, w, workspace.BookingQuery{IDs: []agenda.BookingID{}}); len(got) != 0 {
		t.Errorf("an empty list of ids found %v", references(got))
	}
}

func TestMoreIDsThanSQLiteHasVariables(t *testing.T) {
	w := filled(t, 3)
	ids := make([]agenda.BookingID, 40_000)
	ids[39_999] = "booking-00002"
	if got := references(bookings(t, w, workspace.BookingQuery{IDs: ids})); !slices.Equal(got, []string{"RDV00002"}) {
		t.Errorf("got %v", got)
	}
}

func TestUnknownOrderIsRefused(t *testing.T) {
	w := filled(t, 1)
	for _, text := range []string{"", "x"} {
		err := w.View(t.Context(), func(r workspace.Reader) error {
			_, err := r.Bookings(t.Context(), workspace.BookingQuery{Order: "colour; DROP TABLE booking", Text: text})
			return err
		})
		if err == nil {
			t.Error("no error")
		}
	}
}

func TestTextFindsWholeAddressesPhonesAndNumbers(t *testing.T) {
	w := filled(t, 20)
	b := testBooking(7)
	for _, written := range []string{"person.00007@example.org", " PERSON.00007@EXAMPLE.ORG ", "+33 6 12 00 00 07", "0612000007", "00 33 (0)6 12 00 00 07", b.Applicant.ForeignerNumber} {
		if got := references(bookings(t, w, workspace.BookingQuery{Text: written})); !slices.Equal(got, []string{b.Reference}) {
			t.Errorf("%q found %v", written, got)
		}
	}
	if got := bookings(t, w, workspace.BookingQuery{Text: "person.0000"}); len(got) != 0 {
		t.Errorf("part of an address found %v", references(got))
	}
}

func TestNameIndexFollowsWrites(t *testing.T) {
	w := filled(t, 10)
	find := func(text string) []string { return references(bookings(t, w, workspace.BookingQuery{Text: text})) }
	if got := find("zzyzx"); got != nil {
		t.Fatalf("found %v before anybody is called so", got)
	}
	rename := func(surname string) func(ctx context.Context, w workspace.Writer) error {
		return func(ctx context.Context, w workspace.Writer) error {
			b := testBooking(3)
			b.Applicant.Surname = surname
			a := importOf(2)
			a.Changed = []agenda.Booking{b}
			return w.ApplyImport(ctx, a)
		}
	}
	// What is rolled back was visible inside and is not after.
	stop := errors.New("stop")
	err := tryUpdate(w, func(ctx context.Context, w workspace.Writer) error {
		if err := rename("Zzyzx")(ctx, w); err != nil {
			return err
		}
		inside, err := w.Bookings(ctx, workspace.BookingQuery{Text: "zzyzx"})
		if len(inside) != 1 {
			t.Errorf("inside: %v", references(inside))
		}
		return errors.Join(err, stop)
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	if got := find("zzyzx"); got != nil {
		t.Errorf("found %v after a roll-back", got)
	}
	update(t, w, rename("Zzyzx"))
	if got := find("zzyzx"); !slices.Equal(got, []string{"RDV00003"}) {
		t.Errorf("found %v", got)
	}
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.UndoImport(ctx, "import-2", now) })
	if got := find("zzyzx"); got != nil {
		t.Errorf("found %v after undoing", got)
	}
}

func TestEmptiedApplicantsStillCountAndList(t *testing.T) {
	w := filled(t, 3)
	if _, err := w.writer.Exec(`UPDATE applicant SET sealed = NULL, email_hash = NULL, number_hash = NULL, phone_hash = NULL WHERE id = 'applicant-00001'`); err != nil {
		t.Fatal(err)
	}
	list := bookings(t, w, workspace.BookingQuery{Order: workspace.OrderName})
	if len(list) != 3 || list[0].Applicant != (agenda.Applicant{ID: "applicant-00001"}) {
		t.Errorf("got %v", list)
	}
	wantSound(t, w)
}

func TestCountsAddUp(t *testing.T) {
	all := testBookings(300)
	for i := range all {
		b := &all[i]
		switch i % 7 {
		case 1:
			b.Status, b.Cause = agenda.BookingCancelled, agenda.CancelDuplicate
		case 2:
			b.Gone = true
		case 3:
			b.Status = agenda.BookingServed
		case 4:
			b.Status = agenda.BookingAbsent
			b.Gone = true
		case 5:
			b.Procedure = ""
		}
	}
	w := create(t)
	slots := []agenda.Slot{testSlot(0), testSlot(1), testSlot(2)}
	slots[1].State = agenda.SlotReserved
	slots[2].State, slots[2].Release = agenda.SlotReleased, "r"
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := setUp(ctx, w); err != nil {
			return err
		}
		if err := w.PutReleaseWeek(ctx, testDrawn(testWeek, agenda.Release{ID: "r"})); err != nil {
			return err
		}
		if err := w.PutSlots(ctx, slots); err != nil {
			return err
		}
		if err := w.MarkReleased(ctx, "r", now, "agent"); err != nil {
			return err
		}
		return w.ApplyImport(ctx, importOf(1, all...))
	})
	slots[2].State = agenda.SlotPublished
	want := tally{}
	for _, s := range slots {
		f := want.at(s.Date, s.Procedure)
		f.Planned++
		switch s.State {
		case agenda.SlotReserved:
			f.Reserved++
		case agenda.SlotPublished:
			f.Published++
		}
	}
	for _, b := range all {
		f := want.at(b.Date, b.Procedure)
		cancelled := func(cause agenda.CancelCause) {
			if f.Cancelled == nil {
				f.Cancelled = map[agenda.CancelCause]int{}
			}
			f.Cancelled[cause]++
		}
		switch {
		case b.Status == agenda.BookingServed:
			f.Served++
		case b.Status == agenda.BookingAbsent:
			f.Absent++
		case b.Status == agenda.BookingCancelled:
			cancelled(b.Cause)
		case b.Gone:
			cancelled(agenda.CancelPlatform)
		default:
			f.Waiting++
		}
	}
	counts := view(t, w, func(ctx context.Context, r workspace.Reader) (statistics.Counts, error) { return r.Counts(ctx) })
	if len(counts.ByWeek) != len(want) {
		t.Fatalf("%d lines, want %d", len(counts.ByWeek), len(want))
	}
	booked := 0
	for _, c := range counts.ByWeek {
		wantEqual(t, c.Figures, *want[weekOf{c.Week, c.Procedure}])
		booked += c.Booked()
	}
	if booked != len(all) {
		t.Errorf("%d booked, want %d", booked, len(all))
	}
}

// TestPagesComeFromAnIndex sees to it that a page of a long list is not sorted anew
// each time it is shown.
func TestPagesComeFromAnIndex(t *testing.T) {
	w := filled(t, 500)
	for _, test := range []struct {
		query  workspace.BookingQuery
		sorted bool // reading all is what it takes
	}{
		{workspace.BookingQuery{}, false},
		{workspace.BookingQuery{Descending: true}, false},
		{workspace.BookingQuery{Order: workspace.OrderReference}, false},
		{workspace.BookingQuery{Order: workspace.OrderBooked, Descending: true}, false},
		{workspace.BookingQuery{Order: workspace.OrderStatus}, false},
		{workspace.BookingQuery{Desk: "desk-1"}, false},
		{workspace.BookingQuery{Procedure: "first"}, false},
		{workspace.BookingQuery{Order: workspace.OrderDesk}, true},
	} {
		order, err := orderOf(test.query)
		if err != nil {
			t.Fatal(err)
		}
		c := bookingConditions(test.query)
		plan, err := query(t.Context(), w.pool, `EXPLAIN QUERY PLAN `+selectBookings+c.where()+order+` LIMIT 50`,
			func(row scanner) (line string, err error) {
				var id, parent, unused int
				err = row.Scan(&id, &parent, &unused, &line)
				return line, err
			}, c.args...)
		if err != nil {
			t.Fatal(err)
		}
		if sorted := strings.Contains(strings.Join(plan, "\n"), "TEMP B-TREE"); sorted != test.sorted {
			t.Errorf("%+v:\n%s", test.query, strings.Join(plan, "\n"))
		}
	}
}
