package vetting

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"sync"
	"sync/atomic"

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
	// Certainty says how surely it is what the rule looks for.
	Certainty Certainty
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

// Proposed is the outcome that a finding proposes.
func (f Finding) Proposed() agenda.Outcome {
	if len(f.Cancel) > 0 {
		return agenda.OutcomeCancel
	}
	return agenda.OutcomeKeep
}

// Certainty says how sure a finding is.
type Certainty string

// The certainties of a finding.
const (
	Certain  Certainty = "certain"  // the bookings themselves say so
	Likely   Certainty = "likely"   // there is no other good explanation
	Possible Certainty = "possible" // there may well be an honest one
)

// Label returns the certainty as a person reads it.
func (c Certainty) Label() agenda.Message {
	switch c {
	case Certain:
		return agenda.Msg("vetting.certainty.certain")
	case Likely:
		return agenda.Msg("vetting.certainty.likely")
	default:
		return agenda.Msg("vetting.certainty.possible")
	}
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
	Examined int // active bookings
}

// Rule is one thing that the vetting looks for.
type Rule struct {
	Code    string         // "DUP-EMAIL"
	Version int            // goes up whenever the rule finds something else in the same bookings
	Title   agenda.Message // what it looks for, in a few words
	// Needs are the columns of which an export must have one at least; none where the
	// rule needs nothing that an export could lack.
	Needs []Field

	// lacks says what so many bookings lack for the rule to look at them.
	lacks func(bookings int) agenda.Message
	// sees says whether a rule can look at a booking; nil where it needs no more than its
	// columns.
	sees func(*docket, *entry) bool
	// missing says why the rule cannot work with a policy; nil where it always can.
	missing func(policy) agenda.Message
	// find returns the findings in bookings that all have a needed column, in the order of
	// their earliest appointment, without Rule, Version and Key.
	find func(context.Context, *docket, []*entry) ([]Finding, error)
}

// Rules returns the rules in the order in which their findings are listed.
func Rules() []Rule {
	return []Rule{duplicateEmail, duplicatePerson, nameMissing, oversold, wrongDesk, transfer, cluster, throwaway}
}

// Examine looks at the active bookings by every rule, and at cancelled ones for what
// became of their slots. It returns an error only when
// the context is cancelled. The same bookings in another order give the same report.
func Examine(ctx context.Context, bookings []agenda.Booking, p Policy, progress agenda.Progress) (Report, error) {
	d := newDocket(bookings, p)
	if err := d.readMailboxes(ctx); err != nil {
		return Report{}, err
	}
	report := Report{Examined: len(d.bookings)}
	rules := Rules()
	answers := make([]answer, len(rules))
	var started atomic.Int64
	asked := tally{progress: progress, of: len(rules)}
	err := inParallel(func() error {
		for i := int(started.Add(1)) - 1; i < len(rules); i = int(started.Add(1)) - 1 {
			asked.begins(rules[i])
			var err error
			if answers[i], err = d.ask(ctx, rules[i]); err != nil {
				return err
			}
			asked.ended()
		}
		return nil
	})
	if err != nil {
		return Report{}, err
	}
	for _, a := range answers {
		report.Findings = append(report.Findings, a.findings...)
		if a.off.Bookings > 0 {
			report.Off = append(report.Off, a.off)
		}
	}
	progress.Report(agenda.Msg("vetting.stage.done"), len(rules), len(rules))
	return report, nil
}

// tally counts the rules that have answered, and tells of them one after the other.
type tally struct {
	progress agenda.Progress
	of       int

	mu   sync.Mutex // of done and of what hears of it
	done int
}

func (t *tally) begins(rule Rule) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.progress.Report(agenda.Msg("vetting.stage", "Rule", rule.Title), t.done, t.of)
}

func (t *tally) ended() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.done++
}

// answer is what one rule says.
type answer struct {
	findings []Finding
	off      RuleOff
}

func (d *docket) ask(ctx context.Context, rule Rule) (a answer, err error) {
	var fed []*entry
	fed, a.off = d.feed(rule)
	if a.findings, err = rule.find(ctx, d, fed); err != nil {
		return answer{}, err
	}
	for i := range a.findings {
		f := &a.findings[i]
		f.Rule, f.Version, f.Key = rule.Code, rule.Version, KeyOf(rule.Code, f.Bookings)
	}
	return a, nil
}

// hands is how many goroutines work on an examination: office machines have two cores
// at least, and each rule that works holds what it has read in memory.
const hands = 2

// inParallel runs a task in every hand and returns what went wrong in any.
func inParallel(task func() error) error {
	var group sync.WaitGroup
	var errs [hands]error
	for i := range hands {
		group.Go(func() { errs[i] = task() })
	}
	group.Wait()
	return errors.Join(errs[:]...)
}

// readMailboxes reads the addresses of the active bookings, which several rules need.
func (d *docket) readMailboxes(ctx context.Context) error {
	var next atomic.Int64
	return inParallel(func() error {
		for {
			to := int(next.Add(checkEvery))
			from := to - checkEvery
			if from >= len(d.bookings) {
				return nil
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			for _, b := range d.bookings[from:min(to, len(d.bookings))] {
				b.mailbox()
			}
		}
	})
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

// entry is a booking in a docket, with what several rules read out of it.
type entry struct {
	*agenda.Booking

	email     Email
	emailRead bool
}

// mailbox returns the booking's e-mail address, read once; of active bookings before the
// rules begin, for these work side by side.
func (e *entry) mailbox() Email {
	if !e.emailRead {
		e.email, e.emailRead = CanonicalEmail(e.Applicant.Email), true
	}
	return e.email
}

// docket is what the rules work on.
type docket struct {
	policy   policy
	bookings []*entry // the active ones, by appointment; never written to
	given    []*entry // those that gave their slot back, by appointment
	columns  map[agenda.ImportID]columns
	premises *premises
}

// columns are the columns that an import had, a bit each.
type columns uint16

// columnBits are the columns that rules need.
var columnBits = map[Field]columns{
	FieldEmail: 1, FieldName: 2, FieldSurname: 2, FieldGivenNames: 2, FieldBirthName: 2,
	FieldForeignerNumber: 4, FieldBirthDate: 8, FieldPhone: 16, FieldBookedAt: 32, FieldCancelledAt: 64,
}

func columnsOf(fields []Field) (c columns) {
	for _, field := range fields {
		c |= columnBits[field]
	}
	return c
}

// filledColumns are those that a booking shows its import to have had.
func filledColumns(b *agenda.Booking) (c columns) {
	a := &b.Applicant
	for _, column := range [...]struct {
		filled bool
		field  Field
	}{
		{a.Email != "", FieldEmail},
		{hasName(*a), FieldName},
		{a.ForeignerNumber != "", FieldForeignerNumber},
		{!a.BirthDate.IsZero(), FieldBirthDate},
		{a.Phone != "", FieldPhone},
		{!b.BookedAt.IsZero(), FieldBookedAt},
		{!b.CancelledAt.IsZero(), FieldCancelledAt},
	} {
		if column.filled {
			c |= columnBits[column.field]
		}
	}
	return c
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
		bookings: make([]*entry, 0, len(bookings)),
		columns:  make(map[agenda.ImportID]columns),
		premises: newPremises(p.House),
	}
	for _, address := range p.Associations {
		if e := CanonicalEmail(address); e.Valid {
			d.policy.associations[e.Canonical] = true
		}
	}
	entries := make([]entry, len(bookings))
	for i := range bookings {
		b := &bookings[i]
		entries[i].Booking = b
		switch {
		case b.Active():
			d.bookings = append(d.bookings, &entries[i])
		case b.Gone || b.Status == agenda.BookingCancelled:
			d.given = append(d.given, &entries[i])
		}
		// Cancelled bookings count here: an import of which only nameless bookings are
		// left did have names.
		d.columns[b.Import] |= filledColumns(b)
	}
	for id, fields := range p.Columns {
		d.columns[id] = columnsOf(fields)
	}
	slices.SortFunc(d.bookings, byAppointment)
	slices.SortFunc(d.given, byAppointment)
	return d
}

// feed returns the bookings that a rule can look at and says what is missing for the
// others.
func (d *docket) feed(rule Rule) ([]*entry, RuleOff) {
	off := RuleOff{Rule: rule.Code}
	if rule.missing != nil {
		if reason := rule.missing(d.policy); !reason.IsZero() {
			off.Bookings, off.Reason = len(d.bookings), reason
			return nil, off
		}
	}
	needed := columnsOf(rule.Needs)
	fed := make([]*entry, 0, len(d.bookings))
	for _, b := range d.bookings {
		if (needed == 0 || d.columns[b.Import]&needed != 0) && (rule.sees == nil || rule.sees(d, b)) {
			fed = append(fed, b)
		}
	}
	off.Bookings = len(d.bookings) - len(fed)
	if off.Bookings > 0 {
		off.Reason = rule.lacks(off.Bookings)
	}
	return fed, off
}

func lacksEmail(bookings int) agenda.Message {
	return agenda.Msg("vetting.off.email", "Count", bookings)
}
func lacksName(bookings int) agenda.Message { return agenda.Msg("vetting.off.name", "Count", bookings) }

// byAppointment orders bookings by date and hour, then by reference, then by id, so
// that no two are equal.
func byAppointment(a, b *entry) int {
	return cmp.Or(
		a.Date.Compare(b.Date),
		cmp.Compare(a.Start, b.Start),
		cmp.Compare(a.Reference, b.Reference),
		cmp.Compare(a.ID, b.ID),
	)
}

// label is what a person calls a booking: the platform's reference, else our id.
func label(b *entry) string {
	return cmp.Or(b.Reference, string(b.ID))
}

func idsOf(bookings []*entry) []agenda.BookingID {
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
