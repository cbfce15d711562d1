// Package capacity is the screen of the yearly plan: weeks down, procedures across,
// with what limits it.
//
// What belongs here: how the plan is shown and asked for. Planning itself is the work
// of app/office and of app/capacity.
package capacity
