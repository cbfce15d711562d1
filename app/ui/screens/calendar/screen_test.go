package calendar

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"creneaux/app/agenda"
	opening "creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/task"
	"creneaux/app/ui/widgets"
)

var (
	today = agenda.MustDate("2026-03-04")
	week  = today.Week()
)

// fake is an office with two desks and a calendar, without a workspace.
type fake struct {
	house   office.House
	hit     office.Affected
	asked   []office.Timetable // what Affected was asked
	found   office.CalendarImport
	dropped bool // a list was kept
	failure error
	walkIn  map[agenda.ProcedureCode]agenda.WalkIn
	given   int
}

func newFake() *fake {
	working := []agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Wednesday, agenda.Thursday, agenda.Friday}
	day := []agenda.Session{
		{Days: working, From: 9 * 60, To: 12 * 60, Positions: 2}, {Days: working[:4], From: 13*60 + 30, To: 16 * 60, Positions: 1},
	}
	return &fake{
		walkIn: map[agenda.ProcedureCode]agenda.WalkIn{},
		house: office.House{
			Service: agenda.Service{Name: "Service des étrangers", Territory: "metropole", SchoolZone: "A", Year: 2026},
			Procedures: []agenda.Procedure{
				{Code: "renewal", Label: "Renouvellement", Minutes: 20, Counted: true},
				{Code: "ten", Label: "Carte de dix ans", Minutes: 20, WalkIn: &agenda.WalkIn{Mornings: []agenda.Weekday{agenda.Monday, agenda.Tuesday}}},
			},
			Desks: []agenda.Desk{
				{ID: "d1", Name: "G1", Procedures: []agenda.ProcedureCode{"renewal", "ten"}, Sessions: day},
				{ID: "d2", Name: "G2", Procedures: []agenda.ProcedureCode{"renewal"}, Sessions: day[:1]},
			},
			Timetable: office.Timetable{
				Closures: []agenda.Closure{
					{ID: "c1", From: agenda.MustDate("2026-03-06"), To: agenda.MustDate("2026-03-06"), Hours: agenda.Afternoon(), Reason: "Réunion"},
					{ID: "c2", From: agenda.MustDate("2026-08-10"), To: agenda.MustDate("2026-08-14"), Desks: []agenda.DeskID{"d2"}, Reason: "Travaux"},
					{ID: "c3", From: agenda.MustDate("2026-01-02"), To: agenda.MustDate("2026-01-02"), Reason: "Inventaire"},
				},
				Absences: []agenda.Absence{{ID: "a1", Desk: "d1", From: today, To: today, Positions: 1, Reason: "Formation"}},
				SchoolHolidays: []agenda.SchoolHoliday{
					{ID: "s1", Zone: "A", Name: "Vacances d’hiver", From: agenda.MustDate("2026-02-07"), To: agenda.MustDate("2026-02-22")},
					{ID: "s2", Zone: "B", Name: "Vacances de printemps", From: agenda.MustDate("2026-04-11"), To: agenda.MustDate("2026-04-26")},
				},
			},
		},
	}
}

func (f *fake) Now() agenda.Moment { return today.At(agenda.Noon) }

func (f *fake) House(context.Context) (office.House, error) { return f.house, f.failure }

func (f *fake) CalendarWeek(_ context.Context, w agenda.Week) (office.CalendarWeek, error) {
	days, err := f.house.Calendar()
	if err != nil {
		return office.CalendarWeek{}, err
	}
	read := office.CalendarWeek{Week: w, Holidays: days.HolidaysOf(w), School: opening.SchoolHolidaysOf(f.house.SchoolHolidays, w, f.house.Service.SchoolZone)}
	for _, d := range f.house.Desks {
		read.Desks = append(read.Desks, office.DeskDays{Desk: d, Days: days.Days(d, w, f.house.Procedures)})
	}
	return read, f.failure
}

func (f *fake) Bridges(_ context.Context, year int) ([]opening.Bridge, error) {
	days, err := f.house.Calendar()
	if err != nil {
		return nil, err
	}
	return days.Bridges(agenda.NewDate(year, 1, 1), agenda.NewDate(year, 12, 31)), f.failure
}

func (f *fake) Affected(_ context.Context, by office.Timetable) (office.Affected, error) {
	f.asked = append(f.asked, by)
	return f.hit, f.failure
}

// put keeps entries as the office does.
func put[T any, ID ~string](f *fake, list *[]T, id func(*T) *ID, entries []T) ([]T, error) {
	if f.failure != nil {
		return nil, f.failure
	}
	kept := slices.Clone(entries)
	for i := range kept {
		if *id(&kept[i]) == "" {
			f.given++
			*id(&kept[i]) = ID("new" + string(rune('0'+f.given)))
		}
		at := slices.IndexFunc(*list, func(other T) bool { return *id(&other) == *id(&kept[i]) })
		if at >= 0 {
			(*list)[at] = kept[i]
		} else {
			*list = append(*list, kept[i])
		}
	}
	return kept, nil
}

func remove[T any, ID ~string](f *fake, list *[]T, id func(*T) *ID, ids []ID) (removed []T, err error) {
	*list = slices.DeleteFunc(slices.Clone(*list), func(e T) bool {
		gone := slices.Contains(ids, *id(&e))
		if gone {
			removed = append(removed, e)
		}
		return gone
	})
	if len(removed) != len(ids) {
		return nil, agenda.NewProblem("CAL-UNKNOWN", "ID", "?")
	}
	return removed, f.failure
}

func closureID(c *agenda.Closure) *agenda.ClosureID            { return &c.ID }
func absenceID(a *agenda.Absence) *agenda.AbsenceID            { return &a.ID }
func changeID(c *agenda.SessionChange) *agenda.ChangeID        { return &c.ID }
func schoolID(h *agenda.SchoolHoliday) *agenda.SchoolHolidayID { return &h.ID }

func (f *fake) PutClosures(_ context.Context, c ...agenda.Closure) ([]agenda.Closure, error) {
	return put(f, &f.house.Closures, closureID, c)
}
func (f *fake) RemoveClosures(_ context.Context, ids ...agenda.ClosureID) ([]agenda.Closure, error) {
	return remove(f, &f.house.Closures, closureID, ids)
}
func (f *fake) PutAbsences(_ context.Context, a ...agenda.Absence) ([]agenda.Absence, error) {
	return put(f, &f.house.Absences, absenceID, a)
}
func (f *fake) RemoveAbsences(_ context.Context, ids ...agenda.AbsenceID) ([]agenda.Absence, error) {
	return remove(f, &f.house.Absences, absenceID, ids)
}
func (f *fake) PutSessionChanges(_ context.Context, c ...agenda.SessionChange) ([]agenda.SessionChange, error) {
	return put(f, &f.house.Changes, changeID, c)
}
func (f *fake) RemoveSessionChanges(_ context.Context, ids ...agenda.ChangeID) ([]agenda.SessionChange, error) {
	return remove(f, &f.house.Changes, changeID, ids)
}
func (f *fake) PutSchoolHolidays(_ context.Context, h ...agenda.SchoolHoliday) ([]agenda.SchoolHoliday, error) {
	return put(f, &f.house.SchoolHolidays, schoolID, h)
}
func (f *fake) RemoveSchoolHolidays(_ context.Context, ids ...agenda.SchoolHolidayID) ([]agenda.SchoolHoliday, error) {
	return remove(f, &f.house.SchoolHolidays, schoolID, ids)
}
func (f *fake) SetSchoolZone(_ context.Context, zone string) (before string, err error) {
	before, f.house.Service.SchoolZone = f.house.Service.SchoolZone, zone
	return before, f.failure
}
func (f *fake) SetWalkIn(_ context.Context, code agenda.ProcedureCode, w agenda.WalkIn) (before agenda.WalkIn, err error) {
	for i, p := range f.house.Procedures {
		if p.Code == code {
			before, f.house.Procedures[i].WalkIn = *p.WalkIn, &w
		}
	}
	return before, f.failure
}
func (f *fake) ImportAbsences(ctx context.Context, path string, dryRun bool) (office.CalendarImport, error) {
	found := f.found
	found.File, found.DryRun = filepath.Base(path), dryRun
	if dryRun || f.failure != nil {
		return found, f.failure
	}
	f.dropped = true
	var err error
	found.Absences, err = f.PutAbsences(ctx, found.Absences...)
	return found, err
}
func (f *fake) ImportSchoolHolidays(ctx context.Context, path string, dryRun bool) (office.CalendarImport, error) {
	found := f.found
	found.File, found.DryRun = filepath.Base(path), dryRun
	if dryRun || f.failure != nil {
		return found, f.failure
	}
	var err error
	found.SchoolHolidays, err = f.PutSchoolHolidays(ctx, found.SchoolHolidays...)
	return found, err
}

type memory map[string]string

func (m memory) String(key string) string    { return m[key] }
func (m memory) SetString(key, value string) { m[key] = value }

// stage is the page in a window, with its dialogs.
type stage struct {
	*testing.T
	*Screen
	office  *fake
	window  fyne.Window
	dialogs *dialogs.Dialogs
	memory  memory
	steps   []history.Step
	offered []string
	chosen  agenda.Week
	went    string
}

// asks opens files without a person.
type asks struct{ *dialogs.Dialogs }

func (asks) OpenFile(_ dialogs.FileKind, chosen func(string)) { chosen("/tmp/absences.csv") }

func show(t *testing.T, f *fake) *stage {
	t.Helper()
	seen.App(t)
	s := &stage{T: t, office: f, memory: memory{}}
	s.begin()
	return s
}

// begin makes the page, as the program does when it starts.
func (s *stage) begin() {
	s.Helper()
	s.window = test.NewTempWindow(s.T, widgets.Spacer())
	s.window.Resize(fyne.NewSize(1500, 1000))
	s.dialogs = dialogs.New(dialogs.Params{Window: s.window, Voice: seen.Voice(s.T), Log: slog.New(slog.DiscardHandler), Background: widgets.Inline})
	s.Screen = New(Params{
		Office: s.office, Voice: seen.Voice(s.T), Background: widgets.Inline, Week: week, Memory: s.memory,
		ChooseWeek: func(w agenda.Week) { s.chosen = w }, Navigate: func(id string) { s.went = id },
		Tasks: task.NewInline(), Dialogs: asks{s.dialogs}, History: s, Toast: func(string, widgets.State) {},
		Offer: func(text, action string, do func()) { s.offered = append(s.offered, action); do() },
	})
	s.window.SetContent(s.Content())
}

// Record implements history.Recorder.
func (s *stage) Record(step history.Step) {
	s.steps = append(s.steps, step)
	s.Changed(office.AreaSetup)
}

// undo takes the last step back, or does it again.
func (s *stage) undo(again bool) {
	s.Helper()
	step := s.steps[len(s.steps)-1]
	do := step.Undo
	if again {
		do = step.Redo
	}
	if err := do(context.Background(), nil); err != nil {
		s.Fatalf("%s: %v", step.Name, err)
	}
	s.Changed(office.AreaSetup)
}

// do does an action of the page.
func (s *stage) do(id string) {
	s.Helper()
	a, ok := action.Set(s.Actions()).Find(id)
	if !ok || !a.Usable() {
		s.Fatalf("%s cannot be done: %s", id, a.WhyNot())
	}
	a.Do()
}

// top is the dialog in front.
func (s *stage) top() fyne.CanvasObject {
	s.Helper()
	top := s.window.Canvas().Overlays().Top()
	if top == nil {
		s.Fatal("no dialog is open")
	}
	return top
}

func (s *stage) press(text string) {
	s.Helper()
	seen.Button(s.T, s.top(), text).Tapped(&fyne.PointEvent{})
}

func (s *stage) open() bool { return s.window.Canvas().Overlays().Top() != nil }

func (s *stage) says(where fyne.CanvasObject, parts ...string) {
	s.Helper()
	plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2002", " ")
	text := plain.Replace(seen.Text(where))
	for _, part := range parts {
		if !strings.Contains(text, part) {
			s.Errorf("%q is not in\n%s", part, text)
		}
	}
}

func TestEveryTabShowsItself(t *testing.T) {
	s := show(t, newFake())
	for _, tab := range []string{tabWeek, tabYear, tabClosures, tabAbsences, tabHours, tabSchools, tabBridges} {
		s.do("days.tab." + tab)
		if got := s.tabs.Selected(); got != tab {
			t.Errorf("%s is not open but %s", tab, got)
		}
		if clashes := action.Set(s.Actions()).Clashes(); len(clashes) > 0 {
			t.Errorf("%s: clashes %v", tab, clashes)
		}
	}
}
