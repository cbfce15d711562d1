package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// LostLetter stands in a folded name for a letter that an export could not write.
const LostLetter = '?'

// Fold returns the form of a name for comparing, in which what clerks and
// keyboards write differently is the same: "N’DIAYE-ŁUKASIEWICZ" and
// "n'diaye  lukasiewicz" are both "ndiaye lukasiewicz".
//
// Letters are decomposed (Unicode NFKD, UAX #15) and lose their marks in the scripts
// where a mark is an accent or a vowel that people leave out (Latin, Greek, Cyrillic,
// Arabic, Hebrew); in the other scripts marks spell the name and stay. Letters that
// do not decompose are written as people write them without that key (ł l, ø o,
// œ oe, đ d, ß ss …). As in machine-readable passports (ICAO Doc 9303, part 3,
// section 4.6) an apostrophe is left out and joins its neighbours, and a hyphen is
// a space. Every other sign is a space; "?" and U+FFFD, which stand where an export
// lost a letter, are "?". Letters are lower case, words are parted by one space.
func Fold(name string) string {
	if isPlainLower(name) {
		return name
	}
	if folded, ok := foldLatin(name); ok {
		return folded
	}
	return foldAny(name)
}

// foldAny folds a name in any script.
func foldAny(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	space, drop := false, true // a space is due; marks that follow are dropped
	write := func(s string) {
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteString(s)
	}
	for _, r := range norm.NFKD.String(strings.Map(withoutApostrophe, name)) {
		switch {
		case withoutApostrophe(r) < 0: // one that was part of a letter, as in ŉ and ŀ
		case unicode.IsMark(r):
			if !drop {
				b.WriteRune(r)
			}
		case Invisible(r):
		case r == LostLetter || r == utf8.RuneError:
			drop = true
			write("?")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			drop = unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew)
			r = unicode.ToLower(r)
			if plain, ok := undecomposed[r]; ok {
				write(plain)
			} else {
				write(string(r))
			}
		default:
			space, drop = true, true
		}
	}
	return norm.NFC.String(b.String())
}

// foldLatin folds a name that has nothing but the letters and signs of Western and Central
// European keyboards, as nearly all have, in one pass.
func foldLatin(name string) (folded string, ok bool) {
	var store [96]byte
	out := store[:0]
	space := false
	for _, r := range name {
		plain := ""
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case r == LostLetter:
		case r == '\'' || r == '`' || r < ' ' && !unicode.IsSpace(r) || r == 0x7f:
			continue
		case r < 0x80:
			space = true
			continue
		case r >= firstAccented && r <= lastAccented && accented[r-firstAccented] != "":
			plain = accented[r-firstAccented]
		default:
			return "", false
		}
		if space && len(out) > 0 {
			out = append(out, ' ')
		}
		space = false
		if plain == "" {
			out = append(out, byte(r))
		} else {
			out = append(out, plain...)
		}
	}
	return string(out), true
}

// accented are the folded forms of the letters from À to ſ; the two signs among them have
// none.
const firstAccented, lastAccented = 'À', 'ſ'

var accented = func() (forms [lastAccented - firstAccented + 1]string) {
	for r := firstAccented; r <= lastAccented; r++ {
		if unicode.IsLetter(r) {
			forms[r-firstAccented] = foldAny(string(r))
		}
	}
	return forms
}()

// isPlainLower reports whether a name is lower-case ASCII letters only, which are
// their own folded form.
func isPlainLower(name string) bool {
	for i := range len(name) {
		if c := name[i]; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// undecomposed are the letters that Unicode does not decompose and people write
// without their stroke, hook or ligature: Polish, Danish, French, Icelandic, Vietnamese
// and Serbian, Maltese, Turkish, Azeri (ICAO Doc 9303, part 3, section 6, gives the
// same base letters for most), then those of African languages.
var undecomposed = map[rune]string{
	'ł': "l", 'ø': "o", 'œ': "oe", 'æ': "ae", 'đ': "d", 'ð': "d", 'þ': "th", 'ß': "ss",
	'ħ': "h", 'ŧ': "t", 'ŋ': "n", 'ı': "i", 'ə': "e", 'ǝ': "e", 'ĸ': "k",
	'ɛ': "e", 'ɔ': "o", 'ɓ': "b", 'ɗ': "d", 'ɖ': "d", 'ƙ': "k", 'ƴ': "y", 'ƒ': "f",
	'ɣ': "g", 'ʋ': "v", 'ɲ': "n", 'ɩ': "i", 'ʊ': "u", 'ɨ': "i", 'ʉ': "u", 'ƶ': "z", 'ǥ': "g",
	'ς': "σ",
}

// withoutApostrophe drops every sign that is used as an apostrophe, among them the
// letters ʾ and ʿ of transliterated Arabic. It comes before the decomposition, which
// would make a space and an accent of some of them. The Arabic tatweel and the Catalan middle dot, which only
// stretch a word, go with them.
func withoutApostrophe(r rune) rune {
	switch r {
	case '\'', '’', '‘', '‛', '`', '´', '′', '‵', 'ʹ', 'ʻ', 'ʼ', 'ʽ', 'ʾ', 'ʿ', 'ˈ', 'ˊ', 'ˋ',
		'ꞌ', 'Ꞌ', '՚', '׳', '·', 'ـ',
		// The same signs under the code points of ancient Greek.
		'\u0374', '\u0387', '\u1fef', '\u1ffd':
		return -1
	}
	return r
}

// Invisible reports whether a character shows nothing and takes no room: zero-width
// spaces, joiners, direction marks, soft hyphens, byte order marks, controls other than
// white space, and fillers that are letters by category only.
func Invisible(r rune) bool {
	switch r {
	case 'ᅟ', 'ᅠ', 'ㅤ', 'ﾠ', '⠀', '͏': // Hangul fillers, blank Braille, grapheme joiner
		return true
	}
	if unicode.Is(unicode.Variation_Selector, r) || unicode.Is(unicode.Cf, r) {
		return true
	}
	return unicode.IsControl(r) && !unicode.IsSpace(r)
}
