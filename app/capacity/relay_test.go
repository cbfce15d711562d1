package capacity

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

// standing draws a week of a desk with slots that stand, what is wanted of it now, and
// which of the slots are bound.
func standing(t *rapid.T) (openings []calendar.Opening, want []Want, bound, free []agenda.Slot) {
	openings = week(rapid.IntRange(1, 2).Draw(t, "positions"))
	draw := func(name string) []Want {
		return []Want{{"renewal", 20, rapid.IntRange(0, 30).Draw(t, name)}, {"first", 30, rapid.IntRange(0, 15).Draw(t, name)}}
	}
	before := Lay(openings, draw("before"), nil, numbered())
	want = draw("now")
	for _, s := range before.Slots {
		if rapid.IntRange(0, 9).Draw(t, "bound") == 0 {
			bound = append(bound, s)
		} else {
			free = append(free, s)
		}
	}
	for i, w := range want {
		of := 0
		for _, s := range bound {
			if s.Procedure == w.Procedure {
				of++
			}
		}
		want[i].Slots = max(w.Slots, of)
	}
	return openings, want, bound, free
}

func TestRelayMovesNoMoreThanItMust(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		openings, want, bound, free := standing(t)
		layout := Relay(openings, want, bound, free)
		type seat struct {
			date     agenda.Date
			position int
		}
		until, counts, stay := map[seat]agenda.Clock{}, map[agenda.ProcedureCode]int{}, 0
		for _, s := range layout.Slots {
			at := seat{s.Date, s.Position}
			if s.Start < until[at] {
				t.Fatalf("%+v overlaps", s)
			}
			until[at] = s.End()
			counts[s.Procedure]++
			if s.ID != "" {
				stay++
			}
		}
		for _, s := range bound {
			if !slices.Contains(layout.Slots, s) {
				t.Fatalf("bound %+v is gone", s)
			}
		}
		for _, w := range want {
			if missing := w.Slots - counts[w.Procedure]; missing < 0 || missing > 0 && len(layout.Unplaced) == 0 {
				t.Fatalf("%+v is wanted, %d are there, and all is said to be placed", w, counts[w.Procedure])
			}
		}
		if anew := Lay(openings, want, bound, numbered()); left(layout) > left(anew) {
			t.Fatalf("%d have no place, a new layout leaves %d", left(layout), left(anew))
		}
		fewer := true
		for _, w := range want {
			had := 0
			for _, s := range slices.Concat(bound, free) {
				if s.Procedure == w.Procedure {
					had++
				}
			}
			fewer = fewer && w.Slots <= had
		}
		if fewer && stay != len(layout.Slots) {
			t.Fatalf("slots only went, and %d of %d are new", len(layout.Slots)-stay, len(layout.Slots))
		}
	})
}

func TestSteadyLeavesALayoutAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		openings, want, _, _ := standing(t)
		fresh := Lay(openings, want, nil, numbered()).Slots
		if again := Steady(openings, want, fresh).Slots; !slices.Equal(again, fresh) {
			t.Fatalf("was %v\nis %v", placesOf(fresh), placesOf(again))
		}
	})
}

// TestSteadySpreadsAnew takes away all but the Monday's slots of a week: what is wanted
// again must not stay there alone.
func TestSteadySpreadsAnew(t *testing.T) {
	openings := week(1)
	monday := Lay(openings[:1], []Want{{"renewal", 20, 9}}, nil, numbered()).Slots
	days := map[agenda.Date]int{}
	for _, s := range Steady(openings, []Want{{"renewal", 20, 10}}, monday).Slots {
		days[s.Date]++
	}
	if len(days) != 5 {
		t.Errorf("ten slots stand on %v", days)
	}
}

func TestRelayPassesOverSlotsWithoutAgent(t *testing.T) {
	openings := week(1)
	slots := Lay(openings, []Want{{"renewal", 20, 20}}, nil, numbered()).Slots
	layout := Relay(openings[1:], []Want{{"renewal", 20, 20}}, nil, slots)
	for _, s := range layout.Slots {
		if s.Date == openings[0].Date {
			t.Errorf("%+v stands on a day that is closed", s)
		}
	}
	if len(layout.Slots) != 20 {
		t.Errorf("%d slots", len(layout.Slots))
	}
}

func TestRoomIsWhatHasAPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		openings, want, bound, free := standing(t)
		if left(Relay(openings, want, bound, free)) > 0 {
			t.Skip(fmt.Sprint(want))
		}
		of := rapid.IntRange(0, 1).Draw(t, "of")
		room := Room(openings, want, of, bound, free)
		want[of].Slots += room
		if n := left(Relay(openings, want, bound, free)); n > 0 {
			t.Fatalf("room for %d, and %d of them have no place", room, n)
		}
		want[of].Slots++
		if left(Relay(openings, want, bound, free)) == 0 {
			t.Fatalf("room for %d, and one more has a place", room)
		}
	})
}
