// Package icons holds the application's icon and the drawings of the window's buttons
// and signs, embedded in the window program.
//
// What belongs here: drawings that people see, with their sources. The sizes of the
// application's icon are drawn from creneaux.svg by .build/icons.sh; creneaux.ico is
// for Windows. The drawings under ui are of one family, whose licence stands beside
// them; they have one colour, which the theme gives them.
package icons

import (
	"embed"
	"io/fs"
)

// Application is the icon of the program, a PNG of 256 × 256 pixels.
//
//go:embed creneaux-256.png
var Application []byte

//go:embed ui/*.svg
var drawings embed.FS

// Drawing returns a drawing of the family as SVG, on a grid of 20 × 20, by its name
// without ending. The error is [fs.ErrNotExist] for a name that is not there.
func Drawing(name string) ([]byte, error) {
	return fs.ReadFile(drawings, "ui/"+name+".svg")
}
