package start

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// row is a line that can be clicked as a whole and lights up under the pointer. The
// keyboard has the button that stands in it.
type row struct {
	widget.BaseWidget
	surface *widgets.Surface
	light   *canvas.Rectangle
	tapped  func() // nil: the line itself does nothing
}

var (
	_ fyne.Tappable     = (*row)(nil)
	_ desktop.Hoverable = (*row)(nil)
)

func newRow(content fyne.CanvasObject, tapped func()) *row {
	r := &row{light: canvas.NewRectangle(nil), tapped: tapped}
	r.surface = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, widgets.Inset(theme.SizeGap, content))
	r.light.Hide()
	r.ExtendBaseWidget(r)
	return r
}

// Tapped does what the line is for.
func (r *row) Tapped(*fyne.PointEvent) {
	if r.tapped != nil {
		r.tapped()
	}
}

// MouseIn lights the line up, MouseOut ends it.
func (r *row) MouseIn(*desktop.MouseEvent) {
	r.light.Hidden = r.tapped == nil
	r.Refresh()
}

// MouseMoved does nothing more than MouseIn did.
func (r *row) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (r *row) MouseOut() {
	r.light.Hide()
	r.Refresh()
}

// HeightFor returns how high the line is at a width.
func (r *row) HeightFor(width float32) float32 { return r.surface.HeightFor(width) }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return &rowRenderer{row: r} }

type rowRenderer struct{ row *row }

func (r *rowRenderer) Layout(size fyne.Size) {
	r.row.surface.Resize(size)
	r.row.light.Resize(size)
}

func (r *rowRenderer) MinSize() fyne.Size { return r.row.surface.MinSize() }

func (r *rowRenderer) Refresh() {
	r.row.light.FillColor = theme.Color(fynetheme.ColorNameHover)
	r.row.light.CornerRadius = theme.Size(fynetheme.SizeNameInputRadius)
	r.row.light.Refresh()
	r.row.surface.Refresh()
}

func (r *rowRenderer) Destroy() {}

func (r *rowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.row.surface, r.row.light}
}
