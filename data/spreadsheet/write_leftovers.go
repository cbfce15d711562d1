package spreadsheet

import (
	"cmp"
	"context"
	"io"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/wording"
)

// leftovers is the list of the rows that gave no booking: notes of what is wrong, then
// the row as the export had it, so that it can be mended in place and imported again.
// The titles of the notes stand among the synonyms of the columns (intake.NoteTitles).
func leftovers(titles []string, width int, voice *wording.Voice) list[intake.Rejection] {
	l := list[intake.Rejection]{
		title: agenda.Msg("workbook.rejections.title"),
		sheet: agenda.Msg("workbook.rejections.sheet"),
		columns: []column[intake.Rejection]{
			{agenda.Msg("workbook.rejections.line"), 10, func(r intake.Rejection) any { return r.Line }},
			{agenda.Msg("workbook.rejections.column"), 20, func(r intake.Rejection) any { return r.Column }},
			{agenda.Msg("workbook.rejections.reason"), 44, func(r intake.Rejection) any { return []string{voice.Say(r.Reason)} }},
			{agenda.Msg("workbook.rejections.remedy"), 44, func(r intake.Rejection) any { return []string{voice.Say(r.Remedy())} }},
		},
	}
	for i := range width {
		title := ""
		if i < len(titles) {
			title = titles[i]
		}
		l.columns = append(l.columns, column[intake.Rejection]{agenda.Msg("workbook.rejections.cell", "Title", title), 18, func(r intake.Rejection) any {
			if i < len(r.Cells) {
				return r.Cells[i]
			}
			return ""
		}})
	}
	return l
}

// leftoverRows returns the rows in the order of the export, and how many columns they
// have: more than there are titles where a separator stood in a value.
func leftoverRows(all intake.Leftovers) (rows []intake.Rejection, width int) {
	rows = slices.Concat(all.Rejected, all.Passed)
	slices.SortStableFunc(rows, func(a, b intake.Rejection) int { return cmp.Compare(a.Line, b.Line) })
	width = len(all.Titles)
	for _, r := range rows {
		width = max(width, len(r.Cells))
	}
	return rows, width
}

// WriteLeftovers writes a workbook of the rows of an export that gave no booking: whole,
// with the line, what is wrong and how to mend it.
func WriteLeftovers(ctx context.Context, w io.Writer, all intake.Leftovers, voice *wording.Voice) error {
	rows, width := leftoverRows(all)
	return writeBook(ctx, w, leftovers(all.Titles, width, voice), rows, voice)
}

// WriteLeftoversCSV writes the same list as CSV, see [WriteCancellationsCSV].
func WriteLeftoversCSV(w io.Writer, all intake.Leftovers, voice *wording.Voice) error {
	rows, width := leftoverRows(all)
	return writeCSV(w, leftovers(all.Titles, width, voice), rows, voice)
}
