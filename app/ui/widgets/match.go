package widgets

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// spelling is a text as it is compared with what somebody types: small letters without
// accents (Unicode NFKD, UAX #15), ligatures in two letters, and for each letter where in
// the text it stands.
type spelling struct {
	letters []rune
	of      []int // which rune of the text a letter comes from
}

// ligatures are the letters that do not decompose and that few find on their keyboards.
var ligatures = map[rune]string{'œ': "oe", 'æ': "ae", 'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", '’': "'"}

func spell(text string) spelling {
	var s spelling
	at := 0
	for _, r := range text {
		for _, part := range norm.NFKD.String(string(r)) {
			if unicode.Is(unicode.Mn, part) {
				continue
			}
			part = unicode.ToLower(part)
			letters := string(part)
			if plain, ok := ligatures[part]; ok {
				letters = plain
			} else if unicode.IsSpace(part) {
				letters = " "
			}
			for _, letter := range letters {
				s.letters, s.of = append(s.letters, letter), append(s.of, at)
			}
		}
		at++
	}
	return s
}

// beginsWord tells whether a word begins at a letter.
func (s spelling) beginsWord(i int) bool {
	isLetter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return isLetter(s.letters[i]) && (i == 0 || !isLetter(s.letters[i-1]))
}

// begins tells whether a text begins with what is typed, accents and case apart.
func begins(text, typed string) bool {
	t, p := spell(text).letters, spell(typed).letters
	return len(t) >= len(p) && slices.Equal(t[:len(p)], p)
}

// What a letter found counts: more at the beginning of a word or of the text, more where
// it follows the one found before it, less for each letter skipped in between.
const (
	pointsLetter  = 16
	pointsWord    = 10
	pointsText    = 6
	pointsRow     = 14
	pointsSkipped = 1
	mostSkipped   = 12 // further apart is not worse
)

const notFound = -1 << 30

// find looks for the letters of a word in their order, not necessarily beside each other,
// and returns the best way to place them: its points and the letters' indexes in the
// text's runes. It is the alignment of Smith and Waterman with affine gaps that fuzzy
// finders use (as fzf's algorithm v2 does), which here must use every letter of the word.
func (s spelling) find(word []rune) (points int, at []int, ok bool) {
	n, m := len(s.letters), len(word)
	if m == 0 || m > n {
		return 0, nil, m == 0
	}
	// best[k][i]: of the first k+1 letters, the last one at i; from[k][i]: where the one
	// before it is then.
	best, from := make([][]int, m), make([][]int, m)
	for k := range word {
		best[k], from[k] = make([]int, n), make([]int, n)
		for i := range n {
			best[k][i], from[k][i] = notFound, -1
			if s.letters[i] != word[k] {
				continue
			}
			own := pointsLetter
			if s.beginsWord(i) {
				own += pointsWord
			}
			if i == 0 {
				own += pointsText
			}
			if k == 0 {
				best[k][i] = own
				continue
			}
			for j := k - 1; j < i; j++ {
				if best[k-1][j] == notFound {
					continue
				}
				value := best[k-1][j] + own
				if skipped := i - j - 1; skipped == 0 {
					value += pointsRow
				} else {
					value -= pointsSkipped * min(skipped, mostSkipped)
				}
				if value > best[k][i] {
					best[k][i], from[k][i] = value, j
				}
			}
		}
	}
	end := -1
	for i, value := range best[m-1] {
		if value > notFound && (end < 0 || value > best[m-1][end]) {
			end = i
		}
	}
	if end < 0 {
		return 0, nil, false
	}
	points = best[m-1][end]
	at = make([]int, m)
	for k := m - 1; k >= 0; k-- {
		at[k] = s.of[end]
		end = from[k][end]
	}
	return points, at, true
}

// contains tells whether the letters stand in the text beside each other, and whether at
// the beginning of a word.
func (s spelling) contains(word []rune) (found, atWord bool) {
	for i := 0; i+len(word) <= len(s.letters); i++ {
		if slices.Equal(s.letters[i:i+len(word)], word) {
			found = true
			if len(word) > 0 && s.beginsWord(i) {
				return true, true
			}
		}
	}
	return found, false
}

// words returns the words of what is typed.
func words(typed string) (all [][]rune) {
	for _, word := range strings.Fields(string(spell(typed).letters)) {
		all = append(all, []rune(word))
	}
	return all
}

// typedLetters collects the letters typed one after another to find what begins with them.
type typedLetters struct {
	now   func() time.Time
	typed string
	last  time.Time
}

// lettersRest is how long a pause begins another word.
const lettersRest = time.Second

// add takes a letter and returns what to look for, and from where in a list whose item
// present is chosen: the same letter again goes on to the next item with it.
func (t *typedLetters) add(r rune, present int) (from int, begin string) {
	now := t.now()
	if now.Sub(t.last) > lettersRest {
		t.typed = ""
	}
	t.last = now
	t.typed += string(r)
	runes := []rune(t.typed)
	if !slices.ContainsFunc(runes, func(other rune) bool { return other != runes[0] }) {
		return present + 1, string(runes[0])
	}
	return max(present, 0), t.typed
}
