package publication

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"unicode"
	"unicode/utf8"

	"creneaux/app/agenda"
)

// Config holds the rules of one week: a schedule is a set of Releases different
// moments of the windows that satisfies all of them. Times are those of the clock on
// the wall.
type Config struct {
	Week    agenda.Week `json:"week"`
	Windows []Window    `json:"windows"`
	// GridMinutes is the distance between the moments of a window, 1 to 1440.
	GridMinutes int `json:"grid_minutes"`
	// Releases is how many moments a schedule has, 1 to 200.
	Releases int `json:"releases"`
	// MinGapMinutes is the smallest distance between two moments, across windows
	// and midnight too, 0 to 10080.
	MinGapMinutes int `json:"min_gap_minutes"`
	// MaxPerDay is the largest number of moments on one calendar day, 1 to 10080.
	MaxPerDay int `json:"max_per_day"`
	// MinDays is the smallest number of different days, 0 to 7.
	MinDays int `json:"min_days"`
	// Quotas bounds how many moments of a schedule belong to a band.
	Quotas map[string]Quota `json:"quotas"`
	// ExcludedDates are days without any moment. Those of other weeks are harmless.
	ExcludedDates []agenda.Date `json:"excluded_dates"`
}

// Window is a stretch of a weekday: the moments From, From + grid, … before To.
// Where windows overlap, a moment that several of them hold counts once; their bands
// must then be the same, for a moment belongs to one band.
type Window struct {
	Day  agenda.Weekday `json:"day"`
	From agenda.Clock   `json:"from"`
	To   agenda.Clock   `json:"to"`   // after From, 24:00 at the latest
	Band string         `json:"band"` // may be empty; 40 printable characters at most
}

// Quota bounds the moments of one band in a schedule.
type Quota struct {
	Min int  `json:"min"`
	Max *int `json:"max,omitempty"` // nil: no bound
}

// The limits of a configuration. They keep a wrong or hostile file from asking for
// tables that no workstation can hold.
const (
	maxReleases   = 200
	maxWindows    = 500
	maxBandRunes  = 40
	minutesOfDay  = 24 * 60
	minutesOfWeek = 7 * minutesOfDay
)

// Check returns a problem of code PUB-FIELD that names the first field with a value
// that can never be meant. Rules that are well formed but leave no schedule are found
// by [Prepare].
func (c Config) Check() error {
	if c.Week.Number < 1 || c.Week.Monday().Week() != c.Week {
		return fieldProblem("week", agenda.Msg("publication.field.week", "Value", c.Week.String()))
	}
	if len(c.Windows) > maxWindows {
		return fieldProblem("windows", agenda.Msg("publication.field.many", "Most", maxWindows))
	}
	for i, w := range c.Windows {
		if err := w.check(indexed("windows", i)); err != nil {
			return err
		}
	}
	for _, f := range []struct {
		name             string
		value, low, high int
	}{
		{"grid_minutes", c.GridMinutes, 1, minutesOfDay},
		{"releases", c.Releases, 1, maxReleases},
		{"min_gap_minutes", c.MinGapMinutes, 0, minutesOfWeek},
		{"max_per_day", c.MaxPerDay, 1, minutesOfWeek},
		{"min_days", c.MinDays, 0, 7},
	} {
		if err := checkRange(f.name, f.value, f.low, f.high); err != nil {
			return err
		}
	}
	for _, band := range c.quotaBands() {
		if err := c.Quotas[band].check(band); err != nil {
			return err
		}
	}
	return c.checkBands()
}

func (w Window) check(path string) error {
	switch {
	case w.Day < agenda.Sunday || w.Day > agenda.Saturday:
		return fieldProblem(path+".day", agenda.Msg("publication.field.day", "Value", w.Day.String()))
	case w.From < 0 || w.From >= minutesOfDay:
		return fieldProblem(path+".from", agenda.Msg("publication.field.clock", "Value", w.From.String()))
	case w.To <= w.From || w.To > minutesOfDay:
		return fieldProblem(path+".to", agenda.Msg("publication.field.order", "From", w.From, "To", w.To))
	}
	return checkBand(path+".band", w.Band)
}

func (q Quota) check(band string) error {
	path := "quotas." + band
	if err := checkBand(path, band); err != nil {
		return err
	}
	if err := checkRange(path+".min", q.Min, 0, maxReleases); err != nil {
		return err
	}
	if q.Max == nil {
		return nil
	}
	return checkRange(path+".max", *q.Max, 0, minutesOfWeek)
}

// checkBands refuses moments that overlapping windows give to two bands.
func (c Config) checkBands() error {
	type place struct {
		day agenda.Weekday
		at  agenda.Clock
	}
	bands := map[place]string{}
	for i, w := range c.Windows {
		for at := w.From; at < w.To; at += agenda.Clock(c.GridMinutes) {
			p := place{w.Day, at}
			if band, taken := bands[p]; taken && band != w.Band {
				return fieldProblem(indexed("windows", i)+".band", agenda.Msg("publication.field.overlap",
					"At", c.Week.Day(w.Day).At(at), "First", BandLabel(band), "Second", BandLabel(w.Band)))
			}
			bands[p] = w.Band
		}
	}
	return nil
}

func checkRange(field string, value, low, high int) error {
	if value < low || value > high {
		return fieldProblem(field, agenda.Msg("publication.field.range", "Value", value, "Low", low, "High", high))
	}
	return nil
}

func checkBand(field, band string) error {
	valid := utf8.ValidString(band) && utf8.RuneCountInString(band) <= maxBandRunes
	for _, r := range band {
		valid = valid && unicode.IsPrint(r)
	}
	if !valid {
		return fieldProblem(field, agenda.Msg("publication.field.band", "Most", maxBandRunes))
	}
	return nil
}

// quotaBands returns the bands with a quota, sorted.
func (c Config) quotaBands() []string {
	bands := make([]string, 0, len(c.Quotas))
	for band := range c.Quotas {
		bands = append(bands, band)
	}
	slices.Sort(bands)
	return bands
}

// Canonical returns the bytes that are sealed: the configuration as JSON without
// spaces or a final line break, in UTF-8, its fields in the order week, windows,
// grid_minutes, releases, min_gap_minutes, max_per_day, min_days, quotas,
// excluded_dates, none left out; windows (day, from, to, band) sorted by weekday from
// Monday, from, to, band; quotas (min, and max where there is one) sorted by band;
// excluded dates sorted; what is written twice is there once. In strings only the
// quotation mark and the backslash are escaped. [ReadConfig] reads it back.
func (c Config) Canonical() []byte {
	normal := c
	normal.Windows = sortedCopy(c.Windows, compareWindows)
	normal.ExcludedDates = sortedCopy(c.ExcludedDates, agenda.Date.Compare)
	if normal.Quotas == nil {
		normal.Quotas = map[string]Quota{}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(normal); err != nil {
		// No type of a Config can fail to be written.
		panic(err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func compareWindows(a, b Window) int {
	return cmp.Or(
		cmp.Compare(a.Day.ISO(), b.Day.ISO()),
		cmp.Compare(a.From, b.From),
		cmp.Compare(a.To, b.To),
		cmp.Compare(a.Band, b.Band),
	)
}

// sortedCopy returns the different elements in order, never nil.
func sortedCopy[T comparable](in []T, compare func(a, b T) int) []T {
	out := append(make([]T, 0, len(in)), in...)
	slices.SortFunc(out, compare)
	return slices.Compact(out)
}
