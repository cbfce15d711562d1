package publication

import "creneaux/app/agenda"

// The names under which the screen remembers. Moments that somebody had shown are not
// among them: in another window they are hidden again.
const (
	tableKey    = "publication-table"
	poolKey     = "publication-pool"
	tabKey      = "publication-tab"
	viewKey     = "publication-view"
	fateKey     = "publication-fate"
	selectedKey = "selected" // between two windows only
)

// keeps returns what is kept, by name.
func (s *Screen) keeps() map[string]string {
	return map[string]string{tabKey: s.tabs.Selected(), viewKey: s.week.views.Selected(), fateKey: s.pool.filter()}
}

// take takes up what keeps has returned.
func (s *Screen) take(kept func(key string) string) {
	s.tabs.Select(kept(tabKey))
	s.week.views.Select(kept(viewKey))
	s.pool.setFilter(kept(fateKey))
	s.week.open()
}

// remember keeps tab, view and filter on this machine.
func (s *Screen) remember() {
	if s.p.Memory == nil {
		return
	}
	for key, value := range s.keeps() {
		s.p.Memory.SetString(key, value)
	}
}

// recall takes up what was kept.
func (s *Screen) recall() {
	if s.p.Memory != nil {
		s.take(s.p.Memory.String)
	}
}

// Keep returns tab, view, filter and the selected release, for the screen in another
// language or window.
func (s *Screen) Keep() map[string]string {
	kept := s.keeps()
	kept[selectedKey] = string(s.week.selected)
	return kept
}

// Restore takes up what Keep has returned.
func (s *Screen) Restore(kept map[string]string) {
	s.take(func(key string) string { return kept[key] })
	s.open()
	s.week.wanted = agenda.ReleaseID(kept[selectedKey])
	if s.week.there {
		s.week.show()
	}
	s.changed()
}

// Leave ends the wait for the next moment: the screen goes for good.
func (s *Screen) Leave() {
	s.week.loading.Drop()
	s.pool.loading.Drop()
	s.week.veil.Lower()
	s.week.stop()
	s.week.stop = func() {}
}
