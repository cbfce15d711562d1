package publication

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
)

// The ids of the actions that have a button or a line in a context menu.
const (
	actionMark     = "releases.mark"
	actionDraw     = "releases.draw"
	actionSheet    = "releases.sheet"
	actionReveal   = "releases.reveal"
	actionTick     = "releases.tick"
	actionUntick   = "releases.untick"
	actionRedraw   = "releases.redraw-missed"
	actionGiveUp   = "releases.give-up"
	actionReturn   = "freed.return"
	actionVetting  = "freed.cancellations"
	actionPool     = "releases.pool"
	actionRules    = "releases.rules"
	actionVerify   = "releases.verify"
	actionCopySeal = "releases.copy-seal"
	actionProve    = "releases.proof"
)

// Actions are what can be done on the page.
func (s *Screen) Actions() []action.Action {
	return append(s.week.actions(), s.pool.actions()...)
}

// actionsOf returns some of them, by their ids.
func (s *Screen) actionsOf(ids ...string) []action.Action { return action.Set(s.Actions()).Of(ids...) }

func (t *weekTab) actions() []action.Action {
	all := append(t.markActions(), t.drawActions()...)
	return append(all, t.missedActions()...)
}

// drawn reports whether the week in sight is drawn.
func (t *weekTab) drawn() bool { return t.there && t.schedule.Drawn }

// text returns a sentence as the reason that actions are asked for.
func (s *Screen) text(key string) func() string {
	return func() string { return s.p.Voice.Text(key) }
}

func (t *weekTab) markActions() []action.Action {
	text := func(key string) string { return t.s.p.Voice.Text(key) }
	return []action.Action{
		t.marker.Action(actionMark),
		{
			ID: actionTick, Title: text("screen.publication.tick"), Icon: theme.IconCheck(), Shortcut: action.Ctrl(fyne.KeyReturn),
			Enabled: func() bool { return t.drawn() && len(t.chosen(mayTick)) > 0 }, Why: t.s.text("screen.publication.why.tick"), Do: t.tick,
		},
		{
			ID: actionUntick, Title: text("screen.publication.untick"), Icon: theme.IconUndo(),
			Enabled: func() bool { return t.drawn() && len(t.chosen(mayUntick)) > 0 }, Why: t.s.text("screen.publication.why.untick"), Do: t.untick,
		},
	}
}

func (t *weekTab) drawActions() []action.Action {
	text, undrawn := func(key string) string { return t.s.p.Voice.Text(key) }, t.s.text("screen.publication.why.undrawn")
	reveal, draw := text("screen.publication.reveal"), text("screen.publication.draw")
	if t.veil.Lifted() {
		reveal = text("screen.publication.hide")
	}
	if t.schedule.Drawn {
		draw = text("screen.publication.redraw")
	}
	secrets := func() bool { return t.drawn() && talliesOf(t.schedule, t.now())[toCome].releases > 0 }
	return []action.Action{
		{
			ID: actionReveal, Title: reveal, Icon: theme.IconShow(), Shortcut: action.Ctrl(fyne.KeyM), Apart: true,
			Enabled: secrets, Why: t.s.text("screen.publication.why.no-secret"), Do: t.toggle,
		},
		{
			ID: actionSheet, Title: text("screen.publication.sheet"), Icon: theme.IconPrint(), Shortcut: action.Ctrl(fyne.KeyP),
			Enabled: t.drawn, Why: undrawn, Do: t.chooseSheet,
		},
		{
			ID: actionDraw, Title: draw, Icon: theme.IconDraw(), Shortcut: action.Ctrl(fyne.KeyT),
			Enabled: func() bool { return t.there && t.schedule.MayDraw }, Why: t.whyNot, Do: t.askDraw,
		},
		{
			ID: actionVerify, Title: text("screen.publication.action.verify"), Icon: theme.IconVetting(), Apart: true,
			Enabled: t.drawn, Why: undrawn, Do: t.verify,
		},
		{
			ID: actionCopySeal, Title: text("screen.publication.action.copy-seal"), Icon: theme.IconCopy(),
			Enabled: t.drawn, Why: undrawn, Do: t.copySeal,
		},
		{
			ID: actionProve, Title: text("screen.publication.seal.proof"), Icon: theme.IconVetting(),
			Enabled: func() bool { return t.there && len(t.schedule.Proofs()) > 0 }, Why: t.s.text("screen.publication.why.no-proof"), Do: t.prove,
		},
		{
			ID: actionRules, Title: text("screen.publication.action.rules"), Icon: theme.IconDraw(),
			Do: func() { t.s.p.Navigate(pageChance) },
		},
		t.viewAction(viewWeek, text("screen.publication.action.week"), theme.IconCalendar()),
		t.viewAction(viewList, text("screen.publication.action.list"), theme.IconList()),
	}
}

func (t *weekTab) missedActions() []action.Action {
	text := func(key string) string { return t.s.p.Voice.Text(key) }
	return []action.Action{
		{
			ID: actionRedraw, Title: text("screen.publication.missed.redraw"), Icon: theme.IconDraw(), Apart: true,
			Enabled: t.mayRedraw, Why: t.s.text("screen.publication.why.no-redraw"), Do: t.askRedraw,
		},
		{
			ID: actionGiveUp, Title: text("screen.publication.missed.give-up"), Icon: theme.IconNext(),
			Enabled: func() bool { return t.drawn() && talliesOf(t.schedule, t.now())[missed].releases > 0 },
			Why:     t.s.text("screen.publication.why.no-missed"), Do: t.askGiveUp,
		},
	}
}

// viewAction shows the releases in a view.
func (t *weekTab) viewAction(view, title string, icon fyne.Resource) action.Action {
	return action.Action{
		ID: "releases.view." + view, Title: title, Icon: icon, Apart: view == viewWeek,
		Checked: func() bool { return t.s.tabs.Selected() == tabWeek && t.views.Selected() == view },
		Do: func() {
			t.views.Select(view)
			t.turned()
			t.s.turnTo(tabWeek)
		},
	}
}

func (t *poolTab) actions() []action.Action {
	text := func(key string) string { return t.s.p.Voice.Text(key) }
	return []action.Action{
		{
			ID: actionPool, Title: text("screen.publication.action.pool"), Icon: theme.IconUndo(),
			Checked: func() bool { return t.s.tabs.Selected() == tabPool }, Do: func() { t.s.turnTo(tabPool) },
		},
		{
			ID: actionReturn, Title: text("screen.publication.pool.return"), Icon: theme.IconDraw(), Shortcut: action.Ctrl(fyne.KeyR), Apart: true,
			Enabled: t.mayReturn, Why: t.s.text("screen.publication.why.no-return"), Do: t.giveBack,
		},
		{
			ID: actionVetting, Title: text("screen.publication.pool.cancellations"), Icon: theme.IconVetting(),
			Enabled: func() bool { return t.there && t.unsent() > 0 }, Why: t.s.text("screen.publication.why.all-sent"), Do: func() { t.s.p.Navigate(pageVetting) },
		},
	}
}
