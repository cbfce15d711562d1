package serviceform

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/ui/screens/internal/seen"
)

// What was not changed is read exactly as it was, whatever it is; what was changed is read
// as it stands.
func TestTheFormReadsWhatItShows(t *testing.T) {
	seen.App(t)
	f := New(Params{Voice: seen.Voice(t)}, agenda.Service{})
	line := rapid.StringMatching(`[ A-Za-zé\t]{0,8}`)
	rapid.Check(t, func(t *rapid.T) {
		service := agenda.Service{
			Name: line.Draw(t, "name"), Prefecture: line.Draw(t, "prefecture"), Email: line.Draw(t, "email"), Website: line.Draw(t, "website"),
			Address: rapid.SliceOfN(line, 0, 3).Draw(t, "address"), Territory: rapid.SampledFrom(calendar.Territories()).Draw(t, "territory"),
			Year: rapid.IntRange(firstYear, lastYear).Draw(t, "year"), Targets: agenda.Targets{Appointments: 5, Permits: 3}, SchoolZone: "C",
		}
		f.Set(service)
		again := service
		f.Take(&again)
		if !reflect.DeepEqual(again, service) || f.Dirty() {
			t.Fatalf("%+v became %+v", service, again)
		}
		f.Website.SetText("rendez-vous.example.fr ")
		f.Take(&again)
		if again.Website != "rendez-vous.example.fr" || !f.Dirty() {
			t.Fatalf("typed, and read %q", again.Website)
		}
		service.Website = again.Website
		if !reflect.DeepEqual(again, service) {
			t.Fatalf("%+v became %+v", service, again)
		}
	})
}

func TestEveryTerritoryIsOffered(t *testing.T) {
	offered := map[string]bool{}
	for _, one := range territories {
		offered[one.code] = true
	}
	for _, code := range calendar.Territories() {
		if !offered[code] {
			t.Errorf("%s is not offered", code)
		}
	}
	if len(offered) != len(calendar.Territories()) {
		t.Errorf("%d are offered, there are %d", len(offered), len(calendar.Territories()))
	}
}
