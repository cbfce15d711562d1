// Package convocation decides what a convocation and a day list say: the number
// that people type, the exact name, the signed code of the QR symbol, and every
// fact and sentence of the page, already chosen, so that a writer only has to set
// them.
//
// What belongs here: contents and codes. What does not: paper, fonts and drawing
// (data/pdf), workbooks (data/spreadsheet), whether a booking deserves a letter
// (app/vetting), and the storing of keys (app/office).
package convocation
