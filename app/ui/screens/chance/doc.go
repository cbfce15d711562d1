// Package chance is the page of the draw: by which rules the moments of a week are drawn,
// how probable each hour is, and what somebody catches who lies in wait; beside what the
// habit of Sunday evening gave away.
//
// What belongs here: showing and changing what every week is drawn by. The week itself, its
// releases and its slots are the page of publication's.
package chance
