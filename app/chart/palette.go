package chart

import (
	"image/color"
	"math"
)

// Palette gives an ink its colour.
type Palette func(Ink) color.NRGBA

// Paper are colours for white paper and for files: legible in print and, because they
// differ in lightness too, in black and white.
func Paper(ink Ink) color.NRGBA {
	hex := map[Ink]uint32{
		InkSurface: 0xffffff, InkText: 0x161616, InkMuted: 0x545454, InkGrid: 0xdcdee6, InkAxis: 0x868a9a,
		InkTarget: 0xb34000, InkSeries1: 0x000091, InkSeries2: 0x5890d6, InkSeries3: 0x8f6500, InkSeries4: 0xb06fc0, InkSeries5: 0x0f6b54, InkSeries6: 0xc26a3a,
	}[ink]
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// Color returns the colour of a paint.
func (p Palette) Color(paint Paint) color.NRGBA {
	c := p(paint.Ink)
	if paint.Share <= 0 || paint.Share >= 1 {
		return c
	}
	ground := p(InkSurface)
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*(1-paint.Share) + float64(b)*paint.Share)) }
	return color.NRGBA{R: mix(ground.R, c.R), G: mix(ground.G, c.G), B: mix(ground.B, c.B), A: 0xff}
}

// ColorOf returns the colour of a mark: that of its paint or, for [InkOver], of text or
// surface, whichever is seen better on what the mark stands on.
func (p Palette) ColorOf(m Mark) color.NRGBA {
	if m.Paint.Ink != InkOver {
		return p.Color(m.Paint)
	}
	ground, text, surface := p.Color(m.Ground), p(InkText), p(InkSurface)
	if Contrast(surface, ground) > Contrast(text, ground) {
		return surface
	}
	return text
}

// Contrast returns the contrast of two colours, from 1 to 21, as in WCAG 2.2, "contrast
// ratio".
func Contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}
