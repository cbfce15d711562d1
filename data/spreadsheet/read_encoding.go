package spreadsheet

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"creneaux/app/agenda"

	"golang.org/x/text/encoding/charmap"
)

// decodeRunes turns the bytes of a text file into text and names the encoding: a
// byte order mark decides; else UTF-16 shows by its zero bytes; else what is valid
// UTF-8 is UTF-8; else it is one of the encodings of a byte a letter, in France
// Windows-1252 unless the letters say otherwise.
func decodeRunes(data []byte, name string) (text, encoding string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		text, encoding = string(data[3:]), "utf-8"
		if !utf8.ValidString(text) {
			return "", "", wronglyEncoded(text, name)
		}
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decodeUTF16(data[2:], binary.LittleEndian, "utf-16le", name)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decodeUTF16(data[2:], binary.BigEndian, "utf-16be", name)
	case looksUTF16(data, 1):
		return decodeUTF16(data, binary.LittleEndian, "utf-16le", name)
	case looksUTF16(data, 0):
		return decodeUTF16(data, binary.BigEndian, "utf-16be", name)
	case utf8.Valid(data):
		text, encoding = string(data), "utf-8"
	case mostlyUTF8(data):
		return "", "", wronglyEncoded(string(data), name)
	default:
		text, encoding = decodeBytes(data)
	}
	if isBinary(text) {
		return "", "", agenda.NewProblem("IMPORT-BINARY", "File", name)
	}
	return text, encoding, nil
}

// wronglyEncoded is the problem of a text that is UTF-8 in most of its letters only.
func wronglyEncoded(text, name string) error {
	if isBinary(strings.ToValidUTF8(text, "")) {
		return agenda.NewProblem("IMPORT-BINARY", "File", name)
	}
	line := 1
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size <= 1 {
				break
			}
		}
		if r == '\n' {
			line++
		}
	}
	return agenda.NewProblem("IMPORT-ENCODING", "File", name, "Line", line)
}

const lookedAt = 64 << 10 // bytes of a file that are looked at to find its encoding

// looksUTF16 reports whether most bytes at even (0) or odd (1) places are zero and
// hardly any of the others, as in UTF-16 of a European language.
func looksUTF16(data []byte, place int) bool {
	sample := data[:min(len(data), lookedAt)]
	if len(sample) < 4 || len(data)%2 != 0 {
		return false
	}
	var zeros [2]int
	for i, b := range sample {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(sample) / 2
	return zeros[place] > half/2 && zeros[1-place] <= half/100
}

func decodeUTF16(data []byte, order binary.ByteOrder, encoding, name string) (string, string, error) {
	var b strings.Builder
	b.Grow(len(data) / 2)
	line := 1
	broken := func() (string, string, error) {
		return "", "", agenda.NewProblem("IMPORT-ENCODING", "File", name, "Line", line)
	}
	for len(data) >= 2 {
		r := rune(order.Uint16(data))
		data = data[2:]
		if utf16.IsSurrogate(r) {
			if len(data) < 2 {
				return broken()
			}
			if r = utf16.DecodeRune(r, rune(order.Uint16(data))); r == unicode.ReplacementChar {
				return broken()
			}
			data = data[2:]
		}
		if r == '\n' {
			line++
		}
		b.WriteRune(r)
	}
	if len(data) > 0 {
		return broken()
	}
	text := b.String()
	if isBinary(text) {
		return "", "", agenda.NewProblem("IMPORT-BINARY", "File", name)
	}
	return text, encoding, nil
}

// mostlyUTF8 reports whether a text that is not valid UTF-8 was meant to be: its
// letters of several bytes are more than the bytes that belong to none. Read as
// Windows-1252 every one of these letters would become two or three wrong ones, and
// no text in Windows-1252 has such sequences but by a rare chance.
func mostlyUTF8(data []byte) bool {
	letters, strays := 0, 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			strays++
		case size > 1:
			letters++
		}
		data = data[size:]
	}
	return letters > strays
}

// bytewise are the encodings of a byte a letter that exports made in France have,
// the likeliest first.
var bytewise = []struct {
	name string
	page *charmap.Charmap
}{
	{"windows-1252", charmap.Windows1252},
	{"iso-8859-15", charmap.ISO8859_15},
	{"cp850", charmap.CodePage850},   // the console and old programs of Windows
	{"macintosh", charmap.Macintosh}, // old Macintosh computers
}

// decodeBytes decodes a text of a byte a letter. Detectors misread short French, so
// the rule is plain: Windows-1252, unless another encoding makes more letters and
// fewer signs where letters stand, inside words.
func decodeBytes(data []byte) (text, encoding string) {
	best, bestScore := 0, plausibility(data, bytewise[0].page)
	for i, candidate := range bytewise[1:] {
		if score := plausibility(data, candidate.page); score > bestScore {
			best, bestScore = i+1, score
		}
	}
	var b strings.Builder
	b.Grow(len(data) + len(data)/16)
	for _, c := range data {
		b.WriteRune(bytewise[best].page.DecodeByte(c))
	}
	return b.String(), bytewise[best].name
}

// plausibility says how much what lies beyond ASCII, inside or beside a word, looks
// like a part of it: letters and apostrophes count for, signs, controls and capitals
// after small letters against.
func plausibility(data []byte, page *charmap.Charmap) int {
	score := 0
	for i, c := range data {
		if c < 0x80 {
			continue
		}
		before, after := neighbour(data, i-1, page), neighbour(data, i+1, page)
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			continue
		}
		switch r := page.DecodeByte(c); {
		case unicode.IsUpper(r) && unicode.IsLower(before):
			score -= 4
		case unicode.IsLetter(r), r == '’' || r == '‘' || r == '´':
			score++
		case strings.ContainsRune("°«»–—·\u00a0", r):
			// Signs that stand beside letters in any text.
		default:
			score -= 8
		}
	}
	return score
}

// neighbour is the character at a place, or a space outside the text.
func neighbour(data []byte, i int, page *charmap.Charmap) rune {
	if i < 0 || i >= len(data) {
		return ' '
	}
	return page.DecodeByte(data[i])
}

// isBinary reports whether a text holds what no text does: zero bytes, or many
// control characters.
func isBinary(text string) bool {
	controls, all := 0, 0
	for _, r := range text[:min(len(text), lookedAt)] {
		all++
		switch {
		case r == 0:
			return true
		case r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f', r == 0x7f, r >= 0x80 && r < 0xa0:
			controls++
		}
	}
	return controls*50 > all
}
