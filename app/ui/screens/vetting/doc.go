// Package vetting is the screen on which a person decides about suspect bookings: a
// queue of findings, the evidence of one of them with its bookings side by side, what
// would be cancelled and what would stay, and the decisions made, each with its undo.
//
// What belongs here: what the screen shows and asks. What is suspect is said by
// app/vetting, what a decision does by app/office.
//
// A wrong cancellation takes an appointment away from somebody who waited months for
// it. So the screen always says, before anything is pressed and in words, which
// bookings would be cancelled and which would stay; it never cancels what is not in
// sight; and it asks again where a choice goes beyond what the rules propose.
package vetting
