package pdf_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/data/pdf"
)

// exampleSheet is a week with a release in every state: one done, one missed, one that
// replaced another one, two on a day.
func exampleSheet() publication.WeekSheet {
	sheet := publication.WeekSheet{
		Prefecture: "Préfecture de l’Hérault", Service: "Service des étrangers",
		Week:    agenda.MustWeek("2027-W10"),
		Seal:    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		DrawnAt: agenda.MustMoment("2027-03-05T16:12"), WrittenAt: agenda.MustMoment("2027-03-09T09:30"),
		Patience: publication.UsualPatience,
		Redraws:  []publication.SheetRedraw{{At: agenda.MustMoment("2027-03-09T09:29"), Seal: strings.Repeat("60303ae2", 8)}},
	}
	for i, at := range []string{"2027-03-08T10:17", "2027-03-08T16:31", "2027-03-10T18:41", "2027-03-11T08:32", "2027-03-11T12:04", "2027-03-12T07:02"} {
		r := publication.SheetRelease{Number: i + 1, Standing: publication.StandingPlanned}
		r.ID, r.At = agenda.ReleaseID(fmt.Sprint(i)), agenda.MustMoment(at)
		switch i {
		case 0:
			r.Standing, r.DoneAt, r.DoneBy = publication.StandingDone, agenda.MustMoment("2027-03-08T10:19"), "c.martin"
		case 1:
			r.Standing, r.Replaced, r.GivenUp = publication.StandingMissed, true, agenda.MustMoment("2027-03-09T09:29")
		case 2:
			r.Redraw = 1
		}
		if !r.Replaced {
			r.Online = exampleOnline(i)
		}
		sheet.Releases = append(sheet.Releases, r)
	}
	rules := publication.Default(sheet.Week, nil)
	for i, envelope := range publication.Envelopes(sheet.Releases, rules) {
		sheet.Releases[i].Envelope = envelope
	}
	return sheet
}

func exampleOnline(n int) (slots []publication.SheetSlot) {
	for i, lot := range []publication.SheetLot{
		{Desk: "G1", Procedure: "Première demande de titre de séjour", Slots: 4 + n},
		{Desk: "G2", Procedure: "Renouvellement de titre de séjour", Slots: 4},
		{Desk: "G4", Procedure: "Document de circulation pour étranger mineur", Slots: 1 + n},
		{Desk: "G2", Procedure: "Renouvellement de titre de séjour", Additional: "Dossiers de juin", Slots: 2},
	} {
		for j := range lot.Slots {
			slots = append(slots, publication.SheetSlot{
				Date: agenda.MustDate("2027-03-22").AddDays(2 * (i + j)), Start: 540, Minutes: 20, Position: 1,
				Desk: lot.Desk, Procedure: lot.Procedure, Additional: lot.Additional,
			})
		}
	}
	return slots
}

func sheetPDF(t testing.TB, sheet publication.WeekSheet) ([]byte, pdf.Report) {
	t.Helper()
	var file bytes.Buffer
	report, err := pdf.WriteReleaseSheet(context.Background(), &file, sheet, voice(t, "fr"))
	if err != nil {
		t.Fatal(err)
	}
	return file.Bytes(), report
}
