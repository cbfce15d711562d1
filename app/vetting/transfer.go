package vetting

import (
	"cmp"
	"context"

	"creneaux/app/agenda"
	"creneaux/app/names"
)

// transfer finds slots that changed hands: given back, and taken by somebody else before
// anyone who was not told could have known. That is how touts hand over what they sold
// (R. Hakimov, C.-P. Heller, D. Kübler, M. Kurino, "How to Avoid Black Markets for
// Appointments with Online Booking Systems", American Economic Review 111(7), 2021).
//
// A slot that somebody takes hours or days later was free for everybody, and whoever
// corrects their own booking is still the same person: neither is told of.
var transfer = Rule{
	Code:    "TRANSFER",
	Version: 1,
	Title:   agenda.Msg("vetting.rule.transfer"),
	Needs:   []Field{FieldBookedAt},
	lacks:   func(bookings int) agenda.Message { return agenda.Msg("vetting.off.booked_at", "Count", bookings) },
	find:    findTransfers,
}

func findTransfers(ctx context.Context, d *docket, bookings []*entry) ([]Finding, error) {
	if len(d.given) == 0 {
		return nil, nil
	}
	given := make(map[counter][]*entry, len(d.given))
	for _, b := range d.given {
		if at, ok := counterOf(b); ok && fromPlatform(b) {
			given[at] = append(given[at], b)
		}
	}
	var findings []Finding
	for i, b := range bookings {
		if err := cancelled(ctx, i); err != nil {
			return nil, err
		}
		if at, ok := counterOf(b); ok && !b.BookedAt.IsZero() {
			if before := d.handedOver(given[at], b); before != nil {
				findings = append(findings, transferred(before, b))
			}
		}
	}
	return findings, nil
}

// counter is a place, also at a desk that is not one of the house.
type counter struct {
	place
	desk string
}

func counterOf(b *entry) (counter, bool) {
	desk := cmp.Or(string(b.Desk), names.Fold(b.DeskName))
	return counter{place{"", b.Date, b.Start}, desk}, desk != ""
}

// fromPlatform reports whether a booking was given back on the platform: what the service
// cancels itself does not go back online at once.
func fromPlatform(b *entry) bool {
	return !b.CancelledAt.IsZero() && (b.Cause == agenda.CancelPlatform || b.Cause == agenda.CancelNone)
}

// handedOver returns the booking whose place another took within minutes, the latest
// where there are several; nil where there is none, or where it is the same person's.
func (d *docket) handedOver(given []*entry, taken *entry) *entry {
	var before *entry
	within := agenda.Moment(d.policy.TransferMinutes) * 60
	for _, b := range given {
		if gap := taken.BookedAt - b.CancelledAt; gap >= 0 && gap <= within && (before == nil || b.CancelledAt > before.CancelledAt) {
			before = b
		}
	}
	if before == nil || samePerson(before, taken) {
		return nil
	}
	return before
}

// samePerson reports whether two bookings are one person's as far as they say.
func samePerson(a, b *entry) bool {
	x, y := foreignerNumber(a.Applicant), foreignerNumber(b.Applicant)
	if x != "" && y != "" {
		return x == y
	}
	p, q := names.Read(a.Applicant.DisplayName()), names.Read(b.Applicant.DisplayName())
	if !p.IsEmpty() && !q.IsEmpty() {
		return p.Likeness(q) != names.Different
	}
	return a.mailbox().Valid && a.mailbox().Canonical == b.mailbox().Canonical
}

func transferred(before, taken *entry) Finding {
	minutes := int((taken.BookedAt - before.CancelledAt) / 60)
	f := Finding{
		Severity: Decide, Certainty: Likely,
		Bookings: []agenda.BookingID{taken.ID, before.ID},
		Reason: agenda.Msg("vetting.transfer.reason", "Before", label(before), "After", label(taken), "Count", minutes,
			"CancelledAt", before.CancelledAt, "BookedAt", taken.BookedAt),
	}
	for _, b := range []*entry{before, taken} {
		f.Evidence = append(f.Evidence, nameEvidence(b)...)
		f.Evidence = append(f.Evidence, appointmentEvidence(b)...)
		f.Evidence = append(f.Evidence, Evidence{b.ID, FieldEmail, b.Applicant.Email})
	}
	f.Evidence = append(f.Evidence, Evidence{before.ID, FieldCancelledAt, before.CancelledAt.String()})
	if shared := before.mailbox(); shared.Valid && shared.Canonical == taken.mailbox().Canonical || same(canonicalPhone(before.Applicant.Phone), canonicalPhone(taken.Applicant.Phone)) {
		f.Certainty = Certain
	}
	return f
}
