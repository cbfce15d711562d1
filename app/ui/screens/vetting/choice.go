package vetting

import (
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/vetting"
	"creneaux/app/wording"
)

// choice is what a person is about to decide, and which of the bookings would be
// cancelled: about one finding, or about several at once, as each proposes. It begins
// with what the findings propose.
type choice struct {
	findings []vetting.Finding
	cancel   map[agenda.BookingID]bool
}

func newChoice(findings ...vetting.Finding) choice {
	return choice{findings: findings, cancel: proposed(findings)}
}

// proposed are the bookings that any of some findings proposes to cancel.
func proposed(findings []vetting.Finding) map[agenda.BookingID]bool {
	cancel := map[agenda.BookingID]bool{}
	for _, f := range findings {
		for _, id := range f.Cancel {
			cancel[id] = true
		}
	}
	return cancel
}

// single returns the finding, where the choice is about one alone.
func (c choice) single() (vetting.Finding, bool) {
	if len(c.findings) != 1 {
		return vetting.Finding{}, false
	}
	return c.findings[0], true
}

// bookings returns those that the findings are about, each once, in their order.
func (c choice) bookings() []agenda.BookingID {
	var all []agenda.BookingID
	seen := map[agenda.BookingID]bool{}
	for _, f := range c.findings {
		for _, id := range f.Bookings {
			if !seen[id] {
				seen[id] = true
				all = append(all, id)
			}
		}
	}
	return all
}

// toggle changes the fate of one booking of a single finding. One that the finding is
// not about has none; of several findings each is taken as it proposes.
func (c choice) toggle(id agenda.BookingID) {
	if f, ok := c.single(); ok && slices.Contains(f.Bookings, id) {
		c.cancel[id] = !c.cancel[id]
	}
}

// cancelled returns the bookings that would be cancelled, in the findings' order.
func (c choice) cancelled() []agenda.BookingID {
	return slices.DeleteFunc(c.bookings(), func(id agenda.BookingID) bool { return !c.cancel[id] })
}

// kept returns the bookings that would stay, in the findings' order.
func (c choice) kept() []agenda.BookingID {
	return slices.DeleteFunc(c.bookings(), func(id agenda.BookingID) bool { return c.cancel[id] })
}

// asProposed reports whether the choice is still what the findings propose.
func (c choice) asProposed() bool {
	return len(c.cancelled()) == len(proposed(c.findings)) && len(c.beyond()) == 0
}

// beyond returns what would be cancelled although no finding proposes it.
func (c choice) beyond() []agenda.BookingID {
	wanted := proposed(c.findings)
	return slices.DeleteFunc(c.cancelled(), func(id agenda.BookingID) bool { return wanted[id] })
}

// silent returns how many of several findings propose nothing: they cannot have the
// outcome of the others.
func (c choice) silent() int {
	n := 0
	for _, f := range c.findings {
		if len(f.Cancel) == 0 {
			n++
		}
	}
	return n
}

// cancels reports whether the choice can be carried out as a cancellation: something is
// cancelled, and where there are several findings, by each of them.
func (c choice) cancels() bool {
	_, single := c.single()
	return len(c.cancelled()) > 0 && (single || c.silent() == 0)
}

// emptied returns how many groups would lose every one of their bookings. It takes no
// toggle where two findings contradict each other: one cancels what the other keeps.
func (c choice) emptied() int {
	n := 0
	for _, f := range c.findings {
		if len(f.Bookings) > 1 && !slices.ContainsFunc(f.Bookings, func(id agenda.BookingID) bool { return !c.cancel[id] }) {
			n++
		}
	}
	return n
}

// verdicts are the choice as it is carried out: about the findings that are shown, and
// the very bookings that the sentence names.
func (c choice) verdicts(outcome agenda.Outcome, reason string) []office.Verdict {
	made := make([]office.Verdict, len(c.findings))
	for i, f := range c.findings {
		made[i] = office.Verdict{Finding: f, Outcome: outcome, Reason: reason}
		if outcome == agenda.OutcomeCancel {
			made[i].Cancel = slices.Clone(f.Cancel)
		}
	}
	if _, single := c.single(); single && outcome == agenda.OutcomeCancel {
		made[0].Cancel = c.cancelled()
	}
	return made
}

// same reports whether two choices are about the same findings, saying the same.
func (c choice) same(findings []vetting.Finding) bool {
	return slices.EqualFunc(c.findings, findings, func(a, b vetting.Finding) bool {
		return a.Key == b.Key && a.Rule == b.Rule && a.Severity == b.Severity &&
			slices.Equal(a.Bookings, b.Bookings) && slices.Equal(a.Cancel, b.Cancel) && slices.Equal(a.Evidence, b.Evidence)
	})
}

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
	if len(cancelled) > 0 && !c.cancels() {
		return voice.Text("screen.vetting.why.silent", "Count", c.silent()) + " " +
			voice.Text("screen.vetting.consequence.only-keep", "Count", len(c.bookings()))
	}
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
	if n := c.emptied(); n > 0 {
		said = append(said, voice.Text("screen.vetting.doubt.none-kept", "Count", n))
	}
	return strings.Join(said, " ")
}
