package names

// kind says how two words, or a word and what it was joined from, fit each other. A
// greater one is a weaker tie.
type kind uint8

const (
	unmatched kind = iota
	exact
	sameParticle // de and du, ben and ibn
	glued        // "elidrissi" and "idrissi"
	joined       // "alisherusmanov" and "alisher usmanov"
	alikeKind    // one name in two spellings
	slip         // a typing slip, or a spelling that no rule knows
	initials     // "J" and "Jean"
)

// tie joins words of the first name to words of the second: one to one, or one to
// several that stand beside each other.
type tie struct {
	kind   kind
	i, j   int8  // first words
	ni, nj int8  // how many
	cost   cost  // of what still differs
	length int32 // sounds of the longer one
}

func oneToOne(k kind, i, j int, c cost, length int) tie {
	return tie{k, int8(i), int8(j), 1, 1, c, int32(length)}
}

// match is what was found between two names.
type match struct {
	summary
	x, y         []word
	swapped      bool // x is the second name
	wordless     bool // nothing was aligned
	ties         [mostWords]tie
	count        int
	tiedX, tiedY [mostWords]bool
}

// align ties the words of two names, the surest first: the same letters, then one name
// in two spellings, then what was joined or parted, then slips, then initials. A word is
// tied once.
func (m *match) align() {
	m.tieExact()
	m.tieParticles()
	if m.settled() {
		return
	}
	var store [mostCandidates]tie
	candidates := m.candidates(store[:0])
	m.tieSpelled(candidates, alikeKind)
	if m.settled() {
		return
	}
	m.tieJoined(equivalentBound)
	m.tieGlued()
	m.tieSpelled(candidates, slip)
	m.tieJoined(slipBound)
	m.tieInitials()
}

// settled reports whether nothing is left to tie on one side.
func (m *match) settled() bool {
	return !anyLeft(m.x, &m.tiedX) || !anyLeft(m.y, &m.tiedY)
}

func anyLeft(words []word, tied *[mostWords]bool) bool {
	for i := range words {
		if !tied[i] && words[i].role != title && words[i].role != status {
			return true
		}
	}
	return false
}

func (m *match) tie(t tie) {
	for k := range t.ni {
		m.tiedX[t.i+k] = true
	}
	for k := range t.nj {
		m.tiedY[t.j+k] = true
	}
	if m.count < len(m.ties) {
		m.ties[m.count] = t
		m.count++
	}
}

func (m *match) tieExact() {
	for i := range m.x {
		for j := range m.y {
			if !m.tiedY[j] && (m.x[i].letters == m.y[j].letters || m.x[i].role == servant && m.y[j].role == servant) {
				m.tie(oneToOne(exact, i, j, 0, len(m.x[i].sounds)))
				break
			}
		}
	}
}

func (m *match) tieParticles() {
	for i := range m.x {
		if m.tiedX[i] || m.x[i].family == noFamily {
			continue
		}
		for j := range m.y {
			if !m.tiedY[j] && m.x[i].family == m.y[j].family {
				m.tie(oneToOne(sameParticle, i, j, 0, 0))
				break
			}
		}
	}
}

// bound returns the cost up to which two words of a length, in sounds, are tied.
type bound func(length int) cost

// equivalentBound leaves room for short vowels and for what romanisations exchange, not
// for another letter.
func equivalentBound(length int) cost { return min(cost(length)*9, 55) }

// slipBound leaves room for one slip in a word of four sounds, and for nearly two in long
// ones; shorter words differ by their vowels at most, for there one letter makes another
// name.
func slipBound(length int) cost {
	switch {
	case length <= 2:
		return 30
	case length == 3:
		return 60
	case length == 4:
		return 100
	}
	return min(cost(length)*23, 180)
}

// mostCandidates is how many pairs of words are looked at for one being the other's
// spelling. Names with more are made up of the same words over and over.
const mostCandidates = 32

// candidates appends the pairs of words that no tie has and that differ by a slip at most.
func (m *match) candidates(dst []tie) []tie {
	for i := range m.x {
		if m.tiedX[i] || m.x[i].role != plain {
			continue
		}
		for j := range m.y {
			if m.tiedY[j] || m.y[j].role != plain {
				continue
			}
			if c, as := compareWords(&m.x[i], &m.y[j]); as != unmatched && len(dst) < cap(dst) {
				dst = append(dst, oneToOne(as, i, j, c, max(len(m.x[i].sounds), len(m.y[j].sounds))))
			}
		}
	}
	return dst
}

// tieSpelled ties the candidates of a kind, the nearest first.
func (m *match) tieSpelled(candidates []tie, as kind) {
	for {
		best := -1
		for k := range candidates {
			c := &candidates[k]
			if c.kind == as && !m.tiedX[c.i] && !m.tiedY[c.j] && (best < 0 || c.cost < candidates[best].cost) {
				best = k
			}
		}
		if best < 0 {
			return
		}
		m.tie(candidates[best])
	}
}

// mostJoined is how many words are tried as parts of one.
const mostJoined = 4

// tieJoined ties a word to several neighbours that make it up: what a keyboard joined, or
// parted.
func (m *match) tieJoined(within bound) {
	for i := range m.x {
		if !m.tiedX[i] {
			if j, n, c, ok := joinedFrom(&m.x[i], m.y, &m.tiedY, within); ok {
				m.tie(tie{joined, int8(i), int8(j), 1, int8(n), c, int32(len(m.x[i].sounds))})
			}
		}
	}
	for j := range m.y {
		if !m.tiedY[j] {
			if i, n, c, ok := joinedFrom(&m.y[j], m.x, &m.tiedX, within); ok {
				m.tie(tie{joined, int8(i), int8(j), int8(n), 1, c, int32(len(m.y[j].sounds))})
			}
		}
	}
}

func joinedFrom(whole *word, parts []word, tied *[mostWords]bool, within bound) (first, count int, least cost, ok bool) {
	least = never
	for i := range parts {
		length, near := 0, outline{}
		for k := i; k < len(parts) && k < i+mostJoined && !tied[k] && parts[k].role != title && parts[k].role != status; k++ {
			length += len(parts[k].sounds)
			near.consonants |= parts[k].outline.consonants
			near.near |= parts[k].outline.near
			longer := max(len(whole.sounds), length)
			most := within(longer)
			if cost(length-len(whole.sounds))*leastGap > most+2*letterCost || length > longest {
				break // and further words make it longer
			}
			// Where two words meet, a sound of both may have become one.
			if k == i || longer < shortestJoined || cost(len(whole.sounds)-length)*leastGap > most || whole.outline.far(near, most) {
				continue
			}
			var store [longest]rune
			if c := distance(whole.sounds, join(store[:0], parts[i:k+1]), most); c <= most && c < least {
				first, count, least, ok = i, k-i+1, c, true
			}
		}
	}
	return first, count, least, ok
}

// shortestJoined is how many sounds a word has at least that was joined.
const shortestJoined = 4

// join appends the sounds of words as those of one word.
func join(sounds []rune, words []word) []rune {
	for i := range words {
		// What sounds at the end of a word only does not within one.
		if n := len(sounds); n > 0 && sounds[n-1] == mute {
			sounds[n-1] = 'e'
		}
		for _, s := range words[i].sounds {
			if n := len(sounds); n == 0 || sounds[n-1] != s {
				sounds = append(sounds, s)
			}
		}
	}
	return sounds
}

// tieGlued ties a word to one that has the Arabic article before it in one piece.
func (m *match) tieGlued() {
	for i := range m.x {
		for j := range m.y {
			if !m.tiedX[i] && !m.tiedY[j] && m.x[i].role == plain && m.y[j].role == plain &&
				(withArticle(&m.x[i], &m.y[j]) || withArticle(&m.y[j], &m.x[i])) {
				m.tie(oneToOne(glued, i, j, 0, max(len(m.x[i].sounds), len(m.y[j].sounds))))
			}
		}
	}
}

func withArticle(long, short *word) bool {
	s := long.sounds
	if len(short.sounds) < 4 || len(s) < len(short.sounds)+2 || s[1] != 'l' || s[0] != 'a' && s[0] != 'e' && s[0] != 'u' {
		return false
	}
	within := equivalentBound(len(short.sounds))
	return distance(s[2:], short.sounds, within) <= within
}

func (m *match) tieInitials() {
	for i := range m.x {
		if !m.tiedX[i] {
			if j, n, ok := initialOf(&m.x[i], m.y, &m.tiedY); ok {
				m.tie(tie{initials, int8(i), int8(j), 1, int8(n), 0, 0})
			}
		}
	}
	for j := range m.y {
		if !m.tiedY[j] {
			if i, n, ok := initialOf(&m.y[j], m.x, &m.tiedX); ok {
				m.tie(tie{initials, int8(i), int8(j), int8(n), 1, 0, 0})
			}
		}
	}
}

// initialOf finds the words that a word is the initials of: "j" of "jean", "jc" of "jean
// claude".
func initialOf(short *word, words []word, tied *[mostWords]bool) (first, count int, ok bool) {
	n := len(short.letters)
	if short.role != initial && (short.role != plain || n < 2 || n > 3 || !consonants(short.letters)) {
		return 0, 0, false
	}
	for i := 0; i+n <= len(words); i++ {
		fits := true
		for k := range n {
			w := &words[i+k]
			fits = fits && !tied[i+k] && (w.role == plain || w.role == servant) && len(w.letters) > 1 && w.letters[0] == short.letters[k]
		}
		if fits {
			return i, n, true
		}
	}
	return 0, 0, false
}

func consonants(letters string) bool {
	for i := range len(letters) {
		if !isLatin(letters[i]) || isVowel(rune(letters[i])) {
			return false
		}
	}
	return true
}

// compareWords returns how much two words differ and what kind of tie that makes, or
// unmatched. What tells a man's name from a woman's is never a slip.
func compareWords(a, b *word) (cost, kind) {
	if sexes(a, b) {
		return never, unmatched
	}
	length := max(len(a.sounds), len(b.sounds))
	most, as := slipBound(length), alikeKind
	c := never
	if !a.outline.far(b.outline, most) {
		c = distance(a.sounds, b.sounds, most)
	}
	if x, y := at(a.sounds, 0), at(b.sounds, 0); isVowel(x) && isVowel(y) {
		c += exchange(x, y) // the first letter is written with care: Omar, Amar
	}
	if other := somali(a, b, most); other < c {
		c, as = other, slip // French and Italian names are written with these letters too
	}
	if oneMute(a.sounds, b.sounds) || hasDigit(a.letters) || hasDigit(b.letters) {
		as = slip // Amin and Amine, but Martin and Martine; digits put for letters
	}
	switch {
	case c > most:
		return never, unmatched
	case c > equivalentBound(length):
		return c, slip
	}
	return c, as
}

func hasDigit(letters string) bool {
	for i := range len(letters) {
		if letters[i] >= '0' && letters[i] <= '9' {
			return true
		}
	}
	return false
}

func oneMute(a, b []rune) bool {
	return len(a) > 0 && len(b) > 0 && (a[len(a)-1] == mute) != (b[len(b)-1] == mute)
}

// sexes reports whether two words are the masculine and the feminine of one name: -a
// beside -o or beside nothing (Angelo and Angela, Karim and Karima: Latin, Slavic and
// Arabic feminines), or French -nne, -lle beside -n, -l (Jean and Jeanne). A Slavic family
// name (-ova, -eva, -ina) is that of her husband or father and may be written in either.
func sexes(a, b *word) bool {
	if len(a.letters) > len(b.letters) {
		a, b = b, a
	}
	m, f := a.sounds, b.sounds
	if len(m) < 3 || len(f) < 3 {
		return false
	}
	if n := len(a.letters); len(b.letters) == n+2 && b.letters[n+1] == 'e' && b.letters[n] == a.letters[n-1] && b.letters[:n] == a.letters {
		return true
	}
	if len(m) == len(f) {
		x, y := m[len(m)-1], f[len(f)-1]
		return (x == 'a' && (y == 'o' || y == 'u') || y == 'a' && (x == 'o' || x == 'u')) && sameSounds(m[:len(m)-1], f[:len(f)-1])
	}
	if len(f) < len(m) {
		m, f = f, m
	}
	return len(f) == len(m)+1 && f[len(f)-1] == 'a' && !isVowel(m[len(m)-1]) && sameSounds(m, f[:len(m)]) && !slavicFamily(m)
}

func slavicFamily(m []rune) bool {
	n := len(m)
	return n >= 5 && (m[n-1] == 'v' && (m[n-2] == 'o' || m[n-2] == 'e') || m[n-1] == 'n' && m[n-2] == 'i')
}

func sameSounds(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// somali compares a name in the Latin orthography of Somali, official since 1972, with
// its Arabic form in another: x is Arabic ḥ, c is ʿayn and not written elsewhere (Maxamed
// Cabdi, Mohamed Abdi).
func somali(a, b *word, most cost) cost {
	if !a.somali && !b.somali {
		return never
	}
	var storeA, storeB [longest + 1]rune
	x, y := hearSomali(storeA[:0], a), hearSomali(storeB[:0], b)
	return distance(x, y, most)
}

// hearSomali appends how a word sounds whose x and c are those of Somali.
func hearSomali(dst []rune, w *word) []rune {
	if !w.somali || len(w.letters) > longest {
		return append(dst, w.sounds...)
	}
	var store [longest]byte
	letters := store[:0]
	for i := range len(w.letters) {
		switch c := w.letters[i]; c {
		case 'x':
			letters = append(letters, 'h')
		case 'c':
		default:
			letters = append(letters, c)
		}
	}
	return hear(dst, string(letters))
}

func hasSomali(letters string) bool {
	for i := range len(letters) {
		if letters[i] == 'x' || letters[i] == 'c' && (i == 0 || letters[i-1] != 's') {
			return true
		}
	}
	return false
}
