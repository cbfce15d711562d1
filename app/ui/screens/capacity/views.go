package capacity

import (
	"strconv"

	"fyne.io/fyne/v2"
)

// The names under which the screen remembers.
const (
	tableKey    = "capacity-table"
	comparedKey = "capacity-compared"
	versionsKey = "capacity-versions"
	viewKey     = "capacity-view"
	sideKey     = "capacity-side"
	widthKey    = "capacity-side-width"
	editsKey    = "edits" // between two windows only: what is not kept is nobody's yet
)

// views are what the tabs show.
func (s *Screen) views() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{viewWeeks: s.weeks.content, viewChart: s.chartTile, viewSums: s.cumulated.content, viewLimits: s.limits.content, viewVersions: s.versions.content}
}

// open shows a view.
func (s *Screen) open(view string) {
	s.fill(view)
	for id, content := range s.views() {
		if id == view {
			content.Show()
		} else {
			content.Hide()
		}
	}
}

// fill has a view show the plan, where it does not yet: nobody waits for the others.
func (s *Screen) fill(view string) {
	if !s.there || s.filled[view] {
		return
	}
	s.filled[view] = true
	switch view {
	case viewChart:
		showYear(s.year, s.plan, s.p.Voice)
	case viewSums:
		s.cumulated.show(s.plan, s.got.taken)
	case viewLimits:
		s.limits.show(s.plan, s.best())
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

// remembered is what is kept on this machine.
var remembered = []string{viewKey, sideKey, widthKey}

// sideFolded is what is remembered of a panel that was closed.
const sideFolded = "folded"

// remember keeps the view and the panel on this machine.
func (s *Screen) remember() {
	if s.p.Memory == nil {
		return
	}
	kept := s.Keep()
	for _, key := range remembered {
		s.p.Memory.SetString(key, kept[key])
	}
}

// recall takes up what was kept.
func (s *Screen) recall() {
	if s.p.Memory == nil {
		return
	}
	kept := map[string]string{}
	for _, key := range remembered {
		kept[key] = s.p.Memory.String(key)
	}
	s.Restore(kept)
}

// Keep returns the view, the panel and what was typed, for the screen in another language
// or window.
func (s *Screen) Keep() map[string]string {
	kept := map[string]string{
		viewKey: s.tabs.Selected(), sideKey: "", widthKey: strconv.Itoa(int(s.weeks.beside.Width())), editsKey: keptEdits(s.edits),
	}
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
	s.edits = editsFrom(kept[editsKey])
	if s.there {
		s.draw()
	}
}
