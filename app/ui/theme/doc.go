// Package theme is how Créneaux looks: the named colours, sizes, fonts and icons that
// every screen is made of, in light and in dark, in normal and in high contrast, in two
// densities and at any text scale.
//
// What belongs here: tokens. A widget asks for [ColorMuted] or [SizeRow] when it draws,
// never for a colour value or a number of its own; a new look is a new palette, not a
// new widget.
//
//   - Colours ([Colors]): grounds from [ColorSurface] to [ColorSunken], text from Fyne's
//     foreground to [ColorMuted], one accent, five states with a text and a soft ground
//     each, the series of charts ([Series]). Every text meets WCAG 2.2 AA on every ground
//     (7:1 in high contrast), every edge and sign 3:1, which the tests compute.
//   - Sizes ([Sizes]): the type scale from [SizeTextCaption] to [SizeTextFigure] grows
//     with the text scale; room from [SizeGapSmall] to [SizeMargin] also shrinks with the
//     density; edges grow with the contrast; radii stay.
//   - Icons: one family, each called by what it stands for ([IconUndo]); [Filled] is its
//     counterpart for what is selected.
//   - [ReducedMotion] and [High] are for the few widgets that must do otherwise.
package theme
