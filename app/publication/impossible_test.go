package publication

import (
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

// The fast answer is the exact one, and what is said of impossible rules is true: a
// rule that is named alone makes them possible at its nearest value, not a step before.
func TestImpossibleRulesAreExplained(t *testing.T) {
	explained := 0
	checkUntil(t, func() bool { return explained > 0 }, func(t *rapid.T) {
		c := smallConfig(t)
		n, err := Count(c)
		if err != nil {
			t.Fatal(err)
		}
		if c.feasible() != (n.Sign() > 0) {
			t.Fatalf("feasible is %v, the count %v: %s", c.feasible(), n, c.Canonical())
		}
		_, err = Prepare(c)
		if n.Sign() > 0 {
			if err != nil {
				t.Fatal(err)
			}
			return
		}
		problem, ok := err.(*agenda.Problem)
		if !ok || problem.Code != "PUB-IMPOSSIBLE" {
			t.Fatalf("got %v", err)
		}
		if m := problem.Args["Rule"].(agenda.Message); m.IsZero() {
			t.Fatalf("no rule is named: %s", c.Canonical())
		}
		for _, r := range rulesOf(c) {
			nearest, ok := r.nearest(c)
			if !ok {
				continue
			}
			explained++
			wanted := r.get(c)
			step := 1
			if nearest < wanted {
				step = -1
			}
			for value := wanted; value != nearest+step; value += step {
				changed := c
				r.set(&changed, value)
				if changed.feasible() != (value == nearest) {
					t.Fatalf("%v: value %d possible: %v; %s", r.clash(wanted, nearest), value, changed.feasible(), c.Canonical())
				}
			}
		}
	})
}

func TestClashesByName(t *testing.T) {
	week := agenda.MustWeek("2027-W10")
	default6 := func(change func(*Config)) Config {
		c := Default(week, nil)
		change(&c)
		return c
	}
	one := 1
	for _, test := range []struct {
		name string
		c    Config
		want string
	}{
		{"too few moments", loadConfig(t, "impossible"), "publication.clash.releases(Nearest=1 Wanted=3)"},
		{"no moment", Config{Week: week, GridMinutes: 1, Releases: 1, MaxPerDay: 1}, "publication.clash.empty(Week=2027-W10)"},
		{
			"too few days for so many releases", default6(func(c *Config) { c.Releases = 13 }),
			"publication.clash.or(First=publication.clash.releases(Nearest=12 Wanted=13) Rest=publication.clash.perday(Nearest=3 Wanted=2))",
		},
		{
			"fewer releases than days", default6(func(c *Config) { c.Releases = 3 }),
			"publication.clash.or(First=publication.clash.releases(Nearest=4 Wanted=3) Rest=publication.clash.days(Nearest=3 Wanted=4))",
		},
		{
			"two rules at once", default6(func(c *Config) {
				c.Quotas = map[string]Quota{"night": {Min: 1}, BandMorning: {Min: 2, Max: &one}}
			}),
			"publication.clash.and(First=publication.clash.most(Band=publication.band.morning Nearest=2 Wanted=1) Rest=publication.clash.least(Band=publication.band.named(Name=night) Nearest=0 Wanted=1))",
		},
	} {
		_, err := Prepare(test.c)
		problem, ok := err.(*agenda.Problem)
		if !ok || problem.Code != "PUB-IMPOSSIBLE" || problem.Args["Rule"].(agenda.Message).String() != test.want {
			t.Errorf("%s: got %v\nwant %s", test.name, err, test.want)
		}
	}
}

// Whatever holidays a week has, the rules proposed for it are possible as long as one
// of its six days is left.
func TestDefaultsArePossible(t *testing.T) {
	week := agenda.MustWeek("2027-W19")
	for set := range 1 << len(workingDays) {
		var excluded []agenda.Date
		for i, day := range workingDays {
			if set>>i&1 == 1 {
				excluded = append(excluded, week.Day(day))
			}
		}
		c := Default(week, excluded)
		if err := c.Check(); err != nil {
			t.Fatal(err)
		}
		if want := len(excluded) < len(workingDays); c.feasible() != want {
			t.Errorf("without %v the proposed rules are possible: %v", excluded, c.feasible())
		}
	}
}

// Every way out leads to rules that are possible, and only impossible rules with a moment
// have any.
func TestWaysLeadOutOfImpossibleRules(t *testing.T) {
	ways := 0
	checkUntil(t, func() bool { return ways > 0 }, func(t *rapid.T) {
		c := smallConfig(t)
		found := Ways(c)
		if hopeless := c.feasible() || len(c.moments()) == 0; hopeless != (len(found) == 0) {
			t.Fatalf("%d ways out of %s", len(found), c.Canonical())
		}
		before := string(c.Canonical())
		for _, way := range found {
			ways++
			if !way.Rules.feasible() || way.Clash.IsZero() {
				t.Fatalf("%v leads from %s to %s", way.Clash, before, way.Rules.Canonical())
			}
		}
		if string(c.Canonical()) != before {
			t.Fatalf("the rules are %s, they were %s", c.Canonical(), before)
		}
	})
}
