package calendar

import "creneaux/app/agenda"

// Bridge is a working day that a public holiday and a weekend, or two public holidays,
// leave alone: a service may choose to close on it.
type Bridge struct {
	Date    agenda.Date
	Holiday Holiday // beside it; the one after it where there are two
	// Closed is set when every desk is closed that day already.
	Closed bool
}

// Bridges returns the bridges between two days, both included, by date.
func (c *Calendar) Bridges(from, to agenda.Date) []Bridge {
	var bridges []Bridge
	for d := from; !d.After(to); d = d.AddDays(1) {
		if _, off := c.holidayOn(d); off || weekend(d) {
			continue
		}
		before, after := d.AddDays(-1), d.AddDays(1)
		holidayBefore, isBefore := c.holidayOn(before)
		holidayAfter, isAfter := c.holidayOn(after)
		if !(isBefore || weekend(before)) || !(isAfter || weekend(after)) {
			continue
		}
		bridge := Bridge{Date: d, Holiday: holidayAfter, Closed: !c.WorkingDay(d)}
		if weekend(after) {
			bridge.Holiday = holidayBefore
		}
		bridges = append(bridges, bridge)
	}
	return bridges
}
