package publication

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"

	"creneaux/app/agenda"
)

// Division says by what the releases of past weeks are counted for a test.
type Division string

// The divisions of a week.
const (
	ByWeekday Division = "weekday"      // seven cells at most
	ByHour    Division = "hour"         // clock hours, whatever the day
	ByBoth    Division = "weekday-hour" // clock hours of each weekday
)

// UniformityVerdict is what the tests say together.
type UniformityVerdict string

// The verdicts on past weeks.
const (
	UniformityTooFew   UniformityVerdict = "too-few"  // not enough releases to tell
	UniformityChance   UniformityVerdict = "chance"   // as chance would have them
	UniformityDoubtful UniformityVerdict = "doubtful" // chance does so once in 20 to 100 times
	UniformityUneven   UniformityVerdict = "uneven"   // chance does so less than once in 100 times
	// UniformityTooEven is for hours more evenly taken than chance does once in a
	// thousand times, as by somebody who spreads them by hand.
	UniformityTooEven UniformityVerdict = "too-even"
)

// The levels of the verdicts, of the smallest p-value times the number of tests
// (Bonferroni), and the least that is expected in a cell of a test, which is Cochran's
// rule for the chi-square distribution to hold.
const (
	doubtfulLevel = 0.05
	unevenLevel   = 0.01
	tooEvenLevel  = 0.001
	leastExpected = 5
)

// Uniformity is how past releases lie in the week beside what their rules expect.
type Uniformity struct {
	Weeks    int // weeks looked at
	Releases int // releases counted
	// Missing is how many releases of these weeks were never done. They are taken for
	// any of their week's.
	Missing int
	// Outside are releases done at hours to which the rules of their week give no
	// chance, or beyond their number. They are in no count.
	Outside []agenda.Moment
	Hours   []HourTally // every clock hour that has a chance, in the order of a week
	Tests   []ChiSquare // in the order weekday, hour, both; those with too few releases are left out
	P       float64     // the smallest p-value times the number of tests, 1 at most; 1 without a test
	Verdict UniformityVerdict
	Reasons []agenda.Message
}

// HourTally is one cell of the map of past releases.
type HourTally struct {
	Hour     Hour
	Observed int
	Expected float64
}

// ChiSquare is a test of counts against the expectations of the rules.
//
// Statistic is Pearson's, the sum of (observed − expected)²/expected. Were every
// release drawn for itself it would follow the chi-square distribution with one degree
// of freedom less than cells. But the rules tie the releases of a week together: with
// at most two a day, days are more even than chance would make them. So the statistic
// is judged by its exact mean and variance under the rules, from the exact covariances
// of the cells: Statistic/Scale follows, as near as two moments tell, the chi-square
// distribution with Freedom degrees. That is the second-order correction of Rao and
// Scott, On chi-squared tests for multiway contingency tables with cell proportions
// estimated from survey data, Annals of Statistics 12 (1984), with Satterthwaite's
// degrees of freedom. With one release a week it is Pearson's test as in every book.
type ChiSquare struct {
	Division  Division
	Cells     []Cell
	Pooled    int     // cells that expected fewer than 5 and were counted with neighbours
	Statistic float64 // Pearson's
	Scale     float64 // 1 where releases are not tied together
	Freedom   float64 // degrees of freedom, not always whole
	P         float64 // probability that chance gives as much or more
}

// Cell is one cell of a test: the clock hours counted together.
type Cell struct {
	Hours    []Hour // in the order of a week
	Observed int
	Expected float64
}

// Uniformity tests whether what was really done lies in the week as the rules of each
// week expect, over weekday, over clock hour, and over both.
func (h *History) Uniformity() Uniformity {
	table := h.table()
	u := Uniformity{Weeks: len(h.weeks), P: 1}
	for _, w := range h.weeks {
		u.Releases += len(w.done)
		u.Missing += w.missing
		u.Outside = append(u.Outside, w.outside...)
	}
	for i, hour := range table.hours {
		u.Hours = append(u.Hours, HourTally{hour, table.observed[i], table.expected[i]})
	}
	lowest, highest := 1.0, 0.0
	for _, d := range []Division{ByWeekday, ByHour, ByBoth} {
		if test, ok := table.test(d); ok {
			u.Tests = append(u.Tests, test)
			lowest, highest = min(lowest, test.P), max(highest, test.P)
		}
	}
	tests := float64(len(u.Tests))
	u.P = min(1, lowest*max(1, tests))
	switch {
	case tests == 0:
		u.Verdict = UniformityTooFew
	case u.P < unevenLevel:
		u.Verdict = UniformityUneven
	case u.P < doubtfulLevel:
		u.Verdict = UniformityDoubtful
	case (1-highest)*tests < tooEvenLevel:
		u.Verdict = UniformityTooEven
	default:
		u.Verdict = UniformityChance
	}
	u.Reasons = u.reasons()
	return u
}

// hourTable is what all weeks together did in each clock hour and what they expect,
// with the covariances of the hours.
type hourTable struct {
	hours      []Hour
	observed   []int
	expected   []float64
	covariance [][]float64
}

func (h *History) table() hourTable {
	index := map[Hour]int{}
	var t hourTable
	for _, w := range h.weeks {
		for _, hour := range w.moments.hours {
			if _, ok := index[hour]; !ok {
				index[hour] = 0
				t.hours = append(t.hours, hour)
			}
		}
	}
	slices.SortFunc(t.hours, isoOrder)
	for i, hour := range t.hours {
		index[hour] = i
	}
	t.observed, t.expected = make([]int, len(t.hours)), make([]float64, len(t.hours))
	t.covariance = square(len(t.hours))
	for _, w := range h.weeks {
		for _, at := range w.done {
			t.observed[index[hourOf(at)]]++
		}
		one, two := w.kept()
		to := make([]int, len(w.moments.hours))
		for a, hour := range w.moments.hours {
			to[a] = index[hour]
		}
		for a, i := range to {
			mean := one * w.moments.mean[a]
			t.expected[i] += mean
			t.covariance[i][i] += mean
			for b, j := range to {
				t.covariance[i][j] += two*w.moments.pairs[a][b] - mean*one*w.moments.mean[b]
			}
		}
	}
	return t
}

func square(n int) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
	}
	return m
}

// test compares the counts of a division; it is false where so little is expected that
// fewer than two cells are left, or where the rules leave nothing to chance.
func (t hourTable) test(d Division) (ChiSquare, bool) {
	groups, pooled := t.groups(d)
	test := ChiSquare{Division: d, Pooled: pooled}
	if len(groups) < 2 {
		return test, false
	}
	for _, group := range groups {
		var cell Cell
		for _, i := range group {
			cell.Hours = append(cell.Hours, t.hours[i])
			cell.Observed += t.observed[i]
			cell.Expected += t.expected[i]
		}
		test.Cells = append(test.Cells, cell)
		away := float64(cell.Observed) - cell.Expected
		test.Statistic += away * away / cell.Expected
	}
	// Mean and half the variance of the statistic are the traces of the covariances
	// over the expectations and of their square.
	mean, square := 0.0, 0.0
	for a, group := range groups {
		for b, other := range groups {
			v := 0.0
			for _, i := range group {
				for _, j := range other {
					v += t.covariance[i][j]
				}
			}
			if a == b {
				mean += v / test.Cells[a].Expected
			}
			square += v * v / (test.Cells[a].Expected * test.Cells[b].Expected)
		}
	}
	if mean < 1e-6 {
		return test, false
	}
	test.Scale, test.Freedom = square/mean, mean*mean/square
	test.P = chiSquareSurvival(test.Statistic/test.Scale, test.Freedom)
	return test, true
}

// groups returns the cells of a division as indexes of hours, in the order of a week
// or a day. Neighbours are counted together until 5 or more are expected of them; what
// remains at the end joins the last. That looks at expectations only, never at what
// was observed. pooled is how many cells expected fewer.
func (t hourTable) groups(d Division) (groups [][]int, pooled int) {
	for _, cell := range t.cells(d) {
		expected := t.sum(cell)
		if expected < leastExpected {
			pooled++
		}
		if last := len(groups) - 1; last >= 0 && t.sum(groups[last]) < leastExpected {
			groups[last] = append(groups[last], cell...)
		} else {
			groups = append(groups, cell)
		}
	}
	if last := len(groups) - 1; last > 0 && t.sum(groups[last]) < leastExpected {
		groups[last-1] = append(groups[last-1], groups[last]...)
		groups = groups[:last]
	}
	return groups, pooled
}

func (t hourTable) sum(hours []int) float64 {
	sum := 0.0
	for _, i := range hours {
		sum += t.expected[i]
	}
	return sum
}

// cells returns the cells of a division before small ones are pooled.
func (t hourTable) cells(d Division) [][]int {
	byKey := map[int][]int{}
	var keys []int
	for i, hour := range t.hours {
		key := i
		switch d {
		case ByWeekday:
			key = hour.Day.ISO()
		case ByHour:
			key = hour.Hour
		case ByBoth: // every hour is a cell
		}
		if byKey[key] == nil {
			keys = append(keys, key)
		}
		byKey[key] = append(byKey[key], i)
	}
	slices.Sort(keys)
	cells := make([][]int, len(keys))
	for n, key := range keys {
		cells[n] = byKey[key]
	}
	return cells
}

// chiSquareSurvival returns the probability that a chi-square variable of that many
// degrees of freedom, which need not be whole, is at least x: the regularized upper
// incomplete gamma function Q(freedom/2, x/2), NIST Digital Library of Mathematical
// Functions 8.2.4.
func chiSquareSurvival(x, freedom float64) float64 {
	if x <= 0 || math.IsNaN(x) {
		return 1
	}
	return mathext.GammaIncRegComp(freedom/2, x/2)
}

func (u Uniformity) reasons() []agenda.Message {
	var reasons []agenda.Message
	chance := Probability(u.P)
	switch u.Verdict {
	case UniformityTooFew:
		reasons = append(reasons, agenda.Msg("publication.uniform.too-few", "Count", u.Releases, "Weeks", u.Weeks))
	case UniformityChance:
		reasons = append(reasons, agenda.Msg("publication.uniform.chance", "Count", u.Releases, "Weeks", u.Weeks, "Chance", chance))
	case UniformityDoubtful:
		reasons = append(reasons, agenda.Msg("publication.uniform.doubtful", "Count", u.Releases, "Weeks", u.Weeks, "Chance", chance))
	case UniformityUneven:
		reasons = append(reasons, agenda.Msg("publication.uniform.uneven", "Count", u.Releases, "Weeks", u.Weeks, "Chance", chance))
	case UniformityTooEven:
		reasons = append(reasons, agenda.Msg("publication.uniform.too-even", "Count", u.Releases, "Weeks", u.Weeks))
	}
	for _, test := range u.Tests {
		reasons = append(reasons, test.reasons()...)
	}
	if u.Verdict == UniformityUneven || u.Verdict == UniformityDoubtful {
		reasons = append(reasons, u.farthest())
	}
	if n := len(u.Outside); n > 0 {
		reasons = append(reasons, agenda.Msg("publication.uniform.outside", "Count", n, "First", u.Outside[0]))
	}
	if u.Missing > 0 {
		reasons = append(reasons, agenda.Msg("publication.uniform.missing", "Count", u.Missing))
	}
	return reasons
}

// Probability says a probability in percent; one that two decimals would call 0 is
// said to be below that.
func Probability(p float64) agenda.Message {
	const least = 0.0001
	if p < least {
		return agenda.Msg("publication.probability.below", "Percent", 100*least)
	}
	return agenda.Msg("publication.probability.percent", "Percent", 100*p)
}

func (test ChiSquare) reasons() []agenda.Message {
	var name agenda.Message
	switch test.Division {
	case ByWeekday:
		name = agenda.Msg("publication.division.weekday")
	case ByHour:
		name = agenda.Msg("publication.division.hour")
	case ByBoth:
		name = agenda.Msg("publication.division.both")
	}
	reasons := []agenda.Message{agenda.Msg("publication.uniform.test", "Division", name, "Statistic", test.Statistic/test.Scale,
		"Freedom", test.Freedom, "Chance", Probability(test.P), "Cells", len(test.Cells))}
	if test.Pooled > 0 {
		reasons = append(reasons, agenda.Msg("publication.uniform.pooled", "Division", name, "Count", test.Pooled, "Cells", len(test.Cells), "Least", leastExpected))
	}
	return reasons
}

// farthest names the cell that adds most to the test with the smallest p-value.
func (u Uniformity) farthest() agenda.Message {
	worst := u.Tests[0]
	for _, test := range u.Tests {
		if test.P < worst.P {
			worst = test
		}
	}
	cell, most := worst.Cells[0], -1.0
	for _, c := range worst.Cells {
		if away := float64(c.Observed) - c.Expected; away*away/c.Expected > most {
			cell, most = c, away*away/c.Expected
		}
	}
	first, last := cell.Hours[0], cell.Hours[len(cell.Hours)-1]
	from, to := agenda.Clock(60*first.Hour), agenda.Clock(60*(last.Hour+1))
	switch {
	case worst.Division == ByWeekday && first.Day == last.Day:
		return agenda.Msg("publication.uniform.far.day", "Day", first.Day, "Observed", cell.Observed, "Expected", cell.Expected)
	case worst.Division == ByHour:
		return agenda.Msg("publication.uniform.far.hour", "From", from, "To", to, "Observed", cell.Observed, "Expected", cell.Expected)
	default:
		return agenda.Msg("publication.uniform.far.both", "FirstDay", first.Day, "From", from, "LastDay", last.Day, "To", to,
			"Observed", cell.Observed, "Expected", cell.Expected)
	}
}
