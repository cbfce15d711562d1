package scenarios

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// column gives what stands beside a table a width of its own, however wide its sentences
// would like to be.
type column struct {
	width float32 // in pixels at text scale 1
	at    float32 // the one given last
}

func (l *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.at = size.Width
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

func (l *column) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	width := l.width * theme.Scale()
	for _, o := range objects {
		width = max(width, widgets.LeastSize(o).Width)
	}
	for _, o := range objects {
		least.Height = max(least.Height, widgets.HeightFor(o, max(l.at, width)))
	}
	least.Width = width
	return least
}

// tall gives a table room for all its rows: it is read beside the chart under it.
type tall struct{ rows func() int }

func (l *tall) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

func (l *tall) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	edges := 2*theme.Size(theme.SizeEdge) + theme.Size(theme.SizeGapSmall)
	return fyne.NewSize(least.Width, max(least.Height, float32(l.rows())*theme.Size(theme.SizeRow)+edges))
}
