package theme

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
)

// The colours that Fyne has no name for. Fyne's own names (foreground, primary,
// error, …) keep their meaning beside them.
const (
	// ColorSurface is the ground of pages, tables and tiles.
	ColorSurface fyne.ThemeColorName = "creneaux.surface"
	// ColorChrome is the ground of what frames the page: navigation, bars, headers.
	ColorChrome fyne.ThemeColorName = "creneaux.chrome"
	// ColorSunken is the ground of tracks and of rows still on their way.
	ColorSunken fyne.ThemeColorName = "creneaux.sunken"
	// ColorBorder is a hairline between areas; it carries no meaning alone.
	ColorBorder fyne.ThemeColorName = "creneaux.border"
	// ColorControl is the edge of what can be typed in or pressed, 3:1 at least.
	ColorControl fyne.ThemeColorName = "creneaux.control"
	// ColorMuted is text of second rank.
	ColorMuted fyne.ThemeColorName = "creneaux.muted"
	// ColorAccentText is the accent as text or icon.
	ColorAccentText fyne.ThemeColorName = "creneaux.accent-text"
	// ColorAccentSoft is the ground of what is selected.
	ColorAccentSoft fyne.ThemeColorName = "creneaux.accent-soft"
	// ColorAccentHover is the accent under the pointer.
	ColorAccentHover fyne.ThemeColorName = "creneaux.accent-hover"
	// ColorFocusRing is the ring around what has the focus, 3:1 at least on every ground.
	ColorFocusRing fyne.ThemeColorName = "creneaux.focus-ring"
	// ColorHoverRow is the ground of a row or an item under the pointer.
	ColorHoverRow fyne.ThemeColorName = "creneaux.hover-row"

	// The five states, each as text or sign (…Text) and as a ground for it (…Soft).
	ColorInfoText    fyne.ThemeColorName = "creneaux.info-text"
	ColorInfoSoft    fyne.ThemeColorName = "creneaux.info-soft"
	ColorSuccessText fyne.ThemeColorName = "creneaux.success-text"
	ColorSuccessSoft fyne.ThemeColorName = "creneaux.success-soft"
	ColorWarningText fyne.ThemeColorName = "creneaux.warning-text"
	ColorWarningSoft fyne.ThemeColorName = "creneaux.warning-soft"
	ColorErrorText   fyne.ThemeColorName = "creneaux.error-text"
	ColorErrorSoft   fyne.ThemeColorName = "creneaux.error-soft"

	// The series of charts, in their order; told apart by lightness too.
	ColorSeries1 fyne.ThemeColorName = "creneaux.series-1"
	ColorSeries2 fyne.ThemeColorName = "creneaux.series-2"
	ColorSeries3 fyne.ThemeColorName = "creneaux.series-3"
	ColorSeries4 fyne.ThemeColorName = "creneaux.series-4"
	ColorSeries5 fyne.ThemeColorName = "creneaux.series-5"
	ColorSeries6 fyne.ThemeColorName = "creneaux.series-6"
	// ColorTarget is the line that a chart is measured against.
	ColorTarget fyne.ThemeColorName = "creneaux.target"
)

// Series returns the names of the colours of charts' series, in their order.
func Series() []fyne.ThemeColorName {
	return []fyne.ThemeColorName{ColorSeries1, ColorSeries2, ColorSeries3, ColorSeries4, ColorSeries5, ColorSeries6}
}

// Colors returns the names of all colours of the theme, sorted.
func Colors() []fyne.ThemeColorName { return slices.Sorted(maps.Keys(light)) }
