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
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	s := New(Params{Office: f, Voice: voice, Background: widgets.Inline, Week: week, Navigate: func(string) {}})
	w := test.NewTempWindow(t, s.Content())
	w.Resize(w.Canvas().Size().Max(s.Content().MinSize()).AddWidthHeight(1000, 500))
	return s
}

// notebook is a memory that lasts as long as the test.
type notebook map[string]string

func (n notebook) String(key string) string    { return n[key] }
func (n notebook) SetString(key, value string) { n[key] = value }

func TestFiltersAreKeptAndSearchesAreNot(t *testing.T) {
	s, kept := newScreen(t, &fake{}), notebook{}
	s.p.Memory = kept
	s.filter = filter{wholeYear: true, status: 2, text: "Traoré"}
	s.ask()
	for key, value := range kept {
		if strings.Contains(value, "Traoré") {
			t.Errorf("%s keeps a name: %s", key, value)
		}
	}
	again := newScreen(t, &fake{})
	again.p.Memory = kept
	again.recall()
	if want := (filter{wholeYear: true, status: 2}); again.filter != want {
		t.Errorf("recalled %+v", again.filter)
	}
	again.Restore(s.Keep())
	if again.filter != s.filter || again.search.Text != "Traoré" {
		t.Errorf("restored %+v", again.filter)
	}
	if got := recalled(`{"status": 99}`); got != (filter{}) {
		t.Errorf("a status that there is not: %+v", got)
	}
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

func TestFilters(t *testing.T) {
	s := newScreen(t, &fake{bookings: year(20)})
	s.filter.wholeYear = true
	s.ask()
	if s.table.Total() != 20 {
		t.Errorf("%d rows of the year, want 20", s.table.Total())
	}
	s.filter.desk = "d2"
	s.ask()
	if s.table.Total() != 10 {
		t.Errorf("%d rows of the desk, want 10", s.table.Total())
	}
	s.search.SetText("RDV0003")
	s.search.OnSubmitted(s.search.Text)
	if s.table.Total() != 1 {
		t.Errorf("%d rows found, want 1", s.table.Total())
	}
	s.clearFilters()
	if s.table.Total() != 20 || s.search.Text != "" {
		t.Errorf("%d rows after the filters are cleared, want 20", s.table.Total())
	}
}

func TestStatuses(t *testing.T) {
	s := newScreen(t, &fake{bookings: year(9)})
	s.filter.wholeYear = true
	for i, want := range []int{9, 3, 3, 3, 0} {
		s.filter.status = i
		s.ask()
		if s.table.Total() != want {
			t.Errorf("status %d: %d rows, want %d", i, s.table.Total(), want)
		}
	}
}

func TestSetWeekMovesTheList(t *testing.T) {
	s := newScreen(t, &fake{bookings: year(20)})
	s.SetWeek(week.Add(2))
	if s.table.Total() != 6 {
		t.Errorf("%d rows, want the last 6 of the 20 days", s.table.Total())
	}
	s.filter.wholeYear = true
	s.ask()
	s.SetWeek(week)
	if s.table.Total() != 20 {
		t.Error("the whole year changes with the week")
	}
}

func TestPanelFollowsTheSelection(t *testing.T) {
	f := &fake{bookings: year(3)}
	s := newScreen(t, f)
	if s.side.Visible() {
		t.Error("the panel is open and nothing is selected")
	}
	s.table.Select(1)
	if !s.side.Visible() || s.shown != "b1" {
		t.Fatalf("the panel shows %q", s.shown)
	}
	f.bookings[1].Status = agenda.BookingServed
	s.Changed(office.AreaBookings)
	if row, _ := s.table.Row(1); row.Cells[statusCell] != "Reçu" || s.shown != "b1" {
		t.Errorf("after a change the row says %q", row.Cells[statusCell])
	}
	s.table.ClearSelection()
	if s.side.Visible() {
		t.Error("the panel stays open")
	}
}

func TestColumnsSortAsTheStoreDoes(t *testing.T) {
	f := &fake{bookings: year(3)}
	s := newScreen(t, f)
	known := []workspace.BookingOrder{workspace.OrderAppointment, workspace.OrderReference, workspace.OrderBooked, workspace.OrderName,
		workspace.OrderProcedure, workspace.OrderDesk, workspace.OrderStatus}
	for _, c := range columns(s.p.Voice) {
		if c.Sortable && !slices.Contains(known, workspace.BookingOrder(c.ID)) {
			t.Errorf("the store cannot sort by %q", c.ID)
		}
	}
	s.table.SetOrder(widgets.Order{Column: columnName, Descending: true})
	if last := f.queries[len(f.queries)-1]; last.Order != workspace.OrderName || !last.Descending {
		t.Errorf("asked for %+v", last)
	}
}

func TestEmptySaysWhatToDo(t *testing.T) {
	s := newScreen(t, &fake{})
	if s.filter.wholeYear {
		t.Fatal("the list begins with the week")
	}
	if _, ok := s.empty().(*widgets.Notice); !ok {
		t.Error("an empty week says nothing")
	}
	s.clearFilters()
	if _, ok := s.empty().(*widgets.Notice); !ok {
		t.Error("an empty year says nothing")
	}
}
