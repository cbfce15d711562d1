package calendar

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

func mustNew(t interface {
	Helper()
	Fatal(...any)
}, territory string, closures ...agenda.Closure) *Calendar {
	t.Helper()
	c, err := New(territory, closures)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestClosedSaysWhy(t *testing.T) {
	august := agenda.MustDate("2027-08-02")
	c := mustNew(t, "metropole",
		agenda.Closure{From: august, To: august.AddDays(4), Desks: []agenda.DeskID{"g3"}, Reason: "Travaux"},
		agenda.Closure{From: agenda.MustDate("2027-05-07"), To: agenda.MustDate("2027-05-07"), Reason: "Pont de l'Ascension"},
		agenda.Closure{From: agenda.MustDate("2027-12-31"), To: agenda.MustDate("2027-12-31")},
	)
	for _, test := range []struct {
		desk agenda.DeskID
		date string
		want agenda.Message
	}{
		{"g1", "2027-05-06", agenda.Msg("calendar.closed.holiday", "Name", "Ascension")},
		{"g1", "2027-05-07", agenda.Msg("calendar.closed.closure", "Reason", "Pont de l'Ascension")},
		{"", "2027-05-07", agenda.Msg("calendar.closed.closure", "Reason", "Pont de l'Ascension")},
		{"g3", "2027-08-06", agenda.Msg("calendar.closed.closure", "Reason", "Travaux")},
		{"g3", "2027-08-07", agenda.Message{}},
		{"g1", "2027-08-06", agenda.Message{}},
		{"", "2027-08-06", agenda.Message{}},
		{"g1", "2027-12-31", agenda.Msg("calendar.closed.unexplained")},
	} {
		got, closed := c.Closed(test.desk, agenda.MustDate(test.date))
		if diff := cmp.Diff(test.want, got); diff != "" || closed == test.want.IsZero() {
			t.Errorf("%s on %s: closed %v (-want +got)\n%s", test.desk, test.date, closed, diff)
		}
	}
}

func TestClosuresThatEndBeforeTheyBeginAreRefused(t *testing.T) {
	for _, c := range []agenda.Closure{
		{},
		{To: agenda.MustDate("2027-01-04")},
		{From: agenda.MustDate("2027-01-05"), To: agenda.MustDate("2027-01-04")},
		{From: agenda.MustDate("2027-01-05")},
	} {
		if _, err := New("metropole", []agenda.Closure{c}); agenda.CodeOf(err) != "CAL-CLOSURE" {
			t.Errorf("%v: got %v", c, err)
		}
	}
}

func TestHolidaysOfAWeekOverTwoYears(t *testing.T) {
	got := mustNew(t, "alsace-moselle").HolidaysOf(agenda.MustWeek("2025-W01"))
	want := []Holiday{{agenda.MustDate("2025-01-01"), "Jour de l'an"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	got = mustNew(t, "alsace-moselle").HolidaysOf(agenda.MustWeek("2024-W52"))
	want = []Holiday{{agenda.MustDate("2024-12-25"), "Jour de Noël"}, {agenda.MustDate("2024-12-26"), "2ème jour de Noël"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWorkingDaysOfTheAscensionWeek(t *testing.T) {
	c := mustNew(t, "metropole", agenda.Closure{From: agenda.MustDate("2027-05-07"), To: agenda.MustDate("2027-05-07")})
	for day, want := range map[agenda.Weekday]bool{
		agenda.Monday: true, agenda.Tuesday: true, agenda.Wednesday: true,
		agenda.Thursday: false, agenda.Friday: false, agenda.Saturday: false, agenda.Sunday: false,
	} {
		if got := c.WorkingDay(agenda.MustWeek("2027-W18").Day(day)); got != want {
			t.Errorf("%s: got %v", day, got)
		}
	}
}

var (
	everyDay = []agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Wednesday, agenda.Thursday, agenda.Friday}
	renewal  = agenda.Procedure{Code: "renewal", Minutes: 20}
	tenYear  = agenda.Procedure{Code: "ten-year", Minutes: 20, WalkIn: &agenda.WalkIn{
		Mornings: []agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Thursday, agenda.Friday}}}
)

func session(from, to string, positions int) agenda.Session {
	return agenda.Session{Days: everyDay, From: agenda.MustClock(from), To: agenda.MustClock(to), Positions: positions}
}

func TestOpeningsOfADay(t *testing.T) {
	type times struct {
		From, To  string
		Positions int
	}
	for name, test := range map[string]struct {
		sessions []agenda.Session
		serves   []agenda.ProcedureCode
		day      agenda.Weekday
		want     []times
	}{
		"plain":                        {[]agenda.Session{session("09:00", "12:00", 2)}, []agenda.ProcedureCode{"renewal"}, agenda.Monday, []times{{"09:00", "12:00", 2}}},
		"a quarter held for walk-ins":  {[]agenda.Session{session("09:00", "12:00", 2)}, []agenda.ProcedureCode{"renewal", "ten-year"}, agenda.Monday, []times{{"09:00", "11:15", 2}}},
		"held to five minutes":         {[]agenda.Session{session("08:45", "11:30", 1)}, []agenda.ProcedureCode{"renewal", "ten-year"}, agenda.Monday, []times{{"08:45", "10:50", 1}}},
		"not on Wednesday":             {[]agenda.Session{session("09:00", "12:00", 2)}, []agenda.ProcedureCode{"renewal", "ten-year"}, agenda.Wednesday, []times{{"09:00", "12:00", 2}}},
		"afternoons are left":          {[]agenda.Session{session("09:00", "16:00", 1)}, []agenda.ProcedureCode{"renewal", "ten-year"}, agenda.Monday, []times{{"09:00", "11:15", 1}, {"12:00", "16:00", 1}}},
		"only walk-ins":                {[]agenda.Session{session("09:00", "16:00", 1)}, []agenda.ProcedureCode{"ten-year"}, agenda.Monday, []times{{"12:00", "16:00", 1}}},
		"the end of a morning in two":  {[]agenda.Session{session("08:00", "11:30", 1), session("11:30", "12:00", 2)}, []agenda.ProcedureCode{"renewal", "ten-year"}, agenda.Monday, []times{{"08:00", "11:00", 1}}},
		"sessions that overlap add up": {[]agenda.Session{session("09:00", "12:00", 1), session("10:00", "11:00", 2)}, []agenda.ProcedureCode{"renewal"}, agenda.Monday, []times{{"09:00", "10:00", 1}, {"10:00", "11:00", 3}, {"11:00", "12:00", 1}}},
		"sessions that touch are one":  {[]agenda.Session{session("10:00", "12:00", 1), session("09:00", "10:00", 1)}, []agenda.ProcedureCode{"renewal"}, agenda.Monday, []times{{"09:00", "12:00", 1}}},
		"no session that day":          {[]agenda.Session{session("09:00", "12:00", 1)}, []agenda.ProcedureCode{"renewal"}, agenda.Saturday, nil},
		"afternoon only":               {[]agenda.Session{session("13:00", "16:00", 1)}, []agenda.ProcedureCode{"renewal", "ten-year"}, agenda.Monday, []times{{"13:00", "16:00", 1}}},
	} {
		desk := agenda.Desk{ID: "g1", Procedures: test.serves, Sessions: test.sessions}
		week := agenda.MustWeek("2027-W10")
		var got []times
		for _, o := range mustNew(t, "metropole").Openings(desk, week, []agenda.Procedure{renewal, tenYear}) {
			if o.Date == week.Day(test.day) {
				got = append(got, times{o.From.String(), o.To.String(), o.Positions})
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

func anyDesk(t *rapid.T) agenda.Desk {
	desk := agenda.Desk{ID: "g1"}
	desk.Procedures = rapid.SampledFrom([][]agenda.ProcedureCode{{"renewal"}, {"ten-year"}, {"renewal", "ten-year"}}).Draw(t, "procedures")
	for range rapid.IntRange(0, 4).Draw(t, "sessions") {
		from := rapid.IntRange(7*12, 17*12).Draw(t, "from") * 5
		desk.Sessions = append(desk.Sessions, agenda.Session{
			Days:      rapid.SliceOfNDistinct(rapid.SampledFrom(append(everyDay, agenda.Saturday)), 1, 6, rapid.ID).Draw(t, "days"),
			From:      agenda.Clock(from),
			To:        agenda.Clock(from + 5*rapid.IntRange(1, 48).Draw(t, "length")),
			Positions: rapid.IntRange(1, 4).Draw(t, "positions"),
		})
	}
	return desk
}

func TestOpeningsKeepToTheSessions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		desk := anyDesk(t)
		week := rapid.SampledFrom(agenda.WeeksOf(2026)).Draw(t, "week")
		from := week.Monday().AddDays(rapid.IntRange(-3, 6).Draw(t, "closed from"))
		c := mustNew(t, "metropole", agenda.Closure{From: from, To: from.AddDays(rapid.IntRange(0, 3).Draw(t, "days closed"))})
		openings := c.Openings(desk, week, []agenda.Procedure{renewal, tenYear})

		// at is what the sessions offer at a minute, counted the long way.
		at := func(o Opening, minute agenda.Clock) int {
			positions := 0
			for _, s := range desk.Sessions {
				for _, d := range s.Days {
					if d == o.Date.Weekday() && s.From <= minute && minute < s.To {
						positions += s.Positions
					}
				}
			}
			return positions
		}
		sum := 0
		for i, o := range openings {
			if _, closed := c.Closed(desk.ID, o.Date); closed {
				t.Fatalf("%v is on a closed day", o)
			}
			if o.From >= o.To || o.Positions < 1 || o.Date.Week() != week {
				t.Fatalf("odd opening %v", o)
			}
			if i > 0 {
				before := openings[i-1]
				if o.Date.Before(before.Date) || o.Date == before.Date && o.From < before.To {
					t.Fatalf("%v overlaps or precedes %v", o, before)
				}
			}
			for minute := o.From; minute < o.To; minute++ {
				if got := at(o, minute); got != o.Positions {
					t.Fatalf("%v at %s: sessions have %d positions", o, minute, got)
				}
				sum += o.Positions
			}
		}
		if got := Minutes(openings); got != sum {
			t.Fatalf("Minutes gives %d, counted %d", got, sum)
		}
	})
}

func TestOnlyTheHeldTimeIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		desk := anyDesk(t)
		week := agenda.MustWeek("2027-W10") // no holiday
		c := mustNew(t, "metropole")
		whole := c.Openings(desk, week, []agenda.Procedure{renewal})
		less := c.Openings(desk, week, []agenda.Procedure{renewal, tenYear})
		if Minutes(less) > Minutes(whole) {
			t.Fatalf("%d minutes with walk-ins, %d without", Minutes(less), Minutes(whole))
		}
		if !desk.Serves("ten-year") && Minutes(less) != Minutes(whole) {
			t.Fatal("a desk without walk-ins lost time")
		}
		after := func(openings []Opening) int {
			minutes := 0
			for _, o := range openings {
				minutes += int(max(o.To-max(o.From, agenda.Noon), 0)) * o.Positions
			}
			return minutes
		}
		if after(less) != after(whole) {
			t.Fatal("walk-in time was taken from an afternoon")
		}
	})
}
