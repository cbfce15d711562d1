package widgets

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
)

// Background runs work away from the window's goroutine and then what shows its
// result on it.
type Background func(work, show func())

// Goroutine is the [Background] of a running window.
func Goroutine(work, show func()) {
	go func() {
		work()
		fyne.Do(show)
	}()
}

// Inline runs both at once, for tests: Fyne's test driver has no goroutine of its own.
func Inline(work, show func()) {
	work()
	show()
}

// AfterFrame calls do on the window's goroutine once the next frame is drawn: for work
// that would hold up that frame, and that nobody waits for before it.
func AfterFrame(do func()) {
	called := false
	// Fyne runs animations right before it draws, and what they post right after.
	fyne.NewAnimation(time.Nanosecond, func(float32) {
		if !called { // a clock with coarse steps ticks twice
			called = true
			fyne.Do(do)
		}
	}).Start()
}

// Newest reads something in the background again and again, and shows only what was asked
// for last: the zero value is ready. It belongs to the window's goroutine.
type Newest[T any] struct {
	turn int
	stop context.CancelFunc
}

// Ask reads, and shows what came on the window's goroutine unless something else was asked
// for, or nothing any more, meanwhile. Reading for an earlier question is told to end.
func (n *Newest[T]) Ask(background Background, read func(context.Context) (T, error), show func(T, error)) {
	n.Drop()
	turn := n.turn
	ctx, stop := context.WithCancel(context.Background())
	n.stop = stop
	var got T
	var err error
	background(func() { got, err = read(ctx) }, func() {
		stop()
		if turn == n.turn {
			show(got, err)
		}
	})
}

// Drop forgets what was asked for and has not been shown.
func (n *Newest[T]) Drop() {
	n.turn++
	if n.stop != nil {
		n.stop()
	}
}
