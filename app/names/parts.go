package names

import "unicode/utf8"

// role is what a word does in a name.
type role uint8

const (
	plain   role = iota
	initial      // one letter, or the consonants of several given names: "J", "JC"
	servant      // Arabic ʿAbd, "servant of", of which what follows is a part
	title        // Mme, Dr: says nothing about who it is
	status       // née, épouse: says which name follows
	particle
)

// family is a set of particles of which one may stand for another.
type family uint8

const (
	noFamily family = iota
	arabicArticle
	romanceArticle
	romanceOf
	germanicOf
	germanicArticle
	sonOf
	daughterOf
	kunya // "father of", "mother of"
)

// particles are the small words of names, by the language they come from. Sources: for
// French the "Circulaire de la Garde des sceaux du 28 octobre 2011 relative aux règles
// particulières à divers actes de l'état civil" (particles and articles), for the others
// the IFLA's "Names of Persons: national usages for entry in catalogues" (4th edition,
// 1996), which lists articles, prepositions and words of relationship by country.
var particles = map[string]family{
	"al": arabicArticle, "el": arabicArticle, "ul": arabicArticle, "il": arabicArticle, "oul": arabicArticle,

	"le": romanceArticle, "la": romanceArticle, "les": romanceArticle, "los": romanceArticle, "las": romanceArticle, "lo": romanceArticle,

	"de": romanceOf, "du": romanceOf, "des": romanceOf, "da": romanceOf, "do": romanceOf, "dos": romanceOf, "das": romanceOf,
	"di": romanceOf, "del": romanceOf, "della": romanceOf, "dello": romanceOf, "degli": romanceOf, "delle": romanceOf, "d": romanceOf,

	"van": germanicOf, "von": germanicOf, "vom": germanicOf, "zu": germanicOf, "zum": germanicOf, "zur": germanicOf, "af": germanicOf,

	"der": germanicArticle, "den": germanicArticle, "ter": germanicArticle, "ten": germanicArticle,

	"ben": sonOf, "bin": sonOf, "ibn": sonOf, "ould": sonOf, "wuld": sonOf, "weld": sonOf, "ait": sonOf,
	"bent": daughterOf, "bint": daughterOf, "mint": daughterOf,

	"abu": kunya, "abou": kunya, "abi": kunya, "umm": kunya, "oum": kunya, "um": kunya,
}

// around are what French administrations write around a name: titles, and the words that
// say which of two family names follows.
var around = map[string]role{
	"mr": title, "mme": title, "mlle": title, "mrs": title, "ms": title, "dr": title, "prof": title,
	"monsieur": title, "madame": title, "mademoiselle": title, "docteur": title, "maitre": title, "mister": title,
	"nee": status, "epouse": status, "ep": status, "epse": status, "veuve": status, "vve": status,
	"dit": status, "dite": status, "alias": status,
}

// vocabulary is all of particles and around, so that a word is looked up once.
var vocabulary = func() map[string]meaning {
	known := make(map[string]meaning, len(particles)+len(around))
	for letters, f := range particles {
		known[letters] = meaning{particle, f}
	}
	for letters, r := range around {
		known[letters] = meaning{r, noFamily}
	}
	return known
}()

// shapes are, for each first letter, the lengths of the words of the vocabulary that begin
// with it, a bit each: most names are told from all of them at a glance.
var shapes = func() (lengths [26]uint32) {
	for letters := range vocabulary {
		lengths[letters[0]-'a'] |= 1 << len(letters)
	}
	return lengths
}()

// meaning is what a known word does.
type meaning struct {
	role   role
	family family
}

// longestKnown is how long the words of the vocabulary are at most.
const longestKnown = len("mademoiselle")

// word is one word of a name.
type word struct {
	letters string // folded
	sounds  []rune // as heard, see hear
	outline outline
	frame   uint32 // of its consonants, see frameOf; 0 where it is no name
	somali  bool   // has letters that Somali reads otherwise
	role    role
	family  family
}

// mostWords is how many words of a name are compared. What goes on behind that many is
// no name.
const mostWords = 24

// Name is a name made ready for being compared many times. The zero Name is empty.
type Name struct {
	folded string
	words  []word
}

// Read makes a name ready. Any text will do.
func Read(text string) Name {
	folded := Fold(text)
	n := Name{folded: folded}
	if folded == "" {
		return n
	}
	count := 1
	for i := range len(folded) {
		if folded[i] == ' ' {
			count++
		}
	}
	n.words = make([]word, 0, count+1)
	sounds := make([]rune, 0, len(folded)+8)
	for from := 0; from < len(folded) && len(n.words) < mostWords; {
		to := from
		for to < len(folded) && folded[to] != ' ' {
			to++
		}
		next := ""
		if to < len(folded) {
			next = folded[to+1:]
		}
		sounds = n.add(folded[from:to], next, sounds)
		from = to + 1
	}
	return n
}

// Folded returns the folded form of the name, see [Fold].
func (n Name) Folded() string { return n.folded }

// IsEmpty reports whether there is no letter in the name.
func (n Name) IsEmpty() bool { return len(n.words) == 0 }

// add adds a folded word of which next is what follows, and returns the sounds with its
// own behind them.
func (n *Name) add(letters, next string, sounds []rune) []rune {
	w := word{letters: letters}
	w.role, w.family = roleOf(letters, next)
	if w.role == plain {
		if rest, ok := servantOf(letters); ok {
			if rest != "" {
				sounds = n.add("abd", rest, sounds)
				letters = rest
				w.letters = rest
			} else {
				w.role = servant
			}
		}
	}
	if w.role == particle && w.family == arabicArticle && len(n.words) > 0 && n.words[len(n.words)-1].role == servant {
		return sounds // it belongs to the servant: ʿAbd al-Aziz, Abdelaziz
	}
	from := len(sounds)
	switch {
	case w.role == servant:
		sounds = append(sounds, 'a', 'b', 'd')
	case shortMuhammad(letters):
		sounds = append(sounds, muhammad...)
	default:
		sounds = hear(sounds, letters)
	}
	w.sounds = sounds[from:len(sounds):len(sounds)]
	w.outline, w.somali = outlineOf(w.sounds), hasSomali(letters)
	if w.role == plain {
		w.frame = frameOf(w.sounds)
	}
	if len(n.words) < mostWords {
		n.words = append(n.words, w)
	}
	return sounds
}

// roleOf returns what a word does in a name. A particle is one only before another word,
// so that "Van", "Ben" and "Le" stay names where they end one.
func roleOf(letters, next string) (role, family) {
	if utf8.RuneCountInString(letters) == 1 && isLatin(letters[0]) {
		if letters == "d" && next != "" {
			return particle, romanceOf
		}
		return initial, noFamily
	}
	if len(letters) > longestKnown {
		return plain, noFamily
	}
	if isLatin(letters[0]) && shapes[letters[0]-'a']>>len(letters)&1 != 0 {
		if known, ok := vocabulary[letters]; ok && (known.role != particle || next != "") {
			return known.role, known.family
		}
	}
	if assimilated(letters, next) {
		return particle, arabicArticle
	}
	return plain, noFamily
}

// assimilated reports whether a word is the Arabic article before a "sun letter", whose
// consonant it takes on: ad-Din, er-Rahman, ash-Shams (ALA-LC Romanization Tables,
// Arabic, rule 17; BGN/PCGN 1956 system for Arabic, note on the definite article).
func assimilated(letters, next string) bool {
	if len(letters) < 2 || len(letters) > 3 || len(next) < 3 {
		return false
	}
	if v := letters[0]; v != 'a' && v != 'e' && v != 'u' {
		return false
	}
	switch letters[1] {
	case 'd', 'r', 's', 't', 'z', 'n':
		return letters[1:] == next[:len(letters)-1] && (len(letters) == 2 || letters[2] == 'h')
	}
	return false
}

// servantOf parts a word that begins with Arabic ʿAbd: "abdelkader", "abdulkadir",
// "abderrahman", "abdikadir" (Somali) into "kader", "kadir", "rahman", "kadir". rest is
// empty where the word is nothing but ʿAbd and the article; Abdallah, which has become
// one word everywhere, and Abdou are names of their own.
func servantOf(letters string) (rest string, ok bool) {
	const abd = "abd"
	if len(letters) < len(abd) || letters[:len(abd)] != abd {
		return "", false
	}
	rest = letters[len(abd):]
	switch rest {
	case "", "el", "al", "ul", "oul", "er", "ar", "ur", "es", "as", "us", "en", "an", "un", "ou", "i":
		return "", rest != "ou" && rest != "i"
	case "allah", "alla", "ullah", "ulla", "oullah", "oulla", "ellah", "illah", "illahi", "alah", "ulah":
		return "", false
	}
	rest = trimOne(rest, "ou", "a", "e", "u", "i", "o")
	if len(rest) < 4 || len(rest) == len(letters)-len(abd) {
		return "", false
	}
	switch {
	case rest[0] == 'l' && rest[1] != 'l':
		rest = rest[1:] // abd-el-kader
		if len(rest) < 3 {
			return "", false
		}
		return rest, true
	case rest[0] == rest[1] || rest[:2] == "lh":
		return rest[1:], true // abd-er-rahman
	}
	return rest, len(rest) >= 4 // abd-i-kadir
}

// shortMuhammad reports whether a word is one of the short forms in which Muhammad stands
// before other names in the registers of Malaysia, Bangladesh, Pakistan and India (IFLA,
// "Names of Persons", under these countries).
func shortMuhammad(letters string) bool {
	switch letters {
	case "md", "mhd", "mohd", "muhd":
		return true
	}
	return false
}

func trimOne(s string, prefixes ...string) string {
	for _, p := range prefixes {
		if len(s) >= len(p) && s[:len(p)] == p {
			return s[len(p):]
		}
	}
	return s
}

func isLatin(c byte) bool { return c >= 'a' && c <= 'z' }
