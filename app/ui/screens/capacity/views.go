package capacity

import "fyne.io/fyne/v2"

// The names under which the screen remembers.
const (
	tableKey = "capacity-table"
	viewKey  = "capacity-view"
)

// views are what the tabs show.
func (s *Screen) views() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{viewWeeks: s.weeks.content, viewChart: s.chartTile, viewLimits: s.limits}
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

// remember keeps the view on this machine.
func (s *Screen) remember() {
	if s.p.Memory != nil {
		s.p.Memory.SetString(viewKey, s.tabs.Selected())
	}
}

// recall takes up the view that was kept.
func (s *Screen) recall() {
	if s.p.Memory != nil {
		s.tabs.Select(s.p.Memory.String(viewKey))
		s.open(s.tabs.Selected())
	}
}

// Keep returns the view, for the screen in another language or window.
func (s *Screen) Keep() map[string]string { return map[string]string{viewKey: s.tabs.Selected()} }

// Restore takes up what Keep has returned.
func (s *Screen) Restore(kept map[string]string) {
	s.tabs.Select(kept[viewKey])
	s.open(s.tabs.Selected())
}
