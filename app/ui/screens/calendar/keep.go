package calendar

// The names under which the page remembers on this machine. Filters are times and desks,
// never what a reason says.
const (
	tabKey       = "calendar-tab"
	closuresKey  = "calendar-closures"
	absencesKey  = "calendar-absences"
	changesKey   = "calendar-changes"
	schoolsKey   = "calendar-schools"
	bridgesKey   = "calendar-bridges"
	usualKey     = "calendar-usual"
	walkInKey    = "calendar-walk-in"
	affectedKey  = "calendar-affected"
	rejectedKey  = "calendar-rejected"
	timeSuffix   = "-time"
	deskSuffix   = "-desk"
	territoryKey = "calendar-territory"
)

func (s *Screen) recalled(key string) string {
	if s.p.Memory == nil {
		return ""
	}
	return s.p.Memory.String(key)
}

func (s *Screen) keep(key, value string) {
	if s.p.Memory != nil {
		s.p.Memory.SetString(key, value)
	}
}

// remember keeps the tab on this machine.
func (s *Screen) remember() { s.keep(tabKey, s.tabs.Selected()) }

// recall takes up what was kept.
func (s *Screen) recall() { s.tabs.Select(s.recalled(tabKey)) }

// Keep returns the tab, for the page in another language or window.
func (s *Screen) Keep() map[string]string { return map[string]string{tabKey: s.tabs.Selected()} }

// Restore takes up what Keep has returned.
func (s *Screen) Restore(kept map[string]string) {
	s.tabs.Select(kept[tabKey])
	s.open()
	if s.there {
		s.show()
	}
}
