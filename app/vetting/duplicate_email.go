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
	Version: 2,
	Title:   agenda.Msg("vetting.rule.duplicate_email"),
	Needs:   []Field{FieldEmail},
	lacks:   lacksEmail,
	find:    findDuplicateEmail,
}

func findDuplicateEmail(ctx context.Context, d *docket, bookings []*entry) ([]Finding, error) {
	first := make(map[string]int, len(bookings)) // position of a mailbox's first booking
	groups := make(map[int][]*entry)             // by that position, where there are several
	mailbox := make(map[int]string)
	for i, b := range bookings {
		if err := cancelled(ctx, i); err != nil {
			return nil, err
		}
		email := b.mailbox()
		if !email.Valid {
			continue
		}
		position, seen := first[email.Canonical]
		if !seen {
			first[email.Canonical] = i
			continue
		}
		if groups[position] == nil {
			groups[position] = []*entry{bookings[position]}
			mailbox[position] = email.Canonical
		}
		groups[position] = append(groups[position], b)
	}
	findings := make([]Finding, 0, len(groups))
	for i, position := range slices.Sorted(maps.Keys(groups)) {
		if err := cancelled(ctx, i); err != nil {
			return nil, err
		}
		if d.allowed(groups[position]) {
			continue
		}
		findings = append(findings, d.judgeMailbox(groups[position], d.policy.associations[mailbox[position]]))
	}
	return findings, nil
}

// allowed reports whether a mailbox never held more bookings at a time than a service that
// allows several has chosen.
func (d *docket) allowed(group []*entry) bool {
	if d.policy.AllowedPerEmail < 2 {
		return false
	}
	_, extra := holdOnly(group, nil, d.policy.AllowedPerEmail)
	return len(extra) == 0
}

// judgeMailbox judges the bookings of one mailbox, two or more, in the order of their
// appointments.
func (d *docket) judgeMailbox(group []*entry, association bool) Finding {
	keep := d.keepOrder(group)
	members := make(map[*entry]bool)
	named := slices.DeleteFunc(slices.Clone(group), func(b *entry) bool { return keep.nameless[b] })
	for i, member := range householdMembers(named, d.policy.AdjoiningMinutes) {
		if member {
			members[named[i]] = true
		}
	}
	kept, extra := holdOnly(keep.order, members, d.policy.AllowedPerEmail)
	f := Finding{Severity: Decide, Certainty: Certain, Bookings: idsOf(slices.Concat(kept, extra)), Evidence: mailboxEvidence(kept, extra)}
	switch {
	case association:
		f.Reason = agenda.Msg("vetting.duplicate_email.association", "Bookings", len(group))
	case len(members) > 0 && len(extra) == 0:
		f.Certainty = Possible
		f.Reason = agenda.Msg("vetting.duplicate_email.household", "Bookings", len(group))
	case len(members) > 0:
		f.Certainty = Possible
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

func mailboxEvidence(groups ...[]*entry) []Evidence {
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
	order []*entry
	// byMoment is false where the moment of some booking is not known, so that the
	// earliest appointment stands in for the first booked.
	byMoment bool
	earliest bool // the service keeps the earliest appointment
	allowed  int  // how many bookings a mailbox may hold
	// nameless are those that another rule cancels.
	nameless map[*entry]bool
}

// keepOrder orders a group, given by appointment, by the right to be kept: those with a
// name before those without, which another rule cancels; then the first booked.
func (d *docket) keepOrder(group []*entry) keeping {
	k := keeping{order: slices.Clone(group), byMoment: d.policy.Keep == KeepFirstBooked, nameless: make(map[*entry]bool)}
	k.earliest, k.allowed = !k.byMoment, d.policy.AllowedPerEmail
	for _, b := range group {
		k.byMoment = k.byMoment && !bookedAt(b).IsZero()
		if d.columns[b.Import]&columnBits[FieldName] != 0 && d.policy.placeholders.judge(b.Applicant).missing() {
			k.nameless[b] = true
		}
	}
	slices.SortStableFunc(k.order, func(a, b *entry) int {
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
func bookedAt(b *entry) agenda.Moment {
	if b.BookedAt > appointment(b) {
		return 0
	}
	return b.BookedAt
}

func appointment(b *entry) agenda.Moment { return b.Date.At(b.Start) }

// holdOnly deals bookings, in the order of their right, into those that may be kept and
// those that are too many: every protected one is kept, and every other that was never
// held at the same time as so many kept ones as are allowed.
func holdOnly(order []*entry, protected map[*entry]bool, allowed int) (kept, extra []*entry) {
	for _, b := range order {
		if protected[b] {
			kept = append(kept, b)
		}
	}
	for _, b := range order {
		switch {
		case protected[b]:
		case countFunc(kept, func(k *entry) bool { return heldTogether(k, b) }) >= allowed:
			extra = append(extra, b)
		default:
			kept = append(kept, b)
		}
	}
	return kept, extra
}

func countFunc(bookings []*entry, is func(*entry) bool) int {
	n := 0
	for _, b := range bookings {
		if is(b) {
			n++
		}
	}
	return n
}

// heldTogether reports whether two bookings waited for their appointment at one time:
// each was taken before the other's was over.
func heldTogether(a, b *entry) bool {
	return bookedAt(a) < appointment(b) && bookedAt(b) < appointment(a)
}

// reason explains an automatic finding: how many, which is kept, and why that one.
func (k keeping) reason(kept, extra []*entry) agenda.Message {
	first := kept[0]
	count := len(kept) + len(extra)
	switch {
	case k.allowed > 1:
		return agenda.Msg("vetting.duplicate_email.allowed", "Bookings", count, "Allowed", k.allowed, "Extra", extraMessage(extra))
	case len(k.nameless) > 0 && !k.nameless[first]:
		return agenda.Msg("vetting.duplicate_email.first_named", "Bookings", count, "Kept", label(first),
			"Date", first.Date, "Start", first.Start, "Extra", extraMessage(extra))
	case k.byMoment:
		return agenda.Msg("vetting.duplicate_email.first_booked", "Bookings", count, "Kept", label(first),
			"BookedAt", first.BookedAt, "Date", first.Date, "Start", first.Start, "Extra", extraMessage(extra))
	case k.earliest:
		return agenda.Msg("vetting.duplicate_email.earliest", "Bookings", count, "Kept", label(first),
			"Date", first.Date, "Start", first.Start, "Extra", extraMessage(extra))
	default:
		return agenda.Msg("vetting.duplicate_email.first_appointment", "Bookings", count, "Kept", label(first),
			"Date", first.Date, "Start", first.Start, "Extra", extraMessage(extra))
	}
}

func extraMessage(extra []*entry) agenda.Message {
	return agenda.Msg("vetting.duplicate_email.extra", "Count", len(extra), "First", label(extra[0]))
}
