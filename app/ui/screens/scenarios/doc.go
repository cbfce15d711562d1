// Package scenarios is the screen on which a manager asks "what if": another plan of the
// year under other conditions, kept beside the one that stands, compared with it and
// adopted; both ways of sharing a shortage; and what one hour more at a desk is worth.
//
// What belongs here: how scenarios are asked for and shown. Planning under other
// conditions is the work of app/office and of app/capacity.
package scenarios
