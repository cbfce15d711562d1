package sqlite

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/workspace"
)

func testKeyring(t testing.TB) *keyring {
	t.Helper()
	k, err := newKeyring(bytes.Repeat([]byte{7}, keySize), "workspace", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func anyDomain(t *rapid.T, name string) domain {
	return rapid.SampledFrom([]domain{sealApplicant, sealRejection, sealDecision, sealConvocation, sealSeed, sealMoment, sealSecret, sealJournal, sealAbsence}).Draw(t, name)
}

func TestSealedValuesOpenForTheirRowOnly(t *testing.T) {
	k := testKeyring(t)
	rapid.Check(t, func(t *rapid.T) {
		d, row := anyDomain(t, "domain"), rapid.String().Draw(t, "row")
		plain := rapid.SliceOfN(rapid.Byte(), 0, 600).Draw(t, "plain")
		sealed, err := k.seal(d, row, plain)
		if err != nil {
			t.Fatal(err)
		}
		if opened, err := k.open(d, row, sealed); err != nil || !bytes.Equal(opened, plain) {
			t.Fatalf("opened %q (%v), sealed %q", opened, err, plain)
		}
		if e, other := anyDomain(t, "other domain"), rapid.String().Draw(t, "other row"); e != d || other != row {
			if _, err := k.open(e, other, sealed); !errors.Is(err, errSealed) {
				t.Fatalf("opened as %s %q: %v", e, other, err)
			}
		}
		altered := bytes.Clone(sealed)
		altered[rapid.IntRange(0, len(sealed)-1).Draw(t, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		if _, err := k.open(d, row, altered); !errors.Is(err, errSealed) {
			t.Fatalf("an altered value opened: %v", err)
		}
		if _, err := k.open(d, row, sealed[:rapid.IntRange(0, len(sealed)-1).Draw(t, "cut")]); !errors.Is(err, errSealed) {
			t.Fatalf("a cut value opened: %v", err)
		}
	})
}

func TestLengthsTellLittle(t *testing.T) {
	k := testKeyring(t)
	short, _ := k.sealApplicant(agenda.Applicant{ID: "a", Surname: "O"})
	long, _ := k.sealApplicant(testBooking(1).Applicant)
	if len(short.sealed) != len(long.sealed) {
		t.Errorf("%d and %d bytes", len(short.sealed), len(long.sealed))
	}
	again, _ := k.sealApplicant(agenda.Applicant{ID: "a", Surname: "O"})
	if bytes.Equal(short.sealed, again.sealed) {
		t.Error("one value sealed twice looks the same")
	}
}

func TestWorkspacesDoNotShareSubkeys(t *testing.T) {
	dataKey := bytes.Repeat([]byte{7}, keySize)
	a, _ := newKeyring(dataKey, "a", rand.Reader)
	b, _ := newKeyring(dataKey, "b", rand.Reader)
	if bytes.Equal(a.hash(hashEmail, "x"), b.hash(hashEmail, "x")) || bytes.Equal(a.hash(hashEmail, "1"), a.hash(hashPhone, "1")) {
		t.Error("two hashes under one key")
	}
	if a.hash(hashEmail, "") != nil {
		t.Error("nothing has a hash")
	}
}

func TestApplicantsAreEncodedWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := agenda.Applicant{ID: "id"}
		for _, field := range personalFields(&a) {
			*field = rapid.String().Draw(t, "field")
		}
		if rapid.Bool().Draw(t, "birth date") {
			a.BirthDate = agenda.MustDate("1980-02-29").AddDays(rapid.IntRange(-30000, 15000).Draw(t, "days"))
		}
		b := encodeApplicant(a)
		if got, err := decodeApplicant("id", b); err != nil || got != a {
			t.Fatalf("got %+v (%v), want %+v", got, err, a)
		}
		if _, err := decodeApplicant("id", b[:rapid.IntRange(0, len(b)-1).Draw(t, "cut")]); err == nil {
			t.Fatal("a cut encoding was read")
		}
	})
}

func FuzzDecodeApplicant(f *testing.F) {
	f.Add(encodeApplicant(testBooking(1).Applicant))
	f.Add([]byte{applicantV1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := decodeApplicant("id", b)
		if err != nil {
			return
		}
		if again, err := decodeApplicant("id", encodeApplicant(a)); err != nil || again != a {
			t.Errorf("read %+v, then %+v (%v)", a, again, err)
		}
	})
}

func TestCanonicalPhone(t *testing.T) {
	for written, want := range map[string]string{
		"06 12 34 56 78":         "33612345678",
		"+33 6 12 34 56 78":      "33612345678",
		"+33 (0)6.12.34.56.78":   "33612345678",
		"0033 612345678":         "33612345678",
		"612345678":              "33612345678", // a spreadsheet took the 0
		"0692 12 34 56":          "262692123456",
		"+262 692 12 34 56":      "262692123456",
		"+262 (0)692 12 34 56":   "262692123456",
		"0639 12 34 56":          "262639123456",
		"0690 12 34 56":          "590690123456",
		"0694 12 34 56":          "594694123456",
		"0696 12 34 56":          "596696123456",
		"+44 20 7946 0958":       "442079460958",
		"00 221 77 123 45 67":    "221771234567",
		"":                       "",
		"inconnu":                "",
		"15":                     "15",
		"(+33) 6 12 34 56 78":    "33612345678",
		"\u00a006\u202f12345678": "33612345678",
	} {
		if got := canonicalPhone(written); got != want {
			t.Errorf("canonicalPhone(%q) = %q, want %q", written, got, want)
		}
	}
}

// TestNobodyIsReadableInTheFiles looks through the raw bytes of the workspace, its
// write-ahead log, its backups and whatever else lies in the folder.
func TestNobodyIsReadableInTheFiles(t *testing.T) {
	folder := t.TempDir()
	w := createAt(t, filepath.Join(folder, "w.creneaux"), testOptions())
	b := testBooking(1)
	b.Applicant = agenda.Applicant{
		ID: "applicant-1", Surname: "Qwertzuiopü", GivenNames: "Yxcvbnmé", BirthName: "Asdfghjklö", FullName: "Plokmijnu Hbygvt",
		BirthDate: agenda.MustDate("1931-07-23"), ForeignerNumber: "9182736450", Email: "rare.bird@zwitscher.example", Phone: "+4915112345098", Postcode: "97433",
	}
	needles := []string{"1931-07-23", "geheimnis", "verdacht gegen", "abgelehnt", "krankgeschrieben", "code-mit-digest", "secret-seed-secret-seed-secret-se"}
	for _, field := range personalFields(&b.Applicant) {
		needles = append(needles, *field, foldName(agenda.Applicant{FullName: *field}).key)
	}
	folded := foldName(b.Applicant)
	needles = append(needles, folded.key, folded.haystack, canonicalPhone(b.Applicant.Phone))

	update(t, w, func(ctx context.Context, w workspace.Writer) error {
		if err := setUp(ctx, w); err != nil {
			return err
		}
		a := importOf(1, b)
		a.Leftovers.Rejected = []intake.Rejection{{Line: 2, Column: "Nom", Value: "abgelehnt", Reason: agenda.Msg("x", "Value", "abgelehnt"), Cells: []string{"abgelehnt"}}}
		if err := w.ApplyImport(ctx, a); err != nil {
			return err
		}
		absence := agenda.Absence{ID: "a1", Desk: testDesks[0].ID, From: b.Date, To: b.Date, Positions: 1, Reason: "krankgeschrieben"}
		if err := w.SetAbsences(ctx, []agenda.Absence{absence}); err != nil {
			return err
		}
		if err := w.SetSecret(ctx, "signing", []byte("geheimnis")); err != nil {
			return err
		}
		if err := w.PutReleaseWeek(ctx, testDrawn(testWeek)); err != nil {
			return err
		}
		if err := w.PutConvocations(ctx, []agenda.Convocation{{Number: "C1", Booking: b.ID, Code: "code-mit-digest"}}); err != nil {
			return err
		}
		d := cancelling("d1", b.ID)
		d.Reason = "verdacht gegen X"
		return w.PutDecision(ctx, d, agenda.CancelDecision)
	})
	for _, text := range []string{"qwertz", "97433"} { // builds the index and the plans of queries
		bookings(t, w, workspace.BookingQuery{Text: text, Order: workspace.OrderName})
	}
	changed := b
	changed.Applicant.Surname = "Übermorgen-Nachname"
	needles = append(needles, changed.Applicant.Surname, foldName(changed.Applicant).key)
	update(t, w, changing(2, changed))
	if err := w.Backup(t.Context(), filepath.Join(folder, "backup.creneaux")); err != nil {
		t.Fatal(err)
	}
	search := func(when string, atLeast int) {
		files, err := os.ReadDir(folder)
		if err != nil || len(files) < atLeast {
			t.Fatalf("%s: %d files (%v)", when, len(files), err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(filepath.Join(folder, file.Name()))
			if err != nil {
				t.Fatal(err)
			}
			for _, needle := range needles {
				for _, form := range [][]byte{[]byte(needle), bytes.ToLower([]byte(needle)), bytes.ToUpper([]byte(needle))} {
					if len(form) > 4 && bytes.Contains(raw, form) {
						t.Errorf("%s: %q stands in %s", when, needle, file.Name())
					}
				}
			}
			if file.Name() == "w.creneaux-wal" && !bytes.Contains(raw, []byte(b.Reference)) {
				t.Error("the search finds not even the reference in the log")
			}
		}
	}
	search("in use", 5) // file, log, shared memory, lock, backup
	wantSound(t, w)
	closeNow(t, w)
	search("closed", 3)
}
