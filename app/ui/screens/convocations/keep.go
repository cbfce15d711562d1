package convocations

import "creneaux/app/agenda"

// The names under which the screen remembers.
const (
	tableKey = "convocations"
	deskKey  = "convocations-desk"
	tabKey   = "convocations-tab"
	dayKey   = "day" // between two windows only
)

// remember keeps on this machine what is looked at.
func (s *Screen) remember() {
	if s.p.Memory != nil {
		s.p.Memory.SetString(deskKey, string(s.desk))
		s.p.Memory.SetString(tabKey, s.tabs.Selected())
	}
}

// recall takes up what was kept.
func (s *Screen) recall() {
	if s.p.Memory != nil {
		s.desk = agenda.DeskID(s.p.Memory.String(deskKey))
		s.tabs.Select(s.p.Memory.String(tabKey))
	}
}

// Keep returns what is looked at, for the screen in another language or window.
func (s *Screen) Keep() map[string]string {
	return map[string]string{dayKey: s.day.String(), deskKey: string(s.desk), tabKey: s.tabs.Selected()}
}

// Restore takes up what Keep has returned.
func (s *Screen) Restore(kept map[string]string) {
	s.desk = agenda.DeskID(kept[deskKey])
	s.drawDesks()
	s.tabs.Select(kept[tabKey])
	s.drawTab()
	var day agenda.Date
	if day.UnmarshalText([]byte(kept[dayKey])) == nil && !day.IsZero() {
		s.setDay(day)
	}
}
