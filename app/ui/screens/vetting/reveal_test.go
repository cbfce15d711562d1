package vetting

import "testing"

// Going to a finding again keeps what was typed about it.
func TestABookingBringsItsFindingUp(t *testing.T) {
	s, f, _ := begin(t)
	second := f.vetting.Open[1]
	s.tabs.Select(tabRules)
	s.setFilter(filter{severity: f.vetting.Open[0].Severity})
	s.Reveal(string(second.Bookings[len(second.Bookings)-1]))
	if up, ok := s.open.choice.single(); !ok || up.Key != second.Key || s.tabs.Selected() != tabOpen {
		t.Errorf("%q came up on %s", up.Key, s.tabs.Selected())
	}
	s.open.reason.SetText("vu au téléphone")
	s.Reveal(string(second.Bookings[0]))
	if got := s.open.reason.Text; got != "vu au téléphone" {
		t.Errorf("what was typed about it became %q", got)
	}
	s.Reveal("nobody")
	if len(f.toasts) != 1 {
		t.Errorf("of a booking without finding is said %q", f.toasts)
	}
	if up, _ := s.open.choice.single(); up.Key != second.Key {
		t.Error("a booking without finding changes what is shown")
	}
}
