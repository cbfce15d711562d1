package intake

import "creneaux/app/agenda"

// SerialDay reads the day in a cell that holds a serial number, as workbooks keep
// dates; ok is false for a text and for a number that is no day.
func (t Table) SerialDay(c Cell) (day agenda.Date, ok bool) {
	if c.Kind == CellText {
		return agenda.Date{}, false
	}
	at, ok := serialTimestamp(c.Number, t.Date1904)
	return at.date, ok
}

// SerialHour reads the hour in a cell that holds a serial number: its fraction.
func (t Table) SerialHour(c Cell) (hour agenda.Clock, ok bool) {
	if c.Kind == CellText {
		return 0, false
	}
	hour, why := clockOfNumber(c.Number)
	return hour, why == faultNone
}

// SerialMoment reads the day and the hour in a cell that holds a serial number.
func (t Table) SerialMoment(c Cell) (at agenda.Moment, ok bool) {
	if c.Kind == CellText {
		return 0, false
	}
	read, ok := serialTimestamp(c.Number, t.Date1904)
	if !ok {
		return 0, false
	}
	return read.moment(), true
}
