package capacity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The lengths of labels of columns, in letters.
const (
	longLabel = 12 // more than a narrow column shows
	longWord  = 5  // what is longer is abbreviated in a long label
	bareWord  = 3  // what is not longer says nothing: de, du, au, le
	oneOfTwo  = 3  // of an abbreviated word at least, beside another
	alone     = 5  // and where it stands alone
)

// linking are longer words that say nothing in a label.
var linking = map[string]bool{"pour": true, "avec": true, "sans": true, "dans": true, "leur": true}

// shortLabels returns what narrow columns are called whose procedures have these labels:
// without the words that several of them share, at most two words, long ones abbreviated.
// "Document de circulation pour étranger mineur" is "Doc. circ.". Different labels stay
// different.
func shortLabels(labels []string) []string {
	shared := map[string]int{}
	for _, label := range labels {
		once := map[string]bool{}
		for _, word := range strings.Fields(strings.ToLower(label)) {
			if !once[word] {
				once[word] = true
				shared[word]++
			}
		}
	}
	short, taken := make([]string, len(labels)), map[string]int{}
	for i, label := range labels {
		short[i] = shortLabel(label, func(word string) bool { return shared[strings.ToLower(word)] > 1 })
		taken[short[i]]++
	}
	for i, label := range labels {
		if taken[short[i]] > 1 {
			short[i] = label
		}
	}
	return short
}

func shortLabel(label string, shared func(string) bool) string {
	if utf8.RuneCountInString(label) <= longLabel {
		return label
	}
	var telling, own []string
	for _, word := range strings.Fields(label) {
		if utf8.RuneCountInString(word) <= bareWord || linking[strings.ToLower(word)] {
			continue
		}
		telling = append(telling, word)
		if !shared(word) {
			own = append(own, word)
		}
	}
	words := own
	if len(words) == 0 {
		words = telling
	}
	if len(words) == 0 {
		return label
	}
	words = words[:min(len(words), 2)]
	text, first := strings.Join(words, " "), words[0]
	if utf8.RuneCountInString(text) > longLabel {
		least := oneOfTwo
		if len(words) == 1 {
			least = alone
		}
		for i, word := range words {
			words[i] = abbreviated(word, least)
		}
		if text = strings.Join(words, " "); utf8.RuneCountInString(text) >= longLabel {
			text = abbreviated(first, alone)
		}
	}
	return capital(text)
}

// abbreviated ends a long word after the consonants of its first syllables, as French
// does: "circulation" is "circ.".
func abbreviated(word string, least int) string {
	letters := []rune(word)
	if len(letters) <= longWord {
		return word
	}
	for end := least; end < len(letters)-1; end++ {
		if !vowel(letters[end-1]) && vowel(letters[end]) {
			return string(letters[:end]) + "."
		}
	}
	return word
}

func vowel(r rune) bool {
	return strings.ContainsRune("aeiouyàâäéèêëîïôöùûüœæ", unicode.ToLower(r))
}

func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
