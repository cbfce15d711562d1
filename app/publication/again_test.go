package publication

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

// enumerateAgain tries every set of new moments.
func enumerateAgain(c Config, again Again) [][]agenda.Moment {
	all := c.moments()
	bands := map[agenda.Moment]string{}
	for _, m := range all {
		bands[m.at] = m.band
	}
	fits := func(added []agenda.Moment) bool {
		perDay, perBand := map[agenda.Date]int{}, map[string]int{}
		for _, k := range again.Kept {
			perDay[k.real().Date()]++
			perBand[bands[k.At]]++
		}
		for i, at := range added {
			perDay[at.Date()]++
			perBand[bands[at]]++
			if at <= again.After || i > 0 && int(at-added[i-1]) < 60*c.MinGapMinutes {
				return false
			}
			for _, k := range again.Kept {
				if away := int(max(at-k.real(), k.real()-at)); away == 0 || away < 60*c.MinGapMinutes {
					return false
				}
			}
		}
		for _, n := range perDay {
			if n > c.MaxPerDay {
				return false
			}
		}
		for band, q := range c.Quotas {
			if perBand[band] < q.Min || q.Max != nil && perBand[band] > *q.Max {
				return false
			}
		}
		return len(perDay) >= c.MinDays
	}
	var found [][]agenda.Moment
	var extend func(from int, added []agenda.Moment)
	extend = func(from int, added []agenda.Moment) {
		if len(added) == again.Missed {
			if fits(added) {
				found = append(found, slices.Clone(added))
			}
			return
		}
		for i := from; i < len(all); i++ {
			extend(i+1, append(added, all[i].at))
		}
	}
	extend(0, nil)
	return found
}

// someAgain keeps some of a schedule, done to the minute, late, or to come.
func someAgain(t *rapid.T, schedule []agenda.Moment) Again {
	var again Again
	again.After = rapid.SampledFrom(schedule).Draw(t, "now") + agenda.Moment(60*rapid.IntRange(-300, 300).Draw(t, "since"))
	for _, at := range schedule {
		if rapid.IntRange(0, 2).Draw(t, "missed") == 0 {
			again.Missed++
			continue
		}
		k := Kept{At: at}
		if at <= again.After {
			k.Done = min(at+agenda.Moment(rapid.IntRange(0, 3000).Draw(t, "late")), at.Date().At(1439)+59)
		}
		again.Kept = append(again.Kept, k)
	}
	if again.Missed == 0 {
		again.Missed++
		again.Kept = again.Kept[1:]
	}
	return again
}

// Counts are those of plain trying, every rank gives another of the ways, and they are
// exactly those.
func TestRedrawEnumeratesExactlyWhatIsLeft(t *testing.T) {
	impossible, possible := 0, 0
	checkUntil(t, func() bool { return impossible > 0 && possible > 0 }, func(t *rapid.T) {
		c := smallConfig(t)
		schedules := enumerate(c)
		if len(schedules) == 0 {
			return
		}
		again := someAgain(t, rapid.SampledFrom(schedules).Draw(t, "schedule"))
		want := enumerateAgain(c, again)
		tables, err := again.tables(c)
		if err != nil {
			t.Fatal(err)
		}
		if got := bigOf(tables.total()); got.Cmp(big.NewInt(int64(len(want)))) != 0 {
			t.Fatalf("counted %v, enumerated %d: %+v of %s", got, len(want), again, c.Canonical())
		}
		if len(want) == 0 {
			impossible++
			checkNearest(t, c, again)
			return
		}
		possible++
		var got [][]agenda.Moment
		for rank := range want {
			words := make([]uint64, tables.width)
			words[0] = uint64(rank)
			got = append(got, withoutKept(tables.schedule(words), again))
		}
		slices.SortFunc(got, slices.Compare)
		slices.SortFunc(want, slices.Compare)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("ranks give other ways: %s", d)
		}
		seed := drawSeed(t)
		drawn, err := Redraw(c, again, seed)
		if err != nil || !slices.ContainsFunc(want, func(w []agenda.Moment) bool { return slices.Equal(w, drawn) }) {
			t.Fatalf("drew %v, %v", drawn, err)
		}
		shuffled := again
		shuffled.Kept = rapid.Permutation(again.Kept).Draw(t, "kept in another order")
		if other, _ := Redraw(c, shuffled, seed); !slices.Equal(drawn, other) {
			t.Fatal("the order of what is kept matters")
		}
		if v := VerifyAgain(seed, c, shuffled, SealAgain(seed, c, again), drawn); !v.SealOK || !v.ScheduleOK {
			t.Fatalf("not verified: %v", v.Differences)
		}
		moved := slices.Clone(drawn)
		moved[0]++
		if v := VerifyAgain(seed, c, again, SealAgain(seed, c, Again{Missed: again.Missed + 1}), moved); v.SealOK || v.ScheduleOK {
			t.Fatal("verified what was not drawn")
		}
	})
}

func withoutKept(schedule []agenda.Moment, again Again) []agenda.Moment {
	for _, k := range again.Kept {
		if i := slices.Index(schedule, k.real()); i >= 0 {
			schedule = slices.Delete(schedule, i, i+1)
		}
	}
	return schedule
}

// checkNearest follows the first way out that the problem names.
func checkNearest(t *rapid.T, c Config, again Again) {
	_, err := Redraw(c, again, seedOf(0))
	problem, ok := err.(*agenda.Problem)
	if !ok || problem.Code != "PUB-AGAIN" {
		t.Fatalf("got %v", err)
	}
	m := problem.Args["Rule"].(agenda.Message)
	if m.Key == "publication.clash.or" {
		m = m.Args["First"].(agenda.Message)
	}
	switch m.Key {
	case "publication.again.fewer":
		again.Missed = m.Args["Nearest"].(int)
		if len(enumerateAgain(c, again)) == 0 {
			t.Fatalf("%v does not help", m)
		}
		for again.Missed++; again.Missed < m.Args["Wanted"].(int); again.Missed++ {
			if len(enumerateAgain(c, again)) > 0 {
				t.Fatalf("%v is not the nearest", m)
			}
		}
	case "publication.clash.gap":
		c.MinGapMinutes = m.Args["Nearest"].(int)
		if len(enumerateAgain(c, again)) == 0 {
			t.Fatalf("%v does not help", m)
		}
	case "publication.clash.perday":
		c.MaxPerDay = m.Args["Nearest"].(int)
		if len(enumerateAgain(c, again)) == 0 {
			t.Fatalf("%v does not help", m)
		}
	case "publication.clash.days":
		c.MinDays = m.Args["Nearest"].(int)
		if len(enumerateAgain(c, again)) == 0 {
			t.Fatalf("%v does not help", m)
		}
	}
}

// With a fixed seed, 200,000 redraws in the given week with bands are compared with
// the uniform distribution over what is left of it.
func TestRedrawsAreUniform(t *testing.T) {
	const draws = 200_000
	c := loadConfig(t, "bands")
	schedule, err := Draw(c, seedOf(4))
	if err != nil {
		t.Fatal(err)
	}
	again := Again{Kept: []Kept{{At: schedule[0], Done: schedule[0] + 61}}, Missed: len(schedule) - 1, After: schedule[0] + 3600}
	tables, err := again.prepare(c)
	if err != nil {
		t.Fatal(err)
	}
	ways := enumerateAgain(c, again)
	cell, seen := map[string]int{}, make([]int, len(ways))
	for i, way := range ways {
		cell[text(way)] = i
	}
	source := rand.NewChaCha8(seedOf(5))
	for range draws {
		way := tables.redraw(source)
		i, known := cell[text(way)]
		if !known {
			t.Fatalf("%v is no way", way)
		}
		seen[i]++
	}
	expected, statistic := float64(draws)/float64(len(ways)), 0.0
	for _, o := range seen {
		statistic += (float64(o) - expected) * (float64(o) - expected) / expected
	}
	freedom := float64(len(ways) - 1)
	p := distuv.ChiSquared{K: freedom}.Survival(statistic)
	t.Logf("%d ways, chi-square %.1f with %.0f degrees of freedom, p = %.3f", len(ways), statistic, freedom, p)
	if len(ways) < 20 || p < 0.001 || p > 0.999 {
		t.Error("redraws are not uniform")
	}
}

func TestRedrawOfAWeekThatIsOver(t *testing.T) {
	c := Default(agenda.MustWeek("2027-W10"), nil)
	saturday := c.Week.Day(agenda.Saturday)
	schedule, err := Draw(c, seedOf(1))
	if err != nil {
		t.Fatal(err)
	}
	var kept []Kept
	for _, at := range schedule[:5] {
		kept = append(kept, Kept{At: at, Done: at})
	}
	_, err = Redraw(c, Again{Kept: kept, Missed: 1, After: saturday.At(agenda.MustClock("20:59"))}, seedOf(2))
	problem, ok := err.(*agenda.Problem)
	if !ok || problem.Code != "PUB-AGAIN" || problem.Args["Rule"].(agenda.Message).Key != "publication.again.over" {
		t.Errorf("got %v", err)
	}
	// The whole week on its last two days takes three a day, and two days instead of four.
	_, err = Redraw(c, Again{Missed: 6, After: c.Week.Day(agenda.Friday).At(600)}, seedOf(2))
	want := "publication.clash.and(First=publication.clash.perday(Nearest=3 Wanted=2) Rest=publication.clash.days(Nearest=2 Wanted=4))"
	if problem, ok = err.(*agenda.Problem); !ok || problem.Args["Rule"].(agenda.Message).String() != want {
		t.Errorf("got %v", err)
	}
	for _, wrong := range []int{0, -1, 300} {
		if _, err := Redraw(c, Again{Missed: wrong}, seedOf(2)); agenda.CodeOf(err) != "PUB-FIELD" {
			t.Errorf("%d missed: %v", wrong, err)
		}
	}
}

// A redraw, and its seal, are for ever, as those of a week are.
func TestRedrawIsForEver(t *testing.T) {
	c := weekOfTwelve()
	schedule, err := Draw(c, seedOf(0))
	if err != nil {
		t.Fatal(err)
	}
	again := Again{Missed: 2, After: schedule[6] + 7200}
	for i, at := range schedule {
		if i != 5 && i != 6 {
			k := Kept{At: at}
			if i < 5 {
				k.Done = at + 40
			}
			again.Kept = append(again.Kept, k)
		}
	}
	got, err := Redraw(c, again, seedOf(1))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "again.golden", []byte(text(got)+"\n"+SealAgain(seedOf(1), c, again)+"\n"))
}

func BenchmarkRedrawOfTwelve(b *testing.B) {
	c := weekOfTwelve()
	schedule, err := Draw(c, seedOf(0))
	if err != nil {
		b.Fatal(err)
	}
	again := Again{Missed: 1, After: schedule[0] + 7200}
	for _, at := range schedule[1:] {
		again.Kept = append(again.Kept, Kept{At: at})
	}
	for b.Loop() {
		if _, err := Redraw(c, again, seedOf(1)); err != nil {
			b.Fatal(err)
		}
	}
}
