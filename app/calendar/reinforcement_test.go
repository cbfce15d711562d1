package calendar

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

// anyChanges draws changes of two desks, no two of one desk on the same day, some for
// ever, some within others.
func anyChanges(t *rapid.T, desk agenda.DeskID) []agenda.SessionChange {
	var changes []agenda.SessionChange
	for range rapid.IntRange(0, 5).Draw(t, "changes") {
		c := agenda.SessionChange{
			ID:   agenda.ChangeID(rune('a' + len(changes))),
			Desk: rapid.SampledFrom([]agenda.DeskID{desk, desk, "other"}).Draw(t, "desk"),
			From: plainWeek.Monday().AddDays(rapid.IntRange(-20, 20).Draw(t, "from")),
		}
		if rapid.Bool().Draw(t, "ends") {
			c.To = c.From.AddDays(rapid.IntRange(0, 25).Draw(t, "days"))
		}
		if rapid.IntRange(0, 3).Draw(t, "closed") > 0 {
			c.Sessions = anyDesk(t).Sessions
		}
		if !slices.ContainsFunc(changes, func(o agenda.SessionChange) bool { return o.Desk == c.Desk && o.From == c.From }) {
			changes = append(changes, c)
		}
	}
	return changes
}

func anyReinforcement(t *rapid.T, desk agenda.DeskID) agenda.Reinforcement {
	r := agenda.Reinforcement{
		Desk:      desk,
		From:      plainWeek.Monday().AddDays(rapid.IntRange(-15, 15).Draw(t, "reinforced from")),
		Hours:     anyHours(t),
		Positions: rapid.IntRange(1, 3).Draw(t, "agents more"),
	}
	if rapid.Bool().Draw(t, "reinforcement ends") {
		r.To = r.From.AddDays(rapid.IntRange(0, 25).Draw(t, "reinforced days"))
	}
	if rapid.Bool().Draw(t, "some days") {
		r.Days = rapid.SliceOfNDistinct(rapid.SampledFrom(append(everyDay, agenda.Saturday, agenda.Sunday)), 1, 4, rapid.ID).Draw(t, "weekdays")
	}
	return r
}

func positionsOn(sessions []agenda.Session, day agenda.Weekday, minute agenda.Clock) (positions int) {
	for _, s := range sessions {
		if slices.Contains(s.Days, day) && s.From <= minute && minute < s.To {
			positions += s.Positions
		}
	}
	return positions
}

// Minute by minute: exactly so many agents more where the reinforcement is, as many as
// before elsewhere.
func TestAReinforcementAddsWhatItSaysAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		desk := anyDesk(t)
		changes := anyChanges(t, desk.ID)
		r := anyReinforcement(t, desk.ID)
		given := slices.Clone(changes)
		after := Reinforced(desk, changes, r)
		if diff := cmp.Diff(given, changes); diff != "" {
			t.Fatalf("the changes given were changed:\n%s", diff)
		}
		before := mustOf(t, Facts{Territory: "metropole", Changes: changes})
		then := mustOf(t, Facts{Territory: "metropole", Changes: after}) // refuses two that begin on one day
		other := agenda.Desk{ID: "other", Sessions: desk.Sessions}
		for date := plainWeek.Monday().AddDays(-30); date.Before(plainWeek.Monday().AddDays(60)); date = date.AddDays(1) {
			if diff := cmp.Diff(before.Sessions(other, date), then.Sessions(other, date)); diff != "" {
				t.Fatalf("another desk on %v:\n%s", date, diff)
			}
			was, is, day := before.Sessions(desk, date), then.Sessions(desk, date), date.Weekday()
			open := slices.ContainsFunc(was, func(s agenda.Session) bool { return slices.Contains(s.Days, day) })
			reinforced := !date.Before(r.From) && (r.To.IsZero() || !date.After(r.To)) &&
				(slices.Contains(r.Days, day) || len(r.Days) == 0 && open)
			for minute := agenda.Clock(0); minute < agenda.EndOfDay; minute += 5 {
				want := positionsOn(was, day, minute)
				if from, to := r.Hours.Span(); reinforced && from <= minute && minute < to && (want > 0 || !r.Hours.Whole()) {
					want += r.Positions
				}
				if got := positionsOn(is, day, minute); got != want {
					t.Fatalf("%v %v: %d positions, want %d", date, minute, got, want)
				}
			}
		}
	})
}

func TestAReinforcedChangeKeepsItsId(t *testing.T) {
	desk := agenda.Desk{ID: "g1", Sessions: []agenda.Session{{Days: everyDay, From: agenda.MustClock("09:00"), To: agenda.MustClock("12:00"), Positions: 1}}}
	summer := agenda.SessionChange{ID: "summer", Desk: "g1", From: agenda.MustDate("2027-07-01"), To: agenda.MustDate("2027-08-31"),
		Sessions: []agenda.Session{{Days: everyDay, From: agenda.MustClock("08:00"), To: agenda.MustClock("11:00"), Positions: 1}}, Reason: "Horaires d’été"}
	tuesday := agenda.Session{Days: []agenda.Weekday{agenda.Tuesday}, From: agenda.MustClock("08:00"), To: agenda.MustClock("11:00"), Positions: 1}
	usual := tuesday
	usual.From, usual.To = agenda.MustClock("09:00"), agenda.MustClock("12:00")
	got := Reinforced(desk, []agenda.SessionChange{summer}, agenda.Reinforcement{
		Desk: "g1", From: agenda.MustDate("2027-06-01"), To: agenda.MustDate("2027-07-31"), Days: []agenda.Weekday{agenda.Tuesday}, Positions: 1,
	})
	want := []agenda.SessionChange{
		{Desk: "g1", From: agenda.MustDate("2027-06-01"), To: agenda.MustDate("2027-06-30"), Sessions: append(slices.Clone(desk.Sessions), usual)},
		{ID: "summer", Desk: "g1", From: agenda.MustDate("2027-07-01"), To: agenda.MustDate("2027-07-31"),
			Sessions: append(slices.Clone(summer.Sessions), tuesday), Reason: "Horaires d’été"},
		{Desk: "g1", From: agenda.MustDate("2027-08-01"), To: agenda.MustDate("2027-08-31"), Sessions: summer.Sessions, Reason: "Horaires d’été"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestAReinforcementHasToMeanSomething(t *testing.T) {
	good := agenda.Reinforcement{Desk: "g1", From: agenda.MustDate("2027-06-01"), Positions: 1}
	for name, test := range map[string]struct {
		change func(*agenda.Reinforcement)
		code   string
	}{
		"fine":              {func(*agenda.Reinforcement) {}, ""},
		"no first day":      {func(r *agenda.Reinforcement) { r.From = agenda.Date{} }, "CAL-REINFORCEMENT"},
		"ends before":       {func(r *agenda.Reinforcement) { r.To = r.From.AddDays(-1) }, "CAL-REINFORCEMENT"},
		"nobody":            {func(r *agenda.Reinforcement) { r.Positions = 0 }, "CAL-AGENTS"},
		"a crowd":           {func(r *agenda.Reinforcement) { r.Positions = 1 << 40 }, "CAL-AGENTS"},
		"hours end earlier": {func(r *agenda.Reinforcement) { r.Hours = agenda.Hours{From: 600, To: 540} }, "CAL-HOURS"},
	} {
		r := good
		test.change(&r)
		if got := agenda.CodeOf(CheckReinforcement(r)); got != test.code {
			t.Errorf("%s: got %q, want %q", name, got, test.code)
		}
	}
}
