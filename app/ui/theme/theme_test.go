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

// stateTexts are the colours of states as text; they stand in rows under the pointer,
// in tiles, in bars and in dialogs.
var stateTexts = []fyne.ThemeColorName{ColorInfoText, ColorSuccessText, ColorWarningText, ColorErrorText, ColorMuted, ColorAccentText}

// grounds are what texts stand on outside of buttons and badges.
var grounds = []fyne.ThemeColorName{
	ColorSurface, ColorChrome, ColorHoverRow, ColorAccentSoft, fynetheme.ColorNameOverlayBackground,
	fynetheme.ColorNameMenuBackground,
}

// signPairs are signs and edges, which need 3:1 (WCAG 1.4.11).
var signPairs = [][2]fyne.ThemeColorName{
	{ColorControl, ColorSurface},
	{ColorControl, ColorChrome},
	{fynetheme.ColorNameInputBorder, fynetheme.ColorNameInputBackground},
	{fynetheme.ColorNamePrimary, ColorSurface},
	{fynetheme.ColorNamePrimary, ColorChrome},
	{ColorControl, fynetheme.ColorNameOverlayBackground},
	{ColorControl, fynetheme.ColorNameButton},
	{fynetheme.ColorNamePrimary, ColorAccentSoft}, // the bar of the selected row
	{fynetheme.ColorNamePrimary, ColorSunken},     // what a target's bar is filled with
	{ColorTarget, ColorSunken},
	{ColorAccentText, ColorSunken}, // the focus ring of a flat button
	{ColorAccentText, fynetheme.ColorNameButton},
	{ColorSeries1, ColorSurface},
	{ColorSeries2, ColorSurface},
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
		for _, text := range stateTexts {
			for _, ground := range grounds {
				check([][2]fyne.ThemeColorName{{text, ground}}, 4.5)
			}
		}
	}
}

func TestContrastOfWhatIsTranslucent(t *testing.T) {
	for _, mode := range []Mode{Light, Dark} {
		theme := New(mode, 1)
		of := func(name fyne.ThemeColorName) color.Color { return theme.Color(name, 0) }
		track := over(of(fynetheme.ColorNameScrollBarBackground), of(ColorSurface))
		if got := contrast(over(of(fynetheme.ColorNameScrollBar), track), track); got < 3 {
			t.Errorf("%s: the scroll bar has contrast %.2f on its track, want at least 3", mode, got)
		}
		selected := over(of(fynetheme.ColorNameSelection), of(fynetheme.ColorNameInputBackground))
		if got := contrast(of(fynetheme.ColorNameForeground), selected); got < 4.5 {
			t.Errorf("%s: selected text has contrast %.2f, want at least 4.5", mode, got)
		}
	}
}

// over is the colour that is seen where a translucent one lies on another.
func over(top, ground color.Color) color.Color {
	a, b := color.NRGBAModel.Convert(top).(color.NRGBA), color.NRGBAModel.Convert(ground).(color.NRGBA)
	mix := func(x, y uint8) uint8 {
		return uint8(math.Round((float64(x)*float64(a.A) + float64(y)*float64(255-a.A)) / 255))
	}
	return color.NRGBA{R: mix(a.R, b.R), G: mix(a.G, b.G), B: mix(a.B, b.B), A: 255}
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
