// Package picture writes charts as picture files: PNG, painted, and SVG, drawn.
//
// What belongs here: how the marks of package chart become a file, in the typefaces of
// assets/fonts. What does not: where marks stand, and which file is written.
package picture

import (
	"creneaux/app/chart"
	"creneaux/app/wording"
)

// The size of a picture in its own units, those of a screen of which it fills a good
// part; and how many pixels a unit is in a PNG: enough for print on half a page.
const (
	width  = 1200
	height = 675
	scale  = 2
)

// sizeOf returns the size of letters.
func sizeOf(role chart.Role) float64 {
	switch role {
	case chart.RoleTitle:
		return 22
	case chart.RoleNote:
		return 12
	default:
		return 14
	}
}

func bold(role chart.Role) bool { return role == chart.RoleTitle || role == chart.RoleStrong }

// lay lays a picture out; files of both kinds have the same marks.
func lay(p chart.Picture, voice *wording.Voice) chart.Drawing {
	return p.Draw(chart.Sheet{
		Words: chart.Words{Voice: voice}, Width: width, Height: height, Pixel: 1, Size: sizeOf,
		Measure: func(text string, role chart.Role) float64 { return measure(text, bold(role)) * sizeOf(role) },
	})
}
