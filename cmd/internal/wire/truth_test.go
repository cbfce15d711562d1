package wire_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/vetting"
	"creneaux/app/workspace"
	"creneaux/cmd/internal/wire"
)

const exports = "../testdata/bookings"

// everybody asks for all bookings.
var everybody = workspace.BookingQuery{}

// truth is what was planted in the exports, by reference.
type truth struct {
	DupEmail    [][]string `json:"dup_email"`
	Household   [][]string `json:"household"`
	NameMissing []string   `json:"name_missing"`
	Throwaway   []string   `json:"throwaway"`
	DupPerson   [][]string `json:"dup_person"`
	Oversold    [][]string `json:"oversold"`
	WrongDesk   []string   `json:"wrong_desk"`
	Cluster     []string   `json:"cluster_phone"`
	Transfer    [][]string `json:"transfer"`
	Honest      [][]string `json:"honest_cancel"`
	Gone        []string   `json:"gone"`
	BadLines    []int      `json:"bad_rows_lines"`
	Count       struct{ First, Second int }
}

func readTruth(t *testing.T) (known truth) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(exports, "truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &known); err != nil {
		t.Fatal(err)
	}
	return known
}

// newOffice makes a workspace on disk with the set-up of the exports.
func newOffice(t testing.TB) *office.Office {
	t.Helper()
	path := filepath.Join(t.TempDir(), "an.creneaux")
	o, err := wire.Create(context.Background(), wire.Options{Path: path}, 0, filepath.Join(exports, "setup.json"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

func importFile(t testing.TB, o *office.Office, name string) office.ImportResult {
	t.Helper()
	result, err := o.Import(context.Background(), office.ImportOptions{Path: filepath.Join(exports, name), Source: name}, agenda.Silent{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return result
}

// TestTruthOverEveryForm imports the export in each of its forms into a workspace of
// its own and compares what the vetting finds with what was planted.
func TestTruthOverEveryForm(t *testing.T) {
	known := readTruth(t)
	for _, name := range []string{
		"first-semicolon-utf8bom.csv", "first-title-windows1252.csv", "first-english.tsv", "first.xlsx", "first.ods", "first.xls",
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			result := importFile(t, o, name)
			if result.Import.New != known.Count.First || len(result.Rejected) != 0 {
				t.Fatalf("%d new and %d rejected, want %d and none", result.Import.New, len(result.Rejected), known.Count.First)
			}
			found, err := o.Vet(context.Background(), agenda.Silent{})
			if err != nil {
				t.Fatal(err)
			}
			compareFindings(t, found, known, withPeople(name))
		})
	}
}

// planted are the groups that each rule should find with a severity, as [referencesOf]
// writes them.
func (k truth) planted(severity vetting.Severity, people bool) map[string][]string {
	groups := func(lists ...[]string) []string {
		var texts []string
		for _, list := range lists {
			texts = append(texts, strings.Join(slices.Sorted(slices.Values(list)), " "))
		}
		return slices.Sorted(slices.Values(texts))
	}
	switch severity {
	case vetting.Automatic:
		return map[string][]string{"DUP-EMAIL": groups(k.DupEmail...), "NAME-MISSING": slices.Sorted(slices.Values(k.NameMissing))}
	case vetting.Decide:
		found := map[string][]string{
			"DUP-EMAIL": groups(k.Household...), "SLOT-OVERSOLD": groups(k.Oversold...), "WRONG-DESK": slices.Sorted(slices.Values(k.WrongDesk)),
		}
		if people {
			found["DUP-PERSON"] = groups(k.DupPerson...)
		}
		return found
	}
	return map[string][]string{"CLUSTER": groups(k.Cluster), "THROWAWAY": slices.Sorted(slices.Values(k.Throwaway))}
}

// compareFindings wants what was planted found, all of it and nothing else.
func compareFindings(t *testing.T, found office.Vetting, known truth, people bool) {
	t.Helper()
	for _, severity := range []vetting.Severity{vetting.Automatic, vetting.Decide, vetting.Information} {
		got := map[string][]string{}
		for _, f := range found.Open {
			if f.Severity == severity {
				got[f.Rule] = append(got[f.Rule], referencesOf(found, f.Bookings))
			}
		}
		for _, texts := range got {
			slices.Sort(texts)
		}
		if diff := cmp.Diff(known.planted(severity, people), got); diff != "" {
			t.Errorf("%s (-planted +found):\n%s", severity, diff)
		}
	}
	for _, f := range found.Open {
		if f.Rule == "DUP-EMAIL" && f.Severity == vetting.Automatic && len(f.Cancel) != len(f.Bookings)-1 {
			t.Errorf("%v: %d of %d to cancel", f.Bookings, len(f.Cancel), len(f.Bookings))
		}
	}
}

// withPeople are the forms that have foreigner numbers and birth dates.
func withPeople(form string) bool {
	return !strings.Contains(form, "title-windows1252") && !strings.Contains(form, "english")
}

// TestSlotsThatChangedHands imports both exports in each form: the slots that were handed
// over are found, and those that honest people gave back are left alone.
func TestSlotsThatChangedHands(t *testing.T) {
	known := readTruth(t)
	for _, form := range []string{"-semicolon-utf8bom.csv", "-title-windows1252.csv", "-english.tsv", ".xlsx", ".ods", ".xls"} {
		t.Run(form, func(t *testing.T) {
			o := newOffice(t)
			importFile(t, o, "first"+form)
			importFile(t, o, "second"+form)
			var transfers []string
			found := vet(t, o)
			for _, f := range found.Open {
				if f.Rule == "TRANSFER" {
					transfers = append(transfers, referencesOf(found, f.Bookings))
				}
				for _, honest := range known.Honest {
					if slices.ContainsFunc(f.Bookings, func(id agenda.BookingID) bool { return slices.Contains(honest, found.Bookings[id].Reference) }) {
						t.Errorf("%s is about the honest %v", f.Rule, honest)
					}
				}
			}
			var planted []string
			for _, pair := range known.Transfer {
				planted = append(planted, strings.Join(slices.Sorted(slices.Values(pair)), " "))
			}
			if diff := cmp.Diff(slices.Sorted(slices.Values(planted)), slices.Sorted(slices.Values(transfers))); diff != "" {
				t.Errorf("TRANSFER (-planted +found):\n%s", diff)
			}
		})
	}
}

func referencesOf(v office.Vetting, ids []agenda.BookingID) string {
	var references []string
	for _, id := range ids {
		references = append(references, v.Bookings[id].Reference)
	}
	slices.Sort(references)
	return strings.Join(references, " ")
}

func TestRejectedRowsAreThoseThatCannotBeRead(t *testing.T) {
	known := readTruth(t)
	result := importFile(t, newOffice(t), "bad-rows.csv")
	var lines []int
	for _, r := range result.Rejected {
		lines = append(lines, r.Line)
		if r.Reason.IsZero() {
			t.Errorf("line %d is rejected without a reason", r.Line)
		}
	}
	if diff := cmp.Diff(known.BadLines, lines); diff != "" {
		t.Errorf("rejected lines (-want +got):\n%s", diff)
	}
}

// TestLaterExportIsComparedWithTheEarlierOne imports the second export after the
// first, in each form, and undoes it.
func TestLaterExportIsComparedWithTheEarlierOne(t *testing.T) {
	known := readTruth(t)
	for _, form := range []string{"-semicolon-utf8bom.csv", "-title-windows1252.csv", "-english.tsv", ".xlsx", ".ods", ".xls"} {
		t.Run(form, func(t *testing.T) {
			o := newOffice(t)
			importFile(t, o, "first"+form)
			before := everything(t, o)
			result := importFile(t, o, "second"+form)
			if i := result.Import; i.New != 10 || i.Gone != len(known.Gone) || i.Rows != known.Count.Second {
				t.Errorf("%d rows, %d new, %d gone; want %d, 10, %d", i.Rows, i.New, i.Gone, known.Count.Second, len(known.Gone))
			}
			var gone []string
			for reference, b := range everything(t, o) {
				if b.Gone {
					gone = append(gone, reference)
				}
			}
			if diff := cmp.Diff(slices.Sorted(slices.Values(known.Gone)), slices.Sorted(slices.Values(gone))); diff != "" {
				t.Errorf("gone (-want +got):\n%s", diff)
			}
			again := importFile(t, o, "second"+form)
			if again.Import.New+again.Import.Changed+again.Import.Gone != 0 {
				t.Errorf("the same file again is not without effect: %+v", again.Import)
			}
			for _, id := range []agenda.ImportID{again.Import.ID, result.Import.ID} {
				if err := o.UndoImport(context.Background(), id); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(before, everything(t, o)); diff != "" {
				t.Errorf("undoing does not restore (-before +after):\n%s", diff)
			}
		})
	}
}

// everything returns all bookings by reference.
func everything(t testing.TB, o *office.Office) map[string]agenda.Booking {
	t.Helper()
	bookings, total, err := o.Bookings(context.Background(), everybody)
	if err != nil || total != len(bookings) {
		t.Fatalf("%d of %d bookings: %v", len(bookings), total, err)
	}
	all := map[string]agenda.Booking{}
	for _, b := range bookings {
		all[b.Reference] = b
	}
	return all
}
