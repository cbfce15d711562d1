package vetting

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creneaux/app/agenda"
)

func finding(rule string, severity Severity, bookings, cancel []agenda.BookingID) Finding {
	return Finding{Rule: rule, Severity: severity, Bookings: bookings, Cancel: cancel, Key: KeyOf(rule, bookings), Reason: agenda.Msg("vetting.off.domains")}
}

func TestApply(t *testing.T) {
	type ids = []agenda.BookingID
	pair := finding("DUP-EMAIL", Automatic, ids{"a", "b"}, ids{"b"})
	name := finding("NAME-MISSING", Automatic, ids{"b"}, ids{"b"})
	findings := []Finding{pair, name}
	keep := agenda.Decision{ID: "1", Rule: "DUP-EMAIL", Bookings: ids{"b", "a"}, Outcome: agenda.OutcomeKeep, At: 100}
	cancelB := agenda.Decision{ID: "2", Rule: "DUP-EMAIL", Bookings: ids{"a", "b"}, Cancel: ids{"b"}, Outcome: agenda.OutcomeCancel, At: 200}
	undone := cancelB
	undone.Undone = 300
	for _, c := range []struct {
		name      string
		decisions []agenda.Decision
		open      []Finding
		decided   []Decided
	}{
		{"nothing decided", nil, findings, nil},
		{"by rule and bookings, in any order", []agenda.Decision{keep}, []Finding{name}, []Decided{{pair, keep}}},
		{"the last counts", []agenda.Decision{cancelB, keep}, []Finding{name}, []Decided{{pair, cancelB}}},
		{"an undone one counts for nothing", []agenda.Decision{keep, undone}, []Finding{name}, []Decided{{pair, keep}}},
		{"only an undone one", []agenda.Decision{undone}, findings, nil},
		{"another rule's", []agenda.Decision{{Rule: "DUP-PERSON", Bookings: ids{"a", "b"}, Outcome: agenda.OutcomeKeep}}, findings, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := slices.Clone(c.decisions)
			q := Apply(findings, c.decisions)
			if diff := cmp.Diff(Queue{c.open, c.decided}, q); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(before, c.decisions); diff != "" {
				t.Errorf("decisions changed:\n%s", diff)
			}
		})
	}
}

// A booking joins a group about which a person has decided: what was kept stays kept.
func TestApplyDoesNotOverturnADecision(t *testing.T) {
	type ids = []agenda.BookingID
	grown := finding("DUP-EMAIL", Automatic, ids{"a", "b", "c"}, ids{"b", "c"})
	keep := agenda.Decision{Rule: "DUP-EMAIL", Bookings: ids{"a", "b"}, Outcome: agenda.OutcomeKeep}
	q := Apply([]Finding{grown}, []agenda.Decision{keep})
	want := grown
	want.Severity, want.Cancel = Decide, ids{"c"}
	want.Reason = agenda.Msg("vetting.kept_before", "Count", 1, "Finding", grown.Reason)
	if diff := cmp.Diff(Queue{Open: []Finding{want}}, q); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(grown.Cancel) != 2 {
		t.Error("the finding given was changed")
	}
}
