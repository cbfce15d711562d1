package sqlite

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/workspace"
)

func find(t testing.TB, w *Workspace, q workspace.BookingQuery, s workspace.BookingSearch) (index int, found bool) {
	t.Helper()
	err := w.View(t.Context(), func(r workspace.Reader) (err error) {
		index, found, err = r.FindBooking(t.Context(), q, s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return index, found
}

// holding looks for a text as a table does: in the reference and in the name.
func holding(text string, from int, backwards bool) workspace.BookingSearch {
	return workspace.BookingSearch{From: from, Backwards: backwards, Text: text, Matches: func(b agenda.Booking, opened bool) bool {
		shown := b.Reference
		if opened {
			shown += "\n" + b.Applicant.DisplayName()
		}
		return strings.Contains(strings.ToLower(shown), strings.ToLower(text))
	}}
}

// Looking for a booking is the same as reading the whole list and looking there.
func TestFindingIsReadingTheWholeList(t *testing.T) {
	w := create(t)
	all := testBookings(60)
	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := setUp(ctx, w); err != nil {
			return err
		}
		return w.ApplyImport(ctx, importOf(1, all...))
	})
	texts := []string{"rdv0000", "rdv00059", "Ndiaye", "zoé", "a", "nobody"}
	rapid.Check(t, func(rt *rapid.T) {
		q := workspace.BookingQuery{
			Desk: rapid.SampledFrom([]agenda.DeskID{"", "desk-1"}).Draw(rt, "desk"),
			Text: rapid.SampledFrom([]string{"", "rdv0001"}).Draw(rt, "filter"),
			Order: rapid.SampledFrom([]workspace.BookingOrder{"", workspace.OrderReference, workspace.OrderBooked,
				workspace.OrderName, workspace.OrderDesk}).Draw(rt, "order"),
			Descending: rapid.Bool().Draw(rt, "descending"),
		}
		text := rapid.SampledFrom(texts).Draw(rt, "text")
		backwards := rapid.Bool().Draw(rt, "backwards")
		from := rapid.IntRange(0, 59).Draw(rt, "from")
		s := holding(text, from, backwards)

		want, wantFound := 0, false
		list := bookings(t, w, q)
		step, at := 1, from
		if backwards {
			step, at = -1, min(from, len(list)-1)
		}
		for ; at >= 0 && at < len(list); at += step {
			if s.Matches(list[at], true) {
				want, wantFound = at, true
				break
			}
		}
		if got, found := find(t, w, q, s); got != want || found != wantFound {
			rt.Fatalf("%q from %d in %+v: %d, %v, want %d, %v", text, from, q, got, found, want, wantFound)
		}
	})
}

// Only those are opened whose names hold what is looked for.
func TestFindingOpensNoMoreThanItMust(t *testing.T) {
	w := filled(t, 40)
	opened := 0
	s := workspace.BookingSearch{Text: "nobody", Matches: func(b agenda.Booking, open bool) bool {
		if open || b.Applicant.DisplayName() != "" {
			opened++
		}
		return false
	}}
	if _, found := find(t, w, workspace.BookingQuery{}, s); found || opened > 0 {
		t.Errorf("found %v, opened %d", found, opened)
	}
}
