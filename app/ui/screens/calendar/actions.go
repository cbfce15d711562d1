package calendar

import (
	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
)

// The ids of the actions.
const (
	actionAdd       = "days.add"
	actionEdit      = "days.edit"
	actionDuplicate = "days.duplicate"
	actionRemove    = "days.remove"
	actionShow      = "days.show"
	actionImport    = "days.import"
	actionBefore    = "days.before"
	actionAfter     = "days.after"
	actionClose     = "days.close"
	actionUsual     = "days.usual"
)

// entries is what the actions need of a list of entries.
type entries interface {
	add()
	edit()
	duplicate()
	removeChosen()
	count() int
	day() (agenda.Date, bool)
}

// ledger returns the entries of the tab in sight; the tabs of the week and of the year
// add closures.
func (s *Screen) ledger() entries {
	switch s.tabs.Selected() {
	case tabWeek, tabYear, tabClosures:
		return s.closures
	case tabAbsences:
		return s.absences
	case tabHours:
		return s.hours.changes
	case tabSchools:
		return s.schools.list
	}
	return nil
}

// listed returns the entries of the tab in sight if it shows them.
func (s *Screen) listed() entries {
	if tab := s.tabs.Selected(); tab == tabWeek || tab == tabYear {
		return nil
	}
	return s.ledger()
}

func (s *Screen) action(id string) action.Action {
	a, _ := action.Set(s.Actions()).Find(id)
	return a
}

// Actions are what can be done on the page.
func (s *Screen) Actions() []action.Action {
	text := func(key string) string { return s.p.Voice.Text(key) }
	because := func(key string) func() string { return func() string { return s.p.Voice.Text(key) } }
	chosen := func(least, most int) func() bool {
		return func() bool {
			l := s.listed()
			return s.there && l != nil && least <= l.count() && l.count() <= most
		}
	}
	const any = 1 << 30
	return []action.Action{
		{
			ID: actionAdd, Title: text("screen.calendar.add"), Icon: theme.IconAdd(), Shortcut: action.Ctrl(fyne.KeyJ),
			Enabled: func() bool { return s.there && s.ledger() != nil }, Why: because("screen.calendar.why.no-list"), Do: func() { s.ledger().add() },
		},
		{
			ID: actionEdit, Title: text("screen.calendar.edit"), Icon: theme.IconOpen(), Shortcut: action.Ctrl(fyne.KeyE),
			Enabled: chosen(1, 1), Why: because("screen.calendar.why.one"), Do: func() { s.listed().edit() },
		},
		{
			ID: actionDuplicate, Title: text("screen.calendar.duplicate"), Icon: theme.IconCopy(), Shortcut: action.Ctrl(fyne.KeyD),
			Enabled: chosen(1, 1), Why: because("screen.calendar.why.one"), Do: func() { s.listed().duplicate() },
		},
		{
			ID: actionRemove, Title: text("screen.calendar.remove"), Icon: theme.IconDelete(), Shortcut: action.Alone(fyne.KeyDelete),
			Enabled: chosen(1, any), Why: because("screen.calendar.why.some"), Do: func() { s.listed().removeChosen() },
		},
		{
			ID: actionShow, Title: text("screen.calendar.show"), Icon: theme.IconWeek(),
			Enabled: func() bool { _, ok := s.chosenDay(); return ok }, Why: because("screen.calendar.why.one"), Do: s.showChosenDay,
		},
		{
			ID: actionImport, Title: text("screen.calendar.import"), Icon: theme.IconImport(), Shortcut: action.Ctrl(fyne.KeyI), Apart: true,
			Enabled: func() bool { return s.there && s.imports() != nil }, Why: because("screen.calendar.why.no-import"), Do: s.askImport,
		},
		{
			ID: actionClose, Title: text("screen.calendar.close"), Icon: theme.IconCheck(), Shortcut: action.Ctrl(fyne.KeyReturn),
			Enabled: func() bool { return s.there && s.tabs.Selected() == tabBridges && len(s.bridges.open()) > 0 },
			Why:     because("screen.calendar.why.no-bridge"), Do: s.bridges.closeChosen,
		},
		{
			ID: actionUsual, Title: text("screen.calendar.usual"), Icon: theme.IconSettings(), Do: func() { s.p.Navigate(pageSettings) },
		},
		{
			ID: actionBefore, Title: text("screen.calendar.before"), Icon: theme.IconPrevious(), Apart: true,
			Do: func() { s.turn(-1) },
		},
		{
			ID: actionAfter, Title: text("screen.calendar.after"), Icon: theme.IconNext(),
			Do: func() { s.turn(+1) },
		},
		s.tabAction(tabWeek, text("screen.calendar.action.week"), theme.IconWeek()),
		s.tabAction(tabYear, text("screen.calendar.action.year"), theme.IconCalendar()),
		s.tabAction(tabClosures, text("screen.calendar.action.closures"), theme.IconRefused()),
		s.tabAction(tabAbsences, text("screen.calendar.action.absences"), theme.IconPerson()),
		s.tabAction(tabHours, text("screen.calendar.action.hours"), theme.IconClock()),
		s.tabAction(tabSchools, text("screen.calendar.action.schools"), theme.IconList()),
		s.tabAction(tabBridges, text("screen.calendar.action.bridges"), theme.IconGrid()),
	}
}

func (s *Screen) tabAction(tab, title string, icon fyne.Resource) action.Action {
	return action.Action{
		ID: "days.tab." + tab, Title: title, Icon: icon, Apart: tab == tabWeek,
		Checked: func() bool { return s.tabs.Selected() == tab }, Do: func() { s.turnTo(tab) },
	}
}

// turn goes some weeks on or, where a year is shown, some years.
func (s *Screen) turn(by int) {
	switch s.tabs.Selected() {
	case tabYear, tabBridges:
		s.setYear(s.year + by)
	default:
		s.p.ChooseWeek(s.week.Add(by))
	}
}

// chosenDay is the first day of what is selected.
func (s *Screen) chosenDay() (agenda.Date, bool) {
	if !s.there {
		return agenda.Date{}, false
	}
	if s.tabs.Selected() == tabBridges {
		return s.bridges.day()
	}
	if l := s.listed(); l != nil {
		return l.day()
	}
	return agenda.Date{}, false
}

func (s *Screen) showChosenDay() {
	if d, ok := s.chosenDay(); ok {
		s.goTo(d)
	}
}
