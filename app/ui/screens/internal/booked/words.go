package booked

import (
	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Name returns the name as a letter shows it, or that there is none.
func Name(a agenda.Applicant, voice *wording.Voice) string {
	if name := a.DisplayName(); name != "" {
		return name
	}
	return voice.Text("screen.booked.no-name")
}

// Procedure returns how the service calls the procedure, or what the export called it.
func Procedure(b agenda.Booking, house office.House) string {
	if p, known := house.Procedure(b.Procedure); known {
		return p.Label
	}
	return b.Motive
}

// Desk returns the name of the desk, or what the export called it.
func Desk(b agenda.Booking, house office.House) string {
	if name := house.DeskName(b.Desk); name != "" {
		return name
	}
	return b.DeskName
}

// Appointment returns when, where and what for.
func Appointment(b agenda.Booking, house office.House, voice *wording.Voice) []widgets.Fact {
	return []widgets.Fact{
		{Label: voice.Text("screen.booked.date"), Value: voice.Date(b.Date)},
		{Label: voice.Text("screen.booked.hour"), Value: voice.Clock(b.Start)},
		{Label: voice.Text("screen.booked.desk"), Value: Desk(b, house)},
		{Label: voice.Text("screen.booked.procedure"), Value: Procedure(b, house)},
	}
}
