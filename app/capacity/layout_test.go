package capacity

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

func numbered() func() agenda.SlotID {
	n := 0
	return func() agenda.SlotID {
		n++
		return agenda.SlotID(fmt.Sprintf("new-%d", n))
	}
}

func opening(date, from, to string, positions int) calendar.Opening {
	return calendar.Opening{Desk: "g1", Date: agenda.MustDate(date), From: agenda.MustClock(from), To: agenda.MustClock(to), Positions: positions}
}

// week is Monday to Friday, 9 to 12.
func week(positions int) []calendar.Opening {
	var openings []calendar.Opening
	for _, date := range []string{"2027-03-08", "2027-03-09", "2027-03-10", "2027-03-11", "2027-03-12"} {
		openings = append(openings, opening(date, "09:00", "12:00", positions))
	}
	return openings
}

func placesOf(slots []agenda.Slot) []string {
	var places []string
	for _, s := range slots {
		places = append(places, fmt.Sprintf("%s %s %d %s %s", s.Date, s.Start, s.Position, s.Procedure, s.ID))
	}
	return places
}

func TestProceduresAreMixedWithinASession(t *testing.T) {
	layout := Lay(week(1)[:1], []Want{{"renewal", 20, 3}, {"first", 30, 4}}, nil, numbered())
	want := []string{
		"2027-03-08 09:00 1 first new-1",
		"2027-03-08 09:30 1 renewal new-2",
		"2027-03-08 09:50 1 first new-3",
		"2027-03-08 10:20 1 renewal new-4",
		"2027-03-08 10:40 1 first new-5",
		"2027-03-08 11:10 1 renewal new-6",
		"2027-03-08 11:30 1 first new-7",
	}
	if diff := gocmp.Diff(want, placesOf(layout.Slots)); diff != "" || layout.Unplaced != nil {
		t.Errorf("(-want +got)\n%s%v", diff, layout.Unplaced)
	}
}

func TestEveryDayAndPositionHasItsShare(t *testing.T) {
	layout := Lay(week(2), []Want{{"renewal", 20, 20}, {"first", 30, 20}}, nil, numbered())
	if layout.Unplaced != nil {
		t.Fatal(layout.Unplaced)
	}
	counts := map[string]int{}
	for _, s := range layout.Slots {
		counts[fmt.Sprintf("%s %d %s", s.Date, s.Position, s.Procedure)]++
	}
	if len(counts) != 20 {
		t.Errorf("a procedure is missing on a day at a position: %v", counts)
	}
	for at, n := range counts {
		if n != 2 {
			t.Errorf("%s: %d slots, the even share is 2", at, n)
		}
	}
}

func TestTightWeeksArePackedToTheMinute(t *testing.T) {
	for name, want := range map[string][]Want{
		"one length":                {{"first", 30, 30}},
		"family and renewal":        {{"family", 45, 10}, {"renewal", 20, 9}, {"pickup", 10, 27}},
		"two lengths to the minute": {{"family", 45, 12}, {"first", 30, 12}},
		"quarters":                  {{"travel", 15, 40}, {"status", 30, 10}},
	} {
		if layout := Lay(week(1), want, nil, numbered()); layout.Unplaced != nil {
			t.Errorf("%s: %v", name, layout.Unplaced)
		}
	}
}

func TestUnplacedSlotsSayWhy(t *testing.T) {
	for name, test := range map[string]struct {
		openings []calendar.Opening
		key      string
		left     int
	}{
		"closed":   {nil, "capacity.layout.closed", 2},
		"too long": {[]calendar.Opening{opening("2027-03-08", "09:00", "09:30", 3)}, "capacity.layout.too-long", 2},
		"no room":  {[]calendar.Opening{opening("2027-03-08", "09:00", "10:00", 1)}, "capacity.layout.no-room", 1},
	} {
		layout := Lay(test.openings, []Want{{"family", 45, 2}}, nil, numbered())
		if len(layout.Unplaced) != 1 || layout.Unplaced[0].Slots != test.left || layout.Unplaced[0].Reason.Key != test.key {
			t.Errorf("%s: got %v", name, layout.Unplaced)
		}
	}
}

func TestKeptSlotsStayAndCount(t *testing.T) {
	keep := []agenda.Slot{
		{ID: "kept-2", Desk: "g1", Procedure: "first", Date: agenda.MustDate("2027-03-08"), Start: agenda.MustClock("10:10"), Minutes: 30, Position: 1, State: agenda.SlotPublished},
		{ID: "kept-1", Desk: "g1", Procedure: "first", Date: agenda.MustDate("2027-03-07"), Start: agenda.MustClock("10:00"), Minutes: 30, Position: 9, State: agenda.SlotPlanned},
	}
	layout := Lay(week(1)[:1], []Want{{"first", 30, 5}}, keep, numbered())
	want := []string{
		"2027-03-07 10:00 9 first kept-1",
		"2027-03-08 09:00 1 first new-1",
		"2027-03-08 10:10 1 first kept-2",
		"2027-03-08 10:40 1 first new-2",
		"2027-03-08 11:10 1 first new-3",
	}
	if diff := gocmp.Diff(want, placesOf(layout.Slots)); diff != "" || layout.Unplaced != nil {
		t.Errorf("(-want +got)\n%s%v", diff, layout.Unplaced)
	}
	if keep[0].ID != "kept-2" {
		t.Error("the caller's slots were sorted")
	}
}

func TestTwoAgentsFromTenOClock(t *testing.T) {
	openings := []calendar.Opening{
		opening("2027-03-08", "09:00", "10:00", 1), opening("2027-03-08", "10:00", "11:00", 2), opening("2027-03-08", "11:00", "12:00", 1),
	}
	layout := Lay(openings, []Want{{"family", 45, 5}}, nil, numbered())
	if layout.Unplaced != nil {
		t.Errorf("4 times 45 minutes at position 1, once at position 2: %v, %v", placesOf(layout.Slots), layout.Unplaced)
	}
}

func anyOpenings(t *rapid.T) []calendar.Opening {
	var openings []calendar.Opening
	for day := range rapid.IntRange(0, 5).Draw(t, "days") {
		from := agenda.Clock(8 * 60)
		for range rapid.IntRange(1, 3).Draw(t, "sessions") {
			from += agenda.Clock(5 * rapid.IntRange(0, 12).Draw(t, "pause"))
			to := from + agenda.Clock(5*rapid.IntRange(1, 40).Draw(t, "length"))
			openings = append(openings, calendar.Opening{
				Desk: "g1", Date: agenda.MustDate("2027-03-08").AddDays(day), From: from, To: to,
				Positions: rapid.IntRange(1, 3).Draw(t, "positions"),
			})
			from = to
		}
	}
	return openings
}

func anyWant(t *rapid.T) []Want {
	var want []Want
	for i := range rapid.IntRange(0, 4).Draw(t, "procedures") {
		want = append(want, Want{
			Procedure: agenda.ProcedureCode(rune('a' + i)),
			Minutes:   rapid.SampledFrom([]int{10, 15, 20, 30, 45, 7}).Draw(t, "minutes"),
			Slots:     rapid.IntRange(0, 30).Draw(t, "slots"),
		})
	}
	return want
}

func TestLayoutsKeepTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		openings, want := anyOpenings(t), anyWant(t)
		first := Lay(openings, want, nil, numbered())
		var keep []agenda.Slot
		for _, s := range first.Slots {
			if rapid.Bool().Draw(t, "keep") {
				s.ID = "kept-" + s.ID
				keep = append(keep, s)
			}
		}
		changed := slices.Clone(want)
		for i := range changed {
			changed[i].Slots = rapid.IntRange(0, 30).Draw(t, "slots")
		}
		checkLayout(t, openings, want, nil, first)
		second := Lay(openings, changed, keep, numbered())
		checkLayout(t, openings, changed, keep, second)
		if diff := gocmp.Diff(second, Lay(openings, changed, keep, numbered())); diff != "" {
			t.Fatalf("another layout the second time: %s", diff)
		}
	})
}

func checkLayout(t *rapid.T, openings []calendar.Opening, want []Want, keep []agenda.Slot, layout Layout) {
	placed := map[agenda.ProcedureCode]int{}
	ids := map[agenda.SlotID]bool{}
	for i, s := range layout.Slots {
		placed[s.Procedure]++
		if s.ID == "" || ids[s.ID] {
			t.Fatalf("id %q is missing or double", s.ID)
		}
		ids[s.ID] = true
		for minute := s.Start; minute < s.End(); minute++ {
			if !slices.ContainsFunc(openings, func(o calendar.Opening) bool {
				return o.Date == s.Date && o.From <= minute && minute < o.To && s.Position >= 1 && s.Position <= o.Positions
			}) {
				t.Fatalf("%v is outside the openings at %s", s, minute)
			}
		}
		for _, other := range layout.Slots[:i] {
			if other.Date == s.Date && other.Position == s.Position && other.Start < s.End() && s.Start < other.End() {
				t.Fatalf("%v and %v overlap", other, s)
			}
		}
	}
	for _, s := range keep {
		if !slices.Contains(layout.Slots, s) {
			t.Fatalf("%v was kept and is gone", s)
		}
	}
	if !slices.IsSortedFunc(layout.Slots, byPlace) {
		t.Fatal("not by date, hour and position")
	}
	unplaced := map[agenda.ProcedureCode]int{}
	for _, u := range layout.Unplaced {
		if u.Slots < 1 || u.Reason.IsZero() {
			t.Fatalf("odd %v", u)
		}
		unplaced[u.Procedure] = u.Slots
	}
	for _, w := range want {
		kept := 0
		for _, s := range keep {
			if s.Procedure == w.Procedure {
				kept++
			}
		}
		if got := placed[w.Procedure] + unplaced[w.Procedure]; got != max(w.Slots, kept) {
			t.Fatalf("%s: %d placed and %d not, wanted %d and kept %d", w.Procedure, placed[w.Procedure], unplaced[w.Procedure], w.Slots, kept)
		}
	}
	// Nothing that would fit at the end of a position's free time may be left out.
	for _, u := range layout.Unplaced {
		i := slices.IndexFunc(want, func(w Want) bool { return w.Procedure == u.Procedure })
		gaps := freeGaps(openings, layout.Slots)
		longest := 0
		if len(gaps) > 0 {
			longest = slices.MaxFunc(gaps, func(a, b gap) int { return cmp.Compare(a.length(), b.length()) }).length()
		}
		if longest >= want[i].Minutes {
			t.Fatalf("%v was left out, and %d minutes are free", u, longest)
		}
	}
}

func TestUsableMinutesAreWhatSlotsCanFill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		openings := anyOpenings(t)
		lengths := rapid.SliceOfN(rapid.SampledFrom([]int{10, 15, 20, 30, 45}), 0, 3).Draw(t, "lengths")
		usable := usableMinutes(openings, lengths)
		if whole := calendar.Minutes(openings); usable > whole || len(lengths) == 0 && usable != 0 {
			t.Fatalf("%d of %d minutes usable by %v", usable, whole, lengths)
		}
		if len(lengths) == 1 {
			layout := Lay(openings, []Want{{"a", lengths[0], 1000}}, nil, numbered())
			if got := len(layout.Slots) * lengths[0]; got != usable {
				t.Fatalf("%d minutes laid, %d usable", got, usable)
			}
		}
	})
}
