package publication

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

// TestFitLeavesAShortWeekAChoice compares with plain trying: rules that are possible stay,
// others become possible wherever a moment is left, and no step back would be.
func TestFitLeavesAShortWeekAChoice(t *testing.T) {
	kept, relaxed, hopeless := 0, 0, 0
	checkUntil(t, func() bool { return kept > 0 && relaxed > 0 && hopeless > 0 }, func(t *rapid.T) {
		c := smallConfig(t)
		before := c.Canonical()
		fitted, told := Fit(c)
		if !bytes.Equal(before, c.Canonical()) {
			t.Fatal("the caller's rules were changed")
		}
		changed := !bytes.Equal(before, fitted.Canonical())
		if changed != (len(told) > 0) {
			t.Fatalf("changed: %t, told: %v", changed, told)
		}
		switch {
		case len(enumerate(c)) > 0:
			kept++
			if changed {
				t.Fatalf("possible rules were relaxed: %v", told)
			}
		case !someMomentMay(c):
			hopeless++
			if changed {
				t.Fatalf("nothing is left, and yet %v", told)
			}
		default:
			relaxed++
			if len(enumerate(fitted)) == 0 {
				t.Fatalf("%s is still impossible", fitted.Canonical())
			}
			checkLeast(t, c, fitted, max(c.leastReleases(), c.shareOf(c.openDays())))
		}
	})
}

// someMomentMay reports whether a release may fall anywhere.
func someMomentMay(c Config) bool {
	return slices.ContainsFunc(c.moments(), func(m moment) bool {
		most := c.Quotas[m.band].Max
		return most == nil || *most > 0
	})
}

// checkLeast takes each relaxed rule back by one.
func checkLeast(t *rapid.T, c, fitted Config, share int) {
	still := func(what string, change func(*Config)) {
		tighter := fitted
		if change(&tighter); len(enumerate(tighter)) > 0 {
			t.Fatalf("%s is relaxed more than it need be: %s of %s", what, fitted.Canonical(), c.Canonical())
		}
	}
	if fitted.Releases > c.Releases || fitted.MinDays > c.MinDays {
		t.Fatalf("a rule was tightened: %s", fitted.Canonical())
	}
	if fitted.Releases < min(c.Releases, share) {
		still("the number of releases", func(c *Config) { c.Releases++ })
	}
	if fitted.MinDays < c.MinDays {
		still("the number of days", func(c *Config) { c.MinDays++ })
	}
	for _, band := range c.quotaBands() {
		if least := fitted.Quotas[band].Min; least < c.Quotas[band].Min {
			still("a quota", func(c *Config) { leastOf(band).set(c, least+1) })
		}
	}
}

// TestFitGivesTheUsualShortWeeks takes every choice of days away from a usual week.
func TestFitGivesTheUsualShortWeeks(t *testing.T) {
	week := agenda.MustWeek("2027-W18")
	for days := range 1<<len(workingDays) - 1 { // all but none left
		var excluded []agenda.Date
		for i, day := range workingDays {
			if days>>i&1 == 1 {
				excluded = append(excluded, week.Day(day))
			}
		}
		whole := Default(week, nil)
		whole.ExcludedDates = excluded
		fitted, told := Fit(whole)
		if want := Default(week, excluded); !bytes.Equal(want.Canonical(), fitted.Canonical()) {
			t.Errorf("without %v: %s, want %s", excluded, fitted.Canonical(), want.Canonical())
		}
		if relaxed := len(excluded) > 2; relaxed != (len(told) > 0) {
			t.Errorf("without %v: %v", excluded, told)
		}
	}
	if c, told := Fit(Config{Week: week}); told != nil || c.Releases != 0 {
		t.Errorf("rules that are wrong became %+v, %v", c, told)
	}
}

// TestFitAgainDrawsWhatTheWeekHasRoomFor compares with plain trying.
func TestFitAgainDrawsWhatTheWeekHasRoomFor(t *testing.T) {
	whole, fewer, none := 0, 0, 0
	checkUntil(t, func() bool { return whole > 0 && fewer > 0 && none > 0 }, func(t *rapid.T) {
		c := smallConfig(t)
		schedules := enumerate(c)
		if len(schedules) == 0 {
			return
		}
		again := someAgain(t, rapid.SampledFrom(schedules).Draw(t, "schedule"))
		if len(again.Kept) > 0 && rapid.Bool().Draw(t, "done on another's day") {
			again.Kept[0].Done = again.Kept[len(again.Kept)-1].real() + 60
		}
		fitted, drawn, told := FitAgain(c, again)
		changed := drawn.Missed != again.Missed || !bytes.Equal(c.Canonical(), fitted.Canonical())
		if changed != (len(told) > 0) || fitted.Releases != c.Releases {
			t.Fatalf("changed: %t, told: %v", changed, told)
		}
		ways := len(enumerateAgain(fitted, drawn))
		switch {
		case !changed && ways > 0:
			whole++
		case changed:
			fewer++
			if ways == 0 || drawn.Missed > again.Missed || drawn.Missed < 1 {
				t.Fatalf("%d of %d missed in %d ways", drawn.Missed, again.Missed, ways)
			}
			if more := drawn.Missed + 1; more <= again.Missed {
				other := drawn
				other.Missed = more
				if len(enumerateAgain(asLooseAsCanBe(fitted), other)) > 0 {
					t.Fatalf("%d could be drawn, not only %d", more, drawn.Missed)
				}
			}
		default:
			none++
			one := again
			one.Missed = 1
			loose := asLooseAsCanBe(c)
			loose.MaxPerDay = max(c.MaxPerDay, again.busiestDay())
			if len(enumerateAgain(loose, one)) > 0 {
				t.Fatalf("one of %d could be drawn: %+v of %s", again.Missed, again, c.Canonical())
			}
		}
	})
}

// asLooseAsCanBe asks for no day and no band.
func asLooseAsCanBe(c Config) Config {
	c.MinDays = 0
	for _, band := range c.quotaBands() {
		leastOf(band).set(&c, 0)
	}
	return c
}
