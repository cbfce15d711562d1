package publication

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
)

func prepareHistory(t testing.TB, weeks []Past) *History {
	t.Helper()
	h, err := PrepareHistory(context.Background(), weeks, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// aYear returns 52 weeks of the usual rules, a holiday in some, and what one seed
// draws for each.
func aYear(t testing.TB, seed [32]byte) []Past {
	t.Helper()
	var weeks []Past
	samplers := map[string]*Sampler{}
	for n := range 52 {
		week := agenda.Week{Year: 2027, Number: n + 1}
		var excluded []agenda.Date
		if n%10 == 3 {
			excluded = append(excluded, week.Day(agenda.Thursday))
		}
		c := Default(week, excluded)
		key := string(c.shape().Canonical())
		if samplers[key] == nil {
			s, err := Prepare(c.shape())
			if err != nil {
				t.Fatal(err)
			}
			samplers[key] = s
		}
		seed[31], seed[30] = byte(n), seed[30]+1
		shift := agenda.Moment(86400 * week.Monday().DaysSince(c.shape().Week.Monday()))
		done := samplers[key].Draw(seed)
		for i := range done {
			done[i] += shift
		}
		weeks = append(weeks, Past{Config: c, Done: done})
	}
	return weeks
}

// withDone is a history with the same rules and other moments, sparing the tests to
// compute the chances of the rules again.
func (h *History) withDone(weeks []Past) *History {
	other := &History{}
	for i, w := range h.weeks {
		other.weeks = append(other.weeks, w.past(weeks[i]))
	}
	return other
}

// Tabulated upper percentage points of the chi-square distribution: Abramowitz and
// Stegun, Handbook of Mathematical Functions, table 26.8.
func TestChiSquareSurvivalAsTabulated(t *testing.T) {
	for _, row := range []struct{ freedom, x, p float64 }{
		{1, 3.84146, 0.05}, {1, 6.63490, 0.01}, {2, 5.99147, 0.05}, {5, 11.0705, 0.05}, {5, 1.145476, 0.95},
		{10, 23.2093, 0.01}, {30, 43.7729, 0.05}, {30, 59.7031, 0.001}, {100, 124.342, 0.05},
	} {
		if got := chiSquareSurvival(row.x, row.freedom); math.Abs(got-row.p) > 2e-6 {
			t.Errorf("%v degrees of freedom, %v: %v, want %v", row.freedom, row.x, got, row.p)
		}
	}
}

// With one release a week nothing ties releases together: the test is Pearson's.
func TestOneReleaseAWeekIsPearsonsTest(t *testing.T) {
	var weeks []Past
	for n := range 60 {
		c := Default(agenda.MustWeek("2026-W01").Add(n), nil)
		c.Releases, c.MinDays, c.Quotas = 1, 1, nil
		done, err := Draw(c, seedOf(byte(n)))
		if err != nil {
			t.Fatal(err)
		}
		weeks = append(weeks, Past{Config: c, Done: done})
	}
	u := prepareHistory(t, weeks).Uniformity()
	if len(u.Tests) != 3 {
		t.Fatalf("%d tests", len(u.Tests))
	}
	for _, test := range u.Tests {
		freedom := float64(len(test.Cells) - 1)
		want := distuv.ChiSquared{K: freedom}.Survival(test.Statistic)
		if math.Abs(test.Scale-1) > 1e-9 || math.Abs(test.Freedom-freedom) > 1e-9 || math.Abs(test.P-want) > 1e-9 {
			t.Errorf("%+v; want %v degrees of freedom, p = %v", test, freedom, want)
		}
	}
}

// The mean of the statistic over all schedules is the one that the test goes by, also
// where a release or two of a week were not done.
func TestMeanOfTheStatisticIsExact(t *testing.T) {
	tested := 0
	rapid.Check(t, func(t *rapid.T) {
		c := smallConfig(t)
		schedules := enumerate(c)
		if len(schedules) == 0 {
			return
		}
		kept := rapid.IntRange(1, c.Releases).Draw(t, "kept")
		var weeks []Past
		for range 300 {
			weeks = append(weeks, Past{Config: c, Done: schedules[0][:kept]})
		}
		h, err := PrepareHistory(context.Background(), weeks, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, test := range h.Uniformity().Tests {
			tested++
			mean := 0.0
			for _, schedule := range schedules {
				for set := range 1 << len(schedule) {
					var done []agenda.Moment
					for i, at := range schedule {
						if set>>i&1 == 1 {
							done = append(done, at)
						}
					}
					if len(done) == kept {
						mean += pearson(test.Cells, done, 300) / float64(len(schedules)) / choose(len(schedule), kept)
					}
				}
			}
			// Means and variances of independent weeks add up: a single week has as much of
			// the statistic's mean as 300.
			if got := test.Scale * test.Freedom; math.Abs(got-mean) > 1e-6 {
				t.Fatalf("%s: mean %v, want %v", test.Division, got, mean)
			}
		}
	})
	if tested == 0 {
		t.Error("no rules left anything to test")
	}
}

func pearson(cells []Cell, done []agenda.Moment, weeks float64) float64 {
	sum := 0.0
	for _, cell := range cells {
		n := 0.0
		for _, at := range done {
			if slices.Contains(cell.Hours, hourOf(at)) {
				n++
			}
		}
		expected := cell.Expected / weeks
		sum += (n - expected) * (n - expected) / expected
	}
	return sum
}

func choose(n, k int) float64 { return math.Round(math.Exp(logChoose(n, k))) }

// Over many years of honest draws, p-values are as often below a level as the level
// says, and the tests expect in all what was done.
func TestHonestYearsPass(t *testing.T) {
	const years = 200
	base := prepareHistory(t, aYear(t, seedOf(0)))
	below := map[Division][2]int{}
	verdicts := map[UniformityVerdict]int{}
	for i := range years {
		u := base.withDone(aYear(t, [32]byte{1, byte(i), byte(i >> 8)})).Uniformity()
		verdicts[u.Verdict]++
		for _, test := range u.Tests {
			n := below[test.Division]
			if test.P < 0.05 {
				n[0]++
			}
			if test.P < 0.01 {
				n[1]++
			}
			below[test.Division] = n
			sum := 0.0
			for _, c := range test.Cells {
				sum += c.Expected
				if c.Expected < leastExpected {
					t.Fatalf("a cell expects %v", c.Expected)
				}
			}
			if math.Abs(sum-float64(u.Releases)) > 1e-6 {
				t.Fatalf("%s expects %v of %d releases", test.Division, sum, u.Releases)
			}
		}
	}
	for _, d := range []Division{ByWeekday, ByHour, ByBoth} {
		n := below[d]
		t.Logf("%s: of %d honest years %d have p < 5 %%, %d have p < 1 %%", d, years, n[0], n[1])
		// 10 and 2 are expected; the bounds are more than three standard deviations away.
		if n[0] < 1 || n[0] > 20 || n[1] > 8 {
			t.Errorf("%s: p-values are not what they say", d)
		}
	}
	t.Logf("verdicts: %v", verdicts)
	if verdicts[UniformityChance] < years*9/10 {
		t.Errorf("honest years are accused: %v", verdicts)
	}
}

// Habits are found: an evening that is taken too often, a hand that spreads evenly.
func TestHabitsAreFound(t *testing.T) {
	honest := aYear(t, seedOf(3))
	base := prepareHistory(t, honest)
	evening := slices.Clone(honest)
	for i, w := range evening {
		evening[i].Done = slices.Clone(w.Done)
		for j, at := range w.Done {
			if at.Clock() >= agenda.MustClock("17:00") {
				evening[i].Done[j] = at.Date().At(agenda.MustClock("20:00"))
			}
		}
	}
	u := base.withDone(evening).Uniformity()
	if u.Verdict != UniformityUneven {
		t.Errorf("20:00 again and again: %v, p = %v", u.Verdict, u.P)
	}
	if !slices.ContainsFunc(u.Reasons, func(m agenda.Message) bool {
		return m.Key == "publication.uniform.far.hour" && m.Args["From"] == agenda.MustClock("20:00")
	}) {
		t.Errorf("the hour is not named: %v", u.Reasons)
	}

	spread := slices.Clone(honest)
	hours := Default(agenda.MustWeek("2027-W10"), nil)
	n := 0
	for i, w := range spread {
		spread[i].Done = nil
		for day := range 6 {
			if date := w.Config.Week.Monday().AddDays(day); !slices.Contains(w.Config.ExcludedDates, date) {
				spread[i].Done = append(spread[i].Done, date.At(agenda.Clock(420+60*(n%14))))
				n++
			}
		}
		spread[i].Done = spread[i].Done[:min(len(spread[i].Done), hours.Releases)]
	}
	if u := base.withDone(spread).Uniformity(); u.Verdict != UniformityTooEven {
		t.Errorf("spread by hand: %v, %v", u.Verdict, u.Reasons)
	}
}

func TestWhatWasNotDrawnIsSaid(t *testing.T) {
	weeks := aYear(t, seedOf(5))
	weeks[0].Done = append(slices.Clone(weeks[0].Done[1:]), weeks[0].Config.Week.Day(agenda.Sunday).At(1200))
	weeks[1].Done = weeks[1].Done[:4]
	weeks[2].Done = nil
	u := prepareHistory(t, weeks).Uniformity()
	if u.Weeks != 51 || u.Missing != 2 || len(u.Outside) != 1 || u.Outside[0] != weeks[0].Config.Week.Day(agenda.Sunday).At(1200) {
		t.Errorf("%d weeks, %d missing, outside %v", u.Weeks, u.Missing, u.Outside)
	}
	keys := []string{}
	for _, m := range u.Reasons {
		keys = append(keys, m.Key)
	}
	if !slices.Contains(keys, "publication.uniform.outside") || !slices.Contains(keys, "publication.uniform.missing") {
		t.Errorf("reasons %v", u.Reasons)
	}
	if few := prepareHistory(t, weeks[:1]).Uniformity(); few.Verdict != UniformityTooFew || few.P != 1 {
		t.Errorf("one week: %v", few.Verdict)
	}
	if none := prepareHistory(t, nil).Uniformity(); none.Verdict != UniformityTooFew {
		t.Errorf("no week: %v", none.Verdict)
	}
}

func TestAPartOfAHistoryIsThatOfItsWeeks(t *testing.T) {
	weeks := aYear(t, seedOf(6))[:8]
	whole := prepareHistory(t, weeks)
	for from := range len(weeks) + 1 {
		first := weeks[0].Config.Week.Add(from)
		if d := cmp.Diff(prepareHistory(t, weeks[from:]).Uniformity(), whole.Since(first).Uniformity()); d != "" {
			t.Errorf("since %s: %s", first, d)
		}
	}
}

func TestHistoryStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := PrepareHistory(ctx, aYear(t, seedOf(0)), nil); err != context.Canceled {
		t.Errorf("got %v", err)
	}
	bad := aYear(t, seedOf(0))
	bad[3].Config.Releases = 100
	if _, err := PrepareHistory(context.Background(), bad, nil); agenda.CodeOf(err) != "PUB-IMPOSSIBLE" {
		t.Errorf("got %v", err)
	}
}

func BenchmarkHistoryOfAYear(b *testing.B) {
	weeks := aYear(b, seedOf(0))
	for b.Loop() {
		prepareHistory(b, weeks).Uniformity()
	}
}
