// Package columns lays fields out in columns, as a form does.
//
// What belongs here: where the fields of a form stand. What they ask is the business of
// the form.
package columns

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// Grid places objects in columns of given shares; a row is as high as its highest
// object. Where the columns would become too narrow for what they hold, the objects
// stand under each other.
type Grid struct {
	Shares []float32
	Wide   bool    // more room between the columns
	Fold   float32 // width at text scale 1 under which there is one column; 0: never
	Lead   int     // how many columns stand on a line of their own where not all fit; 0: none
}

// leading and others are the grids of the columns that stand on a line of their own and
// of those under them.
func (g *Grid) leading() *Grid { return &Grid{Shares: g.Shares[:g.Lead], Wide: g.Wide} }
func (g *Grid) others() *Grid  { return &Grid{Shares: g.Shares[g.Lead:], Wide: g.Wide} }

// breaks reports whether the leading columns need a line of their own at a width.
func (g *Grid) breaks(objects []fyne.CanvasObject, width float32) bool {
	return g.Lead > 0 && g.leastWidth(objects) > width+1
}

// columnsOf returns the objects of the leading columns, and those of the others.
func (g *Grid) columnsOf(objects []fyne.CanvasObject) (first, others []fyne.CanvasObject) {
	for row := range slices.Chunk(objects, len(g.Shares)) {
		lead := min(g.Lead, len(row))
		first, others = append(first, row[:lead]...), append(others, row[lead:]...)
	}
	return first, others
}

// leastWidth is what the columns need beside each other.
func (g *Grid) leastWidth(objects []fyne.CanvasObject) float32 {
	gap, _ := g.gaps()
	least := gap * float32(len(g.Shares)-1)
	for _, width := range g.leastWidths(objects, len(g.Shares)) {
		least += width
	}
	return least
}

func (g *Grid) leastWidths(objects []fyne.CanvasObject, columns int) []float32 {
	least := make([]float32, columns)
	for i, o := range objects {
		if o.Visible() {
			least[i%columns] = max(least[i%columns], o.MinSize().Width)
		}
	}
	return least
}

// gaps returns the room between columns and between rows.
func (g *Grid) gaps() (across, down float32) {
	across, down = theme.Size(theme.SizeGap), theme.Size(theme.SizeGap)
	if g.Wide {
		return theme.Size(theme.SizeGapLarge), 1.5 * down
	}
	return across, down
}

func (g *Grid) columns(width float32) []float32 {
	if g.Fold > 0 && width < Scaled(g.Fold) {
		return []float32{1}
	}
	return g.Shares
}

// widths returns the columns' widths, none narrower than what stands in it.
func (g *Grid) widths(objects []fyne.CanvasObject, width float32) []float32 {
	shares := g.columns(width)
	gap, _ := g.gaps()
	gap *= float32(len(shares) - 1)
	sum := float32(0)
	for _, s := range shares {
		sum += s
	}
	widths := make([]float32, len(shares))
	least := g.leastWidths(objects, len(shares))
	rest, fixed := width-gap, make([]bool, len(shares))
	// Those that have no room by their share get what they need; what that takes from
	// the others may leave some of them without.
	for i := 0; i < len(shares); i++ {
		if !fixed[i] && least[i] > max(rest, 0)*shares[i]/sum {
			widths[i], fixed[i] = least[i], true
			rest, sum = rest-least[i], sum-shares[i]
			i = -1 // from the beginning
		}
	}
	for i, s := range shares {
		if !fixed[i] {
			widths[i] = rest * s / sum
		}
	}
	return widths
}

// Layout implements [fyne.Layout].
func (g *Grid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	g.arrange(objects, size.Width, true)
}

func (g *Grid) arrange(objects []fyne.CanvasObject, width float32, move bool) (height float32) {
	_, down := g.gaps()
	if !g.breaks(objects, width) {
		return max(g.place(objects, g.widths(objects, width), 0, move)-down, 0)
	}
	first, others := g.columnsOf(objects)
	leadWidths, restWidths := g.leading().widths(first, width), g.others().widths(others, width)
	for row := range slices.Chunk(objects, len(g.Shares)) {
		lead := min(g.Lead, len(row))
		height = g.place(row[:lead], leadWidths, height, move)
		height = g.place(row[lead:], restWidths, height, move)
	}
	return max(height-down, 0)
}

// place puts objects into columns of given widths from a height on, and returns where
// they end.
func (g *Grid) place(objects []fyne.CanvasObject, widths []float32, height float32, move bool) float32 {
	gap, down := g.gaps()
	for row := range slices.Chunk(objects, len(widths)) {
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
	return height
}

// MinSize implements [fyne.Layout].
func (g *Grid) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.Size{}
	switch {
	case g.Lead > 0:
		first, others := g.columnsOf(objects)
		least.Width = max(g.leading().leastWidth(first), g.others().leastWidth(others))
	case g.Fold > 0:
		for _, o := range objects {
			if o.Visible() {
				least.Width = max(least.Width, o.MinSize().Width)
			}
		}
	default:
		least.Width = g.leastWidth(objects)
	}
	at := least.Width
	for _, o := range objects {
		// As wide as it stands: the objects know their own width, the grid does not.
		if o.Visible() {
			at = max(at, o.Position().X+o.Size().Width)
		}
	}
	least.Height = g.arrange(objects, at, false)
	return least
}

// Head is the title above a column.
func Head(text string) fyne.CanvasObject {
	t := widgets.NewText(widgets.RoleCaption, text)
	t.SetMinWidth(0)
	return t
}

// Scaled returns a length at the present text scale.
func Scaled(at float32) float32 { return at * theme.Size(theme.SizeTextBody) / 13 }

// AtMost keeps content from becoming wider than is good to read, in pixels at text scale
// 1: it stands at the left of what is there.
func AtMost(width float32, content fyne.CanvasObject) *fyne.Container {
	return container.New(atMost(width), content)
}

type atMost float32

// Layout implements [fyne.Layout].
func (a atMost) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		width := min(size.Width, max(Scaled(float32(a)), o.MinSize().Width))
		o.Move(fyne.NewPos(0, 0))
		o.Resize(fyne.NewSize(width, o.Size().Height)) // the height of wrapped text follows from its width
		o.Resize(fyne.NewSize(width, max(size.Height, o.MinSize().Height)))
	}
}

// MinSize implements [fyne.Layout].
func (a atMost) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}

// BesideBar keeps the bar of a view off the fields in it.
func BesideBar(content fyne.CanvasObject) fyne.CanvasObject {
	return widgets.InsetEdges(theme.SizeFocus, theme.SizeFocus, theme.SizeGapLarge, theme.SizeFocus, content)
}
