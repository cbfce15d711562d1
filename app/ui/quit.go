package ui

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/widgets"
)

// quit ends the program, asking first while something runs or something typed would be
// lost.
func (p *pane) quit() {
	s := p.s
	switch {
	case s.leaving:
		// Closing takes too long for whoever asks again. The file is safe: what is
		// saved is saved.
		s.p.App.Quit()
	case s.asking:
	case !s.tasks.State().Busy:
		p.unless(s.unsaved(), s.leave)
	default:
		s.asking = true
		p.dialogs.Ask(dialogs.Question{
			Title: s.voice.Text("ui.quit.title"), Text: s.voice.Text("ui.quit.text"),
			Accept: s.voice.Text("ui.quit.stop"), Refuse: s.voice.Text("ui.quit.stay"), Role: widgets.Destructive,
			Answer: func() bool {
				p.unless(s.unsaved(), func() {
					s.tasks.Cancel()
					s.tasks.WhenIdle(s.leave)
				})
				return true
			},
			Closed: func() { s.asking = false },
		})
	}
}

// leave closes the workspace beside the windows and ends the program.
func (s *Session) leave() {
	if s.leaving {
		return
	}
	s.leaving = true
	s.keepChoices()
	if s.office == nil {
		s.p.App.Quit()
		return
	}
	s.run("ui.task.close", func(context.Context, agenda.Progress) error { return s.office.Close() }, func(err error) {
		if err != nil {
			s.p.Log.Error("closing the workspace", "error", err)
		}
		s.p.App.Quit()
	})
}

// keepChoices remembers how the windows stand.
func (s *Session) keepChoices() {
	for _, p := range s.panes {
		s.choices.keepSize(p.number, p.window.Canvas().Size())
	}
	s.choices.keepFolder(s.active().dialogs.Folder())
	s.keepPage()
}

// keepPage remembers the page of the workspace that is about to close.
func (s *Session) keepPage() {
	if s.office != nil {
		s.choices.memoryOf(s.office).SetString(keyPage, s.active().current)
	}
}
