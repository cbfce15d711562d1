package pdf

import (
	"bytes"
	"context"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
	"creneaux/app/publication"
	"creneaux/app/wording"
)

// The properties of layout draw on one document: loading and embedding fonts takes
// far longer than a page.
func testDocument(t *testing.T, language string) *document {
	t.Helper()
	voice, err := wording.New(language)
	if err != nil {
		t.Fatal(err)
	}
	return newDocument(voice, "", "", 0)
}

func drawLetter(t *rapid.T, text *rapid.Generator[string], papers int) convocation.Letter {
	draw := func(label string) string { return text.Draw(t, label) }
	return convocation.Letter{
		Prefecture: draw("prefecture"), Service: draw("service"), Address: rapid.SliceOfN(text, 0, 4).Draw(t, "address"),
		Number: draw("number"), Name: draw("name"), BirthName: draw("birth name"), Desk: draw("desk"), Procedure: draw("procedure"),
		Date: agenda.MustDate("2027-09-29"), Start: 600, BirthDate: agenda.MustDate("1990-07-14"),
		Papers:    rapid.SliceOfN(text, 0, papers).Draw(t, "papers"),
		Opening:   agenda.Msg("convocation.opening"),
		Void:      []agenda.Message{agenda.Msg("convocation.void.name"), agenda.Msg("convocation.void.several")},
		Free:      agenda.Msg("convocation.free.website", "Website", draw("website")),
		Emergency: agenda.Msg("convocation.emergency.email", "Email", draw("e-mail")),
	}
}

func TestPapersFitOnePageOrAreSaidToMove(t *testing.T) {
	for _, language := range wording.Languages() {
		d := testDocument(t, language)
		text := rapid.StringOfN(rapid.SampledFrom([]rune("abcdéế  ")), 1, 60, -1)
		rapid.Check(t, func(t *rapid.T) {
			letter := drawLetter(t, text, 70)
			before := d.out.PageCount()
			remarks := d.letter(letter, symbol{})
			pages := d.out.PageCount() - before
			moved := len(remarks) == 1 && remarks[0].Key == "pdf.remark.second-page"
			if len(remarks) > 1 || len(remarks) == 1 && !moved {
				t.Fatalf("remarks %v", remarks)
			}
			if want := map[bool]int{false: 1, true: 2}[moved]; pages != want {
				t.Fatalf("%d pages, remarks %v", pages, remarks)
			}
		})
	}
}

func TestNoTextMakesItFail(t *testing.T) {
	d := testDocument(t, wording.French)
	rapid.Check(t, func(t *rapid.T) {
		letter := drawLetter(t, rapid.String(), 40)
		d.letter(letter, symbol{})
		row := convocation.DayRow{Start: 540, Number: letter.Number, Name: letter.Name, Procedure: letter.Procedure}
		d.daySheet(convocation.DayList{Prefecture: letter.Prefecture, Service: letter.Service},
			convocation.DaySheet{Desk: letter.Desk, Rows: []convocation.DayRow{row, row}})
		if err := d.releaseSheet(context.Background(), publication.WeekSheet{
			Service: letter.Service, Seal: letter.Name, Week: agenda.MustWeek("2027-W10"),
			Releases: []publication.SheetRelease{{
				Standing: publication.StandingPlanned,
				Online:   []publication.SheetSlot{{Desk: letter.Desk, Procedure: letter.Procedure, Additional: letter.Number}},
			}},
		}); err != nil {
			t.Fatal(err)
		}
	})
	var file bytes.Buffer
	if err := d.writeTo(&file); err != nil {
		t.Fatal(err)
	}
}
