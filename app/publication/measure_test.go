package publication

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s:\ngot  %s\nwant %s", name, got, want)
	}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*math.Max(1, math.Abs(b)) }

// The JSON of the measures is what plain counting gave, name by name.
func TestMeasuresOfGivenConfigurations(t *testing.T) {
	for name, want := range expectations(t) {
		m, err := Measure(loadConfig(t, name))
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var got expectation
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatal(err)
		}
		same := got.Schedules == want.Schedules && near(got.EntropyBits, want.EntropyBits) &&
			len(got.Hours) == len(want.Hours) && len(got.BestWatch) == len(want.BestWatch)
		for i := 0; same && i < len(want.Hours); i++ {
			same = got.Hours[i].Hour == want.Hours[i].Hour && near(got.Hours[i].Expected, want.Hours[i].Expected)
		}
		for i := 0; same && i < len(want.BestWatch); i++ {
			g, w := got.BestWatch[i], want.BestWatch[i]
			same = g.Hours == w.Hours && near(g.Share, w.Share) && near(g.Any, w.Any)
		}
		if !same {
			t.Errorf("%s: measured %s\nwant %+v", name, data, want)
		}
	}
}

func TestMeasuresAgreeWithEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := smallConfig(t)
		schedules := enumerate(c)
		m, err := Measure(c)
		if err != nil {
			t.Fatal(err)
		}
		if len(schedules) == 0 {
			if m.Schedules.Sign() != 0 || m.Hours != nil {
				t.Fatalf("measured %+v of no schedule", m)
			}
			return
		}
		total := float64(len(schedules))
		minutes := map[agenda.Moment]float64{}
		hours := map[Hour]float64{}
		for _, schedule := range schedules {
			for _, at := range schedule {
				minutes[at] += 1 / total
				hours[hourOf(at)] += 1 / total
			}
		}
		for _, got := range m.Minutes {
			if !near(got.Chance, minutes[got.At]) {
				t.Fatalf("%v has chance %v, want %v", got.At, got.Chance, minutes[got.At])
			}
		}
		best := 0.0
		for _, got := range m.Hours {
			if !near(got.Expected, hours[got.Hour]) {
				t.Fatalf("%v expects %v, want %v", got.Hour, got.Expected, hours[got.Hour])
			}
			best = max(best, got.Expected)
		}
		if !near(m.BestWatch[0].Share, best/float64(c.Releases)) || !near(m.EntropyBits, math.Log2(total)) {
			t.Fatalf("measured %+v of %d schedules", m, len(schedules))
		}
	})
}

func TestMeasuresOfABigWeek(t *testing.T) {
	m, err := Measure(weekOfTwelve())
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, h := range m.Hours {
		sum += h.Expected
	}
	if math.Abs(sum-12) > 1e-9 || len(m.Hours) != 6*14 || m.EntropyBits >= m.LargestEntropyBits {
		t.Errorf("%d hours expect %v releases; %v bits of at most %v", len(m.Hours), sum, m.EntropyBits, m.LargestEntropyBits)
	}
	t.Logf("%v schedules, %.1f bits of %.1f; best watch %+v", m.Schedules, m.EntropyBits, m.LargestEntropyBits, m.BestWatch)
}

func TestSundayEveningIsNoSecret(t *testing.T) {
	m, err := Measure(SundayEvening(agenda.MustWeek("2027-W10")))
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"schedules":"1","entropy_bits":0,"hours":[{"hour":"sun 20","expected":1}],"best_watch":[` +
		`{"hours":1,"share":1,"any":1},{"hours":2,"share":1,"any":1},{"hours":5,"share":1,"any":1},{"hours":10,"share":1,"any":1}]}`
	if string(data) != want {
		t.Errorf("got %s", data)
	}
}
