package reference

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os"
	"slices"
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
	if c := s.Closures[0]; !slices.Equal(c.DeskNames, []string{"A"}) || c.Desks != nil || !c.Hours.Whole() || c.Reason != "travaux" || c.To.DaysSince(c.From) != 4 {
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
		{`"desk":"A"`, `"desks":["A","B"]`, "SETUP-FIELD", "closures[0].desks[1]"},
		{`"desk":"A"`, `"desk":"A","desks":["A"]`, "SETUP-FIELD", "closures[0].desks[0]"},
		{`"desk":"A"`, `"desks":[]`, "SETUP-FIELD", "closures[0].desks"},
		{`"desk":"A"`, `"from_hour":"12:00","to_hour":"09:00"`, "SETUP-FIELD", "closures[0].to_hour"},
		{`"desk":"A"`, `"from_hour":"midi"`, "SETUP-FIELD", "closures[0].from_hour"},
		{`"counted":true`, `"counted":true,"walk_in":{"mornings":["mon"],"share":2}`, "SETUP-FIELD", "procedures[0].walk_in.share"},
		{`"counted":true`, `"counted":true,"walk_in":{"mornings":["mon"],"positions":0}`, "SETUP-FIELD", "procedures[0].walk_in.positions"},
		{`metropole"`, `metropole","school_zone":"D"`, "SETUP-FIELD", "service.school_zone"},
		{`metropole"`, `metropole","school_demand":5`, "SETUP-FIELD", "service.school_demand"},
		{`"closures":[`, `"absences":[{"from":"2027-03-01","to":"2027-03-02","desk":"B"}],"closures":[`, "SETUP-FIELD", "absences[0].desk"},
		{`"closures":[`, `"absences":[{"from":"2027-03-01","to":"2027-03-02"}],"closures":[`, "SETUP-MISSING", "absences[0].desk"},
		{`"closures":[`, `"absences":[{"from":"2027-03-01","to":"2027-03-02","desk":"A","positions":0}],"closures":[`, "SETUP-FIELD", "absences[0].positions"},
		{`"closures":[`, `"session_changes":[{"from":"2027-03-01","desk":"A"}],"closures":[`, "SETUP-MISSING", "session_changes[0].sessions"},
		{`"closures":[`, `"school_holidays":[{"zone":"A","name":"","from":"2027-03-01","to":"2027-03-02"}],"closures":[`, "SETUP-FIELD", "school_holidays[0].name"},
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

// calendarSetup says everything about a calendar that a set-up file can say. Its school
// holidays are made up.
const calendarSetup = `{"service":{"name":"S","territory":"metropole","school_zone":"C","school_demand":0.8,"year":2027,"targets":{"appointments":10,"permits":5}},
"procedures":[{"code":"other","label":"Autre","minutes":20,"counted":true},
 {"code":"share","label":"Part","minutes":20,"counted":true,"walk_in":{"mornings":["mon"],"share":0.5}},
 {"code":"agents","label":"Agents","minutes":20,"counted":true,"walk_in":{"mornings":["mon"],"positions":2}}],
"desks":[{"name":"A","procedures":["other"],"sessions":[{"days":["mon"],"from":"09:00","to":"12:00","positions":1}]},{"name":"B","procedures":["other"],"sessions":[]}],
"closures":[{"from":"2027-08-02","to":"2027-08-06","desks":["A","B"],"from_hour":"12:00","to_hour":"24:00","reason":"travaux"},{"from":"2027-08-09","to":"2027-08-09","to_hour":"12:00"}],
"absences":[{"from":"2027-03-01","to":"2027-03-05","desk":"A","reason":"formation"},{"from":"2027-03-08","to":"2027-03-08","desk":"B","positions":2,"from_hour":"14:00"}],
"session_changes":[{"from":"2027-06-01","desk":"A","sessions":[{"days":["tue"],"from":"09:00","to":"10:00","positions":3}]},{"from":"2027-07-01","to":"2027-07-31","desk":"B","sessions":[],"reason":"été"}],
"school_holidays":[{"zone":"A","name":"Vacances d’essai","from":"2027-02-06","to":"2027-02-21"}]}`

func TestReadSetupOfACalendar(t *testing.T) {
	s, err := ReadSetup(strings.NewReader(calendarSetup))
	if err != nil {
		t.Fatal(err)
	}
	if c := s.Closures; c[0].Hours != agenda.Afternoon() || len(c[0].DeskNames) != 2 || c[1].Hours != agenda.Morning() || c[1].DeskNames != nil {
		t.Errorf("closures %+v", c)
	}
	if a := s.Absences; a[0].Positions != 1 || !a[0].Hours.Whole() || a[1].Positions != 2 || a[1].Hours != (agenda.Hours{From: 14 * 60, To: agenda.EndOfDay}) {
		t.Errorf("absences %+v", a)
	}
	if c := s.Changes; !c[0].To.IsZero() || c[0].Sessions[0].Positions != 3 || c[1].To.IsZero() || len(c[1].Sessions) != 0 {
		t.Errorf("changes %+v", c)
	}
	if s.Service.SchoolZone != "C" || s.Service.SchoolDemand != 0.8 || s.SchoolHolidays[0].Zone != "A" || s.Procedures[1].WalkIn.Share != 0.5 || s.Procedures[2].WalkIn.Positions != 2 {
		t.Errorf("school %+v, procedures %+v", s.SchoolHolidays, s.Procedures)
	}
}

func FuzzReadSetup(f *testing.F) {
	data, err := os.ReadFile("testdata/setup.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(small))
	f.Add([]byte(calendarSetup))
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
