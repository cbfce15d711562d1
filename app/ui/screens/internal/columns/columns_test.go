package columns

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"pgregory.net/rapid"

	"creneaux/app/ui/screens/internal/seen"
)

// Whatever stands in a grid keeps its least size, within the grid, and nothing lies
// over anything else.
func TestGridsKeepTheirObjectsApart(t *testing.T) {
	seen.App(t)
	rapid.Check(t, func(t *rapid.T) {
		g := &Grid{Shares: rapid.SliceOfN(rapid.Float32Range(0.1, 8), 2, 6).Draw(t, "shares"), Wide: rapid.Bool().Draw(t, "wide")}
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 1:
			g.Fold = rapid.Float32Range(100, 600).Draw(t, "fold")
		case 2:
			g.Lead = rapid.IntRange(1, len(g.Shares)-1).Draw(t, "lead")
		}
		rows := rapid.IntRange(1, 4).Draw(t, "rows")
		var objects []fyne.CanvasObject
		for range rows * len(g.Shares) {
			r := canvas.NewRectangle(nil)
			r.SetMinSize(fyne.NewSize(rapid.Float32Range(1, 150).Draw(t, "width"), rapid.Float32Range(1, 40).Draw(t, "height")))
			objects = append(objects, r)
		}
		least := g.MinSize(objects)
		size := fyne.NewSize(max(least.Width, rapid.Float32Range(100, 1500).Draw(t, "room")), 0)
		g.Layout(objects, size)
		size.Height = g.MinSize(objects).Height
		const tolerance = 1
		if g.Fold == 0 || size.Width >= g.leastWidth(objects) || len(g.columns(size.Width)) == 1 {
			for i, o := range objects {
				at, end := o.Position(), o.Position().Add(o.Size())
				if at.X < 0 || at.Y < 0 || end.X > size.Width+tolerance || end.Y > size.Height+tolerance {
					t.Fatalf("object %d at %v–%v of %v", i, at, end, size)
				}
				if o.Size().Width < o.MinSize().Width-tolerance || o.Size().Height < o.MinSize().Height-tolerance {
					t.Fatalf("object %d is %v, needs %v", i, o.Size(), o.MinSize())
				}
				for j, other := range objects[:i] {
					from, to := other.Position(), other.Position().Add(other.Size())
					if at.X < to.X-tolerance && from.X < end.X-tolerance && at.Y < to.Y-tolerance && from.Y < end.Y-tolerance {
						t.Fatalf("object %d lies over %d", i, j)
					}
				}
			}
		}
	})
}
