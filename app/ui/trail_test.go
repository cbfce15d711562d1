package ui

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

func TestBackUndoesForward(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var way trail
		week := rapid.Custom(func(t *rapid.T) agenda.Week {
			return agenda.MustWeek(fmt.Sprintf("2027-W%02d", rapid.IntRange(1, 12).Draw(t, "week")))
		})
		here := place{"dashboard", week.Draw(t, "first")}
		way.visit(here)
		t.Repeat(map[string]func(*rapid.T){
			"visit": func(t *rapid.T) {
				here = place{rapid.SampledFrom([]string{"dashboard", "capacity"}).Draw(t, "page"), week.Draw(t, "to")}
				before := slices.Clone(way.places[:way.at+1])
				way.visit(here)
				if way.mayGoForward() && before[len(before)-1] != here {
					t.Fatal("what lay ahead is still there")
				}
				if to, ok := way.back(); ok {
					if !slices.Contains(before, to) {
						t.Fatalf("back leads to %v, where nobody was", to)
					}
					if again, ok := way.forward(); !ok || again != here {
						t.Fatalf("forward leads to %v, want %v", again, here)
					}
				}
			},
			"back": func(*rapid.T) {
				if to, ok := way.back(); ok {
					here = to
				}
			},
			"forward": func(*rapid.T) {
				if to, ok := way.forward(); ok {
					here = to
				}
			},
			"": func(t *rapid.T) {
				if way.places[way.at] != here || len(way.places) > mostPlaces {
					t.Fatalf("at %v of %d, want %v", way.places[way.at], len(way.places), here)
				}
			},
		})
	})
}

func TestTurningWeeksLeavesOnePlace(t *testing.T) {
	var way trail
	week := agenda.MustWeek("2027-W10")
	way.visit(place{"capacity", week})
	for i := range 5 {
		way.visit(place{"capacity", week.Add(i + 1)})
	}
	if to, _ := way.back(); to.week != week {
		t.Errorf("back leads to %v, want where the turning began", to.week)
	}
	way.visit(place{"capacity", week.Add(20)})
	way.visit(place{"capacity", week.Add(30)})
	if to, _ := way.back(); to.week != week.Add(20) {
		t.Errorf("back leads to %v: a leap is a place", to.week)
	}
}
