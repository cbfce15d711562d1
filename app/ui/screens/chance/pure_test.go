package chance

import (
	"bytes"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/screens/internal/seen"
)

// anyRules draws rules of which each number is in bounds, as the fields have them; together
// they may be wrong or impossible.
func anyRules(t *rapid.T) office.ReleaseRules {
	band := rapid.SampledFrom([]string{publication.BandMorning, publication.BandEvening, "", "nuit"})
	c := publication.Config{
		Week: march, GridMinutes: rapid.IntRange(1, minutesOfDay).Draw(t, "grid"), Releases: rapid.IntRange(1, mostReleases).Draw(t, "releases"),
		MinGapMinutes: rapid.IntRange(0, 7*minutesOfDay).Draw(t, "gap"), MaxPerDay: rapid.IntRange(1, mostReleases).Draw(t, "a day"),
		MinDays: rapid.IntRange(0, 7).Draw(t, "days"), Quotas: map[string]publication.Quota{},
	}
	for range rapid.IntRange(0, 6).Draw(t, "windows") {
		from := rapid.IntRange(0, minutesOfDay-2).Draw(t, "from")
		c.Windows = append(c.Windows, publication.Window{
			Day: rapid.SampledFrom(weekdays[:]).Draw(t, "day"), From: agenda.Clock(from),
			To: agenda.Clock(rapid.IntRange(from+1, minutesOfDay).Draw(t, "to")), Band: band.Draw(t, "band"),
		})
	}
	for range rapid.IntRange(0, 3).Draw(t, "quotas") {
		q := publication.Quota{Min: rapid.IntRange(0, 5).Draw(t, "least")}
		if rapid.Bool().Draw(t, "bounded") {
			most := rapid.IntRange(0, 9).Draw(t, "most")
			q.Max = &most
		}
		c.Quotas[band.Draw(t, "band of quota")] = q
	}
	return office.ReleaseRules{
		Config:   c,
		Lead:     publication.DealRules{LeadMinDays: rapid.IntRange(0, mostLead).Draw(t, "lead"), LeadMaxDays: rapid.IntRange(0, mostLead).Draw(t, "most lead")},
		Patience: publication.Patience{LateAfter: rapid.IntRange(0, minutesOfDay).Draw(t, "late"), MissedAfter: rapid.IntRange(0, minutesOfDay).Draw(t, "missed")},
	}
}

// What is shown is read back as it was, and what can be read is well formed or refused at
// a field that the form has.
func TestTheFormReadsBackWhatItShows(t *testing.T) {
	p := newPage(t, nil)
	f := p.rules.form
	refused, right := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		rules := anyRules(t)
		f.show(rules)
		read, ok := f.read()
		if !ok || !same(read, rules) {
			t.Fatalf("%v: %s\nis read as %s", ok, rules.Config.Canonical(), of(march, read.Config).Canonical())
		}
		field, said := faultOf(read, march)
		known := field == "" || field == fieldWindows || field == fieldQuotas || slices.ContainsFunc(f.numbers, func(n number) bool { return n.name == field })
		if !known || (field == "") != said.IsZero() {
			t.Fatalf("%v is said at %q", said, field)
		}
		if field != "" {
			refused++
			return
		}
		right++
		if err := of(march, read.Config).Check(); err != nil {
			t.Fatal(err)
		}
	})
	if refused == 0 || right == 0 {
		t.Errorf("%d rules were refused, %d right", refused, right)
	}
}

// Days that have the same window are one row, and come apart again as they were.
func TestWindowsAreTheSameTogetherAndApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyRules(t).Config
		spans := spansOf(c.Windows)
		again := c
		again.Windows = windowsOf(spans)
		if !bytes.Equal(c.Canonical(), again.Canonical()) {
			t.Fatalf("%s became %s", c.Canonical(), again.Canonical())
		}
		keys := map[string]bool{}
		for _, s := range spans {
			keys[s.key()] = true
		}
		if len(keys) != len(spans) {
			t.Fatalf("%d rows have %d keys", len(spans), len(keys))
		}
	})
}

// A day that is copied is the same everywhere; the others stay.
func TestACopiedDayReplacesTheOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		windows := anyRules(t).Config.Windows
		from := rapid.SampledFrom(weekdays[:]).Draw(t, "from")
		to := rapid.SliceOfNDistinct(rapid.SampledFrom(weekdays[:]), 1, 4, rapid.ID[agenda.Weekday]).Draw(t, "to")
		of := func(windows []publication.Window, day agenda.Weekday) (hours []publication.Window) {
			for _, w := range inOrder(windows) {
				if w.Day == day {
					w.Day = from
					hours = append(hours, w)
				}
			}
			return hours
		}
		after := copied(windows, from, to)
		for _, day := range weekdays {
			source := day
			if slices.Contains(to, day) {
				source = from
			}
			if got, want := of(after, day), of(windows, source); !slices.Equal(got, want) {
				t.Fatalf("%v has %v, not %v", day, got, want)
			}
		}
	})
}

// The classes rise, reach the largest value and no further than is needed.
func TestClassesReachTheLargestValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.Float64Range(0, 1e5).Draw(t, "most")
		bounds := boundsTo(most)
		if len(bounds) != chart.MostBounds || bounds[0] != 0 || !slices.IsSorted(bounds) {
			t.Fatalf("%v", bounds)
		}
		if top := bounds[len(bounds)-1]; top < most || most >= 1 && bounds[len(bounds)-2] >= most {
			t.Fatalf("%v for %v", bounds, most)
		}
	})
}

func TestNumbersOfAnySizeAreWritten(t *testing.T) {
	voice := seen.Voice(t)
	for _, c := range []struct {
		n                        *big.Int
		full, short, comparision string
	}{
		{big.NewInt(1), "1", "1", "screen.chance.compare.one"},
		{big.NewInt(364), "364", "364", "screen.chance.compare.few"},
		{big.NewInt(12_345), "12\u202f345", "12\u202f345", "screen.chance.compare.minutes"},
		{big.NewInt(9_960_000), "9\u202f960\u202f000", "1\u00a0×\u00a010⁷", "screen.chance.compare.minutes"},
		{power(3, 21), "3\u202f000\u202f000\u202f000\u202f000\u202f000\u202f000\u202f000", "3\u00a0×\u00a010²¹", "screen.chance.compare.seconds"},
	} {
		if got := grouped(c.n, voice); got != c.full {
			t.Errorf("%v in full is %q", c.n, got)
		}
		if got := rounded(c.n, voice); got != c.short {
			t.Errorf("%v is %q", c.n, got)
		}
		if got := comparison(c.n).Key; got != c.comparision {
			t.Errorf("%v is compared by %s", c.n, got)
		}
	}
}

func TestDaysInARowAreNamedByTheFirstAndTheLast(t *testing.T) {
	voice := seen.Voice(t)
	for want, days := range map[string][]int{"lun.–ven.": {0, 1, 2, 3, 4}, "lun., mer.": {0, 2}, "lun., mar.": {0, 1}, "lun.–mer., dim.": {0, 1, 2, 6}} {
		var s span
		for _, i := range days {
			s.days[i] = true
		}
		if got := s.said(voice); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
