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

// TestSeveralFindingsAreTakenAsTheyPropose: what several findings would do together is
// what each proposes, every booking is counted once, and no toggle changes it.
func TestSeveralFindingsAreTakenAsTheyPropose(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		findings := make([]vetting.Finding, rapid.IntRange(2, 5).Draw(t, "findings"))
		proposed := map[agenda.BookingID]bool{}
		about := map[agenda.BookingID]bool{}
		for i := range findings {
			findings[i], _ = invented(t) // they share bookings
			findings[i].Key = fmt.Sprint("f", i)
			for _, id := range findings[i].Bookings {
				about[id] = true
			}
			for _, id := range findings[i].Cancel {
				proposed[id] = true
			}
		}
		c := newChoice(findings...)
		for _, id := range findings[0].Bookings {
			c.toggle(id)
		}
		if len(c.cancelled()) != len(proposed) || len(c.cancelled())+len(c.kept()) != len(about) || !c.asProposed() {
			t.Fatalf("%d cancelled and %d kept of %d, %d proposed", len(c.cancelled()), len(c.kept()), len(about), len(proposed))
		}
		for i, v := range c.verdicts(agenda.OutcomeCancel, "why") {
			if v.Finding.Key != findings[i].Key || !slices.Equal(v.Cancel, findings[i].Cancel) || v.Reason != "why" {
				t.Fatalf("verdict %d is %+v", i, v)
			}
		}
		if c.cancels() != (c.silent() == 0) {
			t.Fatalf("%d propose nothing, and the choice cancels: %v", c.silent(), c.cancels())
		}
	})
}

// TestContradictionIsTold: where one finding cancels what the other keeps, somebody must
// be told that nothing would be left.
func TestContradictionIsTold(t *testing.T) {
	one := vetting.Finding{Key: "1", Bookings: []agenda.BookingID{"a", "b"}, Cancel: []agenda.BookingID{"b"}}
	other := vetting.Finding{Key: "2", Bookings: []agenda.BookingID{"a", "b"}, Cancel: []agenda.BookingID{"a"}}
	c := newChoice(one, other)
	if c.emptied() != 2 || c.doubts(nil, french(t)) == "" {
		t.Errorf("%d groups are left empty, told %q", c.emptied(), c.doubts(nil, french(t)))
	}
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
	if said := c.doubts(bookings, voice); !strings.Contains(said, "RDV1") || c.emptied() != 1 {
		t.Errorf("cancelling everything raises only %q", said)
	}
}
