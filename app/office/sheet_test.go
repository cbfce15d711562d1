package office_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// sheetKeeper is the encoder of a week's releases, and keeps what it is given.
type sheetKeeper struct {
	office.Writers
	format office.Format
	sheet  publication.WeekSheet
	err    error
	whole  bool // the file is in its place
}

var anyRemark = agenda.Msg("pdf.remark.sheet-characters", "Characters", "李")

func (k *sheetKeeper) WriteFile(_ string, write func(io.Writer) error) error {
	err := write(io.Discard)
	k.whole = err == nil
	return err
}

func (k *sheetKeeper) Releases(_ context.Context, _ io.Writer, format office.Format, sheet publication.WeekSheet, _ *wording.Voice) ([]agenda.Message, error) {
	k.format, k.sheet = format, sheet
	return []agenda.Message{anyRemark}, k.err
}

// write writes a week's releases, and returns what the encoder was given.
func (b *bureau) write(t testing.TB, week agenda.Week, path string) (*sheetKeeper, []agenda.Message, error) {
	t.Helper()
	keeper := &sheetKeeper{}
	remarks, err := b.writeWith(t, b.store, keeper, week, path)
	return keeper, remarks, err
}

// writeWith is write into a store, by a keeper.
func (b *bureau) writeWith(t testing.TB, store workspace.Store, keeper *sheetKeeper, week agenda.Week, path string) ([]agenda.Message, error) {
	t.Helper()
	o, err := office.New(office.Params{
		Store: store, Now: func() agenda.Moment { return b.now }, Random: rand.NewChaCha8([32]byte{}), Actor: "cheffe",
		NewID: func() string { return "" }, Tables: struct{ office.TableReader }{}, Writers: keeper, Files: keeper,
		Reference: office.Reference{Columns: map[string][]string{}}, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	return o.WriteReleases(background, week, path, voice)
}

func (b *bureau) mustWrite(t testing.TB, week agenda.Week, path string) (publication.WeekSheet, []agenda.Message) {
	t.Helper()
	keeper, remarks, err := b.write(t, week, path)
	if err != nil {
		t.Fatal(err)
	}
	return keeper.sheet, remarks
}

var sheetWeek = agenda.MustWeek("2030-W06")

// drawn is a bureau whose week is drawn, before it begins.
func drawn(t testing.TB) (*bureau, office.Drawing) {
	t.Helper()
	b := aBureau(t)
	b.now = sheetWeek.Monday().AddDays(-3).At(16 * 60)
	d, err := b.DrawWeek(background, sheetWeek, nil)
	if err != nil {
		t.Fatal(err)
	}
	return b, d
}

func TestASheetHasEverySlotOfTheWeekInWords(t *testing.T) {
	b, d := drawn(t)
	sheet, _ := b.mustWrite(t, sheetWeek, "semaine.xlsx")
	if sheet.Service != smallYear.Service.Name || sheet.Zone.String() != "Europe/Paris" || sheet.Seal != d.Week.Seal ||
		sheet.DrawnAt != b.now || sheet.WrittenAt != b.now || sheet.Patience != publication.UsualPatience || len(sheet.Redraws) != 0 {
		t.Errorf("%+v", sheet)
	}
	house, err := b.House(background)
	if err != nil {
		t.Fatal(err)
	}
	slots := map[agenda.SlotID]agenda.Slot{}
	for _, s := range reading(t, b, func(r workspace.Reader) ([]agenda.Slot, error) { return r.ReleaseSlots(background, sheetWeek) }) {
		slots[s.ID] = s
	}
	if len(slots) == 0 {
		t.Fatal("the week has no slots")
	}
	for i, r := range sheet.Releases {
		if r.Release != d.Week.Releases[i] || r.Number != i+1 || r.Standing != publication.StandingPlanned || r.Replaced || len(r.Online) != r.Slots {
			t.Errorf("release %d: %+v", i+1, r)
		}
		if first := r.Envelope.After == 0; first && r.Envelope.By != 7*60 || !first && sheet.Releases[i-1].At.Date() != r.At.Date() {
			t.Errorf("the envelope of release %d is opened as %+v", i+1, r.Envelope)
		}
		for _, s := range r.Online {
			slot := slots[s.ID]
			label := map[agenda.ProcedureCode]string{"renewal": "Renouvellement", "first": "Première demande"}[slot.Procedure]
			want := publication.SheetSlot{
				ID: slot.ID, Date: slot.Date, Start: slot.Start, Minutes: slot.Minutes, Position: slot.Position,
				Desk: house.DeskName(slot.Desk), ProcedureCode: slot.Procedure, Procedure: label,
			}
			if s != want || slot.Release != r.ID {
				t.Errorf("%+v, want %+v", s, want)
			}
			delete(slots, s.ID)
		}
	}
	if len(slots) > 0 {
		t.Errorf("%d slots are in no release", len(slots))
	}
}

func TestASheetNamesAdditionalAppointments(t *testing.T) {
	b := aBureau(t)
	asked, err := b.PutAdditional(background, agenda.Additional{Label: "Dossiers de juin", Procedures: []agenda.ProcedureCode{"first"}, Slots: 60})
	if err != nil {
		t.Fatal(err)
	}
	b.plan(t, office.PlanRequest{})
	b.now = sheetWeek.Monday().AddDays(-3).At(16 * 60)
	d, err := b.DrawWeek(background, sheetWeek, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for _, lot := range d.Lots {
		if lot.Additional != "" {
			want += lot.Slots
		}
	}
	count := func() (named int) {
		sheet, _ := b.mustWrite(t, sheetWeek, "w.pdf")
		for _, r := range sheet.Releases {
			for _, s := range r.Online {
				if s.Additional == "Dossiers de juin" {
					named++
				} else if s.Additional != "" {
					t.Errorf("%+v", s)
				}
			}
		}
		return named
	}
	if got := count(); got != want || want == 0 {
		t.Errorf("%d slots of %v are named, want %d", got, asked, want)
	}
}

func TestASheetFollowsWhatBecomesOfTheWeek(t *testing.T) {
	b, d := drawn(t)
	done, missed := d.Week.Releases[0], d.Week.Releases[1]
	b.now = done.At + 60
	if err := b.MarkReleased(background, true, done.ID); err != nil {
		t.Fatal(err)
	}
	b.now = missed.At + 61*60
	sheet, remarks := b.mustWrite(t, sheetWeek, "plateforme.csv")
	leftOut := agenda.Msg("office.releases.left-out", "Count", 2)
	if diff := cmp.Diff([]agenda.Message{leftOut, anyRemark}, remarks); diff != "" || len(sheet.Releases) != len(d.Week.Releases)-2 {
		t.Errorf("the platform gets %d releases: %s", len(sheet.Releases), diff)
	}
	again, err := b.RedrawMissed(background, sheetWeek)
	if err != nil {
		t.Fatal(err)
	}
	sheet, _ = b.mustWrite(t, sheetWeek, "feuille.pdf")
	if len(sheet.Redraws) != 1 || sheet.Redraws[0].At != b.now || sheet.Redraws[0].Seal != again.Week.Redraws[0].Seal || sheet.Revision() != 1 {
		t.Errorf("redraws %+v, revision %d", sheet.Redraws, sheet.Revision())
	}
	told := map[agenda.ReleaseID]string{}
	for _, r := range sheet.Releases {
		told[r.ID] = fmt.Sprintf("%s %t %t", r.State().Key, len(r.Online) > 0, sheet.SealOf(r) == sheet.Seal)
		if r.ID == done.ID && (r.DoneAt != done.At+60 || r.DoneBy != "cheffe") {
			t.Errorf("done at %s by %s", r.DoneAt, r.DoneBy)
		}
	}
	if told[done.ID] != "publication.sheet.done true true" || told[missed.ID] != "publication.sheet.replaced false true" {
		t.Errorf("%v", told)
	}
	for _, r := range again.Week.Releases {
		if r.Redraw == 1 && !strings.HasPrefix(told[r.ID], "publication.sheet.planned") {
			t.Errorf("drawn again: %s", told[r.ID])
		}
	}

	b.now = sheetWeek.Add(1).Monday().At(9 * 60)
	if _, _, err := b.write(t, sheetWeek, "plateforme.csv"); agenda.CodeOf(err) != "PUB-NONE-LEFT" {
		t.Errorf("a week that is over for the platform: %v", err)
	}
	if sheet, _ = b.mustWrite(t, sheetWeek, "semaine.ics"); len(sheet.Releases) != len(again.Week.Releases) {
		t.Errorf("a week that is over has %d releases of %d", len(sheet.Releases), len(again.Week.Releases))
	}
}

func TestAnExportIsInTheJournalWithoutItsMoments(t *testing.T) {
	b, d := drawn(t)
	formats := []office.Format{office.FormatPDF, office.FormatWorkbook, office.FormatCSV, office.FormatCalendar}
	for _, format := range formats {
		if keeper, _, err := b.write(t, sheetWeek, "w."+strings.ToUpper(string(format))); err != nil || keeper.format != format {
			t.Errorf("%s became %s: %v", format, keeper.format, err)
		}
	}
	entries := reading(t, b, func(r workspace.Reader) ([]agenda.JournalEntry, error) { return r.Journal(background, 0, len(formats)) })
	for i, e := range entries {
		want := "releases-" + string(formats[len(formats)-1-i])
		if e.Action != "export" || e.Subject != want || e.Detail != fmt.Sprintf(`{"count":%d,"week":"%s"}`, len(d.Week.Releases), sheetWeek) {
			t.Errorf("%+v, want %s", e, want)
		}
	}
}

// full is a store in which there is no room for another row.
type full struct{ workspace.Store }

var errFull = errors.New("no room")

func (full) Update(context.Context, func(workspace.Writer) error) error { return errFull }

func TestNoMomentLeavesWithoutATrace(t *testing.T) {
	b, _ := drawn(t)
	keeper := &sheetKeeper{}
	if _, err := b.writeWith(t, full{b.store}, keeper, sheetWeek, "w.pdf"); !errors.Is(err, errFull) || keeper.whole {
		t.Errorf("the file is in its place: %t, %v", keeper.whole, err)
	}
}

func TestASheetThatCannotBeWritten(t *testing.T) {
	b, _ := drawn(t)
	for path, code := range map[string]string{"w.docx": "FILE-ENDING", "w": "FILE-ENDING"} {
		if _, _, err := b.write(t, sheetWeek, path); agenda.CodeOf(err) != code {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, _, err := b.write(t, sheetWeek.Add(1), "w.pdf"); agenda.CodeOf(err) != "PUB-NOT-DRAWN" {
		t.Errorf("a week that was not drawn: %v", err)
	}
}
