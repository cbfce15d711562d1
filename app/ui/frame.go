package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/office"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// frame is what stands around the screens of a window: navigation at the left,
// workspace and week at the top.
type frame struct {
	content    *fyne.Container
	navigation *widgets.Navigation
	rail, bar  fyne.CanvasObject // what the navigation and the top lie on
	name       *widgets.Text     // of the workspace
	week       *widgets.WeekPicker
	stage      *fyne.Container
}

func newFrame(p *pane) *frame {
	f := &frame{stage: container.NewStack()}
	items := make([]widgets.NavItem, len(p.s.entries))
	for i, entry := range p.s.entries {
		items[i] = widgets.NavItem{ID: entry.ID, Label: p.s.voice.Say(entry.Title), Icon: entry.Icon}
	}
	f.navigation = widgets.NewNavigation(items, p.Navigate)
	f.navigation.SetFolded(p.folded)
	f.navigation.SetFoldLabels(p.s.voice.Text("widgets.navigation.fold"), p.s.voice.Text("widgets.navigation.unfold"))
	f.navigation.OnFolded = func(bool) { p.fold() }
	f.week = widgets.NewWeekPicker(widgets.MonthParams{Voice: p.s.voice, Today: p.s.p.Today(), Note: holidayNote(p.s.house)})
	f.week.SetWeek(p.week)
	f.week.OnChanged = p.ChooseWeek

	f.rail = f.navigation.Rail()
	f.bar = f.top(p)
	content := widgets.NewSurface(theme.ColorSurface, widgets.EdgeNone, f.stage)
	// In the order in which Tab goes: from the top to the left to the page.
	around := layout.NewBorderLayout(f.bar, nil, nil, nil)
	f.content = container.New(watchedLayout{around, f.shorten}, f.bar, widgets.Beside(f.navigation, f.rail, content))
	f.strip(p.bare)
	return f
}

// roomyBar is how wide the bar is, at text scale 1, where the week stands in full beside
// the name of the workspace.
const roomyBar = 830

// shorten makes what stands in the bar fit its width.
func (f *frame) shorten(width float32) { f.week.SetBrief(width < roomyBar*theme.Scale()) }

// watchedLayout tells the width before it is shared out.
type watchedLayout struct {
	around fyne.Layout
	width  func(float32)
}

// Layout implements fyne.Layout.
func (l watchedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width(size.Width)
	l.around.Layout(objects, size)
}

// MinSize implements fyne.Layout.
func (l watchedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return l.around.MinSize(objects)
}

// top is the bar with the workspace and the week that every screen shows.
func (f *frame) top(p *pane) fyne.CanvasObject {
	f.name = widgets.NewText(widgets.RoleStrong, workspaceName(p.s.office.Path()))
	f.name.SetMinWidth(0)
	row := []fyne.CanvasObject{f.name}
	if !p.s.office.Protected() {
		row = append(row, widgets.NewBadge(p.s.voice.Text("ui.unprotected"), widgets.Warning))
	}
	help := widgets.NewButton(widgets.Flat, "", theme.IconHelp(), p.help)
	help.SetAccessibleLabel(p.s.voice.Text("action.help.contents"))
	row = append(row, f.week, help)
	return widgets.NewSurface(theme.ColorChrome, widgets.EdgeBottom,
		widgets.InsetEdges(theme.SizeMargin, theme.SizeGap, theme.SizeMargin, theme.SizeGap, widgets.Flow(f.name, row...)))
}

// strip leaves the page alone, or puts navigation and bar around it.
func (f *frame) strip(bare bool) {
	for _, around := range []fyne.CanvasObject{f.rail, f.bar} {
		if bare {
			around.Hide()
		} else {
			around.Show()
		}
	}
	if !f.content.Size().IsZero() {
		f.content.Refresh()
	}
}

func (f *frame) show(id string, content fyne.CanvasObject) {
	f.navigation.Select(id)
	f.stage.Objects = []fyne.CanvasObject{content}
	if !f.stage.Size().IsZero() { // else the frame is drawn as a whole
		f.stage.Refresh()
	}
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
