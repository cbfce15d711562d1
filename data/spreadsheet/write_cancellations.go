package spreadsheet

import (
	"context"
	"io"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// CancellationRow is one booking that is to be cancelled on the platform. It names
// nobody: the platform knows the booking by its reference.
type CancellationRow struct {
	Reference string
	Date      agenda.Date
	Start     agenda.Clock
	Desk      string
	Procedure string // its label
	Rule      string // code of the finding, "DUP-EMAIL"
	Reason    agenda.Message
	DecidedAt agenda.Moment
}

func cancellations(voice *wording.Voice) list[CancellationRow] {
	return list[CancellationRow]{
		title: agenda.Msg("workbook.cancellations.title"),
		sheet: agenda.Msg("workbook.cancellations.sheet"),
		columns: []column[CancellationRow]{
			{agenda.Msg("workbook.column.reference"), 16, func(r CancellationRow) any { return r.Reference }},
			{agenda.Msg("workbook.column.date"), 12, func(r CancellationRow) any { return r.Date }},
			{agenda.Msg("workbook.column.start"), 8, func(r CancellationRow) any { return r.Start }},
			{agenda.Msg("workbook.column.desk"), 12, func(r CancellationRow) any { return r.Desk }},
			{agenda.Msg("workbook.column.procedure"), 40, func(r CancellationRow) any { return r.Procedure }},
			{agenda.Msg("workbook.column.rule"), 16, func(r CancellationRow) any { return r.Rule }},
			{agenda.Msg("workbook.column.reason"), 60, func(r CancellationRow) any { return voice.Say(r.Reason) }},
			{agenda.Msg("workbook.column.decided_at"), 18, func(r CancellationRow) any { return r.DecidedAt }},
		},
	}
}

// WriteCancellations writes the list of cancellations to apply on the platform as a
// workbook.
func WriteCancellations(ctx context.Context, w io.Writer, rows []CancellationRow, voice *wording.Voice) error {
	return writeBook(ctx, w, cancellations(voice), rows, voice)
}

// WriteCancellationsCSV writes the same list as CSV: semicolons, UTF-8 with byte order
// mark, CRLF; texts that a spreadsheet program would take for a formula are defused by
// an apostrophe.
func WriteCancellationsCSV(w io.Writer, rows []CancellationRow, voice *wording.Voice) error {
	return writeCSV(w, cancellations(voice), rows, voice)
}
