package main

import (
	"log"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"creneaux/app/ui/gallery"
	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// showGallery shows each widget of the kit in each state, in the look of the desktop, for
// whoever works on one.
func showGallery(voice *wording.Voice) int {
	log.SetOutput(&windowWatch{next: log.Writer(), voice: voice, tell: tell, end: os.Exit})
	defer explainPanic(voice, tell, os.Exit)
	desktop := app.NewWithID(applicationID + ".gallery")
	desktop.Settings().SetTheme(theme.New(theme.Options{}))
	w := desktop.NewWindow("Gallery")
	content, settle := gallery.Page(w.Canvas(), voice)
	w.SetContent(content)
	w.Resize(fyne.NewSize(1000, 800))
	w.Show()
	settle()
	desktop.Run()
	return 0
}
