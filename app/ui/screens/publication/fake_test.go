package publication

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

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

// fake is an office with one week and a pool in memory.
type fake struct {
	now      agenda.Moment
	schedule office.Schedule
	pool     office.FreedPool
	failure  error
	deaf     error // the journal cannot be written
	again    error // missed releases cannot be drawn again
	revealed []agenda.Week
	draws    int
	redraws  int
	givenUp  int
	returned int
	undone   []agenda.Slot
	sheet    string // path of the last sheet
	remarks  []agenda.Message
	verified publication.Verification
}

func (f *fake) Now() agenda.Moment { return f.now }

func (f *fake) Schedule(_ context.Context, w agenda.Week) (office.Schedule, error) {
	s := f.schedule
	s.Week = w
	s.Releases = slices.Clone(s.Releases)
	s.Missed = 0
	for i, r := range s.Releases {
		if !r.Replaced {
			s.Releases[i].ReleaseStanding = publication.StandingOf(r.Release, r.DoneBy, f.now, publication.UsualPatience)
		}
		if s.Releases[i].Standing == publication.StandingMissed && !r.Replaced {
			s.Missed++
		}
	}
	return s, f.failure
}

func (f *fake) RevealWeek(_ context.Context, w agenda.Week) error {
	if f.deaf == nil {
		f.revealed = append(f.revealed, w)
	}
	return f.deaf
}

func (f *fake) DrawWeek(context.Context, agenda.Week, *publication.Config) (office.Drawing, error) {
	f.draws++
	late := agenda.Msg("publication.left.none")
	f.schedule = drawn()
	return office.Drawing{
		Week: f.schedule.Kept, Lots: f.schedule.Lots, Adapted: []agenda.Message{agenda.Msg("publication.clash.days", "Wanted", 4, "Nearest", 3)},
		Left: []publication.Undealt{{Slot: "x", Reason: late}, {Slot: "y", Reason: late}},
	}, f.failure
}

func (f *fake) RedrawMissed(context.Context, agenda.Week) (office.Drawing, error) {
	f.redraws++
	return office.Drawing{Lots: f.schedule.Lots[:min(2, len(f.schedule.Lots))]}, f.again
}

func (f *fake) GiveUpMissed(context.Context, agenda.Week) (int, error) {
	f.givenUp++
	return 12, f.failure
}

func (f *fake) VerifyWeek(context.Context, agenda.Week) (publication.Verification, error) {
	return f.verified, f.failure
}

func (f *fake) MarkReleased(_ context.Context, done bool, ids ...agenda.ReleaseID) error {
	if f.failure != nil {
		return f.failure
	}
	for i, r := range f.schedule.Releases {
		if slices.Contains(ids, r.ID) {
			f.schedule.Releases[i].DoneAt, f.schedule.Releases[i].DoneBy = 0, ""
			if done {
				f.schedule.Releases[i].DoneAt, f.schedule.Releases[i].DoneBy = f.now, "marie"
			}
		}
	}
	return nil
}

func (f *fake) WriteReleases(_ context.Context, _ agenda.Week, path string, _ *wording.Voice) ([]agenda.Message, error) {
	f.sheet = path
	return f.remarks, f.failure
}

func (f *fake) FreedSlots(context.Context) (office.FreedPool, error) { return f.pool, f.failure }

func (f *fake) ReturnFreed(context.Context) (office.FreedReturn, error) {
	f.returned++
	return office.FreedReturn{Released: 2, Urgent: 1, Before: []agenda.Slot{{ID: "s1"}, {ID: "s2"}}}, f.failure
}

func (f *fake) UndoReturn(_ context.Context, before []agenda.Slot) error {
	f.undone = before
	return nil
}

// asked are the dialogs that were opened; every question is answered with yes.
type asked struct {
	content             fyne.CanvasObject // of the last question
	problems, questions []string
	endings             []string
}

func (a *asked) Problem(err error)    { a.problems = append(a.problems, agenda.CodeOf(err)) }
func (a *asked) Tell(title, _ string) { a.questions = append(a.questions, title) }
func (a *asked) Confirm(title, _, _ string, _ bool, yes func()) {
	a.questions = append(a.questions, title)
	yes()
}

func (a *asked) Ask(q dialogs.Question) *dialogs.Asked {
	a.questions = append(a.questions, q.Title)
	a.content = q.Content
	q.Answer()
	return nil
}

func (a *asked) SaveFile(kind dialogs.FileKind, chosen func(string)) {
	a.endings = kind.Endings
	chosen("/out/" + kind.Name)
}

// drawn is a week of three releases: on Monday and Wednesday at 10, on Friday at 18.
func drawn() office.Schedule {
	s := office.Schedule{
		Drawn: true, MayDraw: true, Planned: 7, Rules: publication.Default(week, nil),
		House: office.House{
			Desks:      []agenda.Desk{{ID: "d1", Name: "G1"}, {ID: "d2", Name: "G2"}},
			Procedures: []agenda.Procedure{{Code: "renewal", Label: "Renouvellement"}, {Code: "first", Label: "Première demande"}},
			Additional: []agenda.Additional{{ID: "a1", Label: "Étudiants de septembre"}},
		},
		Seal: publication.Verification{SealOK: true, ScheduleOK: true},
	}
	s.Kept.Seal = strings.Repeat("0123abcd", 8)
	for i, at := range []string{"2026-03-02T10:00", "2026-03-04T10:00", "2026-03-06T18:00"} {
		id := agenda.ReleaseID("r" + string(rune('1'+i)))
		s.Releases = append(s.Releases, office.ScheduledRelease{Release: agenda.Release{ID: id, Week: week, At: agenda.MustMoment(at)}, Number: i + 1})
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
	waits   map[time.Duration]func() // what the screen waits for, by how long
	steps   []history.Step
	wrote   string
	opened  []string
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
	s.make(seen.Voice(t))
	seen.Show(t, s.Content())
}

// make makes the screen without a window.
func (s *stage) make(voice *wording.Voice) {
	s.waits = map[time.Duration]func(){}
	s.Screen = New(Params{
		Office: s.office, Voice: voice, Background: widgets.Inline, Week: week, Tasks: task.NewInline(), Dialogs: s.dialogs,
		History: s, Wrote: func(path string) { s.wrote = path }, Memory: s.memory,
		Navigate: func(id string) { s.opened = append(s.opened, id) },
		Toast:    func(text string, _ widgets.State) { s.toasts = append(s.toasts, text) },
		After: func(d time.Duration, wake func()) func() {
			s.waits[d] = wake
			return func() { delete(s.waits, d) }
		},
	})
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
	row, ok := s.week.table.Row(index)
	if !ok {
		t.Fatalf("row %d is not there", index)
	}
	return row.Cells
}
