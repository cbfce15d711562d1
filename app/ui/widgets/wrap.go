package widgets

import (
	"sort"
	"strings"

	"fyne.io/fyne/v2"
)

// wrappedText is a text that is wrapped to a width, kept until something about it is another:
// layouts ask several times.
type wrappedText struct {
	text        string
	width, size float32
	style       fyne.TextStyle
	wrapped     []string
}

func (l *wrappedText) of(text string, width, size float32, style fyne.TextStyle) []string {
	if l.wrapped == nil || l.text != text || l.width != width || l.size != size || l.style != style {
		*l = wrappedText{text, width, size, style, wrap(text, width, size, style)}
	}
	return l.wrapped
}

// wrap breaks a text into lines that are no wider than width. It breaks between words,
// never at a no-break space (U+00A0, U+202F); a word that is wider than a line is broken
// between its letters, after a slash if it has one. There is one line at least.
func wrap(text string, width, size float32, style fyne.TextStyle) []string {
	if width < 1 {
		return []string{text} // not placed yet
	}
	var broken []string
	fits := func(s string) bool { return textWidth(s, size, style) <= width+0.01 }
	space := textWidth(" ", size, style)
	for _, paragraph := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		line, length := "", float32(0) // of the line, but for what letters of two words save beside each other
		for _, word := range strings.FieldsFunc(paragraph, breaks) {
			joined, reaches := word, textWidth(word, size, style)
			if line != "" {
				joined, reaches = line+" "+word, length+space+reaches
			}
			// What is shorter by far fits; only near the edge is the whole line measured.
			if reaches+size < width || fits(joined) {
				line, length = joined, reaches
				continue
			}
			if line != "" {
				broken = append(broken, line)
			}
			for line = word; !fits(line); {
				head := fitting(line, fits)
				if head == line {
					break
				}
				broken, line = append(broken, head), line[len(head):]
			}
			length = textWidth(line, size, style)
		}
		broken = append(broken, line)
	}
	return broken
}

// breaks tells at which signs a line may end.
func breaks(r rune) bool { return r == ' ' || r == '\t' || r == '\u2009' || r == '\u200b' }

// fitting returns the beginning of a word that fits, one letter at least.
func fitting(word string, fits func(string) bool) string {
	runes := []rune(word)
	kept := sort.Search(len(runes), func(n int) bool { return !fits(string(runes[:n+1])) })
	for kept > 0 && kept < len(runes) && joined(runes[kept-1], runes[kept]) {
		kept--
	}
	if kept == 0 {
		kept = 1
		for kept < len(runes) && joined(runes[kept-1], runes[kept]) {
			kept++
		}
	}
	head := string(runes[:kept])
	if slash := strings.LastIndexAny(head, `/\`); slash > 0 && kept < len(runes) {
		return head[:slash+1]
	}
	return head
}

// widestWord returns the width of the widest part of a text that is not broken.
func widestWord(text string, size float32, style fyne.TextStyle) (widest float32) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return breaks(r) || r == '\n' || r == '\r' }) {
		widest = max(widest, textWidth(word, size, style))
	}
	return widest
}
