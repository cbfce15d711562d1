// Package pdf writes the papers of the service as PDF: convocations, day lists and
// sheets of releases.
//
// What belongs here: paper, type and drawing. The content comes decided from
// app/convocation or in the structs of this package; words come from app/wording.
// gofpdf is used through [document] only, so that it can be replaced. Same content,
// same bytes: dates come from the content and nothing is random.
package pdf
