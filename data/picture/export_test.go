package picture

import (
	"image"

	"creneaux/app/chart"
	"creneaux/app/wording"
)

// PaintSmall paints a picture at a pixel a unit, without a file: the race detector makes
// every pixel that is packed and unpacked dear.
func PaintSmall(p chart.Picture, voice *wording.Voice) (*image.RGBA, error) {
	return paint(lay(p, voice), 1)
}
