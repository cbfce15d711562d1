package publication

import (
	"cmp"
	"crypto/sha256"
	"math"
	"math/rand/v2"
	"slices"

	"creneaux/app/agenda"
)

// DealRules say how long before an appointment its slot may go online.
type DealRules struct {
	LeadMinDays int // fewest days from the release to the appointment, 0 or more
	LeadMaxDays int // most days; 0: no bound
}

// UsualLead leaves people some days to gather their papers, and makes nobody plan more than
// six weeks ahead.
var UsualLead = DealRules{LeadMinDays: 4, LeadMaxDays: 42}

// mostLeadDays is a year.
const mostLeadDays = 366

// Check returns a problem of code PUB-FIELD where the days can never be meant.
func (rules DealRules) Check() error {
	if err := checkRange("lead_min_days", rules.LeadMinDays, 0, mostLeadDays); err != nil || rules.LeadMaxDays == 0 {
		return err
	}
	return checkRange("lead_max_days", rules.LeadMaxDays, rules.LeadMinDays, mostLeadDays)
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
// as can be. Among all dealings that even, the one taken spreads the desks of each
// procedure as evenly, by the same measure.
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
		for _, desk := range b.taken {
			for r, taken := range desk {
				for _, s := range taken {
					dealt[s.ID] = r
				}
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
		if r.DoneAt.IsZero() && r.GivenUp.IsZero() {
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

// balance deals the slots of one procedure. It sends them one by one along the cheapest
// path of a flow network, which keeps the dealing optimal after each: the successive
// shortest paths of Ahuja, Magnanti and Orlin, Network Flows (1993), chapter 9.7. A slot
// goes to a pair of desk and release and from there to the release; a release with n
// slots costs n², and, counting for less than any difference of that, a pair n². On its
// way a slot may push others, which move where their lead times allow.
type balance struct {
	releases []agenda.Release
	rules    DealRules
	order    []int             // the releases in the random order in which ties are broken
	taken    [][][]agenda.Slot // of each desk and release
	load     []int             // of each release
}

func newBalance(releases []agenda.Release, rules DealRules, random *rand.Rand) *balance {
	return &balance{releases: releases, rules: rules, order: random.Perm(len(releases)), load: make([]int, len(releases))}
}

// place deals the slots of one more desk, in their order.
func (b *balance) place(desk []agenda.Slot) {
	b.taken = append(b.taken, make([][]agenda.Slot, len(b.releases)))
	for _, s := range desk {
		b.insert(s, len(b.taken)-1)
	}
}

// The costs of a path: what it adds to the squares of releases counts for more than
// anything that it adds to those of pairs, and that for more than its length, so that
// no path pushes in a circle.
const (
	costLoad = 1 << 40
	costPair = 1 << 16
	costStep = 1
)

// A node of the network is a pair of desk and release that has one slot too many, or,
// numbered after these, a release that has.
func (b *balance) pair(desk, release int) int { return desk*len(b.releases) + release }
func (b *balance) whole(release int) int      { return b.pair(len(b.taken), release) }

// insert sends one slot of a desk along the cheapest path, if a release may take it.
func (b *balance) insert(s agenda.Slot, desk int) {
	const unreached = math.MaxInt
	cost := slices.Repeat([]int{unreached}, b.whole(len(b.releases)))
	from := slices.Repeat([]int{-1}, len(cost)) // the node before, or -1 at the beginning
	waiting := make([]bool, len(cost))
	var queue []int
	reach := func(node, by, total int) {
		if total < cost[node] {
			cost[node], from[node] = total, by
			if !waiting[node] {
				waiting[node] = true
				queue = append(queue, node)
			}
		}
	}
	for _, r := range b.order {
		if b.rules.allows(s, b.releases[r]) {
			reach(b.pair(desk, r), -1, 0)
		}
	}
	for len(queue) > 0 { // Bellman and Ford's, for pushing others can pay
		node := queue[0]
		queue = queue[1:]
		waiting[node] = false
		b.onward(node, func(next, more int) { reach(next, node, cost[node]+more) })
	}
	end, best := -1, unreached
	for _, r := range b.order {
		if node := b.whole(r); cost[node] < unreached {
			if total := cost[node] + costLoad*(2*b.load[r]+1); total < best {
				end, best = node, total
			}
		}
	}
	if end >= 0 {
		b.push(s, end, from)
	}
}

// onward calls do with every node that can be reached in one step, and its cost.
func (b *balance) onward(node int, do func(next, cost int)) {
	desk, r := node/len(b.releases), node%len(b.releases)
	if desk < len(b.taken) { // a pair: let the release bear it, or push a slot of the desk
		do(b.whole(r), costPair*(2*len(b.taken[desk][r])+1)+costStep)
		for _, to := range b.order {
			if to != r && b.movable(desk, r, to) >= 0 {
				do(b.pair(desk, to), costStep)
			}
		}
		return
	}
	for other := range b.taken { // a release: push a slot of any desk
		for _, to := range b.order {
			if to != r && b.movable(other, r, to) >= 0 {
				do(b.pair(other, to), costStep-costPair*(2*len(b.taken[other][r])-1))
			}
		}
	}
}

// movable returns the index of a slot of a pair that another release may take, or -1.
func (b *balance) movable(desk, release, to int) int {
	return slices.IndexFunc(b.taken[desk][release], func(s agenda.Slot) bool { return b.rules.allows(s, b.releases[to]) })
}

// push moves every slot along the path that leads to end, and puts the new one first.
func (b *balance) push(s agenda.Slot, end int, from []int) {
	b.load[end%len(b.releases)]++
	for node := end; node >= 0; node = from[node] {
		desk, r := node/len(b.releases), node%len(b.releases)
		if desk == len(b.taken) {
			continue // what moves on to the release itself changes no pair
		}
		before := from[node]
		if before < 0 {
			b.taken[desk][r] = append(b.taken[desk][r], s)
			continue
		}
		source := before % len(b.releases)
		i := b.movable(desk, source, r)
		b.taken[desk][r] = append(b.taken[desk][r], b.taken[desk][source][i])
		b.taken[desk][source] = slices.Delete(b.taken[desk][source], i, i+1)
	}
}
