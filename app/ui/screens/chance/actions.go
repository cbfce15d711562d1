package chance

import (
	"creneaux/app/ui/action"
)

// Actions are what can be done on the page.
func (s *Screen) Actions() []action.Action {
	var all []action.Action
	for _, one := range s.parts {
		all = append(all, one.actions()...)
	}
	if len(s.parts) > 1 {
		for i, one := range s.parts {
			tab := one.tab()
			all = append(all, action.Action{
				ID: "chance.tab." + tab.ID, Title: tab.Label, Apart: i == 0,
				Checked: func() bool { return s.tabs.Selected() == tab.ID }, Do: func() { s.turnTo(tab.ID) },
			})
		}
	}
	return all
}
