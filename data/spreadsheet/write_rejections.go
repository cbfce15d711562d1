package spreadsheet

import (
	"context"
	"io"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/wording"
)

func rejections(voice *wording.Voice) list[intake.Rejection] {
	return list[intake.Rejection]{
		title: agenda.Msg("workbook.rejections.title"),
		sheet: agenda.Msg("workbook.rejections.sheet"),
		columns: []column[intake.Rejection]{
			{agenda.Msg("workbook.column.line"), 8, func(r intake.Rejection) any { return r.Line }},
			{agenda.Msg("workbook.column.reference"), 16, func(r intake.Rejection) any { return r.Reference }},
			{agenda.Msg("workbook.column.column"), 24, func(r intake.Rejection) any { return r.Column }},
			{agenda.Msg("workbook.column.value"), 30, func(r intake.Rejection) any { return r.Value }},
			{agenda.Msg("workbook.column.reason"), 70, func(r intake.Rejection) any { return voice.Say(r.Reason) }},
		},
	}
}

// WriteRejections writes a workbook of the rows of an export that could not be read,
// with the value and the reason.
func WriteRejections(ctx context.Context, w io.Writer, rows []intake.Rejection, voice *wording.Voice) error {
	return writeBook(ctx, w, rejections(voice), rows, voice)
}

// WriteRejectionsCSV writes the same list as CSV, see [WriteCancellationsCSV].
func WriteRejectionsCSV(w io.Writer, rows []intake.Rejection, voice *wording.Voice) error {
	return writeCSV(w, rejections(voice), rows, voice)
}
