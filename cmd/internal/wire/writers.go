package wire

import (
	"context"
	"io"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/chart"
	"creneaux/app/convocation"
	"creneaux/app/intake"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/wording"
	"creneaux/data/ical"
	"creneaux/data/pdf"
	pictures "creneaux/data/picture"
	"creneaux/data/spreadsheet"
)

// writers hands what leaves the workspace to the encoders of data/*.
type writers struct{}

func (writers) Letters(ctx context.Context, w io.Writer, letters []convocation.Letter, voice *wording.Voice, progress agenda.Progress) ([]agenda.Message, error) {
	report, err := pdf.WriteLetters(ctx, w, letters, voice, progress)
	return report.Remarks, err
}

func (writers) LetterBook(ctx context.Context, w io.Writer, rows []office.LetterRow, voice *wording.Voice) error {
	lines := make([]spreadsheet.ConvocationRow, len(rows))
	for i, row := range rows {
		letter, person := row.Letter, row.Booking.Applicant
		lines[i] = spreadsheet.ConvocationRow{
			Number: letter.Number, Reference: row.Booking.Reference,
			FullName: letter.Name, Surname: person.Surname, GivenNames: person.GivenNames, BirthDate: letter.BirthDate,
			ForeignerNumber: person.ForeignerNumber, Date: letter.Date, Start: letter.Start, Desk: letter.Desk,
			Procedure: letter.Procedure, Papers: letter.Papers,
			Email: person.Email, Phone: person.Phone, Postcode: person.Postcode, Code: letter.Code,
		}
	}
	return spreadsheet.WriteConvocations(ctx, w, lines, voice)
}

func (writers) DayList(ctx context.Context, w io.Writer, list convocation.DayList, voice *wording.Voice) ([]agenda.Message, error) {
	report, err := pdf.WriteDayList(ctx, w, list, voice)
	return report.Remarks, err
}

func (writers) Cancellations(ctx context.Context, w io.Writer, format office.Format, rows []office.Cancellation, voice *wording.Voice) error {
	lines := make([]spreadsheet.CancellationRow, len(rows))
	for i, r := range rows {
		lines[i] = spreadsheet.CancellationRow{
			Reference: r.Reference, Date: r.Date, Start: r.Start, Desk: r.Desk, Procedure: r.Procedure,
			Rule: r.Rule, Reason: r.Cause, DecidedAt: r.DecidedAt,
		}
	}
	if format == office.FormatWorkbook {
		return spreadsheet.WriteCancellations(ctx, w, lines, voice)
	}
	return spreadsheet.WriteCancellationsCSV(w, lines, voice)
}

func (writers) Leftovers(ctx context.Context, w io.Writer, format office.Format, rows intake.Leftovers, voice *wording.Voice) error {
	if format == office.FormatWorkbook {
		return spreadsheet.WriteLeftovers(ctx, w, rows, voice)
	}
	return spreadsheet.WriteLeftoversCSV(w, rows, voice)
}

func (writers) Affected(ctx context.Context, w io.Writer, format office.Format, rows []office.AffectedRow, voice *wording.Voice) error {
	lines := make([]spreadsheet.AffectedRow, len(rows))
	for i, r := range rows {
		lines[i] = spreadsheet.AffectedRow(r)
	}
	if format == office.FormatWorkbook {
		return spreadsheet.WriteAffected(ctx, w, lines, voice)
	}
	return spreadsheet.WriteAffectedCSV(w, lines, voice)
}

func (writers) Plan(ctx context.Context, w io.Writer, format office.Format, sheet capacity.YearSheet, voice *wording.Voice) ([]agenda.Message, error) {
	if format == office.FormatPDF {
		report, err := pdf.WritePlan(ctx, w, sheet, voice)
		return report.Remarks, err
	}
	return nil, spreadsheet.WritePlan(ctx, w, sheet, voice)
}

func (writers) Releases(ctx context.Context, w io.Writer, format office.Format, sheet publication.WeekSheet, voice *wording.Voice) ([]agenda.Message, error) {
	switch format {
	case office.FormatWorkbook:
		return nil, spreadsheet.WriteReleases(ctx, w, sheet, voice)
	case office.FormatCSV:
		return nil, spreadsheet.WriteReleasesCSV(w, sheet, voice)
	case office.FormatCalendar:
		return nil, ical.WriteReleases(ctx, w, sheet, voice)
	default:
		report, err := pdf.WriteReleaseSheet(ctx, w, sheet, voice)
		return report.Remarks, err
	}
}

func (writers) Chart(ctx context.Context, w io.Writer, kind chart.FileType, picture chart.Picture, at agenda.Moment, voice *wording.Voice) ([]agenda.Message, error) {
	switch kind {
	case chart.FilePDF:
		report, err := pdf.WriteChart(ctx, w, picture, at, voice)
		return report.Remarks, err
	case chart.FileSVG:
		return nil, pictures.WriteSVG(ctx, w, picture, voice)
	default:
		return nil, pictures.WritePNG(ctx, w, picture, voice)
	}
}
