package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/screens/start"
)

// Open opens a workspace in place of the present one, asking for its passphrase where
// it is protected.
func (p *pane) Open(path string) { p.unless(p.s.unsaved(), func() { p.open(path, nil) }) }

// errOpenHere stands for a workspace that is the one already open.
var errOpenHere = errors.New("ui: open here already")

func (p *pane) open(path string, passphrase []byte) {
	present := ""
	if p.s.office != nil {
		present = p.s.office.Path()
	}
	p.replace("screen.start.task.open", func(ctx context.Context, _ agenda.Progress) (*office.Office, error) {
		if sameFile(present, path) {
			return nil, errOpenHere
		}
		return p.s.p.Workspaces.Open(ctx, path, passphrase)
	}, func(err error) {
		p = p.orAnother()
		switch code := agenda.CodeOf(err); {
		case errors.Is(err, errOpenHere):
			p.dialogs.Tell(p.s.voice.Text("ui.open.title"), p.s.voice.Text("ui.open.here", "File", filepath.Base(path)))
		case needsPassphrase(code):
			p.unlock(path, err, func(passphrase []byte) { p.open(path, passphrase) })
		default:
			p.dialogs.Problem(err)
		}
	})
}

func sameFile(a, b string) bool {
	first, err1 := os.Stat(a)
	second, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(first, second)
}

// needsPassphrase reports whether a workspace could not be read for want of the right
// passphrase.
func needsPassphrase(code string) bool {
	return code == "WS-PASSPHRASE-NEEDED" || code == "WS-PASSPHRASE"
}

// unlock asks for the passphrase of a workspace that refused with err, and tries again
// with it.
func (p *pane) unlock(path string, err error, again func(passphrase []byte)) {
	wrong := ""
	if agenda.CodeOf(err) == "WS-PASSPHRASE" {
		sentence, remedy := p.s.voice.Problem(err)
		wrong = sentence + " " + remedy
	}
	p.dialogs.Input(dialogs.Line{
		Title:  p.s.voice.Text("screen.start.unlock.title"),
		Text:   p.s.voice.Text("screen.start.unlock.text", "File", filepath.Base(path)),
		Accept: p.s.voice.Text("screen.start.unlock.open"),
		Secret: true, Wrong: wrong,
		Answer: func(text string) string {
			again([]byte(text))
			return ""
		},
	})
}

// replace puts the workspace that open returns in the place of the present one, which
// stays when opening the other fails or is cancelled.
func (p *pane) replace(label string, open func(context.Context, agenda.Progress) (*office.Office, error), failed func(error)) {
	var opened *office.Office
	var house office.House
	p.s.run(label, func(ctx context.Context, progress agenda.Progress) (err error) {
		if opened, err = open(ctx, progress); err != nil {
			return err
		}
		if house, err = opened.House(ctx); err != nil {
			return errors.Join(err, opened.Close())
		}
		return nil
	}, func(err error) {
		if err != nil {
			there := p.orAnother()
			there.drawAtLeast()
			there.listRecent()
			failed(err)
			return
		}
		p.s.take(opened, house, p.orAnother())
	})
}

// orAnother is the window, or the one used last where it was closed meanwhile: what a task
// has to say in the end must be seen.
func (p *pane) orAnother() *pane {
	if slices.Contains(p.s.panes, p) {
		return p
	}
	return p.s.active()
}

// problem tells what went wrong with a task of this window.
func (p *pane) problem(err error) { p.orAnother().dialogs.Problem(err) }

// take shows an opened workspace in a window; the others go with the workspace before.
func (s *Session) take(opened *office.Office, house office.House, p *pane) {
	before := s.office
	s.keepPage()
	p.alone()
	s.office, s.house, s.entries = opened, house, s.p.Screens(opened)
	opened.Listen(s.listener(opened))
	s.choices.opened(opened.Path())
	s.forget(p)
	p.current = s.choices.memoryOf(opened).String(keyPage)
	p.week = weekInYear(s.p.Today().Week(), house.Service.Year)
	p.draw()
	if before != nil {
		p.release(before)
	}
}

// forget lets go of what was about the workspace before.
func (s *Session) forget(p *pane) {
	s.untold = nil
	p.trail, p.kept, p.current, p.bare = trail{}, map[string]map[string]string{}, "", false
	p.leaveScreens()
	p.stage.Forget()
	p.bar.forget()
	s.history.Clear()
}

// release closes a workspace beside the window: what still reads it is waited for.
func (p *pane) release(o *office.Office) (started bool) {
	return p.s.run("ui.task.close", func(context.Context, agenda.Progress) error { return o.Close() }, p.problem)
}

// weekInYear keeps the chosen week inside the year of the workspace, whose screens
// would be empty in any other.
func weekInYear(week agenda.Week, year int) agenda.Week {
	if year == 0 || year == week.Year {
		return week
	}
	weeks := agenda.WeeksOf(year)
	if week.Year > year {
		return weeks[len(weeks)-1]
	}
	return weeks[0]
}

func (p *pane) askOpen(path string) {
	if path != "" {
		p.Open(path)
		return
	}
	p.dialogs.OpenFile(dialogs.FileKind{Title: p.s.voice.Text("ui.open.title"), Endings: []string{start.Ending}}, p.Open)
}

func (p *pane) askNew() { p.askNewFrom("") }

// askNewFrom asks what a new workspace should be; setup is the set-up file to begin
// with, "" for none.
func (p *pane) askNewFrom(setup string) {
	p.unless(p.s.unsaved(), func() { p.setUp(setup) })
}

func (p *pane) demo() {
	p.unless(p.s.unsaved(), func() { p.replace("screen.start.task.demo", p.s.p.Workspaces.Demo, p.problem) })
}

// closeWorkspace goes back to the start page.
func (p *pane) closeWorkspace() {
	if p.s.office == nil {
		return
	}
	p.unless(p.s.unsaved(), func() {
		if p.release(p.s.office) {
			p.s.keepPage()
			p.alone()
			p.s.office, p.s.entries = nil, nil
			p.s.forget(p)
			p.draw()
		}
	})
}

// backup saves a copy of the workspace.
func (p *pane) backup() {
	present := p.s.office
	if present == nil {
		return
	}
	name := workspaceName(present.Path()) + "-" + p.s.p.Today().String() + start.Ending
	p.dialogs.SaveFile(dialogs.FileKind{Title: p.s.voice.Text("ui.backup.title"), Endings: []string{start.Ending}, Name: name}, func(path string) {
		p.s.run("ui.backup.task", func(ctx context.Context, _ agenda.Progress) error {
			return present.Backup(ctx, path)
		}, func(err error) {
			if err != nil {
				p.problem(err)
				return
			}
			p.wrote(path)
		})
	})
}
