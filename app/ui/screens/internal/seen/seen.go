// Package seen reads a screen as a person would: the texts in sight, the buttons by
// what stands on them. The tests of screens use it.
//
// What belongs here: finding things on a screen, for tests alone.
package seen

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// App starts an application with our theme, which every screen needs.
func App(t *testing.T) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light}))
}

// Voice returns the French voice.
func Voice(t *testing.T) *wording.Voice {
	t.Helper()
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	return voice
}

// Show puts a screen into a window that is wide enough for all its texts.
func Show(t *testing.T, content fyne.CanvasObject) {
	t.Helper()
	w := test.NewTempWindow(t, content)
	w.Resize(fyne.NewSize(1600, 1000))
}

// walk visits every object in sight until visit returns false.
func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject) bool) bool {
	if o == nil || !o.Visible() {
		return true
	}
	if !visit(o) {
		return false
	}
	var parts []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		parts = o.Objects
	case *widget.RichText, *widgets.Paragraph, *widgets.Text:
	case fyne.Widget:
		parts = test.WidgetRenderer(o).Objects()
	}
	for _, part := range parts {
		if !walk(part, visit) {
			return false
		}
	}
	return true
}

// Text returns all texts in sight, a line each.
func Text(o fyne.CanvasObject) string {
	var lines []string
	walk(o, func(o fyne.CanvasObject) bool {
		switch o := o.(type) {
		case *canvas.Text:
			lines = append(lines, o.Text)
		case *widget.RichText:
			lines = append(lines, o.String())
		case *widgets.Text:
			lines = append(lines, o.Text())
		case *widgets.Paragraph:
			lines = append(lines, o.Text())
		}
		return true
	})
	return strings.Join(lines, "\n")
}

// Button returns the button with a text; the test ends if there is none.
func Button(t *testing.T, o fyne.CanvasObject, text string) *widgets.Button {
	t.Helper()
	var found *widgets.Button
	walk(o, func(o fyne.CanvasObject) bool {
		if b, ok := o.(*widgets.Button); ok && b.Text() == text {
			found = b
		}
		return found == nil
	})
	if found == nil {
		t.Fatalf("there is no button %q among\n%s", text, Text(o))
	}
	return found
}

// All returns the widgets of a kind that are in sight, in the order of the screen.
func All[W fyne.CanvasObject](o fyne.CanvasObject) (all []W) {
	walk(o, func(o fyne.CanvasObject) bool {
		if w, ok := o.(W); ok {
			all = append(all, w)
		}
		return true
	})
	return all
}
