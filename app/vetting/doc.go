// Package vetting looks for bookings that should not be: several taken with one
// e-mail address, taken without a name, taken with a throwaway address. It says
// what it found, why, on what evidence, and what it proposes; it changes nothing.
//
// What belongs here: the canonical forms of e-mail addresses and names that make
// two spellings comparable, the rules, one file a rule, and the matching of earlier
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
