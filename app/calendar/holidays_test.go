package calendar

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickar/cal/v2/fr"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

// zones are the territories as the public data writes them.
var zones = map[string]string{
	"Métropole": "metropole", "Alsace-Moselle": "alsace-moselle", "Guadeloupe": "guadeloupe",
	"Guyane": "guyane", "Martinique": "martinique", "Mayotte": "mayotte", "La Réunion": "la-reunion",
	"Nouvelle-Calédonie": "nouvelle-caledonie", "Polynésie Française": "polynesie-francaise",
	"Saint-Barthélémy": "saint-barthelemy", "Saint-Martin": "saint-martin",
	"Wallis-et-Futuna": "wallis-et-futuna", "Saint-Pierre-et-Miquelon": "saint-pierre-et-miquelon",
}

func shared(t *testing.T, elements ...string) string {
	t.Helper()
	root := os.Getenv("CRENEAUX_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(root, filepath.Join(elements...))
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("the public data is not on this machine (%s); CRENEAUX_SHARED may name its folder", path)
	}
	return path
}

func TestHolidaysAreThoseOfThePublicData(t *testing.T) {
	file, err := os.Open(shared(t, "holidays", "public-holidays-2006-2016.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	type key struct {
		territory string
		year      int
	}
	want := map[key][]string{}
	for _, row := range rows[1:] {
		date, name := agenda.MustDate(row[0]), row[1]
		if name == "1er janvier" {
			name = "Jour de l'an"
		}
		for _, zone := range strings.Split(row[2], "|") {
			territory, known := zones[zone]
			if !known {
				t.Fatalf("the data has a zone %q that the test does not know", zone)
			}
			k := key{territory, date.Year}
			want[k] = append(want[k], date.String()+" "+name)
		}
	}
	if len(want) != 11*13 {
		t.Fatalf("the data has %d years of territories, want 143", len(want))
	}
	for k, days := range want {
		holidays, err := Holidays(k.territory, k.year)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range holidays {
			got = append(got, h.Date.String()+" "+h.Name)
		}
		slices.Sort(days)
		slices.Sort(got)
		if diff := cmp.Diff(days, got); diff != "" {
			t.Errorf("%s %d (-data +ours):\n%s", k.territory, k.year, diff)
		}
	}
}

func TestNationalHolidaysAgreeWithAnotherLibrary(t *testing.T) {
	for year := 2000; year <= 2040; year++ {
		var want []string
		for _, h := range fr.Holidays {
			actual, _ := h.Calc(year)
			want = append(want, agenda.DateOf(actual).String())
		}
		holidays, err := Holidays("metropole", year)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range holidays {
			got = append(got, h.Date.String())
		}
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d (-other +ours):\n%s", year, diff)
		}
	}
}

func TestTerritoriesAreThoseOfThePublicData(t *testing.T) {
	if diff := cmp.Diff(slices.Sorted(maps.Values(zones)), Territories()); diff != "" {
		t.Error(diff)
	}
}

func TestAbolitionDayOfSaintMartinMovedIn2018(t *testing.T) {
	for year, want := range map[int]string{2017: "2017-05-27", 2018: "2018-05-28", 2027: "2027-05-28"} {
		holidays, err := Holidays("saint-martin", year)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(holidays, Holiday{agenda.MustDate(want), "Abolition de l'esclavage"}) {
			t.Errorf("%d: no abolition day on %s in %v", year, want, holidays)
		}
	}
}

func TestEverySpringOfEveryTerritory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(FirstYear, LastYear).Draw(t, "year")
		territory := rapid.SampledFrom(Territories()).Draw(t, "territory")
		easter := easterSunday(year)
		if easter.Weekday() != agenda.Sunday ||
			easter.Before(agenda.NewDate(year, time.March, 22)) || easter.After(agenda.NewDate(year, time.April, 25)) {
			t.Fatalf("Easter on %s, a %s", easter, easter.Weekday())
		}
		holidays, err := Holidays(territory, year)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(holidays, Holiday{agenda.NewDate(year, time.May, 8), "8 mai"}) {
			t.Fatal("no 8 May")
		}
		if len(holidays) < 11 {
			t.Fatalf("only %d holidays", len(holidays))
		}
		if !slices.IsSortedFunc(holidays, func(a, b Holiday) int { return a.Date.Compare(b.Date) }) {
			t.Fatalf("not by date: %v", holidays)
		}
		for _, h := range holidays {
			if h.Date.Year != year {
				t.Fatalf("%v is not in %d", h, year)
			}
		}
	})
}

func TestEasterOfKnownYears(t *testing.T) {
	for _, want := range []string{"1818-03-22", "1943-04-25", "1954-04-18", "2000-04-23", "2008-03-23", "2026-04-05", "2027-03-28", "2038-04-25"} {
		date := agenda.MustDate(want)
		if got := easterSunday(date.Year); got != date {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestUnknownTerritoriesAndYearsAreRefused(t *testing.T) {
	_, err := Holidays("Métropole", 2027)
	if agenda.CodeOf(err) != "CAL-TERRITORY" || !strings.Contains(err.Error(), "alsace-moselle") {
		t.Errorf("got %v", err)
	}
	if _, err := New("", nil); agenda.CodeOf(err) != "CAL-TERRITORY" {
		t.Errorf("got %v", err)
	}
	for _, year := range []int{-1, 0, FirstYear - 1, LastYear + 1} {
		if _, err := Holidays("metropole", year); agenda.CodeOf(err) != "CAL-YEAR" {
			t.Errorf("%d: got %v", year, err)
		}
	}
}
