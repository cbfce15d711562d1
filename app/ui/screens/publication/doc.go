// Package publication is the screen of a week's releases: their moments, what goes
// online at each, the seal that proves that nobody chose them.
//
// What belongs here: how a week is shown, drawn and ticked off. Moments to come stay
// hidden until somebody asks for them: a schedule that leaks is worth money to touts.
package publication
