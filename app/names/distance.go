package names

import "math/bits"

// cost is how much two words differ: 100 for a letter that has nothing to do with the one
// it stands for.
type cost int32

const (
	letterCost cost = 100
	leastGap   cost = 25 // of all that a word may have and the other not
	never      cost = 1 << 20
)

// alike are the costs of sounds that romanisations, languages or ears exchange. Everything
// else costs a whole letter. Where a habit is one of writing only (short vowels, which
// Arabic does not write, so that every romanisation chooses its own) it costs little;
// where it is one of hearing, it costs more.
var alike = alikeTable(map[string]cost{
	// Short vowels of Arabic; Turkish and French spellings of them.
	"ae": 15, "ei": 15, "ou": 10, "aE": 40, "eE": 5, "iE": 40, "ai": 60, "ao": 60, "eo": 60, "eu": 40,
	// Glides: Nguyen's i and y are one sound already, w and ou, j and y.
	"uv": 30, "ij": 40,
	// Voiced and unvoiced: Wade–Giles and Pinyin, McCune–Reischauer and Revised Romanization.
	// Dupond and Dupont are two families all the same, so b and p, d and t, g and k never
	// pass for one spelling.
	"bp": 60, "dt": 60, "gk": 60, "sz": 30, "fv": 30, "Sj": 40, "TD": 30,
	// Arabic ج, ق, غ, خ, ث, ذ, ض, ظ.
	"gj": 30, "gK": 50, "kK": 20, "hK": 30, "hk": 80, "Tt": 10, "Ts": 20, "Dd": 10, "Dz": 20, "dz": 40, "Dt": 40, "Tz": 40,
	"SK": 50, "Sk": 50, "Ss": 30, "Sz": 50, "jz": 40, "sk": 70,
	// Spanish and Greek b and v; nasals; liquids; x.
	"bv": 30, "mn": 60, "lr": 70,
})

// sounds below 128 are looked up; the others are alike only when they are the same.
type alikeCosts [128][128]uint8

func alikeTable(pairs map[string]cost) *alikeCosts {
	t := new(alikeCosts)
	for i := range t {
		for j := range t[i] {
			if i != j {
				t[i][j] = uint8(letterCost)
			}
		}
	}
	for pair, c := range pairs {
		a, b := pair[0], pair[1]
		t[a][b], t[b][a] = uint8(c), uint8(c)
	}
	for i := range t {
		if i != LostLetter {
			t[i][LostLetter], t[LostLetter][i] = 10, 10
		}
	}
	return t
}

// exchange returns the cost of one sound for another.
func exchange(a, b rune) cost {
	if a == b {
		return 0
	}
	if a < 128 && b < 128 {
		return cost(alike[a][b])
	}
	if a == LostLetter || b == LostLetter {
		return 10
	}
	return letterCost
}

// leaveOut returns the cost of a sound that one word has and the other does not, between
// two neighbours (0 at an end of the word).
func leaveOut(r, before, after rune) cost {
	switch r {
	case 'h':
		return 30 // Ahmed and Amed, Hocine and Ocine
	case mute:
		return 30 // Amin and Amine
	case 'a', 'e', 'i', 'o', 'u':
		switch {
		case isVowel(before), isVowel(after):
			return leastGap // Mueller and Muller, Hussein and Husein, Yahya
		case before == 0, after == 0:
			return 90
		}
		return 70 // Fatima and Fatma
	}
	return letterCost
}

// longest is how many sounds of a word are compared; longer words are compared letter by
// letter up to there, which tells them apart as well.
const longest = 48

// distance returns how much two words differ, or more than most where it is more than
// that: the least sum of sounds exchanged, left out, or swapped with their neighbour
// (optimal string alignment; F. Damerau, "A technique for computer detection and
// correction of spelling errors", Communications of the ACM 7(3), 1964, for the swap;
// weights by sound as in J. Zobel and P. Dart, "Phonetic string matching", SIGIR 1996).
func distance(a, b []rune, most cost) cost {
	if len(a) > longest {
		a = a[:longest]
	}
	if len(b) > longest {
		b = b[:longest]
	}
	for len(a) > 1 && len(b) > 1 && a[0] == b[0] && a[1] == b[1] {
		a, b = a[1:], b[1:]
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if cost(len(b)-len(a))*leastGap > most {
		return most + 1
	}
	var store [3][longest + 1]cost
	var gaps [longest]cost
	before, last, row := &store[0], &store[1], &store[2]
	for j := range b {
		gaps[j] = leaveOut(b[j], at(b, j-1), at(b, j+1))
		last[j+1] = last[j] + gaps[j]
	}
	lastLeast := cost(0)
	for i, x := range a {
		gap := leaveOut(x, at(a, i-1), at(a, i+1))
		row[0] = last[0] + gap
		least := row[0]
		for j, y := range b {
			c := min(last[j]+exchange(x, y), last[j+1]+gap, row[j]+gaps[j])
			if i > 0 && j > 0 && x == b[j-1] && y == a[i-1] && x != y {
				c = min(c, before[j-1]+letterCost)
			}
			row[j+1] = c
			least = min(least, c)
		}
		if least > most && lastLeast > most {
			return most + 1 // a swap reaches back over one row, none over two
		}
		lastLeast = least
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// outline tells at a glance that two words cannot be alike.
type outline struct {
	consonants uint64 // those that a word has, h aside
	near       uint64 // those that could stand for one of its sounds
}

// apart is the least cost of a consonant that no sound of the other word is near to.
const apart cost = 60

// far reports whether two words certainly differ by more than most.
func (o outline) far(other outline, most cost) bool {
	missing := max(bits.OnesCount64(o.consonants&^other.near), bits.OnesCount64(other.consonants&^o.near))
	return apart*cost(missing) > most
}

func outlineOf(sounds []rune) outline {
	var o outline
	for _, r := range sounds {
		if r < '@' || r >= '@'+64 {
			o.near = ^uint64(0) // a lost letter, a digit, another script
			continue
		}
		o.near |= nearTo[r-'@']
		if !isVowel(r) && r != 'h' {
			o.consonants |= 1 << (r - '@')
		}
	}
	return o
}

// nearTo are the sounds that cost less than [apart] for a sound, itself among them.
var nearTo = func() (near [64]uint64) {
	for i := range near {
		for j := range near {
			if exchange(rune('@'+i), rune('@'+j)) < apart {
				near[i] |= 1 << j
			}
		}
	}
	return near
}()

// frameOf returns a number that words have in common which differ in vowels, in h, or in
// how a romanisation writes a consonant.
func frameOf(sounds []rune) uint32 {
	const offset, prime = 2166136261, 16777619 // FNV-1a
	h := uint32(offset)
	for _, r := range sounds {
		if isVowel(r) || r == 'h' {
			continue
		}
		if r >= '@' && r < '@'+64 {
			r = family64[r-'@']
		}
		h = (h ^ uint32(r)) * prime
	}
	return max(h, 1)
}

// family64 names each sound by the first of those that are written for each other.
var family64 = func() (first [64]rune) {
	for i := range first {
		first[i] = rune('@' + i)
	}
	for _, group := range []string{"kKgq", "sSzTj", "dDt", "bp", "vf"} {
		for _, r := range group {
			first[r-'@'] = rune(group[0])
		}
	}
	return first
}()
