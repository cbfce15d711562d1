package publication

import (
	"bytes"
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

// checkUntil checks a property until it has met every kind of case, which chance may let it
// miss once, but not ten times.
func checkUntil(t *testing.T, met func() bool, property func(*rapid.T)) {
	t.Helper()
	for range 10 {
		rapid.Check(t, property)
		if t.Failed() || met() {
			return
		}
	}
	t.Error("some kind of case was never met")
}

// loadConfig reads one of the given configurations.
func loadConfig(t testing.TB, name string) Config {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := ReadConfig(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return c
}

// expectation is what plain counting gave for a configuration.
type expectation struct {
	Schedules   string  `json:"schedules"`
	EntropyBits float64 `json:"entropy_bits"`
	Hours       []struct {
		Hour     string  `json:"hour"`
		Expected float64 `json:"expected"`
	} `json:"hours"`
	BestWatch []Watch `json:"best_watch"`
}

func expectations(t *testing.T) map[string]expectation {
	t.Helper()
	data, err := os.ReadFile("testdata/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]expectation
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// obeys is the rules in their plainest form, the oracle of every test.
func obeys(c Config, schedule []agenda.Moment) bool {
	bands := map[agenda.Moment]string{}
	for _, w := range c.Windows {
		for at := w.From; at < w.To; at += agenda.Clock(c.GridMinutes) {
			if date := c.Week.Day(w.Day); !slices.Contains(c.ExcludedDates, date) {
				bands[date.At(at)] = w.Band
			}
		}
	}
	perDay, perBand := map[agenda.Date]int{}, map[string]int{}
	for i, at := range schedule {
		band, known := bands[at]
		if !known || i > 0 && (at <= schedule[i-1] || int(at-schedule[i-1]) < 60*c.MinGapMinutes) {
			return false
		}
		perBand[band]++
		if perDay[at.Date()]++; perDay[at.Date()] > c.MaxPerDay {
			return false
		}
	}
	for band, q := range c.Quotas {
		if perBand[band] < q.Min || q.Max != nil && perBand[band] > *q.Max {
			return false
		}
	}
	return len(schedule) == c.Releases && len(perDay) >= c.MinDays
}

// enumerate returns every schedule in lexicographic order, by trying every subset.
func enumerate(c Config) [][]agenda.Moment {
	all := c.moments()
	var found [][]agenda.Moment
	var extend func(from int, chosen []agenda.Moment)
	extend = func(from int, chosen []agenda.Moment) {
		if len(chosen) == c.Releases {
			if obeys(c, chosen) {
				found = append(found, slices.Clone(chosen))
			}
			return
		}
		for i := from; i < len(all); i++ {
			extend(i+1, append(chosen, all[i].at))
		}
	}
	extend(0, nil)
	return found
}

// smallConfig draws rules over few moments, that lie close to midnight and far apart,
// in bands with and without quotas, possible or not.
func smallConfig(t *rapid.T) Config {
	c := Config{
		Week:          agenda.MustWeek("2027-W10"),
		GridMinutes:   rapid.SampledFrom([]int{20, 30, 45, 60}).Draw(t, "grid"),
		Releases:      rapid.IntRange(1, 5).Draw(t, "releases"),
		MinGapMinutes: rapid.SampledFrom([]int{0, 20, 30, 60, 90, 150, 600, 1500, 3000}).Draw(t, "gap"),
		MaxPerDay:     rapid.IntRange(1, 4).Draw(t, "perDay"),
		MinDays:       rapid.IntRange(0, 4).Draw(t, "minDays"),
		Quotas:        map[string]Quota{},
	}
	for range rapid.IntRange(1, 5).Draw(t, "windows") {
		from := rapid.SampledFrom([]agenda.Clock{0, 30, 480, 500, 1260, 1320, 1380}).Draw(t, "from")
		band := "early"
		if from >= 480 {
			band = "day"
		}
		if from >= 1200 {
			band = "late"
		}
		to := min(from+agenda.Clock(rapid.IntRange(1, 4).Draw(t, "length")*c.GridMinutes), 1440)
		c.Windows = append(c.Windows, Window{
			Day:  agenda.Weekday(rapid.IntRange(0, 6).Draw(t, "day")),
			From: from, To: to, Band: band,
		})
	}
	for _, band := range []string{"early", "day", "late"} {
		if rapid.Bool().Draw(t, "has "+band) {
			continue
		}
		q := Quota{Min: rapid.IntRange(0, 2).Draw(t, "min "+band)}
		if rapid.Bool().Draw(t, "bounded "+band) {
			most := rapid.IntRange(0, 3).Draw(t, "max "+band)
			q.Max = &most
		}
		c.Quotas[band] = q
	}
	if rapid.IntRange(0, 3).Draw(t, "excluded") == 0 {
		c.ExcludedDates = []agenda.Date{c.Week.Day(c.Windows[0].Day)}
	}
	return c
}

// weekOfTwelve is the heavy week of the requirements: twelve releases, any minute,
// Monday to Saturday.
func weekOfTwelve() Config {
	c := Default(agenda.MustWeek("2027-W10"), nil)
	most := 5
	c.Releases, c.MaxPerDay, c.MinDays = 12, 3, 5
	c.Quotas = map[string]Quota{BandMorning: {Min: 2, Max: &most}, BandMidday: {Min: 1}, BandEvening: {Min: 2, Max: &most}}
	return c
}

func seedOf(b byte) (seed [32]byte) {
	for i := range seed {
		seed[i] = b + byte(i)
	}
	return seed
}

func bigEqual(a *big.Int, text string) bool {
	b, ok := new(big.Int).SetString(text, 10)
	return ok && a.Cmp(b) == 0
}
