package bookings

import (
	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/booked"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// The columns of the list, as the table names them. They are the orders of the
// store wherever a column can be sorted by.
const (
	columnDate      = string(workspace.OrderAppointment)
	columnHour      = "hour"
	columnReference = string(workspace.OrderReference)
	columnName      = string(workspace.OrderName)
	columnProcedure = string(workspace.OrderProcedure)
	columnDesk      = string(workspace.OrderDesk)
	columnStatus    = string(workspace.OrderStatus)
	columnBooked    = string(workspace.OrderBooked)
)

// The indexes of some cells among the columns.
const (
	referenceCell = 2
	nameCell      = 3
	statusCell    = 6
)

func columns(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: columnDate, Label: voice.Text("screen.booked.date"), Width: 158, Sortable: true, Frozen: true},
		{ID: columnHour, Label: voice.Text("screen.booked.hour"), Width: 56},
		{ID: columnReference, Label: voice.Text("screen.bookings.column.reference"), Width: 88, Sortable: true},
		{ID: columnName, Label: voice.Text("screen.bookings.column.name"), Width: 132, Stretch: true, Sortable: true, Typed: true},
		{ID: columnProcedure, Label: voice.Text("screen.booked.procedure"), Width: 110, Stretch: true, Sortable: true},
		{ID: columnDesk, Label: voice.Text("screen.booked.desk"), Width: 64, Sortable: true},
		{
			ID: columnStatus, Label: voice.Text("screen.bookings.column.status"), Tip: voice.Text("screen.bookings.column.status.tip"),
			Width: 74, Sortable: true,
		},
		{
			ID: columnBooked, Label: voice.Text("screen.bookings.column.booked"), Tip: voice.Text("screen.bookings.column.booked.tip"),
			Width: 122, Sortable: true, Hidden: true, // the panel says it, and a window of 1,280 pixels has room for the others
		},
	}
}

// list is the source of the table for a query.
func (s *Screen) list(q workspace.BookingQuery) booked.List {
	voice := s.p.Voice
	return booked.List{
		Office: s.p.Office, Query: q, Name: nameCell, Barren: &s.barren,
		Row: func(b agenda.Booking, house office.House) widgets.Row { return rowOf(b, house, voice) },
	}
}

func rowOf(b agenda.Booking, house office.House, voice *wording.Voice) widgets.Row {
	status, state := statusOf(b, voice)
	return widgets.Row{
		Key: string(b.ID),
		Cells: []string{
			voice.Date(b.Date), voice.ShortClock(b.Start), b.Reference, booked.Name(b.Applicant, voice),
			booked.Procedure(b, house), booked.Desk(b, house), status, momentOf(b.BookedAt, voice),
		},
		State: state,
		Tones: map[int]widgets.State{statusCell: state},
	}
}

// statusOf says what has become of a booking, and how the row shows it.
func statusOf(b agenda.Booking, voice *wording.Voice) (string, widgets.State) {
	switch {
	case b.Gone:
		return voice.Text("screen.bookings.status.gone"), widgets.Warning
	case b.Status == agenda.BookingCancelled:
		return voice.Text("screen.bookings.status.cancelled"), widgets.Quiet
	case b.Status == agenda.BookingServed:
		return voice.Text("screen.bookings.status.served"), widgets.Success
	case b.Status == agenda.BookingAbsent:
		return voice.Text("screen.bookings.status.absent"), widgets.Warning
	default:
		return voice.Text("screen.bookings.status.booked"), widgets.Plain
	}
}

func momentOf(m agenda.Moment, voice *wording.Voice) string {
	if m.IsZero() {
		return ""
	}
	return voice.ShortMoment(m)
}
