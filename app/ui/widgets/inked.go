package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"creneaux/app/ui/theme"
)

// inkedIcon is an icon in a colour of the theme. It is drawn anew only when the icon or
// the colour is another, for that reads the drawing from its text and paints it: a
// refresh of a page did it for every icon on it.
type inkedIcon struct {
	image *canvas.Image
	icon  fyne.Resource
	ink   color.Color
}

func newInkedIcon() *inkedIcon {
	d := &inkedIcon{image: canvas.NewImageFromResource(nil)}
	d.image.FillMode = canvas.ImageFillContain
	return d
}

// draw shows an icon; nil is none.
func (d *inkedIcon) draw(icon fyne.Resource, ink fyne.ThemeColorName) {
	d.image.Hidden = icon == nil
	if icon == nil {
		return
	}
	if now := theme.Color(ink); d.icon != icon || d.ink != now {
		d.icon, d.ink = icon, now
		d.image.Resource = tinted(icon, ink)
		d.image.Refresh()
	}
}
