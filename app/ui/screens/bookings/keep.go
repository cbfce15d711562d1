package bookings

import (
	"encoding/json"

	"creneaux/app/agenda"
)

// The names under which the screen remembers; what was searched for is not among them,
// for it may be a name.
const (
	tableKey  = "bookings"
	filterKey = "bookings-filter"
	panelKey  = "bookings-panel"
	searchKey = "search" // between two windows only
	shownKey  = "shown"  // between two windows only
)

// folded is what is remembered of a panel that was closed.
const folded = "folded"

// keptFilter is what is remembered of a filter, as JSON.
type keptFilter struct {
	WholeYear bool                 `json:"year,omitempty"`
	Desk      agenda.DeskID        `json:"desk,omitempty"`
	Procedure agenda.ProcedureCode `json:"procedure,omitempty"`
	Status    int                  `json:"status,omitempty"`
}

func (f filter) kept() string {
	raw, err := json.Marshal(keptFilter{f.wholeYear, f.desk, f.procedure, f.status})
	if err != nil {
		return "" // texts and numbers can always be written
	}
	return string(raw)
}

// recalled returns the filter that was kept; what is not known any more is left out.
func recalled(text string) filter {
	var k keptFilter
	if json.Unmarshal([]byte(text), &k) != nil || k.Status < 0 || k.Status >= len(statuses) {
		return filter{}
	}
	return filter{wholeYear: k.WholeYear, desk: k.Desk, procedure: k.Procedure, status: k.Status}
}

// remember keeps the filter on this machine, and whether the panel is closed.
func (s *Screen) remember() {
	if s.p.Memory == nil {
		return
	}
	s.p.Memory.SetString(filterKey, s.filter.kept())
	closed := ""
	if s.panel.folded {
		closed = folded
	}
	s.p.Memory.SetString(panelKey, closed)
}

// recall takes up what was kept.
func (s *Screen) recall() {
	if s.p.Memory != nil {
		s.filter = recalled(s.p.Memory.String(filterKey))
		s.panel.folded = s.p.Memory.String(panelKey) == folded
	}
}

// Keep returns the filter, what was searched for and the booking in detail, for the
// screen in another language or window.
func (s *Screen) Keep() map[string]string {
	return map[string]string{filterKey: s.filter.kept(), searchKey: s.filter.text, shownKey: string(s.panel.shown)}
}

// Restore takes up what Keep has returned.
func (s *Screen) Restore(kept map[string]string) {
	f := recalled(kept[filterKey])
	f.text = kept[searchKey]
	s.choose(f)
	if id := agenda.BookingID(kept[shownKey]); id != "" {
		s.goTo(id)
	}
}
