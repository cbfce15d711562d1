package publication

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// The ids of the actions that have a button or a line in the context menu.
const (
	actionDraw   = "releases.draw"
	actionSheet  = "releases.sheet"
	actionReveal = "releases.reveal"
	actionTick   = "releases.tick"
	actionUntick = "releases.untick"
)

// Actions are what can be done on the page.
func (s *Screen) Actions() []action.Action {
	voice := s.p.Voice
	text := func(key string) string { return voice.Text(key) }
	drawn := func() bool { return s.there && s.schedule.Drawn }
	undrawn := func() string { return text("screen.publication.why.undrawn") }
	reveal, drawText := text("screen.publication.reveal"), text("screen.publication.draw")
	if s.shown {
		reveal = text("screen.publication.hide")
	}
	if s.schedule.Drawn {
		drawText = text("screen.publication.redraw")
	}
	return []action.Action{
		{
			ID: actionTick, Title: text("screen.publication.tick"), Icon: theme.IconCheck(), Shortcut: action.Ctrl(fyne.KeyReturn),
			Enabled: func() bool { return drawn() && len(s.chosenToTick()) > 0 }, Why: func() string { return text("screen.publication.why.tick") }, Do: s.tick,
		},
		{
			ID: actionUntick, Title: text("screen.publication.untick"), Icon: theme.IconUndo(),
			Enabled: func() bool { return drawn() && len(s.chosenToUntick()) > 0 }, Why: func() string { return text("screen.publication.why.untick") }, Do: s.untick,
		},
		{
			ID: actionReveal, Title: reveal, Icon: theme.IconShow(), Shortcut: action.Ctrl(fyne.KeyM), Apart: true,
			Enabled: func() bool { return drawn() && s.secrets(s.p.Office.Now()) }, Why: func() string { return text("screen.publication.why.no-secret") }, Do: s.toggle,
		},
		{
			ID: actionSheet, Title: text("screen.publication.sheet"), Icon: theme.IconPrint(), Shortcut: action.Ctrl(fyne.KeyP),
			Enabled: drawn, Why: undrawn, Do: s.writeSheet,
		},
		{
			ID: actionDraw, Title: drawText, Icon: theme.IconDraw(), Shortcut: action.Ctrl(fyne.KeyT),
			Enabled: func() bool { return s.there && s.schedule.MayDraw }, Why: s.whyNot, Do: s.askDraw,
		},
		{
			ID: "releases.verify", Title: text("screen.publication.action.verify"), Icon: theme.IconVetting(), Apart: true,
			Enabled: drawn, Why: undrawn, Do: s.verify,
		},
		{
			ID: "releases.copy-seal", Title: text("screen.publication.action.copy-seal"), Icon: theme.IconCopy(),
			Enabled: drawn, Why: undrawn, Do: s.copySeal,
		},
		s.viewAction(viewList, text("screen.publication.action.list"), theme.IconList()),
		s.viewAction(viewWeek, text("screen.publication.action.week"), theme.IconCalendar()),
	}
}

// viewAction shows the releases in a view.
func (s *Screen) viewAction(view, title string, icon fyne.Resource) action.Action {
	return action.Action{
		ID: "releases.view." + view, Title: title, Icon: icon, Apart: view == viewList,
		Checked: func() bool { return s.tabs.Selected() == view },
		Do: func() {
			s.tabs.Select(view)
			s.open(view)
			s.remember()
			s.actionsChanged()
		},
	}
}

// menu is what can be done with the selected releases.
func (s *Screen) menu() []widgets.MenuItem {
	return offered.Items(s.p.Voice, action.Set(s.Actions()).Of(actionTick, actionUntick, actionReveal)...)
}

func (s *Screen) actionsChanged() {
	if s.p.ActionsChanged != nil {
		s.p.ActionsChanged()
	}
}
