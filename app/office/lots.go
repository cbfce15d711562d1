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
// their cells of the plan are looked at, so that a slot keeps its label whichever
// others are asked about, and whatever becomes of them.
func additionalLabels(ctx context.Context, r workspace.Reader, slots []agenda.Slot) (map[agenda.SlotID]agenda.AdditionalID, error) {
	if len(slots) == 0 {
		return nil, nil
	}
	plan, err := r.Plan(ctx)
	if err != nil || len(plan.Additional) == 0 {
		return nil, err
	}
	byDay := func(a, b agenda.Slot) int { return a.Date.Compare(b.Date) }
	all, err := r.Slots(ctx, workspace.SlotQuery{
		From: slices.MinFunc(slots, byDay).Date.Week().Monday(), To: slices.MaxFunc(slots, byDay).Date.Week().Day(agenda.Sunday),
	})
	if err != nil {
		return nil, err
	}
	online, err := r.SlotsOnline(ctx)
	if err != nil {
		return nil, err
	}
	// Those of the reserve have no label, but one that was moved there after it was online
	// keeps its own.
	was := map[agenda.SlotID]bool{}
	for _, o := range online {
		was[o.Slot] = true
	}
	for i, s := range all {
		if was[s.ID] {
			all[i].State = agenda.SlotPublished
		}
	}
	return publication.LabelAdditional(all, plan.Additional), nil
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
