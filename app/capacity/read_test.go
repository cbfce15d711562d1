package capacity

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"creneaux/app/agenda"
)

const good = `{"name": "n", "weeks": ["2027-W01", "2027-W02"],
 "procedures": [{"code": "first", "minutes": 30, "target": 4}],
 "desks": [{"name": "G1", "accepts": ["first"], "minutes": [60, 60]}],
 "fixed": [{"week": "2027-W01", "desk": "G1", "procedure": "first", "slots": 1}]}`

func TestReadRefusesWhatIsWrong(t *testing.T) {
	replaced := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(good) }
	for name, test := range map[string]struct{ text, code, where string }{
		"good":                   {good, "", ""},
		"byte order mark":        {"\ufeff" + good, "", ""},
		"empty":                  {"", "PLAN-EMPTY", ""},
		"blank":                  {" \n", "PLAN-EMPTY", ""},
		"too large":              {strings.Repeat(" ", maxFile) + good, "PLAN-TOO-LARGE", ""},
		"binary":                 {"\x00\x01\x02", "PLAN-JSON", "Line=1"},
		"truncated":              {good[:150], "PLAN-JSON", "Line=3"},
		"two documents":          {good + "{}", "PLAN-JSON", "Line=4"},
		"unknown field":          {replaced(`"fixed"`, `"fixd"`), "PLAN-FIELD", "fixd"},
		"a list":                 {"[]", "PLAN-TYPE", ""},
		"null":                   {"null", "PLAN-MISSING", "weeks"},
		"text for a number":      {replaced(`30`, `"30"`), "PLAN-TYPE", "procedures.minutes"},
		"half a minute":          {replaced(`30`, `30.5`), "PLAN-TYPE", "procedures.minutes"},
		"too large a number":     {replaced(`30`, `99999999999999999999`), "PLAN-TYPE", "procedures.minutes"},
		"no target":              {replaced(`, "target": 4`, ``), "PLAN-MISSING", "procedures[0].target"},
		"no minutes":             {replaced(`"minutes": 30, `, ``), "PLAN-MISSING", "procedures[0].minutes"},
		"no slots":               {replaced(`, "slots": 1`, ``), "PLAN-MISSING", "fixed[0].slots"},
		"no weeks":               {replaced(`"2027-W01", "2027-W02"`, ``), "PLAN-MISSING", "weeks"},
		"no such week":           {replaced(`"2027-W02"`, `"2027-W53"`), "PLAN-WEEK", "weeks[1]"},
		"weeks in disorder":      {replaced(`"2027-W02"`, `"2026-W02"`), "PLAN-WEEK-ORDER", "weeks[1]"},
		"a week twice":           {replaced(`"2027-W02"`, `"2027-W01"`), "PLAN-WEEK-ORDER", "weeks[1]"},
		"negative target":        {replaced(`"target": 4`, `"target": -4`), "PLAN-RANGE", "procedures[0].target"},
		"slots of no minutes":    {replaced(`30`, `0`), "PLAN-RANGE", "procedures[0].minutes"},
		"negative opening":       {replaced(`[60, 60]`, `[60, -60]`), "PLAN-RANGE", "desks[0].minutes[1]"},
		"too few openings":       {replaced(`[60, 60]`, `[60]`), "PLAN-LENGTH", "desks[0].minutes"},
		"unknown procedure":      {replaced(`["first"]`, `["second"]`), "PLAN-UNKNOWN", "desks[0].accepts[0]"},
		"accepted twice":         {replaced(`["first"]`, `["first", "first"]`), "PLAN-DOUBLE", "desks[0].accepts[1]"},
		"desk without name":      {replaced(`"name": "G1"`, `"name": ""`), "PLAN-MISSING", "desks[0].name"},
		"locked elsewhere":       {replaced(`"desk": "G1"`, `"desk": "G2"`), "PLAN-UNKNOWN", "fixed[0].desk"},
		"locked in another week": {replaced(`"week": "2027-W01"`, `"week": "2027-W03"`), "PLAN-UNKNOWN", "fixed[0].week"},
		"locked too many":        {replaced(`"slots": 1`, `"slots": 3`), "PLAN-OVER-MINUTES", "Desk=G1"},
		"locked above target":    {replaced(`"slots": 1`, `"slots": 2`, `"target": 4`, `"target": 1`), "PLAN-OVER-TARGET", "first"},
		"locked negative":        {replaced(`"slots": 1`, `"slots": -1`), "PLAN-RANGE", "fixed[0].slots"},
	} {
		_, err := ReadInstance(strings.NewReader(test.text))
		if got := agenda.CodeOf(err); got != test.code {
			t.Errorf("%s: got %v, want %s", name, err, test.code)
		} else if err != nil && !strings.Contains(err.Error(), test.where) {
			t.Errorf("%s: %v does not say %q", name, err, test.where)
		}
	}
}

func TestReadBoundsTheSizes(t *testing.T) {
	var desks strings.Builder
	for i := range maxDesks + 1 {
		if i > 0 {
			desks.WriteString(", ")
		}
		desks.WriteString("{}")
	}
	text := strings.Replace(good, `[{"name": "G1", "accepts": ["first"], "minutes": [60, 60]}]`, "["+desks.String()+"]", 1)
	if _, err := ReadInstance(strings.NewReader(text)); agenda.CodeOf(err) != "PLAN-TOO-MANY" {
		t.Errorf("got %v", err)
	}
}

func TestReadPassesTheReadersErrorOn(t *testing.T) {
	broken := errors.New("the drive is gone")
	if _, err := ReadInstance(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func FuzzReadInstance(f *testing.F) {
	f.Add([]byte(good))
	for _, name := range []string{"d-catch-up", "e-summer"} {
		data, err := os.ReadFile(filepath.Join("testdata", name+".json"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := ReadInstance(strings.NewReader(string(data)))
		if err != nil {
			if agenda.CodeOf(err) == "" {
				t.Fatalf("not a problem: %v", err)
			}
			return
		}
		if err := Check(in, in.Fixed); err != nil {
			t.Fatalf("accepted, and its own locked weeks are refused: %v", err)
		}
		g := newGrid(in)
		g.seed()
		g.fill()
		if err := Check(in, g.cells(in)); err != nil {
			t.Fatalf("accepted, and the first plan is refused: %v", err)
		}
	})
}
