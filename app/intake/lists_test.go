package intake

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
)

var listDesks = []agenda.Desk{{ID: "d1", Name: "G1"}, {ID: "d2", Name: "Accueil"}}

func TestReadAbsencesOfManyForms(t *testing.T) {
	table := tableOf(
		"Absences du service",
		"Nom de l’agent|GUICHET|Date de début|Date de fin|Demi-journée|Heure de début|Heure de fin|Nombre d’agents|Motif",
		"Zyx|G1|08/03/2027|12/03/2027|||||Formation",
		"Zyx|guichet g1|8 mars 2027||matin||||",
		"Zyx|Accueil|2027-03-08|2027-03-08|||14h30|2|",
		"Zyx|accueil|08/03/27||Après-midi|||1|",
		"||||||||",
		"Zyx|G1|08/03/2027|||9h|11:30||",
	)
	reading, err := ReadAbsences(t.Context(), table, listDesks)
	if err != nil {
		t.Fatal(err)
	}
	day := agenda.MustDate("2027-03-08")
	want := []agenda.Absence{
		{Desk: "d1", From: day, To: day.AddDays(4), Positions: 1, Reason: "Formation"},
		{Desk: "d1", From: day, To: day, Hours: agenda.Morning(), Positions: 1},
		{Desk: "d2", From: day, To: day, Hours: agenda.Hours{To: 14*60 + 30}, Positions: 2},
		{Desk: "d2", From: day, To: day, Hours: agenda.Afternoon(), Positions: 1},
		{Desk: "d1", From: day, To: day, Hours: agenda.Hours{From: 9 * 60, To: 11*60 + 30}, Positions: 1},
	}
	if diff := cmp.Diff(want, reading.Absences); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if reading.Rows != 5 || reading.Blank != 1 || len(reading.Rejected) != 0 {
		t.Errorf("%d rows, %d blank, rejected %v", reading.Rows, reading.Blank, reading.Rejected)
	}
	if diff := cmp.Diff([]string{"Nom de l’agent"}, reading.Unread); diff != "" {
		t.Error(diff)
	}
}

func TestWrongAbsencesAreRefused(t *testing.T) {
	const titles = "Guichet|Du|Au|Demi-journée|De|À|Agents"
	for row, want := range map[string]string{
		"G9|08/03/2027|||||":                "Guichet intake.reject.desk_unknown",
		"|08/03/2027|||||":                  "Guichet intake.reject.desk_unknown",
		"G1||||||":                          "Du intake.reject.date.missing",
		"G1|hier|||||":                      "Du intake.reject.date.unreadable",
		"G1|30/02/2027|||||":                "Du intake.reject.date.impossible",
		"G1|08/03/1927|||||":                "Du intake.reject.date.impossible",
		"G1|08/03/2027|demain||||":          "Au intake.reject.date.unreadable",
		"G1|08/03/2027|07/03/2027||||":      "Au intake.reject.days_backwards",
		"G1|08/03/2027||soir|||":            "Demi-journée intake.reject.half_day",
		"G1|08/03/2027|||tôt||":             "De intake.reject.hour.unreadable",
		"G1|08/03/2027|||11:00|10:00|":      "À intake.reject.hours_backwards",
		"G1|08/03/2027|||||0":               "Agents intake.reject.positions",
		"G1|08/03/2027|||||1,5":             "Agents intake.reject.positions",
		"G1|08/03/2027|||||deux":            "Agents intake.reject.positions",
		"G1|08/03/2027|||||1|trop":          " intake.reject.too_many_cells",
		strings.Repeat("x", 5000) + "|||||": " intake.reject.too_long",
	} {
		reading, err := ReadAbsences(t.Context(), tableOf(titles, row), listDesks)
		if err != nil || len(reading.Rejected) != 1 || len(reading.Absences) != 0 {
			t.Errorf("%.40s: %v, %v", row, reading, err)
			continue
		}
		if got := reading.Rejected[0]; got.Column+" "+got.Reason.Key != want || got.Line != 2 {
			t.Errorf("%.40s: line %d, %s %s, want %s", row, got.Line, got.Column, got.Reason.Key, want)
		}
	}
}

func TestListsThatAreNone(t *testing.T) {
	for name, test := range map[string]struct {
		table Table
		code  string
	}{
		"empty":     {tableOf(), "LIST-COLUMNS"},
		"other":     {tableOf("pomme|poire", "1|2"), "LIST-COLUMNS"},
		"no desk":   {tableOf("Du|Au", "08/03/2027|"), "LIST-COLUMNS"},
		"no rows":   {tableOf("Guichet|Du"), "LIST-NO-ROWS"},
		"all blank": {tableOf("Guichet|Du", "|"), "LIST-NO-ROWS"},
	} {
		if _, err := ReadAbsences(t.Context(), test.table, listDesks); agenda.CodeOf(err) != test.code {
			t.Errorf("%s: got %v, want %s", name, err, test.code)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ReadAbsences(ctx, tableOf("Guichet|Du", "G1|08/03/2027"), listDesks); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestEveryRowOfAListIsAccountedFor writes absences as a person might and reads them back,
// wrong rows among them.
func TestEveryRowOfAListIsAccountedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := []string{"Guichet|Du|Au|Agents"}
		var want []agenda.Absence
		wrong, blank := 0, 0
		for range rapid.IntRange(1, 30).Draw(t, "rows") {
			switch rapid.IntRange(0, 3).Draw(t, "kind") {
			case 0:
				lines, wrong = append(lines, rapid.SampledFrom([]string{"G7|08/03/2027||", "G1|32/03/2027||", "G1|08/03/2027|x|", "G1|08/03/2027||-1"}).Draw(t, "wrong")), wrong+1
			case 1:
				lines, blank = append(lines, rapid.SampledFrom([]string{"", "|||", " | |"}).Draw(t, "blank")), blank+1
			default:
				from := agenda.MustDate("2027-01-01").AddDays(rapid.IntRange(0, 364).Draw(t, "from"))
				a := agenda.Absence{Desk: "d1", From: from, To: from.AddDays(rapid.IntRange(0, 30).Draw(t, "days")), Positions: rapid.IntRange(1, 9).Draw(t, "positions")}
				form := rapid.SampledFrom([]string{"02/01/2006", "2006-01-02", "2/1/06", "02.01.2006"}).Draw(t, "form")
				lines = append(lines, fmt.Sprintf("%s|%s|%s|%d", rapid.SampledFrom([]string{"G1", "g1", " Guichet G1 "}).Draw(t, "desk"),
					a.From.Time().Format(form), a.To.Time().Format(form), a.Positions))
				want = append(want, a)
			}
		}
		reading, err := ReadAbsences(context.Background(), tableOf(lines...), listDesks)
		if len(want)+wrong == 0 {
			if agenda.CodeOf(err) != "LIST-NO-ROWS" {
				t.Fatalf("got %v", err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, reading.Absences); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
		if len(reading.Rejected) != wrong || reading.Blank != blank || reading.Rows != len(want)+wrong {
			t.Fatalf("%d rejected of %d, %d blank of %d, %d rows", len(reading.Rejected), wrong, reading.Blank, blank, reading.Rows)
		}
	})
}

func TestReadSchoolHolidays(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	// The days are made up; the forms are those of a person and of the ministry.
	table := tableOf(
		"Description|Population|Date de début|Date de fin|Académies|Zones",
		"Vacances d’essai|-|2027-02-19T23:00:00+00:00|2027-03-07T23:00:00+00:00|Montpellier|Zone C",
		"Vacances d’essai|Élèves|2027-02-19T23:00:00+00:00|2027-03-07T23:00:00+00:00|Toulouse|Zone C",
		"Vacances d’essai|Enseignants|2027-02-19T23:00:00+00:00|2027-03-07T23:00:00+00:00|Toulouse|Zone C",
		"Vacances d’essai|-|20/02/2027|07/03/2027||A, B",
		"Vacances d’essai|-|20/02/2027|07/03/2027|Corse|Corse",
		"|-|20/02/2027|07/03/2027||A",
		"Vacances d’essai|-|20/02/2027|07/03/2027||",
	)
	reading, err := ReadSchoolHolidays(t.Context(), table, paris)
	if err != nil {
		t.Fatal(err)
	}
	var want []agenda.SchoolHoliday
	for _, zone := range []string{"C", "A", "B"} {
		want = append(want, agenda.SchoolHoliday{Zone: zone, Name: "Vacances d’essai", From: agenda.MustDate("2027-02-20"), To: agenda.MustDate("2027-03-07")})
	}
	if diff := cmp.Diff(want, reading.Holidays); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if reading.Rows != 7 || reading.Passed != 2 || len(reading.Rejected) != 2 {
		t.Errorf("%d rows, %d passed, rejected %v", reading.Rows, reading.Passed, reading.Rejected)
	}
}

func FuzzReadAbsences(f *testing.F) {
	f.Add("Guichet|Du|Au|Demi-journée|De|À|Agents\nG1|08/03/2027||matin|||2")
	f.Add("a|b\nGuichet|Du\nG1|2027-03-08T00:00:00+01:00")
	f.Fuzz(func(t *testing.T, text string) {
		reading, err := ReadAbsences(context.Background(), tableOf(strings.Split(text, "\n")...), listDesks)
		if err != nil {
			return
		}
		if len(reading.Absences)+len(reading.Rejected) != reading.Rows {
			t.Fatalf("%d rows, %d read, %d rejected", reading.Rows, len(reading.Absences), len(reading.Rejected))
		}
		for _, a := range reading.Absences {
			if a.Desk == "" || a.From.IsZero() || a.To.Before(a.From) || !a.Hours.Valid() || a.Positions < 1 {
				t.Fatalf("%+v was let through", a)
			}
		}
	})
}
