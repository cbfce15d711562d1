package vetting

import (
	"slices"
	"strings"
	"unicode"

	"creneaux/app/agenda"
	"creneaux/app/names"
)

// householdMembers returns which bookings of a group belong together as a household:
// the same family name, different people, adjoining slots. People of one household
// often have one e-mail address between them, and each needs an appointment. The group
// is in the order of its appointments.
func householdMembers(group []*entry, adjoiningMinutes int) []bool {
	member := make([]bool, len(group))
	people := make([]person, len(group))
	for i, b := range group {
		people[i] = personOf(b.Applicant)
	}
	for i, a := range group {
		for j := i + 1; j < len(group); j++ {
			b := group[j]
			if b.Date != a.Date || int(b.Start-a.Start) > adjoiningMinutes {
				break // so is every later one
			}
			if sameCounter(a, b) && people[i].mayBeFamilyOf(people[j]) && !people[i].isAlso(people[j]) {
				member[i], member[j] = true, true
			}
		}
	}
	return member
}

// sameCounter reports whether two bookings are for one desk or one procedure.
func sameCounter(a, b *entry) bool {
	return same(string(a.Desk), string(b.Desk)) || same(names.Fold(a.DeskName), names.Fold(b.DeskName)) ||
		same(string(a.Procedure), string(b.Procedure)) || same(names.Fold(a.Motive), names.Fold(b.Motive))
}

// same reports whether two things are known and equal.
func same(a, b string) bool { return a != "" && a == b }

// person is what tells one applicant from another.
type person struct {
	families  [][]string // folded surname, birth name; none where the export has one field
	whole     []string   // folded words of the whole name, as written
	sorted    []string   // the same, sorted
	birth     agenda.Date
	foreigner string // without leading zeros, which workbooks lose
}

func personOf(a agenda.Applicant) person {
	p := person{
		birth:     a.BirthDate,
		foreigner: strings.TrimLeft(strings.TrimSpace(a.ForeignerNumber), "0"),
	}
	surname := a.Surname
	if surname == "" && a.GivenNames == "" {
		surname = capitalWords(a.FullName)
		p.whole = foldedWords(a.FullName)
	} else {
		p.whole = append(foldedWords(a.GivenNames), foldedWords(a.Surname)...)
	}
	for _, family := range []string{surname, a.BirthName} {
		if words := foldedWords(family); len(words) > 0 {
			p.families = append(p.families, words)
		}
	}
	p.sorted = slices.Sorted(slices.Values(p.whole))
	return p
}

func foldedWords(name string) []string { return strings.Fields(names.Fold(name)) }

// capitalWords returns the family name of a full name in which it can be told from
// the given names: before a comma, or in capitals as the administration writes it
// ("BENI LAHLOU Aïssa"). It returns "" where nothing tells.
func capitalWords(full string) string {
	if family, _, comma := strings.Cut(full, ","); comma {
		return family
	}
	var capitals, others []string
	for word := range strings.FieldsSeq(full) {
		if strings.ContainsFunc(word, unicode.IsLower) || !strings.ContainsFunc(word, unicode.IsUpper) {
			others = append(others, word)
		} else {
			capitals = append(capitals, word)
		}
	}
	if len(others) == 0 {
		return ""
	}
	return strings.Join(capitals, " ")
}

// mayBeFamilyOf reports whether two people have one family name, taken widely, for a
// household that is missed loses an appointment: a birth name counts, so does one of
// two surnames (Díaz, Sánchez Díaz), and so do Slavic names in their two genders.
// Where an export has one field and nothing tells the family name in it, one common
// word at either end of both names is enough.
func (p person) mayBeFamilyOf(q person) bool {
	if len(p.families) == 0 || len(q.families) == 0 {
		return shareEnd(p.whole, q.whole)
	}
	for _, a := range p.families {
		for _, b := range q.families {
			if within(a, b) || within(b, a) {
				return true
			}
		}
	}
	return false
}

// within reports whether every word of a short family name is in a long one. Particles
// alone are not a name, unless both are nothing else: Lê and Đỗ are family names.
func within(short, long []string) bool {
	named := false
	for _, a := range short {
		if !slices.ContainsFunc(long, func(b string) bool { return genderless(a) == genderless(b) }) {
			return false
		}
		named = named || !particles[a]
	}
	return named || len(short) > 0 && len(short) == len(long)
}

// shareEnd reports whether a word at one end of a name is at one end of another.
func shareEnd(a, b []string) bool {
	for _, x := range ends(a) {
		for _, y := range ends(b) {
			if !particles[x] && genderless(x) == genderless(y) {
				return true
			}
		}
	}
	return false
}

func ends(words []string) []string {
	if len(words) < 2 {
		return words
	}
	return []string{words[0], words[len(words)-1]}
}

// genderless returns a folded family name without what tells a woman's from a man's in
// Slavic languages: Ivanov and Ivanova, Kowalski and Kowalska, Novák and Nováková,
// Zelensky and Zelenskaya.
func genderless(name string) string {
	for _, ending := range []struct{ gendered, plain string }{
		{"skaya", "sk"}, {"skaia", "sk"}, {"skiy", "sk"}, {"skyi", "sk"}, {"ska", "sk"}, {"ski", "sk"}, {"sky", "sk"},
		{"cka", "ck"}, {"cki", "ck"}, {"cky", "ck"}, {"dzka", "dzk"}, {"dzki", "dzk"},
		{"ova", "ov"}, {"eva", "ev"}, {"ina", "in"},
	} {
		if stem, ok := strings.CutSuffix(name, ending.gendered); ok && len(stem) > 1 {
			name = stem + ending.plain
			break
		}
	}
	if stem, ok := strings.CutSuffix(name, "ov"); ok && len(stem) > 3 { // Novákov(á) is Novák's
		return stem
	}
	return name
}

// particles are words that many families share without being one. Two bookings that
// have only such a word in common are not taken for a household.
var particles = map[string]bool{
	"al": true, "el": true, "ben": true, "bin": true, "bent": true, "bint": true, "ould": true, "abu": true,
	"abou": true, "ibn": true, "ait": true, "de": true, "da": true, "do": true, "dos": true, "das": true,
	"di": true, "du": true, "des": true, "del": true, "della": true, "la": true, "le": true, "les": true,
	"van": true, "von": true, "der": true, "den": true, "ter": true, "st": true, "san": true, "thi": true,
	"y": true, "e": true, "et": true, "d": true,
}

// isAlso reports whether two applicants are certainly one person, who then has no
// household of two: nothing about them differs, or both number and birth date are the
// same however the name is written, or the number is and one name is part of the other.
func (p person) isAlso(q person) bool {
	sameNumber := same(p.foreigner, q.foreigner)
	sameBirth := !p.birth.IsZero() && p.birth == q.birth
	if !sameNumber && p.foreigner != "" && q.foreigner != "" ||
		!sameBirth && !p.birth.IsZero() && !q.birth.IsZero() {
		return false
	}
	return sameNumber && sameBirth || slices.Equal(p.sorted, q.sorted) ||
		sameNumber && (subset(p.whole, q.whole) || subset(q.whole, p.whole))
}

func subset(short, long []string) bool {
	for _, word := range short {
		if !slices.Contains(long, word) {
			return false
		}
	}
	return len(short) > 0
}
