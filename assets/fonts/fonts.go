// Package fonts holds the typefaces of the window and of everything printed:
// Liberation Sans for reading, DejaVu Sans for the letters it lacks. Both may be
// embedded and given away (SIL Open Font License; Bitstream Vera licence).
//
// What belongs here: font bytes, and no other package imports the modules that carry
// them. Every function returns a copy of its own, because PDF writers rewrite the
// bytes they are given and so two documents must never share them.
package fonts

import (
	"bytes"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"codeberg.org/go-fonts/dejavu/dejavusansbold"
	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
)

// Sans returns Liberation Sans, as TrueType.
func Sans() []byte { return bytes.Clone(liberationsansregular.TTF) }

// SansBold returns Liberation Sans Bold, as TrueType.
func SansBold() []byte { return bytes.Clone(liberationsansbold.TTF) }

// Fallback returns DejaVu Sans, which covers the widest range of letters, as TrueType.
func Fallback() []byte { return bytes.Clone(dejavusans.TTF) }

// FallbackBold returns DejaVu Sans Bold, as TrueType.
func FallbackBold() []byte { return bytes.Clone(dejavusansbold.TTF) }
