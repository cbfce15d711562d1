// Package inspect looks at what a window shows as a reader with a keyboard, a reader
// with a screen reader and a reader with large text would: what can have the focus and
// in which order, what has no name, what is cut.
//
// What belongs here: judging a tree of objects that is laid out, for tests, whatever
// the objects are about. The program itself is built without it, for it brings in
// Fyne's test package.
package inspect

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// Area is a rectangle of a canvas.
type Area struct{ Left, Top, Right, Bottom float32 }

func areaOf(at fyne.Position, size fyne.Size) Area {
	return Area{at.X, at.Y, at.X + size.Width, at.Y + size.Height}
}

func (a Area) within(b Area) Area {
	return Area{max(a.Left, b.Left), max(a.Top, b.Top), min(a.Right, b.Right), min(a.Bottom, b.Bottom)}
}

func (a Area) empty() bool { return a.Right <= a.Left || a.Bottom <= a.Top }

// String writes the area as position and size.
func (a Area) String() string {
	return fmt.Sprintf("%.0f×%.0f at %.0f,%.0f", a.Right-a.Left, a.Bottom-a.Top, a.Left, a.Top)
}

// Thing is an object on a canvas.
type Thing struct {
	Object fyne.CanvasObject
	Area   Area
	// Room is the part of the canvas that no clip above the object hides.
	Room Area
	// Sideways and Down tell that a scroll above lets the object be moved into its
	// room.
	Sideways, Down bool
	Above          []fyne.CanvasObject // from the root to the parent
}

// Seen reports whether some of the thing is in sight.
func (t Thing) Seen() bool { return !t.Area.within(t.Room).empty() }

// Walk visits every visible object of a tree, a parent before its children, until visit
// returns false for one, whose children are left out. The root fills a canvas of a size.
func Walk(root fyne.CanvasObject, size fyne.Size, visit func(Thing) bool) {
	if root == nil {
		return
	}
	walk(Thing{Object: root, Room: areaOf(fyne.Position{}, size)}, fyne.Position{}, visit)
}

func walk(t Thing, at fyne.Position, visit func(Thing) bool) {
	if t.Object == nil || !t.Object.Visible() {
		return
	}
	at = at.Add(t.Object.Position())
	t.Area = areaOf(at, t.Object.Size())
	if !visit(t) {
		return
	}
	child := t
	child.Above = append(t.Above[:len(t.Above):len(t.Above)], t.Object)
	switch o := t.Object.(type) {
	case *container.Scroll:
		child.Room = t.Room.within(t.Area)
		child.Sideways = t.Sideways || o.Direction == container.ScrollBoth || o.Direction == container.ScrollHorizontalOnly
		child.Down = t.Down || o.Direction == container.ScrollBoth || o.Direction == container.ScrollVerticalOnly
	case *container.Clip:
		// Whoever draws inside a clip of its own moves what is inside.
		child.Room, child.Sideways, child.Down = t.Room.within(t.Area), true, true
	}
	for _, part := range parts(t.Object) {
		child.Object = part
		walk(child, at, visit)
	}
}

func parts(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case fyne.Widget:
		return test.WidgetRenderer(o).Objects()
	default:
		return nil
	}
}

// Label returns what a screen reader may call an object, or what stands on it; "" if
// nothing does.
func Label(o fyne.CanvasObject) string {
	if container, ok := o.(*fyne.Container); ok {
		return labelIn(container)
	}
	if named, ok := o.(fyne.Accessible); ok && named.AccessibilityLabel() != "" {
		return named.AccessibilityLabel()
	}
	return labelIn(o)
}

// labelIn returns the first text in an object.
func labelIn(o fyne.CanvasObject) (label string) {
	Walk(o, o.Size(), func(t Thing) bool {
		if label == "" {
			label = strings.TrimSpace(textOf(t.Object))
		}
		return label == ""
	})
	return label
}

func textOf(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case *canvas.Text:
		return o.Text
	case *widget.RichText:
		return o.String()
	default:
		return ""
	}
}

// Texts returns every text in sight, in the order of the tree.
func Texts(root fyne.CanvasObject, size fyne.Size) (texts []string) {
	Walk(root, size, func(t Thing) bool {
		text := textOf(t.Object)
		if text != "" && t.Seen() {
			texts = append(texts, text)
		}
		return text == ""
	})
	return texts
}

// Describe names an object for a finding: its type and its label.
func Describe(o fyne.CanvasObject) string {
	label := []rune(Label(o))
	if len(label) > 40 {
		label = append(label[:40], '…')
	}
	return fmt.Sprintf("%T %q", o, string(label))
}
