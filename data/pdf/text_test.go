package pdf

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestPrintableTextIsPrintable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		printed, lost := printable(text)
		for _, r := range printed {
			if r > lastRune || !prints(r) {
				t.Fatalf("%q becomes %q, in which %U cannot be printed", text, printed, r)
			}
		}
		if !utf8.ValidString(printed) || !norm.NFC.IsNormalString(printed) {
			t.Fatalf("%q becomes %q, which is not NFC", text, printed)
		}
		if again, lostAgain := printable(printed); again != printed || lostAgain != nil {
			t.Fatalf("%q becomes %q, then %q", text, printed, again)
		}
		if strings.Count(printed, string(replacement)) < len(lost) {
			t.Fatalf("%q becomes %q, but %q are lost", text, printed, lost)
		}
	})
}

func TestPrintableText(t *testing.T) {
	for text, want := range map[string]struct{ printed, lost string }{
		"Nguye\u0302\u0303n":  {"Nguyễn", ""},
		"a\tb\r\nc\u2003d":    {"a b  c d", ""},
		"9\u00a0h\u202f05":    {"9\u00a0h\u202f05", ""},
		"x\u200by\u202ez\x00": {"xyz", ""},
		"李小龍 Bruce":           {"��� Bruce", "李小龍"},
		"👩 Léa":               {"� Léa", "👩"},
		"محمد Mohammed":       {"���� Mohammed", "محمد"},
		"a\xffb":              {"a�b", ""},
		"Ελένη Дарья":         {"Ελένη Дарья", ""},
	} {
		printed, lost := printable(text)
		if printed != want.printed || string(lost) != want.lost {
			t.Errorf("printable(%q) = %q, %q; want %q, %q", text, printed, string(lost), want.printed, want.lost)
		}
	}
}

func TestRunsAreTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, _ := printable(rapid.StringOf(rapid.SampledFrom([]rune("aé ếʿḥŊG̃̀ẹɛ�ſ"))).Draw(t, "text"))
		bold := rapid.Bool().Draw(t, "bold")
		var joined strings.Builder
		for _, r := range runsOf(text, bold) {
			joined.WriteString(r.text)
			for _, c := range r.text {
				if !r.face.metrics().has(c) {
					t.Fatalf("%q is set in %s, which lacks %q", r.text, r.face.family, c)
				}
			}
		}
		if joined.String() != text {
			t.Fatalf("the runs make %q of %q", joined.String(), text)
		}
	})
}

func TestWrappedLinesFitAndLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, _ := printable(rapid.StringOf(rapid.SampledFrom([]rune("abcé ếʿ  W\u00a0-"))).Draw(t, "text"))
		style := typeStyle{size: rapid.Float64Range(6, 30).Draw(t, "size"), bold: rapid.Bool().Draw(t, "bold")}
		width := rapid.Float64Range(0, 60).Draw(t, "width")
		lines := wrap(text, style, width)
		for _, line := range lines {
			if line == "" {
				t.Fatalf("an empty line in %q", lines)
			}
			if widthOf(line, style) > width && clusterLength(line) < len(line) {
				t.Fatalf("the line %q is %.2f mm wide, more than %.2f", line, widthOf(line, style), width)
			}
		}
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != strings.ReplaceAll(text, " ", "") {
			t.Fatalf("%q became %q", text, lines)
		}
	})
}
