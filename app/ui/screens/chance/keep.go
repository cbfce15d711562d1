package chance

// The names under which the page remembers on this machine.
const (
	tabKey   = "chance-tab"
	watchKey = "chance-watch"
)

// remember keeps the open tab on this machine.
func (s *Screen) remember() {
	if s.p.Memory != nil {
		s.p.Memory.SetString(tabKey, s.tabs.Selected())
	}
}

// recall takes up what was kept.
func (s *Screen) recall() {
	if s.p.Memory != nil {
		s.tabs.Select(s.p.Memory.String(tabKey))
	}
}

// Keep returns what was chosen, for the page in another language or window.
func (s *Screen) Keep() map[string]string { return map[string]string{tabKey: s.tabs.Selected()} }

// Restore takes up what Keep has returned.
func (s *Screen) Restore(kept map[string]string) {
	s.tabs.Select(kept[tabKey])
	s.open()
}
