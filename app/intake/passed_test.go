package intake

import (
	"testing"

	"creneaux/app/agenda"
)

const passedHeader = "Référence|Date|Heure|Statut|Nom"

func TestRowsThatAreNoBookings(t *testing.T) {
	reading := read(t, tableOf(
		passedHeader, "R1|02/03/2026|9h00|Confirmé|Ondo", passedHeader, "R2|02/03/2026|9h30|Confirmé|Patel",
		"Total : 2||||", "Document interne||||",
	), Known{})
	if len(reading.Bookings) != 2 || reading.Rows != 2 || len(reading.Rejected) != 0 {
		t.Fatalf("%d bookings of %d rows, rejected %v", len(reading.Bookings), reading.Rows, reading.Rejected)
	}
	for i, want := range []Rejection{
		{Line: 3, Reason: agenda.Msg("intake.passed.titles")}, {Line: 5, Reason: agenda.Msg("intake.passed.remark")},
		{Line: 6, Reason: agenda.Msg("intake.passed.remark")},
	} {
		if got := reading.Passed[i]; got.Line != want.Line || got.Reason.Key != want.Reason.Key {
			t.Errorf("passed %+v, want %+v", got, want)
		}
	}
}

// What may be a booking that was spoilt stays for a person to see: a reference alone,
// and a total with bookings below it.
func TestSpoiltRowsAreNotPassedOver(t *testing.T) {
	for _, spoilt := range []string{"R9||||", "Total : 1||||"} {
		reading := read(t, tableOf(passedHeader, spoilt, "R1|02/03/2026|9h00|Confirmé|Ondo"), Known{})
		if len(reading.Rejected) != 1 || len(reading.Passed) != 0 {
			t.Errorf("%s: rejected %v, passed %v", spoilt, reading.Rejected, reading.Passed)
		}
	}
	if reading := read(t, tableOf(passedHeader, "R1|02/03/2026|9h00|Confirmé|Ondo", "R9||||"), Known{}); len(reading.Rejected) != 1 {
		t.Errorf("rejected %v", reading.Rejected)
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
