package vetting

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// The actions of the screen. The keys of the sentences about rules begin with "vetting".
const (
	idCancel    = "vet.cancel"
	idKeep      = "vet.keep"
	idNext      = "vet.next"
	idPrevious  = "vet.previous"
	idToggle    = "vet.toggle"
	idReset     = "vet.reset"
	idBooking   = "vet.booking"
	idAutomatic = "vet.automatic"
	idWithdraw  = "vet.withdraw"
	idRule      = "vet.rule"
	idExport    = "vet.export"
	idOpen      = "vet.tab.open"
	idDecided   = "vet.tab.decided"
	idRules     = "vet.tab.rules"
)

// Actions returns what can be done on the screen. A cancellation has keys that no field,
// table or habit of another program uses.
func (s *Screen) Actions() []action.Action {
	voice, t := s.p.Voice, s.open
	because := func(key string) func() string { return func() string { return voice.Text(key) } }
	queue := func() bool { return s.in(tabOpen) && len(t.findings) > 0 }
	return []action.Action{
		{
			ID: idKeep, Title: voice.Text("screen.vetting.action.keep"), Icon: theme.IconCheck(), Shortcut: action.CtrlShift(fyne.KeyK),
			Enabled: func() bool { return s.in(tabOpen) && t.agrees() }, Why: because("screen.vetting.why.none-chosen"), Do: t.keepAll,
		},
		{
			ID: idCancel, Title: voice.Text("screen.vetting.action.cancel"), Icon: theme.IconClose(), Shortcut: action.CtrlShift(fyne.KeyDelete),
			Enabled: func() bool { return s.in(tabOpen) && t.agrees() && t.choice.cancels() }, Why: s.whyNoCancel, Do: t.cancelChosen,
		},
		{
			ID: idNext, Title: voice.Text("screen.vetting.action.next"), Icon: theme.IconNext(), Shortcut: action.Alt(fyne.KeyDown), Apart: true,
			Enabled: queue, Why: because("screen.vetting.why.empty"), Do: func() { t.step(1) },
		},
		{
			ID: idPrevious, Title: voice.Text("screen.vetting.action.previous"), Icon: theme.IconPrevious(), Shortcut: action.Alt(fyne.KeyUp),
			Enabled: queue, Why: because("screen.vetting.why.empty"), Do: func() { t.step(-1) },
		},
		{
			ID: idToggle, Title: voice.Text("screen.vetting.toggle"), Icon: theme.IconRefresh(), Apart: true,
			Enabled: func() bool { _, ok := t.marked(); return ok && s.in(tabOpen) },
			Why:     because("screen.vetting.why.no-booking"), Do: t.toggleSelected,
		},
		{
			ID: idReset, Title: voice.Text("screen.vetting.reset"), Icon: theme.IconReset(),
			Enabled: func() bool { return s.in(tabOpen) && !t.choice.asProposed() }, Why: because("screen.vetting.why.as-proposed"), Do: t.resetChoice,
		},
		{
			ID: idBooking, Title: voice.Text("screen.vetting.action.booking"), Icon: theme.IconBookings(),
			Enabled: func() bool { _, _, ok := t.evidence.Selected(); return ok && s.in(tabOpen) },
			Why:     because("screen.vetting.why.no-booking"), Do: t.showBooking,
		},
		{
			ID: idAutomatic, Title: voice.Text("screen.vetting.action.automatic"), Icon: theme.IconCheck(), Apart: true,
			Enabled: func() bool { return s.known && len(s.automaticFindings()) > 0 }, Why: because("screen.vetting.automatic.none"), Do: s.confirmAutomatic,
		},
		{
			ID: idWithdraw, Title: voice.Text("screen.vetting.undo"), Icon: theme.IconUndo(),
			Enabled: func() bool { return s.in(tabDecided) && len(s.decided.standing()) > 0 },
			Why:     because("screen.vetting.why.no-decision"), Do: s.decided.withdraw,
		},
		{
			ID: idRule, Title: voice.Text("screen.vetting.action.rule"), Icon: theme.IconSearch(),
			Enabled: func() bool { _, _, ok := s.rules.Selected(); return ok && s.in(tabRules) },
			Why:     because("screen.vetting.why.no-rule"), Do: s.showRule,
		},
		{
			ID: idExport, Title: voice.Text("screen.vetting.export"), Icon: theme.IconSave(), Apart: true, Shortcut: action.Ctrl(fyne.KeyE),
			Enabled: func() bool { return s.known && s.cancelledCount() > 0 }, Why: because("screen.vetting.why.nothing-cancelled"), Do: s.chooseExport,
		},
		s.opening(idOpen, tabOpen, voice.Text("screen.vetting.tab.open"), true),
		s.opening(idDecided, tabDecided, voice.Text("screen.vetting.tab.decided"), false),
		s.opening(idRules, tabRules, voice.Text("screen.vetting.tab.rules"), false),
	}
}

// opening opens a tab.
func (s *Screen) opening(id, tab, title string, apart bool) action.Action {
	return action.Action{
		ID: id, Title: title, Apart: apart,
		Checked: func() bool { return s.tabs.Selected() == tab },
		Do:      func() { s.tabs.Select(tab); s.draw() },
	}
}

// in reports whether a tab is in sight with something in it.
func (s *Screen) in(tab string) bool { return s.known && s.failure == nil && s.tabs.Selected() == tab }

// whyNoCancel says why nothing can be cancelled now.
func (s *Screen) whyNoCancel() string {
	c := s.open.choice
	if n := c.silent(); n > 0 && len(c.findings) > 1 {
		return s.p.Voice.Text("screen.vetting.why.silent", "Count", n)
	}
	if len(c.findings) == 1 {
		return s.p.Voice.Text("screen.vetting.why.nothing-proposed")
	}
	return s.p.Voice.Text("screen.vetting.why.none-chosen")
}

// button is a button that an action stands behind, with what it says now.
type button struct {
	id string
	of *widgets.Button
}

func (s *Screen) buttons() []button {
	return []button{
		{idCancel, s.open.cancel}, {idKeep, s.open.keep}, {idToggle, s.open.toggle}, {idReset, s.open.reset},
		{idAutomatic, s.automatic}, {idExport, s.export}, {idWithdraw, s.decided.undo},
	}
}

// acted brings buttons, their tips and the line at the bottom up to date, and tells the
// window where other actions can be done than before.
func (s *Screen) acted() {
	if !s.made {
		return
	}
	set := action.Set(s.Actions())
	for _, b := range s.buttons() {
		if a, ok := set.Find(b.id); ok {
			setEnabled(b.of, a.Usable())
			a.Title = b.of.Text()
			b.of.SetTip(a.Tip(s.p.Voice))
		}
	}
	s.status.SetText(s.said())
	if state := set.State(); s.usable != state {
		s.usable = state
		s.p.ActionsChanged()
	}
}

// menu returns lines of a context menu for actions, "" for a line between them. What is
// on a button stands in the menu with the same words, counts and all.
func (s *Screen) menu(ids ...string) []widgets.MenuItem {
	lines := action.Set(s.Actions()).Of(ids...)
	for i, a := range lines {
		for _, b := range s.buttons() {
			if b.id == a.ID && b.of.Text() != "" {
				lines[i].Title = b.of.Text()
			}
		}
	}
	return offered.Items(s.p.Voice, lines...)
}
