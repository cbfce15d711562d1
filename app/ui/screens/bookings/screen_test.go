package bookings

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/task"
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
	letters  [][]agenda.BookingID // those that were written
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

// FindBooking looks through the whole list, every booking open.
func (f *fake) FindBooking(ctx context.Context, q workspace.BookingQuery, s workspace.BookingSearch) (int, bool, error) {
	q.Limit = 1 << 20
	all, _, err := f.Bookings(ctx, q)
	for i, b := range all {
		if i >= s.From && s.Matches(b, true) {
			return i, true, err
		}
	}
	return 0, false, err
}

func (f *fake) WriteConvocations(_ context.Context, s office.Selection, _ string, _ office.Format, _ *wording.Voice, _ agenda.Progress) (office.Written, error) {
	f.letters = append(f.letters, s.IDs)
	standing := 0
	for _, b := range f.bookings {
		if slices.Contains(s.IDs, b.ID) && b.Active() {
			standing++
		}
	}
	return office.Written{Count: standing, Remarks: []agenda.Message{agenda.Msg("screen.bookings.title")}}, f.failure
}

// told is what the window was told and asked.
type told struct {
	problems           []error
	toasts             []string
	said, wrote, shown []string
	proposed           string
	menus              int // how often the actions changed
}

func (a *told) Problem(err error)       { a.problems = append(a.problems, err) }
func (a *told) Tell(title, text string) { a.said = append(a.said, title+": "+text) }
func (a *told) SaveFile(kind dialogs.FileKind, chosen func(string)) {
	a.proposed = kind.Name
	chosen("/tmp/" + kind.Name)
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
	s, _ := newTold(t, f, nil)
	return s
}

func newTold(t *testing.T, f *fake, kept widgets.Memory) (*Screen, *told) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	a := &told{}
	s := New(Params{
		Office: f, Voice: voice, Background: widgets.Inline, Tasks: task.NewInline(), Dialogs: a, Week: week, Memory: kept,
		Navigate: func(id string) { a.shown = append(a.shown, id) },
		Reveal:   func(id, booking string) { a.shown = append(a.shown, id+" "+booking) },
		Wrote:    func(path string) { a.wrote = append(a.wrote, path) },
		Toast:    func(text string, _ widgets.State) { a.toasts = append(a.toasts, text) },

		ActionsChanged: func() { a.menus++ },
	})
	w := test.NewTempWindow(t, s.Content())
	w.Resize(w.Canvas().Size().Max(s.Content().MinSize()).AddWidthHeight(1000, 500))
	return s, a
}

// notebook is a memory that lasts as long as the test.
type notebook map[string]string

func (n notebook) String(key string) string    { return n[key] }
func (n notebook) SetString(key, value string) { n[key] = value }

func TestFiltersAreKeptAndSearchesAreNot(t *testing.T) {
	kept := notebook{}
	s, _ := newTold(t, &fake{}, kept)
	s.choose(filter{wholeYear: true, status: 2, text: "Traoré"})
	s.panel.fold(true)
	for key, value := range kept {
		if strings.Contains(value, "Traoré") {
			t.Errorf("%s keeps a name: %s", key, value)
		}
	}
	again, _ := newTold(t, &fake{}, kept)
	if want := (filter{wholeYear: true, status: 2}); again.filter != want || !again.panel.folded {
		t.Errorf("recalled %+v, folded %v", again.filter, again.panel.folded)
	}
	again.Restore(s.Keep())
	if again.filter != s.filter || again.filters.search.Text != "Traoré" {
		t.Errorf("restored %+v", again.filter)
	}
	if got := recalled(`{"status": 99}`); got != (filter{}) {
		t.Errorf("a status that there is not: %+v", got)
	}
}

func TestAFilterThatIsNoLongerThereGoes(t *testing.T) {
	kept := notebook{filterKey: filter{desk: "gone", procedure: "renewal"}.kept()}
	s, _ := newTold(t, &fake{bookings: year(3)}, kept)
	if want := (filter{procedure: "renewal"}); s.filter != want || s.table.Total() != 3 {
		t.Errorf("%+v shows %d rows", s.filter, s.table.Total())
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
	s.filters.search.SetText("RDV0003")
	s.filters.search.OnSubmitted(s.filters.search.Text)
	if s.table.Total() != 1 {
		t.Errorf("%d rows found, want 1", s.table.Total())
	}
	s.clearFilters()
	if s.table.Total() != 20 || s.filters.search.Text != "" {
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
	if s.panel.side.Visible() {
		t.Error("the panel is open and nothing is selected")
	}
	s.table.Select(1)
	if !s.panel.side.Visible() || s.panel.shown != "b1" {
		t.Fatalf("the panel shows %q", s.panel.shown)
	}
	f.bookings[1].Status = agenda.BookingServed
	s.Changed(office.AreaBookings)
	if row, _ := s.table.Row(1); row.Cells[statusCell] != "Reçu" || s.panel.shown != "b1" {
		t.Errorf("after a change the row says %q", row.Cells[statusCell])
	}
	s.panel.fold(true)
	if s.table.Select(2); s.panel.side.Visible() {
		t.Error("a panel that was closed opens by itself")
	}
	s.table.OnActivated(2, widgets.Row{})
	if !s.panel.side.Visible() {
		t.Error("asked for, the panel stays closed")
	}
	if focused := fyne.CurrentApp().Driver().CanvasForObject(s.table).Focused(); focused != fyne.Focusable(s.panel.first) {
		t.Errorf("the keyboard is at %T", focused)
	}
	s.table.ClearSelection()
	if s.panel.side.Visible() {
		t.Error("the panel stays open")
	}
}

// At any text scale the panel is whole: beside the list, or under it.
func TestPanelAtEveryScale(t *testing.T) {
	for _, scale := range theme.Scales() {
		s := newScreen(t, &fake{bookings: year(3)})
		fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light, Scale: scale}))
		w := test.NewTempWindow(t, s.Content())
		w.Resize(fyne.NewSize(1060, 700))
		s.table.Select(0)
		side, list := s.panel.side, s.table
		if s.beside.Under(1060-2*theme.Size(theme.SizeMargin)) != (scale > 1.25) {
			t.Errorf("%v: under %v", scale, side.Position())
		}
		if side.Position().Y > 0 {
			if bottom := list.Position().Y + list.Size().Height; side.Position().Y <= bottom || list.Size().Height < list.MinSize().Height {
				t.Errorf("%v: the panel begins at %v, the list ends at %v", scale, side.Position().Y, bottom)
			}
			if need := widgets.HeightFor(s.panel.inset, side.Size().Width); side.Size().Height < need {
				t.Errorf("%v: the panel is %v high and needs %v", scale, side.Size().Height, need)
			}
			continue
		}
		if right := list.Position().X + list.Size().Width; side.Position().X <= right || side.Size().Width < panelWidth*float32(scale) {
			t.Errorf("%v: the panel is at %v, %v wide", scale, side.Position(), side.Size().Width)
		}
	}
}

func TestTheSelectionIsCountedAndWritten(t *testing.T) {
	f := &fake{bookings: year(6)} // b0, b3 hold their slot
	s, a := newTold(t, f, nil)
	if !s.letters.Disabled() || !strings.Contains(s.letters.Tip(), "Choisissez") {
		t.Errorf("with nothing selected the button says %q", s.letters.Tip())
	}
	s.table.SelectAll()
	if got := s.status.Text(); got != "6 sélectionnés sur 6" {
		t.Errorf("the status says %q", got)
	}
	if s.letters.Disabled() || a.menus == 0 {
		t.Error("the letters of a selection cannot be written")
	}
	s.letters.Tapped(nil)
	if len(f.letters) != 1 || len(f.letters[0]) != 6 || !slices.Equal(a.wrote, []string{"/tmp/convocations-selection.pdf"}) {
		t.Errorf("wrote letters for %v into %v", f.letters, a.wrote)
	}
	if len(a.toasts) != 1 || !strings.HasPrefix(a.toasts[0], "2 convocations écrites pour 6") || len(a.said) != 1 {
		t.Errorf("told %q and %q", a.toasts, a.said)
	}
	s.table.ClearSelection()
	if got := s.status.Text(); got != "6 rendez-vous" {
		t.Errorf("the status says %q", got)
	}
	f.failure = agenda.NewProblem("CONV-NONE")
	s.table.Select(1)
	s.letters.Tapped(nil)
	if len(a.problems) != 1 || len(a.wrote) != 1 {
		t.Errorf("told %v", a.problems)
	}
}

func TestOthersOfTheSamePerson(t *testing.T) {
	f := &fake{bookings: year(20)}
	s, a := newTold(t, f, nil)
	s.table.Select(2)
	s.deeds.address.Do()
	if want := (filter{wholeYear: true, text: "eloise@boite.example"}); s.filter != want || s.filters.search.Text != want.text {
		t.Errorf("the filter is %+v", s.filter)
	}
	s.clearFilters()
	s.table.Select(2)
	s.deeds.phone.Do()
	if s.filter != everything || len(a.toasts) != 1 {
		t.Errorf("without a phone the filter is %+v, told %q", s.filter, a.toasts)
	}
}

func TestABookingIsGoneTo(t *testing.T) {
	f := &fake{bookings: year(20)}
	s, a := newTold(t, f, nil)
	s.Reveal("b15")
	if s.filter != everything || s.panel.shown != "b15" {
		t.Errorf("%+v shows %q", s.filter, s.panel.shown)
	}
	s.deeds.examine.Do()
	s.deeds.copy.Do()
	if want := []string{"vetting b15"}; !slices.Equal(a.shown, want) {
		t.Errorf("went to %q", a.shown)
	}
	if got := fyne.CurrentApp().Clipboard().Content(); got != "RDV0015" {
		t.Errorf("copied %q", got)
	}
	again := newScreen(t, f)
	again.Restore(s.Keep())
	if again.panel.shown != "b15" {
		t.Errorf("in another window %q is shown", again.panel.shown)
	}
}

func TestActionsClashWithNothing(t *testing.T) {
	s := newScreen(t, &fake{bookings: year(3)})
	set := action.Set(s.Actions())
	for _, spec := range action.All() {
		set = append(set, action.Action{ID: spec.ID, Shortcut: spec.Shortcut, Also: spec.Also})
	}
	for i := range 9 {
		set = append(set, action.Action{ID: fmt.Sprint("page.", i), Also: action.PageShortcut(i)})
	}
	for _, clash := range set.Clashes() {
		t.Errorf("%+v", clash)
	}
	for _, a := range s.Actions() {
		if a.Title == "" || a.Icon == nil || !a.Usable() && a.WhyNot() == "" {
			t.Errorf("%s is not told, or not why it cannot be done", a.ID)
		}
	}
	s.table.Select(0)
	for _, item := range s.menu(s.table.Selection()) {
		if item.Disabled || !item.Separator && item.Do == nil {
			t.Errorf("%q is in the menu and cannot be done", item.Label)
		}
	}
}

func TestFindingLooksIntoTheCells(t *testing.T) {
	f := &fake{bookings: year(20)}
	s := newScreen(t, f)
	list := s.list(everything.query(week))
	for text, want := range map[string]int{"rdv0012": 12, "éloise": 0, "g2": 1, "annulé": 1, "personne": -1} {
		got, found, err := list.Find(t.Context(), text, 0, widgets.Order{Column: columnDate}, false)
		if err != nil || found != (want >= 0) || found && got != want {
			t.Errorf("%q stands at %d (%v, %v), want %d", text, got, found, err, want)
		}
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
	f := &fake{}
	s, a := newTold(t, f, nil)
	does := func() string {
		notice, ok := s.empty().(*widgets.Notice)
		if !ok {
			t.Fatal("an empty list says nothing")
		}
		for _, o := range test.WidgetRenderer(notice).Objects() {
			if button := buttonIn(o); button != nil {
				button.Tapped(nil)
				return button.Text()
			}
		}
		return ""
	}
	if got := does(); got != "Importer un export" || !slices.Equal(a.shown, []string{"imports"}) {
		t.Errorf("an empty workspace offers %q, which goes to %q", got, a.shown)
	}
	f.bookings = year(20)
	s.choose(filter{text: "RDV0012"})
	if got := does(); got != "Chercher dans toute l’année" || s.table.Total() != 1 {
		t.Errorf("a week without what is looked for offers %q, which shows %d", got, s.table.Total())
	}
	s.choose(filter{wholeYear: true, text: "RDV9"})
	if got := does(); got != "Voir toute l’année" || s.table.Total() != 20 {
		t.Errorf("a list without rows offers %q, which shows %d", got, s.table.Total())
	}
}

// buttonIn returns the first button in an object, nil if there is none.
func buttonIn(o fyne.CanvasObject) *widgets.Button {
	var parts []fyne.CanvasObject
	switch o := o.(type) {
	case *widgets.Button:
		return o
	case *fyne.Container:
		parts = o.Objects
	case fyne.Widget:
		parts = test.WidgetRenderer(o).Objects()
	}
	for _, part := range parts {
		if found := buttonIn(part); found != nil {
			return found
		}
	}
	return nil
}
