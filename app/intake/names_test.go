package intake

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSplitName(t *testing.T) {
	for full, want := range map[string][2]string{
		"BAKKALI Abdelkader":            {"BAKKALI", "Abdelkader"},
		"Abdelkader BAKKALI":            {"BAKKALI", "Abdelkader"},
		"SÁNCHEZ DÍAZ María Belén":      {"SÁNCHEZ DÍAZ", "María Belén"},
		"ASLANO?LU Salih":               {"ASLANO?LU", "Salih"},
		"DE LA ROCHEBRUNE Éloïse":       {"DE LA ROCHEBRUNE", "Éloïse"},
		"de LA ROCHEBRUNE Éloïse":       {"de LA ROCHEBRUNE", "Éloïse"},
		"Éloïse de LA ROCHEBRUNE":       {"de LA ROCHEBRUNE", "Éloïse"},
		"EL-GUESSOUS Malika":            {"EL-GUESSOUS", "Malika"},
		"Ó'DÁLAIGH Seán":                {"Ó'DÁLAIGH", "Seán"},
		"N’GUESSAN Akissi":              {"N’GUESSAN", "Akissi"},
		"Bakkali, Abdelkader":           {"Bakkali", "Abdelkader"},
		"SÁNCHEZ DÍAZ, MARÍA":           {"SÁNCHEZ DÍAZ", "MARÍA"},
		"TEST test":                     {"TEST", "test"},
		"NG Hoa":                        {"NG", "Hoa"},
		"V? Th? Hoa":                    {"V?", "Th? Hoa"},
		"Abdelkader Bakkali":            {},
		"BAKKALI ABDELKADER":            {},
		"Bakkali":                       {},
		"BAKKALI":                       {},
		"":                              {},
		". .":                           {},
		"123456 x":                      {},
		"O Sung":                        {},
		"Jean DUPONT Marie":             {},
		"Dupont, Jean, Marie":           {},
		", Jean":                        {},
		"DUPONT MARTIN Jean de LA TOUR": {},
	} {
		surname, given, ok := SplitName(full)
		if ok != (want != [2]string{}) {
			t.Errorf("SplitName(%q) = %q, %q, %v", full, surname, given, ok)
			continue
		}
		if ok && (surname != want[0] || given != want[1]) {
			t.Errorf("SplitName(%q) = %q, %q", full, surname, given)
		}
	}
}

func TestSplitNameLosesNoWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[A-ZÉa-zé'?-]{1,6}`)
		words := rapid.SliceOfN(word, 0, 5).Draw(t, "words")
		surname, given, ok := SplitName(strings.Join(words, " "))
		if !ok {
			return
		}
		got := append(strings.Fields(surname), strings.Fields(given)...)
		slices.Sort(got)
		slices.Sort(words)
		if !slices.Equal(got, words) {
			t.Fatalf("%q was split into %q and %q", words, surname, given)
		}
	})
}
