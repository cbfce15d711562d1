package vetting

import (
	"testing"

	"creneaux/app/agenda"
)

// applicant makes a name of a surname and given names, or of one field.
func applicant(names ...string) agenda.Applicant {
	if len(names) == 1 {
		return agenda.Applicant{FullName: names[0]}
	}
	return agenda.Applicant{Surname: names[0], GivenNames: names[1]}
}

func TestNameMissing(t *testing.T) {
	const none Severity = ""
	for _, c := range []struct {
		name agenda.Applicant
		want Severity
	}{
		// No name at all.
		{applicant("", ""), Automatic},
		{applicant(""), Automatic},
		{applicant(" \u00a0", "\t"), Automatic},
		{applicant("\u200b\u200d\ufeff", "\u2060"), Automatic},
		{applicant("\u3164", "\u2800"), Automatic},
		{applicant(".", "."), Automatic},
		{applicant("-- ,"), Automatic},
		{applicant("*****", "/"), Automatic},
		{applicant("123456", "789"), Automatic},
		{applicant("123456", "x"), Automatic},
		{applicant("XXX", "XXX"), Automatic},
		{applicant("AAAA", "BBBB"), Automatic},
		{applicant("AAAA BBBB"), Automatic},
		{applicant("ЯЯЯЯ", "ЯЯЯ"), Automatic},
		{applicant("test", "test"), Automatic},
		{applicant("TEST test"), Automatic},
		{applicant("Test1", "test2"), Automatic},
		{applicant("test", ""), Automatic},
		{applicant("Inconnu", ""), Automatic},
		{applicant("inconnue inconnu"), Automatic},
		{applicant("NOM", "Prénom"), Automatic},
		{applicant("nom de famille", "prénoms"), Automatic},
		{applicant("N/A", "n/a"), Automatic},
		{applicant("Non renseigné", "."), Automatic},
		{applicant("non renseigné non renseigné"), Automatic},
		{applicant("Azerty", "Qwerty"), Automatic},
		{applicant("ＴＥＳＴ", "ｔｅｓｔ"), Automatic},
		{agenda.Applicant{BirthName: "xxx"}, Automatic},

		// Part of it may be a name.
		{applicant("Test", "Marie"), Decide},
		{applicant("TEST Marie"), Decide},
		{applicant("Dupont", "XXX"), Decide},
		{applicant("Dupont", "inconnu"), Decide},
		{applicant("123456", "Marie"), Decide},
		{applicant("a", "b"), Decide},
		{applicant("A A"), Decide},
		{applicant("?", "?"), Decide},
		{applicant("O", "xxx"), Decide},
		{applicant("III", "III"), Decide},

		// Names.
		{applicant("Dupont", "Marie"), none},
		{applicant("Dupont", ""), none},
		{applicant("", "Ahmadullah"), none},
		{applicant("Ahmadullah", "."), none},
		{applicant("Ahmadullah", "-"), none},
		{applicant("Suharto"), none},
		{applicant("O", ""), none},
		{applicant("O", "Min-jun"), none},
		{applicant("O Min-jun"), none},
		{applicant("Ng", "Wai"), none},
		{applicant("Xu", ""), none},
		{applicant("Ng"), none},
		{applicant("N", "Diaye"), none},
		{applicant("Na", "Li"), none},
		{applicant("H? ??c Vi?t"), none},
		{applicant("TR?N Minh Tài"), none},
		{applicant("????", "???"), none},
		{applicant("\ufffd\ufffd\ufffd"), none},
		{applicant("Nguyễn", "Thị Ánh"), none},
		{applicant("王", "伟"), none},
		{applicant("林林"), none},
		{applicant("ممم", "محمد"), none},
		{applicant("Иванова", "Анна"), none},
		{applicant("სვანიძე", "ნინო"), none},
		{applicant("Louis", "III"), none},
		{applicant("DUPONT Jean 2"), none},
		{applicant("Testard", "Anne"), none},
		{applicant("Inconnue-Martin", "Anne"), Decide},
		{applicant("Ali", "Ali"), none},
		{applicant("Aaron", "Oona"), none},
		{agenda.Applicant{BirthName: "Dupont"}, none},
		{agenda.Applicant{Surname: ".", BirthName: "Dupont"}, none},
	} {
		b := agenda.Booking{ID: "b", Status: agenda.BookingActive, Applicant: c.name}
		policy := Policy{Columns: map[agenda.ImportID][]Field{"": {FieldName}}}
		got := none
		for _, f := range examine(t, []agenda.Booking{b}, policy).Findings {
			got = f.Severity
			if (len(f.Cancel) > 0) != (f.Severity == Automatic) || len(f.Evidence) == 0 || f.Reason.IsZero() {
				t.Errorf("%+v: %+v", c.name, f)
			}
		}
		if got != c.want {
			t.Errorf("%q %q %q %q: got %q, want %q",
				c.name.Surname, c.name.GivenNames, c.name.BirthName, c.name.FullName, got, c.want)
		}
	}
}

func TestNameMissingUsesTheServicesPlaceholders(t *testing.T) {
	bookings := []agenda.Booking{
		{ID: "1", Status: agenda.BookingActive, Applicant: applicant("Toto", "Titi")},
		{ID: "2", Status: agenda.BookingActive, Applicant: applicant("test", "test")},
		{ID: "3", Status: agenda.BookingActive, Applicant: applicant("réservé", "mairie")},
	}
	report := examine(t, bookings, Policy{Placeholders: []string{"toto", "Titi", "mairie réservé"}})
	if got := groups(report.Findings, "NAME-MISSING", Automatic); len(got) != 2 || got[0][0] != "1" || got[1][0] != "3" {
		t.Errorf("found %v", got)
	}
}
