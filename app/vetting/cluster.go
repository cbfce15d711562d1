package vetting

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/names"
)

// cluster finds groups of bookings that seem to come from one hand: one telephone for
// several people, a numbered series of addresses, one address name over several
// providers, one name under several addresses within minutes, or many addresses of one
// rare provider within minutes of a release. A tie says nothing about anybody by itself,
// so that a cluster is information and proposes nothing.
//
// Honest groups are left out: households, and the associations that the service has
// listed. An address that is made of its bearer's name ties nobody: Ana Silva may be
// ana.silva1 and ana.silva2 at any provider.
var cluster = Rule{
	Code:    "CLUSTER",
	Version: 2,
	Title:   agenda.Msg("vetting.rule.cluster"),
	Needs:   []Field{FieldPhone, FieldEmail},
	lacks:   func(bookings int) agenda.Message { return agenda.Msg("vetting.off.contact", "Count", bookings) },
	find:    findClusters,
}

// tie is what some bookings of a cluster have in common.
type tie struct {
	kind  tieKind
	text  string // what they share; personal data but for a burst
	first int    // position of a booking that has it
	count int
}

type tieKind string

const (
	tiePhone  tieKind = "phone"
	tieSeries tieKind = "series"
	tieLocal  tieKind = "local"
	tieName   tieKind = "name"
	tieBurst  tieKind = "burst"
)

// message says what ties them, without personal data.
func (t tie) message() agenda.Message {
	switch t.kind {
	case tiePhone:
		return agenda.Msg("vetting.tie.phone", "Count", t.count)
	case tieSeries:
		return agenda.Msg("vetting.tie.series", "Count", t.count)
	case tieLocal:
		return agenda.Msg("vetting.tie.local", "Count", t.count)
	case tieName:
		return agenda.Msg("vetting.tie.name", "Count", t.count)
	default:
		return agenda.Msg("vetting.tie.burst", "Count", t.count, "Domain", t.text)
	}
}

// web ties bookings to each other.
type web struct {
	docket   *docket
	bookings []*entry
	groups   *partition
	ties     []tie
}

func findClusters(ctx context.Context, d *docket, bookings []*entry) ([]Finding, error) {
	w := &web{docket: d, bookings: bookings, groups: newPartition(len(bookings))}
	for _, weave := range []func(context.Context) error{w.byPhone, w.bySeries, w.byLocal, w.byName, w.byBurst} {
		if err := weave(ctx); err != nil {
			return nil, err
		}
	}
	if len(w.ties) == 0 {
		return nil, nil
	}
	ties := make(map[int][]tie)
	for _, t := range w.ties {
		root := w.groups.of(t.first)
		ties[root] = append(ties[root], t)
	}
	var findings []Finding
	for _, members := range w.groups.several() {
		group := make([]*entry, len(members))
		for i, member := range members {
			group[i] = bookings[member]
		}
		if w.people(group) >= d.policy.ClusterSize {
			findings = append(findings, clustered(group, ties[members[0]]))
		}
	}
	return findings, nil
}

// people counts the people of a group of bookings whom nothing honest joins: those of one
// household count as one, and so do bookings that are certainly one person's.
func (w *web) people(group []*entry) int {
	apart := make([]person, 0, len(group))
	for _, b := range group {
		p := personOf(b.Applicant)
		if !slices.ContainsFunc(apart, func(q person) bool { return p.isAlso(q) || p.mayBeFamilyOf(q) }) {
			apart = append(apart, p)
		}
		if len(apart) >= w.docket.policy.ClusterSize {
			break
		}
	}
	return len(apart)
}

func clustered(group []*entry, ties []tie) Finding {
	f := Finding{Severity: Information, Certainty: Possible, Bookings: idsOf(group)}
	kinds := make(map[tieKind]bool)
	var said agenda.Message
	for _, t := range ties {
		kinds[t.kind] = true
		if next := t.message(); said.IsZero() {
			said = next
		} else {
			said = agenda.Msg("vetting.tie.and", "First", said, "Second", next)
		}
	}
	if len(kinds) > 1 {
		f.Certainty = Likely
	}
	f.Reason = agenda.Msg("vetting.cluster.reason", "Bookings", len(group), "Ties", said)
	for _, b := range group {
		f.Evidence = append(f.Evidence, Evidence{b.ID, FieldPhone, b.Applicant.Phone}, Evidence{b.ID, FieldEmail, b.Applicant.Email})
		f.Evidence = append(f.Evidence, nameEvidence(b)...)
		if !b.BookedAt.IsZero() {
			f.Evidence = append(f.Evidence, Evidence{b.ID, FieldBookedAt, b.BookedAt.String()})
		}
	}
	return f
}

// excused reports whether a booking was taken by somebody whom the service knows to book
// for others.
func (w *web) excused(b *entry) bool {
	return len(w.docket.policy.associations) > 0 && w.docket.policy.associations[b.mailbox().Canonical]
}

// alike ties bookings that have one key, where there are enough of them. key returns ""
// for a booking that ties nobody.
func (w *web) alike(ctx context.Context, kind tieKind, key func(*entry) string, tied func(key string, members []int) [][]int) error {
	first := make(map[string]int, len(w.bookings))
	members := make(map[int][]int)
	for i, b := range w.bookings {
		if err := cancelled(ctx, i); err != nil {
			return err
		}
		k := key(b)
		if k == "" || w.excused(b) {
			continue
		}
		at, seen := first[k]
		if !seen {
			first[k] = i
			continue
		}
		if members[at] == nil {
			members[at] = []int{at}
		}
		members[at] = append(members[at], i)
	}
	starts := make([]int, 0, len(members))
	for at := range members {
		starts = append(starts, at)
	}
	slices.Sort(starts)
	for _, at := range starts {
		k := key(w.bookings[at])
		for _, run := range tied(k, members[at]) {
			if len(run) < w.docket.policy.ClusterSize {
				continue
			}
			for _, i := range run[1:] {
				w.groups.join(run[0], i)
			}
			w.ties = append(w.ties, tie{kind, k, run[0], len(run)})
		}
	}
	return nil
}

// everyMember ties every booking that has the key.
func everyMember(_ string, members []int) [][]int { return [][]int{members} }

func (w *web) byPhone(ctx context.Context) error {
	return w.alike(ctx, tiePhone, func(b *entry) string { return canonicalPhone(b.Applicant.Phone) }, everyMember)
}

// seriesGap is how far apart two numbers of a series may be: some of its bookings may
// have been cancelled already.
const seriesGap = 3

// bySeries ties addresses such as rdv01, rdv02, rdv04 of one provider.
func (w *web) bySeries(ctx context.Context) error {
	key := func(b *entry) string {
		stem, _, ok := numbered(b.mailbox())
		if !ok || ownName(stem, b.Applicant) {
			return ""
		}
		return stem + "#@" + b.mailbox().Domain
	}
	return w.alike(ctx, tieSeries, key, func(_ string, members []int) [][]int {
		number := func(i int) int {
			_, n, _ := numbered(w.bookings[i].mailbox())
			return n
		}
		ordered := slices.Clone(members)
		slices.SortFunc(ordered, func(a, b int) int { return cmp.Or(cmp.Compare(number(a), number(b)), cmp.Compare(a, b)) })
		var runs [][]int
		for k, i := range ordered {
			switch {
			case k > 0 && number(i) == number(ordered[k-1]):
				// the same address again, which DUP-EMAIL tells of
			case k > 0 && number(i)-number(ordered[k-1]) <= seriesGap:
				runs[len(runs)-1] = append(runs[len(runs)-1], i)
			default:
				runs = append(runs, []int{i})
			}
		}
		return runs
	})
}

// numbered parts the name of a mailbox from the number behind it.
func numbered(e Email) (stem string, number int, ok bool) {
	if !e.Valid {
		return "", 0, false
	}
	stem = strings.TrimRight(e.Local, "0123456789")
	number, err := strconv.Atoi(e.Local[len(stem):])
	return stem, number, err == nil && len(stem) > 1
}

// shortestLocal is how long the name of a mailbox must be before it is told of when it
// comes back at another provider: "info" does.
const shortestLocal = 6

func (w *web) byLocal(ctx context.Context) error {
	key := func(b *entry) string {
		local := b.mailbox().Local
		if len(local) < shortestLocal || ownName(local, b.Applicant) {
			return ""
		}
		return local
	}
	return w.alike(ctx, tieLocal, key, func(_ string, members []int) [][]int {
		domains := make(map[string]bool)
		var others []int
		for _, i := range members {
			if domain := w.bookings[i].mailbox().Domain; !domains[domain] {
				domains[domain] = true
				others = append(others, i)
			}
		}
		return [][]int{others}
	})
}

// ownName reports whether the name of a mailbox is made of its bearer's.
func ownName(local string, a agenda.Applicant) bool {
	folded := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, names.Fold(local))
	for _, f := range nameFields(a) {
		for word := range strings.FieldsSeq(names.Fold(f.value)) {
			const told = 3 // letters by which a name is known again
			if len(word) >= told && strings.Contains(folded, word[:min(len(word), told+1)]) {
				return true
			}
		}
	}
	return false
}

// byName ties bookings of one name under different addresses, taken within minutes. The
// words of the name may stand in any order.
func (w *web) byName(ctx context.Context) error {
	key := func(b *entry) string {
		if b.BookedAt.IsZero() || !hasName(b.Applicant) {
			return ""
		}
		words := strings.Fields(names.Fold(b.Applicant.DisplayName()))
		if len(words) < 2 {
			return ""
		}
		slices.Sort(words)
		return strings.Join(words, " ")
	}
	return w.alike(ctx, tieName, key, func(_ string, members []int) [][]int {
		return w.together(members, func(i int) string { return w.bookings[i].mailbox().Canonical })
	})
}

// together parts bookings into runs that were taken within minutes of each other, each
// with something that must differ from one to the next.
func (w *web) together(members []int, differs func(int) string) [][]int {
	ordered := slices.Clone(members)
	slices.SortFunc(ordered, func(a, b int) int {
		return cmp.Or(cmp.Compare(w.bookings[a].BookedAt, w.bookings[b].BookedAt), cmp.Compare(a, b))
	})
	within := agenda.Moment(w.docket.policy.BurstMinutes) * 60
	var runs [][]int
	seen := make(map[string]bool)
	for k, i := range ordered {
		if k == 0 || w.bookings[i].BookedAt-w.bookings[ordered[k-1]].BookedAt > within {
			runs = append(runs, nil)
			clear(seen)
		}
		if !seen[differs(i)] {
			seen[differs(i)] = true
			runs[len(runs)-1] = append(runs[len(runs)-1], i)
		}
	}
	return runs
}

// rareShare is up to which share of all bookings the addresses of a provider are rare.
const rareShare = 0.02

// byBurst ties addresses of one rare provider that were used within minutes of a release.
func (w *web) byBurst(ctx context.Context) error {
	if len(w.docket.policy.Releases) == 0 {
		return nil
	}
	releases := slices.Sorted(slices.Values(w.docket.policy.Releases))
	used := make(map[string]int)
	for _, b := range w.bookings {
		used[b.mailbox().Domain]++
	}
	within := agenda.Moment(w.docket.policy.BurstMinutes) * 60
	key := func(b *entry) string {
		domain := b.mailbox().Domain
		if domain == "" || b.BookedAt.IsZero() || float64(used[domain]) > max(rareShare*float64(len(w.bookings)), float64(w.docket.policy.ClusterSize)) {
			return ""
		}
		after, exact := slices.BinarySearch(releases, b.BookedAt)
		if exact {
			after++
		}
		if after == 0 || b.BookedAt-releases[after-1] > within {
			return ""
		}
		return domain
	}
	return w.alike(ctx, tieBurst, key, func(_ string, members []int) [][]int {
		return w.together(members, func(i int) string { return w.bookings[i].mailbox().Canonical })
	})
}
