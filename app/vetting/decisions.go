package vetting

import (
	"cmp"
	"slices"

	"creneaux/app/agenda"
)

// Apply parts findings into open and decided ones, in their order. A decision is about
// a finding when it has its rule and exactly its bookings; an undone one counts for
// nothing, and where several are about one booking the last counts.
//
// When a new booking joins a group about which a person has decided, the finding is
// another and open again. What the person kept stays out of what it proposes: it
// becomes a finding to decide, so that no decision is overturned by the program.
func Apply(findings []Finding, decisions []agenda.Decision) (open, decided []Finding) {
	standing := standingDecisions(decisions)
	byKey := make(map[string]bool, len(standing))
	kept := make(map[string]map[agenda.BookingID]bool) // by rule
	for _, d := range standing {
		byKey[KeyOf(d.Rule, d.Bookings)] = true
		if kept[d.Rule] == nil {
			kept[d.Rule] = make(map[agenda.BookingID]bool)
		}
		for _, id := range d.Bookings {
			kept[d.Rule][id] = !slices.Contains(d.Cancel, id)
		}
	}
	for _, f := range findings {
		if byKey[f.Key] {
			decided = append(decided, f)
		} else {
			open = append(open, respect(f, kept[f.Rule]))
		}
	}
	return open, decided
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
