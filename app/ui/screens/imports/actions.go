package imports

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// The actions of the screen.
const (
	idChoose    = "imports.choose"
	idRead      = "imports.read"
	idCommit    = "imports.commit"
	idLeave     = "imports.leave"
	idAdditions = "imports.additions"
	idHeader    = "imports.header"
	idUndo      = "imports.undo"
	idRejects   = "imports.rejects"
	idVetting   = "imports.vetting"
	idColumns   = "imports.tab.columns"
	idRejected  = "imports.tab.rejected"
	idPassed    = "imports.tab.passed"
	idRules     = "imports.tab.rules"
)

// Actions returns what can be done on the screen.
func (s *Screen) Actions() []action.Action {
	voice := s.p.Voice
	because := func(key string) func() string { return func() string { return voice.Text(key) } }
	at := func(steps ...step) func() bool {
		return func() bool {
			for _, one := range steps {
				if s.step == one && !s.reading {
					return true
				}
			}
			return false
		}
	}
	return []action.Action{
		{
			ID: idChoose, Title: voice.Text("screen.imports.choose-file"), Icon: theme.IconFolderOpen(), Shortcut: action.Ctrl(fyne.KeyI),
			Enabled: func() bool { return !s.reading }, Why: because("screen.imports.status.reading"), Do: s.chooseFile,
		},
		{
			ID: idRead, Title: voice.Text("screen.imports.read"), Icon: theme.IconNext(),
			Enabled: at(choosing), Why: because("screen.imports.why.not-choosing"), Do: s.home.readFile,
		},
		{
			ID: idCommit, Title: voice.Text("screen.imports.commit"), Icon: theme.IconImport(), Shortcut: action.Ctrl(fyne.KeyReturn), Apart: true,
			Enabled: s.ready, Why: s.whyNotCommit, Do: s.carefully(s.commit),
		},
		{
			ID: idLeave, Title: s.leaveTitle(), Icon: theme.IconBack(),
			Enabled: at(checking, imported), Why: because("screen.imports.why.no-file"), Do: s.leave,
		},
		{
			ID: idAdditions, Title: voice.Text("screen.imports.additions.action"), Icon: theme.IconColumns(),
			Enabled: func() bool { return s.step == checking && !s.reading && len(s.draft.additions) > 0 },
			Why:     because("screen.imports.why.no-additions"), Do: s.takeAdditions,
		},
		{
			ID: idHeader, Title: s.headerTitle(), Icon: theme.IconTable(),
			Enabled: func() bool {
				_, _, chosen := s.preview.headers.Selected()
				return s.step == checking && !s.reading && (chosen || !s.asksHeader())
			},
			Why: s.whyNotHeader, Do: s.header,
		},
		{
			ID: idUndo, Title: voice.Text("screen.imports.undo"), Icon: theme.IconUndo(), Apart: true,
			Enabled: func() bool { return s.step == choosing && s.home.undoable() }, Why: s.home.whyNotUndo, Do: s.home.undoSelected,
		},
		{
			ID: idRejects, Title: voice.Text("screen.imports.rejects"), Icon: theme.IconSave(), Shortcut: action.Ctrl(fyne.KeyE),
			Enabled: s.hasRejects, Why: because("screen.imports.why.no-rejects"), Do: s.rejects,
		},
		{
			ID: idVetting, Title: voice.Text("screen.imports.go-vetting"), Icon: theme.IconVetting(), Do: s.vet,
		},
		s.opening(idColumns, tabColumns, voice.Text("screen.imports.tab.columns"), true),
		s.opening(idRejected, tabRejected, voice.Text("screen.imports.tab.rejected"), false),
		s.opening(idPassed, tabPassed, voice.Text("screen.imports.tab.passed"), false),
		s.opening(idRules, tabRules, voice.Text("screen.imports.tab.rules"), false),
	}
}

// opening opens a part of the preview.
func (s *Screen) opening(id, tab, title string, apart bool) action.Action {
	there := func() bool {
		return (s.step == checking || s.step == imported) && !s.asksHeader() && s.draft.result != nil
	}
	return action.Action{
		ID: id, Title: title, Apart: apart, Enabled: there,
		Why:     func() string { return s.p.Voice.Text("screen.imports.why.no-file") },
		Checked: func() bool { return there() && s.preview.tabs.Selected() == tab },
		Do:      func() { s.preview.tabs.Select(tab); s.draw() },
	}
}

// ready reports whether the file can be imported as the preview shows it.
func (s *Screen) ready() bool { return s.step == checking && !s.reading && s.draft.result != nil }

func (s *Screen) whyNotCommit() string {
	voice := s.p.Voice
	switch {
	case s.reading:
		return voice.Text("screen.imports.status.reading")
	case s.step == checking:
		return voice.Text("screen.imports.why.incomplete")
	case s.step == imported:
		return voice.Text("screen.imports.why.imported")
	default:
		return voice.Text("screen.imports.why.no-file")
	}
}

func (s *Screen) leaveTitle() string {
	if s.step == imported {
		return s.p.Voice.Text("screen.imports.another")
	}
	return s.p.Voice.Text("screen.imports.leave")
}

// asksHeader reports whether the person is asked which row holds the titles.
func (s *Screen) asksHeader() bool { return s.draft != nil && s.draft.mapping.HeaderLine == 0 }

func (s *Screen) headerTitle() string {
	if s.asksHeader() {
		return s.p.Voice.Text("screen.imports.header.take")
	}
	return s.p.Voice.Text("screen.imports.header.change")
}

func (s *Screen) whyNotHeader() string {
	if s.step == checking {
		return s.p.Voice.Text("screen.imports.why.no-row")
	}
	return s.p.Voice.Text("screen.imports.why.no-file")
}

func (s *Screen) header() {
	if s.asksHeader() {
		s.preview.takeSelectedHeader()
		return
	}
	s.askHeader()
}

// hasRejects reports whether there are rows left out to be written: of the import that is
// selected, or of the one that was just made.
func (s *Screen) hasRejects() bool {
	switch s.step {
	case choosing:
		i, ok := s.home.selected()
		return ok && i.Rejected > 0
	case imported:
		return len(s.draft.result.Rejected) > 0
	default:
		return false
	}
}

func (s *Screen) rejects() {
	if s.step == choosing {
		s.home.saveRejections()
		return
	}
	s.preview.saveRejections()
}

// explain enables a button by its action and says in its tip what it does, by which
// keys, and why it cannot be pressed where it cannot.
func (s *Screen) explain(b *widgets.Button, id string) {
	if a, ok := action.Set(s.Actions()).Find(id); ok {
		setEnabled(b, a.Usable())
		b.SetTip(a.Tip(s.p.Voice))
	}
}

// acted brings the buttons of the history up to date, and tells the window where other
// actions can be done than before.
func (s *Screen) acted() {
	if s.content == nil {
		return
	}
	if s.asksHeader() {
		s.explain(s.preview.take, idHeader)
	}
	s.explain(s.home.read, idRead)
	s.explain(s.home.undo, idUndo)
	s.explain(s.home.rejects, idRejects)
	if state := action.Set(s.Actions()).State(); s.usable != state {
		s.usable = state
		s.p.ActionsChanged()
	}
}

// menu returns lines of a context menu for actions.
func (s *Screen) menu(ids ...string) []widgets.MenuItem {
	return offered.Items(s.p.Voice, action.Set(s.Actions()).Of(ids...)...)
}
