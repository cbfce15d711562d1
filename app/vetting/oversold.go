package vetting

import (
	"cmp"
	"context"
	"slices"

	"creneaux/app/agenda"
)

// oversold finds more bookings at one place and time than there are agents to receive
// them. The platform has sold a slot twice: nobody is at fault, and those who booked last
// are only proposed for another appointment.
var oversold = Rule{
	Code:    "SLOT-OVERSOLD",
	Version: 1,
	Title:   agenda.Msg("vetting.rule.oversold"),
	sees:    atKnownDesk,
	lacks:   lacksDesk,
	missing: missingHouse,
	find:    findOversold,
}

func findOversold(ctx context.Context, d *docket, bookings []*entry) ([]Finding, error) {
	var findings []Finding
	for from := 0; from < len(bookings); {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		to := from + 1
		for to < len(bookings) && bookings[to].Date == bookings[from].Date && bookings[to].Start == bookings[from].Start {
			to++
		}
		if to-from > 1 {
			findings = append(findings, d.oversoldAt(bookings[from:to])...)
		}
		from = to
	}
	return findings, nil
}

// oversoldAt judges the bookings of one hour, desk by desk.
func (d *docket) oversoldAt(hour []*entry) []Finding {
	byDesk := make(map[agenda.DeskID][]*entry)
	var desks []agenda.DeskID // in the order in which they were met
	for _, b := range hour {
		if byDesk[b.Desk] == nil {
			desks = append(desks, b.Desk)
		}
		byDesk[b.Desk] = append(byDesk[b.Desk], b)
	}
	var findings []Finding
	for _, desk := range desks {
		group := byDesk[desk]
		if len(group) < 2 {
			continue
		}
		// Where nobody sits at all, WRONG-DESK speaks.
		if positions := d.premises.positions(placeOf(group[0])); positions > 0 && len(group) > positions {
			findings = append(findings, d.judgeOversold(group, positions))
		}
	}
	return findings
}

func (d *docket) judgeOversold(group []*entry, positions int) Finding {
	order := slices.Clone(group)
	known := !slices.ContainsFunc(group, func(b *entry) bool { return bookedAt(b).IsZero() })
	if known {
		slices.SortStableFunc(order, func(a, b *entry) int { return cmp.Compare(a.BookedAt, b.BookedAt) })
	}
	f := Finding{Severity: Decide, Certainty: Certain, Bookings: idsOf(order)}
	for _, b := range order {
		f.Evidence = append(f.Evidence, appointmentEvidence(b)...)
		f.Evidence = append(f.Evidence, nameEvidence(b)...)
	}
	desk, first := d.premises.desks[group[0].Desk].Name, group[0]
	if !known {
		f.Reason = agenda.Msg("vetting.oversold.unordered", "Bookings", len(group), "Desk", desk, "Date", first.Date, "Start", first.Start, "Positions", positions)
		return f
	}
	extra := order[positions:]
	f.Cancel = idsOf(extra)
	f.Reason = agenda.Msg("vetting.oversold.last", "Bookings", len(group), "Desk", desk, "Date", first.Date, "Start", first.Start,
		"Positions", positions, "Extra", extraMessage(extra))
	return f
}

// appointmentEvidence quotes when and where somebody is to be received, and when that was
// booked.
func appointmentEvidence(b *entry) []Evidence {
	evidence := []Evidence{
		{b.ID, FieldAppointment, appointment(b).String()},
		{b.ID, FieldDesk, cmp.Or(b.DeskName, string(b.Desk))},
	}
	if !b.BookedAt.IsZero() {
		evidence = append(evidence, Evidence{b.ID, FieldBookedAt, b.BookedAt.String()})
	}
	return evidence
}
