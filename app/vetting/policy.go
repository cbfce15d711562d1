package vetting

import (
	"cmp"

	"creneaux/app/agenda"
)

// Field is something that an export says about a booking and that a rule looks at.
type Field string

// The fields that rules need and that evidence quotes.
const (
	FieldEmail      Field = "email"
	FieldName       Field = "name" // surname and given names together, or the one field for both
	FieldSurname    Field = "surname"
	FieldGivenNames Field = "given_names"
	FieldBirthName  Field = "birth_name"

	FieldBirthDate       Field = "birth_date"
	FieldForeignerNumber Field = "foreigner_number"
	FieldPhone           Field = "phone"
	FieldAppointment     Field = "appointment" // date and hour
	FieldDesk            Field = "desk"
	FieldProcedure       Field = "procedure"
	FieldBookedAt        Field = "booked_at"
	FieldCancelledAt     Field = "cancelled_at"
)

// Keep says which of several bookings is kept.
type Keep string

// What can be kept of several bookings.
const (
	KeepFirstBooked Keep = "first_booked" // the one that was taken first
	KeepEarliest    Keep = "earliest"     // the one whose appointment comes first
)

// Policy is what a service chooses about the vetting, and what the rules need to know of
// it. The zero Policy works: it has what [DefaultPolicy] proposes, no associations, no
// throwaway domains and no house.
type Policy struct {
	// Keep is which booking of a mailbox or of a person is kept; "" is KeepFirstBooked.
	Keep Keep
	// AllowedPerEmail is how many bookings one mailbox may hold at a time; 0 is 1.
	AllowedPerEmail int
	// Associations are the e-mail addresses of those known to book for others
	// (associations, town halls, shelters); their bookings are for a person to decide.
	Associations []string
	// TransferMinutes is up to how long after it was given back a slot that somebody else
	// takes is told of. 0 means that of [DefaultPolicy].
	TransferMinutes int
	// ClusterSize is how many people make a cluster. 0 means that of [DefaultPolicy].
	ClusterSize int
	// BurstMinutes is how near in time bookings are told of as taken together. 0 means
	// that of [DefaultPolicy].
	BurstMinutes int
	// AdjoiningMinutes is how far apart the beginnings of two appointments of one
	// household may be. 0 means that of [DefaultPolicy].
	AdjoiningMinutes int
	// Placeholders are texts that people type instead of a name ("inconnu", "test",
	// "sans nom"), compared by [names.Fold], or as they stand where they are written with
	// signs ("n/a": the letters alone may be initials). A booking is cancelled only when
	// its whole name is made of them. nil means those of [DefaultPolicy].
	Placeholders []string
	// DisposableDomains are the domains of throwaway addresses, in lower case.
	DisposableDomains map[string]bool
	// House says where and when people are received.
	House House
	// Releases are the moments at which slots went online.
	Releases []agenda.Moment
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
		Keep:            KeepFirstBooked,
		AllowedPerEmail: 1,
		// Nobody who was not told finds a slot that came back within half an hour but by
		// chance, and one who does is asked, not cancelled.
		TransferMinutes: 30,
		ClusterSize:     3,
		BurstMinutes:    2,
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
	p.Keep = cmp.Or(p.Keep, defaults.Keep)
	for _, number := range []struct {
		chosen   *int
		proposed int
	}{
		{&p.AllowedPerEmail, defaults.AllowedPerEmail},
		{&p.TransferMinutes, defaults.TransferMinutes},
		{&p.ClusterSize, defaults.ClusterSize},
		{&p.BurstMinutes, defaults.BurstMinutes},
		{&p.AdjoiningMinutes, defaults.AdjoiningMinutes},
	} {
		if *number.chosen <= 0 {
			*number.chosen = number.proposed
		}
	}
	p.ClusterSize = max(p.ClusterSize, 2)
	return p
}
