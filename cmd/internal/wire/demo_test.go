package wire_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/workspace"
	"creneaux/cmd/internal/wire"
)

func newDemo(t testing.TB, demo wire.Demo) *office.Office {
	t.Helper()
	o, err := wire.CreateDemo(background, wire.Options{Path: filepath.Join(t.TempDir(), "demo.creneaux")}, demo, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.Close() }) // the folder is thrown away
	return o
}

// year is what a demo holds, but for keys and nonces.
type year struct {
	House    office.House
	Slots    []agenda.Slot
	Releases []workspace.ReleaseWeek
	Bookings map[string]agenda.Booking
}

func yearOf(t testing.TB, o *office.Office) year {
	t.Helper()
	house, err := o.House(background)
	if err != nil {
		t.Fatal(err)
	}
	return year{
		House: house, Slots: slotsOf(t, o, workspace.SlotQuery{}), Bookings: everything(t, o),
		Releases: beside(t, o, func(r workspace.Reader) ([]workspace.ReleaseWeek, error) { return r.ReleaseWeeks(background) }),
	}
}

func TestTheSameSeedGivesTheSameYear(t *testing.T) {
	demo := wire.Demo{Year: 2027, Bookings: 500, Seed: 7, Today: agenda.MustDate("2027-05-12")}
	first := yearOf(t, newDemo(t, demo))
	if diff := cmp.Diff(first, yearOf(t, newDemo(t, demo))); diff != "" {
		t.Errorf("two demos of one seed (-first +second):\n%s", diff)
	}
	demo.Seed = 8
	if other := yearOf(t, newDemo(t, demo)); cmp.Equal(first.Releases, other.Releases) || cmp.Equal(first.Bookings, other.Bookings) {
		t.Error("another seed gives the same year")
	}
}

// TestADemoHasItsBookingsOnAnyDay makes demos of days before, in and after their year.
func TestADemoHasItsBookingsOnAnyDay(t *testing.T) {
	for _, c := range []struct {
		year     int
		today    string
		bookings int
	}{
		{2027, "", 500}, {2027, "2027-01-04", 15000}, {2027, "2026-11-23", 500}, {2019, "2026-11-23", 500}, {2026, "2026-07-01", 0},
	} {
		t.Run(fmt.Sprint(c.year, " on ", c.today, " with ", c.bookings), func(t *testing.T) {
			demo := wire.Demo{Year: c.year, Bookings: c.bookings, Seed: 1}
			if c.today != "" {
				demo.Today = agenda.MustDate(c.today)
			}
			o := newDemo(t, demo)
			today := o.Now().Date()
			y := yearOf(t, o)
			if len(y.Bookings) != c.bookings {
				t.Errorf("%d bookings", len(y.Bookings))
			}
			states := map[agenda.SlotID]agenda.SlotState{}
			for _, s := range y.Slots {
				states[s.ID] = s.State
			}
			for _, b := range y.Bookings {
				switch {
				case states[b.Slot] != agenda.SlotPublished:
					t.Fatalf("%s is on a slot that is %q", b.Reference, states[b.Slot])
				case b.BookedAt.IsZero() || b.BookedAt >= b.Date.At(b.Start) || b.BookedAt.Date().After(today):
					t.Fatalf("%s of %s was taken at %s, and today is %s", b.Reference, b.Date, b.BookedAt, today)
				}
			}
			for _, w := range y.Releases {
				if w.Week.Monday().After(today) {
					t.Errorf("%s is drawn, and today is %s", w.Week, today)
				}
			}
			if damages, err := o.Check(background); err != nil || len(damages) > 0 {
				t.Errorf("damaged: %v, %v", damages, err)
			}
			if c.today == "" && !slices.ContainsFunc(y.Slots, func(s agenda.Slot) bool { return s.State == agenda.SlotPlanned }) {
				t.Error("nothing is left for next week's draw")
			}
		})
	}
}

// TestADemoShowsWhatBecomesOfReleases looks for a late, a given up and a missed release,
// slots of every fate that a demo can have, and additional appointments of the next draw.
func TestADemoShowsWhatBecomesOfReleases(t *testing.T) {
	o := newDemo(t, wire.Demo{Year: 2026, Bookings: 15000, Seed: 1})
	late, givenUp := 0, 0
	weeks := beside(t, o, func(r workspace.Reader) ([]workspace.ReleaseWeek, error) { return r.ReleaseWeeks(background) })
	for _, week := range weeks {
		for _, r := range week.Releases {
			if r.DoneAt > r.At+10*60 {
				late++
			}
			if !r.GivenUp.IsZero() {
				givenUp++
			}
		}
	}
	this, err := o.Schedule(background, weeks[len(weeks)-1].Week)
	if err != nil {
		t.Fatal(err)
	}
	if late < 3 || late > 30 || givenUp != 1 || this.Missed < 1 {
		t.Errorf("%d releases late, %d given up, %d missed", late, givenUp, this.Missed)
	}
	pool := func() map[publication.Fate]int {
		freed, err := o.FreedSlots(background)
		if err != nil {
			t.Fatal(err)
		}
		fates := map[publication.Fate]int{}
		for _, f := range freed.Slots {
			fates[f.Fate]++
		}
		return fates
	}
	if fates := pool(); fates[publication.FateWaits]+fates[publication.FateReturns] < 24 || fates[publication.FateUrgent] == 0 || fates[publication.FateOver] < 24 {
		t.Errorf("the pool is %v", fates)
	}
	drawn, err := o.DrawWeek(background, this.Week.Add(1), nil)
	if err != nil {
		t.Fatal(err)
	}
	additional := 0
	for _, lot := range drawn.Lots {
		if lot.Additional != "" {
			additional += lot.Slots
		}
	}
	if additional == 0 || drawn.Freed.Released < 12 || pool()[publication.FateReturns] < 12 {
		t.Errorf("%d additional appointments in the lots, %d freed slots returned, the pool is %v", additional, drawn.Freed.Released, pool())
	}
}
