package widgets

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"creneaux/app/wording"
)

// separated writes rows as text whose cells are parted by tabs, one row a line, as
// LibreOffice and Excel take it from the clipboard: what holds a tab, a line or a
// quotation mark stands between quotation marks (RFC 4180, with tabs).
type separated struct{ strings.Builder }

func (s *separated) row(cells []string) {
	for i, cell := range cells {
		if i > 0 {
			s.WriteByte('\t')
		}
		s.WriteString(quoted(harmless(cell)))
	}
	s.WriteByte('\n')
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func quoted(cell string) string {
	if !strings.ContainsAny(cell, "\t\r\n\"") {
		return cell
	}
	return `"` + strings.ReplaceAll(lineEnds.Replace(cell), `"`, `""`) + `"`
}

// harmless returns a cell as a spreadsheet may take it: never as a formula, for what is
// copied was typed by strangers (OWASP, "CSV Injection"). A number or a telephone number
// with its sign stays as it is.
func harmless(cell string) string {
	switch begin := strings.TrimSpace(cell); {
	case strings.HasPrefix(begin, "=") || strings.HasPrefix(begin, "@"),
		(strings.HasPrefix(begin, "+") || strings.HasPrefix(begin, "-")) && strings.ContainsFunc(begin, unicode.IsLetter):
		return "'" + cell
	}
	return cell
}

// fold returns a text as it is compared by who searches: see [wording.Folded]. Most cells
// have nothing to fold but capitals.
func fold(text string) string {
	if plain(text) {
		return strings.ToLower(text)
	}
	return wording.Folded(text)
}

func plain(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf || text[i] < ' ' {
			return false
		}
	}
	return true
}

// matchIn returns which bytes of a text match a folded one, the first time.
func matchIn(text, folded string) (from, to int, ok bool) {
	at := strings.Index(fold(text), folded)
	if at < 0 || folded == "" {
		return 0, 0, false
	}
	// Folding changes lengths: go through the letters and count what each becomes.
	reached, from, to := 0, -1, len(text)
	for i, r := range text {
		if reached >= at+len(folded) {
			to = i
			break
		}
		became := len(fold(string(r)))
		if from < 0 && reached+became > at {
			from = i
		}
		reached += became
	}
	for to < len(text) { // an accent that stands by itself belongs to its letter
		r, size := utf8.DecodeRuneInString(text[to:])
		if !unicode.Is(unicode.Mn, r) {
			break
		}
		to += size
	}
	return max(from, 0), to, true
}
