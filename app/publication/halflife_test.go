package publication

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

func someOnline(t *rapid.T) Online {
	at := agenda.MustMoment("2027-03-01T10:00") + agenda.Moment(60*rapid.IntRange(0, 200_000).Draw(t, "at"))
	o := Online{Release: "r", At: at, Slots: rapid.IntRange(0, 9).Draw(t, "slots"), Until: at + agenda.Moment(rapid.IntRange(0, 5000).Draw(t, "until"))}
	for range rapid.IntRange(0, o.Slots).Draw(t, "booked") {
		o.Booked = append(o.Booked, at+agenda.Moment(rapid.IntRange(-10, 6000).Draw(t, "after")))
	}
	return o
}

// At the half-life half are booked and a second before they were not; a censored one
// was never half booked as far as is known.
func TestHalfLifeIsWhenHalfAreBooked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := someOnline(t)
		before := slices.Clone(o.Booked)
		h := HalfLivesOf([]Online{o})
		if !slices.Equal(before, o.Booked) {
			t.Fatal("the input was changed")
		}
		if o.Slots == 0 || o.Until <= o.At {
			if len(h.Releases) != 0 || h.Reasons[0].Key != "publication.half.none" {
				t.Fatalf("%+v of nothing", h)
			}
			return
		}
		got := h.Releases[0]
		bookedBy := func(end agenda.Moment) (n int) {
			for _, at := range o.Booked {
				if at <= min(end, o.Until) {
					n++
				}
			}
			return n
		}
		end := o.At + agenda.Moment(got.Half/time.Second)
		switch {
		case got.Known && (2*bookedBy(end) < o.Slots || got.Half > 0 && 2*bookedBy(end-1) >= o.Slots):
			t.Fatalf("%+v of %+v", got, o)
		case !got.Known && (2*bookedBy(o.Until) >= o.Slots || end != o.Until):
			t.Fatalf("censored %+v of %+v", got, o)
		case got.Reason.IsZero() || h.Overall.Known != got.Known || got.Known && h.Overall.Half != got.Half:
			t.Fatalf("%+v and %+v", got, h.Overall)
		}
	})
}

// Without censoring the median is the plain lower one; with it, it lies between what
// the best and the worst that the censored could become give.
func TestMedian(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		releases := someHalfLives(t, 1, 12)
		m := medianOf(releases)
		best := make([]time.Duration, len(releases))
		worst := make([]time.Duration, len(releases))
		censored := 0
		for i, h := range releases {
			best[i], worst[i] = h.Half, h.Half
			if !h.Known {
				censored++
				worst[i] = math.MaxInt64
			}
		}
		slices.Sort(best)
		slices.Sort(worst)
		middle := (len(releases) - 1) / 2
		if m.Censored != censored || m.Known && (m.Half < best[middle] || m.Half > worst[middle]) || !m.Known && worst[middle] != math.MaxInt64 {
			t.Fatalf("%+v of %+v", m, releases)
		}
	})
}

// The example of Kaplan and Meier's own method as every course has it: remissions in
// weeks under 6-mercaptopurine (Freireich and others, Blood 21, 1963), median 23.
func TestMedianOfThePublishedExample(t *testing.T) {
	var releases []HalfLife
	for _, w := range []int{6, 6, 6, 7, 10, 13, 16, 22, 23} {
		releases = append(releases, HalfLife{Known: true, Half: time.Duration(w)})
	}
	for _, w := range []int{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35} {
		releases = append(releases, HalfLife{Half: time.Duration(w)})
	}
	if m := medianOf(releases); !m.Known || m.Half != 23 || m.Censored != 12 || m.Releases != 21 {
		t.Errorf("got %+v", m)
	}
}

func someHalfLives(t *rapid.T, least, most int) []HalfLife {
	releases := make([]HalfLife, rapid.IntRange(least, most).Draw(t, "releases"))
	for i := range releases {
		releases[i] = HalfLife{
			At:    agenda.Moment(rapid.IntRange(0, 8).Draw(t, "at")),
			Half:  time.Duration(rapid.IntRange(1, 8).Draw(t, "half")),
			Known: rapid.IntRange(0, 3).Draw(t, "known") > 0,
		}
	}
	return releases
}

// The variance of the score is that over all orders of the half-lives.
func TestVarianceOfKendallIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		releases := someHalfLives(t, 3, 5)
		_, variance := kendall(releases)
		sum, squares, orders := 0.0, 0.0, 0.0
		permuted(len(releases), func(p []int) {
			changed := slices.Clone(releases)
			for i, j := range p {
				changed[i].Half, changed[i].Known = releases[j].Half, releases[j].Known
			}
			score, _ := kendall(changed)
			sum += float64(score)
			squares += float64(score * score)
			orders++
		})
		if want := squares/orders - sum*sum/orders/orders; math.Abs(variance-want) > 1e-9 {
			t.Fatalf("variance %v, want %v: %+v", variance, want, releases)
		}
	})
}

func permuted(n int, do func([]int)) {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	var from func(k int)
	from = func(k int) {
		if k == n {
			do(p)
			return
		}
		for i := k; i < n; i++ {
			p[k], p[i] = p[i], p[k]
			from(k + 1)
			p[k], p[i] = p[i], p[k]
		}
	}
	from(0)
}

// onlineYear returns 120 releases whose half-lives change by a factor over the year.
func onlineYear(factor float64, random *rand.Rand) []Online {
	var all []Online
	for i := range 120 {
		at := agenda.MustMoment("2027-01-04T09:00") + agenda.Moment(i*3*86400)
		scale := 3600 * math.Pow(factor, float64(i)/120)
		o := Online{Release: agenda.ReleaseID(fmt.Sprint(i)), At: at, Slots: 30, Until: at + 4*3600}
		for range o.Slots {
			if after := agenda.Moment(random.ExpFloat64() * scale); after < 4*3600 {
				o.Booked = append(o.Booked, at+after)
			}
		}
		all = append(all, o)
	}
	return all
}

func TestTrendOfHalfLives(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, test := range []struct {
		factor float64
		want   TrendVerdict
	}{{1, TrendNone}, {0.2, TrendShorter}, {5, TrendLonger}} {
		h := HalfLivesOf(onlineYear(test.factor, random))
		if h.Trend.Verdict != test.want || len(h.Months) != 12 || h.Overall.Releases != 120 {
			t.Errorf("factor %v: %+v, %d months", test.factor, h.Trend, len(h.Months))
		}
		shuffled := onlineYear(test.factor, rand.New(rand.NewPCG(3, 4)))
		again := HalfLivesOf(shuffled)
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if d := cmp.Diff(again, HalfLivesOf(shuffled)); d != "" {
			t.Errorf("the order of the input matters: %s", d)
		}
	}
	false5 := 0
	const years = 300
	for range years {
		if HalfLivesOf(onlineYear(1, random)).Trend.P < 0.05 {
			false5++
		}
	}
	t.Logf("%d of %d years without a trend have p < 5 %%", false5, years)
	if false5 > 29 || false5 < 4 { // 15 are expected
		t.Errorf("%d of %d years without a trend have p < 5 %%", false5, years)
	}
	if few := HalfLivesOf(onlineYear(0.001, random)[:9]).Trend; few.Verdict != TrendTooFew || few.P != 1 {
		t.Errorf("nine releases: %+v", few)
	}
}

func TestSpan(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "publication.span.seconds(Count=0)", 119 * time.Second: "publication.span.seconds(Count=119)",
		2 * time.Minute: "publication.span.minutes(Count=2)", 119 * time.Minute: "publication.span.minutes(Count=119)",
		2 * time.Hour: "publication.span.hours(Count=2)", 47 * time.Hour: "publication.span.hours(Count=47)",
		72 * time.Hour: "publication.span.days(Count=3)",
	} {
		if got := span(d).String(); got != want {
			t.Errorf("%v is said as %s", d, got)
		}
	}
}
