// Package theme is how Créneaux looks: the named colours, sizes and fonts that every
// screen is made of, in light and in dark, at any text scale.
//
// What belongs here: tokens. A widget asks for [ColorMuted] or [SizeRow], never for a
// colour value or a number of its own; a new look is a new palette, not a new widget.
// Every pair of text and ground that is in use meets WCAG 2.2 AA, which the tests
// compute.
package theme
