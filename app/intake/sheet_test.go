package intake

import (
	"testing"

	"creneaux/app/agenda"
)

// workbook has the sheets in this order, the fullest first.
func workbook(sheets ...Table) Table {
	for i := range sheets {
		sheets[i].Sheet = string(rune('A' + i))
	}
	book := sheets[0]
	book.Others = sheets[1:]
	return book
}

func TestSheetThatLooksLikeAnExport(t *testing.T) {
	notes := tableOf("Procédure|Guichet|Statut", "a|b|c", "d|e|f", "g|h|i", "j|k|l", "m|n|o")
	export := tableOf("N° RDV|Date|Heure|Nom", "R1|02/03/2026|9h00|Ondo")
	other := tableOf("Clef|Jour|H", "A1|02/03/2026|9h00")
	earlier := &Mapping{HeaderLine: 1, Columns: map[Field]int{FieldReference: 0, FieldDate: 1, FieldTime: 2},
		Titles: map[Field]string{FieldReference: "Clef", FieldDate: "Jour", FieldTime: "H"}}
	for _, c := range []struct {
		book    Table
		earlier *Mapping
		want    string
	}{
		{workbook(notes, export), nil, "B"},
		{workbook(export, notes), nil, "A"},
		{workbook(notes, export, other), earlier, "C"},
		{workbook(notes, export), earlier, "B"},
		{workbook(tableOf("x"), tableOf("y")), nil, "A"},
	} {
		got := c.book.Export(c.earlier, synonyms(t))
		if got.Sheet != c.want || len(got.Others) != len(c.book.Others) {
			t.Errorf("sheet %q of %d, want %q", got.Sheet, 1+len(got.Others), c.want)
		}
	}
	book := workbook(notes, export)
	if sheet, err := book.SheetNamed("B"); err != nil || sheet.Rows[0].Cells[0].Text != "N° RDV" || sheet.Others[0].Sheet != "A" {
		t.Errorf("sheet B: %+v, %v", sheet, err)
	}
	if _, err := book.SheetNamed("Z"); agenda.CodeOf(err) != "IMPORT-OTHER-SHEET" {
		t.Errorf("sheet Z: %v", err)
	}
}
