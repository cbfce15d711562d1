package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// Fyne asks an object for its least size before it says how wide the object will be.
// What wraps needs it the other way round, so our layouts ask three things more of what
// they place: how wide it would like to be, how narrow it can be, and how high it is at
// a width. What has no answer of its own is taken by its least size.

// Fitting is a widget whose height depends on the width that it gets.
type Fitting interface {
	HeightFor(width float32) float32
}

// Holder is a widget that shows one object as it is: it is as wide and as high as that.
type Holder interface {
	Held() fyne.CanvasObject
}

// measured is what can say more about its width than its least size does.
type measured interface {
	// wantWidth is the width at which nothing has to wrap or to be cut.
	wantWidth() float32
	// leastWidth is the width below which something is out of sight.
	leastWidth() float32
}

// fittingLayout is a layout that answers for the objects it places.
type fittingLayout interface {
	heightFor(objects []fyne.CanvasObject, width float32) float32
	wantWidth(objects []fyne.CanvasObject) float32
	leastWidth(objects []fyne.CanvasObject) float32
}

// layoutOf returns how a container answers, nil if it does not.
func layoutOf(c *fyne.Container) fittingLayout {
	if l, ok := c.Layout.(fittingLayout); ok {
		return l
	}
	if c.Layout == layout.NewStackLayout() {
		return stacked{}
	}
	return nil
}

// HeightFor returns how high an object is at a width.
func HeightFor(o fyne.CanvasObject, width float32) float32 {
	return measuredLength(measure{of: o, which: heightMeasure, width: width}, func() float32 { return tallAt(o, width) })
}

func tallAt(o fyne.CanvasObject, width float32) float32 {
	switch o := o.(type) {
	case Holder:
		return HeightFor(o.Held(), width)
	case Fitting:
		return o.HeightFor(width)
	case *fyne.Container:
		if l := layoutOf(o); l != nil {
			return l.heightFor(o.Objects, width)
		}
	case *container.Split:
		if !o.Horizontal {
			grip := max(o.MinSize().Height-o.Leading.MinSize().Height-o.Trailing.MinSize().Height, 0)
			return HeightFor(o.Leading, width) + HeightFor(o.Trailing, width) + grip
		}
	}
	return o.MinSize().Height
}

func wantWidth(o fyne.CanvasObject) float32 {
	return measuredLength(measure{of: o, which: wantMeasure}, func() float32 { return wantOf(o) })
}

func wantOf(o fyne.CanvasObject) float32 {
	switch o := o.(type) {
	case Holder:
		return wantWidth(o.Held())
	case measured:
		return o.wantWidth()
	case *fyne.Container:
		if l := layoutOf(o); l != nil {
			return l.wantWidth(o.Objects)
		}
	}
	return o.MinSize().Width
}

func leastWidth(o fyne.CanvasObject) float32 {
	return measuredLength(measure{of: o, which: leastMeasure}, func() float32 { return leastOf(o) })
}

func leastOf(o fyne.CanvasObject) float32 {
	switch o := o.(type) {
	case Holder:
		return leastWidth(o.Held())
	case measured:
		return o.leastWidth()
	case *fyne.Container:
		if l := layoutOf(o); l != nil {
			return l.leastWidth(o.Objects)
		}
	case *container.Split:
		if !o.Horizontal {
			return max(leastWidth(o.Leading), leastWidth(o.Trailing))
		}
	}
	return o.MinSize().Width
}

// LeastSize returns the size below which something of an object is out of sight, at the
// width that it has: what wraps may be narrower than its [fyne.CanvasObject.MinSize].
func LeastSize(o fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(min(leastWidth(o), o.MinSize().Width), min(HeightFor(o, o.Size().Width), o.MinSize().Height))
}

// most returns the largest measure of the objects that are shown.
func most(objects []fyne.CanvasObject, measure func(fyne.CanvasObject) float32) (largest float32) {
	for _, o := range objects {
		if o.Visible() {
			largest = max(largest, measure(o))
		}
	}
	return largest
}

// stacked answers for Fyne's stack, whose objects all have the whole space.
type stacked struct{}

func (stacked) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return most(objects, func(o fyne.CanvasObject) float32 { return HeightFor(o, width) })
}

func (stacked) wantWidth(objects []fyne.CanvasObject) float32 { return most(objects, wantWidth) }

func (stacked) leastWidth(objects []fyne.CanvasObject) float32 { return most(objects, leastWidth) }
