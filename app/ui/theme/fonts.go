package theme

import (
	"sync"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"creneaux/assets/fonts"
)

// Liberation Sans: metric-compatible with what offices write letters in, figures of
// one width (columns of numbers align), and every letter of the names we print. A
// style's font is unpacked when it is first asked for.
var (
	fontRegular    = face("LiberationSans-Regular.ttf", fonts.Sans)
	fontBold       = face("LiberationSans-Bold.ttf", fonts.SansBold)
	fontItalic     = face("LiberationSans-Italic.ttf", fonts.SansItalic)
	fontBoldItalic = face("LiberationSans-BoldItalic.ttf", fonts.SansBoldItalic)
	fontMono       = face("LiberationMono-Regular.ttf", fonts.Mono)
	fontSigns      = face("DejaVuSans-Bold.ttf", fonts.FallbackBold)
)

func face(name string, load func() []byte) func() fyne.Resource {
	return sync.OnceValue(func() fyne.Resource { return fyne.NewStaticResource(name, load()) })
}

func font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return fynetheme.DefaultTheme().Font(style)
	case style.Monospace:
		return fontMono()
	case style.Bold && style.Italic:
		return fontBoldItalic()
	case style.Bold:
		return fontBold()
	case style.Italic:
		return fontItalic()
	default:
		return fontRegular()
	}
}

// SignFont returns the font for the signs of states where they are letters: those for
// reading lack the tick.
func SignFont() fyne.Resource { return fontSigns() }
