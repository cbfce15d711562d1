package intake

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"creneaux/app/agenda"
)

// fault says why a value is refused.
type fault int

const (
	faultNone       fault = iota
	faultBlank            // nothing is written
	faultUnreadable       // no known form of writing
	faultImpossible       // a known form, but no such day or hour
)

// timestamp is what was read of a date, an hour, or both.
type timestamp struct {
	date    agenda.Date
	seconds int // since midnight
	timed   bool
	offset  int // seconds east of UTC, where zoned
	zoned   bool
}

func (t timestamp) clock() agenda.Clock { return agenda.Clock(t.seconds / 60) }

func (t timestamp) moment() agenda.Moment {
	return t.date.At(0) + agenda.Moment(t.seconds)
}

// inZone returns what the clock on the wall of the zone shows. Without a zone the
// hour is taken as written.
func (t timestamp) inZone(zone *time.Location) timestamp {
	if !t.zoned || zone == nil {
		return t
	}
	instant := time.Unix(int64(t.moment())-int64(t.offset), 0).In(zone)
	h, m, s := instant.Clock()
	t.date, t.seconds = agenda.DateOf(instant), h*3600+m*60+s
	return t
}

// calendarForm is how a file writes its dates.
type calendarForm struct {
	date1904   bool // serial numbers count from 1904
	monthFirst bool // 03/13/2026 is 13 March
	century    int  // two-digit years are not later than this year; 0: they are of this century
}

const (
	secondsADay = 24 * 60 * 60
	// Serial numbers that stand for a day between 1900 and 2199.
	firstSerial, lastSerial = 1, 109_574
	// Where an hour is expected, a number from here on is a day (1927) and its hour.
	firstSerialOfHours     = 10_000
	oldestYear, newestYear = 1880, 2199
)

// readTimestamp reads a date, with or without an hour.
func (f calendarForm) readTimestamp(c Cell) (timestamp, fault) {
	switch c.Kind {
	case CellNumber:
		if t, ok := serialTimestamp(c.Number, f.date1904); ok {
			return t, faultNone
		}
	case CellDate:
		if t, ok := serialTimestamp(c.Number, false); ok {
			return t, faultNone
		}
	}
	s := c.written()
	if s == "" {
		return timestamp{}, faultBlank
	}
	if n, ok := parseDecimal(s); ok && n < lastSerial+1 {
		if t, ok := serialTimestamp(n, f.date1904); ok {
			return t, faultNone
		}
		return timestamp{}, faultUnreadable
	}
	return f.parseTimestamp(s)
}

// readClock reads an hour of the day.
func (f calendarForm) readClock(c Cell) (agenda.Clock, fault) {
	switch c.Kind {
	case CellDate:
		if c.Number >= 0 && c.Number <= lastSerial {
			return clockOfFraction(c.Number), faultNone
		}
	case CellNumber:
		return clockOfNumber(c.Number)
	}
	s := c.written()
	if s == "" {
		return 0, faultBlank
	}
	if seconds, _, why := parseTime(s); why != faultUnreadable {
		return agenda.Clock(seconds / 60), why
	}
	if n, ok := parseDecimal(s); ok {
		return clockOfNumber(n)
	}
	if t, why := f.parseTimestamp(s); why == faultNone && t.timed {
		return t.clock(), faultNone
	}
	if first, ok := startOfRange(s); ok {
		if seconds, _, why := parseTime(first); why == faultNone {
			return agenda.Clock(seconds / 60), faultNone
		}
	}
	return 0, faultUnreadable
}

// startOfRange returns the first hour of "09:00-09:30" and "9h00 à 9h30".
func startOfRange(s string) (string, bool) {
	for _, dash := range []string{"-", "–", "—", " à ", " to "} {
		if first, last, ok := strings.Cut(s, dash); ok {
			if _, _, why := parseTime(strings.TrimSpace(last)); why == faultNone {
				return strings.TrimSpace(first), true
			}
		}
	}
	return "", false
}

// serialTimestamp reads the serial number of a day, its fraction being the hour. In
// the 1900 system day 60 is 29 February 1900, which never was: before it the numbers
// count from 31 December 1899.
func serialTimestamp(n float64, date1904 bool) (timestamp, bool) {
	if !(n >= firstSerial && n < lastSerial+1) {
		return timestamp{}, false
	}
	seconds := int64(math.Round(n * secondsADay)) // 0.3784722222 is 9:05, not 9:04:59
	days := int(seconds / secondsADay)
	var date agenda.Date
	switch {
	case date1904:
		date = agenda.NewDate(1904, time.January, 1).AddDays(days)
	case days < 60:
		date = agenda.NewDate(1899, time.December, 31).AddDays(days)
	default:
		date = agenda.NewDate(1899, time.December, 30).AddDays(days)
	}
	rest := int(seconds % secondsADay)
	return timestamp{date: date, seconds: rest, timed: rest != 0}, true
}

// clockOfFraction reads the fraction of a serial number, to the nearest second.
func clockOfFraction(n float64) agenda.Clock {
	return agenda.Clock(int64(math.Round(n*secondsADay)) % secondsADay / 60)
}

// clockOfNumber reads a serial number (0.375, 46083.375) or hours and minutes run
// together (905, 1430). What 9.5 means, half past nine or ten to ten, only who wrote
// it knows.
func clockOfNumber(n float64) (agenda.Clock, fault) {
	whole, fraction := math.Modf(n)
	switch {
	case n < 0 || n >= lastSerial+1 || math.IsNaN(n):
		return 0, faultUnreadable
	case n < 1, n >= firstSerialOfHours:
		return clockOfFraction(n), faultNone
	case fraction == 0 && whole >= 100:
		h, m := int(whole)/100, int(whole)%100
		if h > 23 || m > 59 {
			return 0, faultImpossible
		}
		return agenda.Clock(h*60 + m), faultNone
	}
	return 0, faultUnreadable
}

// parseDecimal reads "46083", "46083.375" and "0,375".
func parseDecimal(s string) (float64, bool) {
	digits := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.' || c == ',':
		default:
			return 0, false
		}
	}
	// 02032026 and 20260302 are dates written without separators.
	if digits == 0 || s[0] == '0' && len(s) > 1 && s[1] >= '0' && s[1] <= '9' {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return n, err == nil
}

// parseTime reads an hour and gives it in seconds: "9h05", "14 H 30", "9h", "9:05",
// "09:05:00.000", "9.05", "0905", "2:30 PM". What follows is returned; it is a zone
// or nothing.
func parseTime(s string) (seconds int, zone string, why fault) {
	hours, n, rest := leadingInt(s)
	if n == 4 && rest == "" {
		return checkedTime(hours/100, hours%100, 0, "")
	}
	if n == 0 || n > 2 {
		return 0, "", faultUnreadable
	}
	rest = strings.TrimLeft(rest, " ")
	separator, after := nextRune(rest)
	minutes, sec := 0, 0
	switch separator {
	case 'h', 'H':
		after = strings.TrimLeft(after, " ")
		if minutes, n, rest = leadingInt(after); n > 2 {
			return 0, "", faultUnreadable
		}
		rest = strings.TrimPrefix(strings.TrimPrefix(rest, "min"), "mn")
	case ':', '.':
		if minutes, n, rest = leadingInt(after); n != 2 {
			return 0, "", faultUnreadable
		}
		if separator == ':' && strings.HasPrefix(rest, ":") {
			if sec, n, rest = leadingInt(rest[1:]); n != 2 {
				return 0, "", faultUnreadable
			}
			if strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, ",") {
				_, _, rest = leadingInt(rest[1:])
			}
		}
	}
	rest = strings.TrimSpace(rest)
	hours, rest, why = withHalfDay(hours, rest)
	if why != faultNone || (separator != 'h' && separator != 'H' && separator != ':' && separator != '.' && !endsInHalfDay(s)) {
		return 0, "", max(why, faultUnreadable)
	}
	return checkedTime(hours, minutes, sec, rest)
}

func checkedTime(hours, minutes, seconds int, rest string) (int, string, fault) {
	if rest != "" {
		if _, ok := zoneOffset(rest); !ok {
			return 0, "", faultUnreadable
		}
	}
	if hours > 23 || minutes > 59 || seconds > 59 {
		return 0, "", faultImpossible
	}
	return hours*3600 + minutes*60 + seconds, rest, faultNone
}

// withHalfDay applies "AM" and "PM".
func withHalfDay(hours int, rest string) (int, string, fault) {
	half, ok := halfDay(rest)
	switch {
	case !ok:
		return hours, rest, faultNone
	case hours < 1 || hours > 12:
		return 0, "", faultImpossible
	default:
		return hours%12 + half, "", faultNone
	}
}

func halfDay(s string) (int, bool) {
	switch strings.ToLower(strings.ReplaceAll(s, ".", "")) {
	case "am":
		return 0, true
	case "pm":
		return 12, true
	}
	return 0, false
}

func endsInHalfDay(s string) bool {
	_, ok := halfDay(strings.TrimLeft(s, "0123456789 "))
	return ok
}

// zoneOffset reads "Z", "UTC", "+01:00", "+0100" and "+01", in seconds east of UTC.
func zoneOffset(s string) (int, bool) {
	switch s {
	case "Z", "z", "UTC", "GMT":
		return 0, true
	}
	if len(s) < 3 || (s[0] != '+' && s[0] != '-') {
		return 0, false
	}
	digits := strings.Replace(s[1:], ":", "", 1)
	if !allDigits(digits) || (len(digits) != 2 && len(digits) != 4) {
		return 0, false
	}
	hours, _ := strconv.Atoi(digits[:2])
	minutes := 0
	if len(digits) == 4 {
		minutes, _ = strconv.Atoi(digits[2:])
	}
	if hours > 14 || minutes > 59 {
		return 0, false
	}
	offset := hours*3600 + minutes*60
	if s[0] == '-' {
		offset = -offset
	}
	return offset, true
}

// parseTimestamp reads a date in figures or in words, and an hour after it.
func (f calendarForm) parseTimestamp(s string) (timestamp, fault) {
	date, rest, why := f.parseDate(s)
	if why != faultNone {
		return timestamp{}, why
	}
	t := timestamp{date: date}
	rest = afterDate(rest)
	if rest == "" {
		return t, faultNone
	}
	seconds, zone, why := parseTime(rest)
	if first, ok := startOfRange(rest); ok && why == faultUnreadable {
		seconds, zone, why = parseTime(first)
	}
	if why != faultNone {
		return timestamp{}, why
	}
	t.seconds, t.timed = seconds, true
	// "02/03/2026 09:00-09:30" is from 9:00 to 9:30, not a zone west of Greenwich.
	if zone != "" && (zone[0] != '-' || strings.Contains(s, "T")) {
		t.offset, t.zoned = zoneOffset(zone)
	}
	return t, faultNone
}

// afterDate takes away what joins a date and its hour: "T", ",", "à", "at", "-".
func afterDate(rest string) string {
	rest = strings.TrimLeft(rest, " ,")
	for _, joint := range []string{"T", "à ", "a ", "at ", "- ", "– "} {
		if after, ok := strings.CutPrefix(rest, joint); ok {
			return strings.TrimLeft(after, " ")
		}
	}
	return rest
}

// parseDate reads the date at the beginning of s and returns what follows it.
func (f calendarForm) parseDate(s string) (agenda.Date, string, fault) {
	s = withoutWeekday(s)
	first, n1, rest := leadingInt(s)
	if n1 == 0 {
		return f.parseMonthFirst(s)
	}
	if n1 == 8 || n1 == 12 || n1 == 14 {
		return parseRunTogether(s[:n1], rest)
	}
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "er"), "st")
	separator, after := nextRune(rest)
	if strings.ContainsRune(" -.", separator) {
		if month, afterMonth, ok := leadingMonth(strings.TrimLeft(after, " ")); ok {
			return f.parseYear(first, month, afterMonth)
		}
	}
	if !strings.ContainsRune("/-. ", separator) {
		return agenda.Date{}, "", faultUnreadable
	}
	second, n2, rest := leadingInt(after)
	if again, afterAgain := nextRune(rest); again == separator {
		third, n3, rest := leadingInt(afterAgain)
		switch {
		case n1 == 4 && within(n2, 1, 2) && within(n3, 1, 2):
			return checkedDate(first, second, third, rest)
		case within(n1, 1, 2) && within(n2, 1, 2) && (n3 == 2 || n3 == 4):
			day, month := first, second
			if f.monthFirst {
				day, month = second, first
			}
			return checkedDate(f.fullYear(third, n3), month, day, rest)
		}
	}
	return agenda.Date{}, "", faultUnreadable
}

// parseYear finishes "2 mars 2026" and "02-Mar-26" from the year on.
func (f calendarForm) parseYear(day, month int, s string) (agenda.Date, string, fault) {
	year, n, rest := leadingInt(strings.TrimLeft(s, " -.,"))
	if n != 2 && n != 4 {
		return agenda.Date{}, "", faultUnreadable
	}
	return checkedDate(f.fullYear(year, n), month, day, rest)
}

// parseMonthFirst reads "March 2, 2026".
func (f calendarForm) parseMonthFirst(s string) (agenda.Date, string, fault) {
	month, rest, ok := leadingMonth(s)
	if !ok {
		return agenda.Date{}, "", faultUnreadable
	}
	day, n, rest := leadingInt(strings.TrimLeft(rest, " ."))
	if !within(n, 1, 2) {
		return agenda.Date{}, "", faultUnreadable
	}
	for _, ordinal := range []string{"st", "nd", "rd", "th"} {
		rest = strings.TrimPrefix(rest, ordinal)
	}
	return f.parseYear(day, month, rest)
}

// parseRunTogether reads 20260302, 02032026, 202603020905 and 20260302090500.
func parseRunTogether(digits, rest string) (agenda.Date, string, fault) {
	number := func(from, to int) int {
		n, _ := strconv.Atoi(digits[from:to])
		return n
	}
	year := number(0, 4)
	if len(digits) == 8 && !within(year, oldestYear, newestYear) {
		return checkedDate(number(4, 8), number(2, 4), number(0, 2), rest)
	}
	if len(digits) > 8 {
		rest = " " + digits[8:10] + ":" + digits[10:12] + rest
		if len(digits) == 14 {
			rest = " " + digits[8:10] + ":" + digits[10:12] + ":" + digits[12:14]
		}
	}
	return checkedDate(year, number(4, 6), number(6, 8), rest)
}

// fullYear gives a two-digit year its century.
func (f calendarForm) fullYear(year, digits int) int {
	if digits == 4 {
		return year
	}
	if f.century != 0 && 2000+year > f.century {
		return 1900 + year
	}
	return 2000 + year
}

func checkedDate(year, month, day int, rest string) (agenda.Date, string, fault) {
	if !within(year, oldestYear, newestYear) || !within(month, 1, 12) || !within(day, 1, 31) {
		return agenda.Date{}, "", faultImpossible
	}
	date := agenda.NewDate(year, time.Month(month), day)
	if date.Day != day {
		return agenda.Date{}, "", faultImpossible
	}
	return date, rest, faultNone
}

// withoutWeekday takes away "lundi", "lun.", "Monday," at the beginning.
func withoutWeekday(s string) string {
	word, rest := leadingWord(s)
	if word == "" || !isWeekday(word) {
		return s
	}
	return strings.TrimLeft(rest, " .,")
}

func isWeekday(word string) bool {
	for _, day := range [...]string{
		"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
	} {
		if word == day || (len(word) == 3 && word != "mar" && strings.HasPrefix(day, word)) {
			return true // "mar" is left to March
		}
	}
	return false
}

var months = monthTable(
	"janvier january janv jan", "fevrier february fevr fev feb", "mars march mar", "avril april avr apr",
	"mai may", "juin june jun", "juillet july juil jul", "aout august aug", "septembre september sept sep",
	"octobre october oct", "novembre november nov", "decembre december dec",
)

func monthTable(names ...string) map[string]int {
	table := make(map[string]int)
	for i, list := range names {
		for _, name := range strings.Fields(list) {
			table[name] = i + 1
		}
	}
	return table
}

// leadingMonth reads the name of a month, in French or in English.
func leadingMonth(s string) (month int, rest string, ok bool) {
	word, rest := leadingWord(s)
	if word == "" {
		return 0, "", false
	}
	month, ok = months[word]
	return month, strings.TrimPrefix(rest, "."), ok
}

// leadingWord returns the letters at the beginning of s, folded, and what follows.
func leadingWord(s string) (word, rest string) {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(s)
	}
	if end == 0 || end > 20 {
		return "", s
	}
	return foldKey(strings.ToLower(s[:end])), s[end:]
}

// leadingInt returns the number at the beginning of s, how many digits it has, and
// what follows. More digits than any form here has count as none.
func leadingInt(s string) (value, digits int, rest string) {
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	if digits > 14 {
		return 0, 0, s
	}
	value, _ = strconv.Atoi(s[:digits])
	return value, digits, s[digits:]
}

func nextRune(s string) (rune, string) {
	if s == "" {
		return 0, ""
	}
	r, size := utf8.DecodeRuneInString(s)
	return r, s[size:]
}

func within(n, least, most int) bool { return n >= least && n <= most }
