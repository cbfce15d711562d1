// Package imports is the screen that brings an export of the booking platform into the
// workspace: choose a file, see what it would change before anything is changed,
// correct which column is which, import it; and the history of imports, each of which
// can be taken back while nothing was built upon it.
//
// What belongs here: what the screen shows and asks. Reading, guessing and comparing
// are the business of app/intake, keeping that of app/office.
package imports
