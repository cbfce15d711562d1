package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
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
	// ColorTarget is the line that a chart is measured against.
	ColorTarget fyne.ThemeColorName = "creneaux.target"
)

type palette map[fyne.ThemeColorName]color.NRGBA

var light = palette{
	ColorSurface:     rgb(0xffffff),
	ColorChrome:      rgb(0xf4f5f9),
	ColorSunken:      rgb(0xe9eaf1),
	ColorBorder:      rgb(0xdcdee6),
	ColorControl:     rgb(0x868a9a),
	ColorMuted:       rgb(0x565a6b),
	ColorAccentText:  rgb(0x000091),
	ColorAccentSoft:  rgb(0xe3e5fb),
	ColorAccentHover: rgb(0x2a2aaf),
	ColorHoverRow:    rgb(0xf1f2f9),

	ColorInfoText:    rgb(0x0053b3),
	ColorInfoSoft:    rgb(0xe6effb),
	ColorSuccessText: rgb(0x18663a),
	ColorSuccessSoft: rgb(0xe1f3e7),
	ColorWarningText: rgb(0x8f3d00),
	ColorWarningSoft: rgb(0xfdeedd),
	ColorErrorText:   rgb(0xb80500),
	ColorErrorSoft:   rgb(0xfdeaea),

	ColorSeries1: rgb(0x000091),
	ColorSeries2: rgb(0x5890d6),
	ColorSeries3: rgb(0xc08c00),
	ColorSeries4: rgb(0x9a5ca8),
	ColorTarget:  rgb(0xb34000),

	fynetheme.ColorNameBackground:                rgb(0xf4f5f9),
	fynetheme.ColorNameForeground:                rgb(0x16161d),
	fynetheme.ColorNameForegroundOnPrimary:       rgb(0xffffff),
	fynetheme.ColorNameForegroundOnError:         rgb(0xffffff),
	fynetheme.ColorNameForegroundOnSuccess:       rgb(0xffffff),
	fynetheme.ColorNameForegroundOnWarning:       rgb(0xffffff),
	fynetheme.ColorNamePrimary:                   rgb(0x000091),
	fynetheme.ColorNameHyperlink:                 rgb(0x000091),
	fynetheme.ColorNameError:                     rgb(0xb80500),
	fynetheme.ColorNameSuccess:                   rgb(0x18663a),
	fynetheme.ColorNameWarning:                   rgb(0x8f3d00),
	fynetheme.ColorNameButton:                    rgb(0xffffff),
	fynetheme.ColorNameDisabledButton:            rgb(0xeeeff4),
	fynetheme.ColorNameDisabled:                  rgb(0x8b8f9e),
	fynetheme.ColorNamePlaceHolder:               rgb(0x656a7b),
	fynetheme.ColorNameInputBackground:           rgb(0xffffff),
	fynetheme.ColorNameInputBorder:               rgb(0x868a9a),
	fynetheme.ColorNameMenuBackground:            rgb(0xffffff),
	fynetheme.ColorNameOverlayBackground:         rgb(0xffffff),
	fynetheme.ColorNameHeaderBackground:          rgb(0xf4f5f9),
	fynetheme.ColorNameInnerWindowBorder:         rgb(0xdcdee6),
	fynetheme.ColorNameInnerWindowBorderInactive: rgb(0xdcdee6),
	fynetheme.ColorNameSeparator:                 rgb(0xdcdee6),
	fynetheme.ColorNameFocus:                     rgba(0x000091, 0x2e),
	fynetheme.ColorNameHover:                     rgba(0x16161d, 0x0e),
	fynetheme.ColorNamePressed:                   rgba(0x16161d, 0x1c),
	fynetheme.ColorNameSelection:                 rgba(0x000091, 0x30),
	fynetheme.ColorNameScrollBar:                 rgba(0x3a3d4d, 0x98),
	fynetheme.ColorNameScrollBarBackground:       rgba(0x3a3d4d, 0x10),
	fynetheme.ColorNameShadow:                    rgba(0x10121f, 0x40),
}

var dark = palette{
	ColorSurface:     rgb(0x1d1e25),
	ColorChrome:      rgb(0x15161b),
	ColorSunken:      rgb(0x2b2d37),
	ColorBorder:      rgb(0x343743),
	ColorControl:     rgb(0x7c8093),
	ColorMuted:       rgb(0xb0b4c3),
	ColorAccentText:  rgb(0xaab2ff),
	ColorAccentSoft:  rgb(0x2e3160),
	ColorAccentHover: rgb(0xb9c0ff),
	ColorHoverRow:    rgb(0x272934),

	ColorInfoText:    rgb(0x8fbcff),
	ColorInfoSoft:    rgb(0x1d2c47),
	ColorSuccessText: rgb(0x7ed7a0),
	ColorSuccessSoft: rgb(0x18331f),
	ColorWarningText: rgb(0xffb27a),
	ColorWarningSoft: rgb(0x3f2712),
	ColorErrorText:   rgb(0xff9d98),
	ColorErrorSoft:   rgb(0x471d1c),

	ColorSeries1: rgb(0x9aa3ff),
	ColorSeries2: rgb(0x4f74b8),
	ColorSeries3: rgb(0xe0b040),
	ColorSeries4: rgb(0xcf94dc),
	ColorTarget:  rgb(0xff9a5c),

	fynetheme.ColorNameBackground:                rgb(0x15161b),
	fynetheme.ColorNameForeground:                rgb(0xf1f2f7),
	fynetheme.ColorNameForegroundOnPrimary:       rgb(0x08083a),
	fynetheme.ColorNameForegroundOnError:         rgb(0x300403),
	fynetheme.ColorNameForegroundOnSuccess:       rgb(0x04210f),
	fynetheme.ColorNameForegroundOnWarning:       rgb(0x2c1400),
	fynetheme.ColorNamePrimary:                   rgb(0x9aa3ff),
	fynetheme.ColorNameHyperlink:                 rgb(0xaab2ff),
	fynetheme.ColorNameError:                     rgb(0xff9d98),
	fynetheme.ColorNameSuccess:                   rgb(0x7ed7a0),
	fynetheme.ColorNameWarning:                   rgb(0xffb27a),
	fynetheme.ColorNameButton:                    rgb(0x272934),
	fynetheme.ColorNameDisabledButton:            rgb(0x22242c),
	fynetheme.ColorNameDisabled:                  rgb(0x777b8b),
	fynetheme.ColorNamePlaceHolder:               rgb(0xa0a4b4),
	fynetheme.ColorNameInputBackground:           rgb(0x17181e),
	fynetheme.ColorNameInputBorder:               rgb(0x7c8093),
	fynetheme.ColorNameMenuBackground:            rgb(0x262831),
	fynetheme.ColorNameOverlayBackground:         rgb(0x262831),
	fynetheme.ColorNameHeaderBackground:          rgb(0x15161b),
	fynetheme.ColorNameInnerWindowBorder:         rgb(0x343743),
	fynetheme.ColorNameInnerWindowBorderInactive: rgb(0x343743),
	fynetheme.ColorNameSeparator:                 rgb(0x343743),
	fynetheme.ColorNameFocus:                     rgba(0x9aa3ff, 0x4c),
	fynetheme.ColorNameHover:                     rgba(0xffffff, 0x12),
	fynetheme.ColorNamePressed:                   rgba(0xffffff, 0x22),
	fynetheme.ColorNameSelection:                 rgba(0x9aa3ff, 0x55),
	fynetheme.ColorNameScrollBar:                 rgba(0xd5d8e6, 0x80),
	fynetheme.ColorNameScrollBarBackground:       rgba(0xd5d8e6, 0x10),
	fynetheme.ColorNameShadow:                    rgba(0x000000, 0x90),
}

func rgb(hex uint32) color.NRGBA { return rgba(hex, 0xff) }

func rgba(hex uint32, alpha uint8) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: alpha}
}
