package intake

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestCleanKeepsWhatWasWritten(t *testing.T) {
	for in, want := range map[string]string{
		"  Bakkali ":                     "Bakkali",
		"Sánchez\u00a0Díaz\u00a0":        "Sánchez\u00a0Díaz",
		"E\u0301loi\u0308se":             "Éloïse",
		"Ng\u200buyễn\ufeff":             "Nguyễn",
		"Aslano?lu":                      "Aslano?lu",
		"N’Guessan - d'Ô":                "N’Guessan - d'Ô",
		"AL\nBAKKALI\r\nSamira":          "AL BAKKALI Samira",
		"a\x00b\x1bc\u200fd\u00ade":      "abcde",
		"\u0645\u06cc\u200c\u062e\u0648": "\u0645\u06cc\u200c\u062e\u0648",
		"Jo\u200cel":                     "Joel",
		"\t\u00a0 ":                      "",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCleanIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := Clean(s)
		if twice := Clean(once); twice != once {
			t.Fatalf("Clean(%q) = %q, then %q", s, once, twice)
		}
		if !norm.NFC.IsNormalString(once) || once != strings.TrimSpace(once) {
			t.Fatalf("Clean(%q) = %q is not composed or not trimmed", s, once)
		}
		for _, r := range once {
			if unicode.IsControl(r) {
				t.Fatalf("Clean(%q) keeps the control character %U", s, r)
			}
		}
	})
}

// The short way of Clean gives what the long one does.
func TestPlainTextsNeedNoCleaning(t *testing.T) {
	for r := rune(0); r < 0x3000; r++ {
		s := "a" + string(r) + "b"
		if isPlain(s) && (!norm.NFC.IsNormalString(s) || unicode.Is(unicode.C, r)) {
			t.Errorf("%U is taken for plain", r)
		}
	}
}

func TestFoldMakesTitlesEqual(t *testing.T) {
	for _, same := range [][]string{
		{"N° RDV", "no_rdv", "Numéro RDV", "Nº rdv", " N°  rdv : "},
		{"E-mail", "email", "E MAIL", "eMail", "é-mail"},
		{"Né(e) le", "NE(E) LE", "ne e le"},
		{"bookingId", "Booking Id", "BOOKING_ID"},
	} {
		for _, s := range same[1:] {
			if foldKey(s) != foldKey(same[0]) {
				t.Errorf("%q gives %q, %q gives %q", same[0], foldKey(same[0]), s, foldKey(s))
			}
		}
	}
}
