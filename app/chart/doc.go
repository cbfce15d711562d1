// Package chart draws figures: lines, bars, stacked bars, heat maps, funnels and
// timetables become a [Drawing], a list of marks in abstract units whose inks are
// roles ("first series", "grid") and not colours. The screen, PNG, SVG and PDF all
// paint the same marks, so that they agree.
//
// What belongs here: models of charts, the geometry of their marks, what a screen
// reader or a table says instead of them, and how marks become pixels. What does not:
// fonts (the measure of texts is an argument), colours of a screen or a paper (a
// [Palette] is), file formats, windows.
//
// Series differ by more than colour everywhere: by markers on lines, by hatching in
// bars, and by the order of the legend.
package chart
