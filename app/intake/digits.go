package intake

import "strings"

// foreignerNumberDigits is the length of a numéro étranger of the AGDREF file.
const foreignerNumberDigits = 10

// restoreForeignerNumber returns the digits of a foreigner number with the leading
// zeros that a spreadsheet took away. What is not a number of nearly that length is
// kept as written.
func restoreForeignerNumber(s string) string {
	digits := withoutGrouping(s)
	if !allDigits(digits) || len(digits) > foreignerNumberDigits {
		return s
	}
	if missing := foreignerNumberDigits - len(digits); missing <= 4 {
		return strings.Repeat("0", missing) + digits
	}
	return s
}

// restorePhone returns a telephone number as written, with what a spreadsheet takes
// away from it: the leading zero of a French number, the plus of an international one.
func restorePhone(s string) string {
	switch {
	case !allDigits(s):
		return s
	case len(s) == 9 && s[0] != '0':
		return "0" + s
	case len(s) == 11 && strings.HasPrefix(s, "33"):
		return "+" + s
	}
	return s
}

// restorePostcode returns a French postcode with its leading zero (Ain to Ariège).
func restorePostcode(s string) string {
	if len(s) == 4 && allDigits(s) {
		return "0" + s
	}
	return s
}

// phoneKey is a form in which one French number written in two ways is equal.
func phoneKey(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			b.WriteByte(s[i])
		}
	}
	digits := b.String()
	switch {
	case strings.HasPrefix(digits, "0033"):
		return strings.TrimLeft(digits[4:], "0")
	case strings.HasPrefix(digits, "33") && strings.HasPrefix(s, "+"):
		return strings.TrimLeft(digits[2:], "0")
	}
	return strings.TrimLeft(digits, "0")
}

// withoutGrouping takes away what groups digits for the eye.
func withoutGrouping(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '.', '-', '\u00a0', '\u202f':
			return -1
		}
		return r
	}, s)
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
