package spreadsheet

import (
	"context"
	"io"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// AffectedRow is one appointment that loses its place, or a slot that nobody has booked.
type AffectedRow struct {
	Date      agenda.Date
	Start     agenda.Clock
	Desk      string
	Procedure string           // its label
	State     agenda.SlotState // "" where the booking is of no slot of the plan
	Reference string           // of the booking, on the platform; empty where nobody has booked
	Name      string
	Email     string
	Phone     string
}

func affected(voice *wording.Voice) list[AffectedRow] {
	return list[AffectedRow]{
		title: agenda.Msg("workbook.affected.title"),
		sheet: agenda.Msg("workbook.affected.sheet"),
		columns: []column[AffectedRow]{
			{agenda.Msg("workbook.column.date"), 12, func(r AffectedRow) any { return r.Date }},
			{agenda.Msg("workbook.column.start"), 8, func(r AffectedRow) any { return r.Start }},
			{agenda.Msg("workbook.column.desk"), 12, func(r AffectedRow) any { return r.Desk }},
			{agenda.Msg("workbook.column.procedure"), 40, func(r AffectedRow) any { return r.Procedure }},
			{agenda.Msg("workbook.column.state"), 22, func(r AffectedRow) any { return voice.Say(stateOf(r)) }},
			{agenda.Msg("workbook.column.reference"), 16, func(r AffectedRow) any { return r.Reference }},
			{agenda.Msg("workbook.column.full_name"), 30, func(r AffectedRow) any { return r.Name }},
			{agenda.Msg("workbook.column.email"), 32, func(r AffectedRow) any { return r.Email }},
			{agenda.Msg("workbook.column.phone"), 18, func(r AffectedRow) any { return r.Phone }},
		},
	}
}

// stateOf says what has become of a slot.
func stateOf(r AffectedRow) agenda.Message {
	switch r.State {
	case agenda.SlotPlanned:
		return agenda.Msg("workbook.affected.planned")
	case agenda.SlotReserved:
		return agenda.Msg("workbook.affected.reserved")
	case agenda.SlotReleased:
		return agenda.Msg("workbook.affected.released")
	case agenda.SlotPublished:
		return agenda.Msg("workbook.affected.published")
	default:
		return agenda.Msg("workbook.affected.unplanned")
	}
}

// WriteAffected writes a workbook of who loses a place by a closure, an absence or other
// sessions.
func WriteAffected(ctx context.Context, w io.Writer, rows []AffectedRow, voice *wording.Voice) error {
	return writeBook(ctx, w, affected(voice), rows, voice)
}

// WriteAffectedCSV writes the same list as CSV, see [WriteCancellationsCSV].
func WriteAffectedCSV(w io.Writer, rows []AffectedRow, voice *wording.Voice) error {
	return writeCSV(w, affected(voice), rows, voice)
}
