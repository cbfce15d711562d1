package wire

import (
	"context"
	"io"
	"math/rand/v2"

	"github.com/google/uuid"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/data/sample"
)

// Demo describes a demo workspace: a whole synthetic year.
type Demo struct {
	Year     int
	Today    agenda.Date // the day it pretends it is; zero: late November of the year
	Bookings int
	Seed     uint64
}

// CreateDemo makes a demo workspace, unprotected unless the options say otherwise.
// The same demo gives the same year.
func CreateDemo(ctx context.Context, options Options, demo Demo, progress agenda.Progress) (*office.Office, error) {
	setup := ReferenceSetup()
	setup.Service = sample.Letterhead(setup.Service)
	setup.Service.Year = demo.Year
	if demo.Today.IsZero() {
		demo.Today = agenda.Week{Year: demo.Year, Number: 47}.Day(agenda.Friday)
	}
	// Whatever a demo workspace draws is a demonstration, so its randomness may be
	// known: that is what makes two demos of one seed the same.
	var key [32]byte
	for i := range 8 {
		key[i] = byte(demo.Seed >> (8 * i))
	}
	random := rand.NewChaCha8(key)
	at := demo.Today.At(agenda.MustClock("08:00"))
	clock := func() agenda.Moment { return at }
	o, err := createWith(ctx, options, clock, random, demoIDs(at, random), func(o *office.Office) error {
		return o.FillDemo(ctx, office.DemoOptions{
			Setup: setup, Today: demo.Today, Seed: demo.Seed, Additional: sample.Additional(setup.Procedures, demo.Year, demo.Today),
			Invent: func(year office.DemoYear) []agenda.Booking {
				bookings, _ := sample.Year{
					Slots: year.Published, Desks: year.House.Desks, Procedures: year.House.Procedures,
					ReleasedAt: func(id agenda.ReleaseID) agenda.Moment { return year.Releases[id] },
					Bookings:   demo.Bookings, Seed: demo.Seed, Today: demo.Today,
				}.Invent()
				return bookings
			},
		}, progress)
	})
	return o, err
}

// demoIDs returns UUIDv7 whose time part is the demo's own, counted up so that they
// stay in order.
func demoIDs(at agenda.Moment, random io.Reader) func() string {
	milliseconds := int64(at) * 1000
	return func() string {
		var id uuid.UUID
		_, _ = io.ReadFull(random, id[6:]) // ChaCha8 never fails
		milliseconds++
		for i := range 6 {
			id[i] = byte(milliseconds >> (8 * (5 - i)))
		}
		id[6] = id[6]&0x0f | 0x70
		id[8] = id[8]&0x3f | 0x80
		return id.String()
	}
}

// WriteDemoExport writes the bookings of a workspace as an export of the booking
// platform, and returns how many. The demo and the tests import it.
func WriteDemoExport(ctx context.Context, o *office.Office, path string) (int, error) {
	return o.WriteBookings(ctx, path, sample.WriteExport)
}
