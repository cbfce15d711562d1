package capacity

import (
	"strconv"

	"fyne.io/fyne/v2"
)

// The names under which the screen remembers.
const (
	tableKey = "capacity-table"
	viewKey  = "capacity-view"
	sideKey  = "capacity-side"
	widthKey = "capacity-side-width"
)

// views are what the tabs show.
func (s *Screen) views() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{viewWeeks: s.weeks.content, viewChart: s.chartTile, viewSums: s.cumulated.content, viewLimits: s.limits}
}

// open shows a view.
func (s *Screen) open(view string) {
	for id, content := range s.views() {
		if id == view {
			content.Show()
		} else {
			content.Hide()
		}
	}
}

// turnTo opens the tab of a view.
func (s *Screen) turnTo(view string) {
	s.tabs.Select(view)
	s.open(s.tabs.Selected())
	s.remember()
	s.content.Refresh()
	s.actionsChanged()
}

// sideFolded is what is remembered of a panel that was closed.
const sideFolded = "folded"

// remember keeps the view and the panel on this machine.
func (s *Screen) remember() {
	if s.p.Memory == nil {
		return
	}
	for key, value := range s.Keep() {
		s.p.Memory.SetString(key, value)
	}
}

// recall takes up what was kept.
func (s *Screen) recall() {
	if s.p.Memory == nil {
		return
	}
	kept := map[string]string{}
	for _, key := range []string{viewKey, sideKey, widthKey} {
		kept[key] = s.p.Memory.String(key)
	}
	s.Restore(kept)
}

// Keep returns the view and the panel, for the screen in another language or window.
func (s *Screen) Keep() map[string]string {
	kept := map[string]string{viewKey: s.tabs.Selected(), sideKey: "", widthKey: strconv.Itoa(int(s.weeks.beside.Width()))}
	if s.weeks.side.folded {
		kept[sideKey] = sideFolded
	}
	return kept
}

// Restore takes up what Keep has returned.
func (s *Screen) Restore(kept map[string]string) {
	s.tabs.Select(kept[viewKey])
	s.open(s.tabs.Selected())
	s.weeks.side.folded = kept[sideKey] == sideFolded
	s.weeks.side.draw()
	if width, err := strconv.Atoi(kept[widthKey]); err == nil {
		s.weeks.beside.SetWidth(float32(width))
	}
}
