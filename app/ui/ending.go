package ui

import "fyne.io/fyne/v2"

// stopping is what Fyne's life cycle tells and takes beside its public face: what is done
// once the application has stopped, which is the saving of the preferences.
type stopping interface {
	OnStopped() func()
	SetOnStoppedHookExecuted(func())
}

// runToTheEnd runs an application until it has stopped, and then does what is to be done
// after that. Fyne 2.8.1 hands it, while it stops, to a goroutine that asks its loop to do
// it: where the loop has just ended nobody answers and the process never ends, without a
// window; and what comes a little earlier is thrown away, and with it the preferences.
func runToTheEnd(app fyne.App) {
	stopped := func() {}
	if l, ok := app.Lifecycle().(stopping); ok {
		if f := l.OnStopped(); f != nil {
			stopped = f
		}
		l.SetOnStoppedHookExecuted(nil)
	}
	app.Run()
	stopped()
}
