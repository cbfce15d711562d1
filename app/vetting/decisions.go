package vetting

import (
	"cmp"
	"slices"

	"creneaux/app/agenda"
)

// Decided is a finding that a person has decided.
type Decided struct {
	Finding  Finding
	Decision agenda.Decision
}

// Queue is what is left to decide and what is decided.
type Queue struct {
	Open    []Finding
	Decided []Decided
}

// Apply parts findings into open and decided ones, in their order. A decision is about
// a finding when it has its rule and exactly its bookings; an undone one counts for
// nothing, and of several the last counts.
//
// When a new booking joins a group about which a person has decided, the finding is
// another and open again. What the person kept stays out of what it proposes: it
// becomes a finding to decide, so that no decision is overturned by the program.
func Apply(findings []Finding, decisions []agenda.Decision) Queue {
	standing := standingDecisions(decisions)
	byKey := make(map[string]agenda.Decision, len(standing))
	kept := make(map[string]map[agenda.BookingID]bool) // by rule
	for _, d := range standing {
		byKey[KeyOf(d.Rule, d.Bookings)] = d
		if kept[d.Rule] == nil {
			kept[d.Rule] = make(map[agenda.BookingID]bool)
		}
		for _, id := range d.Bookings {
			kept[d.Rule][id] = !slices.Contains(d.Cancel, id)
		}
	}
	var q Queue
	for _, f := range findings {
		if d, ok := byKey[f.Key]; ok {
			q.Decided = append(q.Decided, Decided{f, d})
		} else {
			q.Open = append(q.Open, respect(f, kept[f.Rule]))
		}
	}
	return q
}

// standingDecisions returns those that were not undone, the last one last.
func standingDecisions(decisions []agenda.Decision) []agenda.Decision {
	var standing []agenda.Decision
	for _, d := range decisions {
		if d.Undone.IsZero() {
			standing = append(standing, d)
		}
	}
	slices.SortStableFunc(standing, func(a, b agenda.Decision) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
	})
	return standing
}

// respect takes bookings that a person kept out of what a finding proposes to cancel.
func respect(f Finding, kept map[agenda.BookingID]bool) Finding {
	cancel := slices.DeleteFunc(slices.Clone(f.Cancel), func(id agenda.BookingID) bool { return kept[id] })
	if spared := len(f.Cancel) - len(cancel); spared > 0 {
		f.Severity, f.Cancel = Decide, cancel
		f.Reason = agenda.Msg("vetting.kept_before", "Count", spared, "Finding", f.Reason)
	}
	return f
}
