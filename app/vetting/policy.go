package vetting

import "creneaux/app/agenda"

// Field is something that an export says about a booking and that a rule looks at.
type Field string

// The fields that rules need and that evidence quotes.
const (
	FieldEmail      Field = "email"
	FieldName       Field = "name" // surname and given names together, or the one field for both
	FieldSurname    Field = "surname"
	FieldGivenNames Field = "given_names"
	FieldBirthName  Field = "birth_name"
)

// Policy is what a service chooses about the vetting. The zero Policy works: it has
// the lists of [DefaultPolicy], no associations and no throwaway domains.
type Policy struct {
	// Placeholders are texts that people type instead of a name ("inconnu", "test",
	// "sans nom"), compared by [names.Fold], or as they stand where they are written with
	// signs ("n/a": the letters alone may be initials). A booking is cancelled only when
	// its whole name is made of them. nil means those of [DefaultPolicy].
	Placeholders []string
	// Associations are the e-mail addresses of those known to book for others
	// (associations, town halls, shelters); their bookings are for a person to decide.
	Associations []string
	// DisposableDomains are the domains of throwaway addresses, in lower case.
	DisposableDomains map[string]bool
	// AdjoiningMinutes is how far apart the beginnings of two appointments of one
	// household may be. 0 means that of [DefaultPolicy].
	AdjoiningMinutes int
	// Columns says which fields each import's file had a column for. An import that
	// is not listed is judged by its rows: a field that none of them fills is taken
	// for a missing column, not for people without e-mail or name.
	Columns map[agenda.ImportID][]Field
}

// DefaultPolicy returns what the program proposes before a service has chosen.
//
// Its placeholders are words that nobody bears together; single words that are also
// rare surnames (Test, Nom, X) are among them, which is safe because such a word
// beside any other is for a person to decide.
func DefaultPolicy() Policy {
	return Policy{
		// Two slots of half an hour with one between them.
		AdjoiningMinutes: 60,
		Placeholders: []string{
			"x", "xx", "xyz", "abc", "abcd", "abcde", "abcdef",
			"azerty", "azertyuiop", "qwerty", "qwertyuiop", "asdf", "asdfgh", "qsdf", "qsdfgh",
			"test", "tests", "testing", "essai", "exemple", "example",
			"inconnu", "inconnue", "unknown", "anonyme", "anonymous", "neant", "aucun", "aucune",
			"n/a", "n.a.", "null", "undefined",
			"nom", "prenom", "prenoms", "nom de famille", "name", "surname", "firstname", "lastname",
			"first name", "last name", "full name",
			"sans nom", "sans prenom", "pas de nom", "pas de prenom", "no name", "noname",
			"non renseigne", "non communique", "non precise", "a renseigner", "a completer", "a preciser",
		},
	}
}

// withDefaults fills what the zero Policy leaves open.
func (p Policy) withDefaults() Policy {
	defaults := DefaultPolicy()
	if p.Placeholders == nil {
		p.Placeholders = defaults.Placeholders
	}
	if p.AdjoiningMinutes <= 0 {
		p.AdjoiningMinutes = defaults.AdjoiningMinutes
	}
	return p
}
