package weekform

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/widgets"
)

// drawn draws a week.
func drawn(t *rapid.T) (week Week) {
	for i := range week {
		for j, hours := range [2][3]int{{6, 11, 12}, {12, 18, 20}} {
			if !rapid.Bool().Draw(t, "open") {
				continue
			}
			from := rapid.IntRange(hours[0]*60, hours[1]*60).Draw(t, "from")
			to := rapid.IntRange(from+1, hours[2]*60).Draw(t, "to")
			week[i][j] = Span{agenda.Clock(from), agenda.Clock(to), rapid.IntRange(1, 9).Draw(t, "agents")}
		}
	}
	return week
}

// Whatever a week is, its sessions make the same week again.
func TestWeeksBecomeSessionsAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		week := drawn(t)
		sessions := week.Sessions()
		if again, ok := Of(sessions); !ok || again != week {
			t.Fatalf("%v became %v", week, again)
		}
		if !slices.IsSortedFunc(sessions, func(a, b agenda.Session) int { return int(a.From - b.From) }) {
			t.Fatalf("not in the order of the day: %v", sessions)
		}
		minutes := 0
		for _, s := range sessions {
			minutes += int(s.To-s.From) * len(s.Days) * s.Positions
		}
		if week.Minutes() != minutes {
			t.Fatalf("%d minutes, the sessions have %d", week.Minutes(), minutes)
		}
		if n, even := week.With(3).Positions(); !even || n != 3 && len(sessions) > 0 {
			t.Fatalf("with three agents at all times: %d, %t", n, even)
		}
	})
}

// What the table shows is what it reads.
func TestTheTableReadsWhatItShows(t *testing.T) {
	seen.App(t)
	full, bare := New(Params{Voice: seen.Voice(t), Agents: true}), New(Params{Voice: seen.Voice(t)})
	rapid.Check(t, func(t *rapid.T) {
		week := drawn(t)
		full.Set(week)
		bare.Set(week)
		if got, wrong, _ := full.Week(); got != week || wrong != "" {
			t.Fatalf("%v became %v, %s", week, got, wrong)
		}
		if got, wrong, _ := bare.Week(); got != week.With(0) || wrong != "" {
			t.Fatalf("without agents: %v became %v, %s", week, got, wrong)
		}
	})
}

// A span that gets hours gets agents, as many as the day before; one that loses them loses
// its agents.
func TestAgentsAreProposed(t *testing.T) {
	seen.App(t)
	changes := 0
	f := New(Params{Voice: seen.Voice(t), Agents: true, Changed: func() { changes++ }})
	seen.Show(t, f.Content())
	f.Set(Week{{{540, 720, 3}}})
	typed(t, f.Hours(1, 2), "14h")
	typed(t, f.Hours(1, 3), "16h30")
	week, wrong, _ := f.Week()
	if want := (Span{840, 990, 3}); week[1][1] != want || wrong != "" || changes == 0 {
		t.Errorf("%v, %q, %d changes", week[1], wrong, changes)
	}
	typed(t, f.Hours(0, 0), "")
	if _, wrong, at := f.Week(); at == nil || f.Content().Error() != wrong {
		t.Errorf("an opening without its beginning: %q, said %q", wrong, f.Content().Error())
	}
	typed(t, f.Hours(0, 1), "")
	if week, wrong, _ := f.Week(); week[0] != ([2]Span{}) || wrong != "" || f.spans[0][0].agents.Stands() != "" || f.Content().Error() != "" {
		t.Errorf("%v, %q, said %q", week[0], wrong, f.Content().Error())
	}
	if week, ok := f.CopyMonday(); !ok || week != (Week{}) {
		t.Errorf("Monday is closed, and the copy is %v", week)
	}
}

// typed types into a field and leaves it.
func typed(t *testing.T, f *widgets.TimeField, text string) {
	t.Helper()
	entry := f.First().(*widgets.Entry)
	entry.FocusGained()
	entry.SetText(text)
	entry.FocusLost()
}
