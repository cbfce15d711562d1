package bookings

import (
	"encoding/json"

	"creneaux/app/agenda"
)

// The names under which the screen remembers; what was searched for is not among them,
// for it may be a name.
const (
	tableKey  = "bookings-table"
	filterKey = "bookings-filter"
	searchKey = "search" // between two windows only
)

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

// remember keeps the filter on this machine.
func (s *Screen) remember() {
	if s.p.Memory != nil {
		s.p.Memory.SetString(filterKey, s.filter.kept())
	}
}

// recall takes up the filter that was kept.
func (s *Screen) recall() {
	if s.p.Memory != nil {
		s.filter = recalled(s.p.Memory.String(filterKey))
	}
}

// Keep returns the filter and what was searched for, for the screen in another language
// or window.
func (s *Screen) Keep() map[string]string {
	return map[string]string{filterKey: s.filter.kept(), searchKey: s.filter.text}
}

// Restore takes up what Keep has returned.
func (s *Screen) Restore(kept map[string]string) {
	s.filter = recalled(kept[filterKey])
	s.filter.text = kept[searchKey]
	s.search.SetTextQuietly(s.filter.text)
	s.drawFilters()
	s.ask()
}
