// Package widgets is the kit that every screen of Créneaux is made of: buttons and
// fields, a table of any number of rows, charts, pickers of days and weeks.
//
// What belongs here: things to see and to use that know no business. Values go in by
// SetX methods or plain texts, what people do comes out by OnX functions; a widget
// never asks a use case for anything. Colours and sizes come from app/ui/theme,
// numbers and dates are written by app/wording.
//
// Keys that a widget has no use for (Escape, Enter, function keys) go on to the
// canvas, where a dialog or the window's frame hears them: Fyne itself would let
// them end at whatever has the focus.
package widgets
