package convocation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
	"creneaux/app/wording"
)

func exampleInput() convocation.Input {
	return convocation.Input{
		Service: agenda.Service{
			Prefecture: "Préfecture de l’Hérault", Name: "Service des étrangers",
			Address: []string{"34, place des Martyrs-de-la-Résistance", "34000 Montpellier"},
			Email:   "etrangers@exemple.invalid", Website: "rendez-vous.exemple.invalid",
		},
		Booking: agenda.Booking{
			Reference: "RDV100223", DeskName: "Guichet 1", Motive: "1ère demande",
			Date: agenda.MustDate("2027-03-02"), Start: agenda.MustClock("09:05"),
			Applicant: agenda.Applicant{
				Surname: "nguye\u0302\u0303n", GivenNames: "Thị  Minh Khai", BirthName: "Lê",
				BirthDate: agenda.MustDate("1990-07-14"),
			},
		},
		Procedure: agenda.Procedure{Label: "Première demande de titre de séjour", Papers: []string{"Passeport", "Photos"}},
		Desk:      "G1",
		Number:    "27-041253-58",
		Code:      "CRENEAUX1…",
		IssuedAt:  agenda.MustMoment("2027-02-20T16:00"),
	}
}

func TestComposeDecidesEverything(t *testing.T) {
	in := exampleInput()
	letter := convocation.Compose(in)
	want := convocation.Letter{
		Prefecture: in.Service.Prefecture, Service: in.Service.Name, Address: in.Service.Address,
		Email: in.Service.Email, Website: in.Service.Website,
		Number: in.Number, Code: in.Code, IssuedAt: in.IssuedAt,
		Name: "Thị Minh Khai nguyễn", BirthName: "Lê", BirthDate: in.Booking.Applicant.BirthDate,
		Date: in.Booking.Date, Start: in.Booking.Start, Desk: "G1",
		Procedure: "Première demande de titre de séjour", Papers: []string{"Passeport", "Photos"},
		Opening: agenda.Msg("convocation.opening"),
		Void: []agenda.Message{
			agenda.Msg("convocation.void.name"), agenda.Msg("convocation.void.several"), agenda.Msg("convocation.void.elsewhere"),
		},
		Free:      agenda.Msg("convocation.free.website", "Website", in.Service.Website),
		Emergency: agenda.Msg("convocation.emergency.email", "Email", in.Service.Email),
	}
	if diff := cmp.Diff(want, letter); diff != "" {
		t.Error(diff)
	}
}

func TestComposeWithLittle(t *testing.T) {
	in := exampleInput()
	in.Service = agenda.Service{Name: "Service des étrangers", Address: []string{"1, rue de la Loge"}}
	in.Procedure, in.Desk = agenda.Procedure{}, ""
	in.Booking.Applicant = agenda.Applicant{Surname: "Lê", BirthName: " LÊ "}
	letter := convocation.Compose(in)
	if letter.Desk != "Guichet 1" || letter.Procedure != "1ère demande" {
		t.Errorf("desk %q and procedure %q are not the booking's own", letter.Desk, letter.Procedure)
	}
	if letter.BirthName != "" {
		t.Errorf("the birth name %q repeats the name", letter.BirthName)
	}
	if letter.Free.Key != "convocation.free" || letter.Emergency.Key != "convocation.emergency.address" {
		t.Errorf("free %v, emergency %v", letter.Free, letter.Emergency)
	}
	in.Service.Address = nil
	if letter = convocation.Compose(in); !letter.Emergency.IsZero() {
		t.Errorf("nobody can be written to, yet %v", letter.Emergency)
	}
}

func TestComposeSharesNothingWithItsInput(t *testing.T) {
	in := exampleInput()
	letter := convocation.Compose(in)
	letter.Papers[0], letter.Address[0] = "changed", "changed"
	if in.Procedure.Papers[0] == "changed" || in.Service.Address[0] == "changed" {
		t.Error("changing the letter changed what it was made of")
	}
}

func TestSentencesAreInBothLanguages(t *testing.T) {
	letter := convocation.Compose(exampleInput())
	for _, language := range wording.Languages() {
		voice, err := wording.New(language)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range append(letter.Void, letter.Opening, letter.Free, letter.Emergency) {
			if said := voice.Say(m); said == m.String() || said == "" {
				t.Errorf("%s: %s is not in the catalogue", language, m)
			}
		}
	}
}
