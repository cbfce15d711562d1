package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// ending is an application that notes what happens as it ends.
type ending struct {
	fyne.App
	events *[]string
}

func (e ending) Run() {
	if f := e.Lifecycle().(stopping).OnStopped(); f != nil {
		*e.events = append(*e.events, "left to Fyne")
	}
	*e.events = append(*e.events, "run")
}

func TestWhatIsDoneAtTheEndIsNotLeftToFyne(t *testing.T) {
	var events []string
	app := ending{test.NewTempApp(t), &events}
	l, ok := app.Lifecycle().(stopping)
	if !ok {
		t.Fatal("Fyne's life cycle no longer tells what it does at the end")
	}
	l.SetOnStoppedHookExecuted(func() { events = append(events, "stopped") })
	runToTheEnd(app)
	if want := []string{"run", "stopped"}; !slices.Equal(events, want) {
		t.Errorf("%q, want %q", events, want)
	}
}
