package spreadsheet

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"creneaux/app/agenda"

	"github.com/xuri/excelize/v2"
)

var benchTitles = []any{
	"N° RDV", "Date du RDV", "Heure du RDV", "Motif", "Guichet", "Statut", "Pris le", "Annulé le", "Nom", "Prénom",
	"Date de naissance", "N° étranger", "E-mail", "Téléphone", "Code postal",
}

// benchRow is a row of a large export, as text.
func benchRow(i int) []any {
	day := agenda.MustDate("2026-01-05").AddDays(i / 60)
	return []any{
		fmt.Sprintf("RDV%06d", i), day.Time().Format("02/01/2006"), fmt.Sprintf("%2dh%02d", 9+i%3, 10*(i%6)),
		"Renouvellement de titre de séjour", fmt.Sprintf("G%d", 1+i%4), "Confirmé", day.AddDays(-20).Time().Format("02/01/2006") + " 19:42", "",
		"Łukasiewicz", "Éloïse Marie", "28/10/1993", fmt.Sprintf("%010d", 3294916953+i), fmt.Sprintf("eloise.%d@lettre.example", i),
		fmt.Sprintf("07%08d", i), "34070",
	}
}

func benchCSV(b *testing.B, rows int) string {
	b.Helper()
	var text strings.Builder
	fmt.Fprintln(&text, strings.Trim(strings.ReplaceAll(fmt.Sprintf("%q", benchTitles), `" "`, `";"`), "[]"))
	for i := range rows {
		for j, cell := range benchRow(i) {
			if j > 0 {
				text.WriteByte(';')
			}
			fmt.Fprint(&text, cell)
		}
		text.WriteString("\r\n")
	}
	path := filepath.Join(b.TempDir(), "export.csv")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}

func benchXLSX(b *testing.B, rows int) string {
	b.Helper()
	book := excelize.NewFile()
	defer book.Close()
	w, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	if err := w.SetRow("A1", benchTitles); err != nil {
		b.Fatal(err)
	}
	for i := range rows {
		row := benchRow(i)
		row[1], row[2], row[13] = 46027+i/60, float64(540+10*(i%6))/1440, 700_000_000+i
		if err := w.SetRow(fmt.Sprintf("A%d", i+2), row); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "export.xlsx")
	if err := book.SaveAs(path); err != nil {
		b.Fatal(err)
	}
	return path
}

// benchmarkImport measures from the file to the bookings: open, guess and read.
func benchmarkImport(b *testing.B, path string, rows int) {
	b.ReportAllocs()
	for b.Loop() {
		if reading := readBookings(b, path); len(reading.Bookings) != rows {
			b.Fatalf("%d bookings, rejected %v", len(reading.Bookings), reading.Rejected[0])
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkImportReadCSV15000(b *testing.B) {
	benchmarkImport(b, benchCSV(b, 15_000), 15_000)
}

func BenchmarkImportReadCSV500000(b *testing.B) {
	benchmarkImport(b, benchCSV(b, 500_000), 500_000)
}

func BenchmarkImportReadXLSX15000(b *testing.B) {
	benchmarkImport(b, benchXLSX(b, 15_000), 15_000)
}
