package capacity

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// The ids of the actions that have a button or a line in a context menu.
const (
	actionPlan     = "planning.plan"
	actionExport   = "planning.export"
	actionReleases = "planning.releases"
	actionEdit     = "planning.edit"
	actionKeep     = "planning.keep"
	actionLock     = "planning.lock"
	actionUnlock   = "planning.unlock"
	actionLook     = "planning.look"
	actionRestore  = "planning.restore"
)

// Actions are what can be done on the page.
func (s *Screen) Actions() []action.Action {
	voice := s.p.Voice
	text := func(key string) string { return voice.Text(key) }
	there := func() bool { return s.there }
	unplanned := func() string { return text("screen.capacity.why.unplanned") }
	actions := []action.Action{
		{
			ID: actionPlan, Title: text("screen.capacity.plan"), Icon: theme.IconCalculate(), Shortcut: action.Ctrl(fyne.KeyL),
			Enabled: s.mayPlan, Why: s.whyNoPlan, Do: s.askPlan,
		},
		{
			ID: actionExport, Title: text("screen.capacity.export"), Icon: theme.IconSave(), Shortcut: action.CtrlShift(fyne.KeyE),
			Enabled: there, Why: unplanned, Do: s.writePlan,
		},
	}
	actions = append(actions, s.weekActions()...)
	actions = append(actions, s.versionActions()...)
	return append(actions,
		action.Action{ID: "planning.scenarios", Title: text("screen.capacity.action.scenarios"), Icon: theme.IconScenarios(), Do: s.openScenarios},
		action.Action{
			ID: "planning.side", Title: text("screen.capacity.action.side"), Icon: theme.IconInfo(), Shortcut: action.Ctrl(fyne.KeyI), Apart: true,
			Enabled: there, Why: unplanned, Checked: func() bool { return !s.weeks.side.folded }, Do: s.toggleSide,
		},
		action.Action{
			ID: "planning.copy", Title: text("screen.capacity.action.copy"), Icon: theme.IconCopy(),
			Enabled: there, Why: unplanned, Do: func() { s.fill(viewChart); s.year.CopyValues() },
		},
		action.Action{
			ID: "planning.table", Title: text("screen.capacity.action.table"), Icon: theme.IconTable(),
			Enabled: there, Why: unplanned, Do: func() { s.turnTo(viewChart); s.year.ShowTable() },
		},
		s.viewAction(viewWeeks, text("screen.capacity.action.weeks"), theme.IconGrid()),
		s.viewAction(viewChart, text("screen.capacity.action.chart"), theme.IconChart()),
		s.viewAction(viewSums, text("screen.capacity.action.sums"), theme.IconChart()),
		s.viewAction(viewLimits, text("screen.capacity.action.limits"), theme.IconInfo()),
		s.viewAction(viewVersions, text("screen.capacity.action.versions"), theme.IconHistory()),
	)
}

// weekActions are what can be done with the selected weeks.
func (s *Screen) weekActions() []action.Action {
	text, editor := s.p.Voice.Text, s.weeks.side.editor
	return []action.Action{
		{
			ID: actionEdit, Title: text("screen.capacity.action.edit"), Icon: theme.IconColumns(), Shortcut: action.Ctrl(fyne.KeyM), Apart: true,
			Enabled: s.editable, Why: s.whyNotEditable, Do: s.editWeek,
		},
		{
			ID: actionKeep, Title: text("screen.capacity.edit.keep"), Icon: theme.IconSave(), Shortcut: action.Ctrl(fyne.KeyReturn),
			Enabled: editor.keepable, Why: s.whyNotKeepable, Do: editor.keep,
		},
		{
			ID: "planning.discard", Title: text("screen.capacity.edit.discard"), Icon: theme.IconUndo(),
			Enabled: func() bool { return editor.there && editor.edit() != nil },
			Why:     func() string { return text("screen.capacity.why.nothing-typed") }, Do: editor.discard,
		},
		{
			ID: actionLock, Title: text("screen.capacity.action.lock"), Icon: theme.IconVetting(), Shortcut: action.CtrlShift(fyne.KeyL),
			Enabled: func() bool { return len(s.lockable()) > 0 },
			Why:     func() string { return text("screen.capacity.why.not-lockable") }, Do: s.lock,
		},
		{
			ID: actionUnlock, Title: text("screen.capacity.action.unlock"), Icon: theme.IconReset(), Shortcut: action.CtrlShift(fyne.KeyU),
			Enabled: func() bool { return len(s.unlockable()) > 0 },
			Why:     func() string { return text("screen.capacity.why.not-locked") }, Do: s.unlock,
		},
		{
			ID: actionReleases, Title: text("screen.capacity.action.releases"), Icon: theme.IconPublication(),
			Enabled: s.ofYear, Why: func() string { return text("screen.capacity.why.other-year") }, Do: s.openReleases,
		},
	}
}

// versionActions are what can be done with earlier versions of the plan.
func (s *Screen) versionActions() []action.Action {
	text := s.p.Voice.Text
	whyNone := func() string { return text("screen.capacity.why.no-version") }
	return []action.Action{
		{
			ID: actionLook, Title: text("screen.capacity.version.look"), Icon: theme.IconShow(), Apart: true,
			Enabled: s.versions.earlier, Why: whyNone, Do: s.versions.open,
		},
		{
			ID: actionRestore, Title: text("screen.capacity.version.restore"), Icon: theme.IconHistory(),
			Enabled: func() bool { return s.looking() || s.versions.earlier() }, Why: whyNone, Do: s.restoreChosen,
		},
		{
			ID: "planning.back", Title: text("screen.capacity.version.back"), Icon: theme.IconBack(),
			Enabled: s.looking, Why: func() string { return text("screen.capacity.why.present") }, Do: s.leaveVersion,
		},
	}
}

// restoreChosen takes back the version that is looked at, or the one that is selected.
func (s *Screen) restoreChosen() {
	if s.looking() {
		s.restore(s.earlier.version.Version)
		return
	}
	s.versions.takeBack()
}

// current reports whether the plan that stands is in sight.
func (s *Screen) current() bool { return s.there && !s.looking() }

func (s *Screen) whyNotCurrent() string {
	if s.looking() {
		return s.p.Voice.Text("screen.capacity.why.looking")
	}
	return s.p.Voice.Text("screen.capacity.why.unplanned")
}

// mayPlan reports whether there is a week left to plan.
func (s *Screen) mayPlan() bool {
	return s.present.House.Service.Year > 0 && !s.looking() && (s.present.Version == 0 || len(s.plannable()) > 0)
}

func (s *Screen) whyNoPlan() string {
	switch {
	case s.present.House.Service.Year == 0:
		return s.p.Voice.Text("screen.capacity.why.loading")
	case s.looking():
		return s.p.Voice.Text("screen.capacity.why.looking")
	default:
		return s.p.Voice.Text("screen.capacity.why.over")
	}
}

// editable reports whether the chosen week can be changed.
func (s *Screen) editable() bool {
	for _, w := range s.present.Weeks {
		if w.Week == s.week {
			return s.current() && !w.Past
		}
	}
	return false
}

func (s *Screen) whyNotEditable() string {
	switch {
	case !s.current():
		return s.whyNotCurrent()
	case !s.ofYear():
		return s.p.Voice.Text("screen.capacity.why.other-year")
	default:
		return s.p.Voice.Text("screen.capacity.why.begun")
	}
}

func (s *Screen) whyNotKeepable() string {
	if s.weeks.side.editor.edit() == nil {
		return s.p.Voice.Text("screen.capacity.why.nothing-typed")
	}
	return s.p.Voice.Text("screen.capacity.why.invalid")
}

// editWeek goes to the numbers of the chosen week.
func (s *Screen) editWeek() {
	side := s.weeks.side
	if side.folded || s.tabs.Selected() != viewWeeks {
		s.turnTo(viewWeeks)
		side.fold(false)
	}
	s.focus(side.editor.first())
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

// showTips says on the buttons what they do and by which keys, and why not.
func (s *Screen) showTips() {
	all := action.Set(s.Actions())
	for id, button := range map[string]*widgets.Button{
		actionPlan: s.replan, actionExport: s.export, actionKeep: s.weeks.side.editor.bar.keep,
		actionLook: s.versions.look, actionRestore: s.versions.restore,
	} {
		a, _ := all.Find(id)
		button.SetTip(a.Tip(s.p.Voice))
		if a.Usable() {
			button.Enable()
		} else {
			button.Disable()
		}
	}
}

func (s *Screen) actionsChanged() {
	if s.weeks != nil && s.versions != nil {
		s.showTips()
	}
	if s.p.ActionsChanged != nil {
		s.p.ActionsChanged()
	}
}
