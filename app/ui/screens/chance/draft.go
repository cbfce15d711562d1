package chance

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
)

// draft is the rules as somebody is changing them.
type draft struct {
	base office.ReleaseRules // as they are kept
	now  office.ReleaseRules // as they would become
}

func (d draft) dirty() bool { return !same(d.base, d.now) }

// same reports whether rules ask the same of every week.
func same(a, b office.ReleaseRules) bool {
	return bytes.Equal(ofAnyWeek(a.Config).Canonical(), ofAnyWeek(b.Config).Canonical()) && a.Lead == b.Lead && a.Patience == b.Patience
}

// ofAnyWeek returns rules without what belongs to one week, and without quotas that ask
// nothing.
func ofAnyWeek(c publication.Config) publication.Config {
	c.Week, c.ExcludedDates = agenda.Week{Year: 2001, Number: 1}, nil
	c.Quotas = maps.Clone(c.Quotas)
	maps.DeleteFunc(c.Quotas, func(_ string, q publication.Quota) bool { return q.Min == 0 && q.Max == nil })
	return c
}

// of returns rules as those of a week without any excluded day.
func of(week agenda.Week, c publication.Config) publication.Config {
	c = ofAnyWeek(c)
	c.Week = week
	return c
}

// usual are the rules that nobody has changed.
func usual(week agenda.Week) office.ReleaseRules {
	return office.ReleaseRules{Config: publication.Default(week, nil), Lead: publication.UsualLead, Patience: publication.UsualPatience, Usual: true}
}

// span is the same window on some days.
type span struct {
	days     [len(weekdays)]bool // in the order of weekdays
	from, to agenda.Clock
	band     string
}

// spansOf puts the windows together that differ by their day alone, in the order of their
// first day and hour.
func spansOf(windows []publication.Window) (spans []span) {
	for _, w := range inOrder(windows) {
		at := slices.IndexFunc(spans, func(s span) bool { return s.from == w.From && s.to == w.To && s.band == w.Band })
		if at < 0 {
			at = len(spans)
			spans = append(spans, span{from: w.From, to: w.To, band: w.Band})
		}
		spans[at].days[w.Day.ISO()-1] = true
	}
	return spans
}

// windowsOf takes the windows apart again.
func windowsOf(spans []span) []publication.Window {
	var windows []publication.Window
	for _, s := range spans {
		for i, on := range s.days {
			if on {
				windows = append(windows, publication.Window{Day: weekdays[i], From: s.from, To: s.to, Band: s.band})
			}
		}
	}
	return inOrder(windows)
}

// inOrder returns windows from Monday on, by the hour, each once.
func inOrder(windows []publication.Window) []publication.Window {
	sorted := slices.Clone(windows)
	slices.SortFunc(sorted, func(a, b publication.Window) int {
		if a.Day != b.Day {
			return a.Day.ISO() - b.Day.ISO()
		}
		if a.From != b.From {
			return int(a.From - b.From)
		}
		if a.To != b.To {
			return int(a.To - b.To)
		}
		return strings.Compare(a.Band, b.Band)
	})
	return slices.Compact(sorted)
}

// copied gives some days the windows of another.
func copied(windows []publication.Window, from agenda.Weekday, to []agenda.Weekday) []publication.Window {
	var after []publication.Window
	for _, w := range windows {
		if w.Day == from || !slices.Contains(to, w.Day) {
			after = append(after, w)
		}
		if w.Day != from {
			continue
		}
		for _, day := range to {
			w.Day = day
			after = append(after, w)
		}
	}
	return inOrder(after)
}

// bandsOf returns the bands of rules: those of windows by the hour, then those that have
// nothing but a quota.
func bandsOf(c publication.Config) (bands []string) {
	byHour := slices.Clone(c.Windows)
	slices.SortStableFunc(byHour, func(a, b publication.Window) int { return int(a.From - b.From) })
	for _, w := range byHour {
		if !slices.Contains(bands, w.Band) {
			bands = append(bands, w.Band)
		}
	}
	for _, band := range slices.Sorted(maps.Keys(ofAnyWeek(c).Quotas)) {
		if !slices.Contains(bands, band) {
			bands = append(bands, band)
		}
	}
	return bands
}

// The fields of rules as [publication.Config.Check] names them, and those beside it.
const (
	fieldWindows  = "windows"
	fieldQuotas   = "quotas"
	fieldReleases = "releases"
	fieldPerDay   = "max_per_day"
	fieldDays     = "min_days"
	fieldGap      = "min_gap_minutes"
	fieldGrid     = "grid_minutes"
	fieldLeadMin  = "lead_min_days"
	fieldLeadMax  = "lead_max_days"
	fieldLate     = "late_after"
	fieldMissed   = "missed_after"
)

// faultOf returns what is wrong with rules whose numbers are each in bounds, and the field
// that is to be changed; the zero message where nothing is.
func faultOf(rules office.ReleaseRules, week agenda.Week) (field string, said agenda.Message) {
	if len(rules.Config.Windows) == 0 {
		return fieldWindows, agenda.Msg("screen.chance.wrong.no-window")
	}
	for _, err := range []error{of(week, rules.Config).Check(), rules.Lead.Check(), rules.Patience.Check()} {
		if field, said := fieldOf(err); field != "" {
			return field, said
		}
	}
	for _, band := range bandsOf(rules.Config) {
		if q := rules.Config.Quotas[band]; q.Max != nil && *q.Max < q.Min {
			return fieldQuotas, agenda.Msg("screen.chance.wrong.quota", "Band", publication.BandLabel(band), "Least", q.Min, "Most", *q.Max)
		}
	}
	return "", agenda.Message{}
}

// fieldOf returns the field that a problem of code PUB-FIELD is about, and what is wrong;
// no field for any other.
func fieldOf(err error) (field string, said agenda.Message) {
	problem, ok := err.(*agenda.Problem)
	if !ok || problem.Code != "PUB-FIELD" {
		return "", agenda.Message{}
	}
	field, _ = problem.Args["Field"].(string)
	said, _ = problem.Args["Reason"].(agenda.Message)
	field, _, _ = strings.Cut(field, ".")
	field, _, _ = strings.Cut(field, "[")
	return field, said
}
