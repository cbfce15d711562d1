package publication

import (
	"cmp"
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/mathext"

	"creneaux/app/agenda"
)

// Online is what became of the slots of one release.
type Online struct {
	Release agenda.ReleaseID
	At      agenda.Moment // when they really went online
	Slots   int
	// Booked is, of every slot that was booked, when it was first; in any order. Slots
	// whose moment of booking is not known must be left out of Slots too.
	Booked []agenda.Moment
	Until  agenda.Moment // until when bookings are known: the moment of the export
}

// HalfLife is how long it took until half of the slots of a release were booked.
type HalfLife struct {
	Release agenda.ReleaseID
	At      agenda.Moment
	Slots   int
	Booked  int // of these, those booked until the end of what is known
	// Early is how many are said to have been booked before they went online: clocks
	// that differ, or slots that were online before. They count as booked at once.
	Early int
	// Known is true where half, rounded up, were booked; Half is then the time until
	// then, else the time without that (a censored observation).
	Known  bool
	Half   time.Duration
	Reason agenda.Message
}

// HalfLives is how fast releases are booked, one by one and over time.
type HalfLives struct {
	Releases []HalfLife // in time order; those without slots or not known yet are left out
	Overall  Median
	Months   []Median // of every calendar month with a release, in time order
	Trend    Trend
	Reasons  []agenda.Message
}

// Median is the median half-life of the releases of some time: that of the survival
// curve of Kaplan and Meier, Nonparametric estimation from incomplete observations,
// Journal of the American Statistical Association 53 (1958), which makes use of
// releases that are not half booked yet.
type Median struct {
	From     agenda.Date // first day of the time
	Releases int
	Censored int  // of these, those not half booked
	Known    bool // false where fewer than half of the releases came to be half booked
	Half     time.Duration
}

// TrendVerdict says where half-lives go.
type TrendVerdict string

// The verdicts on half-lives over time.
const (
	TrendTooFew  TrendVerdict = "too-few"
	TrendNone    TrendVerdict = "none" // none that can be told from chance
	TrendShorter TrendVerdict = "shorter"
	TrendLonger  TrendVerdict = "longer"
)

// Trend compares every release with every later one.
type Trend struct {
	// Tau is Kendall's: the share of pairs in which the later half-life is longer less
	// that in which it is shorter, among all whose order is known; from −1 to 1.
	Tau     float64
	Pairs   int // pairs whose order is known
	P       float64
	Verdict TrendVerdict
}

// The fewest releases of which a trend is told, and the level below which it is.
const (
	trendReleases = 10
	trendLevel    = 0.05
)

// HalfLivesOf returns the half-lives of releases. Each is the time to the booking of
// rank ⌈slots/2⌉; it is censored where there were fewer.
func HalfLivesOf(online []Online) HalfLives {
	var h HalfLives
	for _, o := range online {
		if o.Slots > 0 && o.Until > o.At {
			h.Releases = append(h.Releases, halfLifeOf(o))
		}
	}
	slices.SortFunc(h.Releases, func(a, b HalfLife) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Release, b.Release))
	})
	if len(h.Releases) == 0 {
		h.Trend = Trend{P: 1, Verdict: TrendTooFew}
		h.Reasons = []agenda.Message{agenda.Msg("publication.half.none")}
		return h
	}
	h.Overall = medianOf(h.Releases)
	for from := 0; from < len(h.Releases); {
		to := from
		for to < len(h.Releases) && monthOf(h.Releases[to]) == monthOf(h.Releases[from]) {
			to++
		}
		month := medianOf(h.Releases[from:to])
		month.From = monthOf(h.Releases[from])
		h.Months = append(h.Months, month)
		from = to
	}
	h.Trend = trendOf(h.Releases)
	h.Reasons = h.reasons()
	return h
}

func monthOf(h HalfLife) agenda.Date {
	d := h.At.Date()
	return agenda.NewDate(d.Year, d.Month, 1)
}

func halfLifeOf(o Online) HalfLife {
	h := HalfLife{Release: o.Release, At: o.At, Slots: o.Slots}
	var after []agenda.Moment
	for _, at := range o.Booked {
		if at > o.Until {
			continue
		}
		if at < o.At {
			h.Early++
		}
		after = append(after, max(at, o.At))
	}
	slices.Sort(after)
	h.Booked = len(after)
	if half := (o.Slots + 1) / 2; h.Booked >= half {
		h.Known, h.Half = true, between(o.At, after[half-1])
	} else {
		h.Half = between(o.At, o.Until)
	}
	switch {
	case h.Early > 0 && h.Known:
		h.Reason = agenda.Msg("publication.half.early", "Count", h.Early, "Half", span(h.Half))
	case h.Known:
		h.Reason = agenda.Msg("publication.half.known", "Count", h.Slots, "Half", span(h.Half))
	default:
		h.Reason = agenda.Msg("publication.half.censored", "Count", h.Booked, "Slots", h.Slots, "Half", span(h.Half))
	}
	return h
}

func between(from, to agenda.Moment) time.Duration { return time.Duration(to-from) * time.Second }

// span says a duration in the largest unit of which there are two or more, rounded
// down.
func span(d time.Duration) agenda.Message {
	switch {
	case d >= 48*time.Hour:
		return agenda.Msg("publication.span.days", "Count", int(d/(24*time.Hour)))
	case d >= 2*time.Hour:
		return agenda.Msg("publication.span.hours", "Count", int(d/time.Hour))
	case d >= 2*time.Minute:
		return agenda.Msg("publication.span.minutes", "Count", int(d/time.Minute))
	default:
		return agenda.Msg("publication.span.seconds", "Count", int(d/time.Second))
	}
}

// medianOf returns the median of at least one release.
func medianOf(releases []HalfLife) Median {
	m := Median{From: releases[0].At.Date(), Releases: len(releases)}
	byHalf := slices.Clone(releases)
	// What is not known yet at a time is still at risk then: it comes after what is.
	slices.SortFunc(byHalf, func(a, b HalfLife) int {
		return cmp.Or(cmp.Compare(a.Half, b.Half), compareKnown(a, b))
	})
	surviving := 1.0
	for i, h := range byHalf {
		if !h.Known {
			m.Censored++
			continue
		}
		atRisk := len(byHalf) - i
		surviving *= float64(atRisk-1) / float64(atRisk)
		// An even number of releases gives exactly one half, but for rounding.
		if !m.Known && surviving <= 0.5+1e-12 {
			m.Known, m.Half = true, h.Half
		}
	}
	return m
}

func compareKnown(a, b HalfLife) int {
	switch {
	case a.Known == b.Known:
		return 0
	case a.Known:
		return -1
	default:
		return 1
	}
}

// order returns 1 when the half-life of b is surely longer than that of a, −1 when it
// is surely shorter, and 0 when that is not known or they are equal. Of one that is
// censored only that it is longer than what was seen is known (Gehan, A generalized
// Wilcoxon test for comparing arbitrarily singly-censored samples, Biometrika 52, 1965).
func order(a, b HalfLife) int {
	switch {
	case a.Known && b.Known:
		return cmp.Compare(b.Half, a.Half)
	case a.Known && b.Half >= a.Half:
		return 1
	case b.Known && a.Half >= b.Half:
		return -1
	default:
		return 0
	}
}

// trendOf tests whether half-lives, in time order, grow or shrink: Kendall's score
// over the pairs whose order is known, beside what all orders of the same releases
// give.
func trendOf(releases []HalfLife) Trend {
	t := Trend{P: 1, Verdict: TrendTooFew}
	score, variance := kendall(releases)
	for i, a := range releases {
		for _, b := range releases[i+1:] {
			if order(a, b) != 0 && a.At != b.At {
				t.Pairs++
			}
		}
	}
	if t.Pairs > 0 {
		t.Tau = float64(score) / float64(t.Pairs)
	}
	if len(releases) < trendReleases || variance <= 0 {
		return t
	}
	// The score moves in steps of 1 at least: half a step towards the middle corrects
	// for taking it for a continuous number.
	z := max(0, math.Abs(float64(score))-0.5) / math.Sqrt(variance)
	t.P = mathext.GammaIncRegComp(0.5, z*z/2) // the normal distribution beyond ±z
	switch {
	case t.P >= trendLevel:
		t.Verdict = TrendNone
	case score < 0:
		t.Verdict = TrendShorter
	default:
		t.Verdict = TrendLonger
	}
	return t
}

// kendall returns the sum of order over all pairs in time order, and its variance over
// all orders of the releases in time: the general formula of Daniels, The relation
// between measures of correlation in the universe of sample permutations, Biometrika
// 33 (1944). A formula for whole samples would be wrong here, with ties and pairs
// whose order is not known.
func kendall(releases []HalfLife) (score int, variance float64) {
	n := float64(len(releases))
	var rowsA, rowsB, squaresA, squaresB float64
	for i, a := range releases {
		rowA, rowB := 0, 0
		for _, b := range releases {
			longer, later := order(a, b), cmp.Compare(b.At, a.At)
			rowA += longer
			rowB += later
			squaresA += float64(longer * longer)
			squaresB += float64(later * later)
		}
		for _, b := range releases[i+1:] {
			score += order(a, b) * cmp.Compare(b.At, a.At)
		}
		rowsA += float64(rowA * rowA)
		rowsB += float64(rowB * rowB)
	}
	if n < 3 {
		return score, 0
	}
	// Over ordered pairs, both (i, j) and (j, i), the sum is twice the score.
	both := 4/(n*(n-1)*(n-2))*(rowsA-squaresA)*(rowsB-squaresB) + 2/(n*(n-1))*squaresA*squaresB
	return score, both / 4
}

func (h HalfLives) reasons() []agenda.Message {
	var reasons []agenda.Message
	if h.Overall.Known {
		reasons = append(reasons, agenda.Msg("publication.half.median", "Count", len(h.Releases), "Half", span(h.Overall.Half)))
	} else {
		reasons = append(reasons, agenda.Msg("publication.half.no-median", "Count", len(h.Releases)))
	}
	if n := h.Overall.Censored; n > 0 && h.Overall.Known {
		reasons = append(reasons, agenda.Msg("publication.half.some-censored", "Count", n))
	}
	switch t := h.Trend; t.Verdict {
	case TrendTooFew:
		reasons = append(reasons, agenda.Msg("publication.half.trend.too-few", "Count", len(h.Releases), "Least", trendReleases))
	case TrendNone:
		reasons = append(reasons, agenda.Msg("publication.half.trend.none", "Chance", Probability(t.P)))
	case TrendShorter:
		reasons = append(reasons, agenda.Msg("publication.half.trend.shorter", "Chance", Probability(t.P)))
	case TrendLonger:
		reasons = append(reasons, agenda.Msg("publication.half.trend.longer", "Chance", Probability(t.P)))
	}
	early := 0
	for _, r := range h.Releases {
		early += r.Early
	}
	if early > 0 {
		reasons = append(reasons, agenda.Msg("publication.half.some-early", "Count", early))
	}
	return reasons
}
