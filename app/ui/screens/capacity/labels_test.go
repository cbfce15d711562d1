package capacity

import (
	"slices"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestLabelsOfAPrefectureFitNarrowColumns(t *testing.T) {
	got := shortLabels([]string{
		"Première demande de titre de séjour", "Renouvellement de titre de séjour", "Changement de statut", "Duplicata",
		"Document de circulation pour étranger mineur", "Séjour au titre du regroupement familial", "Remise de titre", "Titre de séjour étudiant",
	})
	want := []string{"Prem. dem.", "Renouv.", "Chang.", "Duplicata", "Doc. circ.", "Regr. fam.", "Remise", "Étudiant"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// Whatever a service calls its procedures, different ones stay different, and none is
// longer than it was.
func TestShortLabelsStayDifferent(t *testing.T) {
	word := rapid.SampledFrom([]string{"titre", "de", "séjour", "Renouvellement", "demande", "pour", "étranger", "é", "mineur", "statut", "x"})
	rapid.Check(t, func(t *rapid.T) {
		labels := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) string {
			text := ""
			for range rapid.IntRange(1, 5).Draw(t, "words") {
				text += " " + word.Draw(t, "word")
			}
			return text[1:]
		}), 0, 6, rapid.ID[string]).Draw(t, "labels")
		short := shortLabels(labels)
		seen := map[string]bool{}
		for i, s := range short {
			if s == "" || utf8.RuneCountInString(s) > utf8.RuneCountInString(labels[i]) {
				t.Fatalf("%q becomes %q", labels[i], s)
			}
			if seen[s] {
				t.Fatalf("two columns are called %q: %q", s, labels)
			}
			seen[s] = true
		}
	})
}
