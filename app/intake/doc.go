// Package intake turns the rows of an export of the booking platform into bookings
// and says what it could not read.
//
// What belongs here: the neutral [Table] that every file reader fills, finding the
// header and guessing which column is which ([Guess]), remembering that choice for
// the next file of the same source ([Mapping]), reading the rows ([Read]) and
// comparing them with the bookings already known ([Compare]); and the lists that a
// service keeps about itself, absences and school holidays ([ReadAbsences],
// [ReadSchoolHolidays]), whose few columns are told by their titles. What does not: the
// file formats themselves (data/spreadsheet), and judging the bookings (app/vetting).
//
// Two promises hold everywhere. Every data row is accounted for: it is a booking, a
// rejection with its line and reason, passed over with its line and reason because it
// is none (a total), or blank. And what a person wrote is kept as it was written: names
// are trimmed, composed (NFC) and rid of invisible characters, nothing else.
package intake
