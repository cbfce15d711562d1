// Package ical writes the releases of a week as an iCalendar file (RFC 5545), so that the
// calendar of the agent who puts slots online rings.
//
// What belongs here: events, alarms and times of day made instants. What is in a week
// comes decided from app/publication; words come from app/wording. Same content, same
// bytes: what the file says it was made at comes from the content.
package ical
