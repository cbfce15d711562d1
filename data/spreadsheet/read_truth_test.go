package spreadsheet

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/intake"

	"github.com/google/go-cmp/cmp"
)

// forms are the forms in which one and the same export is kept in testdata.
var forms = []struct {
	name, suffix string
	fields       int
}{
	{"semicolon", "-semicolon-utf8bom.csv", 15},
	{"title", "-title-windows1252.csv", 10},
	{"english", "-english.tsv", 11},
	{"xlsx", ".xlsx", 15},
	{"ods", ".ods", 15},
	{"xls", ".xls", 15},
}

// truth is what was planted in the exports.
type truth struct {
	Gone         []string       `json:"gone"`
	Transfer     [][]string     `json:"transfer"`
	HonestCancel [][]string     `json:"honest_cancel"`
	Count        map[string]int `json:"count"`
	BadRowsLines []int          `json:"bad_rows_lines"`
}

func planted(t *testing.T) truth {
	t.Helper()
	var want truth
	readJSON(t, filepath.Join("testdata", "bookings", "truth.json"), &want)
	return want
}

func readJSON(t testing.TB, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// readBookings opens an export, guesses its columns and reads it.
func readBookings(t testing.TB, path string) intake.Reading {
	t.Helper()
	table, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	var synonyms map[string][]string
	readJSON(t, filepath.Join("testdata", "synonyms.json"), &synonyms)
	p, err := intake.Guess(table, synonyms)
	if err != nil {
		t.Fatal(err)
	}
	reading, err := intake.Read(t.Context(), table, p.Mapping, intake.Known{}, agenda.Silent{})
	if err != nil {
		t.Fatal(err)
	}
	return reading
}

func sample(name string) string { return filepath.Join("testdata", "bookings", name) }

// Every form of the export gives the same bookings, as far as it carries them.
func TestEveryFormGivesTheSameBookings(t *testing.T) {
	for _, export := range []string{"first", "second"} {
		want := readBookings(t, sample(export+forms[0].suffix))
		if len(want.Bookings) != planted(t).Count[export] {
			t.Fatalf("%s: %d bookings", export, len(want.Bookings))
		}
		for _, form := range forms {
			t.Run(export+" "+form.name, func(t *testing.T) {
				got := readBookings(t, sample(export+form.suffix))
				if len(got.Fields) != form.fields {
					t.Errorf("fields %v", got.Fields)
				}
				if len(got.Rejected)+len(got.Incomplete) > 0 {
					t.Fatalf("rejected %v, incomplete %v", got.Rejected, got.Incomplete)
				}
				compareBookings(t, want, got)
			})
		}
	}
}

func compareBookings(t *testing.T, want, got intake.Reading) {
	t.Helper()
	if len(got.Bookings) != len(want.Bookings) {
		t.Fatalf("%d bookings, want %d", len(got.Bookings), len(want.Bookings))
	}
	has := func(f intake.Field) bool { return slices.Contains(got.Fields, f) }
	for i := range want.Bookings {
		w, g := want.Bookings[i].Booking, got.Bookings[i].Booking
		if !has(intake.FieldSurname) {
			if !sameLetters(w.Applicant.Surname+" "+w.Applicant.GivenNames, g.Applicant.FullName) {
				t.Errorf("%s: name %q, want %q", g.Reference, g.Applicant.FullName, w.Applicant.Surname+" "+w.Applicant.GivenNames)
			}
			if g.Applicant.Surname != "" && !sameLetters(w.Applicant.Surname, g.Applicant.Surname) {
				t.Errorf("%s: surname %q, want %q", g.Reference, g.Applicant.Surname, w.Applicant.Surname)
			}
			w.Applicant.Surname, w.Applicant.GivenNames = "", ""
			g.Applicant.Surname, g.Applicant.GivenNames, g.Applicant.FullName = "", "", ""
		}
		if !has(intake.FieldBirthDate) {
			w.Applicant.BirthDate = agenda.Date{}
		}
		if !has(intake.FieldForeignerNumber) {
			w.Applicant.ForeignerNumber = ""
		}
		if !has(intake.FieldPostcode) {
			w.Applicant.Postcode = ""
		}
		if phone, ok := strings.CutPrefix(g.Applicant.Phone, "+33"); ok {
			g.Applicant.Phone = "0" + phone
		}
		if diff := cmp.Diff(w, g); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", w.Reference, diff)
		}
	}
}

// sameLetters compares two names without case, "?" being any letter.
func sameLetters(want, got string) bool {
	want = strings.ReplaceAll(strings.TrimSpace(want), "ß", "ss")
	w, g := []rune(strings.ToUpper(want)), []rune(strings.ToUpper(got))
	return slices.EqualFunc(w, g, func(a, b rune) bool { return a == b || b == '?' })
}

func TestBadRows(t *testing.T) {
	var lines []int
	for _, r := range readBookings(t, sample("bad-rows.csv")).Rejected {
		lines = append(lines, r.Line)
	}
	if diff := cmp.Diff(planted(t).BadRowsLines, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// From whatever form the first export came and in whatever form the second comes,
// the same bookings are new, changed and gone.
func TestChangesBetweenForms(t *testing.T) {
	want := planted(t)
	var cancelled, rebooked []string
	for _, pair := range slices.Concat(want.Transfer, want.HonestCancel) {
		cancelled, rebooked = append(cancelled, pair[0]), append(rebooked, pair[1])
	}
	slices.Sort(cancelled)
	slices.Sort(rebooked)
	for _, first := range forms {
		var known []agenda.Booking
		for _, d := range readBookings(t, sample("first"+first.suffix)).Bookings {
			d.ID = agenda.BookingID(d.Reference)
			known = append(known, d.Booking)
		}
		for _, second := range forms {
			t.Run(first.name+" then "+second.name, func(t *testing.T) {
				c := intake.Compare(known, readBookings(t, sample("second"+second.suffix)))
				var isNew, changed, gone []string
				for _, d := range c.New {
					isNew = append(isNew, d.Reference)
				}
				for _, change := range c.Changed {
					// A form that shows more of a name, or of the letters it lost, says
					// so; what is compared here is what happened on the platform.
					if slices.Contains(change.Fields, intake.FieldStatus) {
						changed = append(changed, change.Before.Reference)
					} else if first.name != "title" && first.name != "english" {
						t.Errorf("%s changed in %v", change.Before.Reference, change.Fields)
					}
				}
				for _, id := range c.Gone {
					gone = append(gone, string(id))
				}
				slices.Sort(isNew)
				slices.Sort(changed)
				if diff := cmp.Diff([][]string{rebooked, cancelled, want.Gone}, [][]string{isNew, changed, gone}); diff != "" {
					t.Errorf("new, changed, gone (-want +got):\n%s", diff)
				}
			})
		}
	}
}
