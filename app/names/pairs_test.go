package names

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"
)

// pair is two names of which a person has said whether they can be one person's, and what
// another program answered.
type pair struct {
	a, b        string
	match, peer bool
}

// readPairs reads the labelled pairs that stand beside the project.
func readPairs(t testing.TB) []pair {
	t.Helper()
	shared := os.Getenv("CRENEAUX_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	file, err := os.Open(filepath.Join(shared, "names", "pairs.csv"))
	if err != nil {
		t.Skipf("the labelled pairs are other people's and not kept here: %v", err)
	}
	defer func() { _ = file.Close() }() // only read
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	pairs := make([]pair, 0, len(rows))
	for _, r := range rows[1:] {
		pairs = append(pairs, pair{r[0], r[1], r[2] == "true", r[6] == "true"})
	}
	return pairs
}

// confusion counts right and wrong answers.
type confusion struct{ hit, falseAlarm, missed int }

func (c *confusion) add(said, truth bool) {
	switch {
	case said && truth:
		c.hit++
	case said:
		c.falseAlarm++
	case truth:
		c.missed++
	}
}

// f1 is the harmonic mean of precision and recall.
func (c confusion) f1() float64 {
	return 2 * float64(c.hit) / float64(2*c.hit+c.falseAlarm+c.missed)
}

// The pairs are parted in five by turns: a rule that lives on a few of them would leave
// one part far below the others.
func TestLabelledPairs(t *testing.T) {
	const parts = 5
	var all, peer confusion
	var part [parts]confusion
	for i, p := range readPairs(t) {
		said := Compare(p.a, p.b).Matches()
		all.add(said, p.match)
		part[i%parts].add(said, p.match)
		peer.add(p.peer, p.match)
		if said != p.match {
			t.Logf("%q, %q: %v", p.a, p.b, Compare(p.a, p.b))
		}
	}
	t.Logf("F1 %.3f %+v; the peer's %.3f %+v", all.f1(), all, peer.f1(), peer)
	if all.f1() < 0.88 {
		t.Errorf("F1 is %.3f", all.f1())
	}
	for i, c := range part {
		if c.f1() < 0.80 {
			t.Errorf("part %d: F1 is %.3f", i, c.f1())
		}
	}
}
