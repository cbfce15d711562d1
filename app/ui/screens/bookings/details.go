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

// fact is one line of the panel: what it is, and what the booking says.
type fact struct{ label, value string }

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
		section(voice.Text("screen.bookings.section.appointment"), appointmentFacts(b, house, voice)),
		section(voice.Text("screen.bookings.section.history"), historyFacts(b, voice)),
		section(voice.Text("screen.bookings.section.person"), personFacts(b.Applicant, voice)),
	)
}

func appointmentFacts(b agenda.Booking, house office.House, voice *wording.Voice) []fact {
	return []fact{
		{voice.Text("screen.bookings.column.reference"), b.Reference},
		{voice.Text("screen.bookings.column.date"), voice.Date(b.Date)},
		{voice.Text("screen.bookings.column.hour"), voice.Clock(b.Start)},
		{voice.Text("screen.bookings.column.desk"), deskOf(b, house)},
		{voice.Text("screen.bookings.column.procedure"), procedureOf(b, house)},
	}
}

func historyFacts(b agenda.Booking, voice *wording.Voice) []fact {
	facts := []fact{{voice.Text("screen.bookings.column.booked"), momentOf(b.BookedAt, voice)}}
	if b.Status == agenda.BookingCancelled {
		facts = append(facts,
			fact{voice.Text("screen.bookings.fact.cancelled-at"), momentOf(b.CancelledAt, voice)},
			fact{voice.Text("screen.bookings.fact.cause"), voice.Say(statistics.CauseMessage(b.Cause))},
		)
	}
	if b.Gone {
		facts = append(facts, fact{voice.Text("screen.bookings.fact.gone"), voice.Text("screen.bookings.fact.gone.text")})
	}
	return facts
}

func personFacts(a agenda.Applicant, voice *wording.Voice) []fact {
	return []fact{
		{voice.Text("screen.bookings.fact.email"), a.Email},
		{voice.Text("screen.bookings.fact.phone"), a.Phone},
		{voice.Text("screen.bookings.fact.birth-name"), a.BirthName},
		{voice.Text("screen.bookings.fact.birth-date"), voice.Date(a.BirthDate)},
		{voice.Text("screen.bookings.fact.foreigner-number"), a.ForeignerNumber},
		{voice.Text("screen.bookings.fact.postcode"), a.Postcode},
	}
}

func momentOf(m agenda.Moment, voice *wording.Voice) string {
	if m.IsZero() {
		return ""
	}
	return voice.ShortMoment(m)
}

// labelWidth is what the labels wrap to: the values need the rest.
const labelWidth = 88

func section(title string, facts []fact) fyne.CanvasObject {
	lines := []fyne.CanvasObject{widgets.NewText(widgets.RoleStrong, title)}
	for _, f := range facts {
		value := f.value
		if value == "" {
			value = "–"
		}
		text := widgets.NewParagraph(widgets.RoleBody, value)
		label := widgets.AtLeast(labelWidth, 0, widgets.Down(widgets.NewParagraph(widgets.RoleMuted, f.label)))
		lines = append(lines, widgets.AcrossWith(text, label, text))
	}
	return widgets.NewSurface(theme.ColorSurface, widgets.EdgeNone, widgets.Down(lines...))
}
