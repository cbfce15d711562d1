package sqlite

import (
	"context"
	"fmt"
	"testing"

	"creneaux/app/statistics"
	"creneaux/app/workspace"
)

// year is how many bookings a service has in a year.
const year = 15_000

func BenchmarkApplyImport(b *testing.B) {
	w := create(b)
	update(b, w, setUp)
	bookings := testBookings(year)
	n := 0
	for b.Loop() {
		n++
		update(b, w, func(ctx context.Context, w workspace.Writer) error {
			return w.ApplyImport(ctx, importOf(n, bookings...))
		})
		b.StopTimer()
		update(b, w, undoImport(importOf(n).Import.ID))
		b.StartTimer()
	}
}

func BenchmarkApplyImportOfChanges(b *testing.B) {
	w := filled(b, year)
	n := 1
	bookings := testBookings(year)
	for b.Loop() {
		n++
		for i := range bookings {
			bookings[i].Applicant.Postcode = fmt.Sprint(n)
		}
		update(b, w, changing(n, bookings...))
		b.StopTimer()
		update(b, w, undoImport(importOf(n).Import.ID))
		b.StartTimer()
	}
}

func BenchmarkUndoImport(b *testing.B) {
	w := create(b)
	update(b, w, setUp)
	bookings := testBookings(year)
	n := 0
	for b.Loop() {
		n++
		b.StopTimer()
		update(b, w, func(ctx context.Context, w workspace.Writer) error {
			return w.ApplyImport(ctx, importOf(n, bookings...))
		})
		b.StartTimer()
		update(b, w, undoImport(importOf(n).Import.ID))
	}
}

func BenchmarkOpen(b *testing.B) {
	w := filled(b, year)
	path := w.Path()
	closeNow(b, w)
	for b.Loop() {
		w, err := Open(b.Context(), path, testOptions())
		if err != nil {
			b.Fatal(err)
		}
		closeNow(b, w)
	}
}

func benchmarkBookings(b *testing.B, q workspace.BookingQuery, want int) {
	w := filled(b, year)
	for b.Loop() {
		if got := bookings(b, w, q); len(got) != want {
			b.Fatalf("%d bookings", len(got))
		}
	}
}

func BenchmarkFirstPageByAppointment(b *testing.B) {
	benchmarkBookings(b, workspace.BookingQuery{Limit: 50}, 50)
}

func BenchmarkLastPageByDesk(b *testing.B) {
	benchmarkBookings(b, workspace.BookingQuery{Order: workspace.OrderDesk, Offset: year - 50, Limit: 50}, 50)
}

func BenchmarkFirstPageByName(b *testing.B) {
	benchmarkBookings(b, workspace.BookingQuery{Order: workspace.OrderName, Limit: 50}, 50)
}

func BenchmarkSearchByName(b *testing.B) {
	benchmarkBookings(b, workspace.BookingQuery{Text: "ndiaye zoe", Limit: 50}, 50)
}

// BenchmarkFindBooking looks for a text that no booking has: through the whole list.
func BenchmarkFindBooking(b *testing.B) {
	w := filled(b, year)
	for b.Loop() {
		if _, found := find(b, w, workspace.BookingQuery{}, holding("nobody", 0, false)); found {
			b.Fatal("found")
		}
	}
}

func BenchmarkBuildNameIndex(b *testing.B) {
	w := filled(b, year)
	for b.Loop() {
		w.names.forget()
		if got := bookings(b, w, workspace.BookingQuery{Order: workspace.OrderName, Limit: 1}); len(got) != 1 {
			b.Fatal("nobody")
		}
	}
}

func BenchmarkAllBookings(b *testing.B) { benchmarkBookings(b, workspace.BookingQuery{}, year) }

func BenchmarkCounts(b *testing.B) {
	w := filled(b, year)
	for b.Loop() {
		counts := view(b, w, func(ctx context.Context, r workspace.Reader) (statistics.Counts, error) { return r.Counts(ctx) })
		if len(counts.ByWeek) == 0 {
			b.Fatal("no counts")
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	w := filled(b, year)
	for b.Loop() {
		wantSound(b, w)
	}
}

func BenchmarkBackup(b *testing.B) {
	w := filled(b, year)
	for b.Loop() {
		if err := w.Backup(b.Context(), w.Path()+".backup"); err != nil {
			b.Fatal(err)
		}
	}
}
