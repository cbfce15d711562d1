package widgets

import "fyne.io/fyne/v2"

// measures are what has been measured since the outermost question of a layout. Each
// layout asks what it places several things, and each of those asks in turn: without
// remembering, a page of eight nested boxes was measured thousands of times, and kept the
// window's thread away for a second. What is measured cannot change before the outermost
// question is answered, for all of it happens on the window's thread in one go.
var measures struct {
	depth int
	known map[measure]fyne.Size
}

// measure is a question: of what, which, at what width.
type measure struct {
	of    any
	which measureKind
	width float32
}

type measureKind int

const (
	heightMeasure measureKind = iota
	wantMeasure
	leastMeasure
	minMeasure
)

// measuredLength answers a question that has one number for an answer.
func measuredLength(q measure, answer func() float32) float32 {
	return measuredSize(q, func() fyne.Size { return fyne.NewSize(answer(), 0) }).Width
}

// measuredSize answers a question, from what is known where it is.
func measuredSize(q measure, answer func() fyne.Size) fyne.Size {
	if size, ok := measures.known[q]; ok {
		return size
	}
	if measures.depth == 0 {
		measures.known = map[measure]fyne.Size{}
	}
	measures.depth++
	defer func() {
		if measures.depth--; measures.depth == 0 {
			measures.known = nil
		}
	}()
	size := answer()
	measures.known[q] = size
	return size
}
