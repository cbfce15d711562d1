package vetting

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/vetting"
	"creneaux/app/wording"
)

func french(t interface{ Fatal(...any) }) *wording.Voice {
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	return voice
}

// invented draws a finding about some bookings that proposes to cancel some of them.
func invented(t *rapid.T) (vetting.Finding, map[agenda.BookingID]agenda.Booking) {
	n := rapid.IntRange(1, 30).Draw(t, "bookings")
	f := vetting.Finding{Rule: "DUP-EMAIL"}
	bookings := map[agenda.BookingID]agenda.Booking{}
	for i := range n {
		id := agenda.BookingID(fmt.Sprintf("b%02d", i))
		f.Bookings = append(f.Bookings, id)
		bookings[id] = agenda.Booking{ID: id, Reference: fmt.Sprintf("RDV%02d", i)}
		if rapid.Bool().Draw(t, "cancel") {
			f.Cancel = append(f.Cancel, id)
		}
	}
	return f, bookings
}

// TestChoiceAccountsForEveryBooking: whatever is toggled, each booking is cancelled or
// kept, never both, none is forgotten, and nothing outside the finding is touched.
func TestChoiceAccountsForEveryBooking(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, _ := invented(t)
		c := newChoice(f)
		if !c.asProposed() || !slices.Equal(c.cancelled(), slices.Clip(append([]agenda.BookingID{}, f.Cancel...))) {
			t.Fatalf("a new choice cancels %v, the finding proposes %v", c.cancelled(), f.Cancel)
		}
		for range rapid.IntRange(0, 20).Draw(t, "toggles") {
			c.toggle(rapid.SampledFrom(append(slices.Clone(f.Bookings), "elsewhere")).Draw(t, "id"))
		}
		all := append(c.cancelled(), c.kept()...)
		slices.Sort(all)
		if !slices.Equal(all, f.Bookings) {
			t.Fatalf("cancelled and kept are together %v, want %v", all, f.Bookings)
		}
		for _, id := range c.beyond() {
			if slices.Contains(f.Cancel, id) {
				t.Fatalf("%s is proposed and called beyond the proposal", id)
			}
		}
	})
}

func TestTogglingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, _ := invented(t)
		c := newChoice(f)
		id := rapid.SampledFrom(f.Bookings).Draw(t, "id")
		c.toggle(id)
		if c.asProposed() {
			t.Fatal("one change and still called as proposed")
		}
		c.toggle(id)
		if !c.asProposed() {
			t.Fatal("the change was taken back and is still there")
		}
	})
}

// TestConsequenceNamesWhatIsCancelled: every booking that would be cancelled stands in
// the sentence, or is counted where there are too many to name.
func TestConsequenceNamesWhatIsCancelled(t *testing.T) {
	voice := french(t)
	rapid.Check(t, func(t *rapid.T) {
		f, bookings := invented(t)
		c := newChoice(f)
		said := c.consequence(bookings, voice)
		for i, id := range c.cancelled() {
			named := strings.Contains(said, bookings[id].Reference)
			if i < mostNamed && !named {
				t.Fatalf("%s is not named in %q", id, said)
			}
		}
		if more := len(c.cancelled()) - mostNamed; more > 0 && !strings.Contains(said, voice.Number(more)) {
			t.Fatalf("%d more are not counted in %q", more, said)
		}
	})
}

func TestDoubts(t *testing.T) {
	voice := french(t)
	bookings := map[agenda.BookingID]agenda.Booking{"a": {Reference: "RDV1"}, "b": {Reference: "RDV2"}}
	group := vetting.Finding{Bookings: []agenda.BookingID{"a", "b"}, Cancel: []agenda.BookingID{"b"}}
	single := vetting.Finding{Bookings: []agenda.BookingID{"a"}, Cancel: []agenda.BookingID{"a"}}

	if said := newChoice(group).doubts(bookings, voice); said != "" {
		t.Errorf("the proposal itself raises %q", said)
	}
	if said := newChoice(single).doubts(bookings, voice); said != "" {
		t.Errorf("a single booking that is proposed raises %q", said)
	}
	c := newChoice(group)
	c.toggle("a")
	if said := c.doubts(bookings, voice); !strings.Contains(said, "RDV1") || !c.sparesNone() {
		t.Errorf("cancelling everything raises only %q", said)
	}
}
