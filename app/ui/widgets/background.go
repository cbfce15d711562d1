package widgets

import (
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
