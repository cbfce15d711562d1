package vetting

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/names"
)

// duplicatePerson finds one person with several active bookings under different e-mail
// addresses: what several bookings with one address become once people know that those
// are found. Who is one person is said by the foreigner number, which the administration
// gives once, or by birth date and name together; a name alone says nothing.
//
// It never cancels by itself: numbers are mistyped, and two people may have one name and
// one birth date.
var duplicatePerson = Rule{
	Code:    "DUP-PERSON",
	Version: 1,
	Title:   agenda.Msg("vetting.rule.duplicate_person"),
	Needs:   []Field{FieldForeignerNumber, FieldBirthDate},
	lacks:   func(bookings int) agenda.Message { return agenda.Msg("vetting.off.person", "Count", bookings) },
	find:    findDuplicatePerson,
}

func findDuplicatePerson(ctx context.Context, d *docket, bookings []*entry) ([]Finding, error) {
	groups := newPartition(len(bookings))
	numbers := make(map[string]int, len(bookings))
	for i, b := range bookings {
		if err := cancelled(ctx, i); err != nil {
			return nil, err
		}
		if number := foreignerNumber(b.Applicant); number != "" {
			if first, seen := numbers[number]; seen {
				groups.join(first, i)
			} else {
				numbers[number] = i
			}
		}
	}
	if err := joinNamesakes(ctx, groups, bookings); err != nil {
		return nil, err
	}
	var findings []Finding
	for _, members := range groups.several() {
		group := make([]*entry, len(members))
		for i, member := range members {
			group[i] = bookings[member]
		}
		if oneMailbox(group) {
			continue // DUP-EMAIL says so
		}
		findings = append(findings, d.judgePerson(group))
	}
	return findings, nil
}

// foreignerNumber returns what tells a person in the file of foreign nationals: its
// digits, without the leading zeros that workbooks lose.
func foreignerNumber(a agenda.Applicant) string {
	return strings.TrimLeft(strings.TrimSpace(a.ForeignerNumber), "0")
}

// joinNamesakes joins the bookings of one birth date whose names can be one person's.
func joinNamesakes(ctx context.Context, g *partition, bookings []*entry) error {
	born := make([]birth, 0, len(bookings))
	for i, b := range bookings {
		if !b.Applicant.BirthDate.IsZero() && hasName(b.Applicant) {
			born = append(born, birth{dayNumber(b.Applicant.BirthDate), i})
		}
	}
	slices.SortFunc(born, func(a, b birth) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.booking, b.booking)) })
	var ready []names.Name
	for from := 0; from < len(born); {
		if err := ctx.Err(); err != nil {
			return err
		}
		to := from + 1
		for to < len(born) && born[to].day == born[from].day {
			to++
		}
		if to-from > 1 {
			ready = ready[:0]
			for _, b := range born[from:to] {
				ready = append(ready, names.Read(bookings[b.booking].Applicant.DisplayName()))
			}
			if err := joinAlike(ctx, g, born[from:to], ready); err != nil {
				return err
			}
		}
		from = to
	}
	return nil
}

// birth is the day on which somebody was born, and their booking.
type birth struct{ day, booking int }

// dayNumber orders dates as they follow each other.
func dayNumber(d agenda.Date) int { return (d.Year*13+int(d.Month))*32 + d.Day }

func joinAlike(ctx context.Context, g *partition, born []birth, ready []names.Name) error {
	for i := range ready {
		if err := cancelled(ctx, i); err != nil {
			return err
		}
		for j := i + 1; j < len(ready); j++ {
			if ready[i].MayMatch(ready[j]) && g.of(born[i].booking) != g.of(born[j].booking) && ready[i].Likeness(ready[j]) != names.Different {
				g.join(born[i].booking, born[j].booking)
			}
		}
	}
	return nil
}

// oneMailbox reports whether all bookings were taken with one address.
func oneMailbox(group []*entry) bool {
	first := group[0].mailbox()
	for _, b := range group {
		if email := b.mailbox(); !email.Valid || email.Canonical != first.Canonical {
			return false
		}
	}
	return true
}

// judgePerson judges the bookings of one person, two or more, in the order of their
// appointments.
func (d *docket) judgePerson(group []*entry) Finding {
	keep := d.keepOrder(group)
	kept, extra := holdOnly(keep.order, nil, 1)
	f := Finding{Severity: Decide, Bookings: idsOf(slices.Concat(kept, extra)), Evidence: personEvidence(kept, extra)}
	sameName, sameNumber := allAlike(group), allNumbered(group)
	switch {
	case len(extra) == 0:
		f.Severity, f.Certainty = Information, Certain
		f.Reason = agenda.Msg("vetting.duplicate_person.successive", "Bookings", len(group))
		return f
	case sameNumber && sameName:
		f.Certainty = Certain
		f.Reason = agenda.Msg("vetting.duplicate_person.number", "Bookings", len(group), "Kept", label(kept[0]), "Extra", extraMessage(extra))
	case sameName:
		f.Certainty = Likely
		f.Reason = agenda.Msg("vetting.duplicate_person.birth", "Bookings", len(group), "Kept", label(kept[0]), "Extra", extraMessage(extra))
	default:
		// One number and two names: mistyped, or lent. Nobody is proposed.
		f.Certainty = Possible
		f.Reason = agenda.Msg("vetting.duplicate_person.names_differ", "Bookings", len(group))
		return f
	}
	f.Cancel = idsOf(extra)
	return f
}

// allAlike reports whether all names of a group can be that of the first.
func allAlike(group []*entry) bool {
	first := names.Read(group[0].Applicant.DisplayName())
	for _, b := range group[1:] {
		if first.Likeness(names.Read(b.Applicant.DisplayName())) == names.Different {
			return false
		}
	}
	return true
}

func allNumbered(group []*entry) bool {
	first := foreignerNumber(group[0].Applicant)
	return !slices.ContainsFunc(group, func(b *entry) bool {
		number := foreignerNumber(b.Applicant)
		return number == "" || number != first
	})
}

func personEvidence(lists ...[]*entry) []Evidence {
	var evidence []Evidence
	for _, list := range lists {
		for _, b := range list {
			evidence = append(evidence, nameEvidence(b)...)
			if b.Applicant.ForeignerNumber != "" {
				evidence = append(evidence, Evidence{b.ID, FieldForeignerNumber, b.Applicant.ForeignerNumber})
			}
			if !b.Applicant.BirthDate.IsZero() {
				evidence = append(evidence, Evidence{b.ID, FieldBirthDate, b.Applicant.BirthDate.String()})
			}
			evidence = append(evidence, Evidence{b.ID, FieldEmail, b.Applicant.Email})
		}
	}
	return evidence
}

// partition is sets of things that belong together, each known by its index.
type partition struct{ parent []int }

func newPartition(n int) *partition {
	g := &partition{parent: make([]int, n)}
	for i := range g.parent {
		g.parent[i] = i
	}
	return g
}

// of returns the least index of a thing's group.
func (g *partition) of(i int) int {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

func (g *partition) join(i, j int) {
	i, j = g.of(i), g.of(j)
	g.parent[max(i, j)] = min(i, j)
}

// several returns the groups of two or more, each and all in the order of their indices.
func (g *partition) several() [][]int {
	members := make(map[int][]int)
	for i := range g.parent {
		if first := g.of(i); first != i {
			if members[first] == nil {
				members[first] = []int{first}
			}
			members[first] = append(members[first], i)
		}
	}
	found := make([][]int, 0, len(members))
	for _, list := range members {
		found = append(found, list)
	}
	slices.SortFunc(found, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return found
}
