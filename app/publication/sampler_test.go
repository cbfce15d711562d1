package publication

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

func TestCountOfGivenConfigurations(t *testing.T) {
	for name, want := range expectations(t) {
		got, err := Count(loadConfig(t, name))
		if err != nil || !bigEqual(got, want.Schedules) {
			t.Errorf("%s: %v schedules, %v; want %s", name, got, err, want.Schedules)
		}
	}
}

// Every rank gives another schedule, in lexicographic order, and together they are
// exactly those that trying every subset finds: with a uniform rank, each is equally
// likely.
func TestRanksEnumerateExactlyTheSchedules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := smallConfig(t)
		want := enumerate(c)
		tables, err := tablesOf(c)
		if err != nil {
			t.Fatal(err)
		}
		if got := bigOf(tables.total()); got.Cmp(big.NewInt(int64(len(want)))) != 0 {
			t.Fatalf("counted %v, enumerated %d: %s", got, len(want), c.Canonical())
		}
		for rank, schedule := range want {
			words := make([]uint64, tables.width)
			words[0] = uint64(rank)
			if got := tables.schedule(words); !slices.Equal(got, schedule) {
				t.Fatalf("rank %d is %v, want %v: %s", rank, got, schedule, c.Canonical())
			}
		}
	})
}

// Counts of the heavy week agree with a count that knows neither days nor states: a
// plain recursion over moments with a memory, in big integers.
func TestCountsBeyondAWord(t *testing.T) {
	c := weekOfTwelve()
	c.GridMinutes = 15
	got, err := Count(c)
	if err != nil {
		t.Fatal(err)
	}
	if want := plainCount(c); got.Cmp(want) != 0 || got.BitLen() <= 64 {
		t.Errorf("counted %v, want %v (more than 64 bits)", got, want)
	}
}

func plainCount(c Config) *big.Int {
	type key struct {
		i, chosen, today, days      int
		morning, midday, evening, d int
	}
	all, memory := c.moments(), map[key]*big.Int{}
	var count func(k key) *big.Int
	count = func(k key) *big.Int {
		if k.chosen == c.Releases {
			if k.days >= c.MinDays && k.morning >= 2 && k.morning <= 5 && k.midday >= 1 && k.evening >= 2 && k.evening <= 5 {
				return big.NewInt(1)
			}
			return new(big.Int)
		}
		if k.i == len(all) {
			return new(big.Int)
		}
		if day := int(all[k.i].at.Date().Weekday()); day != k.d {
			k.d, k.today = day, 0
		}
		if n, ok := memory[k]; ok {
			return n
		}
		skip := k
		skip.i++
		sum := new(big.Int).Set(count(skip))
		if k.today < c.MaxPerDay {
			with := k
			for with.i < len(all) && all[with.i].at < all[k.i].at+agenda.Moment(60*c.MinGapMinutes) {
				with.i++
			}
			if k.today == 0 {
				with.days++
			}
			with.chosen++
			with.today++
			switch all[k.i].band {
			case BandMorning:
				with.morning++
			case BandMidday:
				with.midday++
			case BandEvening:
				with.evening++
			}
			sum.Add(sum, count(with))
		}
		memory[k] = sum
		return sum
	}
	return count(key{d: -1})
}

// With a fixed seed, 200,000 draws of each small configuration are compared with the
// uniform distribution over its schedules.
func TestDrawsAreUniform(t *testing.T) {
	const draws = 200_000
	for _, name := range []string{"tiny", "two-days", "midnight", "holiday", "bands"} {
		c := loadConfig(t, name)
		s, err := Prepare(c)
		if err != nil {
			t.Fatal(err)
		}
		schedules := enumerate(c)
		cell := map[string]int{}
		for i, schedule := range schedules {
			cell[text(schedule)] = i
		}
		seen := make([]int, len(schedules))
		n := 0
		for schedule := range s.Schedules(seedOf(7)) {
			i, known := cell[text(schedule)]
			if !known {
				t.Fatalf("%s: %v is no schedule", name, schedule)
			}
			seen[i]++
			if n++; n == draws {
				break
			}
		}
		expected, statistic := float64(draws)/float64(len(schedules)), 0.0
		for _, o := range seen {
			d := float64(o) - expected
			statistic += d * d / expected
		}
		freedom := float64(len(schedules) - 1)
		p := distuv.ChiSquared{K: freedom}.Survival(statistic)
		t.Logf("%s: %d schedules, chi-square %.1f with %.0f degrees of freedom, p = %.3f", name, len(schedules), statistic, freedom, p)
		if p < 0.001 || p > 0.999 {
			t.Errorf("%s: draws are not uniform", name)
		}
	}
}

func text(schedule []agenda.Moment) string {
	var s string
	for _, at := range schedule {
		s += at.String() + " "
	}
	return s
}

func TestDrawsObeyTheRules(t *testing.T) {
	for name, c := range map[string]Config{
		"twelve":  weekOfTwelve(),
		"default": Default(agenda.MustWeek("2027-W10"), nil),
		"bands":   loadConfig(t, "bands"),
	} {
		s, err := Prepare(c)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for schedule := range s.Schedules(seedOf(1)) {
			if !obeys(c, schedule) {
				t.Fatalf("%s: %v breaks the rules", name, schedule)
			}
			if n++; n == 300 {
				break
			}
		}
	}
}

// The schedule of a seed is part of what a seal promises: it must never change.
func TestDrawIsForEver(t *testing.T) {
	got, err := Draw(weekOfTwelve(), seedOf(0))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "twelve.golden", []byte(text(got)+"\n"))
}

func TestUniformBelow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bound := rapid.SliceOfN(rapid.Uint64(), 1, 3).Draw(t, "bound")
		for i := range bound {
			if rapid.Bool().Draw(t, "small") {
				bound[i] %= 3
			}
		}
		if isZero(bound) {
			bound[0] = 1
		}
		source := rand.NewChaCha8(seedOf(rapid.Byte().Draw(t, "seed")))
		into := make([]uint64, len(bound))
		for range 20 {
			uniformBelow(into, bound, source)
			if !less(into, bound) {
				t.Fatalf("%v is not below %v", into, bound)
			}
		}
	})
}

// addProduct agrees with big integers wherever the sum fits its words.
func TestAddProduct(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(rapid.Uint64(), rapid.SampledFrom([]uint64{0, 1, 1<<64 - 1}))
		a := []uint64{word.Draw(t, "a0"), word.Draw(t, "a1"), 0, 0}
		b := []uint64{word.Draw(t, "b0"), word.Draw(t, "b1"), 0, 0}
		sum := []uint64{word.Draw(t, "s0"), word.Draw(t, "s1"), word.Draw(t, "s2"), 0}
		want := new(big.Int).Mul(bigOf(a), bigOf(b))
		want.Add(want, bigOf(sum))
		want.And(want, new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1)))
		addProduct(sum, a, b)
		if got := bigOf(sum); got.Cmp(want) != 0 {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

func TestTooLarge(t *testing.T) {
	c := Default(agenda.MustWeek("2027-W10"), nil)
	c.MinGapMinutes, c.Releases, c.MaxPerDay = 1, 200, 100
	for _, band := range []string{BandMorning, BandMidday, BandAfternoon, BandEvening} {
		most := 60
		c.Quotas[band] = Quota{Min: 30, Max: &most}
	}
	if _, err := Prepare(c); agenda.CodeOf(err) != "PUB-TOO-LARGE" {
		t.Errorf("got %v, want PUB-TOO-LARGE", err)
	}
}

func BenchmarkPrepareTwelve(b *testing.B) {
	for b.Loop() {
		if _, err := Prepare(weekOfTwelve()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMeasureTwelve(b *testing.B) {
	for b.Loop() {
		if _, err := Measure(weekOfTwelve()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMeasureRoundTheClock is the heaviest week that a service could mean: every
// minute of six days, so that gaps reach over every midnight.
func BenchmarkMeasureRoundTheClock(b *testing.B) {
	c := weekOfTwelve()
	c.Windows = nil
	for _, day := range workingDays {
		c.Windows = append(c.Windows,
			Window{day, 0, 480, ""}, Window{day, 480, 720, BandMorning},
			Window{day, 720, 1020, BandMidday}, Window{day, 1020, 1440, BandEvening})
	}
	for b.Loop() {
		if _, err := Measure(c); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDrawTenThousand(b *testing.B) {
	s, err := Prepare(weekOfTwelve())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		n := 0
		for range s.Schedules(seedOf(1)) {
			if n++; n == 10_000 {
				break
			}
		}
	}
}
