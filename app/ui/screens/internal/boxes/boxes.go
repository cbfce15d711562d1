// Package boxes asks which of some things are meant, by a box for each.
//
// What belongs here: boxes as one input of a form. What the things are is the business of
// the form.
package boxes

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/widgets"
)

// Boxes are some things of which any can be ticked, as one input.
type Boxes struct {
	widget.BaseWidget

	all  []*widgets.Check
	flow *fyne.Container
	// OnChanged is called when a box was ticked or cleared.
	OnChanged func()
}

var _ widgets.Answer = (*Boxes)(nil)

// New returns a box for each name, none ticked.
func New(names []string) *Boxes {
	b := &Boxes{}
	var objects []fyne.CanvasObject
	for _, name := range names {
		box := widgets.NewCheck(name, false, func(bool) {
			if b.OnChanged != nil {
				b.OnChanged()
			}
		})
		b.all, objects = append(b.all, box), append(objects, box)
	}
	b.flow = widgets.Flow(nil, objects...)
	b.ExtendBaseWidget(b)
	return b
}

// Tick ticks a box, or clears it, without telling anybody.
func (b *Boxes) Tick(i int, on bool) { b.all[i].Checked = on }

// Ticked reports whether a box is ticked.
func (b *Boxes) Ticked(i int) bool { return b.all[i].Checked }

// Wrong returns "": any of them can be ticked.
func (b *Boxes) Wrong() string { return "" }

// Held is what is shown.
func (b *Boxes) Held() fyne.CanvasObject { return b.flow }

// Stands returns which are ticked.
func (b *Boxes) Stands() string {
	var ticked []string
	for _, box := range b.all {
		if box.Checked {
			ticked = append(ticked, box.Text)
		}
	}
	return strings.Join(ticked, "\n")
}

// First returns what gets the keyboard.
func (b *Boxes) First() fyne.Focusable {
	if len(b.all) == 0 {
		return nil
	}
	return b.all[0]
}

// SetAccessibleLabel says what a screen reader calls the boxes: each by the name of all
// of them and its own.
func (b *Boxes) SetAccessibleLabel(label string) {
	for _, box := range b.all {
		box.SetAccessibleLabel(label + ", " + box.Text)
	}
}

// HeightFor returns how high the boxes are at a width.
func (b *Boxes) HeightFor(width float32) float32 { return widgets.HeightFor(b.flow, width) }

// CreateRenderer is Fyne's way to ask how the widget is drawn.
func (b *Boxes) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.flow) }
