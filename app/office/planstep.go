package office

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/workspace"
)

// planStep makes a version of the plan of the one before.
type planStep struct {
	cause    PlanCause
	why      string
	policy   capacity.Policy
	restored int    // the version that is taken back
	scenario string // the name of the one that is adopted
	cells    []agenda.PlanCell
	// additional are those of the cells' slots that are additional appointments; what the
	// cells no longer have of them is left out.
	additional []agenda.AdditionalCell
	locked     []agenda.Week
	counted    []agenda.Week
	slots      []agenda.Slot   // that come or change
	gone       []agenda.SlotID // that go
	detail     map[string]any  // for the journal, beside what is always told
}

// journalOfPlan is how the journal calls what makes a version of the plan.
var journalOfPlan = map[PlanCause]string{
	PlanMade: "plan", PlanEdited: "plan-edit", PlanLocked: "plan-lock", PlanUnlocked: "plan-unlock",
	PlanAdopted: "plan-adopt", PlanRestored: "plan-restore",
}

// keepPlan keeps a version of the plan with its entry in the journal, and gives bookings
// that waited for one of its slots their place. house is the one that the version is of.
func (o *Office) keepPlan(ctx context.Context, w workspace.Writer, house House, step planStep) error {
	byProcedure := map[agenda.ProcedureCode]int{}
	for _, c := range step.cells {
		byProcedure[c.Procedure] += c.Slots
	}
	planned, permits := house.sums(byProcedure)
	kept, err := w.KeepPlan(ctx, workspace.PlanStep{
		PlanVersion: workspace.PlanVersion{
			At: o.now(), By: o.actor, Cause: string(step.cause), Why: step.why, Policy: string(step.policy),
			Restored: step.restored, Scenario: step.scenario, Planned: planned, ExpectedPermits: permits,
		},
		Cells: step.cells, Additional: capacity.AdditionalWithin(step.cells, step.additional), Locked: step.locked, Counted: step.counted, Slots: step.slots, Gone: step.gone,
	})
	if err != nil {
		return err
	}
	if err := o.seat(ctx, w, step.slots); err != nil {
		return err
	}
	detail := map[string]any{
		"version": kept.Version, "cause": step.cause, "why": step.why, "policy": step.policy,
		"planned": planned, "permits": int(permits + 0.5), "weeks": len(kept.Weeks), "added": kept.Added, "removed": kept.Removed,
	}
	for name, value := range step.detail {
		detail[name] = value
	}
	subject := ""
	if len(kept.Weeks) > 0 {
		subject = kept.Weeks[0].String()
	}
	return o.record(ctx, w, journalOfPlan[step.cause], subject, detail)
}

// changes returns what makes the slots after of those before: which come or change, and
// which go.
func changes(before, after []agenda.Slot) (come []agenda.Slot, gone []agenda.SlotID) {
	was, stays := map[agenda.SlotID]agenda.Slot{}, map[agenda.SlotID]bool{}
	for _, s := range before {
		was[s.ID] = s
	}
	for _, s := range after {
		stays[s.ID] = true
		if was[s.ID] != s {
			come = append(come, s)
		}
	}
	for _, s := range before {
		if !stays[s.ID] {
			gone = append(gone, s.ID)
		}
	}
	return come, gone
}

// seat gives active bookings that were imported before their slot was planned the slot
// they sit on, so that it never goes online as if it were free. fresh are the slots that
// have come.
func (o *Office) seat(ctx context.Context, w workspace.Writer, fresh []agenda.Slot) error {
	if len(fresh) == 0 {
		return nil
	}
	first, last := fresh[0].Date, fresh[0].Date
	for _, s := range fresh {
		if s.Date.Before(first) {
			first = s.Date
		}
		if s.Date.After(last) {
			last = s.Date
		}
	}
	slots, err := w.Slots(ctx, workspace.SlotQuery{From: first, To: last})
	if err != nil {
		return err
	}
	bookings, err := w.Bookings(ctx, workspace.BookingQuery{From: first, To: last, ActiveOnly: true})
	if err != nil {
		return err
	}
	given, err := w.GivenBack(ctx)
	if err != nil {
		return err
	}
	free := newFreeSlots(slots, given, bookings)
	var seats []workspace.Seat
	for _, b := range bookings {
		if b.Slot != "" {
			continue
		}
		if slot := free.take(b); slot != "" {
			seats = append(seats, workspace.Seat{Booking: b.ID, Slot: slot})
		}
	}
	if err := w.SeatBookings(ctx, seats); err != nil {
		return err
	}
	return o.takeBackHeld(ctx, w)
}
