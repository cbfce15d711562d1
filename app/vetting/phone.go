package vetting

import "strings"

// canonicalPhone returns a telephone number in the form in which two spellings of one are
// equal: the digits behind the national 0, or those behind +33 or 0033, for French
// numbers, overseas ones among them as they are written there; "+" and all digits for
// others. It is empty where there are too few digits to ring anybody (ITU-T E.164 has no
// national number below seven in France's plan).
func canonicalPhone(phone string) string {
	var store [24]byte
	digits := store[:0]
	abroad := false
	for i := range len(phone) {
		switch c := phone[i]; {
		case c >= '0' && c <= '9':
			digits = append(digits, c)
		case c == '+' && len(digits) == 0:
			abroad = true
		}
	}
	number := string(digits)
	if rest, ok := strings.CutPrefix(number, "00"); ok && !abroad {
		number, abroad = rest, true
	}
	if abroad {
		if rest, ok := strings.CutPrefix(number, "33"); ok {
			number, abroad = rest, false
		}
	}
	if !abroad {
		number = strings.TrimLeft(number, "0")
	}
	if len(number) < 7 || strings.Trim(number, "0") == "" {
		return ""
	}
	if abroad {
		return "+" + number
	}
	return number
}
