package convocations

import (
	"context"
	"errors"
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

// monday is the day of the tests, and the first of week W48.
var monday = agenda.MustDate("2026-11-23")

// fake is an office with bookings on some days; it keeps what it is asked to write.
type fake struct {
	days    map[agenda.Date]int // bookings of each day, half of them on each of two desks
	wrote   []string
	whose   []agenda.BookingID // of the letters written last
	checked office.CodeCheck
	failure error
	now     agenda.Moment
}

func (f *fake) Now() agenda.Moment {
	if f.now.IsZero() {
		return monday.At(agenda.MustClock("08:00"))
	}
	return f.now
}

func (f *fake) House(context.Context) (office.House, error) {
	return office.House{
		Service: agenda.Service{Territory: "metropole", Year: 2026},
		Desks:   []agenda.Desk{{ID: "d1", Name: "G1"}, {ID: "d2", Name: "G2"}},
	}, nil
}

func (f *fake) Bookings(_ context.Context, q workspace.BookingQuery) ([]agenda.Booking, int, error) {
	var found []agenda.Booking
	for day, n := range f.days {
		for i := range n {
			b := agenda.Booking{
				ID: agenda.BookingID(fmt.Sprint(day, "-", i)), Reference: fmt.Sprint("RDV", i), Date: day, Start: agenda.Clock(540 + i), Desk: []agenda.DeskID{"d1", "d2"}[i%2],
				Status: agenda.BookingActive, Applicant: agenda.Applicant{FullName: "Zoé NGUYỄN"},
			}
			if (q.From.IsZero() || !day.Before(q.From)) && (q.To.IsZero() || !day.After(q.To)) && (q.Desk == "" || q.Desk == b.Desk) &&
				(q.IDs == nil || slices.Contains(q.IDs, b.ID)) {
				found = append(found, b)
			}
		}
	}
	slices.SortFunc(found, func(a, b agenda.Booking) int {
		order := a.Date.Compare(b.Date)*10000 + int(a.Start-b.Start)
		if q.Descending {
			return -order
		}
		return order
	})
	from := min(q.Offset, len(found))
	to := len(found)
	if q.Limit > 0 {
		to = min(to, from+q.Limit)
	}
	return found[from:to], len(found), nil
}

// FindBooking looks through the whole list, every booking open.
func (f *fake) FindBooking(ctx context.Context, q workspace.BookingQuery, s workspace.BookingSearch) (int, bool, error) {
	all, _, err := f.Bookings(ctx, q)
	for i, b := range all {
		if i >= s.From && s.Matches(b, true) {
			return i, true, err
		}
	}
	return 0, false, err
}

func (f *fake) WriteConvocations(_ context.Context, s office.Selection, path string, format office.Format, _ *wording.Voice, _ agenda.Progress) (office.Written, error) {
	f.wrote = append(f.wrote, fmt.Sprintf("%s %s %s %s", format, s.From, s.Desk, path))
	f.whose = s.IDs
	return office.Written{Count: 4}, f.failure
}

func (f *fake) WriteDayList(_ context.Context, d agenda.Date, desk agenda.DeskID, path string, _ *wording.Voice) (office.Written, error) {
	f.wrote = append(f.wrote, fmt.Sprintf("list %s %s %s", d, desk, path))
	return office.Written{Count: 4}, f.failure
}

func (f *fake) VerifyCode(context.Context, string) (office.CodeCheck, error) {
	return f.checked, f.failure
}

// answers is what the window was told and asked.
type answers struct {
	proposed      string
	problems      []error
	toasts, wrote []string
	shown         []string
	windows       int
	stopped       bool
}

func (a *answers) Problem(err error)       { a.problems = append(a.problems, err) }
func (a *answers) Tell(title, text string) { a.toasts = append(a.toasts, title+text) }
func (a *answers) SaveFile(kind dialogs.FileKind, chosen func(string)) {
	a.proposed = kind.Name
	chosen("/tmp/" + kind.Name)
}

// notebook is a memory that lasts as long as the test.
type notebook map[string]string

func (n notebook) String(key string) string    { return n[key] }
func (n notebook) SetString(key, value string) { n[key] = value }

func newScreen(t *testing.T, f *fake) (*Screen, *answers) {
	t.Helper()
	return newKept(t, f, nil)
}

func newKept(t *testing.T, f *fake, kept widgets.Memory) (*Screen, *answers) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	a := &answers{}
	s := New(Params{
		Office: f, Voice: voice, Background: widgets.Inline, Tasks: task.NewInline(), Dialogs: a, Week: monday.Week(), Memory: kept,
		Navigate: func(id string) { a.shown = append(a.shown, id) },
		Reveal:   func(id, booking string) { a.shown = append(a.shown, id+" "+booking) },
		Apart:    func() { a.windows++ },
		Wrote:    func(path string) { a.wrote = append(a.wrote, path) },
		Toast:    func(text string, _ widgets.State) { a.toasts = append(a.toasts, text) },

		ActionsChanged: func() {},
		Tick:           func(func()) func() { return func() { a.stopped = true } },
	})
	w := test.NewTempWindow(t, s.Content())
	w.Resize(fyne.NewSize(1068, 740))
	return s, a
}

func TestBeginsWithTheNextDay(t *testing.T) {
	for name, c := range map[string]struct {
		days map[agenda.Date]int
		want agenda.Date
	}{
		"tomorrow":        {map[agenda.Date]int{monday: 3, monday.AddDays(1): 4}, monday.AddDays(1)},
		"over a weekend":  {map[agenda.Date]int{monday: 3, monday.AddDays(9): 4}, monday.AddDays(9)},
		"today, the last": {map[agenda.Date]int{monday: 3, monday.AddDays(-2): 4}, monday},
		"nothing at all":  {nil, monday},
	} {
		s, _ := newScreen(t, &fake{days: c.days})
		if s.day != c.want {
			t.Errorf("%s: begins with %v, want %v", name, s.day, c.want)
		}
	}
}

func TestWeekAndDays(t *testing.T) {
	f := &fake{days: map[agenda.Date]int{monday.AddDays(1): 4, monday.AddDays(9): 2, monday.AddDays(11): 1}}
	s, a := newScreen(t, f)
	s.SetWeek(monday.Week().Add(1))
	if s.day != monday.AddDays(9) || s.table.Total() != 2 {
		t.Errorf("the next week opens on %v with %d rows", s.day, s.table.Total())
	}
	s.dayAfter()
	if s.day != monday.AddDays(11) {
		t.Errorf("the day after is %v", s.day)
	}
	s.dayAfter()
	if s.day != monday.AddDays(11) {
		t.Errorf("after the last day comes %v", s.day)
	}
	if len(a.toasts) != 1 {
		t.Errorf("after the last day is said %q", a.toasts)
	}
	s.dayBefore()
	s.dayBefore()
	if s.day != monday.AddDays(1) {
		t.Errorf("two days before is %v", s.day)
	}
}

func TestWritesWhatIsShown(t *testing.T) {
	f := &fake{days: map[agenda.Date]int{monday.AddDays(1): 4}}
	s, a := newScreen(t, f)
	s.desk = "d2"
	s.ask()
	if s.table.Total() != 2 {
		t.Fatalf("%d rows, want the 2 of the desk", s.table.Total())
	}
	for _, b := range s.writers {
		test.Tap(b.Button)
	}
	want := []string{
		"list 2026-11-24 d2 /tmp/liste-du-jour-2026-11-24-G2.pdf",
		"xlsx 2026-11-24 d2 /tmp/convocations-2026-11-24-G2.xlsx",
		"pdf 2026-11-24 d2 /tmp/convocations-2026-11-24-G2.pdf",
	}
	if !slices.Equal(f.wrote, want) {
		t.Errorf("wrote %q, want %q", f.wrote, want)
	}
	if len(a.wrote) != 3 || len(a.toasts) != 3 {
		t.Errorf("told %q and %q", a.wrote, a.toasts)
	}
	f.failure = agenda.NewProblem("CONV-NONE")
	test.Tap(s.writers[2].Button)
	if len(a.problems) != 1 || len(a.wrote) != 3 {
		t.Errorf("told %v", a.problems)
	}
}

func TestNothingToWrite(t *testing.T) {
	s, _ := newScreen(t, &fake{})
	for _, b := range s.writers {
		if !b.Disabled() {
			t.Errorf("%q can be pressed on a day without appointments", b.Text())
		}
		if !strings.Contains(b.Tip(), "Aucun rendez-vous") {
			t.Errorf("%q does not say why not: %q", b.Text(), b.Tip())
		}
	}
}

func TestVerdicts(t *testing.T) {
	f := &fake{}
	s, _ := newScreen(t, f)
	for _, c := range []struct {
		verdict office.CodeVerdict
		date    agenda.Date
		status  agenda.BookingStatus
		text    string
		state   widgets.State
	}{
		{office.CodeValid, monday, agenda.BookingActive, "Valable aujourd’hui", widgets.Success},
		{office.CodeValid, monday.AddDays(1), agenda.BookingActive, "Valable un autre jour", widgets.Warning},
		{office.CodeValid, monday.AddDays(-1), agenda.BookingActive, "Rendez-vous passé", widgets.Warning},
		{office.CodeValid, monday, agenda.BookingServed, "Déjà utilisée", widgets.Warning},
		{office.CodeReplaced, monday, agenda.BookingActive, "Remplacée", widgets.Danger},
		{office.CodeOutdated, monday, agenda.BookingActive, "Périmée", widgets.Danger},
		{office.CodeCancelled, monday, agenda.BookingCancelled, "Annulée", widgets.Danger},
	} {
		check := office.CodeCheck{Verdict: c.verdict, Booking: agenda.Booking{Date: c.date, Status: c.status}}
		text, state, explained := verdictOf(check, monday, s.p.Voice)
		if text != c.text || state != c.state || explained == "" {
			t.Errorf("%s on %v: %q, %v", c.verdict, c.date, text, state)
		}
	}
}

func TestVerifyField(t *testing.T) {
	f := &fake{checked: office.CodeCheck{Verdict: office.CodeValid, Number: "26-000001-23", Booking: agenda.Booking{Date: monday}}}
	s, a := newScreen(t, f)
	s.openTab(tabVerify)
	focused := func() fyne.Focusable { return fyne.CurrentApp().Driver().CanvasForObject(s.tabs).Focused() }
	if focused() != fyne.Focusable(s.verify.entry) {
		t.Errorf("the keyboard is at %T", focused())
	}
	test.Type(s.verify.entry, "26 000 001 23")
	s.verify.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(s.verify.answer.Objects) != 1 || !strings.Contains(s.status.Text(), "Valable aujourd’hui") {
		t.Fatalf("the status says %q", s.status.Text())
	}
	if got := s.verify.entry.AccessibilityLabel(); !strings.Contains(got, "Valable aujourd’hui") {
		t.Errorf("a screen reader says %q", got)
	}
	if focused() != fyne.Focusable(s.verify.entry) {
		t.Errorf("after an answer the keyboard is at %T", focused())
	}
	test.Type(s.verify.entry, "2")
	if got := s.verify.entry.Text; got != "2" {
		t.Errorf("the next scan adds to the one before: %q", got)
	}
	f.failure = errors.New("altered")
	s.verify.verify()
	if len(s.verify.answer.Objects) != 1 || len(a.problems) != 0 || !strings.Contains(s.status.Text(), "Refusée") {
		t.Error("a refusal is part of the answer, not a dialog")
	}
	s.verify.entry.SetText("  ")
	s.verify.verify()
	if len(s.verify.answer.Objects) != 0 || s.status.Text() != "" {
		t.Error("an empty field keeps an old verdict")
	}
}

func TestASelectionIsWrittenAndShown(t *testing.T) {
	day := monday.AddDays(1)
	f := &fake{days: map[agenda.Date]int{day: 4}}
	s, a := newScreen(t, f)
	s.table.Select(1)
	s.deeds.booking.Do()
	want := string(agenda.BookingID(fmt.Sprint(day, "-", 1)))
	if !slices.Equal(a.shown, []string{"bookings " + want}) {
		t.Errorf("went to %q", a.shown)
	}
	s.deeds.some.Do()
	if len(f.whose) != 1 || string(f.whose[0]) != want || !strings.HasPrefix(a.proposed, "convocations-selection-2026-11-24") {
		t.Errorf("wrote the letters of %v into %s", f.whose, a.proposed)
	}
	s.table.SelectAll()
	if got := s.status.Text(); !strings.HasPrefix(got, "4 sélectionnées sur 4") {
		t.Errorf("the status says %q", got)
	}
	for _, item := range s.menu(s.table.Selection()) {
		if item.Disabled || !item.Separator && item.Do == nil {
			t.Errorf("%q is in the menu and cannot be done", item.Label)
		}
	}
}

func TestBoardTellsWhoseTurnItIs(t *testing.T) {
	f := &fake{days: map[agenda.Date]int{monday: 4}, now: monday.At(agenda.Clock(542))} // at 9:00, 9:01, 9:02, 9:03
	s, _ := newScreen(t, f)
	s.setDay(monday)
	s.openTab(tabBoard)
	if len(s.board.lines) != 4 || s.board.now() != 542 {
		t.Fatalf("%d lines, now %v", len(s.board.lines), s.board.now())
	}
	row := s.board.newRow()
	hour := func(i int) string { s.board.fill(row, i); return row.Objects[0].(*widgets.Text).Text() }
	if got := hour(1); got != "09:01" {
		t.Errorf("what is over says %q", got)
	}
	if got := hour(2); got != widgets.Signed(widgets.Info, "09:02") {
		t.Errorf("whose turn it is says %q", got)
	}
	s.setDay(monday.AddDays(1))
	if s.board.now() >= 0 {
		t.Error("tomorrow has begun")
	}
}

func TestWhatIsLookedAtIsKept(t *testing.T) {
	f := &fake{days: map[agenda.Date]int{monday: 3, monday.AddDays(1): 4, monday.AddDays(9): 2}}
	kept := notebook{}
	s, a := newKept(t, f, kept)
	s.chooseDesk(2)
	s.setDay(monday.AddDays(9))
	s.deeds.apart.Do()
	if a.windows != 1 || s.tabs.Selected() != tabBoard {
		t.Errorf("%d windows, on %s", a.windows, s.tabs.Selected())
	}
	again, _ := newKept(t, f, kept)
	if again.desk != "d2" || again.tabs.Selected() != tabBoard {
		t.Errorf("after a start it shows %q of %q", again.tabs.Selected(), again.desk)
	}
	other, b := newKept(t, f, nil)
	other.Restore(s.Keep())
	other.SetWeek(monday.Week())
	if other.day != s.day || other.desk != "d2" || other.tabs.Selected() != tabBoard || len(other.board.lines) != 1 {
		t.Errorf("another window shows %v of %q, %d lines", other.day, other.desk, len(other.board.lines))
	}
	if other.Leave(); !b.stopped {
		t.Error("it ticks on")
	}
}

func TestAnEmptyDayLeadsOn(t *testing.T) {
	f := &fake{days: map[agenda.Date]int{monday.AddDays(1): 4}}
	s, _ := newScreen(t, f)
	s.setDay(monday)
	s.nobody().Action.Tapped(nil)
	if s.day != monday.AddDays(1) {
		t.Errorf("an empty day leads to %v", s.day)
	}
	s, a := newScreen(t, &fake{})
	s.nobody().Action.Tapped(nil)
	if !slices.Equal(a.shown, []string{"imports"}) {
		t.Errorf("an empty workspace leads to %q", a.shown)
	}
}

func TestActionsClashWithNothing(t *testing.T) {
	s, _ := newScreen(t, &fake{})
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
}

func TestHolidaysAreNamed(t *testing.T) {
	s, _ := newScreen(t, &fake{})
	if note := s.noteOf(agenda.MustDate("2026-12-25")); !strings.Contains(note, "Noël") {
		t.Errorf("Christmas is called %q", note)
	}
	if note := s.noteOf(monday); note != "" {
		t.Errorf("a working day is called %q", note)
	}
}
