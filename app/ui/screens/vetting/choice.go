package vetting

import (
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/vetting"
	"creneaux/app/wording"
)

// choice is what a person is about to decide about one finding: which of its bookings
// would be cancelled. It begins with what the finding proposes.
type choice struct {
	finding vetting.Finding
	cancel  map[agenda.BookingID]bool
}

func newChoice(f vetting.Finding) choice {
	c := choice{finding: f, cancel: map[agenda.BookingID]bool{}}
	for _, id := range f.Cancel {
		c.cancel[id] = true
	}
	return c
}

// toggle changes the fate of one booking; one that the finding is not about has none.
func (c choice) toggle(id agenda.BookingID) {
	if slices.Contains(c.finding.Bookings, id) {
		c.cancel[id] = !c.cancel[id]
	}
}

// cancelled returns the bookings that would be cancelled, in the finding's order.
func (c choice) cancelled() []agenda.BookingID {
	return slices.DeleteFunc(slices.Clone(c.finding.Bookings), func(id agenda.BookingID) bool { return !c.cancel[id] })
}

// kept returns the bookings that would stay, in the finding's order.
func (c choice) kept() []agenda.BookingID {
	return slices.DeleteFunc(slices.Clone(c.finding.Bookings), func(id agenda.BookingID) bool { return c.cancel[id] })
}

// asProposed reports whether the choice is still what the finding proposes.
func (c choice) asProposed() bool {
	return len(c.cancelled()) == len(c.finding.Cancel) && len(c.beyond()) == 0
}

// beyond returns what would be cancelled although the finding does not propose it.
func (c choice) beyond() []agenda.BookingID {
	return slices.DeleteFunc(c.cancelled(), func(id agenda.BookingID) bool { return slices.Contains(c.finding.Cancel, id) })
}

// sparesNone reports whether a group would lose every one of its bookings.
func (c choice) sparesNone() bool { return len(c.finding.Bookings) > 1 && len(c.kept()) == 0 }

// mostNamed is how many references a sentence names before it says how many more.
const mostNamed = 6

// named writes references for a sentence: "RDV1, RDV2 et 3 autres".
func named(ids []agenda.BookingID, bookings map[agenda.BookingID]agenda.Booking, voice *wording.Voice) string {
	references := make([]string, 0, mostNamed)
	for _, id := range ids[:min(len(ids), mostNamed)] {
		references = append(references, bookings[id].Reference)
	}
	list := strings.Join(references, ", ")
	if more := len(ids) - mostNamed; more > 0 {
		return voice.Text("screen.vetting.named-more", "Count", more, "References", list)
	}
	return list
}

// consequence says what the choice would do, in words that cannot be misread.
func (c choice) consequence(bookings map[agenda.BookingID]agenda.Booking, voice *wording.Voice) string {
	cancelled, kept := c.cancelled(), c.kept()
	if len(cancelled) == 0 {
		return voice.Text("screen.vetting.consequence.nothing", "Count", len(kept), "References", named(kept, bookings, voice))
	}
	said := voice.Text("screen.vetting.consequence.cancelled", "Count", len(cancelled), "References", named(cancelled, bookings, voice))
	if len(kept) == 0 {
		return said + " " + voice.Text("screen.vetting.consequence.none-kept")
	}
	return said + " " + voice.Text("screen.vetting.consequence.kept", "Count", len(kept), "References", named(kept, bookings, voice))
}

// doubts says why the choice should be confirmed, or "" where it follows the rules.
func (c choice) doubts(bookings map[agenda.BookingID]agenda.Booking, voice *wording.Voice) string {
	var said []string
	if beyond := c.beyond(); len(beyond) > 0 {
		said = append(said, voice.Text("screen.vetting.doubt.beyond", "Count", len(beyond), "References", named(beyond, bookings, voice)))
	}
	if c.sparesNone() {
		said = append(said, voice.Text("screen.vetting.doubt.none-kept"))
	}
	return strings.Join(said, " ")
}
