package bookings

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// house is a service with two desks.
var house = office.House{
	Desks:      []agenda.Desk{{ID: "d1", Name: "G1"}, {ID: "d2", Name: "G2"}},
	Procedures: []agenda.Procedure{{Code: "renewal", Label: "Renouvellement"}},
}

// fake answers as the store does, from a slice.
type fake struct {
	bookings []agenda.Booking
	queries  []workspace.BookingQuery
	failure  error
}

func (f *fake) House(context.Context) (office.House, error) { return house, nil }

func (f *fake) Bookings(_ context.Context, q workspace.BookingQuery) ([]agenda.Booking, int, error) {
	if f.failure != nil {
		return nil, 0, f.failure
	}
	f.queries = append(f.queries, q)
	var found []agenda.Booking
	for _, b := range f.bookings {
		if (q.From.IsZero() || !b.Date.Before(q.From)) && (q.To.IsZero() || !b.Date.After(q.To)) &&
			(q.Desk == "" || b.Desk == q.Desk) && (q.Status == "" || b.Status == q.Status) && (!q.ActiveOnly || b.Active()) &&
			(q.Procedure == "" || b.Procedure == q.Procedure) &&
			(len(q.IDs) == 0 || slices.Contains(q.IDs, b.ID)) && strings.Contains(b.Reference, q.Text) {
			found = append(found, b)
		}
	}
	from := min(q.Offset, len(found))
	return found[from:min(from+max(q.Limit, 1), len(found))], len(found), nil
}

var week = agenda.MustWeek("2026-W10")

// year invents n bookings, a day apart, from the first day of the week on.
func year(n int) []agenda.Booking {
	statuses := []agenda.BookingStatus{agenda.BookingActive, agenda.BookingCancelled, agenda.BookingServed}
	var all []agenda.Booking
	for i := range n {
		all = append(all, agenda.Booking{
			ID: agenda.BookingID(fmt.Sprintf("b%d", i)), Reference: fmt.Sprintf("RDV%04d", i), Desk: house.Desks[i%2].ID,
			Procedure: "renewal", Date: week.Monday().AddDays(i), Start: agenda.MustClock("09:05"), Status: statuses[i%3],
			Applicant: agenda.Applicant{Surname: "ŁUKASIEWICZ", GivenNames: "Éloïse", Email: "eloise@boite.example"},
		})
	}
	return all
}

func newScreen(t *testing.T, f *fake) *Screen {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light, 1))
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	s := New(Params{Office: f, Voice: voice, Background: widgets.Inline, Week: week, Navigate: func(string) {}})
	w := test.NewTempWindow(t, s.Content())
	w.Resize(w.Canvas().Size().Max(s.Content().MinSize()).AddWidthHeight(1000, 500))
	return s
}

func TestListShowsTheWeek(t *testing.T) {
	s := newScreen(t, &fake{bookings: year(20)})
	if s.table.Total() != 7 {
		t.Fatalf("%d rows, want the 7 days of the week", s.table.Total())
	}
	row, ok := s.table.Row(0)
	want := []string{"lun. 2 mars 2026", "09:05", "RDV0000", "Éloïse ŁUKASIEWICZ", "Renouvellement", "G1", "En cours", ""}
	for i := range row.Cells {
		row.Cells[i] = strings.ReplaceAll(row.Cells[i], "\u00a0", " ")
	}
	if !ok || !slices.Equal(row.Cells, want) {
		t.Errorf("got %q, want %q", row.Cells, want)
	}
}
