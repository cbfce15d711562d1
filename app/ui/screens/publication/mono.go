package publication

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// mono is a line of text in letters of one width, for what is compared by eye.
func mono(text string) fyne.CanvasObject {
	return widget.NewRichText(&widget.TextSegment{Text: text, Style: widget.RichTextStyle{
		ColorName: fynetheme.ColorNameForeground, SizeName: theme.SizeTextBody, TextStyle: fyne.TextStyle{Monospace: true},
	}})
}
