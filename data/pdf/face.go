package pdf

import (
	"fmt"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"creneaux/assets/fonts"
)

// lastRune is the last character that gofpdf can write.
const lastRune = 0xFFFF

// face is a typeface in one weight: where its bytes come from and how wide its
// characters are.
type face struct {
	family, style string // as gofpdf knows them
	load          func() []byte
	metrics       func() *metrics
}

// metrics are the advances of a typeface by character, in thousandths of its size,
// plus one; 0 where the typeface lacks the character.
type metrics [lastRune + 1]uint16

// faces are the reading typeface and its fallback, in regular and bold.
var faces = map[bool][2]face{
	false: {newFace("sans", "", fonts.Sans), newFace("fallback", "", fonts.Fallback)},
	true:  {newFace("sans", "B", fonts.SansBold), newFace("fallback", "B", fonts.FallbackBold)},
}

func newFace(family, style string, load func() []byte) face {
	return face{family: family, style: style, load: load, metrics: sync.OnceValue(func() *metrics {
		m, err := measure(load())
		if err != nil {
			// The fonts are part of the program and a test reads them.
			panic(fmt.Sprintf("pdf: font %s%s: %v", family, style, err))
		}
		return m
	})}
}

func measure(ttf []byte) (*metrics, error) {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, err
	}
	var m metrics
	var buffer sfnt.Buffer
	for r := rune(' '); r <= lastRune; r++ {
		glyph, err := f.GlyphIndex(&buffer, r)
		if err != nil || glyph == 0 {
			continue
		}
		advance, err := f.GlyphAdvance(&buffer, glyph, fixed.I(1000), font.HintingNone)
		if err != nil {
			return nil, err
		}
		m[r] = uint16(advance.Round()) + 1
	}
	return &m, nil
}

func (m *metrics) has(r rune) bool { return r >= 0 && r <= lastRune && m[r] != 0 }

// advance returns the width of a character that the typeface has, in thousandths of
// its size.
func (m *metrics) advance(r rune) int { return int(m[r]) - 1 }
