package intake

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"creneaux/app/agenda"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// exports are forms of export, each with the columns it should be given.
var exports = []struct {
	name  string
	lines []string
	want  map[Field]int
}{
	{
		"the platform's own", []string{
			"N° RDV|Date du RDV|Heure du RDV|Motif|Guichet|Statut|Pris le|Annulé le|Nom|Prénom|Date de naissance|N° étranger|E-mail|Téléphone|Code postal",
		}, map[Field]int{
			FieldReference: 0, FieldDate: 1, FieldTime: 2, FieldProcedure: 3, FieldDesk: 4, FieldStatus: 5, FieldBookedAt: 6,
			FieldCancelledAt: 7, FieldSurname: 8, FieldGivenNames: 9, FieldBirthDate: 10, FieldForeignerNumber: 11, FieldEmail: 12,
			FieldPhone: 13, FieldPostcode: 14,
		},
	},
	{
		"title and empty line above, one field for the name, day and hour together", []string{
			"Export des rendez-vous - préfecture", "",
			"Référence|Usager|Courriel|Mobile|Rendez-vous|Prestation|Guichet|État|Réservé le|Annulation",
			"R1|BAKKALI Abdelkader|a@b.example|0739150008|02/03/26 09:00|Duplicata|G1|Validé|19/02/26 19:42|",
		}, map[Field]int{
			FieldReference: 0, FieldFullName: 1, FieldEmail: 2, FieldPhone: 3, FieldDateTime: 4, FieldProcedure: 5, FieldDesk: 6,
			FieldStatus: 7, FieldBookedAt: 8, FieldCancelledAt: 9,
		},
	},
	{
		"English", []string{
			"Booking Id|Start|Service|Staff|Customer First Name|Customer Last Name|Customer Email|Customer Phone|Status|Created At|Cancelled At",
			"R1|2026-03-02T09:00|Duplicata|G1|Abdelkader|Bakkali|a@b.example|+33739150008|booked|2026-02-19T19:42:00|",
		}, map[Field]int{
			FieldReference: 0, FieldDateTime: 1, FieldProcedure: 2, FieldDesk: 3, FieldGivenNames: 4, FieldSurname: 5, FieldEmail: 6,
			FieldPhone: 7, FieldStatus: 8, FieldBookedAt: 9, FieldCancelledAt: 10,
		},
	},
	{
		"a date column that holds the hour", []string{
			"Référence|Date|Nom", "R1|02/03/2026 09:00|A", "R2|02/03/2026 09:30|B", "R3|02/03/2026 10:00|C",
		}, map[Field]int{FieldReference: 0, FieldDateTime: 1, FieldSurname: 2},
	},
	{
		"a day under Rendez-vous, the hour beside it", []string{
			"Référence|Rendez-vous|Heure", "R1|02/03/2026|9h00", "R2|02/03/2026|9h30", "R3|02/03/2026|10h00",
		}, map[Field]int{FieldReference: 0, FieldDate: 1, FieldTime: 2},
	},
	{
		"one column Nom for whole names", []string{
			"Référence|Date|Heure|Nom", "R1|02/03/2026|9h00|BAKKALI Abdelkader", "R2|02/03/2026|9h30|ONDO Ibrahima", "R3|02/03/2026|10h00|PATEL Abdul",
		}, map[Field]int{FieldReference: 0, FieldDate: 1, FieldTime: 2, FieldFullName: 3},
	},
	{
		"titles that say more than the synonym", []string{
			"Référence du dossier de RDV|Jour du RDV|Horaire prévu|Adresse e-mail de l'usager|Nom du guichet|Nom de famille de l'usager",
			"R1|02/03/2026|9h00|a@b.example|G1|Bakkali", "R2|02/03/2026|9h30|c@b.example|G1|Ondo", "R3|02/03/2026|10h00|d@b.example|G2|Patel",
		}, map[Field]int{FieldReference: 0, FieldDate: 1, FieldTime: 2, FieldEmail: 3, FieldDesk: 4, FieldSurname: 5},
	},
	{
		"titles that say nothing, cells that do", []string{
			"Référence|Date|Heure|col4|col5|col6|col7",
			"R1|02/03/2026|9h00|a@b.example|0739150008|3294916953|Confirmé",
			"R2|02/03/2026|9h30|c@b.example|0668124158|7563212954|Confirmé",
			"R3|02/03/2026|10h00|d@b.example|0785178128|6031371453|Annulé",
		}, map[Field]int{
			FieldReference: 0, FieldDate: 1, FieldTime: 2, FieldEmail: 3, FieldPhone: 4, FieldForeignerNumber: 5, FieldStatus: 6,
		},
	},
	{
		"birth name beside the name used", []string{
			"Réf.|Date|Heure|Nom|Prénoms|Nom de naissance|Né(e) le", "R1|02/03/2026|9h00|Bakkali|Samira|Ondo|01/02/1990",
		}, map[Field]int{
			FieldReference: 0, FieldDate: 1, FieldTime: 2, FieldSurname: 3, FieldGivenNames: 4, FieldBirthName: 5, FieldBirthDate: 6,
		},
	},
}

func TestGuess(t *testing.T) {
	for _, e := range exports {
		t.Run(e.name, func(t *testing.T) {
			p, err := Guess(tableOf(e.lines...), synonyms(t))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(e.want, p.Mapping.Columns); diff != "" {
				t.Errorf("columns (-want +got):\n%s", diff)
			}
			for f, confidence := range p.Confidence {
				if !p.Mapping.Has(f) || confidence <= 0 || confidence > 1 {
					t.Errorf("%s: confidence %v", f, confidence)
				}
			}
		})
	}
}

func TestGuessIsSurerOfTitlesThanOfCells(t *testing.T) {
	p, err := Guess(tableOf("Référence|Date|Heure|col4|E-mail|Remarque",
		"R1|02/03/2026|9h00|0739150008|a@b.example|x", "R2|02/03/2026|9h30|0739150009|b@b.example|", "R3|02/03/2026|9h40|0739150010|c@b.example|"), synonyms(t))
	if err != nil {
		t.Fatal(err)
	}
	if p.Confidence[FieldEmail] != 1 || p.Confidence[FieldPhone] >= 0.7 || p.Confidence[FieldPhone] == 0 {
		t.Errorf("confidence: %v", p.Confidence)
	}
	if !slices.Equal(p.Unused, []string{"Remarque"}) {
		t.Errorf("unused: %q", p.Unused)
	}
}

func TestGuessRefusesUnknownHeaders(t *testing.T) {
	for _, table := range []Table{
		{}, tableOf(""), tableOf("Peinture|Couleur|Prix", "mate|bleu|12"), tableOf("02/03/2026|9h00|Bakkali"),
	} {
		_, err := Guess(table, synonyms(t))
		if agenda.CodeOf(err) != "IMPORT-HEADER" {
			t.Errorf("%v: got %v", table.Rows, err)
		}
	}
	_, err := Guess(tableOf("Peinture|Couleur"), synonyms(t))
	if !strings.Contains(err.Error(), "Peinture · Couleur") {
		t.Errorf("the problem does not name the titles: %v", err)
	}
}

// However the columns are ordered, each field is found where its column went.
func TestGuessFollowsTheColumns(t *testing.T) {
	words := synonyms(t)
	source := exports[0]
	titles := strings.Split(source.lines[0], "|")
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}).Draw(t, "order")
		junk := rapid.SliceOfN(rapid.StringMatching(`[a-z ]{0,9}`), 0, 5).Draw(t, "junk")
		shuffled := make([]string, len(order))
		for i, from := range order {
			shuffled[i] = titles[from]
		}
		table := tableOf(append(junk, strings.Join(shuffled, "|"))...)
		p, err := Guess(table, words)
		if err != nil {
			t.Fatal(err)
		}
		if p.Mapping.HeaderLine != len(junk)+1 {
			t.Fatalf("header on line %d", p.Mapping.HeaderLine)
		}
		for f, column := range source.want {
			if got := p.Mapping.Columns[f]; order[got] != column {
				t.Fatalf("%s in column %q", f, shuffled[got])
			}
		}
	})
}

func TestMappingIsRememberedByItsTitles(t *testing.T) {
	p, err := Guess(tableOf(exports[1].lines...), synonyms(t))
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(p.Mapping)
	if err != nil {
		t.Fatal(err)
	}
	var remembered Mapping
	if err := json.Unmarshal(data, &remembered); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p.Mapping, remembered); diff != "" {
		t.Fatalf("through JSON (-want +got):\n%s", diff)
	}
	later := tableOf("", "Exporté le 3 mars", "Guichet|Rendez-vous|référence|USAGER|Remarque|Etat", "G1|02/03/26 09:00|R1|BAKKALI Abdelkader||Validé")
	found, err := remembered.Locate(later)
	if err != nil {
		t.Fatal(err)
	}
	want := map[Field]int{FieldDesk: 0, FieldDateTime: 1, FieldReference: 2, FieldFullName: 3, FieldStatus: 5}
	if diff := cmp.Diff(want, found.Columns); diff != "" || found.HeaderLine != 3 {
		t.Errorf("line %d, columns (-want +got):\n%s", found.HeaderLine, diff)
	}
	_, err = remembered.Locate(tableOf("Guichet|Usager|Référence", "G1|X|R1"))
	if agenda.CodeOf(err) != "IMPORT-OTHER-COLUMNS" || !strings.Contains(err.Error(), "Rendez-vous") {
		t.Errorf("without the appointment: %v", err)
	}
}

func TestMappingKeepsColumnsOfOneTitle(t *testing.T) {
	m := Mapping{
		HeaderLine: 1,
		Columns:    map[Field]int{FieldReference: 0, FieldDate: 1, FieldBookedAt: 3, FieldTime: 2},
		Titles:     map[Field]string{FieldReference: "Réf.", FieldDate: "Date", FieldBookedAt: "Date", FieldTime: "Heure"},
	}
	found, err := m.Locate(tableOf("Réf.|Date|Heure|Date"))
	if err != nil || !cmp.Equal(m, found) {
		t.Errorf("same file: %v, %v", found, err)
	}
	found, err = m.Locate(tableOf("x|Réf.|Date|Heure|Date"))
	if err != nil || found.Columns[FieldDate] != 2 || found.Columns[FieldBookedAt] != 4 {
		t.Errorf("a column more: %v, %v", found, err)
	}
}

func TestCloneIsApart(t *testing.T) {
	m := Mapping{Columns: map[Field]int{FieldReference: 0}, Titles: map[Field]string{FieldReference: "R"}}
	c := m.Clone()
	c.Columns[FieldDate], c.Titles[FieldReference] = 3, "x"
	if m.Has(FieldDate) || m.Titles[FieldReference] != "R" {
		t.Error("correcting the copy changed the mapping")
	}
}

func FuzzGuess(f *testing.F) {
	for _, e := range exports {
		f.Add(strings.Join(e.lines, "\n"))
	}
	f.Add("\n\n|||")
	words := synonyms(f)
	f.Fuzz(func(t *testing.T, text string) {
		table := tableOf(strings.Split(text, "\n")...)
		before := fmt.Sprint(table)
		p, err := Guess(table, words)
		if err != nil {
			if agenda.CodeOf(err) != "IMPORT-HEADER" {
				t.Fatal(err)
			}
			return
		}
		taken := make(map[int]Field)
		for field, column := range p.Mapping.Columns {
			if other, twice := taken[column]; twice {
				t.Fatalf("column %d is both %s and %s", column, field, other)
			}
			taken[column] = field
			if column < 0 || column >= len(table.Rows[p.Mapping.HeaderLine-1].Cells) {
				t.Fatalf("%s in column %d", field, column)
			}
		}
		if fmt.Sprint(table) != before {
			t.Fatal("the table was changed")
		}
	})
}

// Where no title is known the columns are told by their cells, none of them surely.
func TestGuessWithoutKnownTitles(t *testing.T) {
	lines := []string{"Préfecture", "c1|c2|c3|c4|c5|c6|c7"}
	for i := range 12 {
		lines = append(lines, fmt.Sprintf("R%d|%02d/03/2026|9h%02d|Nom%s|Prénom%s|a%d@boite.example|Béziers", i, 1+i, i, letters[i:i+1], letters[i/2:i/2+1], i))
	}
	p, err := Guess(tableOf(lines...), synonyms(t))
	if err != nil {
		t.Fatal(err)
	}
	want := map[Field]int{FieldReference: 0, FieldDate: 1, FieldTime: 2, FieldSurname: 3, FieldGivenNames: 4, FieldEmail: 5}
	if p.Mapping.HeaderLine != 2 || !maps.Equal(p.Mapping.Columns, want) {
		t.Errorf("titles in line %d, columns %v", p.Mapping.HeaderLine, p.Mapping.Columns)
	}
	for f, confidence := range p.Confidence {
		if confidence >= 0.7 {
			t.Errorf("%s is sure to %v", f, confidence)
		}
	}
}

const letters = "abcdefghijklmnop"

// Capitals tell the surnames, wherever they stand.
func TestGuessSurnameByCapitals(t *testing.T) {
	lines := []string{"c1|c2|c3|c4"}
	for i := range 12 {
		lines = append(lines, fmt.Sprintf("R%d|%02d/03/2026 9h%02d|Prénom%s|NOM%s", i, 1+i, 5*i%60, letters[i:i+1], strings.ToUpper(letters[i:i+1])))
	}
	p, err := Guess(tableOf(lines...), synonyms(t))
	if err != nil || p.Mapping.Columns[FieldSurname] != 3 || p.Mapping.Columns[FieldGivenNames] != 2 {
		t.Errorf("columns %v, %v", p.Mapping.Columns, err)
	}
}

// A row of data is never taken for the titles, though a word of it may be one: all that
// stands above it would be lost.
func TestNoRowOfDataIsTakenForTitles(t *testing.T) {
	table := tableOf("R1|02/03/2026|9h00|Ondo", "R2|02/03/2026|9h30|Client", "R3|02/03/2026|10h00|Statut")
	if p, err := Guess(table, synonyms(t)); agenda.CodeOf(err) != "IMPORT-HEADER" {
		t.Errorf("titles in line %d, %v", p.Mapping.HeaderLine, err)
	}
}

// "start_time" with whole moments is day and hour; "Annulé le" with yes and no is no date.
func TestCellsSayWhatATitleMeans(t *testing.T) {
	table := tableOf("id|start_time|end_time|Annulé le|Date de naissance",
		"R1|2026-03-02T09:00:00|2026-03-02T09:20:00|false|?", "R2|2026-03-02T09:20:00|2026-03-02T09:40:00|true|?",
		"R3|2026-03-02T09:40:00|2026-03-02T10:00:00|0|?", "R4|2026-03-02T10:00:00|2026-03-02T10:20:00||?")
	p, err := Guess(table, synonyms(t))
	if err != nil || p.Mapping.Columns[FieldDateTime] != 1 || p.Mapping.Has(FieldTime) || p.Mapping.Has(FieldBirthDate) {
		t.Fatalf("columns %v, %v", p.Mapping.Columns, err)
	}
	reading := read(t, table, Known{})
	var status []agenda.BookingStatus
	for _, b := range reading.Bookings {
		status = append(status, b.Status)
	}
	if !slices.Equal(status, []agenda.BookingStatus{agenda.BookingActive, agenda.BookingCancelled, agenda.BookingActive, agenda.BookingActive}) {
		t.Errorf("%v, rejected %v", status, reading.Rejected)
	}
	if one := reading.Bookings[1]; !one.CancelledAt.IsZero() {
		t.Errorf("cancelled at %v", one.CancelledAt)
	}
}
