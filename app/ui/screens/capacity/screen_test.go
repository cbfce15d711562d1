package capacity

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/task"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// fake is an office with a plan in memory, of which it keeps every version.
type fake struct {
	plan    office.PlanView
	kept    map[agenda.Week]office.KeptWeek
	taken   []office.WeekTaken
	drafts  map[agenda.Week]office.WeekDraft
	past    []office.PlanVersion          // newest first
	were    map[int]office.PlanView       // by version
	asked   office.PlanRequest            // of the last planning
	edited  office.WeekEdit               // kept last
	tried   func(*office.WeekDraft) error // what trying an edit finds
	whys    []string                      // of versions taken back
	failure error
	plans   int
	proves  bool // that a new plan is the best
	written string
}

func (f *fake) Now() agenda.Moment { return agenda.MustMoment("2026-02-18T10:00") } // week 8

func (f *fake) Taken(context.Context) ([]office.WeekTaken, error) { return f.taken, nil }

func (f *fake) PlanView(context.Context) (office.PlanView, error) { return f.plan, f.failure }

func (f *fake) KeptWeeks(context.Context) (map[agenda.Week]office.KeptWeek, error) {
	return f.kept, nil
}

// step keeps a version.
func (f *fake) step(cause office.PlanCause, why string, weeks ...agenda.Week) (office.PlanView, error) {
	if f.failure != nil {
		return office.PlanView{}, f.failure
	}
	if f.were == nil {
		f.were = map[int]office.PlanView{}
	}
	before := f.plan
	before.Weeks = slices.Clone(before.Weeks)
	f.were[before.Version] = before
	f.plan.Version++
	f.past = slices.Insert(f.past, 0, office.PlanVersion{Version: f.plan.Version, At: f.Now(), By: "poste-1", Cause: cause, Why: why, Weeks: weeks})
	return f.plan, nil
}

func (f *fake) Plan(_ context.Context, request office.PlanRequest, _ agenda.Progress) (office.PlanView, error) {
	f.plans++
	f.asked = request
	if f.failure == nil && f.plan.Version == 0 {
		f.plan = year()
		return f.plan, nil
	}
	made, err := f.step(office.PlanMade, request.Why)
	made.Proven = f.proves
	return made, err
}

func (f *fake) WeekPlan(_ context.Context, week agenda.Week) (office.WeekDraft, error) {
	if d, ok := f.drafts[week]; ok {
		return d, nil
	}
	return draft(week), nil
}

func (f *fake) TryWeek(ctx context.Context, wanted office.WeekEdit) (office.WeekDraft, error) {
	d, err := f.WeekPlan(ctx, wanted.Week)
	if err != nil {
		return d, err
	}
	d = with(d, wanted)
	if f.tried != nil {
		err = f.tried(&d)
	}
	return d, err
}

func (f *fake) EditWeek(ctx context.Context, wanted office.WeekEdit) (office.PlanView, error) {
	f.edited = wanted
	d, err := f.WeekPlan(ctx, wanted.Week)
	if err != nil {
		return office.PlanView{}, err
	}
	if f.drafts == nil {
		f.drafts = map[agenda.Week]office.WeekDraft{}
	}
	f.drafts[wanted.Week] = with(d, wanted)
	return f.step(office.PlanEdited, wanted.Why, wanted.Week)
}

func (f *fake) setLocks(weeks []agenda.Week, locked bool, cause office.PlanCause, why string) (office.PlanView, error) {
	if _, err := f.step(cause, why, weeks...); err != nil {
		return office.PlanView{}, err
	}
	f.plan.Weeks = slices.Clone(f.plan.Weeks)
	for i, w := range f.plan.Weeks {
		if slices.Contains(weeks, w.Week) {
			f.plan.Weeks[i].Locked = locked
		}
	}
	return f.plan, nil
}

func (f *fake) LockWeeks(_ context.Context, weeks []agenda.Week, why string) (office.PlanView, error) {
	return f.setLocks(weeks, true, office.PlanLocked, why)
}

func (f *fake) UnlockWeeks(_ context.Context, weeks []agenda.Week, why string) (office.PlanView, error) {
	return f.setLocks(weeks, false, office.PlanUnlocked, why)
}

func (f *fake) PlanVersions(context.Context) ([]office.PlanVersion, error) { return f.past, nil }

func (f *fake) PlanAt(_ context.Context, version int) (office.PlanView, error) {
	if plan, ok := f.were[version]; ok {
		return plan, f.failure
	}
	return f.plan, agenda.NewProblem("PLAN-VERSION", "Version", version)
}

func (f *fake) RestorePlan(ctx context.Context, version int, why string) (office.PlanView, error) {
	f.whys = append(f.whys, why)
	back, err := f.PlanAt(ctx, version)
	if err != nil {
		return back, err
	}
	now := f.plan.Version
	if _, err = f.step(office.PlanRestored, why); err != nil {
		return office.PlanView{}, err
	}
	f.were[now+1] = back
	back.Version = now + 1
	f.plan = back
	return f.plan, nil
}

func (f *fake) WritePlan(_ context.Context, path string, _ *wording.Voice) error {
	f.written = path
	return f.failure
}

func (f *fake) WritePlanAt(_ context.Context, version int, path string, _ *wording.Voice) error {
	f.written = fmt.Sprintf("%s@%d", path, version)
	return f.failure
}

// draft is a week of two desks as it stands; some of its slots are bound.
func draft(week agenda.Week) office.WeekDraft {
	renewal := agenda.Procedure{Code: "renewal", Label: "Renouvellement", Minutes: 20}
	student := agenda.Procedure{Code: "student", Label: "Titre étudiant", Minutes: 30}
	return office.WeekDraft{Week: week, Desks: []office.DeskDraft{
		{Desk: agenda.Desk{ID: "1", Name: "Guichet 1"}, OpenMinutes: 600, UsedMinutes: 230, Cells: []office.CellDraft{
			{Procedure: renewal, Slots: 10, Bound: 4, Room: 18}, {Procedure: student, Slots: 1, Room: 12},
		}},
		{Desk: agenda.Desk{ID: "2", Name: "Guichet 2"}, OpenMinutes: 300, Cells: []office.CellDraft{{Procedure: renewal, Room: 15}}},
	}}
}

// with is a week as an edit wants it.
func with(d office.WeekDraft, wanted office.WeekEdit) office.WeekDraft {
	desks := slices.Clone(d.Desks)
	for i := range desks {
		desks[i].Cells = slices.Clone(desks[i].Cells)
		for j, c := range desks[i].Cells {
			for _, w := range wanted.Cells {
				if w.Desk == desks[i].Desk.ID && w.Procedure == c.Procedure.Code {
					d.Added += max(w.Slots-c.Slots, 0)
					d.Removed += max(c.Slots-w.Slots, 0)
					desks[i].Cells[j].Room = max(c.Room+c.Slots-w.Slots, 0)
					desks[i].UsedMinutes += (w.Slots - c.Slots) * c.Procedure.Minutes
					desks[i].Cells[j].Slots = w.Slots
				}
			}
		}
	}
	d.Desks = desks
	return d
}

// told are the problems that were told, and the titles of what was asked.
type told struct {
	lines    []string
	question dialogs.Question // the last
	stay     bool             // questions are not answered
}

func (a *told) Problem(err error)    { a.lines = append(a.lines, agenda.CodeOf(err)) }
func (a *told) Tell(title, _ string) { a.lines = append(a.lines, title) }
func (a *told) Ask(q dialogs.Question) *dialogs.Asked {
	a.lines, a.question = append(a.lines, q.Title), q
	if !a.stay {
		q.Answer()
	}
	return nil
}
func (a *told) SaveFile(kind dialogs.FileKind, chosen func(string)) { chosen("/out/" + kind.Name) }

var week = agenda.MustWeek("2026-W10")

// year is a plan of 2026: ordinary weeks but for a short, a full and a closed one.
func year() office.PlanView {
	p := office.PlanView{
		Version: 3, MadeAt: agenda.MustMoment("2026-01-02T08:00"), Planned: 500, ExpectedPermits: 410.7, Uncounted: 50,
		ByProcedure: map[agenda.ProcedureCode]int{"renewal": 500, "student": 50},
		Reasons:     []agenda.Message{agenda.Msg("capacity.reason.week-closed", "Week", week.Add(2), "Why", "travaux")},
	}
	p.House.Service = agenda.Service{Year: 2026, Targets: agenda.Targets{Appointments: 520, Permits: 400}}
	p.House.Procedures = []agenda.Procedure{
		{Code: "student", Label: "Titre étudiant", Target: 50},
		{Code: "renewal", Label: "Renouvellement", Target: 520, Counted: true},
		{Code: "ten-year", Label: "Dix ans", Counted: true},
	}
	for _, w := range agenda.WeeksOf(2026) {
		p.Weeks = append(p.Weeks, office.PlanWeek{
			Week: w, Past: w.Number <= 8, OpenMinutes: 6000, UsedMinutes: 5400, Slots: 11,
			ByProcedure: map[agenda.ProcedureCode]int{"renewal": 10, "student": 1},
		})
	}
	p.Weeks[9].OpenMinutes, p.Weeks[9].UsedMinutes = 4800, 4790 // week 10
	p.Weeks[9].Closed = []calendar.Holiday{{Date: agenda.MustDate("2026-03-04"), Name: "Fête"}}
	p.Weeks[9].Kept = true
	p.Weeks[11].OpenMinutes, p.Weeks[11].UsedMinutes = 0, 0
	return p
}

type stage struct {
	*Screen
	office *fake
	told   told
	chosen agenda.Week
	steps  []history.Step
	opened string
	wrote  string
	toasts []string
	memory memory
}

// memory is what is remembered on this machine.
type memory map[string]string

func (m memory) String(key string) string    { return m[key] }
func (m memory) SetString(key, value string) { m[key] = value }

func show(t *testing.T, f *fake) *stage {
	t.Helper()
	seen.App(t)
	s := &stage{office: f, memory: memory{}}
	s.begin(t)
	return s
}

// begin makes the screen, as the program does when it starts.
func (s *stage) begin(t *testing.T) {
	t.Helper()
	s.Screen = New(Params{
		Office: s.office, Voice: seen.Voice(t), Background: widgets.Inline, Week: week, Memory: s.memory,
		ChooseWeek: func(w agenda.Week) { s.chosen = w }, Navigate: func(id string) { s.opened = id },
		Tasks: task.NewInline(), Dialogs: &s.told, History: s,
		Toast: func(text string, _ widgets.State) { s.toasts = append(s.toasts, text) }, Wrote: func(path string) { s.wrote = path },
	})
	seen.Show(t, s.Content())
}

// Record takes down a step, as the history does.
func (s *stage) Record(step history.Step) { s.steps = append(s.steps, step) }

// do does an action of the page.
func (s *stage) do(t *testing.T, id string) {
	t.Helper()
	a, ok := action.Set(s.Actions()).Find(id)
	if !ok || !a.Usable() {
		t.Fatalf("%s cannot be done: %s", id, a.WhyNot())
	}
	a.Do()
}

func TestEmptyWorkspaceOffersToPlan(t *testing.T) {
	unplanned := year()
	unplanned.Version = 0
	s := show(t, &fake{plan: unplanned})
	seen.Button(t, s.Content(), "Planifier l’année").Tapped(nil)
	if s.office.plans != 1 || !s.there || len(s.told.lines) != 0 {
		t.Errorf("%d plans made, shown %v, told %q", s.office.plans, s.there, s.told.lines)
	}
}

func TestSheetSaysWhatItShows(t *testing.T) {
	s := newSheet(year(), standings(year(), map[agenda.Week]office.KeptWeek{week: {Published: 2, Booked: 5}}, agenda.MustDate("2026-02-18")), nil, seen.Voice(t))
	var labels []string
	for _, c := range s.columns {
		labels = append(labels, c.Label)
	}
	want := []string{"Sem.", "du lundi", "État", "Renouv.", "Titre étud.", "Total", "Ouvert", "Occupé", "À noter"}
	if !slices.Equal(labels, want) {
		t.Errorf("columns %q, want %q", labels, want)
	}
	for _, c := range []struct {
		number int
		want   []string
	}{
		{1, []string{"1", "29\u00a0déc.", "", "10", "1", "11", "100\u00a0h", "90\u202f%", "passée"}},
		{10, []string{"10", "2\u00a0mars", "", "10", "1", "11", "▼ 80\u00a0h", "■ 100\u202f%", "Fête · en ligne"}},
		{12, []string{"12", "16\u00a0mars", "", "10", "1", "11", "× 0\u00a0h", "–", ""}},
		{23, []string{"23", "1er\u00a0juin", "", "10", "1", "11", "100\u00a0h", "90\u202f%", ""}},
	} {
		if got := textsOf(s.weeks[c.number-1].cells); !slices.Equal(got, c.want) {
			t.Errorf("week %d: %q, want %q", c.number, got, c.want)
		}
	}
	missing := textsOf(s.sums[2])
	if missing[0] != "Manque" || missing[3] != "×\u200220" || missing[4] != "✓" || missing[5] != "×\u200220" {
		t.Errorf("missing: %q", missing)
	}
}

func textsOf(cells []cell) []string {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = c.text
	}
	return texts
}

// What a row shows must add up to its right edge, and every column to its foot.
func TestEdgesAreSums(t *testing.T) {
	voice := seen.Voice(t)
	rapid.Check(t, func(t *rapid.T) {
		plan := year()
		plan.Planned, plan.Uncounted = 0, 0
		plan.ByProcedure = map[agenda.ProcedureCode]int{}
		for i := range plan.Weeks {
			w := &plan.Weeks[i]
			w.ByProcedure, w.Slots = map[agenda.ProcedureCode]int{}, 0
			for _, code := range []agenda.ProcedureCode{"renewal", "student"} {
				n := rapid.IntRange(0, 9).Draw(t, "slots")
				w.ByProcedure[code], w.Slots, plan.ByProcedure[code] = n, w.Slots+n, plan.ByProcedure[code]+n
			}
		}
		plan.Planned, plan.Uncounted = plan.ByProcedure["renewal"], plan.ByProcedure["student"]
		s := newSheet(plan, nil, nil, voice)
		down := map[int]int{}
		for _, l := range s.weeks {
			if number(l.cells[3])+number(l.cells[4]) != number(l.cells[5]) {
				t.Fatalf("%v does not add up", textsOf(l.cells))
			}
			for i := 3; i <= 5; i++ {
				down[i] += number(l.cells[i])
			}
		}
		for i := 3; i <= 5; i++ {
			if down[i] != number(s.sums[0][i]) {
				t.Fatalf("column %d adds up to %d, its foot says %s", i, down[i], s.sums[0][i].text)
			}
		}
	})
}

func number(c cell) int {
	n, _ := strconv.Atoi(strings.ReplaceAll(strings.ReplaceAll(c.text, "–", "0"), "\u202f", ""))
	return n
}

func TestChosenWeekIsSelectedAndDescribed(t *testing.T) {
	plan := year()
	plan.Weeks[9].Locked = true
	s := show(t, &fake{plan: plan, kept: map[agenda.Week]office.KeptWeek{week: {Booked: 5}}})
	text := func() string { return seen.Text(s.weeks.content) }
	for _, part := range []string{"Semaine 10", "2–8 mars 2026", "Semaine courte", "Semaine pleine", "Fête", "5 créneaux ont un rendez-vous", "verrouillé"} {
		if !strings.Contains(text(), part) {
			t.Errorf("%q is not in\n%s", part, text())
		}
	}
	s.SetWeek(agenda.MustWeek("2026-W40"))
	if at, _, ok := s.weeks.table.Selected(); !ok || at != 39 || !s.chosen.IsZero() {
		t.Errorf("week 40: row %d selected %v, told %v", at, ok, s.chosen)
	}
	s.SetWeek(agenda.MustWeek("2031-W01"))
	if !strings.Contains(text(), "n’est pas de l’année 2026") || s.weeks.table.Selection().Count() != 0 {
		t.Errorf("a week of another year:\n%s", text())
	}
	if a, _ := action.Set(s.Actions()).Find(actionReleases); a.Usable() || a.WhyNot() == "" {
		t.Error("the releases of a week of another year can be opened from here")
	}
}

func TestKeysMoveThroughTheWeeks(t *testing.T) {
	s := show(t, &fake{plan: year()})
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyDown, "2026-W11"}, {fyne.KeyUp, "2026-W10"}, {fyne.KeyHome, "2026-W01"}, {fyne.KeyUp, "2026-W01"},
		{fyne.KeyEnd, "2026-W53"}, {fyne.KeyDown, "2026-W53"},
	} {
		s.weeks.table.TypedKey(&fyne.KeyEvent{Name: step.key})
		if s.chosen.String() != step.want || s.week != s.chosen {
			t.Errorf("%s chooses %v, want %s", step.key, s.chosen, step.want)
		}
	}
	s.SetWeek(week)
	s.weeks.table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := fyne.CurrentApp().Driver().CanvasForObject(s.Content()).Focused(); got != s.weeks.side.editor.first() || got == nil {
		t.Errorf("Enter leads to %v", got)
	}
	if s.do(t, actionReleases); s.opened != pagePublication {
		t.Errorf("%q is opened", s.opened)
	}
}

// Weeks that are copied come with their columns, as a spreadsheet takes them.
func TestWeeksAreCopiedAndSummed(t *testing.T) {
	s := show(t, &fake{plan: year()})
	s.weeks.table.Copy()
	lines := strings.Split(strings.TrimSpace(fyne.CurrentApp().Clipboard().Content()), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "Sem.\tdu lundi\tÉtat\tRenouv.") || !strings.HasPrefix(lines[1], "10\t2") {
		t.Errorf("copied %q", lines)
	}
	s.weeks.table.SelectAll()
	if got := s.count.Text(); !strings.HasPrefix(got, "53 semaines sélectionnées sur 53") || !strings.Contains(got, "583 créneaux") {
		t.Errorf("the selection is said to be %q", got)
	}
	if items := s.weeks.table.Menu(s.weeks.table.Selection()); len(items) != 5 || items[1].Disabled || !items[2].Disabled {
		t.Errorf("the menu of a week: %+v", items)
	}
}

func TestStatusAndReasons(t *testing.T) {
	s := show(t, &fake{plan: year()})
	s.do(t, "planning.view.limits")
	text := strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(seen.Text(s.Content()))
	for _, part := range []string{"500 rendez-vous sur 520", "410 titres attendus sur 400", "50 créneaux étudiants", "semaine 12 de 2026 : travaux"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
	if strings.Contains(text, "prouvé") {
		t.Error("a plan of which nothing is known is said to be the best")
	}
}

// That no plan is better is said of the plan for which it was proven, and not of others.
func TestProofIsSaidWhereItHolds(t *testing.T) {
	s := show(t, &fake{plan: year(), proves: true})
	says := func() bool { return strings.Contains(seen.Text(s.Content()), "prouvé") }
	s.replan.Tapped(nil)
	if !says() || len(s.steps) != 1 || len(s.told.lines) != 1 {
		t.Errorf("proven, said %v; %d steps after the questions %q", says(), len(s.steps), s.told.lines)
	}
	s.Changed(office.AreaBookings)
	if !says() {
		t.Error("it is not said any more, though it is the same plan")
	}
	s.Changed(office.AreaSetup)
	if says() {
		t.Error("it is said for other desks")
	}
}

func TestExportAndFailures(t *testing.T) {
	f := &fake{plan: year()}
	s := show(t, f)
	s.export.Tapped(nil)
	if f.written != "/out/plan-2026.xlsx" || s.wrote != f.written {
		t.Errorf("written to %q, told %q", f.written, s.wrote)
	}
	f.failure = agenda.NewProblem("PLAN-OVERTAKEN")
	s.makePlan(office.PlanRequest{})
	if !slices.Equal(s.told.lines, []string{"PLAN-OVERTAKEN"}) || !s.there {
		t.Errorf("told %q", s.told.lines)
	}
	f.failure = errors.New("disk")
	s.load()
	if s.there || s.replan.Visible() {
		t.Error("a plan that could not be read is shown")
	}
	f.failure = nil
	seen.Button(t, s.Content(), "Réessayer").Tapped(nil)
	if !s.there {
		t.Error("trying again shows nothing")
	}
}

// The bars are the hours of the table, and a click on one shows its week there.
func TestChartShowsTheHoursOfTheWeeks(t *testing.T) {
	s := show(t, &fake{plan: year()})
	categories, series := seriesOf(year(), seen.Voice(t))
	if len(categories) != 53 || series[0].Values[9] != 80 || series[1].Values[11] != 0 {
		t.Errorf("%d weeks, week 10 has %v hours, week 12 uses %v", len(categories), series[0].Values[9], series[1].Values[11])
	}
	s.do(t, "planning.view.chart")
	if s.weeks.content.Visible() || !s.chartTile.Visible() {
		t.Error("the chart is not shown")
	}
	s.year.OnTapped(4)
	if s.chosen.String() != "2026-W05" || !s.weeks.content.Visible() {
		t.Errorf("a bar shows %v, the weeks are shown: %v", s.chosen, s.weeks.content.Visible())
	}
}

func TestViewIsRemembered(t *testing.T) {
	s := show(t, &fake{plan: year()})
	s.do(t, "planning.view.limits")
	kept := s.Keep()
	s.begin(t)
	if s.tabs.Selected() != viewLimits || !s.limits.content.Visible() {
		t.Errorf("begins with %q", s.tabs.Selected())
	}
	s.memory = memory{}
	s.begin(t)
	s.Restore(kept)
	if s.tabs.Selected() != viewLimits || !s.limits.content.Visible() {
		t.Errorf("restored %q", s.tabs.Selected())
	}
	if clashes := action.Set(s.Actions()).Clashes(); len(clashes) > 0 {
		t.Errorf("clashes: %v", clashes)
	}
}

// What is read anew leaves the table where it is.
func TestTableStaysWhenThePlanIsReadAnew(t *testing.T) {
	s := show(t, &fake{plan: year()})
	before := s.weeks.table
	s.office.plan.Weeks[9].Slots = 12
	s.Changed(office.AreaPlan)
	if row, ok := s.weeks.table.Row(9); s.weeks.table != before || !ok || row.Cells[5] != "12" {
		t.Errorf("the table is another: %v; the row reads %q", s.weeks.table != before, row.Cells)
	}
	s.office.plan.House.Procedures[2].Target = 5
	s.Changed(office.AreaSetup)
	if s.weeks.table == before {
		t.Error("another procedure has no column")
	}
}

// findAction returns an action of the page.
func findAction(s *stage, id string) (action.Action, bool) { return action.Set(s.Actions()).Find(id) }
