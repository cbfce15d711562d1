package publication

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/task"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

var week = agenda.MustWeek("2026-W10") // from Monday 2 March

// fake is an office with one week in memory.
type fake struct {
	now      agenda.Moment
	schedule office.Schedule
	failure  error
	draws    int
	sheet    string // path of the last sheet
	verified publication.Verification
}

func (f *fake) Now() agenda.Moment { return f.now }

func (f *fake) Schedule(_ context.Context, w agenda.Week) (office.Schedule, error) {
	s := f.schedule
	s.Week = w
	s.Kept.Releases = append([]agenda.Release(nil), s.Kept.Releases...)
	return s, f.failure
}

func (f *fake) DrawWeek(context.Context, agenda.Week, *publication.Config) (office.Drawing, error) {
	f.draws++
	late := agenda.Msg("publication.left.none")
	f.schedule = drawn()
	return office.Drawing{
		Week: f.schedule.Kept, Lots: f.schedule.Lots,
		Left: []publication.Undealt{{Slot: "x", Reason: late}, {Slot: "y", Reason: late}},
	}, f.failure
}

func (f *fake) VerifyWeek(context.Context, agenda.Week) (publication.Verification, error) {
	return f.verified, f.failure
}

func (f *fake) MarkReleased(_ context.Context, done bool, ids ...agenda.ReleaseID) error {
	if f.failure != nil {
		return f.failure
	}
	for i, r := range f.schedule.Kept.Releases {
		if slices.Contains(ids, r.ID) {
			f.schedule.Kept.Releases[i].DoneAt = 0
			if done {
				f.schedule.Kept.Releases[i].DoneAt = f.now
			}
		}
	}
	return nil
}

func (f *fake) WriteReleases(_ context.Context, _ agenda.Week, path string, _ *wording.Voice) ([]agenda.Message, error) {
	f.sheet = path
	return nil, f.failure
}

// asked are the dialogs that were opened; every question is answered with yes.
type asked struct {
	problems, questions []string
}

func (a *asked) Problem(err error)    { a.problems = append(a.problems, agenda.CodeOf(err)) }
func (a *asked) Tell(title, _ string) { a.questions = append(a.questions, title) }
func (a *asked) Confirm(title, _, _ string, _ bool, yes func()) {
	a.questions = append(a.questions, title)
	yes()
}
func (a *asked) SaveFile(kind dialogs.FileKind, chosen func(string)) { chosen("/out/" + kind.Name) }

// drawn is a week of three releases: on Monday and Wednesday at 10, on Friday at 18.
func drawn() office.Schedule {
	s := office.Schedule{
		Drawn: true, MayDraw: true, Planned: 7,
		House: office.House{
			Desks:      []agenda.Desk{{ID: "d1", Name: "G1"}, {ID: "d2", Name: "G2"}},
			Procedures: []agenda.Procedure{{Code: "renewal", Label: "Renouvellement"}, {Code: "first", Label: "Première demande"}},
		},
		Seal: publication.Verification{SealOK: true, ScheduleOK: true},
	}
	s.Kept.Seal = strings.Repeat("0123abcd", 8)
	for i, at := range []string{"2026-03-02T10:00", "2026-03-04T10:00", "2026-03-06T18:00"} {
		id := agenda.ReleaseID("r" + string(rune('1'+i)))
		s.Kept.Releases = append(s.Kept.Releases, agenda.Release{ID: id, Week: week, At: agenda.MustMoment(at)})
		s.Lots = append(s.Lots,
			workspace.LotLine{Release: id, Desk: "d2", Procedure: "first", Slots: 2},
			workspace.LotLine{Release: id, Desk: "d1", Procedure: "renewal", Slots: 10 + i})
	}
	return s
}

type stage struct {
	*Screen
	office  *fake
	dialogs *asked
	wake    func() // what the screen waits for
	wait    time.Duration
	steps   []history.Step
	wrote   string
	toasts  []string
	memory  memory
}

// memory is what is remembered on this machine.
type memory map[string]string

func (m memory) String(key string) string    { return m[key] }
func (m memory) SetString(key, value string) { m[key] = value }

// Record implements history.Recorder.
func (s *stage) Record(step history.Step) { s.steps = append(s.steps, step) }

func show(t *testing.T, f *fake) *stage {
	t.Helper()
	seen.App(t)
	s := &stage{office: f, dialogs: &asked{}, memory: memory{}}
	s.begin(t)
	return s
}

// begin makes the screen, as the program does when it starts.
func (s *stage) begin(t *testing.T) {
	f := s.office
	s.Screen = New(Params{
		Office: f, Voice: seen.Voice(t), Background: widgets.Inline, Week: week, Tasks: task.NewInline(), Dialogs: s.dialogs,
		History: s, Wrote: func(path string) { s.wrote = path }, Memory: s.memory,
		Toast: func(text string, _ widgets.State) { s.toasts = append(s.toasts, text) },
		After: func(d time.Duration, wake func()) func() {
			s.wait, s.wake = d, wake
			return func() { s.wake = nil }
		},
	})
	seen.Show(t, s.Content())
}

// do does an action of the page.
func (s *stage) do(t *testing.T, id string) {
	t.Helper()
	a, ok := action.Set(s.Actions()).Find(id)
	if !ok || !a.Usable() {
		t.Fatalf("%s cannot be done: %s", id, a.WhyNot())
	}
	a.Do()
}

func (s *stage) cells(t *testing.T, index int) []string {
	t.Helper()
	row, ok := s.table.Row(index)
	if !ok {
		t.Fatalf("row %d is not there", index)
	}
	return row.Cells
}

func TestMomentsToComeAreHiddenUntilAskedFor(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-03T09:00"), schedule: drawn()})
	const secret = "mer.\u00a04\u00a0mars\u00a02026"
	if day := s.cells(t, 0)[1]; day == hiddenText {
		t.Errorf("the moment that is over is hidden")
	}
	if text := seen.Text(s.Content()); strings.Contains(text, secret) || strings.Contains(text, "18\u00a0h") {
		t.Errorf("a moment to come can be read:\n%s", text)
	}
	seen.Button(t, s.Content(), "Montrer le calendrier").Tapped(nil)
	if day := s.cells(t, 1)[1]; day != secret {
		t.Errorf("asked for, the second day is %q", day)
	}
	s.SetWeek(week) // somebody comes back to the screen
	if text := seen.Text(s.Content()); strings.Contains(text, secret) {
		t.Errorf("a moment stays in sight:\n%s", text)
	}
}

func TestReleaseIsTickedAndUnticked(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn()})
	if got := s.cells(t, 0)[4]; got != "à faire maintenant" {
		t.Errorf("five minutes after its moment it is %q", got)
	}
	seen.Button(t, s.Content(), "Noter comme faite").Tapped(nil)
	if got := s.cells(t, 0)[4]; got != "faite à 10\u00a0h\u00a005" {
		t.Errorf("ticked, it is %q", got)
	}
	seen.Button(t, s.Content(), "Ne plus noter comme faite").Tapped(nil)
	if done := s.office.schedule.Kept.Releases[0].DoneAt; !done.IsZero() {
		t.Errorf("unticked, it is done at %v", done)
	}
	for _, step := range s.steps {
		if err := step.Redo(t.Context(), agenda.Silent{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.steps[1].Undo(t.Context(), agenda.Silent{}); err != nil || len(s.steps) != 2 {
		t.Errorf("%d steps, %v", len(s.steps), err)
	}
	if done := s.office.schedule.Kept.Releases[0].DoneAt; done.IsZero() {
		t.Error("undoing that the tick was taken back does not tick")
	}
	s.table.Select(2)
	s.tick()
	if done := s.office.schedule.Kept.Releases[2].DoneAt; !done.IsZero() {
		t.Error("a release to come was ticked")
	}
	s.office.failure = agenda.NewProblem("PUB-NOT-DRAWN")
	s.mark(true, s.schedule.Kept.Releases[0])
	if len(s.dialogs.problems) != 1 || s.dialogs.problems[0] != "PUB-NOT-DRAWN" {
		t.Errorf("problems told: %q", s.dialogs.problems)
	}
}

func TestScreenWakesWhenAMomentComes(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-02T09:00"), schedule: drawn()})
	if s.wait != time.Hour {
		t.Errorf("waits %v for the first moment", s.wait)
	}
	s.office.now = agenda.MustMoment("2026-03-02T10:00")
	s.wake()
	if got := s.cells(t, 0)[4]; got != "à faire maintenant" {
		t.Errorf("at its moment it is %q", got)
	}
	s.office.now += agenda.Moment(s.wait / time.Second)
	s.wake()
	if got := s.cells(t, 0)[4]; got != "en retard" {
		t.Errorf("after the grace it is %q", got)
	}
}

func TestLotsStandByDesk(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn()})
	if got := s.cells(t, 0)[3]; got != "12" {
		t.Errorf("the first release has %s slots", got)
	}
	got := lotsOf(s.schedule, "r1")
	want := []deskLots{{"G1", []lot{{10, "Renouvellement"}}}, {"G2", []lot{{2, "Première demande"}}}}
	if len(got) != 2 || got[0].desk != want[0].desk || got[0].lots[0] != want[0].lots[0] || got[1].lots[0] != want[1].lots[0] {
		t.Errorf("lots %v, want %v", got, want)
	}
}

func TestDrawing(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-01T09:00"), schedule: office.Schedule{MayDraw: true, Planned: 1200}})
	if text := seen.Text(s.Content()); !strings.Contains(text, "1\u202f200 créneaux attendent") {
		t.Errorf("how many slots wait is not said:\n%s", text)
	}
	s.draw.Tapped(nil)
	if s.office.draws != 1 || len(s.dialogs.questions) != 0 {
		t.Errorf("%d draws after the questions %q", s.office.draws, s.dialogs.questions)
	}
	if text := seen.Text(s.Content()); !strings.Contains(text, "39 créneaux répartis sur 3") || !strings.Contains(text, "2 créneaux restent à tirer") {
		t.Errorf("the outcome is not said:\n%s", text)
	}
	s.draw.Tapped(nil)
	if s.office.draws != 2 || len(s.dialogs.questions) != 1 {
		t.Errorf("replacing: %d draws after the questions %q", s.office.draws, s.dialogs.questions)
	}
}

func TestRefusedDrawSaysWhy(t *testing.T) {
	past := office.Schedule{WhyNot: agenda.NewProblem("PUB-WEEK-PAST", "Week", week)}
	s := show(t, &fake{now: agenda.MustMoment("2026-04-01T09:00"), schedule: past})
	if !s.draw.Disabled() {
		t.Error("a past week can be drawn")
	}
	if text := seen.Text(s.Content()); !strings.Contains(text, "est passée") {
		t.Errorf("why is not said:\n%s", text)
	}
}

// Whoever asks for the check sees that it was done: the time is another, and a toast says
// what came out.
func TestSealIsCheckedInWords(t *testing.T) {
	f := &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn()}
	s := show(t, f)
	text := func() string { return seen.Text(s.seal.content) }
	if !strings.Contains(text(), "0123abcd 0123abcd 0123abcd 0123abcd\n") || !strings.Contains(text(), "Sceau intact") || !strings.Contains(text(), "à l’ouverture") {
		t.Errorf("the seal reads:\n%s", text())
	}
	f.now, f.verified = agenda.MustMoment("2026-03-02T10:09"), publication.Verification{SealOK: true, ScheduleOK: true}
	seen.Button(t, s.seal.content, "Vérifier").Tapped(nil)
	if !strings.Contains(text(), "à votre demande") || !strings.Contains(text(), "10\u00a0h\u00a009") || len(s.toasts) != 1 {
		t.Errorf("checked, it reads:\n%s\ntold: %q", text(), s.toasts)
	}
	s.Changed(office.AreaReleases)
	if !strings.Contains(text(), "à votre demande") {
		t.Errorf("read anew, it forgets that it was checked:\n%s", text())
	}
	f.verified = publication.Verification{SealOK: true, Differences: []agenda.Message{agenda.Msg("publication.verify.seal")}}
	s.do(t, "releases.verify")
	if !strings.Contains(text(), "Sceau rompu") || !strings.Contains(s.toasts[1], "Sceau rompu") {
		t.Errorf("a broken seal reads:\n%s\ntold: %q", text(), s.toasts)
	}
	f.failure = agenda.NewProblem("PUB-SEED")
	s.do(t, "releases.verify")
	if s.seal.check.Disabled() || len(s.dialogs.problems) != 1 {
		t.Errorf("a check that failed leaves the button %v, problems %q", s.seal.check.Disabled(), s.dialogs.problems)
	}
	f.failure = nil
	s.SetWeek(week.Add(1))
	if strings.Contains(text(), "à votre demande") {
		t.Error("another week is said to be checked")
	}
}

func TestSheetIsWritten(t *testing.T) {
	f := &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn()}
	s := show(t, f)
	s.sheet.Tapped(nil)
	if f.sheet != "/out/mises-en-ligne-2026-W10.pdf" || s.wrote != f.sheet {
		t.Errorf("written to %q", f.sheet)
	}
	if text := seen.Text(s.Content()); !strings.Contains(text, "sous pli fermé") {
		t.Errorf("that it is secret is not said:\n%s", text)
	}
}

// Several releases that were forgotten are ticked at once, and that is one step to undo.
func TestSeveralReleasesAreTickedTogether(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-05T10:00"), schedule: drawn()})
	if text := seen.Text(s.Content()); !strings.Contains(text, "3 mises en ligne, 39 créneaux") {
		t.Errorf("the sum is not said:\n%s", text)
	}
	s.table.SelectAll()
	if got := s.count.Text(); got != "3 mises en ligne sélectionnées sur 3, 39 créneaux" {
		t.Errorf("the selection is said to be %q", got)
	}
	s.do(t, actionTick) // the third is still to come
	if done := doneOf(s); !slices.Equal(done, []bool{true, true, false}) || len(s.steps) != 1 {
		t.Fatalf("done %v in %d steps", done, len(s.steps))
	}
	if err := s.steps[0].Undo(t.Context(), agenda.Silent{}); err != nil || slices.Contains(doneOf(s), true) {
		t.Errorf("undone: %v, %v", doneOf(s), err)
	}
}

func doneOf(s *stage) (done []bool) {
	for _, r := range s.office.schedule.Kept.Releases {
		done = append(done, !r.DoneAt.IsZero())
	}
	return done
}

func TestActionsSayWhyTheyCannotBeDone(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-01T09:00"), schedule: office.Schedule{MayDraw: true}})
	all := action.Set(s.Actions())
	if clashes := all.Clashes(); len(clashes) > 0 {
		t.Errorf("clashes: %v", clashes)
	}
	for _, id := range []string{actionTick, actionUntick, actionReveal, actionSheet, "releases.verify", "releases.copy-seal"} {
		if a, _ := all.Find(id); a.Usable() || a.WhyNot() == "" {
			t.Errorf("%s: usable %v, why not %q", id, a.Usable(), a.WhyNot())
		}
	}
	s.do(t, actionDraw)
	s.do(t, "releases.copy-seal")
	if got := fyne.CurrentApp().Clipboard().Content(); got != s.office.schedule.Kept.Seal {
		t.Errorf("copied %q", got)
	}
	if items := s.menu(); len(items) != 3 || items[1].Disabled != true {
		t.Errorf("the menu of a release to come: %+v", items)
	}
}

// The view comes back on this machine, view and release in another window; moments that
// were shown do in neither.
func TestViewIsRemembered(t *testing.T) {
	s := show(t, &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn()})
	s.do(t, "releases.view.week")
	s.do(t, actionReveal)
	s.table.Select(1)
	kept := s.Keep()
	s.Leave()
	s.begin(t)
	if s.tabs.Selected() != viewWeek || s.shown {
		t.Errorf("began with %q, shown %v", s.tabs.Selected(), s.shown)
	}
	s.memory = memory{}
	s.begin(t)
	s.Restore(kept)
	if s.tabs.Selected() != viewWeek || s.selected != "r2" || s.shown {
		t.Errorf("restored %q, %q, shown %v", s.tabs.Selected(), s.selected, s.shown)
	}
}

func TestFailureIsShown(t *testing.T) {
	f := &fake{failure: errors.New("disk")}
	s := show(t, f)
	f.failure, f.schedule, f.now = nil, drawn(), agenda.MustMoment("2026-03-02T10:05")
	s.Changed(office.AreaReleases)
	if got := len(s.schedule.Kept.Releases); got != 3 {
		t.Errorf("after the failure %d releases are shown", got)
	}
}

func TestLateAnswersAreDropped(t *testing.T) {
	seen.App(t)
	f := &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn()}
	var answers []func()
	s := New(Params{
		Office: f, Voice: seen.Voice(t), Week: week, Tasks: task.NewInline(), Dialogs: &asked{},
		Background: func(work, show func()) { work(); answers = append(answers, show) },
	})
	s.SetWeek(week.Add(1))
	answers[1]()
	answers[0]()
	if s.schedule.Week != week.Add(1) {
		t.Errorf("shows %v", s.schedule.Week)
	}
}

// The screen must wake exactly when a standing changes: not later, or it would show
// what is no longer true, and not forever.
func TestNextTurnIsTheNextChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := agenda.Moment(rapid.IntRange(1, 10_000).Draw(t, "now"))
		var releases []agenda.Release
		for range rapid.IntRange(0, 5).Draw(t, "releases") {
			r := agenda.Release{At: agenda.Moment(rapid.IntRange(1, 10_000).Draw(t, "at"))}
			if rapid.Bool().Draw(t, "done") {
				r.DoneAt = now
			}
			releases = append(releases, r)
		}
		changed := func(from, to agenda.Moment) bool {
			for _, r := range releases {
				if standingOf(r, from) != standingOf(r, to) {
					return true
				}
			}
			return false
		}
		turn := nextTurn(releases, now)
		if turn.IsZero() {
			if changed(now, now+1_000_000) {
				t.Fatal("no turn, yet something changes")
			}
			return
		}
		if changed(now, turn-1) || !changed(turn-1, turn) {
			t.Fatalf("from %d the next turn is said to be %d", now, turn)
		}
	})
}
