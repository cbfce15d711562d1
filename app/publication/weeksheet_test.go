package publication

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

func TestLotsOfASheet(t *testing.T) {
	slot := func(date, desk, procedure, additional string) SheetSlot {
		return SheetSlot{Date: agenda.MustDate(date), Desk: desk, Procedure: procedure, Additional: additional}
	}
	r := SheetRelease{Online: []SheetSlot{
		slot("2027-03-20", "G1", "Première", ""), slot("2027-03-18", "G1", "Première", ""), slot("2027-03-25", "G1", "Première", "Juin"),
		slot("2027-03-22", "G1", "Première", ""), slot("2027-03-19", "G2", "Première", ""), slot("2027-03-19", "G2", "Duplicata", ""),
	}}
	day := agenda.MustDate
	want := []SheetLot{
		{Desk: "G2", Procedure: "Duplicata", From: day("2027-03-19"), To: day("2027-03-19"), Slots: 1},
		{Desk: "G1", Procedure: "Première", From: day("2027-03-18"), To: day("2027-03-22"), Slots: 3},
		{Desk: "G2", Procedure: "Première", From: day("2027-03-19"), To: day("2027-03-19"), Slots: 1},
		{Desk: "G1", Procedure: "Première", Additional: "Juin", From: day("2027-03-25"), To: day("2027-03-25"), Slots: 1},
	}
	if diff := cmp.Diff(want, r.Lots()); diff != "" {
		t.Error(diff)
	}
}

func TestAReleaseCanBeDoneUntilItIsMissed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		patience := Patience{LateAfter: rapid.IntRange(0, 120).Draw(t, "late")}
		patience.MissedAfter = patience.LateAfter + rapid.IntRange(0, 300).Draw(t, "missed")
		at := agenda.MustDate("2027-03-02").At(agenda.Clock(rapid.IntRange(0, 24*60-1).Draw(t, "at")))
		until := patience.Until(at)
		missed := func(now agenda.Moment) bool {
			return StandingOf(agenda.Release{At: at}, "", now, patience).Standing == StandingMissed
		}
		if missed(until) || !missed(until+60) {
			t.Errorf("%s may be done until %s", at, until)
		}
	})
}

func TestEnvelopesTellTheDayAlone(t *testing.T) {
	week := agenda.MustWeek("2027-W10")
	rules := Default(week, nil)
	rapid.Check(t, func(t *rapid.T) {
		rules.MinGapMinutes = rapid.SampledFrom([]int{0, 29, 30, 90}).Draw(t, "gap")
		var releases, moved []SheetRelease
		for i, day := range []int{0, 0, 2, 3, 3, 3} {
			r := SheetRelease{Number: i + 1, Replaced: i == 4}
			date := week.Monday().AddDays(day)
			r.At = date.At(agenda.Clock(420 + 100*i))
			releases = append(releases, r)
			r.At = date.At(agenda.Clock(420 + 100*i + rapid.IntRange(0, 99).Draw(t, "later")))
			moved = append(moved, r)
		}
		envelopes := Envelopes(releases, rules)
		if diff := cmp.Diff(envelopes, Envelopes(moved, rules)); diff != "" {
			t.Errorf("an envelope tells of the hour:\n%s", diff)
		}
		after := []int{0, 1, 0, 0, 0, 4} // the fifth was replaced
		for i, e := range envelopes {
			want := Envelope{By: agenda.MustClock("07:00")}
			if rules.MinGapMinutes >= 30 {
				want.After = after[i]
			}
			if i == 4 {
				want = Envelope{}
			}
			if e != want {
				t.Errorf("envelope %d: %+v, want %+v", i+1, e, want)
			}
		}
	})
}

func TestTheFirstHourOfADay(t *testing.T) {
	rules := Config{Windows: []Window{
		{Day: agenda.Tuesday, From: agenda.MustClock("17:00")}, {Day: agenda.Tuesday, From: agenda.MustClock("12:00")}, {Day: agenda.Friday},
	}}
	for day, want := range map[agenda.Weekday]string{agenda.Tuesday: "12:00", agenda.Friday: "00:00", agenda.Monday: "00:00"} {
		if got := rules.firstOf(day); got != agenda.MustClock(want) {
			t.Errorf("%s begins at %s, want %s", day, got, want)
		}
	}
}

func TestStatesSealsAndRevisionOfASheet(t *testing.T) {
	first, again := agenda.MustMoment("2027-03-03T09:00"), agenda.MustMoment("2027-03-04T09:00")
	sheet := WeekSheet{Seal: "week", Redraws: []SheetRedraw{{Seal: "one"}, {Seal: "two"}}, Releases: []SheetRelease{
		{Standing: StandingPlanned},
		{Standing: StandingLate, Release: agenda.Release{Redraw: 1}},
		{Standing: StandingDone, Release: agenda.Release{Redraw: 2}},
		{Standing: StandingMissed, Release: agenda.Release{Redraw: 3}}, // of a draw that the sheet does not know
		{Standing: StandingMissed, Replaced: true, Release: agenda.Release{GivenUp: first}},
		{Standing: StandingMissed, Replaced: true, Release: agenda.Release{GivenUp: first}},
		{Standing: StandingMissed, Replaced: true, Release: agenda.Release{GivenUp: again}},
	}}
	var states, seals, toDo []string
	for _, r := range sheet.Releases {
		states = append(states, strings.TrimPrefix(r.State().Key, "publication.sheet."))
		seals = append(seals, sheet.SealOf(r))
		if r.ToDo() {
			toDo = append(toDo, string(r.Standing))
		}
	}
	for _, c := range []struct{ got, want string }{
		{strings.Join(states, " "), "planned late done missed replaced replaced replaced"},
		{strings.Join(seals, " "), "week one two week week week week"},
		{strings.Join(toDo, " "), "planned late"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
	if sheet.Revision() != 2 {
		t.Errorf("revision %d after two times", sheet.Revision())
	}
}
