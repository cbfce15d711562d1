// Package booked is what the screens about bookings have in common: the source of their
// tables, how a booking is told, and the writing of letters for some of them.
//
// What belongs here: what two of these screens show or do alike. What only one of them
// does is its own business.
package booked
