// Package vetting looks for bookings that should not be: several of one person, taken
// without a name, of a slot that is sold twice or that nobody can serve, handed over by
// touts, tied to each other. It says what it found, why, on what evidence, how surely, and
// what it proposes; it changes nothing.
//
// What belongs here: the canonical form of e-mail addresses that makes two spellings
// comparable (names are compared by app/names), the rules, one file a rule, and the matching of earlier
// decisions with findings. What does not: reading exports, keeping decisions,
// cancelling anything.
//
// The worst this package can do is to take an appointment away from somebody who
// holds it honestly. So wherever the data leave a doubt a finding is for a person to
// decide, and two addresses or two names that may belong to different people are
// never made one.
//
// To add a rule, write its file and list it in [Rules]; no other rule is touched.
package vetting
