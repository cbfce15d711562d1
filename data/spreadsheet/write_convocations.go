package spreadsheet

import (
	"context"
	"io"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// ConvocationRow is one letter of the workbook for mail merge.
type ConvocationRow struct {
	Number          string // of the convocation, with its check character
	Reference       string // of the booking, on the platform
	FullName        string // as the letter shows it
	Surname         string
	GivenNames      string
	BirthDate       agenda.Date // zero where unknown
	ForeignerNumber string
	Date            agenda.Date
	Start           agenda.Clock
	Desk            string
	Procedure       string   // its label
	Papers          []string // to bring
	Email           string
	Phone           string
	Postcode        string
	Code            string // signed text of the QR code
}

var convocations = list[ConvocationRow]{
	title: agenda.Msg("workbook.convocations.title"),
	sheet: agenda.Msg("workbook.convocations.sheet"),
	columns: []column[ConvocationRow]{
		{agenda.Msg("workbook.column.number"), 16, func(r ConvocationRow) any { return r.Number }},
		{agenda.Msg("workbook.column.reference"), 13, func(r ConvocationRow) any { return r.Reference }},
		{agenda.Msg("workbook.column.full_name"), 30, func(r ConvocationRow) any { return r.FullName }},
		{agenda.Msg("workbook.column.surname"), 22, func(r ConvocationRow) any { return r.Surname }},
		{agenda.Msg("workbook.column.given_names"), 22, func(r ConvocationRow) any { return r.GivenNames }},
		{agenda.Msg("workbook.column.birth_date"), 12, func(r ConvocationRow) any { return r.BirthDate }},
		{agenda.Msg("workbook.column.foreigner_number"), 14, func(r ConvocationRow) any { return r.ForeignerNumber }},
		{agenda.Msg("workbook.column.date"), 12, func(r ConvocationRow) any { return r.Date }},
		{agenda.Msg("workbook.column.start"), 8, func(r ConvocationRow) any { return r.Start }},
		{agenda.Msg("workbook.column.desk"), 10, func(r ConvocationRow) any { return r.Desk }},
		{agenda.Msg("workbook.column.procedure"), 34, func(r ConvocationRow) any { return r.Procedure }},
		{agenda.Msg("workbook.column.papers"), 40, func(r ConvocationRow) any { return r.Papers }},
		{agenda.Msg("workbook.column.email"), 30, func(r ConvocationRow) any { return r.Email }},
		{agenda.Msg("workbook.column.phone"), 16, func(r ConvocationRow) any { return r.Phone }},
		{agenda.Msg("workbook.column.postcode"), 10, func(r ConvocationRow) any { return r.Postcode }},
		{agenda.Msg("workbook.column.code"), 24, func(r ConvocationRow) any { return r.Code }},
	},
}

// WriteConvocations writes letters as a workbook for mail merge, one a row in their
// order. It stops with the context's error when that is cancelled; then what was
// written to w is no workbook.
func WriteConvocations(ctx context.Context, w io.Writer, rows []ConvocationRow, voice *wording.Voice) error {
	return writeBook(ctx, w, convocations, rows, voice)
}
