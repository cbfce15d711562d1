package capacity

import (
	"fmt"
	"maps"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

// draftOf draws a week with some desks and procedures.
func draftOf(t *rapid.T) office.WeekDraft {
	d := office.WeekDraft{Week: week}
	for i := range rapid.IntRange(1, 3).Draw(t, "desks") {
		desk := office.DeskDraft{Desk: agenda.Desk{ID: agenda.DeskID(fmt.Sprint(i))}}
		for j := range rapid.IntRange(1, 3).Draw(t, "procedures") {
			desk.Cells = append(desk.Cells, office.CellDraft{
				Procedure: agenda.Procedure{Code: agenda.ProcedureCode(fmt.Sprint(j))}, Slots: rapid.IntRange(0, 5).Draw(t, "slots"),
			})
		}
		d.Desks = append(d.Desks, desk)
	}
	return d
}

// Whatever is typed, in whatever order, the week that is wanted has what was typed last
// everywhere, and what stands there elsewhere; nothing is unsaved where they are the same.
func TestEditIsWhatWasTypedLast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		standing := draftOf(t)
		want := numbersOf(standing)
		before := maps.Clone(want)
		e := &edit{}
		for range rapid.IntRange(0, 20).Draw(t, "keys") {
			desk := rapid.SampledFrom(standing.Desks).Draw(t, "desk")
			c := rapid.SampledFrom(desk.Cells).Draw(t, "cell")
			at := place{desk.Desk.ID, c.Procedure.Code}
			want[at] = rapid.IntRange(0, 5).Draw(t, "typed")
			e.set(at, want[at], c.Slots)
		}
		got := map[place]int{}
		for _, c := range e.of(standing).Cells {
			got[place{c.Desk, c.Procedure}] = c.Slots
		}
		if !maps.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
		if e.empty() != maps.Equal(want, before) {
			t.Fatalf("empty %v, %v of %v", e.empty(), want, before)
		}
		again := editsFrom(keptEdits(map[agenda.Week]*edit{week: e}))[week]
		if !maps.Equal(again.typed, e.typed) {
			t.Fatalf("kept %v as %v", e.typed, again.typed)
		}
	})
}

// What somebody else has made of the week meanwhile is not unsaved any more.
func TestEditRestsOnTheWeekAsItIsNow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := &edit{typed: map[place]int{}}
		for at := range numbersOf(draftOf(t)) {
			e.typed[at] = rapid.IntRange(0, 5).Draw(t, "typed")
		}
		typed := maps.Clone(e.typed)
		now := draftOf(t)
		e.rebase(now)
		numbers := numbersOf(now)
		for at, n := range e.typed {
			if is, there := numbers[at]; !there || is == n {
				t.Fatalf("%v: %d is unsaved, %d stands there (%v)", at, n, is, there)
			}
		}
		for at, n := range numbers {
			if wanted, was := typed[at]; was && e.slots(at, n) != wanted {
				t.Fatalf("%v: %d was typed and became %d", at, wanted, e.slots(at, n))
			}
		}
	})
}
