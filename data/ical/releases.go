package ical

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/wording"
)

// aheadMinutes is how long before a release the first alarm rings: time to sit down and
// open the platform. The second one rings at its minute.
const aheadMinutes = 10

// eventMinutes is how long a release is in the calendar.
const eventMinutes = 10

// WriteReleases writes an event for each release of a week. Times are instants in UTC,
// from the clock of the service's time zone: that is what every calendar understands
// without a table of zones. A release that is still to be done has two alarms.
//
// An event is known by the id of its release. A release that was replaced is there as
// cancelled, and everything is of a later revision than before the week was drawn again,
// so that a calendar that imports the file once more lets its old minutes go (RFC 5546,
// section 2.1.4). Errors of w are returned unchanged.
func WriteReleases(ctx context.Context, w io.Writer, sheet publication.WeekSheet, voice *wording.Voice) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	name := voice.Text("ical.name", "Week", sheet.Week)
	calendar, err := ics.NewCalendarWithOptions(ics.WithVersion("2.0"), ics.WithProductId("-//Creneaux//Creneaux//"+strings.ToUpper(voice.Language())))
	if err != nil {
		return fmt.Errorf("ical: %w", err)
	}
	calendar.SetMethod(ics.MethodPublish)
	calendar.SetName(name)
	calendar.SetXWRCalName(name)
	for _, r := range sheet.Releases {
		(&event{calendar.AddEvent(string(r.ID)), sheet, r, voice}).fill()
	}
	// Into memory first: the library passes over errors of the file.
	var file bytes.Buffer
	if err := calendar.SerializeTo(&file, ics.WithNewLineWindows); err != nil {
		return fmt.Errorf("ical: %w", err)
	}
	_, err = w.Write(file.Bytes())
	return err
}

// event is one release while it is written.
type event struct {
	*ics.VEvent
	sheet   publication.WeekSheet
	release publication.SheetRelease
	voice   *wording.Voice
}

func (e *event) fill() {
	at := instant(e.release.At, e.sheet.Zone)
	e.SetDtStampTime(instant(e.sheet.WrittenAt, e.sheet.Zone))
	e.SetSequence(e.sheet.Revision())
	e.SetStartAt(at)
	e.SetEndAt(at.Add(eventMinutes * time.Minute))
	e.SetSummary(e.summary())
	e.SetDescription(e.description())
	e.SetClass(ics.ClassificationConfidential)
	e.SetStatus(e.status())
	if e.release.ToDo() {
		e.alarm(aheadMinutes)
		e.alarm(0)
	}
}

func (e *event) status() ics.ObjectStatus {
	if e.release.Replaced {
		return ics.ObjectStatusCancelled
	}
	return ics.ObjectStatusConfirmed
}

// summary names the release and no moment: it is what others see over a shoulder.
func (e *event) summary() string {
	if e.release.ToDo() {
		return e.voice.Text("ical.summary", "Number", e.release.Number, "Count", len(e.release.Online))
	}
	return e.voice.Text("ical.summary-state", "Number", e.release.Number, "State", e.release.State())
}

// description says what goes online, a lot a line, and what to do.
func (e *event) description() string {
	var lines []string
	for _, lot := range e.release.Lots() {
		key := "ical.lot"
		if lot.Additional != "" {
			key = "ical.lot-additional"
		}
		lines = append(lines, plain(e.voice.Text(key, "Slots", lot.Slots, "Procedure", lot.Procedure, "Desk", lot.Desk,
			"Days", e.days(lot), "Additional", lot.Additional)))
	}
	switch {
	case e.release.Replaced:
		lines = append(lines, e.voice.Text("ical.replaced"))
	case e.release.Standing == publication.StandingDone:
		lines = append(lines, e.voice.Text("ical.done", "At", e.release.DoneAt))
	case e.release.Standing == publication.StandingMissed:
		lines = append(lines, e.voice.Text("ical.missed"))
	default:
		lines = append(lines, e.voice.Text("ical.do", "Until", e.sheet.Patience.Until(e.release.At).Clock()))
	}
	return strings.Join(lines, "\n")
}

// days says when the appointments of a lot are.
func (e *event) days(lot publication.SheetLot) string {
	if lot.From == lot.To {
		return e.voice.Text("ical.lot-day", "From", e.voice.ShortDate(lot.From))
	}
	return e.voice.Text("ical.lot-days", "From", e.voice.ShortDate(lot.From), "To", e.voice.ShortDate(lot.To))
}

// alarm rings so many minutes before the release.
func (e *event) alarm(minutes int) {
	a := e.AddAlarm()
	a.SetAction(ics.ActionDisplay)
	trigger, says := fmt.Sprintf("-PT%dM", minutes), e.voice.Text("ical.alarm", "Number", e.release.Number, "Count", minutes)
	if minutes == 0 {
		trigger, says = "PT0S", e.voice.Text("ical.alarm-now", "Number", e.release.Number)
	}
	a.SetTrigger(trigger)
	a.SetProperty(ics.ComponentPropertyDescription, says)
}

// plain returns a text without signs that steer a printer or a terminal: RFC 5545 has no
// place for them in a text (section 3.3.11).
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}

// instant returns when the clocks of a zone show a moment.
func instant(m agenda.Moment, zone *time.Location) time.Time {
	clock := m.Time()
	return time.Date(clock.Year(), clock.Month(), clock.Day(), clock.Hour(), clock.Minute(), clock.Second(), 0, zone)
}
