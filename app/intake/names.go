package intake

import (
	"strings"
	"unicode"
)

// SplitName parts a name written in one field into surname and given names, when
// capitals ("BAKKALI Abdelkader", "Abdelkader BAKKALI") or one comma ("Bakkali,
// Abdelkader") make it sure. Where they do not, ok is false: which part is which is
// then for a person to say.
//
// Lower-case particles before the capitals belong to the surname ("de LA ROCHEBRUNE
// Éloïse"), and a question mark that stands for a lost letter is of either case. One
// capital letter alone may be an initial, and makes nothing sure.
func SplitName(full string) (surname, given string, ok bool) {
	if before, after, found := strings.Cut(full, ","); found {
		before, after = strings.TrimSpace(before), strings.TrimSpace(after)
		ok = hasLetter(before) && hasLetter(after) && !strings.Contains(after, ",")
		if !ok {
			return "", "", false
		}
		return before, after, true
	}
	words := withoutCivility(strings.Fields(full))
	if start, end := capitals(words); sure(words, start, end) {
		family := strings.Join(words[start:end], " ")
		others := strings.Join(append(words[:start:start], words[end:]...), " ")
		return family, others, true
	}
	return "", "", false
}

// civilities are the forms of address that platforms put before a whole name.
var civilities = map[string]bool{
	"m": true, "mr": true, "mme": true, "mlle": true, "monsieur": true, "madame": true, "mademoiselle": true,
	"mrs": true, "ms": true, "miss": true,
}

// withoutCivility takes away a form of address that stands before two words or more.
// A bare "M" may be an initial: only "M." is one.
func withoutCivility(words []string) []string {
	if len(words) > 2 && words[0] != "M" && civilities[foldKey(words[0])] {
		return words[1:]
	}
	return words
}

// capitals returns the run of words in capitals, from the particles before it, and
// an empty run where there is none or more than one.
func capitals(words []string) (start, end int) {
	start, end = -1, -1
	for i, w := range words {
		if !isCapitals(w) {
			continue
		}
		if start >= 0 && i != end {
			return 0, 0
		}
		if start < 0 {
			start = i
		}
		end = i + 1
	}
	if start < 0 {
		return 0, 0
	}
	for start > 0 && isParticle(words[start-1]) {
		start--
	}
	return start, end
}

// sure reports whether the run stands at one end of the name, leaves given names at
// the other and is more than an initial.
func sure(words []string, start, end int) bool {
	if start == end || end-start == len(words) || (start > 0 && end < len(words)) {
		return false
	}
	letters := 0
	for _, w := range words[start:end] {
		for _, r := range w {
			if unicode.IsLetter(r) || r == '?' {
				letters++
			}
		}
	}
	for i, w := range words {
		if (i < start || i >= end) && (!hasLetter(w) || isParticle(w)) {
			return false
		}
	}
	return letters > 1
}

// isCapitals reports whether a word is written in capitals: letters, hyphens,
// apostrophes and lost letters, none of them lower case.
func isCapitals(w string) bool {
	upper := false
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			upper = true
		case unicode.Is(unicode.M, r), strings.ContainsRune("-‐‑'’ʼʻ?.", r):
		default:
			return false
		}
	}
	return upper
}

// particles are those that stand in lower case before a family name.
var particles = map[string]bool{
	"de": true, "la": true, "le": true, "du": true, "des": true, "d'": true, "d’": true, "van": true, "von": true,
	"der": true, "den": true, "zu": true, "di": true, "da": true, "do": true, "dos": true, "das": true, "e": true,
	"y": true, "del": true, "el": true, "al": true, "ben": true, "ibn": true, "bin": true, "ould": true, "abd": true,
}

func isParticle(w string) bool { return particles[w] }

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }
