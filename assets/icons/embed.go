// Package icons holds the application's icon, embedded in the window program.
//
// What belongs here: drawings that people see, with their sources. The sizes are
// drawn from creneaux.svg by .build/icons.sh; creneaux.ico is for Windows.
package icons

import _ "embed"

// Application is the icon of the program, a PNG of 256 × 256 pixels.
//
//go:embed creneaux-256.png
var Application []byte
