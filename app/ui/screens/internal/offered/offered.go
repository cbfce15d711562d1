// Package offered is how a screen offers its actions: as buttons in the head of its page
// and as lines of its context menus.
//
// What belongs here: what an action looks like where a screen shows it. What an action is
// stands in app/ui/action, what it does in the screen that has it.
package offered

import (
	"creneaux/app/ui/action"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Button is the button of an action in the head of a page.
type Button struct {
	*widgets.Button
	action action.Action
	voice  *wording.Voice
}

// NewButton returns a button that does an action and tells its shortcut.
func NewButton(role widgets.ButtonRole, a action.Action, voice *wording.Voice) Button {
	b := Button{Button: widgets.NewButton(role, a.Title, a.Icon, a.Do), action: a, voice: voice}
	b.Update()
	return b
}

// Update enables the button where its action can be done, and has it tell why where not.
func (b Button) Update() {
	b.SetTip(b.action.Tip(b.voice))
	if b.action.Usable() {
		b.Enable()
	} else {
		b.Disable()
	}
}

// Items returns actions as lines of a context menu; a zero action is a hairline.
func Items(voice *wording.Voice, actions ...action.Action) []widgets.MenuItem {
	items := make([]widgets.MenuItem, len(actions))
	for i, a := range actions {
		if a.ID == "" {
			items[i] = widgets.MenuItem{Separator: true}
			continue
		}
		items[i] = widgets.MenuItem{Label: a.Title, Icon: a.Icon, Disabled: !a.Usable(), Do: a.Do}
		if a.Shortcut != nil {
			items[i].Shortcut = action.Keys(voice, a.Shortcut)
		}
	}
	return items
}
