package vetting

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
	"creneaux/app/calendar"
	"creneaux/app/wording"
)

// someBookings draws bookings among which everything that the rules look for is
// frequent: few addresses, few names, few days.
func someBookings(t *rapid.T) []agenda.Booking {
	n := rapid.IntRange(0, 24).Draw(t, "bookings")
	bookings := make([]agenda.Booking, n)
	for i := range bookings {
		bookings[i] = someBooking(t, i)
	}
	return bookings
}

func someBooking(t *rapid.T, i int) agenda.Booking {
	pick := func(name string, values ...string) string { return rapid.SampledFrom(values).Draw(t, name) }
	date := agenda.MustDate("2026-03-02").AddDays(rapid.IntRange(0, 3).Draw(t, "day") * rapid.SampledFrom([]int{1, 60}).Draw(t, "stride"))
	b := agenda.Booking{
		ID:        agenda.BookingID(fmt.Sprintf("b%02d", i)),
		Reference: pick("reference", "", "RDV1", fmt.Sprintf("RDV%02d", 99-i)),
		Desk:      agenda.DeskID(pick("desk", "", "G1", "G2")),
		DeskName:  pick("desk name", "", "G1"),
		Procedure: agenda.ProcedureCode(pick("procedure", "", "renewal", "first")),
		Date:      date,
		Start:     agenda.Clock(9*60 + 10*rapid.IntRange(0, 18).Draw(t, "start")),
		Status:    agenda.BookingStatus(pick("status", "booked", "booked", "booked", "cancelled")),
		Import:    agenda.ImportID(pick("import", "i1", "i2")),
		Applicant: agenda.Applicant{
			Surname:         pick("surname", "Roy", "ROY", "Petit", "Martin-Roy", "xxx", "", "?"),
			GivenNames:      pick("given", "Anne", "Paul", "x", "", "Marie Anne"),
			ForeignerNumber: pick("number", "", "1", "01", "2"),
			Email: pick("email", "", "nobody", "a@boite.example", "A+1@boite.example", "b@boite.example",
				"c.d@gmail.com", "cd@googlemail.com", "x@jetable.example", "rdv01@rare.example", "rdv02@rare.example", "rdv03@rare.example"),
			Phone: pick("phone", "", "0611223344", "+33 6 11 22 33 44", "0622334455"),
		},
	}
	if rapid.Bool().Draw(t, "birth known") {
		b.Applicant.BirthDate = agenda.NewDate(1990, 1, rapid.IntRange(1, 2).Draw(t, "birth"))
	}
	if rapid.Bool().Draw(t, "moment known") {
		b.BookedAt = agenda.MustMoment("2026-01-15T08:00") + agenda.Moment(rapid.IntRange(0, 100).Draw(t, "booked")*86400)
	}
	if b.Status == agenda.BookingCancelled && !b.BookedAt.IsZero() {
		b.Cause = agenda.CancelPlatform
		b.CancelledAt = b.BookedAt - agenda.Moment(rapid.SampledFrom([]int{0, 5 * 60, 86400}).Draw(t, "cancelled"))
	}
	return b
}

var testPolicy = Policy{
	House:             testHouse(),
	Releases:          []agenda.Moment{agenda.MustMoment("2026-01-20T08:00")},
	Associations:      []string{"b@boite.example"},
	DisposableDomains: map[string]bool{"jetable.example": true},
	Columns:           map[agenda.ImportID][]Field{"i1": {FieldEmail, FieldSurname, FieldGivenNames}, "i2": {FieldEmail, FieldName, FieldPhone, FieldBookedAt, FieldBirthDate}},
}

// testHouse receives renewals at G2 and first applications at G1, on weekday mornings.
func testHouse() House {
	c, err := calendar.New("metropole", nil)
	if err != nil {
		panic(err)
	}
	weekdays := []agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Wednesday, agenda.Thursday, agenda.Friday}
	sessions := []agenda.Session{{Days: weekdays, From: 9 * 60, To: 12 * 60, Positions: 1}}
	return House{
		Desks: []agenda.Desk{
			{ID: "G1", Name: "G1", Procedures: []agenda.ProcedureCode{"first"}, Sessions: sessions},
			{ID: "G2", Name: "G2", Procedures: []agenda.ProcedureCode{"renewal"}, Sessions: sessions},
		},
		Procedures: []agenda.Procedure{
			{Code: "first", Label: "Première demande", Minutes: 30}, {Code: "renewal", Label: "Renouvellement", Minutes: 20},
			{Code: "ten-year", Label: "Carte de dix ans", Minutes: 20, WalkIn: &agenda.WalkIn{}},
		},
		Calendar: c,
	}
}

func examineSome(t *rapid.T, bookings []agenda.Booking) Report {
	report, err := Examine(context.Background(), bookings, testPolicy, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestExamineIsAFunctionOfTheBookingsOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bookings := someBookings(t)
		before := slices.Clone(bookings)
		report := examineSome(t, bookings)
		if diff := cmp.Diff(before, bookings); diff != "" {
			t.Fatalf("input changed:\n%s", diff)
		}
		if diff := cmp.Diff(report, examineSome(t, bookings)); diff != "" {
			t.Fatalf("second look differs:\n%s", diff)
		}
		shuffled := rapid.Permutation(bookings).Draw(t, "shuffled")
		if diff := cmp.Diff(report, examineSome(t, shuffled)); diff != "" {
			t.Fatalf("another order differs:\n%s", diff)
		}
	})
}

func TestFindingsAreSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bookings := someBookings(t)
		byID := make(map[agenda.BookingID]agenda.Booking)
		for _, b := range bookings {
			byID[b.ID] = b
		}
		keys := make(map[string]bool)
		for _, f := range examineSome(t, bookings).Findings {
			for i, id := range f.Bookings {
				// A transfer is about the one who gave the slot back as well.
				if !byID[id].Active() && (f.Rule != "TRANSFER" || i == 0) {
					t.Fatalf("%s is about %s, which is not active", f.Rule, id)
				}
			}
			for _, id := range f.Cancel {
				if !slices.Contains(f.Bookings, id) || !byID[id].Active() {
					t.Fatalf("%s cancels %s, which it is not about", f.Rule, id)
				}
			}
			if f.Rule == "DUP-EMAIL" && len(f.Cancel) >= len(f.Bookings) {
				t.Fatalf("all of %v would be cancelled", f.Bookings)
			}
			if f.Severity == Automatic && (len(f.Cancel) == 0 || f.Rule != "DUP-EMAIL" && f.Rule != "NAME-MISSING") {
				t.Fatalf("%s is automatic and cancels %v: %v", f.Rule, f.Cancel, f.Reason)
			}
			if f.Severity == Information && len(f.Cancel) > 0 || f.Certainty == "" {
				t.Fatalf("%s, %s, cancels %v: %v", f.Severity, f.Certainty, f.Cancel, f.Reason)
			}
			if keys[f.Key] {
				t.Fatalf("key %s twice", f.Key)
			}
			keys[f.Key] = true
			if len(f.Evidence) == 0 || f.Reason.IsZero() || f.Version == 0 {
				t.Fatalf("without evidence, reason or version: %+v", f)
			}
		}
	})
}

// A member of a household never loses an appointment without a person: whoever shares
// a mailbox with a different person of the same name in a neighbouring slot.
func TestHouseholdsAreNeverCancelledAutomatically(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bookings := someBookings(t)
		first := someBooking(t, 50)
		first.Status, first.Desk = agenda.BookingActive, "G2"
		first.Applicant = agenda.Applicant{Surname: "Roy", GivenNames: "Anne", Email: "a@boite.example"}
		second := first
		second.ID, second.Applicant.GivenNames = "b51", "Julien"
		second.Start += agenda.Clock(rapid.IntRange(-30, 30).Draw(t, "apart"))
		for _, f := range examineSome(t, append(bookings, first, second)).Findings {
			if (f.Rule == "DUP-EMAIL" || f.Severity == Automatic) && (slices.Contains(f.Cancel, "b50") || slices.Contains(f.Cancel, "b51")) {
				t.Fatalf("%s %s cancels %v", f.Rule, f.Severity, f.Cancel)
			}
		}
	})
}

func TestNothingAutomaticIsLeftAfterTheCancellations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bookings := someBookings(t)
		cancel := make(map[agenda.BookingID]bool)
		for _, f := range examineSome(t, bookings).Findings {
			if f.Severity == Automatic {
				for _, id := range f.Cancel {
					cancel[id] = true
				}
			}
		}
		named := make(map[string]bool) // mailboxes that an active booking with a name has
		for i, b := range bookings {
			if cancel[b.ID] {
				bookings[i].Status = agenda.BookingCancelled
			}
			if b.Active() && !newPlaceholders(DefaultPolicy().Placeholders).judge(b.Applicant).missing() {
				named[CanonicalEmail(b.Applicant.Email).Canonical] = true
			}
		}
		for _, f := range examineSome(t, bookings).Findings {
			if f.Severity == Automatic {
				t.Fatalf("still there: %+v", f)
			}
		}
		for _, b := range bookings {
			if b.Active() {
				delete(named, CanonicalEmail(b.Applicant.Email).Canonical)
			}
		}
		delete(named, "")
		if len(named) > 0 {
			t.Fatalf("nothing is left to %v", named)
		}
	})
}

func TestAnUnrelatedBookingChangesNoFinding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bookings := someBookings(t)
		stranger := someBooking(t, 60)
		stranger.Applicant.Surname, stranger.Applicant.GivenNames = "Garnier", "Lucie"
		stranger.Applicant.Email = "lucie.garnier@boite.example"
		stranger.Applicant.Phone, stranger.Applicant.ForeignerNumber, stranger.Applicant.BirthDate = "", "", agenda.Date{}
		stranger.Desk, stranger.DeskName = "", ""
		want := examineSome(t, bookings).Findings
		if diff := cmp.Diff(want, examineSome(t, append(bookings, stranger)).Findings); diff != "" {
			t.Fatalf("findings differ:\n%s", diff)
		}
	})
}

func TestExamineSaysWhichRulesAreOff(t *testing.T) {
	active := func(id, importID, surname, email string) agenda.Booking {
		return agenda.Booking{
			ID: agenda.BookingID(id), Import: agenda.ImportID(importID), Status: agenda.BookingActive,
			Applicant: agenda.Applicant{Surname: surname, Email: email},
		}
	}
	bookings := []agenda.Booking{
		active("1", "no-names", "", "a@boite.example"),
		active("2", "no-names", "", "b@boite.example"),
		active("3", "no-emails", "Dupont", ""),
		active("4", "both", "Martin", "c@boite.example"),
		active("5", "both", "", "d@boite.example"),
	}
	report := examine(t, bookings, Policy{DisposableDomains: map[string]bool{"jetable.example": true}})
	var off []string
	for _, o := range report.Off {
		off = append(off, fmt.Sprintf("%s %d %s", o.Rule, o.Bookings, o.Reason.Key))
	}
	want := []string{
		"DUP-EMAIL 1 vetting.off.email", "DUP-PERSON 5 vetting.off.person", "NAME-MISSING 2 vetting.off.name",
		"SLOT-OVERSOLD 5 vetting.off.house", "WRONG-DESK 5 vetting.off.house", "TRANSFER 5 vetting.off.booked_at",
		"CLUSTER 1 vetting.off.contact", "THROWAWAY 1 vetting.off.email",
	}
	if diff := cmp.Diff(want, off); diff != "" {
		t.Errorf("off (-want +got):\n%s", diff)
	}
	// Only the blank name of a file that has a name column is a missing name.
	if got := groups(report.Findings, "NAME-MISSING", Automatic); len(got) != 1 || got[0][0] != "5" {
		t.Errorf("missing names: %v", got)
	}

	bookings[4].Status = agenda.BookingCancelled
	report = examine(t, bookings, Policy{Columns: map[agenda.ImportID][]Field{"no-names": {FieldSurname, FieldEmail}}})
	if got := groups(report.Findings, "NAME-MISSING", Automatic); len(got) != 2 {
		t.Errorf("a column that is known to be there, and empty: found %v", got)
	}
	if o := report.Off[len(report.Off)-1]; o.Rule != "THROWAWAY" || o.Bookings != 4 || o.Reason.Key != "vetting.off.domains" {
		t.Errorf("without a list: %+v", o)
	}
}

func TestExamineStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	report, err := Examine(ctx, manyBookings(3000), Policy{}, agenda.Silent{})
	if !errors.Is(err, context.Canceled) || report.Findings != nil {
		t.Errorf("got %d findings and %v", len(report.Findings), err)
	}
}

func TestKeyOf(t *testing.T) {
	key := KeyOf("DUP-EMAIL", []agenda.BookingID{"a", "b"})
	if len(key) != 32 || key != KeyOf("DUP-EMAIL", []agenda.BookingID{"b", "a"}) {
		t.Errorf("key %q depends on the order", key)
	}
	for _, other := range []string{
		KeyOf("DUP-PERSON", []agenda.BookingID{"a", "b"}), KeyOf("DUP-EMAIL", []agenda.BookingID{"a"}),
		KeyOf("DUP-EMAIL", []agenda.BookingID{"ab"}), KeyOf("DUP-EMAIL", []agenda.BookingID{"a", "b", "c"}),
	} {
		if other == key {
			t.Error("different findings have one key")
		}
	}
}

// Every sentence of a report reads well in both languages: nothing is left unfilled.
func TestReasonsAreSentences(t *testing.T) {
	for _, language := range wording.Languages() {
		voice, err := wording.New(language)
		if err != nil {
			t.Fatal(err)
		}
		bookings := exportForms[0].read(t)
		bookings[0].Applicant.Surname = "Test"
		report := examine(t, bookings, Policy{House: service(t), DisposableDomains: map[string]bool{"trashmail.com": true}})
		seen := make(map[string]bool)
		for _, f := range report.Findings {
			if sentence := voice.Say(f.Reason); !seen[f.Reason.Key] {
				seen[f.Reason.Key] = true
				t.Log(sentence)
				if sentence == f.Reason.String() || len(sentence) < 40 {
					t.Errorf("%s in %s: %q", f.Reason.Key, language, sentence)
				}
			}
			for _, label := range []agenda.Message{f.Severity.Label(), f.Certainty.Label()} {
				if voice.Say(label) == label.Key {
					t.Errorf("%s has no label in %s", label.Key, language)
				}
			}
		}
	}
}
