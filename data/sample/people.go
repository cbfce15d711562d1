package sample

import (
	_ "embed" // the lists of names
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"creneaux/app/agenda"
	"creneaux/app/names"
)

//go:embed names.json
var namesJSON []byte

// origin is where a person's names come from.
type origin struct {
	Origin   string   `json:"origin"`
	Weight   int      `json:"weight"` // people of this origin among the sum of all weights
	Surnames []string `json:"surnames"`
	Women    []string `json:"women"`
	Men      []string `json:"men"`
	Compound float64  `json:"compound"` // share of people with two surnames
}

// domains are the mailbox providers of the sample; none can exist (RFC 2606).
var domains = []string{"courriel.example", "boite.example", "poste.example", "lettre.example", "messagerie.example", "mel.example"}

// throwawayDomains are those that the reference data lists as disposable for the demo.
var throwawayDomains = []string{"jetable.example", "dix-minutes.example"}

var postcodes = []string{"34000", "34070", "34080", "34090", "34200", "34500", "34300", "34400", "34700", "34120"}

// fictionPhones are the first six digits of the numbers that the French numbering plan
// sets aside for works of fiction (Arcep, decision 2018-0881): ten
// thousand numbers each, the mobile ones first.
var fictionPhones = []string{"063998", "046571", "019900", "026191", "035301", "053649"}

const phonesOfRange = 10_000

// people invents persons, no two with one mailbox, telephone or foreigner number as
// long as the numbers last.
type people struct {
	chance  *rand.Rand
	today   agenda.Date
	origins []origin
	weights int
	phones  int // given out
	persons int
	numbers int
	born    map[agenda.Date][]names.Name // whose birthday it is
}

func newPeople(chance *rand.Rand, today agenda.Date) *people {
	p := &people{chance: chance, today: today, born: map[agenda.Date][]names.Name{}}
	if err := json.Unmarshal(namesJSON, &p.origins); err != nil {
		// The file is part of the program and read by its tests.
		panic(err)
	}
	for _, o := range p.origins {
		p.weights += o.Weight
	}
	return p
}

// person invents a new person.
func (p *people) person() agenda.Applicant {
	o := p.origin()
	woman := p.chance.IntN(2) == 0
	given := o.Men
	if woman {
		given = o.Women
	}
	a := agenda.Applicant{
		Surname:         p.surname(o),
		GivenNames:      p.pick(given),
		ForeignerNumber: p.foreignerNumber(),
		Phone:           p.phone(),
		Postcode:        p.pick(postcodes),
	}
	if second := p.pick(given); p.chance.IntN(7) == 0 && second != a.GivenNames {
		a.GivenNames += " " + second
	}
	if woman && p.chance.IntN(10) == 0 {
		a.BirthName = p.pick(o.Surnames)
	}
	a.BirthDate = p.birthday(a.DisplayName())
	a.Email = p.address(a)
	switch p.chance.IntN(20) { // people type as they like
	case 0, 1, 2:
		a.Surname = strings.ToUpper(a.Surname)
	case 3:
		a.Surname, a.GivenNames = strings.ToLower(a.Surname), strings.ToLower(a.GivenNames)
	}
	return a
}

func (p *people) origin() origin {
	n := p.chance.IntN(p.weights)
	for _, o := range p.origins {
		if n -= o.Weight; n < 0 {
			return o
		}
	}
	panic("sample: weights do not add up")
}

func (p *people) surname(o origin) string {
	first, second := p.pick(o.Surnames), p.pick(o.Surnames)
	if p.chance.Float64() >= o.Compound || first == second || strings.Contains(first, " ") {
		return first
	}
	return first + p.pick([]string{" ", "-"}) + second
}

func (p *people) pick(list []string) string { return list[p.chance.IntN(len(list))] }

// birthDate returns that of an adult, most of them between 20 and 55.
func (p *people) birthDate() agenda.Date {
	years := 18 + int(67*p.chance.Float64()*p.chance.Float64())
	return p.today.AddDays(-365*years - 5 - years/4 - p.chance.IntN(365))
}

// birthday returns the birth date of somebody new. Among thousands some would have the
// name and the birth date of another, and the vetting would take them for one person.
func (p *people) birthday(name string) agenda.Date {
	read := names.Read(name)
	for {
		date := p.birthDate()
		alike := slices.ContainsFunc(p.born[date], func(other names.Name) bool {
			return read.MayMatch(other) && read.Likeness(other) != names.Different
		})
		if !alike {
			p.born[date] = append(p.born[date], read)
			return date
		}
	}
}

// foreignerNumber returns ten digits that begin with two zeros. A prime step goes
// through all the others before one comes again.
func (p *people) foreignerNumber() string {
	p.persons++
	return fmt.Sprintf("00%08d", (int64(p.persons)*63_018_653+40_717_239)%100_000_000)
}

// phone returns a number of the fiction ranges, in one of the ways people write it.
func (p *people) phone() string {
	n := p.phones
	p.phones++
	start := fictionPhones[n/phonesOfRange%len(fictionPhones)]
	digits := fmt.Sprintf("%s%04d", start, (n*6_007+1_234)%phonesOfRange)
	pairs := []string{digits[:2], digits[2:4], digits[4:6], digits[6:8], digits[8:]}
	switch p.chance.IntN(8) {
	case 0:
		return strings.Join(pairs, " ")
	case 1:
		return strings.Join(pairs, ".")
	case 2:
		return "+33" + digits[1:]
	default:
		return digits
	}
}

// next returns a number that was not given out before.
func (p *people) next() int {
	p.numbers++
	return p.numbers
}

func (p *people) domain() string { return p.pick(domains) }

// address returns a new address made from a name.
func (p *people) address(a agenda.Applicant) string {
	given, surname := ascii(a.GivenNames), ascii(a.Surname)
	local := []string{given + "." + surname, surname + "." + given, given + "_" + surname, given[:1] + surname, surname}[p.chance.IntN(5)]
	return fmt.Sprintf("%s%d@%s", local, p.next(), p.domain())
}

// mailbox returns the address of a tout, from which many are booked. Its number is far
// from that of any other: each tout works alone.
func (p *people) mailbox() string {
	local := p.pick([]string{"reservation.rapide", "rdv.prefecture", "espace.cyber", "titre.sejour", "rendezvous.express", "dossier.etranger"})
	return fmt.Sprintf("%s%d@%s", local, 10*p.next(), p.domain())
}

// spellings is how many ways of writing one mailbox spelling knows.
const spellings = 5

// spelling returns the k-th way of writing a mailbox.
func (p *people) spelling(mailbox string, k int) string {
	local, domain, _ := strings.Cut(mailbox, "@")
	switch k % spellings {
	case 1:
		return local + "+" + p.pick([]string{"rdv", "client", "2", "ok"}) + "@" + domain
	case 2:
		return strings.ToUpper(mailbox)
	case 3:
		return local + "@" + strings.ToUpper(domain)
	case 4:
		return strings.ToUpper(local[:1]) + local[1:] + "+" + p.pick([]string{"a", "b", "c"}) + "@" + domain
	default:
		return mailbox
	}
}

// makeshiftName returns what touts type where a name is asked for.
func (p *people) makeshiftName() (surname, given string) {
	pairs := [][2]string{
		{"", ""}, {"XXX", "XXX"}, {"xxxx", ""}, {"test", "test"}, {"Test", "TEST2"}, {".", "."}, {"-", "-"}, {"Inconnu", ""},
		{"Anonyme", "Anonyme"}, {"AAAA", "BBBB"}, {"0000", "0000"}, {"azerty", "azerty"}, {"Nom", "Prénom"}, {"N/A", "n/a"}, {"sans nom", ""},
	}
	pair := pairs[p.chance.IntN(len(pairs))]
	return pair[0], pair[1]
}

// lettersWithoutMark are those that do not decompose into an ASCII letter and marks.
var lettersWithoutMark = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ð", "d", "ı", "i", "ß", "ss", "æ", "ae", "œ", "oe", "þ", "th")

// ascii returns the letters of a name as they stand in an e-mail address.
func ascii(name string) string {
	plain := lettersWithoutMark.Replace(strings.ToLower(name))
	letters := strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && unicode.IsLetter(r) {
			return r
		}
		return -1
	}, norm.NFD.String(plain))
	return letters
}
