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
	"creneaux/app/intake"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/inspect"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/task"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
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
	wrote   string
	given   int
}

func newFake() *fake {
	working := []agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Wednesday, agenda.Thursday, agenda.Friday}
	day := []agenda.Session{
		{Days: working, From: 9 * 60, To: 12 * 60, Positions: 2}, {Days: working[:4], From: 13*60 + 30, To: 16 * 60, Positions: 1},
	}
	return &fake{
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
func (f *fake) SetSchoolDemand(_ context.Context, share float64) (before float64, err error) {
	before, f.house.Service.SchoolDemand = f.house.Service.SchoolDemand, share
	return before, f.failure
}
func (f *fake) WriteAffected(_ context.Context, path string, by office.Timetable, _ *wording.Voice) (int, error) {
	f.wrote = path
	return len(f.hit.Bookings), f.failure
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
	told    string // a file that was written
}

// asks opens files without a person.
type asks struct{ *dialogs.Dialogs }

func (asks) OpenFile(_ dialogs.FileKind, chosen func(string)) { chosen("/tmp/absences.csv") }

func (asks) SaveFile(kind dialogs.FileKind, chosen func(string)) { chosen("/tmp/" + kind.Name) }

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
		Offer: func(_, action string, do func()) func() {
			s.offered = append(s.offered, action)
			do()
			return func() { s.offered = nil }
		},
		Wrote: func(path string) { s.told = path },
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

// addClosure opens the form of a new closure and fills it in.
func (s *stage) addClosure(from string) {
	s.Helper()
	s.do("days.tab." + tabClosures)
	s.do(actionAdd)
	dates := seen.All[*widgets.DatePicker](s.top())
	dates[0].SetDate(agenda.MustDate(from))
	dates[1].SetDate(agenda.MustDate(from))
	dates[0].OnChanged(agenda.MustDate(from))
}

func TestAClosureIsKeptUndoneAndDoneAgain(t *testing.T) {
	s := show(t, newFake())
	s.addClosure("2026-05-15")
	s.says(s.top(), "Nouvelle fermeture", "Aucun créneau ni rendez-vous n’est touché.")
	if got := s.office.asked[len(s.office.asked)-1].Closures; len(got) != 1 || got[0].From.String() != "2026-05-15" {
		t.Errorf("asked of %v", got)
	}
	s.press("Enregistrer")
	if s.open() || len(s.office.house.Closures) != 4 || len(s.steps) != 1 || !strings.Contains(s.steps[0].Name, "ajouter la fermeture du ven.") {
		t.Fatalf("open %v, closures %v, steps %v", s.open(), s.office.house.Closures, s.steps)
	}
	if !slices.Equal(s.offered, []string{"Replanifier"}) || s.went != pageCapacity {
		t.Errorf("offered %q, went to %q", s.offered, s.went)
	}
	s.undo(false)
	if len(s.office.house.Closures) != 3 || len(s.offered) != 0 {
		t.Errorf("undone: %v, still offered %q", s.office.house.Closures, s.offered)
	}
	s.undo(true)
	if n := len(s.office.house.Closures); n != 4 {
		t.Errorf("done again: %d", n)
	}
}

// People who have an appointment are shown before anything is kept.
func TestWhoIsHitIsShownFirst(t *testing.T) {
	f := newFake()
	f.hit = office.Affected{
		Slots: []agenda.Slot{
			{ID: "x", Desk: "d1", Procedure: "renewal", Date: agenda.MustDate("2026-05-15"), Start: 9 * 60, Minutes: 20, State: agenda.SlotPublished},
			{ID: "y", Desk: "d1", Procedure: "renewal", Date: agenda.MustDate("2026-05-15"), Start: 10 * 60, Minutes: 20, State: agenda.SlotPlanned},
		},
		Bookings: []agenda.Booking{{
			ID: "b", Reference: "RDV7", Slot: "x", Desk: "d1", Procedure: "renewal", Date: agenda.MustDate("2026-05-15"), Start: 9 * 60,
			Applicant: agenda.Applicant{Surname: "NGUYỄN", GivenNames: "Zoé"},
		}},
		Planned: 1, Published: 1,
	}
	s := show(t, f)
	s.addClosure("2026-05-15")
	s.says(s.top(), "1 personne a déjà rendez-vous.", "1 créneau est en ligne.", "1 créneau planifié")
	s.press("Qui est concerné…")
	s.says(s.top(), "Créneaux et rendez-vous touchés")
	rows := affectedRows(f.hit, f.house, seen.Voice(t))
	if len(rows) != 2 || rows[0].Cells[5] != "RDV7" || !strings.Contains(rows[0].Cells[6], "NGUYỄN") || rows[1].Cells[4] != "planifié" {
		t.Errorf("listed %+v", rows)
	}
	s.press("Enregistrer la liste…")
	if f.wrote == "" || s.told != f.wrote {
		t.Errorf("written to %q, told %q", f.wrote, s.told)
	}
	s.press("Fermer")
	s.press("Enregistrer")
	s.says(s.top(), "Des personnes sont concernées", "Rien n’est annulé sur la plateforme")
	s.press("Revenir")
	s.says(s.top(), "Nouvelle fermeture")
	if len(f.house.Closures) != 3 {
		t.Error("kept without a decision")
	}
	s.press("Enregistrer")
	s.press("Enregistrer quand même")
	if s.open() || len(f.house.Closures) != 4 {
		t.Errorf("open %v, closures %d", s.open(), len(f.house.Closures))
	}
}

func TestAWrongFormIsNotKept(t *testing.T) {
	s := show(t, newFake())
	s.addClosure("2026-05-15")
	dates := seen.All[*widgets.DatePicker](s.top())
	dates[1].SetDate(agenda.MustDate("2026-05-14"))
	dates[1].OnChanged(agenda.MustDate("2026-05-14"))
	s.says(s.top(), "dès que les jours et les heures sont complets")
	s.press("Enregistrer")
	s.says(s.top(), "Le dernier jour vient avant le premier.")
	dates[1].SetDate(agenda.MustDate("2026-05-15"))
	s.office.failure = agenda.NewProblem("CAL-DESK", "Desk", "d9")
	dates[1].OnChanged(agenda.MustDate("2026-05-15"))
	s.press("Enregistrer")
	if len(s.office.house.Closures) != 3 || !s.open() {
		t.Error("kept though nobody knows whom it hits")
	}
}

// Late answers about what stood in the form before are dropped.
func TestOnlyTheLastAnswerCounts(t *testing.T) {
	s := show(t, newFake())
	var waiting []func()
	s.p.Background = func(work, show func()) { waiting = append(waiting, func() { work(); show() }) }
	i := newImpact(s.Screen)
	closing := func(day string) office.Timetable {
		return office.Timetable{Closures: []agenda.Closure{{From: agenda.MustDate(day), To: agenda.MustDate(day)}}}
	}
	i.ask(closing("2026-05-15"), true)
	i.ask(closing("2026-05-16"), true)
	i.ask(closing("2026-05-17"), true)
	told := 0
	i.once(func(office.Affected) { told++ })
	for len(waiting) > 0 {
		next := waiting[0]
		waiting = waiting[1:]
		next()
	}
	if len(s.office.asked) != 2 || s.office.asked[1].Closures[0].From.Day != 17 || told != 1 || !i.known {
		t.Errorf("asked %v, told %d times", s.office.asked, told)
	}
}

// slowly has what the page asks for wait until next is called.
func (s *stage) slowly() (next func()) {
	var waiting []func()
	s.p.Background = func(work, show func()) { waiting = append(waiting, func() { work(); show() }) }
	return func() {
		s.Helper()
		if len(waiting) == 0 {
			s.Fatal("nothing was asked for")
		}
		one := waiting[0]
		waiting = waiting[1:]
		one()
	}
}

// Who presses twice, or leaves before it is known whom an entry hits, gets what was meant.
func TestAFormIsKeptOnceAndNotAfterItWasLeft(t *testing.T) {
	s := show(t, newFake())
	s.addClosure("2026-05-15")
	next := s.slowly()
	s.press("Enregistrer")
	next() // whom it hits
	s.press("Enregistrer")
	next()
	next()
	if len(s.office.house.Closures) != 4 || len(s.steps) != 1 || s.open() {
		t.Fatalf("%d closures, %d steps, open %v", len(s.office.house.Closures), len(s.steps), s.open())
	}
	s.p.Background = widgets.Inline
	s.load()
	s.addClosure("2026-05-22")
	next = s.slowly()
	s.press("Enregistrer")
	s.dialogs.Shut()
	next()
	if len(s.office.house.Closures) != 4 || len(s.steps) != 1 {
		t.Error("a form that was left is kept")
	}
}

// A desk that is gone meanwhile does not make another the chosen one.
func TestAFormKeepsItsDesks(t *testing.T) {
	s := show(t, newFake())
	first, second := s.house.Desks[0], s.house.Desks[1]
	choice := s.newDeskChoice(second.ID, func() {})
	ticks := newDeskTicks(s.Screen, []agenda.DeskID{second.ID}, func() {})
	s.house.Desks = []agenda.Desk{first}
	if choice.desk().ID != second.ID || !slices.Equal(ticks.chosen(), []agenda.DeskID{second.ID}) {
		t.Errorf("chosen %v, %v", choice.desk().ID, ticks.chosen())
	}
}

// What is typed and not set stays when the page is read anew, and what is set twice in
// haste is one step.
func TestDemandIsTypedInPeace(t *testing.T) {
	s := show(t, newFake())
	s.do("days.tab." + tabSchools)
	s.schools.part.SetInt(80)
	s.Changed(office.AreaSetup)
	if n, _ := s.schools.part.Int(); n != 80 {
		t.Errorf("%d %% stands where 80 were typed", n)
	}
	before := s.house
	s.schools.part.OnChanged()
	s.house = before // not read anew yet
	s.schools.part.OnChanged()
	if len(s.steps) != 1 {
		t.Errorf("%d steps", len(s.steps))
	}
	s.office.failure = agenda.NewProblem("UNEXPECTED")
	s.schools.part.SetInt(120)
	s.schools.part.OnChanged()
	if n, _ := s.schools.part.Int(); n == 120 {
		t.Error("what could not be set still stands there")
	}
}

func TestEntriesAreChangedDuplicatedAndRemoved(t *testing.T) {
	s := show(t, newFake())
	s.do("days.tab." + tabClosures)
	if n := len(s.closures.entries); n != 2 {
		t.Fatalf("%d closures are to come", n)
	}
	if a, _ := action.Set(s.Actions()).Find(actionEdit); a.Usable() || a.WhyNot() == "" {
		t.Error("nothing is selected and can be edited")
	}
	s.closures.table.Select(1)
	s.do(actionEdit)
	s.says(s.top(), "Modifier la fermeture", "G2")
	s.press("Enregistrer")
	if got := s.office.house.Closures[1]; got.ID != "c2" || got.Reason != "Travaux" || !slices.Equal(got.Desks, []agenda.DeskID{"d2"}) {
		t.Errorf("saved as %+v", got)
	}
	s.undo(false)
	s.do(actionDuplicate)
	s.press("Enregistrer")
	if n := len(s.office.house.Closures); n != 4 {
		t.Errorf("%d closures after one was duplicated", n)
	}
	s.closures.table.SelectAll()
	s.do(actionRemove)
	if got := s.office.house.Closures; len(got) != 1 || got[0].ID != "c3" {
		t.Errorf("left: %v", got)
	}
	s.undo(false)
	if n := len(s.office.house.Closures); n != 4 {
		t.Errorf("%d closures after undoing", n)
	}
}

func TestFiltersAreRemembered(t *testing.T) {
	s := show(t, newFake())
	s.do("days.tab." + tabClosures)
	s.closures.time.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if n := len(s.closures.entries); n != 1 || s.closures.entries[0].ID != "c3" {
		t.Fatalf("past: %v", s.closures.entries)
	}
	s.begin()
	if s.tabs.Selected() != tabClosures || len(s.closures.entries) != 1 {
		t.Errorf("begins with %s and %v", s.tabs.Selected(), s.closures.entries)
	}
	s.closures.desk.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight}) // G1
	s.closures.time.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight}) // always
	if n := len(s.closures.entries); n != 2 {
		t.Errorf("of G1: %v", s.closures.entries)
	}
	for key, value := range s.memory {
		if strings.Contains(value, "Réunion") || strings.Contains(value, "Travaux") {
			t.Errorf("%s remembers %q", key, value)
		}
	}
	kept := s.Keep()
	s.memory = memory{}
	s.begin()
	s.Restore(kept)
	if s.tabs.Selected() != tabClosures {
		t.Errorf("restored %s", s.tabs.Selected())
	}
}

func TestTheWeekSaysWhyItIsNotAsUsual(t *testing.T) {
	s := show(t, newFake())
	s.says(s.Content(), "Semaine 10 (2–8 mars 2026)", "G1, mer. 4 mars 2026", "un agent absent", "2 guichets")
	s.weekView.choose(4) // Friday of G1
	s.says(s.Content(), "G1, ven. 6 mars 2026", "l’après-midi")
	r := rosterOf(s.weekView.read, seen.Voice(t))
	if monday := r.Cells[0][0]; monday.Sign != signWalkIn || len(monday.Stretches) < 2 {
		t.Errorf("a morning with walk-ins is %+v", monday)
	}
	if friday := r.Cells[1][4]; friday.Sign != signOther || friday.Note == "" {
		t.Errorf("a closure outside the hours of G2 is %+v", friday)
	}
	if wednesday := r.Cells[0][2]; wednesday.Sign != signReduced || wednesday.Stretches[0].Parts[missing] != 1 {
		t.Errorf("a day with an absence is %+v", wednesday)
	}
	s.SetWeek(agenda.MustWeek("2026-W15"))
	s.says(s.Content(), "Lundi de Pâques")
	r = rosterOf(s.weekView.read, seen.Voice(t))
	if r.Days[0].Closed == "" || r.Cells[0][0].Sign != signClosed {
		t.Errorf("Easter Monday is %+v", r.Cells[0][0])
	}
	s.do(actionAfter)
	if s.chosen != agenda.MustWeek("2026-W16") {
		t.Errorf("the week after is %v", s.chosen)
	}
}

// What a stretch is made of adds up to the sessions, and ends with them.
func TestStretchesAddUp(t *testing.T) {
	f := newFake()
	for w := agenda.MustWeek("2026-W01"); w.Year == 2026; w = w.Add(1) {
		read, err := f.CalendarWeek(context.Background(), w)
		if err != nil {
			t.Fatal(err)
		}
		for _, desk := range read.Desks {
			for _, d := range desk.Days {
				sum := [3]int{}
				for _, s := range stretchesOf(d) {
					for i, n := range s.Parts {
						if n < 0 {
							t.Fatalf("%v: %+v", d.Date, s)
						}
						sum[i] += n * int(s.To-s.From)
					}
				}
				want := [3]int{opening.Minutes(d.Openings), d.Held, opening.Minutes(d.Sessions) - opening.Minutes(d.Staffed)}
				if sum != want {
					t.Fatalf("%v: %v minutes, want %v", d.Date, sum, want)
				}
			}
		}
	}
}

func TestTheYearShowsWhatClosesTheService(t *testing.T) {
	s := show(t, newFake())
	s.do("days.tab." + tabYear)
	w := wallOf(s.house, 2026, today, seen.Voice(t))
	for day, nature := range map[string]int{
		"2026-04-06": publicHoliday, "2026-01-02": wholeClosure, "2026-03-06": partClosure, "2026-08-12": partClosure, "2026-05-15": possibleBridge,
	} {
		if marks := w.Marks[agenda.MustDate(day)]; len(marks) == 0 || marks[0].Nature != nature {
			t.Errorf("%s: %+v", day, marks)
		}
	}
	if len(w.Bands) != 1 || len(w.Bands[0].Spans) != 1 {
		t.Errorf("the bands of zone A are %+v", w.Bands)
	}
	s.house.Service.SchoolZone = ""
	if bands := bandsOf(s.house, 2026, seen.Voice(t)); len(bands) != 2 {
		t.Errorf("without a zone there are %+v", bands)
	}
	s.yearView.wall.OnTapped(agenda.MustDate("2026-05-15").DaysSince(agenda.MustDate("2026-01-01")))
	if s.tabs.Selected() != tabWeek || s.chosen != agenda.MustWeek("2026-W20") {
		t.Errorf("a click shows %s, %v", s.tabs.Selected(), s.chosen)
	}
	s.do("days.tab." + tabYear)
	s.office.house.Service.Territory = "martinique"
	s.Changed(office.AreaSetup)
	if got := s.yearView.chosen(); got != "martinique" {
		t.Errorf("the year of %s is shown after the service has moved", got)
	}
	s.do(actionAfter)
	if s.year != 2027 {
		t.Errorf("the year after is %d", s.year)
	}
}

func TestAnAbsenceIsAdded(t *testing.T) {
	s := show(t, newFake())
	s.do("days.tab." + tabAbsences)
	s.do(actionAdd)
	s.press("Enregistrer")
	got := s.office.house.Absences
	if len(got) != 2 || got[1].Desk != "d1" || got[1].Positions != 1 || got[1].From != today {
		t.Errorf("absences %v", got)
	}
	if name := s.steps[0].Name; strings.Contains(name, "Formation") {
		t.Errorf("the history tells a reason: %q", name)
	}
}

func TestSessionsAreChangedFromADayOn(t *testing.T) {
	s := show(t, newFake())
	s.do("days.tab." + tabHours)
	if s.do(actionUsual); s.went != pageSettings {
		t.Errorf("the usual hours are at %q", s.went)
	}
	s.do(actionAdd)
	s.press("Enregistrer")
	if got := s.office.house.Changes; len(got) != 1 || !got[0].To.IsZero() || got[0].From != today || len(got[0].Sessions) != 2 {
		t.Fatalf("changes %+v", got)
	}
	// Sessions that the table cannot hold stay as they are.
	odd := []agenda.Session{{Days: []agenda.Weekday{agenda.Sunday}, From: 9 * 60, To: 12 * 60, Positions: 3}}
	s.office.house.Changes[0].Sessions = odd
	s.Changed(office.AreaSetup)
	s.hours.changes.table.Select(0)
	s.do(actionEdit)
	s.says(s.top(), "ne tiennent pas dans le tableau")
	s.press("Enregistrer")
	if got := s.office.house.Changes[0].Sessions; len(got) != 1 || got[0].Positions != 3 {
		t.Errorf("particular sessions became %+v", got)
	}
	s.undo(false)
	s.do(actionEdit)
	s.press("Saisir d’autres horaires")
	s.press("Enregistrer")
	if got := s.office.house.Changes[0].Sessions; len(got) != 0 {
		t.Errorf("replaced by nothing they are %+v", got)
	}
}

func TestMorningsWithoutAppointmentAreSet(t *testing.T) {
	s := show(t, newFake())
	s.do("days.tab." + tabHours)
	s.says(s.Content(), "Sans rendez-vous")
	s.hours.walkIn.Select(0)
	seen.Button(t, s.Content(), "Modifier les matinées…").Tapped(&fyne.PointEvent{})
	ways := seen.All[*widgets.Select](s.top())[0]
	ways.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	ways.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	for _, n := range seen.All[*widgets.NumberField](s.top()) {
		n.SetInt(2)
	}
	s.press("Enregistrer")
	if w := s.office.house.Procedures[1].WalkIn; w.Positions != 2 || w.Share != 0 || len(w.Mornings) != 2 {
		t.Errorf("walk-in %+v", w)
	}
	s.undo(false)
	if w := s.office.house.Procedures[1].WalkIn; w.Positions != 0 {
		t.Errorf("undone: %+v", w)
	}
}

func TestTheZoneAndTheSchoolHolidays(t *testing.T) {
	s := show(t, newFake())
	s.do("days.tab." + tabSchools)
	s.schools.setZone(0)
	if s.office.house.Service.SchoolZone != "" || len(s.steps) != 1 {
		t.Fatalf("zone %q", s.office.house.Service.SchoolZone)
	}
	s.undo(false)
	if s.office.house.Service.SchoolZone != "A" {
		t.Errorf("zone %q after undoing", s.office.house.Service.SchoolZone)
	}
	s.schools.part.SetInt(80)
	s.schools.part.OnChanged()
	if got := s.office.house.Service.SchoolDemand; got != 0.8 || len(s.offered) != 1 {
		t.Errorf("demand %v, offered %q", got, s.offered)
	}
	s.undo(false)
	if n, _ := s.schools.part.Int(); n != 100 {
		t.Errorf("%d %% after undoing", n)
	}
	s.do(actionAdd)
	s.press("Enregistrer") // without a name and days
	if !s.open() || len(s.office.house.SchoolHolidays) != 2 {
		t.Error("kept without a name")
	}
}

func TestBridgesAreClosedTogether(t *testing.T) {
	s := show(t, newFake())
	s.do("days.tab." + tabBridges)
	if len(s.bridges.bridges) < 2 || s.bridges.bridges[0].Date.String() != "2026-01-02" {
		t.Fatalf("bridges %+v", s.bridges.bridges)
	}
	s.bridges.table.SelectAll()
	open := s.bridges.open()
	for _, b := range open {
		if b.Date.Before(today) || b.minutes == 0 {
			t.Errorf("%+v can be closed", b)
		}
	}
	s.do(actionClose)
	if n := len(s.office.house.Closures); n != 3+len(open) || len(s.steps) != 1 {
		t.Fatalf("%d closures", n)
	}
	if again := s.bridges.open(); len(again) != 0 {
		t.Errorf("%+v can be closed again", again)
	}
	s.undo(false)
	if n := len(s.office.house.Closures); n != 3 {
		t.Errorf("%d closures after undoing", n)
	}
}

func TestAListIsSeenBeforeItIsKept(t *testing.T) {
	f := newFake()
	f.found = office.CalendarImport{Rows: 2, Known: 1, Absences: []agenda.Absence{{Desk: "d2", From: today, To: today, Positions: 1}}}
	s := show(t, f)
	if s.TakesFile() {
		t.Error("the week takes files")
	}
	s.do("days.tab." + tabAbsences)
	if !s.TakesFile() {
		t.Error("the absences take no file")
	}
	s.do(actionImport)
	s.says(s.top(), "Ce que absences.csv apporte", "1 nouvelle", "1 déjà connue")
	if f.dropped {
		t.Error("kept before anybody has seen it")
	}
	s.press("Enregistrer 1 ligne")
	if !f.dropped || len(f.house.Absences) != 2 {
		t.Fatalf("absences %v", f.house.Absences)
	}
	s.undo(false)
	if len(f.house.Absences) != 1 {
		t.Errorf("undone: %v", f.house.Absences)
	}
	s.undo(true)
	if len(f.house.Absences) != 2 {
		t.Errorf("done again: %v", f.house.Absences)
	}
}

func TestAListWithWrongRowsIsNotKept(t *testing.T) {
	f := newFake()
	f.found = office.CalendarImport{Rows: 2, Rejected: []intake.Rejection{{Line: 3, Column: "Guichet", Value: "G9", Reason: agenda.Msg("calendar.hours.morning")}}}
	s := show(t, f)
	s.do("days.tab." + tabAbsences)
	s.OpenFile("/tmp/absences.csv")
	s.says(s.top(), "1 refusée", "corrigez-les dans le fichier")
	rows := previewRows(f.found, f.house, seen.Voice(t))
	if len(rows) != 1 || rows[0].Cells[1] != "3" || !strings.Contains(rows[0].Cells[2], "G9") {
		t.Errorf("shown as %+v", rows)
	}
	s.press("Fermer")
	if f.dropped {
		t.Error("kept all the same")
	}
}

func TestARefusedCellIsNamed(t *testing.T) {
	voice := seen.Voice(t)
	for _, c := range []struct{ column, value, want string }{
		{"Guichet", "G9", "Guichet\u00a0: G9"}, {"", "G9", "G9"}, {"Guichet", "", "Guichet"}, {"", "", ""},
	} {
		if got := whereOf(c.column, c.value, voice); got != c.want {
			t.Errorf("%q of %q is told as %q", c.value, c.column, got)
		}
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	f := newFake()
	f.failure = agenda.NewProblem("CAL-TERRITORY", "Territory", "mars", "Known", "metropole")
	s := show(t, f)
	s.says(s.Content(), "n’est pas connu")
	if a, _ := action.Set(s.Actions()).Find(actionAdd); a.Usable() {
		t.Error("a closure can be added to nothing")
	}
	f.failure = nil
	seen.Button(t, s.Content(), "Réessayer").Tapped(&fyne.PointEvent{})
	s.says(s.Content(), "Semaine 10")
}

// Nothing is cut and everything has a name, at every size of text, in both languages.
func TestNothingIsCut(t *testing.T) {
	f := newFake()
	f.house.Changes = []agenda.SessionChange{{ID: "h1", Desk: "d1", From: today, Sessions: f.house.Desks[1].Sessions}}
	s := show(t, f)
	for _, lang := range wording.Languages() {
		voice, err := wording.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, scale := range []float64{theme.MinScale, 1, theme.MaxScale} {
			fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light, Scale: scale, Density: theme.Densities()[0]}))
			p := s.p
			p.Voice, p.Memory = voice, memory{}
			s.Screen = New(p)
			s.window.SetContent(s.Content())
			size := fyne.NewSize(1068, 740)
			for _, tab := range []string{tabWeek, tabYear, tabClosures, tabAbsences, tabHours, tabSchools, tabBridges} {
				s.do("days.tab." + tab)
				for _, fault := range append(inspect.Cut(s.Content(), size), inspect.Unlabelled(s.Content(), size)...) {
					t.Errorf("%s %v %s: %s", lang, scale, tab, fault)
				}
			}
		}
	}
}

// No form is cut, nor does it lack a name.
func TestNoFormIsCut(t *testing.T) {
	s := show(t, newFake())
	s.window.Resize(fyne.NewSize(1280, 770))
	for _, tab := range []string{tabClosures, tabAbsences, tabHours, tabSchools} {
		s.do("days.tab." + tab)
		s.do(actionAdd)
		for _, fault := range append(inspect.Cut(s.top(), s.window.Canvas().Size()), inspect.Unlabelled(s.top(), s.window.Canvas().Size())...) {
			t.Errorf("%s: %s", tab, fault)
		}
		s.press("Annuler")
	}
}

func TestWeekdaysAreWrittenTogether(t *testing.T) {
	voice := seen.Voice(t)
	for _, c := range []struct {
		days []agenda.Weekday
		want string
	}{
		{weekdays[:5], "lun.\u2009–\u2009ven."},
		{[]agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Thursday}, "lun., mar., jeu."},
		{[]agenda.Weekday{agenda.Friday, agenda.Monday}, "lun., ven."},
	} {
		if got := weekdayNames(c.days, voice); got != c.want {
			t.Errorf("%v: %q, want %q", c.days, got, c.want)
		}
	}
}
