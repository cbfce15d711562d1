package reference

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
)

// In every year the desks offer enough time for the targets, and not much more: for
// every set of procedures, the desks that serve any of them have the minutes that
// their parts of 15,000 appointments need (the condition of Hall's theorem).
func TestDesksOfferALittleMoreThanTheTarget(t *testing.T) {
	s := Standard()
	total := 0.0
	for _, w := range s.Weights {
		total += w
	}
	cal, err := calendar.New(s.Service.Territory, nil)
	if err != nil {
		t.Fatal(err)
	}
	for year := 2024; year <= 2034; year++ {
		open := map[agenda.DeskID]int{}
		for _, week := range agenda.WeeksOf(year) {
			for _, d := range s.Desks {
				open[d.ID] += calendar.Minutes(cal.Openings(d, week, s.Procedures))
			}
		}
		most := math.Inf(1)
		for set := 1; set < 1<<len(s.Procedures); set++ {
			needed := 0.0 // minutes of one appointment of the year's mix
			served := map[agenda.DeskID]bool{}
			for i, p := range s.Procedures {
				if set>>i&1 == 0 || s.Weights[p.Code] == 0 {
					continue
				}
				needed += s.Weights[p.Code] / total * float64(p.Minutes)
				for _, d := range s.Desks {
					if d.Serves(p.Code) {
						served[d.ID] = true
					}
				}
			}
			if needed == 0 {
				continue
			}
			minutes := 0
			for id := range served {
				minutes += open[id]
			}
			most = min(most, float64(minutes)/needed)
		}
		t.Logf("%d: %.0f appointments", year, most)
		if most < 15_150 || most > 16_100 { // 2032 has 53 weeks
			t.Errorf("%d: the desks offer %.0f appointments", year, most)
		}
	}
}

func TestMixLeadsToThePermitsWanted(t *testing.T) {
	s := Standard()
	total, permits := 0.0, 0.0
	for _, p := range s.Procedures {
		total += s.Weights[p.Code]
		permits += s.Weights[p.Code] * p.ExpectedPermits(1)
	}
	got := permits / total * float64(s.Service.Targets.Appointments)
	t.Logf("%d appointments lead to %.0f permits", s.Service.Targets.Appointments, got)
	if math.Abs(got-float64(s.Service.Targets.Permits)) > 150 {
		t.Errorf("%.0f permits expected, %d wanted", got, s.Service.Targets.Permits)
	}
}

func TestReferenceProcedures(t *testing.T) {
	for _, p := range Procedures() {
		if len(p.Papers) < 4 {
			t.Errorf("%s: papers %q", p.Code, p.Papers)
		}
		needsSlots := p.WalkIn == nil
		if (p.UrgentReserve > 0) != needsSlots {
			t.Errorf("%s: urgent reserve %v", p.Code, p.UrgentReserve)
		}
		if (Weights()[p.Code] > 0) != (needsSlots && p.Counted) {
			t.Errorf("%s: weight %v", p.Code, Weights()[p.Code])
		}
		served := slices.ContainsFunc(Desks(), func(d agenda.Desk) bool { return d.Serves(p.Code) })
		if !served {
			t.Errorf("%s: no desk serves it", p.Code)
		}
	}
}

// Two calls share nothing that a caller could change.
func TestReferenceCannotBeChangedByItsUsers(t *testing.T) {
	Procedures()[0].Papers[0] = "changed"
	ColumnSynonyms()["email"][0] = "changed"
	DisposableDomains()["gmail.com"] = true
	if Procedures()[0].Papers[0] == "changed" || ColumnSynonyms()["email"][0] == "changed" || DisposableDomains()["gmail.com"] {
		t.Error("the reference data was changed")
	}
}

// Every title of the given exports is known word for word, and as one field only.
func TestTitlesOfKnownExports(t *testing.T) {
	field := map[string]string{}
	for f, titles := range ColumnSynonyms() {
		for _, title := range titles {
			key := plain(title)
			if other, taken := field[key]; taken && other != f {
				t.Errorf("%q means %s and %s", title, other, f)
			}
			field[key] = f
		}
	}
	for header, want := range map[string]string{
		"N° RDV;Date du RDV;Heure du RDV;Motif;Guichet;Statut;Pris le;Annulé le;Nom;Prénom;Date de naissance;N° étranger;E-mail;Téléphone;Code postal": "reference date time procedure desk status booked_at cancelled_at surname given_names birth_date foreigner_number email phone postcode",
		"Référence;Usager;Courriel;Mobile;Rendez-vous;Prestation;Guichet;État;Réservé le;Annulation":                                                   "reference full_name email phone datetime procedure desk status booked_at cancelled_at",
		"Booking Id;Start;Service;Staff;Customer First Name;Customer Last Name;Customer Email;Customer Phone;Status;Created At;Cancelled At":           "reference datetime procedure desk given_names surname email phone status booked_at cancelled_at",
		"Réf.;Date;Heure;Démarche;Guichet;Statut;Créé le;Annulé le;Nom de famille;Prénoms;Né(e) le;N° AGDREF;Adresse électronique;Tél.;CP":             "reference date time procedure desk status booked_at cancelled_at surname given_names birth_date foreigner_number email phone postcode",
	} {
		var got []string
		for title := range strings.SplitSeq(header, ";") {
			got = append(got, field[plain(title)])
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s\nis read as %s\nwant       %s", header, s, want)
		}
	}
}

// plain leaves what a reader of titles compares: letters and digits, in lower case.
func plain(title string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, title)
}

func TestDisposableDomains(t *testing.T) {
	domains := DisposableDomains()
	for _, d := range []string{"yopmail.com", "trashmail.com", "10minutemail.com", "guerrillamail.com", "jetable.example"} {
		if !domains[d] {
			t.Errorf("%s is not known", d)
		}
	}
	for _, d := range []string{"gmail.com", "outlook.fr", "hotmail.fr", "laposte.net", "orange.fr", "free.fr", "sfr.fr", "yahoo.fr", "icloud.com", "protonmail.com", "mail.ru", "courriel.example"} {
		if domains[d] {
			t.Errorf("%s is taken for a throwaway domain", d)
		}
	}
	for d := range domains {
		if d != strings.ToLower(strings.TrimSpace(d)) || !strings.Contains(d, ".") {
			t.Errorf("%q is not a domain in lower case", d)
		}
	}
}

func TestPlaceholderNames(t *testing.T) {
	names := PlaceholderNames()
	for _, want := range []string{"xxx", "test", "inconnu", "anonyme", "n/a", "sans nom"} {
		if !slices.Contains(names, want) {
			t.Errorf("%q is not known", want)
		}
	}
}
