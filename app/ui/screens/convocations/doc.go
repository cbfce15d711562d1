// Package convocations is the screen that writes a day's letters and lists: who gets
// one, the PDF, the workbook for mail merge, the list for the wall; and that tells
// whether a convocation somebody shows is valid.
//
// What belongs here: what the screen shows and asks. What a letter says is decided by
// app/convocation, drawing it is the business of data/pdf.
package convocations
