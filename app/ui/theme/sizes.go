package theme

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// The sizes that Fyne has no name for, in Fyne's density-independent pixels.
const (
	// SizeGap separates things that belong together; SizeGapLarge, groups of them.
	SizeGap      fyne.ThemeSizeName = "creneaux.gap"
	SizeGapLarge fyne.ThemeSizeName = "creneaux.gap-large"
	// SizeMargin is between a page's edge and its content.
	SizeMargin fyne.ThemeSizeName = "creneaux.margin"
	// SizeRow is the height of a row of a table; SizeControl, of a button or a field.
	SizeRow     fyne.ThemeSizeName = "creneaux.row"
	SizeControl fyne.ThemeSizeName = "creneaux.control"
	// SizeNavigation is the width of the navigation; SizeNavigationItem, an item's height.
	SizeNavigation     fyne.ThemeSizeName = "creneaux.navigation"
	SizeNavigationItem fyne.ThemeSizeName = "creneaux.navigation-item"
	// SizeBar is the height of the top bar; SizeStatus, of the status bar.
	SizeBar    fyne.ThemeSizeName = "creneaux.bar"
	SizeStatus fyne.ThemeSizeName = "creneaux.status"
	// SizeRadius rounds controls; SizeRadiusLarge, tiles and dialogs.
	SizeRadius      fyne.ThemeSizeName = "creneaux.radius"
	SizeRadiusLarge fyne.ThemeSizeName = "creneaux.radius-large"
	// SizeFocus is the thickness of the ring around what has the focus.
	SizeFocus fyne.ThemeSizeName = "creneaux.focus"

	// The type scale, from small to large.
	SizeTextCaption fyne.ThemeSizeName = fynetheme.SizeNameCaptionText
	SizeTextBody    fyne.ThemeSizeName = fynetheme.SizeNameText
	SizeTextHeading fyne.ThemeSizeName = fynetheme.SizeNameSubHeadingText
	SizeTextTitle   fyne.ThemeSizeName = fynetheme.SizeNameHeadingText
	SizeTextFigure  fyne.ThemeSizeName = "creneaux.text-figure"
)

// scaled are the sizes that grow with the text; fixed, those that do not.
var (
	scaled = map[fyne.ThemeSizeName]float32{
		SizeGap:            8,
		SizeGapLarge:       16,
		SizeMargin:         20,
		SizeRow:            27,
		SizeControl:        30,
		SizeNavigation:     212,
		SizeNavigationItem: 34,
		SizeBar:            46,
		SizeStatus:         28,
		SizeTextCaption:    11.5,
		SizeTextBody:       13,
		SizeTextHeading:    15,
		SizeTextTitle:      21,
		SizeTextFigure:     25,

		fynetheme.SizeNamePadding:              4,
		fynetheme.SizeNameInnerPadding:         7,
		fynetheme.SizeNameLineSpacing:          4,
		fynetheme.SizeNameInlineIcon:           17,
		fynetheme.SizeNameScrollBar:            11,
		fynetheme.SizeNameScrollBarSmall:       5,
		fynetheme.SizeNameWindowButtonHeight:   16,
		fynetheme.SizeNameWindowButtonIcon:     14,
		fynetheme.SizeNameWindowTitleBarHeight: 26,
	}
	fixed = map[fyne.ThemeSizeName]float32{
		SizeRadius:      4,
		SizeRadiusLarge: 6,
		SizeFocus:       2,

		fynetheme.SizeNameSeparatorThickness: 1,
		fynetheme.SizeNameSplitThickness:     1,
		fynetheme.SizeNameInputBorder:        1,
		fynetheme.SizeNameInputRadius:        4,
		fynetheme.SizeNameButtonRadius:       4,
		fynetheme.SizeNameSelectionRadius:    3,
		fynetheme.SizeNameScrollBarRadius:    3,
		fynetheme.SizeNameInnerWindowRadius:  6,
		fynetheme.SizeNameCardRadius:         6,
		fynetheme.SizeNameDialogRadius:       8,
		fynetheme.SizeNamePopupRadius:        6,
		fynetheme.SizeNameMenuRadius:         4,
		// A blurred page behind a dialog hides what the question is about.
		fynetheme.SizeNameModalBlurRadius: 0,
	}
)
