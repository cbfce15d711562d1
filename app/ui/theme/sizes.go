package theme

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// The sizes that Fyne has no name for, in Fyne's density-independent pixels.
const (
	// SizeGap separates things that belong together; SizeGapSmall, what is one thing in
	// two parts; SizeGapLarge, groups of them.
	SizeGap      fyne.ThemeSizeName = "creneaux.gap"
	SizeGapSmall fyne.ThemeSizeName = fynetheme.SizeNamePadding
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
	// SizeIcon is the side of an icon beside text; SizeIconLarge, of one that stands
	// above it.
	SizeIcon      fyne.ThemeSizeName = fynetheme.SizeNameInlineIcon
	SizeIconLarge fyne.ThemeSizeName = "creneaux.icon-large"
	// SizeRadius rounds controls; SizeRadiusLarge, tiles and dialogs.
	SizeRadius      fyne.ThemeSizeName = "creneaux.radius"
	SizeRadiusLarge fyne.ThemeSizeName = "creneaux.radius-large"
	// SizeEdge is the thickness of edges and hairlines; SizeFocus, of the ring around
	// what has the focus.
	SizeEdge  fyne.ThemeSizeName = "creneaux.edge"
	SizeFocus fyne.ThemeSizeName = "creneaux.focus"

	// The type scale, from small to large.
	SizeTextCaption fyne.ThemeSizeName = fynetheme.SizeNameCaptionText
	SizeTextBody    fyne.ThemeSizeName = fynetheme.SizeNameText
	SizeTextHeading fyne.ThemeSizeName = fynetheme.SizeNameSubHeadingText
	SizeTextTitle   fyne.ThemeSizeName = fynetheme.SizeNameHeadingText
	SizeTextFigure  fyne.ThemeSizeName = "creneaux.text-figure"
)

// text are the sizes that grow with the text scale alone.
var text = map[fyne.ThemeSizeName]float32{
	SizeTextCaption: 11.5,
	SizeTextBody:    13,
	SizeTextHeading: 15,
	SizeTextTitle:   21,
	SizeTextFigure:  25,
	SizeNavigation:  212,
	SizeIcon:        20,
	SizeIconLarge:   34,

	fynetheme.SizeNameLineSpacing:          4,
	fynetheme.SizeNameScrollBar:            11,
	fynetheme.SizeNameScrollBarSmall:       5,
	fynetheme.SizeNameWindowButtonHeight:   16,
	fynetheme.SizeNameWindowButtonIcon:     14,
	fynetheme.SizeNameWindowTitleBarHeight: 26,
}

// room are the sizes that depend on the density, and grow with the text scale too.
var room = map[fyne.ThemeSizeName]struct{ comfortable, compact float32 }{
	SizeGap:            {8, 6},
	SizeGapSmall:       {4, 3},
	SizeGapLarge:       {16, 11},
	SizeMargin:         {20, 13},
	SizeRow:            {27, 22},
	SizeControl:        {30, 25},
	SizeNavigationItem: {34, 27},
	SizeBar:            {46, 38},
	SizeStatus:         {28, 23},

	fynetheme.SizeNameInnerPadding: {7, 5},
}

// edges are the sizes that depend on the contrast.
var edges = map[fyne.ThemeSizeName]struct{ normal, high float32 }{
	SizeEdge:  {1, 2},
	SizeFocus: {2, 3},

	fynetheme.SizeNameSeparatorThickness: {1, 2},
	fynetheme.SizeNameSplitThickness:     {1, 2},
	fynetheme.SizeNameInputBorder:        {1, 2},
}

// fixed are the sizes that are the same in every look.
var fixed = map[fyne.ThemeSizeName]float32{
	SizeRadius:      4,
	SizeRadiusLarge: 6,

	fynetheme.SizeNameInputRadius:       4,
	fynetheme.SizeNameButtonRadius:      4,
	fynetheme.SizeNameSelectionRadius:   3,
	fynetheme.SizeNameScrollBarRadius:   3,
	fynetheme.SizeNameInnerWindowRadius: 6,
	fynetheme.SizeNameCardRadius:        6,
	fynetheme.SizeNameDialogRadius:      8,
	fynetheme.SizeNamePopupRadius:       6,
	fynetheme.SizeNameMenuRadius:        4,
	// A blurred page behind a dialog hides what the question is about.
	fynetheme.SizeNameModalBlurRadius: 0,
}

// Sizes returns the names of all sizes of the theme, sorted.
func Sizes() []fyne.ThemeSizeName {
	names := slices.Collect(maps.Keys(text))
	names = slices.AppendSeq(names, maps.Keys(room))
	names = slices.AppendSeq(names, maps.Keys(edges))
	names = slices.AppendSeq(names, maps.Keys(fixed))
	slices.Sort(names)
	return names
}
