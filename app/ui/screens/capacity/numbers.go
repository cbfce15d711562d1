package capacity

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// The widths of the columns beside what a number is of, at text scale 1: the number
// itself, and two that are told of it.
var numberWidths = []float32{84, 52, 38}

// leastLabel is how much of what a number is of is in sight at least.
const leastLabel = 60

// numbers places the lines of all desks: a head, the numbers in columns, and under each
// what is wrong with it. It measures a line once for all of them, because a week has
// dozens and somebody may go through the weeks as fast as the keys repeat.
type numbers struct {
	widget.BaseWidget

	desks []*deskRows
	width float32                               // the one given last
	line  struct{ text, height, label float32 } // measured for a size of letters
}

var _ widgets.Fitting = (*numbers)(nil)

func newNumbers() *numbers {
	n := &numbers{}
	n.ExtendBaseWidget(n)
	return n
}

// set places the lines of other desks.
func (n *numbers) set(desks []*deskRows) {
	n.desks = desks
	n.line.text = 0
	n.Refresh()
}

// measure measures one line for all, unless it is known for the present size of letters.
func (n *numbers) measure() {
	text := theme.Size(theme.SizeTextBody) + theme.Size(fynetheme.SizeNameInnerPadding)
	if text == n.line.text {
		return
	}
	for _, d := range n.desks {
		for _, r := range d.rows {
			n.line.text, n.line.label = text, r.label.MinSize().Height
			n.line.height = max(r.field.MinSize().Height, n.line.label)
			return
		}
	}
}

func lineGap() float32 { return theme.Size(fynetheme.SizeNamePadding) / 2 }

// HeightFor returns how high all lines are at a width.
func (n *numbers) HeightFor(width float32) float32 {
	return n.each(width, nil)
}

// each goes through what is in sight, with its place at a width, and returns the height
// of all of it; place may be nil.
func (n *numbers) each(width float32, place func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	n.measure()
	top := float32(0)
	for i, d := range n.desks {
		if i > 0 {
			top += theme.Size(theme.SizeGap)
		}
		if place != nil {
			use := min(d.use.MinSize().Width, width)
			place(d.name, fyne.NewPos(0, top), fyne.NewSize(max(width-use-theme.Size(theme.SizeGap), 0), n.line.label))
			place(d.use, fyne.NewPos(width-use, top), fyne.NewSize(use, n.line.label))
		}
		top += n.line.label + lineGap()
		for _, r := range d.rows {
			if place != nil {
				n.placeLine(r, width, top, place)
			}
			top += n.line.height + lineGap()
			if r.note.Visible() {
				height := r.note.HeightFor(width)
				if place != nil {
					place(r.note, fyne.NewPos(0, top), fyne.NewSize(width, height))
				}
				top += height + lineGap()
			}
		}
	}
	return top
}

// placeLine gives what a line shows its place.
func (n *numbers) placeLine(r *cellRow, width, top float32, place func(fyne.CanvasObject, fyne.Position, fyne.Size)) {
	slots, height := fyne.CanvasObject(r.field), n.line.height
	if !r.field.Visible() {
		slots, height = r.fixed, n.line.label
	}
	objects, heights := []fyne.CanvasObject{r.label, slots, r.bound, r.room}, []float32{n.line.label, height, n.line.label, n.line.label}
	inColumns(width, func(column int, x, width float32) {
		place(objects[column], fyne.NewPos(x, top+(n.line.height-heights[column])/2), fyne.NewSize(width, heights[column]))
	})
}

// inColumns goes through the columns of a line.
func inColumns(width float32, each func(column int, x, width float32)) {
	right := width
	for column := len(numberWidths); column > 0; column-- {
		own := numberWidths[column-1] * theme.Scale()
		each(column, right-own, own)
		right -= own + theme.Size(theme.SizeGap)
	}
	each(0, 0, max(right, 0))
}

// leastWidth is how narrow a line may be.
func leastWidth() float32 {
	width := leastLabel * theme.Scale()
	for _, w := range numberWidths {
		width += w*theme.Scale() + theme.Size(theme.SizeGap)
	}
	return width
}

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (n *numbers) CreateRenderer() fyne.WidgetRenderer { return &numbersRenderer{n} }

type numbersRenderer struct{ n *numbers }

// Objects implements [fyne.WidgetRenderer].
func (r *numbersRenderer) Objects() (all []fyne.CanvasObject) {
	for _, d := range r.n.desks {
		all = append(all, d.name, d.use)
		for _, row := range d.rows {
			all = append(all, row.label, row.field, row.fixed, row.bound, row.room, row.note)
		}
	}
	return all
}

// MinSize implements [fyne.WidgetRenderer].
func (r *numbersRenderer) MinSize() fyne.Size {
	width := max(r.n.width, leastWidth())
	return fyne.NewSize(leastWidth(), r.n.HeightFor(width))
}

// Layout implements [fyne.WidgetRenderer].
func (r *numbersRenderer) Layout(size fyne.Size) {
	r.n.width = size.Width
	r.n.each(size.Width, func(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		o.Move(at)
		o.Resize(size)
	})
}

// Refresh implements [fyne.WidgetRenderer]: each line refreshes itself where it changes.
func (r *numbersRenderer) Refresh() {
	r.Layout(r.n.Size())
	canvas.Refresh(r.n)
}

// Destroy implements [fyne.WidgetRenderer].
func (r *numbersRenderer) Destroy() {}

// headColumns places the names of the columns.
type headColumns struct{}

// MinSize implements [fyne.Layout].
func (headColumns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastWidth(), objects[0].MinSize().Height)
}

// Layout implements [fyne.Layout].
func (headColumns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	inColumns(size.Width, func(column int, x, width float32) {
		objects[column].Move(fyne.NewPos(x, 0))
		objects[column].Resize(fyne.NewSize(width, size.Height))
	})
}

// newHead returns the names of the columns.
func newHead(labels ...string) fyne.CanvasObject {
	var texts []fyne.CanvasObject
	for i, label := range labels {
		text := widgets.NewText(widgets.RoleCaption, label)
		text.SetMinWidth(0)
		if i > 1 {
			text.SetAlignment(fyne.TextAlignTrailing)
		}
		texts = append(texts, text)
	}
	return container.New(headColumns{}, texts...)
}
