package intake

import (
	"fmt"
	"testing"
	"time"

	"creneaux/app/agenda"

	"pgregory.net/rapid"
)

func TestReadClock(t *testing.T) {
	for in, want := range map[string]string{
		"14h30": "14:30", " 9h05": "09:05", "9:05": "09:05", "0905": "09:05", "905": "09:05", "1430": "14:30",
		"9h": "09:00", "9 h": "09:00", "9 h 05": "09:05", "14 H 30": "14:30", "09h05min": "09:05", "09:05:00": "09:05",
		"09:05:59.999": "09:05", "9.05": "09:05", "2:30 PM": "14:30", "12:05 am": "00:05", "9 a.m.": "09:00",
		"0.375": "09:00", "0,378472222222222": "09:05", "09:00-09:30": "09:00", "9h00 à 9h30": "09:00",
		"46083.375": "09:00", "02/03/2026 09:05": "09:05", "2026-03-02T09:05:00": "09:05", "9:05\u202fAM": "09:05",
	} {
		got, why := calendarForm{}.readClock(Text(in))
		if why != faultNone || got.String() != want {
			t.Errorf("%q: got %v (fault %d), want %s", in, got, why, want)
		}
	}
	for in, want := range map[string]fault{
		"": faultBlank, "  ": faultBlank, "25h99": faultImpossible, "9h75": faultImpossible, "24:00": faultImpossible,
		"2460": faultImpossible, "13:00 PM": faultImpossible, "9": faultUnreadable, "matin": faultUnreadable,
		"9:5": faultUnreadable, "9h005": faultUnreadable, "09:05 rue": faultUnreadable, "-1": faultUnreadable,
		"02/03/2026": faultUnreadable, "9h00 ou 10h00": faultUnreadable,
	} {
		if got, why := (calendarForm{}).readClock(Text(in)); why != want {
			t.Errorf("%q: got %v, fault %d, want fault %d", in, got, why, want)
		}
	}
	for in, want := range map[float64]string{0.375: "09:00", 0.37847222222222221: "09:05", 46083.5: "12:00", 905: "09:05", 1430: "14:30", 0: "00:00"} {
		if got, why := (calendarForm{}).readClock(Number(in)); why != faultNone || got.String() != want {
			t.Errorf("%v: got %v (fault %d), want %s", in, got, why, want)
		}
	}
}

func TestReadTimestamp(t *testing.T) {
	for in, want := range map[string]string{
		"02/03/2026": "2026-03-02T00:00", "2/3/26": "2026-03-02T00:00", "02-03-2026": "2026-03-02T00:00",
		"02.03.2026": "2026-03-02T00:00", "02/03/26 09:05": "2026-03-02T09:05", "02/03/2026 à 9h05": "2026-03-02T09:05",
		"02/03/2026 - 09:05": "2026-03-02T09:05", "02/03/2026, 09:05": "2026-03-02T09:05",
		"2026-03-02": "2026-03-02T00:00", "2026-03-02T09:05": "2026-03-02T09:05", "2026-03-02 09:05:07": "2026-03-02T09:05:07",
		"2026-03-02T09:05:07.123+01:00": "2026-03-02T09:05:07", "2026-03-02T09:05Z": "2026-03-02T09:05",
		"2026/3/2": "2026-03-02T00:00", "20260302": "2026-03-02T00:00", "02032026": "2026-03-02T00:00",
		"202603020905": "2026-03-02T09:05", "20260302090507": "2026-03-02T09:05:07", "20260302T0905": "2026-03-02T09:05",
		"lundi 2 mars 2026": "2026-03-02T00:00", "Lundi 2 mars 2026 à 9h05": "2026-03-02T09:05", "2 mars 2026": "2026-03-02T00:00",
		"1er avril 2026": "2026-04-01T00:00", "Mon, 2 Mar 2026 09:05": "2026-03-02T09:05", "March 2, 2026": "2026-03-02T00:00",
		"Monday, March 2nd, 2026 9:05 AM": "2026-03-02T09:05", "02-Mar-2026": "2026-03-02T00:00", "2 févr. 2026": "2026-02-02T00:00",
		"lun. 2 août 2027": "2027-08-02T00:00", "46083": "2026-03-02T00:00", "46083.375": "2026-03-02T09:00", "46083,375": "2026-03-02T09:00",
		"29/02/2028": "2028-02-29T00:00", "02/03/2026 09:00-09:30": "2026-03-02T09:00", "02/03/2026 09:00 - 09:30": "2026-03-02T09:00",
	} {
		got, why := calendarForm{}.readTimestamp(Text(in))
		if why != faultNone || got.moment() != agenda.MustMoment(want) {
			t.Errorf("%q: got %v (fault %d), want %s", in, got.moment(), why, want)
		}
	}
	for in, want := range map[string]fault{
		"": faultBlank, "31/02/2026": faultImpossible, "29/02/2026": faultImpossible, "32/01/2026": faultImpossible,
		"02/13/2026": faultImpossible, "00/00/1980": faultImpossible, "hier": faultUnreadable, "02/03": faultUnreadable,
		"02/03/2026 midi": faultUnreadable, "02/03-2026": faultUnreadable, "2026-03": faultUnreadable, "mars 2026": faultUnreadable,
		"02/03/2026 25h99": faultImpossible, "0": faultUnreadable, "999999": faultUnreadable, "02/03/20266": faultUnreadable,
		"123456789012345678901234567890": faultUnreadable, "1.2.3": faultUnreadable, "Lundi": faultUnreadable,
	} {
		if got, why := (calendarForm{}).readTimestamp(Text(in)); why != want {
			t.Errorf("%q: got %v, fault %d, want fault %d", in, got.moment(), why, want)
		}
	}
}

func TestSerialDates(t *testing.T) {
	for _, c := range []struct {
		n        float64
		date1904 bool
		want     string
	}{
		{1, false, "1900-01-01T00:00"}, {59, false, "1900-02-28T00:00"}, {61, false, "1900-03-01T00:00"},
		{46083, false, "2026-03-02T00:00"}, {44621, true, "2026-03-02T00:00"}, {46083.37847222222, false, "2026-03-02T09:05"},
		{46083.999999999, false, "2026-03-03T00:00"},
	} {
		got, why := calendarForm{date1904: c.date1904}.readTimestamp(Number(c.n))
		if why != faultNone || got.moment() != agenda.MustMoment(c.want) {
			t.Errorf("%v: got %v, want %s", c.n, got.moment(), c.want)
		}
	}
	if got, _ := (calendarForm{date1904: true}).readTimestamp(SerialDate(46083, "")); got.date != agenda.MustDate("2026-03-02") {
		t.Errorf("a typed date must not follow the 1904 system, got %v", got.date)
	}
}

func TestCenturyOfBirths(t *testing.T) {
	form := calendarForm{century: 2026}
	for in, want := range map[string]string{"06/02/79": "1979-02-06", "06/02/26": "2026-02-06", "06/02/27": "1927-02-06", "06/02/05": "2005-02-06"} {
		if got, _ := form.readTimestamp(Text(in)); got.date.String() != want {
			t.Errorf("%s: got %v, want %s", in, got.date, want)
		}
	}
}

func TestZones(t *testing.T) {
	paris := time.FixedZone("Paris in winter", 3600)
	for in, want := range map[string]string{
		"2026-03-02T08:05:00Z": "2026-03-02T09:05", "2026-03-02T09:05:00+01:00": "2026-03-02T09:05",
		"2026-03-01T23:30:00Z": "2026-03-02T00:30", "2026-03-02T03:05:00-0500": "2026-03-02T09:05", "2026-03-02T09:05": "2026-03-02T09:05",
	} {
		got, _ := calendarForm{}.readTimestamp(Text(in))
		if m := got.inZone(paris).moment(); m != agenda.MustMoment(want) {
			t.Errorf("%s: got %v, want %s", in, m, want)
		}
		if m := got.inZone(nil).moment(); m.String()[:16] != in[:16] {
			t.Errorf("%s without a zone of the service: got %v", in, m)
		}
	}
}

// Every way of writing a date and an hour gives back the date and the hour.
func TestEveryFormIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		date := agenda.MustDate("2000-01-01").AddDays(rapid.IntRange(0, 36_000).Draw(t, "day"))
		clock := agenda.Clock(rapid.IntRange(0, 24*60-1).Draw(t, "minute"))
		at := date.At(clock).Time()
		for _, layout := range []string{
			"02/01/2006 15:04", "2/1/2006 15h04", "02-01-2006 15:04", "02.01.2006 15:04", "2006-01-02T15:04:05", "2006-01-02 15:04",
			"2006-01-02T15:04:05Z07:00", "200601021504", "Monday 2 January 2006 15:04", "January 2, 2006 3:04 PM", "2 Jan 2006, 15:04",
		} {
			got, why := calendarForm{}.readTimestamp(Text(at.Format(layout)))
			if why != faultNone || got.date != date || got.clock() != clock {
				t.Fatalf("%q: got %v %v (fault %d)", at.Format(layout), got.date, got.clock(), why)
			}
		}
		serial := float64(date.DaysSince(agenda.MustDate("1899-12-30"))) + float64(clock)/(24*60)
		for _, c := range []Cell{Number(serial), Text(fmt.Sprintf("%.9f", serial)), SerialDate(serial, "")} {
			if got, why := (calendarForm{}).readTimestamp(c); why != faultNone || got.date != date || got.clock() != clock {
				t.Fatalf("%v: got %v %v", c, got.date, got.clock())
			}
		}
		for _, form := range []string{"%02dh%02d", "%d h %02d", "%02d:%02d", "%02d%02d", "%d:%02d"} {
			s := fmt.Sprintf(form, int(clock)/60, int(clock)%60)
			if got, why := (calendarForm{}).readClock(Text(s)); why != faultNone || got != clock {
				t.Fatalf("%q: got %v", s, got)
			}
		}
	})
}

func TestParseStatus(t *testing.T) {
	for want, words := range map[agenda.BookingStatus][]string{
		agenda.BookingActive:    {"Confirmé", "CONFIRMEE", "Validé", "booked", "Réservé", "À venir"},
		agenda.BookingCancelled: {"Annulé", "annulée", "Cancelled", "canceled", "Annulé par l'usager", "Cancelled (customer)"},
		agenda.BookingServed:    {"Honoré", "Présent", "served", "Checked-in"},
		agenda.BookingAbsent:    {"Absent", "no show", "No-Show", "NoShow", "Non honoré", "non venue"},
		"":                      {"", "?", "Annulation demandée", "En attente", "non annulé", "peut-être"},
	} {
		for _, w := range words {
			if got, ok := ParseStatus(w); got != want || ok != (want != "") {
				t.Errorf("ParseStatus(%q) = %q, %v, want %q", w, got, ok, want)
			}
		}
	}
}
