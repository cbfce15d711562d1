package widgets

import (
	"strconv"

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
	numbers := c.model.Table(c.words())
	table := tableOf(numbers, c)
	title := NewText(RoleHeading, c.title)
	title.SetMinWidth(0)
	copied := NewButton(Secondary, c.voice.Text("widgets.chart.copy"), theme.IconCopy(), c.CopyValues)
	close := NewButton(Flat, "", theme.IconClose(), func() { c.ShowTable() })
	close.SetTip(c.voice.Text("widgets.chart.table-close"))
	size := tableSize(numbers)
	body := AtLeast(size.Width, size.Height, NewSurface(theme.ColorSurface, EdgeAll, table))
	c.table = ShowPopover(c.drawing.table, Inset(theme.SizeGapLarge, DownWith(body, AcrossWith(title, title, copied, close), body)))
	if c.table != nil {
		c.table.OnClosed = func() { c.table = nil }
		focus(table)
	}
}

// tableSize is how large the table of the numbers is: all of a small one, at text scale 1.
func tableSize(t chart.Table) fyne.Size {
	return fyne.NewSize(min(float32(180+100*(len(t.Headers)-1)), 760), min(float32(31+27*len(t.Rows)), 380))
}

func tableOf(t chart.Table, c *Chart) *DataTable {
	columns := make([]Column, len(t.Headers))
	for i, header := range t.Headers {
		columns[i] = Column{ID: strconv.Itoa(i), Label: header, Width: 96, Stretch: true}
		if i == 0 {
			columns[i].Width = 170
		}
		if t.Figures[i] {
			columns[i].Align = fyne.TextAlignTrailing
		}
	}
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
		text.row(row)
	}
	fyne.CurrentApp().Clipboard().SetContent(text.String())
}
