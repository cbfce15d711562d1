package publication

import (
	"iter"
	"math/big"
	"math/bits"
	"math/rand/v2"

	"creneaux/app/agenda"
)

// Sampler holds the tables of one configuration, for many draws and for the measures.
// It is never changed once prepared: goroutines may share it.
type Sampler struct {
	config Config
	tables *tables
}

// Prepare computes the tables of a configuration. Besides the problems of
// [Config.Check] it returns PUB-IMPOSSIBLE, with the rules that clash and the nearest
// possible ones, when no schedule obeys the rules, and PUB-TOO-LARGE when so many
// releases and quotas go beyond what can be counted.
func Prepare(c Config) (*Sampler, error) {
	t, err := tablesOf(c)
	if err != nil {
		return nil, err
	}
	if isZero(t.total()) {
		return nil, impossible(c)
	}
	return &Sampler{config: c, tables: t}, nil
}

func tablesOf(c Config) (*tables, error) {
	sp, err := newSpace(c)
	if err != nil {
		return nil, err
	}
	return newTables(sp)
}

// Count returns the exact number of schedules that obey the rules, 0 when they are
// impossible. Its problems are those of [Config.Check] and PUB-TOO-LARGE.
func Count(c Config) (*big.Int, error) {
	t, err := tablesOf(c)
	if err != nil {
		return nil, err
	}
	return bigOf(t.total()), nil
}

// Draw returns the schedule that belongs to a seed; see [Prepare] for its problems
// and [Sampler.Draw] for what is drawn.
func Draw(c Config, seed [32]byte) ([]agenda.Moment, error) {
	s, err := Prepare(c)
	if err != nil {
		return nil, err
	}
	return s.Draw(seed), nil
}

// Count returns the exact number of schedules, at least 1.
func (s *Sampler) Count() *big.Int { return bigOf(s.tables.total()) }

// Draw returns the schedule that belongs to a seed: its moments in time order. The
// same seed gives the same schedule on every machine and in every version, for it is
// defined without reference to how it is computed. Number the schedules that obey the
// rules from 0 in lexicographic order of their moments; draw a uniform integer below
// their number from the ChaCha8 generator (math/rand/v2, C2SP chacha8rand) keyed by
// the seed; take the schedule of that number.
//
// The uniform integer is the smallest number of bits that can write the count less
// one, taken from successive 64-bit outputs of the generator, the most significant
// first and the superfluous highest bits of the first one dropped; when it is not
// below the count it is thrown away and drawn anew. That is the standard exact method:
// no finite number of fair bits divides evenly by a count that is not a power of two,
// while this is exact and needs less than two tries on average. No schedule is ever
// drawn and rejected.
func (s *Sampler) Draw(seed [32]byte) []agenda.Moment {
	for moments := range s.Schedules(seed) {
		return moments
	}
	panic("publication: a sequence without end has ended")
}

// Schedules returns an endless sequence of independent schedules from one seed, the
// first of which is that of [Sampler.Draw]: the generator simply runs on.
func (s *Sampler) Schedules(seed [32]byte) iter.Seq[[]agenda.Moment] {
	return func(yield func([]agenda.Moment) bool) {
		source := rand.NewChaCha8(seed)
		rank := make([]uint64, s.tables.width)
		for {
			uniformBelow(rank, s.tables.total(), source)
			if !yield(s.tables.schedule(rank)) {
				return
			}
		}
	}
}

// uniformBelow sets into to a uniform integer from 0 to bound − 1; see [Sampler.Draw].
func uniformBelow(into, bound []uint64, source rand.Source) {
	most := append([]uint64(nil), bound...)
	one := make([]uint64, len(bound))
	one[0] = 1
	subtract(most, one)
	top := len(most) - 1
	for top >= 0 && most[top] == 0 {
		top--
	}
	clear(into)
	if top < 0 {
		return // only 0 is below 1: no bits are needed
	}
	mask := ^uint64(0) >> bits.LeadingZeros64(most[top])
	for {
		for i := top; i >= 0; i-- {
			into[i] = source.Uint64()
		}
		into[top] &= mask
		if less(into, bound) {
			return
		}
	}
}
