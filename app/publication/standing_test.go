package publication

import (
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

func TestStandingOf(t *testing.T) {
	at := agenda.MustMoment("2027-03-02T10:17")
	evening := agenda.MustMoment("2027-03-02T23:40")
	for _, test := range []struct {
		at, done, now agenda.Moment
		want          Standing
		delay         int
		onTime        bool
		reason        string
	}{
		{at, 0, at - 60, StandingPlanned, 0, false, "publication.standing.planned"},
		{at, 0, at + 10*60 + 59, StandingPlanned, 0, false, "publication.standing.planned"},
		{at, 0, at + 11*60, StandingLate, 11, false, "publication.standing.late"},
		{at, 0, at + 60*60, StandingLate, 60, false, "publication.standing.late"},
		{at, 0, at + 61*60, StandingMissed, 61, false, "publication.standing.missed"},
		{evening, 0, evening + 20*60, StandingMissed, 20, false, "publication.standing.missed"},
		{at, at + 59, at + 9999, StandingDone, 0, true, "publication.standing.done"},
		{at, at + 10*60, at + 9999, StandingDone, 10, true, "publication.standing.done"},
		{at, at + 11*60, at + 9999, StandingDone, 11, false, "publication.standing.done-late"},
		{at, at - 1, at + 9999, StandingDone, -1, false, "publication.standing.done-early"},
	} {
		got := StandingOf(agenda.Release{At: test.at, DoneAt: test.done}, "m.durand", test.now, UsualPatience)
		if got.Standing != test.want || got.Delay != test.delay || got.OnTime != test.onTime || got.Reason.Key != test.reason {
			t.Errorf("%v done %v at %v: %+v", test.at, test.done, test.now, got)
		}
	}
}

// A release that nobody does is planned, then perhaps late, then missed, and stays so.
func TestStandingOnlyGetsWorse(t *testing.T) {
	rank := map[Standing]int{StandingPlanned: 0, StandingLate: 1, StandingMissed: 2}
	rapid.Check(t, func(t *rapid.T) {
		patience := Patience{LateAfter: rapid.IntRange(0, 30).Draw(t, "late")}
		patience.MissedAfter = patience.LateAfter + rapid.IntRange(0, 90).Draw(t, "missed")
		r := agenda.Release{At: agenda.MustDate("2027-03-02").At(agenda.Clock(rapid.IntRange(0, 1439).Draw(t, "at")))}
		before := 0
		for minute := -5; minute < 1500; minute++ {
			now := StandingOf(r, "", r.At+agenda.Moment(60*minute), patience)
			if minute <= 0 && now.Standing != StandingPlanned || rank[now.Standing] < before {
				t.Fatalf("%+v after %d minutes", now, minute)
			}
			before = rank[now.Standing]
		}
		if before != 2 {
			t.Fatal("never missed")
		}
	})
}
