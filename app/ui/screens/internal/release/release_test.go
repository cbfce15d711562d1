package release

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
	"creneaux/app/ui/history"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

var week = agenda.MustWeek("2026-W10")

// veiled is a veil with the journal and the clock of a test.
type veiled struct {
	*Veil
	written []agenda.Week
	deaf    error
	failed  []error
	changes int
	rested  int
	wait    time.Duration
	wake    func()
	answers []func() // of the background, when it is held up
	held    bool
}

func newVeiled() *veiled {
	v := &veiled{}
	v.Veil = NewVeil(VeilParams{
		Reveal: func(ctx context.Context, w agenda.Week) error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if v.deaf == nil {
				v.written = append(v.written, w)
			}
			return v.deaf
		},
		Background: func(work, show func()) {
			if v.held {
				v.answers = append(v.answers, func() { work(); show() })
				return
			}
			widgets.Inline(work, show)
		},
		After: func(d time.Duration, do func()) func() {
			v.wait, v.wake = d, do
			return func() { v.wake = nil }
		},
		Changed: func() { v.changes++ }, Rested: func() { v.rested++ }, Failed: func(err error) { v.failed = append(v.failed, err) },
	})
	return v
}

func TestMomentsAreShownOnceItIsWrittenDown(t *testing.T) {
	v := newVeiled()
	v.Lift(week)
	if !v.Lifted() || !slices.Equal(v.written, []agenda.Week{week}) || v.changes != 1 || v.wait != Rest {
		t.Fatalf("lifted %v, written %v, changes %d, waits %v", v.Lifted(), v.written, v.changes, v.wait)
	}
	v.wake()
	if v.Lifted() || v.rested != 1 || v.wake != nil {
		t.Errorf("after a rest: lifted %v, rested %d", v.Lifted(), v.rested)
	}
}

func TestMomentsStayHiddenWhereItCannotBeWrittenDown(t *testing.T) {
	v := newVeiled()
	v.deaf = errors.New("disk")
	v.Lift(week)
	if v.Lifted() || len(v.failed) != 1 || v.changes != 0 {
		t.Errorf("lifted %v, failed %v", v.Lifted(), v.failed)
	}
}

// Whatever is done and however long the journal takes, moments are in sight only where the
// last that was asked for is written down, and never without a clock that will hide them.
func TestVeilIsNeverLiftedUnwritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := newVeiled()
		v.held = true
		asked := false // and not taken back since
		written := 0   // how often, before it was asked for
		t.Repeat(map[string]func(*rapid.T){
			"lift": func(*rapid.T) {
				if !v.Lifted() {
					written = len(v.written)
				}
				v.Lift(week)
				asked = true
			},
			"lower": func(*rapid.T) { v.Lower(); asked = false },
			"touch": func(*rapid.T) { v.Touch() },
			"answer": func(t *rapid.T) {
				v.deaf = nil
				if rapid.Bool().Draw(t, "deaf") {
					v.deaf = errors.New("disk")
				}
				answers := v.answers
				v.answers = nil
				for _, answer := range answers {
					answer()
				}
			},
			"rest": func(*rapid.T) {
				if v.wake != nil {
					v.wake()
					asked = false
				}
			},
			"": func(t *rapid.T) {
				if !v.Lifted() {
					return
				}
				if !asked || len(v.written) <= written || v.wake == nil {
					t.Fatalf("lifted: asked %v, written %d after %d, clock %v", asked, len(v.written), written, v.wake != nil)
				}
			},
		})
	})
}

// fake is an office with releases in memory.
type fake struct {
	now      agenda.Moment
	releases []office.ScheduledRelease
	failure  error
	marked   []string
}

func (f *fake) Now() agenda.Moment { return f.now }

func (f *fake) Schedule(_ context.Context, w agenda.Week) (office.Schedule, error) {
	if w != f.now.Date().Week() {
		return office.Schedule{}, errors.New("another week")
	}
	all := slices.Clone(f.releases)
	for i, r := range all {
		all[i].ReleaseStanding = publication.StandingOf(r.Release, "", f.now, publication.UsualPatience)
	}
	return office.Schedule{Week: w, Drawn: true, Releases: all}, f.failure
}

func (f *fake) MarkReleased(_ context.Context, done bool, ids ...agenda.ReleaseID) error {
	for _, id := range ids {
		sign := "-"
		if done {
			sign = "+"
		}
		f.marked = append(f.marked, sign+string(id))
	}
	return f.failure
}

// desk is a marker with the dialogs and the history of a test.
type desk struct {
	*Marker
	office    *fake
	problems  []error
	questions []string
	answer    bool
	steps     []history.Step
	toasts    []string
	times     int // that it was told that something was marked
}

func (d *desk) Problem(err error) { d.problems = append(d.problems, err) }
func (d *desk) Confirm(title, text, _ string, _ bool, yes func()) {
	d.questions = append(d.questions, title+"\n"+text)
	if d.answer {
		yes()
	}
}
func (d *desk) Record(step history.Step) { d.steps = append(d.steps, step) }

func newDesk(t *testing.T, now string, moments ...string) *desk {
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{office: &fake{now: agenda.MustMoment(now)}}
	for i, at := range moments {
		id := agenda.ReleaseID("r" + string(rune('1'+i)))
		d.office.releases = append(d.office.releases, office.ScheduledRelease{Release: agenda.Release{ID: id, Week: week, At: agenda.MustMoment(at)}})
	}
	d.Marker = NewMarker(MarkerParams{
		Office: d.office, Voice: voice, Background: widgets.Inline, Dialogs: d, History: d,
		Toast: func(text string, _ widgets.State) { d.toasts = append(d.toasts, text) }, Marked: func() { d.times++ },
	})
	return d
}

func TestOneKeyMarksWhatIsDue(t *testing.T) {
	d := newDesk(t, "2026-03-04T10:25", "2026-03-04T08:00", "2026-03-04T10:00", "2026-03-04T10:20", "2026-03-04T18:00")
	a := d.Action("x")
	if a.Shortcut != nil && a.Shortcut.(fyne.KeyboardShortcut).Key() != fyne.KeyF7 || !a.Native {
		t.Errorf("the action: %+v", a)
	}
	a.Do() // 8:00 is missed, 10:00 is late
	if !slices.Equal(d.office.marked, []string{"+r2"}) || len(d.questions) != 0 || len(d.steps) != 1 || d.times != 1 {
		t.Fatalf("marked %v after %v", d.office.marked, d.questions)
	}
	if name := d.steps[0].Name; !strings.Contains(name, "10\u00a0h\u00a000") {
		t.Errorf("the step is named %q", name)
	}
	if err := d.steps[0].Undo(t.Context(), agenda.Silent{}); err != nil || d.office.marked[1] != "-r2" {
		t.Errorf("undone: %v, %v", d.office.marked, err)
	}
}

// Before its minute a release is marked only by who insists, and neither the question nor
// the name of the step tells when that is.
func TestNothingIsMarkedBeforeItsMinuteUnasked(t *testing.T) {
	d := newDesk(t, "2026-03-04T10:25", "2026-03-04T18:37")
	d.MarkDue()
	if len(d.office.marked) != 0 || len(d.questions) != 1 {
		t.Fatalf("marked %v after %v", d.office.marked, d.questions)
	}
	d.answer = true
	d.MarkDue()
	d.Mark(false, d.office.releases[0].Release)
	if !slices.Equal(d.office.marked, []string{"+r1", "-r1"}) {
		t.Errorf("marked %v", d.office.marked)
	}
	for _, said := range append(d.questions, d.steps[0].Name, d.steps[1].Name) {
		if strings.Contains(said, "18") || strings.Contains(said, "37") {
			t.Errorf("the moment is told: %q", said)
		}
	}
}

func TestNothingToMark(t *testing.T) {
	d := newDesk(t, "2026-03-04T10:25", "2026-03-02T10:00")
	d.MarkDue()
	if len(d.office.marked)+len(d.questions) != 0 || len(d.toasts) != 1 {
		t.Errorf("marked %v, asked %v, told %v", d.office.marked, d.questions, d.toasts)
	}
	d.Mark(true)
	d.Mark(true, d.office.releases[0].Release, d.office.releases[0].Release)
	d.Mark(false, d.office.releases[0].Release, d.office.releases[0].Release)
	if len(d.steps) != 2 || !strings.Contains(d.steps[0].Name, "2 mises en ligne") || d.steps[0].Name == d.steps[1].Name {
		t.Errorf("steps %+v", d.steps)
	}
}

func TestMarkingThatFailsIsTold(t *testing.T) {
	d := newDesk(t, "2026-03-04T10:05", "2026-03-04T10:00")
	release := d.office.releases[0].Release
	d.office.failure = errors.New("disk")
	d.MarkDue()
	d.Mark(true, release)
	if len(d.problems) != 2 || len(d.steps) != 0 || d.times != 1 {
		t.Errorf("problems %v, steps %v", d.problems, d.steps)
	}
}

// A release is secret, to be done, or neither; replaced ones are neither.
func TestSecretAndToDoNeverMeet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := agenda.MustMoment("2026-03-04T10:00") + agenda.Moment(rapid.IntRange(-90_000, 90_000).Draw(t, "now"))
		r := office.ScheduledRelease{Release: agenda.Release{At: agenda.MustMoment("2026-03-04T10:00")}, Replaced: rapid.Bool().Draw(t, "replaced")}
		if rapid.Bool().Draw(t, "done") {
			r.DoneAt = now
		}
		r.ReleaseStanding = publication.StandingOf(r.Release, "", now, publication.UsualPatience)
		secret, todo := Secret(r, now), ToDo(r, now)
		if secret && todo || r.Replaced && (secret || todo) || !r.DoneAt.IsZero() && (secret || todo) {
			t.Fatalf("secret %v, to do %v: %+v", secret, todo, r)
		}
		if r.At > now && r.DoneAt.IsZero() && !r.Replaced && !secret {
			t.Fatal("a moment to come is no secret")
		}
	})
}
