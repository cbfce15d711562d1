package agenda

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Weekday is a day of the week. In files it is written as three English letters,
// "mon" to "sun".
type Weekday time.Weekday

// The days of the week.
const (
	Sunday    = Weekday(time.Sunday)
	Monday    = Weekday(time.Monday)
	Tuesday   = Weekday(time.Tuesday)
	Wednesday = Weekday(time.Wednesday)
	Thursday  = Weekday(time.Thursday)
	Friday    = Weekday(time.Friday)
	Saturday  = Weekday(time.Saturday)
)

var weekdayNames = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// ParseWeekday reads "mon" to "sun".
func ParseWeekday(s string) (Weekday, error) {
	for i, name := range weekdayNames {
		if name == s {
			return Weekday(i), nil
		}
	}
	return 0, &FormError{FormWeekday, s}
}

// String returns "mon" to "sun".
func (d Weekday) String() string {
	if d < 0 || int(d) >= len(weekdayNames) {
		return "weekday(" + strconv.Itoa(int(d)) + ")"
	}
	return weekdayNames[d]
}

// ISO returns the ISO 8601 number of the day, from 1 (Monday) to 7 (Sunday).
func (d Weekday) ISO() int {
	if d == Sunday {
		return 7
	}
	return int(d)
}

// MarshalText writes "mon" to "sun".
func (d Weekday) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads "mon" to "sun".
func (d *Weekday) UnmarshalText(b []byte) (err error) {
	*d, err = ParseWeekday(string(b))
	return err
}

// Date is a day of the civil calendar, without hour or zone. The zero Date is "not
// known"; its text form is empty.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate returns the date of a year, month and day, carrying over what exceeds
// the month (32 January is 1 February).
func NewDate(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf returns the civil date of t in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads "2027-03-02" and refuses days that do not exist.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, &FormError{FormDate, s}
	}
	return DateOf(t), nil
}

// MustDate is [ParseDate] for constants; it panics on a wrong one.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether the date is not known.
func (d Date) IsZero() bool { return d == Date{} }

// Time returns midnight of the date, UTC; use it for calculations only.
func (d Date) Time() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// AddDays returns the date n days later (earlier when n is negative).
func (d Date) AddDays(n int) Date { return NewDate(d.Year, d.Month, d.Day+n) }

// DaysSince returns the number of days from e to d.
func (d Date) DaysSince(e Date) int {
	return int(d.Time().Sub(e.Time()) / (24 * time.Hour))
}

// Weekday returns the day of the week.
func (d Date) Weekday() Weekday { return Weekday(d.Time().Weekday()) }

// Week returns the ISO week that the date is in.
func (d Date) Week() Week {
	y, w := d.Time().ISOWeek()
	return Week{y, w}
}

// At returns the moment at a clock time of the date.
func (d Date) At(c Clock) Moment {
	return Moment(d.Time().Unix() + int64(c)*60)
}

// Compare returns -1, 0 or +1 as d is before, on or after e.
func (d Date) Compare(e Date) int {
	switch {
	case d.Year != e.Year:
		return sign(d.Year - e.Year)
	case d.Month != e.Month:
		return sign(int(d.Month - e.Month))
	default:
		return sign(d.Day - e.Day)
	}
}

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// String returns "2027-03-02", or "" when the date is not known.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes "2027-03-02", or nothing when the date is not known.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads "2027-03-02"; an empty text is a date not known.
func (d *Date) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(b))
	return err
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// Clock is a time of day in minutes since midnight, from 0 (00:00) to 1440 (24:00,
// the end of the day).
type Clock int

// Noon separates mornings from afternoons.
const Noon Clock = 12 * 60

// EndOfDay is midnight at the end of a day, 24:00.
const EndOfDay Clock = 24 * 60

// ParseClock reads "09:05" and "24:00".
func ParseClock(s string) (Clock, error) {
	h, m, ok := strings.Cut(s, ":")
	if ok && len(h) == 2 && len(m) == 2 {
		hours, err1 := strconv.Atoi(h)
		minutes, err2 := strconv.Atoi(m)
		c := Clock(hours*60 + minutes)
		// Comparing with the text form refuses signs, which Atoi takes.
		if err1 == nil && err2 == nil && minutes < 60 && 0 <= c && c <= 24*60 && c.String() == s {
			return c, nil
		}
	}
	return 0, &FormError{FormClock, s}
}

// MustClock is [ParseClock] for constants; it panics on a wrong one.
func MustClock(s string) Clock {
	c, err := ParseClock(s)
	if err != nil {
		panic(err)
	}
	return c
}

// String returns "09:05".
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// MarshalText writes "09:05".
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads "09:05".
func (c *Clock) UnmarshalText(b []byte) (err error) {
	*c, err = ParseClock(string(b))
	return err
}

// Moment is a date and time of the local civil calendar, without zone: seconds
// since 1970-01-01T00:00:00 as a clock on the wall would count them. A préfecture
// publishes and receives by the clock on its wall, so that is what is kept. The
// zero Moment is "not known"; its text form is empty.
type Moment int64

// MomentOf returns what a clock on the wall shows at t, in t's own zone.
func MomentOf(t time.Time) Moment {
	y, mo, d := t.Date()
	h, mi, s := t.Clock()
	return Moment(time.Date(y, mo, d, h, mi, s, 0, time.UTC).Unix())
}

// ParseMoment reads "2027-03-02T10:17", with or without seconds.
func ParseMoment(s string) (Moment, error) {
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil {
			return Moment(t.Unix()), nil
		}
	}
	return 0, &FormError{FormMoment, s}
}

// MustMoment is [ParseMoment] for constants; it panics on a wrong one.
func MustMoment(s string) Moment {
	m, err := ParseMoment(s)
	if err != nil {
		panic(err)
	}
	return m
}

// IsZero reports whether the moment is not known.
func (m Moment) IsZero() bool { return m == 0 }

// Time returns the moment as if the wall were in UTC; use it for calculations only.
func (m Moment) Time() time.Time { return time.Unix(int64(m), 0).UTC() }

// Date returns the day of the moment.
func (m Moment) Date() Date { return DateOf(m.Time()) }

// Clock returns the time of day of the moment, seconds cut off.
func (m Moment) Clock() Clock {
	t := m.Time()
	return Clock(t.Hour()*60 + t.Minute())
}

// String returns "2027-03-02T10:17", with seconds only when there are any, or ""
// when the moment is not known.
func (m Moment) String() string {
	switch {
	case m.IsZero():
		return ""
	case m%60 == 0:
		return m.Time().Format("2006-01-02T15:04")
	default:
		return m.Time().Format("2006-01-02T15:04:05")
	}
}

// MarshalText writes what String returns.
func (m Moment) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what String returns.
func (m *Moment) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*m = 0
		return nil
	}
	*m, err = ParseMoment(string(b))
	return err
}

// Week is a week of ISO 8601: it begins on Monday, and week 1 holds 4 January.
type Week struct {
	Year, Number int
}

// ParseWeek reads "2027-W10" and refuses weeks that the year does not have.
func ParseWeek(s string) (Week, error) {
	y, n, ok := strings.Cut(s, "-W")
	if ok && len(y) == 4 && len(n) == 2 {
		year, err1 := strconv.Atoi(y)
		number, err2 := strconv.Atoi(n)
		w := Week{year, number}
		if err1 == nil && err2 == nil && number >= 1 && w.Monday().Week() == w && w.String() == s {
			return w, nil
		}
	}
	return Week{}, &FormError{FormWeek, s}
}

// MustWeek is [ParseWeek] for constants; it panics on a wrong one.
func MustWeek(s string) Week {
	w, err := ParseWeek(s)
	if err != nil {
		panic(err)
	}
	return w
}

// WeeksOf returns the 52 or 53 ISO weeks of a year, in order.
func WeeksOf(year int) []Week {
	var weeks []Week
	for w := (Week{year, 1}); w.Year == year; w = w.Add(1) {
		weeks = append(weeks, w)
	}
	return weeks
}

// IsZero reports whether the week is not known.
func (w Week) IsZero() bool { return w == Week{} }

// Monday returns the first day of the week.
func (w Week) Monday() Date {
	january4 := NewDate(w.Year, time.January, 4)
	return january4.AddDays((w.Number-1)*7 - (january4.Weekday().ISO() - 1))
}

// Day returns the date of a weekday of the week.
func (w Week) Day(d Weekday) Date { return w.Monday().AddDays(d.ISO() - 1) }

// Add returns the week n weeks later (earlier when n is negative).
func (w Week) Add(n int) Week { return w.Monday().AddDays(7 * n).Week() }

// Compare returns -1, 0 or +1 as w is before, the same as or after v.
func (w Week) Compare(v Week) int {
	if w.Year != v.Year {
		return sign(w.Year - v.Year)
	}
	return sign(w.Number - v.Number)
}

// Before reports whether w is earlier than v.
func (w Week) Before(v Week) bool { return w.Compare(v) < 0 }

// String returns "2027-W10".
func (w Week) String() string { return fmt.Sprintf("%04d-W%02d", w.Year, w.Number) }

// MarshalText writes "2027-W10".
func (w Week) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads "2027-W10".
func (w *Week) UnmarshalText(b []byte) (err error) {
	*w, err = ParseWeek(string(b))
	return err
}
