package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Mode is which palette is used.
type Mode string

// The modes. System follows the desktop.
const (
	System Mode = "system"
	Light  Mode = "light"
	Dark   Mode = "dark"
)

// Modes returns the modes in the order in which they are offered.
func Modes() []Mode { return []Mode{System, Light, Dark} }

// The bounds of the text scale.
const (
	MinScale = 0.8
	MaxScale = 2.0
)

// Theme is the look of Créneaux, as Fyne asks for it.
type Theme struct {
	mode  Mode
	scale float32
}

var _ fyne.Theme = (*Theme)(nil)

// New returns the theme of a mode at a text scale, 1 being normal. An unknown mode is
// System; the scale is kept between [MinScale] and [MaxScale], and 0 means 1.
func New(mode Mode, scale float64) *Theme {
	if mode != Light && mode != Dark {
		mode = System
	}
	if scale == 0 {
		scale = 1
	}
	return &Theme{mode: mode, scale: float32(min(max(scale, MinScale), MaxScale))}
}

// Mode returns which palette the theme uses.
func (t *Theme) Mode() Mode { return t.mode }

// Scale returns the text scale.
func (t *Theme) Scale() float64 { return float64(t.scale) }

// Color returns a colour of the palette. The variant is what the desktop asks for,
// which counts only in mode System.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if t.mode == Light {
		variant = fynetheme.VariantLight
	}
	if t.mode == Dark {
		variant = fynetheme.VariantDark
	}
	p := light
	if variant == fynetheme.VariantDark {
		p = dark
	}
	if c, ok := p[name]; ok {
		return c
	}
	return fynetheme.DefaultTheme().Color(name, variant)
}

// Font returns the font of a style.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return font(style) }

// Icon returns Fyne's icon of a name: one family for the whole program.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return fynetheme.DefaultTheme().Icon(name)
}

// Size returns a size; those of text and of what holds text grow with the scale.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := scaled[name]; ok {
		return s * t.scale
	}
	if s, ok := fixed[name]; ok {
		return s
	}
	return fynetheme.DefaultTheme().Size(name)
}

// Color returns a colour of the theme that the running program uses.
func Color(name fyne.ThemeColorName) color.Color { return fynetheme.Color(name) }

// Size returns a size of the theme that the running program uses.
func Size(name fyne.ThemeSizeName) float32 { return fynetheme.Size(name) }
