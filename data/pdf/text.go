package pdf

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// typeStyle is how a text looks.
type typeStyle struct {
	bold bool
	size float64 // points
	ink  ink
}

// leading returns the distance between two lines, in millimetres.
func (s typeStyle) leading() float64 { return s.size * millimetresPerPoint * 1.3 }

// capHeight returns about the height of a capital, in millimetres.
func (s typeStyle) capHeight() float64 { return s.size * millimetresPerPoint * 0.72 }

func (s typeStyle) sized(points float64) typeStyle {
	s.size = points
	return s
}

// replacement stands for a character that cannot be printed: it is meant to be seen.
const replacement = '\uFFFD'

// run is a piece of text in one typeface.
type run struct {
	text  string
	face  face
	width int // thousandths of the size
}

// printable returns the text as the fonts can print it, and the characters that
// they cannot, which [replacement] stands for. Accents are composed (gofpdf sets
// loose ones beside their letter); white space becomes spaces; what leaves no trace
// on paper is dropped.
func printable(text string) (printed string, lost []rune) {
	if printsAsItIs(text) {
		return text, nil
	}
	// What leaves no trace goes first: it would keep an accent from its letter.
	text = norm.NFC.String(strings.Map(traced, strings.ToValidUTF8(text, string(replacement))))
	var b strings.Builder
	for _, r := range text {
		switch {
		case prints(r):
			b.WriteRune(r)
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(replacement)
			lost = append(lost, r)
		}
	}
	return b.String(), lost
}

// traced drops what is seen nowhere.
func traced(r rune) rune {
	if unicode.In(r, unicode.Cc, unicode.Cf) && !unicode.IsSpace(r) {
		return -1
	}
	return r
}

func printsAsItIs(text string) bool {
	ascii := true
	for _, r := range text {
		if !prints(r) {
			return false
		}
		ascii = ascii && r < utf8.RuneSelf
	}
	return ascii || utf8.ValidString(text) && norm.NFC.IsNormalString(text)
}

// prints reports whether a character is printed as it is.
func prints(r rune) bool { return r >= 0 && r <= lastRune && printing()[r] }

var printing = sync.OnceValue(func() *[lastRune + 1]bool {
	var all [lastRune + 1]bool
	for r := range rune(lastRune + 1) {
		blank := unicode.IsSpace(r) && r != ' ' && r != noBreakSpace && r != narrowSpace
		all[r] = anyFaceHas(r) && !blank && !unicode.In(r, unicode.Cc, unicode.Cf) && !writesRightToLeft(r)
	}
	return &all
})

const (
	noBreakSpace = '\u00a0'
	narrowSpace  = '\u202f'
)

// writesRightToLeft is true for the scripts that would come out backwards and with
// their letters unjoined, which is worse than not at all.
func writesRightToLeft(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

func anyFaceHas(r rune) bool {
	for _, weight := range faces {
		if !weight[0].metrics().has(r) && !weight[1].metrics().has(r) {
			return false
		}
	}
	return true
}

// runsOf divides a printable text by typeface. A loose accent that no letter absorbed
// takes the letter before it along, so that both are drawn by one typeface.
func runsOf(text string, bold bool) []run {
	reading, fallback := faces[bold][0], faces[bold][1]
	if hasAll(reading.metrics(), text) {
		return []run{newRun(text, reading)}
	}
	var runs []run
	for len(text) > 0 {
		cluster := text[:clusterLength(text)]
		text = text[len(cluster):]
		chosen := reading
		if !hasAll(reading.metrics(), cluster) {
			chosen = fallback
		}
		if n := len(runs); n > 0 && runs[n-1].face.family == chosen.family {
			runs[n-1] = newRun(runs[n-1].text+cluster, chosen)
		} else {
			runs = append(runs, newRun(cluster, chosen))
		}
	}
	return runs
}

func newRun(text string, f face) run {
	m, width := f.metrics(), 0
	for _, r := range text {
		if m.has(r) {
			width += m.advance(r)
		}
	}
	return run{text, f, width}
}

// clusterLength returns the length in bytes of the first character with the accents
// that follow it.
func clusterLength(text string) int {
	_, n := utf8.DecodeRuneInString(text)
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		if !unicode.Is(unicode.Mn, r) {
			break
		}
		n += size
	}
	return n
}

func hasAll(m *metrics, text string) bool {
	for _, r := range text {
		if !m.has(r) {
			return false
		}
	}
	return true
}

// widthOf returns the width of a printable text in millimetres.
func widthOf(text string, style typeStyle) float64 {
	thousandths := 0
	for _, r := range runsOf(text, style.bold) {
		thousandths += r.width
	}
	return float64(thousandths) / 1000 * style.size * millimetresPerPoint
}

// wrap divides a printable text into lines that are at most so wide, in millimetres,
// at spaces that allow it, and inside a word only where the word alone is too wide.
func wrap(text string, style typeStyle, width float64) []string {
	var lines []string
	line := ""
	for word := range strings.SplitSeq(text, " ") {
		if word == "" {
			continue
		}
		if line != "" && widthOf(line+" "+word, style) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for widthOf(word, style) > width {
			head := wordHead(word, style, width)
			lines = append(lines, head)
			word = word[len(head):]
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// wordHead returns the longest beginning of a word that fits, at least one cluster,
// and less than the whole word unless it is a single cluster.
func wordHead(word string, style typeStyle, width float64) string {
	n := clusterLength(word)
	for n < len(word) {
		next := n + clusterLength(word[n:])
		if widthOf(word[:next], style) > width {
			break
		}
		n = next
	}
	return word[:n]
}

// fit returns the style at the largest size, from its own down to the smallest, at
// which the text takes at most so many lines of the width.
func fit(text string, style typeStyle, smallest, width float64, lines int) typeStyle {
	for size := style.size; size > smallest; size -= 0.5 {
		if len(wrap(text, style.sized(size), width)) <= lines && widest(text, style.sized(size)) <= width {
			return style.sized(size)
		}
	}
	return style.sized(smallest)
}

// widest returns the width of the widest word.
func widest(text string, style typeStyle) float64 {
	most := 0.0
	for word := range strings.SplitSeq(text, " ") {
		most = max(most, widthOf(word, style))
	}
	return most
}
