package ui

import (
	"creneaux/app/office"
	"creneaux/app/ui/history"
	"creneaux/app/ui/widgets"
)

// remember begins the history of what is done, and says what becomes of it.
func (s *Session) remember() {
	s.history = history.New(s.tasks)
	s.history.Changed = func() { s.each((*pane).drawMenu) }
	s.history.Label = func(undoing bool, name string) string { return s.named(undoing, name) }
	s.withdraw = func() {}
	s.history.Done = func(undoing bool, step history.Step) {
		s.withdraw()
		key := "ui.redo.done"
		if undoing {
			key = "ui.undo.done"
		}
		s.active().toast(s.voice.Text(key, "Name", step.Name), widgets.Success)
	}
	s.history.Failed = func(undoing bool, step history.Step, err error, gone bool) {
		if gone {
			s.withdraw()
		}
		s.active().tellUndoFailed(undoing, step, err)
	}
}

// named is how undoing or doing again a step is called.
func (s *Session) named(undoing bool, name string) string {
	if undoing {
		return s.voice.Text("action.edit.undo.named", "Name", name)
	}
	return s.voice.Text("action.edit.redo.named", "Name", name)
}

func (p *pane) tellUndoFailed(undoing bool, step history.Step, err error) {
	sentence, remedy := p.s.voice.Problem(err)
	p.s.p.Log.Error("undoing", "undoing", undoing, "error", err)
	key := "ui.redo.failed"
	if undoing {
		key = "ui.undo.failed"
	}
	p.dialogs.Tell(p.s.voice.Text(key, "Name", step.Name), sentence+"\n\n"+remedy)
}

// recorder takes down what the screens of a window do in a workspace. What is done in one
// that is not open any more cannot be undone.
type recorder struct {
	p  *pane
	of *office.Office
}

var _ history.Recorder = recorder{}

// Record takes down what was done.
func (r recorder) Record(step history.Step) {
	if r.p.s.office == r.of {
		r.p.orAnother().record(step)
	}
}

// record takes down what was done in this window and offers to take it back.
func (p *pane) record(step history.Step) {
	p.s.step(p)
	p.s.history.Record(step)
	p.s.withdraw()
	p.s.withdraw = p.stage.Toast(widgets.ToastParams{
		Text: p.s.voice.Text("ui.done", "Name", step.Name), State: widgets.Success,
		Action: p.s.voice.Text("ui.undo"), Do: func() { p.s.step(p); p.s.history.Undo() },
	})
}

func (s *Session) mayUndo() bool {
	_, ok := s.history.NextUndo()
	return ok
}

func (s *Session) mayRedo() bool {
	_, ok := s.history.NextRedo()
	return ok
}

func (p *pane) undoTitle() string {
	name, ok := p.s.history.NextUndo()
	if !ok {
		return ""
	}
	return p.s.named(true, name)
}

func (p *pane) redoTitle() string {
	name, ok := p.s.history.NextRedo()
	if !ok {
		return ""
	}
	return p.s.named(false, name)
}
