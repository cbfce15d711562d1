package intake

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean returns a text composed (NFC), without invisible and control characters and
// without space at either end. Line breaks and tabs inside become one space each;
// nothing else is changed, for an exact name is kept as it was written.
func Clean(s string) string {
	if isPlain(s) {
		return strings.Trim(s, " ")
	}
	var b strings.Builder
	b.Grow(len(s))
	var last rune
	for _, r := range norm.NFC.String(strings.ReplaceAll(s, "\r\n", "\n")) {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\v' || r == '\u2028' || r == '\u2029':
			r = ' '
		case isJoiner(r) && unicode.In(last, joiningScripts...):
			// Persian and the scripts of India tell words apart by it.
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
			continue
		}
		b.WriteRune(r)
		last = r
	}
	// Taking a character away may bring a base and its accent together.
	return strings.TrimSpace(norm.NFC.String(b.String()))
}

var joiningScripts = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati,
	unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer,
}

func isJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// isPlain reports whether a text is printable ASCII and composed Latin letters only,
// as most are: nothing in it needs cleaning but spaces at its ends.
func isPlain(s string) bool {
	for _, r := range s {
		switch {
		case r >= ' ' && r <= '~', r >= 0xc0 && r <= 0x24f, r >= 0x1e00 && r <= 0x1eff:
		default:
			return false
		}
	}
	return true
}

// runeStarts yields the position and the rank of every rune.
func runeStarts(s string) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		n := 0
		for i := range s {
			if !yield(i, n) {
				return
			}
			n++
		}
	}
}

// longerThan reports whether a text has more than n characters.
func longerThan(s string, n int) bool {
	return len(s) > n && utf8.RuneCountInString(s) > n
}

// fold returns the words of a text without case, accents and punctuation, for
// comparing titles, statuses and names of desks: "N° RDV" and "no_rdv" both give
// "n rdv".
func fold(s string) []string {
	var words []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			words = append(words, inFull(word.String()))
			word.Reset()
		}
	}
	lower := false
	for _, r := range norm.NFKD.String(withoutDegrees.Replace(s)) {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if lower && unicode.IsUpper(r) { // bookingId
				end()
			}
			lower = unicode.IsLower(r)
			word.WriteString(foldRune(unicode.ToLower(r)))
		default:
			end()
			lower = false
		}
	}
	end()
	return words
}

var withoutDegrees = strings.NewReplacer("º", " ", "°", " ")

// foldRune writes the letters that do not decompose as their nearest ASCII ones.
func foldRune(r rune) string {
	switch r {
	case 'ł':
		return "l"
	case 'ø':
		return "o"
	case 'œ':
		return "oe"
	case 'æ':
		return "ae"
	case 'đ', 'ð':
		return "d"
	case 'ı':
		return "i"
	case 'ß':
		return "ss"
	}
	return string(r)
}

// inFull gives one form to the ways in which a word of a title is shortened, those of
// databases ("DT_RDV", "COD_GUICHET") included.
func inFull(word string) string {
	switch word {
	case "no", "nr", "num", "numero", "number":
		return "n"
	case "rv":
		return "rdv"
	case "dt", "dte":
		return "date"
	case "hr", "hre":
		return "heure"
	case "cod", "cd":
		return "code"
	case "adr":
		return "adresse"
	case "nais", "naiss":
		return "naissance"
	case "annul":
		return "annulation"
	case "appt", "apt":
		return "appointment"
	}
	return word
}

// foldKey is fold without spaces, so that "e-mail", "E Mail" and "email" are one.
func foldKey(s string) string { return strings.Join(fold(s), "") }
