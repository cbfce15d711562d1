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

	"creneaux/app/chart"
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
	return walkThose(o, fyne.CanvasObject.Visible, visit)
}

// walkThose visits every object that is wanted, with what stands in it, until visit
// returns false.
func walkThose(o fyne.CanvasObject, wanted, visit func(fyne.CanvasObject) bool) bool {
	if o == nil || !wanted(o) {
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
		if !walkThose(part, wanted, visit) {
			return false
		}
	}
	return true
}

// Everything returns all that a page could tell somebody who looks for it: every text, in
// sight or hidden, every tip, what a screen reader is told, the rows of the tables and the
// numbers behind the charts; a line each.
func Everything(voice *wording.Voice, o fyne.CanvasObject) string {
	var lines []string
	all := func(fyne.CanvasObject) bool { return true }
	walkThose(o, all, func(o fyne.CanvasObject) bool {
		lines = append(append(lines, textsOf(o)...), spokenOf(o)...)
		if table, ok := o.(*widgets.DataTable); ok {
			for i := range table.Total() {
				row, _ := table.Row(i)
				lines = append(lines, row.Cells...)
			}
		}
		if pictured, ok := o.(interface{ Picture() chart.Picture }); ok {
			lines = append(lines, numbersOf(voice, pictured.Picture())...)
		}
		return true
	})
	return strings.Join(lines, "\n")
}

// spokenOf returns what an object tells a screen reader, and who rests the pointer on it.
func spokenOf(o fyne.CanvasObject) (said []string) {
	if labelled, ok := o.(interface{ AccessibilityLabel() string }); ok {
		said = append(said, labelled.AccessibilityLabel())
	}
	if tipped, ok := o.(interface{ Tip() string }); ok {
		said = append(said, tipped.Tip())
	}
	return said
}

// numbersOf returns what a chart says in words and figures.
func numbersOf(voice *wording.Voice, p chart.Picture) []string {
	if p.Chart == nil {
		return nil
	}
	words := chart.Words{Voice: voice}
	lines := append([]string{p.Title, p.Source}, p.Chart.Describe(words)...)
	for _, row := range p.Chart.Table(words).Rows {
		lines = append(lines, row...)
	}
	return lines
}

// Text returns all texts in sight, a line each.
func Text(o fyne.CanvasObject) string {
	var lines []string
	walk(o, func(o fyne.CanvasObject) bool {
		lines = append(lines, textsOf(o)...)
		return true
	})
	return strings.Join(lines, "\n")
}

// textsOf returns the text that an object is, if it is one.
func textsOf(o fyne.CanvasObject) []string {
	switch o := o.(type) {
	case *canvas.Text:
		return []string{o.Text}
	case *widget.RichText:
		return []string{o.String()}
	case *widgets.Text:
		return []string{o.Text()}
	case *widgets.Paragraph:
		return []string{o.Text()}
	}
	return nil
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
