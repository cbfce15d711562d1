package calendar

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creneaux/app/agenda"
)

// easters are the Easter Sundays of 2006 to 2031 as almanacs print them.
var easters = []string{
	"2006-04-16", "2007-04-08", "2008-03-23", "2009-04-12", "2010-04-04", "2011-04-24", "2012-04-08", "2013-03-31", "2014-04-20",
	"2015-04-05", "2016-03-27", "2017-04-16", "2018-04-01", "2019-04-21", "2020-04-12", "2021-04-04", "2022-04-17", "2023-04-09",
	"2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2031-04-13",
}

// abolitionDays are the commemorations of each territory, from the laws of 30 June 1983
// and 28 February 2017 and the decree of 23 November 1983, month and day.
func abolitionDays(territory string, year int) string {
	if territory == "saint-martin" && year >= 2018 {
		return "05-28"
	}
	return map[string]string{
		"guadeloupe": "05-27", "guyane": "06-10", "martinique": "05-22", "la-reunion": "12-20", "mayotte": "04-27",
		"saint-barthelemy": "10-09", "saint-martin": "05-27",
	}[territory]
}

// TestHolidaysOfEveryTerritoryFrom2006To2031 counts each of the 26 years of the 13
// territories up from almanac and law, knowing nothing of the rules under test.
func TestHolidaysOfEveryTerritoryFrom2006To2031(t *testing.T) {
	for _, text := range easters {
		easter := agenda.MustDate(text)
		at := func(monthAndDay string) agenda.Date { return agenda.MustDate(text[:4] + "-" + monthAndDay) }
		for _, territory := range Territories() {
			want := []agenda.Date{
				at("01-01"), at("05-01"), at("05-08"), at("07-14"), at("08-15"), at("11-01"), at("11-11"), at("12-25"),
				easter.AddDays(1), easter.AddDays(39), easter.AddDays(50),
			}
			if territory == "alsace-moselle" {
				want = append(want, easter.AddDays(-2), at("12-26"))
			}
			if day := abolitionDays(territory, easter.Year); day != "" {
				want = append(want, at(day))
			}
			slices.SortFunc(want, agenda.Date.Compare)
			holidays, err := Holidays(territory, easter.Year)
			if err != nil {
				t.Fatal(err)
			}
			var got []agenda.Date
			for _, h := range holidays {
				got = append(got, h.Date)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s %d (-law +ours):\n%s", territory, easter.Year, diff)
			}
		}
	}
}
