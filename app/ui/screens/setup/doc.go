// Package setup is the guided set-up of a new workspace: the service, its desks and
// their hours, its procedures, its closures, how the file is protected, and what all
// this gives in appointments.
//
// What belongs here: the questions, the checks of the answers and their translation
// into a set-up. What does not: files and workspaces; whoever gives the [Params] reads,
// writes and makes them.
package setup
