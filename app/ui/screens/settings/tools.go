package settings

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// tools are the buttons above a list, most of them an icon.
type tools []*tool

// tool is the button of an action, as the action stands now.
type tool struct {
	*widgets.Button
	s  *Screen
	id string
}

func newTools(s *Screen, ids ...string) (all tools) {
	for _, id := range ids {
		a := s.action(id)
		text := ""
		if id == actionShare {
			text = a.Title // which no icon says
		}
		b := widgets.NewButton(widgets.Flat, text, a.Icon, func() { s.action(id).Do() })
		b.SetAccessibleLabel(a.Title)
		all = append(all, &tool{b, s, id})
	}
	return all
}

// update enables the buttons of what can be done, and has them tell why not.
func (t tools) update() {
	for _, one := range t {
		a := one.s.action(one.id)
		one.SetTip(a.Tip(one.s.p.Voice))
		if a.Usable() {
			one.Enable()
		} else {
			one.Disable()
		}
	}
}

// above places the buttons above a table.
func (t tools) above(table *widgets.DataTable) fyne.CanvasObject {
	buttons := make([]fyne.CanvasObject, len(t))
	for i, one := range t {
		buttons[i] = one.Button
	}
	under := widgets.NewSurface(theme.ColorSurface, widgets.EdgeNone, table)
	return widgets.DownWith(under, widgets.Flow(nil, buttons...), under)
}

// action returns an action of the page.
func (s *Screen) action(id string) action.Action {
	a, _ := action.Set(s.Actions()).Find(id)
	return a
}
