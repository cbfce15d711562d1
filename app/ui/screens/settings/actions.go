package settings

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
)

// The actions of the screen.
const (
	actionSave      = "settings.save"
	actionDiscard   = "settings.discard"
	actionShare     = "settings.share"
	actionAdd       = "settings.add"
	actionDuplicate = "settings.duplicate"
	actionRemove    = "settings.remove"
	actionUp        = "settings.up"
	actionDown      = "settings.down"
	actionNext      = "settings.next"
	actionPrevious  = "settings.previous"
	actionCapacity  = "settings.capacity"
)

// list is a part of the page with a list of entries, one of which is chosen.
type list interface {
	part
	count() int
	// place is where the chosen one stands, -1 for none.
	place() int
	choose(at int)
	show(at int)
	duplicate()
	remove()
	move(by int)
}

// list returns the list in sight; nil on the page of the service.
func (s *Screen) list() list {
	if s.tabs == nil || !s.there {
		return nil
	}
	l, _ := s.part(s.tabs.Selected()).(list)
	return l
}

// Actions are what can be done on the page.
func (s *Screen) Actions() []action.Action {
	voice := s.p.Voice
	text := func(key string) string { return voice.Text(key) }
	because := func(key string) func() string { return func() string { return voice.Text(key) } }
	dirty := func() bool { return s.there && s.draft.dirty() }
	listed := func() bool { return s.list() != nil }
	chosen := func() bool { return s.list() != nil && s.list().place() >= 0 }
	movable := func(by int) func() bool {
		return func() bool { return chosen() && s.list().place()+by >= 0 && s.list().place()+by < s.list().count() }
	}
	atEnd, unlisted := because("screen.settings.why.end"), because("screen.settings.why.unlisted")
	return []action.Action{
		{
			ID: actionSave, Title: text("screen.settings.save"), Icon: theme.IconSave(), Shortcut: action.Ctrl(fyne.KeyReturn),
			Enabled: dirty, Why: because("screen.settings.why.clean"), Do: s.askSave,
		},
		{
			ID: actionDiscard, Title: text("screen.settings.discard"), Icon: theme.IconReset(),
			Enabled: dirty, Why: because("screen.settings.why.clean"), Do: s.askDiscard,
		},
		{
			ID: actionShare, Title: text("screen.settings.share"), Icon: theme.IconCalculate(), Shortcut: action.Ctrl(fyne.KeyR), Apart: true,
			Enabled: func() bool { return s.there && s.tabs.Selected() == partProcedures }, Why: because("screen.settings.why.procedures"),
			Do: func() { s.procedures.share() },
		},
		{
			ID: actionAdd, Title: text("screen.settings.add.action"), Icon: theme.IconAdd(), Shortcut: action.Ctrl(fyne.KeyI), Apart: true,
			Enabled: listed, Why: unlisted, Do: s.add,
		},
		{
			ID: actionDuplicate, Title: text("screen.settings.duplicate"), Icon: theme.IconCopy(), Shortcut: action.Ctrl(fyne.KeyD),
			Enabled: chosen, Why: unlisted, Do: func() { s.carefully(func() { s.list().duplicate() }) },
		},
		{
			ID: actionRemove, Title: text("screen.settings.remove"), Icon: theme.IconDelete(),
			Enabled: chosen, Why: unlisted, Do: func() { s.list().remove() },
		},
		{
			ID: actionUp, Title: text("screen.settings.up"), Icon: theme.IconUp(), Shortcut: action.CtrlShift(fyne.KeyUp),
			Enabled: movable(-1), Why: atEnd, Do: func() { s.carefully(func() { s.list().move(-1) }) },
		},
		{
			ID: actionDown, Title: text("screen.settings.down"), Icon: theme.IconDown(), Shortcut: action.CtrlShift(fyne.KeyDown),
			Enabled: movable(1), Why: atEnd, Do: func() { s.carefully(func() { s.list().move(1) }) },
		},
		{
			ID: actionPrevious, Title: text("screen.settings.previous"), Icon: theme.IconPrevious(), Shortcut: action.Alt(fyne.KeyUp), Apart: true,
			Enabled: movable(-1), Why: atEnd, Do: func() { s.step(-1) },
		},
		{
			ID: actionNext, Title: text("screen.settings.next"), Icon: theme.IconNext(), Shortcut: action.Alt(fyne.KeyDown),
			Enabled: movable(1), Why: atEnd, Do: func() { s.step(1) },
		},
		s.opening(partService, text("screen.settings.part.service")),
		s.opening(partProcedures, text("screen.settings.part.procedures")),
		s.opening(partDesks, text("screen.settings.part.desks")),
		{ID: actionCapacity, Title: text("screen.settings.capacity"), Icon: theme.IconCapacity(), Apart: true, Do: func() { s.p.Navigate(pageCapacity) }},
	}
}

// opening opens a part of the page.
func (s *Screen) opening(id, title string) action.Action {
	return action.Action{
		ID: "settings.part." + id, Title: title, Apart: id == partService,
		Checked: func() bool { return s.tabs.Selected() == id }, Do: func() { s.leaveFor(id) },
	}
}

// carefully does something that shows another entry, unless something is wrong in the one
// in sight.
func (s *Screen) carefully(do func()) {
	if s.list().valid() {
		do()
	}
}

// step goes to the entry before or after; the keyboard stays in its field.
func (s *Screen) step(by int) {
	l := s.list()
	if !l.valid() {
		return
	}
	l.show(l.place() + by)
	s.actionsChanged()
}

func (s *Screen) add() {
	s.carefully(func() {
		if s.tabs.Selected() == partDesks {
			s.desks.add(false)
			return
		}
		s.procedures.add()
	})
}

func (p *proceduresPart) place() int { return p.at }
func (p *desksPart) place() int      { return p.at }
func (p *desksPart) duplicate()      { p.add(true) }

// actionsChanged tells that other things can be done.
func (s *Screen) actionsChanged() {
	if s.tabs == nil {
		return // the page is still being built
	}
	s.procedures.tools.update()
	s.desks.tools.update()
	if s.p.ActionsChanged != nil {
		s.p.ActionsChanged()
	}
}
