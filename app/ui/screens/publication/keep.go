package publication

import "creneaux/app/agenda"

// The names under which the screen remembers. Moments that somebody had shown are not
// among them: in another window they are hidden again.
const (
	tableKey    = "publication-table"
	viewKey     = "publication-view"
	selectedKey = "selected" // between two windows only
)

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

// Keep returns the view and the selected release, for the screen in another language or
// window.
func (s *Screen) Keep() map[string]string {
	return map[string]string{viewKey: s.tabs.Selected(), selectedKey: string(s.selected)}
}

// Restore takes up what Keep has returned.
func (s *Screen) Restore(kept map[string]string) {
	s.tabs.Select(kept[viewKey])
	s.open(s.tabs.Selected())
	s.wanted = agenda.ReleaseID(kept[selectedKey])
	if s.there {
		s.show()
	}
}

// Leave ends the wait for the next moment: the screen goes for good.
func (s *Screen) Leave() {
	s.asked++
	s.stop()
	s.stop = func() {}
}
