package picture

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"creneaux/assets/fonts"
)

// typefaces are the one for reading and the one for the letters it lacks.
type typefaces [2]*sfnt.Font

var (
	regularFaces = sync.OnceValue(func() typefaces { return typefaces{parsed(fonts.Sans()), parsed(fonts.Fallback())} })
	boldFaces    = sync.OnceValue(func() typefaces { return typefaces{parsed(fonts.SansBold()), parsed(fonts.FallbackBold())} })
)

func parsed(ttf []byte) *sfnt.Font {
	f, err := opentype.Parse(ttf)
	if err != nil {
		// The fonts are part of the program and a test reads them.
		panic(fmt.Sprintf("picture: font: %v", err))
	}
	return f
}

func facesOf(bold bool) typefaces {
	if bold {
		return boldFaces()
	}
	return regularFaces()
}

// choose returns which typeface has a letter, and its glyph there.
func (t typefaces) choose(buffer *sfnt.Buffer, r rune) (which int, glyph sfnt.GlyphIndex) {
	for i, f := range t {
		if glyph, err := f.GlyphIndex(buffer, r); err == nil && glyph != 0 {
			return i, glyph
		}
	}
	return 0, 0
}

// unit is the size at which letters are measured.
const unit = 1000

// measure returns the width of a text in letters of size 1.
func measure(text string, bold bool) float64 {
	faces := facesOf(bold)
	var buffer sfnt.Buffer
	width := fixed.Int26_6(0)
	for _, r := range text {
		which, glyph := faces.choose(&buffer, r)
		if advance, err := faces[which].GlyphAdvance(&buffer, glyph, fixed.I(unit), font.HintingNone); err == nil {
			width += advance
		}
	}
	return float64(width) / 64 / unit
}

// brush sets texts on a picture.
type brush struct {
	img   *image.RGBA
	sized map[string]font.Face
}

// write sets a text from a point of the picture on, in pixels.
func (b *brush) write(text string, x, y, size float64, bold bool, ink color.Color) error {
	faces := facesOf(bold)
	var buffer sfnt.Buffer
	at := fixed.Point26_6{X: fixed.Int26_6(math.Round(x * 64)), Y: fixed.Int26_6(math.Round(y * 64))}
	for _, r := range text {
		which, glyph := faces.choose(&buffer, r)
		face, err := b.face(faces[which], which, size, bold)
		if err != nil {
			return err
		}
		if box, mask, from, _, ok := face.Glyph(at, r); ok && glyph != 0 {
			draw.DrawMask(b.img, box, image.NewUniform(ink), image.Point{}, mask, from, draw.Over)
		}
		// Glyph rounds the advance to whole pixels; the measure does not.
		advance, err := faces[which].GlyphAdvance(&buffer, glyph, fixed.I(unit), font.HintingNone)
		if err != nil {
			return err
		}
		at.X += fixed.Int26_6(math.Round(float64(advance) * size / unit))
	}
	return nil
}

func (b *brush) face(f *sfnt.Font, which int, size float64, bold bool) (font.Face, error) {
	name := fmt.Sprint(which, size, bold)
	if face, ok := b.sized[name]; ok {
		return face, nil
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, err
	}
	b.sized[name] = face
	return face, nil
}
