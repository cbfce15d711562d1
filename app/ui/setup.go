package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/screens/setup"
	"creneaux/app/ui/screens/start"
	"creneaux/app/ui/widgets"
)

// setUp guides through the set-up of a new workspace; file is the set-up file to begin
// with, "" for the reference.
func (p *pane) setUp(file string) {
	from := p.s.p.Workspaces.Reference()
	from.Service.Year = yearToPlan(p.s.p.Today())
	if file == "" {
		p.guide(from)
		return
	}
	p.readSetup(file, nil, p.guide)
}

// yearToPlan is the year that a service prepares on a day: this one, or from October on
// the next, for what is left of this one is published already.
func yearToPlan(today agenda.Date) int {
	if today.Month >= time.October {
		return today.Year + 1
	}
	return today.Year
}

func (p *pane) guide(from office.Setup) {
	p = p.orAnother()
	voice := p.s.voice
	var asked *dialogs.Asked
	var wizard *setup.Wizard
	wizard = setup.New(setup.Params{
		Voice: voice, Background: p.s.desk.background, Today: p.s.p.Today(), Path: p.s.choices.proposal(from.Service.Year), From: from,
		Load: func(answer func(office.Setup)) { p.loadSetup(wizard.Dirty(), answer) },
		Browse: func(answer func(string)) {
			p.dialogs.SaveFile(dialogs.FileKind{
				Title: voice.Text("screen.setup.protection.path"), Endings: []string{start.Ending},
				Name: workspaceName(p.s.choices.proposal(wizard.Setup().Service.Year)) + start.Ending,
			}, answer)
		},
		Save: p.saveSetup,
		Finish: func(request start.Request) {
			asked.Close()
			p.create(request, func(err error) {
				p = p.orAnother()
				asked = p.showWizard(wizard) // with all that was typed
				wizard.Refused(agenda.CodeOf(err))
				p.dialogs.Problem(err)
			})
		},
	})
	asked = p.showWizard(wizard)
}

// wizardSize is the room that the set-up takes at text scale 1, where the window has it.
var wizardSize = fyne.NewSize(960, 620)

func (p *pane) showWizard(wizard *setup.Wizard) *dialogs.Asked {
	voice := p.s.voice
	return p.dialogs.Ask(dialogs.Question{
		Title: voice.Text("screen.setup.dialog.title"), Content: wizard.Content(), Buttons: wizard.Buttons(), Aside: wizard.Aside(), Size: wizardSize,
		Refuse: voice.Text("screen.setup.cancel"), First: wizard.First(),
		Answer: func() bool { wizard.Next(); return false },
		Unsaved: func() (names []string) {
			if wizard.Dirty() {
				names = append(names, voice.Text("screen.setup.unsaved"))
			}
			return names
		},
		Leaving: func(asked *dialogs.Asked) bool {
			if !wizard.Dirty() {
				return true
			}
			p.dialogs.Ask(dialogs.Question{
				Title: voice.Text("screen.setup.leave.title"), Text: voice.Text("screen.setup.leave.text"),
				Accept: voice.Text("screen.setup.leave.yes"), Refuse: voice.Text("screen.setup.leave.no"), Role: widgets.Destructive,
				Answer: func() bool { asked.Close(); return true },
			})
			return false
		},
	})
}

// loadSetup asks for a file and reads it, asking first where answers would be replaced.
func (p *pane) loadSetup(replaces bool, answer func(office.Setup)) {
	voice := p.s.voice
	choose := func() {
		p.dialogs.OpenFile(dialogs.FileKind{
			Title: voice.Text("screen.setup.load.title"), Endings: []string{setupEnding, start.Ending},
		}, func(path string) { p.readSetup(path, nil, answer) })
	}
	if !replaces {
		choose()
		return
	}
	p.dialogs.Confirm(voice.Text("screen.setup.load.replace.title"), voice.Text("screen.setup.load.replace.text"),
		voice.Text("screen.setup.load.replace.yes"), false, choose)
}

// readSetup reads a set-up file or the set-up of another workspace, asking for its
// passphrase where it is protected.
func (p *pane) readSetup(path string, passphrase []byte, answer func(office.Setup)) {
	var read office.Setup
	p.s.run("screen.setup.load.task", func(ctx context.Context, _ agenda.Progress) (err error) {
		read, err = p.s.p.Workspaces.ReadSetup(ctx, path, passphrase)
		return err
	}, func(err error) {
		switch {
		case err == nil:
			answer(read)
		case needsPassphrase(agenda.CodeOf(err)):
			p.unlock(path, err, func(passphrase []byte) { p.readSetup(path, passphrase, answer) })
		default:
			p.problem(err)
		}
	})
}

func (p *pane) saveSetup(answers office.Setup) {
	voice := p.s.voice
	p.dialogs.SaveFile(dialogs.FileKind{
		Title: voice.Text("screen.setup.save.title"), Endings: []string{setupEnding},
		Name: voice.Text("screen.setup.save.name", "Year", answers.Service.Year),
	}, func(path string) {
		p.s.run("screen.setup.save.task", func(ctx context.Context, _ agenda.Progress) error {
			return p.s.p.Workspaces.WriteSetup(ctx, path, answers)
		}, func(err error) {
			if err != nil {
				p.problem(err)
				return
			}
			p.wrote(path)
		})
	})
}

func (p *pane) create(request start.Request, failed func(error)) {
	p.replace("screen.start.task.create", func(ctx context.Context, _ agenda.Progress) (*office.Office, error) {
		return p.s.p.Workspaces.Create(ctx, request)
	}, failed)
}
