package office

import (
	"testing"
	"time"
	_ "time/tzdata"

	"creneaux/app/calendar"
)

func TestEveryTerritoryHasItsZone(t *testing.T) {
	for _, territory := range calendar.Territories() {
		if zone, err := zoneOf(territory); err != nil || zone == nil {
			t.Errorf("%s: %v, %v", territory, zone, err)
		}
	}
	if len(zones) != len(calendar.Territories()) {
		t.Errorf("%d zones for %d territories", len(zones), len(calendar.Territories()))
	}
	for territory, want := range map[string]int{"metropole": 1, "la-reunion": 4, "guadeloupe": -4, "polynesie-francaise": -10} {
		zone, err := zoneOf(territory)
		if err != nil {
			t.Fatal(err)
		}
		if _, offset := time.Date(2027, time.January, 15, 12, 0, 0, 0, time.UTC).In(zone).Zone(); offset != want*3600 {
			t.Errorf("%s is %d s from Greenwich in winter, want %d h", territory, offset, want)
		}
	}
	if zone, err := zoneOf("atlantide"); zone != nil || err != nil {
		t.Errorf("an unknown territory has %v, %v", zone, err)
	}
}
