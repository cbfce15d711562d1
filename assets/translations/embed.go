// Package translations holds the sentences that a person reads, in French and in
// English: one pair of catalogues an area, "<area>.fr.json" and "<area>.en.json",
// in the format of go-i18n, embedded in the programs.
//
// What belongs here: sentences and nothing else. Choosing a language, filling in
// the arguments and formatting dates and numbers is the work of app/wording. Its
// test keeps the two languages, the catalogues and the sources in step.
package translations

import "embed"

// Files are the catalogues, by file name: "vetting.fr.json", "vetting.en.json".
//
//go:embed *.json
var Files embed.FS
