package chance

import (
	"context"
	"strings"
	"testing"
	"time"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/action"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/history"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/task"
	"creneaux/app/ui/widgets"
)

var march = agenda.NewDate(2027, 3, 2).Week()

// fake is an office that keeps rules in memory, as the real one does.
type fake struct {
	rules   office.ReleaseRules
	sets    int
	failure error
	week    publication.Config // of WeekRules
	adapted []agenda.Message
}

func (f *fake) ReleaseRules(context.Context) (office.ReleaseRules, error) { return f.rules, f.failure }

func (f *fake) SetReleaseRules(_ context.Context, rules office.ReleaseRules) (before office.ReleaseRules, err error) {
	if f.failure != nil {
		return before, f.failure
	}
	before, f.rules = f.rules, rules
	f.sets++
	return before, nil
}

func (f *fake) WeekRules(_ context.Context, week agenda.Week) (publication.Config, []agenda.Message, error) {
	if f.week.Week == week {
		return f.week, f.adapted, f.failure
	}
	return of(week, f.rules.Config), nil, f.failure
}

// answers keeps what was told and asked; it agrees to everything.
type answers struct {
	said      []string
	problems  []error
	questions []dialogs.Question
	path      string // of every file
}

func (d *answers) Ask(q dialogs.Question) *dialogs.Asked {
	d.questions = append(d.questions, q)
	return nil
}
func (d *answers) Confirm(_, _, _ string, _ bool, yes func())          { yes() }
func (d *answers) Problem(err error)                                   { d.problems = append(d.problems, err) }
func (d *answers) Tell(title, text string)                             { d.said = append(d.said, title+": "+text) }
func (d *answers) OpenFile(_ dialogs.FileKind, chosen func(string))    { chosen(d.path) }
func (d *answers) SaveFile(kind dialogs.FileKind, chosen func(string)) { chosen(kind.Name) }

// steps keeps what can be undone.
type steps struct{ all []history.Step }

func (s *steps) Record(step history.Step) { s.all = append(s.all, step) }

// desk is the screen with all that it works with.
type desk struct {
	*Screen
	office  *fake
	answers *answers
	steps   *steps
	toasts  []string
	wrote   []string
	went    []string
	files   map[string]publication.Config
	waiting []func() // what is called when time passes
}

func newPage(t *testing.T, change func(*desk, *Params)) *desk {
	t.Helper()
	seen.App(t)
	p := &desk{
		office: &fake{rules: usual(march)}, answers: &answers{path: "rules.json"}, steps: &steps{}, files: map[string]publication.Config{},
	}
	// Each minute takes its time to be measured; each half an hour takes none.
	p.office.rules.Config.GridMinutes, p.office.rules.Usual = 30, false
	params := Params{
		Office: p.office, Voice: seen.Voice(t), Background: widgets.Inline, Week: march, Tasks: task.NewInline(), Dialogs: p.answers, History: p.steps,
		Files: Files{
			Read: func(path string) (publication.Config, error) {
				config, ok := p.files[path]
				if !ok {
					return config, agenda.NewProblem("FILE-MISSING", "File", path)
				}
				return config, nil
			},
			Write: func(path string, rules publication.Config) error { p.files[path] = rules; return nil },
		},
		Historian: &archive{},
		Toast:     func(text string, _ widgets.State) { p.toasts = append(p.toasts, text) },
		Wrote:     func(path string) { p.wrote = append(p.wrote, path) },
		Navigate:  func(id string) { p.went = append(p.went, id) },
		After: func(_ time.Duration, do func()) func() {
			stopped := false
			p.waiting = append(p.waiting, func() {
				if !stopped {
					do()
				}
			})
			return func() { stopped = true }
		},
	}
	if change != nil {
		change(p, &params)
	}
	p.Screen = New(params)
	seen.Show(t, p.Content())
	return p
}

// wait lets time pass: what waits for the end of the typing is done.
func (p *desk) wait() {
	for _, do := range p.waiting {
		do()
	}
	p.waiting = nil
}

func (p *desk) number(name string) number {
	for _, n := range p.rules.form.numbers {
		if n.name == name {
			return n
		}
	}
	panic(name)
}

// write has a number in a field, as somebody types it.
func (p *desk) write(name string, value int) {
	p.number(name).input.show(value)
	p.rules.edited()
}

func (p *desk) do(t *testing.T, id string) {
	t.Helper()
	a, ok := action.Set(p.Actions()).Find(id)
	if !ok || !a.Usable() {
		t.Fatalf("%s cannot be done: %s", id, a.WhyNot())
	}
	a.Do()
}

// plain has plain spaces only.
func plain(text string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ").Replace(text)
}

func (p *desk) says(t *testing.T, wanted ...string) {
	t.Helper()
	wantSaid(t, p.Screen, wanted...)
}

// shown is the screen alone, and what it told.
func shown(t *testing.T, change func(*Params)) (*Screen, *answers) {
	t.Helper()
	p := newPage(t, func(_ *desk, params *Params) { change(params) })
	return p.Screen, p.answers
}
