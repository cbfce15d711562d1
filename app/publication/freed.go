package publication

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"slices"

	"creneaux/app/agenda"
)

// Freed is a slot that nobody holds any more.
type Freed struct {
	Slot  agenda.Slot
	At    agenda.Moment // when it was given back
	Cause agenda.CancelCause
}

// Fate is what becomes of a freed slot.
type Fate string

// The fates of a freed slot.
const (
	FateReturns Fate = "returns" // online again with a release that is drawn already
	FateWaits   Fate = "waits"   // online again with a release of a week that is not drawn yet
	FateUrgent  Fate = "urgent"  // to the urgent cases: too near its date, or of their reserve
	FateOver    Fate = "over"    // its hour has passed
)

// Return is what becomes of one freed slot.
type Return struct {
	Slot agenda.SlotID
	Fate Fate
	// From and Last are the first and the last day on which a release may put the slot
	// online again; zero unless it returns or waits.
	From, Last agenda.Date
	Release    agenda.ReleaseID // of FateReturns
	// Reason never tells the moment of the release, which is a secret until then.
	Reason agenda.Message
}

// ReturnFreed decides what becomes of freed slots at now. A slot never goes back online
// on the day on which it was given back: whoever cancels cannot know when to book
// again. Among the releases to come that its lead times allow, each is equally likely,
// whatever becomes of other slots and of releases that are not its own: that is
// rendezvous hashing (Thaler and Ravishankar, Using name-based mappings to increase hit
// rates, IEEE/ACM Transactions on Networking 6, 1998) keyed by the seed. A slot that is
// dealt to a release already, in state released, stays with it until it is done, late as
// it may be. One that can no longer go back in time goes to the urgent cases, as does one
// of their reserve.
//
// The decisions are in order of date, hour, desk and position; a slot freed more than
// once has one, by the last time.
func ReturnFreed(freed []Freed, releases []agenda.Release, rules DealRules, now agenda.Moment, seed [32]byte) []Return {
	key := keyOf(streamReturn, seed)
	open := openReleases(releases)
	last := map[agenda.SlotID]Freed{}
	var slots []agenda.Slot
	for _, f := range freed {
		known, again := last[f.Slot.ID]
		if !again {
			slots = append(slots, f.Slot)
		}
		if !again || f.At > known.At {
			last[f.Slot.ID] = f
		}
	}
	slices.SortFunc(slots, byTime)
	returns := make([]Return, len(slots))
	for i, s := range slots {
		returns[i] = returnOf(last[s.ID], open, rules, now, key)
	}
	return returns
}

func returnOf(f Freed, open []agenda.Release, rules DealRules, now agenda.Moment, key [32]byte) Return {
	s, r := f.Slot, Return{Slot: f.Slot.ID}
	cause := CauseOf(f.Cause)
	from, to := returnDays(f, rules, now)
	switch {
	case s.Date.At(s.Start) <= now:
		r.Fate, r.Reason = FateOver, agenda.Msg("publication.freed.over", "At", f.At, "Cause", cause, "Date", s.Date)
		return r
	case s.State == agenda.SlotReserved:
		r.Fate, r.Reason = FateUrgent, agenda.Msg("publication.freed.reserve", "At", f.At, "Cause", cause)
		return r
	case s.State == agenda.SlotReleased && slices.ContainsFunc(open, func(release agenda.Release) bool { return release.ID == s.Release }):
		if from.After(to) { // its release is late
			from = to
		}
		r.Release = s.Release
	case from.After(to):
		r.Fate, r.Reason = FateUrgent, agenda.Msg("publication.freed.urgent", "At", f.At, "Cause", cause, "Date", s.Date, "Count", max(0, rules.LeadMinDays))
		return r
	}
	r.From, r.Last = from, to
	if r.Release == "" {
		r.Release = rendezvous(s.ID, open, func(release agenda.Release) bool {
			day := release.At.Date()
			return release.At > now && !day.Before(from) && !day.After(to)
		}, key)
	}
	if r.Release == "" {
		r.Fate, r.Reason = FateWaits, agenda.Msg("publication.freed.waits", "At", f.At, "Cause", cause, "From", from, "Last", to)
	} else {
		r.Fate, r.Reason = FateReturns, agenda.Msg("publication.freed.returns", "At", f.At, "Cause", cause, "From", from, "Last", to)
	}
	return r
}

// returnDays returns the first and the last day on which a freed slot may go online; it
// may not at all where the first is after the last.
func returnDays(f Freed, rules DealRules, now agenda.Moment) (from, to agenda.Date) {
	days := []agenda.Date{f.At.Date().AddDays(1), now.Date()}
	if rules.LeadMaxDays > 0 {
		days = append(days, f.Slot.Date.AddDays(-rules.LeadMaxDays))
	}
	return slices.MaxFunc(days, agenda.Date.Compare), f.Slot.Date.AddDays(-max(0, rules.LeadMinDays))
}

// rendezvous returns the allowed release whose keyed hash with the slot is the largest,
// or none.
func rendezvous(slot agenda.SlotID, releases []agenda.Release, allowed func(agenda.Release) bool, key [32]byte) agenda.ReleaseID {
	var best agenda.ReleaseID
	var most []byte
	for _, r := range releases {
		if !allowed(r) {
			continue
		}
		if weight := weightOf(key, string(slot), string(r.ID)); most == nil || bytes.Compare(weight, most) > 0 {
			best, most = r.ID, weight
		}
	}
	return best
}

// weightOf returns the HMAC-SHA256 of two names, each closed by a zero byte.
func weightOf(key [32]byte, a, b string) []byte {
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte(a + "\x00" + b + "\x00")) // a hash never fails to be written
	return mac.Sum(nil)
}

// CauseOf says why a slot was given back.
func CauseOf(c agenda.CancelCause) agenda.Message {
	switch c {
	case agenda.CancelPlatform:
		return agenda.Msg("publication.freed.cause.platform")
	case agenda.CancelDuplicate:
		return agenda.Msg("publication.freed.cause.duplicate")
	case agenda.CancelName:
		return agenda.Msg("publication.freed.cause.name")
	case agenda.CancelDecision:
		return agenda.Msg("publication.freed.cause.decision")
	default:
		return agenda.Msg("publication.freed.cause.none")
	}
}

// LabelAdditional says which slots are additional appointments: of each cell of the
// plan as many as it says, chosen by a hash of their ids, so that a slot keeps its label
// whatever becomes of the others' state. It is no secret which they are. Slots of the
// reserve are left alone; where a cell has too few slots, all the others are labelled.
func LabelAdditional(slots []agenda.Slot, cells []agenda.AdditionalCell) map[agenda.SlotID]agenda.AdditionalID {
	byCell := map[agenda.PlanCell][]agenda.Slot{}
	for _, s := range slots {
		if s.State != agenda.SlotReserved {
			cell := agenda.PlanCell{Week: s.Date.Week(), Desk: s.Desk, Procedure: s.Procedure}
			byCell[cell] = append(byCell[cell], s)
		}
	}
	key := keyOf(streamLots, [32]byte{})
	labels := map[agenda.SlotID]agenda.AdditionalID{}
	inOrder := slices.SortedStableFunc(slices.Values(cells), func(a, b agenda.AdditionalCell) int { return cmp.Compare(a.Additional, b.Additional) })
	for _, cell := range inOrder {
		wanted := cell.Slots
		place := cell.PlanCell
		place.Slots = 0
		var free []agenda.Slot
		for _, s := range byCell[place] {
			if labels[s.ID] == "" {
				free = append(free, s)
			}
		}
		weight := map[agenda.SlotID][]byte{}
		for _, s := range free {
			weight[s.ID] = weightOf(key, string(cell.Additional), string(s.ID))
		}
		slices.SortFunc(free, func(a, b agenda.Slot) int { return bytes.Compare(weight[a.ID], weight[b.ID]) })
		for _, s := range free[:min(max(0, wanted), len(free))] {
			labels[s.ID] = cell.Additional
		}
	}
	return labels
}

// Lot is a number of slots of a procedure at a desk that go online with a release.
type Lot struct {
	Release    agenda.ReleaseID
	Additional agenda.AdditionalID // empty for what the year's targets ask for
	Procedure  agenda.ProcedureCode
	Desk       agenda.DeskID
	Slots      []agenda.SlotID
}

// Lots splits what releases put online, by additional appointments (those of the year's
// targets first), procedure and desk. labels are those of [LabelAdditional].
func (d Dealing) Lots(slots []agenda.Slot, labels map[agenda.SlotID]agenda.AdditionalID) []Lot {
	byID := make(map[agenda.SlotID]agenda.Slot, len(slots))
	for _, s := range slots {
		byID[s.ID] = s
	}
	type place struct {
		release    agenda.ReleaseID
		additional agenda.AdditionalID
		procedure  agenda.ProcedureCode
		desk       agenda.DeskID
	}
	index := map[place]int{}
	var lots []Lot
	for release, ids := range d.ByRelease {
		for _, id := range ids {
			p := place{release, labels[id], byID[id].Procedure, byID[id].Desk}
			n, known := index[p]
			if !known {
				n = len(lots)
				index[p] = n
				lots = append(lots, Lot{Release: release, Additional: p.additional, Procedure: p.procedure, Desk: p.desk})
			}
			lots[n].Slots = append(lots[n].Slots, id)
		}
	}
	slices.SortFunc(lots, func(a, b Lot) int {
		return cmp.Or(cmp.Compare(a.Release, b.Release), cmp.Compare(a.Additional, b.Additional),
			cmp.Compare(a.Procedure, b.Procedure), cmp.Compare(a.Desk, b.Desk))
	})
	return lots
}
