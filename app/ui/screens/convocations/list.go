package convocations

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

func columns(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: string(workspace.OrderAppointment), Label: voice.Text("screen.convocations.column.hour"), Width: 84, Sortable: true},
		{ID: string(workspace.OrderName), Label: voice.Text("screen.convocations.column.name"), Width: 150, Stretch: true, Sortable: true},
		{ID: string(workspace.OrderProcedure), Label: voice.Text("screen.convocations.column.procedure"), Width: 170, Stretch: true, Sortable: true},
		{ID: string(workspace.OrderDesk), Label: voice.Text("screen.convocations.column.desk"), Width: 84, Sortable: true},
		{ID: string(workspace.OrderReference), Label: voice.Text("screen.convocations.column.reference"), Width: 110, Sortable: true},
	}
}

// list is the source of the table: who gets a letter for a day.
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
	row := widgets.Row{
		Key: string(b.ID),
		Cells: []string{
			voice.ShortClock(b.Start), b.Applicant.DisplayName(), procedureOf(b, house), deskOf(b, house), b.Reference,
		},
	}
	if row.Cells[1] == "" {
		// A letter without a name lets anybody in: it shows before it is printed.
		row.Cells[1] = voice.Text("screen.convocations.no-name")
		row.State, row.Tones = widgets.Warning, map[int]widgets.State{1: widgets.Warning}
	}
	return row
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
