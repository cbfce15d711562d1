package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// visit calls f for every object that is shown in another, itself included.
func visit(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	f(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			visit(child, f)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			visit(child, f)
		}
	}
}

// textsIn returns the texts that are shown in an object.
func textsIn(o fyne.CanvasObject) (texts []string) {
	visit(o, func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *Paragraph:
			texts = append(texts, o.Text())
		case *Text:
			texts = append(texts, o.Text())
		case *canvas.Text:
			texts = append(texts, o.Text)
		case *widget.Label:
			texts = append(texts, o.Text)
		}
	})
	return texts
}

// buttonsIn returns the buttons that are shown in an object.
func buttonsIn(o fyne.CanvasObject) (buttons []*Button) {
	visit(o, func(o fyne.CanvasObject) {
		if b, ok := o.(*Button); ok {
			buttons = append(buttons, b)
		}
	})
	return buttons
}
