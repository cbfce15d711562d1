// Package calendar is the page of the calendar: when the desks are open, week by week and
// over the year, and what is not as usual – closures, absences, other sessions, school
// holidays, bridges – with whom a change would hit before it is kept.
//
// What belongs here: what the page shows and asks. What a day is like is known to
// app/calendar, what a change would hit to app/office.
package calendar
