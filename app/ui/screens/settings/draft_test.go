package settings

import (
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

// Whatever a procedure is called, its code is one, and nobody's yet.
func TestCodesAreValidAndFree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var procedures []agenda.Procedure
		for range rapid.IntRange(1, 6).Draw(t, "count") {
			label := rapid.SampledFrom([]string{"Été", "été !", "€", "Œuvre", "ÉTÉ", rapid.String().Draw(t, "label")}).Draw(t, "one")
			code := codeOf(label, procedures)
			if !code.Valid() {
				t.Fatalf("%q becomes %q", label, code)
			}
			for _, other := range procedures {
				if other.Code == code {
					t.Fatalf("%q is there twice", code)
				}
			}
			procedures = append(procedures, agenda.Procedure{Code: code})
		}
	})
}

// A share that the field shows and nobody touches is the same; one that is typed is what
// stands there.
func TestSharesAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := rapid.Float64Range(0, 1).Draw(t, "before")
		if got := shareOf(float64(tenths(before*1000))/10, before); got != before {
			t.Fatalf("%v became %v", before, got)
		}
		typed := rapid.IntRange(0, 1000).Draw(t, "tenths of a percent")
		if got := shareOf(float64(typed)/10, 2); got != float64(typed)/1000 {
			t.Fatalf("%d became %v", typed, got)
		}
	})
}

func TestDeskNamesCountOn(t *testing.T) {
	desks := []agenda.Desk{{Name: "G1"}, {Name: "g2"}, {Name: "Accueil"}}
	for after, want := range map[string]string{"G1": "G3", "G9": "G10", "Accueil": "Accueil2", "": "2"} {
		if got := deskName(after, desks); got != want {
			t.Errorf("after %q comes %q, want %q", after, got, want)
		}
	}
}

// A list knows how many of its entries are others.
func TestChangesAreCounted(t *testing.T) {
	desk := func(id, name string) agenda.Desk { return agenda.Desk{ID: agenda.DeskID(id), Name: name} }
	from := []agenda.Desk{desk("a", "A"), desk("b", "B"), desk("c", "C")}
	for name, c := range map[string]struct {
		to   []agenda.Desk
		want int
	}{
		"nothing": {from, 0},
		"order":   {[]agenda.Desk{from[1], from[0], from[2]}, 1},
		"name":    {[]agenda.Desk{desk("a", "Z"), from[1], from[2]}, 1},
		"added":   {append(from[:3:3], desk("", "D"), desk("", "E")), 2},
		"removed": {from[1:], 1},
	} {
		if got := listChanges(from, c.to, func(d agenda.Desk) string { return string(d.ID) }); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
