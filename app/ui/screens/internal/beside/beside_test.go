package beside

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// The panel is as wide as it is drawn, within what leaves both enough, and tells so once.
func TestPanelIsDrawnWiderAndNarrower(t *testing.T) {
	seen.App(t)
	main, side := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	var told []float32
	b := New(Params{Main: main, Side: side, Inside: side, Width: 300, Least: 500, OnWidth: func(w float32) { told = append(told, w) }})
	w := test.NewTempWindow(t, b)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1000, 400))
	gap := theme.Size(theme.SizeGapLarge)
	edge := b.edge
	for _, step := range []struct{ by, want float32 }{{-50, 350}, {20, 330}, {500, 300}, {-900, 500 - gap}} {
		edge.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(step.by, 0)})
		if side.Size().Width != step.want || main.Size().Width != 1000-gap-step.want {
			t.Errorf("drawn by %v the panel is %v wide beside %v, want %v", step.by, side.Size().Width, main.Size().Width, step.want)
		}
	}
	if len(told) > 0 {
		t.Errorf("told %v while it is drawn", told)
	}
	if edge.DragEnd(); len(told) != 1 || told[0] != b.Width() {
		t.Errorf("told %v, it is %v wide", told, b.Width())
	}
	if edge.Cursor() != desktop.HResizeCursor {
		t.Error("nothing says that the edge can be drawn")
	}
	side.Hide()
	if b.Refresh(); main.Size().Width != 1000 {
		t.Errorf("without the panel the rest is %v wide", main.Size().Width)
	}
}

// Where there is no room for both, the panel is under the rest, as high as all of it.
func TestNarrowPanelGoesUnder(t *testing.T) {
	seen.App(t)
	side := canvas.NewRectangle(nil)
	side.SetMinSize(fyne.NewSize(10, 150))
	main := canvas.NewRectangle(nil)
	main.SetMinSize(fyne.NewSize(10, 100))
	b := New(Params{Main: main, Side: side, Inside: side, Width: 300, Least: 500})
	w := test.NewTempWindow(t, b)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(700, 600))
	if !b.Under(700) || side.Position().X != 0 || side.Position().Y <= main.Size().Height || side.Size().Height < 150 {
		t.Errorf("the panel is at %v, %v", side.Position(), side.Size())
	}
	if need := widgets.HeightFor(b, 700); need < 250 {
		t.Errorf("both are %v high", need)
	}
}
