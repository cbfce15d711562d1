package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"creneaux/app/wording"
)

// Sums stand in the columns of the rows, under the last that is in sight, and are none of
// those that keys and pointer reach.
func TestSumsStandUnderTheRows(t *testing.T) {
	look(t)
	rows := make([]Row, 40)
	for i := range rows {
		rows[i] = Row{Key: string(rune('a' + i)), Cells: []string{"S", "", "7"}}
	}
	table := NewDataTable(TableParams{
		Columns: []Column{{ID: "week", Label: "Sem.", Width: 40, Frozen: true}, {ID: "day", Label: "Jour", Width: 60, Frozen: true}, {ID: "n", Label: "Total", Width: 60, Align: fyne.TextAlignTrailing}},
		Voice:   voiceOf(t, wording.French), Background: Inline,
	})
	table.SetSource(Rows(rows))
	w := test.NewTempWindow(t, table)
	w.Resize(fyne.NewSize(300, 300))
	body := table.bodyHeight()
	table.SetSums(Row{Cells: []string{"Planifié", "", "280"}}, Row{Cells: []string{"Manque", "", "✓"}, Tones: map[int]State{2: Success}})
	if got, want := table.bodyHeight(), body-2*table.rowHeight(); got != want {
		t.Errorf("the rows have %v, want %v", got, want)
	}
	s := table.drawing.sums
	if got := s.cells[0][0].Text + " " + s.cells[0][2].Text; got != "Planifié 280" {
		t.Errorf("the sum reads %q: its name takes the empty cell beside it", got)
	}
	if s.cells[1][2].Color != Success.Ink() {
		t.Error("the state of a sum is not seen")
	}
	if at := table.rowAt(table.headerHeight() + float32(table.bodyHeight()) + 5); at >= 0 {
		t.Errorf("row %d is where the sums are", at)
	}
	table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if _, last := table.inSight(); last != 39 {
		t.Errorf("the end shows row %d", last)
	}
	table.SetSums()
	if table.bodyHeight() != body || len(table.drawing.sums.cells) != 0 {
		t.Error("the sums do not go away")
	}
}

// A row that is in sight stays so when the table becomes lower: its page has something more
// to say.
func TestCurrentRowStaysInSightOfALowerTable(t *testing.T) {
	look(t)
	rows := make([]Row, 40)
	for i := range rows {
		rows[i] = Row{Key: string(rune('a' + i)), Cells: []string{"S"}}
	}
	table := NewDataTable(TableParams{Columns: []Column{{ID: "week", Label: "Sem.", Width: 40}}, Voice: voiceOf(t, wording.French), Background: Inline})
	table.SetSource(Rows(rows))
	w := test.NewTempWindow(t, table)
	w.Resize(fyne.NewSize(300, 500))
	table.Select(30)
	w.Resize(fyne.NewSize(300, 250))
	if first, last := table.inSight(); 30 < first || 30 > last-1 {
		t.Errorf("row 30 is selected, %d to %d are in sight", first, last)
	}
	table.scrollTo(0) // somebody looks elsewhere
	w.Resize(fyne.NewSize(300, 200))
	if first, _ := table.inSight(); first != 0 {
		t.Errorf("the rows moved to %d", first)
	}
}
