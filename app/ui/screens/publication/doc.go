// Package publication is the screen of what goes online: a week's releases with the seal
// that proves that nobody chose their moments, and the slots that were given back.
//
// What belongs here: how a week is shown, drawn, marked and drawn again, and what is
// said of a slot that somebody gave back. Moments to come stay hidden until somebody asks
// for them: a schedule that leaks is worth money to touts.
package publication
