package vetting

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"creneaux/app/agenda"
)

// duplicateEmail finds several active bookings taken with one mailbox. One person
// needs one appointment; who holds several sells them. The first booked is kept.
//
// Three kinds of honest people share a mailbox, and none is cancelled by the program:
//
//   - households, see householdMembers. As soon as a group has one, the whole group is
//     for a person to decide; what is proposed leaves out the members.
//   - associations that the service has listed.
//   - a person who comes back: a booking taken when the appointment before it was
//     already over never held two places at once, and is only mentioned.
var duplicateEmail = Rule{
	Code:    "DUP-EMAIL",
	Version: 1,
	Title:   agenda.Msg("vetting.rule.duplicate_email"),
	Needs:   FieldEmail,
	find:    findDuplicateEmail,
}

func findDuplicateEmail(ctx context.Context, d *docket, bookings []*agenda.Booking) ([]Finding, error) {
	first := make(map[string]int, len(bookings)) // position of a mailbox's first booking
	groups := make(map[int][]*agenda.Booking)    // by that position, where there are several
	mailbox := make(map[int]string)
	for i, b := range bookings {
		if err := cancelled(ctx, i); err != nil {
			return nil, err
		}
		email := CanonicalEmail(b.Applicant.Email)
		if !email.Valid {
			continue
		}
		position, seen := first[email.Canonical]
		if !seen {
			first[email.Canonical] = i
			continue
		}
		if groups[position] == nil {
			groups[position] = []*agenda.Booking{bookings[position]}
			mailbox[position] = email.Canonical
		}
		groups[position] = append(groups[position], b)
	}
	findings := make([]Finding, 0, len(groups))
	for i, position := range slices.Sorted(maps.Keys(groups)) {
		if err := cancelled(ctx, i); err != nil {
			return nil, err
		}
		findings = append(findings, d.judgeMailbox(groups[position], d.policy.associations[mailbox[position]]))
	}
	return findings, nil
}

// judgeMailbox judges the bookings of one mailbox, two or more, in the order of their
// appointments.
func (d *docket) judgeMailbox(group []*agenda.Booking, association bool) Finding {
	keep := d.keepOrder(group)
	members := make(map[*agenda.Booking]bool)
	named := slices.DeleteFunc(slices.Clone(group), func(b *agenda.Booking) bool { return keep.nameless[b] })
	for i, member := range householdMembers(named, d.policy.AdjoiningMinutes) {
		if member {
			members[named[i]] = true
		}
	}
	kept, extra := holdOnly(keep.order, members)
	f := Finding{Severity: Decide, Bookings: idsOf(slices.Concat(kept, extra)), Evidence: mailboxEvidence(kept, extra)}
	switch {
	case association:
		f.Reason = agenda.Msg("vetting.duplicate_email.association", "Bookings", len(group))
	case len(members) > 0 && len(extra) == 0:
		f.Reason = agenda.Msg("vetting.duplicate_email.household", "Bookings", len(group))
	case len(members) > 0:
		f.Cancel = idsOf(extra)
		f.Reason = agenda.Msg("vetting.duplicate_email.household_extra",
			"Bookings", len(group), "Members", len(members), "Extra", len(extra))
	case len(extra) == 0:
		f.Severity = Information
		f.Reason = agenda.Msg("vetting.duplicate_email.successive", "Bookings", len(group))
	default:
		f.Severity = Automatic
		f.Cancel = idsOf(extra)
		f.Reason = keep.reason(kept, extra)
	}
	return f
}

func mailboxEvidence(groups ...[]*agenda.Booking) []Evidence {
	var evidence []Evidence
	for _, group := range groups {
		for _, b := range group {
			evidence = append(evidence, Evidence{b.ID, FieldEmail, b.Applicant.Email})
			evidence = append(evidence, nameEvidence(b)...)
		}
	}
	return evidence
}

// keeping is the order in which bookings of a mailbox have a right to be kept.
type keeping struct {
	order []*agenda.Booking
	// byMoment is false where the moment of some booking is not known, so that the
	// earliest appointment stands in for the first booked.
	byMoment bool
	// nameless are those that another rule cancels.
	nameless map[*agenda.Booking]bool
}

// keepOrder orders a group, given by appointment, by the right to be kept: those with a
// name before those without, which another rule cancels; then the first booked.
func (d *docket) keepOrder(group []*agenda.Booking) keeping {
	k := keeping{order: slices.Clone(group), byMoment: true, nameless: make(map[*agenda.Booking]bool)}
	for _, b := range group {
		k.byMoment = k.byMoment && !bookedAt(b).IsZero()
		if d.columns[b.Import].name && d.policy.placeholders.judge(b.Applicant).missing() {
			k.nameless[b] = true
		}
	}
	slices.SortStableFunc(k.order, func(a, b *agenda.Booking) int {
		switch {
		case k.nameless[a] != k.nameless[b]:
			if k.nameless[b] {
				return -1
			}
			return 1
		case k.byMoment:
			return cmp.Compare(a.BookedAt, b.BookedAt)
		}
		return 0
	})
	return k
}

// bookedAt returns when a booking was taken, or zero where that is not known or cannot
// be: nobody takes an appointment after it.
func bookedAt(b *agenda.Booking) agenda.Moment {
	if b.BookedAt > appointment(b) {
		return 0
	}
	return b.BookedAt
}

func appointment(b *agenda.Booking) agenda.Moment { return b.Date.At(b.Start) }

// holdOnly deals bookings, in the order of their right, into those that may be kept and
// those that are too many: every protected one is kept, and every other that was never
// held at the same time as one that is kept.
func holdOnly(order []*agenda.Booking, protected map[*agenda.Booking]bool) (kept, extra []*agenda.Booking) {
	for _, b := range order {
		if protected[b] {
			kept = append(kept, b)
		}
	}
	for _, b := range order {
		switch {
		case protected[b]:
		case slices.ContainsFunc(kept, func(k *agenda.Booking) bool { return heldTogether(k, b) }):
			extra = append(extra, b)
		default:
			kept = append(kept, b)
		}
	}
	return kept, extra
}

// heldTogether reports whether two bookings waited for their appointment at one time:
// each was taken before the other's was over.
func heldTogether(a, b *agenda.Booking) bool {
	return bookedAt(a) < appointment(b) && bookedAt(b) < appointment(a)
}

// reason explains an automatic finding: how many, which is kept, and why that one.
func (k keeping) reason(kept, extra []*agenda.Booking) agenda.Message {
	first := kept[0]
	count := len(kept) + len(extra)
	switch {
	case len(k.nameless) > 0 && !k.nameless[first]:
		return agenda.Msg("vetting.duplicate_email.first_named", "Bookings", count, "Kept", label(first),
			"Date", first.Date, "Start", first.Start, "Extra", extraMessage(extra))
	case k.byMoment:
		return agenda.Msg("vetting.duplicate_email.first_booked", "Bookings", count, "Kept", label(first),
			"BookedAt", first.BookedAt, "Date", first.Date, "Start", first.Start, "Extra", extraMessage(extra))
	default:
		return agenda.Msg("vetting.duplicate_email.first_appointment", "Bookings", count, "Kept", label(first),
			"Date", first.Date, "Start", first.Start, "Extra", extraMessage(extra))
	}
}

func extraMessage(extra []*agenda.Booking) agenda.Message {
	return agenda.Msg("vetting.duplicate_email.extra", "Count", len(extra), "First", label(extra[0]))
}
