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
		decided   []Finding
	}{
		{"nothing decided", nil, findings, nil},
		{"by rule and bookings, in any order", []agenda.Decision{keep}, []Finding{name}, []Finding{pair}},
		{"an undone one counts for nothing", []agenda.Decision{keep, undone}, []Finding{name}, []Finding{pair}},
		{"only an undone one", []agenda.Decision{undone}, findings, nil},
		{"another rule's", []agenda.Decision{{Rule: "DUP-PERSON", Bookings: ids{"a", "b"}, Outcome: agenda.OutcomeKeep}}, findings, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := slices.Clone(c.decisions)
			open, decided := Apply(findings, c.decisions)
			if diff := cmp.Diff(c.open, open); diff != "" {
				t.Errorf("open (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.decided, decided); diff != "" {
				t.Errorf("decided (-want +got):\n%s", diff)
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
	keep := agenda.Decision{ID: "1", Rule: "DUP-EMAIL", Bookings: ids{"a", "b"}, Outcome: agenda.OutcomeKeep, At: 100}
	later := agenda.Decision{ID: "2", Rule: "DUP-EMAIL", Bookings: ids{"a", "b"}, Cancel: ids{"b"}, Outcome: agenda.OutcomeCancel, At: 200}
	undone := keep
	undone.Undone = 300
	spared := grown
	spared.Severity, spared.Cancel = Decide, ids{"c"}
	spared.Reason = agenda.Msg("vetting.kept_before", "Count", 1, "Finding", grown.Reason)
	for _, c := range []struct {
		name      string
		decisions []agenda.Decision
		want      Finding
	}{
		{"kept", []agenda.Decision{keep}, spared},
		{"kept, then cancelled", []agenda.Decision{later, keep}, grown},
		{"kept, and undone", []agenda.Decision{undone}, grown},
	} {
		open, decided := Apply([]Finding{grown}, c.decisions)
		if diff := cmp.Diff([]Finding{c.want}, open); diff != "" || decided != nil {
			t.Errorf("%s: decided %v, open (-want +got):\n%s", c.name, decided, diff)
		}
	}
	if len(grown.Cancel) != 2 {
		t.Error("the finding given was changed")
	}
}
