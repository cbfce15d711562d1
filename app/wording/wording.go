// Package wording turns messages, problems, numbers and dates into sentences of the
// reader's language, from the translation catalogues in assets/translations.
//
// What belongs here: formatting for people, nothing else. Every sentence that a user
// reads, in the window, on paper and on the command line, passes through a [Voice].
package wording

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"creneaux/app/agenda"
	"creneaux/assets/translations"
)

// The languages that Créneaux speaks, French first.
const (
	French  = "fr"
	English = "en"
)

// Languages returns the languages that have a catalogue.
func Languages() []string { return []string{French, English} }

// Narrow no-break space: French groups digits and precedes tall punctuation with it.
const narrowSpace = "\u202f"

// noBreakSpace keeps a number and its unit on one line.
const noBreakSpace = "\u00a0"

// Voice speaks one language. It is safe for concurrent use.
type Voice struct {
	language  string
	localizer *i18n.Localizer
}

// New returns the voice of a language of [Languages].
func New(lang string) (*Voice, error) {
	if known, ok := voices.Load(lang); ok {
		return known.(*Voice), nil
	}
	voice, err := newVoice(translations.Files, lang)
	if err != nil {
		return nil, err
	}
	voices.Store(lang, voice)
	return voice, nil
}

// voices are those made so far, by language. None ever changes, and to read a catalogue
// takes longer than to open a workspace.
var voices sync.Map

func newVoice(files fs.FS, lang string) (*Voice, error) {
	if !slices.Contains(Languages(), lang) {
		return nil, fmt.Errorf("wording: no catalogue for language %q", lang)
	}
	bundle := i18n.NewBundle(language.MustParse(lang))
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	names, err := fs.Glob(files, "*."+lang+".json")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if _, err := bundle.LoadMessageFileFS(files, name); err != nil {
			return nil, fmt.Errorf("wording: %s: %w", path.Base(name), err)
		}
	}
	return &Voice{language: lang, localizer: i18n.NewLocalizer(bundle, lang)}, nil
}

// Choose returns the language of [Languages] that suits a locale name best, such as
// "fr_FR.UTF-8" or "en-GB"; French when none does.
func Choose(locale string) string {
	locale = strings.ToLower(locale)
	for _, lang := range Languages() {
		if strings.HasPrefix(locale, lang) {
			return lang
		}
	}
	return French
}

// Language returns the voice's language, "fr" or "en".
func (v *Voice) Language() string { return v.language }

// Text returns the sentence of a key filled with alternating names and values.
func (v *Voice) Text(key string, pairs ...any) string {
	return v.Say(agenda.Msg(key, pairs...))
}

// Has reports whether the catalogues have a sentence for the key.
func (v *Voice) Has(key string) bool {
	_, err := v.localizer.Localize(&i18n.LocalizeConfig{MessageID: key, PluralCount: 2})
	_, missing := errors.AsType[*i18n.MessageNotFoundErr](err)
	return !missing
}

// Say returns the sentence of a message. A key that no catalogue has comes back as
// the message's technical form: better an odd text than a hidden one.
func (v *Voice) Say(m agenda.Message) string {
	if m.IsZero() {
		return ""
	}
	config := &i18n.LocalizeConfig{MessageID: m.Key}
	if len(m.Args) > 0 {
		data := make(map[string]string, len(m.Args))
		for name, value := range m.Args {
			data[name] = v.format(name, value)
		}
		config.TemplateData = data
		if n, ok := m.Args["Count"].(int); ok {
			config.PluralCount = n
		}
	}
	text, err := v.localizer.Localize(config)
	if err != nil && text == "" {
		return m.String()
	}
	return text
}

// Join says several messages one after the other.
func (v *Voice) Join(messages []agenda.Message, separator string) string {
	texts := make([]string, len(messages))
	for i, m := range messages {
		texts[i] = v.Say(m)
	}
	return strings.Join(texts, separator)
}

// Problem returns what happened and what to do about it. An error that is no
// [agenda.Problem] gives a general sentence; its detail belongs in the log.
func (v *Voice) Problem(err error) (sentence, remedy string) {
	p, ok := errors.AsType[*agenda.Problem](err)
	if !ok {
		p = agenda.NewProblem("UNEXPECTED")
	}
	what := agenda.Message{Key: "problem." + p.Code, Args: p.Args}
	do := agenda.Message{Key: "problem." + p.Code + ".do", Args: p.Args}
	return v.Say(what), v.Say(do)
}

// format writes one value as the language wants it. Years, given as an argument
// named Year, have no thousands separator.
func (v *Voice) format(name string, value any) string {
	switch x := value.(type) {
	case string:
		return x
	case int:
		if name == "Year" {
			return strconv.Itoa(x)
		}
		return v.Number(x)
	case float64:
		return v.Decimal(x, 2)
	case agenda.Date:
		return v.Date(x)
	case agenda.Clock:
		return v.Clock(x)
	case agenda.Moment:
		return v.Moment(x)
	case agenda.Week:
		return v.Week(x)
	case agenda.Weekday:
		return v.Weekday(x)
	case agenda.Message:
		return v.Say(x)
	case []agenda.Message:
		return v.Join(x, v.Text("wording.separator"))
	case []string:
		return strings.Join(x, v.Text("wording.separator"))
	default:
		return fmt.Sprint(value)
	}
}

// Number writes a whole number with the language's thousands separator.
func (v *Voice) Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "\u2212", digits[1:]
	}
	return sign + v.group(digits)
}

// Decimal writes a number with at most so many decimals, without trailing zeros.
func (v *Voice) Decimal(f float64, decimals int) string {
	text := strconv.FormatFloat(f, 'f', decimals, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	return v.decimal(text)
}

// FixedDecimal writes a number with exactly so many decimals, for columns.
func (v *Voice) FixedDecimal(f float64, decimals int) string {
	return v.decimal(strconv.FormatFloat(f, 'f', decimals, 64))
}

func (v *Voice) decimal(text string) string {
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "\u2212", text[1:]
	}
	whole, fraction, _ := strings.Cut(text, ".")
	if fraction == "" {
		return sign + v.group(whole)
	}
	mark := "."
	if v.language == French {
		mark = ","
	}
	return sign + v.group(whole) + mark + fraction
}

func (v *Voice) group(digits string) string {
	separator := ","
	if v.language == French {
		separator = narrowSpace
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + separator + digits[i:]
	}
	return digits
}

// Percent writes a share between 0 and 1 as a whole percentage.
func (v *Voice) Percent(share float64) string {
	n := v.Number(int(math.Round(share * 100)))
	if v.language == French {
		return n + narrowSpace + "%"
	}
	return n + "%"
}

// Weekday returns the full name of a day: "lundi".
func (v *Voice) Weekday(d agenda.Weekday) string { return v.Text("wording.weekday." + d.String()) }

// WeekdayShort returns the short name of a day: "lun.".
func (v *Voice) WeekdayShort(d agenda.Weekday) string {
	return v.Text("wording.weekday-short." + d.String())
}

// Month returns the full name of a month from 1 to 12: "mars".
func (v *Voice) Month(m int) string { return v.Text("wording.month." + strconv.Itoa(m)) }

// MonthShort returns the short name of a month: "janv.".
func (v *Voice) MonthShort(m int) string { return v.Text("wording.month-short." + strconv.Itoa(m)) }

// dayOfMonth writes the first of a month as French does, "1er".
func (v *Voice) dayOfMonth(day int) string {
	if day == 1 {
		return v.Text("wording.first-day")
	}
	return strconv.Itoa(day)
}

// Date writes "lun. 2 mars 2026"; nothing for a date not known.
func (v *Voice) Date(d agenda.Date) string {
	if d.IsZero() {
		return ""
	}
	return strings.Join([]string{v.WeekdayShort(d.Weekday()), v.dayOfMonth(d.Day), v.Month(int(d.Month)), strconv.Itoa(d.Year)}, noBreakSpace)
}

// LongDate writes "lundi 2 mars 2026", for letters.
func (v *Voice) LongDate(d agenda.Date) string {
	if d.IsZero() {
		return ""
	}
	return strings.Join([]string{v.Weekday(d.Weekday()), v.dayOfMonth(d.Day), v.Month(int(d.Month)), strconv.Itoa(d.Year)}, noBreakSpace)
}

// ShortDate writes "02/03/2026", day first in both languages.
func (v *Voice) ShortDate(d agenda.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, int(d.Month), d.Year)
}

// Clock writes "9 h 05" or "9:05".
func (v *Voice) Clock(c agenda.Clock) string {
	if v.language == French {
		return fmt.Sprintf("%d%sh%s%02d", int(c)/60, noBreakSpace, noBreakSpace, int(c)%60)
	}
	return fmt.Sprintf("%d:%02d", int(c)/60, int(c)%60)
}

// ShortClock writes "09:05", for columns.
func (v *Voice) ShortClock(c agenda.Clock) string { return c.String() }

// Moment writes a date and an hour: "lun. 2 mars 2026 à 9 h 05".
func (v *Voice) Moment(m agenda.Moment) string {
	if m.IsZero() {
		return ""
	}
	return v.Text("wording.moment", "Date", m.Date(), "Clock", m.Clock())
}

// ShortMoment writes "02/03/2026 09:05", for columns.
func (v *Voice) ShortMoment(m agenda.Moment) string {
	if m.IsZero() {
		return ""
	}
	return v.ShortDate(m.Date()) + noBreakSpace + v.ShortClock(m.Clock())
}

// Week writes "semaine 10 de 2027".
func (v *Voice) Week(w agenda.Week) string {
	return v.Text("wording.week", "Number", w.Number, "Year", w.Year)
}

// WeekDays writes the days of a week: "1–7 mars 2027", "29 mars – 4 avril 2027".
func (v *Voice) WeekDays(w agenda.Week) string {
	from, to := w.Monday(), w.Monday().AddDays(6)
	end := v.dayOfMonth(to.Day) + " " + v.Month(int(to.Month)) + " " + strconv.Itoa(to.Year)
	switch {
	case from.Year != to.Year:
		return v.dayOfMonth(from.Day) + " " + v.Month(int(from.Month)) + " " + strconv.Itoa(from.Year) + " – " + end
	case from.Month != to.Month:
		return v.dayOfMonth(from.Day) + " " + v.Month(int(from.Month)) + " – " + end
	default:
		return v.dayOfMonth(from.Day) + "–" + end
	}
}
