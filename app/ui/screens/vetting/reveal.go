package vetting

import (
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/ui/widgets"
	"creneaux/app/vetting"
)

// Reveal shows the first open finding about a booking, else the latest decision, and
// says so where there is neither. It waits for the bookings to be examined.
func (s *Screen) Reveal(booking string) {
	s.sought = agenda.BookingID(booking)
	if s.known && !s.reading {
		s.find()
	}
}

// find goes to the booking that was asked for, if one was.
func (s *Screen) find() {
	id := s.sought
	if s.sought = ""; id == "" {
		return
	}
	about := func(f vetting.Finding) bool { return slices.Contains(f.Bookings, id) }
	if at := slices.IndexFunc(s.vetting.Open, about); at >= 0 {
		s.tabs.Select(tabOpen)
		s.open.wanted, s.open.wantedReason = s.vetting.Open[at].Key, ""
		if shown, ok := s.open.choice.single(); ok && shown.Key == s.open.wanted {
			s.open.wantedReason = s.open.reason.Text // what was typed about it stays
		}
		if s.filter.choose(s.vetting.Open[at:at+1]) == nil {
			s.filter = filter{} // of this visit alone: the one that is remembered stays
		}
		s.open.show()
		s.draw()
		return
	}
	made := slices.IndexFunc(s.vetting.Decisions, func(d agenda.Decision) bool { return slices.Contains(d.Bookings, id) })
	if made < 0 {
		s.p.Toast(s.p.Voice.Text("screen.vetting.none-about"), widgets.Info)
		return
	}
	s.tabs.Select(tabDecided)
	s.draw()
	s.decided.table.Select(made)
}
