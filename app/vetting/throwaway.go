package vetting

import (
	"context"

	"creneaux/app/agenda"
)

// throwaway tells of bookings taken with an address of a disposable domain. Honest
// people use them too, so it proposes nothing.
var throwaway = Rule{
	Code:    "THROWAWAY",
	Version: 1,
	Title:   agenda.Msg("vetting.rule.throwaway"),
	Needs:   FieldEmail,
	missing: func(p policy) agenda.Message {
		if len(p.DisposableDomains) == 0 {
			return agenda.Msg("vetting.off.domains")
		}
		return agenda.Message{}
	},
	find: findThrowaway,
}

func findThrowaway(ctx context.Context, d *docket, bookings []*agenda.Booking) ([]Finding, error) {
	var findings []Finding
	for i, b := range bookings {
		if err := cancelled(ctx, i); err != nil {
			return nil, err
		}
		email := CanonicalEmail(b.Applicant.Email)
		if !email.Valid || !Throwaway(email.Domain, d.policy.DisposableDomains) {
			continue
		}
		findings = append(findings, Finding{
			Severity: Information,
			Bookings: []agenda.BookingID{b.ID},
			Evidence: []Evidence{{b.ID, FieldEmail, b.Applicant.Email}},
			Reason:   agenda.Msg("vetting.throwaway.reason", "Reference", label(b), "Domain", email.Domain),
		})
	}
	return findings, nil
}
