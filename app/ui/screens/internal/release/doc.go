// Package release is what the pages that show releases share: the veil over moments to
// come, and the one key that marks the release that is to be done now.
//
// What belongs here: how a secret moment stays out of sight, and how a release is marked
// done. How releases are laid out is the business of the page.
package release

import (
	"time"

	"fyne.io/fyne/v2"
)

// After calls a function on the window's goroutine when a time has passed, unless it is
// stopped before.
type After func(d time.Duration, do func()) (stop func())

// SystemClock is After by the clock of the system.
func SystemClock(d time.Duration, do func()) func() {
	timer := time.AfterFunc(d, func() { fyne.Do(do) })
	return func() { timer.Stop() }
}
