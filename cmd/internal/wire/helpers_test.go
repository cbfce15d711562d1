package wire_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
	"creneaux/app/office"
	"creneaux/app/wording"
	"creneaux/app/workspace"
	"creneaux/cmd/internal/wire"
	"creneaux/data/sqlite"
)

var background = context.Background()

// row is a line of an export, by title of its column.
type row map[string]string

// confirmed is a booking of the morning of 3 March 2026 at G1.
func confirmed(reference, hour, surname, email string) row {
	return row{
		"N° RDV": reference, "Date du RDV": "03/03/2026", "Heure du RDV": hour, "Motif": "Changement de statut", "Guichet": "G1",
		"Statut": "Confirmé", "Pris le": "10/02/2026 10:00", "Nom": surname, "Prénom": "Ana", "E-mail": email,
	}
}

// but returns the row with one cell changed.
func (r row) but(title, value string) row {
	changed := row{}
	for t, v := range r {
		changed[t] = v
	}
	changed[title] = value
	return changed
}

var allTitles = []string{"N° RDV", "Date du RDV", "Heure du RDV", "Motif", "Guichet", "Statut", "Pris le", "Nom", "Prénom", "E-mail"}

// exportOf writes an export of rows with the titles given.
func exportOf(t testing.TB, titles []string, rows ...row) (path string) {
	t.Helper()
	lines := []string{strings.Join(titles, ";")}
	for _, r := range rows {
		cells := make([]string, len(titles))
		for i, title := range titles {
			cells[i] = r[title]
		}
		lines = append(lines, strings.Join(cells, ";"))
	}
	path = filepath.Join(t.TempDir(), "export.csv")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\r\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// importRows imports an export of rows with the titles given.
func importRows(t testing.TB, o *office.Office, titles []string, rows ...row) office.ImportResult {
	t.Helper()
	return importWith(t, o, office.ImportOptions{Path: exportOf(t, titles, rows...)})
}

func importWith(t testing.TB, o *office.Office, options office.ImportOptions) office.ImportResult {
	t.Helper()
	result, err := o.Import(background, options, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Rejected) > 0 {
		t.Fatalf("rejected: %v", result.Rejected)
	}
	return result
}

func vet(t testing.TB, o *office.Office) office.Vetting {
	t.Helper()
	v, err := o.Vet(background, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func wantProblem(t testing.TB, err error, code string) {
	t.Helper()
	if agenda.CodeOf(err) != code {
		t.Errorf("got %v, want problem %s", err, code)
	}
}

func french(t testing.TB) *wording.Voice {
	t.Helper()
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	return voice
}

// beside reads the workspace file of an office through a connection of its own.
func beside[T any](t testing.TB, o *office.Office, read func(workspace.Reader) (T, error)) T {
	t.Helper()
	store, err := sqlite.Open(background, o.Path(), sqlite.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	var result T
	err = store.View(background, func(r workspace.Reader) (err error) {
		result, err = read(r)
		return err
	})
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	return result
}

// journal returns the entries of a workspace, newest first.
func journal(t testing.TB, o *office.Office) []agenda.JournalEntry {
	t.Helper()
	return beside(t, o, func(r workspace.Reader) ([]agenda.JournalEntry, error) { return r.Journal(background, 0, 1<<20) })
}

// fresh makes a workspace for a coming year with the set-up of the exports.
func fresh(t testing.TB) *office.Office {
	t.Helper()
	year := wire.Now().Date().Year + 2
	o, err := wire.Create(background, wire.Options{Path: filepath.Join(t.TempDir(), "an.creneaux")}, year, filepath.Join(exports, "setup.json"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.Close() }) // the folder is thrown away
	return o
}

// planned makes such a workspace that has its year planned.
func planned(t testing.TB) (*office.Office, office.PlanView) {
	t.Helper()
	year := plannedYear(t)
	path := filepath.Join(t.TempDir(), "an.creneaux")
	if err := os.WriteFile(path, year.file, 0o600); err != nil {
		t.Fatal(err)
	}
	o, err := wire.Open(background, wire.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.Close() }) // the folder is thrown away
	return o, year.plan
}

// plannedOnce is what plannedYear returns, once it was made: planning takes most of the
// time of a test.
var plannedOnce *plannedFile

type plannedFile struct {
	file []byte
	plan office.PlanView
}

func plannedYear(t testing.TB) *plannedFile {
	t.Helper()
	if plannedOnce != nil {
		return plannedOnce
	}
	o := fresh(t)
	plan, err := o.Plan(background, office.PlanRequest{}, agendatest.Watch(t))
	if err := errors.Join(err, o.Close()); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(o.Path())
	if err != nil {
		t.Fatal(err)
	}
	plannedOnce = &plannedFile{file, plan}
	return plannedOnce
}

func slotsOf(t testing.TB, o *office.Office, q workspace.SlotQuery) []agenda.Slot {
	t.Helper()
	return beside(t, o, func(r workspace.Reader) ([]agenda.Slot, error) { return r.Slots(background, q) })
}
