// Package bookings is the screen that lists every booking of the chosen week or of
// the whole year: filtered, searched, sorted, and one of them in detail beside the
// list.
//
// What belongs here: what the screen shows and asks. It changes nothing; deciding
// about bookings is the screen of the vetting.
package bookings
