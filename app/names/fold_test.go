package names

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"dupont", "dupont"},
		{"  DUPONT   Marie ", "dupont marie"},
		{"N’DIAYE-ŁUKASIEWICZ", "ndiaye lukasiewicz"},
		{"n'diaye  łukasiewicz", "ndiaye lukasiewicz"},
		{"N´Diaye", "ndiaye"},
		{"Ælfþryð Øre Œuvrard", "aelfthryd ore oeuvrard"},
		{"Đặng Thị Ngọc", "dang thi ngoc"},
		{"Straße", "strasse"},
		{"Yıldız İĞDIR", "yildiz igdir"},
		{"Əliyev", "eliyev"},
		{"ʿAbd al-Raḥmān", "abd al rahman"},
		{"Ɓalde Ŋgɔm Ɖɛ", "balde ngom de"},
		{"Puig i Gal·la", "puig i galla"},
		{"Μαρία Παπαδόπουλος", "μαρια παπαδοπουλοσ"},
		{"ΠΑΠΑΔΟΠΟΥΛΟΣ", "παπαδοπουλοσ"},
		{"Семён Юрьевич", "семен юрьевич"},
		{"مُحَمَّد", "محمد"},
		{"محـــمد", "محمد"},
		{"王小明", "王小明"},
		{"ガルシア", "ガルシア"},
		{"सीता", "सीता"},
		{"DUPONT, Jean", "dupont jean"},
		{"Dupont (née Martin)", "dupont nee martin"},
		{"TR?N", "tr?n"},
		{"TR\ufffdN", "tr?n"},
		{"Du\u200bpont\u00a0Jean", "dupont jean"},
		{"ﬁora", "fiora"},
		{"ＤＵＰＯＮＴ", "dupont"},
		{"...", ""},
		{"", ""},
	} {
		if got := Fold(c.name); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

// What stays different, because it is two people's names.
func TestFoldKeepsApart(t *testing.T) {
	for _, c := range [][2]string{{"Angelo", "Angela"}, {"Jean Pierre", "Pierre Jean"}, {"Ali", "Aly"}, {"か", "が"}, {"O", "Oo"}} {
		if Fold(c[0]) == Fold(c[1]) {
			t.Errorf("%q and %q fold alike", c[0], c[1])
		}
	}
}

func TestFoldProperties(t *testing.T) {
	letters := []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic, unicode.Han, unicode.Devanagari, unicode.Mn, unicode.P, unicode.Zs}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringOf(rapid.RuneFrom(nil, letters...)).Draw(t, "name")
		folded := Fold(name)
		if slow := foldAny(name); slow != folded {
			t.Fatalf("Fold(%q) = %q, by the long way %q", name, folded, slow)
		}
		if again := Fold(folded); again != folded {
			t.Fatalf("Fold(%q) = %q, folded again %q", name, folded, again)
		}
		if got := Fold(norm.NFD.String(name)); got != folded {
			t.Fatalf("%q decomposed gives %q, composed %q", name, got, folded)
		}
		if got := Fold(" " + strings.ReplaceAll(name, " ", " - ") + "\u200b "); got != folded {
			t.Fatalf("%q with signs gives %q, want %q", name, got, folded)
		}
		if strings.TrimSpace(folded) != folded || strings.Contains(folded, "  ") {
			t.Fatalf("Fold(%q) = %q has spaces too many", name, folded)
		}
	})
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"Łukasz", "N'Diaye", "\xff\xfe", "ʿAbd", "TR?N", "か\u3099"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		folded := Fold(name)
		if slow := foldAny(name); slow != folded {
			t.Errorf("Fold(%q) = %q, by the long way %q", name, folded, slow)
		}
		if !utf8.ValidString(folded) || Fold(folded) != folded {
			t.Errorf("Fold(%q) = %q, folded again %q", name, folded, Fold(folded))
		}
	})
}
