// Package reference holds the data that the programs know without being told: the
// usual procedures and desks of a service, with the papers to bring; the words that
// booking platforms put above their columns; disposable e-mail domains; what people
// type instead of a name. It also reads set-up files, whose format the reference
// procedures and desks are written in.
//
// What belongs here: data, embedded, and its decoding into the types of app/agenda.
// What does not: what to do with it.
package reference

import (
	_ "embed" // the data files
	"encoding/json"
	"strings"

	"creneaux/app/agenda"
)

var (
	//go:embed reference.json
	referenceSetup string
	//go:embed columns.json
	columnsJSON []byte
	//go:embed placeholders.json
	placeholdersJSON []byte
	//go:embed disposable.txt
	disposableTXT string
)

// demoDisposableDomains are the throwaway domains of the synthetic demo year: under a
// top-level domain reserved for examples (RFC 2606), so that they are nobody's.
var demoDisposableDomains = []string{"jetable.example", "dix-minutes.example"}

// Standard returns the whole reference set-up: a service of metropolitan France with
// the targets 15,000 appointments and 12,000 permits, its procedures, desks and
// weights. The desks' sessions offer a little more than the target in a year with the
// usual public holidays. The year is a placeholder for the caller's.
func Standard() Setup {
	s, err := readSetup([]byte(referenceSetup), nil)
	if err != nil {
		// The file is part of the program and read by its tests.
		panic(err)
	}
	return s
}

// Procedures returns the reference procedures.
func Procedures() []agenda.Procedure { return Standard().Procedures }

// Desks returns the reference desks. Their ids equal their names; the caller gives
// others.
func Desks() []agenda.Desk { return Standard().Desks }

// Weights returns the usual share of each procedure in a year's appointments, in
// hundredths; procedures outside the targets or received without appointment have none.
func Weights() map[agenda.ProcedureCode]float64 { return Standard().Weights }

// ColumnSynonyms returns the titles that booking platforms put above a column, by the
// name of the field as app/intake calls it: "reference", "date", "time", "datetime",
// "procedure", "desk", "status", "booked_at", "cancelled_at", "surname", "given_names",
// "full_name", "birth_name", "birth_date", "foreigner_number", "email", "phone",
// "postcode". French ones come first.
func ColumnSynonyms() map[string][]string {
	var synonyms map[string][]string
	mustDecode(columnsJSON, &synonyms)
	return synonyms
}

// PlaceholderNames returns what people type instead of a name, in French and English.
func PlaceholderNames() []string {
	var names []string
	mustDecode(placeholdersJSON, &names)
	return names
}

// DisposableDomains returns the domains of throwaway e-mail addresses, in lower case,
// with those of the demo year. The origin and licence of the list stand in
// disposable.LICENSE.md.
func DisposableDomains() map[string]bool {
	domains := make(map[string]bool, strings.Count(disposableTXT, "\n")+len(demoDisposableDomains))
	for domain := range strings.FieldsSeq(disposableTXT) {
		domains[domain] = true
	}
	for _, domain := range demoDisposableDomains {
		domains[domain] = true
	}
	return domains
}

// mustDecode reads an embedded file, which is part of the program and read by its tests.
func mustDecode(data []byte, into any) {
	if err := json.Unmarshal(data, into); err != nil {
		panic(err)
	}
}
