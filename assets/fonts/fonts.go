// Package fonts holds the typefaces of the window and of everything printed:
// Liberation Sans for reading, Liberation Mono for codes, DejaVu Sans for the letters
// they lack. All may be embedded and given away (SIL Open Font License; Bitstream Vera
// licence).
//
// What belongs here: font bytes, and no other package imports the modules that carry
// them. Every function returns a copy of its own, because PDF writers rewrite the
// bytes they are given and so two documents must never share them.
package fonts

import (
	"bytes"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"codeberg.org/go-fonts/dejavu/dejavusansbold"
	"codeberg.org/go-fonts/liberation/liberationmonoregular"
	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansbolditalic"
	"codeberg.org/go-fonts/liberation/liberationsansitalic"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
)

// Sans returns Liberation Sans, as TrueType.
func Sans() []byte { return bytes.Clone(liberationsansregular.TTF) }

// SansBold returns Liberation Sans Bold, as TrueType.
func SansBold() []byte { return bytes.Clone(liberationsansbold.TTF) }

// SansItalic returns Liberation Sans Italic, as TrueType.
func SansItalic() []byte { return bytes.Clone(liberationsansitalic.TTF) }

// SansBoldItalic returns Liberation Sans Bold Italic, as TrueType.
func SansBoldItalic() []byte { return bytes.Clone(liberationsansbolditalic.TTF) }

// Mono returns Liberation Mono, as TrueType.
func Mono() []byte { return bytes.Clone(liberationmonoregular.TTF) }

// Fallback returns DejaVu Sans, which covers the widest range of letters, as TrueType.
func Fallback() []byte { return bytes.Clone(dejavusans.TTF) }

// FallbackBold returns DejaVu Sans Bold, as TrueType.
func FallbackBold() []byte { return bytes.Clone(dejavusansbold.TTF) }
