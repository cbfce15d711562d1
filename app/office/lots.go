package office

import (
	"context"
	"slices"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// lotsOf returns what the releases of a week put online, by release, additional
// appointments (those of the year's targets first), procedure and desk.
func lotsOf(ctx context.Context, r workspace.Reader, week agenda.Week) ([]workspace.LotLine, error) {
	slots, labels, err := labelledSlots(ctx, r, week)
	if err != nil {
		return nil, err
	}
	dealing := publication.Dealing{ByRelease: map[agenda.ReleaseID][]agenda.SlotID{}}
	for _, s := range slots {
		dealing.ByRelease[s.Release] = append(dealing.ByRelease[s.Release], s.ID)
	}
	var lines []workspace.LotLine
	for _, lot := range dealing.Lots(slots, labels) {
		lines = append(lines, workspace.LotLine{
			Release: lot.Release, Additional: lot.Additional, Procedure: lot.Procedure, Desk: lot.Desk, Slots: len(lot.Slots),
		})
	}
	return lines, nil
}

// labelledSlots returns what the releases of a week put online, and which of it are
// additional appointments.
func labelledSlots(ctx context.Context, r workspace.Reader, week agenda.Week) ([]agenda.Slot, map[agenda.SlotID]agenda.AdditionalID, error) {
	slots, err := r.ReleaseSlots(ctx, week)
	if err != nil {
		return nil, nil, err
	}
	labels, err := additionalLabels(ctx, r, slots)
	return slots, labels, err
}

// additionalLabels says which of some slots are additional appointments. All slots of
// their cells of the plan are looked at, so that a slot keeps its label whichever others
// are asked about, and whatever becomes of them.
func additionalLabels(ctx context.Context, r workspace.Reader, slots []agenda.Slot) (map[agenda.SlotID]agenda.AdditionalID, error) {
	cells, err := r.AdditionalCells(ctx)
	if err != nil {
		return nil, err
	}
	asked := map[agenda.PlanCell]bool{}
	for _, s := range slots {
		asked[agenda.PlanCell{Week: s.Date.Week(), Desk: s.Desk, Procedure: s.Procedure}] = true
	}
	cells = slices.DeleteFunc(cells, func(c agenda.AdditionalCell) bool { return !asked[cellOf(c)] })
	if len(cells) == 0 {
		return nil, nil
	}
	var places []agenda.PlanCell
	for _, c := range cells { // those of one place follow each other
		places = append(places, cellOf(c))
	}
	all, err := r.CellSlots(ctx, slices.Compact(places))
	if err != nil {
		return nil, err
	}
	return publication.LabelAdditional(all, cells), nil
}

// cellOf returns the cell of the plan, without its number.
func cellOf(c agenda.AdditionalCell) agenda.PlanCell {
	return agenda.PlanCell{Week: c.Week, Desk: c.Desk, Procedure: c.Procedure}
}

// AdditionalName names the additional appointments of a lot; those that nobody asks for
// any more have lost their own name.
func (h House) AdditionalName(id agenda.AdditionalID) agenda.Message {
	i := slices.IndexFunc(h.Additional, func(a agenda.Additional) bool { return a.ID == id })
	if i < 0 {
		return agenda.Msg("office.lot.additional-gone")
	}
	return agenda.Msg("office.lot.additional", "Label", h.additionalLabel(h.Additional[i]))
}
