package widgets

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/chart"
	"creneaux/app/ui/theme"
)

// ShowTable shows the numbers behind the chart; a second time takes them away again.
func (c *Chart) ShowTable() {
	if c.table != nil {
		c.table.Close()
		return
	}
	if c.drawing == nil || c.model.Empty() {
		return
	}
	c.point(-1) // values and table would cover each other
	numbers := c.model.Table(c.words())
	columns := columnsFor(numbers)
	table := c.tableOf(numbers, columns)
	title := NewText(RoleHeading, c.title)
	title.SetMinWidth(0)
	copied := NewButton(Secondary, c.voice.Text("widgets.chart.copy"), theme.IconCopy(), c.CopyValues)
	close := NewButton(Flat, "", theme.IconClose(), func() { c.ShowTable() })
	close.SetTip(c.voice.Text("widgets.chart.table-close"))
	size := tableSize(columns, len(numbers.Rows))
	body := AtLeast(size.Width, size.Height, NewSurface(theme.ColorSurface, EdgeAll, table))
	c.table = ShowPopover(c.drawing.table, Inset(theme.SizeGapLarge, DownWith(body, AcrossWith(title, title, copied, close), body)))
	if c.table != nil {
		c.table.OnClosed = func() { c.table = nil }
		focus(table)
	}
}

// The widths of the columns of figures, and the largest table, at text scale 1.
const (
	figureWidth = 104
	nameWidth   = 300
	tableWidth  = 760
	tableHeight = 380
)

// tableSize is how large the table of the numbers is: all of a small one, at text scale 1.
func tableSize(columns []Column, rows int) fyne.Size {
	width := float32(24)
	for _, c := range columns {
		width += c.Width
	}
	return fyne.NewSize(min(width, tableWidth), min(float32(36+27*rows), tableHeight))
}

// columnsFor returns columns that hold their texts, as far as there is room.
func columnsFor(t chart.Table) []Column {
	size, scale := theme.Size(theme.SizeTextBody), theme.Scale()
	columns := make([]Column, len(t.Headers))
	for i, header := range t.Headers {
		widest := textWidth(header, size, fyne.TextStyle{Bold: true})
		for _, row := range t.Rows {
			widest = max(widest, textWidth(row[i], size, fyne.TextStyle{}))
		}
		columns[i] = Column{ID: strconv.Itoa(i), Label: header, Width: min(widest/scale+26, nameWidth)}
		if t.Figures[i] {
			columns[i].Align = fyne.TextAlignTrailing
			columns[i].Width = min(max(columns[i].Width, figureWidth), 1.6*figureWidth)
		}
	}
	columns[0].Stretch = true
	return columns
}

func (c *Chart) tableOf(t chart.Table, columns []Column) *DataTable {
	table := NewDataTable(TableParams{Columns: columns, Voice: c.voice, Background: Inline})
	rows := make([]Row, len(t.Rows))
	for i, cells := range t.Rows {
		rows[i] = Row{Key: strconv.Itoa(i), Cells: cells}
	}
	table.SetSource(Rows(rows))
	return table
}

// CopyValues copies the numbers behind the chart with their headers, as a spreadsheet
// takes them.
func (c *Chart) CopyValues() {
	if c.model.Empty() {
		return
	}
	t := c.model.Table(c.words())
	var text separated
	text.row(t.Headers)
	for _, row := range t.Rows {
		cells := slices.Clone(row)
		for i, cell := range cells {
			if t.Figures[i] {
				cells[i] = ungrouped(cell)
			}
		}
		text.row(cells)
	}
	fyne.CurrentApp().Clipboard().SetContent(text.String())
}

// ungrouped returns a number without the spaces between its digits, in which a
// spreadsheet would see text.
func ungrouped(number string) string {
	return strings.Map(func(r rune) rune {
		if r == '\u00a0' || r == '\u202f' || r == '\u2009' {
			return -1
		}
		return r
	}, number)
}
