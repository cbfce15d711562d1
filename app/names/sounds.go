package names

// The sounds that are not written with one Latin letter.
const (
	sh   = 'S' // ش, ш, French ch, English sh and ch, Pinyin x, German sch
	kh   = 'K' // خ, х, German ch
	th   = 'T' // ث, ذ written th
	dh   = 'D' // ذ, ظ, ض written dh
	mute = 'E' // e at the end of a word: French "Houcine", "Traore" and "Traoré" alike
)

// hear appends how a folded word sounds, whatever language's habit wrote it: spellings of
// one sound become one, double letters single, letters that are not heard go. Two words
// that sound alike need not be written alike, and [distance] says how much what still
// differs weighs. Scripts that it does not know stay as they are.
//
// Sources, for what is written in more than one way:
//   - ICAO Doc 9303, part 3, section 6 (tables A, B: Latin letters with marks written with
//     one letter or two, ä "a" or "ae"; Cyrillic), UN ELOT 743 (Greek);
//   - Arabic and Persian: ALA-LC and BGN/PCGN romanisations for English spellings (sh, oo,
//     ee, w, j, kh, gh), and for the French ones used in the Maghreb (ch, ou, i, dj) the
//     "Arrêté du 27 novembre 2002" of Algeria's civil registration and the notes on
//     "conventional French" in BGN/PCGN's Algeria toponymy guidelines;
//   - Cyrillic: ISO 9, GOST R 52535.1 (Russian passports), and the French one of older
//     passports (tch, ch, ou, -eff);
//   - Chinese: the concordance of Pinyin and Wade–Giles (ALA-LC, Chinese); Korean: the
//     Revised Romanization of 2000 beside McCune–Reischauer (voiced and unvoiced letters,
//     see the table of costs);
//   - digits put for letters: Unicode Technical Standard 39, confusables.
func hear(dst []rune, letters string) []rune {
	from := len(dst)
	dst = latinise(dst, letters)
	spelled := dst[from:]
	n := 0 // sounds written so far, over what was read already
	emit := func(r rune) {
		if n == 0 || spelled[n-1] != r {
			spelled[n] = r
			n++
		}
	}
	for i := 0; i < len(spelled); {
		sound, width := soundAt(spelled, i)
		if sound != silent {
			emit(sound)
		}
		i += width
	}
	return dst[:from+n]
}

// silent marks letters that are not heard.
const silent rune = 0

// soundAt returns the sound that begins at i and how many letters write it.
func soundAt(s []rune, i int) (sound rune, width int) {
	c, next, afterNext := s[i], at(s, i+1), at(s, i+2)
	switch c {
	case 'a', 'i':
		if next == c {
			return c, 2
		}
	case 'e':
		switch {
		case next == 'e':
			if afterNext == 0 {
				return mute, 2 // Renée as René
			}
			return 'i', 2
		case next == 0 && i > 1:
			return mute, 1
		}
	case 'o':
		if next == 'u' || next == 'o' {
			if i == 0 && next == 'u' && isVowel(afterNext) {
				return 'v', 2 // Ouattara, Wattara
			}
			return 'u', 2
		}
	case 'y':
		return 'i', 1
	case 'w':
		return 'v', 1
	case 'c':
		switch {
		case next == 'h':
			return sh, 2
		case next == 'k', next == 'q':
			return 'k', 2
		case next == 'e', next == 'i', next == 'y':
			return 's', 1
		}
		return 'k', 1
	case 'd':
		switch next {
		case 'j':
			return 'j', 2
		case 'h':
			return dh, 2
		}
	case 'g':
		switch {
		case next == 'h':
			return 'g', 2
		case next == 'u' && (afterNext == 'e' || afterNext == 'i'):
			return 'g', 2
		}
	case 'h':
		switch {
		case next == 's' && i == 0:
			return sh, 2 // Wade–Giles Hsi, Pinyin Xi
		case next == 0 && i > 0:
			return silent, 1
		}
	case 'k':
		if next == 'h' {
			return kh, 2
		}
	case 'p':
		if next == 'h' {
			return 'f', 2
		}
	case 'q':
		if next == 'u' && isVowel(afterNext) {
			return 'k', 2
		}
		return 'k', 1
	case 's':
		switch {
		case next == 'c' && afterNext == 'h':
			return sh, 3
		case next == 'h':
			return sh, 2
		}
	case 't':
		switch {
		case next == 's' && afterNext == 'c' && at(s, i+3) == 'h':
			return sh, 4
		case next == 'c' && afterNext == 'h':
			return sh, 3
		case next == 'h':
			return th, 2
		case next == 's', next == 'z':
			return 'z', 2
		}
	case 'x':
		if i == 0 && (next == 'i' || next == 'u') {
			return sh, 1
		}
	case 'z':
		if next == 'h' {
			return 'j', 2
		}
	case 'b', 'r':
		if next == 'h' {
			return c, 2
		}
	}
	return c, 1
}

func at(s []rune, i int) rune {
	if i >= 0 && i < len(s) {
		return s[i]
	}
	return 0
}

func isVowel(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y', mute:
		return true
	}
	return false
}

// latinise appends the letters of a folded word, those of Cyrillic and Greek in Latin
// ones, and those that digits were put for.
func latinise(dst []rune, letters string) []rune {
	digits, latin := false, false
	from := len(dst)
	for _, r := range letters {
		switch {
		case r < 0x80:
			digits = digits || r >= '0' && r <= '9'
			latin = latin || r >= 'a' && r <= 'z'
			dst = append(dst, r)
		case r >= 'α' && r <= 'ω', r >= 'а' && r <= 'ӿ':
			latin = true
			if text, ok := foreign[r]; ok {
				for _, l := range text {
					dst = append(dst, l)
				}
			} else {
				dst = append(dst, r)
			}
		default:
			dst = append(dst, r)
		}
	}
	if digits && latin {
		for i, r := range dst[from:] {
			if r >= '0' && r <= '9' {
				dst[from+i] = rune("olzeasgtbg"[r-'0'])
			}
		}
	}
	return dst
}

// foreign are the Cyrillic letters by ICAO Doc 9303, part 3, section 6 B (and GOST R
// 52535.1 for those that it writes otherwise), folded, and the Greek ones by ELOT 743.
var foreign = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'к': "k", 'л': "l", 'м': "m",
	'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh",
	'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "iu", 'я': "ia", 'є': "ie", 'і': "i", 'ґ': "g", 'ђ': "dj", 'ј': "j",
	'љ': "lj", 'њ': "nj", 'ћ': "c", 'џ': "dz", 'ѕ': "dz", 'ү': "u", 'ұ': "u", 'ө': "o", 'қ': "k", 'ғ': "g", 'ң': "n", 'һ': "h",
	'ә': "a", 'ҳ': "h", 'ҷ': "j", 'ў': "u", 'ӣ': "i", 'ӯ': "u",
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m",
	'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
}
