package calendar

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

// The facts below lie in the weeks around 2027-W10, which has no holiday.
var plainWeek = agenda.MustWeek("2027-W10")

func anyDays(t *rapid.T) (from, to agenda.Date) {
	from = plainWeek.Monday().AddDays(rapid.IntRange(-3, 6).Draw(t, "from"))
	return from, from.AddDays(rapid.IntRange(0, 4).Draw(t, "days"))
}

func anyHours(t *rapid.T) agenda.Hours {
	if rapid.Bool().Draw(t, "whole days") {
		return agenda.Hours{}
	}
	from := rapid.IntRange(6*12, 18*12).Draw(t, "from hour") * 5
	return agenda.Hours{From: agenda.Clock(from), To: agenda.Clock(from + 5*rapid.IntRange(1, 72).Draw(t, "length"))}
}

func anyFacts(t *rapid.T, desk agenda.DeskID) Facts {
	f := Facts{Territory: "metropole"}
	for range rapid.IntRange(0, 2).Draw(t, "closures") {
		from, to := anyDays(t)
		f.Closures = append(f.Closures, agenda.Closure{From: from, To: to, Hours: anyHours(t),
			Desks: rapid.SampledFrom([][]agenda.DeskID{nil, {desk}, {"other"}, {"other", desk}}).Draw(t, "desks")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "absences") {
		from, to := anyDays(t)
		f.Absences = append(f.Absences, agenda.Absence{Desk: rapid.SampledFrom([]agenda.DeskID{desk, "other"}).Draw(t, "desk"),
			From: from, To: to, Hours: anyHours(t), Positions: rapid.IntRange(1, 3).Draw(t, "positions")})
	}
	if rapid.Bool().Draw(t, "changed") {
		from, to := anyDays(t)
		if rapid.Bool().Draw(t, "for ever") {
			to = agenda.Date{}
		}
		f.Changes = append(f.Changes, agenda.SessionChange{Desk: desk, From: from, To: to, Sessions: anyDesk(t).Sessions})
	}
	return f
}

func mustOf(t interface {
	Helper()
	Fatal(...any)
}, f Facts) *Calendar {
	t.Helper()
	c, err := Of(f)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestOpeningsMinuteByMinute counts what every minute of a week offers the long way:
// sessions that hold, nobody where it is closed, fewer where agents are absent.
func TestOpeningsMinuteByMinute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		desk := anyDesk(t)
		f := anyFacts(t, desk.ID)
		c := mustOf(t, f)
		openings := c.Openings(desk, plainWeek, []agenda.Procedure{renewal})
		if !slices.IsSortedFunc(openings, func(a, b Opening) int { return int(a.Date.At(a.From) - b.Date.At(b.From)) }) {
			t.Fatalf("not in order: %v", openings)
		}
		for i := range 7 {
			date := plainWeek.Monday().AddDays(i)
			for minute := agenda.Clock(0); minute < agenda.EndOfDay; minute += 5 {
				want := positionsAt(f, desk, date, minute)
				got := 0
				for _, o := range openings {
					if o.Date == date && o.From <= minute && minute < o.To {
						got += o.Positions
					}
				}
				if got != want {
					t.Fatalf("%s at %s: %d positions, want %d", date, minute, got, want)
				}
				if c.Staffed(desk, agenda.Slot{Date: date, Start: minute, Minutes: 5, Position: max(got, 1)}) != (got > 0) ||
					c.Staffed(desk, agenda.Slot{Date: date, Start: minute, Minutes: 5, Position: got + 1}) {
					t.Fatalf("%s at %s: Staffed is wrong about %d positions", date, minute, got)
				}
			}
		}
	})
}

func positionsAt(f Facts, desk agenda.Desk, date agenda.Date, minute agenda.Clock) int {
	sessions := desk.Sessions
	for _, change := range f.Changes {
		if change.Desk == desk.ID && change.Period().Holds(date) {
			sessions = change.Sessions
		}
	}
	positions := 0
	for _, s := range sessions {
		if slices.Contains(s.Days, date.Weekday()) && s.From <= minute && minute < s.To {
			positions += s.Positions
		}
	}
	for _, closure := range f.Closures {
		if closure.Closes(desk.ID) && closure.Period().Holds(date) && closure.Hours.Overlaps(minute, minute+1) {
			return 0
		}
	}
	for _, a := range f.Absences {
		if a.Desk == desk.ID && a.Period().Holds(date) && a.Hours.Overlaps(minute, minute+1) {
			positions -= a.Positions
		}
	}
	return max(positions, 0)
}

// TestNothingTakenOffAddsTime: another closure or absence never makes more time, and a
// longer wish of the walk-ins neither.
func TestNothingTakenOffAddsTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		desk := anyDesk(t)
		procedures := []agenda.Procedure{renewal, tenYear}
		f := anyFacts(t, desk.ID)
		all := Minutes(mustOf(t, f).Openings(desk, plainWeek, []agenda.Procedure{renewal}))
		for _, walkIn := range []agenda.WalkIn{
			{Mornings: tenYear.WalkIn.Mornings, Share: 0.1},
			{Mornings: tenYear.WalkIn.Mornings, Share: 0.5},
			{Mornings: tenYear.WalkIn.Mornings, Share: 1},
		} {
			procedures[1].WalkIn = &walkIn
			held := Minutes(mustOf(t, f).Openings(desk, plainWeek, procedures))
			if held > all {
				t.Fatalf("share %v leaves %d minutes of %d", walkIn.Share, held, all)
			}
			all = held
		}
		from, to := anyDays(t)
		before := Minutes(mustOf(t, f).Openings(desk, plainWeek, []agenda.Procedure{renewal}))
		f.Closures = append(slices.Clone(f.Closures), agenda.Closure{From: from, To: to, Hours: anyHours(t)})
		f.Absences = append(slices.Clone(f.Absences), agenda.Absence{Desk: desk.ID, From: from, To: to, Hours: anyHours(t), Positions: 1})
		if after := Minutes(mustOf(t, f).Openings(desk, plainWeek, []agenda.Procedure{renewal})); after > before {
			t.Fatalf("closing made %d minutes of %d", after, before)
		}
	})
}

func TestDaysAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		desk := anyDesk(t)
		c := mustOf(t, anyFacts(t, desk.ID))
		procedures := []agenda.Procedure{renewal, tenYear}
		var openings []Opening
		for _, day := range c.Days(desk, plainWeek, procedures) {
			openings = append(openings, day.Openings...)
			lost := Minutes(day.Sessions) - Minutes(day.Openings)
			if day.Held < 0 || day.Held > lost {
				t.Fatalf("%s holds %d of %d minutes", day.Date, day.Held, lost)
			}
			if lost > day.Held && len(day.Why) == 0 {
				t.Fatalf("%s loses %d minutes and nobody says why", day.Date, lost-day.Held)
			}
		}
		if diff := cmp.Diff(c.Openings(desk, plainWeek, procedures), openings); diff != "" {
			t.Fatalf("-openings +days:\n%s", diff)
		}
	})
}

func TestWalkInsTakeWhatTheyAreGiven(t *testing.T) {
	mornings := tenYear.WalkIn.Mornings
	for name, test := range map[string]struct {
		walkIn agenda.WalkIn
		want   string
	}{
		"the usual quarter":     {agenda.WalkIn{Mornings: mornings}, "09:00-11:15 ×3"},
		"a third":               {agenda.WalkIn{Mornings: mornings, Share: 1.0 / 3}, "09:00-11:00 ×3"},
		"the whole morning":     {agenda.WalkIn{Mornings: mornings, Share: 1}, ""},
		"one agent":             {agenda.WalkIn{Mornings: mornings, Positions: 1}, "09:00-12:00 ×2"},
		"more agents than sit":  {agenda.WalkIn{Mornings: mornings, Positions: 5}, ""},
		"agents, not the share": {agenda.WalkIn{Mornings: mornings, Positions: 2, Share: 0.5}, "09:00-12:00 ×1"},
	} {
		procedure := tenYear
		procedure.WalkIn = &test.walkIn
		desk := agenda.Desk{ID: "g1", Procedures: []agenda.ProcedureCode{"renewal", "ten-year"}, Sessions: []agenda.Session{session("09:00", "12:00", 3)}}
		got := ""
		for _, o := range mustNew(t, "metropole").Openings(desk, plainWeek, []agenda.Procedure{renewal, procedure}) {
			if o.Date == plainWeek.Monday() {
				got += o.From.String() + "-" + o.To.String() + " ×" + string(rune('0'+o.Positions))
			}
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}

func TestTheChangeThatBeganLastHolds(t *testing.T) {
	desk := agenda.Desk{ID: "g1", Procedures: []agenda.ProcedureCode{"renewal"}, Sessions: []agenda.Session{session("09:00", "12:00", 1)}}
	c := mustOf(t, Facts{Territory: "metropole", Changes: []agenda.SessionChange{
		{Desk: "g1", From: agenda.MustDate("2027-03-01"), Sessions: []agenda.Session{session("09:00", "12:00", 2)}},
		{Desk: "g1", From: agenda.MustDate("2027-03-15"), To: agenda.MustDate("2027-03-19"), Reason: "Formation"},
		{Desk: "g2", From: agenda.MustDate("2027-03-01")},
	}})
	for date, want := range map[string]int{"2027-02-26": 180, "2027-03-01": 360, "2027-03-12": 360, "2027-03-15": 0, "2027-03-22": 360} {
		d := agenda.MustDate(date)
		if got := Minutes(openingsOf("g1", d, c.staffed(desk, d))); got != want {
			t.Errorf("%s: %d minutes, want %d", date, got, want)
		}
	}
	why := c.Days(desk, agenda.MustWeek("2027-W11"), nil)[0].Why
	want := []agenda.Message{agenda.Msg("calendar.day.change-because", "From", agenda.MustDate("2027-03-15"), "Reason", "Formation")}
	if diff := cmp.Diff(want, why); diff != "" {
		t.Error(diff)
	}
}

func TestFactsThatCannotBeAreRefused(t *testing.T) {
	day, before := agenda.MustDate("2027-03-02"), agenda.MustDate("2027-03-01")
	backwards := agenda.Hours{From: 600, To: 540}
	for name, test := range map[string]struct {
		facts Facts
		code  string
	}{
		"closure hours":     {Facts{Closures: []agenda.Closure{{From: day, To: day, Hours: backwards}}}, "CAL-HOURS"},
		"late hours":        {Facts{Closures: []agenda.Closure{{From: day, To: day, Hours: agenda.Hours{From: 600, To: 1500}}}}, "CAL-HOURS"},
		"absence backwards": {Facts{Absences: []agenda.Absence{{From: day, To: before, Positions: 1}}}, "CAL-ABSENCE"},
		"absence undated":   {Facts{Absences: []agenda.Absence{{To: before, Positions: 1}}}, "CAL-ABSENCE"},
		"absence of nobody": {Facts{Absences: []agenda.Absence{{From: day, To: day}}}, "CAL-POSITIONS"},
		"absence hours":     {Facts{Absences: []agenda.Absence{{From: day, To: day, Positions: 1, Hours: backwards}}}, "CAL-HOURS"},
		"change backwards":  {Facts{Changes: []agenda.SessionChange{{From: day, To: before}}}, "CAL-CHANGE"},
		"change undated":    {Facts{Changes: []agenda.SessionChange{{}}}, "CAL-CHANGE"},
		"change twice":      {Facts{Changes: []agenda.SessionChange{{From: day}, {From: day, To: day}}}, "CAL-CHANGE-TWICE"},
		"change nobody":     {Facts{Changes: []agenda.SessionChange{{From: day, Sessions: []agenda.Session{{Days: everyDay, From: 540, To: 600}}}}}, "CAL-SESSION"},
		"change a crowd":    {Facts{Changes: []agenda.SessionChange{{From: day, Sessions: []agenda.Session{{Days: everyDay, From: 540, To: 600, Positions: 1 << 40}}}}}, "CAL-SESSION"},
		"change no day":     {Facts{Changes: []agenda.SessionChange{{From: day, Sessions: []agenda.Session{{From: 540, To: 600, Positions: 1}}}}}, "CAL-SESSION"},
		"change no time":    {Facts{Changes: []agenda.SessionChange{{From: day, Sessions: []agenda.Session{{Days: everyDay, Positions: 1}}}}}, "CAL-HOURS"},
		"change sessions":   {Facts{Changes: []agenda.SessionChange{{From: day, Sessions: []agenda.Session{{From: 600, To: 540, Positions: 1}}}}}, "CAL-HOURS"},
	} {
		test.facts.Territory = "metropole"
		if _, err := Of(test.facts); agenda.CodeOf(err) != test.code {
			t.Errorf("%s: got %v, want %s", name, err, test.code)
		}
	}
	for name, h := range map[string]agenda.SchoolHoliday{
		"zone": {Zone: "D", Name: "x", From: day, To: day}, "name": {Zone: "A", From: day, To: day},
		"days": {Zone: "A", Name: "x", From: day, To: before}, "undated": {Zone: "A", Name: "x", To: day},
	} {
		if err := CheckSchoolHolidays([]agenda.SchoolHoliday{h}); agenda.CodeOf(err) != "CAL-SCHOOL" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestBridgesOfEveryTerritory(t *testing.T) {
	for _, territory := range Territories() {
		for year := 2006; year <= 2031; year++ {
			c := mustNew(t, territory)
			first, last := agenda.NewDate(year, 1, 1), agenda.NewDate(year, 12, 31)
			bridges := c.Bridges(first, last)
			for _, b := range bridges {
				before, after := b.Date.AddDays(-1), b.Date.AddDays(1)
				if !c.WorkingDay(b.Date) || c.WorkingDay(before) || c.WorkingDay(after) || b.Closed {
					t.Fatalf("%s: %v is no bridge", territory, b)
				}
				if b.Holiday.Date != before && b.Holiday.Date != after {
					t.Fatalf("%s: %v is not beside its holiday", territory, b)
				}
			}
			// Every holiday on a Tuesday or a Thursday has one, unless its neighbour is off too.
			for _, h := range c.holidaysBetween(first, last) {
				between := h.Date.AddDays(map[agenda.Weekday]int{agenda.Tuesday: -1, agenda.Thursday: 1}[h.Date.Weekday()])
				if between == h.Date || between.Year != year || !c.WorkingDay(between) {
					continue
				}
				if !slices.ContainsFunc(bridges, func(b Bridge) bool { return b.Date == between }) {
					t.Errorf("%s: %v leaves no bridge on %s", territory, h, between)
				}
			}
		}
	}
}

func TestBridgesThatAreClosedAlready(t *testing.T) {
	ascension := agenda.MustDate("2027-05-07")
	c := mustNew(t, "metropole", agenda.Closure{From: ascension, To: ascension})
	want := []Bridge{{Date: ascension, Holiday: Holiday{agenda.MustDate("2027-05-06"), "Ascension"}, Closed: true}}
	if diff := cmp.Diff(want, c.Bridges(agenda.MustDate("2027-05-03"), agenda.MustDate("2027-05-09"))); diff != "" {
		t.Error(diff)
	}
}

func TestSchoolHolidaysOfAWeek(t *testing.T) {
	row := func(zone, from, to string) agenda.SchoolHoliday {
		return agenda.SchoolHoliday{Zone: zone, Name: "Vacances", From: agenda.MustDate(from), To: agenda.MustDate(to)}
	}
	// Made up: what counts is where they lie around a week of Monday 8 March 2027.
	all := []agenda.SchoolHoliday{
		row("A", "2027-03-06", "2027-03-07"), row("A", "2027-03-13", "2027-03-20"), row("A", "2027-02-20", "2027-03-08"),
		row("B", "2027-03-12", "2027-03-20"), row("C", "2027-03-01", "2027-03-31"),
	}
	if diff := cmp.Diff(all[2:], SchoolHolidaysOf(all, plainWeek, "")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(all[3:4], SchoolHolidaysOf(all, plainWeek, "B")); diff != "" {
		t.Error(diff)
	}
}

func TestDaysSayWhatIsNotAsUsual(t *testing.T) {
	desk := agenda.Desk{ID: "g1", Procedures: []agenda.ProcedureCode{"renewal"}, Sessions: []agenda.Session{session("09:00", "16:00", 3)}}
	monday := plainWeek.Monday()
	c := mustOf(t, Facts{
		Territory: "metropole",
		Closures: []agenda.Closure{
			{From: monday, To: monday, Hours: agenda.Morning(), Reason: "Réunion"},
			{From: monday.AddDays(1), To: monday.AddDays(1), Hours: agenda.Hours{From: 600, To: 660}, Desks: []agenda.DeskID{"g1"}},
			{From: monday.AddDays(2), To: monday.AddDays(2), Desks: []agenda.DeskID{"g2"}},
		},
		Absences: []agenda.Absence{
			{Desk: "g1", From: monday, To: monday, Hours: agenda.Afternoon(), Positions: 1, Reason: "Mme Zyx"},
			{Desk: "g1", From: monday.AddDays(3), To: monday.AddDays(3), Positions: 2},
		},
	})
	want := [][]agenda.Message{
		{
			agenda.Msg("calendar.day.closed-hours", "When", agenda.Msg("calendar.hours.morning"), "Why", agenda.Msg("calendar.closed.closure", "Reason", "Réunion")),
			agenda.Msg("calendar.day.absent-hours", "Count", 1, "When", agenda.Msg("calendar.hours.afternoon")),
		},
		{agenda.Msg("calendar.day.closed-hours", "When", agenda.Msg("calendar.hours.between", "From", agenda.Clock(600), "To", agenda.Clock(660)),
			"Why", agenda.Msg("calendar.closed.unexplained"))},
		nil,
		{agenda.Msg("calendar.day.absent", "Count", 2)},
		nil, nil, nil,
	}
	for i, day := range c.Days(desk, plainWeek, nil) {
		if diff := cmp.Diff(want[i], day.Why); diff != "" {
			t.Errorf("%s (-want +got):\n%s", day.Date, diff)
		}
	}
}
