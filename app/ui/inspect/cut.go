package inspect

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/widgets"
)

// Cuttable is a widget that may be smaller than it asks for because it says itself what
// it leaves out.
type Cuttable interface{ MayBeCut() bool }

// tolerance is by how much things may stand out: positions are rounded to pixels.
const tolerance = 1.5

// Cut returns what does not fit: texts and things to use that a clip, a widget or the
// edge of the canvas cuts and that no scrolling brings into sight, and widgets that are
// smaller than they need to be. The root must be laid out in a canvas of the size.
func Cut(root fyne.CanvasObject, size fyne.Size) (findings []string) {
	tell := func(t Thing, what string) {
		findings = append(findings, fmt.Sprintf("%s %s (in %s)", Describe(t.Object), what, path(t)))
	}
	Walk(root, size, func(t Thing) bool {
		switch o := t.Object.(type) {
		case *canvas.Text:
			cutText(t, o, tell)
			return false
		case *widget.Entry, *container.Scroll, *container.Clip:
			tooSmall(t, tell)
			return !isEntry(o)
		case fyne.Widget:
			tooSmall(t, tell)
			if usable(o) && outside(t.Area, t) {
				tell(t, fmt.Sprintf("is %v, outside of %v", t.Area, t.Room))
			}
			return !isEntry(o)
		}
		return true
	})
	return findings
}

// isEntry tells fields of text: what is typed may be longer than they are.
func isEntry(o fyne.CanvasObject) bool {
	_, ok := o.(interface{ CursorTextOffset() int })
	return ok
}

func usable(o fyne.CanvasObject) bool {
	switch o.(type) {
	case fyne.Focusable, fyne.Tappable:
		return true
	default:
		return false
	}
}

func tooSmall(t Thing, tell func(Thing, string)) {
	if c, ok := t.Object.(Cuttable); ok && c.MayBeCut() {
		return
	}
	has, needs := t.Object.Size(), widgets.LeastSize(t.Object)
	if has.Width < needs.Width-tolerance || has.Height < needs.Height-tolerance {
		tell(t, fmt.Sprintf("has %.0f×%.0f and needs %.0f×%.0f", has.Width, has.Height, needs.Width, needs.Height))
	}
}

// cutText looks at what is drawn: a text goes on beyond its object.
func cutText(t Thing, text *canvas.Text, tell func(Thing, string)) {
	if strings.TrimSpace(text.Text) == "" {
		return
	}
	drawn := t.Area
	needs, has := text.MinSize().Width, text.Size().Width
	switch text.Alignment {
	case fyne.TextAlignTrailing:
		drawn.Left = drawn.Right - needs
	case fyne.TextAlignCenter:
		drawn.Left += (has - needs) / 2
		drawn.Right = drawn.Left + needs
	default:
		drawn.Right = drawn.Left + needs
	}
	if outside(drawn, t) {
		tell(t, fmt.Sprintf("is drawn on %v, outside of %v", drawn, t.Room))
		return
	}
	if owner, ok := ownerOf(t); ok && !t.Sideways && (drawn.Left < owner.Left-tolerance || drawn.Right > owner.Right+tolerance) {
		tell(t, fmt.Sprintf("is drawn on %v, beyond its widget, %v", drawn, owner))
	}
}

// ownerOf returns the area of the widget that a text is a part of.
func ownerOf(t Thing) (Area, bool) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	for i := len(t.Above) - 1; i >= 0; i-- {
		if w, ok := t.Above[i].(fyne.Widget); ok {
			return areaOf(at(w), w.Size()), true
		}
	}
	return Area{}, false
}

// outside reports whether an area goes beyond the thing's room in a direction in which
// nothing scrolls.
func outside(a Area, t Thing) bool {
	sideways := a.Left < t.Room.Left-tolerance || a.Right > t.Room.Right+tolerance
	down := a.Top < t.Room.Top-tolerance || a.Bottom > t.Room.Bottom+tolerance
	return sideways && !t.Sideways || down && !t.Down
}

// path names the widgets of ours around a thing.
func path(t Thing) string {
	var names []string
	for _, above := range t.Above {
		name := strings.TrimPrefix(fmt.Sprintf("%T", above), "*")
		if name != "fyne.Container" {
			names = append(names, name)
		}
	}
	return strings.Join(names, " > ")
}
