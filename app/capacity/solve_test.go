package capacity

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
)

// given are the instances of testdata, with the largest deviation, as a part of the
// best known, that the planner is held to. The shortfall has to be the optimum.
var given = []struct {
	name      string
	deviation float64
}{
	{"a-ample", 1.01},
	{"b-tight", 1.05},
	{"c-short", 1.00}, // the best known is not proven, and far from the best
	{"d-catch-up", 1.01},
	{"e-summer", 1.05},
	{"h-large", 1.01},
}

// solvedHere are the given instances that this run solves.
func solvedHere() []string {
	if underRace {
		return []string{"d-catch-up"} // the one with locked weeks
	}
	var names []string
	for _, g := range given {
		names = append(names, g.name)
	}
	return names
}

// solvedPlans keeps what was solved once: the same instance gives the same plan.
var solvedPlans = map[string]Plan{}

func solveGiven(t *testing.T, name string) (Instance, Plan) {
	t.Helper()
	in := readInstance(t, name)
	if _, done := solvedPlans[name]; !done {
		solvedPlans[name] = solve(t, in)
	}
	return in, solvedPlans[name]
}

type optimum struct {
	Shortfall int     `json:"shortfall"`
	Deviation float64 `json:"deviation"`
	Relaxed   float64 `json:"relaxed"`
}

func readInstance(t testing.TB, name string) Instance {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	in, err := ReadInstance(file)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func readOptima(t testing.TB) map[string]optimum {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "optima.json"))
	if err != nil {
		t.Fatal(err)
	}
	var optima map[string]optimum
	if err := json.Unmarshal(data, &optima); err != nil {
		t.Fatal(err)
	}
	return optima
}

// tester is what the tests of the standard library and those of rapid have in common.
type tester interface {
	Helper()
	Errorf(string, ...any)
	Fatal(...any)
}

func solve(t tester, in Instance) Plan {
	t.Helper()
	plan, err := Solve(context.Background(), in, Fewest, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := Check(in, plan.Slots); err != nil {
		t.Fatal(err)
	}
	return plan
}

// checkPlans checks a property whose every example makes whole plans. Of these a quarter
// of the usual number has to do under the race detector.
func checkPlans(t *testing.T, property func(*rapid.T)) {
	t.Helper()
	if checks := flag.Lookup("rapid.checks"); underRace && checks.Value.String() == checks.DefValue {
		if err := checks.Value.Set("25"); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = checks.Value.Set(checks.DefValue) }()
	}
	rapid.Check(t, property)
}

func TestGivenInstancesComeNearTheirOptima(t *testing.T) {
	optima := readOptima(t)
	for _, g := range given {
		if !slices.Contains(solvedHere(), g.name) {
			continue
		}
		t.Run(g.name, func(t *testing.T) {
			_, plan := solveGiven(t, g.name)
			best := optima[g.name]
			t.Logf("shortfall %d (optimum %d), deviation %.4f (best known %.4f)",
				plan.Shortfall, best.Shortfall, plan.Deviation, best.Deviation)
			if plan.Shortfall < best.Shortfall {
				t.Errorf("shortfall %d is below the proven optimum %d: it is counted wrongly", plan.Shortfall, best.Shortfall)
			}
			if plan.Shortfall > best.Shortfall || plan.Least != best.Shortfall {
				t.Errorf("shortfall %d, proven to be %d at least, optimum %d", plan.Shortfall, plan.Least, best.Shortfall)
			}
			if plan.Deviation > best.Deviation*g.deviation {
				t.Errorf("deviation %.4f, best known %.4f", plan.Deviation, best.Deviation)
			}
			if plan.Shortfall == best.Shortfall && plan.Deviation < best.Relaxed-0.001 {
				t.Errorf("deviation %.4f is below the proven bound %.4f: it is counted wrongly", plan.Deviation, best.Relaxed)
			}
		})
	}
}

func TestLockedWeeksStayAsTheyAre(t *testing.T) {
	in, plan := solveGiven(t, "d-catch-up")
	locked := in.lockedWeeks()
	got := slices.DeleteFunc(slices.Clone(plan.Slots), func(c Cell) bool { return !locked[c.Week] })
	want := slices.DeleteFunc(slices.Clone(in.Fixed), func(c Cell) bool { return c.Slots == 0 })
	byText := func(a, b Cell) int {
		return slices.Compare([]string{a.Week.String(), a.Desk, a.Procedure}, []string{b.Week.String(), b.Desk, b.Procedure})
	}
	slices.SortFunc(got, byText)
	slices.SortFunc(want, byText)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// anyInstance draws small instances: the ones where wrong counting shows.
func anyInstance(t *rapid.T) Instance {
	in := Instance{}
	weeks := rapid.IntRange(1, 4).Draw(t, "weeks")
	in.Weeks = agenda.WeeksOf(2027)[:weeks]
	for i := range rapid.IntRange(1, 3).Draw(t, "procedures") {
		in.Procedures = append(in.Procedures, Demand{
			Code:    string(rune('a' + i)),
			Minutes: rapid.SampledFrom([]int{10, 15, 20, 30, 45}).Draw(t, "minutes"),
			Target:  rapid.IntRange(0, 12).Draw(t, "target"),
		})
	}
	for i := range rapid.IntRange(1, 3).Draw(t, "desks") {
		desk := Supply{Name: string(rune('X' + i))}
		for _, p := range in.Procedures {
			if rapid.Bool().Draw(t, "accepts") {
				desk.Accepts = append(desk.Accepts, p.Code)
			}
		}
		for range weeks {
			desk.Minutes = append(desk.Minutes, 5*rapid.IntRange(0, 20).Draw(t, "open"))
		}
		in.Desks = append(in.Desks, desk)
	}
	for _, week := range in.Weeks[:rapid.IntRange(0, weeks).Draw(t, "locked weeks")] {
		for _, desk := range in.Desks {
			for _, code := range desk.Accepts {
				c := Cell{week, desk.Name, code, rapid.IntRange(0, 2).Draw(t, "locked")}
				in.Fixed = append(in.Fixed, c)
				if in.Validate() != nil {
					in.Fixed[len(in.Fixed)-1].Slots = 0
				}
			}
		}
	}
	return in
}

func TestPlansOfSmallInstances(t *testing.T) {
	checkPlans(t, func(t *rapid.T) {
		in := anyInstance(t)
		before := clone(t, in)
		plan := solve(t, in)
		if diff := cmp.Diff(before, in); diff != "" {
			t.Fatalf("the instance was changed: %s", diff)
		}
		shortfall, deviation := Evaluate(in, plan.Slots)
		if shortfall != plan.Shortfall || deviation != plan.Deviation {
			t.Fatalf("the plan says %d and %g, it is %d and %g", plan.Shortfall, plan.Deviation, shortfall, deviation)
		}
		again := solve(t, in)
		if diff := cmp.Diff(plan, again); diff != "" {
			t.Fatalf("another plan the second time: %s", diff)
		}
		missing := 0
		for _, p := range plan.Procedures {
			missing += p.Target - p.Planned
		}
		if missing != shortfall || (shortfall > 0) != (len(plan.Reasons) > 0) {
			t.Fatalf("%d are missing, %v explain %d", shortfall, plan.Reasons, missing)
		}
	})
}

func clone(t *rapid.T, in Instance) Instance {
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var out Instance
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// leastShortfall tries every plan of a tiny instance.
func leastShortfall(in Instance) int {
	g := newGrid(in)
	target := 0
	for _, n := range g.limit {
		target += n
	}
	best := 0
	var try func(bin, procedure, planned int)
	try = func(bin, procedure, planned int) {
		best = max(best, planned)
		if bin == len(g.open) {
			return
		}
		if procedure == g.procedures {
			try(bin+1, 0, planned)
			return
		}
		try(bin, procedure+1, planned)
		if !g.accepting(bin/g.weeks, procedure) {
			return
		}
		n := 0
		for g.slack[bin] >= g.minutes[procedure] && g.total[procedure] < g.limit[procedure] {
			g.add(bin, procedure, 1)
			n++
			try(bin, procedure+1, planned+n)
		}
		g.add(bin, procedure, -n)
	}
	try(0, 0, 0)
	return target - best
}

func TestNothingBeatsThePlanOfATinyInstance(t *testing.T) {
	checkPlans(t, func(t *rapid.T) {
		in := anyInstance(t)
		in.Fixed = nil
		in.Weeks = in.Weeks[:min(len(in.Weeks), 2)]
		in.Desks = in.Desks[:min(len(in.Desks), 2)]
		for d := range in.Desks {
			in.Desks[d].Minutes = in.Desks[d].Minutes[:len(in.Weeks)]
			for w := range in.Desks[d].Minutes {
				in.Desks[d].Minutes[w] = min(in.Desks[d].Minutes[w], 75)
			}
		}
		plan, want := solve(t, in), leastShortfall(in)
		if plan.Shortfall != want || plan.Least > want {
			t.Fatalf("shortfall %d, proven to be %d at least, the best plan has %d", plan.Shortfall, plan.Least, want)
		}
	})
}

func TestMoreMinutesNeverRaiseTheProvenBound(t *testing.T) {
	short := func(t *rapid.T, in Instance) float64 {
		g := newGrid(in)
		relaxed, err := g.relax(context.Background(), g.open, 0)
		if err != nil {
			t.Fatal(err)
		}
		return relaxed.short
	}
	rapid.Check(t, func(t *rapid.T) {
		in := anyInstance(t)
		before := short(t, in)
		d := rapid.IntRange(0, len(in.Desks)-1).Draw(t, "desk")
		w := rapid.IntRange(0, len(in.Weeks)-1).Draw(t, "week")
		in.Desks[d].Minutes[w] += 5 * rapid.IntRange(1, 20).Draw(t, "more")
		if after := short(t, in); after > before+2*enough {
			t.Fatalf("from %g to %g", before, after)
		}
	})
}

// The bound of whole slots is never below that of slots in pieces.
func TestTheProvenBoundIsTheStrongerOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := newGrid(anyInstance(t))
		relaxed, err := g.relax(context.Background(), g.open, rapid.IntRange(0, 2).Draw(t, "variants"))
		if err != nil {
			t.Fatal(err)
		}
		pieces := 0.0
		for p, given := range g.yearFlow() {
			pieces += float64(g.limit[p])
			for _, m := range given {
				pieces -= float64(m) / float64(g.minutes[p])
			}
		}
		if relaxed.short < pieces-2*enough {
			t.Fatalf("%g, in pieces %g", relaxed.short, pieces)
		}
	})
}

// Whatever repair does, the plan stays within its minutes and targets, and misses no
// more than before.
func TestRepairNeverMakesAPlanWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyInstance(t)
		g := newGrid(in)
		for bin := range g.open {
			for _, p := range g.accepts[bin/g.weeks] {
				most := min(g.slack[bin]/g.minutes[p], g.limit[p]-g.total[p])
				g.add(bin, p, rapid.IntRange(0, most).Draw(t, "slots"))
			}
		}
		before := g.missing()
		least, err := g.repair(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if err := Check(in, g.cells(in)); err != nil {
			t.Fatal(err)
		}
		if g.missing() > before || g.missing() < least {
			t.Fatalf("from %d to %d, proven to be %d at least", before, g.missing(), least)
		}
	})
}

func TestTheYearFlowIsTheFractionalOptimum(t *testing.T) {
	optima := readOptima(t)
	for _, g := range given {
		in := readInstance(t, g.name)
		grid := newGrid(in)
		short := 0.0
		for p, given := range grid.yearFlow() {
			minutes := 0
			for _, m := range given {
				minutes += m
			}
			short += float64(grid.limit[p]) - float64(minutes)/float64(grid.minutes[p])
		}
		if best := optima[g.name].Shortfall; short > float64(best)+1e-6 {
			t.Errorf("%s: fractional shortfall %.2f is above the whole-slot optimum %d", g.name, short, best)
		}
	}
}

func TestMoreMinutesNeverMakeTheFractionalShortfallLarger(t *testing.T) {
	short := func(in Instance) float64 {
		g := newGrid(in)
		sum := 0.0
		for p, given := range g.yearFlow() {
			sum += float64(g.limit[p])
			for _, m := range given {
				sum -= float64(m) / float64(g.minutes[p])
			}
		}
		return sum
	}
	rapid.Check(t, func(t *rapid.T) {
		in := anyInstance(t)
		before := short(in)
		d := rapid.IntRange(0, len(in.Desks)-1).Draw(t, "desk")
		w := rapid.IntRange(0, len(in.Weeks)-1).Draw(t, "week")
		in.Desks[d].Minutes[w] += 5 * rapid.IntRange(1, 20).Draw(t, "more")
		if after := short(in); after > before+1e-9 {
			t.Fatalf("from %g to %g", before, after)
		}
	})
}

func TestAShortTargetIsExplained(t *testing.T) {
	in := Instance{
		Weeks:      agenda.WeeksOf(2027)[:2],
		Procedures: []Demand{{"first", 30, 10}, {"renewal", 20, 3}, {"status", 30, 1}, {"family", 45, 1}},
		Desks: []Supply{
			{Name: "G1", Accepts: []string{"first", "renewal"}, Minutes: []int{120, 120}},
			{Name: "G2", Accepts: []string{"family"}, Minutes: []int{0, 40}},
		},
	}
	plan := solve(t, in)
	want := []ProcedureResult{
		{"first", 10, 6, []string{"G1"}}, {"renewal", 3, 3, nil}, {"status", 1, 0, nil}, {"family", 1, 0, []string{"G2"}},
	}
	if diff := cmp.Diff(want, plan.Procedures); diff != "" {
		t.Error(diff)
	}
	keys := []string{}
	for _, reason := range plan.Reasons {
		keys = append(keys, reason.Key)
	}
	if diff := cmp.Diff([]string{"capacity.reason.short", "capacity.reason.no-desk", "capacity.reason.never-open"}, keys); diff != "" {
		t.Error(diff)
	}
	if !slices.Contains(plan.Full, DeskWeek{in.Weeks[1], "G2"}) {
		t.Errorf("40 minutes are full for a procedure of 45: %v", plan.Full)
	}
}

func TestEvaluateByHand(t *testing.T) {
	weeks := agenda.WeeksOf(2027)[:3]
	in := Instance{
		Weeks:      weeks,
		Procedures: []Demand{{"first", 30, 8}},
		Desks:      []Supply{{Name: "G1", Accepts: []string{"first"}, Minutes: []int{60, 60, 120}}},
		Fixed:      []Cell{{weeks[0], "G1", "first", 2}},
	}
	// Six are left for minutes 60 and 120: ideals 2 and 4.
	plan := []Cell{{weeks[0], "G1", "first", 2}, {weeks[1], "G1", "first", 1}, {weeks[2], "G1", "first", 4}}
	shortfall, deviation := Evaluate(in, plan)
	if shortfall != 1 || math.Abs(deviation-0.5) > 1e-12 {
		t.Errorf("got %d and %g, want 1 and 0.5", shortfall, deviation)
	}
}

func TestCheckFindsWhatIsBroken(t *testing.T) {
	weeks := agenda.WeeksOf(2027)[:3]
	in := Instance{
		Weeks:      weeks,
		Procedures: []Demand{{"first", 30, 8}, {"renewal", 20, 1}},
		Desks: []Supply{
			{Name: "G1", Accepts: []string{"first"}, Minutes: []int{60, 60, 120}},
			{Name: "G2", Accepts: []string{"renewal"}, Minutes: []int{60, 60, 120}},
		},
		Fixed: []Cell{{weeks[0], "G1", "first", 2}},
	}
	locked := Cell{weeks[0], "G1", "first", 2}
	for name, test := range map[string]struct {
		plan []Cell
		code string
	}{
		"fine":               {[]Cell{locked, {weeks[1], "G1", "first", 2}, {weeks[1], "G2", "renewal", 1}}, ""},
		"unknown week":       {[]Cell{locked, {agenda.MustWeek("2028-W01"), "G1", "first", 1}}, "PLAN-UNKNOWN"},
		"unknown desk":       {[]Cell{locked, {weeks[1], "G3", "first", 1}}, "PLAN-UNKNOWN"},
		"unknown procedure":  {[]Cell{locked, {weeks[1], "G1", "second", 1}}, "PLAN-UNKNOWN"},
		"not accepted":       {[]Cell{locked, {weeks[1], "G1", "renewal", 1}}, "PLAN-NOT-ACCEPTED"},
		"negative":           {[]Cell{locked, {weeks[1], "G1", "first", -1}}, "PLAN-RANGE"},
		"twice":              {[]Cell{locked, {weeks[1], "G1", "first", 1}, {weeks[1], "G1", "first", 1}}, "PLAN-DOUBLE"},
		"too many minutes":   {[]Cell{locked, {weeks[1], "G1", "first", 3}}, "PLAN-OVER-MINUTES"},
		"above the target":   {[]Cell{locked, {weeks[1], "G2", "renewal", 2}}, "PLAN-OVER-TARGET"},
		"lock dropped":       {[]Cell{{weeks[1], "G1", "first", 2}}, "PLAN-LOCKED"},
		"lock changed":       {[]Cell{{weeks[0], "G1", "first", 1}}, "PLAN-LOCKED"},
		"locked week filled": {[]Cell{locked, {weeks[0], "G2", "renewal", 1}}, "PLAN-LOCKED"},
	} {
		if got := agenda.CodeOf(Check(in, test.plan)); got != test.code {
			t.Errorf("%s: got %q, want %q", name, got, test.code)
		}
	}
}

// stopping cancels a context at its n-th report.
type stopping struct {
	once   sync.Once
	after  int
	cancel context.CancelFunc
}

func (s *stopping) Report(_ agenda.Message, done, _ int) {
	if done >= s.after {
		s.once.Do(s.cancel)
	}
}

func TestSolvingCanBeCancelled(t *testing.T) {
	in := readInstance(t, "a-ample")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	plan, err := Solve(ctx, in, Fewest, &stopping{after: 10, cancel: cancel})
	if !errors.Is(err, context.Canceled) || plan.Slots != nil {
		t.Errorf("got %v and %d cells", err, len(plan.Slots))
	}
}
