package convocation

import (
	"slices"
	"strings"

	"creneaux/app/agenda"
)

// Letter is everything that a convocation shows, already decided. Names, papers and
// addresses are as the service wrote them; the fixed sentences are messages, said in
// the language of the letter by whoever writes it.
type Letter struct {
	Prefecture string   // may be empty
	Service    string   //
	Address    []string // lines; may be empty
	Email      string   // may be empty
	Website    string   // may be empty

	Number   string // as [NewNumber] returns it
	Code     string // as [Sign] returns it; empty for a letter without QR symbol
	IssuedAt agenda.Moment

	Name      string      // exact: every accent and capital as written
	BirthName string      // exact; empty where it is not known or is the family name
	BirthDate agenda.Date // zero where not known

	Date      agenda.Date
	Start     agenda.Clock
	Desk      string // as painted on the wall
	Procedure string
	Papers    []string // to bring, a line each

	Opening   agenda.Message
	Void      []agenda.Message // what makes the letter void, a reason each
	Free      agenda.Message
	Emergency agenda.Message // zero where nobody can be written to
}

// Input is what a letter is composed of.
type Input struct {
	Service   agenda.Service
	Booking   agenda.Booking
	Procedure agenda.Procedure
	Desk      string // name; the booking's own is taken where it is empty
	Number    string
	Code      string
	IssuedAt  agenda.Moment
}

// Compose decides what the letter of a booking says. It asks nothing about the
// booking's status: the caller chooses who gets a letter.
func Compose(in Input) Letter {
	person := in.Booking.Applicant
	return Letter{
		Prefecture: in.Service.Prefecture,
		Service:    in.Service.Name,
		Address:    slices.Clone(in.Service.Address),
		Email:      in.Service.Email,
		Website:    in.Service.Website,
		Number:     in.Number,
		Code:       in.Code,
		IssuedAt:   in.IssuedAt,
		Name:       ExactName(person.DisplayName()),
		BirthName:  birthName(person),
		BirthDate:  person.BirthDate,
		Date:       in.Booking.Date,
		Start:      in.Booking.Start,
		Desk:       deskName(in.Desk, in.Booking),
		Procedure:  procedureLabel(in.Procedure.Label, in.Booking),
		Papers:     slices.Clone(in.Procedure.Papers),
		Opening:    agenda.Msg("convocation.opening"),
		Void: []agenda.Message{
			agenda.Msg("convocation.void.name"),
			agenda.Msg("convocation.void.several"),
			agenda.Msg("convocation.void.elsewhere"),
		},
		Free:      freeOfCharge(in.Service.Website),
		Emergency: emergency(in.Service),
	}
}

func freeOfCharge(website string) agenda.Message {
	if website == "" {
		return agenda.Msg("convocation.free")
	}
	return agenda.Msg("convocation.free.website", "Website", website)
}

func emergency(s agenda.Service) agenda.Message {
	switch {
	case s.Email != "":
		return agenda.Msg("convocation.emergency.email", "Email", s.Email)
	case len(s.Address) > 0:
		return agenda.Msg("convocation.emergency.address")
	default:
		return agenda.Message{}
	}
}

func birthName(a agenda.Applicant) string {
	name := ExactName(a.BirthName)
	if strings.EqualFold(name, ExactName(a.Surname)) {
		return ""
	}
	return name
}

func deskName(name string, b agenda.Booking) string {
	if name == "" {
		return b.DeskName
	}
	return name
}

func procedureLabel(label string, b agenda.Booking) string {
	if label == "" {
		return b.Motive
	}
	return label
}
