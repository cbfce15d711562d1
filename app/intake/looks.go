package intake

import (
	"slices"
	"strings"
	"unicode"
)

// What a column's cells look like, which decides where its title says nothing.

const (
	sampleRows   = 300 // rows looked at below the header
	sampleEnough = 3   // filled cells without which a column looks like nothing
	looksSure    = 0.9 // share of the cells that must look alike
)

// column is a sample of the filled cells of one column.
type column struct {
	cells []Cell
	form  calendarForm
}

// columnsBelow samples every column of the rows after the header.
func columnsBelow(t Table, header, width int) []column {
	columns := make([]column, width)
	rows := t.Rows[header+1:]
	for _, row := range rows[:min(len(rows), sampleRows)] {
		for i := range columns {
			if c := row.cell(i); !c.blank() {
				columns[i].cells = append(columns[i].cells, c)
			}
		}
	}
	for i := range columns {
		columns[i].form.date1904 = t.Date1904
		columns[i].form.monthFirst = columns[i].monthFirst()
	}
	return columns
}

// monthFirst reports whether the dates can only be read the month first.
func (c column) monthFirst() bool {
	var orders dateOrders
	for _, cell := range c.cells {
		orders.add(cell.Text)
	}
	return orders.monthFirst()
}

// share returns which part of the filled cells fit the field, and false where too
// few are filled to tell.
func (c column) share(f Field) (float64, bool) {
	if len(c.cells) == 0 {
		return 0, false
	}
	fitting := 0
	for _, cell := range c.cells {
		if c.fits(f, cell) {
			fitting++
		}
	}
	return float64(fitting) / float64(len(c.cells)), len(c.cells) >= sampleEnough
}

// fits reports whether a cell could hold the field.
func (c column) fits(f Field, cell Cell) bool {
	if f == FieldCancelledAt {
		if _, ok := yesOrNo(cell.written()); ok {
			return true
		}
	}
	switch f {
	case FieldDate, FieldDateTime, FieldBookedAt, FieldCancelledAt, FieldBirthDate:
		t, why := c.form.readTimestamp(cell)
		return why == faultNone && (f == FieldBirthDate || t.date.Year >= oldestAppointment) &&
			(f != FieldDateTime || t.timed)
	case FieldTime:
		_, why := c.form.readClock(cell)
		return why == faultNone
	}
	s := cell.written()
	switch f {
	case FieldEmail:
		return looksLikeEmail(s)
	case FieldPhone:
		return looksLikePhone(s)
	case FieldForeignerNumber:
		digits := withoutGrouping(s)
		return allDigits(digits) && within(len(digits), 6, foreignerNumberDigits)
	case FieldPostcode:
		return allDigits(s) && within(len(s), 4, 5)
	case FieldStatus:
		_, ok := ParseStatus(s)
		return ok
	case FieldReference:
		return len(s) <= 64 && !strings.ContainsAny(s, " @/:") && strings.ContainsFunc(s, unicode.IsDigit)
	case FieldSurname, FieldGivenNames, FieldFullName, FieldBirthName:
		return hasLetter(s) && !strings.ContainsAny(s, "@0123456789")
	}
	return true
}

func looksLikeEmail(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	return ok && local != "" && strings.Contains(domain, ".") && !strings.ContainsAny(s, " ;")
}

func looksLikePhone(s string) bool {
	digits := withoutGrouping(strings.TrimPrefix(s, "+"))
	digits = strings.NewReplacer("(", "", ")", "", "/", "").Replace(digits)
	return allDigits(digits) && within(len(digits), 9, 15)
}

// look is a field that a column looks like, and how sure that is, from 0 to 1.
type look struct {
	field Field
	sure  float64
}

// untitled returns what a column without a telling title looks like; nothing where its
// cells tell nothing either.
func (c column) untitled() []look {
	if len(c.cells) < sampleEnough {
		return nil
	}
	for _, known := range []struct {
		field Field
		sure  float64
		also  func(column) bool
	}{
		{FieldEmail, 0.6, nil},
		{FieldStatus, 0.5, nil},
		{FieldBirthDate, 0.4, column.spansGenerations},
		{FieldDateTime, 0.35, column.onTheHour},
		{FieldBookedAt, 0.3, column.atAnyMinute},
		{FieldDate, 0.3, column.untimed},
		{FieldTime, 0.35, column.writtenAsHours},
		{FieldPhone, 0.35, column.startsLikePhone},
		{FieldForeignerNumber, 0.35, column.tenDigits},
		{FieldPostcode, 0.3, nil},
		{FieldReference, 0.3, column.allDistinct},
		{FieldFullName, 0.25, column.twoWords},
	} {
		if share, ok := c.share(known.field); ok && share >= looksSure && (known.also == nil || known.also(c)) {
			return []look{{known.field, known.sure}}
		}
	}
	if share, _ := c.share(FieldSurname); share >= looksSure && c.namesMany() {
		return c.oneOfTwoNames()
	}
	return nil
}

// oneOfTwoNames says that a column holds surnames or given names. Which ones, capitals
// tell, else the order of the columns: the surname comes first.
func (c column) oneOfTwoNames() []look {
	surname := 0.2
	if c.most(func(cell Cell) bool { return isCapitals(strings.ReplaceAll(cell.written(), " ", "")) }) {
		surname = 0.22
	}
	return []look{{FieldSurname, surname}, {FieldGivenNames, 0.19}}
}

// namesMany reports whether the cells have as many values as people have names; towns and
// nationalities recur.
func (c column) namesMany() bool {
	const enoughPeople = 10
	return len(c.cells) >= enoughPeople && 2*c.distinct() >= len(c.cells)
}

func (c column) distinct() int {
	seen := make(map[string]bool, len(c.cells))
	for _, cell := range c.cells {
		seen[cell.written()] = true
	}
	return len(seen)
}

// timestamps returns the dates of the sample, in order.
func (c column) timestamps() []timestamp {
	var dates []timestamp
	for _, cell := range c.cells {
		if t, why := c.form.readTimestamp(cell); why == faultNone {
			dates = append(dates, t)
		}
	}
	return dates
}

// datesNotCounts tells dates from plain numbers that happen to be serial days.
func (c column) datesNotCounts() bool {
	return c.most(func(cell Cell) bool {
		_, isDecimal := parseDecimal(cell.written())
		return cell.Kind == CellDate || !isDecimal || cell.Number >= 20_000 && cell.Number < 80_000
	})
}

// spansGenerations reports whether the dates are those of people's births.
func (c column) spansGenerations() bool {
	dates := c.timestamps()
	years := make([]int, len(dates))
	for i, t := range dates {
		years[i] = t.date.Year
	}
	slices.Sort(years)
	return c.datesNotCounts() && len(years) >= 10 && years[len(years)*9/10]-years[len(years)/10] >= 15
}

// onTheHour reports whether the hours are those of appointments: every five minutes.
func (c column) onTheHour() bool {
	return c.datesNotCounts() && c.everyTimed(func(t timestamp) bool { return t.seconds%300 == 0 })
}

// atAnyMinute reports whether the hours are those at which people clicked.
func (c column) atAnyMinute() bool {
	return c.datesNotCounts() && c.everyTimed(func(timestamp) bool { return true }) && !c.onTheHour()
}

func (c column) everyTimed(is func(timestamp) bool) bool {
	timed, dates := 0, c.timestamps()
	for _, t := range dates {
		if t.timed && is(t) {
			timed++
		}
	}
	return float64(timed) >= looksSure*float64(len(dates))
}

// untimed reports whether the dates are days without hour.
func (c column) untimed() bool {
	for _, t := range c.timestamps() {
		if t.timed {
			return false
		}
	}
	return c.datesNotCounts()
}

// mostlyTimed reports whether most of the dates have an hour.
func (c column) mostlyTimed() bool {
	timed, dates := 0, c.timestamps()
	for _, t := range dates {
		if t.timed {
			timed++
		}
	}
	return 2*timed > len(dates)
}

// mostlyDated reports whether most of the cells hold a day, not an hour alone.
func (c column) mostlyDated() bool { return 2*len(c.timestamps()) > len(c.cells) }

func (c column) writtenAsHours() bool {
	return c.most(func(cell Cell) bool {
		return cell.Kind != CellText && cell.Number > 0 && cell.Number < 1 || strings.ContainsAny(cell.Text, "hH:")
	})
}

func (c column) startsLikePhone() bool {
	return c.most(func(cell Cell) bool {
		s := withoutGrouping(cell.written())
		return strings.HasPrefix(s, "+") || strings.HasPrefix(s, "0") || len(s) == 9
	})
}

func (c column) tenDigits() bool {
	return c.most(func(cell Cell) bool { return len(withoutGrouping(cell.written())) == foreignerNumberDigits })
}

func (c column) twoWords() bool {
	return c.allDistinct() && c.most(severalWords)
}

func (c column) mostlySeveralWords() bool {
	n := 0
	for _, cell := range c.cells {
		if severalWords(cell) {
			n++
		}
	}
	return 4*n > 3*len(c.cells)
}

func severalWords(cell Cell) bool { return strings.Contains(cell.written(), " ") }

func (c column) allDistinct() bool {
	return float64(c.distinct()) >= looksSure*float64(len(c.cells))
}

func (c column) most(is func(Cell) bool) bool {
	n := 0
	for _, cell := range c.cells {
		if is(cell) {
			n++
		}
	}
	return float64(n) >= looksSure*float64(len(c.cells))
}
