package pdf_test

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
	"creneaux/app/wording"
)

var signingKey = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))

func voice(t testing.TB, language string) *wording.Voice {
	t.Helper()
	v, err := wording.New(language)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func exampleService() agenda.Service {
	return agenda.Service{
		Prefecture: "Préfecture de l’Hérault", Name: "Service des étrangers",
		Address: []string{"34, place des Martyrs-de-la-Résistance", "34000 Montpellier"},
		Email:   "etrangers@prefecture.invalid", Website: "rendez-vous.prefecture.invalid",
	}
}

func examplePapers() []string {
	return []string{
		"Passeport en cours de validité (pages d’état civil, visas et tampons d’entrée)",
		"Acte de naissance et sa traduction par un traducteur assermenté",
		"Justificatif de domicile de moins de six mois (facture, quittance ou attestation d’hébergement avec la pièce d’identité de l’hébergeant)",
		"Trois photographies d’identité récentes aux normes",
		"Visa de long séjour ou titre de séjour précédent",
		"Contrat de travail et trois derniers bulletins de salaire",
		"Avis d’imposition",
		"Attestation d’assurance maladie",
	}
}

// exampleLetter returns the letter of the n-th person of a day.
func exampleLetter(t testing.TB, n int, name string, papers []string) convocation.Letter {
	t.Helper()
	number, err := convocation.NewNumber(2027, n+1)
	if err != nil {
		t.Fatal(err)
	}
	booking := agenda.Booking{
		Slot: agenda.SlotID(fmt.Sprintf("019c3a51-77a2-7d11-8b0e-%012x", n)), Desk: "019c3a51-0000-7d11-8b0e-4f6a2f1f9c02",
		Date: agenda.MustDate("2027-03-02"), Start: agenda.MustClock("09:00") + agenda.Clock(n%36*5),
		Applicant: agenda.Applicant{FullName: name, BirthDate: agenda.MustDate("1990-07-14")},
	}
	code, err := convocation.Sign(signingKey, convocation.Payload{
		Number: number, Slot: booking.Slot, Desk: booking.Desk, Date: booking.Date, Start: booking.Start,
		Name: convocation.NameDigest(name),
	})
	if err != nil {
		t.Fatal(err)
	}
	return convocation.Compose(convocation.Input{
		Service: exampleService(), Booking: booking,
		Procedure: agenda.Procedure{Label: "Première demande de titre de séjour", Papers: papers},
		Desk:      "G1", Number: number, Code: code, IssuedAt: agenda.MustMoment("2027-02-20T16:00"),
	})
}
