package workspace

import "creneaux/app/agenda"

// BookingSearch looks through a list of bookings for one of them.
type BookingSearch struct {
	// From is the index in the list from which on it is looked for, or from which back.
	From      int
	Backwards bool
	// Text is what is looked for in names; "" looks into none.
	Text string
	// Matches tells whether a booking is the one. Opening what is sealed takes time, so
	// it is asked first with an Applicant that is empty but for the ID, and then, opened,
	// only where the names hold every word of the text.
	Matches func(b agenda.Booking, opened bool) bool
}
