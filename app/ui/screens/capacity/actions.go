package capacity

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
)

// The ids of the actions that have a button or a line in the context menu.
const (
	actionPlan     = "planning.plan"
	actionExport   = "planning.export"
	actionReleases = "planning.releases"
)

// Actions are what can be done on the page.
func (s *Screen) Actions() []action.Action {
	voice := s.p.Voice
	text := func(key string) string { return voice.Text(key) }
	there := func() bool { return s.there }
	unplanned := func() string { return text("screen.capacity.why.unplanned") }
	return []action.Action{
		{
			ID: actionPlan, Title: text("screen.capacity.plan"), Icon: theme.IconCalculate(), Shortcut: action.Ctrl(fyne.KeyL),
			Enabled: func() bool { return s.plan.House.Service.Year > 0 }, Why: func() string { return text("screen.capacity.why.loading") }, Do: s.askPlan,
		},
		{
			ID: actionExport, Title: text("screen.capacity.export"), Icon: theme.IconSave(), Shortcut: action.CtrlShift(fyne.KeyE),
			Enabled: there, Why: unplanned, Do: s.writePlan,
		},
		{
			ID: actionReleases, Title: text("screen.capacity.action.releases"), Icon: theme.IconPublication(), Apart: true,
			Enabled: s.ofYear, Why: func() string { return text("screen.capacity.why.other-year") }, Do: s.openReleases,
		},
		{
			ID: "planning.side", Title: text("screen.capacity.action.side"), Icon: theme.IconInfo(), Shortcut: action.Ctrl(fyne.KeyI),
			Enabled: there, Why: unplanned, Checked: func() bool { return !s.weeks.side.folded }, Do: s.toggleSide,
		},
		{
			ID: "planning.copy", Title: text("screen.capacity.action.copy"), Icon: theme.IconCopy(),
			Enabled: there, Why: unplanned, Do: s.year.CopyValues,
		},
		{
			ID: "planning.table", Title: text("screen.capacity.action.table"), Icon: theme.IconTable(),
			Enabled: there, Why: unplanned, Do: func() { s.turnTo(viewChart); s.year.ShowTable() },
		},
		s.viewAction(viewWeeks, text("screen.capacity.action.weeks"), theme.IconGrid()),
		s.viewAction(viewChart, text("screen.capacity.action.chart"), theme.IconChart()),
		s.viewAction(viewSums, text("screen.capacity.action.sums"), theme.IconChart()),
		s.viewAction(viewLimits, text("screen.capacity.action.limits"), theme.IconInfo()),
	}
}

// toggleSide opens the panel of the week, or closes it.
func (s *Screen) toggleSide() {
	fold := s.tabs.Selected() == viewWeeks && !s.weeks.side.folded
	s.turnTo(viewWeeks)
	s.weeks.side.fold(fold)
}

// viewAction shows the plan in a view.
func (s *Screen) viewAction(view, title string, icon fyne.Resource) action.Action {
	return action.Action{
		ID: "planning.view." + view, Title: title, Icon: icon, Apart: view == viewWeeks,
		Checked: func() bool { return s.tabs.Selected() == view }, Do: func() { s.turnTo(view) },
	}
}

// showTips says on the buttons what they do and by which keys.
func (s *Screen) showTips() {
	all := action.Set(s.Actions())
	plan, _ := all.Find(actionPlan)
	export, _ := all.Find(actionExport)
	s.replan.SetTip(plan.Tip(s.p.Voice))
	s.export.SetTip(export.Tip(s.p.Voice))
}

func (s *Screen) actionsChanged() {
	if s.p.ActionsChanged != nil {
		s.p.ActionsChanged()
	}
}
