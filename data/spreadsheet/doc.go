// Package spreadsheet reads the exports of booking platforms, in the forms they
// come in (CSV and other separated text, .xlsx, .ods, .xls), and writes workbooks.
//
// What belongs here: bytes to cells and cells to bytes. A reader gives the neutral
// [creneaux/app/intake.Table] and knows nothing of bookings; which column is which
// and what a cell means is app/intake's. Files read_*.go hold the readers, write_*.go
// the writers.
//
// A reader decides by what a file holds, not by its name, never writes, neither
// beside the file nor to a temporary folder (an export is personal data), and
// answers bad input with an [creneaux/app/agenda.Problem] of its own code. Its size,
// rows, columns and unpacked size are bounded, for an export may come from anywhere.
package spreadsheet
