package convocation

import (
	"bytes"
	"cmp"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"creneaux/app/agenda"
)

// DayList is who is expected, for the wall and for reception: a sheet for each date,
// desk and half-day.
type DayList struct {
	Prefecture string // may be empty
	Service    string
	IssuedAt   agenda.Moment
	Sheets     []DaySheet // by date, desk, morning before afternoon
}

// DaySheet is one desk's half-day.
type DaySheet struct {
	Date      agenda.Date
	Desk      string
	Afternoon bool
	Rows      []DayRow // by hour, then name
}

// DayRow is one person expected.
type DayRow struct {
	Start     agenda.Clock
	Number    string // of the letter; empty where none was made
	Name      string // exact, as on the letter
	Procedure string
}

// Expected is one booking of a day list, with what the booking alone does not say.
type Expected struct {
	Booking   agenda.Booking
	Desk      string // name; the booking's own is taken where it is empty
	Procedure string // label; the booking's own is taken where it is empty
	Number    string // of the letter; empty where none was made
}

// ComposeDayList arranges bookings in sheets. Dates come in their order, desks in
// the order people count them (G2 before G10), people by hour and then by family
// name as a French directory sorts it, accents and case aside. It asks nothing about
// the bookings' status: the caller chooses who is listed.
func ComposeDayList(service agenda.Service, expected []Expected, issuedAt agenda.Moment) DayList {
	list := DayList{Prefecture: service.Prefecture, Service: service.Name, IssuedAt: issuedAt}
	for _, e := range sortedExpected(expected) {
		sheet := DaySheet{
			Date:      e.Booking.Date,
			Desk:      deskName(e.Desk, e.Booking),
			Afternoon: afternoon(e.Booking),
		}
		if n := len(list.Sheets); n == 0 || !sameSheet(list.Sheets[n-1], sheet) {
			list.Sheets = append(list.Sheets, sheet)
		}
		last := &list.Sheets[len(list.Sheets)-1]
		last.Rows = append(last.Rows, DayRow{
			Start:     e.Booking.Start,
			Number:    e.Number,
			Name:      ExactName(e.Booking.Applicant.DisplayName()),
			Procedure: procedureLabel(e.Procedure, e.Booking),
		})
	}
	return list
}

func sortedExpected(expected []Expected) []Expected {
	type keyed struct {
		Expected
		desk string
		name []byte // collation key
	}
	order := collate.New(language.French, collate.Numeric)
	var keys collate.Buffer
	rows := make([]keyed, len(expected))
	for i, e := range expected {
		rows[i] = keyed{
			Expected: e,
			desk:     deskName(e.Desk, e.Booking),
			name:     order.KeyFromString(&keys, sortName(e.Booking.Applicant)),
		}
	}
	slices.SortStableFunc(rows, func(a, b keyed) int {
		return cmp.Or(
			a.Booking.Date.Compare(b.Booking.Date),
			order.CompareString(a.desk, b.desk),
			cmp.Compare(a.desk, b.desk),
			cmp.Compare(a.Booking.Start, b.Booking.Start),
			bytes.Compare(a.name, b.name),
			cmp.Compare(a.Number, b.Number),
			cmp.Compare(a.Booking.Reference, b.Booking.Reference),
		)
	})
	sorted := make([]Expected, len(rows))
	for i, r := range rows {
		sorted[i] = r.Expected
	}
	return sorted
}

// sortName returns the family name before the given names.
func sortName(a agenda.Applicant) string {
	if a.Surname == "" {
		return ExactName(a.DisplayName())
	}
	return ExactName(a.Surname + " " + a.GivenNames)
}

func afternoon(b agenda.Booking) bool { return b.Start >= agenda.Noon }

func sameSheet(a, b DaySheet) bool {
	return a.Date == b.Date && a.Desk == b.Desk && a.Afternoon == b.Afternoon
}
