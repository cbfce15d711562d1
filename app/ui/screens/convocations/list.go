package convocations

import (
	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/screens/internal/booked"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// The indexes of some cells among the columns.
const (
	nameCell      = 1
	referenceCell = 4
)

func columns(voice *wording.Voice) []widgets.Column {
	return []widgets.Column{
		{ID: string(workspace.OrderAppointment), Label: voice.Text("screen.booked.hour"), Width: 84, Sortable: true, Frozen: true},
		{ID: string(workspace.OrderName), Label: voice.Text("screen.convocations.column.name"), Width: 170, Stretch: true, Sortable: true, Typed: true},
		{ID: string(workspace.OrderProcedure), Label: voice.Text("screen.booked.procedure"), Width: 190, Stretch: true, Sortable: true},
		{ID: string(workspace.OrderDesk), Label: voice.Text("screen.booked.desk"), Width: 84, Sortable: true},
		{ID: string(workspace.OrderReference), Label: voice.Text("screen.convocations.column.reference"), Width: 110, Sortable: true},
	}
}

// expected is who has a letter for a day and a desk, in the order of the day.
func (s *Screen) expected() workspace.BookingQuery {
	return workspace.BookingQuery{From: s.day, To: s.day, Desk: s.desk, ActiveOnly: true, Order: workspace.OrderAppointment}
}

// list is the source of the table.
func (s *Screen) list() booked.List {
	voice := s.p.Voice
	return booked.List{
		Office: s.p.Office, Query: s.expected(), Name: nameCell, Barren: &s.barren,
		Row: func(b agenda.Booking, house office.House) widgets.Row { return rowOf(b, house, voice) },
	}
}

func rowOf(b agenda.Booking, house office.House, voice *wording.Voice) widgets.Row {
	row := widgets.Row{
		Key: string(b.ID),
		Cells: []string{
			voice.ShortClock(b.Start), booked.Name(b.Applicant, voice), booked.Procedure(b, house), booked.Desk(b, house), b.Reference,
		},
	}
	if b.Applicant.DisplayName() == "" {
		// A letter without a name lets anybody in: it shows before it is printed.
		row.State, row.Tones = widgets.Warning, map[int]widgets.State{nameCell: widgets.Warning}
	}
	return row
}
