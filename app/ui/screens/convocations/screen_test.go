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
	checked office.CodeCheck
	failure error
}

func (f *fake) Now() agenda.Moment { return monday.At(agenda.MustClock("08:00")) }

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
				ID: agenda.BookingID(fmt.Sprint(day, i)), Date: day, Start: agenda.Clock(540 + i), Desk: []agenda.DeskID{"d1", "d2"}[i%2],
				Status: agenda.BookingActive, Applicant: agenda.Applicant{FullName: "Zoé NGUYỄN"},
			}
			if (q.From.IsZero() || !day.Before(q.From)) && (q.To.IsZero() || !day.After(q.To)) && (q.Desk == "" || q.Desk == b.Desk) {
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

func (f *fake) WriteConvocations(_ context.Context, s office.Selection, path string, format office.Format, _ *wording.Voice, _ agenda.Progress) (office.Written, error) {
	f.wrote = append(f.wrote, fmt.Sprintf("%s %s %s %s", format, s.From, s.Desk, path))
	return office.Written{Count: 4}, f.failure
}

func (f *fake) WriteDayList(_ context.Context, d agenda.Date, desk agenda.DeskID, path string, _ *wording.Voice) (office.Written, error) {
	f.wrote = append(f.wrote, fmt.Sprintf("list %s %s %s", d, desk, path))
	return office.Written{Count: 4}, f.failure
}

func (f *fake) VerifyCode(context.Context, string) (office.CodeCheck, error) {
	return f.checked, f.failure
}

type answers struct {
	proposed string
	problems []error
}

func (a *answers) Problem(err error) { a.problems = append(a.problems, err) }
func (a *answers) SaveFile(kind dialogs.FileKind, chosen func(string)) {
	a.proposed = kind.Name
	chosen("/tmp/" + kind.Name)
}

func newScreen(t *testing.T, f *fake) (*Screen, *answers) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	a := &answers{}
	s := New(Params{
		Office: f, Voice: voice, Background: widgets.Inline, Tasks: task.NewInline(), Dialogs: a, Week: monday.Week(),
		Navigate: func(string) {}, OpenFile: func(string) {},
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
	s, _ := newScreen(t, f)
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
		test.Tap(b)
	}
	want := []string{
		"list 2026-11-24 d2 /tmp/liste-du-jour-2026-11-24-G2.pdf",
		"xlsx 2026-11-24 d2 /tmp/convocations-2026-11-24-G2.xlsx",
		"pdf 2026-11-24 d2 /tmp/convocations-2026-11-24-G2.pdf",
	}
	if !slices.Equal(f.wrote, want) {
		t.Errorf("wrote %q, want %q", f.wrote, want)
	}
	if len(s.outcome.Objects) != 1 {
		t.Error("what was written is not shown")
	}
	f.failure = agenda.NewProblem("CONV-NONE")
	test.Tap(s.writers[2])
	if len(a.problems) != 1 {
		t.Errorf("told %v", a.problems)
	}
}

func TestNothingToWrite(t *testing.T) {
	s, _ := newScreen(t, &fake{})
	for _, b := range s.writers {
		if !b.Disabled() {
			t.Errorf("%q can be pressed on a day without appointments", b.Text())
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
	s.verify.entry.SetText("26 000 001 23")
	s.verify.entry.OnSubmitted("")
	if len(s.verify.answer.Objects) != 1 {
		t.Fatal("no verdict is shown")
	}
	f.failure = errors.New("altered")
	s.verify.verify()
	if len(s.verify.answer.Objects) != 1 || len(a.problems) != 0 {
		t.Error("a refusal is part of the answer, not a dialog")
	}
	s.verify.entry.SetText("  ")
	s.verify.verify()
	if len(s.verify.answer.Objects) != 0 {
		t.Error("an empty field keeps an old verdict")
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
