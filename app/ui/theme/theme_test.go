package theme

import (
	"image/color"
	"maps"
	"math"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
)

// looks are all palettes, each with the least contrast that text has in it: level AA of
// WCAG 2.2 normally, level AAA in high contrast.
func looks() map[*Theme]float64 {
	all := map[*Theme]float64{}
	for _, mode := range []Mode{Light, Dark} {
		all[New(Options{Mode: mode})] = 4.5
		all[New(Options{Mode: mode, Contrast: HighContrast})] = 7
	}
	return all
}

// grounds are what text stands on: pages, bars, tracks, rows under the pointer and
// selected ones, buttons, fields, menus, dialogs.
var grounds = []fyne.ThemeColorName{
	ColorSurface, ColorChrome, ColorSunken, ColorHoverRow, ColorAccentSoft,
	fynetheme.ColorNameBackground, fynetheme.ColorNameButton, fynetheme.ColorNameDisabledButton,
	fynetheme.ColorNameInputBackground, fynetheme.ColorNameMenuBackground, fynetheme.ColorNameOverlayBackground,
	fynetheme.ColorNameHeaderBackground,
}

// softs are the grounds of the states: badges, notes, rows.
var softs = []fyne.ThemeColorName{ColorInfoSoft, ColorSuccessSoft, ColorWarningSoft, ColorErrorSoft}

// texts may stand on every ground. What is disabled need not be read by WCAG; people
// read it all the same, to know what they could do.
var texts = []fyne.ThemeColorName{
	fynetheme.ColorNameForeground, ColorMuted, ColorAccentText, fynetheme.ColorNameHyperlink,
	ColorInfoText, ColorSuccessText, ColorWarningText, ColorErrorText, fynetheme.ColorNameDisabled,
	fynetheme.ColorNamePlaceHolder,
}

// textPairs are texts that stand on a ground of their own.
var textPairs = [][2]fyne.ThemeColorName{
	{fynetheme.ColorNameForegroundOnPrimary, fynetheme.ColorNamePrimary},
	{fynetheme.ColorNameForegroundOnPrimary, ColorAccentHover},
	{fynetheme.ColorNameForegroundOnError, fynetheme.ColorNameError},
	{fynetheme.ColorNameForegroundOnSuccess, fynetheme.ColorNameSuccess},
	{fynetheme.ColorNameForegroundOnWarning, fynetheme.ColorNameWarning},
	{ColorInfoText, ColorInfoSoft}, {ColorSuccessText, ColorSuccessSoft},
	{ColorWarningText, ColorWarningSoft}, {ColorErrorText, ColorErrorSoft},
	{ColorTarget, ColorSurface},
}

// signs are edges, rings, bars and marks, which need 3:1 (WCAG 1.4.11) on every ground.
var signs = []fyne.ThemeColorName{
	ColorFocusRing, ColorAccentText, fynetheme.ColorNamePrimary, fynetheme.ColorNameForeground, ColorMuted,
	ColorInfoText, ColorSuccessText, ColorWarningText, ColorErrorText, fynetheme.ColorNameError,
}

// signPairs are signs that stand on some grounds only.
func signPairs() [][2]fyne.ThemeColorName {
	pairs := [][2]fyne.ThemeColorName{
		{fynetheme.ColorNameInputBorder, fynetheme.ColorNameInputBackground}, {fynetheme.ColorNameInputBorder, ColorSurface},
		{fynetheme.ColorNameInputBorder, fynetheme.ColorNameOverlayBackground},
		{ColorControl, ColorSurface}, {ColorControl, ColorChrome}, {ColorControl, ColorHoverRow}, {ColorControl, ColorAccentSoft},
		{ColorControl, fynetheme.ColorNameOverlayBackground}, {ColorControl, fynetheme.ColorNameButton},
		{ColorTarget, ColorSunken},
		// The light line between a filled button and the ring around it.
		{ColorSurface, fynetheme.ColorNamePrimary}, {ColorSurface, ColorFocusRing}, {ColorSurface, fynetheme.ColorNameError},
	}
	for _, series := range Series() {
		pairs = append(pairs, [2]fyne.ThemeColorName{series, ColorSurface})
	}
	return pairs
}

func TestContrast(t *testing.T) {
	for theme, least := range looks() {
		check := func(top, ground fyne.ThemeColorName, least float64) {
			if got := contrast(theme.Color(top, 0), theme.Color(ground, 0)); got < least {
				t.Errorf("%+v: %s on %s has contrast %.2f, want at least %.1f", theme.Options(), top, ground, got, least)
			}
		}
		for _, ground := range grounds {
			for _, text := range texts {
				check(text, ground, least)
			}
			for _, sign := range signs {
				check(sign, ground, 3)
			}
		}
		for _, ground := range softs {
			check(fynetheme.ColorNameForeground, ground, least)
			check(ColorMuted, ground, least)
			check(ColorFocusRing, ground, 3)
		}
		for _, pair := range textPairs {
			check(pair[0], pair[1], least)
		}
		for _, pair := range signPairs() {
			check(pair[0], pair[1], 3)
		}
	}
}

// What Fyne lays over grounds: the pointer's and the keyboard's mark in menus and lists,
// what is pressed, selected text.
func TestContrastOfWhatIsTranslucent(t *testing.T) {
	for theme, least := range looks() {
		of := func(name fyne.ThemeColorName) color.Color { return theme.Color(name, 0) }
		track := over(of(fynetheme.ColorNameScrollBarBackground), of(ColorSurface))
		if got := contrast(over(of(fynetheme.ColorNameScrollBar), track), track); got < 3 {
			t.Errorf("%+v: the scroll bar has contrast %.2f on its track, want at least 3", theme.Options(), got)
		}
		for _, veil := range []fyne.ThemeColorName{
			fynetheme.ColorNameHover, fynetheme.ColorNameFocus, fynetheme.ColorNamePressed, fynetheme.ColorNameSelection,
		} {
			for _, ground := range []fyne.ThemeColorName{
				ColorSurface, fynetheme.ColorNameInputBackground, fynetheme.ColorNameMenuBackground,
				fynetheme.ColorNameOverlayBackground, fynetheme.ColorNameBackground,
			} {
				if got := contrast(of(fynetheme.ColorNameForeground), over(of(veil), of(ground))); got < least {
					t.Errorf("%+v: text under %s on %s has contrast %.2f, want at least %.1f", theme.Options(), veil, ground, got, least)
				}
			}
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

// Bars that touch must be told apart in grey too.
func TestSeriesDifferInLightness(t *testing.T) {
	for theme := range looks() {
		series := Series()
		if got := contrast(theme.Color(series[0], 0), theme.Color(series[1], 0)); got < 1.9 {
			t.Errorf("%+v: the first two series differ by %.2f only; in grey they would look the same", theme.Options(), got)
		}
		for i := range len(series) - 1 {
			if got := contrast(theme.Color(series[i], 0), theme.Color(series[i+1], 0)); got < 1.15 {
				t.Errorf("%+v: %s and %s differ by %.2f only", theme.Options(), series[i], series[i+1], got)
			}
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
	want := slices.Sorted(maps.Keys(light))
	for name, p := range map[string]palette{"dark": dark, "high light": highLight, "high dark": highDark} {
		if got := slices.Sorted(maps.Keys(p)); !slices.Equal(got, want) {
			t.Errorf("the palette %s has %v, want %v", name, got, want)
		}
	}
	if !slices.Equal(Colors(), want) {
		t.Errorf("Colors tells %v", Colors())
	}
}

func TestModeDecidesOverTheDesktop(t *testing.T) {
	ground := func(o Options, v fyne.ThemeVariant) color.Color { return New(o).Color(ColorSurface, v) }
	for _, c := range []struct {
		options Options
		variant fyne.ThemeVariant
		want    palette
	}{
		{Options{Mode: Light}, fynetheme.VariantDark, light},
		{Options{Mode: Dark}, fynetheme.VariantLight, dark},
		{Options{Mode: System}, fynetheme.VariantDark, dark},
		{Options{Mode: "?"}, fynetheme.VariantLight, light},
		{Options{Contrast: HighContrast}, fynetheme.VariantLight, highLight},
		{Options{Contrast: HighContrast}, fynetheme.VariantDark, highDark},
		{Options{Mode: Dark, Contrast: HighContrast}, fynetheme.VariantLight, highDark},
	} {
		if ground(c.options, c.variant) != c.want[ColorSurface] {
			t.Errorf("%+v on variant %d: a wrong palette", c.options, c.variant)
		}
	}
}

func TestScale(t *testing.T) {
	theme := New(Options{Scale: 1.5, Density: Compact})
	if got := theme.Size(SizeTextBody); got != 19.5 {
		t.Errorf("text at 150 %% is %v", got)
	}
	if got := theme.Size(SizeFocus); got != 2 {
		t.Errorf("the focus ring must keep its thickness, got %v", got)
	}
	for asked, want := range map[float64]float64{0: 1, 0.1: MinScale, 9: MaxScale} {
		if got := New(Options{Scale: asked}).Options().Scale; got != want {
			t.Errorf("scale %v became %v, want %v", asked, got, want)
		}
	}
	for _, scale := range Scales() {
		if got := New(Options{Scale: scale}).Options().Scale; got != scale {
			t.Errorf("scale %v is offered but becomes %v", scale, got)
		}
	}
}

func TestDensityChangesRoomAndNotText(t *testing.T) {
	compact, comfortable := New(Options{Density: Compact}), New(Options{})
	for _, name := range Sizes() {
		small, large := compact.Size(name), comfortable.Size(name)
		if _, dense := room[name]; dense && small >= large || !dense && small != large {
			t.Errorf("%s is %v in compact and %v in comfortable density", name, small, large)
		}
	}
	for _, name := range []fyne.ThemeSizeName{SizeRow, SizeControl, SizeNavigationItem, SizeStatus} {
		if least := compact.Size(SizeTextBody) * 1.5; compact.Size(name) < least {
			t.Errorf("%s is %v in compact density: a line of text needs %v", name, compact.Size(name), least)
		}
	}
}

func TestHighContrastHasThickEdges(t *testing.T) {
	high, normal := New(Options{Contrast: HighContrast}), New(Options{})
	for _, name := range []fyne.ThemeSizeName{SizeEdge, SizeFocus, fynetheme.SizeNameInputBorder} {
		if high.Size(name) <= normal.Size(name) {
			t.Errorf("%s is %v in high contrast and %v without", name, high.Size(name), normal.Size(name))
		}
	}
}

func TestReducedMotion(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(New(Options{ReducedMotion: true}))
	if !ReducedMotion() {
		t.Error("the reader's choice is not heard")
	}
	app.Settings().SetTheme(New(Options{}))
	if ReducedMotion() {
		t.Error("motion is reduced without anybody's choice")
	}
}

func TestScaleOfTheRunningProgram(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(New(Options{Scale: 1.25}))
	if got := Scale(); got != 1.25 {
		t.Errorf("the scale is %v", got)
	}
}

func TestEveryStyleHasAFont(t *testing.T) {
	theme := New(Options{})
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Bold: true, Italic: true}, {Monospace: true}, {Symbol: true}} {
		if f := theme.Font(style); f == nil || len(f.Content()) == 0 {
			t.Errorf("no font for %+v", style)
		}
	}
}
