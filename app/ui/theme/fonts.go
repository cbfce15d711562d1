package theme

import (
	"codeberg.org/go-fonts/liberation/liberationmonoregular"
	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansbolditalic"
	"codeberg.org/go-fonts/liberation/liberationsansitalic"
	"codeberg.org/go-fonts/liberation/liberationsansregular"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Liberation Sans: metric-compatible with what offices write letters in, figures of
// one width (columns of numbers align), and every letter of the names we print.
var (
	fontRegular    = fyne.NewStaticResource("LiberationSans-Regular.ttf", liberationsansregular.TTF)
	fontBold       = fyne.NewStaticResource("LiberationSans-Bold.ttf", liberationsansbold.TTF)
	fontItalic     = fyne.NewStaticResource("LiberationSans-Italic.ttf", liberationsansitalic.TTF)
	fontBoldItalic = fyne.NewStaticResource("LiberationSans-BoldItalic.ttf", liberationsansbolditalic.TTF)
	fontMono       = fyne.NewStaticResource("LiberationMono-Regular.ttf", liberationmonoregular.TTF)
)

func font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return fynetheme.DefaultTheme().Font(style)
	case style.Monospace:
		return fontMono
	case style.Bold && style.Italic:
		return fontBoldItalic
	case style.Bold:
		return fontBold
	case style.Italic:
		return fontItalic
	default:
		return fontRegular
	}
}
