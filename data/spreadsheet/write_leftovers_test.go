package spreadsheet

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/wording"

	"github.com/google/go-cmp/cmp"
)

// mended writes the leftovers in a form, mends the cells by their text and reads the file
// again.
func mended(t *testing.T, all intake.Leftovers, form string, voice *wording.Voice, mend map[string]string) intake.Reading {
	t.Helper()
	var file bytes.Buffer
	write := func(w io.Writer) error { return WriteLeftoversCSV(w, all, voice) }
	if form == "xlsx" {
		write = func(w io.Writer) error { return WriteLeftovers(context.Background(), w, all, voice) }
	}
	if err := write(&file); err != nil {
		t.Fatal(err)
	}
	data := file.Bytes()
	if form == "xlsx" {
		book := openBook(t, data)
		sheet := book.GetSheetName(0)
		for i, row := range rowsOf(t, book) {
			for j, cell := range row {
				if better, ok := mend[cell]; ok {
					if err := book.SetCellStr(sheet, cellName(j+1, i+1), better); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		var again bytes.Buffer
		if err := book.Write(&again); err != nil {
			t.Fatal(err)
		}
		data = again.Bytes()
	} else {
		for bad, better := range mend {
			data = bytes.ReplaceAll(data, []byte(";"+bad+";"), []byte(";"+better+";"))
		}
	}
	table, err := decode(t.Context(), data, "ecartees."+form, usual)
	if err != nil {
		t.Fatal(err)
	}
	synonyms := columnSynonyms(t)
	p, err := intake.Guess(table, synonyms)
	if err != nil {
		t.Fatal(err)
	}
	reading, err := intake.Read(t.Context(), table, p.Mapping, intake.Known{Notes: synonyms[intake.NoteTitles]}, agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	return reading
}

func readText(t *testing.T, lines ...string) intake.Reading {
	t.Helper()
	table, err := decode(t.Context(), []byte(strings.Join(lines, "\n")), "export.csv", usual)
	if err != nil {
		t.Fatal(err)
	}
	p, err := intake.Guess(table, columnSynonyms(t))
	if err != nil {
		t.Fatal(err)
	}
	reading, err := intake.Read(t.Context(), table, p.Mapping, intake.Known{}, agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	return reading
}

// Rows that were rejected, written, mended and read again are the bookings they should
// have been; those that were not mended are rejected again, for the same reason.
func TestMendedRowsComeBack(t *testing.T) {
	titles := "Motif;N° RDV;Date du RDV;Heure du RDV;Pris le;Statut;Nom;Téléphone;Remarque"
	export := readText(t, titles,
		"Titre;R1;02/27/2026;9h00;01/13/2026 10:00;Confirmé;Ondo;+33739150001;",
		"Titre;R2;02/27/2026;25h99;01/13/2026 10:00;Confirmé;=Patel;+33739150002;\"a; b\"",
		titles,
		"Titre;R3;02/29/2026;9h30;01/14/2026 10:00;Confirmé;'t Hooft;+33739150003;",
		"Titre;R4;03/04/2026;10h30;01/15/2026 10:00;peut-être;Nguyễn;+33739150004;",
		"Titre;R5;03/05/2026;10h30;01/15/2026 10:00;Confirmé;Diallo;+33739150005;",
		"Total : 5")
	if len(export.Rejected) != 3 || len(export.Passed) != 2 {
		t.Fatalf("rejected %+v, passed %+v", export.Rejected, export.Passed)
	}
	for _, form := range []string{"csv", "xlsx"} {
		for _, voice := range []*wording.Voice{french(t), english(t)} {
			t.Run(form+" "+voice.Language(), func(t *testing.T) {
				got := mended(t, export.Leftovers(), form, voice, map[string]string{"25h99": "9h15", "peut-être": "Annulé"})
				if !got.Mended || got.Rows != 5 || len(got.Passed) != 2 || !slices.Equal(got.Titles, export.Titles) {
					t.Fatalf("mended %t, %d rows, passed %+v, titles %q", got.Mended, got.Rows, got.Passed, got.Titles)
				}
				if len(got.Rejected) != 1 || got.Rejected[0].Reason.Key != export.Rejected[1].Reason.Key || got.Rejected[0].Reference != "R3" {
					t.Errorf("rejected %+v", got.Rejected)
				}
				want := []agenda.Booking{{
					Reference: "R2", Motive: "Titre", Date: agenda.MustDate("2026-02-27"), Start: agenda.MustClock("09:15"),
					BookedAt: agenda.MustMoment("2026-01-13T10:00"), Status: agenda.BookingActive,
					Applicant: agenda.Applicant{Surname: "=Patel", Phone: "+33739150002"},
				}, {
					Reference: "R4", Motive: "Titre", Date: agenda.MustDate("2026-03-04"), Start: agenda.MustClock("10:30"),
					BookedAt: agenda.MustMoment("2026-01-15T10:00"), Status: agenda.BookingCancelled, Cause: agenda.CancelPlatform,
					Applicant: agenda.Applicant{Surname: "Nguyễn", Phone: "+33739150004"},
				}}
				var bookings []agenda.Booking
				for _, d := range got.Bookings {
					bookings = append(bookings, d.Booking)
				}
				if diff := cmp.Diff(want, bookings); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
	}
}

// A row with a separator too many does not slip in shifted through a workbook, where
// nothing else tells that its cells moved.
func TestShiftedRowsStayRejected(t *testing.T) {
	export := readText(t, "N° RDV;Date du RDV;Heure du RDV;Statut;Nom", "R1;02/03/2026;9h00;Confirmé;Ondo", "R2;02/03/2026;9h00;Confirmé;Da;Silva")
	for _, form := range []string{"csv", "xlsx"} {
		got := mended(t, export.Leftovers(), form, french(t), nil)
		if len(got.Bookings) != 0 || len(got.Rejected) != 1 || got.Rejected[0].Reason.Key != "intake.reject.too_many_cells" {
			t.Errorf("%s: %d bookings, rejected %+v", form, len(got.Bookings), got.Rejected)
		}
	}
}

// Every title of a note, in every language, is one by which the note is told again.
func TestNotesAreKnownByTheirTitles(t *testing.T) {
	for _, voice := range []*wording.Voice{french(t), english(t)} {
		for _, c := range leftovers(nil, 0, voice).columns {
			if title := voice.Say(c.title); !slices.Contains(columnSynonyms(t)[intake.NoteTitles], title) {
				t.Errorf("%q is not among the titles of notes", title)
			}
		}
	}
}
