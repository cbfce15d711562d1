package publication

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

// someSlots draws slots of a few procedures, desks and days in every state.
func someSlots(t *rapid.T, most int) []agenda.Slot {
	states := []agenda.SlotState{agenda.SlotPlanned, agenda.SlotPlanned, agenda.SlotPlanned, agenda.SlotReserved, agenda.SlotReleased, agenda.SlotPublished}
	monday := agenda.MustDate("2027-03-15")
	slots := make([]agenda.Slot, rapid.IntRange(0, most).Draw(t, "slots"))
	for i := range slots {
		slots[i] = agenda.Slot{
			ID:        agenda.SlotID(fmt.Sprintf("s%03d", i)),
			Procedure: rapid.SampledFrom([]agenda.ProcedureCode{"first", "renewal", "minor"}).Draw(t, "procedure"),
			Desk:      rapid.SampledFrom([]agenda.DeskID{"g1", "g2", "g3"}).Draw(t, "desk"),
			Date:      monday.AddDays(rapid.IntRange(0, 20).Draw(t, "day")),
			Start:     agenda.Clock(540 + 10*rapid.IntRange(0, 17).Draw(t, "start")),
			State:     rapid.SampledFrom(states).Draw(t, "state"),
		}
	}
	return slots
}

func someReleases(t *rapid.T) []agenda.Release {
	releases := make([]agenda.Release, rapid.IntRange(0, 6).Draw(t, "releases"))
	for i := range releases {
		at := agenda.MustDate("2027-03-08").AddDays(rapid.IntRange(0, 20).Draw(t, "release day")).At(600)
		releases[i] = agenda.Release{ID: agenda.ReleaseID(fmt.Sprintf("r%d", i)), At: at}
		if rapid.IntRange(0, 5).Draw(t, "done") == 0 {
			releases[i].DoneAt = at
		}
	}
	return releases
}

func someRules(t *rapid.T) DealRules {
	rules := DealRules{LeadMinDays: rapid.IntRange(0, 5).Draw(t, "least")}
	if rapid.Bool().Draw(t, "bounded") {
		rules.LeadMaxDays = rules.LeadMinDays + rapid.IntRange(1, 15).Draw(t, "most")
	}
	return rules
}

func drawSeed(t *rapid.T) [32]byte {
	return [32]byte(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "seed"))
}

// Every planned slot is dealt exactly once where a release may take it, and left with
// a reason where none may; nothing else is dealt; the caller's slices stay; neither
// their order nor a second call changes anything.
func TestDealingIsWholeAndLawful(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slots, releases, rules, seed := someSlots(t, 40), someReleases(t), someRules(t), drawSeed(t)
		slotsBefore, releasesBefore := slices.Clone(slots), slices.Clone(releases)
		dealing := Deal(slots, releases, rules, seed)

		if d := cmp.Diff(slotsBefore, slots) + cmp.Diff(releasesBefore, releases); d != "" {
			t.Fatalf("the input was changed: %s", d)
		}
		times := map[agenda.SlotID]int{}
		for _, r := range releases {
			for _, id := range dealing.ByRelease[r.ID] {
				times[id]++
				s := slots[slices.IndexFunc(slots, func(s agenda.Slot) bool { return s.ID == id })]
				if s.State != agenda.SlotPlanned || !rules.allows(s, r) || !r.DoneAt.IsZero() {
					t.Fatalf("%+v must not go online with %+v", s, r)
				}
			}
		}
		left := map[agenda.SlotID]bool{}
		for _, u := range dealing.Left {
			if left[u.Slot] || u.Reason.IsZero() {
				t.Fatalf("left twice or without reason: %v", u)
			}
			left[u.Slot] = true
		}
		for _, s := range slots {
			possible := slices.ContainsFunc(releases, func(r agenda.Release) bool { return r.DoneAt.IsZero() && rules.allows(s, r) })
			planned := s.State == agenda.SlotPlanned
			if wantDealt := planned && possible; times[s.ID] != count(wantDealt) || left[s.ID] != (planned && !possible) {
				t.Fatalf("%+v: dealt %d times, left %v", s, times[s.ID], left[s.ID])
			}
		}

		shuffled := rapid.Permutation(slots).Draw(t, "other order")
		if d := cmp.Diff(dealing, Deal(shuffled, rapid.Permutation(releases).Draw(t, "releases in other order"), rules, seed)); d != "" {
			t.Fatalf("the order of the input matters: %s", d)
		}
	})
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// No dealing that the lead times allow is more even, nor, among those as even, is one
// more even in the desks, as trying all of them shows.
func TestDealingIsAsEvenAsCanBe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slots, releases, rules := someSlots(t, 7), someReleases(t), someRules(t)
		desks := map[agenda.SlotID]agenda.DeskID{}
		for i := range slots {
			slots[i].Procedure = "first"
			desks[slots[i].ID] = slots[i].Desk
		}
		dealing := Deal(slots, releases, rules, drawSeed(t))
		got := newTally()
		for r, ids := range dealing.ByRelease {
			for _, id := range ids {
				got.add(r, desks[id], 1)
			}
		}
		best := evenness{math.MaxInt, math.MaxInt}
		everyDealing(plannedSlots(slots), openReleases(releases), rules, newTally(), &best)
		if got.evenness() != best {
			t.Fatalf("sums of squares %v, possible are %v: %+v", got.evenness(), best, dealing)
		}
	})
}

// evenness is the sum of squares of what releases have, and of what pairs of desk and
// release have: less is more even.
type evenness [2]int

type tally struct {
	releases map[agenda.ReleaseID]int
	pairs    map[string]int
}

func newTally() tally { return tally{map[agenda.ReleaseID]int{}, map[string]int{}} }

func (t tally) add(r agenda.ReleaseID, desk agenda.DeskID, n int) {
	t.releases[r] += n
	t.pairs[string(r)+"/"+string(desk)] += n
}

func (t tally) evenness() (e evenness) {
	for _, n := range t.releases {
		e[0] += n * n
	}
	for _, n := range t.pairs {
		e[1] += n * n
	}
	return e
}

func everyDealing(slots []agenda.Slot, open []agenda.Release, rules DealRules, dealt tally, best *evenness) {
	if len(slots) == 0 {
		if e := dealt.evenness(); slices.Compare(e[:], best[:]) < 0 {
			*best = e
		}
		return
	}
	possible := false
	for _, r := range open {
		if rules.allows(slots[0], r) {
			possible = true
			dealt.add(r.ID, slots[0].Desk, 1)
			everyDealing(slots[1:], open, rules, dealt, best)
			dealt.add(r.ID, slots[0].Desk, -1)
		}
	}
	if !possible {
		everyDealing(slots[1:], open, rules, dealt, best)
	}
}

// Where every release may take every slot, procedures and desks inside them differ by
// one at most from release to release.
func TestDealingSpreadsProceduresAndDesks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slots := someSlots(t, 80)
		var releases []agenda.Release
		for i := range rapid.IntRange(1, 7).Draw(t, "releases") {
			releases = append(releases, agenda.Release{ID: agenda.ReleaseID(fmt.Sprint(i)), At: agenda.MustMoment("2027-03-01T08:00")})
		}
		dealing := Deal(slots, releases, DealRules{LeadMinDays: 2}, drawSeed(t))
		byID := map[agenda.SlotID]agenda.Slot{}
		for _, s := range slots {
			byID[s.ID] = s
		}
		loads := map[string][]int{}
		for r, release := range releases {
			for _, id := range dealing.ByRelease[release.ID] {
				s := byID[id]
				for _, key := range []string{string(s.Procedure), string(s.Procedure) + "/" + string(s.Desk)} {
					if loads[key] == nil {
						loads[key] = make([]int, len(releases))
					}
					loads[key][r]++
				}
			}
		}
		for key, n := range loads {
			if slices.Max(n)-slices.Min(n) > 1 {
				t.Fatalf("%s is spread as %v", key, n)
			}
		}
	})
}

// Over many seeds every slot is as often in every release.
func TestDealingIsRandom(t *testing.T) {
	var slots []agenda.Slot
	for i := range 10 {
		slots = append(slots, agenda.Slot{ID: agenda.SlotID(fmt.Sprint(i)), Date: agenda.MustDate("2027-04-01").AddDays(i), State: agenda.SlotPlanned})
	}
	releases := []agenda.Release{{ID: "a", At: 60}, {ID: "b", At: 120}, {ID: "c", At: 180}, {ID: "d", At: 240}}
	seen := map[string]int{}
	const rounds = 4000
	for i := range rounds {
		for r, ids := range Deal(slots, releases, DealRules{}, [32]byte{byte(i), byte(i >> 8)}).ByRelease {
			for _, id := range ids {
				seen[string(r)+string(id)]++
			}
		}
	}
	for key, n := range seen {
		if math.Abs(float64(n)-rounds/4) > 150 { // more than five standard deviations
			t.Errorf("slot and release %s met %d times of %d", key, n, rounds)
		}
	}
	if len(seen) != 40 {
		t.Errorf("only %d pairs of slot and release met", len(seen))
	}
}

func TestReasonsOfWhatIsLeft(t *testing.T) {
	slot := agenda.Slot{ID: "s", Date: agenda.MustDate("2027-03-20"), State: agenda.SlotPlanned}
	release := func(day string) agenda.Release {
		return agenda.Release{ID: agenda.ReleaseID(day), At: agenda.MustDate(day).At(600)}
	}
	rules := DealRules{LeadMinDays: 5, LeadMaxDays: 10}
	for want, releases := range map[string][]agenda.Release{
		"publication.left.none":    nil,
		"publication.left.late":    {release("2027-03-17"), release("2027-03-22")},
		"publication.left.early":   {release("2027-03-01")},
		"publication.left.between": {release("2027-03-01"), release("2027-03-17")},
	} {
		left := Deal([]agenda.Slot{slot}, releases, rules, seedOf(0)).Left
		if len(left) != 1 || left[0].Reason.Key != want {
			t.Errorf("left %v, want %s", left, want)
		}
	}
}

// The number held back is that of the shares; each procedure is within one of its
// part; a stretch of days in a procedure has its part to within one.
func TestReserve(t *testing.T) {
	shares := map[agenda.ProcedureCode]float64{"first": 0.05, "renewal": 0.3, "minor": 0}
	share := func(p agenda.ProcedureCode) float64 { return shares[p] }
	rapid.Check(t, func(t *rapid.T) {
		slots, seed := someSlots(t, 150), drawSeed(t)
		before := slices.Clone(slots)
		held := Reserve(slots, share, seed)
		if d := cmp.Diff(before, slots); d != "" {
			t.Fatalf("the input was changed: %s", d)
		}
		if d := cmp.Diff(held, Reserve(rapid.Permutation(slots).Draw(t, "other order"), share, seed)); d != "" {
			t.Fatalf("the order of the input matters: %s", d)
		}
		sum := 0.0
		for _, group := range groupBy(plannedSlots(slots), func(s agenda.Slot) agenda.ProcedureCode { return s.Procedure }) {
			part := share(group[0].Procedure) * float64(len(group))
			sum += part
			n := 0
			for _, s := range group {
				if slices.Contains(held, s.ID) {
					n++
				}
			}
			if math.Abs(float64(n)-part) >= 1 {
				t.Fatalf("%d of %d slots held back for a part of %v", n, len(group), part)
			}
			checkSpread(t, group, held, n)
		}
		if math.Abs(float64(len(held))-sum) > 0.5+1e-9 {
			t.Fatalf("%d held back for a sum of %v", len(held), sum)
		}
	})
}

func checkSpread(t *rapid.T, group []agenda.Slot, held []agenda.SlotID, n int) {
	half := group[:len(group)/2]
	inHalf := 0
	for _, s := range half {
		if slices.Contains(held, s.ID) {
			inHalf++
		}
	}
	if want := float64(n) * float64(len(half)) / float64(len(group)); math.Abs(float64(inHalf)-want) >= 1 {
		t.Fatalf("%d of the %d held back fall into the first half", inHalf, n)
	}
}

func TestReserveHoldsEverythingOrNothing(t *testing.T) {
	slots := []agenda.Slot{{ID: "a", State: agenda.SlotPlanned}, {ID: "b", State: agenda.SlotPlanned}, {ID: "c", State: agenda.SlotReserved}}
	if got := Reserve(slots, func(agenda.ProcedureCode) float64 { return 7 }, seedOf(0)); !slices.Equal(got, []agenda.SlotID{"a", "b"}) {
		t.Errorf("held back %v", got)
	}
	if got := Reserve(slots, func(agenda.ProcedureCode) float64 { return -1 }, seedOf(0)); got != nil {
		t.Errorf("held back %v", got)
	}
}

func BenchmarkDealAWeek(b *testing.B) {
	var slots []agenda.Slot
	for i := range 400 {
		slots = append(slots, agenda.Slot{
			ID: agenda.SlotID(fmt.Sprint(i)), Procedure: agenda.ProcedureCode(fmt.Sprint(i % 6)), Desk: agenda.DeskID(fmt.Sprint(i % 7)),
			Date: agenda.MustDate("2027-04-05").AddDays(i % 5), State: agenda.SlotPlanned,
		})
	}
	var releases []agenda.Release
	for i := range 12 {
		releases = append(releases, agenda.Release{ID: agenda.ReleaseID(fmt.Sprint(i)), At: agenda.MustDate("2027-03-08").AddDays(i % 6).At(agenda.Clock(600 + i))})
	}
	for b.Loop() {
		Deal(slots, releases, DealRules{LeadMinDays: 7, LeadMaxDays: 60}, seedOf(3))
	}
}

// BenchmarkDealMonths deals what a big service has waiting: many slots of one procedure
// at ten desks, over seven weeks, to twelve releases with narrow lead times.
func BenchmarkDealMonths(b *testing.B) {
	var slots []agenda.Slot
	for i := range 1800 {
		slots = append(slots, agenda.Slot{
			ID: agenda.SlotID(fmt.Sprint(i)), Procedure: "renewal", Desk: agenda.DeskID(fmt.Sprint(i % 10)),
			Date: agenda.MustDate("2027-03-12").AddDays(i % 43), State: agenda.SlotPlanned,
		})
	}
	var releases []agenda.Release
	for i := range 12 {
		releases = append(releases, agenda.Release{ID: agenda.ReleaseID(fmt.Sprint(i)), At: agenda.MustDate("2027-03-08").AddDays(i % 6).At(agenda.Clock(600 + i))})
	}
	for b.Loop() {
		Deal(slots, releases, DealRules{LeadMinDays: 4, LeadMaxDays: 42}, seedOf(3))
	}
}
