package wire_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/office"
)

// mendings are what a person writes over the five values of bad-rows.csv that cannot be
// read, by the column that the notes name.
var mendings = []struct{ reference, title, value string }{
	{"RDV100005", "Date du RDV", "02/03/2026"}, {"RDV100009", "Heure du RDV", "10h00"}, {"RDV100014", "Date du RDV", "02/03/2026"},
	{"", "N° RDV", "RDV100020"}, {"RDV100027", "Pris le", ""},
}

// mend writes the values into the rejected rows, as a person does in a spreadsheet.
func mend(rows [][]string) {
	column := map[string]int{}
	for i, title := range rows[0] {
		column[strings.TrimPrefix(title, "\ufeff")] = i
	}
	for _, row := range rows[1:] {
		for _, m := range mendings {
			if row[column["N° RDV"]] == m.reference {
				row[column[m.title]] = m.value
				break
			}
		}
	}
}

func mendCSV(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	in := csv.NewReader(bytes.NewReader(text))
	in.Comma = ';'
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	mend(rows)
	var file bytes.Buffer
	out := csv.NewWriter(&file)
	out.Comma = ';'
	if err := out.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func mendWorkbook(t *testing.T, path string) {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheet := book.GetSheetName(0)
	rows, err := book.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	mend(rows)
	for i, row := range rows {
		for j, value := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err == nil {
				err = book.SetCellStr(sheet, cell, value)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
}

// Rows that were rejected are exported whole, mended and imported again, under the same
// source: only they are added, and nothing is said to be gone.
func TestRejectedRowsAreMendedAndImported(t *testing.T) {
	bad := filepath.Join(exports, "bad-rows.csv")
	for _, form := range []struct {
		format office.Format
		mend   func(*testing.T, string)
	}{{office.FormatCSV, mendCSV}, {office.FormatWorkbook, mendWorkbook}} {
		t.Run(string(form.format), func(t *testing.T) {
			o := newOffice(t)
			read := func(path string, dryRun bool) office.ImportResult {
				result, err := o.Import(t.Context(), office.ImportOptions{Path: path, DryRun: dryRun}, agenda.Silent{})
				if err != nil {
					t.Fatal(err)
				}
				return result
			}
			first := read(bad, false)
			path := filepath.Join(t.TempDir(), "ecartees."+string(form.format))
			count, err := o.WriteRejections(t.Context(), first.Import.ID, path, form.format, french(t))
			if err != nil || count != len(mendings) {
				t.Fatalf("%d rows written, %v", count, err)
			}
			unmended := read(path, true)
			if i := unmended.Import; i.Rejected != len(mendings) || i.New+i.Changed+i.Gone != 0 {
				t.Errorf("before anything was mended: %+v", i)
			}
			form.mend(t, path)
			second := read(path, false)
			if i := second.Import; i.New != len(mendings) || i.Changed+i.Unchanged+i.Gone+i.Rejected != 0 {
				t.Errorf("mended: %+v, rejected %+v", i, second.Rejected)
			}
			bookings, _, err := o.Bookings(t.Context(), everybody)
			if err != nil {
				t.Fatal(err)
			}
			whole := 0
			for _, b := range bookings {
				if b.Reference == "RDV100009" && b.Start == agenda.MustClock("10:00") && b.Applicant.Surname == "Nguyễn" && b.Applicant.Phone != "" {
					whole++
				}
			}
			if whole != 1 {
				t.Error("the mended booking is not whole")
			}
			// The mapping that is remembered is still that of the platform's exports.
			again := read(bad, true)
			if again.Mapping.Columns[intake.FieldReference] != 0 || again.Import.New != 0 || again.Import.Changed != 0 {
				t.Errorf("the export again: %+v, columns %v", again.Import, again.Mapping.Columns)
			}
		})
	}
}
