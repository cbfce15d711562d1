package vetting

import (
	"context"
	"strings"
	"unicode"

	"creneaux/app/agenda"
	"creneaux/app/names"
)

// nameMissing finds bookings without a name, or with something else in its place. An
// appointment is given to one person by name; touts book blanks and sell them.
//
// A name is never held against its bearer for being short, for being one word, for its
// script, or for letters that an export lost ("?"). Wherever part of it could be a
// name the finding is to decide.
var nameMissing = Rule{
	Code:    "NAME-MISSING",
	Version: 1,
	Title:   agenda.Msg("vetting.rule.name_missing"),
	Needs:   []Field{FieldName},
	lacks:   lacksName,
	find:    findNameMissing,
}

func findNameMissing(ctx context.Context, d *docket, bookings []*entry) ([]Finding, error) {
	var findings []Finding
	for i, b := range bookings {
		if err := cancelled(ctx, i); err != nil {
			return nil, err
		}
		judgement := d.policy.placeholders.judge(b.Applicant)
		if judgement == nameGiven {
			continue
		}
		ids := []agenda.BookingID{b.ID}
		f := Finding{Severity: Decide, Certainty: Possible, Bookings: ids, Evidence: nameEvidence(b), Reason: judgement.reason(b)}
		if judgement.missing() {
			f.Severity, f.Certainty, f.Cancel = Automatic, Certain, ids
		}
		findings = append(findings, f)
	}
	return findings, nil
}

// nameJudgement says what stands where a name should be.
type nameJudgement int

const (
	nameGiven       nameJudgement = iota
	nameBlank                     // nothing that can be seen
	nameSigns                     // no letter: signs, digits
	namePlaceholder               // "inconnu", "test test"
	nameRepeated                  // "AAAA BBBB"
	nameDoubtful                  // part of it may be a name
)

// missing reports whether there is certainly no name.
func (j nameJudgement) missing() bool { return j != nameGiven && j != nameDoubtful }

func (j nameJudgement) reason(b *entry) agenda.Message {
	switch j {
	case nameBlank:
		return agenda.Msg("vetting.name_missing.blank", "Reference", label(b))
	case nameSigns:
		return agenda.Msg("vetting.name_missing.signs", "Reference", label(b))
	case namePlaceholder:
		return agenda.Msg("vetting.name_missing.placeholder", "Reference", label(b))
	case nameRepeated:
		return agenda.Msg("vetting.name_missing.repeated", "Reference", label(b))
	default:
		return agenda.Msg("vetting.name_missing.doubtful", "Reference", label(b))
	}
}

func hasName(a agenda.Applicant) bool {
	return a.Surname != "" || a.GivenNames != "" || a.BirthName != "" || a.FullName != ""
}

// nameFields returns the parts of a name in the order in which they are said.
func nameFields(a agenda.Applicant) [4]struct {
	field Field
	value string
} {
	return [...]struct {
		field Field
		value string
	}{
		{FieldGivenNames, a.GivenNames},
		{FieldSurname, a.Surname},
		{FieldBirthName, a.BirthName},
		{FieldName, a.FullName},
	}
}

func nameEvidence(b *entry) []Evidence {
	var evidence []Evidence
	for _, f := range nameFields(b.Applicant) {
		if f.value != "" {
			evidence = append(evidence, Evidence{b.ID, f.field, f.value})
		}
	}
	if evidence == nil {
		evidence = []Evidence{{b.ID, FieldName, ""}}
	}
	return evidence
}

// wordKind is what a word of a name can be; kinds of several words are or-ed.
type wordKind uint8

const (
	wordReal        wordKind = 1 << iota
	wordShort                // one letter, or one letter twice: a name (O, Oo) or a makeshift
	wordLost                 // one letter that an export lost
	wordPlaceholder          // typed instead of a name
	wordRepeated             // one letter three times or more
	wordNumber               // digits only
)

// judge says what stands where the name of an applicant should be.
func (p placeholders) judge(a agenda.Applicant) nameJudgement {
	var words []nameWord
	signs, numberForName := false, false
	for _, f := range nameFields(a) {
		more := p.read(f.value)
		signs = signs || hasSigns(f.value)
		numberForName = numberForName || kindsOf(more) == wordNumber
		words = append(words, more...)
	}
	p.markPhrases(words)
	kinds := kindsOf(words)
	switch {
	case kinds == 0 && !signs:
		return nameBlank
	case kinds == 0 || kinds == wordNumber:
		return nameSigns
	case kinds&(wordReal|wordShort|wordLost) == 0 && kinds&wordPlaceholder != 0:
		return namePlaceholder
	case kinds&(wordReal|wordShort|wordLost) == 0:
		return nameRepeated
	case kinds&(wordPlaceholder|wordRepeated) != 0 || numberForName:
		return nameDoubtful
	case kinds == wordLost || kinds&wordReal == 0 && len(words) > 1:
		return nameDoubtful
	}
	return nameGiven
}

// nameWord is a folded word of a name.
type nameWord struct {
	text string
	kind wordKind
}

// placeholders are the texts typed instead of names.
type placeholders struct {
	words    map[string]bool // of one word, folded
	phrases  [][]string      // of several words, folded
	literals map[string]bool // written with signs, lower case: "n/a"
}

func newPlaceholders(texts []string) placeholders {
	p := placeholders{words: make(map[string]bool), literals: make(map[string]bool)}
	for _, text := range texts {
		switch words := strings.Fields(names.Fold(text)); {
		case len(words) > 1 && !strings.ContainsFunc(text, unicode.IsSpace):
			p.literals[strings.ToLower(text)] = true
		case len(words) == 1:
			p.words[words[0]] = true
		case len(words) > 1:
			p.phrases = append(p.phrases, words)
		}
	}
	return p
}

// read parts a text into folded words and says what each can be by itself.
func (p placeholders) read(text string) []nameWord {
	var words []nameWord
	for token := range strings.FieldsSeq(text) {
		if p.literals[strings.ToLower(token)] {
			words = append(words, nameWord{token, wordPlaceholder})
			continue
		}
		for word := range strings.FieldsSeq(names.Fold(token)) {
			words = append(words, nameWord{word, p.kind(word)})
		}
	}
	return words
}

func (p placeholders) kind(word string) wordKind {
	stem := strings.TrimRightFunc(word, unicode.IsDigit) // "test2"
	switch {
	case stem == "":
		return wordNumber
	case p.words[stem]:
		return wordPlaceholder
	}
	letter, count := repeatedLetter(word)
	switch {
	case letter == names.LostLetter && count == 1:
		return wordLost
	case !cased(letter): // several letters, lost ones, or a script where one letter is a word
		return wordReal
	case count > 2 && word != "iii": // "Louis III"
		return wordRepeated
	}
	return wordShort
}

// markPhrases marks the words that together are a placeholder of several words.
func (p placeholders) markPhrases(words []nameWord) {
	for _, phrase := range p.phrases {
		for i := 0; i+len(phrase) <= len(words); i++ {
			if startsWith(words[i:], phrase) {
				for j := range phrase {
					words[i+j].kind = wordPlaceholder
				}
			}
		}
	}
}

func startsWith(words []nameWord, phrase []string) bool {
	for i, text := range phrase {
		if words[i].text != text {
			return false
		}
	}
	return true
}

func kindsOf(words []nameWord) (kinds wordKind) {
	for _, w := range words {
		kinds |= w.kind
	}
	return kinds
}

// repeatedLetter returns the letter that a word is made of, and how often; 0 when
// there is more than one.
func repeatedLetter(word string) (letter rune, count int) {
	for _, r := range word {
		if count > 0 && r != letter {
			return 0, 0
		}
		letter = r
		count++
	}
	return letter, count
}

// cased reports whether a letter has a capital: in scripts without capitals a letter
// may be a word, and one letter a whole name.
func cased(r rune) bool { return unicode.ToUpper(r) != unicode.ToLower(r) }

// hasSigns reports whether a text shows anything.
func hasSigns(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsSpace(r) && !names.Invisible(r)
	})
}
