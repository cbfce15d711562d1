package spreadsheet

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/intake"
)

func separated(t testing.TB, text string) intake.Table {
	t.Helper()
	table, err := decode(t.Context(), []byte(text), "x.csv", usual)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestSeparatedText(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       map[int][]string
	}{
		{"semicolon", "a;b,c\nd;e\n", map[int][]string{1: {"a", "b,c"}, 2: {"d", "e"}}},
		{"comma", "a,b;x\nc,d\n", map[int][]string{1: {"a", "b;x"}, 2: {"c", "d"}}},
		{"tab", "a\tb\nc\td", map[int][]string{1: {"a", "b"}, 2: {"c", "d"}}},
		{"bar", "a|b\nc|d", map[int][]string{1: {"a", "b"}, 2: {"c", "d"}}},
		{"declared", "sep=|\na;x;y|b\nc;x;y|d", map[int][]string{2: {"a;x;y", "b"}, 3: {"c;x;y", "d"}}},
		{"title above", "Export, du 2 mars, 9h\n\na;b;c\n1;2;3\n4;5;6\n", map[int][]string{
			1: {"Export, du 2 mars, 9h"}, 3: {"a", "b", "c"}, 4: {"1", "2", "3"}, 5: {"4", "5", "6"},
		}},
		{"commas in every name", "Réf;Nom;Date\nR1;Bakkali, A;1\nR2;Ondo, I;2\n", map[int][]string{
			1: {"Réf", "Nom", "Date"}, 2: {"R1", "Bakkali, A", "1"}, 3: {"R2", "Ondo, I", "2"},
		}},
		{"quotes", "a;\"b;\"\"c\"\"\";d\n", map[int][]string{1: {"a", `b;"c"`, "d"}}},
		{"line breaks in quotes", "a;\"b\nc\r\nd\";e\nf;g;h\n", map[int][]string{1: {"a", "b\nc\r\nd", "e"}, 4: {"f", "g", "h"}}},
		{"space around quotes", "a; \"b;c\" ;d\n", map[int][]string{1: {"a", "b;c", "d"}}},
		{"quote inside a field", "a;12\" écran;d\n", map[int][]string{1: {"a", `12" écran`, "d"}}},
		{"quotes not doubled", "a;\"dit \"Jo\" Bakkali\";d\n", map[int][]string{1: {"a", `dit "Jo" Bakkali`, "d"}}},
		{"quotes backslashed", `a;"dit \"Jo; x\"";"c\\d"` + "\n", map[int][]string{1: {"a", `dit "Jo; x"`, `c\d`}}},
		{"a backslash before the end", `a;"C:\";"b"` + "\n", map[int][]string{1: {"a", `C:\`, "b"}}},
		{"quote never closed", "a;\"b;c\nd;e;f\ng;h;i\n", map[int][]string{1: {"a", `"b`, "c"}, 2: {"d", "e", "f"}, 3: {"g", "h", "i"}}},
		{"quote not closed before another", "a;\"b;c\nd;\"e\";f\n", map[int][]string{1: {"a", `"b`, "c"}, 2: {"d", "e", "f"}}},
		{"Macintosh line ends", "a;b\rc;d\r", map[int][]string{1: {"a", "b"}, 2: {"c", "d"}}},
		{"blank lines and cells", "a;b;;\n\n;;\nc;;d\n", map[int][]string{1: {"a", "b"}, 4: {"c", "", "d"}}},
		{"one column", "Référence\nR1\n", map[int][]string{1: {"Référence"}, 2: {"R1"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, texts(separated(t, c.text))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What encoding/csv writes is read back, cell by cell.
func TestSeparatedTextReadsBack(t *testing.T) {
	cell := rapid.OneOf(rapid.SampledFrom([]string{"", "R1", `a "b" c`, "x;y", "deux\nlignes", " 9h05", "Łukasz"}), rapid.StringMatching(`[ -~]{0,9}`))
	rapid.Check(t, func(t *rapid.T) {
		separator := rapid.SampledFrom([]rune(separators)).Draw(t, "separator")
		width := rapid.IntRange(2, 8).Draw(t, "width")
		header := make([]string, width)
		for i := range header {
			header[i] = "titre"
		}
		records := append([][]string{header, header, header}, rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 0, 9).Draw(t, "records")...)
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Comma = separator
		if err := w.WriteAll(records); err != nil {
			t.Fatal(err)
		}
		s := scanner{rest: b.String(), line: 1, separator: byte(separator)}
		for _, want := range records {
			if s.done() {
				t.Fatalf("no record for %q in %q", want, b.String())
			}
			_, got := s.record()
			if diff := cmp.Diff(strings.Join(want, "\x1f"), strings.Join(got, "\x1f")); diff != "" {
				t.Fatalf("%q (-want +got):\n%s", b.String(), diff)
			}
		}
	})
}

func TestHTMLTables(t *testing.T) {
	table := separated(t, `<html><head><meta charset="utf-8"><style>td{color:red}</style></head><body><table border=1>
		<tr><th>N&deg; RDV</th><th>Nom</th></tr>
		<tr><td>R1</td><td>  Éloïse<br>Ben&nbsp;Ali </td><td></td></tr>
		<tr><td>R2<td>Ondo</tr></table></body></html>`)
	want := map[int][]string{1: {"N° RDV", "Nom"}, 2: {"R1", "Éloïse Ben\u00a0Ali"}, 3: {"R2", "Ondo"}}
	if diff := cmp.Diff(want, texts(table)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{
		"a;b\n1;2\n", "\ufeffa,b\n\"1\n2\",3", "sep=|\na|b", "\xff\xfea\x00;\x00b\x00\n\x00", "Ren\xe9;\x82t\x82", "a;\"b\nc;d\n\"", "<table><tr><td>x</table>", "\"", `a;"b\"c";"d\\"`,
		xml2003, "<office:document><office:spreadsheet>" + `<table:table><table:table-row><table:table-cell table:number-columns-repeated="3">`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(fuzzed)
}
