package theme

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// textPairs are the pairs of text and ground that widgets and screens put together.
var textPairs = [][2]fyne.ThemeColorName{
	{fynetheme.ColorNameForeground, ColorSurface},
	{fynetheme.ColorNameForeground, ColorChrome},
	{fynetheme.ColorNameForeground, ColorSunken},
	{fynetheme.ColorNameForeground, ColorAccentSoft},
	{fynetheme.ColorNameForeground, ColorHoverRow},
	{fynetheme.ColorNameForeground, fynetheme.ColorNameButton},
	{fynetheme.ColorNameForeground, fynetheme.ColorNameInputBackground},
	{fynetheme.ColorNameForeground, fynetheme.ColorNameMenuBackground},
	{fynetheme.ColorNameForeground, fynetheme.ColorNameOverlayBackground},
	{ColorMuted, ColorSurface},
	{ColorMuted, ColorChrome},
	{ColorMuted, ColorSunken},
	{ColorMuted, ColorAccentSoft},
	{ColorMuted, ColorHoverRow},
	{ColorMuted, fynetheme.ColorNameOverlayBackground},
	{fynetheme.ColorNamePlaceHolder, fynetheme.ColorNameInputBackground},
	{ColorAccentText, ColorSurface},
	{ColorAccentText, ColorChrome},
	{ColorAccentText, ColorAccentSoft},
	{ColorAccentText, ColorHoverRow},
	{ColorAccentText, fynetheme.ColorNameOverlayBackground},
	{fynetheme.ColorNameHyperlink, ColorSurface},
	{fynetheme.ColorNameForegroundOnPrimary, fynetheme.ColorNamePrimary},
	{fynetheme.ColorNameForegroundOnPrimary, ColorAccentHover},
	{fynetheme.ColorNameForegroundOnError, fynetheme.ColorNameError},
	{fynetheme.ColorNameForegroundOnSuccess, fynetheme.ColorNameSuccess},
	{fynetheme.ColorNameForegroundOnWarning, fynetheme.ColorNameWarning},
	{ColorInfoText, ColorInfoSoft}, {ColorInfoText, ColorSurface}, {ColorInfoText, ColorAccentSoft},
	{ColorSuccessText, ColorSuccessSoft}, {ColorSuccessText, ColorSurface}, {ColorSuccessText, ColorAccentSoft},
	{ColorWarningText, ColorWarningSoft}, {ColorWarningText, ColorSurface}, {ColorWarningText, ColorAccentSoft},
	{ColorErrorText, ColorErrorSoft}, {ColorErrorText, ColorSurface}, {ColorErrorText, ColorAccentSoft},
	{ColorErrorText, fynetheme.ColorNameOverlayBackground},
	{fynetheme.ColorNameForeground, ColorInfoSoft},
	{fynetheme.ColorNameForeground, ColorSuccessSoft},
	{fynetheme.ColorNameForeground, ColorWarningSoft},
	{fynetheme.ColorNameForeground, ColorErrorSoft},
	{ColorTarget, ColorSurface},
}

// signPairs are signs and edges, which need 3:1 (WCAG 1.4.11).
var signPairs = [][2]fyne.ThemeColorName{
	{ColorControl, ColorSurface},
	{ColorControl, ColorChrome},
	{fynetheme.ColorNameInputBorder, fynetheme.ColorNameInputBackground},
	{fynetheme.ColorNamePrimary, ColorSurface},
	{fynetheme.ColorNamePrimary, ColorChrome},
	{ColorSeries1, ColorSurface},
	{ColorSeries3, ColorSurface},
	{ColorSeries4, ColorSurface},
}

func TestContrast(t *testing.T) {
	for _, mode := range []Mode{Light, Dark} {
		theme := New(mode, 1)
		check := func(pairs [][2]fyne.ThemeColorName, least float64) {
			for _, pair := range pairs {
				got := contrast(theme.Color(pair[0], 0), theme.Color(pair[1], 0))
				if got < least {
					t.Errorf("%s: %s on %s has contrast %.2f, want at least %.1f", mode, pair[0], pair[1], got, least)
				}
			}
		}
		check(textPairs, 4.5)
		check(signPairs, 3)
	}
}

func TestSeriesDifferInLightness(t *testing.T) {
	for _, mode := range []Mode{Light, Dark} {
		theme := New(mode, 1)
		if got := contrast(theme.Color(ColorSeries1, 0), theme.Color(ColorSeries2, 0)); got < 1.9 {
			t.Errorf("%s: the first two series differ by %.2f only; in grey they would look the same", mode, got)
		}
	}
}

// contrast is the contrast ratio of WCAG 2.2, from 1 to 21.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n.R) + 0.7152*linear(n.G) + 0.0722*linear(n.B)
}

func TestPalettesHaveTheSameNames(t *testing.T) {
	for name := range light {
		if _, ok := dark[name]; !ok {
			t.Errorf("%s has no dark colour", name)
		}
	}
	for name := range dark {
		if _, ok := light[name]; !ok {
			t.Errorf("%s has no light colour", name)
		}
	}
}

func TestModeDecidesOverTheDesktop(t *testing.T) {
	ground := func(m Mode, v fyne.ThemeVariant) color.Color { return New(m, 1).Color(ColorSurface, v) }
	if ground(Light, fynetheme.VariantDark) != light[ColorSurface] || ground(Dark, fynetheme.VariantLight) != dark[ColorSurface] {
		t.Error("a chosen mode must not follow the desktop")
	}
	if ground(System, fynetheme.VariantDark) != dark[ColorSurface] || ground("?", fynetheme.VariantLight) != light[ColorSurface] {
		t.Error("the system mode must follow the desktop")
	}
}

func TestScale(t *testing.T) {
	if got := New(System, 1.5).Size(SizeTextBody); got != 19.5 {
		t.Errorf("text at 150 %% is %v", got)
	}
	if got := New(System, 1.5).Size(SizeFocus); got != 2 {
		t.Errorf("the focus ring must keep its thickness, got %v", got)
	}
	for asked, want := range map[float64]float64{0: 1, 0.1: MinScale, 9: MaxScale} {
		if got := New(System, asked).Scale(); math.Abs(got-want) > 1e-6 {
			t.Errorf("scale %v became %v, want %v", asked, got, want)
		}
	}
}

func TestEveryStyleHasAFont(t *testing.T) {
	theme := New(System, 1)
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Bold: true, Italic: true}, {Monospace: true}, {Symbol: true}} {
		if f := theme.Font(style); f == nil || len(f.Content()) == 0 {
			t.Errorf("no font for %+v", style)
		}
	}
}
