package vetting

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"creneaux/app/agenda"
)

// found returns what a rule finds: severity, certainty, the key of the reason, bookings
// and what is to be cancelled, a line each.
func found(t *testing.T, rule string, bookings []agenda.Booking, p Policy) []string {
	t.Helper()
	var lines []string
	for _, f := range examine(t, bookings, p).Findings {
		if f.Rule == rule {
			_, reason, _ := strings.Cut(f.Reason.Key, ".")
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s %v %v", f.Severity, f.Certainty, reason, texts(f.Bookings), texts(f.Cancel))))
		}
	}
	return lines
}

func wantFound(t *testing.T, rule string, bookings []agenda.Booking, p Policy, want ...string) {
	t.Helper()
	if got := found(t, rule, bookings, p); !slices.Equal(got, want) {
		t.Errorf("%s\n got %q\nwant %q", rule, got, want)
	}
}

// mailed gives every booking an address and a telephone of its own.
func mailed(bookings ...agenda.Booking) []agenda.Booking {
	for i := range bookings {
		bookings[i].Applicant.Email = fmt.Sprintf("boite%d%c@boite.example", i*17, 'a'+rune(i))
		bookings[i].Applicant.Phone = fmt.Sprintf("06%08d", 11111111*(i+1))
	}
	return bookings
}

func TestDuplicatePerson(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		want  []string
	}{
		"one number, one name": {
			[]string{"Roy/Anne/-/0123456789 2026-03-02 09:00 G2 2026-02-02T08:00", "ROY/Anne/-/123456789 2026-03-09 09:00 G2 2026-02-01T08:00"},
			[]string{"decide certain duplicate_person.number [2 1] [1]"},
		},
		"one birth date, one name in two spellings": {
			[]string{"Ben_Ali/Mohamed/1990-01-02 2026-03-02 09:00 G2 2026-02-01T08:00", "Benali/Muhammad/1990-01-02 2026-03-09 09:00 G2 2026-02-02T08:00"},
			[]string{"decide likely duplicate_person.birth [1 2] [2]"},
		},
		"twins": {
			[]string{"Roy/Anne/1990-01-02 2026-03-02 09:00 G2", "Roy/Paul/1990-01-02 2026-03-09 09:00 G2"}, nil,
		},
		"namesakes of two ages": {
			[]string{"Roy/Anne/1990-01-02 2026-03-02 09:00 G2", "Roy/Anne/1991-01-02 2026-03-09 09:00 G2"}, nil,
		},
		"a name alone says nothing": {
			[]string{"Roy/Anne/-/1 2026-03-02 09:00 G2", "Roy/Anne 2026-03-09 09:00 G2"}, nil,
		},
		"one number, two names": {
			[]string{"Roy/Anne/-/123 2026-03-02 09:00 G2", "Diallo/Moussa/-/123 2026-03-09 09:00 G2"},
			[]string{"decide possible duplicate_person.names_differ [1 2] []"},
		},
		"one after the other": {
			[]string{"Roy/Anne/-/123 2026-03-02 09:00 G2 2026-02-01T08:00", "Roy/Anne/-/123 2026-05-09 09:00 G2 2026-03-05T08:00"},
			[]string{"information certain duplicate_person.successive [1 2] []"},
		},
		"found by number, and by birth date": {
			[]string{
				"Roy/Anne/-/123 2026-03-02 09:00 G2", "Roy/Anne/1990-01-02/123 2026-03-03 09:00 G2", "Roy/Annie/1990-01-02 2026-03-04 09:00 G2",
			},
			[]string{"decide likely duplicate_person.birth [1 2 3] [2 3]"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var bookings []agenda.Booking
			for i, line := range c.lines {
				bookings = append(bookings, booked(t, fmt.Sprint(i+1), line))
			}
			wantFound(t, "DUP-PERSON", mailed(bookings...), Policy{}, c.want...)
		})
	}
}

// Several bookings of one mailbox are DUP-EMAIL's, not another finding.
func TestDuplicatePersonLeavesOneMailboxAlone(t *testing.T) {
	bookings := []agenda.Booking{booked(t, "1", "Roy/Anne/-/123 2026-03-02 09:00 G2"), booked(t, "2", "Roy/Anne/-/123 2026-03-04 09:00 G2")}
	wantFound(t, "DUP-PERSON", bookings, Policy{})
}

func TestOversold(t *testing.T) {
	at := func(id, surname, bookedAt string) agenda.Booking {
		return booked(t, id, surname+"/X 2026-03-02 09:00 G2 "+bookedAt)
	}
	three := mailed(at("1", "Roy", "2026-02-03T08:00"), at("2", "Diallo", "2026-02-01T08:00"), at("3", "Chen", "2026-02-02T08:00"))
	house := testHouse()
	wantFound(t, "SLOT-OVERSOLD", three, Policy{House: house}, "decide certain oversold.last [2 3 1] [3 1]")
	wantFound(t, "SLOT-OVERSOLD", three[:1], Policy{House: house})

	house.Slots = []agenda.Slot{
		{ID: "a", Desk: "G2", Date: three[0].Date, Start: three[0].Start, Position: 1},
		{ID: "b", Desk: "G2", Date: three[0].Date, Start: three[0].Start, Position: 2},
	}
	wantFound(t, "SLOT-OVERSOLD", three, Policy{House: house}, "decide certain oversold.last [2 3 1] [1]")

	three[2].BookedAt = 0
	wantFound(t, "SLOT-OVERSOLD", three, Policy{House: house}, "decide certain oversold.unordered [1 2 3] []")
	for i := range three {
		three[i].Desk = ""
	}
	wantFound(t, "SLOT-OVERSOLD", three, Policy{House: house})
}

func TestWrongDesk(t *testing.T) {
	for name, c := range map[string]struct {
		line, procedure string
		want            string
	}{
		"right":               {"Roy/Anne 2026-03-02 09:00 G2", "renewal", ""},
		"last minute":         {"Roy/Anne 2026-03-02 11:59 G2", "renewal", ""},
		"another desk's":      {"Roy/Anne 2026-03-02 09:00 G2", "first", "decide certain wrong_desk.not_served [1] [1]"},
		"without appointment": {"Roy/Anne 2026-03-02 09:00 G2", "ten-year", "decide certain wrong_desk.walk_in [1] [1]"},
		"after hours":         {"Roy/Anne 2026-03-02 12:00 G2", "renewal", "decide certain wrong_desk.outside [1] [1]"},
		"Sunday":              {"Roy/Anne 2026-03-01 09:00 G2", "renewal", "decide certain wrong_desk.outside [1] [1]"},
		"Easter Monday":       {"Roy/Anne 2026-04-06 09:00 G2", "renewal", "decide certain wrong_desk.closed [1] [1]"},
		"unknown procedure":   {"Roy/Anne 2026-03-02 09:00 G2", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := booked(t, "1", c.line)
			b.Procedure = agenda.ProcedureCode(c.procedure)
			var want []string
			if c.want != "" {
				want = []string{c.want}
			}
			wantFound(t, "WRONG-DESK", []agenda.Booking{b}, Policy{House: testHouse()}, want...)
		})
	}
}

// A slot that the plan does not have is held against a booking only where the platform
// offers the plan's slots.
func TestUnknownSlot(t *testing.T) {
	house := testHouse()
	var bookings []agenda.Booking
	for i := range 20 {
		b := booked(t, fmt.Sprint(i), fmt.Sprintf("Roy/Anne/-/%d 2026-03-%02d 09:00 G2", i, 2+i/5*7+i%5))
		bookings = append(bookings, b)
		if i > 0 {
			house.Slots = append(house.Slots, agenda.Slot{ID: agenda.SlotID(b.ID), Desk: "G2", Date: b.Date, Start: b.Start, Position: 1})
		}
	}
	bookings = mailed(bookings...)
	wantFound(t, "WRONG-DESK", bookings, Policy{House: house}, "decide likely wrong_desk.unknown_slot [0] []")
	house.Slots = house.Slots[:10]
	wantFound(t, "WRONG-DESK", bookings, Policy{House: house})
}

func TestTransfer(t *testing.T) {
	before := booked(t, "1", "Roy/Anne/-/1 2026-03-20 09:00 G2 2026-02-01T08:00")
	before.Status, before.Cause, before.CancelledAt = agenda.BookingCancelled, agenda.CancelPlatform, agenda.MustMoment("2026-02-10T10:00")
	after := booked(t, "2", "Diallo/Moussa/-/2 2026-03-20 09:00 G2 2026-02-10T10:06")
	handed := "decide likely transfer.reason [2 1] []"
	for name, c := range map[string]struct {
		change func(before, after *agenda.Booking)
		want   string
	}{
		"minutes later":      {nil, handed},
		"to the last minute": {func(_, b *agenda.Booking) { b.BookedAt = agenda.MustMoment("2026-02-10T10:30") }, handed},
		"later":              {func(_, b *agenda.Booking) { b.BookedAt = agenda.MustMoment("2026-02-10T10:31") }, ""},
		"days later":         {func(_, b *agenda.Booking) { b.BookedAt = agenda.MustMoment("2026-02-12T10:00") }, ""},
		"taken before":       {func(_, b *agenda.Booking) { b.BookedAt = agenda.MustMoment("2026-02-10T09:59") }, ""},
		"another hour":       {func(_, b *agenda.Booking) { b.Start += 20 }, ""},
		"another desk":       {func(_, b *agenda.Booking) { b.Desk = "G3" }, ""},
		"the same person":    {func(_, b *agenda.Booking) { b.Applicant.ForeignerNumber = "01" }, ""},
		"the same name corrected": {func(a, b *agenda.Booking) {
			a.Applicant.ForeignerNumber, b.Applicant.Surname, b.Applicant.GivenNames = "", "ROY", "Annie"
		}, ""},
		"one address for both": {
			func(a, b *agenda.Booking) {
				a.Applicant.Email, b.Applicant.Email = "x@boite.example", "X@boite.example"
			},
			"decide certain transfer.reason [2 1] []",
		},
		"cancelled by the service": {func(a, _ *agenda.Booking) { a.Cause = agenda.CancelDuplicate }, ""},
		"given back again":         {func(_, b *agenda.Booking) { b.Status = agenda.BookingCancelled }, ""},
		"moment not known":         {func(a, _ *agenda.Booking) { a.CancelledAt = 0 }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			pair := mailed(before, after)
			if c.change != nil {
				c.change(&pair[0], &pair[1])
			}
			var want []string
			if c.want != "" {
				want = []string{c.want}
			}
			wantFound(t, "TRANSFER", pair, Policy{}, want...)
		})
	}
	late := mailed(before, after)
	late[1].BookedAt = agenda.MustMoment("2026-02-10T10:45")
	wantFound(t, "TRANSFER", late, Policy{TransferMinutes: 60}, handed)
}

func TestCluster(t *testing.T) {
	people := []string{"Roy/Anne", "Diallo/Moussa", "Chen/Wei", "Silva/Ana", "Petrov/Ivan"}
	several := func(change func(i int, b *agenda.Booking)) []agenda.Booking {
		var bookings []agenda.Booking
		for i, name := range people {
			bookings = append(bookings, booked(t, fmt.Sprint(i+1), fmt.Sprintf("%s 2026-03-%02d 09:00 G2 2026-02-01T08:%02d", name, i+2, i*10)))
		}
		bookings = mailed(bookings...)
		for i := range bookings {
			change(i, &bookings[i])
		}
		return bookings
	}
	all := "information possible cluster.reason [1 2 3 4 5] []"
	for name, c := range map[string]struct {
		change func(i int, b *agenda.Booking)
		policy Policy
		want   string
	}{
		"strangers":     {func(int, *agenda.Booking) {}, Policy{}, ""},
		"one telephone": {func(i int, b *agenda.Booking) { b.Applicant.Phone = []string{"0611223344", "+33 6 11 22 33 44"}[i%2] }, Policy{}, all},
		"an association's": {
			func(_ int, b *agenda.Booking) {
				b.Applicant.Phone, b.Applicant.Email = "0611223344", "aide@asso.example"
			},
			Policy{Associations: []string{"aide@asso.example"}}, "",
		},
		"a family's": {func(_ int, b *agenda.Booking) { b.Applicant.Phone, b.Applicant.Surname = "0611223344", "Roy" }, Policy{}, ""},
		"too few":    {func(_ int, b *agenda.Booking) { b.Applicant.Phone = "0611223344" }, Policy{ClusterSize: 6}, ""},
		"a series":   {func(i int, b *agenda.Booking) { b.Applicant.Email = fmt.Sprintf("rdv%02d@boite.example", i*2) }, Policy{}, all},
		"numbers far apart": {
			func(i int, b *agenda.Booking) { b.Applicant.Email = fmt.Sprintf("rdv%d@boite.example", i*50) }, Policy{}, "",
		},
		"their own names": {
			func(i int, b *agenda.Booking) {
				b.Applicant.Surname = []string{"Martin", "Martinez", "Martinet", "Martini", "Marti"}[i]
				b.Applicant.Email = fmt.Sprintf("martin%d@boite.example", i)
			}, Policy{}, "",
		},
		"one name at several providers": {
			func(i int, b *agenda.Booking) { b.Applicant.Email = fmt.Sprintf("guichet@boite%d.example", i) }, Policy{}, all,
		},
		"a burst after a release": {
			func(i int, b *agenda.Booking) {
				b.BookedAt = agenda.MustMoment("2026-02-01T12:00") + agenda.Moment(i)
				b.Applicant.Email = fmt.Sprintf("%c%c@rare.example", 'p'+rune(i), 'z'-rune(i))
			},
			Policy{Releases: []agenda.Moment{agenda.MustMoment("2026-02-01T12:00")}, ClusterSize: 5}, all,
		},
		"telephone and series": {
			func(i int, b *agenda.Booking) {
				b.Applicant.Email, b.Applicant.Phone = fmt.Sprintf("rdv%02d@boite.example", i), "0611223344"
			}, Policy{}, "information likely cluster.reason [1 2 3 4 5] []",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var want []string
			if c.want != "" {
				want = []string{c.want}
			}
			wantFound(t, "CLUSTER", several(c.change), c.policy, want...)
		})
	}
}

func TestCanonicalPhone(t *testing.T) {
	for _, same := range [][]string{
		{"0611223344", "06 11 22 33 44", "06.11.22.33.44", "+33611223344", "+33 (0)6 11 22 33 44", "0033611223344", "611223344"},
		{"+212 612-345678", "00212612345678"},
		{"+262692123456", "00262 692 12 34 56"},
	} {
		for _, phone := range same {
			if got, want := canonicalPhone(phone), canonicalPhone(same[0]); got != want || got == "" {
				t.Errorf("%q is %q, want %q", phone, got, want)
			}
		}
	}
	for _, phone := range []string{"", "-", "0", "17", "inconnu", "0000000000"} {
		if got := canonicalPhone(phone); got != "" {
			t.Errorf("%q is %q", phone, got)
		}
	}
}

func TestPolicyParameters(t *testing.T) {
	bookings := []agenda.Booking{
		booked(t, "1", "Roy/Anne 2026-03-20 09:00 G2 2026-02-01T08:00"),
		booked(t, "2", "Roy/Anne 2026-03-02 09:00 G2 2026-02-02T08:00"),
		booked(t, "3", "Roy/Anne 2026-03-25 09:00 G2 2026-02-03T08:00"),
	}
	wantFound(t, "DUP-EMAIL", bookings, Policy{}, "automatic certain duplicate_email.first_booked [1 2 3] [2 3]")
	wantFound(t, "DUP-EMAIL", bookings, Policy{Keep: KeepEarliest}, "automatic certain duplicate_email.earliest [2 1 3] [1 3]")
	wantFound(t, "DUP-EMAIL", bookings, Policy{AllowedPerEmail: 2}, "automatic certain duplicate_email.allowed [1 2 3] [3]")
	wantFound(t, "DUP-EMAIL", bookings, Policy{AllowedPerEmail: 3})
}
