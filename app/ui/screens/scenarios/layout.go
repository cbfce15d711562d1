package scenarios

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/theme"
)

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
