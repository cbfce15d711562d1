// Command minimal is the least window that Fyne opens: what the program's own start is
// measured against, in the same run, and told by the same means when it has been drawn.
package main

import (
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/inspect"
	"creneaux/app/ui/watch"
)

func main() {
	desktop := app.NewWithID("fr.creneaux.minimal")
	w := desktop.NewWindow("minimal")
	w.SetContent(widget.NewLabel("ready"))
	w.Resize(fyne.NewSize(1280, 800))
	watch.Serve(os.Stdin, os.Stdout, map[string]func(string) any{
		"frame": func(string) any { return true },
		"texts": func(string) any { return inspect.Texts(w.Canvas().Content(), w.Canvas().Size()) },
	})
	w.ShowAndRun()
}
