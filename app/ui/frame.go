package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// frame is what stands around the screens: navigation at the left, workspace and week
// at the top.
type frame struct {
	content    fyne.CanvasObject
	navigation *widgets.Navigation
	week       *widgets.WeekPicker
	stage      *fyne.Container
}

func newFrame(w *Window) *frame {
	f := &frame{stage: container.NewStack()}
	items := make([]widgets.NavItem, len(w.entries))
	for i, entry := range w.entries {
		items[i] = widgets.NavItem{ID: entry.ID, Label: w.voice.Say(entry.Title), Icon: entry.Icon}
	}
	f.navigation = widgets.NewNavigation(items, w.Navigate)
	f.week = widgets.NewWeekPicker(widgets.MonthParams{Voice: w.voice, Today: w.p.Today(), Note: holidayNote(w.house)})
	f.week.SetWeek(w.week)
	f.week.OnChanged = w.ChooseWeek

	rail := widgets.NewSurface(theme.ColorChrome, widgets.EdgeRight, f.navigation)
	content := widgets.NewSurface(theme.ColorSurface, widgets.EdgeNone, f.stage)
	f.content = container.NewBorder(f.top(w), nil, rail, nil, content)
	return f
}

// top is the bar with the workspace and the week that every screen shows.
func (f *frame) top(w *Window) fyne.CanvasObject {
	name := widgets.NewText(widgets.RoleStrong, workspaceName(w.office.Path()))
	name.SetMinWidth(0)
	row := []fyne.CanvasObject{name}
	if !w.office.Protected() {
		row = append(row, widgets.NewBadge(w.voice.Text("ui.unprotected"), widgets.Warning))
	}
	help := widgets.NewButton(widgets.Flat, "", theme.IconHelp(), w.help)
	help.SetAccessibleLabel(w.voice.Text("ui.menu.contents"))
	row = append(row, f.week, help)
	return widgets.NewSurface(theme.ColorChrome, widgets.EdgeBottom,
		widgets.InsetEdges(theme.SizeMargin, theme.SizeGap, theme.SizeMargin, theme.SizeGap, widgets.AcrossWith(name, row...)))
}

func (f *frame) show(id string, content fyne.CanvasObject) {
	f.navigation.Select(id)
	f.stage.Objects = []fyne.CanvasObject{content}
	f.stage.Refresh()
}

func (f *frame) setWeek(w agenda.Week) { f.week.SetWeek(w) }

// holidayNote tells the public holidays of the service's territory in the calendar of
// the week picker.
func holidayNote(house office.House) func(agenda.Date) string {
	days, err := calendar.New(house.Service.Territory, nil)
	if err != nil {
		return nil // an unknown territory has no holidays to tell; planning says so
	}
	return func(d agenda.Date) string {
		for _, h := range days.HolidaysOf(d.Week()) {
			if h.Date == d {
				return h.Name
			}
		}
		return ""
	}
}
