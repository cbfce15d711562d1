package vetting

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"

	"creneaux/app/agenda"
)

// Severity says who acts on a finding.
type Severity string

// The severities of a finding.
const (
	Automatic   Severity = "automatic"   // cancelled without asking, but listed before anything is sent
	Decide      Severity = "decide"      // nothing happens until a person has decided
	Information Severity = "information" // good to know, nothing to do
)

// Label returns the severity as a person reads it.
func (s Severity) Label() agenda.Message {
	switch s {
	case Automatic:
		return agenda.Msg("vetting.severity.automatic")
	case Decide:
		return agenda.Msg("vetting.severity.decide")
	default:
		return agenda.Msg("vetting.severity.information")
	}
}

// Evidence is a fact that a finding rests on: what a booking says in a field.
type Evidence struct {
	Booking agenda.BookingID
	Field   Field
	Value   string // as written in the export; personal data
}

// Finding is something that a rule found, with its reasons.
type Finding struct {
	Rule     string // code of the rule, "DUP-EMAIL"
	Version  int    // of the rule that found it
	Severity Severity
	// Bookings are those that the finding is about; the first is the one that it
	// proposes to keep, where there is one.
	Bookings []agenda.BookingID
	// Cancel are those of Bookings that it proposes to cancel. Only those of an
	// automatic finding may be cancelled without a person's decision.
	Cancel   []agenda.BookingID
	Evidence []Evidence
	Reason   agenda.Message // what was found and what is proposed; holds no personal data
	// Key is the same whenever the same rule finds the same bookings, so that an
	// earlier decision is recognised. It holds no personal data.
	Key string
}

// RuleOff says that a rule could not look at some bookings, or at any.
type RuleOff struct {
	Rule     string
	Bookings int            // active bookings that it could not look at
	Reason   agenda.Message // which column or list is missing
}

// Report is the result of an examination.
type Report struct {
	// Findings stand in the order of [Rules], and for one rule in the order of
	// their earliest appointment.
	Findings []Finding
	Off      []RuleOff
}

// Rule is one thing that the vetting looks for.
type Rule struct {
	Code    string         // "DUP-EMAIL"
	Version int            // goes up whenever the rule finds something else in the same bookings
	Title   agenda.Message // what it looks for, in a few words
	Needs   Field          // the column without which it cannot work

	// missing says why the rule cannot work with a policy; nil where it always can.
	missing func(policy) agenda.Message
	// find returns the findings in bookings that all have the needed column, in the
	// order of their earliest appointment, without Rule, Version and Key.
	find func(context.Context, *docket, []*agenda.Booking) ([]Finding, error)
}

// Rules returns the rules in the order in which their findings are listed.
func Rules() []Rule {
	return []Rule{duplicateEmail, nameMissing, throwaway}
}

// Examine looks at the active bookings by every rule. It returns an error only when
// the context is cancelled. The same bookings in another order give the same report.
func Examine(ctx context.Context, bookings []agenda.Booking, p Policy, progress agenda.Progress) (Report, error) {
	var report Report
	d := newDocket(bookings, p)
	rules := Rules()
	for i, rule := range rules {
		progress.Report(agenda.Msg("vetting.stage", "Rule", rule.Title), i, len(rules))
		fed, off := d.feed(rule)
		if off.Bookings > 0 {
			report.Off = append(report.Off, off)
		}
		findings, err := rule.find(ctx, d, fed)
		if err != nil {
			return Report{}, err
		}
		for _, f := range findings {
			f.Rule, f.Version, f.Key = rule.Code, rule.Version, KeyOf(rule.Code, f.Bookings)
			report.Findings = append(report.Findings, f)
		}
	}
	progress.Report(agenda.Msg("vetting.stage.done"), len(rules), len(rules))
	return report, nil
}

// KeyOf returns the identity of a finding of a rule about a set of bookings, in
// whatever order they are listed: 32 hexadecimal digits.
func KeyOf(rule string, bookings []agenda.BookingID) string {
	h := sha256.New()
	io.WriteString(h, rule)
	for _, id := range slices.Sorted(slices.Values(bookings)) {
		// Ids hold no zero byte, so that no two lists are written alike.
		io.WriteString(h, "\x00")
		io.WriteString(h, string(id))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// docket is what the rules work on.
type docket struct {
	policy   policy
	bookings []*agenda.Booking // the active ones, by appointment; never written to
	columns  map[agenda.ImportID]columns
}

// columns says which columns an import had.
type columns struct{ email, name bool }

func (c columns) has(field Field) bool {
	if field == FieldEmail {
		return c.email
	}
	return c.name
}

// policy is a [Policy] made ready for looking things up.
type policy struct {
	Policy
	associations map[string]bool // canonical addresses
	placeholders placeholders
}

func newDocket(bookings []agenda.Booking, p Policy) *docket {
	p = p.withDefaults()
	d := &docket{
		policy:   policy{Policy: p, associations: make(map[string]bool), placeholders: newPlaceholders(p.Placeholders)},
		bookings: make([]*agenda.Booking, 0, len(bookings)),
		columns:  make(map[agenda.ImportID]columns),
	}
	for _, address := range p.Associations {
		if e := CanonicalEmail(address); e.Valid {
			d.policy.associations[e.Canonical] = true
		}
	}
	for i := range bookings {
		b := &bookings[i]
		if b.Active() {
			d.bookings = append(d.bookings, b)
		}
		c := d.columns[b.Import]
		// Cancelled bookings count here: an import of which only nameless bookings
		// are left did have names.
		d.columns[b.Import] = columns{
			email: c.email || b.Applicant.Email != "",
			name:  c.name || hasName(b.Applicant),
		}
	}
	for id, fields := range p.Columns {
		d.columns[id] = columnsOf(fields)
	}
	slices.SortFunc(d.bookings, byAppointment)
	return d
}

func columnsOf(fields []Field) columns {
	var c columns
	for _, field := range fields {
		switch field {
		case FieldEmail:
			c.email = true
		case FieldName, FieldSurname, FieldGivenNames, FieldBirthName:
			c.name = true
		}
	}
	return c
}

// feed returns the bookings that a rule can look at and says what is missing for the
// others.
func (d *docket) feed(rule Rule) ([]*agenda.Booking, RuleOff) {
	off := RuleOff{Rule: rule.Code}
	if rule.missing != nil {
		if reason := rule.missing(d.policy); !reason.IsZero() {
			off.Bookings, off.Reason = len(d.bookings), reason
			return nil, off
		}
	}
	fed := make([]*agenda.Booking, 0, len(d.bookings))
	for _, b := range d.bookings {
		if d.columns[b.Import].has(rule.Needs) {
			fed = append(fed, b)
		}
	}
	off.Bookings = len(d.bookings) - len(fed)
	if off.Bookings > 0 {
		off.Reason = missingColumn(rule.Needs, off.Bookings)
	}
	return fed, off
}

func missingColumn(field Field, bookings int) agenda.Message {
	if field == FieldEmail {
		return agenda.Msg("vetting.off.email", "Count", bookings)
	}
	return agenda.Msg("vetting.off.name", "Count", bookings)
}

// byAppointment orders bookings by date and hour, then by reference, then by id, so
// that no two are equal.
func byAppointment(a, b *agenda.Booking) int {
	return cmp.Or(
		a.Date.Compare(b.Date),
		cmp.Compare(a.Start, b.Start),
		cmp.Compare(a.Reference, b.Reference),
		cmp.Compare(a.ID, b.ID),
	)
}

// label is what a person calls a booking: the platform's reference, else our id.
func label(b *agenda.Booking) string {
	return cmp.Or(b.Reference, string(b.ID))
}

func idsOf(bookings []*agenda.Booking) []agenda.BookingID {
	ids := make([]agenda.BookingID, len(bookings))
	for i, b := range bookings {
		ids[i] = b.ID
	}
	return ids
}

// checkEvery is how many bookings a rule looks at between two looks at the context.
const checkEvery = 1024

// cancelled returns the context's error now and then: cheap enough for every turn of
// a loop.
func cancelled(ctx context.Context, turn int) error {
	if turn%checkEvery != 0 {
		return nil
	}
	return ctx.Err()
}
