package setup

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// grid places objects in columns of given shares; a row is as high as its highest
// object. Where the columns would become too narrow for what they hold, the objects
// stand under each other.
type grid struct {
	shares []float32
	wide   bool    // more room between the columns
	fold   float32 // width at text scale 1 under which there is one column; 0: never
}

func scaled(at float32) float32 { return at * theme.Size(theme.SizeTextBody) / 13 }

// gaps returns the room between columns and between rows.
func (g *grid) gaps() (across, down float32) {
	across, down = theme.Size(theme.SizeGap), theme.Size(theme.SizeGap)
	if g.wide {
		return theme.Size(theme.SizeGapLarge), 1.5 * down
	}
	return across, down
}

func (g *grid) columns(width float32) []float32 {
	if g.fold > 0 && width < scaled(g.fold) {
		return []float32{1}
	}
	return g.shares
}

// widths returns the columns' widths, none narrower than what stands in it.
func (g *grid) widths(objects []fyne.CanvasObject, width float32) []float32 {
	shares := g.columns(width)
	gap, _ := g.gaps()
	gap *= float32(len(shares) - 1)
	sum := float32(0)
	for _, s := range shares {
		sum += s
	}
	widths := make([]float32, len(shares))
	least := make([]float32, len(shares))
	for i, o := range objects {
		if o.Visible() {
			least[i%len(shares)] = max(least[i%len(shares)], o.MinSize().Width)
		}
	}
	rest := width - gap
	for i := range widths { // those that have no room by their share get what they need
		if least[i] > (width-gap)*shares[i]/sum {
			widths[i] = least[i]
			rest -= least[i]
		}
	}
	free := float32(0)
	for i, s := range shares {
		if widths[i] == 0 {
			free += s
		}
	}
	for i, s := range shares {
		if widths[i] == 0 && free > 0 {
			widths[i] = max(rest*s/free, least[i])
		}
	}
	return widths
}

func (g *grid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	g.arrange(objects, size.Width, true)
}

func (g *grid) arrange(objects []fyne.CanvasObject, width float32, move bool) (height float32) {
	widths := g.widths(objects, width)
	gap, down := g.gaps()
	for from := 0; from < len(objects); from += len(widths) {
		row := objects[from:min(from+len(widths), len(objects))]
		high := float32(0)
		for i, o := range row {
			if !o.Visible() {
				continue
			}
			if move {
				o.Resize(fyne.NewSize(widths[i], o.Size().Height)) // the height of wrapped text follows from its width
			}
			high = max(high, widgets.HeightFor(o, widths[i]))
		}
		x := float32(0)
		for i, o := range row {
			if move {
				o.Move(fyne.NewPos(x, height))
				o.Resize(fyne.NewSize(widths[i], high))
			}
			x += widths[i] + gap
		}
		if high > 0 {
			height += high + down
		}
	}
	return max(height-down, 0)
}

func (g *grid) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.Size{}
	width := float32(0)
	columns := make([]float32, len(g.shares))
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		s := o.MinSize()
		columns[i%len(columns)] = max(columns[i%len(columns)], s.Width)
		width = max(width, s.Width)
		least.Width = width
	}
	if g.fold == 0 {
		gap, _ := g.gaps()
		least.Width = gap * float32(len(columns)-1)
		for _, c := range columns {
			least.Width += c
		}
	}
	at := least.Width
	if len(objects) > 0 {
		// As wide as it stands: the objects know their own width, the grid does not.
		for _, o := range objects {
			if o.Visible() && o.Position().X+o.Size().Width > at {
				at = o.Position().X + o.Size().Width
			}
		}
	}
	least.Height = g.arrange(objects, at, false)
	return least
}
