package convocation

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"creneaux/app/agenda"
)

// The number of a letter is ten digits: two of the year, six of the sequence in the
// workspace, two of check. Digits only, because it is typed on a numeric keypad and
// read out on the telephone, and because a letter O or I that slips in can then only
// mean 0 or 1.
const (
	numberYears     = 100
	numberSequences = 1_000_000
	numberDigits    = 10
)

// The years that a number can carry, both included.
const (
	FirstYear = 2000
	LastYear  = FirstYear + numberYears - 1
)

// MaxSequence is the last sequence that a number can carry.
const MaxSequence = numberSequences - 1

// NewNumber returns the number of the letter with this sequence (from 1 to
// [MaxSequence]) of a year ([FirstYear] to [LastYear]), as it is kept and compared:
// "27-041253-58". Its last two digits are the check characters of ISO/IEC 7064
// MOD 97-10, a pure system, which therefore finds every single wrong digit and every
// swap of two neighbours, where the hybrid MOD 37,36 would miss some swaps.
//
// The problem NUMBER-EXHAUSTED says that the year or the sequence is out of range.
func NewNumber(year, sequence int) (string, error) {
	if year < FirstYear || year > LastYear || sequence < 1 || sequence > MaxSequence {
		return "", agenda.NewProblem("NUMBER-EXHAUSTED", "Year", strconv.Itoa(year), "Sequence", sequence)
	}
	return formatNumber(uint32(year-FirstYear)*numberSequences + uint32(sequence)), nil
}

// ParseNumber reads a number as people type it, with or without its hyphens, with
// spaces or dots, with the letter O for 0 and I or L for 1 in either case, and
// returns it as it is kept.
//
// The problem NUMBER-FORM says that it has not ten digits, NUMBER-CHECK that at
// least one of them is wrong.
func ParseNumber(s string) (string, error) {
	digits := make([]byte, 0, numberDigits)
	for _, r := range s {
		d, ok := typedDigit(r)
		switch {
		case ok && len(digits) < numberDigits:
			digits = append(digits, d)
		case ok || !separatesDigits(r):
			return "", agenda.NewProblem("NUMBER-FORM", "Number", shorten(s))
		}
	}
	if len(digits) != numberDigits {
		return "", agenda.NewProblem("NUMBER-FORM", "Number", shorten(s))
	}
	all, _ := strconv.ParseUint(string(digits), 10, 64) // ten digits always parse
	number := formatNumber(uint32(all / 100))
	if all%97 != 1 || all/100%numberSequences == 0 || strings.ReplaceAll(number, "-", "") != string(digits) {
		return "", agenda.NewProblem("NUMBER-CHECK", "Number", shorten(s))
	}
	return number, nil
}

// SpacedNumber writes a number for the eye, in groups that are easy to read out:
// "27 041 253 58". A text that is no number comes back unchanged.
func SpacedNumber(number string) string {
	if exact, err := ParseNumber(number); err != nil || exact != number {
		return number
	}
	return number[:2] + " " + number[3:6] + " " + number[6:9] + " " + number[10:]
}

// formatNumber writes year and sequence (less than 100,000,000 together) with their
// check digits: 98 less the remainder of a hundred times the number modulo 97, so
// that the whole leaves the remainder 1.
func formatNumber(n uint32) string {
	check := 98 - uint64(n)*100%97
	return fmt.Sprintf("%02d-%06d-%02d", n/numberSequences, n%numberSequences, check)
}

// numberValue returns year and sequence of a number that [ParseNumber] returned.
func numberValue(number string) uint32 {
	n, _ := strconv.ParseUint(number[0:2]+number[3:9], 10, 32)
	return uint32(n)
}

func typedDigit(r rune) (byte, bool) {
	switch {
	case r >= '0' && r <= '9':
		return byte(r), true
	case r == 'O' || r == 'o':
		return '0', true
	case r == 'I' || r == 'i' || r == 'L' || r == 'l':
		return '1', true
	}
	return 0, false
}

func separatesDigits(r rune) bool {
	return r == '.' || unicode.IsSpace(r) || unicode.Is(unicode.Pd, r)
}

// shorten keeps what somebody typed or scanned short enough for a sentence.
func shorten(s string) string {
	const longest = 40
	s = strings.ToValidUTF8(s, "�")
	if runes := []rune(s); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return s
}
