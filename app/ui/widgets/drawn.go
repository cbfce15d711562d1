package widgets

// drawn tells whether a widget is drawn at all. Until it is, there is nothing to
// refresh: Fyne would make the drawing for it, at no size and so in vain, each time that
// something is set on a widget that was just made.
type drawn bool

// refresh draws a widget anew, if it is drawn.
func (d drawn) refresh(draw func()) {
	if d {
		draw()
	}
}
