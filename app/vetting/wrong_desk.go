package vetting

import (
	"cmp"
	"context"

	"creneaux/app/agenda"
)

// wrongDesk finds bookings that nobody can serve: a procedure that the desk does not deal
// with, one that is received without appointment, an hour at which nobody sits there, a
// slot that was never put online. The person would come for nothing, so that a decision
// helps them too.
var wrongDesk = Rule{
	Code:    "WRONG-DESK",
	Version: 1,
	Title:   agenda.Msg("vetting.rule.wrong_desk"),
	sees:    atKnownDesk,
	lacks:   lacksDesk,
	missing: missingHouse,
	find:    findWrongDesk,
}

// plannedShare is how much of a desk's bookings must be on slots of the plan before one
// that is not is held against it: a platform that was never filled from the plan has slots
// of its own.
const plannedShare = 0.9

func findWrongDesk(ctx context.Context, d *docket, bookings []*entry) ([]Finding, error) {
	follows := d.desksOnPlan(bookings)
	var findings []Finding
	for i, b := range bookings {
		if err := cancelled(ctx, i); err != nil {
			return nil, err
		}
		reason, certainty := d.misplaced(b, follows[b.Desk])
		if reason.IsZero() {
			continue
		}
		ids := []agenda.BookingID{b.ID}
		f := Finding{Severity: Decide, Certainty: certainty, Bookings: ids, Evidence: appointmentEvidence(b), Reason: reason}
		f.Evidence = append(f.Evidence, Evidence{b.ID, FieldProcedure, cmp.Or(b.Motive, string(b.Procedure))})
		if certainty == Certain {
			f.Cancel = ids
		}
		findings = append(findings, f)
	}
	return findings, nil
}

// misplaced says why a booking cannot be served where it is; nothing where it can.
func (d *docket) misplaced(b *entry, followsPlan bool) (agenda.Message, Certainty) {
	desk := d.premises.desks[b.Desk]
	procedure, known := d.premises.procedures[b.Procedure]
	switch {
	case known && procedure.WalkIn != nil:
		return agenda.Msg("vetting.wrong_desk.walk_in", "Reference", label(b), "Procedure", procedure.Label), Certain
	case known && !desk.Serves(procedure.Code):
		return agenda.Msg("vetting.wrong_desk.not_served", "Reference", label(b), "Procedure", procedure.Label, "Desk", desk.Name), Certain
	}
	if why, closed := d.policy.House.Calendar.Closed(desk.ID, b.Date); closed {
		return agenda.Msg("vetting.wrong_desk.closed", "Reference", label(b), "Desk", desk.Name, "Date", b.Date, "Why", why), Certain
	}
	at := placeOf(b)
	if !d.premises.staffed(at, 1) {
		return agenda.Msg("vetting.wrong_desk.outside", "Reference", label(b), "Desk", desk.Name, "Date", b.Date, "Start", b.Start), Certain
	}
	if followsPlan && d.premises.planned[at] == 0 {
		return agenda.Msg("vetting.wrong_desk.unknown_slot", "Reference", label(b), "Desk", desk.Name, "Date", b.Date, "Start", b.Start), Likely
	}
	return agenda.Message{}, ""
}

// desksOnPlan says for which desks the platform offers the slots of the plan.
func (d *docket) desksOnPlan(bookings []*entry) map[agenda.DeskID]bool {
	all, planned := make(map[agenda.DeskID]int), make(map[agenda.DeskID]int)
	for _, b := range bookings {
		all[b.Desk]++
		if d.premises.planned[placeOf(b)] > 0 {
			planned[b.Desk]++
		}
	}
	follows := make(map[agenda.DeskID]bool)
	for desk, n := range all {
		follows[desk] = float64(planned[desk]) >= plannedShare*float64(n) && planned[desk] > 0
	}
	return follows
}
