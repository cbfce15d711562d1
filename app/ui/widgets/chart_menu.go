package widgets

import (
	"fyne.io/fyne/v2"

	"creneaux/app/chart"
	"creneaux/app/ui/theme"
)

// copyKey is how the shortcut for copying is written, in both languages.
const copyKey = "Ctrl+C"

// TappedSecondary shows what can be done with the chart.
func (c *Chart) TappedSecondary(e *fyne.PointEvent) { c.showMenu(e.Position) }

// showMenu shows what can be done with the chart, beside a place on it.
func (c *Chart) showMenu(at fyne.Position) {
	if items := c.menu(); len(items) > 0 && c.drawing != nil {
		c.point(-1) // values and menu would cover each other
		ShowMenu(c.drawing.whole, at, items)
	}
}

// showMenuByKey opens the menu at what is pointed at, or at the upper left corner.
func (c *Chart) showMenuByKey() {
	place := fyne.NewPos(0, 0)
	if c.pointed >= 0 && c.pointed < c.spots() {
		s := c.drawing.drawn.Spots[c.pointed]
		place = fyne.NewPos(float32(s.Min.X+s.Max.X)/2, float32(s.Max.Y))
	}
	c.showMenu(place)
}

// menu is what can be done with the chart: nothing where it shows nothing.
func (c *Chart) menu() []MenuItem {
	if c.model.Empty() {
		return nil
	}
	voice := c.voice
	items := []MenuItem{
		{Label: voice.Text("widgets.chart.show-table"), Shortcut: "T", Icon: theme.IconTable(), Do: c.ShowTable},
		{Label: voice.Text("widgets.chart.copy"), Shortcut: copyKey, Icon: theme.IconCopy(), Do: c.CopyValues},
	}
	if c.OnSave == nil {
		return items
	}
	save := func(label string, kind chart.FileType) {
		items = append(items, MenuItem{Label: label, Icon: theme.IconSave(), Do: func() { c.OnSave(kind, c.Picture()) }})
	}
	items = append(items, MenuItem{Separator: true})
	save(voice.Text("widgets.chart.save-png"), chart.FilePNG)
	save(voice.Text("widgets.chart.save-svg"), chart.FileSVG)
	save(voice.Text("widgets.chart.save-pdf"), chart.FilePDF)
	return items
}
