package help

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// section is what a search finds: a heading and what stands under it.
type section struct {
	page, anchor string
	code         bool   // it explains the code of a problem
	title        string // of the page
	heading      string // "" for what stands before the first one
	text         string
	words        []word // of the text
	head         []word // of title and heading
}

// word is a word of a text, folded, and where it stands there.
type word struct {
	folded     string
	start, end int
}

// Found is a section that a search has found.
type Found struct {
	Page, Anchor string
	Title        string // of the page
	Heading      string // of the section; "" for the beginning of a page
	Excerpt      string
	score        int
}

// fold writes a word as it is compared: small letters without accents, ligatures taken
// apart, plural left off.
func fold(text string) string {
	var out strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		switch {
		case unicode.Is(unicode.M, r):
		case r == 'œ':
			out.WriteString("oe")
		case r == 'æ':
			out.WriteString("ae")
		default:
			out.WriteRune(r)
		}
	}
	folded := out.String()
	if len(folded) > 3 {
		folded = strings.TrimRight(folded, "sx")
	}
	return folded
}

// wordsOf returns the words of a text.
func wordsOf(text string) (words []word) {
	start := -1
	end := func(at int) {
		if start >= 0 {
			words = append(words, word{fold(text[start:at]), start, at})
			start = -1
		}
	}
	for at, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) {
			if start < 0 {
				start = at
			}
			continue
		}
		end(at)
	}
	end(len(text))
	return words
}

// idle are words of a question that say nothing about what is asked.
var idle = wordSet("le la les l un une des du de d en et ou à au aux que qui qu est pour par sur dans mon ma mes comment faire je " +
	"the a an of to in and or is for by on my how do i")

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range wordsOf(text) {
		set[w.folded] = true
	}
	return set
}

// wanted returns the words of a question, folded.
func wanted(question string) (words []string) {
	all := wordsOf(question)
	for _, w := range all {
		if w.folded != "" && !idle[w.folded] && !slices.Contains(words, w.folded) {
			words = append(words, w.folded)
		}
	}
	return words
}

// matches tells whether a word is one of those wanted, or begins with it.
func matches(folded string, wanted []string) bool {
	return slices.ContainsFunc(wanted, func(w string) bool { return strings.HasPrefix(folded, w) })
}

// most is how many sections a search returns.
const most = 40

// Search returns the sections that have the words of a question, the best first. Where
// none has them all, those that have most of them.
func (l *Library) Search(question string) []Found {
	words := wanted(question)
	if len(words) == 0 {
		return nil
	}
	var found []Found
	best := 1
	for _, s := range l.sections {
		has, score := s.score(words)
		if has < best {
			continue
		}
		if has > best {
			found, best = nil, has
		}
		found = append(found, Found{
			Page: s.page, Anchor: s.anchor, Title: s.title, Heading: s.heading, Excerpt: s.excerpt(words), score: score,
		})
	}
	slices.SortStableFunc(found, func(a, b Found) int { return cmp.Compare(b.score, a.score) })
	return found[:min(len(found), most)]
}

// score returns how many of the words a section has, and how much it is about them: a
// heading counts more than the text, a whole word more than its beginning.
func (s section) score(wanted []string) (has, score int) {
	const inText, whole, mostInText = 1, 3, 6
	inHead := 12
	if s.code {
		inHead = 5 // the parts of a code are words by chance
	}
	for _, w := range wanted {
		gained, inside := 0, 0
		for _, h := range s.head {
			if strings.HasPrefix(h.folded, w) {
				gained = max(gained, inHead)
				if h.folded == w {
					gained = inHead * whole
				}
			}
		}
		for _, t := range s.words {
			if strings.HasPrefix(t.folded, w) {
				inside += inText
				if t.folded == w {
					inside += inText
				}
			}
		}
		gained += min(inside, mostInText)
		if gained > 0 {
			has++
		}
		score += gained
	}
	return has, score
}

// excerpt returns the part of the text that has most of the words.
func (s section) excerpt(wanted []string) string {
	const before, length = 40, 150
	from, best := 0, -1
	for i, w := range s.words {
		if !matches(w.folded, wanted) {
			continue
		}
		near := 0
		for _, other := range s.words[i:] {
			if other.end-w.start > length-before {
				break
			}
			if matches(other.folded, wanted) {
				near++
			}
		}
		if near > best {
			from, best = w.start, near
		}
	}
	start := startOfWord(s.text, max(from-before, 0))
	end := min(start+length, len(s.text))
	for end < len(s.text) && s.text[end] != ' ' {
		end++
	}
	cut := strings.TrimSpace(s.text[start:end])
	if start > 0 {
		cut = "… " + cut
	}
	if end < len(s.text) {
		cut = strings.TrimRight(cut, " ,;:.") + "\u00a0…"
	}
	return cut
}

// startOfWord returns the beginning of the first word from a place on.
func startOfWord(text string, at int) int {
	if at == 0 {
		return 0
	}
	if space := strings.IndexByte(text[at:], ' '); space >= 0 {
		return at + space + 1
	}
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return at
}
