package vetting

import (
	"fmt"
	"testing"

	"creneaux/app/agenda"
)

// manyDesks are as many as it takes to receive half a million people in two years.
const manyDesks = 60

// largeHouse receives renewals on weekday mornings at all of its desks.
func largeHouse() House {
	house := testHouse()
	renewal := house.Desks[1]
	house.Desks = nil
	for i := range manyDesks {
		desk := renewal
		desk.ID = agenda.DeskID(fmt.Sprintf("G%d", i))
		desk.Name = string(desk.ID)
		house.Desks = append(house.Desks, desk)
	}
	return house
}

// manyBookings makes bookings as of a large service: a slot each, people of many names,
// some addresses used twice, some slots given back.
func manyBookings(n int) []agenda.Booking {
	surnames := []string{"Diallo", "Nguyen", "El Hassani", "Petrov", "Silva", "Ben Ali", "Traoré", "Kowalski", "N’Diaye", "Yıldız", "Sánchez Díaz", "Müller", "Okafor", "Haddad", "Mbemba"}
	given := []string{"Mohamed", "Fatima", "Anh", "Ivan", "Ana", "Karim", "Awa", "Łukasz", "Moussa", "Ayşe", "María José", "Jürgen", "Chidi", "Nour", "Marie-Claire"}
	providers := []string{"gmail.com", "boite.example", "poste.example", "courriel.example", "outlook.example"}
	first := agenda.MustDate("2026-03-02")
	bookings, house := make([]agenda.Booking, n), largeHouse().Desks
	// A generator of our own, so that the same bookings are made everywhere.
	state := uint64(1)
	pick := func(n int) int {
		state = state*6364136223846793005 + 1442695040888963407
		return int(state>>33) % n
	}
	for i := range bookings {
		s, g := surnames[pick(len(surnames))]+string(rune('a'+pick(26)))+string(rune('a'+pick(26))), given[pick(len(given))]
		day := i / (manyDesks * 18)
		b := &bookings[i]
		*b = agenda.Booking{
			ID: agenda.BookingID(fmt.Sprintf("%08d", i)), Reference: fmt.Sprintf("RDV%d", i), Desk: house[i%manyDesks].ID,
			Procedure: "renewal", Date: first.AddDays(day/5*7 + day%5), Start: agenda.Clock(9*60 + i/manyDesks%18*10), Status: agenda.BookingActive, Import: "i",
			BookedAt: agenda.MustMoment("2026-01-01T08:00") + agenda.Moment(pick(60*86400)),
			Applicant: agenda.Applicant{
				Surname: s, GivenNames: g, BirthDate: agenda.MustDate("1950-01-01").AddDays(pick(20000)),
				ForeignerNumber: fmt.Sprintf("%010d", pick(1<<30)), Email: fmt.Sprintf("u%d.%d@%s", pick(1<<30), i, providers[pick(len(providers))]),
				Phone: fmt.Sprintf("06%08d", pick(100000000)),
			},
		}
		switch {
		case i%500 == 1:
			b.Applicant.Email = bookings[i-1].Applicant.Email
		case i%50 == 2:
			b.Status, b.Cause, b.CancelledAt = agenda.BookingCancelled, agenda.CancelPlatform, b.BookedAt+86400
		}
	}
	return bookings
}

func BenchmarkExamine(b *testing.B) {
	for _, n := range []int{15_000, 500_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			bookings, policy := manyBookings(n), Policy{House: largeHouse(), DisposableDomains: map[string]bool{"jetable.example": true}}
			b.ReportAllocs()
			for b.Loop() {
				examine(b, bookings, policy)
			}
		})
	}
}
