package widgets

import "fyne.io/fyne/v2"

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
