package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

func TestOverlayClosesByEscape(t *testing.T) {
	look(t)
	below, inside := NewEntry(), NewEntry()
	window := open(t, below, 600, 400)
	keys := heard(window)
	window.Canvas().Focus(below)
	closed := 0
	o := ShowDialog(window.Canvas(), inside)
	o.OnClosed = func() { closed++ }
	var within []fyne.KeyName
	o.OnKey = func(e *fyne.KeyEvent) { within = append(within, e.Name) }
	window.Canvas().Focus(inside)
	press(window, fyne.KeyF5, fyne.KeyReturn)
	if want := []fyne.KeyName{fyne.KeyF5, fyne.KeyReturn}; !slices.Equal(within, want) || len(*keys) != 0 {
		t.Errorf("the dialog hears %v, the window behind it %v", within, *keys)
	}
	o.Tapped(&fyne.PointEvent{Position: fyne.NewPos(1, 1)})
	if closed != 0 {
		t.Error("a tap beside it must not close a question")
	}
	press(window, fyne.KeyEscape)
	if closed != 1 || window.Canvas().Overlays().Top() != nil {
		t.Errorf("closed %d times", closed)
	}
	if window.Canvas().Focused() != fyne.Focusable(below) {
		t.Error("the keyboard did not go back")
	}
	press(window, fyne.KeyF5)
	if !slices.Equal(*keys, []fyne.KeyName{fyne.KeyF5}) {
		t.Errorf("the window hears %v again", *keys)
	}
	o.Close()
	if closed != 1 {
		t.Error("closed twice")
	}
}

func TestOverlaysAboveEachOther(t *testing.T) {
	for name, closeLower := range map[string]bool{"by Escape, one by one": false, "the lower one": true} {
		t.Run(name, func(t *testing.T) {
			look(t)
			below, middle, top := NewEntry(), NewEntry(), NewEntry()
			window := open(t, below, 600, 400)
			keys := heard(window)
			window.Canvas().Focus(below)
			var closed []string
			dialog := ShowDialog(window.Canvas(), middle)
			dialog.OnClosed = func() { closed = append(closed, "dialog") }
			window.Canvas().Focus(middle)
			popover := ShowPopover(middle, top)
			popover.OnClosed = func() { closed = append(closed, "popover") }
			window.Canvas().Focus(top)
			if closeLower {
				dialog.Close()
			} else {
				press(window, fyne.KeyEscape)
				if !slices.Equal(closed, []string{"popover"}) || window.Canvas().Focused() != fyne.Focusable(middle) {
					t.Fatalf("closed %v, the keyboard is elsewhere than in the dialog", closed)
				}
				press(window, fyne.KeyEscape)
			}
			if !slices.Equal(closed, []string{"popover", "dialog"}) || len(window.Canvas().Overlays().List()) != 0 {
				t.Errorf("closed %v, %d are left", closed, len(window.Canvas().Overlays().List()))
			}
			if window.Canvas().Focused() != fyne.Focusable(below) {
				t.Error("the keyboard did not go back")
			}
			press(window, fyne.KeyEscape)
			if len(*keys) != 1 {
				t.Error("the window does not hear keys again")
			}
		})
	}
}

func TestPopoverStandsAtItsAnchor(t *testing.T) {
	look(t)
	for _, c := range []struct {
		name string
		at   fyne.Position
		want fyne.Position
	}{
		{"under it", fyne.NewPos(50, 40), fyne.NewPos(50, 73)},
		{"above it at the bottom", fyne.NewPos(50, 360), fyne.NewPos(50, 257)},
		{"inside at the right", fyne.NewPos(560, 40), fyne.NewPos(396, 73)},
	} {
		anchor := NewButton(Secondary, "x", nil, nil)
		content := canvas.NewRectangle(nil)
		content.SetMinSize(fyne.NewSize(200, 100))
		window := open(t, container.NewWithoutLayout(anchor), 600, 400)
		anchor.Move(c.at)
		anchor.Resize(fyne.NewSize(40, 30))
		o := ShowPopover(anchor, content)
		if got := o.panel.Position(); got != c.want || o.panel.Size() != fyne.NewSize(200, 100) {
			t.Errorf("%s: at %v, %v large, want at %v", c.name, got, o.panel.Size(), c.want)
		}
		o.Tapped(&fyne.PointEvent{Position: o.panel.Position().AddXY(5, 5)})
		if len(window.Canvas().Overlays().List()) != 1 {
			t.Errorf("%s: a tap inside has closed it", c.name)
		}
		o.Tapped(&fyne.PointEvent{Position: fyne.NewPos(2, 2)})
		if len(window.Canvas().Overlays().List()) != 0 {
			t.Errorf("%s: a tap beside has not closed it", c.name)
		}
	}
}

func TestDialogStaysInTheWindow(t *testing.T) {
	look(t)
	content := canvas.NewRectangle(nil)
	content.SetMinSize(fyne.NewSize(2000, 2000))
	window := open(t, NewEntry(), 600, 400)
	o := ShowDialog(window.Canvas(), content)
	test.WidgetRenderer(o).Layout(fyne.NewSize(600, 400))
	if at, size := o.panel.Position(), o.panel.Size(); at.X < 0 || at.Y < 0 || at.X+size.Width > 600 || at.Y+size.Height > 400 {
		t.Errorf("the panel is at %v, %v large", at, size)
	}
}
