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
	Needs:   []Field{FieldEmail},
	lacks:   lacksEmail,
	missing: func(p policy) agenda.Message {
		if len(p.DisposableDomains) == 0 {
			return agenda.Msg("vetting.off.domains")
		}
		return agenda.Message{}
	},
	find: findThrowaway,
}

func findThrowaway(ctx context.Context, d *docket, bookings []*entry) ([]Finding, error) {
	var findings []Finding
	for i, b := range bookings {
		if err := cancelled(ctx, i); err != nil {
			return nil, err
		}
		email := b.mailbox()
		if !email.Valid || !Throwaway(email.Domain, d.policy.DisposableDomains) {
			continue
		}
		findings = append(findings, Finding{
			Severity:  Information,
			Certainty: Certain,
			Bookings:  []agenda.BookingID{b.ID},
			Evidence:  []Evidence{{b.ID, FieldEmail, b.Applicant.Email}},
			Reason:    agenda.Msg("vetting.throwaway.reason", "Reference", label(b), "Domain", email.Domain),
		})
	}
	return findings, nil
}
