package publication

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/ui/theme"
)

// newMono returns lines in letters of one width, for what is compared by eye.
func newMono(lines []string) fyne.CanvasObject {
	text := widget.NewRichText(&widget.TextSegment{Text: strings.Join(lines, "\n"), Style: widget.RichTextStyle{
		ColorName: fynetheme.ColorNameForeground, SizeName: theme.SizeTextBody, TextStyle: fyne.TextStyle{Monospace: true},
	}})
	return container.New(bare{}, text)
}

// bare takes away the margins that Fyne keeps around rich text.
type bare struct{}

func (bare) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	margin := fynetheme.InnerPadding()
	for _, o := range objects {
		o.Move(fyne.NewPos(-margin, -margin))
		o.Resize(size.AddWidthHeight(2*margin, 2*margin))
	}
}

func (bare) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	margin := fynetheme.InnerPadding()
	for _, o := range objects {
		least = least.Max(o.MinSize().SubtractWidthHeight(2*margin, 2*margin))
	}
	return least
}
