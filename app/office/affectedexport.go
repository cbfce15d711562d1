package office

import (
	"cmp"
	"context"
	"io"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// AffectedRow is a line of the list of who loses a place.
type AffectedRow struct {
	Date      agenda.Date
	Start     agenda.Clock
	Desk      string
	Procedure string           // its label
	State     agenda.SlotState // "" where the booking is of no slot of the plan
	Reference string           // of the booking; empty where nobody has booked
	Name      string
	Email     string
	Phone     string
}

// WriteAffected writes who would lose a place by the entries of a timetable, as
// [Office.Affected] finds it: everybody who has booked, and the slots that are online or
// promised to a release without a booking. What moves with the next plan is left out. The
// path ends in .xlsx or .csv. It returns how many lines the list has.
//
// Problems: FILE-ENDING, those of [Office.Affected].
func (o *Office) WriteAffected(ctx context.Context, path string, by Timetable, voice *wording.Voice) (int, error) {
	format, err := formatOf(path, FormatWorkbook, FormatCSV)
	if err != nil {
		return 0, err
	}
	affected, err := o.Affected(ctx, by)
	if err != nil {
		return 0, err
	}
	house, err := o.House(ctx)
	if err != nil {
		return 0, err
	}
	rows := affectedRows(house, affected)
	err = o.files.WriteFile(path, func(w io.Writer) error { return o.writers.Affected(ctx, w, format, rows, voice) })
	if err != nil {
		return 0, err
	}
	return len(rows), o.exported(ctx, "affected-"+string(format), len(rows))
}

// affectedRows lists what is affected by date, hour and desk.
func affectedRows(house House, a Affected) []AffectedRow {
	slots := map[agenda.SlotID]agenda.Slot{}
	for _, s := range a.Slots {
		slots[s.ID] = s
	}
	booked := map[agenda.SlotID]bool{}
	var rows []AffectedRow
	for _, b := range a.Bookings {
		row := AffectedRow{
			Date: b.Date, Start: b.Start, Desk: house.DeskName(b.Desk), Procedure: house.procedureLabel(b), Reference: b.Reference,
			Name: b.Applicant.DisplayName(), Email: b.Applicant.Email, Phone: b.Applicant.Phone,
		}
		if b.Slot != "" {
			booked[b.Slot] = true
			row.State = slots[b.Slot].State
		}
		rows = append(rows, row)
	}
	for _, s := range a.Slots {
		promised := s.State == agenda.SlotReleased || s.State == agenda.SlotPublished
		if !promised || booked[s.ID] {
			continue
		}
		procedure, _ := house.Procedure(s.Procedure)
		rows = append(rows, AffectedRow{Date: s.Date, Start: s.Start, Desk: house.DeskName(s.Desk), Procedure: procedure.Label, State: s.State})
	}
	slices.SortStableFunc(rows, func(a, b AffectedRow) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Desk, b.Desk))
	})
	return rows
}
