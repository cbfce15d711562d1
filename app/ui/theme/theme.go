package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Theme is the look of Créneaux, as Fyne asks for it.
type Theme struct {
	options Options
}

var _ fyne.Theme = (*Theme)(nil)

// New returns the theme of what a reader chose.
func New(o Options) *Theme { return &Theme{options: o.known()} }

// Options returns what the theme was made from, every choice being a known one.
func (t *Theme) Options() Options { return t.options }

// Color returns a colour of the palette. The variant is what the desktop asks for,
// which counts only in mode System.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if c, ok := t.palette(variant)[name]; ok {
		return c
	}
	return fynetheme.DefaultTheme().Color(name, variant)
}

func (t *Theme) palette(variant fyne.ThemeVariant) palette {
	dim := variant == fynetheme.VariantDark
	if t.options.Mode != System {
		dim = t.options.Mode == Dark
	}
	high := t.options.Contrast == HighContrast
	switch {
	case high && dim:
		return highDark
	case high:
		return highLight
	case dim:
		return dark
	default:
		return light
	}
}

// Font returns the font of a style.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return font(style) }

// Icon returns the drawing of our family for what Fyne's own widgets ask for. Names that
// none of them uses here are Fyne's.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	if r := icon(fyneIcons[name]); r != nil {
		return r
	}
	return fynetheme.DefaultTheme().Icon(name)
}

// Size returns a size. Those of text and of what holds text grow with the scale, those
// of room shrink with the density, those of edges grow with the contrast.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	scale := float32(t.options.Scale)
	if s, ok := text[name]; ok {
		return s * scale
	}
	if s, ok := room[name]; ok {
		if t.options.Density == Compact {
			return s.compact * scale
		}
		return s.comfortable * scale
	}
	if s, ok := edges[name]; ok {
		if t.options.Contrast == HighContrast {
			return s.high
		}
		return s.normal
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

// Scale returns the text scale of the theme that the running program uses, 1 being
// normal.
func Scale() float32 { return Size(SizeTextBody) / text[SizeTextBody] }
