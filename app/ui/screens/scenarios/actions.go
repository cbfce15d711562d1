package scenarios

import (
	"fyne.io/fyne/v2"

	"creneaux/app/capacity"
	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
)

// The ids of the actions that have a button or a line in a context menu.
const (
	actionNew      = "scenarios.new"
	actionKeep     = "scenarios.keep"
	actionLeave    = "scenarios.leave"
	actionEdit     = "scenarios.edit"
	actionCopy     = "scenarios.copy"
	actionAgain    = "scenarios.again"
	actionAdopt    = "scenarios.adopt"
	actionUnadopt  = "scenarios.unadopt"
	actionCompare  = "scenarios.compare"
	actionRemove   = "scenarios.remove"
	actionPolicies = "scenarios.policies"
	actionFewest   = "scenarios.plan-fewest"
	actionShared   = "scenarios.plan-shared"
	actionWorth    = "scenarios.worth"
	actionRemedy   = "scenarios.remedy"
)

// Actions are what can be done on the page.
func (s *Screen) Actions() []action.Action {
	text := func(key string) string { return s.p.Voice.Text(key) }
	reading := func() bool { return s.there && s.editor == nil }
	writing := func() bool { return s.there && s.editor != nil }
	why := func(key string) func() string {
		return func() string {
			switch {
			case !s.there:
				return text("screen.scenarios.why.unplanned")
			case s.editor != nil:
				return text("screen.scenarios.why.writing")
			default:
				return text(key)
			}
		}
	}
	// What is done with a scenario is done where it is in sight.
	listing := func() bool { return reading() && s.tabs.Selected() == viewKept }
	current := func() bool { _, ok := s.find(s.list.chosen); return listing() && ok }
	selected := func() bool { return listing() && len(s.list.selected()) > 0 }
	whyNone := why("screen.scenarios.why.none")
	return []action.Action{
		{
			ID: actionNew, Title: text("screen.scenarios.new"), Icon: theme.IconAdd(), Shortcut: action.Ctrl(fyne.KeyJ),
			Enabled: reading, Why: whyNone, Do: s.writeNew,
		},
		{
			ID: actionKeep, Title: text("screen.scenarios.keep"), Icon: theme.IconCalculate(), Shortcut: action.Ctrl(fyne.KeyReturn),
			Enabled: writing, Why: func() string { return text("screen.scenarios.why.reading") }, Do: s.keepWritten,
		},
		{
			ID: actionLeave, Title: text("screen.scenarios.leave"), Icon: theme.IconClose(),
			Enabled: writing, Why: func() string { return text("screen.scenarios.why.reading") }, Do: s.stopWriting,
		},
		{
			ID: actionEdit, Title: text("screen.scenarios.edit"), Icon: theme.IconDocument(), Shortcut: action.Ctrl(fyne.KeyE), Apart: true,
			Enabled: current, Why: whyNone, Do: s.edit,
		},
		{
			ID: actionCopy, Title: text("screen.scenarios.duplicate"), Icon: theme.IconCopy(), Shortcut: action.Ctrl(fyne.KeyD),
			Enabled: current, Why: whyNone, Do: s.copy,
		},
		{
			ID: actionAgain, Title: text("screen.scenarios.again"), Icon: theme.IconRefresh(), Shortcut: action.Ctrl(fyne.KeyL),
			Enabled: func() bool { return listing() && len(s.reckonable()) > 0 }, Why: why("screen.scenarios.why.again"), Do: s.again,
		},
		{
			ID: actionCompare, Title: text("screen.scenarios.compare"), Icon: theme.IconTable(), Shortcut: action.CtrlShift(fyne.KeyC),
			Enabled: selected, Why: whyNone, Do: s.compareSelected,
		},
		{
			ID: actionAdopt, Title: text("screen.scenarios.adopt"), Icon: theme.IconCheck(), Shortcut: action.CtrlShift(fyne.KeyA),
			Enabled: func() bool { return current() && s.mayAdopt() == "" }, Why: func() string {
				if current() {
					return s.mayAdopt()
				}
				return whyNone()
			}, Do: s.adopt,
		},
		{
			ID: actionUnadopt, Title: text("screen.scenarios.unadopt"), Icon: theme.IconUndo(),
			Enabled: func() bool { c, ok := s.find(s.list.chosen); return listing() && ok && c.Adopted > 0 },
			Why:     why("screen.scenarios.why.not-adopted"), Do: s.unadopt,
		},
		{
			ID: actionRemove, Title: text("screen.scenarios.remove"), Icon: theme.IconDelete(), Shortcut: action.CtrlShift(fyne.KeyDelete),
			Enabled: selected, Why: whyNone, Do: s.remove,
		},
		{
			ID: actionPolicies, Title: text("screen.scenarios.policies.do"), Icon: theme.IconCalculate(), Apart: true,
			Enabled: reading, Why: whyNone, Do: s.comparePolicies,
		},
		s.planAction(actionFewest, text("screen.scenarios.plan-fewest"), capacity.Fewest, why("screen.scenarios.why.policies")),
		s.planAction(actionShared, text("screen.scenarios.plan-shared"), capacity.Shared, why("screen.scenarios.why.policies")),
		{
			ID: actionWorth, Title: text("screen.scenarios.worth.do"), Icon: theme.IconClock(), Apart: true,
			Enabled: reading, Why: whyNone, Do: s.reckonWorth,
		},
		{
			ID: actionRemedy, Title: text("screen.scenarios.worth.scenario"), Icon: theme.IconAdd(),
			Enabled: func() bool {
				return reading() && s.worth.found != nil && len(s.worth.chosen(*s.worth.found).Remedies) > 0
			}, Why: why("screen.scenarios.why.worth"), Do: s.writeRemedy,
		},
		s.viewAction(viewKept, text("screen.scenarios.action.kept"), theme.IconList()),
		s.viewAction(viewCompare, text("screen.scenarios.action.compare"), theme.IconTable()),
		s.viewAction(viewPolicies, text("screen.scenarios.action.policies"), theme.IconChart()),
		s.viewAction(viewWorth, text("screen.scenarios.action.worth"), theme.IconGrid()),
	}
}

// planAction plans with a policy, once both have been compared.
func (s *Screen) planAction(id, title string, policy capacity.Policy, why func() string) action.Action {
	return action.Action{
		ID: id, Title: title, Icon: theme.IconCalculate(), Why: why,
		Enabled: func() bool { return s.there && s.editor == nil && s.policies.both != nil },
		Do:      func() { s.planWith(policy) },
	}
}

// viewAction opens a part of the page.
func (s *Screen) viewAction(view, title string, icon fyne.Resource) action.Action {
	return action.Action{
		ID: "scenarios.view." + view, Title: title, Icon: icon, Apart: view == viewKept,
		Enabled: func() bool { return s.there && s.editor == nil },
		Why:     func() string { return s.p.Voice.Text("screen.scenarios.why.writing") },
		Checked: func() bool { return s.tabs.Selected() == view }, Do: func() { s.turnTo(view) },
	}
}
