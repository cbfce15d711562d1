package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/action"
)

// menu returns the menu bar of the actions of the window.
func (p *pane) menu() *fyne.MainMenu {
	bar := &fyne.MainMenu{}
	for _, group := range action.Groups() {
		menu := fyne.NewMenu(p.s.voice.Text("action.menu." + group))
		for _, a := range p.actions {
			if a.Group == group {
				p.addTo(menu, a)
			}
		}
		if group == action.File {
			p.addRecent(menu)
		}
		if len(menu.Items) > 0 {
			writeKeys(menu, p.s.voice)
			bar.Items = append(bar.Items, menu)
		}
	}
	return bar
}

// addTo puts an action into a menu, or into the submenu that it belongs to.
func (p *pane) addTo(menu *fyne.Menu, a action.Action) {
	if a.Under != "" {
		menu = submenu(menu, a.Under, a.Apart)
		a.Apart = a.Apart && len(menu.Items) > 0
	}
	if a.Apart && len(menu.Items) > 0 {
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
	}
	item := fyne.NewMenuItem(a.Title, func() { p.do(a) })
	item.Shortcut = a.Shortcut
	if keys, ok := a.Shortcut.(fyne.KeyboardShortcut); ok && a.Native {
		item.Shortcut = unheard{keys}
	}
	item.Disabled = !a.Usable()
	item.Checked = a.Chosen()
	item.IsQuit = a.ID == "file.quit"
	menu.Items = append(menu.Items, item)
}

// submenu returns the submenu of a heading, made where the first of its actions stands.
func submenu(menu *fyne.Menu, heading string, apart bool) *fyne.Menu {
	at := slices.IndexFunc(menu.Items, func(i *fyne.MenuItem) bool { return i.ChildMenu != nil && i.Label == heading })
	if at >= 0 {
		return menu.Items[at].ChildMenu
	}
	if apart && len(menu.Items) > 0 {
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
	}
	item := fyne.NewMenuItem(heading, nil)
	item.ChildMenu = fyne.NewMenu("")
	menu.Items = append(menu.Items, item)
	return item.ChildMenu
}

// addRecent offers the workspaces opened last, under the opening of any.
func (p *pane) addRecent(menu *fyne.Menu) {
	recent := p.s.choices.recent()
	at := slices.IndexFunc(menu.Items, func(i *fyne.MenuItem) bool { return i.IsSeparator })
	if len(recent) == 0 || at < 0 {
		return
	}
	item := fyne.NewMenuItem(p.s.voice.Text("action.under.recent"), nil)
	item.ChildMenu = fyne.NewMenu("")
	for _, path := range recent {
		open := action.Action{Do: func() { p.Open(path) }}
		item.ChildMenu.Items = append(item.ChildMenu.Items, fyne.NewMenuItem(path, func() { p.do(open) }))
	}
	menu.Items = slices.Insert(menu.Items, at, item)
}
