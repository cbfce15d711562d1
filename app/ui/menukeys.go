package ui

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// Fyne writes the shortcut of a menu's line in a fifth of the ink of its text, whatever
// the theme: nobody can read it. So the keys stand in the line itself, after tabs that
// put them under each other, and Fyne gets the shortcut without its keys.

// keyless is a shortcut that Fyne hears and does not write.
type keyless string

// ShortcutName is how Fyne knows the shortcut.
func (k keyless) ShortcutName() string { return string(k) }

// unheard is a shortcut that a menu writes and does not hear: Fyne asks menus first, and
// would keep it from the field that has the keyboard.
type unheard struct{ fyne.KeyboardShortcut }

// ShortcutName is that of no shortcut.
func (unheard) ShortcutName() string { return "" }

// tabStop is how far apart Fyne's tabs are, at every size of text.
const tabStop = 40

// writeKeys writes the keys of the lines of a menu, and of the menus in it.
func writeKeys(menu *fyne.Menu, voice *wording.Voice) {
	width := func(text string) float32 {
		return fyne.MeasureText(text, theme.Size(theme.SizeTextBody), fyne.TextStyle{}).Width
	}
	column := 0
	for _, item := range menu.Items {
		if item.ChildMenu != nil {
			writeKeys(item.ChildMenu, voice)
		}
		if item.Shortcut != nil && item.ChildMenu == nil {
			column = max(column, stopAfter(width(item.Label)))
		}
	}
	for _, item := range menu.Items {
		if item.Shortcut == nil || item.ChildMenu != nil {
			continue
		}
		tabs := column - stopAfter(width(item.Label)) + 1
		if keys := action.Keys(voice, item.Shortcut); keys != "" {
			item.Label += strings.Repeat("\t", tabs) + keys
			item.Shortcut = keyless(item.Shortcut.ShortcutName())
		}
	}
}

// stopAfter returns the number of the first tab stop after a width.
func stopAfter(width float32) int { return int(math.Floor(float64(width)/tabStop)) + 1 }
