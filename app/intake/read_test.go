package intake

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// truth is what was planted in the exports of testdata.
type truth struct {
	Gone         []string       `json:"gone"`
	Transfer     [][]string     `json:"transfer"`
	HonestCancel [][]string     `json:"honest_cancel"`
	Count        map[string]int `json:"count"`
	BadRowsLines []int          `json:"bad_rows_lines"`
}

func planted(t testing.TB) truth {
	var want truth
	readJSON(t, "truth.json", &want)
	return want
}

func TestReadBadRows(t *testing.T) {
	reading := read(t, fileTable(t, "bad-rows.csv", ';'), Known{})
	type line struct {
		Line                     int
		Reference, Column, Value string
		Reason                   string
	}
	var got []line
	for _, r := range reading.Rejected {
		got = append(got, line{r.Line, r.Reference, r.Column, r.Value, r.Reason.Key})
	}
	want := []line{
		{7, "RDV100005", "Date du RDV", "31/02/2026", "intake.reject.date.impossible"},
		{11, "RDV100009", "Heure du RDV", "25h99", "intake.reject.hour.impossible"},
		{16, "RDV100014", "Date du RDV", "", "intake.reject.date.missing"},
		{22, "", "N° RDV", "", "intake.reject.reference.missing"},
		{29, "RDV100027", "Pris le", "hier", "intake.reject.date.unreadable"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rejected (-want +got):\n%s", diff)
	}
	for i, line := range planted(t).BadRowsLines {
		if reading.Rejected[i].Line != line {
			t.Errorf("rejection %d is on line %d, want %d", i, reading.Rejected[i].Line, line)
		}
	}
	if reading.Rows != 40 || len(reading.Bookings) != 35 {
		t.Errorf("%d rows, %d bookings", reading.Rows, len(reading.Bookings))
	}
}

func TestReadWholeExports(t *testing.T) {
	french := read(t, fileTable(t, "first-semicolon-utf8bom.csv", ';'), Known{})
	english := read(t, fileTable(t, "first-english.tsv", '\t'), Known{})
	want := planted(t).Count["first"]
	if len(french.Bookings) != want || len(english.Bookings) != want || len(french.Rejected)+len(english.Rejected) > 0 {
		t.Fatalf("read %d and %d bookings, want %d", len(french.Bookings), len(english.Bookings), want)
	}
	for i, f := range french.Bookings {
		e := english.Bookings[i]
		if f.Reference != e.Reference || f.Date != e.Date || f.Start != e.Start || f.BookedAt != e.BookedAt || f.Status != e.Status ||
			f.Applicant.Surname != e.Applicant.Surname || f.Applicant.GivenNames != e.Applicant.GivenNames ||
			phoneKey(f.Applicant.Phone) != phoneKey(e.Applicant.Phone) {
			t.Errorf("%s: %v, in English %v", f.Reference, f, e)
		}
	}
	if len(french.RulesOff) > 0 {
		t.Errorf("a whole export feeds every rule, off: %v", french.RulesOff)
	}
}

func TestReadOneRow(t *testing.T) {
	header := "Référence|Date|Heure|Statut|Pris le|Annulé le|Nom|Prénom|Date de naissance|N° étranger|E-mail|Téléphone|Code postal|Guichet|Motif"
	got := one(t, header, " R1 |02/03/2026| 9h05|Annulé|19/02/2026 19:42|20/02/2026 08:00| Łukasiewicz |Paweł?|06/10/79|425310703|A@B.example |739150008|1000|g1|DUPLICATA ")
	want := Draft{Line: 2, Booking: agenda.Booking{
		Reference: "R1", Date: agenda.MustDate("2026-03-02"), Start: agenda.MustClock("09:05"),
		Status: agenda.BookingCancelled, Cause: agenda.CancelPlatform,
		BookedAt: agenda.MustMoment("2026-02-19T19:42"), CancelledAt: agenda.MustMoment("2026-02-20T08:00"),
		DeskName: "g1", Motive: "DUPLICATA",
		Applicant: agenda.Applicant{
			Surname: "Łukasiewicz", GivenNames: "Paweł?", BirthDate: agenda.MustDate("1979-10-06"), ForeignerNumber: "0425310703",
			Email: "A@B.example", Phone: "0739150008", Postcode: "01000",
		},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadNumbersOfAWorkbook(t *testing.T) {
	header := tableOf("Réf.|Date|Heure|Créé le|Né(e) le|N° AGDREF|Tél.|CP").Rows[0]
	table := Table{Sheet: "Rendez-vous", Rows: []Row{header, {Line: 2, Cells: []Cell{
		Number(100223), Number(46083), Number(0.37847222222222221), Number(46072.820833333331), Number(34270), Number(425310703), Number(33739150008), Number(1000),
	}}}}
	b := read(t, table, Known{}).Bookings[0]
	if b.Reference != "100223" || b.Date.At(b.Start) != agenda.MustMoment("2026-03-02T09:05") || b.BookedAt != agenda.MustMoment("2026-02-19T19:42") {
		t.Errorf("appointment: %+v", b)
	}
	want := agenda.Applicant{BirthDate: agenda.MustDate("1993-10-28"), ForeignerNumber: "0425310703", Phone: "+33739150008", Postcode: "01000"}
	if diff := cmp.Diff(want, b.Applicant); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	table.Date1904 = true
	if b := read(t, table, Known{}).Bookings[0]; b.Date != agenda.MustDate("2030-03-03") {
		t.Errorf("1904 system: %v", b.Date)
	}
}

func TestRestoredDigits(t *testing.T) {
	for in, want := range map[string]string{
		"425310703": "0425310703", "3294916953": "3294916953", "329 491 6953": "3294916953", "0425310703": "0425310703",
		"": "", "inconnu": "inconnu", "12": "12", "12345678901": "12345678901",
	} {
		if got := restoreForeignerNumber(in); got != want {
			t.Errorf("foreigner number %q gives %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"739150008": "0739150008", "0739150008": "0739150008", "+33739150008": "+33739150008", "33739150008": "+33739150008",
		"07 39 15 00 08": "07 39 15 00 08", "": "", "0033739150008": "0033739150008",
	} {
		if got := restorePhone(in); got != want {
			t.Errorf("phone %q gives %q, want %q", in, got, want)
		}
	}
	for _, same := range []string{"0739150008", "+33739150008", "+33 (0)7 39 15 00 08", "0033739150008", "07.39.15.00.08"} {
		if got := phoneKey(same); got != "739150008" {
			t.Errorf("key of %q is %q", same, got)
		}
	}
	if restorePostcode("1000") != "01000" || restorePostcode("34000") != "34000" || restorePostcode("AB12") != "AB12" {
		t.Error("postcodes")
	}
}

func TestReadRejects(t *testing.T) {
	header := "Référence|Date|Heure|Statut|Annulé le"
	good := "R1|02/03/2026|9h00|Confirmé|"
	for _, c := range []struct{ line, column, value, reason string }{
		{"|02/03/2026|9h00|Confirmé|", "Référence", "", "intake.reject.reference.missing"},
		{"R1|03/03/2026|9h00|Confirmé|", "Référence", "R1", "intake.reject.reference.twice"},
		{"R2|bientôt|9h00|Confirmé|", "Date", "bientôt", "intake.reject.date.unreadable"},
		{"R2|02/03/1926|9h00|Confirmé|", "Date", "02/03/1926", "intake.reject.date.impossible"},
		{"R2|02/03/2026||Confirmé|", "Heure", "", "intake.reject.hour.missing"},
		{"R2|02/03/2026|matin|Confirmé|", "Heure", "matin", "intake.reject.hour.unreadable"},
		{"R2|02/03/2026|9h00|Peut-être|", "Statut", "Peut-être", "intake.reject.status.unknown"},
		{"R2|02/03/2026|9h00||", "Statut", "", "intake.reject.status.missing"},
		{"R2|02/03/2026|9h00|Annulé|jamais", "Annulé le", "jamais", "intake.reject.date.unreadable"},
		{"R2|02/03/2026|9h00|Confirmé||encore", "", "encore", "intake.reject.too_many_cells"},
		{"R2|" + strings.Repeat("é", MaxCell+1) + "|9h00|Confirmé|", "Date", strings.Repeat("é", 80) + "…", "intake.reject.too_long"},
	} {
		reading := read(t, tableOf(header, good, c.line), Known{})
		if len(reading.Rejected) != 1 || len(reading.Bookings) != 1 {
			t.Errorf("%.60s: rejected %v", c.line, reading.Rejected)
			continue
		}
		r := reading.Rejected[0]
		if r.Line != 3 || r.Column != c.column || r.Value != c.value || r.Reason.Key != c.reason || r.Remedy().IsZero() {
			t.Errorf("%.60s: %+v", c.line, r)
		}
	}
	twice := read(t, tableOf(header, good, "", "R1|03/03/2026|9h00|Confirmé|"), Known{}).Rejected[0]
	if twice.Reason.Args["First"] != 2 || twice.Line != 4 || twice.Reference != "R1" {
		t.Errorf("the second R1: %+v", twice)
	}
}

func TestReadKeepsWhatTheServiceDoesNotHave(t *testing.T) {
	known := Known{
		Desks:      []agenda.Desk{{ID: "d1", Name: "G1"}, {ID: "d2", Name: "Hall"}, {ID: "d3", Name: "hall"}},
		Procedures: []agenda.Procedure{{Code: "renewal", Label: "Renouvellement de titre de séjour"}},
	}
	reading := read(t, tableOf("Référence|Date|Heure|Guichet|Motif",
		"R1|02/03/2026|9h00|Guichet g1|renouvellement de titre de sejour",
		"R2|02/03/2026|9h00|G9|Permis de chasse",
		"R3|02/03/2026|9h00|Hall|renewal"), known)
	var got [][4]string
	for _, b := range reading.Bookings {
		got = append(got, [4]string{string(b.Desk), b.DeskName, string(b.Procedure), b.Motive})
	}
	want := [][4]string{
		{"d1", "Guichet g1", "renewal", "renouvellement de titre de sejour"},
		{"", "G9", "", "Permis de chasse"},
		{"", "Hall", "renewal", "renewal"}, // two desks have that name
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadStatusFromWhatIsThere(t *testing.T) {
	header := "Référence|Date|Heure|Statut|Annulé le"
	for _, c := range []struct {
		lines []string
		want  []agenda.BookingStatus
	}{
		{[]string{"R1|02/03/2026|9h00||", "R2|02/03/2026|9h00|Annulé|"}, []agenda.BookingStatus{agenda.BookingActive, agenda.BookingCancelled}},
		{[]string{"R1|02/03/2026|9h00||", "R2|02/03/2026|9h00||01/03/2026"}, []agenda.BookingStatus{agenda.BookingActive, agenda.BookingCancelled}},
		{[]string{"R1|02/03/2026|9h00|Confirmé|", "R2|02/03/2026|9h00|Absent|"}, []agenda.BookingStatus{agenda.BookingActive, agenda.BookingAbsent}},
	} {
		var got []agenda.BookingStatus
		for _, b := range read(t, tableOf(append([]string{header}, c.lines...)...), Known{}).Bookings {
			got = append(got, b.Status)
			if (b.Cause == agenda.CancelPlatform) != (b.Status == agenda.BookingCancelled) {
				t.Errorf("%s: status %s, cause %q", b.Reference, b.Status, b.Cause)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: got %v, want %v", c.lines, got, c.want)
		}
	}
}

func TestReadAmericanDates(t *testing.T) {
	header := "Reference|Date|Time"
	american := read(t, tableOf(header, "R1|03/02/2026|9:00 AM", "R2|03/13/2026|9:00 AM", "R3|03/16/2026|1:00 PM", "R4|03/27/2026|1:00 PM"), Known{})
	if len(american.Rejected) > 0 || american.Bookings[0].Date != agenda.MustDate("2026-03-02") || american.Bookings[2].Start != agenda.MustClock("13:00") {
		t.Errorf("American dates: %v, rejected %v", american.Bookings, american.Rejected)
	}
	oneOdd := read(t, tableOf(header, "R1|03/02/2026|9h00", "R2|03/13/2026|9h00", "R3|04/02/2026|9h00"), Known{})
	if len(oneOdd.Rejected) != 1 || oneOdd.Bookings[0].Date != agenda.MustDate("2026-02-03") {
		t.Errorf("one odd date among French ones: %v, rejected %v", oneOdd.Bookings, oneOdd.Rejected)
	}
}

func TestReadStandsWithoutABirthDate(t *testing.T) {
	reading := read(t, tableOf("Référence|Date|Heure|Date de naissance", "R1|02/03/2026|9h00|00/00/1980", "R2|02/03/2026|9h00|01/01/2030"), Known{})
	if len(reading.Bookings) != 2 || len(reading.Incomplete) != 2 {
		t.Fatalf("%+v", reading)
	}
	for i, r := range reading.Incomplete {
		if r.Line != i+2 || r.Column != "Date de naissance" || r.Reason.Key != "intake.reject.date.impossible" || !reading.Bookings[i].Applicant.BirthDate.IsZero() {
			t.Errorf("%+v", r)
		}
	}
}

func TestRulesOff(t *testing.T) {
	reading := read(t, tableOf("Référence|Date|Heure|Nom|E-mail", "R1|02/03/2026|9h00|Bakkali|"), Known{})
	got := make(map[string]string)
	for _, off := range reading.RulesOff {
		got[off.Rule] = off.Reason.Key
	}
	want := map[string]string{
		"DUP-EMAIL": "intake.rule_off.empty", "DUP-PERSON": "intake.rule_off.either", "SLOT-OVERSOLD": "intake.rule_off.column",
		"WRONG-DESK": "intake.rule_off.column", "TRANSFER": "intake.rule_off.column", "CLUSTER": "intake.rule_off.empty",
		"THROWAWAY": "intake.rule_off.empty",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadProblems(t *testing.T) {
	for code, table := range map[string]Table{
		"IMPORT-COLUMN-MISSING": tableOf("Nom|Prénom|E-mail", "a|b|c@d.example"),
		"IMPORT-NO-ROWS":        tableOf("Référence|Date|Heure", "", " | |"),
	} {
		p, err := Guess(table, synonyms(t))
		if err != nil {
			t.Fatal(err)
		}
		if _, err = Read(t.Context(), table, p.Mapping, Known{}, agenda.Silent{}); agenda.CodeOf(err) != code {
			t.Errorf("got %v, want %s", err, code)
		}
	}
}

func TestReadStopsWhenCancelled(t *testing.T) {
	table := tableOf("Référence|Date|Heure", "R1|02/03/2026|9h00")
	p, _ := Guess(table, synonyms(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, table, p.Mapping, Known{}, agenda.Silent{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Every row is a booking, a rejection, passed over or blank; no reference is read twice.
func TestEveryRowIsAccountedFor(t *testing.T) {
	words := synonyms(t)
	cell := func(values ...string) *rapid.Generator[string] {
		return rapid.OneOf(rapid.SampledFrom(values), rapid.StringMatching(`[^|\n]{0,8}`))
	}
	row := rapid.Custom(func(t *rapid.T) string {
		return strings.Join([]string{
			cell("", "R1", "R2", "R3", "R4").Draw(t, "reference"), cell("", "02/03/2026", "31/02/2026", "46083").Draw(t, "date"),
			cell("", "9h00", "25h99", "0.375").Draw(t, "time"), cell("Confirmé", "Annulé", "").Draw(t, "status"),
			cell("", "19/02/2026 19:42", "hier").Draw(t, "booked"), rapid.String().Draw(t, "name"),
		}[:rapid.IntRange(0, 6).Draw(t, "cells")], "|")
	})
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(row, 1, 30).Draw(t, "rows")
		table := tableOf(append([]string{"Référence|Date|Heure|Statut|Pris le|Nom"}, lines...)...)
		p, err := Guess(table, words)
		if err != nil {
			t.Fatal(err)
		}
		// The guess may take cells into account; the mapping here is what the titles say.
		p.Mapping.Columns = map[Field]int{FieldReference: 0, FieldDate: 1, FieldTime: 2, FieldStatus: 3, FieldBookedAt: 4, FieldSurname: 5}
		before := fmt.Sprint(table)
		reading, err := Read(context.Background(), table, p.Mapping, Known{}, agendatest.Watch(t))
		if fmt.Sprint(table) != before {
			t.Fatal("the table was changed")
		}
		if err != nil {
			if agenda.CodeOf(err) != "IMPORT-NO-ROWS" {
				t.Fatal(err)
			}
			return
		}
		checkAccount(t, reading, len(table.Rows)-1)
	})
}

// checkAccount fails unless every data row is accounted for exactly once.
func checkAccount(t interface{ Fatalf(string, ...any) }, reading Reading, rows int) {
	if len(reading.Bookings)+len(reading.Rejected)+len(reading.Passed) != reading.Rows || reading.Rows+reading.Blank != rows {
		t.Fatalf("%d bookings, %d rejected, %d passed, %d blank of %d rows", len(reading.Bookings), len(reading.Rejected), len(reading.Passed), reading.Blank, rows)
	}
	lines, references := make(map[int]bool), make(map[string]bool)
	for _, b := range reading.Bookings {
		if lines[b.Line] || references[b.Reference] || b.Reference == "" || b.Date.IsZero() || b.Status == "" {
			t.Fatalf("booking %+v", b)
		}
		lines[b.Line], references[b.Reference] = true, true
	}
	for _, r := range slices.Concat(reading.Rejected, reading.Passed) {
		if lines[r.Line] || r.Reason.IsZero() {
			t.Fatalf("rejection %+v", r)
		}
		lines[r.Line] = true
	}
}

func FuzzRead(f *testing.F) {
	for _, e := range exports {
		f.Add(strings.Join(e.lines, "\n"), false)
	}
	f.Add("Référence|Date|Heure|Statut\nR1|31/02/2026|25h99|x\nR1|02/03/2026|9h00|Confirmé\n\nR1|46083|0.5|Annulé", true)
	words := synonyms(f)
	f.Fuzz(func(t *testing.T, text string, date1904 bool) {
		table := tableOf(strings.Split(text, "\n")...)
		table.Date1904 = date1904
		p, err := Guess(table, words)
		if err != nil {
			return
		}
		reading, err := Read(t.Context(), table, p.Mapping, Known{}, agendatest.Watch(t))
		if err != nil {
			if agenda.CodeOf(err) == "" {
				t.Fatal(err)
			}
			return
		}
		checkAccount(t, reading, len(table.Rows)-p.Mapping.HeaderLine)
	})
}
