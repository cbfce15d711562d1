package intake

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"creneaux/app/agenda/agendatest"
)

// synonyms are the words for the columns that the tests know.
func synonyms(t testing.TB) map[string][]string {
	t.Helper()
	var words map[string][]string
	readJSON(t, "synonyms.json", &words)
	return words
}

func readJSON(t testing.TB, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// tableOf makes a text table of lines whose cells are parted by "|".
func tableOf(lines ...string) Table {
	t := Table{File: "export.csv", Encoding: "utf-8"}
	for i, line := range lines {
		row := Row{Line: i + 1}
		for cell := range strings.SplitSeq(line, "|") {
			row.Cells = append(row.Cells, Text(cell))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// fileTable reads a UTF-8 text file of testdata.
func fileTable(t testing.TB, name string, comma rune) Table {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff")))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	table := Table{File: name, Encoding: "utf-8"}
	for i, record := range records {
		row := Row{Line: i + 1}
		for _, s := range record {
			row.Cells = append(row.Cells, Text(s))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// read guesses the columns of a table and reads it.
func read(t testing.TB, table Table, known Known) Reading {
	t.Helper()
	p, err := Guess(table, synonyms(t))
	if err != nil {
		t.Fatal(err)
	}
	reading, err := Read(t.Context(), table, p.Mapping, known, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	return reading
}

// one reads a table that has one data row.
func one(t *testing.T, lines ...string) Draft {
	t.Helper()
	reading := read(t, tableOf(lines...), Known{})
	if len(reading.Rejected) > 0 || len(reading.Bookings) != 1 {
		t.Fatalf("read %d bookings, rejected %v", len(reading.Bookings), reading.Rejected)
	}
	return reading.Bookings[0]
}
