package spreadsheet

import (
	"context"
	"io"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/wording"
)

// sealWidth shows the 64 digits of a seal.
const sealWidth = 68

// WriteReleases writes a week's releases as a workbook: the week with what has become of
// each release and the seal of the draw that made it, and every slot that goes online.
func WriteReleases(ctx context.Context, w io.Writer, sheet publication.WeekSheet, voice *wording.Voice) error {
	week, slots := releasesOf(sheet, voice), releasedSlots()
	b, err := newBook(voice, voice.Say(week.title), voice.Say(week.sheet))
	if err != nil {
		return err
	}
	defer b.file.Close()
	if err := writeList(ctx, b, week, sheet.Releases, voice); err != nil {
		return err
	}
	if err := b.next(voice.Say(slots.sheet)); err != nil {
		return err
	}
	if err := writeList(ctx, b, slots, slotLines(sheet), voice); err != nil {
		return err
	}
	return b.writeTo(w)
}

// WriteReleasesCSV writes the slots of a week's releases for the platform's own import, a
// row each: from which minute on it is online, and the appointment. Dates are those of ISO
// 8601 and not, as in lists that people read, day first: a program that mistakes one for
// another would put slots online on the wrong day.
func WriteReleasesCSV(w io.Writer, sheet publication.WeekSheet, voice *wording.Voice) error {
	return writeCSV(w, platformSlots(), slotLines(sheet), voice)
}

func releasesOf(sheet publication.WeekSheet, voice *wording.Voice) list[publication.SheetRelease] {
	type release = publication.SheetRelease
	return list[release]{
		title: agenda.Msg("workbook.releases.title", "Week", sheet.Week),
		sheet: agenda.Msg("workbook.releases.sheet"),
		columns: []column[release]{
			{agenda.Msg("workbook.column.release"), 12, func(r release) any { return r.Number }},
			{agenda.Msg("workbook.column.date"), 12, func(r release) any { return r.At.Date() }},
			{agenda.Msg("workbook.column.start"), 8, func(r release) any { return r.At.Clock() }},
			{agenda.Msg("workbook.column.slots"), 10, func(r release) any { return len(r.Online) }},
			{agenda.Msg("workbook.column.release_state"), 16, func(r release) any { return voice.Say(r.State()) }},
			{agenda.Msg("workbook.column.done_at"), 17, func(r release) any { return r.DoneAt }},
			{agenda.Msg("workbook.column.done_by"), 16, func(r release) any { return r.DoneBy }},
			{agenda.Msg("workbook.column.seal"), sealWidth, func(r release) any { return sheet.SealOf(r) }},
		},
	}
}

// slotLine is a slot beside the release that puts it online.
type slotLine struct {
	publication.SheetSlot
	release publication.SheetRelease
}

func slotLines(sheet publication.WeekSheet) []slotLine {
	var lines []slotLine
	for _, r := range sheet.Releases {
		for _, s := range r.Online {
			lines = append(lines, slotLine{s, r})
		}
	}
	return lines
}

func releasedSlots() list[slotLine] {
	return list[slotLine]{
		title: agenda.Msg("workbook.released-slots.sheet"),
		sheet: agenda.Msg("workbook.released-slots.sheet"),
		columns: []column[slotLine]{
			{agenda.Msg("workbook.column.release"), 12, func(l slotLine) any { return l.release.Number }},
			{agenda.Msg("workbook.column.online_at"), 17, func(l slotLine) any { return l.release.At }},
			{agenda.Msg("workbook.column.desk"), 12, func(l slotLine) any { return l.Desk }},
			{agenda.Msg("workbook.column.procedure"), 40, func(l slotLine) any { return l.Procedure }},
			{agenda.Msg("workbook.column.date"), 12, func(l slotLine) any { return l.Date }},
			{agenda.Msg("workbook.column.start"), 8, func(l slotLine) any { return l.Start }},
			{agenda.Msg("workbook.column.minutes"), 9, func(l slotLine) any { return l.Minutes }},
			{agenda.Msg("workbook.column.position"), 8, func(l slotLine) any { return l.Position }},
			{agenda.Msg("workbook.column.additional"), 30, func(l slotLine) any { return l.Additional }},
		},
	}
}

func platformSlots() list[slotLine] {
	return list[slotLine]{
		columns: []column[slotLine]{
			{title: agenda.Msg("workbook.column.online_at"), value: func(l slotLine) any { return l.release.At.String() }},
			{title: agenda.Msg("workbook.column.date"), value: func(l slotLine) any { return l.Date.String() }},
			{title: agenda.Msg("workbook.column.start"), value: func(l slotLine) any { return l.Start }},
			{title: agenda.Msg("workbook.column.end"), value: func(l slotLine) any { return l.End() }},
			{title: agenda.Msg("workbook.column.desk"), value: func(l slotLine) any { return l.Desk }},
			{title: agenda.Msg("workbook.column.procedure_code"), value: func(l slotLine) any { return string(l.ProcedureCode) }},
			{title: agenda.Msg("workbook.column.procedure"), value: func(l slotLine) any { return l.Procedure }},
			{title: agenda.Msg("workbook.column.slot"), value: func(l slotLine) any { return string(l.ID) }},
			{title: agenda.Msg("workbook.column.additional"), value: func(l slotLine) any { return l.Additional }},
		},
	}
}
