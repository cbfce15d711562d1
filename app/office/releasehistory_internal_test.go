package office

import (
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/publication"
)

// A watcher learns from last year where there is half a year of it, else from the earlier
// half; weeks of which nothing went online count for neither.
func TestWhatAWatcherLearnsFrom(t *testing.T) {
	first := agenda.MustWeek("2026-W01")
	done := []agenda.Moment{first.Monday().At(9 * 60)}
	for _, test := range []struct{ weeks, learned int }{
		{0, 0}, {1, 0}, {2, 1}, {3, 1}, {10, 5}, {52, 26}, {54, 27}, {77, 38}, {78, 26}, {104, 52}, {120, 68},
	} {
		var weeks []publication.Past
		for i := range test.weeks {
			weeks = append(weeks, publication.Past{Config: publication.Config{Week: first.Add(i)}, Done: done})
		}
		idle := publication.Past{Config: publication.Config{Week: first.Add(test.weeks)}}
		learned, watched := learnAndWatch(append(weeks, idle, idle))
		if len(learned) != test.learned || len(learned) > 0 && len(learned)+len(watched) != test.weeks {
			t.Errorf("of %d weeks, %d are learned and %d watched, want %d learned", test.weeks, len(learned), len(watched), test.learned)
		}
		if len(learned) == 0 {
			continue
		}
		want := [2]WeekRange{{first, first.Add(test.learned - 1)}, {first.Add(test.learned), first.Add(test.weeks - 1)}}
		if got := [2]WeekRange{rangeOf(learned), rangeOf(watched)}; got != want {
			t.Errorf("of %d weeks: %v, want %v", test.weeks, got, want)
		}
		if got := doneIn(learned); len(got) != test.learned {
			t.Errorf("%d moments of %d weeks", len(got), test.learned)
		}
	}
}
