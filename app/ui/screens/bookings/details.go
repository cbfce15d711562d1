package bookings

import (
	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/statistics"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// details returns what the panel shows of a booking; hide closes the panel.
func details(b agenda.Booking, house office.House, voice *wording.Voice, hide func()) fyne.CanvasObject {
	status, state := statusOf(b, voice)
	copyReference := widgets.NewButton(widgets.Flat, voice.Text("screen.bookings.copy-reference"), theme.IconCopy(), func() {
		fyne.CurrentApp().Clipboard().SetContent(b.Reference)
	})
	dismiss := widgets.NewButton(widgets.Flat, "", theme.IconClose(), hide)
	dismiss.SetAccessibleLabel(voice.Text("ui.dialog.close"))
	name := widgets.NewParagraph(widgets.RoleHeading, nameOf(b.Applicant, voice))
	return widgets.Parts(nil,
		widgets.Down(
			widgets.AcrossWith(name, name, widgets.Down(dismiss)),
			widgets.AcrossWith(nil, widgets.NewBadge(status, state), copyReference),
		),
		section(voice.Text("screen.bookings.section.appointment"), voice, appointmentFacts(b, house, voice)),
		section(voice.Text("screen.bookings.section.history"), voice, historyFacts(b, voice)),
		section(voice.Text("screen.bookings.section.person"), voice, personFacts(b.Applicant, voice)),
	)
}

func appointmentFacts(b agenda.Booking, house office.House, voice *wording.Voice) []widgets.Fact {
	return []widgets.Fact{
		{Label: voice.Text("screen.bookings.column.reference"), Value: b.Reference},
		{Label: voice.Text("screen.bookings.column.date"), Value: voice.Date(b.Date)},
		{Label: voice.Text("screen.bookings.column.hour"), Value: voice.Clock(b.Start)},
		{Label: voice.Text("screen.bookings.column.desk"), Value: deskOf(b, house)},
		{Label: voice.Text("screen.bookings.column.procedure"), Value: procedureOf(b, house)},
	}
}

func historyFacts(b agenda.Booking, voice *wording.Voice) []widgets.Fact {
	facts := []widgets.Fact{{Label: voice.Text("screen.bookings.column.booked"), Value: momentOf(b.BookedAt, voice)}}
	if b.Status == agenda.BookingCancelled {
		facts = append(facts,
			widgets.Fact{Label: voice.Text("screen.bookings.fact.cancelled-at"), Value: momentOf(b.CancelledAt, voice)},
			widgets.Fact{Label: voice.Text("screen.bookings.fact.cause"), Value: voice.Say(statistics.CauseMessage(b.Cause))},
		)
	}
	if b.Gone {
		facts = append(facts, widgets.Fact{Label: voice.Text("screen.bookings.fact.gone"), Value: voice.Text("screen.bookings.fact.gone.text")})
	}
	return facts
}

func personFacts(a agenda.Applicant, voice *wording.Voice) []widgets.Fact {
	return []widgets.Fact{
		{Label: voice.Text("screen.bookings.fact.email"), Value: a.Email},
		{Label: voice.Text("screen.bookings.fact.phone"), Value: a.Phone},
		{Label: voice.Text("screen.bookings.fact.birth-name"), Value: a.BirthName},
		{Label: voice.Text("screen.bookings.fact.birth-date"), Value: voice.Date(a.BirthDate)},
		{Label: voice.Text("screen.bookings.fact.foreigner-number"), Value: a.ForeignerNumber},
		{Label: voice.Text("screen.bookings.fact.postcode"), Value: a.Postcode},
	}
}

func momentOf(m agenda.Moment, voice *wording.Voice) string {
	if m.IsZero() {
		return ""
	}
	return voice.ShortMoment(m)
}

func section(title string, voice *wording.Voice, facts []widgets.Fact) fyne.CanvasObject {
	return widgets.Down(widgets.NewText(widgets.RoleStrong, title), widgets.NewFacts(voice, facts...))
}
