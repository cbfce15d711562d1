package capacity

import (
	"context"
	"math"
	"math/rand/v2"

	"creneaux/app/agenda"
)

// The search is simulated annealing (S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi,
// Optimization by Simulated Annealing, Science 220, 1983) over whole slots. Its moves
// keep every plan feasible: replace slots of one procedure by those of another within a
// desk-week, exchange or move slots between two desk-weeks and, when polishing, trade
// what is equally long. The numbers below were tuned on the instances of testdata and on
// random ones of their kind.
const (
	movesPerBin  = 32_000
	leastMoves   = 200_000
	mostMoves    = 24_000_000
	slotWorth    = 60.0 // a slot more is worth this much deviation
	stillSteps   = 60   // without any change of the energy end a phase: it is frozen
	coolingSteps = 1000 // also how often cancellation is looked at and progress told
)

// phase is one cooling of the search.
type phase struct {
	stage agenda.Message
	part  float64 // of the moves above
	// from and to are the first and the last heat. At 60 a slot is often given up for a
	// better one later, at 0.0005 practically nothing worse is taken any more.
	from, to float64
	// gather is what it is worth to have free minutes in one bin rather than in many
	// (E. Falkenauer, A Hybrid Grouping Genetic Algorithm for Bin Packing, Journal of
	// Heuristics 2, 1996): scattered they serve nobody, together they make a slot.
	gather float64
	// even is whether the moves look for an even spread: trades, and every second exchange
	// from the week that has more of a procedure, beside its ideal, to the one that has
	// less. While the number of slots still counts more, they only take time.
	even bool
}

// exploring looks for a good plan anywhere; then, where slots are missing, polishing looks
// for the best one near by, and settling where none is: only the spread counts there.
var (
	exploring = phase{agenda.Msg("capacity.stage.search"), 1.0, 60, 0.001, 0.005, false}
	polishing = phase{agenda.Msg("capacity.stage.polish"), 0.4, 3, 0.0005, 0, true}
	settling  = phase{agenda.Msg("capacity.stage.polish"), 0.8, 0.3, 0.0005, 0, true}
)

// gathered is from how many free minutes of a bin on more of them are worth nothing
// more: a slot fits then.
const gathered = 60

// search improves a grid.
type search struct {
	*grid
	// source is a fixed sequence, not chance: the same instance gives the same plan.
	source *rand.PCG
	heat   float64
	gather float64
	even   bool
	// stirred is whether a change of the energy was taken since it was last looked at.
	stirred bool
	// kernels are the trades within the procedures of each desk.
	kernels [][]kernel
	live    []int // bins that can hold something
}

func newSearch(g *grid) *search {
	s := &search{grid: g, source: rand.NewPCG(1789, 1905)}
	for bin, minutes := range g.open {
		for _, p := range g.accepts[bin/g.weeks] {
			if minutes >= g.minutes[p] && g.limit[p] > 0 {
				s.live = append(s.live, bin)
				break
			}
		}
	}
	for _, a := range g.accepts {
		s.kernels = append(s.kernels, kernels(a, g.minutes))
	}
	return s
}

// below returns a number from 0 to n-1.
func (s *search) below(n int) int {
	return int((s.source.Uint64() >> 32) * uint64(n) >> 32)
}

// takes decides whether a change of the energy is accepted at the present heat.
func (s *search) takes(worse float64) bool {
	if worse <= 0 {
		s.stirred = s.stirred || worse < 0
		return true
	}
	if worse > 20*s.heat {
		return false
	}
	taken := float64(s.source.Uint64()>>11)/(1<<53) < math.Exp(-worse/s.heat)
	s.stirred = s.stirred || taken
	return taken
}

// anneal runs a phase to its end. A cancelled context ends it with the context's error.
func (s *search) anneal(ctx context.Context, progress agenda.Progress, run phase) error {
	if len(s.live) == 0 {
		return ctx.Err()
	}
	moves := int(run.part*float64(min(max(movesPerBin*len(s.live), leastMoves), mostMoves))) / coolingSteps
	cooling := math.Pow(run.to/run.from, 1/float64(coolingSteps-1))
	s.heat, s.gather, s.even = run.from, run.gather, run.even
	still := 0
	for i := range coolingSteps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if still++; s.stirred {
			still = 0
		}
		if s.stirred = false; still > stillSteps {
			return nil
		}
		progress.Report(run.stage, i, coolingSteps)
		for range moves {
			switch k := s.below(6); {
			case k < 2:
				s.replace()
			case k < 4 || !s.even:
				s.exchange()
			default:
				s.trade()
			}
		}
		s.heat *= cooling
	}
	return nil
}

// replace tries to put some slots of one procedure in the place of up to two of
// another within a bin, or into its free minutes.
func (s *search) replace() {
	bin := s.live[s.below(len(s.live))]
	accepts := s.accepts[bin/s.weeks]
	in := accepts[s.below(len(accepts))]
	out := accepts[s.below(len(accepts))]
	taken := s.below(3)
	if in == out {
		taken = 0
	}
	if taken > s.slots[bin*s.procedures+out] {
		return
	}
	put := min((s.slack[bin]+taken*s.minutes[out])/s.minutes[in], s.limit[in]-s.total[in])
	if put <= 0 {
		return
	}
	if put > 1 && s.below(2) == 0 {
		put = 1 + s.below(put)
	}
	week := bin % s.weeks
	worse := slotWorth*float64(taken-put) + s.price(week, in, put) + s.price(week, out, -taken) +
		s.scatter(bin, put*s.minutes[in]-taken*s.minutes[out])
	if s.takes(worse) {
		s.add(bin, in, put)
		s.add(bin, out, -taken)
	}
}

// exchange tries to move up to three slots of a procedure from one bin to another,
// against as many slots of a second procedure as the minutes ask for, or into free
// minutes.
func (s *search) exchange() {
	from := s.live[s.below(len(s.live))]
	to := s.partner(from)
	ours, theirs := s.accepts[from/s.weeks], s.accepts[to/s.weeks]
	if from == to || len(theirs) == 0 {
		return
	}
	going := ours[s.below(len(ours))]
	coming := theirs[s.below(len(theirs))]
	if !s.accepting(to/s.weeks, going) || !s.accepting(from/s.weeks, coming) {
		return
	}
	if s.even && s.below(2) == 0 && s.excess(from, going) < s.excess(to, going) {
		from, to = to, from
	}
	n := 1 + s.below(3)*s.below(2)
	if n > s.slots[from*s.procedures+going] {
		return
	}
	minutes := n * s.minutes[going]
	if going == coming {
		s.relocate(from, to, going, n)
		return
	}
	least := max((minutes-s.slack[to]+s.minutes[coming]-1)/s.minutes[coming], 0)
	most := min((minutes+s.slack[from])/s.minutes[coming], s.slots[to*s.procedures+coming])
	if least > most {
		return
	}
	back := least
	if most > least {
		back += s.below(min(most-least, 2) + 1)
	}
	more := back*s.minutes[coming] - minutes
	worse := s.scatter(from, more) + s.scatter(to, -more)
	if a, b := from%s.weeks, to%s.weeks; a != b {
		worse += s.price(a, going, -n) + s.price(b, going, n) + s.price(a, coming, back) + s.price(b, coming, -back)
	}
	if !s.takes(worse) {
		return
	}
	s.add(from, going, -n)
	s.add(to, going, n)
	s.add(from, coming, back)
	s.add(to, coming, -back)
}

// relocate tries to move slots from one bin to the free minutes of another.
func (s *search) relocate(from, to, procedure, n int) {
	minutes := n * s.minutes[procedure]
	if minutes > s.slack[to] {
		return
	}
	worse := s.scatter(from, -minutes) + s.scatter(to, minutes)
	if a, b := from%s.weeks, to%s.weeks; a != b {
		worse += s.price(a, procedure, -n) + s.price(b, procedure, n)
	}
	if s.takes(worse) {
		s.add(from, procedure, -n)
		s.add(to, procedure, n)
	}
}

// excess is how much a bin's week has of a procedure beyond its ideal, as a part of it.
func (s *search) excess(bin, procedure int) float64 {
	i := bin%s.weeks*s.procedures + procedure
	return (float64(s.sum[i]) - s.ideal[i]) * s.inverse[i]
}

// scatter is how much worse it gets when a bin has that many free minutes less.
func (s *search) scatter(bin, minutes int) float64 {
	before, after := min(s.slack[bin], gathered), min(s.slack[bin]-minutes, gathered)
	return s.gather * float64(before*before-after*after)
}

// partner chooses the other bin of an exchange: often the same desk in another week
// or another desk in the same week, where most useful exchanges are.
func (s *search) partner(bin int) int {
	switch s.below(4) {
	case 0:
		return s.bin(s.below(s.desks), bin%s.weeks)
	case 1:
		return s.live[s.below(len(s.live))]
	default:
		return s.bin(bin/s.weeks, s.below(s.weeks))
	}
}
