package reference

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"creneaux/app/agenda"
)

func TestReadSetupOfTheGivenFile(t *testing.T) {
	data, err := os.ReadFile("testdata/setup.json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := ReadSetup(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if s.Service.Name != "Service des étrangers" || s.Service.Year != 2026 || s.Service.Targets != (agenda.Targets{Appointments: 15000, Permits: 12000}) {
		t.Errorf("service %+v", s.Service)
	}
	if len(s.Procedures) != 7 || len(s.Desks) != 4 || s.Closures != nil {
		t.Errorf("%d procedures, %d desks, closures %v", len(s.Procedures), len(s.Desks), s.Closures)
	}
	renewal, walkIn := s.Procedures[1], s.Procedures[6]
	if renewal.Minutes != 20 || renewal.NoShow != 0.06 || renewal.PermitsPerKept != 0.94 || len(renewal.Papers) == 0 || s.Weights["renewal"] != 46 {
		t.Errorf("what the file leaves out is not that of the reference: %+v, weight %v", renewal, s.Weights["renewal"])
	}
	if walkIn.WalkIn == nil || len(walkIn.WalkIn.Mornings) != 4 || s.Weights["ten-year"] != 0 {
		t.Errorf("ten-year renewal: %+v", walkIn)
	}
	g3 := s.Desks[2]
	if g3.ID != "G3" || len(g3.Procedures) != 2 || len(g3.Sessions) != 1 || g3.Sessions[0].To != agenda.Noon || len(g3.Sessions[0].Days) != 5 {
		t.Errorf("desk %+v", g3)
	}
}

const small = `{"service":{"name":"S","territory":"metropole","year":2027,"targets":{"appointments":10,"permits":5}},
"procedures":[{"code":"other","label":"Autre","minutes":20,"counted":true}],
"desks":[{"name":"A","procedures":["other"],"sessions":[{"days":["mon"],"from":"09:00","to":"12:00","positions":1}]}],
"closures":[{"from":"2027-08-02","to":"2027-08-06","desk":"A","reason":"travaux"}]}`

func TestReadSetupOfUnknownProcedure(t *testing.T) {
	s, err := ReadSetup(strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	p := s.Procedures[0]
	if math.Abs(p.NoShow-0.0615) > 0.005 || p.PermitsPerKept < 0.8 || p.PermitsPerKept > 0.9 || len(s.Weights) != 0 {
		t.Errorf("procedure %+v, weights %v", p, s.Weights)
	}
	if c := s.Closures[0]; c.DeskName != "A" || c.Desk != "" || c.Reason != "travaux" || c.To.DaysSince(c.From) != 4 {
		t.Errorf("closure %+v", c)
	}
}

func TestReadSetupNamesWhatIsWrong(t *testing.T) {
	for _, test := range []struct{ replace, with, code, place string }{
		{`"name":"S"`, `"name":""`, "SETUP-FIELD", "service.name"},
		{`"name":"S",`, ``, "SETUP-MISSING", "service.name"},
		{`"name":"S"`, `"name":"S","colour":1`, "SETUP-UNKNOWN", "service.colour"},
		{`"name":"S"`, `"name":"S","name":"T"`, "SETUP-TWICE", "service.name"},
		{`"name":"S"`, `"name":"S","email":"nobody"`, "SETUP-FIELD", "service.email"},
		{`"name":"S"`, `"name":"S","address":["a",""]`, "SETUP-FIELD", "service.address[1]"},
		{`metropole`, `atlantide`, "SETUP-FIELD", "service.territory"},
		{`2027,`, `27,`, "SETUP-FIELD", "service.year"},
		{`2027,`, `"2027",`, "SETUP-FIELD", "service.year"},
		{`"appointments":10`, `"appointments":-1`, "SETUP-FIELD", "service.targets.appointments"},
		{`"permits":5`, `"permits":5.5`, "SETUP-FIELD", "service.targets.permits"},
		{`"code":"other"`, `"code":"Other one"`, "SETUP-FIELD", "procedures[0].code"},
		{`"minutes":20`, `"minutes":0`, "SETUP-FIELD", "procedures[0].minutes"},
		{`"counted":true`, `"counted":null`, "SETUP-FIELD", "procedures[0].counted"},
		{`"counted":true`, `"counted":true,"no_show":1.1`, "SETUP-FIELD", "procedures[0].no_show"},
		{`"counted":true`, `"counted":true,"walk_in":{}`, "SETUP-MISSING", "procedures[0].walk_in.mornings"},
		{`"counted":true`, `"counted":true,"walk_in":{"mornings":[]}`, "SETUP-FIELD", "procedures[0].walk_in.mornings"},
		{`"counted":true}`, `"counted":true},{"code":"other","label":"Autre","minutes":20,"counted":true}`, "SETUP-FIELD", "procedures[1].code"},
		{`["other"]`, `["first"]`, "SETUP-FIELD", "desks[0].procedures[0]"},
		{`["other"]`, `["other","other"]`, "SETUP-FIELD", "desks[0].procedures[1]"},
		{`["mon"]`, `["mon","lundi"]`, "SETUP-FIELD", "desks[0].sessions[0].days[1]"},
		{`["mon"]`, `["mon","mon"]`, "SETUP-FIELD", "desks[0].sessions[0].days[1]"},
		{`"12:00"`, `"09:00"`, "SETUP-FIELD", "desks[0].sessions[0].to"},
		{`"09:00"`, `"9h"`, "SETUP-FIELD", "desks[0].sessions[0].from"},
		{`"positions":1`, `"positions":0`, "SETUP-FIELD", "desks[0].sessions[0].positions"},
		{`"2027-08-06"`, `"2027-08-01"`, "SETUP-FIELD", "closures[0].to"},
		{`"2027-08-06"`, `""`, "SETUP-FIELD", "closures[0].to"},
		{`"desk":"A"`, `"desk":"B"`, "SETUP-FIELD", "closures[0].desk"},
		{`"closures":[`, `"closures":[[],`, "SETUP-FIELD", "closures[0]"},
	} {
		text := strings.Replace(small, test.replace, test.with, 1)
		_, err := ReadSetup(strings.NewReader(text))
		p, ok := errors.AsType[*agenda.Problem](err)
		if !ok || p.Code != test.code || p.Args["Field"] != test.place {
			t.Errorf("%s instead of %s: got %v, want %s at %s", test.with, test.replace, err, test.code, test.place)
		}
	}
}

func TestReadSetupOfNoSetup(t *testing.T) {
	for name, test := range map[string]struct {
		r    io.Reader
		code string
	}{
		"empty":      {strings.NewReader(""), "SETUP-SYNTAX"},
		"cut off":    {strings.NewReader(small[:100]), "SETUP-SYNTAX"},
		"two":        {strings.NewReader(small + small), "SETUP-SYNTAX"},
		"binary":     {bytes.NewReader([]byte{0xff, 0, 1}), "SETUP-SYNTAX"},
		"a list":     {strings.NewReader("[]"), "SETUP-FIELD"},
		"huge":       {strings.NewReader(strings.Repeat(" ", maxSetupBytes+1)), "SETUP-SIZE"},
		"many desks": {strings.NewReader(`{"service":{},"procedures":[` + strings.Repeat("1,", maxItems) + `1]}`), "SETUP-MISSING"},
		"unreadable": {iotest.ErrReader(errors.New("gone")), "SETUP-READ"},
	} {
		if _, err := ReadSetup(test.r); agenda.CodeOf(err) != test.code {
			t.Errorf("%s: got %v, want %s", name, err, test.code)
		}
	}
}

func FuzzReadSetup(f *testing.F) {
	data, err := os.ReadFile("testdata/setup.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(small))
	f.Add([]byte(referenceSetup))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ReadSetup(bytes.NewReader(data))
		if err != nil {
			if agenda.CodeOf(err) == "" {
				t.Fatalf("not a problem: %v", err)
			}
			return
		}
		codes := map[agenda.ProcedureCode]bool{}
		for _, p := range s.Procedures {
			if codes[p.Code] || p.Label == "" || p.Minutes < 1 || p.NoShow < 0 || p.NoShow > 1 {
				t.Fatalf("procedure %+v was let through", p)
			}
			codes[p.Code] = true
		}
		for _, d := range s.Desks {
			for _, c := range d.Procedures {
				if !codes[c] {
					t.Fatalf("desk %+v serves an unknown procedure", d)
				}
			}
		}
	})
}
