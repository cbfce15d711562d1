package wording

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"creneaux/app/agenda"
)

// Why a typed text is not understood. Whoever asked for it says it in a sentence.
var (
	// ErrForm is a text that has not the form of what is asked for.
	ErrForm = errors.New("wording: not of a form that is understood")
	// ErrMissing is a day, a week or an hour that no calendar and no clock has.
	ErrMissing = errors.New("wording: does not exist")
	// ErrWeekday is a date whose weekday is another one than was written.
	ErrWeekday = errors.New("wording: the date falls on another weekday")
	// ErrAmbiguous is a number whose mark may part the thousands or the decimals.
	ErrAmbiguous = errors.New("wording: the mark has two readings")
)

// ReadNumber reads a number as people of the language type it, with or without
// separators of thousands: "15 000,5" in French with any kind of space, "15,000.5" in
// English. A French "0.5", as number pads write it, is a half; "15.000" is
// [ErrAmbiguous], for some mean fifteen thousand.
func (v *Voice) ReadNumber(text string) (float64, error) {
	text = strings.Map(unspaced, strings.TrimSpace(text))
	sign := 1.0
	if rest, negative := strings.CutPrefix(strings.Replace(text, "\u2212", "-", 1), "-"); negative {
		sign, text = -1, strings.TrimSpace(rest)
	}
	mark, other := ".", ","
	if v.language == French {
		mark, other = ",", "."
	}
	whole, fraction, marked := strings.Cut(text, mark)
	if !marked && v.language == French {
		if whole, fraction, marked = strings.Cut(text, other); marked && len(fraction) == 3 && whole != "0" {
			return 0, ErrAmbiguous
		}
	}
	separators := " '"
	if v.language != French {
		separators += ","
	}
	whole, ok := grouped(whole, separators)
	if !ok || marked && (fraction == "" || !onlyDigits(fraction)) || len(whole)+len(fraction) > maxDigits {
		return 0, ErrForm
	}
	n, err := strconv.ParseFloat(whole+"."+fraction+"0", 64)
	if err != nil {
		return 0, ErrForm
	}
	return sign * n, nil
}

// maxDigits is how many digits a float64 surely keeps.
const maxDigits = 15

// ReadInteger reads a whole number as [Voice.ReadNumber] does. A French "15.000" is
// fifteen thousand here: it can be nothing else.
func (v *Voice) ReadInteger(text string) (int, error) {
	n, err := v.ReadNumber(text)
	if errors.Is(err, ErrAmbiguous) {
		n, err = v.ReadNumber(strings.Replace(text, ".", " ", 1))
	}
	if err == nil && n != math.Trunc(n) {
		err = ErrForm
	}
	return int(n), err
}

// unspaced makes one space of all that people and programs part digits with.
func unspaced(r rune) rune {
	switch {
	case r == '\u2019':
		return '\''
	case unicode.IsSpace(r), r == '\u202f', r == '\u00a0', r == '\u2009':
		return ' '
	}
	return r
}

// grouped returns the digits of a whole number that are grouped by three, or not.
func grouped(text, separators string) (digits string, ok bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) })
	if len(parts) == 0 || len(strings.Join(parts, "-")) != len(text) {
		return "", false // empty, or separators at an end or beside each other
	}
	for i, part := range parts {
		if !onlyDigits(part) || i > 0 && len(part) != 3 || i == 0 && len(parts) > 1 && len(part) > 3 {
			return "", false
		}
	}
	return strings.Join(parts, ""), true
}

func onlyDigits(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

var clockForm = regexp.MustCompile(`^(\d{1,2}) ?(?:(?:h|:|\.|hrs?|heures?) ?(\d{2})?|(?: ?(\d{2}))?) ?(?:mn|min|m)?( ?[ap]\.? ?m\.?)?$`)

// ReadClock reads a time of day as people type it: "9h05", "0905", "9:05", "9 h 05",
// "9h", "17", "5 pm". It answers ErrForm, or ErrMissing for an hour that no clock
// shows; 24:00 is the end of the day.
func ReadClock(text string) (agenda.Clock, error) {
	text = strings.ToLower(strings.Map(unspaced, strings.TrimSpace(text)))
	m := clockForm.FindStringSubmatch(text)
	if m == nil {
		return 0, ErrForm
	}
	hours, minutes := few(m[1]), few(m[2]+m[3])
	if half := strings.TrimSpace(m[4]); half != "" {
		if hours < 1 || hours > 12 {
			return 0, ErrMissing
		}
		hours %= 12
		if half[0] == 'p' {
			hours += 12
		}
	}
	clock := agenda.Clock(hours*60 + minutes)
	if minutes > 59 || clock > 24*60 {
		return 0, ErrMissing
	}
	return clock, nil
}

// few reads digits that a pattern has found: they are few, nothing can go wrong.
// None is 0.
func few(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

var durationForm = regexp.MustCompile(`^(?:(\d{1,4}) ?(?:h|hrs?|hours?|heures?|:) ?)?(?:(\d{1,4}) ?(?:min|mn|minutes?|m|'|′)?)?$`)

// ReadDuration reads a duration in minutes as people type it: "45", "45 min", "1h30",
// "1 h 30", "1:30", "2 h". After hours there are at most 59 minutes.
func ReadDuration(text string) (minutes int, err error) {
	text = strings.ToLower(strings.Map(unspaced, strings.TrimSpace(text)))
	m := durationForm.FindStringSubmatch(text)
	switch {
	case m == nil, m[1] == "" && m[2] == "", strings.HasSuffix(text, ":"):
		return 0, ErrForm
	case m[1] != "" && few(m[2]) > 59:
		return 0, ErrMissing
	}
	return few(m[1])*60 + few(m[2]), nil
}

// Duration writes minutes: "45 min", "1 h 30", in English "1 h 30 min".
func (v *Voice) Duration(minutes int) string {
	hours, rest := minutes/60, minutes%60
	if hours == 0 {
		return strconv.Itoa(rest) + noBreakSpace + "min"
	}
	text := strconv.Itoa(hours) + noBreakSpace + "h"
	switch {
	case rest == 0:
	case v.language == French:
		text += noBreakSpace + twoDigits(rest)
	default:
		text += noBreakSpace + strconv.Itoa(rest) + noBreakSpace + "min"
	}
	return text
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

var (
	isoDate  = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
	unparted = regexp.MustCompile(`^(\d{2})(\d{2})(\d{2}|\d{4})$`)
	isoWeek  = regexp.MustCompile(`^(\d{4})-?w(\d{1,2})$`)
)

// ReadDate reads a day as people type it: "2/3/27", "02.03.2027", "2 mars", "lun. 2
// mars 2026", "020327", "2027-03-02". The day comes first, but for "March 2" in
// English. Where no year is written it is the given one; two digits of a year are of
// this century. It answers ErrForm, ErrMissing or ErrWeekday.
func (v *Voice) ReadDate(text string, year int) (agenda.Date, error) {
	text = strings.TrimSpace(text)
	if m := isoDate.FindStringSubmatch(text); m != nil {
		return existing(few(m[1]), few(m[2]), few(m[3]))
	}
	if m := unparted.FindStringSubmatch(text); m != nil {
		return existing(century(m[3]), few(m[2]), few(m[1]))
	}
	tokens := tokensOf(text)
	shape := ""
	for _, t := range tokens {
		shape += t.kind()
	}
	weekday := ""
	switch {
	case strings.HasPrefix(shape, "ww"), strings.HasPrefix(shape, "wn") && len(shape) > 2 && (shape[2] == 'w' || v.language == French || !v.isMonth(tokens[0])):
		weekday, tokens, shape = string(tokens[0]), tokens[1:], shape[1:]
	}
	switch shape {
	case "wn", "wnn":
		if v.language == French {
			return agenda.Date{}, ErrForm // "mars 2" is not how a French date is written
		}
		tokens[0], tokens[1] = tokens[1], tokens[0]
	case "nn", "nnn", "nw", "nwn":
	default:
		return agenda.Date{}, ErrForm
	}
	month, ok := v.month(tokens[1])
	if !ok || len(tokens[0]) > 2 {
		return agenda.Date{}, ErrForm
	}
	if len(tokens) == 3 {
		if n := len(tokens[2]); n != 2 && n != 4 {
			return agenda.Date{}, ErrForm
		}
		year = century(string(tokens[2]))
	}
	date, err := existing(year, month, few(string(tokens[0])))
	if err == nil && weekday != "" {
		err = v.sameWeekday(weekday, date)
	}
	if err != nil {
		return agenda.Date{}, err
	}
	return date, nil
}

// sameWeekday checks that a word names the weekday of a date, in short or in full.
func (v *Voice) sameWeekday(word string, date agenda.Date) error {
	if len(word) < 2 {
		return ErrForm
	}
	if strings.HasPrefix(folded(v.Weekday(date.Weekday())), word) {
		return nil
	}
	for day := agenda.Sunday; day <= agenda.Saturday; day++ {
		if strings.HasPrefix(folded(v.Weekday(day)), word) {
			return ErrWeekday
		}
	}
	return ErrForm
}

func century(digits string) int {
	if len(digits) == 2 {
		return 2000 + few(digits)
	}
	return few(digits)
}

// existing returns a date of the calendar.
func existing(year, month, day int) (agenda.Date, error) {
	date := agenda.Date{Year: year, Month: time.Month(month), Day: day}
	if year == 0 || date != agenda.NewDate(year, date.Month, day) {
		return agenda.Date{}, ErrMissing
	}
	return date, nil
}

// token is a run of digits or of letters, these in lower case and without accents.
type token string

func (t token) kind() string {
	if t[0] >= '0' && t[0] <= '9' {
		return "n"
	}
	return "w"
}

// ordinals are what may follow the number of a day: "1er", "2nd".
var ordinals = map[token]bool{"er": true, "st": true, "nd": true, "rd": true, "th": true}

// tokensOf parts a text into numbers and words; a text with other signs than those that
// part dates has none.
func tokensOf(text string) (tokens []token) {
	letters := func(r rune) bool { return unicode.IsLetter(r) }
	digits := func(r rune) bool { return r >= '0' && r <= '9' }
	text = folded(text)
	for text != "" {
		r := []rune(text)[0]
		run := letters
		switch {
		case digits(r):
			run = digits
		case letters(r):
		case strings.ContainsRune(" /.,-", r):
			text = text[1:]
			continue
		default:
			return nil
		}
		end := strings.IndexFunc(text, func(r rune) bool { return !run(r) })
		if end < 0 {
			end = len(text)
		}
		t := token(text[:end])
		if n := len(tokens); !(ordinals[t] && n > 0 && tokens[n-1].kind() == "n") {
			tokens = append(tokens, t)
		}
		text = text[end:]
	}
	return tokens
}

// Folded returns a text as it is compared when people look for it: in lower case,
// without accents, every space a plain one.
func Folded(text string) string { return folded(text) }

// folded returns a text in lower case without accents, every space a plain one.
func folded(text string) string {
	bare, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), text)
	if err != nil {
		bare = text
	}
	return strings.ToLower(strings.Map(unspaced, bare))
}

// month returns the month that a token names: its number, its name, or a beginning of
// that with three letters at least which no other month has.
func (v *Voice) month(t token) (month int, ok bool) {
	if t.kind() == "n" {
		return few(string(t)), len(t) <= 2
	}
	for m := 1; m <= 12; m++ {
		name := folded(v.Month(m))
		if string(t) == name {
			return m, true
		}
		if len(t) >= 3 && strings.HasPrefix(name, string(t)) {
			if ok {
				return 0, false
			}
			month, ok = m, true
		}
	}
	return month, ok
}

func (v *Voice) isMonth(t token) bool {
	_, ok := v.month(t)
	return ok
}

// weekWords are what people write before the number of a week, or within its name.
var weekWords = map[token]bool{
	"s": true, "sem": true, "semaine": true, "w": true, "wk": true, "week": true, "de": true, "of": true,
}

// ReadWeek reads an ISO week as people type it: "10", "S10", "sem. 10", "W10",
// "2027-W10", "semaine 10 de 2027"; or a day of it, as [Voice.ReadDate] does. Where no
// year is written it is the given one. It answers ErrForm, ErrMissing or ErrWeekday.
func (v *Voice) ReadWeek(text string, year int) (agenda.Week, error) {
	text = folded(strings.TrimSpace(text))
	if m := isoWeek.FindStringSubmatch(text); m != nil {
		return existingWeek(few(m[1]), few(m[2]))
	}
	var numbers []token
	words, foreign := 0, false
	for _, t := range tokensOf(text) {
		switch {
		case t.kind() == "n":
			numbers = append(numbers, t)
		case weekWords[t]:
			words++
		default:
			foreign = true
		}
	}
	switch {
	case foreign, len(numbers) == 0, len(numbers) > 2, len(numbers) == 1 && len(numbers[0]) > 2, len(numbers) == 2 && words == 0:
		date, err := v.ReadDate(text, year)
		if err != nil {
			return agenda.Week{}, err
		}
		return date.Week(), nil
	case len(numbers[0]) > 2:
		return agenda.Week{}, ErrForm
	case len(numbers) == 2:
		if n := len(numbers[1]); n != 2 && n != 4 {
			return agenda.Week{}, ErrForm
		}
		year = century(string(numbers[1]))
	}
	return existingWeek(year, few(string(numbers[0])))
}

func existingWeek(year, number int) (agenda.Week, error) {
	week := agenda.Week{Year: year, Number: number}
	if number < 1 || number > 53 || week.Monday().Week() != week {
		return agenda.Week{}, ErrMissing
	}
	return week, nil
}
