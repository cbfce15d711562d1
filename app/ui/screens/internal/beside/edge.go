package beside

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// edge is the room between the main part and its panel, which can be dragged.
type edge struct {
	widget.BaseWidget

	pull    func(by float32)
	let     func()
	hovered bool
}

var (
	_ fyne.Draggable     = (*edge)(nil)
	_ desktop.Hoverable  = (*edge)(nil)
	_ desktop.Cursorable = (*edge)(nil)
)

func newEdge(pull func(by float32), let func()) *edge {
	e := &edge{pull: pull, let: let}
	e.ExtendBaseWidget(e)
	return e
}

// Dragged moves the edge.
func (e *edge) Dragged(d *fyne.DragEvent) { e.pull(d.Dragged.DX) }

// DragEnd lets go of it.
func (e *edge) DragEnd() { e.let() }

// Cursor says that it can be dragged.
func (e *edge) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// MouseIn shows the edge.
func (e *edge) MouseIn(*desktop.MouseEvent) { e.hovered = true; e.Refresh() }

// MouseMoved does nothing more than MouseIn did.
func (e *edge) MouseMoved(*desktop.MouseEvent) {}

// MouseOut hides the edge.
func (e *edge) MouseOut() { e.hovered = false; e.Refresh() }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (e *edge) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewRectangle(nil)
	r := &edgeRenderer{edge: e, line: line}
	r.Refresh()
	return r
}

type edgeRenderer struct {
	edge *edge
	line *canvas.Rectangle
}

// Layout implements [fyne.WidgetRenderer].
func (r *edgeRenderer) Layout(size fyne.Size) {
	const thick = 3
	r.line.Move(fyne.NewPos((size.Width-thick)/2, 0))
	r.line.Resize(fyne.NewSize(thick, size.Height))
}

// MinSize implements [fyne.WidgetRenderer].
func (r *edgeRenderer) MinSize() fyne.Size { return fyne.NewSize(0, 0) }

// Refresh implements [fyne.WidgetRenderer].
func (r *edgeRenderer) Refresh() {
	r.line.FillColor = theme.Color(fynetheme.ColorNamePrimary)
	r.line.Hidden = !r.edge.hovered
	r.line.Refresh()
}

// Objects implements [fyne.WidgetRenderer].
func (r *edgeRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }

// Destroy implements [fyne.WidgetRenderer].
func (r *edgeRenderer) Destroy() {}
