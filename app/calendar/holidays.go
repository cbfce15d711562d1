package calendar

import (
	"slices"
	"strconv"
	"time"

	"creneaux/app/agenda"
)

// The years whose holidays are known. The list is what the law says since 1982 (8
// May) and 1983 (the abolition of slavery overseas); 1984 is the first whole year
// under both.
const (
	FirstYear = 1984
	LastYear  = 9999
)

// Holiday is a public holiday.
type Holiday struct {
	Date agenda.Date `json:"date"`
	// Name is in French, as the public data of the French state writes it ("Lundi
	// de Pâques", "8 mai"); only its "1er janvier" is called "Jour de l'an", as in
	// the contract of the command line.
	Name string `json:"name"`
}

// rule finds the day of a holiday in a year, given Easter Sunday of that year.
type rule struct {
	name string
	day  func(year int, easter agenda.Date) agenda.Date
}

// national are the eleven days of article L3133-1 of the Code du travail, which
// hold in every territory.
var national = []rule{
	{"Jour de l'an", fixed(time.January, 1)},
	{"Lundi de Pâques", afterEaster(1)},
	{"1er mai", fixed(time.May, 1)},
	{"8 mai", fixed(time.May, 8)},
	{"Ascension", afterEaster(39)},
	{"Lundi de Pentecôte", afterEaster(50)},
	{"14 juillet", fixed(time.July, 14)},
	{"Assomption", fixed(time.August, 15)},
	{"Toussaint", fixed(time.November, 1)},
	{"11 novembre", fixed(time.November, 11)},
	{"Jour de Noël", fixed(time.December, 25)},
}

const abolition = "Abolition de l'esclavage"

// local are the days that a territory has beside the national ones, for the
// territories that the public data of the French state knows. Days that a territory
// itself sets (New Caledonia's 24 September, say) are not in that data; a service
// there enters them as closures.
var local = map[string][]rule{
	"metropole": nil,
	"alsace-moselle": {
		{"Vendredi saint", afterEaster(-2)},
		{"2ème jour de Noël", fixed(time.December, 26)},
	},
	"guadeloupe":               {{abolition, fixed(time.May, 27)}},
	"guyane":                   {{abolition, fixed(time.June, 10)}},
	"la-reunion":               {{abolition, fixed(time.December, 20)}},
	"martinique":               {{abolition, fixed(time.May, 22)}},
	"mayotte":                  {{abolition, fixed(time.April, 27)}},
	"nouvelle-caledonie":       nil,
	"polynesie-francaise":      nil,
	"saint-barthelemy":         {{abolition, fixed(time.October, 9)}},
	"saint-martin":             {{abolition, abolitionInSaintMartin}},
	"saint-pierre-et-miquelon": nil,
	"wallis-et-futuna":         nil,
}

// Territories returns the codes of the territories whose holidays are known, in
// alphabetical order: "alsace-moselle", "metropole", "la-reunion"…
func Territories() []string {
	codes := make([]string, 0, len(local))
	for code := range local {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// Holidays returns the public holidays of a territory in a calendar year, by date.
// Two of them may fall on one day (1 May and the Ascension in 2008). It answers
// problem CAL-TERRITORY for a territory that is not one of [Territories], and
// CAL-YEAR for a year before [FirstYear] or after [LastYear].
func Holidays(territory string, year int) ([]Holiday, error) {
	rules, err := rulesOf(territory)
	if err != nil {
		return nil, err
	}
	if year < FirstYear || year > LastYear {
		return nil, agenda.NewProblem("CAL-YEAR", "Year", year,
			"First", strconv.Itoa(FirstYear), "Last", strconv.Itoa(LastYear))
	}
	return holidaysBy(rules, year), nil
}

func rulesOf(territory string) ([]rule, error) {
	own, known := local[territory]
	if !known {
		return nil, agenda.NewProblem("CAL-TERRITORY", "Territory", territory, "Known", Territories())
	}
	return slices.Concat(national, own), nil
}

func holidaysBy(rules []rule, year int) []Holiday {
	easter := easterSunday(year)
	days := make([]Holiday, 0, len(rules))
	for _, r := range rules {
		days = append(days, Holiday{r.day(year, easter), r.name})
	}
	slices.SortStableFunc(days, func(a, b Holiday) int { return a.Date.Compare(b.Date) })
	return days
}

func fixed(month time.Month, day int) func(int, agenda.Date) agenda.Date {
	return func(year int, _ agenda.Date) agenda.Date { return agenda.NewDate(year, month, day) }
}

func afterEaster(days int) func(int, agenda.Date) agenda.Date {
	return func(_ int, easter agenda.Date) agenda.Date { return easter.AddDays(days) }
}

// abolitionInSaintMartin was moved from 27 to 28 May by the law of 28 February 2017
// on equality overseas; the public data has it so from 2018 on.
func abolitionInSaintMartin(year int, _ agenda.Date) agenda.Date {
	if year < 2018 {
		return agenda.NewDate(year, time.May, 27)
	}
	return agenda.NewDate(year, time.May, 28)
}

// easterSunday is the anonymous Gregorian computus, first printed in Nature, 20
// April 1876, and kept in J. Meeus, Astronomical Algorithms (2nd ed., 1998),
// chapter 8; the letters are Meeus's.
func easterSunday(year int) agenda.Date {
	a := year % 19
	b, c := year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return agenda.NewDate(year, time.Month(n/31), n%31+1)
}
