package vetting

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"creneaux/app/agenda"
)

// booked makes a booking by a line "surname/given/birth/number date hour desk booked";
// "-" stands for what is not known.
func booked(t *testing.T, id, line string) agenda.Booking {
	t.Helper()
	words := strings.Fields(line)
	name := strings.Split(words[0], "/")
	b := agenda.Booking{
		ID: agenda.BookingID(id), Reference: "R" + id, Status: agenda.BookingActive,
		Date: agenda.MustDate(words[1]), Start: agenda.MustClock(words[2]),
		Desk: agenda.DeskID(words[3]), Procedure: "renewal",
		Applicant: agenda.Applicant{Email: "famille@boite.example"},
	}
	if words[3] == "G1" {
		b.Procedure = "first"
	}
	if len(words) > 4 {
		b.BookedAt = agenda.MustMoment(words[4])
	}
	if name[0] == "full" {
		b.Applicant.FullName = strings.ReplaceAll(name[1], "_", " ")
		return b
	}
	b.Applicant.Surname = strings.ReplaceAll(name[0], "_", " ")
	b.Applicant.GivenNames = strings.ReplaceAll(name[1], "_", " ")
	if len(name) > 2 && name[2] != "-" {
		b.Applicant.BirthDate = agenda.MustDate(name[2])
	}
	if len(name) > 3 && name[3] != "-" {
		b.Applicant.ForeignerNumber = name[3]
	}
	return b
}

func TestDuplicateEmail(t *testing.T) {
	for _, c := range []struct {
		name     string
		lines    []string
		severity Severity
		first    string // booking that stands first, the kept one
		cancel   string // ids joined by a space
		reason   string
	}{
		{
			"first booked is kept", []string{
				"Dupont/Marie 2026-03-02 09:00 G2 2026-02-10T10:00",
				"Martin/Paul 2026-03-09 09:00 G2 2026-02-01T10:00",
				"Durand/Anne 2026-03-16 09:00 G2 2026-02-20T10:00",
			}, Automatic, "2", "1 3", "vetting.duplicate_email.first_booked",
		},
		{
			"same moment: earliest appointment", []string{
				"Dupont/Marie 2026-03-09 09:00 G2 2026-02-01T10:00",
				"Martin/Paul 2026-03-02 09:00 G2 2026-02-01T10:00",
			}, Automatic, "2", "1", "vetting.duplicate_email.first_booked",
		},
		{
			"same moment and appointment: reference", []string{
				"Dupont/Marie 2026-03-09 09:00 G2 2026-02-01T10:00",
				"Martin/Paul 2026-03-09 09:00 G3 2026-02-01T10:00",
			}, Automatic, "1", "2", "vetting.duplicate_email.first_booked",
		},
		{
			"moment not known: earliest appointment", []string{
				"Dupont/Marie 2026-03-09 09:00 G2 2026-02-01T10:00",
				"Martin/Paul 2026-03-02 09:00 G2",
			}, Automatic, "2", "1", "vetting.duplicate_email.first_appointment",
		},
		{
			"moment after the appointment cannot be", []string{
				"Dupont/Marie 2026-03-09 09:00 G2 2026-02-01T10:00",
				"Martin/Paul 2026-03-02 09:00 G2 2026-12-01T10:00",
			}, Automatic, "2", "1", "vetting.duplicate_email.first_appointment",
		},
		{
			"a booking without name gives way", []string{
				"xxx/xxx 2026-03-02 09:00 G2 2026-02-01T10:00",
				"Martin/Paul 2026-03-09 09:00 G2 2026-02-10T10:00",
			}, Automatic, "2", "1", "vetting.duplicate_email.first_named",
		},
		{
			"household", []string{
				"Beni_Lahlou/Aïssa/1993-06-28/6702219996 2026-03-04 10:40 G2 2026-02-19T10:00",
				"BENI-LAHLOU/Abderrahmane/2001-12-14/5926464342 2026-03-04 10:20 G2 2026-01-28T10:00",
			}, Decide, "2", "", "vetting.duplicate_email.household",
		},
		{
			"household of three in a row", []string{
				"Roy/Anne 2026-03-04 09:00 G2", "Roy/Paul 2026-03-04 09:40 G2", "Roy/Léa 2026-03-04 10:20 G2",
			}, Decide, "1", "", "vetting.duplicate_email.household",
		},
		{
			"household at two desks at one hour", []string{
				"Roy/Anne 2026-03-04 09:00 G2", "Roy/Paul 2026-03-04 09:00 G3",
			}, Decide, "1", "", "vetting.duplicate_email.household",
		},
		{
			"married name", []string{
				"Martin/Paul 2026-03-04 09:00 G2", "Martin_Dubois/Anne 2026-03-04 09:20 G2",
			}, Decide, "1", "", "vetting.duplicate_email.household",
		},
		{
			"Slavic couple", []string{
				"Ivanov/Ivan 2026-03-04 09:00 G2", "Ivanova/Anna 2026-03-04 09:20 G2",
			}, Decide, "1", "", "vetting.duplicate_email.household",
		},
		{
			"father and son of one name", []string{
				"Roy/Paul/1960-01-01 2026-03-04 09:00 G2", "Roy/Paul/1990-01-01 2026-03-04 09:20 G2",
			}, Decide, "1", "", "vetting.duplicate_email.household",
		},
		{
			"twins", []string{
				"Roy/Paul/1990-01-01 2026-03-04 09:00 G2", "Roy/Paul_Marie/1990-01-01 2026-03-04 09:20 G2",
			}, Decide, "1", "", "vetting.duplicate_email.household",
		},
		{
			"children under their parent's number", []string{
				"Roy/Léa/2015-01-01/0123456789 2026-03-04 09:00 G4", "Roy/Tom/2017-01-01/0123456789 2026-03-04 09:15 G4",
			}, Decide, "1", "", "vetting.duplicate_email.household",
		},
		{
			"household in one field", []string{
				"full/YILMAZ_Bar??_Osman 2026-03-04 09:00 G2", "full/YILMAZ_Julián 2026-03-04 09:20 G2",
			}, Decide, "1", "", "vetting.duplicate_email.household",
		},
		{
			"household in one field without capitals", []string{
				"full/Baris_Yilmaz 2026-03-04 09:00 G2", "full/Julian_Yilmaz 2026-03-04 09:20 G2",
			}, Decide, "1", "", "vetting.duplicate_email.household",
		},
		{
			"household and another booking", []string{
				"Roy/Anne 2026-03-04 09:00 G2 2026-02-02T10:00",
				"Roy/Paul 2026-03-04 09:20 G2 2026-02-03T10:00",
				"Petit/Luc 2026-03-18 09:00 G2 2026-02-01T10:00",
			}, Decide, "1", "3", "vetting.duplicate_email.household_extra",
		},
		{
			"household and one of them again", []string{
				"Roy/Anne 2026-03-04 09:00 G2 2026-02-02T10:00",
				"Roy/Paul 2026-03-04 09:20 G2 2026-02-03T10:00",
				"Roy/Anne 2026-03-18 09:00 G2 2026-02-01T10:00",
			}, Decide, "1", "3", "vetting.duplicate_email.household_extra",
		},
		{
			"one person twice in a row", []string{
				"Roy/Anne 2026-03-04 09:00 G2", "ROY/Anne 2026-03-04 09:20 G2",
			}, Automatic, "1", "2", "vetting.duplicate_email.first_appointment",
		},
		{
			"one person, known by number and birth, spelled differently", []string{
				"Mohamed/Ali/1990-01-01/0123456789 2026-03-04 09:00 G2", "Mohamed/Aly/1990-01-01/123456789 2026-03-04 09:20 G2",
			}, Automatic, "1", "2", "vetting.duplicate_email.first_appointment",
		},
		{
			"one family name on two days", []string{
				"Roy/Anne 2026-03-04 09:00 G2", "Roy/Paul 2026-03-05 09:00 G2",
			}, Automatic, "1", "2", "vetting.duplicate_email.first_appointment",
		},
		{
			"one family name, hours apart", []string{
				"Roy/Anne 2026-03-04 09:00 G2", "Roy/Paul 2026-03-04 11:00 G2",
			}, Automatic, "1", "2", "vetting.duplicate_email.first_appointment",
		},
		{
			"one family name, other desk and procedure", []string{
				"Roy/Anne 2026-03-04 09:00 G1", "Roy/Paul 2026-03-04 09:20 G2",
			}, Automatic, "1", "2", "vetting.duplicate_email.first_appointment",
		},
		{
			"a family name that others have as a particle", []string{
				"Lê/Anh 2026-03-04 09:00 G2", "LE/Minh 2026-03-04 09:20 G2",
			}, Decide, "1", "", "vetting.duplicate_email.household",
		},
		{
			"a particle is no family name", []string{
				"El_Ghazali/Anne 2026-03-04 09:00 G2", "El_Amrani/Paul 2026-03-04 09:20 G2",
			}, Automatic, "1", "2", "vetting.duplicate_email.first_appointment",
		},
		{
			"somebody who comes back", []string{
				"Roy/Anne 2026-03-04 09:00 G2 2026-02-01T10:00", "Roy/Anne 2026-06-04 09:00 G4 2026-05-01T10:00",
			}, Information, "1", "", "vetting.duplicate_email.successive",
		},
		{
			"somebody who comes back, and two at once", []string{
				"Roy/Anne 2026-03-04 09:00 G2 2026-02-01T10:00",
				"Petit/Luc 2026-06-03 09:00 G4 2026-02-02T10:00",
				"Roy/Anne 2026-06-04 09:00 G4 2026-05-01T10:00",
			}, Automatic, "1", "2", "vetting.duplicate_email.first_booked",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var bookings []agenda.Booking
			for i, line := range c.lines {
				bookings = append(bookings, booked(t, fmt.Sprint(i+1), line))
			}
			findings := slices.DeleteFunc(examine(t, bookings, Policy{}).Findings, func(f Finding) bool { return f.Rule != "DUP-EMAIL" })
			if len(findings) != 1 {
				t.Fatalf("%d findings", len(findings))
			}
			f := findings[0]
			cancel := slices.Sorted(slices.Values(texts(f.Cancel)))
			if f.Severity != c.severity || string(f.Bookings[0]) != c.first || strings.Join(cancel, " ") != c.cancel || f.Reason.Key != c.reason {
				t.Errorf("got %s, %v, cancel %v, %v", f.Severity, f.Bookings, f.Cancel, f.Reason)
			}
			if len(f.Bookings) != len(bookings) {
				t.Errorf("is about %v", f.Bookings)
			}
		})
	}
}

func TestDuplicateEmailOfAnAssociationIsToDecide(t *testing.T) {
	bookings := []agenda.Booking{
		booked(t, "1", "Dupont/Marie 2026-03-02 09:00 G2"),
		booked(t, "2", "Martin/Paul 2026-03-09 09:00 G2"),
	}
	bookings[1].Applicant.Email = "Famille+1@boite.example"
	f := examine(t, bookings, Policy{Associations: []string{"no address", "FAMILLE@boite.example "}}).Findings[0]
	if f.Severity != Decide || f.Cancel != nil || f.Reason.Key != "vetting.duplicate_email.association" {
		t.Errorf("got %+v", f)
	}
}

func TestDuplicateEmailLooksAtActiveBookingsOnly(t *testing.T) {
	bookings := []agenda.Booking{
		booked(t, "1", "Dupont/Marie 2026-03-02 09:00 G2"),
		booked(t, "2", "Martin/Paul 2026-03-09 09:00 G2"),
		booked(t, "3", "Durand/Anne 2026-03-10 09:00 G2"),
		booked(t, "4", "Durand/Anne 2026-03-11 09:00 G2"),
	}
	bookings[1].Status = agenda.BookingCancelled
	bookings[2].Gone = true
	bookings[3].Applicant.Email = ""
	if report := examine(t, bookings, Policy{}); report.Findings != nil {
		t.Errorf("found %+v", report.Findings)
	}
}
