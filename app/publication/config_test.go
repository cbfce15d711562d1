package publication

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

const smallest = `{"week":"2027-W10","windows":[{"day":"mon","from":"08:00","to":"09:00","band":""}],"grid_minutes":30,"releases":1,"max_per_day":1}`

func TestReadConfigNamesWhatIsWrong(t *testing.T) {
	for _, test := range []struct {
		replace, with string
		code, place   string
	}{
		{`"2027-W10"`, `"2027-W54"`, "PUB-FIELD", "week"},
		{`"2027-W10"`, `null`, "PUB-FIELD", "week"},
		{`"2027-W10"`, `2027`, "PUB-FIELD", "week"},
		{`"mon"`, `"Monday"`, "PUB-FIELD", "windows[0].day"},
		{`"08:00"`, `"8h"`, "PUB-FIELD", "windows[0].from"},
		{`"08:00"`, `"24:00"`, "PUB-FIELD", "windows[0].from"},
		{`"09:00"`, `"08:00"`, "PUB-FIELD", "windows[0].to"},
		{`"09:00"`, `"24:01"`, "PUB-FIELD", "windows[0].to"},
		{`"band":""`, `"band":"a\nb"`, "PUB-FIELD", "windows[0].band"},
		{`,"band":""`, ``, "PUB-MISSING", "windows[0].band"},
		{`"band":""`, `"band":"","colour":1`, "PUB-UNKNOWN", "windows[0].colour"},
		{`30`, `0`, "PUB-FIELD", "grid_minutes"},
		{`30`, `1.5`, "PUB-FIELD", "grid_minutes"},
		{`"releases":1`, `"releases":201`, "PUB-FIELD", "releases"},
		{`"releases":1,`, ``, "PUB-MISSING", "releases"},
		{`"releases"`, `"Releases"`, "PUB-UNKNOWN", "Releases"},
		{`"releases":1`, `"releases":1,"releases":2`, "PUB-TWICE", "releases"},
		{`"max_per_day":1`, `"max_per_day":0`, "PUB-FIELD", "max_per_day"},
		{`"max_per_day":1`, `"max_per_day":1,"min_days":8`, "PUB-FIELD", "min_days"},
		{`"max_per_day":1`, `"max_per_day":1,"min_gap_minutes":-1`, "PUB-FIELD", "min_gap_minutes"},
		{`"max_per_day":1`, `"max_per_day":1,"quotas":{"a":{"min":-1}}`, "PUB-FIELD", "quotas.a.min"},
		{`"max_per_day":1`, `"max_per_day":1,"quotas":{"a":{"least":1}}`, "PUB-UNKNOWN", "quotas.a.least"},
		{`"max_per_day":1`, `"max_per_day":1,"quotas":[]`, "PUB-FIELD", "quotas"},
		{`"max_per_day":1`, `"max_per_day":1,"excluded_dates":["2027-02-30"]`, "PUB-FIELD", "excluded_dates[0]"},
		{`"max_per_day":1`, `"max_per_day":1,"excluded_dates":[""]`, "PUB-FIELD", "excluded_dates[0]"},
		{`}],`, `},{"day":"mon","from":"08:15","to":"10:00","band":"b"},{"day":"mon","from":"08:30","to":"09:00","band":"b"}],`, "PUB-FIELD", "windows[2].band"},
	} {
		text := strings.Replace(smallest, test.replace, test.with, 1)
		_, err := ReadConfig(strings.NewReader(text))
		var p *agenda.Problem
		if !errors.As(err, &p) || p.Code != test.code || p.Args["Field"] != test.place {
			t.Errorf("%s: got %v, want %s at %s", text, err, test.code, test.place)
		}
	}
	if _, err := ReadConfig(strings.NewReader("\xef\xbb\xbf" + smallest)); err != nil {
		t.Error(err)
	}
}

func TestReadConfigOfNoConfig(t *testing.T) {
	for name, test := range map[string]struct {
		r    io.Reader
		code string
	}{
		"empty":       {strings.NewReader(""), "PUB-SYNTAX"},
		"cut off":     {strings.NewReader(smallest[:50]), "PUB-SYNTAX"},
		"with a tail": {strings.NewReader(smallest + "{}"), "PUB-SYNTAX"},
		"binary":      {bytes.NewReader([]byte{0, 1, 2, 0xff}), "PUB-SYNTAX"},
		"a list":      {strings.NewReader("[]"), "PUB-FIELD"},
		"huge":        {strings.NewReader(strings.Repeat(" ", maxConfigBytes+1)), "PUB-SIZE"},
		"unreadable":  {iotest.ErrReader(errors.New("gone")), "PUB-READ"},
	} {
		if _, err := ReadConfig(test.r); agenda.CodeOf(err) != test.code {
			t.Errorf("%s: got %v, want %s", name, err, test.code)
		}
	}
}

func TestSyntaxProblemSaysWhere(t *testing.T) {
	_, err := ReadConfig(strings.NewReader("{\n  \"week\": \"2027-W10\",\n  oops\n}"))
	p, ok := err.(*agenda.Problem)
	if !ok || p.Args["Line"] != 3 || p.Args["Column"] != 3 {
		t.Errorf("got %v", err)
	}
}

// Canonical bytes read back mean the same, and do not depend on how the rules were
// written down.
func TestCanonical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := smallConfig(t)
		want := c.Canonical()
		other := c
		other.Windows = rapid.Permutation(slices.Concat(c.Windows, c.Windows[:1])).Draw(t, "windows")
		other.ExcludedDates = slices.Concat(c.ExcludedDates, c.ExcludedDates)
		if got := other.Canonical(); !bytes.Equal(got, want) {
			t.Fatalf("written otherwise: %s, not %s", got, want)
		}
		back, err := ReadConfig(bytes.NewReader(want))
		if err != nil || !bytes.Equal(back.Canonical(), want) {
			t.Fatalf("read back as %s, %v", back.Canonical(), err)
		}
		if seed := drawSeed(t); Seal(seed, c) != Seal(seed, back) {
			t.Fatal("the same rules have two seals")
		}
	})
}

func TestCanonicalIsForEver(t *testing.T) {
	golden(t, "bands.canonical.golden", append(loadConfig(t, "bands").Canonical(), '\n'))
	golden(t, "seal.golden", []byte(Seal(seedOf(0), loadConfig(t, "bands"))+"\n"))
}

func FuzzReadConfig(f *testing.F) {
	names, err := filepath.Glob("testdata/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(smallest))
	f.Add([]byte(`{"week":"2027-W10","quotas":{"\u2028":{"min":1,"max":0}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := ReadConfig(bytes.NewReader(data))
		if err != nil {
			if agenda.CodeOf(err) == "" {
				t.Fatalf("not a problem: %v", err)
			}
			return
		}
		back, err := ReadConfig(bytes.NewReader(c.Canonical()))
		if err != nil || !bytes.Equal(back.Canonical(), c.Canonical()) {
			t.Fatalf("%s is read back as %s, %v", c.Canonical(), back.Canonical(), err)
		}
	})
}

func TestVerify(t *testing.T) {
	c, seed := loadConfig(t, "bands"), seedOf(9)
	drawn, err := Draw(c, seed)
	if err != nil {
		t.Fatal(err)
	}
	seal := Seal(seed, c)
	backwards := slices.Clone(drawn)
	slices.Reverse(backwards)
	if v := Verify(seed, c, seal, backwards); !v.SealOK || !v.ScheduleOK || v.Differences != nil {
		t.Errorf("a true schedule: %+v", v)
	}

	moved := slices.Clone(drawn)
	moved[1] += 60
	v := Verify(seed, c, seal, moved)
	want := []agenda.Message{
		agenda.Msg("publication.verify.missing", "At", drawn[1]), agenda.Msg("publication.verify.added", "At", moved[1]),
	}
	if !v.SealOK || v.ScheduleOK || len(v.Differences) != 2 || v.Differences[0].String() != want[0].String() || v.Differences[1].String() != want[1].String() {
		t.Errorf("a moved release: %+v", v)
	}

	if v := Verify(seed, c, seal, append(slices.Clone(drawn), drawn[0])); v.ScheduleOK {
		t.Errorf("a release done twice: %+v", v)
	}
	if v := Verify(seedOf(10), c, seal, drawn); v.SealOK || v.ScheduleOK {
		t.Errorf("another seed: %+v", v)
	}
	if v := Verify(seed, loadConfig(t, "impossible"), seal, drawn); v.SealOK || v.ScheduleOK || len(v.Differences) != 2 {
		t.Errorf("impossible rules: %+v", v)
	}
}

func TestSeeds(t *testing.T) {
	seed, err := ParseSeed(strings.Repeat("0aFf", 16))
	if err != nil || seed[0] != 0x0a || seed[31] != 0xff {
		t.Errorf("got %v, %v", seed, err)
	}
	for _, wrong := range []string{"", "0a", strings.Repeat("g", 64), strings.Repeat("0", 66)} {
		if _, err := ParseSeed(wrong); agenda.CodeOf(err) != "PUB-SEED" {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}
