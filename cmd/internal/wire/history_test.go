package wire_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/vetting"
	"creneaux/cmd/internal/wire"
)

// TestHistoriesLoseNothing runs random histories of imports, decisions and their
// undoing on a workspace, and checks after each step that no booking is lost and that
// only decisions cancel; at the end everything is undone and the first state is back.
func TestHistoriesLoseNothing(t *testing.T) {
	folder := t.TempDir()
	trial := 0
	rapid.Check(t, func(t *rapid.T) {
		trial++
		h := newHistory(t, filepath.Join(folder, fmt.Sprint(trial)))
		defer h.close()
		t.Repeat(map[string]func(*rapid.T){
			"import":    h.importSome,
			"automatic": h.decideAutomatic,
			"decide":    h.decideOne,
			"undo":      h.undoDecision,
			"unimport":  h.undoImport,
			"":          h.check,
		})
		h.undoEverything(t)
	})
}

// history is a workspace and what it should hold by all that was done to it.
type history struct {
	office    *office.Office
	folder    string
	files     int
	imports   []agenda.ImportID
	before    []snapshot          // state before each import that stands
	decisions []agenda.DecisionID // standing ones, oldest first
	turns     int                 // decisions made and undone
	empty     map[string]agenda.Booking
}

// snapshot is a state of the bookings and how often people had decided by then: only
// where nobody decided since does undoing an import lead back to the very same state.
type snapshot struct {
	bookings map[string]agenda.Booking
	turns    int
}

func newHistory(t *rapid.T, folder string) *history {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	o, err := wire.Create(context.Background(), wire.Options{Path: filepath.Join(folder, "an.creneaux")}, 0, filepath.Join(exports, "setup.json"))
	if err != nil {
		t.Fatal(err)
	}
	h := &history{office: o, folder: folder}
	h.empty = h.bookings(t)
	return h
}

func (h *history) close() { _ = h.office.Close() } // the folder is thrown away

func (h *history) bookings(t *rapid.T) map[string]agenda.Booking {
	var all map[string]agenda.Booking
	page, total, err := h.office.Bookings(context.Background(), everybody)
	if err != nil || total != len(page) {
		t.Fatalf("%d of %d bookings: %v", len(page), total, err)
	}
	all = map[string]agenda.Booking{}
	for _, b := range page {
		all[b.Reference] = b
	}
	return all
}

// importSome imports an export of a few bookings, who share few addresses and names
// so that duplicates are common.
func (h *history) importSome(t *rapid.T) {
	if len(h.imports) > 3 {
		t.Skip("enough imports")
	}
	lines := []string{"N° RDV;Date du RDV;Heure du RDV;Motif;Guichet;Statut;Pris le;Nom;Prénom;E-mail"}
	for n := range rapid.IntRange(1, 8).Draw(t, "rows") {
		lines = append(lines, fmt.Sprintf("R%d;0%d/03/2026;%dh00;Changement de statut;G1;%s;1%d/02/2026 10:00;%s;Ana;%s",
			rapid.IntRange(1, 12).Draw(t, "reference")*10+n, rapid.IntRange(2, 6).Draw(t, "day"), rapid.IntRange(9, 11).Draw(t, "hour"),
			rapid.SampledFrom([]string{"Confirmé", "Confirmé", "Annulé"}).Draw(t, "status"), n,
			rapid.SampledFrom([]string{"Sánchez", "Ondo", "XXX", ""}).Draw(t, "name"),
			rapid.SampledFrom([]string{"a@boite.example", "A@boite.example", "b@poste.example", "a+x@boite.example"}).Draw(t, "email")))
	}
	h.files++
	path := filepath.Join(h.folder, fmt.Sprintf("export%d.csv", h.files))
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\r\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	before := h.bookings(t)
	result, err := h.office.Import(context.Background(), office.ImportOptions{Path: path}, agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	i := result.Import
	if i.New+i.Changed+i.Unchanged+i.Rejected != i.Rows {
		t.Fatalf("rows are not accounted for: %+v", i)
	}
	after := h.bookings(t)
	for reference := range before {
		if _, kept := after[reference]; !kept {
			t.Fatalf("the import lost %s", reference)
		}
	}
	h.imports, h.before = append(h.imports, i.ID), append(h.before, snapshot{before, h.turns})
}

func (h *history) vet(t *rapid.T) office.Vetting {
	v, err := h.office.Vet(context.Background(), agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (h *history) decideAutomatic(t *rapid.T) {
	decisions, err := h.office.DecideAutomatic(context.Background(), agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range decisions {
		h.decisions = append(h.decisions, d.ID)
		h.turns++
	}
	if n := h.vet(t).CountBySeverity(vetting.Automatic); n != 0 {
		t.Fatalf("%d automatic findings are left", n)
	}
}

func (h *history) decideOne(t *rapid.T) {
	v := h.vet(t)
	if len(v.Open) == 0 {
		t.Skip("nothing to decide")
	}
	finding := rapid.SampledFrom(v.Open).Draw(t, "finding")
	verdict := office.Verdict{Finding: finding, Outcome: agenda.OutcomeKeep}
	if len(finding.Cancel) > 0 && rapid.Bool().Draw(t, "cancel") {
		verdict.Outcome = agenda.OutcomeCancel
	}
	before := h.bookings(t)
	decisions, err := h.office.Decide(context.Background(), []office.Verdict{verdict})
	if err != nil {
		t.Fatal(err)
	}
	for reference, b := range h.bookings(t) {
		named := slices.Contains(decisions[0].Cancel, b.ID)
		if was := before[reference]; named != (was.Status == agenda.BookingActive && b.Status == agenda.BookingCancelled) {
			t.Fatalf("%s went from %s to %s by a decision about %v", reference, was.Status, b.Status, decisions[0].Cancel)
		}
	}
	h.decisions = append(h.decisions, decisions[0].ID)
	h.turns++
}

func (h *history) undoDecision(t *rapid.T) {
	if len(h.decisions) == 0 {
		t.Skip("nothing decided")
	}
	h.undoLastDecision(t)
}

func (h *history) undoLastDecision(t *rapid.T) {
	last := len(h.decisions) - 1
	if err := h.office.UndoDecision(context.Background(), h.decisions[last]); err != nil {
		t.Fatal(err)
	}
	h.decisions = h.decisions[:last]
	h.turns++
}

// undoImport takes the last import back, or sees it refused because of a decision.
func (h *history) undoImport(t *rapid.T) {
	if len(h.imports) == 0 {
		t.Skip("nothing imported")
	}
	last := len(h.imports) - 1
	now := h.bookings(t)
	switch err := h.office.UndoImport(context.Background(), h.imports[last]); {
	case err == nil:
		if diff := cmp.Diff(h.before[last].bookings, h.bookings(t)); diff != "" && h.turns == h.before[last].turns {
			t.Fatalf("undoing the import does not restore:\n%s", diff)
		}
		h.imports, h.before = h.imports[:last], h.before[:last]
	case len(h.decisions) > 0 && agenda.CodeOf(err) != "":
		if diff := cmp.Diff(now, h.bookings(t)); diff != "" {
			t.Fatalf("a refused undo changed something:\n%s", diff)
		}
	default:
		t.Fatal(err)
	}
}

func (h *history) check(t *rapid.T) {
	damages, err := h.office.Check(context.Background())
	if err != nil || len(damages) > 0 {
		t.Fatalf("damaged: %v %v", damages, err)
	}
}

func (h *history) undoEverything(t *rapid.T) {
	for len(h.decisions) > 0 {
		h.undoLastDecision(t)
	}
	for len(h.imports) > 0 {
		h.undoImport(t)
	}
	if diff := cmp.Diff(h.empty, h.bookings(t)); diff != "" {
		t.Fatalf("undoing everything does not restore the first state:\n%s", diff)
	}
}
