package publication

import (
	"cmp"
	"crypto/sha256"
	"math/rand/v2"
	"slices"

	"creneaux/app/agenda"
)

// DealRules say how long before an appointment its slot may go online.
type DealRules struct {
	LeadMinDays int // fewest days from the release to the appointment, 0 or more
	LeadMaxDays int // most days; 0: no bound
}

// Dealing is which slots each release puts online.
type Dealing struct {
	// ByRelease has every release that may still take slots, those that got none too.
	// Slots are in order of date, hour, desk and position.
	ByRelease map[agenda.ReleaseID][]agenda.SlotID
	Left      []Undealt
}

// Undealt is a planned slot that no release may take, and why.
type Undealt struct {
	Slot   agenda.SlotID
	Reason agenda.Message
}

// The streams of random numbers that come from a seed beside that of the schedule.
// Each has a key of its own, so that nothing that is seen of one tells of another.
const (
	streamDeal    = "creneaux/publication/deal/1"
	streamReserve = "creneaux/publication/reserve/1"
	streamAgain   = "creneaux/publication/again/1"
	streamReturn  = "creneaux/publication/return/1"
	streamLots    = "creneaux/publication/lots/1"
)

// streamOf returns the generator of a purpose: ChaCha8 keyed by the SHA-256 of the
// purpose's name followed by the seed.
func streamOf(purpose string, seed [32]byte) *rand.Rand {
	return rand.New(rand.NewChaCha8(keyOf(purpose, seed)))
}

func keyOf(purpose string, seed [32]byte) [32]byte {
	return sha256.Sum256(append([]byte(purpose), seed[:]...))
}

// Deal gives the slots in state planned to the releases that are not done yet, at
// random and always in the same way for a seed. Every procedure is spread as evenly
// over the releases as whole numbers and lead times allow: no other dealing has a
// smaller sum of squares of its numbers, which also makes the fullest release as empty
// as can be. Among equally full releases a desk's slots go where that desk has fewest.
// Slots in other states are none of its business.
func Deal(slots []agenda.Slot, releases []agenda.Release, rules DealRules, seed [32]byte) Dealing {
	random := streamOf(streamDeal, seed)
	open := openReleases(releases)
	dealing := Dealing{ByRelease: map[agenda.ReleaseID][]agenda.SlotID{}}
	for _, r := range open {
		dealing.ByRelease[r.ID] = nil
	}
	dealt := map[agenda.SlotID]int{}
	planned := plannedSlots(slots)
	for _, procedure := range groupBy(planned, func(s agenda.Slot) agenda.ProcedureCode { return s.Procedure }) {
		b := newBalance(open, rules, random)
		for _, desk := range groupBy(procedure, func(s agenda.Slot) agenda.DeskID { return s.Desk }) {
			random.Shuffle(len(desk), func(i, j int) { desk[i], desk[j] = desk[j], desk[i] })
			b.place(desk)
		}
		for r, taken := range b.taken {
			for _, s := range taken {
				dealt[s.ID] = r
			}
		}
	}
	for _, s := range planned {
		if r, ok := dealt[s.ID]; ok {
			id := open[r].ID
			dealing.ByRelease[id] = append(dealing.ByRelease[id], s.ID)
		} else {
			dealing.Left = append(dealing.Left, Undealt{s.ID, whyLeft(s, open, rules)})
		}
	}
	return dealing
}

// openReleases returns the releases still to be done, in time order.
func openReleases(releases []agenda.Release) []agenda.Release {
	var open []agenda.Release
	for _, r := range releases {
		if r.DoneAt.IsZero() {
			open = append(open, r)
		}
	}
	slices.SortFunc(open, func(a, b agenda.Release) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
	})
	return open
}

// plannedSlots returns the slots in state planned in an order that does not depend on
// the caller's, so that a seed always means the same.
func plannedSlots(slots []agenda.Slot) []agenda.Slot {
	var planned []agenda.Slot
	for _, s := range slots {
		if s.State == agenda.SlotPlanned {
			planned = append(planned, s)
		}
	}
	slices.SortFunc(planned, byTime)
	return planned
}

func byTime(a, b agenda.Slot) int {
	return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Desk, b.Desk),
		cmp.Compare(a.Position, b.Position), cmp.Compare(a.Procedure, b.Procedure), cmp.Compare(a.ID, b.ID))
}

// groupBy splits slots by a key, in order of the keys; inside a group the order stays.
func groupBy[K cmp.Ordered](slots []agenda.Slot, key func(agenda.Slot) K) [][]agenda.Slot {
	groups := map[K][]agenda.Slot{}
	for _, s := range slots {
		groups[key(s)] = append(groups[key(s)], s)
	}
	keys := make([]K, 0, len(groups))
	for k := range groups {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	out := make([][]agenda.Slot, 0, len(keys))
	for _, k := range keys {
		out = append(out, groups[k])
	}
	return out
}

// allows reports whether a slot may go online with a release.
func (rules DealRules) allows(s agenda.Slot, r agenda.Release) bool {
	lead := s.Date.DaysSince(r.At.Date())
	return lead >= max(0, rules.LeadMinDays) && (rules.LeadMaxDays == 0 || lead <= rules.LeadMaxDays)
}

func whyLeft(s agenda.Slot, open []agenda.Release, rules DealRules) agenda.Message {
	late, inTime := 0, 0
	for _, r := range open {
		if s.Date.DaysSince(r.At.Date()) < max(0, rules.LeadMinDays) {
			late++
		} else {
			inTime++
		}
	}
	switch {
	case len(open) == 0:
		return agenda.Msg("publication.left.none")
	case inTime == 0:
		return agenda.Msg("publication.left.late", "Date", s.Date, "Count", rules.LeadMinDays)
	case late == 0:
		return agenda.Msg("publication.left.early", "Date", s.Date, "Count", rules.LeadMaxDays)
	default:
		return agenda.Msg("publication.left.between", "Date", s.Date, "Least", rules.LeadMinDays, "Most", rules.LeadMaxDays)
	}
}

// balance deals the slots of one procedure. It keeps them an optimal semi-matching
// after every slot, by the cost-reducing paths of Harvey, Ladner, Lovász and Tamir,
// Semi-matchings for bipartite graphs and load balancing, Journal of Algorithms 59
// (2006): as long as a slot can move, perhaps through others that make room, from a
// release to one with at least two slots less, it moves.
type balance struct {
	releases []agenda.Release
	rules    DealRules
	order    []int           // the releases in the random order in which ties are broken
	taken    [][]agenda.Slot // of each release
}

func newBalance(releases []agenda.Release, rules DealRules, random *rand.Rand) *balance {
	return &balance{
		releases: releases,
		rules:    rules,
		order:    random.Perm(len(releases)),
		taken:    make([][]agenda.Slot, len(releases)),
	}
}

// place deals the slots of one desk, in their order.
func (b *balance) place(desk []agenda.Slot) {
	ofDesk := make([]int, len(b.releases))
	for _, s := range desk {
		to := -1
		for _, r := range b.order {
			if b.rules.allows(s, b.releases[r]) && (to < 0 || cmp.Or(
				cmp.Compare(len(b.taken[r]), len(b.taken[to])), cmp.Compare(ofDesk[r], ofDesk[to])) < 0) {
				to = r
			}
		}
		if to < 0 {
			continue
		}
		b.taken[to] = append(b.taken[to], s)
		ofDesk[to]++
		b.relieve(to)
	}
}

// relieve moves slots along a cost-reducing path from a release that has just taken
// one. Before it did there was no such path, so that one is enough.
func (b *balance) relieve(from int) {
	via := make([]int, len(b.releases)) // from which release a slot would come, or -1
	which := make([]int, len(b.releases))
	for r := range via {
		via[r] = -1
	}
	via[from] = from
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if len(b.taken[at]) <= len(b.taken[from])-2 {
			for ; at != from; at = via[at] {
				source := via[at]
				s := b.taken[source][which[at]]
				b.taken[source] = slices.Delete(b.taken[source], which[at], which[at]+1)
				b.taken[at] = append(b.taken[at], s)
			}
			return
		}
		for _, r := range b.order {
			if via[r] >= 0 {
				continue
			}
			which[r] = slices.IndexFunc(b.taken[at], func(s agenda.Slot) bool { return b.rules.allows(s, b.releases[r]) })
			if which[r] >= 0 {
				via[r] = at
				queue = append(queue, r)
			}
		}
	}
}
