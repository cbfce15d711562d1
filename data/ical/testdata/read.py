"""Prints what a calendar program understands of the file on standard input: of each
event its id, instant, status, revision, alarms in minutes and title, and its lots."""

import sys

from icalendar import Calendar

calendar = Calendar.from_ical(sys.stdin.buffer.read())
assert calendar["VERSION"] == "2.0" and calendar["METHOD"] == "PUBLISH", calendar
for event in calendar.walk("VEVENT"):
    assert event["CLASS"] == "CONFIDENTIAL" and event["DTEND"].dt > event["DTSTART"].dt, event
    alarms = [int(a["TRIGGER"].dt.total_seconds() // 60) for a in event.walk("VALARM")]
    print(event["UID"], event["DTSTART"].dt.isoformat(), event["STATUS"], event["SEQUENCE"], alarms, event["SUMMARY"])
    for line in event["DESCRIPTION"].splitlines() if alarms else []:
        if "×" in line:
            print(" ", line)
