package publication

import (
	"creneaux/app/agenda"
)

// Fit returns the rules of a short week: those of any week, relaxed as little as leaves a
// schedule that obeys them, and what was relaxed. Rules that the week allows as they are
// stay what they are. In any other week the quotas, the number of different days and, in
// proportion to the days left, the number of releases give way; windows, gaps, the most a
// day and in a band never do. Rules that even so are impossible, and those that are wrong,
// are returned as they are: [Prepare] says why.
func Fit(c Config) (Config, []agenda.Message) {
	if c.Check() != nil || c.feasible() {
		return c, nil
	}
	short := c
	short.Releases = min(c.Releases, max(c.leastReleases(), c.shareOf(c.openDays())))
	fitted, ok := loosened(short, 1, Config.feasible)
	if !ok {
		return c, nil
	}
	return fitted, Relaxed(c, fitted)
}

// Relaxed says in what one configuration asks for less than another: releases, releases a
// day, different days, the least of a band.
func Relaxed(rules, fitted Config) (relaxed []agenda.Message) {
	if fitted.Releases < rules.Releases {
		relaxed = append(relaxed, agenda.Msg("publication.fit.releases", "Wanted", rules.Releases, "Count", fitted.Releases))
	}
	if fitted.MaxPerDay > rules.MaxPerDay {
		relaxed = append(relaxed, agenda.Msg("publication.fit.perday", "Wanted", rules.MaxPerDay, "Count", fitted.MaxPerDay))
	}
	if fitted.MinDays < rules.MinDays {
		relaxed = append(relaxed, agenda.Msg("publication.fit.days", "Wanted", rules.MinDays, "Count", fitted.MinDays))
	}
	for _, band := range rules.quotaBands() {
		if wanted, least := rules.Quotas[band].Min, fitted.Quotas[band].Min; least < wanted {
			relaxed = append(relaxed, agenda.Msg("publication.fit.least", "Band", BandLabel(band), "Wanted", wanted, "Count", least))
		}
	}
	return relaxed
}

// shareOf returns how many releases some days bear: three quarters of the most, for as many
// as there can be would leave little to chance.
func (c Config) shareOf(days int) int { return days * c.MaxPerDay * 3 / 4 }

// leastReleases returns below what number a short week does not bring the releases of its
// own: two, and one for each that a quota asks for.
func (c Config) leastReleases() int {
	needed := 0
	for _, q := range c.Quotas {
		needed += q.Min
	}
	return max(2, needed)
}

// openDays returns on how many days a moment is left.
func (c Config) openDays() int {
	days := map[agenda.Date]bool{}
	for _, m := range c.moments() {
		days[m.at.Date()] = true
	}
	return len(days)
}

// FitAgain is [Fit] for a redraw: as many of the missed releases as the rest of the week
// has room for, under the rules of the week but for the days and bands that it can no
// longer have, and what was relaxed. What is kept counts as it is: where more releases were
// done on a day than the rules allow, others may have as many. Where none can be drawn, or
// the rules are wrong, all is returned as it is: [CountAgain] says why.
func FitAgain(c Config, again Again) (Config, Again, []agenda.Message) {
	if again.possible(c, again.Missed) {
		return c, again, nil
	}
	kept := len(again.Kept)
	rest := again.rules(c)
	rest.MaxPerDay = max(c.MaxPerDay, again.busiestDay())
	fitted, ok := loosened(rest, kept+1, func(c Config) bool { return again.possible(c, c.Releases-kept) })
	if !ok {
		return c, again, nil
	}
	var relaxed []agenda.Message
	drawn := fitted.Releases - kept
	if drawn < again.Missed {
		relaxed = append(relaxed, agenda.Msg("publication.fit.missed", "Wanted", again.Missed, "Count", drawn))
	}
	again.Missed, fitted.Releases = drawn, c.Releases
	return fitted, again, append(relaxed, Relaxed(c, fitted)...)
}

// busiestDay returns the largest number of releases that one day keeps.
func (again Again) busiestDay() int {
	most, onDay := 0, map[agenda.Date]int{}
	for _, k := range again.Kept {
		day := k.real().Date()
		onDay[day]++
		most = max(most, onDay[day])
	}
	return most
}

// loosened takes the number of releases, the different days and the quotas' minima down as
// little as makes the rules possible, the later ones rather than the earlier. It fails
// where that does not help.
func loosened(c Config, fewest int, possible func(Config) bool) (Config, bool) {
	rules := []rule{{
		get:     func(c Config) int { return c.Releases },
		set:     func(c *Config, n int) { c.Releases = n },
		loosest: fewest,
		clash:   func(int, int) agenda.Message { return agenda.Message{} },
	}, daysRule()}
	for _, band := range c.quotaBands() {
		rules = append(rules, leastOf(band))
	}
	loosest := c
	for _, r := range rules {
		r.set(&loosest, r.loosest)
	}
	if !possible(loosest) {
		return c, false
	}
	c, _ = together(c, rules, possible)
	return c, true
}
