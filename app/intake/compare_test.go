package intake

import (
	"fmt"
	"slices"
	"testing"

	"creneaux/app/agenda"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// kept makes the bookings of a reading known, as an import would.
func kept(reading Reading) []agenda.Booking {
	var known []agenda.Booking
	for _, d := range reading.Bookings {
		b := d.Booking
		b.ID = agenda.BookingID("id-" + b.Reference)
		known = append(known, b)
	}
	return known
}

func references(drafts []Draft) []string {
	var refs []string
	for _, d := range drafts {
		refs = append(refs, d.Reference)
	}
	slices.Sort(refs)
	return refs
}

func TestCompareTwoExports(t *testing.T) {
	want := planted(t)
	var rebooked, cancelled []string
	for _, pair := range append(slices.Clone(want.Transfer), want.HonestCancel...) {
		cancelled, rebooked = append(cancelled, pair[0]), append(rebooked, pair[1])
	}
	slices.Sort(cancelled)
	slices.Sort(rebooked)

	frenchFirst := read(t, fileTable(t, "first-semicolon-utf8bom.csv", ';'), Known{})
	frenchSecond := read(t, fileTable(t, "second-semicolon-utf8bom.csv", ';'), Known{})
	englishFirst := read(t, fileTable(t, "first-english.tsv", '\t'), Known{})
	englishSecond := read(t, fileTable(t, "second-english.tsv", '\t'), Known{})
	for name, c := range map[string]Changes{
		"same form":         Compare(kept(frenchFirst), frenchSecond),
		"then English":      Compare(kept(frenchFirst), englishSecond),
		"English, then not": Compare(kept(englishFirst), englishSecond),
	} {
		if diff := cmp.Diff(rebooked, references(c.New)); diff != "" {
			t.Errorf("%s: new (-want +got):\n%s", name, diff)
		}
		var changed []string
		for _, change := range c.Changed {
			changed = append(changed, change.Before.Reference)
			if !slices.Equal(change.Fields, []Field{FieldStatus}) || change.After.Status != agenda.BookingCancelled || change.After.CancelledAt.IsZero() {
				t.Errorf("%s: %s changed in %v", name, change.Before.Reference, change.Fields)
			}
			if change.After.ID != change.Before.ID || change.After.Applicant != change.Before.Applicant {
				t.Errorf("%s: %s lost what was known", name, change.Before.Reference)
			}
		}
		slices.Sort(changed)
		if diff := cmp.Diff(cancelled, changed); diff != "" {
			t.Errorf("%s: changed (-want +got):\n%s", name, diff)
		}
		var gone []string
		for _, id := range c.Gone {
			gone = append(gone, string(id)[len("id-"):])
		}
		if diff := cmp.Diff(want.Gone, gone); diff != "" {
			t.Errorf("%s: gone (-want +got):\n%s", name, diff)
		}
		if c.Unchanged+len(c.Changed)+len(c.New) != want.Count["second"] {
			t.Errorf("%s: %d unchanged", name, c.Unchanged)
		}
	}
}

// The same file twice changes nothing.
func TestCompareWithItself(t *testing.T) {
	reading := read(t, fileTable(t, "second-semicolon-utf8bom.csv", ';'), Known{})
	c := Compare(kept(reading), reading)
	if len(c.New)+len(c.Changed)+len(c.Gone) > 0 || c.Unchanged != len(reading.Bookings) {
		t.Errorf("%d new, %d changed, %d gone", len(c.New), len(c.Changed), len(c.Gone))
	}
}

// known is a booking as the service has it, changed by some edits.
func known(edits ...func(*agenda.Booking)) agenda.Booking {
	b := agenda.Booking{
		ID: "id", Reference: "R1", Slot: "slot", Desk: "d1", DeskName: "G1", Procedure: "renewal", Motive: "Renouvellement",
		Date: agenda.MustDate("2026-03-02"), Start: agenda.MustClock("09:00"), Status: agenda.BookingActive,
		BookedAt: agenda.MustMoment("2026-02-19T19:42"), Import: "import",
		Applicant: agenda.Applicant{
			ID: "person", Surname: "Aslanoğlu", GivenNames: "Salih", BirthDate: agenda.MustDate("1976-10-11"),
			ForeignerNumber: "6031371453", Email: "s@b.example", Phone: "0785178128", Postcode: "34200",
		},
	}
	for _, edit := range edits {
		edit(&b)
	}
	return b
}

var everyField = slices.DeleteFunc(Fields(), func(f Field) bool { return f == FieldDateTime || f == FieldFullName })

func TestCompareOneBooking(t *testing.T) {
	type edit = func(*agenda.Booking)
	lossy := func(b *agenda.Booking) {
		b.Applicant.Surname, b.Applicant.GivenNames, b.Applicant.FullName = "ASLANO?LU", "Salih", "ASLANO?LU Salih"
	}
	without := func(fields ...Field) []Field {
		return slices.DeleteFunc(slices.Clone(everyField), func(f Field) bool { return slices.Contains(fields, f) })
	}
	wholeName := append(without(FieldSurname, FieldGivenNames, FieldBirthName), FieldFullName)
	oursCancelled := func(b *agenda.Booking) {
		b.Status, b.Cause, b.CancelledAt = agenda.BookingCancelled, agenda.CancelDuplicate, agenda.MustMoment("2026-02-25T10:00")
	}
	platformCancelled := func(b *agenda.Booking) {
		b.Status, b.Cause, b.CancelledAt = agenda.BookingCancelled, agenda.CancelPlatform, agenda.MustMoment("2026-02-24T08:00")
	}
	for _, c := range []struct {
		name        string
		before, now edit
		has         []Field
		want        []Field
		after       func(agenda.Booking) bool // nil: not looked at
	}{
		{name: "nothing", has: everyField},
		{
			name: "moved", has: everyField, now: func(b *agenda.Booking) { b.Date, b.Start = b.Date.AddDays(1), b.Start+20 },
			want: []Field{FieldDate, FieldTime}, after: func(b agenda.Booking) bool { return b.Slot == "" && b.ID == "id" && b.Import == "import" },
		},
		{
			name: "another desk", has: everyField, now: func(b *agenda.Booking) { b.Desk, b.DeskName = "", "G7" },
			want: []Field{FieldDesk}, after: func(b agenda.Booking) bool { return b.DeskName == "G7" && b.Desk == "" && b.Slot == "" },
		},
		{name: "desk and procedure written otherwise", has: everyField, now: func(b *agenda.Booking) {
			b.DeskName, b.Motive = "Guichet G1", "RENOUVELLEMENT"
		}},
		{
			name: "another person", has: everyField, now: func(b *agenda.Booking) { b.Applicant.Surname, b.Applicant.Email = "Ondo", "o@b.example" },
			want: []Field{FieldSurname, FieldEmail}, after: func(b agenda.Booking) bool { return b.Applicant.Surname == "Ondo" && b.Applicant.ID == "person" },
		},
		{name: "an accent", has: everyField, now: func(b *agenda.Booking) { b.Applicant.Surname = "Aslanoglu" }, want: []Field{FieldSurname}},
		{name: "a lost letter", has: everyField, now: func(b *agenda.Booking) { b.Applicant.Surname = "Aslano?lu" }},
		{name: "a letter found again", has: everyField, before: func(b *agenda.Booking) { b.Applicant.Surname = "Aslano?lu" }, want: []Field{FieldSurname}},
		{
			name: "the whole name in another form of export", has: wholeName, now: lossy,
			after: func(b agenda.Booking) bool { return b.Applicant.Surname == "Aslanoğlu" && b.Applicant.FullName == "" },
		},
		{
			name: "another person in another form of export", has: wholeName, now: func(b *agenda.Booking) {
				b.Applicant.Surname, b.Applicant.GivenNames, b.Applicant.FullName = "ONDO", "Ibrahima", "ONDO Ibrahima"
			},
			want: []Field{FieldFullName}, after: func(b agenda.Booking) bool { return b.Applicant.Surname == "ONDO" },
		},
		{
			name: "parts after the whole name that lost letters", has: without(FieldFullName), before: lossy,
			want: []Field{FieldSurname}, after: func(b agenda.Booking) bool { return b.Applicant.Surname == "Aslanoğlu" && b.Applicant.FullName == "" },
		},
		{
			name: "parts after the same whole name", has: without(FieldFullName), before: func(b *agenda.Booking) {
				b.Applicant.Surname, b.Applicant.GivenNames, b.Applicant.FullName = "ASLANOĞLU", "Salih", "ASLANOĞLU Salih"
			},
		},
		{name: "no column for the birth", has: without(FieldBirthDate, FieldForeignerNumber, FieldPostcode), now: func(b *agenda.Booking) {
			b.Applicant.BirthDate, b.Applicant.ForeignerNumber, b.Applicant.Postcode = agenda.Date{}, "", ""
		}},
		{name: "the phone in international form", has: everyField, now: func(b *agenda.Booking) { b.Applicant.Phone = "+33785178128" }},
		{name: "another phone", has: everyField, now: func(b *agenda.Booking) { b.Applicant.Phone = "+33785178129" }, want: []Field{FieldPhone}},
		{name: "seconds", has: everyField, now: func(b *agenda.Booking) { b.BookedAt += 12 }},
		{name: "cancelled on the platform", has: everyField, now: platformCancelled, want: []Field{FieldStatus}, after: func(b agenda.Booking) bool {
			return b.Cause == agenda.CancelPlatform && !b.CancelledAt.IsZero()
		}},
		{name: "booked again on the platform", has: everyField, before: platformCancelled, want: []Field{FieldStatus}, after: agenda.Booking.Active},
		{name: "cancelled by the service, not yet on the platform", has: everyField, before: oursCancelled, after: func(b agenda.Booking) bool {
			return b.Cause == agenda.CancelDuplicate
		}},
		{name: "cancelled by the service, now on the platform", has: everyField, before: oursCancelled, now: platformCancelled},
		{name: "served here, confirmed there", has: everyField, before: func(b *agenda.Booking) { b.Status = agenda.BookingServed }},
		{name: "absent there", has: everyField, now: func(b *agenda.Booking) { b.Status = agenda.BookingAbsent }, want: []Field{FieldStatus}},
		{name: "no column for the status", has: without(FieldStatus, FieldCancelledAt), before: platformCancelled},
		{name: "back after it was gone", has: everyField, before: func(b *agenda.Booking) { b.Gone = true }, want: []Field{FieldReference}, after: agenda.Booking.Active},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, now := known(), known()
			if c.before != nil {
				c.before(&before)
			}
			if c.now != nil {
				c.now(&now)
			}
			now.ID, now.Slot, now.Import, now.Applicant.ID = "", "", "", ""
			change := compareOne(before, Draft{Booking: now, Line: 7}, fieldSet(c.has))
			if !slices.Equal(change.Fields, c.want) {
				t.Errorf("changed %v, want %v", change.Fields, c.want)
			}
			if len(c.want) == 0 && change.After.Booking != before {
				t.Errorf("no field changed, yet it became %+v", change.After.Booking)
			}
			if c.after != nil && !c.after(change.After.Booking) {
				t.Errorf("became %+v", change.After.Booking)
			}
			if change.Before != before || change.After.Line != 7 {
				t.Errorf("before %+v, line %d", change.Before, change.After.Line)
			}
		})
	}
}

func TestCompareGone(t *testing.T) {
	at := func(reference, date string) agenda.Booking {
		return agenda.Booking{ID: agenda.BookingID(reference), Reference: reference, Date: agenda.MustDate(date), Status: agenda.BookingActive}
	}
	already := at("already", "2026-03-03")
	already.Gone = true
	bookings := []agenda.Booking{
		at("before", "2026-03-01"), at("first", "2026-03-02"), at("gone", "2026-03-03"), already, at("mended", "2026-03-03"),
		at("last", "2026-03-04"), at("after", "2026-03-05"),
	}
	reading := Reading{
		Bookings: []Draft{{Booking: at("last", "2026-03-04")}, {Booking: at("first", "2026-03-02")}},
		Rejected: []Rejection{{Reference: "mended"}},
		Fields:   []Field{FieldReference, FieldDateTime},
	}
	c := Compare(bookings, reading)
	if !slices.Equal(c.Gone, []agenda.BookingID{"gone"}) || c.Unchanged != 2 {
		t.Errorf("gone %v, unchanged %d", c.Gone, c.Unchanged)
	}
	if c := Compare(bookings, Reading{}); len(c.Gone) > 0 {
		t.Errorf("an export without bookings has no period, yet %v are gone", c.Gone)
	}
}

// Every draft is new, changed or unchanged, nothing known is changed, and comparing
// again once the changes were taken over finds none.
func TestCompareProperties(t *testing.T) {
	booking := rapid.Custom(func(t *rapid.T) agenda.Booking {
		b := known()
		b.Reference = rapid.SampledFrom([]string{"R1", "R2", "R3", "R4", "R5"}).Draw(t, "reference")
		b.ID = agenda.BookingID("id-" + b.Reference)
		b.Date = b.Date.AddDays(rapid.IntRange(0, 3).Draw(t, "day"))
		b.Status = rapid.SampledFrom([]agenda.BookingStatus{agenda.BookingActive, agenda.BookingCancelled, agenda.BookingServed}).Draw(t, "status")
		if b.Status == agenda.BookingCancelled {
			b.Cause = rapid.SampledFrom([]agenda.CancelCause{agenda.CancelPlatform, agenda.CancelName}).Draw(t, "cause")
		}
		b.Applicant.Surname = rapid.SampledFrom([]string{"Aslanoğlu", "Aslano?lu", "Ondo", ""}).Draw(t, "surname")
		b.Gone = rapid.Bool().Draw(t, "gone")
		return b
	})
	distinct := rapid.SliceOfDistinct(booking, func(b agenda.Booking) string { return b.Reference })
	rapid.Check(t, func(t *rapid.T) {
		bookings := distinct.Draw(t, "known")
		reading := Reading{Fields: everyField}
		for i, b := range distinct.Draw(t, "exported") {
			b.ID, b.Slot, b.Import, b.Gone = "", "", "", false
			if b.Status == agenda.BookingCancelled {
				b.Cause = agenda.CancelPlatform
			}
			reading.Bookings = append(reading.Bookings, Draft{Booking: b, Line: i + 2})
		}
		before := fmt.Sprint(bookings, reading)
		c := Compare(bookings, reading)
		if fmt.Sprint(bookings, reading) != before {
			t.Fatal("Compare changed its input")
		}
		if len(c.New)+len(c.Changed)+c.Unchanged != len(reading.Bookings) {
			t.Fatalf("%d new, %d changed, %d unchanged of %d", len(c.New), len(c.Changed), c.Unchanged, len(reading.Bookings))
		}
		if again := Compare(taken(bookings, c), reading); len(again.New)+len(again.Changed)+len(again.Gone) > 0 {
			t.Fatalf("not settled: %+v", again)
		}
	})
}

// taken returns the bookings once the changes were taken over.
func taken(bookings []agenda.Booking, c Changes) []agenda.Booking {
	bookings = slices.Clone(bookings)
	for i := range bookings {
		for _, change := range c.Changed {
			if change.After.ID == bookings[i].ID {
				bookings[i] = change.After.Booking
			}
		}
		if slices.Contains(c.Gone, bookings[i].ID) {
			bookings[i].Gone = true
		}
	}
	for _, d := range c.New {
		bookings = append(bookings, d.Booking)
	}
	return bookings
}
