package bookings

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/office"
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

// statusCell is the index of the status among the columns.
const statusCell = 6

func columns(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: columnDate, Label: voice.Text("screen.bookings.column.date"), Width: 158, Sortable: true},
		{ID: columnHour, Label: voice.Text("screen.bookings.column.hour"), Width: 56},
		{ID: columnReference, Label: voice.Text("screen.bookings.column.reference"), Width: 88, Sortable: true},
		{ID: columnName, Label: voice.Text("screen.bookings.column.name"), Width: 132, Stretch: true, Sortable: true},
		{ID: columnProcedure, Label: voice.Text("screen.bookings.column.procedure"), Width: 110, Stretch: true, Sortable: true},
		{ID: columnDesk, Label: voice.Text("screen.bookings.column.desk"), Width: 64, Sortable: true},
		{ID: columnStatus, Label: voice.Text("screen.bookings.column.status"), Width: 74, Sortable: true},
		{ID: columnBooked, Label: voice.Text("screen.bookings.column.booked"), Width: 122, Sortable: true},
	}
}

// list is the source of the table: the bookings that a filter lets through.
type list struct {
	office Office
	voice  *wording.Voice
	query  workspace.BookingQuery
}

// Page implements [widgets.Source].
func (l list) Page(ctx context.Context, offset, limit int, order widgets.Order) (widgets.Page, error) {
	house, err := l.office.House(ctx)
	if err != nil {
		return widgets.Page{}, err
	}
	query := l.query
	query.Offset, query.Limit = offset, limit
	query.Order, query.Descending = workspace.BookingOrder(order.Column), order.Descending
	bookings, total, err := l.office.Bookings(ctx, query)
	if err != nil {
		return widgets.Page{}, err
	}
	page := widgets.Page{Rows: make([]widgets.Row, len(bookings)), Total: total}
	for i, b := range bookings {
		page.Rows[i] = rowOf(b, house, l.voice)
	}
	return page, nil
}

func rowOf(b agenda.Booking, house office.House, voice *wording.Voice) widgets.Row {
	status, state := statusOf(b, voice)
	booked := ""
	if !b.BookedAt.IsZero() {
		booked = voice.ShortMoment(b.BookedAt)
	}
	return widgets.Row{
		Key: string(b.ID),
		Cells: []string{
			voice.Date(b.Date), voice.ShortClock(b.Start), b.Reference, nameOf(b.Applicant, voice),
			procedureOf(b, house), deskOf(b, house), status, booked,
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

func nameOf(a agenda.Applicant, voice *wording.Voice) string {
	if name := a.DisplayName(); name != "" {
		return name
	}
	return voice.Text("screen.bookings.no-name")
}

// procedureOf returns how the service calls the procedure, or what the export called it.
func procedureOf(b agenda.Booking, house office.House) string {
	if p, known := house.Procedure(b.Procedure); known {
		return p.Label
	}
	return b.Motive
}

func deskOf(b agenda.Booking, house office.House) string {
	if name := house.DeskName(b.Desk); name != "" {
		return name
	}
	return b.DeskName
}
