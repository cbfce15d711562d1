package publication

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

func someFreed(t *rapid.T) []Freed {
	causes := []agenda.CancelCause{agenda.CancelPlatform, agenda.CancelDuplicate, agenda.CancelName, agenda.CancelDecision, agenda.CancelNone}
	var freed []Freed
	for _, s := range someSlots(t, 25) {
		freed = append(freed, Freed{
			Slot: s, Cause: rapid.SampledFrom(causes).Draw(t, "cause"),
			At: agenda.MustDate("2027-03-06").AddDays(rapid.IntRange(0, 12).Draw(t, "freed")).At(agenda.Clock(rapid.IntRange(0, 1439).Draw(t, "minute"))),
		})
	}
	return freed
}

// Every freed slot gets one fate, and the right one: never the day it was freed, only
// releases to come, lead times kept; what can no longer go back is for urgent cases.
func TestReturnOfFreedSlots(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		freed, releases, rules, seed := someFreed(t), someReleases(t), someRules(t), drawSeed(t)
		now := agenda.MustDate("2027-03-12").At(agenda.Clock(rapid.IntRange(0, 1439).Draw(t, "now")))
		before := slices.Clone(freed)
		returns := ReturnFreed(freed, releases, rules, now, seed)
		if d := cmp.Diff(before, freed); d != "" {
			t.Fatalf("the input was changed: %s", d)
		}
		if len(returns) != len(freed) {
			t.Fatalf("%d fates of %d slots", len(returns), len(freed))
		}
		for _, r := range returns {
			f := freed[slices.IndexFunc(freed, func(f Freed) bool { return f.Slot.ID == r.Slot })]
			possible := func(day agenda.Date) bool {
				lead := f.Slot.Date.DaysSince(day)
				return day.After(f.At.Date()) && !day.Before(now.Date()) && lead >= rules.LeadMinDays && (rules.LeadMaxDays == 0 || lead <= rules.LeadMaxDays)
			}
			var allowed []agenda.ReleaseID
			for _, release := range releases {
				if release.DoneAt.IsZero() && release.At > now && possible(release.At.Date()) {
					allowed = append(allowed, release.ID)
				}
			}
			anyDay := false
			for day := now.Date(); !day.After(f.Slot.Date); day = day.AddDays(1) {
				anyDay = anyDay || possible(day)
			}
			over, reserve := f.Slot.Date.At(f.Slot.Start) <= now, f.Slot.State == agenda.SlotReserved
			want := FateReturns
			switch {
			case over:
				want = FateOver
			case reserve || !anyDay:
				want = FateUrgent
			case len(allowed) == 0:
				want = FateWaits
			}
			if r.Fate != want || r.Reason.IsZero() || (want == FateReturns) != (r.Release != "") || r.Release != "" && !slices.Contains(allowed, r.Release) {
				t.Fatalf("%+v of %+v at %v, want %s with one of %v", r, f, now, want, allowed)
			}
			if want == FateReturns || want == FateWaits {
				if !possible(r.From) || !possible(r.Last) || possible(r.From.AddDays(-1)) || possible(r.Last.AddDays(1)) {
					t.Fatalf("%+v of %+v at %v: not the first and the last day", r, f, now)
				}
			}
		}
		other := ReturnFreed(rapid.Permutation(freed).Draw(t, "other order"), rapid.Permutation(releases).Draw(t, "releases in other order"), rules, now, seed)
		if d := cmp.Diff(returns, other); d != "" {
			t.Fatalf("the order of the input matters: %s", d)
		}
		// Without the other slots, and without a release that is not its own, a slot's
		// fate stays.
		for _, r := range returns {
			i := slices.IndexFunc(freed, func(f Freed) bool { return f.Slot.ID == r.Slot })
			fewer := slices.DeleteFunc(slices.Clone(releases), func(x agenda.Release) bool { return x.ID != r.Release && x.ID > "r2" })
			alone := ReturnFreed(freed[i:i+1], fewer, rules, now, seed)
			if r.Fate == FateReturns && alone[0].Release != r.Release {
				t.Fatalf("alone %+v, with others %+v", alone[0], r)
			}
		}
	})
}

// What is dealt to a release stays with it, however many others come and late as it may
// be, until it is done or given up.
func TestSlotDealtAlreadyStaysWithItsRelease(t *testing.T) {
	now := agenda.MustMoment("2027-03-12T12:00")
	slot := agenda.Slot{ID: "s", Date: agenda.MustDate("2027-03-20"), Start: 600, State: agenda.SlotReleased, Release: "own"}
	freed := []Freed{{Slot: slot, At: now - 3*86400}}
	others := []agenda.Release{{ID: "a", At: now + 86400}, {ID: "b", At: now + 2*86400}, {ID: "c", At: now + 3*86400}}
	for name, at := range map[string]agenda.Moment{"to come": now + 86400, "late": now - 3600, "later than its slot allows": now - 2*86400} {
		own := agenda.Release{ID: "own", At: at}
		for seed := range byte(8) {
			got := ReturnFreed(freed, append(slices.Clone(others), own), DealRules{LeadMinDays: 9}, now, seedOf(seed))[0]
			if got.Fate != FateReturns || got.Release != "own" || got.From.After(got.Last) {
				t.Fatalf("%s: %+v", name, got)
			}
		}
		own.GivenUp = now
		if got := ReturnFreed(freed, []agenda.Release{own}, DealRules{LeadMinDays: 4}, now, seedOf(0))[0]; got.Fate != FateWaits {
			t.Fatalf("%s and given up: %+v", name, got)
		}
	}
}

func TestSlotFreedTwiceGoesByTheLastTime(t *testing.T) {
	s := agenda.Slot{ID: "s", Date: agenda.MustDate("2027-03-20"), Start: 600, State: agenda.SlotPublished}
	first, second := agenda.MustMoment("2027-03-08T10:00"), agenda.MustMoment("2027-03-10T09:00")
	got := ReturnFreed([]Freed{{Slot: s, At: second}, {Slot: s, At: first}}, nil, DealRules{LeadMinDays: 4}, second, seedOf(0))
	if len(got) != 1 || got[0].From != agenda.MustDate("2027-03-11") || got[0].Last != agenda.MustDate("2027-03-16") {
		t.Errorf("got %+v", got)
	}
}

// Over many slots and seeds every release is as likely, and two slots choose each for
// itself.
func TestReturnsAreUniform(t *testing.T) {
	var releases []agenda.Release
	for i := range 5 {
		releases = append(releases, agenda.Release{ID: agenda.ReleaseID(fmt.Sprint("r", i)), At: agenda.MustDate("2027-03-09").AddDays(i).At(600)})
	}
	day := agenda.MustDate("2027-04-01")
	freed := []Freed{{Slot: agenda.Slot{ID: "a", Date: day}, At: 60}, {Slot: agenda.Slot{ID: "b", Date: day}, At: 60}}
	const draws = 20_000
	pairs := map[[2]agenda.ReleaseID]int{}
	for i := range draws {
		got := ReturnFreed(freed, releases, DealRules{LeadMinDays: 4}, 120, [32]byte{byte(i), byte(i >> 8)})
		pairs[[2]agenda.ReleaseID{got[0].Release, got[1].Release}]++
	}
	statistic, expected := 0.0, float64(draws)/25
	for _, n := range pairs {
		statistic += (float64(n) - expected) * (float64(n) - expected) / expected
	}
	p := distuv.ChiSquared{K: 24}.Survival(statistic)
	t.Logf("chi-square %.1f with 24 degrees of freedom, p = %.3f", statistic, p)
	if len(pairs) != 25 || p < 0.001 || p > 0.999 {
		t.Errorf("returns are not uniform: %v", pairs)
	}
}

// Of every cell as many slots are labelled as it says, none twice, none of the reserve,
// and a change of state moves no label.
func TestLabelAdditional(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slots := someSlots(t, 60)
		var cells []agenda.AdditionalCell
		for i := range rapid.IntRange(0, 6).Draw(t, "cells") {
			cells = append(cells, agenda.AdditionalCell{
				Additional: agenda.AdditionalID(fmt.Sprint("more", i%3, i)),
				PlanCell: agenda.PlanCell{
					Week: agenda.MustDate("2027-03-15").AddDays(rapid.IntRange(0, 20).Draw(t, "day")).Week(), Desk: "g1",
					Procedure: rapid.SampledFrom([]agenda.ProcedureCode{"first", "renewal"}).Draw(t, "procedure"), Slots: rapid.IntRange(0, 5).Draw(t, "number"),
				},
			})
		}
		labels := LabelAdditional(slots, cells)
		wanted, available, labelled := map[agenda.PlanCell]int{}, map[agenda.PlanCell]int{}, map[agenda.PlanCell]int{}
		byLabel := map[agenda.AdditionalID]int{}
		for _, c := range cells {
			place := c.PlanCell
			place.Slots = 0
			wanted[place] += c.Slots
		}
		for _, s := range slots {
			place := agenda.PlanCell{Week: s.Date.Week(), Desk: s.Desk, Procedure: s.Procedure}
			if s.State != agenda.SlotReserved {
				available[place]++
			} else if labels[s.ID] != "" {
				t.Fatalf("%v is of the reserve", s)
			}
			if labels[s.ID] != "" {
				labelled[place]++
				byLabel[labels[s.ID]]++
			}
		}
		for place, n := range labelled {
			if n != min(wanted[place], available[place]) {
				t.Fatalf("%v has %d labels of %d wanted and %d slots", place, n, wanted[place], available[place])
			}
		}
		for _, c := range cells {
			if byLabel[c.Additional] > c.Slots {
				t.Fatalf("%s has %d slots, not %d", c.Additional, byLabel[c.Additional], c.Slots)
			}
		}
		later := slices.Clone(slots)
		for i := range later {
			if later[i].State == agenda.SlotPlanned {
				later[i].State = agenda.SlotPublished
			}
		}
		if d := cmp.Diff(labels, LabelAdditional(rapid.Permutation(later).Draw(t, "other order"), cells)); d != "" {
			t.Fatalf("labels moved: %s", d)
		}
	})
}

// Lots hold exactly what was dealt.
func TestLotsAreWhatWasDealt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slots, releases := someSlots(t, 40), someReleases(t)
		dealing := Deal(slots, releases, someRules(t), drawSeed(t))
		labels := map[agenda.SlotID]agenda.AdditionalID{}
		for _, s := range slots {
			if rapid.IntRange(0, 3).Draw(t, "additional") == 0 {
				labels[s.ID] = "more"
			}
		}
		back := map[agenda.ReleaseID][]agenda.SlotID{}
		seen := map[string]bool{}
		for _, lot := range dealing.Lots(slots, labels) {
			key := fmt.Sprint(lot.Release, lot.Additional, lot.Procedure, lot.Desk)
			if seen[key] || len(lot.Slots) == 0 {
				t.Fatalf("%s has two lots, or an empty one", key)
			}
			seen[key] = true
			for _, id := range lot.Slots {
				s := slots[slices.IndexFunc(slots, func(s agenda.Slot) bool { return s.ID == id })]
				if s.Desk != lot.Desk || s.Procedure != lot.Procedure || labels[id] != lot.Additional {
					t.Fatalf("%v is not of %+v", s, lot)
				}
			}
			back[lot.Release] = append(back[lot.Release], lot.Slots...)
		}
		for release, ids := range dealing.ByRelease {
			slices.Sort(back[release])
			want := slices.Sorted(slices.Values(ids))
			if !slices.Equal(want, back[release]) {
				t.Fatalf("release %s has %v, its lots %v", release, want, back[release])
			}
		}
	})
}
