package widgets

import (
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/theme"
)

// signSpace stands between the sign of a state and what is said, and nowhere else.
const signSpace = "\u2002"

// Signed puts the sign of a state before a text, so that colour is not alone. A [Text],
// a [Paragraph] and a [Badge] draw the sign as the state's icon.
func Signed(state State, text string) string {
	if sign := state.Sign(); sign != "" && text != "" {
		return sign + signSpace + text
	}
	return text
}

// unsigned takes the sign from a text that [Signed] made.
func unsigned(text string) (State, string) {
	for _, state := range []State{Info, Success, Warning, Danger} {
		if rest, ok := strings.CutPrefix(text, state.Sign()+signSpace); ok {
			return state, rest
		}
	}
	return Plain, text
}

// Icon returns the drawing of the state's sign; nil for Plain and Quiet.
func (s State) Icon() fyne.Resource {
	switch s {
	case Info:
		return theme.Filled(theme.IconInfo())
	case Success:
		return theme.Filled(theme.IconSuccess())
	case Warning:
		return theme.Filled(theme.IconWarning())
	case Danger:
		return theme.Filled(theme.IconRefused())
	default:
		return nil
	}
}

// signDrawing is the icon of a state before a text.
type signDrawing struct{ *inkedIcon }

func newSignDrawing() *signDrawing {
	d := &signDrawing{newInkedIcon()}
	d.image.Hidden = true
	return d
}

// draw shows the icon of a state in a colour; none for a state without a sign.
func (d *signDrawing) draw(state State, ink fyne.ThemeColorName) {
	d.inkedIcon.draw(state.Icon(), ink)
}

// signSide is how large a sign is beside text of a size.
func signSide(size float32) float32 { return size * 1.2 }

// signRoom is how much of a line a sign takes; nothing for a state without one.
func signRoom(state State, size float32) float32 {
	if state.Sign() == "" {
		return 0
	}
	return signSide(size) + theme.Size(theme.SizeGapSmall)*1.25
}

// put places the sign at a place of a line.
func (d *signDrawing) put(x, y, line, size float32) {
	side := signSide(size)
	place(d.image, x, y+(line-side)/2, side, side)
}
