package intake

import (
	"testing"

	"creneaux/app/agenda"
)

const passedHeader = "Référence|Date|Heure|Statut|Nom"

func TestRowsThatAreNoBookings(t *testing.T) {
	reading := read(t, tableOf(
		passedHeader, "Number|Day|Hour|Status|Name", "R1|02/03/2026|9h00|Confirmé|Ondo", passedHeader, "R2|02/03/2026|9h30|Confirmé|Patel",
		"Total : 2||||", "Document interne||||",
	), Known{})
	checkAccount(t, reading, 6)
	if len(reading.Bookings) != 2 || len(reading.Rejected) != 0 || len(reading.Passed) != 4 {
		t.Fatalf("%d bookings, rejected %v, passed %v", len(reading.Bookings), reading.Rejected, reading.Passed)
	}
	for i, want := range []Rejection{
		{Line: 2, Value: "Number", Reason: agenda.Msg("intake.passed.subtitles")}, {Line: 4, Value: "Référence", Reason: agenda.Msg("intake.passed.titles")},
		{Line: 6, Value: "Total : 2", Reason: agenda.Msg("intake.passed.total")}, {Line: 7, Value: "Document interne", Reason: agenda.Msg("intake.passed.remark")},
	} {
		if got := reading.Passed[i]; got.Line != want.Line || got.Value != want.Value || got.Reason.Key != want.Reason.Key || got.Column != "" {
			t.Errorf("passed %+v, want %+v", got, want)
		}
	}
}

// Totals between bookings, and the forms of what stands below a title, are passed over;
// headings of groups are told to a person.
func TestTotalsOfGroups(t *testing.T) {
	reading := read(t, tableOf(passedHeader, "|(jj/mm/aaaa)|(hh:mm)||", "Guichet G1||||", "R1|02/03/2026|9h00|Confirmé|Ondo", "Sous-total : 1||||",
		"Guichet G2||||", "R2|02/03/2026|9h00|Confirmé|Patel", "Sous-total : 1||||", "Total : 2||||"), Known{})
	checkAccount(t, reading, 8)
	if len(reading.Passed) != 4 || len(reading.Rejected) != 2 || reading.Rejected[0].Line != 3 || reading.Rejected[1].Line != 6 {
		t.Errorf("passed %v, rejected %v", reading.Passed, reading.Rejected)
	}
}

// What may be a booking that was spoilt stays for a person to see: a reference alone,
// whatever it begins with, a total with bookings below it, a row without figures that is
// nearly empty or not right below the titles.
func TestSpoiltRowsAreNotPassedOver(t *testing.T) {
	const good = "R1|02/03/2026|9h00|Confirmé|Ondo"
	for _, lines := range [][]string{
		{"R9||||", good}, {"Total : 1||||", good}, {good, "R9||||"}, {good, "N°9||||"}, {"|||Confirmé|Ondo", good}, {good, "a|b|c|d|e"},
	} {
		reading := read(t, tableOf(append([]string{passedHeader}, lines...)...), Known{})
		if len(reading.Rejected) != 1 || len(reading.Passed) != 0 {
			t.Errorf("%s: rejected %v, passed %v", lines, reading.Rejected, reading.Passed)
		}
	}
	if reading := read(t, tableOf(passedHeader, "Total||||", "Document interne||||"), Known{}); len(reading.Rejected) != 2 {
		t.Errorf("without a booking: rejected %v, passed %v", reading.Rejected, reading.Passed)
	}
}

func TestDefusedCellsAreRestored(t *testing.T) {
	for in, want := range map[string]string{
		"'=1+1": "=1+1", "'+33739150008": "+33739150008", "' @x": "@x", "'t Hooft": "'t Hooft", "'": "'", "''": "''", "=1": "=1",
	} {
		if got := Text(in).written(); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

func TestCivilityIsNoName(t *testing.T) {
	for in, want := range map[string]string{
		"M. BAKKALI Abdelkader": "BAKKALI", "Mme Samira ONDO": "ONDO", "MME ONDO Samira": "ONDO", "MONSIEUR PATEL Abdul": "PATEL",
	} {
		if surname, _, ok := SplitName(in); !ok || surname != want {
			t.Errorf("%q: surname %q", in, surname)
		}
	}
}
