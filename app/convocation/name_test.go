package convocation_test

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"creneaux/app/convocation"
)

func TestExactNameIsCanonical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		exact := convocation.ExactName(rapid.String().Draw(t, "name"))
		if again := convocation.ExactName(exact); again != exact {
			t.Fatalf("%q becomes %q", exact, again)
		}
		if !utf8.ValidString(exact) || !norm.NFC.IsNormalString(exact) {
			t.Fatalf("%q is not NFC", exact)
		}
	})
}

func TestDecomposedNamesHaveOneDigest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[A-Za-zÀ-ÿĀ-ſẠ-ỹ '’-]{0,30}`).Draw(t, "name")
		if convocation.NameDigest(norm.NFD.String(name)) != convocation.NameDigest("  "+name+"\t") {
			t.Fatal("the digest depends on the form of the accents")
		}
	})
}

func TestExactName(t *testing.T) {
	for name, want := range map[string]string{
		"Nguye\u0302\u0303n  Thi\u0323\u00a0Minh ": "Nguyễn Thị Minh",
		"\u202eEVIL\u202c":                         "EVIL",
		"Ra\u00adko\u200bto":                       "Rakoto",
		"şengül  YILDIRIM":                         "şengül YILDIRIM",
		"O’Brien-d'Arc":                            "O’Brien-d'Arc",
		"a\xffb":                                   "a�b",
		"a\r\n\u0085b\x00":                         "a b",
		"":                                         "",
	} {
		if got := convocation.ExactName(name); got != want {
			t.Errorf("ExactName(%q) = %q, want %q", name, got, want)
		}
	}
	for _, other := range []string{"Lea Martin", "LÉA MARTIN", "Léa Martin-", "Léa  Martín"} {
		if convocation.NameDigest(other) == convocation.NameDigest("Léa Martin") {
			t.Errorf("%q has the digest of another name", other)
		}
	}
}
